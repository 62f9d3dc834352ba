//! Keeps what is being written in the browser's storage, at each change.

use leptos::prelude::*;
use uuid::Uuid;

use crate::browser;
use crate::session::use_session;
use crate::view_model::tickets::drafts::{self, Draft};

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

/// A text of a form about a ticket that survives closing the form and reloading the page. Setting
/// it to nothing forgets it.
pub fn kept_text(ticket: Uuid, form: &str) -> RwSignal<String> {
    let key = drafts::ticket_form_key(reader(), ticket, form);
    let text = RwSignal::new(browser::storage_get(&key).unwrap_or_default());
    Effect::new(move || {
        let text = text.read();
        if text.is_empty() {
            browser::storage_remove(&key);
        } else {
            browser::storage_set(&key, &text);
        }
    });
    text
}
