//! Choosing a password with a link from a mail: the first one, or another one.

use aval_contract::auth::{AcceptInvite as InviteBody, ResetPassword as ResetBody};
use aval_contract::error::ErrorCode;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::Card;
use crate::components::{
    ButtonKind, Form, LinkButton, Notice, PasswordField, Said, SubmitButton, Tone,
    focus_first_invalid,
};
use crate::i18n::{texts, tr};
use crate::session::use_session;
use crate::view_model::failure::Failure;
use crate::view_model::form;
use crate::{paths, toast};

/// What the link is for.
#[derive(Clone, Copy, PartialEq)]
enum Purpose {
    Invite,
    Reset,
}

/// Activates the access of somebody invited.
#[component]
pub fn AcceptInvite() -> impl IntoView {
    let spent = RwSignal::new(false);
    let title = move || {
        let words = &texts().session;
        if spent.get() { words.spent_title } else { words.invite_title }
    };
    let lead = move || {
        let words = &texts().session;
        if spent.get() { words.spent_invite } else { words.invite_lead }
    };
    view! { <Card title lead>
        <NewPassword purpose=Purpose::Invite action=tr!(session.invite_save) spent />
    </Card> }
}

/// Replaces a forgotten password.
#[component]
pub fn ResetPassword() -> impl IntoView {
    let spent = RwSignal::new(false);
    let title = move || {
        let words = &texts().session;
        if spent.get() { words.spent_title } else { words.reset_title }
    };
    let lead = move || {
        if spent.get() { texts().errors.token_invalid } else { texts().session.reset_lead }
    };
    view! { <Card title lead>
        <NewPassword purpose=Purpose::Reset action=tr!(session.reset_save) spent />
    </Card> }
}

#[component]
fn NewPassword(
    purpose: Purpose,
    #[prop(into)] action: Said,
    /// Set once the link turns out to be used up: it never gets better, and the way to another one
    /// takes the form's place.
    spent: RwSignal<bool>,
) -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let navigate = use_navigate();
    let password = RwSignal::new(String::new());
    let repeated = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let pending = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let password_error = Signal::derive(move || {
        let told = failure
            .read()
            .as_ref()
            .and_then(|failure| failure.field("/password").map(str::to_owned));
        told.or_else(|| {
            tried.get().then(|| form::new_password(texts(), &password.read())).flatten()
        })
    });
    let repeated_error = Signal::derive(move || {
        (tried.get() && *password.read() != *repeated.read())
            .then(|| texts().session.passwords_differ.to_owned())
    });
    // What is said of the password stands beside it; the rest above the form.
    let general = move || {
        let failure = failure.read();
        let failure = failure.as_ref().filter(|failure| failure.field("/password").is_none())?;
        if spent.get() {
            return None;
        }
        Some(failure.text(texts()))
    };
    let submit = move |()| {
        tried.set(true);
        if pending.get_untracked() {
            return;
        }
        failure.set(None);
        if untrack(|| password_error.get().or(repeated_error.get())).is_some() {
            focus_first_invalid();
            return;
        }
        pending.set(true);
        let token = params.read_untracked().get("token").unwrap_or_default();
        let password = password.get_untracked();
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            let anonymous = session.anonymous();
            let outcome = match purpose {
                Purpose::Invite => anonymous.accept_invite(&InviteBody { token, password }).await,
                Purpose::Reset => anonymous.reset_password(&ResetBody { token, password }).await,
            };
            pending.try_set(false);
            match outcome {
                Ok(api) => {
                    let words = &texts().session;
                    toast::success(match purpose {
                        Purpose::Invite => words.invite_done,
                        Purpose::Reset => words.reset_done,
                    });
                    session.enter(api);
                    navigate(paths::HOME, NavigateOptions::default());
                }
                Err(error) => {
                    let refused = Failure::from(error);
                    spent.try_set(refused.code() == Some(ErrorCode::TokenInvalid));
                    failure.try_set(Some(refused));
                    focus_first_invalid();
                }
            }
        });
    };
    let another = move || match purpose {
        Purpose::Reset => view! {
            <LinkButton kind=ButtonKind::Primary class="button-wide" href=paths::FORGOT>
                {tr!(session.another_link)}
            </LinkButton>
        }
        .into_any(),
        // Whoever invited makes another one.
        Purpose::Invite => ().into_any(),
    };
    view! {
        <div aria-live="assertive">
            <Show when=move || general().is_some()>
                <Notice tone=Tone::Bad>{general}</Notice>
            </Show>
        </div>
        <Show when=move || spent.get()>{another}</Show>
        <div hidden=spent>
        <Form on_submit=submit>
            <PasswordField
                id="new-password"
                label=tr!(session.new_password)
                hint=tr!(session.password_hint)
                value=password
                error=password_error
                autocomplete="new-password"
            />
            <PasswordField
                id="repeat-password"
                label=tr!(session.repeat_password)
                value=repeated
                error=repeated_error
                autocomplete="new-password"
            />
            <SubmitButton pending class="button-wide">{move || action.get()}</SubmitButton>
        </Form>
        </div>
        <p class="session-more"><A href=paths::SIGN_IN>{tr!(session.back_to_sign_in)}</A></p>
    }
}
