//! Where support writes the plan: a page of its own, with the schedule beside it as it takes shape.

use std::collections::HashMap;

use aval_contract::companies::{PersonStatus, Reporter};
use aval_contract::staff::StaffMember;
use aval_contract::work_plans::{DraftWorkPlan, WorkPlan};
use aval_contract::{ActivityState, PlanState};
use aval_domain::lifecycle::ActionKind;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::chart::{scale, track};
use super::editor_rows::{ActivityRows, Row, Rows};
use super::send::{DiscardPlan, SubmitPlan};
use crate::clock;
use crate::components::{
    Button, ButtonKind, Dialog, Form, Glyph, LinkButton, Notice, PageHeader, TextArea, Tone,
    focus_first_invalid,
};
use crate::i18n::plans::tp;
use crate::i18n::texts;
use crate::load::{Loaded, use_load};
use crate::pages::tickets::actions::why_not;
use crate::pages::tickets::answer::Overtaken;
use crate::pages::tickets::case::{Case, use_case, use_part_act};
use crate::pages::tickets::draft::{forget, keep, kept, reader};
use crate::paths;
use crate::toast;
use crate::view_model::form::required;
use crate::view_model::plans::draft::{
    ActivityProblems, ActivityText, KeptPlan, PlanText, Saving, may_save_unchanged,
};
use crate::view_model::plans::picture::Picture;
use crate::view_model::tickets::drafts::ticket_form_key;

/// The plan of the case whose number is in the address.
#[component]
pub fn PlanEditor() -> impl IntoView {
    let params = use_params_map();
    let number = Memo::new(move |_| params.read().get("number").unwrap_or_default());
    move || {
        let number = number.get();
        view! { <OnePlan number /> }
    }
}

#[component]
fn OnePlan(number: String) -> impl IntoView {
    let back = (paths::case(&number), tp!(back).into());
    let case = Case::provide(Signal::stored(number));
    let lead = move || {
        let ticket = case.loading().get();
        ticket.map_or_else(String::new, |ticket| {
            let ticket = ticket.public();
            format!("{} · {}", ticket.number, ticket.subject)
        })
    };
    view! {
        <PageHeader title=tp!(title) lead back />
        <Loaded from=case.loading() rows=6 let:_ticket>
            <Workshop />
        </Loaded>
    }
}

/// Whom an activity can be given to.
#[derive(Clone)]
struct People {
    staff: Vec<StaffMember>,
    reporters: Vec<Reporter>,
}

/// Loads what the form needs.
#[component]
fn Workshop() -> impl IntoView {
    let case = use_case();
    let plan = use_load(move |api| {
        case.follow();
        let id = case.id();
        async move { Ok(api.work_plan(id).show().await?.value) }
    });
    let people = use_load(move |api| {
        let company = untrack(|| case.public()).company.id;
        async move {
            let staff = api.staff().list().await?.items;
            let reporters = api.reporters(company).list().await?.items;
            Ok(People { staff, reporters })
        }
    });
    view! {
        <Loaded from=plan rows=6 let:plan>
            <Loaded from=people rows=6 let:people>
                <Editor plan people />
            </Loaded>
        </Loaded>
    }
}

/// The names to choose from: support, the company's people, and whoever has something already.
fn choices(plan: Option<&WorkPlan>, people: &People, company: &str) -> Vec<(String, String)> {
    let words = texts().plans();
    let here = |status: PersonStatus| match status {
        PersonStatus::Invited | PersonStatus::Active => true,
        PersonStatus::Inactive => false,
    };
    let staff = people.staff.iter().filter(|person| here(person.status));
    let reporters = people.reporters.iter().filter(|person| here(person.status));
    let mut choices: Vec<(String, String)> = staff
        .map(|person| (person.id.to_string(), (words.of_support)(&person.name)))
        .chain(
            reporters
                .map(|person| (person.id.to_string(), (words.of_company)(&person.name, company))),
        )
        .collect();
    for activity in plan.iter().flat_map(|plan| &plan.activities) {
        let id = activity.responsible.id.to_string();
        if choices.iter().all(|(known, _)| *known != id) {
            choices.push((id, (words.who_left)(&activity.responsible.name)));
        }
    }
    choices
}

/// What is being written, and over what.
#[derive(Clone, Copy)]
struct Desk {
    objective: RwSignal<String>,
    objective_problem: RwSignal<Option<String>>,
    rows: Rows,
    /// What is recorded, as far as the reader knows.
    recorded: RwSignal<PlanText>,
    /// Whether somebody else has recorded something since.
    overtaken: RwSignal<bool>,
}

impl Desk {
    fn new() -> Self {
        Self {
            objective: RwSignal::new(String::new()),
            objective_problem: RwSignal::new(None),
            rows: Rows::new(),
            recorded: RwSignal::new(PlanText::default()),
            overtaken: RwSignal::new(false),
        }
    }

