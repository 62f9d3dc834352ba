//! The customer's yes or no to a version of the plan.

use aval_contract::PlanState;
use aval_contract::work_plans::{ApproveWorkPlan, RejectWorkPlan, WorkPlan};
use aval_domain::lifecycle::ActionKind;
use leptos::prelude::*;

use super::go_to_plan;
use crate::components::{
    Button, ButtonKind, Dialog, DialogFoot, Form, Glyph, Notice, TextArea, Tone,
};
use crate::i18n::plans::tp;
use crate::i18n::texts;
use crate::pages::tickets::answer::Overtaken;
use crate::pages::tickets::case::{Case, use_case, use_part_act};
use crate::pages::tickets::decisions::required;
use crate::pages::tickets::draft::kept_text;
use crate::pages::tickets::forms::CaseForm;
use crate::parts::PartForm;
use crate::toast;

/// What is asked of the customer, while the version that is shown waits for her.
#[component]
pub fn Decision(plan: Signal<WorkPlan>) -> impl IntoView {
    let case = use_case();
    let (approving, asking) = (RwSignal::new(false), RwSignal::new(false));
    let shown = move || untrack(|| plan.read().version);
    view! {
        <Show when=move || case.may(ActionKind::ApproveWorkPlan)>
            <div class="plan-decision" role="group" aria-labelledby="plan-ask">
                <div class="plan-ask">
                    <p id="plan-ask" class="plan-ask-title">{tp!(ask_title)}</p>
                    <p class="muted">{tp!(ask_then)}</p>
                </div>
                <div class="plan-decision-buttons">
                    <Button
                        kind=ButtonKind::Primary
                        icon=Glyph::Check
                        on_press=move |()| case.open(approving)
                    >
                        {tp!(approve)}
                    </Button>
                    <Button icon=Glyph::Edit on_press=move |()| case.open(asking)>
                        {tp!(ask_changes)}
                    </Button>
                </div>
            </div>
        </Show>
        <Dialog open=approving title=tp!(approve_title)>
            <PartForm form=CaseForm::ApprovePlan(approving, shown()) />
        </Dialog>
        <Dialog open=asking title=tp!(changes_title)>
            <PartForm form=CaseForm::RejectPlan(asking, shown()) />
        </Dialog>
    }
}

/// Approves the version that the customer has read.
#[component]
pub fn ApproveForm(
    /// Whether its dialog is shown.
    open: RwSignal<bool>,
    /// The version that she has read.
    version: i32,
) -> impl IntoView {
    let case = use_case();
    let (comment, forget_comment) = kept_text(case.id(), "plan-approve");
    let approve = use_part_act(
        case,
        |api, id, version, body: ApproveWorkPlan| async move {
            api.work_plan(id).approve(version, &body).await
        },
        move |_plan: WorkPlan| {
            forget_comment();
            open.try_set(false);
            toast::success(texts().plans().approved);
        },
    );
    let submit = move |()| {
        let comment = comment.get_untracked().trim().to_owned();
        approve.run(ApproveWorkPlan { comment: (!comment.is_empty()).then_some(comment) });
    };
    view! {
        <IfStill case version open>
            <Form on_submit=submit>
                <Overtaken />
                <p class="dialog-text">{(texts().plans().approve_lead)(version)}</p>
                <TextArea
                    label=tp!(approve_comment)
                    value=comment
                    error=approve.field("/comment")
                    optional=true
                    rows=2
                    maxlength=2_000_u32
                />
                <DialogFoot pending=approve.pending()>{tp!(approve_button)}</DialogFoot>
            </Form>
        </IfStill>
    }
}

/// Sends the version that the customer has read back, saying what has to be different.
#[component]
pub fn ChangesForm(
    /// Whether its dialog is shown.
    open: RwSignal<bool>,
    /// The version that she has read.
    version: i32,
) -> impl IntoView {
    let case = use_case();
    let (comment, forget_comment) = kept_text(case.id(), "plan-changes");
    let reject = use_part_act(
        case,
        |api, id, version, body: RejectWorkPlan| async move {
            api.work_plan(id).reject(version, &body).await
        },
        move |_plan: WorkPlan| {
            forget_comment();
            open.try_set(false);
            toast::success(texts().plans().changes_asked);
        },
    );
    let (missing, error) = required(comment, reject.field("/comment"));
    let submit = move |()| {
        let comment = comment.get_untracked().trim().to_owned();
        missing.set(comment.is_empty());
        if !comment.is_empty() {
            reject.run(RejectWorkPlan { comment });
        }
    };
    view! {
        <IfStill case version open>
            <Form on_submit=submit>
                <Overtaken />
                <p class="dialog-text">{tp!(changes_lead)}</p>
                <TextArea
                    label=tp!(changes_label)
                    hint=tp!(changes_hint)
                    value=comment
                    error
                    rows=4
                    maxlength=2_000_u32
                />
                <DialogFoot pending=reject.pending()>{tp!(ask_changes)}</DialogFoot>
            </Form>
        </IfStill>
    }
}

/// The form, while the version that the customer has read is the one to decide on: nobody says yes
/// to what she has not seen.
#[component]
fn IfStill(case: Case, version: i32, open: RwSignal<bool>, children: ChildrenFn) -> impl IntoView {
    let still = Memo::new(move |_| {
        case.public()
            .work_plan
            .is_some_and(|plan| plan.version == version && plan.state == PlanState::Submitted)
    });
    view! {
        <Show
            when=move || still.get()
            fallback=move || view! {
                <div role="alert">
                    <Notice tone=Tone::Warning><p>{tp!(other_version)}</p></Notice>
                </div>
                <div class="dialog-actions">
                    <Button
                        kind=ButtonKind::Primary
                        on_press=move |()| {
                            open.set(false);
                            go_to_plan();
                        }
                    >
                        {tp!(other_version_close)}
                    </Button>
                </div>
            }
        >
            {children()}
        </Show>
    }
}
