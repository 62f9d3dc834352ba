//! The year as support works it.

use aval_contract::calendar::{CalendarException, ExceptionKind, Holidays, HolidaysQuery};
use aval_contract::page::Page;
use aval_domain::calendar::{FIRST_YEAR, LAST_YEAR};
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use leptos_router::hooks::query_signal;

use super::calendar_exceptions::Exceptions;
use crate::clock;
use crate::components::{Badge, Button, Glyph, PageHeader, Tone};
use crate::i18n::{ta, texts};
use crate::load::{Loaded, use_load};
use crate::view_model::{time, year};

/// Twelve months with their holidays and exceptions, and the lists of both.
#[component]
pub fn Calendar() -> impl IntoView {
    let (asked, set_asked) = query_signal::<i32>("year");
    let this_year = move || time::date_of(clock::now()).year();
    let year = Memo::new(move |_| {
        asked.get().filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year)).unwrap_or_else(this_year)
    });
    let holidays = use_load(move |api| {
        let query = HolidaysQuery { year: Some(year.get()) };
        async move { api.calendar().holidays(&query).await }
    });
    let exceptions = use_load(|api| async move { api.calendar().exceptions().await });
    let go = move |to: i32| set_asked.set(Some(to));
    view! {
        <PageHeader title=ta!(calendar_title) lead=ta!(calendar_lead)>
            <Button
                icon=Glyph::ArrowLeft
                disabled=Signal::derive(move || year.get() <= FIRST_YEAR)
                label=move || (texts().admin().calendar_previous)(year.get() - 1)
                on_press=move |()| go(year.get_untracked() - 1)
            />
            <strong class="year-now" aria-live="polite">
                {move || (texts().admin().calendar_year)(year.get())}
            </strong>
            <Button
                icon=Glyph::ArrowRight
                disabled=Signal::derive(move || year.get() >= LAST_YEAR)
                label=move || (texts().admin().calendar_previous)(year.get() + 1)
                on_press=move |()| go(year.get_untracked() + 1)
            />
        </PageHeader>
        <div class="year-layout">
            <div>
                <Loaded from=holidays rows=8 let:shown>
                    <Year holidays=shown exceptions=Signal::derive(move || exceptions.get()) />
                </Loaded>
            </div>
            <div class="stack">
                <Exceptions exceptions year />
                <section class="card">
                    <h2>{ta!(holidays_title)}</h2>
                    <Loaded from=holidays rows=6 let:shown>
                        <HolidayList holidays=shown />
                    </Loaded>
                </section>
            </div>
        </div>
    }
}

/// What is special about a day.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Holiday,
    Closure,
    WorkingDay,
}

impl Mark {
    const fn class(self) -> &'static str {
        match self {
            Self::Holiday => "day day-holiday",
            Self::Closure => "day day-closure",
            Self::WorkingDay => "day day-working",
        }
    }
}

/// An exception wins over a holiday: that is what it is declared for.
fn mark_of(
    date: NaiveDate,
    holidays: &Holidays,
    exceptions: Option<&Page<CalendarException>>,
) -> Option<Mark> {
    let declared = exceptions
        .and_then(|exceptions| exceptions.items.iter().find(|exception| exception.date == date));
    match declared.map(|exception| exception.kind) {
        Some(ExceptionKind::Closure) => Some(Mark::Closure),
        Some(ExceptionKind::WorkingDay) => Some(Mark::WorkingDay),
        None => {
            holidays.holidays.iter().any(|holiday| holiday.date == date).then_some(Mark::Holiday)
        }
    }
}

/// The picture of the year. Everything it shows is said in the lists beside it, so screen readers
/// pass it by.
#[component]
fn Year(
    holidays: Signal<Holidays>,
    exceptions: Signal<Option<Page<CalendarException>>>,
) -> impl IntoView {
    let month = move |number: u32| {
        let (holidays, exceptions, texts) = (holidays.read(), exceptions.read(), texts());
        let today = time::date_of(clock::now());
        let name = texts.dates.months()[number as usize - 1];
        let initials = chrono::Weekday::Mon;
        let head = (0..7).scan(initials, move |day, _| {
            let this = *day;
            *day = day.succ();
            Some(texts.dates.weekday(this).chars().take(1).collect::<String>())
        });
        let weeks = year::weeks_of(holidays.year, number);
        let days = weeks.into_iter().flatten().map(|date| {
            let Some(date) = date else { return view! { <span></span> }.into_any() };
            let class = match mark_of(date, &holidays, exceptions.as_ref()) {
                Some(mark) => mark.class(),
                None if year::is_weekend(date) => "day day-weekend",
                None => "day",
            };
            view! { <span class=class class:day-today=date == today>{date.day()}</span> }.into_any()
        });
        view! {
            <div class="month">
                <p class="month-name">{time::capitalised(name)}</p>
                <div class="month-days">
                    {head.map(|day| view! { <span class="day-head">{day}</span> }).collect_view()}
                    {days.collect_view()}
                </div>
            </div>
        }
    };
    view! {
        <div class="year" aria-hidden="true">
            {move || (1..=12).map(month).collect_view()}
        </div>
        <p class="legend">
            <span class="day day-holiday"></span>
            {ta!(legend_holiday)}
            <span class="day day-closure"></span>
            {texts().exception(ExceptionKind::Closure)}
            <span class="day day-working"></span>
            {texts().exception(ExceptionKind::WorkingDay)}
        </p>
    }
}

#[component]
fn HolidayList(holidays: Signal<Holidays>) -> impl IntoView {
    view! {
        <ul class="date-list">
            <For each=move || holidays.get().holidays key=|holiday| holiday.date let(holiday)>
                <li>
                    <p class="date-list-date">
                        {time::capitalised(&time::full_date(texts(), holiday.date, false))}
                    </p>
                    <p>{holiday.names.join(" · ")}</p>
                    <p class="muted">
                        {holiday.law}
                        {holiday
                            .moved
                            .then(|| view! { " " <Badge tone=Tone::Info>{ta!(holiday_moved)}</Badge> })}
                    </p>
                </li>
            </For>
        </ul>
    }
}