    /// What is typed; tracked.
    fn text(self) -> PlanText {
        PlanText { objective: self.objective.get(), activities: self.rows.texts() }.tidied()
    }

    fn is_changed(self) -> bool {
        self.text() != *self.recorded.read()
    }

    fn fill(self, text: &PlanText, plan: Option<&WorkPlan>) {
        self.objective.set(text.objective.clone());
        self.objective_problem.set(None);
        let states: HashMap<_, _> = plan
            .iter()
            .flat_map(|plan| &plan.activities)
            .map(|activity| (activity.id, activity.state))
            .collect();
        self.rows.fill(&text.activities, |id| states.get(&id).copied());
    }

    /// Shows what is recorded, and nothing else.
    fn start_over(self, plan: Option<&WorkPlan>) {
        let text = PlanText::of(plan).tidied();
        self.fill(&text, plan);
        self.recorded.set(text);
        self.overtaken.set(false);
    }

    /// Marks what is wrong; gives how much that is.
    fn check(self) -> usize {
        let objective = required(texts(), &self.objective.read_untracked());
        let wrong = usize::from(objective.is_some());
        self.objective_problem.set(objective);
        untrack(|| self.rows.all()).into_iter().fold(wrong, |wrong, row| {
            let problems = untrack(|| row.text()).problems(texts());
            let count = problems.count();
            row.problems.set(problems);
            wrong + count
        })
    }
}

/// What follows once the draft is saved.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Stay,
    Send,
}

#[component]
fn Editor(plan: Signal<Option<WorkPlan>>, people: Signal<People>) -> impl IntoView {
    let case = use_case();
    let key = ticket_form_key(reader(), case.id(), "plan");
    let desk = Desk::new();
    let restored = RwSignal::new(false);
    desk.start_over(plan.read_untracked().as_ref());
    if let Some(KeptPlan { recorded, typed }) = kept::<KeptPlan>(&key) {
        desk.fill(&typed, plan.read_untracked().as_ref());
        restored.set(true);
        desk.overtaken.set(*desk.recorded.read_untracked() != recorded);
        desk.recorded.set(recorded);
    }
    keep(key.clone(), move || KeptPlan { recorded: desk.recorded.get(), typed: desk.text() });
    heed_others(plan, desk);

    let sending = RwSignal::new(false);
    let then = StoredValue::new(Then::Stay);
    let sent_rows = StoredValue::new(Vec::<Row>::new());
    let save = use_part_act(
        case,
        |api, id, version, body: DraftWorkPlan| async move {
            api.work_plan(id).draft(version, &body).await
        },
        move |plan: WorkPlan| {
            forget(&key);
            let still_here = desk.recorded.try_set(PlanText::of(Some(&plan)).tidied()).is_none();
            if !still_here {
                toast::success(texts().plans().saved);
                return;
            }
            for (row, activity) in sent_rows.get_value().into_iter().zip(&plan.activities) {
                row.id.set(Some(activity.id));
            }
            restored.set(false);
            match then.get_value() {
                Then::Stay => toast::success(texts().plans().saved),
                Then::Send => case.open(sending),
            }
        },
    );
    heed_refusal(save.failure(), sent_rows, desk);

    let told = RwSignal::new(None::<String>);
    let state = move || plan.read_untracked().as_ref().map(|plan| plan.state);
    let press = move |what: Then| {
        let words = texts().plans();
        told.set(None);
        if desk.overtaken.get_untracked() {
            told.set(Some(words.overtaken.to_owned()));
            return;
        }
        let wrong = desk.check();
        if wrong > 0 {
            let check = match what {
                Then::Stay => words.check_fields,
                Then::Send => texts().tickets().new.check_fields,
            };
            told.set(Some(check(wrong)));
            focus_first_invalid();
            return;
        }
        let rows = untrack(|| desk.rows.all());
        if what == Then::Send && rows.is_empty() {
            told.set(Some(words.needs_activity.to_owned()));
            return;
        }
        if !untrack(|| desk.is_changed()) && !may_save_unchanged(state()) {
            match (what, state()) {
                (Then::Send, Some(PlanState::Draft)) => case.open(sending),
                (Then::Send | Then::Stay, _) => told.set(Some(words.nothing_changed.to_owned())),
            }
            return;
        }
        then.set_value(what);
        sent_rows.set_value(rows);
        if let Some(body) = untrack(|| desk.text()).request(plan.read_untracked().as_ref()) {
            save.run(body);
        }
    };
    let pending =
        move |what: Then| Signal::derive(move || save.pending().get() && then.get_value() == what);
    let navigate = use_navigate();
    let leave = Callback::new(move |()| {
        navigate(&paths::case(&untrack(|| case.public()).number), NavigateOptions::default());
    });
    let options = Signal::derive(move || {
        choices(plan.read().as_ref(), &people.read(), &case.public().company.name)
    });
    let add = move |()| {
        let ticket = untrack(|| case.public());
        let activities = untrack(|| desk.rows.texts());
        let assignee = ticket.assignee.map(|person| person.id);
        let now = untrack(clock::now);
        desk.rows.add(clock::calendar().with_untracked(|calendar| {
            ActivityText::after(&activities, assignee, calendar, ticket.kind, now)
        }));
    };
    let objective_error = Signal::derive(move || desk.objective_problem.get());
    Effect::new(move |before: Option<String>| {
        let objective = desk.objective.get();
        if before.is_some_and(|before| before != objective) {
            desk.objective_problem.set(None);
        }
        objective
    });
    view! {
        <div class="plan-editor">
            <Form class="plan-form" on_submit=move |()| press(Then::Stay)>
                <MaySave />
                {move || what_saving_does(plan.read().as_ref())}
                <Show when=move || restored.get() && !desk.overtaken.get()>
                    <Notice>
                        <p>{tp!(restored)}</p>
                        <Button
                            class="button-small"
                            on_press=move |()| {
                                desk.start_over(plan.read_untracked().as_ref());
                                restored.set(false);
                            }
                        >
                            {tp!(start_over)}
                        </Button>
                    </Notice>
                </Show>
                <section class="card">
                    <TextArea
                        id="plan-objective"
                        label=tp!(objective)
                        hint=tp!(objective_hint)
                        value=desk.objective
                        error=objective_error
                        rows=5
                        maxlength=20_000_u32
                    />
                </section>
                <section class="card" aria-labelledby="plan-activities">
                    <h2 id="plan-activities">{tp!(activities)}</h2>
                    <p class="field-hint">
                        {tp!(order_hint)} " " <span class="needs-mouse">{tp!(keyboard_hint)}</span>
                    </p>
                    <Show when=move || desk.rows.all().is_empty()>
                        <p class="muted">{tp!(activities_empty)}</p>
                    </Show>
                    <ActivityRows rows=desk.rows people=options />
                    <div>
                        <Button icon=Glyph::Plus on_press=add>{tp!(add)}</Button>
                    </div>
                </section>
                <div class="plan-foot">
                    <Overtaken />
                    <OvertakenHere desk plan restored />
                    <p class="field-error" role="status">{move || told.get()}</p>
                    <div class="plan-foot-buttons">
                        <Discard leave />
                        <SaveButtons press pending_save=pending(Then::Stay) pending_send=pending(Then::Send) />
                    </div>
                    <p class="field-hint">{tp!(kept_here)}</p>
                </div>
            </Form>
            <aside class="card plan-preview" aria-hidden="true">
                <h2>{tp!(preview)}</h2>
                {move || preview(&desk.rows.all())}
            </aside>
        </div>
        <Dialog open=sending title=tp!(submit_title)>
            <SubmitPlan open=sending on_sent=leave />
        </Dialog>
    }
}

