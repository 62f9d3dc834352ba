//! What a customer decides: whether the solution works, to withdraw, to reopen.

use aval_contract::ticket_actions::{ConfirmSolution, Reason};
use aval_domain::lifecycle::ActionKind;
use leptos::prelude::*;

use super::answer::Overtaken;
use super::case::{use_case, use_case_act};
use super::draft::kept_text;
use super::forms::CaseForm;
use super::times::CaseTime;
use crate::act::Act;
use crate::components::{
    Button, ButtonKind, Dialog, DialogFoot, ErrorLine, Form, Glyph, Markdown, Said, TextArea,
};
use crate::i18n::texts;
use crate::i18n::tickets::tt;
use crate::parts::{PartForm, PartTime};
use crate::toast;
use crate::view_model::tickets::next::Side;
use crate::view_model::tickets::story::last_delivery;

/// The verdict on a delivered solution, with the steps to test it.
#[component]
pub fn TestingPanel() -> impl IntoView {
    let case = use_case();
    let delivery = Memo::new(move |_| last_delivery(&case.timeline()));
    let unread =
        Memo::new(move |_| case.timeline_loading().failure().filter(|_| delivery.read().is_none()));
    let (confirming, rejecting) = (RwSignal::new(false), RwSignal::new(false));
    view! {
        <Show when=move || case.may(ActionKind::ConfirmSolution)>
            <section class="testing-panel" aria-labelledby="testing-title">
                <h2 id="testing-title">{tt!(page.testing_title)}</h2>
                {move || delivery.get().map(|(done, steps)| view! {
                    <div class="testing-texts">
                        <div>
                            <h3>{tt!(story.what_was_done)}</h3>
                            <Markdown html=Signal::stored(done) />
                        </div>
                        <div>
                            <h3>{tt!(story.how_to_test)}</h3>
                            <Markdown html=Signal::stored(steps) />
                        </div>
                    </div>
                })}
                <PartTime shown=CaseTime::Testing />
                // Nobody approves what she has not been shown.
                {move || unread.get().map(|failure| view! {
                    <ErrorLine
                        failure=Signal::stored(failure)
                        on_retry=move |()| case.timeline_loading().reload()
                        pending=Signal::derive(move || case.timeline_loading().pending())
                    />
                })}
                <Show when=move || delivery.read().is_some()>
                <div class="testing-actions">
                    <Button kind=ButtonKind::Primary icon=Glyph::Check on_press=move |()| case.open(confirming)>
                        {tt!(page.works)}
                    </Button>
                    <Button icon=Glyph::Close on_press=move |()| case.open(rejecting)>
                        {tt!(page.works_not)}
                    </Button>
                </div>
                </Show>
            </section>
        </Show>
        <Dialog open=confirming title=tt!(page.confirm_title)>
            <PartForm form=CaseForm::Confirm(confirming) />
        </Dialog>
        <Dialog open=rejecting title=tt!(page.reject_title)>
            <PartForm form=CaseForm::Reject(rejecting) />
        </Dialog>
    }
}

/// Closes the ticket: the solution works.
#[component]
pub fn ConfirmForm(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    let (comment, forget_comment) = kept_text(case.id(), "confirm");
    let confirm = use_case_act(
        case,
        |api, id, version, body: ConfirmSolution| async move {
            api.tickets().confirm_solution(id, version, &body).await
        },
        move || {
            forget_comment();
            open.set(false);
            toast::success(texts().tickets().page.confirmed);
        },
    );
    let submit = move |()| {
        let comment = comment.get_untracked().trim().to_owned();
        confirm.run(ConfirmSolution { comment: (!comment.is_empty()).then_some(comment) });
    };
    view! {
        <Form on_submit=submit>
            <Overtaken />
            <p class="dialog-text">{tt!(page.confirm_lead)}</p>
            <TextArea
                label=tt!(page.confirm_comment)
                value=comment
                error=confirm.field("/comment")
                optional=true
                rows=2
            />
            <DialogFoot pending=confirm.pending()>{tt!(page.confirm_button)}</DialogFoot>
        </Form>
    }
}

