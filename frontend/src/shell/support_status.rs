//! Whether support is open now, and when it opens next.

use aval_contract::calendar::{ServiceHours, ServiceHoursQuery};
use leptos::prelude::*;

use crate::clock;
use crate::i18n::texts;
use crate::session::use_session;
use crate::view_model::support;

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
            Some(told) if support::is_current(&told, now) => Some(told),
            Some(_) | None => {
                clock::calendar().with(|calendar| support::by_calendar(calendar, now))
            }
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
    view! { <Told hours /> }
}

/// The same before signing in: by the calendar of the page, which knows the law and no closures.
#[component]
pub fn LawfulSupportStatus() -> impl IntoView {
    let hours = Memo::new(|_| {
        clock::calendar().with(|calendar| support::by_calendar(calendar, clock::now()))
    });
    view! { <Told hours /> }
}

#[component]
fn Told(hours: Memo<Option<ServiceHours>>) -> impl IntoView {
    let sentence = move || {
        let hours = hours.get()?;
        let calendar = clock::calendar();
        Some(calendar.with(|calendar| support::words(texts(), calendar, clock::now(), &hours)))
    };
    let is_open = move || hours.read().as_ref().is_some_and(|hours| hours.open);
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
