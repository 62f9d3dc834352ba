//! What single keys mean, one after the other.

use crate::paths;

/// How long the letter of a page may come after G, in milliseconds.
const PATIENCE: f64 = 2_000.0;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
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
        (paths::KNOWLEDGE, 's'),
        (paths::REPORTS, 'r'),
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

/// The address of the page that a letter leads to, among those that the reader can go to.
#[must_use]
pub fn place_of(letter: &str, places: &[&'static str]) -> Option<&'static str> {
    let letter = letter.to_lowercase();
    let leads = |path: &&&'static str| letter_of(path).is_some_and(|own| letter.chars().eq([own]));
    places.iter().find(leads).copied()
}

/// What a key asks for on every page.
#[must_use]
pub fn command(key: &str) -> Option<Command> {
    match key {
        "c" | "C" => Some(Command::Create),
        "/" => Some(Command::Search),
        "?" => Some(Command::Help),
        _ => None,
    }
}

/// Remembers G until the letter after it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Going {
    since: Option<f64>,
}

impl Going {
    /// Takes in a key and when it was pressed, in milliseconds of any clock; says whether it is the
    /// letter of a page.
    pub fn press(&mut self, key: &str, at: f64) -> bool {
        let is_letter = self.since.take().is_some_and(|since| at - since <= PATIENCE);
        self.since = (!is_letter && key.eq_ignore_ascii_case("g")).then_some(at);
        is_letter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_after_g_goes_to_a_page_that_the_reader_has() {
        let mut keys = Going::default();
        assert!(!keys.press("g", 0.0));
        assert!(keys.press("A", 900.0));
        // The letter alone means something else, or nothing.
        assert!(!keys.press("a", 1_000.0));
        assert!(!keys.press("G", 1_100.0));
        assert!(keys.press("g", 1_200.0), "a letter too");
        assert!(!keys.press("a", 1_300.0));
        let places = [paths::QUEUE, paths::AGENDA, paths::PROFILE];
        assert_eq!(place_of("A", &places), Some(paths::AGENDA));
        assert_eq!(place_of("e", &places), None, "no page of hers");
    }

    #[test]
    fn a_g_of_long_ago_is_forgotten() {
        let mut keys = Going::default();
        assert!(!keys.press("g", 0.0));
        assert!(!keys.press("c", 2_001.0));
        assert!(!keys.press("g", 3_000.0));
        assert!(keys.press("c", 5_000.0));
    }

    #[test]
    fn the_other_keys_mean_one_thing_each() {
        assert_eq!(command("C"), Some(Command::Create));
        assert_eq!(command("/"), Some(Command::Search));
        assert_eq!(command("?"), Some(Command::Help));
        assert_eq!(command("x"), None);
    }

    #[test]
    fn no_two_pages_share_a_letter() {
        let pages = [
            paths::HOME,
            paths::QUEUE,
            paths::KNOWLEDGE,
            paths::REPORTS,
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
