//! The short forms, and what all forms share.

use aval_contract::categories::Category;
use aval_contract::page::Page;
use aval_contract::ticket_actions::{
    Empty, ExtendTesting, MarkDuplicate, Reason, Recategorize, RecordAnalysis,
};
use aval_contract::tickets::{TicketQuery, TicketSort};
use aval_domain::lifecycle::{ActionKind, Kind, Priority};
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::clock;
use crate::components::{
    DialogFoot, Field, FieldFrame, Form, Said, Select, TextArea, focus_first_invalid,
};
use crate::i18n::texts;
use crate::i18n::tickets::tt;
use crate::load::{Loaded, use_load};
use crate::pages::tickets::answer::Overtaken;
use crate::pages::tickets::case::{use_case, use_case_act};
use crate::pages::tickets::decisions::{ReasonForm, required};
use crate::pages::tickets::draft::{LeftBehind, forget, keep, kept, kept_text, reader};
use crate::toast;
use crate::view_model::tickets::drafts::ticket_form_key;
use crate::view_model::tickets::edit::{Edits, FINDING_NAMES, changed_findings, finding_texts};
use crate::view_model::tickets::testing;
use crate::view_model::time;

/// Closes the dialog of a done action and tells of it.
pub fn told(open: RwSignal<bool>, done: &'static str) {
    open.set(false);
    toast::success(done);
}

/// The values of a closed set as choices of a select.
pub fn options<T: Copy + ToString>(
    all: &[T],
    word: impl Fn(T) -> &'static str,
) -> Vec<(String, String)> {
    all.iter().map(|value| (value.to_string(), word(*value).to_owned())).collect()
}

#[component]
pub fn StartAnalysisForm(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    let start = use_case_act(
        case,
        |api, id, version, body: Empty| async move {
            api.tickets().start_analysis(id, version, &body).await
        },
        move || told(open, tt!(actions.done_analysis)),
    );
    view! {
        <Form on_submit=move |()| start.run(Empty {})>
            <Overtaken />
            <p class="dialog-text">{tt!(actions.start_analysis_lead)}</p>
            <DialogFoot pending=start.pending()>{texts().action(ActionKind::StartAnalysis)}</DialogFoot>
        </Form>
    }
}

#[component]
pub fn StartSolutionForm(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    let start = use_case_act(
        case,
        |api, id, version, body: Empty| async move {
            api.tickets().start_solution(id, version, &body).await
        },
        move || told(open, tt!(actions.done_solution)),
    );
    view! {
        <Form on_submit=move |()| start.run(Empty {})>
            <Overtaken />
            <p class="dialog-text">{tt!(actions.start_solution_lead)}</p>
            <DialogFoot pending=start.pending()>{texts().action(ActionKind::StartSolution)}</DialogFoot>
        </Form>
    }
}

#[component]
pub fn ReturnForm(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    let (reason, forget_reason) = kept_text(case.id(), "return");
    let act = use_case_act(
        case,
        |api, id, version, body: Reason| async move {
            api.tickets().return_to_analysis(id, version, &body).await
        },
        move || {
            forget_reason();
            told(open, tt!(actions.done_returned));
        },
    );
    view! {
        <p class="dialog-text">{tt!(actions.return_lead)}</p>
        <ReasonForm reason act label=tt!(page.reason) button=texts().action(ActionKind::ReturnToAnalysis) />
    }
}

#[component]
pub fn ReopenForm(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    let (reason, forget_reason) = kept_text(case.id(), "reopen");
    let act = use_case_act(
        case,
        |api, id, version, body: Reason| async move { api.tickets().reopen(id, version, &body).await },
        move || {
            forget_reason();
            told(open, tt!(actions.done_reopened));
        },
    );
    view! {
        <p class="dialog-text">{tt!(actions.reopen_lead)}</p>
        <ReasonForm reason act label=tt!(page.reason) button=texts().action(ActionKind::Reopen) />
    }
}

