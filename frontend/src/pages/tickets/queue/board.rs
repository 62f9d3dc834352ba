//! The queue as a board: a column for each stage, between which cards are dragged or moved by a menu.
//! A part of the program of its own (see [`crate::parts`]), fetched with the filters.

use std::collections::BTreeMap;

use aval_client::{Error, Session as Api};
use aval_contract::ticket_actions::{Empty, Reason};
use aval_contract::tickets::{TicketAnswer, TicketListItem};
use aval_contract::{ActionKind, Stage};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::bulk::renew;
use crate::browser;
use crate::clock;
use crate::components::ticket::{due_lines, priority_badge, stage_badge};
use crate::components::{
    Avatar, Dialog, DialogFoot, Form, Glyph, Icon, Menu, MenuItem, More, TextArea,
    focus_first_field, focus_soon,
};
use crate::i18n::{texts, tq, tr};
use crate::live::on_news;
use crate::load::{Loaded, Pages, use_pages};
use crate::pages::tickets::actions::why_not;
use crate::paths;
use crate::session::{Session, use_session};
use crate::toast;
use crate::view_model::failure::Failure;
use crate::view_model::form;
use crate::view_model::tickets::board::{Way, availability, places, way};
use crate::view_model::tickets::due;
use crate::view_model::tickets::filters::QueueFilters;

/// How many tickets a column asks for at once.
const COLUMN_PAGE: u32 = 20;

/// A move of a ticket to another stage.
#[derive(Clone)]
struct Move {
    ticket: TicketListItem,
    to: Stage,
    action: ActionKind,
    reason: Option<String>,
}

/// The board, from anywhere in it.
#[derive(Clone, Copy)]
struct Board {
    columns: StoredValue<Vec<(Stage, Pages<TicketListItem>)>>,
    /// In which column each ticket is shown.
    places: Memo<BTreeMap<Uuid, Stage>>,
    session: Session,
    dragged: RwSignal<Option<TicketListItem>>,
    /// How many moves the server has not answered yet.
    under_way: StoredValue<u32>,
    /// The card that was moved last, as long as the focus belongs to it.
    moved: StoredValue<Option<String>>,
    /// The move that waits for its reason.
    asked: RwSignal<Option<Move>>,
    asking: RwSignal<bool>,
    /// Where to go on: to the form of an action on the page of a ticket.
    go: Callback<String>,
}

/// Shows the board of what the filters let through.
pub fn queue_board(filters: Memo<QueueFilters>) -> AnyView {
    let session = use_session();
    let me = untrack(|| session.user()).map(|user| user.id).unwrap_or_default();
    let columns: Vec<(Stage, Pages<TicketListItem>)> =
        Stage::ALL.into_iter().map(|stage| (stage, column_of(filters, stage, me))).collect();
    let navigate = use_navigate();
    let board = Board {
        columns: StoredValue::new(columns.clone()),
        places: places_in(columns.clone()),
        session,
        dragged: RwSignal::new(None),
        under_way: StoredValue::new(0),
        moved: StoredValue::new(None),
        asked: RwSignal::new(None),
        asking: RwSignal::new(false),
        go: Callback::new(move |path: String| navigate(&path, Default::default())),
    };
    provide_context(board);
    on_news(|_| true, move || board.reload());
    Effect::new(move || {
        for (_, tickets) in board.columns.get_value() {
            let _loaded = tickets.entries().get();
        }
        board.keep_focus();
    });
    view! {
        <p class="keyboard-hint">{tq!(board_hint)}</p>
        <div class="board">
            {columns
                .into_iter()
                .map(|(stage, tickets)| view! { <Column stage tickets filters /> })
                .collect_view()}
        </div>
        <Dialog
            open=board.asking
            title=move || board.asked.get().map_or("", |asked| texts().action(asked.action))
        >
            <AskReason />
        </Dialog>
    }
    .into_any()
}

