//! What is told in passing, in a corner, and read out by screen readers.

use leptos::prelude::*;

use crate::browser;
use crate::components::{Glyph, Icon, Tone};
use crate::i18n::{texts, tr};
use crate::view_model::failure::Failure;

/// How long good news stay, in milliseconds. Bad news stay until they are closed.
const GOOD_NEWS: i32 = 5_000;

#[derive(Clone, PartialEq)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
}

thread_local! {
    static TOASTS: ArcRwSignal<Vec<Toast>> = ArcRwSignal::new(Vec::new());
    static NEXT: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

fn show(tone: Tone, text: String) -> u32 {
    let id = NEXT.get();
    NEXT.set(id.wrapping_add(1));
    TOASTS.with(|toasts| {
        toasts.update(|toasts| {
            toasts.retain(|toast| toast.text != text);
            toasts.push(Toast { id, tone, text });
        });
    });
    id
}

fn dismiss(id: u32) {
    TOASTS.with(|toasts| toasts.update(|toasts| toasts.retain(|toast| toast.id != id)));
}

/// Tells that something was done. Goes away by itself.
pub fn success(text: impl Into<String>) {
    let id = show(Tone::Good, text.into());
    leptos::task::spawn_local(async move {
        browser::sleep(GOOD_NEWS).await;
        dismiss(id);
    });
}

/// Tells why something is not possible. Stays until it is closed.
pub fn refusal(text: impl Into<String>) {
    show(Tone::Warning, text.into());
}

/// Tells that something failed. Stays until it is closed.
pub fn failure(failure: &Failure) {
    show(Tone::Bad, failure.text(texts()));
}

/// Where toasts appear; once, in the frame of the page.
#[component]
pub fn Toasts() -> impl IntoView {
    let toasts = TOASTS.with(Clone::clone);
    let node = NodeRef::<leptos::html::Div>::new();
    // A popover that is shown anew lies above everything, an open dialog included.
    let any = toasts.clone();
    Effect::new(move || {
        let has_toasts = !any.read().is_empty();
        if let Some(region) = node.get() {
            let _hidden = region.hide_popover();
            if has_toasts {
                let _shown = region.show_popover();
            }
        }
    });
    view! {
        <div node_ref=node class="toasts" popover="manual" role="status" aria-live="polite" aria-atomic="false">
            <For each=move || toasts.get() key=|toast| toast.id let(toast)>
                <div class=format!("toast {}", toast.tone.class())>
                    <Icon glyph=match toast.tone {
                        Tone::Bad | Tone::Warning => Glyph::Alert,
                        Tone::Good | Tone::Neutral | Tone::Accent | Tone::Info => Glyph::Check,
                    } />
                    <p>{toast.text}</p>
                    <button
                        type="button"
                        class="button button-quiet button-icon"
                        aria-label=tr!(common.close)
                        on:click=move |_| dismiss(toast.id)
                    >
                        <Icon glyph=Glyph::Close />
                    </button>
                </div>
            </For>
        </div>
    }
}
