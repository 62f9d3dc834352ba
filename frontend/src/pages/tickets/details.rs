//! What a ticket says of itself, and correcting it.

use aval_contract::tickets::{TicketForReporter, UpdateTicket};
use aval_domain::lifecycle::{ActionKind, OpeningField, open_requirements};
use leptos::prelude::*;

use super::answer::Overtaken;
use super::case::{Case, use_case, use_case_act};
use super::draft::{keep, kept, reader};
use crate::browser;
use crate::clock;
use crate::components::{
    Button, ButtonKind, Dialog, Field, Form, Glyph, Markdown, SubmitButton, TextArea,
};
use crate::i18n::tickets::tt;
use crate::i18n::{texts, tr};
use crate::toast;
use crate::view_model::tickets::drafts::ticket_form_key;
use crate::view_model::tickets::edit::DetailsForm;
use crate::view_model::time;

/// Description, steps and when it happened: what whoever works on it reads first.
#[component]
pub fn Description() -> impl IntoView {
    let case = use_case();
    let ticket = Memo::new(move |_| case.public());
    let html = Signal::derive(move || ticket.read().description_html.clone());
    let steps = Signal::derive(move || ticket.read().steps_html.clone().unwrap_or_default());
    let editing = RwSignal::new(false);
    view! {
        <section class="card description" aria-labelledby="description-title">
            <header class="section-head">
                <h2 id="description-title">{tt!(page.description)}</h2>
                <Show when=move || case.may(ActionKind::EditDetails)>
                    <Button
                        kind=ButtonKind::Quiet
                        icon=Glyph::Edit
                        on_press=move |()| case.open(editing)
                    >
                        {tt!(page.edit_details)}
                    </Button>
                </Show>
            </header>
            <Markdown html />
            <Show when=move || ticket.read().steps_html.is_some()>
                <h3>{tt!(page.steps)}</h3>
                <Markdown html=steps />
            </Show>
        </section>
        <Dialog open=editing title=tt!(page.edit_details) class="dialog-wide">
            <EditDetails case open=editing />
        </Dialog>
    }
}

/// The short facts.
#[component]
pub fn Facts() -> impl IntoView {
    let case = use_case();
    let ticket = Memo::new(move |_| case.public());
    let person = |name: Option<String>, none: &'static str| name.unwrap_or_else(|| none.to_owned());
    let occurred = move || occurred_words(&ticket.read());
    let fact = |label: fn() -> &'static str, value: Signal<Option<String>>| {
        view! {
            <Show when=move || value.read().is_some()>
                <div class="fact">
                    <dt>{label}</dt>
                    <dd>{move || value.get()}</dd>
                </div>
            </Show>
        }
    };
    let with = move |read: fn(&TicketForReporter) -> Option<String>| {
        Signal::derive(move || read(&ticket.read()))
    };
    view! {
        <section class="card case-facts" aria-labelledby="facts-title">
            <h2 id="facts-title">{tt!(page.details)}</h2>
            <dl>
                {fact(|| texts().tickets.page.company, with(|t| Some(t.company.name.clone())))}
                {fact(|| texts().tickets.page.reporter, Signal::derive(move || {
                    let name = ticket.read().reporter.as_ref().map(|person| person.name.clone());
                    Some(person(name, texts().tickets.page.reporter_none))
                }))}
                {fact(|| texts().tickets.page.assignee, Signal::derive(move || {
                    let name = ticket.read().assignee.as_ref().map(|person| person.name.clone());
                    Some(person(name, texts().tickets.page.unassigned))
                }))}
                {fact(|| texts().tickets.page.category, Signal::derive(move || {
                    let name = ticket.read().category.as_ref().map(|category| category.name.clone());
                    Some(person(name, texts().tickets.page.no_category))
                }))}
                {fact(|| texts().tickets.page.affected_user, with(|t| t.affected_user.clone()))}
                {fact(|| texts().tickets.page.campaign, with(|t| t.campaign.clone()))}
                {fact(|| texts().tickets.page.occurred, Signal::derive(occurred))}
                {fact(|| texts().tickets.page.created, Signal::derive(move || {
                    let created = ticket.read().created_at;
                    Some(time::capitalised(&time::when(texts(), clock::now(), created)))
                }))}
                <LinkFact label=|| texts().tickets.page.follow_up_of number=with(|t| t.follow_up_of.clone()) />
                <LinkFact label=|| texts().tickets.page.duplicate_of number=with(|t| t.duplicate_of.clone()) />
            </dl>
        </section>
    }
}

