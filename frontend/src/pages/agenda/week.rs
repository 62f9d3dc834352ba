//! A week of the agenda: seven columns at a desk, a list by day on a phone.
//!
//! The columns are drawn as SVG, whose attributes say where a window lies: the content security
//! policy lets no element carry a style of its own.

use aval_contract::after_hours::{AgendaActivity, AgendaEntry, Side, WindowState};
use aval_domain::lifecycle::Kind;
use chrono::{Datelike, NaiveDate, TimeDelta};
use leptos::prelude::*;

use super::activities::{Plans, activity_row, kind_and_people};
use crate::clock;
use crate::components::{Badge, Glyph, Tone};
use crate::i18n::after_hours::th;
use crate::i18n::texts;
use crate::paths;
use crate::view_model::after_hours::notice::{holiday_names, holiday_on};
use crate::view_model::agenda::activities::{self, Item, items};
use crate::view_model::agenda::{
    Block, DAY_MINUTES, Stretch, Week, Whose, blocks, service_hours, stretch_of_day,
};
use crate::view_model::{time, year};

/// Height of an hour, in CSS pixels.
const HOUR: i64 = 26;
/// The least height of a window: one line of text and its frame.
const LEAST: i64 = 26;

/// Pixels from the top of a day.
const fn pixels(minutes: i64) -> i64 {
    minutes * HOUR / 60
}

/// The week.
#[component]
pub fn WeekView(
    /// Which.
    week: Week,
    /// Its windows, by their beginning.
    entries: Vec<AgendaEntry>,
    /// The activities of work plans, by their beginning.
    activities: Vec<AgendaActivity>,
    /// Whose they are.
    whose: Whose,
) -> impl IntoView {
    let columns = week.days().into_iter().zip(1..).map(|(date, place)| {
        let blocks = blocks(date, &entries);
        view! { <Day date place blocks whose /> }
    });
    let columns = columns.collect_view();
    let hours = (1..24).map(|hour| {
        let y = (pixels(hour * 60) + 4).to_string();
        view! { <text x="100%" y=y>{format!("{hour:02}:00")}</text> }
    });
    let days = week.days().into_iter().filter_map(|date| {
        let items = items(date, &entries, &activities);
        (!items.is_empty()).then(|| view! { <DayList date items whose /> })
    });
    let days = days.collect_view();
    let plans = (!activities.is_empty()).then(|| view! { <Plans week activities whose /> });
    view! {
        <div class="agenda-week">
            <div class="agenda-hours" aria-hidden="true">
                <svg width="100%" height=pixels(DAY_MINUTES).to_string()>
                    <g class="agenda-hour">{hours.collect_view()}</g>
                </svg>
            </div>
            {plans}
            {columns}
        </div>
        <div class="agenda-list">{days}</div>
        <p class="agenda-legend">
            <span class="agenda-key is-service"></span>{th!(agenda.legend_service)}
            <span class="agenda-key is-incidents"></span>{th!(agenda.legend_incidents)}
            <span class="agenda-key is-closed"></span>{th!(agenda.legend_closed)}
        </p>
    }
}

/// The day's name, and why it is free if it is.
fn day_head(date: NaiveDate) -> AnyView {
    let today = move || time::date_of(clock::now()) == date;
    let weekday = time::capitalised(texts().dates.weekday(date.weekday()));
    let free = move || day_off(date).map(|why| view! { <span class="agenda-off">{why}</span> });
    view! {
        <h3 class="agenda-day-name" class:is-today=today aria-current=move || today().then_some("date")>
            <span>{weekday}</span>
            " "
            <span class="agenda-date">{date.day()}</span>
        </h3>
        {free}
    }
    .into_any()
}

/// The holiday, or that an admin declared support closed.
fn day_off(date: NaiveDate) -> Option<String> {
    let works = clock::calendar().with(|calendar| calendar.is_business_day(date)).ok()?;
    let words = &texts().after_hours().agenda;
    match holiday_on(date).ok()? {
        _ if works => None,
        Some(holiday) => Some((words.holiday)(&holiday_names(texts(), &holiday))),
        None if year::is_weekend(date) => None,
        None => Some(words.closure.to_owned()),
    }
}

/// One column, at its place from 1.
#[component]
fn Day(date: NaiveDate, place: usize, blocks: Vec<Block>, whose: Whose) -> impl IntoView {
    let shade = move || {
        let (everyone, incidents) = clock::calendar().with(|calendar| {
            let hours = |kind| service_hours(calendar, kind, date);
            (hours(Kind::Request), hours(Kind::Incident))
        });
        let only_incidents = incidents.filter(|_| everyone.is_none());
        [(everyone, "agenda-service"), (only_incidents, "agenda-incidents")]
            .into_iter()
            .filter_map(|(hours, class)| Some(stripe(hours?, class)))
            .collect_view()
    };
    let lines = (1..24).map(|hour| {
        let y = pixels(hour * 60).to_string();
        view! { <line class="agenda-line" x1="0" x2="100%" y1=y.clone() y2=y /> }
    });
    let now = move || {
        let now = clock::now();
        let minute = stretch_of_day(date, now, now + TimeDelta::minutes(1))?.from;
        let y = pixels(minute).to_string();
        Some(view! { <line class="agenda-now" x1="0" x2="100%" y1=y.clone() y2=y /> })
    };
    let windows = blocks.into_iter().map(|block| block_view(block, whose)).collect_view();
    view! {
        <section class=format!("agenda-day agenda-from-{place}")>
            <header>{day_head(date)}</header>
            <svg class="agenda-column" width="100%" height=pixels(DAY_MINUTES).to_string()>
                {shade}
                {lines.collect_view()}
                {windows}
                {now}
            </svg>
        </section>
    }
}

