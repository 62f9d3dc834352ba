//! Making and changing an address of another system, and showing its secret this once.

use aval_contract::webhooks::{CreateWebhook, Webhook, WebhookEvent, WebhookWithSecret};
use leptos::prelude::*;
use uuid::Uuid;

use super::secret::Secret;
use crate::act::{Act, use_act, use_act_or};
use crate::components::{
    Checkbox, Dialog, DialogFoot, Field, Form, Select, Tone, focus_first_invalid,
};
use crate::i18n::webhooks::tw;
use crate::i18n::{texts, tr};
use crate::load::{Load, Loaded, use_companies};
use crate::toast;
use crate::view_model::form;
use crate::view_model::webhooks::{Standing, Written, changes, choices, is_outdated};

/// The colour of how an address stands.
pub fn standing_tone(standing: Standing) -> Tone {
    match standing {
        Standing::Active => Tone::Good,
        Standing::Failing(_) => Tone::Warning,
        Standing::Off => Tone::Neutral,
        Standing::Disabled(_) => Tone::Bad,
    }
}

/// What is being written into the form of an address.
#[derive(Clone, Copy)]
struct Draft {
    url: RwSignal<String>,
    description: RwSignal<String>,
    events: StoredValue<Vec<(WebhookEvent, RwSignal<bool>)>>,
    tried: RwSignal<bool>,
}

impl Draft {
    /// Of what there is already, or empty.
    fn of(before: Option<&Webhook>) -> Self {
        let chosen = before.map(|webhook| webhook.events.clone()).unwrap_or_default();
        let boxes = choices(false)
            .into_iter()
            .map(|event| (event, RwSignal::new(chosen.contains(&event))))
            .collect();
        let text = |of: fn(&Webhook) -> &String| {
            RwSignal::new(before.map(of).cloned().unwrap_or_default())
        };
        Self {
            url: text(|webhook| &webhook.url),
            description: text(|webhook| &webhook.description),
            events: StoredValue::new(boxes),
            tried: RwSignal::new(false),
        }
    }

    /// What was written; nothing where something is missing.
    fn written(self) -> Option<Written> {
        self.tried.set(true);
        let url = self.url.get_untracked().trim().to_owned();
        if url.is_empty() {
            focus_first_invalid();
            return None;
        }
        let events = self.events.with_value(|boxes| {
            let chosen = boxes.iter().filter(|(_, chosen)| chosen.get_untracked());
            chosen.map(|(event, _)| *event).collect()
        });
        Some(Written {
            url,
            description: self.description.get_untracked().trim().to_owned(),
            events,
        })
    }
}

/// The fields of an address that can be changed later.
#[component]
fn Fields(
    draft: Draft,
    /// What the server said of each is shown beside it.
    url_told: Signal<Option<String>>,
    description_told: Signal<Option<String>>,
    events_told: Signal<Option<String>>,
    /// Whether it is told of the cases of one company.
    #[prop(into)]
    of_company: Signal<bool>,
    /// What stands between the description and the events.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let url_error = Signal::derive(move || {
        let own = draft.tried.get().then(|| form::required(texts(), &draft.url.read())).flatten();
        own.or_else(|| url_told.get())
    });
    let boxes = move || {
        let possible = choices(of_company.get());
        // What was chosen stays in sight: without it nothing might be left, which means everything.
        let shown = |(event, chosen): &(WebhookEvent, RwSignal<bool>)| {
            possible.contains(event) || chosen.get_untracked()
        };
        let all = draft.events.get_value().into_iter();
        all.filter(shown).map(event_box).collect_view()
    };
    view! {
        <Field
            kind="url"
            label=tw!(url)
            hint=tw!(url_hint)
            value=draft.url
            error=url_error
            maxlength=2_000_u32
        />
        <Field
            label=tw!(description)
            hint=tw!(description_hint)
            value=draft.description
            error=description_told
            maxlength=200_u32
            optional=true
        />
        {children.map(|children| children())}
        <fieldset class="fieldset">
            <legend>{tw!(events)}</legend>
            <p class="field-hint">{tw!(events_hint)}</p>
            <div class="webhook-events">{boxes}</div>
            <p class="field-error" aria-live="polite">{move || events_told.get()}</p>
        </fieldset>
    }
}

fn event_box((event, checked): (WebhookEvent, RwSignal<bool>)) -> AnyView {
    let label = texts().webhooks().event(event);
    view! { <Checkbox label hint=event.as_str() checked /> }.into_any()
}

/// What the server said of each field.
fn told<I>(act: Act<I>) -> [Signal<Option<String>>; 3] {
    ["/url", "/description", "/events"].map(|pointer| act.field(pointer))
}

