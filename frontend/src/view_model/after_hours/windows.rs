//! How a window stands, as each side reads it.

use aval_contract::Guard;
use aval_contract::after_hours::{AfterHoursWindow, Side, WindowState};
use aval_domain::lifecycle::ActionKind;
use chrono::{DateTime, Utc};

use crate::i18n::Texts;
use crate::view_model::time;

/// Where a window stands, seen from one side at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The reader's side has to answer.
    Yours,
    /// The other side has to answer.
    Theirs,
    /// Nobody answered until it began.
    Unanswered,
    /// Agreed, and ahead.
    Agreed,
    /// Agreed, and now.
    Running,
    /// Agreed, over, and nobody has put on record what came of it.
    Over,
    /// The other side said no.
    Declined,
    /// Its work was done.
    Done,
    /// It passed without its work.
    Missed,
    /// It was called off.
    Cancelled,
}

impl Standing {
    /// Where a window stands for a reader of this side.
    #[must_use]
    pub fn of(window: &AfterHoursWindow, reader: Side, now: DateTime<Utc>) -> Self {
        match window.state {
            WindowState::Asked if window.starts_at <= now => Self::Unanswered,
            WindowState::Asked if window.asked_by_side == reader => Self::Theirs,
            WindowState::Asked => Self::Yours,
            WindowState::Agreed if now < window.starts_at => Self::Agreed,
            WindowState::Agreed if now < window.ends_at => Self::Running,
            WindowState::Agreed => Self::Over,
            WindowState::Declined => Self::Declined,
            WindowState::Done => Self::Done,
            WindowState::Missed => Self::Missed,
            WindowState::Cancelled => Self::Cancelled,
        }
    }

    /// The state in words.
    #[must_use]
    pub fn words(self, texts: &Texts, reader: Side) -> &'static str {
        let words = &texts.after_hours().windows;
        match (self, reader) {
            (Self::Yours, _) => words.yours,
            (Self::Theirs, Side::Customer) => words.waits_for_support,
            (Self::Theirs, Side::Support) => words.waits_for_customer,
            (Self::Unanswered, _) => words.unanswered,
            (Self::Agreed, _) => words.agreed,
            (Self::Running, _) => words.running,
            (Self::Over, Side::Customer) => words.over,
            (Self::Over, Side::Support) => words.over_for_support,
            (Self::Declined, _) => words.declined,
            (Self::Done, _) => words.done,
            (Self::Missed, _) => words.missed,
            (Self::Cancelled, _) => words.cancelled,
        }
    }
}

/// The windows that still matter, the soonest first, and those that are done with, the last first.
#[must_use]
pub fn parted(all: Vec<AfterHoursWindow>) -> (Vec<AfterHoursWindow>, Vec<AfterHoursWindow>) {
    let (ahead, mut past): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|window| window.state.is_open());
    past.reverse();
    (ahead, past)
}

/// What has become of a window, sentence by sentence: who asked, who answered, who ended it.
#[must_use]
pub fn history(texts: &Texts, now: DateTime<Utc>, window: &AfterHoursWindow) -> Vec<String> {
    let words = &texts.after_hours().windows;
    let when =
        |at: Option<DateTime<Utc>>| at.map(|at| time::when(texts, now, at)).unwrap_or_default();
    let asked = match window.asked_by_side {
        Side::Customer => words.asked_by,
        Side::Support => words.proposed_by,
    };
    let mut said = vec![asked(&window.asked_by.name, &when(Some(window.asked_at)))];
    if let Some(person) = &window.answered_by {
        let answered = match window.state {
            WindowState::Declined => words.declined_by,
            WindowState::Asked
            | WindowState::Agreed
            | WindowState::Done
            | WindowState::Missed
            | WindowState::Cancelled => words.agreed_by,
        };
        said.push(answered(&person.name, &when(window.answered_at)));
    }
    let settled = match window.state {
        WindowState::Done => Some(words.done_by),
        WindowState::Missed => Some(words.missed_by),
        WindowState::Cancelled => Some(words.cancelled_by),
        WindowState::Asked | WindowState::Agreed | WindowState::Declined => None,
    };
    if let Some(settled) = settled {
        let who = window.settled_by.as_ref();
        let name = who.map_or(texts.tickets().story.timer, |person| person.name.as_str());
        said.push(settled(name, &when(window.settled_at)));
    }
    said
}

