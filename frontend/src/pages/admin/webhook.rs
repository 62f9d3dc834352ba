//! One address of another system.

use aval_contract::webhooks::{UpdateWebhook, Webhook as WebhookAnswer};
use aval_domain::webhooks::OLD_SECRET_FOR;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use uuid::Uuid;

use super::webhook_deliveries::{Deliveries, use_log};
use super::webhook_dialogs::{EditWebhook, WebhookSecret, standing_tone};
use crate::act::{use_act, use_act_or};
use crate::components::{
    Badge, Button, ButtonKind, Confirm, Dialog, Glyph, Icon, Menu, MenuItem, Moment, Notice,
    PageHeader, Said, Tone, focus_first_field,
};
use crate::i18n::webhooks::tw;
use crate::i18n::{texts, tr};
use crate::load::{Load, Loaded, use_load};
use crate::pages::not_found::NotFound;
use crate::view_model::failure::Failure;
use crate::view_model::time;
use crate::view_model::webhooks::{Standing, is_outdated, name, old_secret_until, told_of};
use crate::{clock, paths, toast};

/// How it stands, what can be done with it, and what it was sent.
#[component]
pub fn Webhook() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<Uuid>().ok()));
    move || match id.get() {
        Some(id) => view! { <Found id /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Found(id: Uuid) -> impl IntoView {
    let webhook = use_load(move |api| async move { api.webhooks().show(id).await });
    let is_there = Memo::new(move |_| webhook.get().is_some());
    let log = use_log(id, webhook);
    let test = use_act(
        move |api, ()| async move { api.webhooks().test(id).await },
        move |_delivery| {
            toast::success(tw!(test_sent));
            log.entries().reload();
        },
    );
    let asked = Asked::default();
    let secret = RwSignal::new(None::<String>);
    view! {
        <Loaded from=webhook let:shown>
            <PageHeader
                title=move || name(&shown.read())
                back=(paths::WEBHOOKS.to_owned(), Said::from(tw!(title)))
            >
                <Button
                    kind=ButtonKind::Primary
                    icon=Glyph::Send
                    pending=test.pending()
                    disabled=Signal::derive(move || !shown.read().active)
                    on_press=move |()| test.run(())
                >
                    {tw!(test)}
                </Button>
                <Button
                    icon=Glyph::Edit
                    on_press=move |()| {
                        asked.editing.set(true);
                        focus_first_field();
                    }
                >
                    {tr!(common.edit)}
                </Button>
                <Actions webhook=shown load=webhook asked />
            </PageHeader>
            <div class="stack">
                <Why webhook=shown />
                <Facts webhook=shown />
            </div>
        </Loaded>
        <Show when=move || is_there.get()><Deliveries log webhook /></Show>
        <Dialog open=asked.editing title=tw!(edit) class="dialog-wide">
            <EditWebhook webhook editing=asked.editing />
        </Dialog>
        <Questions id webhook asked secret />
        <WebhookSecret secret />
    }
}

/// What is being asked in front of the page.
#[derive(Clone, Copy)]
struct Asked {
    editing: RwSignal<bool>,
    rotating: RwSignal<bool>,
    deactivating: RwSignal<bool>,
    deleting: RwSignal<bool>,
}

impl Default for Asked {
    fn default() -> Self {
        let [editing, rotating, deactivating, deleting] = [(); 4].map(|()| RwSignal::new(false));
        Self { editing, rotating, deactivating, deleting }
    }
}

/// Loads the newer version where somebody, or Aval, changed it meanwhile. The person is told.
fn catch_up(webhook: Load<WebhookAnswer>) -> impl Fn(&Failure) -> bool {
    move |failure| {
        if is_outdated(failure) {
            webhook.reload();
        }
        false
    }
}

/// What is done with it now and then.
#[component]
fn Actions(
    webhook: Signal<WebhookAnswer>,
    load: Load<WebhookAnswer>,
    asked: Asked,
) -> impl IntoView {
    let activate = use_act_or(
        |api, (id, version): (Uuid, i64)| async move {
            let changes = UpdateWebhook { active: Some(true), ..UpdateWebhook::default() };
            api.webhooks().update(id, version, &changes).await
        },
        move |now: WebhookAnswer| {
            load.set(now);
            toast::success(tw!(activated));
        },
        catch_up(load),
    );
    let is_active = Memo::new(move |_| webhook.read().active);
    let switch = move || {
        if is_active.get() {
            view! {
                <MenuItem icon=Glyph::Lock on_press=move |()| asked.deactivating.set(true)>
                    {tr!(common.deactivate)}
                </MenuItem>
            }
            .into_any()
        } else {
            let run = move |()| {
                let now = webhook.get_untracked();
                activate.run((now.id, now.version));
            };
            view! { <MenuItem icon=Glyph::Check on_press=run>{tw!(activate)}</MenuItem> }.into_any()
        }
    };
    view! {
        <Menu
            label=tr!(common.actions)
            class="button button-secondary button-icon"
            trigger=|| view! { <Icon glyph=Glyph::More /> }
        >
            <MenuItem icon=Glyph::Key on_press=move |()| asked.rotating.set(true)>
                {tw!(rotate)}
            </MenuItem>
            {switch}
            <MenuItem icon=Glyph::Trash on_press=move |()| asked.deleting.set(true)>
                {tw!(delete)}
            </MenuItem>
        </Menu>
    }
}

/// What is asked before it is done.
#[component]
fn Questions(
    id: Uuid,
    webhook: Load<WebhookAnswer>,
    asked: Asked,
    /// Gets a new secret.
    secret: RwSignal<Option<String>>,
) -> impl IntoView {
    let navigate = use_navigate();
    let rotate = use_act_or(
        move |api, version: i64| async move { api.webhooks().rotate_secret(id, version).await },
        move |made: aval_contract::webhooks::WebhookWithSecret| {
            asked.rotating.set(false);
            webhook.set(made.webhook);
            secret.set(Some(made.secret));
        },
        catch_up(webhook),
    );
    let deactivate = use_act_or(
        move |api, version: i64| async move {
            let changes = UpdateWebhook { active: Some(false), ..UpdateWebhook::default() };
            api.webhooks().update(id, version, &changes).await
        },
        move |now: WebhookAnswer| {
            asked.deactivating.set(false);
            webhook.set(now);
            toast::success(tw!(deactivated));
        },
        catch_up(webhook),
    );
    let delete = use_act(
        move |api, ()| async move { api.webhooks().delete(id).await },
        move |()| {
            asked.deleting.set(false);
            toast::success(tw!(deleted));
            navigate(paths::WEBHOOKS, NavigateOptions::default());
        },
    );
    let version = move || webhook.get_untracked().map(|webhook| webhook.version);
    view! {
        <Confirm
            open=asked.rotating
            title=tw!(rotate_title)
            text=move || (texts().webhooks().rotate_text)(OLD_SECRET_FOR.num_hours())
            confirm=tw!(rotate)
            pending=rotate.pending()
            on_confirm=move |()| {
                if let Some(version) = version() {
                    rotate.run(version);
                }
            }
        />
        <Confirm
            open=asked.deactivating
            title=tw!(deactivate_title)
            text=tw!(deactivate_text)
            confirm=tr!(common.deactivate)
            pending=deactivate.pending()
            on_confirm=move |()| {
                if let Some(version) = version() {
                    deactivate.run(version);
                }
            }
        />
        <Confirm
            open=asked.deleting
            title=tw!(delete_title)
            text=tw!(delete_text)
            confirm=tw!(delete)
            pending=delete.pending()
            on_confirm=move |()| delete.run(())
        />
    }
}

/// What is the matter with it and what to do, where something is.
#[component]
fn Why(webhook: Signal<WebhookAnswer>) -> impl IntoView {
    let standing = Memo::new(move |_| Standing::of(&webhook.read()));
    move || {
        let why = standing.get().why(texts(), clock::now())?;
        let tone = match standing_tone(standing.get()) {
            Tone::Neutral => Tone::Info,
            tone => tone,
        };
        Some(view! { <Notice tone>{why}</Notice> })
    }
}

#[component]
fn Facts(webhook: Signal<WebhookAnswer>) -> impl IntoView {
    let standing = Memo::new(move |_| Standing::of(&webhook.read()));
    let whose = move || {
        let webhook = webhook.read();
        let company = webhook.company.as_ref().map(|company| company.name.clone());
        company.unwrap_or_else(|| tw!(company_all).to_owned())
    };
    let events = move || {
        let webhook = webhook.read();
        let each = webhook.events.iter();
        each.map(|event| view! { <li>{texts().webhooks().event(*event)}</li> }).collect_view()
    };
    let secret = move || {
        let webhook = webhook.read();
        let since = webhook.secret_rotated_at.unwrap_or(webhook.created_at);
        let since = time::when(texts(), clock::now(), since);
        (texts().webhooks().secret_version)(webhook.secret_number, &since)
    };
    let old_secret = move || {
        let (webhook, now) = (webhook.read(), clock::now());
        let (until, rotated) = old_secret_until(&webhook, now).zip(webhook.secret_rotated_at)?;
        let say = |at| time::when(texts(), now, at);
        Some((texts().webhooks().secret_old_holds)(&say(rotated), &say(until)))
    };
    view! {
        <dl class="facts">
            <div>
                <dt>{tr!(common.status)}</dt>
                <dd>
                    <Badge tone=Signal::derive(move || standing_tone(standing.get()))>
                        {move || standing.get().word(texts())}
                    </Badge>
                </dd>
            </div>
            <div>
                <dt>{tw!(url)}</dt>
                <dd class="break-anywhere"><code>{move || webhook.read().url.clone()}</code></dd>
            </div>
            <div>
                <dt>{tw!(company)}</dt>
                <dd>{whose}</dd>
            </div>
            <div>
                <dt>{tw!(events)}</dt>
                <dd>
                    <Show
                        when=move || !webhook.read().events.is_empty()
                        fallback=move || told_of(texts(), &webhook.read())
                    >
                        <ul class="webhook-told">{events}</ul>
                    </Show>
                </dd>
            </div>
            <div>
                <dt>{tw!(secret)}</dt>
                <dd>
                    {secret}
                    {move || old_secret().map(|words| view! { <p class="record-line">{words}</p> })}
                </dd>
            </div>
            <div>
                <dt>{tw!(since)}</dt>
                <dd><Moment at=Signal::derive(move || webhook.read().created_at) /></dd>
            </div>
        </dl>
    }
}
