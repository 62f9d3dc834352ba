//! Figures for those who coordinate support, and the monthly service report of a company.

mod chart;
mod figure;
mod heat_map;
mod monthly;
mod sections;
mod today;

use aval_contract::reports::ExportQuery;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

pub use self::monthly::CompanyReport;
use self::sections::Sections;
use self::today::Today;
use crate::act::use_act;
use crate::clock;
use crate::components::{Button, Glyph, PageHeader, Pick, word};
use crate::i18n::reports::tz;
use crate::i18n::texts;
use crate::load::use_companies;
use crate::view_model::reports::{Preset, Selection};
use crate::view_model::time;

/// The morning on top, then how service goes in a period.
#[component]
pub fn Reports() -> impl IntoView {
    let params = use_query_map();
    let selection = Memo::new(move |_| Selection::from_params(|name| params.read().get(name)));
    let today = Memo::new(|_| time::date_of(clock::now()));
    let dates = move || {
        let (from, to) = selection.get().preset.dates(today.get());
        let texts = texts();
        (texts.reports().from_to)(&time::short_date(texts, from), &time::short_date(texts, to))
    };
    let export = use_act(
        |api, query: ExportQuery| async move {
            Ok(api.reports().export_tickets(&query).await?.to_vec())
        },
        move |table: Vec<u8>| {
            figure::keep(&table, &format!("casos-{}.csv", today.get_untracked()));
        },
    );
    let take_out = move |()| {
        let (from, to) = selection.get_untracked().preset.dates(today.get_untracked());
        let begins = |date| time::from_local_input(&format!("{date}T00:00"));
        export.run(ExportQuery {
            company_id: selection.get_untracked().company,
            created_from: begins(from),
            created_to: to.succ_opt().and_then(begins),
            ..ExportQuery::default()
        });
    };
    view! {
        <PageHeader title=tz!(title) lead=tz!(lead) />
        <Today />
        <section class="section" aria-labelledby="charts-title">
            <div class="report-bar">
                <div>
                    <h2 id="charts-title">{tz!(charts_title)}</h2>
                    <p class="muted" aria-live="polite">{dates}</p>
                </div>
                <Presets selection />
                <CompanyPick selection />
                <Button icon=Glyph::ArrowDown pending=export.pending() on_press=take_out>
                    {tz!(export)}
                </Button>
            </div>
            <p class="keyboard-hint">{tz!(point_at)}</p>
            <Sections selection today />
        </section>
    }
}

/// The periods, as links: what is chosen stands in the address.
#[component]
fn Presets(selection: Memo<Selection>) -> impl IntoView {
    let name = |preset| {
        let words = texts().reports();
        match preset {
            Preset::ThisMonth => words.this_month,
            Preset::LastMonth => words.last_month,
            Preset::Days30 => words.days_30,
            Preset::Days90 => words.days_90,
            Preset::ThisYear => words.this_year,
        }
    };
    let link = move |preset: Preset| {
        view! {
            <a
                class="preset"
                href=move || Selection { preset, ..selection.get() }.path()
                aria-current=move || (selection.get().preset == preset).then_some("true")
            >
                {name(preset)}
            </a>
        }
    };
    view! {
        <nav class="presets" aria-label=tz!(period)>
            {Preset::ALL.map(link).collect_view()}
        </nav>
    }
}

/// Of which company.
#[component]
fn CompanyPick(selection: Memo<Selection>) -> impl IntoView {
    let companies = use_companies();
    let navigate = use_navigate();
    let go = move |company| {
        let path = Selection { company, ..selection.get_untracked() }.path();
        navigate(&path, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    };
    let options = Signal::derive(move || {
        let all = companies.get().unwrap_or_default().into_iter();
        all.map(|company| (company.id.to_string(), company.name)).collect()
    });
    let value = Signal::derive(move || word(selection.get().company));
    view! {
        <Pick
            label=tz!(company)
            options
            empty=tz!(all_companies)
            value
            on_pick=move |company: String| go(company.parse().ok())
        />
    }
}
