//! How long customers have for testing, by kind and priority.

use aval_contract::Kind;
use aval_contract::policies::TestingPolicy;
use leptos::prelude::*;

use super::target_table::CellInput;
use crate::act::use_act;
use crate::components::{Button, Form, Glyph, SubmitButton, focus_first_invalid};
use crate::i18n::promises::tp;
use crate::i18n::{texts, tr};
use crate::load::{Load, Loaded, use_load};
use crate::pages::tickets::draft::{keep, kept, reader};
use crate::toast;
use crate::view_model::promises::{
    PRIORITIES, PerPeriod, TypedCells, is_period, periods, read_days, testing_of,
};

/// The table of testing periods with its reason, and the form that changes it.
#[component]
pub fn Periods(#[prop(into)] is_admin: Signal<bool>) -> impl IntoView {
    let policy = use_load(|api| async move { api.policies().testing().await });
    view! {
        <section class="card" aria-labelledby="periods-title">
            <Loaded from=policy rows=5 let:shown>
                <PeriodsCard policy shown is_admin />
            </Loaded>
        </section>
    }
}

/// The texts of the fields for a policy.
fn written(policy: &TestingPolicy) -> PerPeriod<String> {
    periods(policy).map(|row| row.map(|days| days.map_or_else(String::new, |n| n.to_string())))
}

fn fill(cells: &PerPeriod<RwSignal<String>>, texts: PerPeriod<String>) {
    for (cell, text) in cells.iter().flatten().zip(texts.into_iter().flatten()) {
        cell.set(text);
    }
}

#[component]
fn PeriodsCard(
    policy: Load<TestingPolicy>,
    shown: Signal<TestingPolicy>,
    is_admin: Signal<bool>,
) -> impl IntoView {
    let cells: PerPeriod<RwSignal<String>> = Default::default();
    let key = format!("aval.draft.periods.{}", reader());
    let left = kept::<TypedCells>(&key).and_then(TypedCells::cells::<5>);
    let editing = RwSignal::new(left.is_some() && is_admin.get_untracked());
    fill(&cells, left.unwrap_or_else(|| written(&shown.get_untracked())));
    let typed = move || cells.map(|row| row.map(|cell| cell.get()));
    keep(key, move || {
        let typed = typed();
        TypedCells::of(editing.get() && typed != written(&shown.get()), typed)
    });
    let edit = move |()| {
        fill(&cells, written(&shown.get_untracked()));
        editing.set(true);
    };
    view! {
        <div class="card-head">
            <h2 id="periods-title">{tp!(testing_title)}</h2>
            <Show when=move || is_admin.get() && !editing.get()>
                <Button icon=Glyph::Edit on_press=edit>{tp!(testing_edit)}</Button>
            </Show>
        </div>
        <p class="muted">{tp!(testing_lead)}</p>
        {move || if editing.get() {
            view! { <EditPeriods policy shown cells editing /> }.into_any()
        } else {
            let now = periods(&shown.get());
            table(move |row, column| period_cell(&now[row], column))
        }}
    }
}

#[component]
fn EditPeriods(
    policy: Load<TestingPolicy>,
    shown: Signal<TestingPolicy>,
    cells: PerPeriod<RwSignal<String>>,
    editing: RwSignal<bool>,
) -> impl IntoView {
    let tried = RwSignal::new(false);
    let unchanged = RwSignal::new(false);
    let save = use_act(
        |api, wanted: TestingPolicy| async move { api.policies().put_testing(&wanted).await },
        move |saved| {
            toast::success(texts().promises().testing_saved);
            policy.set(saved);
            editing.set(false);
        },
    );
    let submit = move |()| {
        tried.set(true);
        let wanted = testing_of(&untrack(|| cells.map(|row| row.map(|cell| cell.get()))));
        unchanged.set(wanted == Some(shown.get_untracked()));
        match wanted {
            None => focus_first_invalid(),
            Some(wanted) if !unchanged.get_untracked() => save.run(wanted),
            Some(_) => {}
        }
    };
    view! {
        <Form on_submit=submit>
            <p class="field-hint">{tp!(testing_hint)}</p>
            {table(move |row, column| period_input(&cells[row], row, column, tried))}
            <p class="field-error" role="alert">
                {move || unchanged.get().then(|| tp!(nothing_changed))}
            </p>
            <div class="form-actions is-foot">
                <Button on_press=move |()| editing.set(false)>{tr!(common.cancel)}</Button>
                <SubmitButton pending=save.pending()>{tr!(common.save)}</SubmitButton>
            </div>
        </Form>
    }
}

/// The name of a column: what holds for the whole kind, then the priorities.
fn column_name(column: usize) -> &'static str {
    match column.checked_sub(1).and_then(|at| PRIORITIES.get(at)) {
        Some(priority) => texts().priority(*priority),
        None => tp!(general),
    }
}

/// A table with a cell for each kind and priority; below each other on a phone, where each cell names
/// its column. The roles are written out because a table that is laid out otherwise loses them.
fn table(cell: impl Fn(usize, usize) -> AnyView) -> AnyView {
    let heads = (0..5)
        .map(|column| view! { <th role="columnheader" scope="col">{column_name(column)}</th> })
        .collect_view();
    let rows = Kind::ALL
        .into_iter()
        .enumerate()
        .map(|(row, kind)| {
            let cells = (0..5)
                .map(|column| view! {
                    <td role="cell">
                        <span class="period-column" aria-hidden="true">{column_name(column)}</span>
                        {cell(row, column)}
                    </td>
                })
                .collect_view();
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">{texts().kind(kind)}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="promise-table period-table" role="table">
            <caption class="visually-hidden">{tp!(testing_title)}</caption>
            <thead role="rowgroup">
                <tr role="row"><th role="columnheader" scope="col">{tp!(kind)}</th>{heads}</tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn period_cell(row: &[Option<u32>; 5], column: usize) -> AnyView {
    let words = texts().promises();
    match (row[column], row[0]) {
        (Some(days), _) => view! {
            <span class="promise-value">{(words.business_days)(days)}</span>
        }
        .into_any(),
        (None, general) => view! {
            <span class="promise-inherited">
                {(words.business_days)(general.unwrap_or_default())}
            </span>
        }
        .into_any(),
    }
}

fn period_input(
    row: &[RwSignal<String>; 5],
    kind: usize,
    column: usize,
    tried: RwSignal<bool>,
) -> AnyView {
    let words = texts().promises();
    let (value, general) = (row[column], row[0]);
    let label = (words.days_label)(texts().kind(Kind::ALL[kind]), column_name(column));
    let echo = move || {
        let own = read_days(&value.read());
        match (own, read_days(&general.read())) {
            (Some(days), _) => (words.business_days)(days.get()),
            (None, Some(general)) if column > 0 => (words.inherited)(general.get()),
            (None, _) => String::new(),
        }
    };
    let error = move || {
        let is_fine = is_period(&value.read(), column > 0);
        (tried.get() && !is_fine).then(|| words.days_malformed.to_owned())
    };
    view! {
        <CellInput label value echo=Signal::derive(echo) error=Signal::derive(error) />
    }
    .into_any()
}
