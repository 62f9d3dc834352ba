//! Speaking with the customer: logging a contact, asking for information.

use aval_contract::ticket_actions::{LogContact, RequestInformation};
use aval_domain::lifecycle::{ActionKind, ContactChannel, ContactDirection, ContactOutcome};
use leptos::prelude::*;

use super::forms::{options, told};
use crate::browser;
use crate::components::ticket::{Choice, ChoiceCards};
use crate::components::{DialogFoot, Field, Form, Glyph, Select, TextArea};
use crate::i18n::texts;
use crate::i18n::tickets::tt;
use crate::pages::tickets::answer::Overtaken;
use crate::pages::tickets::case::{use_case, use_case_act};
use crate::pages::tickets::decisions::required;
use crate::pages::tickets::draft::kept_text;
use crate::view_model::time;

/// The contact that is logged most: a call of support's in which the customer was reached. One
/// sentence and Enter log it.
#[component]
pub fn ContactForm(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    let channel = RwSignal::new(ContactChannel::Phone.to_string());
    let direction = RwSignal::new(ContactDirection::Outbound.to_string());
    let outcome = RwSignal::new(ContactOutcome::Reached.to_string());
    let at = RwSignal::new(String::new());
    let (summary, forget_summary) = kept_text(case.id(), "contact");
    let log = use_case_act(
        case,
        |api, id, version, body: LogContact| async move {
            api.tickets().log_contact(id, version, &body).await
        },
        move || {
            forget_summary();
            told(open, tt!(actions.done_contact));
        },
    );
    let (missing, error) = required(summary, log.field("/summary"));
    let submit = move |()| {
        let said = summary.get_untracked().trim().to_owned();
        missing.set(said.is_empty());
        let facts = (
            channel.get_untracked().parse(),
            direction.get_untracked().parse(),
            outcome.get_untracked().parse(),
        );
        if let (Ok(channel), Ok(direction), Ok(outcome)) = facts
            && !said.is_empty()
        {
            log.run(LogContact {
                channel,
                direction,
                outcome,
                summary: said,
                at: time::from_local_input(&at.get_untracked()),
            });
        }
    };
    let directions =
        ContactDirection::ALL.map(|value| choice(value.as_str(), texts().direction(value), None));
    let outcomes = ContactOutcome::ALL.map(|value| {
        let glyph = match value {
            ContactOutcome::Reached => Glyph::Check,
            ContactOutcome::NoAnswer => Glyph::Close,
        };
        choice(value.as_str(), texts().outcome(value), Some(glyph))
    });
    view! {
        <Form on_submit=submit>
            <Overtaken />
            <ChoiceCards
                legend=tt!(actions.contact_direction)
                choices=directions.into()
                value=direction
                class="cards-small"
            />
            <ChoiceCards
                legend=tt!(actions.contact_outcome)
                choices=outcomes.into()
                value=outcome
                class="cards-small"
            />
            <TextArea
                label=tt!(actions.contact_summary)
                hint=tt!(actions.contact_summary_hint)
                value=summary
                error
                rows=3
            />
            <div class="form-pair">
                <Select
                    label=tt!(actions.contact_channel)
                    value=channel
                    options=Signal::stored(options(&ContactChannel::ALL, |value| texts().channel(value)))
                    error=log.field("/channel")
                />
                <Field
                    label=tt!(actions.contact_at)
                    hint=tt!(actions.contact_at_hint)
                    kind="datetime-local"
                    value=at
                    max=Signal::derive(|| time::to_local_input(browser::now()))
                    error=log.field("/at")
                    optional=true
                />
            </div>
            <DialogFoot pending=log.pending()>{texts().action(ActionKind::LogContact)}</DialogFoot>
        </Form>
    }
}

fn choice(value: &'static str, title: &'static str, glyph: Option<Glyph>) -> Choice {
    Choice { value, title, hint: "", glyph }
}

/// A question to the customer, in the timeline and by mail.
#[component]
pub fn QuestionForm(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    let (body, forget_question) = kept_text(case.id(), "question");
    let ask = use_case_act(
        case,
        |api, id, version, body: RequestInformation| async move {
            api.tickets().request_information(id, version, &body).await
        },
        move || {
            forget_question();
            told(open, tt!(actions.done_question));
        },
    );
    let (missing, error) = required(body, ask.field("/body"));
    let submit = move |()| {
        let question = body.get_untracked().trim().to_owned();
        missing.set(question.is_empty());
        if !question.is_empty() {
            ask.run(RequestInformation { body: question });
        }
    };
    view! {
        <Form on_submit=submit>
            <Overtaken />
            <TextArea
                label=tt!(actions.question)
                hint=tt!(actions.question_hint)
                value=body
                error
                rows=5
                maxlength=20_000_u32
            />
            <DialogFoot pending=ask.pending()>{texts().action(ActionKind::RequestInformation)}</DialogFoot>
        </Form>
    }
}