#[component]
pub fn RecategorizeForm(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    let ticket = untrack(|| case.public());
    let categories = use_load(|api| async move { api.categories().list().await });
    let category_now = ticket.category.map(|category| category.id.to_string()).unwrap_or_default();
    let before = [ticket.kind.to_string(), ticket.priority.to_string(), category_now];
    let [kind, priority, category] = before.clone().map(RwSignal::new);
    let (reason, forget_reason) = kept_text(case.id(), "recategorize");
    let act = use_case_act(
        case,
        |api, id, version, body: Recategorize| async move {
            api.tickets().recategorize(id, version, &body).await
        },
        move || {
            forget_reason();
            told(open, tt!(actions.done_recategorized));
        },
    );
    let (missing, error) = required(reason, act.field("/reason"));
    // What the ticket has already is marked, and not sent: it would change nothing.
    let mark = |now: &str, all: Vec<(String, String)>| -> Vec<(String, String)> {
        let words = &texts().tickets().actions;
        let marked = |text: String, is_now| if is_now { (words.as_now)(&text) } else { text };
        all.into_iter().map(|(value, text)| (value.clone(), marked(text, value == now))).collect()
    };
    let [kind_now, priority_now, category_now] = before.clone();
    let kinds = options(&Kind::ALL, |value| texts().kind(value));
    let kinds = Signal::stored(mark(&kind_now, kinds));
    let priorities = options(&Priority::ALL, |value| texts().priority(value));
    let priorities = Signal::stored(mark(&priority_now, priorities));
    let has_category = !category_now.is_empty();
    let known = move |all: &Page<Category>| {
        let none = (!has_category).then(|| (String::new(), tt!(page.no_category).to_owned()));
        let named = all
            .items
            .iter()
            .map(|category| (category.active, category.id.to_string(), category.name.clone()))
            .filter(|(active, id, _)| *active || *id == category_now)
            .map(|(_, id, name)| (id, name));
        mark(&category_now, none.into_iter().chain(named).collect())
    };
    let submit = move |()| {
        let why = reason.get_untracked().trim().to_owned();
        missing.set(why.is_empty());
        if !why.is_empty() {
            let [kind_now, priority_now, category_now] = &before;
            let changed = |chosen: RwSignal<String>, now: &String| {
                Some(chosen.get_untracked()).filter(|chosen| chosen != now)
            };
            act.run(Recategorize {
                kind: changed(kind, kind_now).and_then(|kind| kind.parse().ok()),
                category_id: changed(category, category_now).and_then(|id| id.parse().ok()),
                priority: changed(priority, priority_now).and_then(|word| word.parse().ok()),
                reason: why,
            });
        }
    };
    view! {
        <Form on_submit=submit>
            <Overtaken />
            <p class="dialog-text">{tt!(actions.recategorize_hint)}</p>
            <div class="form-pair">
                <Select label=tt!(page.kind) value=kind options=kinds error=act.field("/kind") />
                <Select label=tt!(page.priority) value=priority options=priorities error=act.field("/priority") />
                <Loaded from=categories rows=1 inline=true let:all>
                    {
                        let known = known.clone();
                        let options = Signal::derive(move || known(&all.read()));
                        view! {
                            <Select label=tt!(page.category) value=category options optional=!has_category error=act.field("/category_id") />
                        }
                    }
                </Loaded>
            </div>
            <TextArea label=tt!(page.reason) hint=tt!(actions.reason_hint) value=reason error rows=3 />
            <DialogFoot pending=act.pending()>{texts().action(ActionKind::Recategorize)}</DialogFoot>
        </Form>
    }
}