fn places_in(columns: Vec<(Stage, Pages<TicketListItem>)>) -> Memo<BTreeMap<Uuid, Stage>> {
    Memo::new(move |_| {
        let listed: Vec<(Stage, Vec<TicketListItem>)> = columns
            .iter()
            .map(|(stage, tickets)| (*stage, tickets.entries().get().unwrap_or_default()))
            .collect();
        places(listed.iter().map(|(stage, tickets)| (*stage, tickets.as_slice())))
    })
}

fn column_of(filters: Memo<QueueFilters>, stage: Stage, me: Uuid) -> Pages<TicketListItem> {
    use_pages(move |api, cursor| {
        let mut query = filters.read().to_ticket_query(me, browser::now());
        query.stage = Some(stage);
        query.limit = Some(COLUMN_PAGE);
        query.count = cursor.is_none().then_some(true);
        query.cursor = cursor;
        async move { api.tickets().list(&query).await }
    })
}

impl Board {
    fn column(self, stage: Stage) -> Option<Pages<TicketListItem>> {
        let found = self.columns.try_with_value(|columns| {
            columns.iter().find(|(known, _)| *known == stage).map(|(_, tickets)| *tickets)
        });
        found.flatten()
    }

    /// Loads the columns again that were not continued: the others would lose what came since.
    ///
    /// Not while a move is under way: the old state would take it back for a moment.
    fn reload(self) {
        if self.under_way.try_get_value().is_none_or(|moves| moves > 0) {
            return;
        }
        let columns = self.columns.try_get_value().unwrap_or_default();
        for (_, tickets) in columns {
            let shown = tickets.entries().get_untracked();
            if shown.is_none_or(|all| all.len() <= COLUMN_PAGE as usize) {
                tickets.entries().reload();
            }
        }
    }

    /// Takes a ticket out of its column and puts it on top of another one; gives its old place.
    fn shift(self, ticket: &TicketListItem, to: Stage, place: usize) -> usize {
        let mut old = 0;
        if let Some(column) = self.column(ticket.stage) {
            column.entries().update(|all| {
                if let Some(at) = all.iter().position(|one| one.id == ticket.id) {
                    old = at;
                    all.remove(at);
                }
            });
        }
        if let Some(column) = self.column(to) {
            let moved = TicketListItem { stage: to, ..ticket.clone() };
            column.entries().update(|all| all.insert(place.min(all.len()), moved));
        }
        self.moved.try_set_value(Some(ticket.number.clone()));
        focus_soon(link_of(&ticket.number));
        old
    }

    /// Gives the focus back to the card that was moved, when what is loaded made it anew.
    fn keep_focus(self) {
        let Some(number) = self.moved.get_value() else { return };
        let active = browser::document().active_element();
        if active.as_ref().is_none_or(|active| active.tag_name() == "BODY") {
            focus_soon(link_of(&number));
        } else if active.and_then(|active| active.get_attribute("data-number")) != Some(number) {
            self.moved.set_value(None);
        }
    }

    /// Begins to move a ticket: at once where that takes nothing more, else as far as it can be here.
    fn begin(self, ticket: TicketListItem, to: Stage) {
        let words = texts().queue_tools();
        match way(ticket.stage, to) {
            Way::Here => {}
            Way::None => {
                let (from, to) = (texts().stage(ticket.stage), texts().stage(to));
                toast::refusal((words.no_way)(from, to));
            }
            Way::Customers => toast::refusal(words.customers_decide),
            Way::Now(action) => self.act(Move { ticket, to, action, reason: None }),
            Way::Reason(action) => {
                self.asked.set(Some(Move { ticket, to, action, reason: None }));
                self.asking.set(true);
                focus_first_field();
            }
            Way::Form(action) => leptos::task::spawn_local(self.open_form(ticket.number, action)),
        }
    }

    /// Opens the page of the ticket at the form of the action, or says what is missing for it.
    async fn open_form(self, number: String, action: ActionKind) {
        match self.session.api().tickets().actions(&number).await {
            Ok(actions) => match availability(&actions.items, action) {
                Some(found) if !found.possible => toast::refusal(why_not(found)),
                Some(_) | None => self.go.run(paths::case_action(&number, action)),
            },
            Err(error) => self.tell(&Failure::from(error)),
        }
    }

