//! The work plan of a ticket: shown to both sides, decided on by the customer, written and followed
//! up by support. Only what stands here comes with the ticket's page; the rest is fetched when there
//! is a plan, or when somebody writes one (see [`crate::parts`]).

mod activity;
mod chart;
mod decide;
mod editor;
mod editor_rows;
mod panel;
mod send;

use aval_domain::lifecycle::ActionKind;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::case::use_case;
use crate::browser;
use crate::components::{Button, ButtonKind, Glyph, LinkButton};
use crate::i18n::tickets::tt;
use crate::parts::PartPlan;
use crate::paths;

pub use self::decide::{ApproveForm, ChangesForm};
pub use self::editor::PlanEditor;
pub use self::panel::PlanPanel;
pub use self::send::{DiscardPlan, SubmitPlan};

/// The id of the panel's heading.
const HEADING: &str = "plan-title";

/// Where the plan stands on the ticket's page; where there is none, the way to write one for those
/// who may.
#[component]
pub fn PlanPlace() -> impl IntoView {
    let case = use_case();
    let there_is = Memo::new(move |_| case.public().work_plan.is_some());
    let may_propose = move || !there_is.get() && case.may(ActionKind::DraftWorkPlan);
    view! {
        {move || there_is.get().then(|| view! { <PartPlan /> })}
        <Show when=may_propose>
            <section class="plan-proposal">
                <LinkButton
                    kind=ButtonKind::Quiet
                    icon=Glyph::Calendar
                    href=paths::plan(&untrack(|| case.public()).number)
                >
                    {tt!(page.propose_plan)}
                </LinkButton>
                <p class="field-hint">{tt!(page.propose_plan_hint)}</p>
            </section>
        </Show>
    }
}

/// The way from "it's your turn" to the plan, while that waits for the reader.
#[component]
pub fn ReviewPlan() -> impl IntoView {
    let case = use_case();
    view! {
        <Show when=move || case.may(ActionKind::ApproveWorkPlan)>
            <Button kind=ButtonKind::Primary icon=Glyph::Calendar on_press=move |()| go_to_plan()>
                {tt!(page.review_plan)}
            </Button>
        </Show>
    }
}

/// Brings the plan into view and reading on from there.
fn go_to_plan() {
    let found = browser::document().get_element_by_id(HEADING);
    if let Some(Ok(heading)) = found.map(JsCast::dyn_into::<web_sys::HtmlElement>) {
        heading.scroll_into_view();
        let _focused = heading.focus();
    }
}
