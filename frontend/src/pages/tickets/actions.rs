//! What support can do with a ticket now, and for the rest what is missing.

mod assign;
mod contact;
mod forms;
mod solution;

use aval_contract::ticket_actions::Assign;
use aval_contract::tickets::{ActionAvailability, Findings, TicketForReporter};
use aval_domain::lifecycle::{ActionKind, Guard, Role, Stage};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};

use self::assign::AssignForm;
use self::contact::{ContactForm, QuestionForm};
use self::forms::{
    DuplicateForm, ExtendForm, FindingsForm, RecategorizeForm, ReopenForm, ReturnForm,
    StartAnalysisForm, StartSolutionForm,
};
use self::solution::DeliverForm;
use super::after_hours::CaseWindows;
use super::case::{Case, use_case, use_case_act};
use super::forms::CaseForm;
use super::plan::{DiscardPlan, SubmitPlan};
use crate::browser;
use crate::components::{Button, ButtonKind, Dialog, Glyph, Icon, LinkButton};
use crate::i18n::texts;
use crate::i18n::tickets::tt;
use crate::load::Loaded;
use crate::parts::{PartForm, PartWindows};
use crate::paths;
use crate::session::use_session;
use crate::toast;
use crate::tools::is_page_shortcut;
use crate::view_model::tickets::actions::{
    PanelActions, belongs_to_panel, missing_findings, named_findings, panel_actions,
};

/// The actions of support: possible ones as buttons, the rest with the reason why not.
#[component]
pub fn ActionsPanel() -> impl IntoView {
    let case = use_case();
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(None::<ActionKind>);
    let navigate = use_navigate();
    // An engineer gives a case to nobody but herself: there is nothing to ask.
    let me = untrack(|| use_session().user());
    let taker = me.filter(|user| !user.role.at_least(Role::Coordinator)).map(|user| user.id);
    let take = use_case_act(
        case,
        |api, id, version, body: Assign| async move { api.tickets().assign(id, version, &body).await },
        move || {
            let number = untrack(|| case.public()).number;
            toast::success((texts().tickets().queue.taken)(&number));
        },
    );
    let choose = Callback::new(move |action: ActionKind| {
        if let Some(assignee_id) = taker.filter(|_| action == ActionKind::Assign) {
            take.run(Assign { assignee_id });
            return;
        }
        if action == ActionKind::DraftWorkPlan {
            // It has a page of its own.
            navigate(&paths::plan(&untrack(|| case.public()).number), Default::default());
            return;
        }
        chosen.set(Some(action));
        case.open(open);
    });
    open_asked(case, choose);
    listen_to_keys(case, choose);
    let at_a_desk = at_a_desk();
    view! {
        <section class="card actions-panel" aria-labelledby="actions-title">
            <h2 id="actions-title">{tt!(actions.title)}</h2>
            <Loaded from=case.actions_loading() rows=3 let:actions>
                <div class="actions-possible" role="group" aria-label=tt!(actions.possible)>
                    {move || {
                        let ticket = case.public();
                        possible(&panel_actions(&actions.read(), ticket.stage), &ticket, taker.is_some(), choose)
                    }}
                </div>
                <details class="actions-missing" open=at_a_desk>
                    <summary>{tt!(actions.not_yet)}</summary>
                    <ul>
                        {move || {
                            let panel = panel_actions(&actions.read(), case.public().stage);
                            missing(&panel, &case.findings().unwrap_or_default())
                        }}
                    </ul>
                </details>
            </Loaded>
        </section>
        <Dialog
            open
            title=move || chosen.get().map_or("", |action| texts().action(action))
            class="dialog-wide"
        >
            {move || chosen.get().map(|action| view! { <PartForm form=CaseForm::Action(action, open) /> })}
        </Dialog>
    }
}

