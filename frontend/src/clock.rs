//! The present instant and support's calendar, as pages see them.
//!
//! The instant moves every half minute, and with it every "hace 5 min" on the page. The calendar
//! starts with the holidays of the country; what admins declared is filled in once somebody is
//! signed in.

use aval_domain::calendar::Calendar;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::browser;

/// How often the page's clock moves, in milliseconds.
const TICK: i32 = 30_000;

thread_local! {
    static NOW: ArcRwSignal<DateTime<Utc>> = ArcRwSignal::new(browser::now());
    static CALENDAR: ArcRwSignal<Calendar> = ArcRwSignal::new(Calendar::default());
}

/// Starts the clock; once, when the program starts.
pub fn start() {
    browser::every(TICK, || NOW.with(|now| now.set(browser::now())));
}

/// The present instant to half a minute; tracked.
#[must_use]
pub fn now() -> DateTime<Utc> {
    NOW.with(Get::get)
}

/// Support's calendar.
#[must_use]
pub fn calendar() -> ArcRwSignal<Calendar> {
    CALENDAR.with(Clone::clone)
}
