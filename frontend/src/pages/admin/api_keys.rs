//! API keys.

use aval_contract::api_keys::{ApiKey, CreatedApiKey};
use leptos::prelude::*;

use super::api_key_dialogs::NewKey;
use super::secret::Secret;
use crate::act::use_act;
use crate::clock;
use crate::components::{
    Badge, Button, ButtonKind, Confirm, Dialog, EmptyState, Glyph, Icon, Moment, PageHeader, Tone,
};
use crate::i18n::{ta, texts};
use crate::load::{Loaded, use_load};
use crate::toast;
use crate::view_model::time;

/// The keys: what for, whose, since when, until when, used when.
#[component]
pub fn ApiKeys() -> impl IntoView {
    let keys = use_load(|api| async move { api.api_keys().list().await });
    let creating = RwSignal::new(false);
    let created = RwSignal::new(None::<CreatedApiKey>);
    let showing_secret = RwSignal::new(false);
    let chosen = RwSignal::new(None::<ApiKey>);
    let revoking = RwSignal::new(false);
    let on_created = Callback::new(move |key: CreatedApiKey| {
        creating.set(false);
        created.set(Some(key));
        showing_secret.set(true);
        keys.reload();
    });
    let revoke = use_act(
        |api, key: ApiKey| async move { api.api_keys().revoke(key.id).await },
        move |()| {
            revoking.set(false);
            toast::success(texts().admin().key_revoked_toast);
            keys.reload();
        },
    );
    let on_revoke = Callback::new(move |key: ApiKey| {
        chosen.set(Some(key));
        revoking.set(true);
    });
    let name = move || chosen.get().map(|key| key.name).unwrap_or_default();
    // The secret leaves the page's memory with the dialog.
    Effect::new(move || {
        if !showing_secret.get() {
            created.set(None);
        }
    });
    view! {
        <PageHeader title=ta!(keys_title) lead=ta!(keys_lead)>
            <Button
                kind=ButtonKind::Primary
                icon=Glyph::Plus
                on_press=move |()| creating.set(true)
            >
                {ta!(key_new)}
            </Button>
        </PageHeader>
        <Loaded from=keys let:shown>
            <Show
                when=move || !shown.read().items.is_empty()
                fallback=move || view! {
                    <EmptyState
                        glyph=Glyph::Key
                        title=ta!(keys_empty_title)
                        text=ta!(keys_empty_text)
                    >
                        <Button
                            kind=ButtonKind::Primary
                            on_press=move |()| creating.set(true)
                        >
                            {ta!(key_new)}
                        </Button>
                    </EmptyState>
                }
            >
                <ul class="rows">
                    <For
                        each=move || shown.get().items
                        key=|key| (key.id, key.revoked_at, key.last_used_at)
                        let(key)
                    >
                        <Row key on_revoke />
                    </For>
                </ul>
            </Show>
        </Loaded>
        <Dialog open=creating title=ta!(key_new)>
            <NewKey on_created />
        </Dialog>
        <Dialog open=showing_secret title=ta!(key_secret_title) insistent=true>
            <Secret
                secret=Signal::derive(move || {
                    created.get().map(|created| created.secret).unwrap_or_default()
                })
                lead=ta!(key_secret_lead)
                done=ta!(key_secret_done)
                showing=showing_secret
            />
        </Dialog>
        <Confirm
            open=revoking
            title=move || (texts().admin().key_revoke_title)(&name())
            text=ta!(key_revoke_text)
            confirm=ta!(key_revoke)
            pending=revoke.pending()
            on_confirm=move |()| {
                if let Some(key) = chosen.get_untracked() {
                    revoke.run(key);
                }
            }
        />
    }
}

/// Whether a key still opens anything.
#[derive(Clone, Copy, PartialEq)]
enum Validity {
    Valid,
    Expired,
    Revoked,
}

#[component]
fn Row(#[prop(name = "key")] api_key: ApiKey, on_revoke: Callback<ApiKey>) -> impl IntoView {
    let this = StoredValue::new(api_key.clone());
    let (expires_at, revoked) = (api_key.expires_at, api_key.revoked_at.is_some());
    let validity = Memo::new(move |_| match (revoked, expires_at) {
        (true, _) => Validity::Revoked,
        (false, Some(end)) if end <= clock::now() => Validity::Expired,
        (false, _) => Validity::Valid,
    });
    let until = move || {
        let texts = texts();
        match (validity.get(), expires_at) {
            (Validity::Revoked, _) => texts.admin().key_revoked.to_owned(),
            (Validity::Expired, _) => texts.admin().key_expired.to_owned(),
            (Validity::Valid, None) => texts.admin().key_never_expires.to_owned(),
            (Validity::Valid, Some(end)) => {
                (texts.admin().key_expires_on)(&time::short_date(texts, time::date_of(end)))
            }
        }
    };
    let tone = move || match validity.get() {
        Validity::Valid => Tone::Neutral,
        Validity::Expired => Tone::Warning,
        Validity::Revoked => Tone::Bad,
    };
    let scopes = api_key.scopes;
    let company = api_key.company.map(|company| company.name);
    view! {
        <li class="row" class:is-faded=move || validity.get() != Validity::Valid>
            <span class="row-glyph" aria-hidden="true">
                <Icon glyph=Glyph::Key />
            </span>
            <div class="row-main">
                <p class="row-title">{api_key.name}</p>
                <p class="muted">
                    <code>{format!("aval_{}_…", api_key.prefix)}</code>
                    " · "
                    {company.unwrap_or_else(|| ta!(key_company_support).to_owned())}
                </p>
                <p class="muted">
                    {scopes.iter().map(|scope| texts().scope(*scope)).collect::<Vec<_>>().join(" · ")}
                </p>
                <p class="muted">
                    {match api_key.last_used_at {
                        Some(at) => view! {
                            {ta!(key_last_used)} " " <Moment at=Signal::stored(at) />
                        }
                        .into_any(),
                        None => view! { {ta!(key_never_used)} }.into_any(),
                    }}
                </p>
            </div>
            <Badge tone=Signal::derive(tone)>{until}</Badge>
            {(!revoked).then(|| view! {
                <div class="row-actions">
                    <Button on_press=move |()| on_revoke.run(this.get_value())>
                        {ta!(key_revoke)}
                    </Button>
                </div>
            })}
        </li>
    }
}
