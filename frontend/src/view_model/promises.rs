//! What is promised, as people read and write it: targets in service hours, testing periods in
//! business days.

use std::collections::BTreeMap;

use aval_contract::policies::{
    DaysOfKind, Preview, Reevaluation, SlaOverride, SlaPolicy, Targets, TargetsOverride,
    TestingPolicy,
};
use aval_contract::{Kind, Priority};
use aval_domain::clocks::{Metric, Target};
use aval_domain::testing::TestingDays;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::tickets::drafts::Draft;
use crate::i18n::Texts;

/// The order in which people read priorities.
pub const PRIORITIES: [Priority; 4] =
    [Priority::Critical, Priority::High, Priority::Normal, Priority::Low];

/// Something for each priority and each clock, in the order of [`PRIORITIES`] and [`Metric::ALL`].
pub type PerTarget<T> = [[T; 2]; 4];

/// Something for each kind: for all priorities without an entry of their own, then for each of
/// [`PRIORITIES`].
pub type PerPeriod<T> = [[T; 5]; 4];

/// Minutes of a service day: from 08:00 to 17:00.
const SERVICE_DAY: i64 = 9 * 60;

/// Reads service hours as people write them: `8`, `1,5`, `1:30`, `1 h 30 min`.
#[must_use]
pub fn read_target(text: &str) -> Option<Target> {
    let text = text.trim().to_lowercase();
    let minutes = if let Some((hours, minutes)) = text.split_once(':') {
        minutes_of(whole(hours)?, whole(minutes).filter(|minutes| *minutes < 60)?)?
    } else if let Some(rest) = text.strip_suffix("min") {
        match rest.split_once('h') {
            Some((hours, minutes)) => minutes_of(whole(hours)?, whole(minutes)?)?,
            None => whole(rest)?,
        }
    } else {
        decimal_hours(text.strip_suffix('h').unwrap_or(&text))?
    };
    Target::new(TimeDelta::try_minutes(minutes)?).ok()
}

fn minutes_of(hours: i64, minutes: i64) -> Option<i64> {
    hours.checked_mul(60)?.checked_add(minutes)
}