/// The two ways on: a primary button sends, the other one only saves.
#[component]
fn SaveButtons<F>(press: F, pending_save: Signal<bool>, pending_send: Signal<bool>) -> impl IntoView
where
    F: Fn(Then) + Copy + Send + Sync + 'static,
{
    let case = use_case();
    let impossible = Signal::derive(move || {
        case.availability(ActionKind::DraftWorkPlan).is_some_and(|found| !found.possible)
    });
    view! {
        <Button submit=true pending=pending_save disabled=impossible>{tp!(save_draft)}</Button>
        <Button
            kind=ButtonKind::Primary
            icon=Glyph::Send
            pending=pending_send
            disabled=impossible
            on_press=move |()| press(Then::Send)
        >
            {tp!(send)}
        </Button>
    }
}

/// Says why nothing can be saved, where that is so.
#[component]
fn MaySave() -> impl IntoView {
    let case = use_case();
    move || {
        let found = case.availability(ActionKind::DraftWorkPlan)?;
        (!found.possible).then(|| {
            view! {
                <Notice tone=Tone::Warning>
                    <p>{tp!(not_possible)} " " {why_not(&found)}</p>
                    <LinkButton class="button-small" href=paths::case(&case.public().number)>
                        {tp!(back)}
                    </LinkButton>
                </Notice>
            }
        })
    }
}

/// Gives the newest version up, where that is possible.
#[component]
fn Discard(leave: Callback<()>) -> impl IntoView {
    let case = use_case();
    let open = RwSignal::new(false);
    let key = ticket_form_key(reader(), case.id(), "plan");
    let done = Callback::new(move |()| {
        leave.run(());
        forget(&key);
    });
    view! {
        <Show when=move || case.may(ActionKind::DiscardWorkPlan)>
            <Button kind=ButtonKind::Quiet icon=Glyph::Trash on_press=move |()| case.open(open)>
                {tp!(discard)}
            </Button>
        </Show>
        <Dialog open title=tp!(discard_title)>
            <DiscardPlan open on_done=done />
        </Dialog>
    }
}

