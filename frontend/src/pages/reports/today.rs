//! What the day asks of a coordinator.

use aval_contract::after_hours::AgendaEntry;
use aval_contract::reports::{TodayReport, TodayTickets};
use aval_contract::tickets::TicketListItem;
use aval_domain::lifecycle::{Stage, WaitingOn};
use leptos::prelude::*;

use crate::clock;
use crate::components::{Glyph, Icon};
use crate::i18n::reports::tz;
use crate::i18n::texts;
use crate::load::{Loaded, use_load};
use crate::paths;
use crate::view_model::tickets::filters::{AssigneeFilter, QueueFilters};
use crate::view_model::time;

/// What is late, due, nobody's or waits for an approval, and today's windows.
#[component]
pub fn Today() -> impl IntoView {
    let today = use_load(|api| async move { api.reports().today().await });
    let date = move || {
        let texts = texts();
        (texts.reports().today)(&time::full_date(texts, time::date_of(clock::now()), false))
    };
    view! {
        <section aria-labelledby="today-title" class="today">
            <h2 id="today-title">{date}</h2>
            <p class="muted">{tz!(today_all_companies)}</p>
            <Loaded from=today rows=3 let:shown>
                {move || tiles(shown.get())}
            </Loaded>
        </section>
    }
}

fn tiles(report: TodayReport) -> AnyView {
    let words = texts().reports();
    let late = QueueFilters { breached: true, ..QueueFilters::default() }.path();
    let due = QueueFilters { due_today: true, ..QueueFilters::default() }.path();
    let waiting =
        QueueFilters { waiting_on: Some(WaitingOn::Customer), ..QueueFilters::default() }.path();
    // What was closed before anybody had it waits for nobody.
    let open = QueueFilters { stage: Some(Stage::Open), ..QueueFilters::default() };
    let nobodys = QueueFilters { assignee: AssigneeFilter::Nobody, ..open }.path();
    let TodayReport { breached, due_today, unassigned, awaiting_approval, windows, .. } = report;
    view! {
        <div class="tiles">
            {tile(words.breached_title, Glyph::Alert, "tile is-late", breached, late, words.in_queue)}
            {tile(words.due_title, Glyph::Clock, "tile", due_today, due, words.in_queue)}
            {tile(words.unassigned_title, Glyph::Person, "tile", unassigned, nobodys, words.in_queue)}
            {tile(words.approval_title, Glyph::Check, "tile", awaiting_approval, waiting, words.with_customer)}
            {window_tile(windows)}
        </div>
    }
    .into_any()
}

fn tile(
    title: &'static str,
    glyph: Glyph,
    class: &'static str,
    tickets: TodayTickets,
    all: String,
    lead: &'static str,
) -> AnyView {
    let TodayTickets { total, mut items } = tickets;
    items.sort_by_key(|item| (item.due_at.is_none(), item.due_at));
    let rest = total.saturating_sub(items.len() as u64);
    let more = (rest > 0).then(|| (texts().reports().more)(rest));
    let all = (total > 0).then(|| {
        let label = format!("{lead}: {title}");
        view! { <a href=all aria-label=label>{lead}</a> }
    });
    view! {
        <section class=class class:is-quiet=total == 0>
            <h3><Icon glyph />{title}</h3>
            <p class="tile-count">{total}</p>
            {if items.is_empty() {
                view! { <p class="muted">{tz!(none)}</p> }.into_any()
            } else {
                let items = items.into_iter().map(ticket).collect_view();
                view! { <ul>{items}</ul> }.into_any()
            }}
            <p class="tile-foot">{more} " " {all}</p>
        </section>
    }
    .into_any()
}

fn ticket(item: TicketListItem) -> impl IntoView {
    let words = texts().reports();
    let due = item.due_at.map(|at| {
        let when = time::when(texts(), clock::now(), at);
        if item.breached { (words.overdue)(&when) } else { (words.due)(&when) }
    });
    view! {
        <li>
            <a href=paths::case(&item.number)>{item.subject}</a>
            <span class="muted">{item.company.name}</span>
            {due.map(|due| view! { <span class="muted">{due}</span> })}
        </li>
    }
}

fn window_tile(windows: Vec<AgendaEntry>) -> AnyView {
    let count = windows.len();
    let items = windows.into_iter().map(|window| {
        let span = time::span(texts(), clock::now(), window.starts_at, window.ends_at);
        view! {
            <li>
                <a href=paths::case(&window.ticket_number)>{window.task}</a>
                <span class="muted">{window.company.name}</span>
                <span class="muted">{span}</span>
            </li>
        }
    });
    view! {
        <section class="tile" class:is-quiet=count == 0>
            <h3><Icon glyph=Glyph::Moon />{tz!(windows_title)}</h3>
            <p class="tile-count">{count}</p>
            {if count == 0 {
                view! { <p class="muted">{tz!(none)}</p> }.into_any()
            } else {
                view! { <ul>{items.collect_view()}</ul> }.into_any()
            }}
            <p class="tile-foot"><a href=paths::AGENDA>{tz!(in_agenda)}</a></p>
        </section>
    }
    .into_any()
}