/// S does what comes next, L logs a contact and T gives the case to somebody, where that is possible.
fn listen_to_keys(case: Case, choose: Callback<ActionKind>) {
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if !is_page_shortcut(&event) {
            return;
        }
        let action = match event.key().as_str() {
            "s" | "S" => untrack(|| {
                let actions = case.actions_loading().get()?;
                panel_actions(&actions, case.public().stage).next
            }),
            "l" | "L" => Some(ActionKind::LogContact),
            "t" | "T" => Some(ActionKind::Assign),
            _ => None,
        };
        if let Some(action) = action.filter(|action| untrack(|| case.may(*action))) {
            choose.run(action);
        }
    });
    on_cleanup(move || keys.remove());
}

/// Opens the form of the action that the address names, once that is possible: the palette and the board
/// of the queue lead here. The address says so once, so that a reload doesn't open it again.
fn open_asked(case: Case, choose: Callback<ActionKind>) {
    let query = use_query_map();
    let (location, navigate) = (use_location(), use_navigate());
    let asked = Memo::new(move |_| {
        let action = query.read().get(paths::ACTION)?.parse().ok()?;
        belongs_to_panel(action).then_some(action)
    });
    Effect::new(move || {
        let Some(action) = asked.get().filter(|action| case.may(*action)) else { return };
        let once = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&location.pathname.get_untracked(), once);
        choose.run(action);
    });
}

fn possible(
    panel: &PanelActions,
    ticket: &TicketForReporter,
    takes: bool,
    choose: Callback<ActionKind>,
) -> AnyView {
    if panel.is_empty() {
        return view! { <p class="field-hint">{tt!(actions.none_possible)}</p> }.into_any();
    }
    let next = panel.next.map(|action| (action, ButtonKind::Primary));
    let others = panel.possible.iter().map(|action| (*action, ButtonKind::Secondary));
    next.into_iter()
        .chain(others)
        .map(|(action, kind)| match action {
            // It has a page of its own.
            ActionKind::DraftWorkPlan => {
                let words = &texts().tickets().actions;
                let there_is = ticket.work_plan.is_some();
                view! {
                    <LinkButton kind icon=glyph(action) class="button-wide" href=paths::plan(&ticket.number)>
                        {if there_is { words.edit_plan } else { texts().action(action) }}
                    </LinkButton>
                }
                .into_any()
            }
            other => {
                let word = if takes && other == ActionKind::Assign {
                    tt!(actions.assign_to_me)
                } else {
                    texts().action(other)
                };
                view! {
                    <Button kind icon=glyph(other) class="button-wide" on_press=move |()| choose.run(other)>
                        {word}
                    </Button>
                }
                .into_any()
            }
        })
        .collect_view()
        .into_any()
}

fn missing(panel: &PanelActions, findings: &Findings) -> AnyView {
    panel
        .missing
        .iter()
        .map(|found| {
            let why = if found.guard == Some(Guard::FindingsIncomplete) {
                missing_findings(texts(), findings.clone())
            } else {
                why_not(found)
            };
            view! {
                <li>
                    <Icon glyph=Glyph::Lock />
                    <span class="missing-action">{texts().action(found.action)}":"</span>
                    " "
                    <span class="missing-why">{why}</span>
                </li>
            }
        })
        .collect_view()
        .into_any()
}

/// Whether there is room for the whole panel; on a phone the reasons are one press away.
fn at_a_desk() -> bool {
    let wide = browser::window().match_media("(min-width: 60rem)").ok().flatten();
    wide.is_none_or(|query| query.matches())
}

/// Why an action is not possible, in words.
pub fn why_not(found: &ActionAvailability) -> String {
    let texts = texts();
    match found.guard {
        Some(guard) => texts.guard(guard).to_owned(),
        None => {
            let stages: Vec<&str> =
                found.allowed_stages.iter().map(|stage: &Stage| texts.stage(*stage)).collect();
            (texts.tickets().actions.only_from)(&stages.join(", "))
        }
    }
}

