//! The words people read, in every language of the product.
//!
//! Each area has a struct of keys here and one constant of it for each language in `locales/`.
//! A language that lacks a key does not compile, nor does one that takes other arguments. Words for
//! the closed sets of the domain and for error codes are found by exhaustive matches in
//! [`words`], so that a new stage or code without a text does not compile either.

mod admin;
pub mod after_hours;
mod common;
mod dates;
mod errors;
pub mod guide;
pub mod knowledge;
mod notices;
pub mod plans;
pub mod promises;
mod queue_tools;
pub mod records;
pub mod reports;
mod session;
mod shell;
mod templates;
pub mod tickets;
mod times;
mod tools;
mod vocabulary;
pub mod words;

#[path = "../locales/en/mod.rs"]
mod en;
#[path = "../locales/es/mod.rs"]
mod es;

pub use self::admin::Admin;
pub use self::common::Common;
pub use self::dates::Dates;
pub use self::errors::Errors;
pub use self::guide::GuideTexts;
pub(crate) use self::guide::tg;
pub use self::knowledge::Knowledge;
pub use self::notices::Notices;
pub(crate) use self::notices::tn;
pub use self::plans::Plans;
pub use self::promises::Promises;
pub use self::queue_tools::QueueTools;
pub(crate) use self::queue_tools::tq;
pub use self::records::Records;
pub use self::session::SessionTexts;
pub use self::shell::Shell;
pub use self::templates::Templates;
pub(crate) use self::templates::tm;
pub use self::tickets::Tickets;
pub use self::times::Times;
pub use self::tools::ToolsTexts;
pub(crate) use self::tools::tx;
pub use self::vocabulary::Vocabulary;

use aval_contract::me::Locale;
use leptos::prelude::*;

use crate::browser;

/// Declares the keys of one area. `key` is a fixed text, `key(T, …)` one with arguments, written in
/// the locales as a closure: `greeting: |name| format!("Hola, {name}")`.
macro_rules! keys {
    ($(#[$meta:meta])* $area:ident { $( $(#[$key_meta:meta])* $key:ident $( ( $($arg:ty),+ ) )? ),+ $(,)? }) => {
        $(#[$meta])*
        pub struct $area {
            $( $(#[$key_meta])* pub $key: $crate::i18n::text_type!($($($arg),+)?), )+
        }
    };
}
/// The type of one text: fixed, or made from arguments.
macro_rules! text_type {
    () => { &'static str };
    ($($arg:ty),+) => { fn($($arg),+) -> String };
}
use {keys, text_type};

/// Everything the product says, in one language.
///
/// Large areas are reached by methods such as [`Texts::tickets`] instead of fields, so that their words
/// lie in the parts of the program that use them (see [`crate::parts`]).
pub struct Texts {
    locale: Locale,
    /// Words used on many pages.
    pub common: Common,
    /// Names of days and months.
    pub dates: Dates,
    /// What went wrong, and what to do about it.
    pub errors: Errors,
    /// Signing in and out.
    pub session: SessionTexts,
    /// The frame around every page.
    pub shell: Shell,
}

impl Texts {
    /// All texts of a language.
    #[must_use]
    pub fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::Es => &es::TEXTS,
            Locale::En => &en::TEXTS,
        }
    }

    /// Companies, people, categories, keys and the calendar.
    #[must_use]
    pub fn admin(&self) -> &'static Admin {
        match self.locale {
            Locale::Es => &es::ADMIN,
            Locale::En => &en::ADMIN,
        }
    }

    /// The user guide, around its pages.
    #[must_use]
    pub fn guide(&self) -> &'static GuideTexts {
        match self.locale {
            Locale::Es => &es::GUIDE,
            Locale::En => &en::GUIDE,
        }
    }

    /// The words of the domain.
    #[must_use]
    fn vocabulary(&self) -> &'static Vocabulary {
        match self.locale {
            Locale::Es => &es::VOCABULARY,
            Locale::En => &en::VOCABULARY,
        }
    }

    /// What admins look into.
    #[must_use]
    pub fn records(&self) -> &'static Records {
        match self.locale {
            Locale::Es => &es::RECORDS,
            Locale::En => &en::RECORDS,
        }
    }

    /// What the reader is told.
    #[must_use]
    pub fn notices(&self) -> &'static Notices {
        match self.locale {
            Locale::Es => &es::NOTICES,
            Locale::En => &en::NOTICES,
        }
    }

    /// The work plan of a ticket.
    #[must_use]
    pub fn plans(&self) -> &'static Plans {
        match self.locale {
            Locale::Es => &es::PLANS,
            Locale::En => &en::PLANS,
        }
    }

    /// Targets, testing periods, and what a change of them or of the calendar does.
    #[must_use]
    pub fn promises(&self) -> &'static Promises {
        match self.locale {
            Locale::Es => &es::PROMISES,
            Locale::En => &en::PROMISES,
        }
    }

    /// What support does with the queue as a whole.
    #[must_use]
    pub fn queue_tools(&self) -> &'static QueueTools {
        match self.locale {
            Locale::Es => &es::QUEUE_TOOLS,
            Locale::En => &en::QUEUE_TOOLS,
        }
    }

    /// How a case stands in time.
    #[must_use]
    pub fn times(&self) -> &'static Times {
        match self.locale {
            Locale::Es => &es::TIMES,
            Locale::En => &en::TIMES,
        }
    }

    /// Templates of answers.
    #[must_use]
    pub fn templates(&self) -> &'static Templates {
        match self.locale {
            Locale::Es => &es::TEMPLATES,
            Locale::En => &en::TEMPLATES,
        }
    }

    /// The palette and the shortcuts.
    #[must_use]
    pub fn tools(&self) -> &'static ToolsTexts {
        match self.locale {
            Locale::Es => &es::TOOLS,
            Locale::En => &en::TOOLS,
        }
    }

    /// The pages of tickets.
    #[must_use]
    pub fn tickets(&self) -> &'static Tickets {
        match self.locale {
            Locale::Es => &es::TICKETS,
            Locale::En => &en::TICKETS,
        }
    }
}

