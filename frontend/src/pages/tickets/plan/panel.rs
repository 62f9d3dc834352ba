//! The plan on the ticket's page: where it stands, its schedule, how it goes, what can be done.

use aval_contract::work_plans::WorkPlan;
use aval_contract::{PlanState, Stage};
use aval_domain::lifecycle::ActionKind;
use leptos::prelude::*;

use super::HEADING;
use super::activity::ActivityRow;
use super::chart::{legend, scale};
use super::decide::Decision;
use crate::clock;
use crate::components::{
    Badge, Button, ButtonKind, Dialog, Glyph, LinkButton, Markdown, Notice, Tone,
};
use crate::i18n::plans::tp;
use crate::i18n::texts;
use crate::load::{Loaded, use_load};
use crate::pages::tickets::case::use_case;
use crate::pages::tickets::forms::CaseForm;
use crate::parts::PartForm;
use crate::paths;
use crate::view_model::plans::picture::Picture;
use crate::view_model::plans::words::{Standing, after_due, extent, progress_words, standing};
use crate::view_model::tickets::next::Side;

/// The plan of the ticket of the page.
#[component]
pub fn PlanPanel() -> impl IntoView {
    let case = use_case();
    let plan = use_load(move |api| {
        case.follow();
        let id = case.id();
        async move { Ok(api.work_plan(id).show().await?.value) }
    });
    view! {
        <Loaded from=plan rows=4 let:plan>
            {
                let there_is = Memo::new(move |_| plan.read().is_some());
                move || {
                    let first = there_is.get().then(|| plan.get_untracked()).flatten()?;
                    let plan = Signal::derive(move || plan.get().unwrap_or_else(|| first.clone()));
                    Some(view! { <Panel plan /> })
                }
            }
        </Loaded>
    }
}

#[component]
fn Panel(plan: Signal<WorkPlan>) -> impl IntoView {
    let case = use_case();
    let side = untrack(|| case.side());
    let support = side == Side::Support;
    let asking = move || case.may(ActionKind::ApproveWorkPlan);
    view! {
        <section class="card plan-panel" class:is-asking=asking aria-labelledby=HEADING>
            <header class="section-head">
                <div class="plan-head">
                    <h2 id=HEADING tabindex="-1">{tp!(title)}</h2>
                    <span class="muted">{move || (texts().plans().version)(plan.read().version)}</span>
                    <Badge tone=Signal::derive(move || tone(plan.read().state))>
                        {move || texts().plans().state(plan.read().state)}
                    </Badge>
                </div>
                {support.then(|| view! { <Tools /> })}
            </header>
            <div aria-live="polite">{move || where_it_stands(&plan.read(), case.public().stage, side)}</div>
            <div class="plan-objective">
                <h3>{tp!(objective)}</h3>
                <Markdown html=Signal::derive(move || plan.read().objective_html.clone()) />
            </div>
            {move || progress(&plan.read())}
            {move || {
                let due = case.public().clocks.resolution.due_at;
                after_due(texts(), clock::now(), &plan.read(), due).map(|text| view! {
                    <Notice tone=Tone::Warning><p>{text}</p></Notice>
                })
            }}
            <Schedule plan />
            {(!support).then(|| view! { <Decision plan /> })}
        </section>
    }
}

fn tone(state: PlanState) -> Tone {
    match state {
        PlanState::Draft | PlanState::Withdrawn => Tone::Neutral,
        PlanState::Submitted => Tone::Accent,
        PlanState::Approved => Tone::Good,
        PlanState::Rejected => Tone::Warning,
    }
}

fn where_it_stands(plan: &WorkPlan, stage: Stage, side: Side) -> AnyView {
    let Standing { happened, means, comment } = standing(texts(), clock::now(), plan, stage, side);
    let comment = comment.map(|text| view! { <blockquote class="plain-text">{text}</blockquote> });
    // What is done so far waits with the new version; say so where the buttons would be.
    let waits = (side == Side::Support
        && stage != Stage::Closed
        && plan.state != PlanState::Approved
        && plan.progress.in_progress + plan.progress.done > 0)
        .then(|| view! { <p class="muted">{tp!(follow_up_waits)}</p> });
    view! {
        <div class="plan-standing">
            {happened.map(|text| view! { <p class="plan-happened">{text}</p> })}
            {comment}
            {means.map(|text| view! { <p>{text}</p> })}
            {waits}
        </div>
    }
    .into_any()
}