/// The form of an action. Actions of customers, of the timer, and those with a place of their own
/// on the page have none here.
pub fn action_form(action: ActionKind, open: RwSignal<bool>) -> AnyView {
    match action {
        ActionKind::Assign => view! { <AssignForm open /> }.into_any(),
        ActionKind::LogContact => view! { <ContactForm open /> }.into_any(),
        ActionKind::RequestInformation => view! { <QuestionForm open /> }.into_any(),
        ActionKind::StartAnalysis => view! { <StartAnalysisForm open /> }.into_any(),
        ActionKind::Recategorize => view! { <RecategorizeForm open /> }.into_any(),
        ActionKind::RecordAnalysis => view! { <FindingsForm open /> }.into_any(),
        ActionKind::StartSolution => view! { <StartSolutionForm open /> }.into_any(),
        ActionKind::ReturnToAnalysis => view! { <ReturnForm open /> }.into_any(),
        ActionKind::DeliverSolution => view! { <DeliverForm open /> }.into_any(),
        ActionKind::ExtendTesting => view! { <ExtendForm open /> }.into_any(),
        ActionKind::MarkDuplicate => view! { <DuplicateForm open /> }.into_any(),
        ActionKind::Reopen => view! { <ReopenForm open /> }.into_any(),
        ActionKind::SubmitWorkPlan => view! { <SubmitPlan open /> }.into_any(),
        ActionKind::DiscardWorkPlan => view! { <DiscardPlan open /> }.into_any(),
        ActionKind::AskAfterHours => {
            view! { <PartWindows view=CaseWindows::Ask(open) /> }.into_any()
        }
        ActionKind::ConfirmSolution
        | ActionKind::RejectSolution
        | ActionKind::CloseTacitly
        | ActionKind::Withdraw
        | ActionKind::DraftWorkPlan
        | ActionKind::ApproveWorkPlan
        | ActionKind::RejectWorkPlan
        | ActionKind::UpdatePlanActivity
        | ActionKind::PublicMessage
        | ActionKind::InternalNote
        | ActionKind::EditDetails
        | ActionKind::AgreeAfterHours
        | ActionKind::DeclineAfterHours
        | ActionKind::CancelAfterHours
        | ActionKind::CompleteAfterHours
        | ActionKind::MissAfterHours => ().into_any(),
    }
}

fn glyph(action: ActionKind) -> Glyph {
    match action {
        ActionKind::Assign => Glyph::Person,
        ActionKind::LogContact => Glyph::Phone,
        ActionKind::RequestInformation | ActionKind::PublicMessage => Glyph::Message,
        ActionKind::StartAnalysis | ActionKind::StartSolution => Glyph::ArrowRight,
        ActionKind::Recategorize => Glyph::Tag,
        ActionKind::RecordAnalysis
        | ActionKind::EditDetails
        | ActionKind::DraftWorkPlan
        | ActionKind::UpdatePlanActivity => Glyph::Edit,
        ActionKind::ReturnToAnalysis | ActionKind::Withdraw => Glyph::ArrowLeft,
        ActionKind::DeliverSolution | ActionKind::SubmitWorkPlan => Glyph::Send,
        ActionKind::ExtendTesting | ActionKind::AskAfterHours => Glyph::Calendar,
        ActionKind::ConfirmSolution
        | ActionKind::ApproveWorkPlan
        | ActionKind::AgreeAfterHours
        | ActionKind::CompleteAfterHours => Glyph::Check,
        ActionKind::RejectSolution
        | ActionKind::CloseTacitly
        | ActionKind::DiscardWorkPlan
        | ActionKind::RejectWorkPlan
        | ActionKind::DeclineAfterHours
        | ActionKind::CancelAfterHours
        | ActionKind::MissAfterHours => Glyph::Close,
        ActionKind::MarkDuplicate => Glyph::Copy,
        ActionKind::Reopen => Glyph::Refresh,
        ActionKind::InternalNote => Glyph::Lock,
    }
}

/// The four findings as recorded, for staff only.
#[component]
pub fn FindingsCard() -> impl IntoView {
    let case = use_case();
    move || {
        let findings = case.findings().unwrap_or_default();
        let rows: Vec<AnyView> = named_findings(texts(), findings)
            .into_iter()
            .filter_map(|(label, text)| {
                let text = text?;
                Some(view! { <dt>{label}</dt><dd class="plain-text">{text}</dd> }.into_any())
            })
            .collect();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="card findings" aria-labelledby="findings-title">
                    <h2 id="findings-title">{tt!(page.findings)}</h2>
                    <dl>{rows}</dl>
                </section>
            }
        })
    }
}
