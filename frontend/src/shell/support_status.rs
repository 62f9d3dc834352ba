//! Whether support is open now, and when it opens next.

use aval_contract::calendar::{ServiceHours, ServiceHoursQuery};
use aval_domain::lifecycle::Kind;
use leptos::prelude::*;

use crate::clock;
use crate::i18n::texts;
use crate::session::use_session;
use crate::view_model::time;

/// A dot and a sentence, in the header of every page.
///
/// The server says how it is when the page loads and when the page's clock passes the next opening
/// or closing. Until it has answered, and when it can't, the calendar of the page says the same:
/// it is the same code.
#[component]
pub fn SupportStatus() -> impl IntoView {
    let session = use_session();
    let told = RwSignal::new(None::<ServiceHours>);
    let hours = Memo::new(move |_| {
        let now = clock::now();
        match told.get() {
            Some(told) if is_current(&told, now) => Some(told),
            Some(_) | None => by_calendar(now),
        }
    });
    // Asked again whenever the state changes by the page's own clock.
    let open = Memo::new(move |_| hours.get().map(|hours| hours.open));
    Effect::new(move || {
        let _changed = open.get();
        let _signed_in_again = session.epoch();
        let api = session.api();
        leptos::task::spawn_local(async move {
            if let Ok(answer) = api.calendar().service_hours(&ServiceHoursQuery::default()).await {
                told.try_set(Some(answer));
            }
        });
    });
    let sentence = move || {
        let (texts, now) = (texts(), clock::now());
        let hours = hours.get()?;
        let rest = match (hours.open, hours.closes_at) {
            (true, Some(end)) => (texts.shell.support_open_until)(&time::clock_time(end)),
            (true, None) => String::new(),
            (false, _) => (texts.shell.support_opens)(&time::when(texts, now, hours.next_opening)),
        };
        let state = if hours.open { texts.shell.support_open } else { texts.shell.support_closed };
        Some((state, rest))
    };
    let is_open = move || open.get().unwrap_or_default();
    view! {
        <p class="support-status" class:is-open=is_open>
            <span class="support-dot" aria-hidden="true"></span>
            <span>
                <strong>{move || sentence().map(|(state, _)| state)}</strong>
                ", "
                {move || sentence().map(|(_, rest)| rest)}
            </span>
        </p>
    }
}

/// Whether what the server told still holds: neither the opening nor the closing it named passed.
fn is_current(told: &ServiceHours, now: chrono::DateTime<chrono::Utc>) -> bool {
    match (told.open, told.closes_at) {
        (true, Some(end)) => now < end,
        (true, None) => false,
        (false, _) => now < told.next_opening,
    }
}

/// The same from the page's own calendar, for incidents: the widest hours.
fn by_calendar(now: chrono::DateTime<chrono::Utc>) -> Option<ServiceHours> {
    clock::calendar().with(|calendar| {
        Some(ServiceHours {
            open: calendar.is_open(Kind::Incident, now).ok()?,
            business_day: calendar.is_business_day(time::date_of(now)).ok()?,
            next_opening: calendar.next_opening(Kind::Incident, now).ok()?,
            closes_at: calendar.closes_at(Kind::Incident, now).ok()?,
        })
    })
}
