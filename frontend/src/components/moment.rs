//! Times in words.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::clock;
use crate::i18n::texts;
use crate::view_model::time;

/// An instant in words ("mañana a las 10:30"), whole when pointed at.
#[component]
pub fn Moment(
    /// The instant.
    #[prop(into)]
    at: Signal<DateTime<Utc>>,
    /// Whether to say how long ago it is ("hace 5 min") instead of the date.
    #[prop(optional)]
    ago: bool,
    /// Whether there is little room: "Mié 25 nov, 11:07".
    #[prop(optional)]
    short: bool,
) -> impl IntoView {
    let words = move || {
        if ago {
            time::ago(texts(), clock::now(), at.get())
        } else if short {
            time::capitalised(&time::short_when(texts(), clock::now(), at.get()))
        } else {
            time::when(texts(), clock::now(), at.get())
        }
    };
    view! {
        <time datetime=move || at.get().to_rfc3339() title=move || time::in_full(texts(), at.get())>
            {words}
        </time>
    }
}