/// Takes in what others record: at once where nothing is typed over it, else the reader is asked.
fn heed_others(plan: Signal<Option<WorkPlan>>, desk: Desk) {
    Effect::new(move || {
        let recorded = PlanText::of(plan.read().as_ref()).tidied();
        let (known, typed) = untrack(|| (desk.recorded.get(), desk.text()));
        if recorded == known {
            return;
        }
        if typed == known || typed == recorded {
            desk.start_over(plan.read_untracked().as_ref());
        } else {
            desk.overtaken.set(true);
        }
    });
}

/// Puts what the server says beside the fields that it is about.
fn heed_refusal(
    failure: Signal<Option<crate::view_model::failure::Failure>>,
    sent: StoredValue<Vec<Row>>,
    desk: Desk,
) {
    Effect::new(move || {
        let failure = failure.read();
        let Some(failure) = failure.as_ref() else { return };
        if let Some(said) = failure.field("/objective").or_else(|| failure.field("/activities")) {
            desk.objective_problem.set(Some(said.to_owned()));
        }
        for (place, row) in sent.get_value().into_iter().enumerate() {
            row.problems.set(ActivityProblems::told(failure, place));
        }
    });
}

/// What saving would do to the version that there is.
fn what_saving_does(plan: Option<&WorkPlan>) -> Option<AnyView> {
    let words = texts().plans();
    let plan = plan?;
    let (tone, text) = match Saving::over(Some(plan.state)) {
        Saving::Quiet => return None,
        Saving::Withdraws => (Tone::Warning, words.saves_submitted.to_owned()),
        Saving::NeedsApproval => (Tone::Warning, (words.saves_approved)(plan.version)),
        Saving::Answers => {
            let who = plan.decision.as_ref().map(|decision| decision.by.name.clone());
            (Tone::Info, (words.saves_rejected)(&who.unwrap_or_default()))
        }
    };
    let comment = plan
        .decision
        .as_ref()
        .filter(|_| plan.state == PlanState::Rejected)
        .and_then(|decision| decision.comment.clone())
        .map(|text| view! { <blockquote class="plain-text">{text}</blockquote> });
    Some(view! { <Notice tone><p>{text}</p>{comment}</Notice> }.into_any())
}

/// Asks what holds, after somebody else has recorded something under what is typed.
#[component]
fn OvertakenHere(
    desk: Desk,
    plan: Signal<Option<WorkPlan>>,
    restored: RwSignal<bool>,
) -> impl IntoView {
    let theirs = move |()| {
        desk.start_over(plan.read_untracked().as_ref());
        restored.set(false);
    };
    let mine = move |()| {
        desk.recorded.set(PlanText::of(plan.read_untracked().as_ref()).tidied());
        desk.overtaken.set(false);
    };
    view! {
        <div role="alert">
            <Show when=move || desk.overtaken.get()>
                <Notice tone=Tone::Warning>
                    <p>{tp!(overtaken)}</p>
                    <div class="plan-steps">
                        <Button class="button-small" on_press=mine>{tp!(keep_mine)}</Button>
                        <Button class="button-small" on_press=theirs>{tp!(take_theirs)}</Button>
                    </div>
                </Notice>
            </Show>
        </div>
    }
}

/// The schedule as it takes shape. What is in it stands in the form, so screen readers pass it by.
fn preview(rows: &[Row]) -> AnyView {
    let planned: Vec<_> = rows
        .iter()
        .enumerate()
        .filter_map(|(place, row)| {
            let text = row.text();
            let title = match text.title.trim() {
                "" => (texts().plans().activity_number)(place + 1),
                title => title.to_owned(),
            };
            Some((title, text.span()?, row.state))
        })
        .collect();
    let spans: Vec<_> = planned.iter().map(|(_, span, _)| *span).collect();
    let picture =
        clock::calendar().with(|calendar| Picture::of(texts(), calendar, clock::now(), &spans));
    let Some(picture) = picture else {
        return view! { <p class="muted">{tp!(preview_empty)}</p> }.into_any();
    };
    let rows = planned.into_iter().map(|(title, (starts, ends), state): (_, _, ActivityState)| {
        let bar = picture.bar(starts, ends);
        view! {
            <li class="plan-row">
                <p class="plan-activity">{title}</p>
                {track(&picture, bar, state, false)}
            </li>
        }
    });
    view! {
        {scale(&picture)}
        <ol class="plan-rows">{rows.collect_view()}</ol>
    }
    .into_any()
}