/// Why the reader can't agree to a window that waits for her side.
#[must_use]
pub fn why_not_agree(
    window: &AfterHoursWindow,
    reader: Side,
    has_assignee: bool,
    now: DateTime<Utc>,
) -> Option<Guard> {
    let may = window.can.contains(&ActionKind::AgreeAfterHours);
    if window.state != WindowState::Asked || window.asked_by_side == reader || may {
        return None;
    }
    Some(if window.starts_at <= now {
        Guard::WindowStarted
    } else if window.engineer.is_none() && !has_assignee {
        Guard::WindowWithoutEngineer
    } else {
        Guard::WindowInServiceHours
    })
}

#[cfg(test)]
mod tests {
    use aval_contract::me::Locale;

    use super::*;
    use crate::view_model::after_hours::samples::{asked, at, person};

    const ES: Locale = Locale::Es;

    #[test]
    fn each_side_reads_whose_turn_it_is() {
        let window = asked();
        let now = at("2026-07-10T11:00");
        let said = |reader| Standing::of(&window, reader, now).words(Texts::of(ES), reader);
        assert_eq!(said(Side::Support), "Falta tu respuesta");
        assert_eq!(said(Side::Customer), "Espera respuesta de soporte");
        let late = at("2026-07-17T18:00");
        assert_eq!(Standing::of(&window, Side::Support, late), Standing::Unanswered);
    }

    #[test]
    fn an_agreed_window_is_ahead_then_now_then_over() {
        let mut window = asked();
        window.state = WindowState::Agreed;
        let standing = |now| Standing::of(&window, Side::Support, at(now));
        assert_eq!(standing("2026-07-17T17:59"), Standing::Agreed);
        assert_eq!(standing("2026-07-17T18:00"), Standing::Running);
        assert_eq!(standing("2026-07-17T22:00"), Standing::Over);
    }

    #[test]
    fn what_became_of_it_is_told_in_order() {
        let mut window = asked();
        window.state = WindowState::Cancelled;
        window.answered_by = Some(person(3, "Julián Rojas"));
        window.answered_at = Some(at("2026-07-10T16:00"));
        window.settled_by = Some(person(1, "Marcela Ríos"));
        window.settled_at = Some(at("2026-07-14T09:00"));
        assert_eq!(
            history(Texts::of(ES), at("2026-07-15T09:00"), &window),
            [
                "Marcela Ríos lo solicitó el viernes 10 de julio a las 10:00.",
                "Julián Rojas lo aceptó el viernes 10 de julio a las 16:00.",
                "Marcela Ríos lo canceló ayer a las 09:00.",
            ]
        );
        window.settled_by = None;
        assert!(history(Texts::of(ES), at("2026-07-15T09:00"), &window)[2].starts_with("Aval "));
    }

    #[test]
    fn support_learns_why_it_cannot_agree() {
        let mut window = asked();
        let now = at("2026-07-10T11:00");
        let why = |window: &AfterHoursWindow, has_assignee, now| {
            why_not_agree(window, Side::Support, has_assignee, now)
        };
        assert_eq!(why(&window, false, now), Some(Guard::WindowWithoutEngineer));
        assert_eq!(why(&window, true, now), Some(Guard::WindowInServiceHours));
        assert_eq!(why(&window, true, at("2026-07-17T18:01")), Some(Guard::WindowStarted));
        assert_eq!(why_not_agree(&window, Side::Customer, false, now), None);
        window.can.push(ActionKind::AgreeAfterHours);
        assert_eq!(why(&window, true, now), None);
    }

    #[test]
    fn what_still_matters_comes_before_what_is_done_with() {
        let with = |state| AfterHoursWindow { state, ..asked() };
        let all = vec![
            with(WindowState::Declined),
            with(WindowState::Agreed),
            with(WindowState::Done),
            with(WindowState::Asked),
        ];
        let (ahead, past) = parted(all);
        let states = |all: Vec<AfterHoursWindow>| -> Vec<WindowState> {
            all.into_iter().map(|window| window.state).collect()
        };
        assert_eq!(states(ahead), [WindowState::Agreed, WindowState::Asked]);
        assert_eq!(states(past), [WindowState::Done, WindowState::Declined]);
    }
}
