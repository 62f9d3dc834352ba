//! The customer's home: her company's cases by what they need from her.

use aval_contract::tickets::{TicketListItem, TicketQuery, TicketSort};
use aval_contract::{Stage, WaitingOn};
use leptos::prelude::*;

use super::case::every_news;
use crate::clock;
use crate::components::ticket::{KindWord, PriorityBadge, StageBadge};
use crate::components::{
    Button, ButtonKind, EmptyState, Glyph, Icon, LinkButton, More, PageHeader,
};
use crate::i18n::tickets::tt;
use crate::i18n::{texts, tr};
use crate::load::{Loaded, Pages, use_pages};
use crate::paths;
use crate::session::use_session;
use crate::view_model::tickets::home::{HomeGroup, grouped};
use crate::view_model::time;

/// How many cases one page of a list asks for.
const PAGE: u32 = 50;

/// The home of a customer.
#[component]
pub fn CustomerHome() -> impl IntoView {
    let company = untrack(|| use_session().user()).and_then(|user| user.company);
    let company = StoredValue::new(company.map(|company| company.name).unwrap_or_default());
    let mine = cases(WaitingOn::Customer);
    let theirs = cases(WaitingOn::Support);
    every_news(move || {
        refresh(mine);
        refresh(theirs);
    });
    let nothing = move || {
        let none = |pages: Pages<TicketListItem>| pages.entries().get().is_some_and(|all| all.is_empty());
        none(mine) && none(theirs)
    };
    let lead = move || company.with_value(|name| (texts().tickets.home.lead)(name));
    view! {
        <PageHeader title=tr!(tickets.home_title) lead>
            <LinkButton href=paths::NEW_CASE kind=ButtonKind::Primary icon=Glyph::Plus class="button-large">
                {tr!(tickets.create)}
            </LinkButton>
        </PageHeader>
        <Show when=nothing>
            <EmptyState glyph=Glyph::Ticket title=tt!(home.empty_title) text=tt!(home.empty_lead)>
                <LinkButton href=paths::NEW_CASE kind=ButtonKind::Primary icon=Glyph::Plus>
                    {tr!(tickets.create)}
                </LinkButton>
            </EmptyState>
        </Show>
        <div class="home" class:is-empty=nothing>
            <section aria-labelledby="home-mine">
                <h2 id="home-mine" class="home-title">{tt!(home.needs_you)}</h2>
                <Loaded from=mine.entries() rows=2 let:tickets>
                    <Groups tickets />
                    <Show when=move || tickets.read().is_empty()>
                        <p class="home-quiet"><Icon glyph=Glyph::Check />{tt!(home.needs_nothing)}</p>
                    </Show>
                </Loaded>
                <MoreOf pages=mine />
            </section>
            <section aria-labelledby="home-theirs">
                <h2 id="home-theirs" class="home-title">{tt!(home.with_support)}</h2>
                <Loaded from=theirs.entries() rows=3 let:tickets>
                    <Groups tickets />
                </Loaded>
                <MoreOf pages=theirs />
            </section>
        </div>
        <ClosedCases />
    }
}

/// The open cases that wait on one side, last changed first.
fn cases(waiting_on: WaitingOn) -> Pages<TicketListItem> {
    use_pages(move |api, cursor| async move {
        let query = TicketQuery {
            waiting_on: Some(waiting_on),
            sort: Some(TicketSort::LastChangedFirst),
            limit: Some(PAGE),
            cursor,
            ..TicketQuery::default()
        };
        api.tickets().list(&query).await
    })
}

/// Brings the first page up to date. A list of which more was fetched stays as it is: loading it
/// again would take away what the reader has just asked for.
fn refresh(pages: Pages<TicketListItem>) {
    let one_page =
        pages.entries().get_untracked().is_none_or(|all| all.len() <= PAGE as usize);
    if one_page {
        pages.entries().reload();
    }
}

#[component]
fn MoreOf(pages: Pages<TicketListItem>) -> impl IntoView {
    view! {
        <More
            there_is=Signal::derive(move || pages.has_more())
            pending=Signal::derive(move || pages.more_pending())
            on_more=pages.fetch_more()
        />
    }
}

