//! Giving a ticket to somebody.

use aval_contract::companies::PersonStatus;
use aval_contract::ticket_actions::Assign;
use aval_domain::lifecycle::ActionKind;
use leptos::prelude::*;

use super::forms::told;
use crate::components::{DialogFoot, Form, Select};
use crate::i18n::texts;
use crate::i18n::tickets::tt;
use crate::load::{Loaded, use_load};
use crate::pages::tickets::answer::Overtaken;
use crate::pages::tickets::case::{use_case, use_case_act};
use crate::session::use_session;

/// A coordinator chooses somebody.
#[component]
pub fn AssignForm(open: RwSignal<bool>) -> impl IntoView {
    let me = untrack(|| use_session().user()).map(|user| user.id);
    let case = use_case();
    let staff = use_load(|api| async move { api.staff().list().await });
    let now = untrack(|| case.public()).assignee.map(|person| person.id);
    let chosen = RwSignal::new(String::new());
    let assign = use_case_act(
        case,
        |api, id, version, body: Assign| async move { api.tickets().assign(id, version, &body).await },
        move || told(open, tt!(actions.done_assigned)),
    );
    let missing = RwSignal::new(false);
    let error = {
        let refused = assign.field("/assignee_id");
        Signal::derive(move || {
            let empty = missing.get() && chosen.read().is_empty();
            if empty { Some(texts().common.required.to_owned()) } else { refused.get() }
        })
    };
    let submit = move |()| match chosen.get_untracked().parse() {
        Ok(assignee_id) => assign.run(Assign { assignee_id }),
        Err(_) => missing.set(true),
    };
    view! {
        <Loaded from=staff rows=2 let:list>
            {
                let options = Signal::derive(move || {
                    let list = list.read();
                    let mut people: Vec<_> = list
                        .items
                        .iter()
                        .filter(|person| person.status == PersonStatus::Active && Some(person.id) != now)
                        .collect();
                    // The one with the least to do first; oneself on top.
                    people.sort_by_key(|person| (Some(person.id) != me, person.open_tickets));
                    people
                        .into_iter()
                        .map(|person| {
                            let text = (texts().tickets().actions.staff_load)(&person.name, person.open_tickets);
                            (person.id.to_string(), text)
                        })
                        .collect::<Vec<_>>()
                });
                view! {
                    <Form on_submit=submit>
                        <Overtaken />
                        <Select
                            label=tt!(actions.assignee)
                            value=chosen
                            options
                            empty=tt!(actions.assignee_choose)
                            error
                        />
                        <DialogFoot pending=assign.pending()>{texts().action(ActionKind::Assign)}</DialogFoot>
                    </Form>
                }
            }
        </Loaded>
    }
}
