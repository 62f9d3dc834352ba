//! Addresses of other systems that are told what happens.

use aval_contract::webhooks::{Webhook, WebhookWithSecret};
use leptos::prelude::*;
use leptos_router::components::A;

use super::webhook_dialogs::{NewWebhook, WebhookSecret, standing_tone};
use crate::components::{
    Badge, Button, ButtonKind, Dialog, EmptyState, Glyph, Icon, PageHeader, focus_first_field,
};
use crate::i18n::texts;
use crate::i18n::webhooks::tw;
use crate::load::{Loaded, use_load};
use crate::view_model::webhooks::{Standing, name, told_of};
use crate::{clock, paths, toast};

/// The list: what for, where to, of what, and how each stands.
#[component]
pub fn Webhooks() -> impl IntoView {
    let webhooks = use_load(|api| async move { api.webhooks().list().await });
    let creating = RwSignal::new(false);
    let secret = RwSignal::new(None::<String>);
    let create = move |()| {
        creating.set(true);
        focus_first_field();
    };
    let on_created = Callback::new(move |made: WebhookWithSecret| {
        creating.set(false);
        toast::success(tw!(created));
        secret.set(Some(made.secret));
        webhooks.reload();
    });
    view! {
        <PageHeader title=tw!(title) lead=tw!(lead)>
            <Button kind=ButtonKind::Primary icon=Glyph::Plus on_press=create>{tw!(new)}</Button>
        </PageHeader>
        <Loaded from=webhooks let:shown>
            <Show
                when=move || !shown.read().items.is_empty()
                fallback=move || view! {
                    <EmptyState glyph=Glyph::Send title=tw!(empty_title) text=tw!(empty_text)>
                        <Button kind=ButtonKind::Primary on_press=create>{tw!(new)}</Button>
                    </EmptyState>
                }
            >
                <ul class="rows">
                    <For
                        each=move || shown.get().items
                        key=|webhook| (webhook.id, webhook.version, webhook.failing_since)
                        let(webhook)
                    >
                        <Row webhook />
                    </For>
                </ul>
            </Show>
        </Loaded>
        <Dialog open=creating title=tw!(new) class="dialog-wide">
            <NewWebhook on_created />
        </Dialog>
        <WebhookSecret secret />
    }
}

#[component]
fn Row(webhook: Webhook) -> impl IntoView {
    let (name, told) = (name(&webhook), told_of(texts(), &webhook));
    let standing = Standing::of(&webhook);
    let Webhook { id, url, company, active, .. } = webhook;
    let whose = company.map_or_else(|| tw!(company_all).to_owned(), |company| company.name);
    view! {
        <li class="row row-link" class:is-faded=!active>
            <span class="row-glyph" aria-hidden="true">
                <Icon glyph=Glyph::Send />
            </span>
            <div class="row-main">
                <A href=paths::webhook(id) attr:class="row-title">{name}</A>
                <p class="record-line"><code>{url}</code></p>
                <p class="record-line">{format!("{told} · {whose}")}</p>
                {move || standing.why(texts(), clock::now()).map(|why| view! {
                    <p class="record-line">{why}</p>
                })}
            </div>
            <Badge tone=standing_tone(standing)>{standing.word(texts())}</Badge>
        </li>
    }
}
