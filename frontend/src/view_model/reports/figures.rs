//! Each report as a chart and a table, in the reader's language.

use aval_contract::IsoDuration;
use aval_contract::reports::{
    AgeCount, AgeingReport, ClockCompliance, ClosureFigures, ClosuresReport, Compliance, LoadCell,
    LoadReport, ServedHour, StageCounts, StagesReport, TimeInStageReport,
};
use aval_domain::lifecycle::{ClosureKind, Stage, WaitingOn};
use chrono::Weekday;

use super::chart::{Bar, BarChart, Fill, Length, Series, Table};
use crate::i18n::Texts;

/// The stages in which a ticket is open, in their order, as series.
fn stages(texts: &Texts) -> Vec<Series> {
    [Stage::Open, Stage::Analysis, Stage::Solution, Stage::Testing]
        .map(|stage| Series { name: texts.stage(stage), fill: Fill::Stage(stage) })
        .into()
}

fn counts(of: &StageCounts) -> Vec<u32> {
    vec![of.open, of.analysis, of.solution, of.testing]
}

fn named(first: &str, series: &[Series], last: &[&str]) -> Vec<String> {
    let first = std::iter::once(first);
    let names = first.chain(series.iter().map(|series| series.name)).chain(last.iter().copied());
    names.map(str::to_owned).collect()
}

/// Rows of a table from bars: the name, each value, and the sum.
fn rows(bars: &[Bar]) -> Vec<Vec<String>> {
    bars.iter()
        .map(|bar| {
            let values = bar.values.iter().map(ToString::to_string);
            std::iter::once(bar.name.clone()).chain(values).chain([bar.end.clone()]).collect()
        })
        .collect()
}

fn stacked(first: &str, series: Vec<Series>, bars: Vec<Bar>, texts: &Texts) -> BarChart {
    let head = named(first, &series, &[texts.reports().total]);
    let table = Table { head, rows: rows(&bars) };
    BarChart { series, bars, length: Length::Sum, table }
}

/// Open tickets: one bar a stage.
#[must_use]
pub fn by_stage(texts: &Texts, report: &StagesReport) -> BarChart {
    let words = texts.reports();
    let bars: Vec<_> = stages(texts)
        .iter()
        .zip(counts(&report.total))
        .map(|(stage, count)| Bar {
            fill: Some(stage.fill),
            ..Bar::with_sum(stage.name, vec![count])
        })
        .collect();
    let rows = bars.iter().map(|bar| vec![bar.name.clone(), bar.end.clone()]);
    let total = vec![words.total.to_owned(), report.total.total.to_string()];
    let table = Table {
        head: vec![words.stage.to_owned(), words.cases.to_owned()],
        rows: rows.chain([total]).collect(),
    };
    let series = vec![Series { name: words.cases, fill: Fill::Plain }];
    BarChart { series, bars, length: Length::Sum, table }
}

/// Open tickets: one bar an engineer.
#[must_use]
pub fn by_engineer(texts: &Texts, report: &StagesReport) -> BarChart {
    let words = texts.reports();
    let name = |row: &aval_contract::reports::EngineerStages| {
        row.engineer.as_ref().map_or_else(|| words.nobody.to_owned(), |who| who.name.clone())
    };
    let bars = report.engineers.iter().map(|row| Bar::with_sum(name(row), counts(&row.counts)));
    stacked(words.engineer, stages(texts), bars.collect(), texts)
}

/// Open tickets: one bar a company.
#[must_use]
pub fn by_company(texts: &Texts, report: &StagesReport) -> BarChart {
    let bars =
        report.companies.iter().map(|row| Bar::with_sum(&*row.company.name, counts(&row.counts)));
    stacked(texts.reports().company, stages(texts), bars.collect(), texts)
}

