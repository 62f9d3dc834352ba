//! Making an API key.

use aval_contract::api_keys::{CreateApiKey, CreatedApiKey, Scope};
use leptos::prelude::*;
use uuid::Uuid;

use crate::act::use_act;
use crate::clock;
use crate::components::{Checkbox, DialogFoot, Field, Form, Select, focus_first_invalid};
use crate::i18n::{ta, texts, tr};
use crate::load::{Loaded, use_companies};
use crate::view_model::{form, time};

/// Asks what the key is for, whose tickets it may touch, what it may do, and until when.
#[component]
pub fn NewKey(
    /// Gets the key with its secret.
    on_created: Callback<CreatedApiKey>,
) -> impl IntoView {
    let (name, company, expires) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let scopes = Scope::ALL.map(|scope| (scope, RwSignal::new(scope == Scope::TicketsRead)));
    let tried = RwSignal::new(false);
    let create = use_act(
        |api, body: CreateApiKey| async move { api.api_keys().create(&body).await },
        move |created| on_created.run(created),
    );
    let told = create.field("/name");
    let name_error = Signal::derive(move || {
        let own = tried.get().then(|| form::required(texts(), &name.read())).flatten();
        own.or_else(|| told.get())
    });
    let no_scope = Signal::derive(move || scopes.iter().all(|(_, chosen)| !chosen.get()));
    let submit = move |()| {
        tried.set(true);
        create.clear();
        if name_error.get_untracked().is_some() || no_scope.get_untracked() {
            focus_first_invalid();
            return;
        }
        let chosen = scopes.iter().filter(|(_, chosen)| chosen.get_untracked());
        create.run(CreateApiKey {
            name: name.get_untracked().trim().to_owned(),
            scopes: chosen.map(|(scope, _)| *scope).collect(),
            company_id: company.get_untracked().parse::<Uuid>().ok(),
            // The last minute of the day: people think of a date as valid to its end.
            expires_at: time::from_local_input(&format!("{}T23:59", expires.get_untracked())),
        });
    };
    let tomorrow = Signal::derive(|| {
        let today = time::date_of(clock::now());
        today.succ_opt().unwrap_or(today).to_string()
    });
    view! {
        <Form on_submit=submit>
            <Field label=ta!(key_name) value=name error=name_error autofocus=true />
            <Loaded from=use_companies() rows=1 inline=true let:all>
                {
                    let options = Signal::derive(move || {
                        let all = all.read();
                        all.iter().map(|one| (one.id.to_string(), one.name.clone())).collect::<Vec<_>>()
                    });
                    view! {
                        <Select
                            label=ta!(key_company)
                            value=company
                            options
                            empty=ta!(key_company_support)
                            error=create.field("/company_id")
                        />
                    }
                }
            </Loaded>
            <fieldset class="fieldset">
                <legend>{ta!(key_scopes)}</legend>
                {scopes
                    .map(|(scope, chosen)| view! {
                        <Checkbox
                            label=texts().scope(scope)
                            hint=scope.as_str()
                            checked=chosen
                        />
                    })
                    .into_iter()
                    .collect_view()}
                <p class="field-error" aria-live="polite">
                    {move || {
                        (tried.get() && no_scope.get()).then(|| texts().admin().key_scopes_required)
                    }}
                </p>
            </fieldset>
            <Field
                kind="date"
                label=ta!(key_expires)
                hint=ta!(key_expires_hint)
                value=expires
                min=tomorrow
                error=create.field("/expires_at")
                optional=true
            />
            <DialogFoot pending=create.pending()>{tr!(common.create)}</DialogFoot>
        </Form>
    }
}