/// A number without sign, a few digits long.
fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    let plain = (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

/// Hours with a decimal comma or point that come to whole minutes.
fn decimal_hours(text: &str) -> Option<i64> {
    let text = text.trim();
    let Some((hours, tenths)) = text.split_once([',', '.']) else {
        return minutes_of(whole(text)?, 0);
    };
    let scale = 10_i64.checked_pow(u32::try_from(tenths.len()).ok()?)?;
    let part = whole(tenths)? * 60;
    (part % scale == 0).then(|| minutes_of(whole(hours)?, part / scale))?
}

/// A target as it stands in its field: `27`, `1:30`.
#[must_use]
pub fn write_target(target: Target) -> String {
    let minutes = target.time().num_minutes();
    match (minutes / 60, minutes % 60) {
        (hours, 0) => hours.to_string(),
        (hours, minutes) => format!("{hours}:{minutes:02}"),
    }
}

/// "27 h hábiles"; never in days, so that a column can be compared.
#[must_use]
pub fn hours_words(texts: &Texts, target: Target) -> String {
    let words = &texts.dates;
    let minutes = target.time().num_minutes();
    let length = match (minutes / 60, minutes % 60) {
        (0, minutes) => (words.minutes)(minutes),
        (hours, 0) => (words.hours)(hours),
        (hours, minutes) => (words.hours_minutes)(hours, minutes),
    };
    (words.service_time)(&length)
}

/// The same in service days of nine hours: "3 días de servicio", "2 días y 4 h de servicio". Below a
/// day the hours say it all.
#[must_use]
pub fn days_note(texts: &Texts, target: Target) -> Option<String> {
    let (words, dates) = (texts.promises(), &texts.dates);
    let minutes = target.time().num_minutes();
    let (days, rest) = (minutes / SERVICE_DAY, minutes % SERVICE_DAY);
    match (days, rest / 60, rest % 60) {
        (0, _, _) => None,
        (days, 0, 0) => Some((words.service_days)(&(dates.days)(days))),
        (days, hours, 0) => Some((words.service_days)(&(dates.days_hours)(days, hours))),
        (days, _, _) => Some((words.over)(&(words.service_days)(&(dates.days)(days)))),
    }
}

/// What stands under a field: how many service days its hours are; parts of an hour once more as
/// they were understood.
#[must_use]
pub fn target_words(texts: &Texts, target: Target) -> String {
    if target.time().num_minutes() % 60 == 0 {
        days_note(texts, target).unwrap_or_default()
    } else {
        hours_words(texts, target)
    }
}

/// All targets of a policy.
#[must_use]
pub fn targets(policy: &SlaPolicy) -> PerTarget<Target> {
    PRIORITIES.map(|priority| Metric::ALL.map(|metric| policy.target(priority, metric)))
}

/// The policy of what was typed; `None` while a field is not understood.
#[must_use]
pub fn policy_of(typed: &PerTarget<String>) -> Option<SlaPolicy> {
    let row = |row: &[String; 2]| {
        let [first_contact, resolution] = row;
        Some(Targets {
            first_contact: read_target(first_contact)?,
            resolution: read_target(resolution)?,
        })
    };
    let [critical, high, normal, low] = typed;
    Some(SlaPolicy {
        critical: row(critical)?,
        high: row(high)?,
        normal: row(normal)?,
        low: row(low)?,
    })
}

/// What a contract changes, by target.
#[must_use]
pub fn overrides(contract: &SlaOverride) -> PerTarget<Option<Target>> {
    let SlaOverride { critical, high, normal, low } = contract;
    [critical, high, normal, low]
        .map(|TargetsOverride { first_contact, resolution }| [*first_contact, *resolution])
}

/// What was typed as a contract's targets: an empty field is as the general target. `None` while a
/// field is not understood.
#[must_use]
pub fn override_of(typed: &PerTarget<String>) -> Option<SlaOverride> {
    let cell = |text: &String| -> Option<Option<Target>> {
        if text.trim().is_empty() { Some(None) } else { read_target(text).map(Some) }
    };
    let row = |row: &[String; 2]| {
        let [first_contact, resolution] = row;
        Some(TargetsOverride { first_contact: cell(first_contact)?, resolution: cell(resolution)? })
    };
    let [critical, high, normal, low] = typed;
    Some(SlaOverride {
        critical: row(critical)?,
        high: row(high)?,
        normal: row(normal)?,
        low: row(low)?,
    })
}

/// The name of a target: "Crítica, solución".
#[must_use]
pub fn target_name(texts: &Texts, priority: Priority, metric: Metric) -> String {
    (texts.promises().of_priority)(texts.priority(priority), metric_word(texts, metric))
}

/// How people call a clock.
#[must_use]
pub fn metric_word(texts: &Texts, metric: Metric) -> &'static str {
    match metric {
        Metric::FirstContact => texts.promises().first_contact,
        Metric::Resolution => texts.promises().resolution,
    }
}

/// One sentence for each target that another policy changes: its name, and from what to what.
#[must_use]
pub fn changes(texts: &Texts, before: &SlaPolicy, after: &SlaPolicy) -> Vec<(String, String)> {
    differences(texts, targets(before), targets(after), |_, _, target| hours_words(texts, target))
}

/// The same for another contract: where one says nothing, the general target holds.
#[must_use]
pub fn contract_changes(
    texts: &Texts,
    general: &SlaPolicy,
    before: &SlaOverride,
    after: &SlaOverride,
) -> Vec<(String, String)> {
    differences(texts, overrides(before), overrides(after), |priority, metric, own| match own {
        Some(own) => hours_words(texts, own),
        None => {
            let usual = hours_words(texts, general.target(priority, metric));
            (texts.promises().general_target)(&usual)
        }
    })
}

fn differences<T: Copy + PartialEq>(
    texts: &Texts,
    before: PerTarget<T>,
    after: PerTarget<T>,
    words: impl Fn(Priority, Metric, T) -> String,
) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (priority, rows) in PRIORITIES.into_iter().zip(before.into_iter().zip(after)) {
        for (metric, (from, to)) in Metric::ALL.into_iter().zip(rows.0.into_iter().zip(rows.1)) {
            if from != to {
                let (from, to) = (words(priority, metric, from), words(priority, metric, to));
                let change = (texts.promises().from_to)(&from, &to);
                found.push((target_name(texts, priority, metric), change));
            }
        }
    }
    found
}

/// What looks like a slip in a policy, as sentences. Nothing of it is forbidden.
#[must_use]
pub fn doubts(texts: &Texts, policy: &SlaPolicy) -> Vec<String> {
    let words = texts.promises();
    let mut found = Vec::new();
    for priority in PRIORITIES {
        let contact = policy.target(priority, Metric::FirstContact);
        if policy.target(priority, Metric::Resolution) < contact {
            found.push((words.doubt_order)(texts.priority(priority)));
        }
    }
    for metric in Metric::ALL {
        for pair in PRIORITIES.windows(2) {
            let &[urgent, relaxed] = pair else { continue };
            if policy.target(urgent, metric) > policy.target(relaxed, metric) {
                found.push((words.doubt_urgency)(
                    metric_word(texts, metric),
                    texts.priority(urgent),
                    texts.priority(relaxed),
                ));
            }
        }
    }
    found
}

