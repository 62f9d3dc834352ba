//! Signing in.

use aval_contract::auth::Login;
use leptos::prelude::*;
use leptos_router::components::{A, Redirect};
use leptos_router::hooks::use_query_map;

use super::Card;
use crate::components::{
    Field, Form, Notice, PasswordField, SubmitButton, Tone, focus_first_invalid,
};
use crate::i18n::{texts, tr};
use crate::paths;
use crate::session::{Status, use_session};
use crate::view_model::failure::Failure;
use crate::view_model::form;

/// Asks for address and password; afterwards one is where one wanted to go.
#[component]
pub fn SignIn() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let signed_in = Memo::new(move |_| session.status() == Status::SignedIn);
    move || {
        if signed_in.get() {
            let wanted = query.read_untracked().get(paths::RETURN);
            view! { <Redirect path=paths::safe_return(wanted.as_deref()) /> }.into_any()
        } else {
            view! { <SignInForm /> }.into_any()
        }
    }
}

#[component]
fn SignInForm() -> impl IntoView {
    let session = use_session();
    let wanted = use_query_map().read_untracked().get(paths::RETURN);
    let case = wanted.as_deref().and_then(paths::wanted_case).map(str::to_owned);
    let lead = move || match &case {
        Some(number) => format!("{} {number}.", texts().session.to_see),
        None => texts().session.lead.to_owned(),
    };
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let pending = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let email_error =
        Signal::derive(move || tried.get().then(|| form::email(texts(), &email.read())).flatten());
    let password_error = Signal::derive(move || {
        tried.get().then(|| form::required(texts(), &password.read())).flatten()
    });
    let submit = move |()| {
        tried.set(true);
        if pending.get_untracked() {
            return;
        }
        failure.set(None);
        if untrack(|| email_error.get().or(password_error.get())).is_some() {
            focus_first_invalid();
            return;
        }
        pending.set(true);
        let login = Login {
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
        };
        leptos::task::spawn_local(async move {
            let outcome = session.sign_in(login).await;
            pending.try_set(false);
            failure.try_set(outcome.err());
        });
    };
    view! {
        <Card title=tr!(session.title) lead>
            <Form on_submit=submit>
                <div aria-live="assertive">
                    <Show when=move || failure.read().is_some()>
                        <Notice tone=Tone::Bad>
                            {move || failure.read().as_ref().map(|failure| failure.text(texts()))}
                        </Notice>
                    </Show>
                </div>
                <Field
                    id="email"
                    kind="email"
                    label=tr!(session.email)
                    value=email
                    error=email_error
                    autocomplete="username"
                    autofocus=true
                />
                <PasswordField
                    id="password"
                    label=tr!(session.password)
                    value=password
                    error=password_error
                    autocomplete="current-password"
                />
                <SubmitButton pending class="button-wide">
                    {tr!(session.sign_in)}
                </SubmitButton>
                <p class="session-more">
                    <A href=paths::FORGOT>{tr!(session.forgot)}</A>
                </p>
            </Form>
        </Card>
    }
}
