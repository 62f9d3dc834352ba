//! What an address of another system was sent, and what came of it.

use aval_contract::page::PageQuery;
use aval_contract::webhooks::{DeliveryState, Webhook, WebhookAttempt, WebhookDelivery};
use leptos::prelude::*;
use leptos_router::components::A;
use uuid::Uuid;

use crate::act::use_act;
use crate::components::{Badge, Button, ButtonKind, EmptyState, Glyph, Icon, Moment, More, Tone};
use crate::i18n::texts;
use crate::i18n::webhooks::tw;
use crate::load::{Load, Loaded, Pages, use_pages};
use crate::view_model::webhooks::{has_arrived, looks_again_in, outcome, took};
use crate::{browser, paths, toast};

/// How many deliveries come at once.
const PAGE: u32 = 20;

/// The log of an address, which is looked at again whenever something in it is to be sent.
pub fn use_log(id: Uuid, webhook: Load<Webhook>) -> Pages<WebhookDelivery> {
    let log = use_pages(move |api, cursor| async move {
        api.webhooks().deliveries(id, &PageQuery { limit: Some(PAGE), cursor, count: None }).await
    });
    // Counts the waits; only the newest goes on.
    let newest = StoredValue::new(0_u32);
    Effect::new(move || {
        let deliveries = log.entries().get().unwrap_or_default();
        let is_told = webhook.get().is_some_and(|webhook| webhook.active);
        newest.update_value(|newest| *newest += 1);
        let this = newest.get_value();
        // Loading again begins with the first page: who has gone further is not taken back there.
        let is_first_page = deliveries.len() <= PAGE as usize;
        let pause = looks_again_in(browser::now(), &deliveries);
        let Some(pause) = pause.filter(|_| is_told && is_first_page) else { return };
        leptos::task::spawn_local(async move {
            browser::sleep(pause).await;
            if newest.try_get_value() == Some(this) {
                log.entries().reload();
                webhook.reload();
            }
        });
    });
    log
}

/// The log, newest first, with sending again.
#[component]
pub fn Deliveries(
    /// Made by [`use_log`].
    log: Pages<WebhookDelivery>,
    /// Whose it is.
    webhook: Load<Webhook>,
) -> impl IntoView {
    let is_active = Memo::new(move |_| webhook.get().is_some_and(|webhook| webhook.active));
    let id = webhook.get_untracked().map(|webhook| webhook.id).unwrap_or_default();
    view! {
        <section class="section" aria-labelledby="webhook-log">
            <h2 id="webhook-log">{tw!(log_title)}</h2>
            <p class="muted">{tw!(log_lead)}</p>
            <Loaded from=log.entries() rows=4 let:shown>
                <Show
                    when=move || !shown.read().is_empty()
                    fallback=|| view! {
                        <EmptyState
                            glyph=Glyph::Send
                            title=tw!(log_empty_title)
                            text=tw!(log_empty_text)
                        />
                    }
                >
                    <ul class="rows">
                        <For
                            each=move || shown.get()
                            key=|delivery| delivery.id
                            let(delivery)
                        >
                            <Row webhook=id delivery log is_active />
                        </For>
                    </ul>
                    <More
                        there_is=Signal::derive(move || log.has_more())
                        pending=Signal::derive(move || log.more_pending())
                        on_more=log.fetch_more()
                    />
                </Show>
            </Loaded>
        </section>
    }
}

/// One delivery. It is made once and follows what becomes of it, so that what is open in it stays open
/// and the focus stays where it is.
#[component]
fn Row(
    webhook: Uuid,
    delivery: WebhookDelivery,
    log: Pages<WebhookDelivery>,
    is_active: Memo<bool>,
) -> impl IntoView {
    let WebhookDelivery { id, message_id, event, ticket_number, created_at, .. } = delivery.clone();
    let now = Memo::new(move |_| {
        let all = log.entries().get().unwrap_or_default();
        all.into_iter().find(|one| one.id == id).unwrap_or_else(|| delivery.clone())
    });
    let redeliver = use_act(
        move |api, ()| async move { api.webhooks().redeliver(webhook, id).await },
        move |answer: WebhookDelivery| {
            toast::success(tw!(redelivered));
            log.entries().update(|all| {
                if let Some(one) = all.iter_mut().find(|one| one.id == id) {
                    *one = answer;
                }
            });
        },
    );
    let what = texts().webhooks().event(event);
    let tone = move || match now.read().state {
        DeliveryState::Pending if now.read().attempts.is_empty() => Tone::Info,
        DeliveryState::Pending => Tone::Warning,
        DeliveryState::Delivered => Tone::Good,
        DeliveryState::Failed => Tone::Bad,
    };
    let state = move || {
        let now = now.read();
        texts().webhooks().state(now.state, !now.attempts.is_empty())
    };
    let next = move || {
        let at = now.read().next_attempt_at.filter(|_| is_active.get())?;
        Some(view! { <p class="record-line">{tw!(next_attempt)} " " <Moment at /></p> })
    };
    view! {
        <li class="row">
            <span class="row-glyph" aria-hidden="true">
                <Icon glyph=Glyph::Send />
            </span>
            <div class="row-main">
                <p class="row-title">{what}</p>
                <p class="record-line">
                    <Moment at=created_at />
                    " · "
                    <code>{event.as_str()}</code>
                    {ticket_number.map(|number| view! {
                        " · "
                        <A href=paths::case(&number)>{number.clone()}</A>
                    })}
                </p>
                {next}
                <Show when=move || !now.read().attempts.is_empty()>
                    <details class="details">
                        <summary>
                            {move || (texts().webhooks().attempts)(now.read().attempts.len())}
                        </summary>
                        <p class="record-line">
                            {tw!(message_id)} " " <code>{message_id.to_string()}</code>
                        </p>
                        <ol class="webhook-attempts">
                            <For
                                each=move || now.get().attempts
                                key=|attempt| attempt.at
                                children=attempt
                            />
                        </ol>
                    </details>
                </Show>
            </div>
            <span role="status">
                <Badge tone=Signal::derive(tone)>{state}</Badge>
            </span>
            <div class="row-actions">
                <Button
                    kind=ButtonKind::Quiet
                    icon=Glyph::Refresh
                    label=(texts().webhooks().redeliver_this)(what)
                    pending=redeliver.pending()
                    disabled=Signal::derive(move || !is_active.get())
                    on_press=move |()| redeliver.run(())
                >
                    {tw!(redeliver)}
                </Button>
            </div>
        </li>
    }
}

fn attempt(attempt: WebhookAttempt) -> AnyView {
    let said = outcome(texts(), &attempt);
    let tone = if has_arrived(&attempt) { Tone::Good } else { Tone::Bad };
    let WebhookAttempt { at, duration_ms, answer, .. } = attempt;
    view! {
        <li>
            <p class="webhook-attempt">
                <Badge tone>{said}</Badge>
                <span class="record-line">
                    <Moment at /> {format!(" · {}", took(texts(), duration_ms))}
                </span>
            </p>
            {(!answer.is_empty()).then(|| view! {
                <pre class="mail-source webhook-answer" tabindex="0" aria-label=tw!(answer_of)>
                    {answer}
                </pre>
            })}
        </li>
    }
    .into_any()
}
