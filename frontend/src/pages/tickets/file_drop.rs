//! Where files come into a form: by picking, dropping or pasting.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::uploads::{Upload, UploadState, Uploads};
use crate::browser;
use crate::components::{Button, ButtonKind, Glyph, Icon};
use crate::i18n::tickets::tt;
use crate::i18n::{texts, tr};
use crate::view_model::tickets::files::size_words;

thread_local! {
    /// The forms on the page that take files, the last opened last: a dialog over the page gets
    /// what is pasted, not the page under it.
    static TAKERS: RefCell<Vec<String>> = RefCell::default();
}

fn is_foremost(id: &str) -> bool {
    TAKERS.with_borrow(|takers| takers.last().is_some_and(|last| last == id))
}

/// The files that an event carries; empty when it carries something else, such as text.
fn files_of(list: Option<web_sys::FileList>) -> Vec<web_sys::File> {
    list.map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect()).unwrap_or_default()
}

/// A field for files. Files may be dropped and pasted anywhere on the page.
#[component]
pub fn FileDrop(
    /// The form's files.
    uploads: Uploads,
    /// Whether it is one line below a text instead of a field of its own.
    #[prop(optional)]
    compact: bool,
) -> impl IntoView {
    let id = format!("u{}", browser::random_id());
    let over = RwSignal::new(false);
    listen(&id, uploads, over);
    let input = NodeRef::<leptos::html::Input>::new();
    let pick = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let picked = move |_| {
        if let Some(input) = input.get_untracked() {
            uploads.add(files_of(input.files()), false);
            // So that the same file can be picked again after it was removed.
            input.set_value("");
        }
    };
    view! {
        <div
            class="file-drop"
            class:is-compact=compact
            class:is-over=move || over.get()
        >
            <div class="file-drop-row">
                <Button kind=ButtonKind::Secondary icon=Glyph::Upload on_press=pick>
                    {tt!(files.pick)}
                </Button>
                <p class="field-hint">
                    <span class="needs-mouse">
                        {move || if over.get() { texts().tickets().files.drop_here } else { texts().tickets().files.paste_hint }}
                    </span>
                    {(!compact).then(|| view! { <span>" "{tt!(files.limits)}</span> })}
                </p>
            </div>
            <input
                node_ref=input
                type="file"
                multiple
                class="visually-hidden"
                tabindex="-1"
                aria-label=tt!(files.pick)
                on:change=picked
            />
            <p class="field-error" role="alert">{move || uploads.refusal()}</p>
            <ul class="upload-list">
                <For each=move || uploads.files() key=|file| file.key let(file)>
                    <UploadRow uploads file />
                </For>
            </ul>
            <p class="field-error" role="alert">
                {move || uploads.held().then(|| texts().tickets().files.held)}
            </p>
            <p class="visually-hidden" role="status" aria-live="polite">{move || uploads.said()}</p>
        </div>
    }
}

/// Takes what is dropped or pasted anywhere on the page, while this form is the foremost one.
fn listen(id: &str, uploads: Uploads, over: RwSignal<bool>) {
    TAKERS.with_borrow_mut(|takers| takers.push(id.to_owned()));
    let (mine, dragged, dropped, left) =
        (id.to_owned(), id.to_owned(), id.to_owned(), id.to_owned());
    let paste = window_event_listener_untyped("paste", move |event| {
        let Ok(event) = event.dyn_into::<web_sys::ClipboardEvent>() else { return };
        let files = files_of(event.clipboard_data().and_then(|data| data.files()));
        if !files.is_empty() && is_foremost(&mine) {
            event.prevent_default();
            uploads.add(files, true);
        }
    });
    let drag = window_event_listener_untyped("dragover", move |event| {
        let Ok(event) = event.dyn_into::<web_sys::DragEvent>() else { return };
        let carries_files = event.data_transfer().is_some_and(|data| {
            data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files"))
        });
        if carries_files && is_foremost(&dragged) {
            event.prevent_default();
            over.set(true);
        }
    });
    let leave = window_event_listener_untyped("dragleave", move |event| {
        let Ok(event) = event.dyn_into::<web_sys::DragEvent>() else { return };
        // Without a related target the pointer has left the window.
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    let drop = window_event_listener_untyped("drop", move |event| {
        let Ok(event) = event.dyn_into::<web_sys::DragEvent>() else { return };
        let files = files_of(event.data_transfer().and_then(|data| data.files()));
        over.set(false);
        if !files.is_empty() && is_foremost(&dropped) {
            event.prevent_default();
            uploads.add(files, false);
        }
    });
    on_cleanup(move || {
        TAKERS.with_borrow_mut(|takers| takers.retain(|taker| *taker != left));
        paste.remove();
        drag.remove();
        leave.remove();
        drop.remove();
    });
}

/// One file of the form. The row stays the same element while its state changes.
#[component]
fn UploadRow(uploads: Uploads, file: Upload) -> impl IntoView {
    let key = file.key;
    let state = Memo::new(move |_| uploads.file(key).map(|file| file.state));
    let name = StoredValue::new(file.name.clone());
    let preview = match file.preview {
        Some(address) => view! { <img class="upload-preview" src=address alt="" /> }.into_any(),
        None => view! { <span class="upload-preview"><Icon glyph=Glyph::Attachment /></span> }
            .into_any(),
    };
    let progress = move || match state.get() {
        Some(UploadState::Sending(percent)) => {
            let label = name.with_value(|name| (texts().tickets().files.uploading)(name, percent));
            view! { <progress class="upload-progress" max="100" value=percent aria-label=label></progress> }
                .into_any()
        }
        Some(UploadState::Failed { why, at_hand }) => view! {
            <p class="field-error">{why}</p>
            {at_hand.then(|| view! {
                <Button
                    class="button-small"
                    icon=Glyph::Refresh
                    label=name.with_value(|name| (texts().tickets().files.retry)(name))
                    on_press=move |()| uploads.retry(key)
                >
                    {tr!(common.retry)}
                </Button>
            })}
        }
        .into_any(),
        Some(UploadState::Done(_)) | None => {
            view! { <span class="upload-size">{move || size_words(texts(), file.size)}</span> }
                .into_any()
        }
    };
    view! {
        <li class="upload" class:is-failed=move || matches!(state.get(), Some(UploadState::Failed { .. }))>
            {preview}
            <div class="upload-body">
                <span class="upload-name">{file.name.clone()}</span>
                {progress}
            </div>
            <Button
                kind=ButtonKind::Quiet
                class="button-icon"
                icon=Glyph::Close
                label=move || name.with_value(|name| (texts().tickets().files.remove)(name))
                on_press=move |()| uploads.remove(key)
            />
        </li>
    }
}
