//! The record of a ticket, oldest first, and whether it is whole.

use aval_contract::timeline::TimelineEntry;
use leptos::prelude::*;

use super::attachments::AttachmentList;
use super::case::use_case;
use crate::clock;
use crate::components::{Avatar, Glyph, Icon, Markdown};
use crate::i18n::texts;
use crate::i18n::tickets::tt;
use crate::load::Loaded;
use crate::view_model::tickets::story::{Part, Story, Tone, actor_name, by_day, story};
use crate::view_model::time;

/// The timeline with its days, and the badge of its verification.
#[component]
pub fn Timeline() -> impl IntoView {
    let case = use_case();
    view! {
        <section class="timeline-section" aria-labelledby="timeline-title">
            <header class="section-head">
                <h2 id="timeline-title">{tt!(page.timeline)}</h2>
                <VerifiedBadge />
            </header>
            <Loaded from=case.timeline_loading() rows=3 let:entries>
                <Days entries />
            </Loaded>
        </section>
    }
}

#[component]
fn Days(entries: Signal<Vec<TimelineEntry>>) -> impl IntoView {
    let days = Memo::new(move |_| by_day(&entries.read()));
    view! {
        <div class="timeline">
            // Days and entries keep their elements when more come in: nothing jumps under a reader.
            <For each=move || days.get() key=|(day, _)| *day let((day, _))>
                <h3 class="timeline-day">
                    <span>{move || time::capitalised(&time::date_words(texts(), time::date_of(clock::now()), day))}</span>
                </h3>
                <ol class="timeline-entries">
                    <For
                        each=move || {
                            days.read()
                                .iter()
                                .find(|(other, _)| *other == day)
                                .map(|(_, entries)| entries.clone())
                                .unwrap_or_default()
                        }
                        key=|entry| entry.id
                        let(entry)
                    >
                        <Entry entry />
                    </For>
                </ol>
            </For>
        </div>
    }
}

#[component]
fn Entry(entry: TimelineEntry) -> impl IntoView {
    // Days in the story's sentences are words like "mañana": they are as of when it was drawn.
    let told = {
        let entry = entry.clone();
        Memo::new(move |_| story(texts(), untrack(clock::now), &entry))
    };
    let tone = told.with_untracked(|told| told.tone);
    let class = match tone {
        Tone::Plain => "entry entry-plain",
        Tone::Forward => "entry entry-forward",
        Tone::Back => "entry entry-back",
        Tone::Settled => "entry entry-settled",
        Tone::CustomerMessage => "entry entry-message entry-customer",
        Tone::SupportMessage => "entry entry-message entry-support",
        Tone::Internal => "entry entry-message entry-internal",
    };
    let glyph = match tone {
        Tone::Plain => None,
        Tone::Forward => Some(Glyph::ArrowRight),
        Tone::Back => Some(Glyph::Refresh),
        Tone::Settled => Some(Glyph::Check),
        Tone::CustomerMessage | Tone::SupportMessage => None,
        Tone::Internal => Some(Glyph::Lock),
    };
    let actor = StoredValue::new(entry.actor.clone());
    let name = move || actor.with_value(|actor| actor_name(texts(), actor));
    let at = entry.at;
    let attachments = told.with_untracked(|told| told.attachments.clone());
    view! {
        <li class=class id=format!("e-{}", entry.seq)>
            <span class="entry-mark" aria-hidden="true">
                {match glyph {
                    Some(glyph) => view! { <Icon glyph /> }.into_any(),
                    None => view! { <Avatar name=Signal::derive(name) /> }.into_any(),
                }}
            </span>
            <div class="entry-body">
                <p class="entry-head">
                    <strong class="entry-actor">{name}</strong>
                    {entry.actor.staff.then(|| view! { <span class="entry-side">{tt!(page.by_support)}</span> })}
                    " "
                    <span class="entry-headline">{move || told.read().headline.clone()}</span>
                    {(tone == Tone::Internal).then(|| view! {
                        <span class="badge tone-warning">{tt!(page.internal_only)}</span>
                    })}
                    " "
                    <time class="entry-time" datetime=at.to_rfc3339() title=move || time::in_full(texts(), at)>
                        {time::clock_time(at)}
                    </time>
                </p>
                {move || parts(&told.read())}
                <AttachmentList attachments />
            </div>
        </li>
    }
}

fn parts(story: &Story) -> impl IntoView + use<> {
    story
        .parts
        .iter()
        .cloned()
        .map(|part| match part {
            Part::Line { label, text } => view! {
                <p class="entry-line">
                    <span class="entry-label">{label}": "</span>
                    <span class="entry-text">{text}</span>
                </p>
            }
            .into_any(),
            Part::Html { label, html } => view! {
                {label.map(|label| view! { <p class="entry-label entry-label-block">{label}</p> })}
                <Markdown html=Signal::stored(html) />
            }
            .into_any(),
        })
        .collect_view()
}

/// Whether the record is whole; what that means when pointed at.
#[component]
fn VerifiedBadge() -> impl IntoView {
    let case = use_case();
    let found = Memo::new(move |_| case.verification_loading().get());
    move || match found.get() {
        Some(found) if found.verified => view! {
            <span class="verified" title=tt!(page.verified_hint)>
                <Icon glyph=Glyph::Shield />
                {move || (texts().tickets.page.verified)(found.events)}
            </span>
        }
        .into_any(),
        Some(found) => view! {
            <span class="verified is-broken" role="alert" title=tt!(page.verified_hint)>
                <Icon glyph=Glyph::Alert />
                {move || (texts().tickets.page.not_verified)(found.first_broken_seq.unwrap_or(1))}
            </span>
        }
        .into_any(),
        None => view! { <span class="verified is-waiting">{tt!(page.verifying)}</span> }.into_any(),
    }
}