#[component]
fn LinkFact(label: fn() -> &'static str, number: Signal<Option<String>>) -> impl IntoView {
    move || {
        number.get().map(|number| view! {
            <div class="fact">
                <dt>{label}</dt>
                <dd><a class="link" href=crate::paths::case(&number)>{number.clone()}</a></dd>
            </div>
        })
    }
}

fn occurred_words(ticket: &TicketForReporter) -> Option<String> {
    let words = &texts().tickets.page;
    let when = |at| time::when(texts(), clock::now(), at);
    let from = ticket.occurred_from?;
    Some(match ticket.occurred_to {
        Some(to) => (words.occurred_between)(&when(from), &when(to)),
        None => (words.occurred_since)(&when(from)),
    })
}

#[component]
fn EditDetails(case: Case, open: RwSignal<bool>) -> impl IntoView {
    // As it was when the dialog was opened: what comes in meanwhile must not overwrite what is
    // being typed.
    let before = StoredValue::new(untrack(|| case.public()));
    let key = ticket_form_key(reader(), case.id(), "details");
    let form = kept(&key).unwrap_or_else(|| before.with_value(DetailsForm::of));
    let required = before.with_value(|ticket| open_requirements(ticket.kind));
    let optional = |field: OpeningField| !required.contains(&field);
    let subject = RwSignal::new(form.subject);
    let description = RwSignal::new(form.description);
    let steps = RwSignal::new(form.steps);
    let affected_user = RwSignal::new(form.affected_user);
    let campaign = RwSignal::new(form.campaign);
    let occurred_from = RwSignal::new(form.occurred_from);
    let occurred_to = RwSignal::new(form.occurred_to);
    let form = move || DetailsForm {
        subject: subject.get(),
        description: description.get(),
        steps: steps.get(),
        affected_user: affected_user.get(),
        campaign: campaign.get(),
        occurred_from: occurred_from.get(),
        occurred_to: occurred_to.get(),
    };
    // Leaving with Escape keeps what was typed for the next opening; cancelling does not.
    let done = RwSignal::new(false);
    keep(key, move || {
        let form = form();
        let untouched = before.with_value(|ticket| form.changes(ticket).is_none());
        if done.get() || untouched { DetailsForm::default() } else { form }
    });
    let save = use_case_act(
        case,
        |api, id, version, changes: UpdateTicket| async move {
            api.tickets().update(id, version, &changes).await
        },
        move || {
            done.set(true);
            close(open);
            toast::success(texts().tickets.page.details_saved);
        },
    );
    let submit = move |()| {
        let form = untrack(form);
        match before.with_value(|ticket| form.changes(ticket)) {
            Some(changes) => save.run(changes),
            None => close(open),
        }
    };
    view! {
        <Form on_submit=submit>
            <Overtaken />
            <Field label=tt!(page.subject) value=subject error=save.field("/subject") maxlength=200_u32 />
            <TextArea label=tt!(page.description) value=description error=save.field("/description") rows=6 />
            <TextArea
                label=tt!(page.steps)
                value=steps
                error=save.field("/steps")
                rows=4
                optional=optional(OpeningField::Steps)
            />
            <div class="form-pair">
                <Field
                    label=tt!(page.occurred_from)
                    kind="datetime-local"
                    value=occurred_from
                    hint=tt!(new.bogota_hint)
                    error=save.field("/occurred_from")
                    optional=optional(OpeningField::OccurredFrom)
                />
                <Field
                    label=tt!(page.occurred_to)
                    kind="datetime-local"
                    value=occurred_to
                    hint=tt!(new.bogota_hint)
                    error=save.field("/occurred_to")
                    optional=true
                />
                <Field label=tt!(page.affected_user) value=affected_user error=save.field("/affected_user") optional=true />
                <Field label=tt!(page.campaign) value=campaign error=save.field("/campaign") optional=true />
            </div>
            <div class="dialog-actions">
                <Button on_press=move |()| { done.set(true); close(open); }>{tr!(common.cancel)}</Button>
                <SubmitButton pending=save.pending()>{tr!(common.save)}</SubmitButton>
            </div>
        </Form>
    }
}

/// Closes the dialog once what was just set has been taken note of: its content is gone with it.
fn close(open: RwSignal<bool>) {
    leptos::task::spawn_local(async move {
        browser::sleep(0).await;
        open.try_set(false);
    });
}
