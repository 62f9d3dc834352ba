//! A text as a prop: fixed, or in the reader's language of the moment.

use std::borrow::Cow;

use leptos::prelude::*;

/// A text that a component shows or names itself by. Made from [`crate::i18n::tr!`], from any
/// closure that gives a text, from a `String` or from a literal.
#[derive(Clone, Copy)]
pub struct Said(Signal<Cow<'static, str>>);

impl Said {
    /// The text now; tracked.
    #[must_use]
    pub fn get(&self) -> Cow<'static, str> {
        self.0.get()
    }
}

impl<F, T> From<F> for Said
where
    F: Fn() -> T + Send + Sync + 'static,
    T: Into<Cow<'static, str>>,
{
    fn from(text: F) -> Self {
        Self(Signal::derive(move || text().into()))
    }
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self(Signal::stored(text.into()))
    }
}

impl From<&'static str> for Said {
    fn from(text: &'static str) -> Self {
        Self(Signal::stored(text.into()))
    }
}