/// Open tickets by age.
#[must_use]
pub fn ageing(texts: &Texts, report: &AgeingReport) -> BarChart {
    let words = texts.reports();
    let series = vec![
        Series { name: texts.waiting_on(WaitingOn::Support), fill: Fill::Plain },
        Series { name: texts.waiting_on(WaitingOn::Customer), fill: Fill::Stripes },
    ];
    let name = |count: &AgeCount| match (count.from_days, count.to_days) {
        (0, _) => words.age_today.to_owned(),
        (from, Some(to)) => (words.age_days)(from, to),
        (from, None) => (words.age_more)(from - 1),
    };
    let bars: Vec<_> = report
        .buckets
        .iter()
        .map(|count| Bar::with_sum(name(count), vec![count.support, count.customer]))
        .collect();
    stacked(words.age, series, bars, texts)
}

/// "93,3 %", or what stands where nothing is decided.
#[must_use]
pub fn percent(texts: &Texts, value: Option<f64>) -> String {
    match value {
        Some(value) => (texts.reports().percent)(value),
        None => "—".to_owned(),
    }
}

/// Promises of one clock: all, then by priority, then by company.
#[must_use]
pub fn compliance(texts: &Texts, told: &ClockCompliance) -> BarChart {
    let words = texts.reports();
    let series = vec![
        Series { name: words.met, fill: Fill::Good },
        Series { name: words.breached, fill: Fill::Bad },
        Series { name: words.running, fill: Fill::Stripes },
        Series { name: words.undecided, fill: Fill::Hollow },
    ];
    let bar = |name: String, of: &Compliance| Bar {
        name,
        values: vec![of.met, of.breached, of.running, of.undecided],
        end: percent(texts, of.percentage),
        fill: None,
    };
    let mut bars = vec![bar(words.total.to_owned(), &told.total)];
    bars.extend(told.priorities.iter().map(|row| {
        let priority = (words.of_priority)(&texts.priority(row.priority).to_lowercase());
        bar(priority, &row.compliance)
    }));
    if told.companies.len() > 1 {
        bars.extend(
            told.companies.iter().map(|row| bar(row.company.name.clone(), &row.compliance)),
        );
    }
    let table =
        Table { head: named(words.promise, &series, &[words.percentage]), rows: rows(&bars) };
    BarChart { series, bars, length: Length::Share, table }
}

/// How tickets end: all, then by company.
#[must_use]
pub fn closures(texts: &Texts, report: &ClosuresReport) -> BarChart {
    let words = texts.reports();
    let series: Vec<_> = [
        (ClosureKind::Approved, Fill::Good),
        (ClosureKind::Tacit, Fill::Stripes),
        (ClosureKind::Withdrawn, Fill::Dots),
        (ClosureKind::Duplicate, Fill::Hollow),
    ]
    .map(|(kind, fill)| Series { name: texts.closure(kind), fill })
    .into();
    let values = |of: &ClosureFigures| vec![of.approved, of.tacit, of.withdrawn, of.duplicate];
    let mut bars = vec![Bar::with_sum(words.total, values(&report.total))];
    if report.companies.len() > 1 {
        let own = report.companies.iter();
        bars.extend(own.map(|row| Bar::with_sum(&*row.company.name, values(&row.figures))));
    }
    stacked(words.company, series, bars, texts)
}

fn hours(texts: &Texts, length: Option<IsoDuration>) -> String {
    length.map_or_else(|| "—".to_owned(), |length| minutes_said(texts, whole_minutes(length)))
}

/// Minutes of service time as hours: "12,5 h".
#[must_use]
pub fn minutes_said(texts: &Texts, minutes: u32) -> String {
    (texts.reports().hours)((f64::from(minutes) / 6.0).round() / 10.0)
}

fn whole_minutes(length: IsoDuration) -> u32 {
    u32::try_from(length.span().num_minutes()).unwrap_or_default()
}

