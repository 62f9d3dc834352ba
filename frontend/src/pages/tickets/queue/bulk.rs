//! Doing something with several tickets of the queue at once, a part of the program of its own (see
//! [`crate::parts`]): it is fetched with the filters.

use aval_client::Session as Api;
use aval_contract::companies::PersonStatus;
use aval_contract::error::ErrorCode;
use aval_contract::ticket_actions::Assign;
use aval_contract::tickets::{TicketForReporter, TicketListItem};
use aval_domain::lifecycle::{Guard, Role};
use leptos::prelude::*;
use uuid::Uuid;

use crate::components::{
    Button, ButtonKind, Dialog, DialogFoot, Form, Glyph, Notice, Select, Tone, focus_first_field,
};
use crate::i18n::{texts, tq, tr};
use crate::load::{Loaded, Pages, use_load};
use crate::paths;
use crate::session::{Session, use_session};
use crate::toast;
use crate::view_model::failure::Failure;
use crate::view_model::tickets::selection::Selection;

/// The queue, as far as it concerns the chosen tickets.
#[derive(Clone, Copy)]
pub struct Bulk {
    /// What is listed.
    pub tickets: Pages<TicketListItem>,
    /// What of it is chosen.
    pub selection: RwSignal<Selection>,
    /// Whether the dialog about them is shown; it stays to say what came of it.
    pub open: RwSignal<bool>,
}

impl Bulk {
    /// The chosen tickets that are listed, in the order of the list; tracked.
    fn chosen(self) -> Vec<TicketListItem> {
        let selection = self.selection.read();
        let listed = self.tickets.entries().get().unwrap_or_default();
        listed.into_iter().filter(|ticket| selection.has(ticket.id)).collect()
    }
}

/// Takes the newer state of a ticket into the list.
pub fn renew(entries: &mut [TicketListItem], ticket: &TicketForReporter) {
    if let Some(row) = entries.iter_mut().find(|row| row.id == ticket.id) {
        row.assignee.clone_from(&ticket.assignee);
        row.version = ticket.version;
        row.updated_at = ticket.updated_at;
    }
}

/// The bar over the list, and the dialog.
pub fn queue_bulk(bulk: Bulk) -> AnyView {
    let coordinates =
        untrack(|| use_session().user()).is_some_and(|user| user.role.at_least(Role::Coordinator));
    let count = Memo::new(move |_| bulk.chosen().len());
    view! {
        <div class="bulk-bar" role="region" aria-label=tq!(bulk_region)>
            <p role="status">{move || (texts().queue_tools().chosen)(count.get())}</p>
            <Button
                kind=ButtonKind::Primary
                icon=Glyph::Person
                class="button-small"
                disabled=Signal::derive(move || count.get() == 0)
                on_press=move |()| {
                    bulk.open.set(true);
                    focus_first_field();
                }
            >
                {if coordinates { tq!(assign_to) } else { tq!(assign_to_me) }}
            </Button>
            <Button
                kind=ButtonKind::Quiet
                icon=Glyph::Close
                class="button-small"
                on_press=move |()| bulk.selection.set(Selection::default())
            >
                {tq!(clear_selection)}
            </Button>
        </div>
        <Dialog
            open=bulk.open
            title=move || (texts().queue_tools().assign_count)(count.get())
        >
            <AssignAll bulk coordinates />
        </Dialog>
    }
    .into_any()
}

/// A ticket that was not given to anybody.
#[derive(Clone, PartialEq)]
struct Refused {
    id: Uuid,
    number: String,
    subject: String,
    why: String,
}

/// How far it is.
#[derive(Clone, PartialEq)]
enum Progress {
    NotBegun,
    Under { done: usize, of: usize },
    Ended { assigned: usize, refused: Vec<Refused> },
}

#[component]
fn AssignAll(bulk: Bulk, coordinates: bool) -> impl IntoView {
    let session = use_session();
    let progress = RwSignal::new(Progress::NotBegun);
    let run = Callback::new(move |to: Uuid| {
        let rows = untrack(|| bulk.chosen());
        if matches!(*progress.read_untracked(), Progress::Under { .. }) || rows.is_empty() {
            return;
        }
        progress.set(Progress::Under { done: 0, of: rows.len() });
        leptos::task::spawn_local(assign_all(session, bulk, rows, to, progress));
    });
    let under = Memo::new(move |_| matches!(*progress.read(), Progress::Under { .. }));
    view! {
        {move || outcome(progress.get())}
        {if coordinates {
            view! { <Choose bulk run under=under.into() /> }.into_any()
        } else {
            view! { <Take bulk run under=under.into() /> }.into_any()
        }}
    }
}

/// An engineer takes them.
#[component]
fn Take(bulk: Bulk, run: Callback<Uuid>, under: Signal<bool>) -> impl IntoView {
    let me = untrack(|| use_session().user()).map(|user| user.id).unwrap_or_default();
    let text = move || (texts().queue_tools().take_them)(bulk.chosen().len());
    view! {
        <Form on_submit=move |()| run.run(me)>
            <p class="dialog-text">{text}</p>
            <Foot bulk under />
        </Form>
    }
}

