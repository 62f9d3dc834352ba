//! Whose turn it is, and what happens then.

use aval_contract::ClosureKind;
use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::i18n::tickets::tt;
use crate::view_model::tickets::next::NextWords;

/// The words of the panel "what happens next". They stand out when it is the reader's turn.
pub fn next_panel(words: NextWords) -> AnyView {
    let (class, glyph) = match (words.closed, words.mine, words.late) {
        (Some(ClosureKind::Approved | ClosureKind::Tacit), ..) => {
            ("next-words is-solved", Glyph::Check)
        }
        (Some(ClosureKind::Withdrawn | ClosureKind::Duplicate), ..) => ("next-words", Glyph::Check),
        (None, true, true) => ("next-words is-mine is-late", Glyph::Alert),
        (None, true, false) => ("next-words is-mine", Glyph::ArrowRight),
        (None, false, true) => ("next-words is-late", Glyph::Alert),
        (None, false, false) => ("next-words", Glyph::Clock),
    };
    view! {
        <div class=class>
            <span class="next-glyph"><Icon glyph /></span>
            <div class="next-text">
                <h2 class="visually-hidden">{tt!(page.next_title)}</h2>
                <p class="next-turn">{words.whose_turn}</p>
                <p class="next-what">{words.what}</p>
                <p class="next-detail">{words.detail}</p>
            </div>
        </div>
    }
    .into_any()
}
