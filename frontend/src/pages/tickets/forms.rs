//! The forms of a ticket's page, together a part of the program (see [`crate::parts`]).

use aval_domain::lifecycle::ActionKind;
use leptos::prelude::*;

use super::actions::action_form;
use super::answer::Writing;
use super::decisions::{ConfirmForm, RejectForm, TakeUpForm, WithdrawForm};
use super::details::EditDetails;
use super::plan::{ApproveForm, ChangesForm};

/// A form about the ticket of the page. Those that stand in a dialog know whether it is shown.
#[derive(Clone, Copy)]
pub enum CaseForm {
    /// Writing a message or a note.
    Answer,
    /// Correcting what the ticket says.
    Details(RwSignal<bool>),
    /// Confirming that the solution works.
    Confirm(RwSignal<bool>),
    /// Saying that it does not.
    Reject(RwSignal<bool>),
    /// Taking the ticket back.
    Withdraw(RwSignal<bool>),
    /// Taking a closed ticket up again, for its customer.
    TakeUp(RwSignal<bool>),
    /// Approving the version of the work plan that is shown.
    ApprovePlan(RwSignal<bool>, i32),
    /// Asking for changes of the version of the work plan that is shown.
    RejectPlan(RwSignal<bool>, i32),
    /// An action of support.
    Action(ActionKind, RwSignal<bool>),
}

/// Makes a form.
pub fn case_form(form: CaseForm) -> AnyView {
    match form {
        CaseForm::Answer => view! { <Writing /> }.into_any(),
        CaseForm::Details(open) => view! { <EditDetails open /> }.into_any(),
        CaseForm::Confirm(open) => view! { <ConfirmForm open /> }.into_any(),
        CaseForm::Reject(open) => view! { <RejectForm open /> }.into_any(),
        CaseForm::Withdraw(open) => view! { <WithdrawForm open /> }.into_any(),
        CaseForm::TakeUp(open) => view! { <TakeUpForm open /> }.into_any(),
        CaseForm::ApprovePlan(open, version) => view! { <ApproveForm open version /> }.into_any(),
        CaseForm::RejectPlan(open, version) => view! { <ChangesForm open version /> }.into_any(),
        CaseForm::Action(action, open) => action_form(action, open),
    }
}
