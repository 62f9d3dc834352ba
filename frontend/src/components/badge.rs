//! A word with a colour. The word alone says everything; the colour only helps to find it.

use leptos::prelude::*;

/// What a colour means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Neutral,
    /// The product's colour: what is to be noticed.
    Accent,
    /// Done, well.
    Good,
    /// Look at it soon.
    Warning,
    /// Look at it now.
    Bad,
    /// To know.
    Info,
}

impl Tone {
    /// The class that carries the colour; also for [`super::Notice`].
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Accent => "tone-accent",
            Self::Good => "tone-good",
            Self::Warning => "tone-warning",
            Self::Bad => "tone-bad",
            Self::Info => "tone-info",
        }
    }
}

/// A short word in a coloured capsule.
#[component]
pub fn Badge(
    /// Its colour.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! { <span class=move || format!("badge {}", tone.get().class())>{children()}</span> }
}