/// What support can do with the version as a whole.
#[component]
fn Tools() -> impl IntoView {
    let case = use_case();
    let (submitting, discarding) = (RwSignal::new(false), RwSignal::new(false));
    view! {
        <div class="plan-tools">
            <Show when=move || case.may(ActionKind::DiscardWorkPlan)>
                <Button
                    kind=ButtonKind::Quiet
                    class="button-small"
                    icon=Glyph::Trash
                    on_press=move |()| case.open(discarding)
                >
                    {tp!(discard)}
                </Button>
            </Show>
            <Show when=move || case.may(ActionKind::DraftWorkPlan)>
                <LinkButton
                    class="button-small"
                    icon=Glyph::Edit
                    href=paths::plan(&untrack(|| case.public()).number)
                >
                    {tp!(edit)}
                </LinkButton>
            </Show>
            <Show when=move || case.may(ActionKind::SubmitWorkPlan)>
                <Button
                    class="button-small"
                    icon=Glyph::Send
                    on_press=move |()| case.open(submitting)
                >
                    {tp!(submit)}
                </Button>
            </Show>
        </div>
        <Dialog open=submitting title=tp!(submit_title)>
            <PartForm form=CaseForm::Action(ActionKind::SubmitWorkPlan, submitting) />
        </Dialog>
        <Dialog open=discarding title=tp!(discard_title)>
            <PartForm form=CaseForm::Action(ActionKind::DiscardWorkPlan, discarding) />
        </Dialog>
    }
}

/// How an approved plan goes.
fn progress(plan: &WorkPlan) -> Option<AnyView> {
    let words = progress_words(texts(), clock::now(), plan)?;
    let bar = |label: &'static str, share: u8, class: &'static str| {
        view! {
            <div class="plan-share">
                <span>{label}</span>
                <progress class=class value=share max="100" aria-label=label></progress>
                <span class="plan-percent">{(texts().plans().percent)(share)}</span>
            </div>
        }
    };
    let verdict = format!("{} {}.", words.verdict, words.count);
    let overdue =
        words.overdue.map(|text| view! { <Notice tone=Tone::Warning><p>{text}</p></Notice> });
    let actual = if words.behind { "clock-bar is-behind" } else { "clock-bar is-actual" };
    Some(
        view! {
            <div class="plan-progress">
                <h3>{tp!(progress)}</h3>
                <p>{verdict}</p>
                {bar(tp!(progress_planned), words.planned, "clock-bar")}
                {bar(tp!(progress_actual), words.actual, actual)}
                {overdue}
            </div>
        }
        .into_any(),
    )
}

/// The activities with their picture.
#[component]
fn Schedule(plan: Signal<WorkPlan>) -> impl IntoView {
    let picture = Memo::new(move |_| {
        let plan = plan.read();
        let spans: Vec<_> =
            plan.activities.iter().map(|activity| (activity.starts_at, activity.ends_at)).collect();
        clock::calendar().with(|calendar| Picture::of(texts(), calendar, clock::now(), &spans))
    });
    let ids = move || plan.read().activities.iter().map(|one| one.id).collect::<Vec<_>>();
    view! {
        <div class="plan-schedule">
            <h3>{tp!(schedule)}</h3>
            <p class="muted">
                {move || extent(texts(), clock::now(), &plan.read().activities)}
            </p>
            {move || picture.read().as_ref().map(scale)}
            <ol class="plan-rows">
                <For each=ids key=|id| *id let(id)>
                    <ActivityRow plan picture id />
                </For>
            </ol>
            {move || picture.read().as_ref().map(legend)}
        </div>
    }
}
