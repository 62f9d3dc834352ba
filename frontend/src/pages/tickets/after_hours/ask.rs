//! Asking for a window: from when on it is possible and why, times that suggest themselves, and what
//! is wrong with the one that is being written.

use aval_contract::after_hours::{AskAfterHours, Side};
use aval_contract::companies::PersonStatus;
use aval_contract::error::ErrorCode;
use aval_contract::me::PersonRef;
use aval_contract::staff::StaffMember;
use aval_domain::after_hours::Window;
use aval_domain::lifecycle::{Kind, Role};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use leptos::prelude::*;

use super::super::case::use_part_act_or;
use super::panel::reader_side;
use crate::components::{
    Button, Checkbox, DialogFoot, Field, Form, Glyph, Icon, Notice as Framed, Select, TextArea,
    Tone, focus_first_invalid,
};
use crate::i18n::after_hours::th;
use crate::i18n::texts;
use crate::load::{Loaded, use_load};
use crate::pages::tickets::answer::Overtaken;
use crate::pages::tickets::case::use_case;
use crate::pages::tickets::draft::{forget, keep, kept, reader, sending_key};
use crate::session::use_session;
use crate::view_model::after_hours::draft::AskDraft;
use crate::view_model::after_hours::notice::{Day, Notice};
use crate::view_model::after_hours::times::{
    Rules, Trouble, USUAL, is_about_end, length_words, meant_length, moved_end, overlap_at,
    overlap_words, suggestion_words, too_soon_words, trouble_words, written,
};
use crate::view_model::failure::Failure;
use crate::view_model::form::required;
use crate::view_model::tickets::drafts::ticket_form_key;
use crate::view_model::time;
use crate::{clock, toast};

/// What the time of the window is judged by, as it is at the moment.
#[derive(Clone, Copy)]
struct Judge {
    kind: Kind,
    /// `None` outside the years of the calendar.
    notice: Memo<Option<Notice>>,
    overridden: RwSignal<bool>,
}