/// The four findings in one editor; what was recorded is there to be completed.
#[component]
pub fn FindingsForm(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    let recorded = StoredValue::new(untrack(|| case.findings()).unwrap_or_default());
    let before = StoredValue::new(recorded.with_value(finding_texts));
    let key = ticket_form_key(reader(), case.id(), "findings");
    let edits = kept::<Edits>(&key).unwrap_or_default();
    let (texts_now, left_behind) = before.with_value(|before| edits.over(&FINDING_NAMES, before));
    let all = texts_now.map(RwSignal::new);
    keep(key.clone(), move || {
        before
            .with_value(|before| Edits::between(&FINDING_NAMES, before, all.map(|text| text.get())))
    });
    let [identification, validation, structure, alarm_type] = all;
    let filled = move || all.iter().filter(|text| !text.read().trim().is_empty()).count();
    let save = use_case_act(
        case,
        |api, id, version, body: RecordAnalysis| async move {
            api.tickets().record_analysis(id, version, &body).await
        },
        move || {
            forget(&key);
            told(open, tt!(actions.done_findings));
        },
    );
    let nothing = RwSignal::new(false);
    let submit = move |()| {
        let typed = all.map(|text| text.get_untracked());
        let changes = recorded.with_value(|recorded| changed_findings(recorded, &typed));
        nothing.set(changes.is_none());
        if let Some(changes) = changes {
            save.run(changes);
        }
    };
    view! {
        <Form on_submit=submit>
            <Overtaken />
            <p class="dialog-text">{tt!(actions.findings_lead)}</p>
            <LeftBehind typed=left_behind />
            <div class="findings-progress">
                <progress max="4" value=filled aria-label=tt!(page.findings)></progress>
                <span>{move || (texts().tickets().actions.findings_progress)(filled())}</span>
            </div>
            <TextArea label=tt!(actions.identification) hint=tt!(actions.identification_hint) value=identification error=save.field("/identification") rows=2 />
            <TextArea label=tt!(actions.validation) hint=tt!(actions.validation_hint) value=validation error=save.field("/validation") rows=2 />
            <TextArea label=tt!(actions.structure) hint=tt!(actions.structure_hint) value=structure error=save.field("/structure") rows=2 />
            <TextArea label=tt!(actions.alarm_type) hint=tt!(actions.alarm_type_hint) value=alarm_type error=save.field("/alarm_type") rows=2 />
            <p class="field-error" role="alert">
                {move || nothing.get().then(|| texts().tickets().actions.nothing_to_save)}
            </p>
            <DialogFoot pending=save.pending()>{texts().action(ActionKind::RecordAnalysis)}</DialogFoot>
        </Form>
    }
}

/// More time for testing, as business days or as a date: writing into one fills in the other.
#[component]
pub fn ExtendForm(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    let (ends_on, forget_day) = kept_text(case.id(), "extend-on");
    let days = RwSignal::new(String::new());
    let (reason, forget_reason) = kept_text(case.id(), "extend");
    let ends_at = untrack(|| case.public()).testing.and_then(|testing| testing.ends_at);
    let act = use_case_act(
        case,
        |api, id, version, body: ExtendTesting| async move {
            api.tickets().extend_testing(id, version, &body).await
        },
        move || {
            forget_reason();
            forget_day();
            told(open, tt!(actions.done_extended));
        },
    );
    let chosen = move || ends_on.read().parse::<NaiveDate>().ok();
    let gained = move || {
        let date = chosen()?;
        clock::calendar().with(|calendar| testing::gain(calendar, clock::now(), ends_at, date))
    };
    Effect::new(move || {
        let wanted = days.read().trim().parse::<u32>().ok().filter(|days| (1..=260).contains(days));
        // A date that was chosen stays as it was when it says the same.
        if let Some(wanted) = wanted.filter(|wanted| untrack(gained) != Some(*wanted)) {
            let date = clock::calendar().with_untracked(|calendar| {
                testing::extended_by(calendar, untrack(clock::now), ends_at, wanted)
            });
            ends_on.set(date.map(|date| date.to_string()).unwrap_or_default());
        }
    });
    Effect::new(move || {
        if let Some(gained) = gained().map(|days| days.to_string())
            && *days.read_untracked() != gained
        {
            days.set(gained);
        }
    });
    let (day_missing, day_refused) = required(ends_on, act.field("/ends_on"));
    let day_error = Signal::derive(move || {
        let is_early = chosen().is_some() && gained().is_none();
        let own = is_early.then(|| texts().tickets().actions.extend_not_later.to_owned());
        own.or_else(|| day_refused.get())
    });
    let (missing, error) = required(reason, act.field("/reason"));
    let submit = move |()| {
        let why = reason.get_untracked().trim().to_owned();
        let day = untrack(|| chosen().filter(|_| gained().is_some()));
        missing.set(why.is_empty());
        day_missing.set(ends_on.read_untracked().is_empty());
        match day.filter(|_| !why.is_empty()) {
            Some(ends_on) => act.run(ExtendTesting { ends_on, reason: why }),
            None => focus_first_invalid(),
        }
    };
    let earliest = Signal::derive(move || {
        time::date_of(ends_at.unwrap_or_else(clock::now))
            .succ_opt()
            .map_or_else(String::new, |day| day.to_string())
    });
    let now_ends = move || match ends_at {
        Some(at) => {
            let when = clock::calendar().with(|calendar| {
                let kind = untrack(|| case.public()).kind;
                time::when_with_service_time(texts(), calendar, kind, clock::now(), at)
            });
            (texts().tickets().actions.extend_hint)(&when)
        }
        None => texts().tickets().actions.extend_stopped.to_owned(),
    };
    let result = move || {
        let (days, granted) = (gained()?, testing::close_of(chosen()?)?);
        let words = &texts().tickets().actions;
        let when = |end| time::when(texts(), clock::now(), end);
        if ends_at.is_some() {
            return Some((words.extend_result)(&when(granted), days));
        }
        // A countdown that starts anew has its full length at least.
        let full = testing::days_of_period(&case.timeline()).and_then(|days| {
            clock::calendar()
                .with(|calendar| calendar.close_of_nth_business_day(clock::now(), days))
                .ok()
        });
        Some((words.testing_until)(&when(full.map_or(granted, |full| full.max(granted)))))
    };
    view! {
        <Form on_submit=submit>
            <Overtaken />
            <p class="dialog-text">{now_ends}</p>
            <div class="form-pair">
                <Field label=tt!(actions.extend_days) hint=tt!(actions.extend_days_hint) kind="number" value=days min=Signal::stored("1".to_owned()) />
                <Field label=tt!(actions.extend_until) kind="date" value=ends_on min=earliest error=day_error />
            </div>
            <p class="field-hint extend-result" role="status">{result}</p>
            <TextArea label=tt!(page.reason) hint=tt!(actions.reason_hint) value=reason error rows=3 />
            <DialogFoot pending=act.pending()>{texts().action(ActionKind::ExtendTesting)}</DialogFoot>
        </Form>
    }
}