/// Sends the ticket back: the solution does not work.
#[component]
pub fn RejectForm(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    let (reason, forget_reason) = kept_text(case.id(), "reject");
    let act = use_case_act(
        case,
        |api, id, version, body: Reason| async move {
            api.tickets().reject_solution(id, version, &body).await
        },
        move || {
            forget_reason();
            open.set(false);
            toast::success(texts().tickets().page.rejected);
        },
    );
    view! {
        <p class="dialog-text">{tt!(page.reject_lead)}</p>
        <ReasonForm reason act label=tt!(page.reject_reason) button=tt!(page.reject_button) />
    }
}

/// Asks for a reason before something is done.
#[component]
pub fn ReasonForm(
    /// The reason, as kept between openings.
    reason: RwSignal<String>,
    /// Does it.
    act: Act<Reason>,
    /// What is asked.
    #[prop(into)]
    label: Said,
    /// What the button says.
    #[prop(into)]
    button: Said,
    /// How the button looks.
    #[prop(default = ButtonKind::Primary)]
    kind: ButtonKind,
) -> impl IntoView {
    let hint = match untrack(|| use_case().side()) {
        Side::Customer => tt!(actions.reason_hint_yours),
        Side::Support => tt!(actions.reason_hint),
    };
    let (missing, error) = required(reason, act.field("/reason"));
    let submit = move |()| {
        let reason = reason.get_untracked().trim().to_owned();
        missing.set(reason.is_empty());
        if !reason.is_empty() {
            act.run(Reason { reason });
        }
    };
    view! {
        <Form on_submit=submit>
            <Overtaken />
            <TextArea label=move || label.get() value=reason error hint rows=4 />
            <DialogFoot pending=act.pending() kind>{move || button.get()}</DialogFoot>
        </Form>
    }
}

/// The error of a text that may not be empty: ours once `missing` was set by a try to send, else
/// the server's.
pub fn required(
    text: RwSignal<String>,
    refused: Signal<Option<String>>,
) -> (RwSignal<bool>, Signal<Option<String>>) {
    let missing = RwSignal::new(false);
    let error = Signal::derive(move || {
        if missing.get() && text.read().trim().is_empty() {
            Some(texts().common.required.to_owned())
        } else {
            refused.get()
        }
    });
    (missing, error)
}

/// Takes the ticket back, while it is not closed.
#[component]
pub fn Withdraw() -> impl IntoView {
    let case = use_case();
    let open = RwSignal::new(false);
    view! {
        <Show when=move || case.may(ActionKind::Withdraw)>
            <Button icon=Glyph::Trash on_press=move |()| case.open(open)>
                {texts().action(ActionKind::Withdraw)}
            </Button>
        </Show>
        <Dialog open title=tt!(page.withdraw_title)>
            <PartForm form=CaseForm::Withdraw(open) />
        </Dialog>
    }
}

/// Says why.
#[component]
pub fn WithdrawForm(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    let (reason, forget_reason) = kept_text(case.id(), "withdraw");
    let act = use_case_act(
        case,
        |api, id, version, body: Reason| async move { api.tickets().withdraw(id, version, &body).await },
        move || {
            forget_reason();
            open.set(false);
            toast::success(texts().tickets().page.withdrawn);
        },
    );
    view! {
        <p class="dialog-text">{tt!(page.withdraw_lead)}</p>
        <ReasonForm
            reason
            act
            label=tt!(page.reason)
            button=texts().action(ActionKind::Withdraw)
            kind=ButtonKind::Danger
        />
    }
}

/// Takes a closed ticket up again, while that is possible.
#[component]
pub fn Reopen() -> impl IntoView {
    let case = use_case();
    let open = RwSignal::new(false);
    view! {
        <Show when=move || case.may(ActionKind::Reopen)>
            <Button icon=Glyph::Refresh on_press=move |()| case.open(open)>
                {texts().action(ActionKind::Reopen)}
            </Button>
        </Show>
        <Dialog open title=tt!(page.reopen_title)>
            <PartForm form=CaseForm::TakeUp(open) />
        </Dialog>
    }
}

/// Says why.
#[component]
pub fn TakeUpForm(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    let (reason, forget_reason) = kept_text(case.id(), "reopen");
    let act = use_case_act(
        case,
        |api, id, version, body: Reason| async move { api.tickets().reopen(id, version, &body).await },
        move || {
            forget_reason();
            open.set(false);
            toast::success(texts().tickets().page.reopened);
        },
    );
    view! {
        <p class="dialog-text">{tt!(page.reopen_lead)}</p>
        <ReasonForm reason act label=tt!(page.reopen_reason) button=texts().action(ActionKind::Reopen) />
    }
}
