//! A due time with colour and words.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::view_model::tickets::due::{DueLevel, DueWords};

/// A due time. The colour repeats what the words say, for the eye that skims a column.
#[component]
pub fn DueChip(
    /// What it says.
    #[prop(into)]
    due: Signal<DueWords>,
) -> impl IntoView {
    let class = move || match due.read().level {
        DueLevel::Fine => "due due-fine",
        DueLevel::Soon => "due due-soon",
        DueLevel::Late => "due due-late",
    };
    let glyph = move || match due.read().level {
        DueLevel::Fine | DueLevel::Soon => Glyph::Clock,
        DueLevel::Late => Glyph::Alert,
    };
    view! {
        <span class=class>
            {move || view! { <Icon glyph=glyph() /> }}
            <span>{move || due.read().text.clone()}</span>
        </span>
    }
}