/// "Mueve 14 de 230 casos en curso."
#[must_use]
pub fn preview_words(texts: &Texts, preview: Preview) -> String {
    let words = texts.promises();
    match (preview.moved, preview.running) {
        (_, 0) => words.nothing_runs.to_owned(),
        (0, running) => (words.moves_none)(running),
        (moved, running) => (words.moves)(moved, running),
    }
}

/// The same of one company: "Mueve 3 de 12 casos en curso de la empresa."
#[must_use]
pub fn company_preview_words(texts: &Texts, preview: Preview) -> String {
    let words = texts.promises();
    match (preview.moved, preview.running) {
        (_, 0) => words.company_nothing_runs.to_owned(),
        (0, running) => (words.company_moves_none)(running),
        (moved, running) => (words.company_moves)(moved, running),
    }
}

/// "Recalculando los casos en curso: 120 de 230."
#[must_use]
pub fn reevaluation_words(texts: &Texts, round: &Reevaluation) -> String {
    let words = texts.promises();
    if round.finished_at.is_some() {
        (words.reevaluated)(round.done)
    } else {
        (words.reevaluating)(round.done.min(round.total), round.total)
    }
}

fn of_kind(policy: &TestingPolicy, kind: Kind) -> &DaysOfKind {
    match kind {
        Kind::Incident => &policy.incident,
        Kind::Request => &policy.request,
        Kind::Question => &policy.question,
        Kind::PlannedTask => &policy.planned_task,
    }
}

/// All periods of a policy, `None` where a priority follows its kind.
#[must_use]
pub fn periods(policy: &TestingPolicy) -> PerPeriod<Option<u32>> {
    Kind::ALL.map(|kind| {
        let DaysOfKind { days, by_priority } = of_kind(policy, kind);
        let own = PRIORITIES.map(|priority| by_priority.get(&priority).map(|days| days.get()));
        let [critical, high, normal, low] = own;
        [Some(days.get()), critical, high, normal, low]
    })
}

/// Reads a length of a testing period.
#[must_use]
pub fn read_days(text: &str) -> Option<TestingDays> {
    TestingDays::new(u32::try_from(whole(text)?).ok()?).ok()
}

/// Whether the field of a period is understood; those of priorities may be empty.
#[must_use]
pub fn is_period(text: &str, may_be_empty: bool) -> bool {
    (may_be_empty && text.trim().is_empty()) || read_days(text).is_some()
}

/// The policy of what was typed; `None` while a field is not understood.
#[must_use]
pub fn testing_of(typed: &PerPeriod<String>) -> Option<TestingPolicy> {
    let row = |[general, own @ ..]: &[String; 5]| {
        let mut by_priority = BTreeMap::new();
        for (priority, text) in PRIORITIES.into_iter().zip(own) {
            if !text.trim().is_empty() {
                by_priority.insert(priority, read_days(text)?);
            }
        }
        Some(DaysOfKind { days: read_days(general)?, by_priority })
    };
    // In the order of `Kind::ALL`, as in `periods`.
    let [incident, request, question, planned_task] = typed;
    Some(TestingPolicy {
        incident: row(incident)?,
        request: row(request)?,
        question: row(question)?,
        planned_task: row(planned_task)?,
    })
}

/// What was typed into a table and not saved yet; empty while nothing is being changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedCells(Vec<String>);

impl Draft for TypedCells {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl TypedCells {
    /// What is typed now, row by row; nothing to keep while nothing is changed.
    #[must_use]
    pub fn of<const COLUMNS: usize>(changed: bool, typed: [[String; COLUMNS]; 4]) -> Self {
        Self(if changed { typed.into_iter().flatten().collect() } else { Vec::new() })
    }

    /// What was typed, if it is of a table of this size.
    #[must_use]
    pub fn cells<const COLUMNS: usize>(self) -> Option<[[String; COLUMNS]; 4]> {
        let rows: Vec<[String; COLUMNS]> =
            self.0.chunks_exact(COLUMNS).filter_map(|row| row.to_vec().try_into().ok()).collect();
        rows.try_into().ok()
    }
}

#[cfg(test)]
#[path = "promises_tests.rs"]
mod tests;
