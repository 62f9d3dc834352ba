//! Light or dark.

use leptos::prelude::*;

use crate::browser;

/// How the page looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

const STORAGE_KEY: &str = "aval.theme";

thread_local! {
    static THEME: ArcRwSignal<Theme> = ArcRwSignal::new(remembered());
}

fn remembered() -> Theme {
    match browser::storage_get(STORAGE_KEY).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        Some(_) | None => Theme::System,
    }
}

impl Theme {
    /// All of them, as the menu shows them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    const fn as_str(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// The theme now; tracked.
#[must_use]
pub fn theme() -> Theme {
    THEME.with(Get::get)
}

/// Changes the theme at once and remembers it on this device.
pub fn set_theme(theme: Theme) {
    match theme.as_str() {
        Some(name) => browser::storage_set(STORAGE_KEY, name),
        None => browser::storage_remove(STORAGE_KEY),
    }
    THEME.with(|signal| signal.set(theme));
    apply();
}

/// Tells the document which theme holds; also once when the program starts.
pub fn apply() {
    browser::set_document_theme(untrack(theme).as_str());
}
