//! Bars, drawn.

use leptos::prelude::*;

use crate::i18n::reports::tz;
use crate::view_model::reports::chart::{BarChart, Fill, Piece};

/// How high a bar is drawn.
const HEIGHT: &str = "18";

/// What bars are filled with besides their colour; once in the page.
#[component]
pub fn Patterns() -> impl IntoView {
    view! {
        <svg class="chart-patterns" width="0" height="0" aria-hidden="true" focusable="false">
            <defs>
                <pattern id="chart-stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <rect class="pattern-ink" width="2.5" height="6" />
                </pattern>
                <pattern id="chart-dots" width="6" height="6" patternUnits="userSpaceOnUse">
                    <circle class="pattern-ink" cx="3" cy="3" r="1.3" />
                </pattern>
                <pattern id="chart-crossed" width="6" height="6" patternUnits="userSpaceOnUse">
                    <path class="pattern-line" d="M0 0l6 6M6 0l-6 6" />
                </pattern>
            </defs>
        </svg>
    }
}

/// A chart of bars: each can be pointed at and reached with Tab, and then says its values below.
#[component]
pub fn Bars(
    /// The bars.
    chart: BarChart,
    /// How a value is said.
    #[prop(default = |value| value.to_string())]
    value: fn(u32) -> String,
) -> impl IntoView {
    if chart.is_empty() {
        return view! { <p class="chart-empty">{tz!(empty)}</p> }.into_any();
    }
    let said = RwSignal::new(String::new());
    let bars = chart
        .bars
        .iter()
        .map(|bar| {
            let words = chart.said(bar, value);
            let pieces = chart.pieces(bar).into_iter().map(piece).collect_view();
            let told = StoredValue::new(words.clone());
            let tell = move || said.set(told.get_value());
            view! {
                <div
                    class="bar"
                    role="img"
                    tabindex="0"
                    aria-label=words
                    on:mouseenter=move |_| tell()
                    on:focus=move |_| tell()
                >
                    <span class="bar-name">{bar.name.clone()}</span>
                    <svg class="bar-drawn" width="100%" height=HEIGHT aria-hidden="true" focusable="false">
                        <rect class="bar-ground" width="100%" height=HEIGHT rx="3" />
                        {pieces}
                    </svg>
                    <span class="bar-end">{bar.end.clone()}</span>
                </div>
            }
        })
        .collect_view();
    let legend = (chart.series.len() > 1).then(|| {
        let entries = chart.series.iter().map(|series| {
            view! { <li>{swatch(series.fill)}<span>{series.name}</span></li> }
        });
        view! { <ul class="chart-legend">{entries.collect_view()}</ul> }
    });
    view! {
        {legend}
        <div class="bars">{bars}</div>
        <p class="chart-said" aria-hidden="true">{said}</p>
    }
    .into_any()
}

fn piece(piece: Piece) -> impl IntoView {
    let (from, length) = (format!("{:.3}%", piece.from), format!("{:.3}%", piece.length));
    drawn(piece.fill, &from, &length)
}

/// A filled part: its colour, and the pattern over it.
fn drawn(fill: Fill, from: &str, length: &str) -> impl IntoView + use<> {
    let pattern = fill.pattern().map(|pattern| {
        view! { <rect x=from.to_owned() width=length.to_owned() height=HEIGHT fill=pattern /> }
    });
    view! {
        <rect class=fill.class() x=from.to_owned() width=length.to_owned() height=HEIGHT />
        {pattern}
    }
}

/// What a series looks like, beside its name.
fn swatch(fill: Fill) -> impl IntoView {
    view! {
        <svg class="swatch" width="18" height=HEIGHT aria-hidden="true" focusable="false">
            {drawn(fill, "0", "18")}
        </svg>
    }
}