#[component]
pub fn DuplicateForm(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    let target = RwSignal::new(String::new());
    let act = use_case_act(
        case,
        |api, id, version, body: MarkDuplicate| async move {
            api.tickets().mark_duplicate(id, version, &body).await
        },
        move || told(open, tt!(actions.done_duplicate)),
    );
    let (missing, error) = required(target, act.field("/target"));
    let ticket = untrack(|| case.public());
    let (own, company) = (ticket.id, ticket.company.id);
    let others = use_load(move |api| async move {
        let query = TicketQuery {
            company_id: Some(company),
            sort: Some(TicketSort::LastChangedFirst),
            limit: Some(100),
            ..TicketQuery::default()
        };
        api.tickets().list(&query).await
    });
    let offered = move || {
        let found = others.get().map(|page| page.items).unwrap_or_default();
        let others = found.into_iter().filter(|other| other.id != own);
        others.map(|other| (other.number, other.subject)).collect::<Vec<_>>()
    };
    let subject = move || {
        let number = target.read().trim().to_uppercase();
        offered().into_iter().find_map(|(known, subject)| (known == number).then_some(subject))
    };
    let submit = move |()| {
        let target = target.get_untracked().trim().to_uppercase();
        missing.set(target.is_empty());
        if !target.is_empty() {
            act.run(MarkDuplicate { target });
        }
    };
    view! {
        <Form on_submit=submit>
            <Overtaken />
            <FieldFrame id="duplicate-of" label=tt!(actions.duplicate_target) hint=Some(Said::from(tt!(actions.duplicate_hint))) error>
                <input
                    class="input"
                    id="duplicate-of"
                    list="duplicate-offered"
                    autocomplete="off"
                    required=true
                    aria-invalid=move || error.read().is_some().then_some("true")
                    aria-describedby="duplicate-of-hint duplicate-of-error"
                    prop:value=target
                    on:input:target=move |event| target.set(event.target().value())
                />
                <datalist id="duplicate-offered">
                    {move || offered().into_iter().map(|(number, subject)| view! {
                        <option value=number>{subject}</option>
                    }).collect_view()}
                </datalist>
            </FieldFrame>
            <div class="field-hint" role="status">{subject}</div>
            <DialogFoot pending=act.pending()>{texts().action(ActionKind::MarkDuplicate)}</DialogFoot>
        </Form>
    }
}
