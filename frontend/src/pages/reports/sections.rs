//! The charts of a period. Each loads by itself, so that one that fails takes no other with it.

use aval_client::Table as Report;
use chrono::NaiveDate;
use leptos::prelude::*;

use super::chart::{Bars, Patterns};
use super::figure::Figure;
use super::heat_map::HeatMap;
use crate::i18n::reports::tz;
use crate::i18n::texts;
use crate::load::{Loaded, use_load};
use crate::view_model::reports::chart::BarChart;
use crate::view_model::reports::{Selection, figures};

/// All of them.
#[component]
pub fn Sections(
    /// What of.
    selection: Memo<Selection>,
    /// Seen from when.
    today: Memo<NaiveDate>,
) -> impl IntoView {
    view! {
        <Patterns />
        <div class="charts">
            <Promises selection today />
            <Open selection today />
            <Ageing selection today />
            <Closures selection today />
            <Times selection today />
            <Load selection today />
        </div>
    }
}

/// A chart of bars in its frame.
#[component]
fn BarFigure(
    title: &'static str,
    lead: &'static str,
    report: Report,
    selection: Memo<Selection>,
    #[prop(into)] chart: Signal<BarChart>,
    #[prop(default = |value| value.to_string())] value: fn(u32) -> String,
) -> impl IntoView {
    view! {
        <Figure title lead report selection table=Signal::derive(move || chart.get().table)>
            {move || view! { <Bars chart=chart.get() value /> }}
        </Figure>
    }
}

#[component]
fn Promises(selection: Memo<Selection>, today: Memo<NaiveDate>) -> impl IntoView {
    let told = use_load(move |api| {
        let query = selection.get().query(today.get());
        async move { api.reports().compliance(&query).await }
    });
    let report = Report::Compliance;
    view! {
        <Loaded from=told let:shown>
            <BarFigure
                title=tz!(contact_title)
                lead=tz!(compliance_lead)
                report
                selection
                chart=Signal::derive(move || {
                    figures::compliance(texts(), &shown.read().first_contact)
                })
            />
            <BarFigure
                title=tz!(resolution_title)
                lead=tz!(compliance_lead)
                report
                selection
                chart=Signal::derive(move || figures::compliance(texts(), &shown.read().resolution))
            />
        </Loaded>
    }
}

#[component]
fn Open(selection: Memo<Selection>, today: Memo<NaiveDate>) -> impl IntoView {
    let told = use_load(move |api| {
        let query = selection.get().query(today.get());
        async move { api.reports().stages(&query).await }
    });
    let (report, lead) = (Report::Stages, tz!(stages_lead));
    view! {
        <Loaded from=told let:shown>
            <BarFigure
                title=tz!(stages_title)
                lead
                report
                selection
                chart=Signal::derive(move || figures::by_stage(texts(), &shown.read()))
            />
            <BarFigure
                title=tz!(engineers_title)
                lead
                report
                selection
                chart=Signal::derive(move || figures::by_engineer(texts(), &shown.read()))
            />
            <BarFigure
                title=tz!(companies_title)
                lead
                report
                selection
                chart=Signal::derive(move || figures::by_company(texts(), &shown.read()))
            />
        </Loaded>
    }
}

#[component]
fn Ageing(selection: Memo<Selection>, today: Memo<NaiveDate>) -> impl IntoView {
    let told = use_load(move |api| {
        let query = selection.get().query(today.get());
        async move { api.reports().ageing(&query).await }
    });
    view! {
        <Loaded from=told let:shown>
            <BarFigure
                title=tz!(ageing_title)
                lead=tz!(ageing_lead)
                report=Report::Ageing
                selection
                chart=Signal::derive(move || figures::ageing(texts(), &shown.read()))
            />
        </Loaded>
    }
}

#[component]
fn Closures(selection: Memo<Selection>, today: Memo<NaiveDate>) -> impl IntoView {
    let told = use_load(move |api| {
        let query = selection.get().query(today.get());
        async move { api.reports().closures(&query).await }
    });
    view! {
        <Loaded from=told let:shown>
            <Figure
                title=tz!(closures_title)
                lead=tz!(closures_lead)
                report=Report::Closures
                selection
                table=Signal::derive(move || figures::closures(texts(), &shown.read()).table)
            >
                {move || view! { <Bars chart=figures::closures(texts(), &shown.read()) /> }}
                <dl class="facts">
                    {move || {
                        let (words, total) = (texts().reports(), shown.read().total);
                        let rate = |count, of| {
                            (words.with_rate)(count, &figures::percent(texts(), of))
                        };
                        [
                            (words.delivered, total.delivered.to_string()),
                            (words.rejected, rate(total.rejected, total.reject_rate)),
                            (words.reopened, rate(total.reopened, total.reopen_rate)),
                        ]
                        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
                        .collect_view()
                    }}
                </dl>
            </Figure>
        </Loaded>
    }
}

#[component]
fn Times(selection: Memo<Selection>, today: Memo<NaiveDate>) -> impl IntoView {
    let told = use_load(move |api| {
        let query = selection.get().query(today.get());
        async move { api.reports().time_in_stage(&query).await }
    });
    view! {
        <Loaded from=told let:shown>
            <BarFigure
                title=tz!(time_title)
                lead=tz!(time_lead)
                report=Report::TimeInStage
                selection
                chart=Signal::derive(move || figures::time_in_stage(texts(), &shown.read()))
                value=|minutes| figures::minutes_said(texts(), minutes)
            />
        </Loaded>
    }
}

#[component]
fn Load(selection: Memo<Selection>, today: Memo<NaiveDate>) -> impl IntoView {
    let told = use_load(move |api| {
        let query = selection.get().query(today.get());
        async move { api.reports().load(&query).await }
    });
    view! {
        <Loaded from=told let:shown>
            <Figure
                title=tz!(load_title)
                lead=tz!(load_lead)
                report=Report::Load
                selection
                table=Signal::derive(move || figures::load_table(texts(), &shown.read()))
                wide=true
            >
                {move || view! { <HeatMap report=shown.get() /> }}
            </Figure>
        </Loaded>
    }
}
