//! Support's queue: filters in the address, what is due first on top, the keyboard for the rest.

mod board;
mod bulk;
mod filters;
mod saved;

use std::sync::Arc;

use aval_contract::ticket_actions::Assign;
use aval_contract::tickets::{TicketAnswer, TicketListItem};
use aval_domain::lifecycle::Stage;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use uuid::Uuid;
use wasm_bindgen::JsCast;

pub use self::board::queue_board;
use self::bulk::renew;
pub use self::bulk::{Bulk, queue_bulk};
pub use self::filters::queue_filters;
use self::filters::{FilterBar, Look};
use super::listed;
use crate::act::{Act, use_act_or};
use crate::browser;
use crate::clock;
use crate::components::ticket::{due_lines, kind_word, priority_badge, stage_badge};
use crate::components::{Avatar, Button, EmptyState, Glyph, LinkButton, More, PageHeader};
use crate::i18n::texts;
use crate::i18n::tickets::tt;
use crate::live::on_news;
use crate::load::{Loaded, Pages, use_pages};
use crate::parts::{PartBoard, PartBulk};
use crate::paths;
use crate::session::use_session;
use crate::toast;
use crate::tools::is_page_shortcut;
use crate::view_model::tickets::due;
use crate::view_model::tickets::filters::{QUEUE_PAGE, QueueFilters};
use crate::view_model::tickets::selection::Selection;
use crate::view_model::time;

/// The tickets of support.
#[component]
pub fn Queue() -> impl IntoView {
    let params = use_query_map();
    let filters = Memo::new(move |_| QueueFilters::from_params(|name| params.read().get(name)));
    let navigate = use_navigate();
    let change = Callback::new(move |filters: QueueFilters| {
        let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
        navigate(&filters.path(), options);
    });
    let is_board = Memo::new(move |_| filters.read().board);
    view! {
        <PageHeader title=texts().tickets().queue_title lead=tt!(queue.lead)>
            <Look filters on_change=change />
            <LinkButton href=paths::NEW_CASE icon=Glyph::Plus>{texts().tickets().create}</LinkButton>
        </PageHeader>
        <FilterBar filters on_change=change />
        {move || if is_board.get() {
            view! { <PartBoard filters /> }.into_any()
        } else {
            view! { <TicketList filters on_change=change /> }.into_any()
        }}
    }
}

/// The queue as a list.
#[component]
fn TicketList(filters: Memo<QueueFilters>, on_change: Callback<QueueFilters>) -> impl IntoView {
    let me = untrack(|| use_session().user()).map(|user| user.id).unwrap_or_default();
    let tickets = use_pages(move |api, cursor| {
        let mut query = filters.read().to_ticket_query(me, browser::now());
        query.count = cursor.is_none().then_some(true);
        query.cursor = cursor;
        async move { api.tickets().list(&query).await }
    });
    let refresh = move || {
        // Loading again would take away the pages that were fetched since.
        let one_page =
            tickets.entries().get_untracked().is_none_or(|all| all.len() <= QUEUE_PAGE as usize);
        if one_page {
            tickets.entries().reload();
        }
    };
    on_news(|_| true, refresh);
    let take = use_take(tickets);
    let selection = RwSignal::new(Selection::default());
    let bulk = Bulk { tickets, selection, open: RwSignal::new(false) };
    Effect::new(move |before: Option<()>| {
        filters.track();
        // What other filters show is another choice.
        if before.is_some() {
            selection.set(Selection::default());
        }
    });
    let is_bulk = Memo::new(move |_| !selection.read().is_empty() || bulk.open.get());
    listen_to_keys(tickets, take, me, selection);
    view! {
        <Loaded from=tickets.entries() rows=8 let:entries>
            <Show
                when=move || !entries.read().is_empty()
                fallback=move || view! { <NothingHere filters on_change /> }
            >
                <p class="queue-count" role="status">
                    {move || {
                        let shown = entries.read().len();
                        let total = tickets.total().unwrap_or(shown as u64);
                        (texts().tickets().queue.shown)(shown, total)
                    }}
                </p>
                <TicketTable entries take me selection />
            </Show>
        </Loaded>
        <Show when=move || is_bulk.get()><PartBulk bulk /></Show>
        <More
            there_is=Signal::derive(move || tickets.has_more())
            pending=Signal::derive(move || tickets.more_pending())
            on_more=tickets.fetch_more()
        />
        <p class="keyboard-hint">{tt!(queue.keyboard_hint)}</p>
    }
}

