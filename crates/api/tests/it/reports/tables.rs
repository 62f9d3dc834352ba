//! CSV as a spreadsheet reads it, and the figures in the same rows.

use aval_contract::IsoDuration;
use aval_contract::reports::{
    AgeingReport, ClosuresReport, Compliance, ComplianceReport, LoadReport, MonthlyReport,
    StagesReport, TimeInStageReport,
};
use aval_domain::calendar::BOGOTA;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

pub type Rows = Vec<Vec<String>>;

/// The rows of a table with its head: by the letter of RFC 4180, after the byte order mark.
pub fn read(bytes: &[u8]) -> Rows {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    assert!(text.ends_with("\r\n"));
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut signs) = (false, text.chars().peekable());
    while let Some(sign) = signs.next() {
        match (quoted, sign) {
            (true, '"') if signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            (_, '"') => quoted = !quoted,
            (false, ',') => row.push(std::mem::take(&mut cell)),
            (false, '\r') => {
                assert_eq!(signs.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (_, sign) => cell.push(sign),
        }
    }
    let width = rows.first().map_or(0, Vec::len);
    assert!(rows.iter().all(|row| row.len() == width), "{rows:?}");
    rows
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A row for each value: the fields of these names, with what is said beforehand.
fn table(head: &[&str], rows: Vec<Value>) -> Rows {
    let named = head.iter().map(|name| (*name).to_owned()).collect();
    let rows = rows.iter().map(|row| head.iter().map(|name| text(&row[*name])).collect());
    std::iter::once(named).chain(rows).collect()
}

fn with(mut value: Value, group: &str, id: Value, name: Value) -> Value {
    (value["group"], value["id"], value["name"]) = (json!(group), id, name);
    value
}

pub fn of_stages(report: &StagesReport) -> Rows {
    let mut rows = vec![with(json!(report.total), "total", Value::Null, Value::Null)];
    rows.extend(report.engineers.iter().map(|row| {
        let who = json!(row.engineer);
        with(json!(row.counts), "engineer", who["id"].clone(), who["name"].clone())
    }));
    rows.extend(report.companies.iter().map(|row| {
        with(json!(row.counts), "company", json!(row.company.id), json!(row.company.name))
    }));
    table(&["group", "id", "name", "open", "analysis", "solution", "testing", "total"], rows)
}

pub fn of_compliance(report: &ComplianceReport) -> Rows {
    let mut rows = Vec::new();
    for (clock, told) in
        [("first_contact", &report.first_contact), ("resolution", &report.resolution)]
    {
        let mut add = |value: Value, group: &str, id: Value, name: Value| {
            let mut row = with(value, group, id, name);
            row["clock"] = json!(clock);
            rows.push(row);
        };
        add(json!(told.total), "total", Value::Null, Value::Null);
        for row in &told.priorities {
            add(json!(row.compliance), "priority", json!(row.priority), Value::Null);
        }
        for row in &told.companies {
            add(json!(row.compliance), "company", json!(row.company.id), json!(row.company.name));
        }
    }
    // A whole number of percent has no point in a table.
    for row in &mut rows {
        row["percentage"] =
            row["percentage"].as_f64().map_or(Value::Null, |p| json!(p.to_string()));
    }
    let head =
        ["clock", "group", "id", "name", "met", "breached", "running", "undecided", "percentage"];
    table(&head, rows)
}

pub fn of_ageing(report: &AgeingReport) -> Rows {
    let rows = report.buckets.iter().map(|row| json!(row)).collect();
    table(&["from_days", "to_days", "support", "customer", "total"], rows)
}

fn hours(length: Option<IsoDuration>) -> Value {
    length.map_or(Value::Null, |length| {
        let seconds = u32::try_from(length.span().num_seconds()).expect("short");
        json!(format!("{:.2}", f64::from(seconds) / 3_600.0))
    })
}

pub fn of_times(report: &TimeInStageReport) -> Rows {
    let rows = report.stages.iter().map(|row| {
        json!({
            "stage": row.stage, "stays": row.stays, "mean_hours": hours(row.mean),
            "median_hours": hours(row.median), "p90_hours": hours(row.p90),
        })
    });
    table(&["stage", "stays", "mean_hours", "median_hours", "p90_hours"], rows.collect())
}

pub fn of_closures(report: &ClosuresReport) -> Rows {
    let mut rows = vec![with(json!(report.total), "total", Value::Null, Value::Null)];
    rows.extend(report.companies.iter().map(|row| {
        with(json!(row.figures), "company", json!(row.company.id), json!(row.company.name))
    }));
    for row in &mut rows {
        for rate in ["reject_rate", "reopen_rate"] {
            row[rate] = row[rate].as_f64().map_or(Value::Null, |rate| json!(rate.to_string()));
        }
    }
    let head = [
        "group",
        "id",
        "name",
        "approved",
        "tacit",
        "withdrawn",
        "duplicate",
        "closed",
        "delivered",
        "rejected",
        "reopened",
        "reject_rate",
        "reopen_rate",
    ];
    table(&head, rows)
}

pub fn of_load(report: &LoadReport) -> Rows {
    let rows = report.cells.iter().map(|row| json!(row)).collect();
    table(&["weekday", "hour", "service", "openings"], rows)
}

fn wall(at: DateTime<Utc>) -> String {
    at.with_timezone(&BOGOTA).naive_local().format("%F %T").to_string()
}

pub fn of_month(report: &MonthlyReport) -> Rows {
    let rows = report.cases.iter().map(|case| {
        let mut row = json!(case);
        row["opened_at_bogota"] = json!(wall(case.opened_at));
        row["closed_at_bogota"] = json!(case.closed_at.map(wall));
        if case.subject.starts_with('=') {
            row["subject"] = json!(format!("'{}", case.subject));
        }
        row
    });
    let head = [
        "number",
        "subject",
        "kind",
        "priority",
        "stage",
        "waiting_on",
        "opened_at_bogota",
        "reopened",
        "closed_at_bogota",
        "closure_kind",
    ];
    table(&head, rows.collect())
}

/// Met, breached, running, undecided.
pub fn promises(of: &Compliance) -> [u32; 4] {
    [of.met, of.breached, of.running, of.undecided]
}

/// Those of both clocks, after looking that parts and percentages agree with the whole.
pub fn compliance(report: &ComplianceReport) -> [[u32; 4]; 2] {
    [&report.first_contact, &report.resolution].map(|told| {
        let whole = promises(&told.total);
        let sum = |parts: Vec<[u32; 4]>| {
            parts.iter().fold([0; 4], |sum, part| std::array::from_fn(|at| sum[at] + part[at]))
        };
        let priorities = told.priorities.iter().map(|part| promises(&part.compliance)).collect();
        let companies = told.companies.iter().map(|part| promises(&part.compliance)).collect();
        assert_eq!((sum(priorities), sum(companies)), (whole, whole));
        let [met, breached, ..] = whole.map(f64::from);
        match told.total.percentage {
            None => assert_eq!(met + breached, 0.0),
            Some(told) => assert!((told - 100.0 * met / (met + breached)).abs() <= 0.05),
        }
        whole
    })
}

/// Stays, and mean, median and 90th percentile in seconds, of each stage.
pub fn times(report: &TimeInStageReport) -> Vec<(usize, Option<[i64; 3]>)> {
    let seconds = |length: IsoDuration| length.span().num_seconds();
    let all = report.stages.iter().map(|row| {
        let figures = row.mean.zip(row.median).zip(row.p90);
        let figures = figures.map(|((mean, median), p90)| [mean, median, p90].map(seconds));
        (row.stays as usize, figures)
    });
    all.collect()
}
