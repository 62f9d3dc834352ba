//! Creating the first admin of a new installation, with the link that the server printed.

use aval_contract::auth::FirstAdmin as Body;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::Card;
use crate::components::{
    Field, Form, Notice, PasswordField, SubmitButton, Tone, focus_first_invalid,
};
use crate::i18n::{texts, tr};
use crate::session::use_session;
use crate::view_model::failure::Failure;
use crate::view_model::form;
use crate::{paths, toast};

/// Asks for name, address and password; afterwards the admin is signed in.
#[component]
pub fn FirstAdmin() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let navigate = use_navigate();
    let name = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let pending = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let told = move |pointer: &'static str| {
        failure.read().as_ref().and_then(|failure| failure.field(pointer).map(str::to_owned))
    };
    let name_error = Signal::derive(move || {
        told("/name")
            .or_else(|| tried.get().then(|| form::required(texts(), &name.read())).flatten())
    });
    let email_error = Signal::derive(move || {
        told("/email")
            .or_else(|| tried.get().then(|| form::email(texts(), &email.read())).flatten())
    });
    let password_error = Signal::derive(move || {
        told("/password").or_else(|| {
            tried.get().then(|| form::new_password(texts(), &password.read())).flatten()
        })
    });
    // What is said of a field stands beside it; the rest above the form.
    let general = move || {
        let failure = failure.read();
        let of_field = |failure: &&Failure| {
            ["/name", "/email", "/password"].iter().all(|field| failure.field(field).is_none())
        };
        failure.as_ref().filter(of_field).map(|failure| failure.text(texts()))
    };
    let submit = move |()| {
        tried.set(true);
        if pending.get_untracked() {
            return;
        }
        failure.set(None);
        let wrong = untrack(|| name_error.get().or(email_error.get()).or(password_error.get()));
        if wrong.is_some() {
            focus_first_invalid();
            return;
        }
        pending.set(true);
        let body = Body {
            token: params.read_untracked().get("token").unwrap_or_default(),
            email: email.get_untracked().trim().to_owned(),
            name: name.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
        };
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            let outcome = session.anonymous().first_admin(&body).await;
            pending.try_set(false);
            match outcome {
                Ok(api) => {
                    toast::success(texts().session.first_admin_done);
                    session.enter(api);
                    navigate(paths::COMPANIES, NavigateOptions::default());
                }
                Err(error) => {
                    failure.try_set(Some(Failure::from(error)));
                    focus_first_invalid();
                }
            }
        });
    };
    view! {
        <Card title=tr!(session.first_admin_title) lead=tr!(session.first_admin_lead)>
            <Form on_submit=submit>
                <div aria-live="assertive">
                    <Show when=move || general().is_some()>
                        <Notice tone=Tone::Bad>{general}</Notice>
                    </Show>
                </div>
                <Field
                    id="name"
                    label=tr!(session.first_admin_name)
                    value=name
                    error=name_error
                    autocomplete="name"
                    autofocus=true
                />
                <Field
                    id="email"
                    kind="email"
                    label=tr!(session.email)
                    value=email
                    error=email_error
                    autocomplete="username"
                />
                <PasswordField
                    id="new-password"
                    label=tr!(session.new_password)
                    hint=tr!(session.password_hint)
                    value=password
                    error=password_error
                    autocomplete="new-password"
                />
                <SubmitButton pending class="button-wide">
                    {tr!(session.first_admin_save)}
                </SubmitButton>
            </Form>
        </Card>
    }
}