fn stripe(hours: Stretch, class: &'static str) -> AnyView {
    let (y, height) = (pixels(hours.from), pixels(hours.to - hours.from));
    view! { <rect class=class x="0" width="100%" y=y.to_string() height=height.to_string() /> }
        .into_any()
}

/// A window in its column.
fn block_view(block: Block, whose: Whose) -> AnyView {
    let Block { stretch, lane, lanes, entry } = block;
    let height = pixels(stretch.to - stretch.from).max(LEAST);
    // One that begins just before midnight is moved up as far as it needs to be seen.
    let y = pixels(stretch.from).min(pixels(DAY_MINUTES) - height);
    let share = 100.0 / lanes as f64;
    let class = if height < 2 * LEAST { "agenda-window is-low" } else { "agenda-window" };
    let class = match entry.state {
        WindowState::Asked => format!("{class} is-asked"),
        WindowState::Agreed
        | WindowState::Declined
        | WindowState::Done
        | WindowState::Missed
        | WindowState::Cancelled => class.to_owned(),
    };
    view! {
        <foreignObject
            x=format!("{}%", share * lane as f64)
            width=format!("{share}%")
            y=y.to_string()
            height=height.to_string()
        >
            {window_link(&entry, class, whose)}
        </foreignObject>
    }
    .into_any()
}

/// What a window's place in the column holds. Apart from the drawing: a link in there would be one of
/// SVG, and this one is of HTML.
fn window_link(entry: &AgendaEntry, class: String, whose: Whose) -> AnyView {
    let (hours, state, who) = (hours(entry), state_words(entry), engineer(entry, whose));
    // A low or narrow one shows less than this.
    let whole = [&hours, &entry.ticket_number, state, &entry.company.name, &entry.task].join(" · ");
    view! {
        <a class=class href=paths::case(&entry.ticket_number) title=whole>
            <span class="agenda-time">{hours}</span>
            " "
            <span class="agenda-state">{state}</span>
            <span class="agenda-task">{entry.task.clone()}</span>
            <span class="agenda-number">{entry.ticket_number.clone()}</span>
            <span>{who}</span>
            <span>{entry.company.name.clone()}</span>
        </a>
    }
    .into_any()
}

/// "18:00–22:00"
fn hours(entry: &AgendaEntry) -> String {
    activities::hours(entry.starts_at, entry.ends_at)
}

/// Where a window stands: whom it waits for, or that it is agreed.
fn state_words(entry: &AgendaEntry) -> &'static str {
    match (entry.state, entry.asked_by_side) {
        (WindowState::Asked, Side::Customer) => th!(agenda.waits_for_support),
        (WindowState::Asked, Side::Support) => th!(agenda.waits_for_customer),
        (
            WindowState::Agreed
            | WindowState::Declined
            | WindowState::Done
            | WindowState::Missed
            | WindowState::Cancelled,
            _,
        ) => th!(agenda.agreed),
    }
}

/// Who works in it, where that is not clear from whose agenda it is.
fn engineer(entry: &AgendaEntry, whose: Whose) -> Option<String> {
    match whose {
        Whose::Everybody => Some(match &entry.engineer {
            Some(person) => person.name.clone(),
            None => th!(agenda.no_engineer).to_owned(),
        }),
        Whose::Engineer(_) => None,
    }
}

/// One day as a list, for phones.
#[component]
fn DayList(date: NaiveDate, items: Vec<Item>, whose: Whose) -> impl IntoView {
    let rows = items.into_iter().map(|item| match item {
        Item::Window(entry) => window_row(date, &entry, whose),
        Item::Activity(activity) => activity_row(date, &activity, whose),
    });
    view! {
        <section>
            <header class="agenda-list-head">{day_head(date)}</header>
            <ul class="case-list">{rows.collect_view()}</ul>
        </section>
    }
}

/// A window in the list of a day.
fn window_row(date: NaiveDate, entry: &AgendaEntry, whose: Whose) -> AnyView {
    let tone = match entry.state {
        WindowState::Asked => Tone::Warning,
        WindowState::Agreed
        | WindowState::Declined
        | WindowState::Done
        | WindowState::Missed
        | WindowState::Cancelled => Tone::Good,
    };
    let before = (time::date_of(entry.starts_at) < date)
        .then(|| view! { <span class="muted">{th!(agenda.from_day_before)}</span> });
    let facts = kind_and_people(
        (Glyph::Moon, th!(agenda.window)),
        &entry.company.name,
        engineer(entry, whose),
    );
    let (href, state) = (paths::case(&entry.ticket_number), state_words(entry));
    view! {
        <li>
            <a class="case-row" href=href>
                <span class="case-row-main">
                    <span class="case-row-subject">
                        {hours(entry)} " · " {entry.ticket_number.clone()}
                    </span>
                    <span class="agenda-task">{entry.task.clone()}</span>
                    <span class="case-row-facts">
                        {facts}
                        {before}
                    </span>
                </span>
                <span class="case-row-state">
                    <Badge tone>{state}</Badge>
                </span>
            </a>
        </li>
    }
    .into_any()
}
