//! A due time with colour and words.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::view_model::tickets::due::{DueLevel, DueWords};

/// A due time. The colour repeats what the words say, for the eye that skims a column.
pub fn due_chip(due: DueWords) -> AnyView {
    let (class, glyph) = match due.level {
        DueLevel::Fine => ("due due-fine", Glyph::Clock),
        DueLevel::Soon => ("due due-soon", Glyph::Clock),
        DueLevel::Late => ("due due-late", Glyph::Alert),
    };
    view! { <span class=class><Icon glyph /><span>{due.text}</span></span> }.into_any()
}
