//! Keeps what is being written in the browser's storage, at each change, until it was sent.

use leptos::prelude::*;
use serde::Serialize;
use uuid::Uuid;

use crate::browser;
use crate::components::{Notice, Tone};
use crate::i18n::tickets::tt;
use crate::session::use_session;
use crate::view_model::tickets::drafts::{self, Attempt, Draft};

/// Who reads. Drafts are kept for each person.
pub fn reader() -> Uuid {
    untrack(|| use_session().user()).map(|user| user.id).unwrap_or_default()
}

/// What was kept under `key`, if there is anything.
pub fn kept<D: Draft>(key: &str) -> Option<D> {
    browser::storage_get(key).as_deref().and_then(drafts::read)
}

/// Keeps `draft` under `key` from now on, at each change, and forgets it when it is empty.
pub fn keep<D>(key: String, draft: impl Fn() -> D + 'static)
where
    D: Draft + 'static,
{
    Effect::new(move || match drafts::write(&draft()) {
        Some(text) => browser::storage_set(&key, &text),
        None => browser::storage_remove(&key),
    });
}

/// Forgets what was sent, at once: when the answer arrives, the form may be gone, and with it what
/// [`keep`] set up.
pub fn forget(key: &str) {
    browser::storage_remove(key);
    browser::storage_remove(&drafts::attempt_key(key));
}

/// The `Idempotency-Key` with which the draft under `key` is sent as `request`. It is the last
/// try's when that sent the same, even before a reload: if only the answer to it was lost, the
/// server gives that answer again instead of doing everything twice.
pub fn sending_key(key: &str, request: &impl Serialize) -> String {
    let place = drafts::attempt_key(key);
    let last = browser::storage_get(&place).as_deref().and_then(Attempt::read);
    let attempt = Attempt::next(last, request, browser::random_id);
    if let Some(text) = attempt.write() {
        browser::storage_set(&place, &text);
    }
    attempt.key
}

/// A text of a form about a ticket that survives closing the form and reloading the page, and what
/// forgets it once it was sent, be the form still there or not.
pub fn kept_text(ticket: Uuid, form: &str) -> (RwSignal<String>, impl Fn() + Clone + use<>) {
    let key = drafts::ticket_form_key(reader(), ticket, form);
    let text = RwSignal::new(browser::storage_get(&key).unwrap_or_default());
    let place = key.clone();
    Effect::new(move || {
        let text = text.read();
        if text.is_empty() {
            browser::storage_remove(&place);
        } else {
            browser::storage_set(&place, &text);
        }
    });
    let forget_text = move || {
        forget(&key);
        text.set(String::new());
    };
    (text, forget_text)
}

/// Gives back what was typed over texts that somebody else has changed since: those are newer, but
/// nothing that was written is thrown away unseen.
#[component]
pub fn LeftBehind(
    /// What was typed.
    typed: Vec<String>,
) -> impl IntoView {
    (!typed.is_empty()).then(|| {
        let texts =
            typed.into_iter().map(|text| view! { <p class="plain-text">{text}</p> }).collect_view();
        view! {
            <Notice tone=Tone::Warning>
                <p>{tt!(page.draft_left_behind)}</p>
                {texts}
            </Notice>
        }
    })
}
