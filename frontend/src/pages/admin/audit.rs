//! What staff and admins did outside cases.

use aval_contract::audit::{AuditEntry, AuditQuery};
use leptos::prelude::*;

use crate::clock;
use crate::components::{Avatar, EmptyState, Glyph, Moment, More, PageHeader};
use crate::i18n::records::tc;
use crate::i18n::texts;
use crate::load::{Loaded, use_pages};
use crate::view_model::{audit, time};

/// The record, newest first.
#[component]
pub fn Audit() -> impl IntoView {
    let record = use_pages(|api, cursor| async move {
        api.audit().list(&AuditQuery { cursor, ..AuditQuery::default() }).await
    });
    view! {
        <PageHeader title=tc!(audit_title) lead=tc!(audit_lead) />
        <Loaded from=record.entries() rows=6 let:shown>
            <Show
                when=move || !shown.read().is_empty()
                fallback=|| view! {
                    <EmptyState
                        glyph=Glyph::Shield
                        title=tc!(audit_empty_title)
                        text=tc!(audit_empty_text)
                    />
                }
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
                    {format!(" {}", told.what)}
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
