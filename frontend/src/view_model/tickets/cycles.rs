//! All runs of a clock in words.

use aval_contract::Kind;
use aval_contract::tickets::Clock;
use aval_domain::calendar::Calendar;
use chrono::{DateTime, TimeDelta, Utc};

use crate::i18n::Texts;
use crate::view_model::time;

/// How a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CycleState {
    /// It runs and there is time.
    Running,
    /// It stands still.
    Paused,
    /// It runs and its time is over.
    Late,
    /// What was promised was done in time.
    Met,
    /// It was done too late.
    Missed,
    /// The ticket was closed without it.
    Ended,
}

/// One run of a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CycleWords {
    /// How it stands.
    pub state: CycleState,
    /// The same in words.
    pub state_text: &'static str,
    /// What is known of it, by name.
    pub facts: Vec<(&'static str, String)>,
    /// Seconds consumed, at most the target's.
    pub used: i64,
    /// Seconds promised, at least one.
    pub most: i64,
}

fn state_of(clock: &Clock) -> CycleState {
    match (clock.ended_at, clock.met) {
        (Some(_), Some(true)) => CycleState::Met,
        (Some(_), Some(false)) => CycleState::Missed,
        (Some(_), None) => CycleState::Ended,
        (None, _) if clock.breached => CycleState::Late,
        (None, _) if clock.paused => CycleState::Paused,
        (None, _) => CycleState::Running,
    }
}

/// One run of a clock in words.
#[must_use]
pub fn cycle_words(
    texts: &Texts,
    calendar: &Calendar,
    now: DateTime<Utc>,
    kind: Kind,
    clock: &Clock,
) -> CycleWords {
    let words = texts.times();
    let state = state_of(clock);
    let when = |at| time::capitalised(&time::when(texts, now, at));
    let length = |span| time::service_length(texts, span);
    let (target, used) = (clock.target.span(), clock.elapsed.span());
    // In whole minutes, as they are said, both add up to the target.
    let left = target - TimeDelta::minutes(used.num_minutes());
    let mut facts = vec![(words.started, when(clock.started_at)), (words.target, length(target))];
    if let Some(at) = clock.due_at {
        let label = if at <= now { words.was_due } else { words.due };
        let text = time::when_with_service_time(texts, calendar, kind, now, at);
        facts.push((label, time::capitalised(&text)));
    }
    facts.push((words.consumed, length(used)));
    if clock.breached {
        facts.push((words.exceeded, length(left)));
    } else {
        facts.push((words.remaining, length(left)));
    }
    if let Some(at) = clock.ended_at {
        facts.push((words.ended, when(at)));
    }
    let most = target.num_seconds().max(1);
    let state_text = match state {
        CycleState::Running => words.state_running,
        CycleState::Paused => words.state_paused,
        CycleState::Late => words.state_late,
        CycleState::Met => words.state_met,
        CycleState::Missed => words.state_missed,
        CycleState::Ended => words.state_ended,
    };
    CycleWords { state, state_text, facts, used: used.num_seconds().clamp(0, most), most }
}

#[cfg(test)]
mod tests {
    use aval_contract::IsoDuration;
    use aval_contract::me::Locale;

    use super::*;
    use crate::view_model::tickets::samples::{at, ticket};

    fn said(clock: &Clock) -> CycleWords {
        cycle_words(Texts::of(Locale::Es), &Calendar::default(), at(1), Kind::Incident, clock)
    }

    fn fact(words: &CycleWords, label: &str) -> Option<String> {
        words.facts.iter().find(|(name, _)| *name == label).map(|(_, text)| text.clone())
    }

    #[test]
    fn a_running_clock_says_when_it_is_due_and_what_is_left() {
        let mut clock = ticket().clocks.resolution;
        clock.due_at = Some(at(4));
        clock.elapsed = IsoDuration::new(TimeDelta::hours(1));
        let words = said(&clock);
        assert_eq!(words.state, CycleState::Running);
        assert_eq!(fact(&words, "Vence").as_deref(), Some("Hoy a las 12:00, en 3 h hábiles"));
        assert_eq!(fact(&words, "Restante").as_deref(), Some("3 h hábiles"));
        assert_eq!((words.used, words.most), (3600, 4 * 3600));
    }

    #[test]
    fn a_broken_promise_says_by_how_much() {
        let mut clock = ticket().clocks.resolution;
        clock.elapsed = IsoDuration::new(TimeDelta::hours(5));
        clock.breached = true;
        assert_eq!(said(&clock).state, CycleState::Late);
        clock.ended_at = Some(at(5));
        clock.met = Some(false);
        let words = said(&clock);
        assert_eq!(words.state, CycleState::Missed);
        assert_eq!(fact(&words, "Excedido").as_deref(), Some("1 h hábil"));
        assert_eq!(fact(&words, "Restante"), None);
        assert_eq!(words.used, words.most);
    }

    #[test]
    fn what_stands_still_or_has_ended_has_its_own_word() {
        let mut clock = ticket().clocks.resolution;
        clock.paused = true;
        assert_eq!(said(&clock).state, CycleState::Paused);
        clock.paused = false;
        clock.ended_at = Some(at(1));
        assert_eq!(said(&clock).state_text, "Terminó sin veredicto");
        clock.met = Some(true);
        assert_eq!(said(&clock).state_text, "Cumplido");
    }
}
