//! Whose turn it is, and what happens then.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::i18n::tickets::tt;
use crate::view_model::tickets::next::NextWords;

/// The panel "what happens next". It stands out when it is the reader's turn; what the reader can
/// do about it comes as children.
#[component]
pub fn NextPanel(
    /// What it says.
    #[prop(into)]
    words: Signal<NextWords>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let glyph = move || if words.read().mine { Glyph::ArrowRight } else { Glyph::Clock };
    view! {
        <section class="next-panel" class:is-mine=move || words.read().mine aria-labelledby="next-title">
            <span class="next-glyph">{move || view! { <Icon glyph=glyph() /> }}</span>
            <div class="next-text">
                <h2 id="next-title" class="visually-hidden">{tt!(page.next_title)}</h2>
                <p class="next-turn">{move || words.read().whose_turn}</p>
                <p class="next-what">{move || words.read().what.clone()}</p>
                {move || words.read().detail.clone().map(|detail| view! {
                    <p class="next-detail">{detail}</p>
                })}
            </div>
            {children.map(|children| view! { <div class="next-actions">{children()}</div> })}
        </section>
    }
}
