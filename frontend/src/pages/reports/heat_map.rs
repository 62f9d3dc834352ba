//! The hours of a week, drawn: a column a day, a row an hour.

use aval_contract::reports::{LoadCell, LoadReport, ServedHour};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::i18n::reports::tz;
use crate::i18n::texts;
use crate::view_model::reports::chart::heat;
use crate::view_model::reports::figures::{WEEK, cell_said, served, shown_hours};
use crate::view_model::time;

/// How high an hour is drawn.
const ROW: u32 = 22;
/// How much room the hours' names take, in percent; the days share the rest.
const NAMES: f64 = 12.5;
/// The width of a day, in percent.
const DAY: f64 = 12.5;

/// When tickets come in. One reaches it with Tab and goes through the hours with the arrows.
#[component]
pub fn HeatMap(
    /// The week.
    report: LoadReport,
) -> impl IntoView {
    let (first, last) = shown_hours(&report);
    let most = report.cells.iter().map(|cell| cell.openings).max().unwrap_or_default();
    let height = (last - first + 2) * ROW;
    // The busiest hour is where one begins to read.
    let busiest = report.cells.iter().max_by_key(|cell| cell.openings);
    let at = RwSignal::new(busiest.map_or((1, first), |cell| (cell.weekday, cell.hour)));
    let shown: Vec<_> =
        report.cells.iter().copied().filter(|cell| (first..=last).contains(&cell.hour)).collect();
    let cells = StoredValue::new(shown.clone());
    let said = move || {
        let (weekday, hour) = at.get();
        let found = cells.with_value(|cells| {
            cells.iter().find(|cell| (cell.weekday, cell.hour) == (weekday, hour)).copied()
        });
        found.map(|cell| cell_said(texts(), &cell))
    };
    let move_on = move |event: KeyboardEvent| {
        let (weekday, hour) = at.get_untracked();
        let next = match event.key().as_str() {
            "ArrowLeft" => (weekday.max(2) - 1, hour),
            "ArrowRight" => ((weekday + 1).min(7), hour),
            "ArrowUp" => (weekday, hour.max(first + 1) - 1),
            "ArrowDown" => (weekday, (hour + 1).min(last)),
            _ => return,
        };
        event.prevent_default();
        at.set(next);
    };
    let days = WEEK.into_iter().zip(0..).map(|(day, place)| {
        let name = time::abbreviated(texts().dates.weekday(day));
        let x = format!("{}%", DAY.mul_add(f64::from(place) + 0.5, NAMES));
        view! { <text class="heat-name" x=x y="15" text-anchor="middle">{name}</text> }
    });
    let hours = (first..=last).map(|hour| {
        let y = (hour - first + 1) * ROW + 15;
        view! { <text class="heat-name" x="0" y=y.to_string()>{format!("{hour}:00")}</text> }
    });
    let drawn = shown.into_iter().map(|cell| drawn_cell(cell, most, first, at));
    let (outside, all) = (report.outside_service_hours, report.openings);
    let legend = [ServedHour::All, ServedHour::Incidents, ServedHour::Closed].map(|service| {
        let stripes = (service == ServedHour::Incidents).then(|| {
            view! { <rect width="18" height="18" fill="url(#chart-stripes)" /> }
        });
        view! {
            <li>
                <svg class="swatch" width="18" height="18" aria-hidden="true" focusable="false">
                    <rect class=format!("heat-cell {} heat-0", class_of(service)) width="18" height="18" />
                    {stripes}
                </svg>
                <span>{served(texts(), service)}</span>
            </li>
        }
    });
    view! {
        <div
            class="heat"
            role="group"
            tabindex="0"
            aria-label=tz!(load_title)
            aria-describedby="heat-said"
            on:keydown=move_on
        >
            <svg class="heat-map" width="100%" height=height.to_string() aria-hidden="true" focusable="false">
                {days.collect_view()}
                {hours.collect_view()}
                {drawn.collect_view()}
            </svg>
        </div>
        <ul class="chart-legend">{legend.collect_view()}</ul>
        <p class="heat-said" id="heat-said" aria-live="polite">{said}</p>
        <p class="muted">{(texts().reports().outside)(outside, all)}</p>
    }
}

const fn class_of(service: ServedHour) -> &'static str {
    match service {
        ServedHour::All => "heat-served",
        ServedHour::Incidents => "heat-incidents",
        ServedHour::Closed => "heat-closed",
    }
}

fn drawn_cell(cell: LoadCell, most: u32, first: u32, at: RwSignal<(u32, u32)>) -> impl IntoView {
    let place = (cell.weekday, cell.hour);
    let left = DAY.mul_add(f64::from(cell.weekday - 1), NAMES);
    let (x, width) = (format!("{left}%"), format!("{DAY}%"));
    let top = (cell.hour - first + 1) * ROW;
    let (y, height) = (top.to_string(), ROW.to_string());
    let served = class_of(cell.service);
    // Not under a number that is light itself.
    let is_pale = heat(cell.openings, most) <= 2;
    let stripes = (cell.service == ServedHour::Incidents && is_pale).then(|| {
        view! {
            <rect
                class="heat-stripes"
                x=x.clone()
                y=y.clone()
                width=width.clone()
                height=height.clone()
                fill="url(#chart-stripes)"
            />
        }
    });
    let number = (cell.openings > 0).then(|| {
        let strong =
            if heat(cell.openings, most) > 2 { "heat-number is-strong" } else { "heat-number" };
        let middle = format!("{}%", left + DAY / 2.0);
        let base = (top + 15).to_string();
        view! {
            <text class=strong x=middle y=base text-anchor="middle">{cell.openings}</text>
        }
    });
    view! {
        <g class:is-current=move || at.get() == place on:mouseenter=move |_| at.set(place)>
            <rect
                class=format!("heat-cell {served} heat-{}", heat(cell.openings, most))
                x=x
                y=y
                width=width
                height=height
            />
            {stripes}
            {number}
        </g>
    }
}
