//! The year as twelve small tables.
//!
//! A special day is a button: pointing at it or reaching it with the keyboard tells in the line below
//! its month what it is, and pressing it leads to its entry in the lists.

use std::collections::BTreeMap;

use aval_contract::calendar::{CalendarException, ExceptionKind, Holidays};
use chrono::{Datelike, NaiveDate, Weekday};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::browser;
use crate::clock;
use crate::components::{Button, ButtonKind, Glyph};
use crate::i18n::promises::tp;
use crate::i18n::{ta, texts};
use crate::view_model::time;
use crate::view_model::year::{
    Mark, MarkKind, Service, day_words, marks, month_words, ordinary, weeks_of,
};

/// The days of a week as the tables have them.
const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// The id of a day's entry in the lists beside the year.
pub fn entry_id(date: NaiveDate) -> String {
    format!("dia-{date}")
}

/// Twelve months and what their marks mean.
#[component]
pub fn Year(
    /// The year's holidays.
    holidays: Signal<Holidays>,
    /// All exceptions.
    exceptions: Signal<Vec<CalendarException>>,
) -> impl IntoView {
    let marked = Memo::new(move |_| marks(texts(), &holidays.read(), &exceptions.read()));
    let today = Memo::new(|_| time::date_of(clock::now()));
    let months = move || {
        let (year, marked, today) = (holidays.read().year, marked.get(), today.get());
        (1..=12).map(|number| month(year, number, &marked, today)).collect_view()
    };
    // On a phone the year begins with the month that it is.
    let whole = RwSignal::new(false);
    let has_past = Memo::new(move |_| is_past(holidays.read().year, 1, today.get()));
    view! {
        <Show when=move || has_past.get()>
            <Button
                kind=ButtonKind::Quiet
                icon=Glyph::Calendar
                class="year-earlier"
                on_press=move |()| whole.update(|whole| *whole = !*whole)
            >
                {move || if whole.get() { tp!(year_without_earlier) } else { tp!(year_earlier) }}
            </Button>
        </Show>
        <div class="year" class:is-whole=whole>{months}</div>
        <ul class="legend">
            <li><span class="day day-holiday" aria-hidden="true">"7"</span>{ta!(legend_holiday)}</li>
            <li>
                <span class="day day-closure" aria-hidden="true">"7"</span>
                {texts().exception(ExceptionKind::Closure)}
            </li>
            <li>
                <span class="day day-working" aria-hidden="true">"7"</span>
                {texts().exception(ExceptionKind::WorkingDay)}
            </li>
            <li><span class="day day-saturday" aria-hidden="true">"7"</span>{tp!(year_saturday)}</li>
            <li><span class="day day-today" aria-hidden="true">"7"</span>{tp!(year_today)}</li>
        </ul>
    }
}

/// Whether it is over in a year that isn't.
fn is_past(year: i32, number: u32, today: NaiveDate) -> bool {
    year == today.year() && number < today.month()
}

fn month(year: i32, number: u32, marked: &BTreeMap<NaiveDate, Mark>, today: NaiveDate) -> AnyView {
    let texts = texts();
    let name = time::capitalised(texts.dates.months()[number as usize - 1]);
    let summary = month_words(texts, marked, number);
    let told = RwSignal::new(None::<String>);
    let heads = WEEK
        .map(|day| {
            let name = texts.dates.weekday(day);
            let initial: String = name.chars().take(1).collect();
            let full = match day {
                Weekday::Sat => (texts.promises().day_is)(name, texts.promises().saturday_only),
                Weekday::Mon
                | Weekday::Tue
                | Weekday::Wed
                | Weekday::Thu
                | Weekday::Fri
                | Weekday::Sun => name.to_owned(),
            };
            view! {
                <th scope="col" class="day-head">
                    <span aria-hidden="true">{initial}</span>
                    <span class="visually-hidden">{full}</span>
                </th>
            }
        })
        .collect_view();
    let weeks = weeks_of(year, number)
        .into_iter()
        .map(|week| {
            let days = week
                .map(|date| view! {
                    <td>{date.map(|date| day(date, marked.get(&date), date == today, told))}</td>
                })
                .collect_view();
            view! { <tr>{days}</tr> }
        })
        .collect_view();
    view! {
        <section class="month" class:is-past=is_past(year, number, today)>
            <table class="month-days">
                <caption class="month-name">{name}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{weeks}</tbody>
            </table>
            // What a button says is its own name: nothing here is lost for those who don't see it.
            <p class="month-note" aria-hidden="true">
                {move || told.get().unwrap_or_else(|| summary.clone())}
            </p>
        </section>
    }
    .into_any()
}

fn day(
    date: NaiveDate,
    mark: Option<&Mark>,
    is_today: bool,
    told: RwSignal<Option<String>>,
) -> AnyView {
    let current = is_today.then_some("date");
    let Some(mark) = mark else {
        let class = match ordinary(date) {
            Service::Full => "day",
            Service::IncidentsOnly => "day day-saturday",
            Service::Closed => "day day-closed",
        };
        return view! {
            <span class=class class:day-today=is_today aria-current=current>{date.day()}</span>
        }
        .into_any();
    };
    let class = match mark.kind {
        MarkKind::Holiday => "day day-holiday",
        MarkKind::Closure => "day day-closure",
        MarkKind::WorkingDay => "day day-working",
    };
    let note = StoredValue::new(format!("{} · {}", date.day(), mark.text));
    let tell = move || told.set(Some(note.get_value()));
    view! {
        <button
            type="button"
            class=class
            class:day-today=is_today
            aria-current=current
            aria-label=day_words(texts(), date, mark)
            on:mouseenter=move |_| tell()
            on:mouseleave=move |_| told.set(None)
            on:focus=move |_| tell()
            on:blur=move |_| told.set(None)
            on:click=move |_| go_to_entry(date)
        >
            {date.day()}
        </button>
    }
    .into_any()
}

/// Leads to the entry of a day in the lists.
fn go_to_entry(date: NaiveDate) {
    let entry = browser::document().get_element_by_id(&entry_id(date));
    if let Some(Ok(entry)) = entry.map(JsCast::dyn_into::<web_sys::HtmlElement>) {
        let _focused = entry.focus();
    }
}
