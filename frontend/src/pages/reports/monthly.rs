//! The service that a company got in a month, for the screen and for paper.

use aval_contract::after_hours::WindowState;
use aval_contract::reports::{
    ClosureFigures, Compliance, MonthlyCase, MonthlyReport, MonthlyWindow,
};
use aval_domain::lifecycle::ClosureKind;
use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use uuid::Uuid;

use super::figure::keep;
use crate::act::use_act;
use crate::components::{Button, ButtonKind, Glyph, Heading, Icon, LinkButton};
use crate::i18n::reports::tz;
use crate::i18n::texts;
use crate::load::{Loaded, use_load};
use crate::pages::not_found::NotFound;
use crate::session::use_session;
use crate::view_model::reports::figures::percent;
use crate::view_model::reports::month::{MONTH, Month, hours_spent, path};
use crate::view_model::time;
use crate::{browser, clock, paths};

/// The report of the company in the address, or of the reader's own.
#[component]
pub fn CompanyReport() -> impl IntoView {
    let params = use_params_map();
    let session = use_session();
    let named = Memo::new(move |_| params.read().get("id"));
    move || {
        let own = || session.user().and_then(|user| user.company).map(|company| company.id);
        let (named, company) = match named.get() {
            Some(text) => {
                let id = text.parse::<Uuid>().ok();
                (id, id)
            }
            None => (None, own()),
        };
        match company {
            Some(company) => view! { <Report named company /> }.into_any(),
            None => view! { <NotFound /> }.into_any(),
        }
    }
}

/// `named`: the company, where the address has it.
#[component]
fn Report(named: Option<Uuid>, company: Uuid) -> impl IntoView {
    let query = use_query_map();
    let present = Memo::new(|_| Month::of(time::date_of(clock::now())));
    let month = Memo::new(move |_| {
        let asked = query.read().get(MONTH).and_then(|text| Month::parse(&text));
        asked.unwrap_or_else(|| present.get()).min(present.get())
    });
    let report = use_load(move |api| {
        let query = month.get().query();
        async move { api.reports().monthly(company, &query).await }
    });
    let download = use_act(
        |api, (company, month): (Uuid, Month)| async move {
            let table = api.reports().monthly_csv(company, &month.query()).await?;
            Ok((table.to_vec(), month))
        },
        |(table, month): (Vec<u8>, Month)| {
            keep(&table, &format!("informe-{}.csv", month.as_param()));
        },
    );
    let title = move || {
        let name = report.get().map(|report| format!("\u{a0}· {}", report.company.name));
        format!("{}{}", tz!(monthly_title), name.unwrap_or_default())
    };
    let (back_to, back) = match named {
        Some(_) => (paths::REPORTS, tz!(other_reports)),
        None => (paths::HOME, texts().shell.nav_my_cases),
    };
    view! {
        <article class="monthly">
            <div class="monthly-tools">
                <a class="back-link" href=back_to><Icon glyph=Glyph::ArrowLeft />{back}</a>
                <div>
                    <LinkButton
                        href=Signal::derive(move || path(named, month.get().before()))
                        icon=Glyph::ArrowLeft
                    >
                        {tz!(previous_month)}
                    </LinkButton>
                    <Show when=move || month.get() < present.get()>
                        <LinkButton
                            href=Signal::derive(move || path(named, month.get().after()))
                            icon=Glyph::ArrowRight
                        >
                            {tz!(next_month)}
                        </LinkButton>
                    </Show>
                </div>
                <div>
                    <Button
                        icon=Glyph::ArrowDown
                        pending=download.pending()
                        on_press=move |()| download.run((company, month.get_untracked()))
                    >
                        {tz!(download)}
                    </Button>
                    <Button kind=ButtonKind::Primary on_press=move |()| browser::print()>
                        {tz!(print)}
                    </Button>
                </div>
            </div>
            <header class="monthly-head">
                <Heading title />
                <p class="monthly-month" aria-live="polite">
                    {move || time::capitalised(&month.get().words(texts()))}
                </p>
            </header>
            <Loaded from=report rows=8 let:shown>
                {move || contents(shown.get())}
            </Loaded>
        </article>
    }
}

fn contents(report: MonthlyReport) -> AnyView {
    let (texts, words) = (texts(), texts().reports());
    let MonthlyReport {
        company: _,
        nit,
        month,
        from: _,
        to,
        at,
        totals,
        first_contact,
        resolution,
        closures,
        cases,
        windows,
    } = report;
    // The last day of a month that is over is the last one.
    let is_over = to.succ_opt().is_some_and(|next| Month::of(next).as_param() != month);
    let until = (!is_over).then(|| {
        let until = (words.monthly_until)(&time::full_date(texts, to, true));
        view! { <p class="muted">{until}</p> }
    });
    let totals = [
        (words.opened, totals.opened.to_string()),
        (words.closed, totals.closed.to_string()),
        (words.open_at_end, totals.open_at_end.to_string()),
        (words.after_hours_done, hours_spent(texts, totals.after_hours_done)),
        (words.after_hours_agreed, hours_spent(texts, totals.after_hours_agreed)),
    ];
    view! {
        <p class="muted">{format!("NIT {nit}. {}", (words.monthly_made)(&time::in_full(texts, at)))}</p>
        {until}
        <section>
            <h2>{words.in_short}</h2>
            <dl class="facts monthly-totals">
                {totals
                    .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
                    .collect_view()}
            </dl>
        </section>
        <section>
            <h2>{words.compliance_title}</h2>
            <p class="muted">{words.compliance_lead}</p>
            {promises_table(&first_contact, &resolution)}
        </section>
        <section>
            <h2>{words.closures_title}</h2>
            {closures_table(&closures)}
        </section>
        <section>
            <h2>{words.cases_title}</h2>
            <div class="numbered month-cases">{cases_table(cases)}</div>
        </section>
        <section>
            <h2>{words.windows_of_month}</h2>
            <div class="numbered">{windows_table(windows)}</div>
        </section>
    }
    .into_any()
}