    /// Shows the move as done, asks for it, and takes it back with words when it is refused.
    fn act(self, wish: Move) {
        let old = self.shift(&wish.ticket, wish.to, 0);
        let api = self.session.api();
        self.under_way.update_value(|moves| *moves += 1);
        leptos::task::spawn_local(async move {
            let answer = ask(&api, &wish).await;
            // The board may be gone by then: what came of the move is told all the same.
            let _left = self.under_way.try_update_value(|moves| *moves -= 1);
            match answer {
                Ok(answer) => {
                    if let Some(column) = self.column(wish.to) {
                        column.entries().update(|all| renew(all, answer.public()));
                    }
                    let words = texts().queue_tools();
                    let stage = texts().stage(wish.to);
                    toast::success((words.moved)(&answer.public().number, stage));
                }
                Err(error) => {
                    let there = TicketListItem { stage: wish.to, ..wish.ticket.clone() };
                    self.shift(&there, wish.ticket.stage, old);
                    self.tell(&Failure::from(error));
                }
            }
            self.reload();
        });
    }

    fn tell(self, failure: &Failure) {
        if failure.is_unauthorized() {
            self.session.expire();
        } else {
            toast::failure(failure);
        }
    }
}

/// Finds the link of a card.
fn link_of(number: &str) -> String {
    format!(".board [data-number=\"{number}\"]")
}

async fn ask(api: &Api, wish: &Move) -> Result<TicketAnswer, Error> {
    let (tickets, id, version) = (api.tickets(), wish.ticket.id, wish.ticket.version);
    let answer = match &wish.reason {
        Some(reason) => {
            let reason = Reason { reason: reason.clone() };
            tickets.return_to_analysis(id, version, &reason).await?
        }
        None if wish.action == ActionKind::StartSolution => {
            tickets.start_solution(id, version, &Empty {}).await?
        }
        None => tickets.start_analysis(id, version, &Empty {}).await?,
    };
    Ok(answer.value)
}

#[component]
fn Column(
    stage: Stage,
    tickets: Pages<TicketListItem>,
    filters: Memo<QueueFilters>,
) -> impl IntoView {
    let board: Board = expect_context();
    let here = move |entries: Signal<Vec<TicketListItem>>| {
        let (mut listed, places) = (entries.get(), board.places.read());
        listed.retain(|ticket| places.get(&ticket.id) == Some(&stage));
        listed
    };
    let over = RwSignal::new(false);
    let shown = Memo::new(move |_| filters.read().stage.is_none_or(|only| only == stage));
    let title = format!("board-{stage}");
    view! {
        <Show when=move || shown.get()>
            <section
                class="board-column"
                class:is-target=over
                aria-labelledby=title.clone()
                on:dragover=move |event| {
                    if board.dragged.read_untracked().is_some() {
                        event.prevent_default();
                        over.set(true);
                    }
                }
                on:dragleave=move |_| over.set(false)
                on:drop=move |event| {
                    event.prevent_default();
                    over.set(false);
                    if let Some(ticket) = board.dragged.try_update(Option::take).flatten() {
                        board.begin(ticket, stage);
                    }
                }
            >
                <h2 id=title.clone() class="board-title">
                    {stage_badge(stage)}
                    <span class="board-count">
                        {move || tickets.total()}
                    </span>
                </h2>
                <Loaded from=tickets.entries() rows=3 let:entries>
                    <Show
                        when=move || !here(entries).is_empty()
                        fallback=|| view! { <p class="board-empty">{tq!(board_empty)}</p> }
                    >
                        <ul class="board-cards">
                            <For
                                each=move || here(entries)
                                // What a reload changes, it changes in place: the focus stays.
                                key=|ticket| ticket.id
                                let(ticket)
                            >
                                <Card ticket=latest(entries, ticket) />
                            </For>
                        </ul>
                    </Show>
                </Loaded>
                <More
                    there_is=Signal::derive(move || tickets.has_more())
                    pending=Signal::derive(move || tickets.more_pending())
                    on_more=tickets.fetch_more()
                />
            </section>
        </Show>
    }
}