/// Time in each stage: the median over what nine of ten don't exceed.
#[must_use]
pub fn time_in_stage(texts: &Texts, report: &TimeInStageReport) -> BarChart {
    let words = texts.reports();
    let series = vec![
        Series { name: words.p90, fill: Fill::Hollow },
        Series { name: words.median, fill: Fill::Plain },
    ];
    let value = |length: Option<IsoDuration>| length.map_or(0, whole_minutes);
    let bars = report
        .stages
        .iter()
        .map(|row| Bar {
            name: texts.stage(row.stage).to_owned(),
            values: vec![value(row.p90), value(row.median)],
            end: hours(texts, row.median),
            fill: None,
        })
        .collect();
    let told = report.stages.iter().map(|row| {
        let figures = [row.median, row.mean, row.p90].map(|length| hours(texts, length));
        let named = [texts.stage(row.stage).to_owned(), row.stays.to_string()];
        named.into_iter().chain(figures).collect()
    });
    let head = [words.stage, words.stays, words.median, words.mean, words.p90];
    let table = Table { head: head.map(str::to_owned).into(), rows: told.collect() };
    BarChart { series, bars, length: Length::Largest, table }
}

/// The days of a week, Monday first.
pub const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// The hours that are shown of a week: those of service, and those with openings.
#[must_use]
pub fn shown_hours(report: &LoadReport) -> (u32, u32) {
    let counts = |cell: &&LoadCell| cell.openings > 0 || cell.service != ServedHour::Closed;
    let hours = || report.cells.iter().filter(counts).map(|cell| cell.hour);
    (hours().min().unwrap_or(0), hours().max().unwrap_or(23))
}

/// A cell in words: "lunes de 09:00 a 10:00: 3 casos, en horario de servicio".
#[must_use]
pub fn cell_said(texts: &Texts, cell: &LoadCell) -> String {
    let words = texts.reports();
    let day = WEEK[(cell.weekday.max(1) - 1) as usize % 7];
    let day = texts.dates.weekday(day);
    let count = (words.count)(cell.openings);
    let service = served(texts, cell.service);
    (words.cell)(day, cell.hour, &count, service)
}

/// Whether support is open in an hour of the week.
#[must_use]
pub fn served(texts: &Texts, service: ServedHour) -> &'static str {
    let words = texts.reports();
    match service {
        ServedHour::All => words.served,
        ServedHour::Incidents => words.served_incidents,
        ServedHour::Closed => words.not_served,
    }
}