/// Making oneself responsible for a ticket of the list. The row tells at once.
fn use_take(tickets: Pages<TicketListItem>) -> Act<(TicketListItem, Uuid)> {
    use_act_or(
        |api, (ticket, me): (TicketListItem, Uuid)| async move {
            api.tickets().assign(ticket.id, ticket.version, &Assign { assignee_id: me }).await
        },
        move |answer| {
            let ticket: &TicketAnswer = &answer.value;
            let ticket = ticket.public().clone();
            toast::success((texts().tickets().queue.taken)(&ticket.number));
            let had_focus = focused_number().as_ref() == Some(&ticket.number);
            tickets.entries().update(|entries| {
                renew(entries, &ticket);
            });
            // The changed row is a new element: without this the next J would start from the top.
            if had_focus {
                leptos::task::spawn_local(async move {
                    browser::sleep(0).await;
                    focus_number(&ticket.number);
                });
            }
        },
        // Whatever the refusal says, the row it was pressed on is out of date.
        move |_| {
            tickets.entries().reload();
            false
        },
    )
}

#[component]
fn NothingHere(filters: Memo<QueueFilters>, on_change: Callback<QueueFilters>) -> impl IntoView {
    move || {
        if !filters.read().narrows() {
            view! {
                <EmptyState glyph=Glyph::Ticket title=tt!(queue.empty_title) text=tt!(queue.empty_lead) />
            }
            .into_any()
        } else {
            view! {
                <EmptyState glyph=Glyph::Filter title=tt!(queue.nothing_title) text=tt!(queue.nothing_lead)>
                    <Button on_press=move |()| on_change.run(filters.get_untracked().cleared())>
                        {tt!(queue.clear)}
                    </Button>
                </EmptyState>
            }
            .into_any()
        }
    }
}