#[component]
fn Groups(tickets: Signal<Vec<TicketListItem>>) -> impl IntoView {
    let groups = Memo::new(move |_| grouped(&tickets.read()));
    view! {
        <For each=move || groups.get() key=|(group, _)| *group let((group, _))>
            <div class="home-group" class:needs-me=group.needs_me()>
                <h3>{move || group_title(group)}</h3>
                {group_hint(group).map(|hint| view! { <p class="field-hint">{hint}</p> })}
                <ul class="case-list">
                    <For
                        each=move || {
                            let groups = groups.read();
                            let found = groups.iter().find(|(other, _)| *other == group);
                            found.map(|(_, members)| members.clone()).unwrap_or_default()
                        }
                        // A changed case is drawn anew: its row has no state of its own.
                        key=|ticket| (ticket.id, ticket.version)
                        let(ticket)
                    >
                        <CaseRow ticket group />
                    </For>
                </ul>
            </div>
        </For>
    }
}

fn group_title(group: HomeGroup) -> &'static str {
    let texts = texts();
    match group {
        HomeGroup::TestSolution => texts.tickets.home.group_test,
        HomeGroup::AnswerQuestion => texts.tickets.home.group_answer,
        HomeGroup::InStage(stage) => texts.stage(stage),
    }
}

fn group_hint(group: HomeGroup) -> Option<impl Fn() -> &'static str + Send> {
    match group {
        HomeGroup::TestSolution => Some((|| texts().tickets.home.group_test_hint) as fn() -> _),
        HomeGroup::AnswerQuestion => Some((|| texts().tickets.home.group_answer_hint) as fn() -> _),
        HomeGroup::InStage(_) => None,
    }
}

#[component]
fn CaseRow(ticket: TicketListItem, group: HomeGroup) -> impl IntoView {
    let TicketListItem {
        number,
        subject,
        kind,
        priority,
        stage,
        assignee,
        updated_at,
        testing_ends_at,
        ..
    } = ticket;
    let until = testing_ends_at.filter(|_| group == HomeGroup::TestSolution).map(|at| view! {
        <span class="due due-soon">
            <Icon glyph=Glyph::Clock />
            {move || (texts().tickets.home.test_until)(&time::when(texts(), clock::now(), at))}
        </span>
    });
    let in_charge = assignee.map(|person| {
        let name = person.name;
        view! { <span>{move || (texts().tickets.home.in_charge)(&name)}</span> }
    });
    view! {
        <li>
            <a class="case-row" href=paths::case(&number)>
                <span class="case-row-main">
                    <span class="case-row-subject">{subject}</span>
                    <span class="case-row-facts">
                        <span class="case-number">{number.clone()}</span>
                        <KindWord kind />
                        {in_charge}
                        <span>{move || (texts().tickets.home.changed)(&time::ago(texts(), clock::now(), updated_at))}</span>
                    </span>
                </span>
                <span class="case-row-state">
                    {until}
                    <PriorityBadge priority />
                    <StageBadge stage />
                </span>
            </a>
        </li>
    }
}

/// Closed cases, on request.
#[component]
fn ClosedCases() -> impl IntoView {
    let shown = RwSignal::new(false);
    view! {
        <section class="home-closed">
            <Button
                kind=ButtonKind::Quiet
                on_press=move |()| shown.update(|shown| *shown = !*shown)
            >
                {move || {
                    let words = &texts().tickets.home;
                    if shown.get() { words.hide_closed } else { words.show_closed }
                }}
            </Button>
            <Show when=move || shown.get()><ClosedList /></Show>
        </section>
    }
}

#[component]
fn ClosedList() -> impl IntoView {
    let closed = use_pages(|api, cursor| async move {
        let query = TicketQuery {
            stage: Some(Stage::Closed),
            sort: Some(TicketSort::LastChangedFirst),
            limit: Some(20),
            cursor,
            ..TicketQuery::default()
        };
        api.tickets().list(&query).await
    });
    view! {
        <h2 class="home-title">{tt!(home.closed_title)}</h2>
        <Loaded from=closed.entries() rows=3 let:tickets>
            <ul class="case-list">
                <For each=move || tickets.get() key=|ticket| (ticket.id, ticket.version) let(ticket)>
                    <CaseRow ticket group=HomeGroup::InStage(Stage::Closed) />
                </For>
            </ul>
            <Show when=move || tickets.read().is_empty()>
                <p class="home-quiet">{tt!(home.closed_none)}</p>
            </Show>
        </Loaded>
        <MoreOf pages=closed />
    }
}
