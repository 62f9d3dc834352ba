//! The picture of a schedule: a scale of days, and a track with a bar for each activity. Screen
//! readers pass it by; the words beside each track say the same.

use aval_contract::ActivityState;
use leptos::prelude::*;

use crate::i18n::plans::tp;
use crate::i18n::texts;
use crate::view_model::plans::picture::{Picture, Stretch};
use crate::view_model::time;

/// The days above the tracks.
pub fn scale(picture: &Picture) -> AnyView {
    let ticks = picture.ticks.iter().map(|tick| {
        let class = if tick.wide_only { "plan-tick is-wide-only" } else { "plan-tick" };
        view! {
            <text class=class x=percent(tick.at) y="70%" dx="4">
                {tick.label.clone()}
            </text>
        }
    });
    view! {
        <div class="plan-scale-row" aria-hidden="true">
            <svg class="plan-scale" focusable="false">{ticks.collect_view()}</svg>
        </div>
    }
    .into_any()
}

/// The track of an activity. Its class says what has become of it, as the badge in words does.
pub fn track(picture: &Picture, bar: Stretch, state: ActivityState, overdue: bool) -> AnyView {
    let class = match (state, overdue) {
        (_, true) => "plan-bar is-overdue",
        (ActivityState::Pending, false) => "plan-bar is-pending",
        (ActivityState::InProgress, false) => "plan-bar is-in-progress",
        (ActivityState::Done, false) => "plan-bar is-done",
        (ActivityState::Cancelled, false) => "plan-bar is-cancelled",
    };
    let shaded = picture.shaded().into_iter().map(|Stretch { from, to }| {
        view! {
            <rect class="plan-off" x=percent(from) y="0" width=percent(to - from) height="100%" />
        }
    });
    let lines = picture.lines.iter().map(|at| upright("plan-line", *at));
    let now = picture.now.map(|at| upright("plan-now", at));
    view! {
        <svg class="plan-track" aria-hidden="true" focusable="false">
            {shaded.collect_view()}
            {lines.collect_view()}
            <line class=class x1=percent(bar.from) x2=percent(bar.to) y1="1rem" y2="1rem" />
            {now}
        </svg>
    }
    .into_any()
}

/// What the shades and the line mean; nothing where there are none.
pub fn legend(picture: &Picture) -> AnyView {
    let special: Vec<String> =
        picture.special_days().map(|date| time::full_date(texts(), date, false)).collect();
    let special = (!special.is_empty()).then(|| {
        view! { <li>{(texts().plans().legend_special)(&special.join(", "))}</li> }
    });
    let off = (!picture.off.is_empty()).then(|| {
        view! {
            <li>
                <span class="plan-key plan-key-off" aria-hidden="true"></span>
                {tp!(legend_off)}
            </li>
        }
    });
    let now = picture.now.map(|_| {
        view! {
            <li>
                <span class="plan-key plan-key-now" aria-hidden="true"></span>
                {time::capitalised(tp!(now))}
            </li>
        }
    });
    view! { <ul class="plan-legend">{off}{special}{now}</ul> }.into_any()
}

fn upright(class: &'static str, at: f64) -> AnyView {
    view! { <line class=class x1=percent(at) x2=percent(at) y1="0" y2="100%" /> }.into_any()
}

fn percent(share: f64) -> String {
    format!("{share:.3}%")
}