/// A table whose first column names its rows. It scrolls by itself where it is too wide; on a phone
/// the cells of a row stand below its name, each with the name of its column.
fn table<const N: usize>(
    title: &'static str,
    head: [&'static str; N],
    rows: Vec<[String; N]>,
    name: fn(String) -> AnyView,
) -> AnyView {
    // Two columns fit on any phone.
    let class = if N > 2 { "data-table is-stacked" } else { "data-table" };
    let row = |cells: [String; N]| {
        let mut cells = cells.into_iter().zip(head);
        let name = cells.next().map(|(text, _)| name(text));
        let cells = cells.map(|(cell, of)| view! { <td data-label=of>{cell}</td> }).collect_view();
        view! { <tr><th scope="row">{name}</th>{cells}</tr> }
    };
    let head = head.map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=title>
            <table class=class>
                <caption class="visually-hidden">{title}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A name as it is.
fn plain(name: String) -> AnyView {
    name.into_any()
}

/// The number of a case, which leads to it.
fn case_link(number: String) -> AnyView {
    let href = paths::case(&number);
    view! { <a href=href>{number}</a> }.into_any()
}

fn promises_table(first_contact: &Compliance, resolution: &Compliance) -> AnyView {
    let (texts, words) = (texts(), texts().reports());
    let row = |name: &str, of: &Compliance| {
        let Compliance { met, breached, running, undecided, percentage } = *of;
        let [met, breached, running, undecided] =
            [met, breached, running, undecided].map(|n| n.to_string());
        [name.to_owned(), percent(texts, percentage), met, breached, running, undecided]
    };
    let head = [
        words.promise,
        words.percentage,
        words.met,
        words.breached,
        words.running,
        words.undecided,
    ];
    let rows = vec![row(words.contact_name, first_contact), row(words.resolution_name, resolution)];
    table(words.compliance_title, head, rows, plain)
}

fn closures_table(of: &ClosureFigures) -> AnyView {
    let (texts, words) = (texts(), texts().reports());
    let kinds = [
        (ClosureKind::Approved, of.approved),
        (ClosureKind::Tacit, of.tacit),
        (ClosureKind::Withdrawn, of.withdrawn),
        (ClosureKind::Duplicate, of.duplicate),
    ];
    let mut rows: Vec<_> =
        kinds.map(|(kind, count)| [texts.closure(kind).to_owned(), count.to_string()]).into();
    let rate = |count, rate| (words.with_rate)(count, &percent(texts, rate));
    rows.push([words.total.to_owned(), of.closed.to_string()]);
    view! {
        {table(words.closures_title, [words.closure, words.cases], rows, plain)}
        <dl class="facts">
            <div><dt>{words.rejected}</dt><dd>{rate(of.rejected, of.reject_rate)}</dd></div>
            <div><dt>{words.reopened}</dt><dd>{rate(of.reopened, of.reopen_rate)}</dd></div>
        </dl>
    }
    .into_any()
}

/// "26 nov 2026, 10:30", for narrow columns.
fn short(at: DateTime<Utc>) -> String {
    // A date is not broken in two.
    let date = time::short_date(texts(), time::date_of(at)).replace(' ', "\u{a0}");
    format!("{date}, {}", time::clock_time(at))
}

fn cases_table(cases: Vec<MonthlyCase>) -> AnyView {
    let (texts, words) = (texts(), texts().reports());
    if cases.is_empty() {
        return view! { <p class="muted">{words.no_cases}</p> }.into_any();
    }
    let row = |case: MonthlyCase| {
        let closure = match case.closure_kind {
            Some(kind) => texts.closure(kind).to_owned(),
            None => format!("{} · {}", words.still_open, texts.stage(case.stage)),
        };
        let closure = match case.reopened {
            0 => closure,
            times => format!("{closure} · {}", (words.reopened_times)(times)),
        };
        [
            case.number,
            case.subject,
            texts.kind(case.kind).to_owned(),
            texts.priority(case.priority).to_owned(),
            short(case.opened_at),
            case.closed_at.map(short).unwrap_or_default(),
            closure,
        ]
    };
    let head = [
        words.number,
        words.subject,
        words.kind,
        words.priority,
        words.opened_at,
        words.closed_at,
        words.closure,
    ];
    table(words.cases_title, head, cases.into_iter().map(row).collect(), case_link)
}

fn windows_table(windows: Vec<MonthlyWindow>) -> AnyView {
    let (texts, words) = (texts(), texts().reports());
    if windows.is_empty() {
        return view! { <p class="muted">{words.no_windows}</p> }.into_any();
    }
    let row = |window: MonthlyWindow| {
        let state = if window.state == WindowState::Done { words.done } else { words.agreed };
        let ends = time::end_of_day_time(window.ends_at);
        // What ends on another day names it.
        let is_one_day = time::date_of(window.starts_at)
            == time::date_of(window.ends_at - TimeDelta::seconds(1));
        let ends = if is_one_day { ends } else { short(window.ends_at) };
        [
            window.ticket_number,
            format!("{} – {ends}", short(window.starts_at)),
            time::length(texts, window.length.span()),
            window.task,
            window.engineer.map(|who| who.name).unwrap_or_default(),
            state.to_owned(),
        ]
    };
    let head = [words.number, words.when, words.length, words.task, words.engineer, words.state];
    table(words.windows_of_month, head, windows.into_iter().map(row).collect(), case_link)
}
