//! Another password.

use aval_contract::me::ChangePassword;
use leptos::prelude::*;

use crate::act::use_act;
use crate::components::{Form, PasswordField, SubmitButton, focus_first_invalid};
use crate::i18n::{texts, tr};
use crate::toast;
use crate::view_model::form;

/// Asks for the present password and the next one.
#[component]
pub fn Password() -> impl IntoView {
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let tried = RwSignal::new(false);
    let change = use_act(
        |api, change: ChangePassword| async move { api.me().change_password(&change).await },
        move |()| {
            tried.set(false);
            current.set(String::new());
            new.set(String::new());
            toast::success(texts().session.password_changed);
        },
    );
    let told = (change.field("/current_password"), change.field("/new_password"));
    let current_error = Signal::derive(move || {
        let own = tried.get().then(|| form::required(texts(), &current.read())).flatten();
        own.or_else(|| told.0.get())
    });
    let new_error = Signal::derive(move || {
        let own = tried.get().then(|| form::new_password(texts(), &new.read())).flatten();
        own.or_else(|| told.1.get())
    });
    let submit = move |()| {
        tried.set(true);
        change.clear();
        if untrack(|| current_error.get().or(new_error.get())).is_some() {
            focus_first_invalid();
            return;
        }
        change.run(ChangePassword {
            current_password: current.get_untracked(),
            new_password: new.get_untracked(),
        });
    };
    view! {
        <section class="card">
            <h2>{tr!(session.password_title)}</h2>
            <Form on_submit=submit>
                <PasswordField
                    id="current-password"
                    label=tr!(session.current_password)
                    value=current
                    error=current_error
                    autocomplete="current-password"
                />
                <PasswordField
                    id="new-password"
                    label=tr!(session.new_password)
                    hint=tr!(session.password_hint)
                    value=new
                    error=new_error
                    autocomplete="new-password"
                />
                <div class="form-actions">
                    <SubmitButton pending=change.pending()>{tr!(session.password_title)}</SubmitButton>
                </div>
            </Form>
        </section>
    }
}
