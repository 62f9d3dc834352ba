//! The table of targets: priorities by clocks, to read or to write into.

use aval_contract::Priority;
use aval_domain::clocks::{Metric, Target};
use leptos::prelude::*;

use crate::browser;
use crate::i18n::promises::tp;
use crate::i18n::texts;
use crate::view_model::promises::{
    PRIORITIES, PerTarget, days_note, hours_words, metric_word, read_target, target_words,
};

/// A table with a cell for each target.
pub fn target_table(
    caption: &'static str,
    cell: impl Fn(usize, usize, Priority, Metric) -> AnyView,
) -> AnyView {
    let heads = Metric::ALL
        .map(|metric| view! { <th scope="col">{metric_word(texts(), metric)}</th> })
        .collect_view();
    let rows = PRIORITIES
        .into_iter()
        .enumerate()
        .map(|(row, priority)| {
            let cells = Metric::ALL
                .into_iter()
                .enumerate()
                .map(|(column, metric)| view! { <td>{cell(row, column, priority, metric)}</td> })
                .collect_view();
            view! { <tr><th scope="row">{texts().priority(priority)}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <table class="promise-table">
            <caption class="visually-hidden">{caption}</caption>
            <thead><tr><th scope="col">{tp!(priority)}</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// A target in words: the hours, and how many service days they are.
pub fn target_cell(target: Target) -> AnyView {
    view! {
        <span class="promise-value">{hours_words(texts(), target)}</span>
        <span class="promise-note">{days_note(texts(), target)}</span>
    }
    .into_any()
}

/// The texts of a table's fields.
pub fn typed(cells: &PerTarget<RwSignal<String>>) -> PerTarget<String> {
    cells.map(|row| row.map(|cell| cell.get()))
}

/// Puts texts into a table's fields.
pub fn fill(cells: &PerTarget<RwSignal<String>>, texts: PerTarget<String>) {
    for (row, texts) in cells.iter().zip(texts) {
        for (cell, text) in row.iter().zip(texts) {
            cell.set(text);
        }
    }
}

/// One field of a table, with what its text comes to or what is wrong with it below.
#[component]
pub fn CellInput(
    /// Its name; what the table says by its place is not enough for everybody.
    label: String,
    /// The text.
    value: RwSignal<String>,
    /// What holds while it is empty.
    #[prop(optional)]
    placeholder: String,
    /// What it comes to.
    #[prop(into)]
    echo: Signal<String>,
    /// What is wrong.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let id = format!("c{}", browser::random_id());
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    view! {
        <input
            class="input cell-input"
            aria-label=label
            inputmode="decimal"
            autocomplete="off"
            maxlength="16"
            placeholder=placeholder
            aria-invalid=move || error.read().is_some().then_some("true")
            aria-describedby=format!("{hint_id} {error_id}")
            prop:value=value
            on:input:target=move |event| value.set(event.target().value())
        />
        <span class="promise-note" id=hint_id hidden=move || error.read().is_some()>
            {move || echo.get()}
        </span>
        <span class="field-error" id=error_id aria-live="polite">{move || error.get()}</span>
    }
}

/// A field for a target. With a general target it may be empty, which means the general one.
pub fn target_input(
    priority: Priority,
    metric: Metric,
    value: RwSignal<String>,
    general: Option<Target>,
    tried: RwSignal<bool>,
) -> AnyView {
    let words = texts().promises();
    let label = (words.hours_label)(texts().priority(priority), metric_word(texts(), metric));
    let echo = move || match (read_target(&value.read()), general) {
        (Some(target), _) => target_words(texts(), target),
        (None, Some(general)) => (words.general_is)(&hours_words(texts(), general)),
        (None, None) => String::new(),
    };
    let error = move || {
        let text = value.read();
        let is_fine = read_target(&text).is_some() || (general.is_some() && text.trim().is_empty());
        let told =
            if general.is_some() { words.contract_malformed } else { words.target_malformed };
        (tried.get() && !is_fine).then(|| told.to_owned())
    };
    let placeholder = general.map(crate::view_model::promises::write_target).unwrap_or_default();
    view! {
        <CellInput
            label
            value
            placeholder
            echo=Signal::derive(echo)
            error=Signal::derive(error)
        />
    }
    .into_any()
}
