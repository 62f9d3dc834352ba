//! The browser side of Aval: what customers and support see of the API.
//!
//! `domain` decides what is possible, `contract` says what crosses the wire, `client` carries it;
//! here is only what people see. [`app`] maps addresses to pages; a page (`pages/<area>/`) loads with
//! [`load`] and acts with [`act`], and composes `components`, which never call the API. What a page
//! shows is worked out by pure functions in `view_model`, tested without a browser.

mod act;
mod app;
mod browser;
mod clock;
mod components;
mod i18n;
mod live;
mod load;
mod pages;
mod parts;
mod paths;
mod session;
mod shell;
mod theme;
mod toast;
mod tools;
mod view_model;

fn main() {
    theme::apply();
    clock::start();
    shell::watch_connection();
    // Nothing is shown in a language that the page is not going to stay in.
    wasm_bindgen_futures::spawn_local(async {
        i18n::begin().await;
        leptos::mount::mount_to_body(app::App);
    });
}