/// Where the choice of language is remembered between visits.
const STORAGE_KEY: &str = "aval.locale";

thread_local! {
    static LOCALE: ArcRwSignal<Locale> = ArcRwSignal::new(remembered_locale());
}

/// Spanish first: only a reader who chose English, or whose browser asks for English and not for
/// Spanish, starts with it.
fn remembered_locale() -> Locale {
    match browser::storage_get(STORAGE_KEY).as_deref() {
        Some("en") => Locale::En,
        Some(_) => Locale::Es,
        None => match browser::languages().iter().find_map(|tag| parse_language(tag)) {
            Some(locale) => locale,
            None => Locale::Es,
        },
    }
}

/// The language of a browser's tag (`es-CO`, `en`), if it is one of ours.
fn parse_language(tag: &str) -> Option<Locale> {
    match tag.split('-').next() {
        Some("es") => Some(Locale::Es),
        Some("en") => Some(Locale::En),
        _ => None,
    }
}

/// The reader's language. Not tracked: see [`follow_locale`].
#[must_use]
pub fn locale() -> Locale {
    LOCALE.with(GetUntracked::get_untracked)
}

/// All texts in the reader's language. Not tracked: see [`follow_locale`].
#[must_use]
pub fn texts() -> &'static Texts {
    Texts::of(locale())
}

/// Makes the calling effect or view follow the language.
///
/// Only the app does, and makes all of its pages anew: people change the language about once, and
/// a page on which each single word follows it is twice as large to download.
pub fn follow_locale() {
    LOCALE.with(Track::track);
}

/// Tells screen readers and hyphenation the language that the page starts in: the document says
/// Spanish. Once, when the program starts.
pub fn tell_document() {
    browser::set_document_language(locale().as_str());
}

/// Changes the language of the whole page at once and remembers it on this device.
pub fn set_locale(locale: Locale) {
    browser::storage_set(STORAGE_KEY, locale.as_str());
    browser::set_document_language(locale.as_str());
    LOCALE.with(|signal| {
        if signal.get_untracked() != locale {
            signal.set(locale);
        }
    });
}

/// A text in the reader's language, for views and attributes: `{tr!(common.save)}`,
/// `aria-label=tr!(common.close)`.
macro_rules! tr {
    ($area:ident . $key:ident) => {
        $crate::i18n::texts().$area.$key
    };
}
pub(crate) use tr;

/// The same for the area of [`Texts::admin`]: `{ta!(invite)}`.
macro_rules! ta {
    ($key:ident) => {
        $crate::i18n::texts().admin().$key
    };
}
pub(crate) use ta;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_tag_is_read_by_its_language() {
        assert_eq!(parse_language("es-CO"), Some(Locale::Es));
        assert_eq!(parse_language("en-GB"), Some(Locale::En));
        assert_eq!(parse_language("pt-BR"), None);
    }

    #[test]
    fn the_languages_are_not_copies_of_each_other() {
        let (es, en) = (Texts::of(Locale::Es), Texts::of(Locale::En));
        assert_ne!(es.common.save, en.common.save);
        assert_ne!(es.errors.offline, en.errors.offline);
        assert_eq!((es.dates.days)(1), "1 día");
        assert_eq!((es.dates.days)(3), "3 días");
        assert_eq!((en.dates.days)(1), "1 day");
    }
}
