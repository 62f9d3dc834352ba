//! Stage, priority and kind as small words.

use aval_contract::{Kind, Priority, Stage};
use leptos::prelude::*;

use crate::components::{Badge, Glyph, Icon, Tone};
use crate::i18n::texts;

/// Where a ticket stands.
#[component]
pub fn StageBadge(
    /// The stage.
    #[prop(into)]
    stage: Signal<Stage>,
) -> impl IntoView {
    let class = move || format!("stage-badge stage-{}", stage.get());
    view! {
        <span class=class>
            <span class="stage-dot" aria-hidden="true"></span>
            {move || texts().stage(stage.get())}
        </span>
    }
}

/// How soon a ticket is to be served.
#[component]
pub fn PriorityBadge(
    /// The priority.
    #[prop(into)]
    priority: Signal<Priority>,
) -> impl IntoView {
    let tone = move || match priority.get() {
        Priority::Low | Priority::Normal => Tone::Neutral,
        Priority::High => Tone::Warning,
        Priority::Critical => Tone::Bad,
    };
    view! { <Badge tone=Signal::derive(tone)>{move || texts().priority(priority.get())}</Badge> }
}

/// What is asked for, with its picture.
#[component]
pub fn KindWord(
    /// The kind.
    #[prop(into)]
    kind: Signal<Kind>,
) -> impl IntoView {
    view! {
        <span class="kind-word">
            {move || view! { <Icon glyph=kind_glyph(kind.get()) /> }}
            {move || texts().kind(kind.get())}
        </span>
    }
}

/// The picture of a kind.
pub fn kind_glyph(kind: Kind) -> Glyph {
    match kind {
        Kind::Incident => Glyph::Alert,
        Kind::Request => Glyph::Plus,
        Kind::Question => Glyph::Message,
        Kind::PlannedTask => Glyph::Calendar,
    }
}
