//! What single keys mean, one after the other.

use chrono::{DateTime, TimeDelta, Utc};

use crate::paths;

/// How long the letter of a page may come after G.
const PATIENCE: TimeDelta = TimeDelta::milliseconds(2_000);

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Go to the page with this address.
    Go(&'static str),
    /// A new case.
    Create,
    /// To the search of the page.
    Search,
    /// All shortcuts.
    Help,
}

/// The letter that leads to a page after G, if it has one.
#[must_use]
pub fn letter_of(path: &str) -> Option<char> {
    let letters = [
        (paths::HOME, 'i'),
        (paths::QUEUE, 'c'),
        (paths::AGENDA, 'a'),
        (paths::COMPANIES, 'e'),
        (paths::STAFF, 'p'),
        (paths::CALENDAR, 'l'),
        (paths::PROMISES, 'm'),
        (paths::CATEGORIES, 't'),
        (paths::TEMPLATES, 'n'),
        (paths::API_KEYS, 'k'),
        (paths::TEAM, 'u'),
        (paths::NOTICES, 'v'),
        (paths::PROFILE, 'f'),
    ];
    letters.into_iter().find(|(known, _)| *known == path).map(|(_, letter)| letter)
}

/// Remembers G until the letter after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    going_since: Option<DateTime<Utc>>,
}

impl Keys {
    /// Takes a key in; `places` are the addresses that the reader can go to.
    pub fn press(
        &mut self,
        key: &str,
        now: DateTime<Utc>,
        places: &[&'static str],
    ) -> Option<Command> {
        let key = key.to_lowercase();
        let going = self.going_since.take().is_some_and(|since| now - since <= PATIENCE);
        if going {
            let leads = |path: &&&'static str| {
                letter_of(path).is_some_and(|letter| key.chars().eq([letter]))
            };
            return places.iter().find(leads).map(|path| Command::Go(path));
        }
        match key.as_str() {
            "g" => {
                self.going_since = Some(now);
                None
            }
            "c" => Some(Command::Create),
            "/" => Some(Command::Search),
            "?" => Some(Command::Help),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACES: [&str; 3] = [paths::QUEUE, paths::AGENDA, paths::PROFILE];

    fn at(milliseconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_800_000_000_000 + milliseconds).expect("an instant")
    }

    #[test]
    fn g_and_a_letter_go_to_a_page_that_the_reader_has() {
        let mut keys = Keys::default();
        assert_eq!(keys.press("g", at(0), &PLACES), None);
        assert_eq!(keys.press("A", at(900), &PLACES), Some(Command::Go(paths::AGENDA)));
        // The letter alone means something else, or nothing.
        assert_eq!(keys.press("a", at(1_000), &PLACES), None);
        assert_eq!(keys.press("g", at(1_100), &PLACES), None);
        assert_eq!(keys.press("e", at(1_200), &PLACES), None, "no page of hers");
    }

    #[test]
    fn a_g_of_long_ago_is_forgotten() {
        let mut keys = Keys::default();
        assert_eq!(keys.press("g", at(0), &PLACES), None);
        assert_eq!(keys.press("c", at(2_001), &PLACES), Some(Command::Create));
        assert_eq!(keys.press("g", at(3_000), &PLACES), None);
        assert_eq!(keys.press("c", at(5_000), &PLACES), Some(Command::Go(paths::QUEUE)));
    }

    #[test]
    fn the_other_keys_mean_one_thing_each() {
        let mut keys = Keys::default();
        assert_eq!(keys.press("c", at(0), &PLACES), Some(Command::Create));
        assert_eq!(keys.press("/", at(1), &PLACES), Some(Command::Search));
        assert_eq!(keys.press("?", at(2), &PLACES), Some(Command::Help));
        assert_eq!(keys.press("x", at(3), &PLACES), None);
    }

    #[test]
    fn no_two_pages_share_a_letter() {
        let pages = [
            paths::HOME,
            paths::QUEUE,
            paths::AGENDA,
            paths::COMPANIES,
            paths::STAFF,
            paths::CALENDAR,
            paths::PROMISES,
            paths::CATEGORIES,
            paths::TEMPLATES,
            paths::API_KEYS,
            paths::TEAM,
            paths::NOTICES,
            paths::PROFILE,
        ];
        let letters: std::collections::BTreeSet<_> =
            pages.iter().map(|path| letter_of(path).expect("a letter")).collect();
        assert_eq!(letters.len(), pages.len());
        assert_eq!(letter_of("/elsewhere"), None);
    }
}