/// Asks where to send, what for, of whose cases and of what.
#[component]
pub fn NewWebhook(
    /// Gets the address with its secret.
    on_created: Callback<WebhookWithSecret>,
) -> impl IntoView {
    let draft = Draft::of(None);
    let company = RwSignal::new(String::new());
    let of_company = Signal::derive(move || !company.read().is_empty());
    let create = use_act(
        |api, body: CreateWebhook| async move { api.webhooks().create(&body).await },
        move |made| on_created.run(made),
    );
    let submit = move |()| {
        create.clear();
        if let Some(written) = draft.written() {
            let Written { url, description, events } = written;
            create.run(CreateWebhook {
                url,
                description: form::optional(&description),
                events,
                company_id: company.get_untracked().parse::<Uuid>().ok(),
            });
        }
    };
    let [url_told, description_told, events_told] = told(create);
    view! {
        <Form on_submit=submit>
            <Fields draft url_told description_told events_told of_company>
                <Loaded from=use_companies() rows=1 inline=true let:all>
                    {
                        let options = Signal::derive(move || {
                            let all = all.read();
                            let active = all.iter().filter(|one| one.active);
                            active.map(|one| (one.id.to_string(), one.name.clone())).collect::<Vec<_>>()
                        });
                        view! {
                            <Select
                                label=tw!(company)
                                hint=tw!(company_hint)
                                value=company
                                options
                                empty=tw!(company_all)
                                error=create.field("/company_id")
                            />
                        }
                    }
                </Loaded>
            </Fields>
            <DialogFoot pending=create.pending()>{tr!(common.create)}</DialogFoot>
        </Form>
    }
}

/// Asks for another address, description or choice of events.
#[component]
pub fn EditWebhook(
    /// What is changed.
    webhook: Load<Webhook>,
    /// Is set to false afterwards.
    editing: RwSignal<bool>,
) -> impl IntoView {
    let before = StoredValue::new(webhook.get_untracked());
    let of_company =
        before.with_value(|before| before.as_ref().is_some_and(|it| it.company.is_some()));
    let draft = before.with_value(|before| Draft::of(before.as_ref()));
    // Whoever was told that it is another one meanwhile may still save what she changed.
    let told_outdated = StoredValue::new(false);
    let save = use_act_or(
        move |api, written: Written| {
            let before = before.get_value();
            let newest = webhook.get_untracked().filter(|_| told_outdated.get_value());
            let version = newest.or_else(|| before.clone()).map(|webhook| webhook.version);
            async move {
                let (Some(before), Some(version)) = (before, version) else { return Ok(None) };
                let changes = changes(&before, written);
                api.webhooks().update(before.id, version, &changes).await.map(Some)
            }
        },
        move |saved: Option<Webhook>| {
            if let Some(saved) = saved {
                webhook.set(saved);
            }
            editing.set(false);
            toast::success(texts().common.saved);
        },
        move |failure| {
            if is_outdated(failure) {
                told_outdated.set_value(true);
                webhook.reload();
            }
            false
        },
    );
    let submit = move |()| {
        save.clear();
        if let Some(written) = draft.written() {
            save.run(written);
        }
    };
    let [url_told, description_told, events_told] = told(save);
    view! {
        <Form on_submit=submit>
            <Fields draft url_told description_told events_told of_company=Signal::stored(of_company) />
            <DialogFoot pending=save.pending()>{tr!(common.save)}</DialogFoot>
        </Form>
    }
}

/// Shows a secret while there is one, with a word on what it is for. It leaves the page's memory with
/// the dialog.
#[component]
pub fn WebhookSecret(
    /// What was just made.
    secret: RwSignal<Option<String>>,
) -> impl IntoView {
    let showing = RwSignal::new(false);
    Effect::new(move || {
        if secret.read().is_some() {
            showing.set(true);
        }
    });
    Effect::new(move || {
        if !showing.get() {
            secret.set(None);
        }
    });
    view! {
        <Dialog open=showing title=tw!(secret_title) insistent=true>
            <Secret
                secret=Signal::derive(move || secret.get().unwrap_or_default())
                lead=tw!(secret_lead)
                done=tw!(secret_done)
                showing
            >
                <p class="dialog-text">{tw!(secret_verify)}</p>
                <p class="dialog-text">
                    <a
                        href="https://www.standardwebhooks.com"
                        target="_blank"
                        rel="noopener noreferrer"
                    >
                        {tw!(secret_verify_link)}
                    </a>
                </p>
            </Secret>
        </Dialog>
    }
}
