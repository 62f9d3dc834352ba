//! What staff and admins did outside cases.

use aval_contract::audit::{AuditAction, AuditEntry};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::clock;
use crate::components::{
    Avatar, Button, ButtonKind, Email, EmptyState, Glyph, Moment, More, PageHeader, Pick, word,
};
use crate::i18n::records::tc;
use crate::i18n::texts;
use crate::load::{Loaded, use_companies, use_load, use_pages};
use crate::view_model::audit_filters::AuditFilters;
use crate::view_model::{audit, time};

/// The record, newest first, narrowed down by what the address says.
#[component]
pub fn Audit() -> impl IntoView {
    let params = use_query_map();
    let filters = Memo::new(move |_| AuditFilters::from_params(|name| params.read().get(name)));
    let record = use_pages(move |api, cursor| {
        let query = filters.get().query(cursor);
        async move { api.audit().list(&query).await }
    });
    view! {
        <PageHeader title=tc!(audit_title) lead=tc!(audit_lead) />
        <Filters filters />
        <Loaded from=record.entries() rows=6 let:shown>
            <Show
                when=move || !shown.read().is_empty()
                fallback=move || nothing(filters.get() != AuditFilters::default())
            >
                <ul class="rows">
                    <For each=move || shown.get() key=|entry| entry.id children=row />
                </ul>
                <More
                    there_is=Signal::derive(move || record.has_more())
                    pending=Signal::derive(move || record.more_pending())
                    on_more=record.fetch_more()
                />
            </Show>
        </Loaded>
    }
}

fn nothing(narrowed: bool) -> impl IntoView {
    let (title, text) = if narrowed {
        (tc!(audit_none_title), tc!(audit_none_text))
    } else {
        (tc!(audit_empty_title), tc!(audit_empty_text))
    };
    view! { <EmptyState glyph=Glyph::Shield title text /> }
}

/// What narrows it down; the address follows.
#[component]
fn Filters(filters: Memo<AuditFilters>) -> impl IntoView {
    let navigate = use_navigate();
    let go = Callback::new(move |changed: AuditFilters| {
        let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
        navigate(&changed.path(), options);
    });
    let change = move |change: &dyn Fn(&mut AuditFilters)| {
        let mut changed = filters.get_untracked();
        change(&mut changed);
        go.run(changed);
    };
    let deeds = Signal::derive(|| {
        let words = texts().records();
        AuditAction::ALL.map(|one| (one.to_string(), audit::deed(words, one).to_owned())).to_vec()
    });
    let companies = use_companies();
    let companies = Signal::derive(move || {
        let all = companies.get().unwrap_or_default();
        all.into_iter().map(|company| (company.id.to_string(), company.name)).collect()
    });
    let staff = use_load(|api| async move { api.staff().list().await });
    let people = Signal::derive(move || {
        let all = staff.get().map(|page| page.items).unwrap_or_default();
        all.into_iter().map(|person| (person.id.to_string(), person.name)).collect()
    });
    view! {
        <div class="queue-selects" role="group" aria-label=tc!(audit_filters)>
            <Pick
                label=tc!(audit_deed)
                options=deeds
                empty=tc!(audit_any)
                value=Signal::derive(move || word(filters.read().action))
                on_pick=move |picked: String| change(&|f| f.action = picked.parse().ok())
            />
            <Pick
                label=tc!(audit_who)
                options=people
                empty=tc!(audit_any)
                value=Signal::derive(move || word(filters.read().actor))
                on_pick=move |picked: String| change(&|f| f.actor = picked.parse().ok())
            />
            <Pick
                label=tc!(audit_company)
                options=companies
                empty=tc!(audit_any)
                value=Signal::derive(move || word(filters.read().company))
                on_pick=move |picked: String| change(&|f| f.company = picked.parse().ok())
            />
            <Day
                label=tc!(audit_from)
                value=Signal::derive(move || filters.read().from)
                latest=Signal::derive(move || filters.read().to)
                on_pick=move |day| change(&|f| f.from = day)
            />
            <Day
                label=tc!(audit_to)
                value=Signal::derive(move || filters.read().to)
                earliest=Signal::derive(move || filters.read().from)
                on_pick=move |day| change(&|f| f.to = day)
            />
            <Show when=move || *filters.read() != AuditFilters::default()>
                <Button
                    kind=ButtonKind::Quiet
                    icon=Glyph::Close
                    on_press=move |()| go.run(AuditFilters::default())
                >
                    {tc!(audit_clear)}
                </Button>
            </Show>
        </div>
    }
}

/// A day that a period begins or ends with.
#[component]
fn Day(
    label: &'static str,
    value: Signal<Option<NaiveDate>>,
    #[prop(optional)] earliest: Signal<Option<NaiveDate>>,
    #[prop(optional)] latest: Signal<Option<NaiveDate>>,
    #[prop(into)] on_pick: Callback<Option<NaiveDate>>,
) -> impl IntoView {
    view! {
        <label class="pick">
            <span>{label}</span>
            <input
                type="date"
                class="input"
                min=move || word(earliest.get())
                max=move || word(latest.get())
                prop:value=move || word(value.get())
                on:change:target=move |event| on_pick.run(event.target().value().parse().ok())
            />
        </label>
    }
}

fn row(entry: AuditEntry) -> AnyView {
    let words = texts().records();
    let told = audit::told(texts(), time::date_of(clock::now()), &entry);
    let by_hand = audit::is_by_hand(&entry);
    let AuditEntry { at, actor, .. } = entry;
    let by_hand = by_hand.then(|| format!(" ({})", words.audit_command_line));
    let name = if actor.name.is_empty() { words.audit_somebody.to_owned() } else { actor.name };
    view! {
        <li class="row record">
            <Avatar name=name.clone() />
            <div class="row-main">
                <p class="record-what">
                    <strong>{name}</strong>
                    {by_hand}
                    " "
                    // There are addresses in it.
                    <Email address=told.what />
                </p>
                {told.details.into_iter().map(|line| view! {
                    <p class="record-line">{line}</p>
                }).collect_view()}
            </div>
            <span class="record-when"><Moment at=at /></span>
        </li>
    }
    .into_any()
}
