//! What a ticket says of itself, and correcting it.

use aval_contract::me::PersonRef;
use aval_contract::tickets::{TicketForReporter, UpdateTicket};
use aval_contract::timeline::TimelineEntry;
use aval_domain::lifecycle::{ActionKind, OpeningField, open_requirements};
use leptos::prelude::*;

use super::answer::Overtaken;
use super::case::{use_case, use_case_act};
use super::draft::{LeftBehind, forget, keep, kept, reader};
use super::forms::CaseForm;
use crate::browser;
use crate::clock;
use crate::components::{
    Button, ButtonKind, Dialog, Field, Form, Glyph, Markdown, SubmitButton, TextArea,
};
use crate::i18n::tickets::tt;
use crate::i18n::{texts, tr};
use crate::parts::PartForm;
use crate::paths;
use crate::toast;
use crate::view_model::tickets::drafts::ticket_form_key;
use crate::view_model::tickets::edit::{DetailsForm, Edits};
use crate::view_model::time;

/// Description and steps: what whoever works on it reads first.
#[component]
pub fn Description() -> impl IntoView {
    let case = use_case();
    let editing = RwSignal::new(false);
    let body = move || {
        let ticket = case.public();
        let steps = ticket.steps_html.map(|html| {
            view! {
                <h3>{tt!(page.steps)}</h3>
                <Markdown html=Signal::stored(html) />
            }
        });
        view! { <Markdown html=Signal::stored(ticket.description_html) />{steps} }
    };
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
            {body}
        </section>
        <Dialog open=editing title=tt!(page.edit_details) class="dialog-wide">
            <PartForm form=CaseForm::Details(editing) />
        </Dialog>
    }
}

/// The short facts; what is not known is left out.
#[component]
pub fn Facts() -> impl IntoView {
    let case = use_case();
    view! {
        <section class="card case-facts" aria-labelledby="facts-title">
            <h2 id="facts-title">{tt!(page.details)}</h2>
            <dl>{move || facts(&case.public(), &case.timeline())}</dl>
        </section>
    }
}

fn facts(ticket: &TicketForReporter, timeline: &[TimelineEntry]) -> Vec<AnyView> {
    let words = &texts().tickets().page;
    let name = |person: &Option<PersonRef>, none: &str| {
        Some(person.as_ref().map_or_else(|| none.to_owned(), |person| person.name.clone()))
    };
    let category = ticket.category.as_ref().map(|category| category.name.clone());
    // What a key opened has nobody who reported it.
    let opened_by = timeline.first().map_or(words.reporter_none, |first| first.actor.name.as_str());
    let created = time::capitalised(&time::when(texts(), clock::now(), ticket.created_at));
    let rows = [
        (words.company, Some(ticket.company.name.clone())),
        (words.reporter, name(&ticket.reporter, opened_by)),
        (words.assignee, name(&ticket.assignee, words.unassigned)),
        (words.category, Some(category.unwrap_or_else(|| words.no_category.to_owned()))),
        (words.affected_user, ticket.affected_user.clone()),
        (words.campaign, ticket.campaign.clone()),
        (words.occurred, occurred_words(ticket)),
        (words.created, Some(created)),
    ];
    let links =
        [(words.follow_up_of, &ticket.follow_up_of), (words.duplicate_of, &ticket.duplicate_of)];
    let rows = rows.into_iter().filter_map(|(label, value)| Some(fact(label, value?.into_any())));
    let links = links.into_iter().filter_map(|(label, number)| {
        let number = number.clone()?;
        let href = paths::case(&number);
        let link = view! { <a class="link" href=href>{number}</a> };
        Some(fact(label, link.into_any()))
    });
    rows.chain(links).collect()
}

fn fact(label: &'static str, value: AnyView) -> AnyView {
    view! { <div class="fact"><dt>{label}</dt><dd>{value}</dd></div> }.into_any()
}

fn occurred_words(ticket: &TicketForReporter) -> Option<String> {
    let words = &texts().tickets().page;
    let when = |at| time::when(texts(), clock::now(), at);
    let from = ticket.occurred_from?;
    Some(match ticket.occurred_to {
        Some(to) => (words.occurred_between)(&when(from), &when(to)),
        None => (words.occurred_since)(&when(from)),
    })
}

/// Corrects what was reported.
#[component]
pub fn EditDetails(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    // As it was when the dialog was opened: what comes in meanwhile must not overwrite what is
    // being typed.
    let before = StoredValue::new(untrack(|| case.public()));
    let key = ticket_form_key(reader(), case.id(), "details");
    let recorded = StoredValue::new(before.with_value(DetailsForm::of).into_texts());
    let edits = kept::<Edits>(&key).unwrap_or_default();
    let (form, left_behind) =
        recorded.with_value(|recorded| edits.over(&DetailsForm::NAMES, recorded));
    let form = DetailsForm::from_texts(form);
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
    keep(key.clone(), move || {
        if done.get() {
            return Edits::default();
        }
        let typed = form().into_texts();
        recorded.with_value(|recorded| Edits::between(&DetailsForm::NAMES, recorded, typed))
    });
    let save = use_case_act(
        case,
        |api, id, version, changes: UpdateTicket| async move {
            api.tickets().update(id, version, &changes).await
        },
        move || {
            forget(&key);
            done.set(true);
            close(open);
            toast::success(texts().tickets().page.details_saved);
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
            <LeftBehind typed=left_behind />
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
