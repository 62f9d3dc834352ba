//! Signing in again over the page.

use aval_contract::auth::Login;
use leptos::prelude::*;

use crate::components::{Dialog, Form, Notice, PasswordField, SubmitButton, Tone};
use crate::i18n::{texts, tr};
use crate::session::{Status, use_session};
use crate::view_model::failure::Failure;

/// Asks for the password when the session ended. The page behind it, and what was written in it,
/// stays.
#[component]
pub fn ExpiredDialog() -> impl IntoView {
    let session = use_session();
    let open = RwSignal::new(false);
    Effect::new(move || open.set(session.status() == Status::Expired));
    view! {
        <Dialog open title=tr!(session.expired_title) insistent=true>
            <SignInAgain />
        </Dialog>
    }
}

#[component]
fn SignInAgain() -> impl IntoView {
    let session = use_session();
    let password = RwSignal::new(String::new());
    let pending = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let email = Signal::derive(move || session.user().map(|user| user.email).unwrap_or_default());
    let submit = move |()| {
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        failure.set(None);
        let login = Login { email: email.get_untracked(), password: password.get_untracked() };
        leptos::task::spawn_local(async move {
            let outcome = session.sign_in_again(login).await;
            pending.try_set(false);
            failure.try_set(outcome.err());
        });
    };
    view! {
        <Form on_submit=submit>
            <p class="dialog-text">{tr!(session.expired_lead)}</p>
            <Show when=move || failure.read().is_some()>
                <Notice tone=Tone::Bad>
                    {move || failure.read().as_ref().map(|failure| failure.text(texts()))}
                </Notice>
            </Show>
            <p class="expired-who">{email}</p>
            // Password managers look for the account beside the password.
            <input type="hidden" autocomplete="username" value=email />
            <PasswordField
                label=tr!(session.password)
                value=password
                id="expired-password"
                autocomplete="current-password"
            />
            <div class="dialog-actions">
                <a class="button button-quiet" href="/" rel="external">{tr!(session.other_account)}</a>
                <SubmitButton pending>{tr!(session.sign_in)}</SubmitButton>
            </div>
        </Form>
    }
}
