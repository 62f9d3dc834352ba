//! The customer's home: her company's cases by what they need from her.

use aval_contract::tickets::{TicketListItem, TicketQuery, TicketSort};
use aval_contract::{Stage, WaitingOn};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::listed;
use crate::clock;
use crate::components::ticket::{due_lines, kind_word, priority_badge, stage_badge};
use crate::components::{
    Button, ButtonKind, EmptyState, Glyph, Icon, LinkButton, More, PageHeader,
};
use crate::i18n::texts;
use crate::i18n::tickets::tt;
use crate::live::on_news;
use crate::load::{Loaded, Pages, use_pages};
use crate::paths;
use crate::session::use_session;
use crate::view_model::tickets::due::{self, DueLevel};
use crate::view_model::tickets::home::{HomeGroup, grouped};
use crate::view_model::time;

/// How many cases one page of a list asks for.
const PAGE: u32 = 50;

/// The home of a customer.
#[component]
pub fn CustomerHome() -> impl IntoView {
    let company = untrack(|| use_session().user()).and_then(|user| user.company);
    let lead =
        (texts().tickets().home.lead)(&company.map(|company| company.name).unwrap_or_default());
    let mine = cases(true, None);
    let theirs = cases(false, Some(WaitingOn::Support));
    let refresh_all = move || {
        refresh(mine);
        refresh(theirs);
    };
    on_news(|_| true, refresh_all);
    let nothing = move || {
        let none =
            |pages: Pages<TicketListItem>| pages.entries().get().is_some_and(|all| all.is_empty());
        none(mine) && none(theirs)
    };
    view! {
        <PageHeader title=texts().tickets().home_title lead>
            <LinkButton href=paths::NEW_CASE kind=ButtonKind::Primary icon=Glyph::Plus class="button-large">
                {texts().tickets().create}
            </LinkButton>
        </PageHeader>
        <Show when=nothing>
            <EmptyState glyph=Glyph::Ticket title=tt!(home.empty_title) text=tt!(home.empty_lead) />
        </Show>
        <div class="home" class:is-empty=nothing>
            <section aria-labelledby="home-mine">
                <h2 id="home-mine" class="home-title">{tt!(home.needs_you)}</h2>
                <Loaded from=mine.entries() rows=2 let:tickets>
                    {move || groups(&tickets.read())}
                    <Show when=move || tickets.read().is_empty()>
                        <p class="home-quiet"><Icon glyph=Glyph::Check />{tt!(home.needs_nothing)}</p>
                    </Show>
                </Loaded>
                <MoreOf pages=mine />
            </section>
            <section aria-labelledby="home-theirs">
                <h2 id="home-theirs" class="home-title">{tt!(home.with_support)}</h2>
                <Loaded from=theirs.entries() rows=3 let:tickets>
                    {move || groups(&tickets.read())}
                </Loaded>
                <MoreOf pages=theirs />
            </section>
        </div>
        <ClosedCases />
    }
}