impl Judge {
    /// Looks at the rules that hold now; tracked.
    fn look<T>(self, look: impl FnOnce(Rules<'_>) -> T) -> Option<T> {
        let earliest = self.notice.read().as_ref()?.earliest;
        let (kind, now, overridden) = (self.kind, clock::now(), self.overridden.get());
        Some(
            clock::calendar()
                .with(|calendar| look(Rules { calendar, kind, now, earliest, overridden })),
        )
    }
}

/// The form, for both sides.
#[component]
pub fn AskForm(open: RwSignal<bool>) -> impl IntoView {
    let case = use_case();
    let side = reader_side(case);
    let coordinates = side == Side::Support
        && untrack(|| use_session().user())
            .is_some_and(|user| user.role.at_least(Role::Coordinator));
    let ticket = untrack(|| case.public());
    let key = ticket_form_key(reader(), case.id(), "after-hours");
    let draft = kept::<AskDraft>(&key).unwrap_or_default();
    let (starts, ends) = (RwSignal::new(draft.starts), RwSignal::new(draft.ends));
    let (task, contact) = (RwSignal::new(draft.task), RwSignal::new(draft.contact));
    let engineer = RwSignal::new(draft.engineer);
    let overridden = RwSignal::new(draft.overridden && coordinates);
    let override_reason = RwSignal::new(draft.override_reason);
    let draft = move || AskDraft {
        starts: starts.get(),
        ends: ends.get(),
        task: task.get(),
        contact: contact.get(),
        engineer: engineer.get(),
        overridden: overridden.get(),
        override_reason: override_reason.get(),
    };
    keep(key.clone(), draft);

    let server = use_load(move |api| async move { api.after_hours(ticket.id).list().await });
    let notice = Memo::new(move |_| {
        let told = server.get().map(|windows| windows.earliest_start);
        clock::calendar().with(|calendar| Notice::for_now(calendar, clock::now(), told)).ok()
    });
    let judge = Judge { kind: ticket.kind, notice, overridden };
    let window = Memo::new(move |_| written(&starts.read(), &ends.read()));
    let trouble = Memo::new(move |_| judge.look(|rules| rules.trouble(window.get()?)).flatten());
    let length = StoredValue::new(USUAL);
    end_follows_start(starts, ends, length);

    let draft_key = key.clone();
    let ask = use_part_act_or(
        case,
        move |api, ticket, version, request: AskAfterHours| {
            let api = api.with_idempotency_key(&sending_key(&draft_key, &(version, &request)));
            async move { api.after_hours(ticket).ask(version, &request).await }
        },
        move |_| {
            forget(&key);
            open.set(false);
            toast::success(match side {
                Side::Customer => th!(ask.asked_toast),
                Side::Support => th!(ask.proposed_toast),
            });
        },
        |failure| {
            let told = refused_time(failure);
            if told {
                focus_first_invalid();
            }
            told
        },
    );
    // What the server said of a time is not about the next one.
    Effect::new(move |before: Option<()>| {
        starts.track();
        ends.track();
        engineer.track();
        overridden.track();
        if before.is_some() {
            ask.clear();
        }
    });
    let tried = RwSignal::new(false);
    let empty = move |text: RwSignal<String>| {
        tried.get().then(|| required(texts(), &text.read())).flatten()
    };
    let in_words = move |found: Trouble| {
        judge.look(|rules| trouble_words(texts(), &rules, &found)).unwrap_or_default()
    };
    let of_end =
        move |found: &Trouble| window.get().is_some_and(|window| is_about_end(found, window));
    let refused = ask.failure();
    let (told_of_start, told_of_end) = (ask.field("/starts_at"), ask.field("/ends_at"));
    let starts_error = Signal::derive(move || {
        empty(starts)
            .or_else(|| trouble.get().filter(|found| !of_end(found)).map(in_words))
            .or_else(|| refused_words(judge, window.get()?, refused.read().as_ref()?))
            .or_else(|| told_of_start.get())
    });
    let ends_error = Signal::derive(move || {
        empty(ends)
            .or_else(|| trouble.get().filter(|found| of_end(found)).map(in_words))
            .or_else(|| told_of_end.get())
    });
    let told_of_engineer = ask.field("/engineer_id");
    let engineer_error = Signal::derive(move || {
        let taken =
            refused.read().as_ref().and_then(Failure::code) == Some(ErrorCode::WindowOverlap);
        if taken { Some(th!(ask.taken).to_owned()) } else { told_of_engineer.get() }
    });
    let told_of_task = ask.field("/task");
    let task_error = Signal::derive(move || empty(task).or_else(|| told_of_task.get()));
    let told_of_contact = ask.field("/contact");
    let contact_error = Signal::derive(move || empty(contact).or_else(|| told_of_contact.get()));
    let submit = move |()| {
        tried.set(true);
        match untrack(draft).to_request().filter(|_| trouble.get_untracked().is_none()) {
            Some(request) => ask.run(request),
            None => focus_first_invalid(),
        }
    };
    let put = Callback::new(move |window: Window| {
        length.set_value(window.ends - window.starts);
        ends.set(time::to_local_input(window.ends));
        starts.set(time::to_local_input(window.starts));
    });
    let earliest = Signal::derive(move || {
        judge
            .look(|rules| if rules.overridden { rules.now } else { rules.earliest })
            .map(time::to_local_input)
            .unwrap_or_default()
    });
    let (lead, button) = match side {
        Side::Customer => (th!(ask.ask_lead), th!(ask.submit_ask)),
        Side::Support => (th!(ask.propose_lead), th!(ask.submit_propose)),
    };
    let hours = match ticket.kind {
        Kind::Incident => th!(ask.hours_of_incidents),
        Kind::Request | Kind::Question | Kind::PlannedTask => th!(ask.hours_of_others),
    };
    let may_override = Memo::new(move |_| {
        coordinates && (overridden.get() || trouble.get() == Some(Trouble::TooSoon))
    });
    view! {
        <Form on_submit=submit class="ask-window">
            <Overtaken />
            <p class="dialog-text">{lead}</p>
            <WhyThen notice />
            <Suggestions judge window put />
            <p class="field-hint">{hours}</p>
            <div class="form-pair">
                <Field
                    label=th!(ask.starts)
                    kind="datetime-local"
                    value=starts
                    min=earliest
                    error=starts_error
                />
                <Field
                    label=th!(ask.ends)
                    kind="datetime-local"
                    value=ends
                    min=Signal::derive(move || starts.get())
                    error=ends_error
                />
            </div>
            <Verdict judge window trouble put />
            <Show when=move || may_override.get()>
                <Checkbox
                    label=th!(ask.overridden)
                    hint=th!(ask.overridden_hint)
                    checked=overridden
                />
            </Show>
            <Show when=move || overridden.get()>
                <TextArea
                    label=th!(ask.override_reason)
                    hint=th!(ask.override_reason_hint)
                    value=override_reason
                    error=Signal::derive(move || empty(override_reason).or_else(|| {
                        ask.field("/override_reason").get()
                    }))
                    rows=2
                />
            </Show>
            <TextArea label=th!(ask.task) hint=th!(ask.task_hint) value=task error=task_error rows=2 maxlength=2_000_u32 />
            <Field label=th!(ask.contact) hint=th!(ask.contact_hint) value=contact error=contact_error maxlength=200_u32 />
            {(side == Side::Support).then(|| view! {
                <Engineer
                    chosen=engineer
                    assignee=ticket.assignee
                    error=engineer_error
                />
            })}
            <DialogFoot pending=ask.pending()>{button}</DialogFoot>
        </Form>
    }
}

/// Whether the server refused the time: that is told beside the fields.
fn refused_time(failure: &Failure) -> bool {
    matches!(
        failure.code(),
        Some(
            ErrorCode::NoticeTooShort | ErrorCode::OverlapsServiceHours | ErrorCode::WindowOverlap
        )
    )
}

/// What the server said of the start.
fn refused_words(judge: Judge, window: Window, failure: &Failure) -> Option<String> {
    let Failure::Problem(problem) = failure else { return None };
    if let Some(earliest) = problem.earliest_start {
        return Some(too_soon_words(texts(), clock::now(), earliest));
    }
    let at = problem.overlap_at?;
    let overlap = judge.look(|rules| overlap_at(rules.calendar, rules.kind, window, at)).flatten();
    Some(match overlap {
        Some(overlap) => overlap_words(texts(), clock::now(), &overlap),
        None => failure.text(texts()),
    })
}

/// Keeps the end as long after the start as it was; `length` is that, and is kept up to date.
fn end_follows_start(
    starts: RwSignal<String>,
    ends: RwSignal<String>,
    length: StoredValue<TimeDelta>,
) {
    Effect::new(move |before: Option<(String, String)>| {
        let (start, end) = (starts.get(), ends.get());
        let start_alone =
            before.is_some_and(|(old_start, old_end)| old_end == end && old_start != start);
        if start_alone {
            let moved = moved_end(untrack(clock::now), length.get_value(), &start);
            if let Some(end) = moved {
                ends.set(time::to_local_input(end));
            }
        } else if let Some(meant) = written(&start, &end).and_then(meant_length) {
            length.set_value(meant);
        }
        (start, end)
    });
}

/// From when on it is possible, and the days that make it so.
#[component]
fn WhyThen(notice: Memo<Option<Notice>>) -> impl IntoView {
    let tile = |(date, day): &(NaiveDate, Day)| {
        let words = &texts().after_hours().ask;
        let (class, said) = match day {
            Day::Over => ("notice-day", words.tile_over.to_owned()),
            Day::Asked => ("notice-day is-asked", words.tile_asked.to_owned()),
            Day::Counted(n) => ("notice-day is-counted", (words.tile_counted)(*n)),
            Day::Weekend => ("notice-day is-off", words.tile_weekend.to_owned()),
            Day::Holiday(_) => ("notice-day is-off", words.tile_holiday.to_owned()),
            Day::Closure => ("notice-day is-off", words.tile_closure.to_owned()),
        };
        let weekday = time::abbreviated(texts().dates.weekday(date.weekday()));
        view! {
            <li class=class>
                <span class="notice-weekday">{weekday}</span>
                <span class="notice-date">{date.day()}</span>
                <span class="notice-what">{said}</span>
            </li>
        }
    };
    move || {
        let notice = notice.get()?;
        let now: DateTime<Utc> = clock::now();
        let mut said = notice.sentences(texts(), now).into_iter();
        Some(view! {
            <div class="notice-why">
                <p class="notice-from"><Icon glyph=Glyph::Calendar />{said.next()}</p>
                <ol class="notice-days" aria-label=th!(ask.days_label)>
                    {notice.days.iter().map(tile).collect_view()}
                </ol>
                <p class="muted">{said.collect::<Vec<_>>().join(" ")}</p>
            </div>
        })
    }
}

/// Times that can be had with one press.
#[component]
fn Suggestions(judge: Judge, window: Memo<Option<Window>>, put: Callback<Window>) -> impl IntoView {
    // Made anew only when they change: the focus stays on one that was pressed.
    let suggested = Memo::new(move |_| judge.look(|rules| rules.suggestions()).unwrap_or_default());
    let one = move |suggestion: Window| {
        view! {
            <button
                type="button"
                class="suggestion"
                aria-pressed=move || (window.get() == Some(suggestion)).to_string()
                on:click=move |_| put.run(suggestion)
            >
                {suggestion_words(texts(), suggestion)}
            </button>
        }
    };
    view! {
        <div class="suggestions" role="group" aria-label=th!(ask.suggestions)>
            <span class="suggestions-title" aria-hidden="true">{th!(ask.suggestions)}</span>
            {move || suggested.get().into_iter().map(one).collect_view()}
        </div>
    }
}

/// That the time is fine, or the nearest one that is.
#[component]
fn Verdict(
    judge: Judge,
    window: Memo<Option<Window>>,
    trouble: Memo<Option<Trouble>>,
    put: Callback<Window>,
) -> impl IntoView {
    let offer = move || {
        let window = window.get()?;
        match trouble.get() {
            None => Some(
                view! {
                    <Framed tone=Tone::Good>
                        <p>{(texts().after_hours().ask.fits)(&length_words(texts(), window))}</p>
                    </Framed>
                }
                .into_any(),
            ),
            Some(
                Trouble::TooSoon | Trouble::Overlaps(_) | Trouble::InPast | Trouble::EndBeforeStart,
            ) => {
                let nearest = judge.look(|rules| rules.nearest(window)).flatten()?;
                let when = time::span(texts(), clock::now(), nearest.starts, nearest.ends);
                Some(
                    view! {
                        <Button icon=Glyph::Check on_press=move |()| put.run(nearest)>
                            {(texts().after_hours().ask.use_this)(&when)}
                        </Button>
                    }
                    .into_any(),
                )
            }
            Some(Trouble::OutOfRange) => None,
        }
    };
    view! { <div class="verdict" aria-live="polite">{offer}</div> }
}

/// Whom support sends; whoever has the case unless another one is named.
#[component]
fn Engineer(
    chosen: RwSignal<String>,
    assignee: Option<PersonRef>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let staff = use_load(|api| async move { api.staff().list().await });
    let usual = match &assignee {
        Some(person) => (texts().after_hours().ask.engineer_assignee)(&person.name),
        None => th!(ask.engineer_none).to_owned(),
    };
    let usually = assignee.map(|person| person.id);
    let others = move |person: &&StaffMember| {
        person.status == PersonStatus::Active && Some(person.id) != usually
    };
    view! {
        <Loaded from=staff rows=1 inline=true let:list>
            <Select
                label=th!(ask.engineer)
                hint=th!(ask.engineer_hint)
                value=chosen
                options=Signal::derive(move || {
                    let list = list.read();
                    let people = list.items.iter().filter(others);
                    people.map(|person| (person.id.to_string(), person.name.clone())).collect::<Vec<_>>()
                })
                empty=usual.clone()
                error
            />
        </Loaded>
    }
}
