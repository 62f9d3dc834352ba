//! Asking for a link to a new password.

use aval_contract::auth::ForgotPassword as Body;
use leptos::prelude::*;
use leptos_router::components::A;

use super::Card;
use crate::components::{Field, Form, Notice, SubmitButton, Tone, focus_first_invalid};
use crate::i18n::{texts, tr};
use crate::session::use_session;
use crate::view_model::failure::Failure;
use crate::view_model::form;
use crate::{paths, toast};

/// Asks for the address. The answer is the same whether somebody has it or not.
#[component]
pub fn ForgotPassword() -> impl IntoView {
    let session = use_session();
    let email = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let pending = RwSignal::new(false);
    let sent = RwSignal::new(false);
    let error =
        Signal::derive(move || tried.get().then(|| form::email(texts(), &email.read())).flatten());
    let submit = move |()| {
        tried.set(true);
        if pending.get_untracked() {
            return;
        }
        if error.get_untracked().is_some() {
            focus_first_invalid();
            return;
        }
        pending.set(true);
        let body = Body { email: email.get_untracked().trim().to_owned() };
        leptos::task::spawn_local(async move {
            let outcome = session.anonymous().forgot_password(&body).await;
            pending.try_set(false);
            match outcome {
                Ok(()) => {
                    sent.try_set(true);
                }
                Err(error) => toast::failure(&Failure::from(error)),
            }
        });
    };
    view! {
        <Card title=tr!(session.forgot_title) lead=tr!(session.forgot_lead)>
            <div aria-live="polite">
                <Show when=move || sent.get()>
                    <Notice tone=Tone::Good>{tr!(session.forgot_sent)}</Notice>
                </Show>
            </div>
            <Form on_submit=submit>
                <Field
                    id="email"
                    kind="email"
                    label=tr!(session.email)
                    value=email
                    error
                    autocomplete="username"
                    autofocus=true
                />
                <SubmitButton pending class="button-wide">
                    {tr!(session.forgot_send)}
                </SubmitButton>
                <p class="session-more">
                    <A href=paths::SIGN_IN>{tr!(session.back_to_sign_in)}</A>
                </p>
            </Form>
        </Card>
    }
}
