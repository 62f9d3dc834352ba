//! Stage, priority and kind as small words.

use aval_contract::{Kind, Priority, Stage};
use leptos::prelude::*;

use crate::components::{Glyph, Icon, Tone};
use crate::i18n::texts;

/// Where a ticket stands.
pub fn stage_badge(stage: Stage) -> AnyView {
    view! {
        <span class=format!("stage-badge stage-{stage}")>
            <span class="stage-dot" aria-hidden="true"></span>
            {texts().stage(stage)}
        </span>
    }
    .into_any()
}

/// How soon a ticket is to be served.
pub fn priority_badge(priority: Priority) -> AnyView {
    let tone = match priority {
        Priority::Low | Priority::Normal => Tone::Neutral,
        Priority::High => Tone::Warning,
        Priority::Critical => Tone::Bad,
    };
    view! { <span class=format!("badge {}", tone.class())>{texts().priority(priority)}</span> }
        .into_any()
}

/// What is asked for, with its picture.
pub fn kind_word(kind: Kind) -> AnyView {
    view! {
        <span class="kind-word">
            <Icon glyph=kind_glyph(kind) />
            {texts().kind(kind)}
        </span>
    }
    .into_any()
}

/// The picture of a kind.
pub fn kind_glyph(kind: Kind) -> Glyph {
    match kind {
        Kind::Incident => Glyph::Alert,
        Kind::Request => Glyph::Key,
        Kind::Question => Glyph::Message,
        Kind::PlannedTask => Glyph::Calendar,
    }
}
