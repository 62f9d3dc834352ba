//! The page of one ticket, for its customer and for support.

use aval_contract::IsoDuration;
use aval_contract::tickets::Clock;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::actions::{ActionsPanel, FindingsCard};
use super::answer::{AnswerBox, ContinuesIn};
use super::case::{Case, use_case};
use super::decisions::{Reopen, TestingPanel, Withdraw};
use super::details::{Description, Facts};
use super::timeline::Timeline;
use crate::clock;
use crate::components::ticket::{DueChip, KindWord, NextPanel, PriorityBadge, Stepper};
use crate::components::{Glyph, Icon, LinkButton, PageHeader, Said};
use crate::i18n::texts;
use crate::i18n::tickets::tt;
use crate::load::Loaded;
use crate::paths;
use crate::session::use_session;
use crate::view_model::tickets::due;
use crate::view_model::tickets::next::{Side, next_words};
use crate::view_model::tickets::progress::steps;
use crate::view_model::time;

/// One ticket, by the number in the address.
#[component]
pub fn TicketPage() -> impl IntoView {
    let params = use_params_map();
    let number = Memo::new(move |_| params.read().get("number").unwrap_or_default());
    // Another number is another page: nothing of the one before stays.
    move || {
        let number = number.get();
        view! { <OneTicket number /> }
    }
}

#[component]
fn OneTicket(number: String) -> impl IntoView {
    let case = Case::provide(Signal::stored(number));
    view! {
        <Loaded from=case.loading() rows=6 let:_ticket>
            <TicketView />
        </Loaded>
    }
}

#[component]
fn TicketView() -> impl IntoView {
    let case = use_case();
    let side = Memo::new(move |_| case.side());
    move || match side.get() {
        Side::Customer => view! { <CustomerView /> }.into_any(),
        Side::Support => view! { <StaffView /> }.into_any(),
    }
}

#[component]
fn CustomerView() -> impl IntoView {
    view! {
        <div class="case-page">
            <CaseHead />
            <div class="case-grid">
                <div class="case-main">
                    <Next />
                    <TestingPanel />
                    <Description />
                    <Timeline />
                    <AnswerBox />
                </div>
                <aside class="case-side">
                    <Facts />
                    <div class="case-quiet-actions"><Withdraw /></div>
                </aside>
            </div>
        </div>
    }
}

#[component]
fn StaffView() -> impl IntoView {
    view! {
        <div class="case-page">
            <CaseHead />
            <div class="case-grid is-staff">
                <div class="case-main">
                    <Next />
                    <Description />
                    <Timeline />
                    <AnswerBox />
                </div>
                <aside class="case-side">
                    <ActionsPanel />
                    <ClocksCard />
                    <Facts />
                    <FindingsCard />
                </aside>
            </div>
        </div>
    }
}

/// Number, subject, kind and priority, and the five stages.
#[component]
fn CaseHead() -> impl IntoView {
    let case = use_case();
    let ticket = Memo::new(move |_| case.public());
    let is_staff = untrack(|| use_session().user()).is_some_and(|user| user.role.is_staff());
    let back: (String, Said) = if is_staff {
        (paths::QUEUE.to_owned(), tt!(page.back_queue).into())
    } else {
        (paths::HOME.to_owned(), tt!(page.back_home).into())
    };
    let stages = Memo::new(move |_| steps(&ticket.read(), &case.timeline()).to_vec());
    view! {
        <PageHeader title=move || ticket.read().subject.clone() back />
        <div class="case-meta">
            <span class="case-number">{move || ticket.read().number.clone()}</span>
            <KindWord kind=Signal::derive(move || ticket.read().kind) />
            <PriorityBadge priority=Signal::derive(move || ticket.read().priority) />
            <Show when=move || is_staff>
                <span class="case-company">
                    <Icon glyph=Glyph::Building />
                    {move || ticket.read().company.name.clone()}
                </span>
            </Show>
        </div>
        <Stepper steps=stages />
    }
}

/// Who must act and what happens then.
#[component]
fn Next() -> impl IntoView {
    let case = use_case();
    let words = Memo::new(move |_| {
        clock::calendar().with(|calendar| {
            next_words(texts(), calendar, clock::now(), &case.public(), case.side())
        })
    });
    let follow_up = move || paths::follow_up(&case.public().number);
    view! {
        <NextPanel words>
            <ContinuesIn />
            <Show when=move || case.side() == Side::Customer>
                <Reopen />
                <Show when=move || words.read().final_word>
                    <LinkButton href=Signal::derive(follow_up) icon=Glyph::Plus>
                        {tt!(page.follow_up)}
                    </LinkButton>
                </Show>
            </Show>
        </NextPanel>
    }
}

/// The promises and how they stand, for support.
#[component]
fn ClocksCard() -> impl IntoView {
    let case = use_case();
    let first = Signal::derive(move || case.public().clocks.first_contact);
    let resolution = Signal::derive(move || case.public().clocks.resolution);
    view! {
        <section class="card clocks" aria-labelledby="clocks-title">
            <h2 id="clocks-title">{tt!(page.clocks)}</h2>
            <ClockRow label=tt!(page.clock_first_contact) clock=first />
            <ClockRow label=tt!(page.clock_resolution) clock=resolution />
        </section>
    }
}

/// How a clock stands, in words and as a bar.
#[component]
fn ClockRow(#[prop(into)] label: Said, clock: Signal<Clock>) -> impl IntoView {
    let case = use_case();
    let due = Memo::new(move |_| {
        clock::calendar().with(|calendar| {
            due::of_clock(texts(), calendar, clock::now(), case.public().kind, &clock.read())
        })
    });
    let state = move || {
        let words = &texts().tickets.page;
        let clock = clock.read();
        match (clock.met, clock.paused, clock.ended_at) {
            (Some(true), _, _) => words.clock_met,
            (Some(false), _, _) => words.clock_missed,
            (None, true, _) => words.clock_paused,
            (None, false, Some(_) | None) => words.clock_ended,
        }
    };
    let share = move || {
        let clock = clock.read();
        let seconds = |length: IsoDuration| length.span().num_seconds().max(0);
        (seconds(clock.elapsed), seconds(clock.target).max(1))
    };
    let used = move || {
        let clock = clock.read();
        format!(
            "{} / {}",
            time::service_length(texts(), clock.elapsed.span()),
            time::service_length(texts(), clock.target.span()),
        )
    };
    view! {
        <div class="clock-row" class:is-breached=move || clock.read().breached>
            <div class="clock-row-head">
                <span class="clock-label">{move || label.get()}</span>
                {move || match due.get() {
                    Some(due) => view! { <DueChip due=Signal::stored(due) /> }.into_any(),
                    None => view! { <span class="clock-state">{state()}</span> }.into_any(),
                }}
            </div>
            <progress
                class="clock-bar"
                value=move || share().0.min(share().1)
                max=move || share().1
                aria-label=move || label.get()
            ></progress>
            <span class="clock-used">{used}</span>
        </div>
    }
}
