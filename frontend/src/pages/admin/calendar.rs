//! The year as support works it.

use aval_contract::calendar::{Holidays, HolidaysQuery};
use aval_domain::calendar::{FIRST_YEAR, LAST_YEAR};
use chrono::Datelike;
use leptos::prelude::*;
use leptos_router::hooks::query_signal;

use super::calendar_exceptions::Exceptions;
use super::reevaluation::{Progress, use_reevaluation};
use super::year::{Year, entry_id};
use crate::clock;
use crate::components::{Badge, Button, Glyph, PageHeader, Tone};
use crate::i18n::promises::tp;
use crate::i18n::{ta, texts};
use crate::load::{Loaded, use_load};
use crate::view_model::time;

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
    let following = use_reevaluation();
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
        <Progress of=following />
        <div class="year-layout">
            <div class="year-exceptions"><Exceptions exceptions year following /></div>
            <div class="year-months">
                <Loaded from=holidays rows=8 let:shown>
                    <Year
                        holidays=shown
                        exceptions=Signal::derive(move || {
                            exceptions.get().map(|page| page.items).unwrap_or_default()
                        })
                    />
                </Loaded>
            </div>
            <section class="card year-holidays">
                <h2>{ta!(holidays_title)}</h2>
                <Loaded from=holidays rows=6 let:shown>
                    <HolidayList holidays=shown />
                </Loaded>
            </section>
        </div>
    }
}

#[component]
fn HolidayList(holidays: Signal<Holidays>) -> impl IntoView {
    view! {
        <ul class="date-list">
            <For each=move || holidays.get().holidays key=|holiday| holiday.date let(holiday)>
                <li id=entry_id(holiday.date) class="date-list-entry" tabindex="-1">
                    <p class="date-list-date">
                        {time::capitalised(&time::full_date(texts(), holiday.date, false))}
                    </p>
                    <p>{holiday.names.join(" · ")}</p>
                    <p class="muted">
                        {holiday.law}
                        " "
                        {if holiday.moved {
                            view! { <Badge tone=Tone::Info>{ta!(holiday_moved)}</Badge> }.into_any()
                        } else {
                            view! { <Badge>{tp!(on_its_date)}</Badge> }.into_any()
                        }}
                    </p>
                </li>
            </For>
        </ul>
    }
}