/// A table at a desk, cards on a phone: the same elements, laid out by the style sheet. The roles
/// are written out because a table that is laid out otherwise loses them.
#[component]
fn TicketTable(
    entries: Signal<Vec<TicketListItem>>,
    take: Act<(TicketListItem, Uuid)>,
    me: Uuid,
    selection: RwSignal<Selection>,
) -> impl IntoView {
    let words = &texts().tickets().queue;
    let heads = [
        words.column_ticket,
        words.column_stage,
        words.column_priority,
        words.column_due,
        words.column_assignee,
        words.column_age,
    ]
    .map(|head| view! { <th role="columnheader" scope="col">{head}</th> })
    .collect_view();
    let rows = move || {
        let now = clock::now();
        listed::note(entries.read().iter());
        let order: Arc<[Uuid]> = entries.read().iter().map(|ticket| ticket.id).collect();
        let row = |ticket| row(ticket, now, take, me, choice(selection, &order));
        entries.get().into_iter().map(row).collect_view()
    };
    let order = move || entries.read().iter().map(|ticket| ticket.id).collect::<Vec<_>>();
    let all = Memo::new(move |_| selection.read().has_all(&order()));
    view! {
        <table class="queue" role="table">
            <caption class="visually-hidden">{words.table_caption}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col" class="queue-check">
                        <input
                            type="checkbox"
                            class="checkbox checkbox-sm"
                            aria-label=tt!(queue.choose_all)
                            prop:checked=all
                            on:change=move |_| {
                                let order = untrack(order);
                                selection.update(|selection| selection.press_all(&order));
                            }
                        />
                    </th>
                    {heads}
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}

/// Makes the box that chooses a ticket; with Shift it chooses all from the one before.
fn choice(
    selection: RwSignal<Selection>,
    order: &Arc<[Uuid]>,
) -> impl Fn(&TicketListItem) -> AnyView {
    let order = order.clone();
    move |ticket| {
        let (id, order) = (ticket.id, order.clone());
        view! {
            <input
                type="checkbox"
                class="checkbox checkbox-sm"
                aria-label=(texts().tickets().queue.choose)(&ticket.number)
                prop:checked=move || selection.read().has(id)
                on:click=move |event| {
                    selection.update(|selection| selection.press(id, event.shift_key(), &order));
                }
            />
        }
        .into_any()
    }
}

fn row(
    ticket: TicketListItem,
    now: DateTime<Utc>,
    take: Act<(TicketListItem, Uuid)>,
    me: Uuid,
    choice: impl Fn(&TicketListItem) -> AnyView,
) -> AnyView {
    let words = &texts().tickets().queue;
    let check = choice(&ticket);
    let due = clock::calendar().with(|calendar| due::of_item(texts(), calendar, now, &ticket));
    let due = match due {
        Some(due) => due_lines(due.level, due.lines),
        None => view! { <span class="due-none">{words.no_due}</span> }.into_any(),
    };
    let assignee = match &ticket.assignee {
        Some(person) => view! {
            <span class="person">
                <Avatar name=person.name.clone() />
                <span>{person.name.clone()}</span>
            </span>
        }
        .into_any(),
        None if ticket.stage == Stage::Closed => {
            view! { <span class="due-none">{tt!(page.unassigned)}</span> }.into_any()
        }
        None => {
            let label = (words.take_this)(&ticket.number);
            let ticket = ticket.clone();
            view! {
                <Button
                    class="button-small"
                    pending=take.pending()
                    label=label
                    on_press=move |()| take.run((ticket.clone(), me))
                >
                    {words.take}
                </Button>
            }
            .into_any()
        }
    };
    view! {
        <tr role="row" class=if ticket.breached { "queue-row is-late" } else { "queue-row" }>
            <td role="cell" class="queue-check">{check}</td>
            <td role="cell" class="queue-ticket">
                <a class="queue-link" href=paths::case(&ticket.number) data-number=ticket.number.clone()>
                    {ticket.subject}
                </a>
                <span class="case-row-facts">
                    <span class="case-number">{ticket.number}</span>
                    <span>{ticket.company.name}</span>
                    {kind_word(ticket.kind)}
                </span>
            </td>
            <td role="cell" class="queue-stage">
                {stage_badge(ticket.stage)}
                <span class="queue-waiting">{texts().waiting_on(ticket.waiting_on)}</span>
            </td>
            <td role="cell" class="queue-priority">{priority_badge(ticket.priority)}</td>
            <td role="cell" class="queue-due">{due}</td>
            <td role="cell" class="queue-assignee">{assignee}</td>
            <td role="cell" class="queue-age" title=time::in_full(texts(), ticket.created_at)>
                {time::ago(texts(), now, ticket.created_at)}
            </td>
        </tr>
    }
    .into_any()
}

/// J and K move through the rows, T takes the one that has the focus and X chooses it; Enter opens it
/// by itself, as the focus stands on its link.
fn listen_to_keys(
    tickets: Pages<TicketListItem>,
    take: Act<(TicketListItem, Uuid)>,
    me: Uuid,
    selection: RwSignal<Selection>,
) {
    let focused_row = move || {
        let focused = focused_number();
        let entries = tickets.entries().get_untracked().unwrap_or_default();
        entries.into_iter().find(|row| Some(&row.number) == focused.as_ref())
    };
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if !is_page_shortcut(&event) {
            return;
        }
        match event.key().as_str() {
            "j" | "J" => move_focus(1),
            "k" | "K" => move_focus(-1),
            "t" | "T" => {
                if let Some(row) = focused_row().filter(|row| row.stage != Stage::Closed) {
                    take.run((row, me));
                }
            }
            "x" | "X" => {
                if let Some(row) = focused_row() {
                    let entries = tickets.entries().get_untracked().unwrap_or_default();
                    let order: Vec<Uuid> = entries.iter().map(|row| row.id).collect();
                    let range = event.shift_key();
                    selection.update(|selection| selection.press(row.id, range, &order));
                }
            }
            _ => {}
        }
    });
    on_cleanup(move || keys.remove());
}

fn links() -> Vec<web_sys::HtmlElement> {
    let Ok(found) = browser::document().query_selector_all(".queue-link") else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

fn focused_number() -> Option<String> {
    browser::document()
        .active_element()?
        .closest("tr")
        .ok()??
        .query_selector(".queue-link")
        .ok()??
        .get_attribute("data-number")
}

fn focus_number(number: &str) {
    let found = links()
        .into_iter()
        .find(|link| link.get_attribute("data-number").is_some_and(|this| this == number));
    if let Some(link) = found {
        let _focused = link.focus();
    }
}

/// Moves the focus by rows; from outside of the table onto its first or last row.
fn move_focus(by: isize) {
    let links = links();
    let focused = focused_number();
    let at = links
        .iter()
        .position(|link| link.get_attribute("data-number") == focused && focused.is_some());
    let next = match at {
        Some(at) => at.checked_add_signed(by),
        None if by > 0 => Some(0),
        None => links.len().checked_sub(1),
    };
    if let Some(link) = next.and_then(|next| links.get(next)) {
        let _focused = link.focus();
    }
}
