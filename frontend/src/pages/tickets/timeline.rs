//! The record of a ticket, oldest first, and whether it is whole.

use aval_contract::tickets::Visibility;
use aval_contract::timeline::{TimelineEntry, Verification};
use leptos::prelude::*;

use super::attachments::attachment_list;
use super::case::use_case;
use crate::clock;
use crate::components::{Avatar, Glyph, Icon, Markdown};
use crate::i18n::texts;
use crate::i18n::tickets::tt;
use crate::load::Loaded;
use crate::view_model::tickets::story::{Part, Tone, actor_name, starts_day, story};
use crate::view_model::time;

/// The timeline with its days, and the badge of its verification.
#[component]
pub fn Timeline() -> impl IntoView {
    let case = use_case();
    view! {
        <section class="timeline-section" aria-labelledby="timeline-title">
            <header class="section-head">
                <h2 id="timeline-title">{tt!(page.timeline)}</h2>
                {move || verified_badge(case.verification_loading().get())}
            </header>
            <Loaded from=case.timeline_loading() rows=3 let:entries>
                <ol class="timeline">
                    // Entries keep their elements when more come in: nothing jumps under a reader
                    // and an opened picture stays open.
                    <For each=move || starts_day(&entries.read()) key=|(_, entry)| entry.id let((day, entry))>
                        {
                            let today = time::date_of(untrack(clock::now));
                            let day = day.map(|day| time::capitalised(&time::date_words(texts(), today, day)));
                            entry_view(day, &entry)
                        }
                    </For>
                </ol>
            </Loaded>
        </section>
    }
}

/// One event; the first of a day with the day above it.
fn entry_view(day: Option<String>, entry: &TimelineEntry) -> AnyView {
    // Days in the story's sentences are words like "mañana": they are as of when it was drawn.
    let told = story(texts(), untrack(clock::now), entry);
    let (class, glyph) = match told.tone {
        Tone::Plain => ("entry entry-plain", None),
        Tone::Forward => ("entry entry-forward", Some(Glyph::ArrowRight)),
        Tone::Back => ("entry entry-back", Some(Glyph::Refresh)),
        Tone::Settled => ("entry entry-settled", Some(Glyph::Check)),
        Tone::Ended => ("entry entry-ended", Some(Glyph::Close)),
        Tone::CustomerMessage => ("entry entry-message entry-customer", None),
        Tone::SupportMessage => ("entry entry-message entry-support", None),
        Tone::Internal => ("entry entry-message entry-internal", Some(Glyph::Lock)),
    };
    let name = actor_name(texts(), &entry.actor);
    let mark = match glyph {
        Some(glyph) => view! { <Icon glyph /> }.into_any(),
        None => view! { <Avatar name=name.clone() /> }.into_any(),
    };
    let side =
        entry.actor.staff.then(|| view! { <span class="entry-side">{tt!(page.by_support)}</span> });
    let internal = (told.tone == Tone::Internal)
        .then(|| view! { <span class="badge tone-warning">{tt!(page.internal_only)}</span> });
    let parts = told.parts.into_iter().map(part_view).collect_view();
    view! {
        <li>
            {day.map(|day| view! { <h3 class="timeline-day">{day}</h3> })}
            <div
                class=class
                class:by-support=entry.actor.staff
                class:by-customer=!entry.actor.staff && entry.actor.id.is_some()
                id=entry_id(entry)
            >
                <span class="entry-mark" aria-hidden="true">{mark}</span>
                <div class="entry-body">
                    <p class="entry-head">
                        <strong class="entry-actor">{name}</strong>
                        {side}
                        " "
                        <span class="entry-headline">{told.headline}</span>
                        {internal}
                        " "
                        <span class="entry-time" title=time::in_full(texts(), entry.at)>
                            {time::clock_time(entry.at)}
                        </span>
                    </p>
                    {parts}
                    {attachment_list(told.attachments)}
                </div>
            </div>
        </li>
    }
    .into_any()
}

/// The id of an entry in the page. Internal events count on their own and so are named apart.
fn entry_id(entry: &TimelineEntry) -> String {
    match entry.visibility {
        Visibility::Public => format!("e-{}", entry.seq),
        Visibility::Internal => format!("i-{}", entry.seq),
    }
}

fn part_view(part: Part) -> AnyView {
    match part {
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
    }
}

/// Whether the record is whole; what that means when pointed at.
fn verified_badge(found: Option<Verification>) -> AnyView {
    let words = &texts().tickets().page;
    let (class, glyph, text) = match found {
        Some(found) if found.verified => {
            ("verified", Glyph::Shield, (words.verified)(found.events))
        }
        Some(found) => (
            "verified is-broken",
            Glyph::Alert,
            (words.not_verified)(found.first_broken_seq.unwrap_or(1)),
        ),
        None => ("verified is-waiting", Glyph::Clock, words.verifying.to_owned()),
    };
    view! {
        <span class=class role="status" title=words.verified_hint>
            <Icon glyph />
            {text}
        </span>
    }
    .into_any()
}
