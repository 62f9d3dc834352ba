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
pub mod webhooks;
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

use std::cell::Cell;
use std::pin::pin;

use aval_contract::me::Locale;
use futures_util::future::select;
use leptos::prelude::*;
use wasm_split_helpers::SplitLoaderError;

use crate::view_model::failure::Failure;
use crate::{browser, parts, toast};

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
/// lie in the parts of the program that use them (see [`crate::parts`]). That holds for Spanish, which
/// nearly everybody reads; English is one part of its own, which has all of its areas.
pub struct Texts {
    locale: Locale,
    /// Of a language that is a part of its own.
    areas: Option<&'static Areas>,
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

/// Declares the large areas: `method: Type = CONSTANT`, with the constant's name in the locales.
macro_rules! areas {
    ($( $(#[$meta:meta])* $area:ident: $type:ty = $constant:ident, )+) => {
        /// The large areas in a language that is a part of its own.
        pub struct Areas {
            $( $area: &'static $type, )+
        }

        impl Texts {
            $(
                $(#[$meta])*
                #[must_use]
                pub fn $area(&self) -> &'static $type {
                    match self.areas {
                        Some(areas) => areas.$area,
                        None => &es::$constant,
                    }
                }
            )+
        }

        static ENGLISH: Areas = Areas { $( $area: &en::$constant, )+ };
    };
}

areas! {
    /// Companies, people, categories, keys and the calendar.
    admin: Admin = ADMIN,
    /// Work outside service hours.
    after_hours: after_hours::AfterHours = AFTER_HOURS,
    /// The user guide, around its pages.
    guide: GuideTexts = GUIDE,
    /// Articles, solutions and the search over everything.
    knowledge: Knowledge = KNOWLEDGE,
    /// What the reader is told.
    notices: Notices = NOTICES,
    /// The work plan of a ticket.
    plans: Plans = PLANS,
    /// Targets, testing periods, and what a change of them or of the calendar does.
    promises: Promises = PROMISES,
    /// What support does with the queue as a whole.
    queue_tools: QueueTools = QUEUE_TOOLS,
    /// What admins look into.
    records: Records = RECORDS,
    /// Reports.
    reports: reports::Reports = REPORTS,
    /// Templates of answers.
    templates: Templates = TEMPLATES,
    /// The pages of tickets.
    tickets: Tickets = TICKETS,
    /// How a case stands in time.
    times: Times = TIMES,
    /// The palette and the shortcuts.
    tools: ToolsTexts = TOOLS,
    /// The words of the domain.
    vocabulary: Vocabulary = VOCABULARY,
    /// Addresses of other systems that are told what happens.
    webhooks: webhooks::Webhooks = WEBHOOKS,
}

impl Texts {
    /// All texts of a language, which a browser has to fetch first.
    #[cfg(test)]
    #[must_use]
    pub fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::Es => &es::TEXTS,
            Locale::En => english(),
        }
    }
}

/// All texts in English. Only [`crate::parts`] and tests call it: where it is called from, all of
/// English is.
#[must_use]
pub fn english() -> &'static Texts {
    &en::TEXTS
}

/// How long a page waits for its language before it starts, in milliseconds.
const PATIENCE: i32 = 8_000;
/// Where the choice of language is remembered between visits.
const STORAGE_KEY: &str = "aval.locale";

thread_local! {
    /// What the page speaks.
    static TEXTS: ArcRwSignal<&'static Texts> = ArcRwSignal::new(&es::TEXTS);
    /// What it is to speak, which may have to be fetched.
    static WANTED: Cell<Locale> = const { Cell::new(Locale::Es) };
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

/// The language that the page speaks. Not tracked: see [`follow_locale`].
#[must_use]
pub fn locale() -> Locale {
    texts().locale
}

/// All texts in the reader's language. Not tracked: see [`follow_locale`].
#[must_use]
pub fn texts() -> &'static Texts {
    TEXTS.with(GetUntracked::get_untracked)
}

/// Makes the calling effect or view follow the language.
///
/// Of views only the app does, and makes all of its pages anew: people change the language about once,
/// and a page on which each single word follows it is twice as large to download.
pub fn follow_locale() {
    TEXTS.with(Track::track);
}

/// Takes up the language of this device, before anything is shown. Once, when the program starts.
pub async fn begin() {
    let locale = remembered_locale();
    WANTED.set(locale);
    // Without English, or where it does not come, the page starts in Spanish and stays so until it
    // is opened again: that is better than none, and than one that is made anew under the reader.
    let (english, patience) = (pin!(fetch(locale)), pin!(browser::sleep(PATIENCE)));
    select(english, patience).await;
}

/// Changes the language of the whole page, as soon as it is there, and remembers it on this device.
pub fn set_locale(locale: Locale) {
    browser::storage_set(STORAGE_KEY, locale.as_str());
    WANTED.set(locale);
    leptos::task::spawn_local(async move {
        if fetch(locale).await.is_err() {
            toast::failure(&Failure::Offline);
        }
    });
}

/// Speaks a language, unless another is wanted by the time it is there.
async fn fetch(locale: Locale) -> Result<(), SplitLoaderError> {
    let texts = match locale {
        Locale::Es => &es::TEXTS,
        Locale::En => parts::english().await?,
    };
    if WANTED.get() == locale {
        // The document says Spanish. Screen readers and hyphenation go by it.
        browser::set_document_language(locale.as_str());
        TEXTS.with(|signal| {
            if signal.with_untracked(|spoken| spoken.locale != locale) {
                signal.set(texts);
            }
        });
    }
    Ok(())
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
