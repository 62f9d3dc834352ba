//! The frame around a chart: what it shows, the table behind it, and its file.

use aval_client::Table as Report;
use aval_contract::reports::ReportQuery;
use leptos::prelude::*;

use crate::act::use_act;
use crate::browser;
use crate::components::{Button, ButtonKind, Glyph};
use crate::i18n::reports::tz;
use crate::i18n::texts;
use crate::view_model::reports::Selection;
use crate::view_model::reports::chart::Table;

/// Hands a table over to the browser's downloads.
pub fn keep(table: &[u8], name: &str) {
    if let Some(address) = browser::address_of(table, "text/csv;charset=utf-8") {
        browser::save(&address, name);
    }
}

/// A chart with its title, or the table behind it.
#[component]
pub fn Figure(
    /// What it shows.
    title: &'static str,
    /// How it is counted.
    lead: &'static str,
    /// What its file is.
    report: Report,
    /// What its file is about.
    selection: Memo<Selection>,
    /// The table behind it.
    #[prop(into)]
    table: Signal<Table>,
    /// Whether it takes the whole width.
    #[prop(optional)]
    wide: bool,
    /// The chart.
    children: ChildrenFn,
) -> impl IntoView {
    let as_table = RwSignal::new(false);
    let words = texts().reports();
    let download = use_act(
        move |api, query: ReportQuery| async move {
            Ok(api.reports().csv(report, &query).await?.to_vec())
        },
        move |table: Vec<u8>| keep(&table, &format!("{}.csv", file_name(report))),
    );
    let today = move || crate::view_model::time::date_of(crate::clock::now());
    let label = move || {
        if as_table.get() { (words.show_chart_of)(title) } else { (words.show_table_of)(title) }
    };
    view! {
        <figure class="card chart" class:is-wide=wide>
            <figcaption class="card-head">
                <div>
                    <h3>{title}</h3>
                    <p class="muted">{lead}</p>
                </div>
                <div class="chart-tools">
                    <Button
                        kind=ButtonKind::Quiet
                        class="button-small"
                        label=label
                        on_press=move |()| as_table.update(|shown| *shown = !*shown)
                    >
                        {move || if as_table.get() { words.show_chart } else { words.show_table }}
                    </Button>
                    <Button
                        kind=ButtonKind::Quiet
                        class="button-small"
                        icon=Glyph::ArrowDown
                        label=(words.download_of)(title)
                        pending=download.pending()
                        on_press=move |()| {
                            download.run(selection.get_untracked().query(today()));
                        }
                    >
                        {tz!(download)}
                    </Button>
                </div>
            </figcaption>
            {move || if as_table.get() {
                view! { <DataTable title table=table.get() /> }.into_any()
            } else {
                children().into_any()
            }}
        </figure>
    }
}

const fn file_name(report: Report) -> &'static str {
    match report {
        Report::Stages => "casos-por-etapa",
        Report::Compliance => "cumplimiento",
        Report::Ageing => "antiguedad",
        Report::TimeInStage => "tiempo-por-etapa",
        Report::Closures => "cierres",
        Report::Load => "carga",
    }
}

/// A table of texts; the first cell of a row names it. It scrolls by itself where it is too wide.
#[component]
fn DataTable(title: &'static str, table: Table) -> impl IntoView {
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=title>
            <table class="data-table">
                <caption class="visually-hidden">{title}</caption>
                <thead>
                    <tr>
                        {table
                            .head
                            .into_iter()
                            .map(|name| view! { <th scope="col">{name}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {table
                        .rows
                        .into_iter()
                        .map(|row| {
                            let mut cells = row.into_iter();
                            let name = cells.next();
                            let cells = cells.map(|cell| view! { <td>{cell}</td> }).collect_view();
                            view! { <tr><th scope="row">{name}</th>{cells}</tr> }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}
