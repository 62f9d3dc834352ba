//! A due time with colour and words.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::view_model::tickets::due::DueLevel;

/// A due time in a sentence. The colour repeats what the words say, for the eye that skims.
pub fn due_chip(level: DueLevel, text: String) -> AnyView {
    let (class, glyph) = look(level);
    view! { <span class=class><Icon glyph /><span>{text}</span></span> }.into_any()
}

/// A due time in a column, in two lines.
pub fn due_lines(level: DueLevel, [first, second]: [String; 2]) -> AnyView {
    let (class, glyph) = look(level);
    view! {
        <span class=class>
            <Icon glyph />
            <span>{first}<span class="due-when">{second}</span></span>
        </span>
    }
    .into_any()
}

const fn look(level: DueLevel) -> (&'static str, Glyph) {
    match level {
        DueLevel::Fine => ("due due-fine", Glyph::Clock),
        DueLevel::Soon => ("due due-soon", Glyph::Clock),
        DueLevel::Late => ("due due-late", Glyph::Alert),
    }
}
