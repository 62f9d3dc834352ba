//! What went wrong, in the page.

use aval_contract::error::ErrorCode;
use leptos::prelude::*;

use super::{Button, ButtonKind, Glyph, Icon, Tone};
use crate::i18n::{texts, tr};
use crate::paths;
use crate::view_model::failure::Failure;

/// A failure in words, with a button that tries again.
#[component]
pub fn ErrorPanel(
    /// What went wrong.
    #[prop(into)]
    failure: Signal<Failure>,
    /// Tries again; without it there is no button.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// Whether it is being tried again.
    #[prop(optional, into)]
    pending: Signal<bool>,
) -> impl IntoView {
    let reference = move || failure.read().reference().map(|id| (texts().errors.reference)(id));
    // What is not there will not be there a moment later either.
    let is_missing = move || failure.read().code() == Some(ErrorCode::NotFound);
    let way_out = move || {
        if is_missing() {
            // Not a `LinkButton`, which nothing else in the first part of the program needs.
            view! { <a href=paths::HOME class=ButtonKind::Secondary.class()>{tr!(shell.go_home)}</a> }
                .into_any()
        } else {
            let retry = |on_retry| {
                view! {
                    <Button pending on_press=on_retry icon=Glyph::Refresh>{tr!(common.retry)}</Button>
                }
            };
            on_retry.map(retry).into_any()
        }
    };
    view! {
        <div class="error-panel" class:is-missing=is_missing role="alert">
            {move || view! {
                <Icon glyph=if is_missing() { Glyph::Search } else { Glyph::Alert } class="icon icon-large" />
            }}
            <p class="empty-title">
                {move || if is_missing() {
                    texts().errors.missing_title
                } else if *failure.read() == Failure::Offline {
                    texts().errors.offline_title
                } else {
                    texts().errors.title
                }}
            </p>
            <p class="empty-text">{move || failure.read().text(texts())}</p>
            {way_out}
            <p class="error-reference">{reference}</p>
        </div>
    }
}

/// The same in one line, among the fields of a form.
#[component]
pub fn ErrorLine(
    /// What went wrong.
    #[prop(into)]
    failure: Signal<Failure>,
    /// Tries again.
    #[prop(into)]
    on_retry: Callback<()>,
    /// Whether it is being tried again.
    #[prop(into)]
    pending: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="error-line" role="alert">
            <p class="field-error">{move || failure.read().text(texts())}</p>
            <Button class="button-small" pending on_press=on_retry icon=Glyph::Refresh>
                {tr!(common.retry)}
            </Button>
        </div>
    }
}

/// A sentence in a coloured frame, within the page.
#[component]
pub fn Notice(
    /// Its colour.
    #[prop(default = Tone::Info)]
    tone: Tone,
    /// The sentence.
    children: Children,
) -> impl IntoView {
    let glyph = match tone {
        Tone::Good => Glyph::Check,
        Tone::Warning | Tone::Bad => Glyph::Alert,
        Tone::Neutral | Tone::Accent | Tone::Info => Glyph::Info,
    };
    view! {
        <div class=format!("notice {}", tone.class())>
            <Icon glyph />
            <div>{children()}</div>
        </div>
    }
}
