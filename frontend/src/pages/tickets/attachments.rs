//! Files of messages and deliveries. They are fetched with the reader's token and shown from
//! memory: an address of the API in `<img>` or `<a>` would go out without it.

use std::cell::RefCell;
use std::collections::HashMap;

use aval_client::{Download, Error, Session as Api};
use aval_contract::attachments::Attachment;
use leptos::prelude::*;
use uuid::Uuid;

use crate::browser;
use crate::components::{Button, Dialog, Glyph, Icon};
use crate::i18n::tickets::tt;
use crate::i18n::{texts, tr};
use crate::load::{Load, use_load};
use crate::session::use_session;
use crate::toast;
use crate::view_model::failure::Failure;
use crate::view_model::tickets::files::{is_picture, size_words};

thread_local! {
    /// Addresses in memory of what was fetched already, so that nothing is fetched twice. A file
    /// never changes.
    static FETCHED: RefCell<HashMap<Uuid, String>> = RefCell::default();
}

/// The address in memory of a file.
async fn address_of(api: Api, id: Uuid) -> Result<String, Error> {
    if let Some(address) = FETCHED.with_borrow(|fetched| fetched.get(&id).cloned()) {
        return Ok(address);
    }
    let Download { media_type, bytes } = api.attachments().download(id).await?;
    let address = browser::address_of(&bytes, &media_type)
        .ok_or_else(|| Error::Request("the browser has no room for the file".to_owned()))?;
    FETCHED.with_borrow_mut(|fetched| fetched.insert(id, address.clone()));
    Ok(address)
}

/// Pictures as thumbnails that open large, other files as chips that download.
pub fn attachment_list(attachments: Vec<Attachment>) -> AnyView {
    if attachments.is_empty() {
        return ().into_any();
    }
    let (pictures, files): (Vec<_>, Vec<_>) = attachments.into_iter().partition(is_picture);
    view! {
        <ul class="attachments" aria-label=tt!(files.attached)>
            {pictures.into_iter().map(|file| view! { <li><Picture file /></li> }).collect_view()}
            {files.into_iter().map(|file| view! { <li><FileChip file /></li> }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn Picture(file: Attachment) -> impl IntoView {
    let id = file.id;
    let name = StoredValue::new(file.name);
    let address = use_load(move |api| address_of(api, id));
    let failed = Memo::new(move |_| address.get().is_none() && address.failure().is_some());
    move || {
        if failed.get() {
            view! { <NoPicture name address /> }.into_any()
        } else {
            view! { <Thumbnail name address /> }.into_any()
        }
    }
}

/// A picture that opens large.
#[component]
fn Thumbnail(name: StoredValue<String>, address: Load<String>) -> impl IntoView {
    let words = &texts().tickets().files;
    let open = RwSignal::new(false);
    let thumbnail = move || match address.get() {
        Some(address) => {
            let alt = name.with_value(|name| (words.preview_of)(name));
            view! { <img class="thumbnail-image" src=address alt=alt /> }.into_any()
        }
        None => view! { <span class="thumbnail-waiting"></span> }.into_any(),
    };
    let large = move || {
        address.get().map(|address| {
            let alt = name.get_value();
            let saved = address.clone();
            view! {
                <img class="picture-large" src=address alt=alt />
                <div class="dialog-actions">
                    <Button
                        icon=Glyph::Attachment
                        on_press=move |()| name.with_value(|name| browser::save(&saved, name))
                    >
                        {name.with_value(|name| (words.download)(name))}
                    </Button>
                </div>
            }
        })
    };
    view! {
        <button
            type="button"
            class="thumbnail"
            aria-label=name.with_value(|name| (words.open)(name))
            on:click=move |_| open.set(true)
        >
            {thumbnail}
        </button>
        <Dialog open title=name.get_value() class="dialog-wide">{large}</Dialog>
    }
}

/// Stands in the place of a picture that could not be fetched.
#[component]
fn NoPicture(name: StoredValue<String>, address: Load<String>) -> impl IntoView {
    view! {
        <div class="thumbnail-failed">
            <p class="field-error">
                {name.with_value(|name| (texts().tickets().files.preview_failed)(name))}
            </p>
            <Button
                class="button-small"
                icon=Glyph::Refresh
                pending=Signal::derive(move || address.pending())
                on_press=move |()| address.reload()
            >
                {tr!(common.retry)}
            </Button>
        </div>
    }
}

#[component]
fn FileChip(file: Attachment) -> impl IntoView {
    let session = use_session();
    let pending = RwSignal::new(false);
    let (id, size) = (file.id, file.size);
    let name = StoredValue::new(file.name);
    let download = move |_| {
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        let api = session.api();
        leptos::task::spawn_local(async move {
            match address_of(api, id).await {
                Ok(address) => name.with_value(|name| browser::save(&address, name)),
                Err(error) => match Failure::from(error) {
                    failure if failure.is_unauthorized() => session.expire(),
                    failure => toast::failure(&failure),
                },
            }
            pending.try_set(false);
        });
    };
    view! {
        <button
            type="button"
            class="file-chip"
            class:is-pending=pending
            on:click=download
        >
            <Icon glyph=Glyph::Attachment />
            <span class="visually-hidden">{tt!(files.download_word)}" "</span>
            <span class="file-chip-name">{name.get_value()}</span>
            <span class="file-chip-size">{size_words(texts(), size)}</span>
        </button>
    }
}