/// The open cases that need the reader, or the rest of them; last changed first.
fn cases(needs_me: bool, waiting_on: Option<WaitingOn>) -> Pages<TicketListItem> {
    use_pages(move |api, cursor| async move {
        let query = TicketQuery {
            needs_customer: Some(needs_me),
            waiting_on,
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
    let one_page = pages.entries().get_untracked().is_none_or(|all| all.len() <= PAGE as usize);
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

/// The cases of one list by group.
fn groups(tickets: &[TicketListItem]) -> AnyView {
    grouped(tickets)
        .into_iter()
        .map(|(group, members)| one_group(group, members))
        .collect_view()
        .into_any()
}

fn one_group(group: HomeGroup, members: Vec<TicketListItem>) -> AnyView {
    let words = &texts().tickets().home;
    let (title, hint) = match group {
        HomeGroup::DecideOnPlan => (words.group_plan, words.group_plan_hint),
        HomeGroup::TestSolution => (words.group_test, words.group_test_hint),
        HomeGroup::AnswerWindow => (words.group_window, words.group_window_hint),
        HomeGroup::AnswerQuestion => (words.group_answer, words.group_answer_hint),
        HomeGroup::InStage(stage) => (texts().stage(stage), ""),
    };
    let class = if group.needs_me() { "home-group needs-me" } else { "home-group" };
    view! {
        <div class=class>
            <h3>{title}</h3>
            <p class="field-hint">{hint}</p>
            {case_list(group, members)}
        </div>
    }
    .into_any()
}

fn case_list(group: HomeGroup, tickets: Vec<TicketListItem>) -> AnyView {
    let now = clock::now();
    listed::note(&tickets);
    let rows = tickets.into_iter().map(|ticket| case_row(ticket, group, now)).collect_view();
    view! { <ul class="case-list">{rows}</ul> }.into_any()
}

fn case_row(ticket: TicketListItem, group: HomeGroup, now: DateTime<Utc>) -> AnyView {
    let words = &texts().tickets().home;
    let due = due_of(&ticket, group, now);
    let in_charge = ticket.assignee.map(|person| (words.in_charge)(&person.name));
    let href = paths::case(&ticket.number);
    // The others stand below their stage.
    let stage = group.needs_me().then(|| stage_badge(ticket.stage));
    let changed = (words.changed)(&time::ago(texts(), now, ticket.updated_at));
    view! {
        <li>
            <a class="case-row" href=href>
                <span class="case-row-main">
                    <span class="case-row-subject">{ticket.subject}</span>
                    <span class="case-row-facts">
                        <span class="case-number">{ticket.number}</span>
                        {kind_word(ticket.kind)}
                        <span>{in_charge}</span>
                        <span>{changed}</span>
                    </span>
                </span>
                <span class="case-row-state">
                    <span class="case-row-due">{due}</span>
                    {priority_badge(ticket.priority)}
                    {stage}
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// What a row says of time: by when the reader has to do something, or else support; how and when
/// a closed case was closed.
fn due_of(ticket: &TicketListItem, group: HomeGroup, now: DateTime<Utc>) -> Option<AnyView> {
    let words = &texts().tickets().home;
    match group {
        HomeGroup::TestSolution => ticket.testing_ends_at.map(|at| {
            let distance = clock::calendar()
                .with(|calendar| time::service_distance(texts(), calendar, ticket.kind, now, at));
            let until = (words.test_until)(&time::short_when(texts(), now, at));
            due_lines(DueLevel::Soon, [until, distance.unwrap_or_default()])
        }),
        HomeGroup::AnswerWindow => ticket.asked_window.as_ref().map(|window| {
            let span = time::short_span(texts(), now, window.starts_at, window.ends_at);
            due_lines(DueLevel::Soon, [span, String::new()])
        }),
        HomeGroup::DecideOnPlan | HomeGroup::AnswerQuestion => None,
        HomeGroup::InStage(Stage::Closed) => ticket.closure_kind.map(|kind| {
            let when = time::brief_when(texts(), now, ticket.stage_since);
            let how = format!("{} · {when}", texts().closure(kind));
            view! { <span class="due-none">{how}</span> }.into_any()
        }),
        HomeGroup::InStage(_) => clock::calendar()
            .with(|calendar| due::of_item(texts(), calendar, now, ticket))
            .map(|due| due_lines(due.level, due.lines)),
    }
}

/// Closed cases, on request.
#[component]
fn ClosedCases() -> impl IntoView {
    let shown = RwSignal::new(false);
    view! {
        <section class="home-closed">
            <Button on_press=move |()| shown.update(|shown| *shown = !*shown)>
                {move || {
                    let words = &texts().tickets().home;
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
            {move || if tickets.read().is_empty() {
                view! { <p class="home-quiet">{tt!(home.closed_none)}</p> }.into_any()
            } else {
                case_list(HomeGroup::InStage(Stage::Closed), tickets.get())
            }}
        </Loaded>
        <MoreOf pages=closed />
    }
}