/// A coordinator chooses somebody; whoever has the least to do comes first.
#[component]
fn Choose(bulk: Bulk, run: Callback<Uuid>, under: Signal<bool>) -> impl IntoView {
    let me = untrack(|| use_session().user()).map(|user| user.id).unwrap_or_default();
    let staff = use_load(|api| async move { api.staff().list().await });
    let chosen = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let error = Signal::derive(move || {
        let empty = missing.get() && chosen.read().is_empty();
        empty.then(|| texts().common.required.to_owned())
    });
    let submit = move |()| match chosen.get_untracked().parse() {
        Ok(to) => run.run(to),
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
                        .filter(|person| person.status == PersonStatus::Active)
                        .collect();
                    people.sort_by_key(|person| (person.id != me, person.open_tickets));
                    let words = &texts().tickets().actions;
                    people
                        .into_iter()
                        .map(|person| {
                            let text = (words.staff_load)(&person.name, person.open_tickets);
                            (person.id.to_string(), text)
                        })
                        .collect::<Vec<_>>()
                });
                view! {
                    <Form on_submit=submit>
                        <Select
                            label=texts().tickets().actions.assignee
                            value=chosen
                            options
                            empty=texts().tickets().actions.assignee_choose
                            error
                        />
                        <Foot bulk under />
                    </Form>
                }
            }
        </Loaded>
    }
}

#[component]
fn Foot(bulk: Bulk, under: Signal<bool>) -> impl IntoView {
    let count = Memo::new(move |_| bulk.chosen().len());
    view! {
        <DialogFoot
            pending=under
            disabled=Signal::derive(move || count.get() == 0)
            leave=tr!(common.close)
        >
            {move || (texts().queue_tools().assign_count)(count.get())}
        </DialogFoot>
    }
}

fn outcome(progress: Progress) -> AnyView {
    let words = texts().queue_tools();
    match progress {
        Progress::NotBegun => ().into_any(),
        Progress::Under { done, of } => view! {
            <div class="bulk-progress" role="status">
                <p>{(words.progress)(done, of)}</p>
                <progress class="clock-bar" value=done max=of aria-label=tq!(assign_to)></progress>
            </div>
        }
        .into_any(),
        Progress::Ended { assigned, refused } => {
            let result = (words.result)(assigned, refused.len());
            let rows = refused
                .into_iter()
                .map(|one| {
                    view! {
                        <li>
                            <a href=paths::case(&one.number)>
                                <span class="case-number">{one.number.clone()}</span>
                                " "
                                {one.subject}
                            </a>
                            <span>{one.why}</span>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <div role="alert">
                    <Notice tone=Tone::Warning>
                        <p>{result}</p>
                        <ul class="bulk-refused">{rows}</ul>
                    </Notice>
                </div>
            }
            .into_any()
        }
    }
}

/// Gives the tickets to somebody, one after the other, each as it was listed. It goes on when the
/// page is left: that was asked for.
async fn assign_all(
    session: Session,
    bulk: Bulk,
    rows: Vec<TicketListItem>,
    to: Uuid,
    progress: RwSignal<Progress>,
) {
    let api: Api = session.api();
    let of = rows.len();
    let (mut refused, mut ended) = (Vec::new(), None::<Failure>);
    for (done, row) in rows.into_iter().enumerate() {
        let failure = match &ended {
            Some(failure) => Some(failure.clone()),
            None => {
                let body = Assign { assignee_id: to };
                match api.tickets().assign(row.id, row.version, &body).await {
                    Ok(ticket) => {
                        let ticket = ticket.value.public().clone();
                        bulk.tickets.entries().update(|entries| renew(entries, &ticket));
                        None
                    }
                    Err(error) => Some(Failure::from(error)),
                }
            }
        };
        if let Some(failure) = failure {
            let why = why(&failure);
            refused.push(Refused { id: row.id, number: row.number, subject: row.subject, why });
            // Without a sign-in or a connection the others would fare no better.
            if failure.is_unauthorized() || failure == Failure::Offline {
                ended = Some(failure);
            }
        }
        progress.try_set(Progress::Under { done: done + 1, of });
    }
    if ended.is_some_and(|failure| failure.is_unauthorized()) {
        session.expire();
    }
    let assigned = of - refused.len();
    bulk.selection.try_update(|selection| selection.set(refused.iter().map(|one| one.id)));
    if refused.is_empty() {
        toast::success((texts().queue_tools().all_assigned)(assigned));
        bulk.open.try_set(false);
        return;
    }
    let is_here =
        progress.try_set(Progress::Ended { assigned, refused: refused.clone() }).is_none();
    if is_here {
        // Whatever the refusals say, those rows are out of date.
        bulk.tickets.entries().reload();
    } else {
        toast::success((texts().queue_tools().result)(assigned, refused.len()));
    }
}

fn why(failure: &Failure) -> String {
    match failure {
        Failure::Problem(problem) if problem.guard == Some(Guard::NothingChanged) => {
            tq!(already_theirs).to_owned()
        }
        Failure::Problem(problem) if problem.code == ErrorCode::PreconditionFailed => {
            tq!(changed_meanwhile).to_owned()
        }
        Failure::Problem(_) | Failure::Offline | Failure::Unreadable => failure.text(texts()),
    }
}
