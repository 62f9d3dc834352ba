//! The few things asked of the browser directly. Every call that a browser may refuse (private
//! mode, blocked storage) is a `None` here, never a panic.

use chrono::{DateTime, Utc};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

/// The window; there always is one where this program runs.
#[must_use]
pub fn window() -> web_sys::Window {
    web_sys::window().expect("the program runs in a window")
}

/// The document of the window.
#[must_use]
pub fn document() -> web_sys::Document {
    window().document().expect("a window has a document")
}

/// The present instant by this device's clock, to the millisecond.
#[must_use]
pub fn now() -> DateTime<Utc> {
    // A device's clock is an integer of milliseconds far inside chrono's range.
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit in 53 bits")]
    DateTime::from_timestamp_millis(js_sys::Date::now() as i64).unwrap_or_default()
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// A value kept on this device.
#[must_use]
pub fn storage_get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps a value on this device. A full or forbidden storage keeps nothing, and nobody is told:
/// what is kept here is a convenience.
pub fn storage_set(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _kept = storage.set_item(key, value);
    }
}

/// Forgets a value of this device.
pub fn storage_remove(key: &str) {
    if let Some(storage) = storage() {
        let _forgotten = storage.remove_item(key);
    }
}

/// The languages the reader told the browser, best first.
#[must_use]
pub fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// Sets `lang` of the document, for screen readers and hyphenation.
pub fn set_document_language(tag: &str) {
    if let Some(root) = document().document_element() {
        let _set = root.set_attribute("lang", tag);
    }
}

/// Sets or removes `data-theme` of the document.
pub fn set_document_theme(theme: Option<&str>) {
    if let Some(root) = document().document_element() {
        let _set = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

/// Loads the page and the program anew.
pub fn reload() {
    let _reloading = window().location().reload();
}

/// Whether somebody can see the page: its tab is the one in front.
#[must_use]
pub fn is_in_view() -> bool {
    document().visibility_state() == web_sys::VisibilityState::Visible
}

/// Whether the browser believes it is online.
#[must_use]
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Calls `handler` at each event of this name on the window, for as long as the page lives.
pub fn on_window_event(name: &str, handler: impl FnMut(web_sys::Event) + 'static) {
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(handler);
    let _added = window().add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Calls `handler` every `milliseconds`, for as long as the page lives.
pub fn every(milliseconds: i32, handler: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(handler);
    let _id = window().set_interval_with_callback_and_timeout_and_arguments_0(
        closure.as_ref().unchecked_ref(),
        milliseconds,
    );
    closure.forget();
}

/// Waits.
pub async fn sleep(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _reject| {
        let _id =
            window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _done = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Puts a text into the clipboard; `false` where the browser does not let us.
pub async fn copy_text(text: &str) -> bool {
    let promise = window().navigator().clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(promise).await.is_ok()
}

/// Puts bytes into the memory of the browser and gives their address; `None` when it has no room.
#[must_use]
pub fn address_of(bytes: &[u8], media_type: &str) -> Option<String> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    web_sys::Url::create_object_url_with_blob(&blob).ok()
}

/// Hands what has this address over to the browser's downloads, under a name.
pub fn save(address: &str, name: &str) {
    let link = document().create_element("a").ok();
    if let Some(Ok(link)) = link.map(JsCast::dyn_into::<web_sys::HtmlElement>) {
        let _set = link.set_attribute("href", address);
        let _set = link.set_attribute("download", name);
        link.click();
    }
}

/// Opens the browser's dialog for printing the page.
pub fn print() {
    let _printed = window().print();
}

/// A random text of 32 hex digits, for `Idempotency-Key`s and element ids.
#[must_use]
pub fn random_id() -> String {
    (0..4)
        .map(|_| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the product lies in 0..2^32"
            )]
            let word = (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
            format!("{word:08x}")
        })
        .collect()
}
