//! Where there is nothing.

use leptos::prelude::*;

use super::{Glyph, Icon, Said};

/// Says that there is nothing here and what to do about it; the button comes as children.
#[component]
pub fn EmptyState(
    /// A picture of what is missing.
    glyph: Glyph,
    /// What is missing.
    #[prop(into)]
    title: Said,
    /// What to do.
    #[prop(into)]
    text: Said,
    /// The button that does it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon glyph class="icon icon-large" />
            <p class="empty-title">{move || title.get()}</p>
            <p class="empty-text">{move || text.get()}</p>
            {children.map(|children| children())}
        </div>
    }
}
