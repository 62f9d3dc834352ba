//! After-hours windows on the page of a ticket. What is not here is a part of the program (see
//! [`crate::parts`]) that is fetched for tickets that have windows, and to ask for one.

mod ask;
mod panel;

use aval_domain::lifecycle::ActionKind;
use leptos::prelude::*;

use self::ask::AskForm;
use self::panel::Panel;
use super::case::use_case;
use crate::components::{Button, Dialog, Glyph};
use crate::i18n::tickets::tt;
use crate::parts::PartWindows;
use crate::view_model::tickets::next::has_windows;

/// What a ticket's page shows of after-hours windows.
#[derive(Clone, Copy)]
pub enum CaseWindows {
    /// Those that there are.
    Panel,
    /// The form of a new one, in a dialog that knows whether it is shown.
    Ask(RwSignal<bool>),
}

/// Makes it.
pub fn case_windows(view: CaseWindows) -> AnyView {
    match view {
        CaseWindows::Panel => view! { <Panel /> }.into_any(),
        CaseWindows::Ask(open) => view! { <AskForm open /> }.into_any(),
    }
}

/// The ticket's windows, once its timeline tells of any.
#[component]
pub fn WindowsOfCase() -> impl IntoView {
    let case = use_case();
    let shown = Memo::new(move |_| has_windows(&case.timeline()));
    move || shown.get().then(|| view! { <PartWindows view=CaseWindows::Panel /> })
}

/// A customer's way to ask for a window. Support has it among its actions.
#[component]
pub fn AskAfterHours() -> impl IntoView {
    let case = use_case();
    let open = RwSignal::new(false);
    view! {
        <Show when=move || case.may(ActionKind::AskAfterHours)>
            <Button icon=Glyph::Calendar on_press=move |()| case.open(open)>
                {tt!(page.ask_after_hours)}
            </Button>
        </Show>
        <Dialog open title=tt!(page.ask_after_hours) class="dialog-wide">
            <PartWindows view=CaseWindows::Ask(open) />
        </Dialog>
    }
}
