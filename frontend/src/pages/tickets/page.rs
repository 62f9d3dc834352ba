//! The page of one ticket, for its customer and for support.

use aval_contract::tickets::Clock;
use aval_contract::{ClosureKind, Kind, Stage};
use aval_domain::lifecycle::ActionKind;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::actions::{ActionsPanel, FindingsCard};
use super::after_hours::{AskAfterHours, WindowsOfCase};
use super::answer::{AnswerBox, ContinuesIn};
use super::case::{Case, use_case};
use super::decisions::{Reopen, TestingPanel, Withdraw};
use super::details::{Description, Facts};
use super::draft::reader;
use super::forms::CaseForm;
use super::listed;
use super::plan::{PlanPlace, ReviewPlan};
use super::timeline::Timeline;
use super::times::CaseTime;
use crate::clock;
use crate::components::ticket::{due_lines, kind_word, next_panel, priority_badge, stepper};
use crate::components::{
    Button, ButtonKind, Dialog, Glyph, Icon, LinkButton, Markdown, PageHeader, Said, focus_soon,
};
use crate::i18n::texts;
use crate::i18n::tickets::tt;
use crate::load::Loaded;
use crate::parts::{PartForm, PartTime, prefetch_case_forms};
use crate::paths;
use crate::session::use_session;
use crate::view_model::tickets::actions::panel_actions;
use crate::view_model::tickets::due;
use crate::view_model::tickets::last_word::{LastWord, last_word};
use crate::view_model::tickets::next::{
    Question, Reader, Side, next_words, open_question, with_window,
};
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
    let case = Case::provide(Signal::stored(number.clone()));
    let is_staff = untrack(|| use_session().user()).is_some_and(|user| user.role.is_staff());
    let side = if is_staff { Side::Support } else { Side::Customer };
    // Until the ticket is there, and when it never is, what a list said of it is the heading.
    let waiting = move || {
        let title = listed::subject(&number).unwrap_or_else(|| number.clone());
        case.loading().get().is_none().then(|| view! { <PageHeader title back=way_back(side) /> })
    };
    view! {
        {waiting}
        <Loaded from=case.loading() rows=6 let:_ticket>
            <TicketView />
        </Loaded>
    }
}

