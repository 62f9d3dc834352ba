//! Showing a secret this once.

use leptos::prelude::*;

use crate::components::{Button, ButtonKind, Glyph, Notice, Said, Tone};
use crate::i18n::{texts, tr};
use crate::{browser, toast};

/// Shows a secret, to be copied now or never.
#[component]
pub fn Secret(
    /// The secret; gone when the dialog closes.
    #[prop(into)]
    secret: Signal<String>,
    /// What is said over it.
    #[prop(into)]
    lead: Said,
    /// What the button says that closes the dialog.
    #[prop(into)]
    done: Said,
    /// Is set to false when the reader has it.
    showing: RwSignal<bool>,
    /// What it is for.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let copy = move |()| {
        let secret = secret.get_untracked();
        leptos::task::spawn_local(async move {
            if browser::copy_text(&secret).await {
                toast::success(texts().common.copied);
            }
        });
    };
    view! {
        <Notice tone=Tone::Warning>{move || lead.get()}</Notice>
        <p class="secret">
            <code>{secret}</code>
        </p>
        {children.map(|children| children())}
        <div class="dialog-actions">
            <Button icon=Glyph::Copy on_press=copy>{tr!(common.copy)}</Button>
            <Button kind=ButtonKind::Primary on_press=move |()| showing.set(false)>
                {move || done.get()}
            </Button>
        </div>
    }
}
