//! A due time with colour and words.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::view_model::tickets::due::DueLevel;

/// A due time in two lines, of which the second may be empty. The colour repeats what the words say,
/// for the eye that skims a column.
pub fn due_lines(level: DueLevel, [first, second]: [String; 2]) -> AnyView {
    let (class, glyph) = match level {
        DueLevel::Fine => ("due due-fine", Glyph::Clock),
        DueLevel::Soon => ("due due-soon", Glyph::Clock),
        DueLevel::Late => ("due due-late", Glyph::Alert),
    };
    view! {
        <span class=class>
            <Icon glyph />
            <span>{first}" "<span class="due-when">{second}</span></span>
        </span>
    }
    .into_any()
}
