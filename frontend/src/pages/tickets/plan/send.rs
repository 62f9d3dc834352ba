//! Sending the plan to the customer, and giving a version up.

use aval_contract::PlanState;
use aval_contract::work_plans::WorkPlan;
use leptos::prelude::*;

use crate::clock;
use crate::components::{ButtonKind, DialogFoot, Form, Notice, Tone};
use crate::i18n::plans::tp;
use crate::i18n::texts;
use crate::load::use_load;
use crate::pages::tickets::answer::Overtaken;
use crate::pages::tickets::case::{use_case, use_part_act};
use crate::toast;
use crate::view_model::time;

/// Asks whether to send the plan, saying what that means.
#[component]
pub fn SubmitPlan(
    /// Whether its dialog is shown.
    open: RwSignal<bool>,
    /// Is told once it is sent.
    #[prop(optional, into)]
    on_sent: Option<Callback<()>>,
) -> impl IntoView {
    let case = use_case();
    // What is sent is what was there when she was asked: a colleague may be writing too.
    let asked_about = StoredValue::new(case.version());
    let send = use_part_act(
        case,
        |api, id, version, ()| async move { api.work_plan(id).submit(version).await },
        move |_plan: WorkPlan| {
            let still_here = open.try_set(false).is_none();
            toast::success(texts().plans().submitted);
            if let Some(on_sent) = on_sent.filter(|_| still_here) {
                on_sent.run(());
            }
        },
    );
    let submit = move |()| {
        let now = case.version();
        if asked_about.get_value() == now {
            send.run(());
        } else {
            asked_about.set_value(now);
            case.tell_overtaken();
        }
    };
    let plan = use_load(move |api| {
        let id = case.id();
        async move { Ok(api.work_plan(id).show().await?.value) }
    });
    // An approved plan moves no clock.
    let late = move || {
        let due = case.public().clocks.resolution.due_at?;
        let end = plan.get()??.activities.iter().map(|activity| activity.ends_at).max()?;
        (end > due)
            .then(|| (texts().plans().submit_after_due)(&time::when(texts(), clock::now(), due)))
    };
    let mail = (texts().plans().submit_mail)(&untrack(|| case.public()).company.name);
    view! {
        <Form on_submit=submit>
            <Overtaken />
            <ul class="plan-means">
                <li>{mail}</li>
                <li>{tp!(submit_turn)}</li>
                <li>{tp!(submit_waits)}</li>
                <li>{tp!(submit_change)}</li>
            </ul>
            <div role="status">
                {move || late().map(|text| view! { <Notice tone=Tone::Warning><p>{text}</p></Notice> })}
            </div>
            <DialogFoot pending=send.pending()>{tp!(submit)}</DialogFoot>
        </Form>
    }
}

/// Asks whether to give the newest version up.
#[component]
pub fn DiscardPlan(
    /// Whether its dialog is shown.
    open: RwSignal<bool>,
    /// Is told once it is given up.
    #[prop(optional, into)]
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let case = use_case();
    let discard = use_part_act(
        case,
        |api, id, version, ()| async move { api.work_plan(id).discard(version).await },
        move |_plan: Option<WorkPlan>| {
            let still_here = open.try_set(false).is_none();
            toast::success(texts().plans().discarded);
            if let Some(on_done) = on_done.filter(|_| still_here) {
                on_done.run(());
            }
        },
    );
    let lead = move || match case.public().work_plan.map(|plan| plan.state) {
        Some(PlanState::Rejected | PlanState::Withdrawn) => tp!(discard_returned),
        Some(PlanState::Draft | PlanState::Submitted | PlanState::Approved) | None => {
            tp!(discard_draft)
        }
    };
    view! {
        <Form on_submit=move |()| discard.run(())>
            <Overtaken />
            <p class="dialog-text">{lead}</p>
            <DialogFoot kind=ButtonKind::Danger pending=discard.pending()>{tp!(discard_button)}</DialogFoot>
        </Form>
    }
}