/// Openings as a table: a row an hour, a column a day.
#[must_use]
pub fn load_table(texts: &Texts, report: &LoadReport) -> Table {
    let words = texts.reports();
    let (first, last) = shown_hours(report);
    let days = WEEK.map(|day| texts.dates.weekday(day).to_owned());
    let of = |weekday: u32, hour: u32| {
        let found = report.cells.iter().find(|cell| cell.weekday == weekday && cell.hour == hour);
        found.map_or(0, |cell| cell.openings).to_string()
    };
    let row = |hour: u32| {
        let name = std::iter::once((words.hour_span)(hour));
        name.chain((1..=7).map(|day| of(day, hour))).collect()
    };
    Table {
        head: std::iter::once(words.hour.to_owned()).chain(days).collect(),
        rows: (first..=last).map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use aval_contract::me::Locale;
    use aval_contract::reports::{AgeBucket, StageTime};
    use chrono::{NaiveDate, TimeDelta};

    use super::*;

    fn es() -> &'static Texts {
        Texts::of(Locale::Es)
    }

    fn date() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 7, 1).expect("a date")
    }

    #[test]
    fn what_nobody_works_on_has_a_name() {
        let counts = StageCounts { open: 2, analysis: 1, solution: 0, testing: 0, total: 3 };
        let report = StagesReport {
            at: chrono::DateTime::default(),
            total: counts,
            engineers: vec![aval_contract::reports::EngineerStages { engineer: None, counts }],
            companies: Vec::new(),
        };
        let chart = by_engineer(es(), &report);
        assert_eq!((chart.bars[0].name.as_str(), chart.bars[0].end.as_str()), ("Sin asignar", "3"));
        assert_eq!(chart.table.rows, [["Sin asignar", "2", "1", "0", "0", "3"]]);
        assert_eq!(chart.table.head.len(), 6);
        let stages = by_stage(es(), &report);
        assert_eq!(stages.table.rows.last().expect("a sum"), &["Total", "3"]);
    }

    #[test]
    fn ages_are_said_in_business_days() {
        let buckets = AgeBucket::ALL
            .map(|bucket| AgeCount {
                bucket,
                from_days: bucket.first(),
                to_days: bucket.last(),
                support: 1,
                customer: 0,
                total: 1,
            })
            .to_vec();
        let report = AgeingReport { at: chrono::DateTime::default(), total: 6, buckets };
        let names: Vec<_> = ageing(es(), &report).bars.into_iter().map(|bar| bar.name).collect();
        assert_eq!(names[..2], ["Hoy", "1 a 2 días"]);
        assert_eq!(names[5], "Más de 20 días");
    }

    #[test]
    fn a_percentage_is_said_as_people_write_it() {
        assert_eq!(percent(es(), Some(93.3)), "93,3\u{a0}%");
        assert_eq!(percent(es(), Some(100.0)), "100\u{a0}%");
        assert_eq!(percent(Texts::of(Locale::En), Some(93.3)), "93.3%");
        assert_eq!(percent(es(), None), "—");
    }

    #[test]
    fn one_company_alone_is_the_total() {
        let of =
            Compliance { met: 1, breached: 1, running: 0, undecided: 0, percentage: Some(50.0) };
        let company =
            aval_contract::companies::CompanyRef { id: uuid::Uuid::nil(), name: "A".into() };
        let one = aval_contract::reports::CompanyCompliance { company, compliance: of };
        let told =
            ClockCompliance { total: of, priorities: Vec::new(), companies: vec![one.clone()] };
        assert_eq!(compliance(es(), &told).bars.len(), 1);
        let two = ClockCompliance { companies: vec![one.clone(), one], ..told };
        let chart = compliance(es(), &two);
        assert_eq!((chart.bars.len(), chart.bars[0].end.as_str()), (3, "50\u{a0}%"));
    }

    #[test]
    fn times_are_said_in_hours_with_one_digit() {
        let length = |minutes| Some(IsoDuration::new(TimeDelta::minutes(minutes)));
        let stages = vec![
            StageTime {
                stage: Stage::Open,
                stays: 2,
                mean: length(90),
                median: length(60),
                p90: length(120),
            },
            StageTime { stage: Stage::Testing, stays: 0, mean: None, median: None, p90: None },
        ];
        let chart = time_in_stage(es(), &TimeInStageReport { from: date(), to: date(), stages });
        assert_eq!(chart.bars[0].values, [120, 60]);
        assert_eq!(chart.table.rows[0], ["Abierto", "2", "1 h", "1,5 h", "2 h"]);
        assert_eq!(chart.table.rows[1], ["Pruebas", "0", "—", "—", "—"]);
    }

    #[test]
    fn a_week_is_shown_from_its_first_busy_hour_to_its_last() {
        let cell = |weekday, hour, openings| LoadCell {
            weekday,
            hour,
            openings,
            service: if (8..17).contains(&hour) { ServedHour::All } else { ServedHour::Closed },
        };
        let mut cells: Vec<_> =
            (1..=7).flat_map(|day| (0..24).map(move |hour| cell(day, hour, 0))).collect();
        let report = |cells: &[LoadCell]| LoadReport {
            from: date(),
            to: date(),
            openings: 0,
            outside_service_hours: 0,
            cells: cells.to_vec(),
        };
        assert_eq!(shown_hours(&report(&cells)), (8, 16));
        cells[20] = cell(1, 20, 2);
        assert_eq!(shown_hours(&report(&cells)), (8, 20));
        let table = load_table(es(), &report(&cells));
        assert_eq!((table.rows.len(), table.rows[12][1].as_str()), (13, "2"));
        assert_eq!(
            cell_said(es(), &cells[20]),
            "lunes de 20:00 a 21:00: 2 casos, fuera del horario de servicio"
        );
    }
}
