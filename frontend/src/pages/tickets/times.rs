//! How a ticket stands in time, together a part of the program (see [`crate::parts`]): its testing
//! period, its closure, all runs of its clocks.

use aval_contract::tickets::{Clock, ClockCycles};
use leptos::prelude::*;

use super::case::use_case;
use crate::clock;
use crate::components::{Glyph, Icon};
use crate::i18n::texts;
use crate::load::{Loaded, use_load};
use crate::view_model::tickets::closure::{Fact, Proof, proof_of};
use crate::view_model::tickets::cycles::{CycleState, cycle_words};
use crate::view_model::tickets::testing::testing_words;

/// Something about the time of the page's ticket.
#[derive(Clone, Copy)]
pub enum CaseTime {
    /// The running or stopped testing period.
    Testing,
    /// The proof of its closure by silence.
    Closure,
    /// All runs of both clocks.
    Cycles,
}

/// Makes it.
pub fn case_time(shown: CaseTime) -> AnyView {
    match shown {
        CaseTime::Testing => view! { <Testing /> }.into_any(),
        CaseTime::Closure => view! { <Closed /> }.into_any(),
        CaseTime::Cycles => view! { <Cycles /> }.into_any(),
    }
}

#[component]
fn Testing() -> impl IntoView {
    let case = use_case();
    move || {
        let words = clock::calendar().with(|calendar| {
            let (ticket, timeline) = (case.public(), case.timeline());
            testing_words(texts(), calendar, clock::now(), &ticket, &timeline, case.side())
        })?;
        let (class, glyph) = if words.runs {
            ("testing-words", Glyph::Clock)
        } else {
            ("testing-words is-stopped", Glyph::Info)
        };
        let sentences =
            words.sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
        Some(view! {
            <div class=class>
                <Icon glyph />
                <div>
                    <p class="testing-until">{words.headline}</p>
                    {sentences}
                </div>
            </div>
        })
    }
}

#[component]
fn Closed() -> impl IntoView {
    let case = use_case();
    move || {
        let closure = case.public().closure?;
        proof_of(texts(), clock::now(), &closure, &case.timeline()).map(proof_view)
    }
}

fn proof_view(proof: Proof) -> AnyView {
    let words = texts().times();
    let facts = proof.facts.into_iter().map(fact_view).collect_view();
    view! {
        <p class="closure-lead">{words.tacit_lead}</p>
        <section class="proof" aria-label=words.evidence>
            <ol class="proof-facts">{facts}</ol>
            <p class="muted">{proof.summary}</p>
        </section>
    }
    .into_any()
}

fn fact_view(fact: Fact) -> AnyView {
    let words = texts().times();
    let place = fact.seq.map(|seq| {
        let name = format!("{}: {}, {}", words.in_history, fact.label, fact.when);
        // The browser itself leads to a place in the page.
        view! {
            <a class="link proof-link" rel="external" href=format!("#e-{seq}") aria-label=name>
                {words.in_history}
            </a>
        }
    });
    view! {
        <li class="proof-fact">
            <p class="proof-label">{fact.label}</p>
            <p class="proof-when">{crate::view_model::time::capitalised(&fact.when)}</p>
            {fact.what.map(|what| view! { <p class="proof-what">{what}</p> })}
            {place}
        </li>
    }
    .into_any()
}

#[component]
fn Cycles() -> impl IntoView {
    let case = use_case();
    let clocks = use_load(move |api| {
        let id = case.id();
        async move { api.tickets().clocks(id).await }
    });
    view! {
        <p class="dialog-text">{texts().times().cycles_lead}</p>
        <Loaded from=clocks rows=5 let:found>
            {move || {
                let words = &texts().tickets().page;
                let found = found.get();
                view! {
                    {runs(words.clock_first_contact, &found.first_contact)}
                    {runs(words.clock_resolution, &found.resolution)}
                }
            }}
        </Loaded>
        <p class="muted">{texts().times().new_cycle_why}</p>
    }
}

/// All runs of one clock, the newest first: that is what one looks for.
fn runs(name: &'static str, clock: &ClockCycles) -> AnyView {
    let many = clock.cycles.len() > 1;
    let cycles = clock
        .cycles
        .iter()
        .enumerate()
        .rev()
        .map(|(at, cycle)| run_view(name, many.then_some(at + 1), cycle))
        .collect_view();
    view! { <section class="cycles"><h3>{name}</h3><ol class="cycle-list">{cycles}</ol></section> }
        .into_any()
}

fn run_view(name: &'static str, number: Option<usize>, cycle: &Clock) -> AnyView {
    let kind = use_case().public().kind;
    let said = clock::calendar()
        .with(|calendar| cycle_words(texts(), calendar, clock::now(), kind, cycle));
    let (class, glyph) = match said.state {
        CycleState::Running => ("cycle", Glyph::Clock),
        CycleState::Paused => ("cycle is-paused", Glyph::Clock),
        CycleState::Late => ("cycle is-breached", Glyph::Alert),
        CycleState::Met => ("cycle is-met", Glyph::Check),
        CycleState::Missed => ("cycle is-breached", Glyph::Close),
        CycleState::Ended => ("cycle", Glyph::Info),
    };
    let title = number.map(texts().times().cycle);
    let label = match &title {
        Some(title) => format!("{name}, {title}"),
        None => name.to_owned(),
    };
    let facts = said
        .facts
        .into_iter()
        .map(|(label, text)| view! { <div><dt>{label}</dt><dd>{text}</dd></div> })
        .collect_view();
    view! {
        <li class=class>
            <p class="cycle-head">
                {title.map(|title| view! { <strong>{title}</strong> })}
                <span class="cycle-state"><Icon glyph />{said.state_text}</span>
            </p>
            <progress class="clock-bar" value=said.used max=said.most aria-label=label></progress>
            <dl class="cycle-facts">{facts}</dl>
        </li>
    }
    .into_any()
}
