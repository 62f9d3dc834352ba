//! Delivering a solution.

use aval_contract::ticket_actions::DeliverSolution;
use aval_domain::lifecycle::{ActionKind, ResolutionType};
use leptos::prelude::*;

use super::forms::{options, told};
use crate::clock;
use crate::components::{DialogFoot, Field, Form, Select, TextArea};
use crate::i18n::texts;
use crate::i18n::tickets::tt;
use crate::pages::tickets::answer::Overtaken;
use crate::pages::tickets::case::{use_case, use_case_act};
use crate::pages::tickets::decisions::required;
use crate::pages::tickets::draft::{forget, keep, kept, kept_text, reader};
use crate::pages::tickets::file_drop::FileDrop;
use crate::pages::tickets::uploads::Uploads;
use crate::view_model::tickets::drafts::{Answer, numbered, ticket_form_key};
use crate::view_model::time;

/// What was done, how the customer tests it, how the ticket is resolved and how long testing may
/// take; says at once when testing would end.
#[component]
pub fn DeliverForm(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    let kind = untrack(|| case.public()).kind;
    let (summary, forget_summary) = kept_text(case.id(), "solution");
    let (test_steps, forget_steps) = kept_text(case.id(), "test-steps");
    let resolution = RwSignal::new(String::new());
    let days = RwSignal::new(String::new());
    let files_key = ticket_form_key(reader(), case.id(), "solution-files");
    let uploads = Uploads::new(kept::<Answer>(&files_key).unwrap_or_default().attachments);
    keep(files_key.clone(), move || Answer {
        attachments: uploads.attachments(),
        ..Answer::default()
    });
    let deliver = use_case_act(
        case,
        |api, id, version, body: DeliverSolution| async move {
            api.tickets().deliver_solution(id, version, &body).await
        },
        move || {
            forget_summary();
            forget_steps();
            forget(&files_key);
            uploads.clear();
            told(open, tt!(actions.done_delivered));
        },
    );
    uploads.heed(deliver.failure());
    let (summary_missing, summary_error) = required(summary, deliver.field("/summary"));
    let (steps_missing, steps_error) = required(test_steps, deliver.field("/test_steps"));
    let (resolution_missing, resolution_error) =
        required(resolution, deliver.field("/resolution_type"));
    let submit = move |()| {
        let (what, how) = (summary.get_untracked(), test_steps.get_untracked());
        let resolution_type = resolution.get_untracked().parse();
        summary_missing.set(what.trim().is_empty());
        steps_missing.set(how.trim().is_empty());
        resolution_missing.set(resolution_type.is_err());
        let complete = !what.trim().is_empty() && !how.trim().is_empty();
        if let (Ok(resolution_type), true, true) = (resolution_type, complete, uploads.ready()) {
            deliver.run(DeliverSolution {
                summary: what.trim().to_owned(),
                test_steps: numbered(how.trim()),
                resolution_type,
                testing_days: days.get_untracked().trim().parse().ok(),
                attachment_ids: untrack(|| uploads.attachments())
                    .iter()
                    .map(|file| file.id)
                    .collect(),
            });
        } else {
            crate::components::focus_first_invalid();
        }
    };
    let fitting: Vec<_> =
        ResolutionType::ALL.into_iter().filter(|value| value.allowed_for(kind)).collect();
    let types = Signal::stored(options(&fitting, |value| texts().resolution(value)));
    let until = move || {
        let days: u32 = days.read().trim().parse().ok().filter(|days| (1..=30).contains(days))?;
        let now = clock::now();
        let end = clock::calendar()
            .with(|calendar| calendar.close_of_nth_business_day(now, days))
            .ok()?;
        Some((texts().tickets().actions.testing_until)(&time::when(texts(), now, end)))
    };
    view! {
        <Form on_submit=submit>
            <Overtaken />
            <TextArea
                label=tt!(actions.what_was_done)
                hint=tt!(actions.what_was_done_hint)
                value=summary
                error=summary_error
                rows=4
                maxlength=20_000_u32
            />
            <TextArea
                label=tt!(actions.how_to_test)
                hint=tt!(actions.how_to_test_hint)
                value=test_steps
                error=steps_error
                rows=4
                maxlength=20_000_u32
            />
            <div class="form-pair">
                <Select
                    label=tt!(actions.resolution_type)
                    value=resolution
                    options=types
                    empty=texts().common.choose
                    error=resolution_error
                />
                <div>
                    <Field
                        label=tt!(actions.testing_days)
                        hint=tt!(actions.testing_days_hint)
                        kind="number"
                        min=Signal::stored("1".to_owned())
                        max=Signal::stored("30".to_owned())
                        value=days
                        error=deliver.field("/testing_days")
                        optional=true
                    />
                    <p class="field-hint" role="status">{until}</p>
                </div>
            </div>
            <FileDrop uploads compact=true />
            <DialogFoot pending=deliver.pending()>{texts().action(ActionKind::DeliverSolution)}</DialogFoot>
        </Form>
    }
}
