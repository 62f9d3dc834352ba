//! What a change of the rules does and how many running tickets it moves, told before it is done.

use aval_contract::policies::Preview;
use leptos::prelude::*;

use crate::components::{Button, ButtonKind, Notice, Said, Tone};
use crate::i18n::{Texts, texts, tr};
use crate::load::{Load, Loaded};

/// The targets that change, each with what it was and what it will be.
pub fn changed_targets(changes: Vec<(String, String)>) -> AnyView {
    let changes = changes
        .into_iter()
        .map(|(name, change)| view! { <li><strong>{name}</strong>": "{change}</li> })
        .collect_view();
    view! { <ul class="promise-changes">{changes}</ul> }.into_any()
}

/// What looks like a slip; nothing where nothing does.
pub fn slips(doubts: Vec<String>) -> Option<AnyView> {
    (!doubts.is_empty()).then(|| {
        let doubts = doubts.into_iter().map(|doubt| view! { <p>{doubt}</p> }).collect_view();
        view! { <Notice tone=Tone::Warning>{doubts}</Notice> }.into_any()
    })
}

/// The end of the question: how many running tickets move, and the buttons. The one that does it
/// waits for the number.
#[component]
pub fn Moves(
    /// The number.
    preview: Load<Preview>,
    /// How it is said.
    words: fn(&Texts, Preview) -> String,
    /// The dialog.
    open: RwSignal<bool>,
    /// How the button looks that does it.
    kind: ButtonKind,
    /// What that button says.
    #[prop(into)]
    confirm: Said,
    /// Whether it is being done.
    pending: Signal<bool>,
    /// Does it.
    #[prop(into)]
    on_confirm: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="preview-count">
            <Loaded from=preview rows=1 inline=true let:found>
                <p role="status">{move || words(texts(), found.get())}</p>
            </Loaded>
        </div>
        <div class="dialog-actions">
            <Button on_press=move |()| open.set(false)>{tr!(common.cancel)}</Button>
            <Button
                kind
                pending
                disabled=Signal::derive(move || preview.get().is_none())
                on_press=on_confirm
            >
                {move || confirm.get()}
            </Button>
        </div>
    }
}