/// A ticket of a column as it was loaded last.
fn latest(entries: Signal<Vec<TicketListItem>>, ticket: TicketListItem) -> Memo<TicketListItem> {
    Memo::new(move |before: Option<&TicketListItem>| {
        let found = entries.read().iter().find(|one| one.id == ticket.id).cloned();
        found.unwrap_or_else(|| before.unwrap_or(&ticket).clone())
    })
}

#[component]
fn Card(ticket: Memo<TicketListItem>) -> impl IntoView {
    let board: Board = expect_context();
    let id = ticket.read_untracked().id;
    let number = ticket.read_untracked().number.clone();
    let dragged = move || board.dragged.read().as_ref().is_some_and(|dragged| dragged.id == id);
    let foot = move || {
        let (ticket, now) = (ticket.read(), clock::now());
        let due = clock::calendar().with(|calendar| due::of_item(texts(), calendar, now, &ticket));
        let person = ticket.assignee.as_ref().map(|person| person.name.clone());
        view! {
            {priority_badge(ticket.priority)}
            {due.map(|due| due_lines(due.level, due.lines))}
            {person.map(|name| view! { <Avatar name /> })}
        }
    };
    view! {
        <li
            class="board-card"
            class:is-late=move || ticket.read().breached
            class:is-dragged=dragged
            draggable="true"
            on:dragstart=move |event| {
                if let Some(transfer) = event.data_transfer() {
                    // Some browsers drag nothing that has no data.
                    let _set = transfer.set_data("text/plain", &ticket.read_untracked().number);
                    transfer.set_effect_allowed("move");
                }
                board.dragged.set(Some(ticket.get_untracked()));
            }
            on:dragend=move |_| board.dragged.set(None)
        >
            <div class="board-card-head">
                <span class="case-number">{number.clone()}</span>
                <MoveMenu ticket />
            </div>
            <a class="queue-link" href=paths::case(&number) data-number=number draggable="false">
                {move || ticket.read().subject.clone()}
            </a>
            <p class="board-card-company">{move || ticket.read().company.name.clone()}</p>
            <div class="board-card-foot">{foot}</div>
        </li>
    }
}

/// Moves a card without a mouse: to where support can bring it. Nothing where there is no such stage.
#[component]
fn MoveMenu(ticket: Memo<TicketListItem>) -> impl IntoView {
    let board: Board = expect_context();
    let TicketListItem { stage, number, .. } = ticket.get_untracked();
    let targets: Vec<Stage> = Stage::ALL
        .into_iter()
        .filter(|to| matches!(way(stage, *to), Way::Now(_) | Way::Reason(_) | Way::Form(_)))
        .collect();
    (!targets.is_empty()).then(|| {
        view! {
            <Menu
                label=(texts().queue_tools().move_card)(&number)
                class="button button-quiet button-icon button-small"
                trigger=|| view! { <Icon glyph=Glyph::More /> }
            >
                {targets
                    .into_iter()
                    .map(|to| view! {
                        <MenuItem
                            icon=Glyph::ArrowRight
                            on_press=move |()| board.begin(ticket.get_untracked(), to)
                        >
                            {(texts().queue_tools().move_to)(texts().stage(to))}
                        </MenuItem>
                    })
                    .collect_view()}
            </Menu>
        }
    })
}

#[component]
fn AskReason() -> impl IntoView {
    let board: Board = expect_context();
    let reason = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let error = Signal::derive(move || {
        tried.get().then(|| form::required(texts(), &reason.read())).flatten()
    });
    let submit = move |()| {
        tried.set(true);
        if error.get_untracked().is_some() {
            return;
        }
        if let Some(asked) = board.asked.get_untracked() {
            board.asking.set(false);
            let reason = Some(reason.get_untracked().trim().to_owned());
            board.act(Move { reason, ..asked });
        }
    };
    view! {
        <Form on_submit=submit>
            <TextArea label=tq!(move_reason) hint=tq!(move_reason_hint) value=reason error maxlength=2_000_u32 />
            <DialogFoot pending=false>{tr!(common.save)}</DialogFoot>
        </Form>
    }
}