#[component]
fn TicketView() -> impl IntoView {
    prefetch_case_forms();
    match untrack(|| use_case().side()) {
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
                    <PlanPlace />
                    <WindowsOfCase />
                    <ClosureCard />
                    <Description />
                    <Timeline />
                    <AnswerBox />
                </div>
                <aside class="case-side">
                    <Facts />
                    <div class="case-quiet-actions"><AskAfterHours /><Withdraw /></div>
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
                    <PlanPlace />
                    <WindowsOfCase />
                    <TestingCard />
                    <ClosureCard />
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

/// Where the reader came from.
fn way_back(side: Side) -> (String, Said) {
    match side {
        Side::Support => (paths::QUEUE.to_owned(), tt!(page.back_queue).into()),
        Side::Customer => (paths::HOME.to_owned(), tt!(page.back_home).into()),
    }
}

/// Number, subject, kind and priority, and the five stages.
#[component]
fn CaseHead() -> impl IntoView {
    let case = use_case();
    let back = way_back(untrack(|| case.side()));
    let meta = move || {
        let ticket = case.public();
        let company = (case.side() == Side::Support).then(|| view! {
            <span class="case-company"><Icon glyph=Glyph::Building />{ticket.company.name}</span>
        });
        view! {
            <span class="case-number">{ticket.number}</span>
            {kind_word(ticket.kind)}
            {priority_badge(ticket.priority)}
            {company}
        }
    };
    view! {
        <PageHeader title=move || case.public().subject back />
        <div class="case-meta">{meta}</div>
        {move || stepper(&steps(&case.public(), &case.timeline()), clock::now())}
    }
}

/// Who must act and what happens then, with what a customer can do once all is done.
#[component]
fn Next() -> impl IntoView {
    let case = use_case();
    let reader = reader();
    let words = move || {
        let (now, ticket, timeline) = (clock::now(), case.public(), case.timeline());
        let actions = case.actions_loading().get();
        let action = actions.and_then(|actions| panel_actions(&actions, ticket.stage).next);
        let reader = Reader { side: case.side(), id: reader, timeline: &timeline, action };
        let words =
            clock::calendar().with(|calendar| next_words(texts(), calendar, now, &ticket, reader));
        with_window(texts(), now, &ticket, reader, words)
    };
    let follow_up = move || {
        let customer = case.side() == Side::Customer;
        (customer && words().final_word).then(|| {
            view! {
                <LinkButton href=paths::follow_up(&case.public().number) icon=Glyph::Plus>
                    {tt!(page.follow_up)}
                </LinkButton>
            }
        })
    };
    let decisions =
        (untrack(|| case.side()) == Side::Customer).then(|| view! { <Reopen /><ReviewPlan /> });
    let question = Memo::new(move |_| {
        if case.side() != Side::Customer {
            return None;
        }
        clock::calendar().with(|calendar| {
            open_question(texts(), calendar, clock::now(), &case.public(), &case.timeline())
        })
    });
    let quote = move || {
        question.get().map(|Question { asked, html }| {
            view! {
                <figure class="next-question">
                    <blockquote><Markdown html=Signal::stored(html) /></blockquote>
                    <figcaption>{asked}</figcaption>
                </figure>
            }
        })
    };
    let last_word = move || {
        let said = last_word(texts(), clock::now(), &case.public(), &case.timeline());
        said.map(|LastWord { text, by }| {
            view! {
                <figure class="next-question">
                    {(!text.is_empty())
                        .then(|| view! { <blockquote class="plain-text">{text}</blockquote> })}
                    <figcaption>{by}</figcaption>
                </figure>
            }
        })
    };
    let answer_now = move || {
        question.read().is_some().then(|| {
            view! {
                <Button kind=ButtonKind::Primary on_press=|()| focus_soon("#answer-body")>
                    {tt!(next.answer_now)}
                </Button>
            }
        })
    };
    view! {
        <section class="next-panel">
            {move || next_panel(words())}
            {last_word}
            {quote}
            <div class="next-actions">
                {answer_now}
                <ContinuesIn />
                {decisions}
                {follow_up}
            </div>
        </section>
    }
}

/// The promises and how they stand, for support.
#[component]
fn ClocksCard() -> impl IntoView {
    let case = use_case();
    let all = RwSignal::new(false);
    let rows = move || {
        let ticket = case.public();
        let words = &texts().tickets().page;
        [
            clock_row(words.clock_first_contact, ticket.kind, &ticket.clocks.first_contact),
            clock_row(words.clock_resolution, ticket.kind, &ticket.clocks.resolution),
        ]
        .collect_view()
    };
    view! {
        <section class="card clocks" aria-labelledby="clocks-title">
            <h2 id="clocks-title">{tt!(page.clocks)}</h2>
            {rows}
            <div>
                <Button class="button-small" on_press=move |()| all.set(true)>
                    {tt!(page.clocks_all)}
                </Button>
            </div>
        </section>
        <Dialog open=all title=tt!(page.clocks_all_title) class="dialog-wide">
            <PartTime shown=CaseTime::Cycles />
        </Dialog>
    }
}

/// The customer's testing period, for support, with the way to a longer one.
#[component]
fn TestingCard() -> impl IntoView {
    let case = use_case();
    let tested = Memo::new(move |_| case.public().stage == Stage::Testing);
    let extending = RwSignal::new(false);
    view! {
        <Show when=move || tested.get()>
            <section class="card testing-card" aria-labelledby="testing-title">
                <h2 id="testing-title">{tt!(page.testing_card)}</h2>
                <PartTime shown=CaseTime::Testing />
                <Show when=move || case.may(ActionKind::ExtendTesting)>
                    <div>
                        <Button
                            class="button-small"
                            icon=Glyph::Calendar
                            on_press=move |()| case.open(extending)
                        >
                            {texts().action(ActionKind::ExtendTesting)}
                        </Button>
                    </div>
                </Show>
            </section>
        </Show>
        <Dialog open=extending title=texts().action(ActionKind::ExtendTesting) class="dialog-wide">
            <PartForm form=CaseForm::Action(ActionKind::ExtendTesting, extending) />
        </Dialog>
    }
}

/// The proof where silence closed the ticket, for both sides. Who closed it otherwise is said above.
#[component]
fn ClosureCard() -> impl IntoView {
    let case = use_case();
    let closed = Memo::new(move |_| {
        case.public().closure.is_some_and(|closure| closure.kind == ClosureKind::Tacit)
    });
    view! {
        <Show when=move || closed.get()>
            <section class="card closure-card" aria-labelledby="closure-title">
                <h2 id="closure-title">{tt!(page.closure_card)}</h2>
                <PartTime shown=CaseTime::Closure />
            </section>
        </Show>
    }
}

/// How a clock stands, in words and as a bar.
fn clock_row(label: &'static str, kind: Kind, clock: &Clock) -> AnyView {
    let words = &texts().tickets().page;
    let due = clock::calendar()
        .with(|calendar| due::of_clock(texts(), calendar, clock::now(), kind, clock));
    let state = match (due, clock.met, clock.paused) {
        (Some(due), _, _) => due_lines(due.level, due.lines),
        (None, Some(true), _) => words.clock_met.into_any(),
        (None, Some(false), _) => words.clock_missed.into_any(),
        (None, None, true) => words.clock_paused.into_any(),
        (None, None, false) => words.clock_ended.into_any(),
    };
    let (used, target) = (clock.elapsed.span(), clock.target.span());
    let most = target.num_seconds().max(1);
    let in_words = format!(
        "{} / {}",
        time::service_length(texts(), used),
        time::service_length(texts(), target)
    );
    view! {
        <div class=if clock.breached { "clock-row is-breached" } else { "clock-row" }>
            <span class="clock-label">{label}</span>
            <span class="clock-state">{state}</span>
            <progress
                class="clock-bar"
                value=used.num_seconds().clamp(0, most)
                max=most
                aria-label=label
            ></progress>
            <span class="clock-used">{in_words}</span>
        </div>
    }
    .into_any()
}
