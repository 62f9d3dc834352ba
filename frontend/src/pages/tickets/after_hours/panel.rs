//! The windows of a ticket: how each stands, and what the reader may do with it.

use aval_contract::after_hours::{
    AfterHoursWindow, AfterHoursWindows, Side, WindowEnd, WindowState,
};
use aval_contract::error::ErrorCode;
use aval_contract::ticket_actions::Reason;
use aval_domain::lifecycle::ActionKind;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use uuid::Uuid;

use super::super::case::use_part_act_or;
use crate::act::Act;
use crate::components::{
    Badge, Button, ButtonKind, Dialog, DialogFoot, Form, Glyph, Notice, TextArea, Tone,
};
use crate::i18n::after_hours::th;
use crate::i18n::{texts, tr};
use crate::load::{Load, Loaded, use_load};
use crate::pages::tickets::answer::Overtaken;
use crate::pages::tickets::case::{Case, use_case};
use crate::pages::tickets::decisions::required;
use crate::pages::tickets::draft::{forget, kept_text, reader};
use crate::view_model::after_hours::times::length_words;
use crate::view_model::after_hours::windows::{Standing, history, parted, why_not_agree};
use crate::view_model::form::optional;
use crate::view_model::tickets::drafts::ticket_form_key;
use crate::view_model::tickets::next;
use crate::view_model::time;
use crate::{browser, clock, toast};

/// What the reader does to a window.
enum Doing {
    Agree,
    Decline(Reason),
    Cancel(WindowEnd),
    Complete,
    Miss(WindowEnd),
}

/// What is asked about before it is done to a window.
#[derive(Clone, Copy, PartialEq)]
enum Asked {
    /// Whether.
    Agree,
    /// Why.
    End(Ending),
}

/// How a window is ended with a text.
#[derive(Clone, Copy, PartialEq)]
enum Ending {
    Decline,
    Cancel,
    Miss,
}

/// Where the reasons are kept while they are written.
const DECLINE: &str = "decline-window";
const CANCEL: &str = "cancel-window";
const MISS: &str = "miss-window";

/// The side that reads, as windows name it.
pub(super) fn reader_side(case: Case) -> Side {
    match untrack(|| case.side()) {
        next::Side::Customer => Side::Customer,
        next::Side::Support => Side::Support,
    }
}

/// The panel: what is ahead, and below it what is done with.
#[component]
pub fn Panel() -> impl IntoView {
    let case = use_case();
    let reader = reader();
    let version = Memo::new(move |_| case.public().version);
    let windows = use_load(move |api| {
        let _changed = version.get();
        let ticket = case.id();
        async move { api.after_hours(ticket).list().await }
    });
    let acted_on = RwSignal::new(None::<Uuid>);
    let asked_about = RwSignal::new(None::<(AfterHoursWindow, Asked)>);
    let asking = RwSignal::new(false);
    let title = NodeRef::<leptos::html::H2>::new();
    let act = use_part_act_or(
        case,
        |api, ticket, version, (window, doing): (Uuid, Doing)| async move {
            let windows = api.after_hours(ticket);
            match doing {
                Doing::Agree => windows.agree(window, version).await,
                Doing::Decline(reason) => windows.decline(window, version, &reason).await,
                Doing::Cancel(end) => windows.cancel(window, version, &end).await,
                Doing::Complete => windows.complete(window, version).await,
                Doing::Miss(end) => windows.miss(window, version, &end).await,
            }
        },
        move |window| {
            toast::success(done_words(&window));
            for form in [DECLINE, CANCEL, MISS] {
                forget(&ticket_form_key(reader, window.id, form));
            }
            replace(windows, window);
            asking.set(false);
            // The button that was pressed is gone, and with it the focus.
            leptos::task::spawn_local(async move {
                browser::sleep(0).await;
                if let Some(title) = title.try_get_untracked().flatten() {
                    let _focused = title.focus();
                }
            });
        },
        |failure| failure.code() == Some(ErrorCode::WindowOverlap),
    );
    let run = Callback::new(move |(window, doing): (Uuid, Doing)| {
        acted_on.set(Some(window));
        act.run((window, doing));
    });
    let ask_about = Callback::new(move |about: (AfterHoursWindow, Asked)| {
        act.clear();
        asked_about.set(Some(about));
        case.open(asking);
    });
    let card = move |window: AfterHoursWindow| {
        let id = window.id;
        let refusal = Signal::derive(move || {
            let failure = act.failure().get()?;
            (acted_on.get() == Some(id) && !asking.get()).then(|| failure.text(texts()))
        });
        view! { <Card window run ask_about pending=act.pending() refusal /> }
    };
    let asked_words = move || match asked_about.get() {
        Some((_, Asked::Agree)) => th!(windows.agree_title),
        Some((_, Asked::End(Ending::Decline))) => th!(windows.decline_title),
        Some((_, Asked::End(Ending::Cancel))) => th!(windows.cancel_title),
        Some((_, Asked::End(Ending::Miss))) => th!(windows.miss_title),
        None => "",
    };
    view! {
        <section class="card windows-panel" aria-labelledby="windows-title">
            <h2 id="windows-title" tabindex="-1" node_ref=title>{th!(windows.title)}</h2>
            // Those of the dialog's form are told in it.
            <Show when=move || acted_on.get().is_some() && !asking.get()><Overtaken /></Show>
            <Loaded from=windows rows=2 let:shown>
                {
                    let both = Memo::new(move |_| parted(shown.get().items));
                    let past = move || both.read().1.len();
                    view! {
                        <ul class="windows">
                            <For each=move || both.get().0 key=as_shown let:window>
                                {card(window)}
                            </For>
                        </ul>
                        <Show when=move || { past() > 0 }>
                            <details class="details windows-past">
                                <summary>{move || (texts().after_hours().windows.past)(past())}</summary>
                                <ul class="windows">
                                    <For each=move || both.get().1 key=as_shown let:window>
                                        {card(window)}
                                    </For>
                                </ul>
                            </details>
                        </Show>
                    }
                }
            </Loaded>
        </section>
        <Dialog open=asking title=asked_words>
            {move || asked_about.get().map(|(window, asked)| match asked {
                Asked::Agree => view! { <AgreeForm window act run /> }.into_any(),
                Asked::End(ending) => {
                    view! { <EndForm window=window.id ending act run /> }.into_any()
                }
            })}
        </Dialog>
    }
}

/// What changes about a window: one that did is shown anew.
fn as_shown(window: &AfterHoursWindow) -> (Uuid, WindowState, Vec<ActionKind>) {
    (window.id, window.state, window.can.clone())
}

/// Puts the window that an action answered with in its place.
fn replace(windows: Load<AfterHoursWindows>, window: AfterHoursWindow) {
    windows.update(|all| {
        if let Some(place) = all.items.iter_mut().find(|known| known.id == window.id) {
            *place = window;
        }
    });
}

fn done_words(window: &AfterHoursWindow) -> &'static str {
    match window.state {
        WindowState::Asked | WindowState::Agreed => th!(windows.agreed_toast),
        WindowState::Declined => th!(windows.declined_toast),
        WindowState::Done => th!(windows.done_toast),
        WindowState::Missed => th!(windows.missed_toast),
        WindowState::Cancelled => th!(windows.cancelled_toast),
    }
}

fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Yours => Tone::Accent,
        Standing::Theirs => Tone::Info,
        Standing::Over | Standing::Unanswered => Tone::Warning,
        Standing::Agreed | Standing::Running | Standing::Done => Tone::Good,
        Standing::Declined | Standing::Missed => Tone::Bad,
        Standing::Cancelled => Tone::Neutral,
    }
}

/// One window.
#[component]
fn Card(
    window: AfterHoursWindow,
    run: Callback<(Uuid, Doing)>,
    ask_about: Callback<(AfterHoursWindow, Asked)>,
    pending: Signal<bool>,
    refusal: Signal<Option<String>>,
) -> impl IntoView {
    let case = use_case();
    let reader = reader_side(case);
    let this = StoredValue::new(window.clone());
    let standing =
        Memo::new(move |_| this.with_value(|window| Standing::of(window, reader, clock::now())));
    let (starts, ends) = (window.starts_at, window.ends_at);
    let when = move || time::capitalised(&time::span(texts(), clock::now(), starts, ends));
    let length = length_words(texts(), aval_domain::after_hours::Window { starts, ends });
    let told = move || {
        let now: DateTime<Utc> = clock::now();
        this.with_value(|window| history(texts(), now, window)).join(" ")
    };
    let why_not = move || {
        let has_assignee = case.public().assignee.is_some();
        let why =
            this.with_value(|window| why_not_agree(window, reader, has_assignee, clock::now()))?;
        Some(view! {
            <Notice tone=Tone::Warning>
                <p>{th!(windows.why_no_answer)} " " {texts().guard(why)}</p>
            </Notice>
        })
    };
    view! {
        <li class="window" class:is-yours=move || standing.get() == Standing::Yours>
            <div class="window-head">
                <h3 class="window-when">{when}</h3>
                <div class="window-marks">
                    <Badge tone=Signal::derive(move || tone(standing.get()))>
                        {move || standing.get().words(texts(), reader)}
                    </Badge>
                    <span class="window-length">{(texts().after_hours().windows.lasts)(&length)}</span>
                </div>
            </div>
            {facts(&window, reader)}
            <p class="muted">{told}</p>
            {why_not}
            <p class="field-error" role="alert">{move || refusal.get()}</p>
            {actions(window, run, ask_about, pending)}
        </li>
    }
}

/// What a window is about. Who works in it is whoever has the case, unless another one is named: a
/// customer gets to know it when support agrees.
fn facts(window: &AfterHoursWindow, reader: Side) -> AnyView {
    let engineer = match (&window.engineer, window.state.is_open()) {
        (Some(person), _) => Some(person.name.clone()),
        (None, true) => Some(match reader {
            Side::Customer => th!(windows.engineer_later).to_owned(),
            Side::Support => th!(windows.engineer_of_case).to_owned(),
        }),
        (None, false) => None,
    };
    let rows = [
        (th!(windows.task), Some(window.task.clone())),
        (th!(windows.contact), Some(window.contact.clone())),
        (th!(windows.engineer), engineer),
        (th!(windows.override_reason), window.override_reason.clone()),
        (th!(windows.reason), window.reason.clone()),
    ];
    let rows = rows
        .into_iter()
        .filter_map(|(label, text)| {
            let text = text?;
            Some(view! { <div><dt>{label}</dt><dd class="plain-text">{text}</dd></div> })
        })
        .collect_view();
    view! { <dl class="window-facts">{rows}</dl> }.into_any()
}

/// The buttons for what the reader may do now.
fn actions(
    window: AfterHoursWindow,
    run: Callback<(Uuid, Doing)>,
    ask_about: Callback<(AfterHoursWindow, Asked)>,
    pending: Signal<bool>,
) -> AnyView {
    let id = window.id;
    let may = |action: ActionKind| window.can.contains(&action);
    let now = |allowed: bool,
               kind: ButtonKind,
               glyph: Glyph,
               text: &'static str,
               doing: fn() -> Doing| {
        allowed.then(|| view! {
            <Button kind icon=glyph pending on_press=move |()| run.run((id, doing()))>{text}</Button>
        })
    };
    let later = |allowed: bool,
                 kind: ButtonKind,
                 glyph: Glyph,
                 text: &'static str,
                 asked: Asked| {
        let window = window.clone();
        allowed.then(|| view! {
            <Button kind icon=glyph pending on_press=move |()| ask_about.run((window.clone(), asked))>
                {text}
            </Button>
        })
    };
    let buttons = (
        later(
            may(ActionKind::AgreeAfterHours),
            ButtonKind::Primary,
            Glyph::Check,
            th!(windows.agree),
            Asked::Agree,
        ),
        later(
            may(ActionKind::DeclineAfterHours),
            ButtonKind::Secondary,
            Glyph::Close,
            th!(windows.decline),
            Asked::End(Ending::Decline),
        ),
        now(
            may(ActionKind::CompleteAfterHours),
            ButtonKind::Primary,
            Glyph::Check,
            th!(windows.complete),
            || Doing::Complete,
        ),
        later(
            may(ActionKind::MissAfterHours),
            ButtonKind::Secondary,
            Glyph::Close,
            th!(windows.miss),
            Asked::End(Ending::Miss),
        ),
        // Whose answer is awaited says no instead.
        later(
            may(ActionKind::CancelAfterHours) && !may(ActionKind::DeclineAfterHours),
            ButtonKind::Secondary,
            Glyph::Trash,
            th!(windows.cancel),
            Asked::End(Ending::Cancel),
        ),
    );
    view! { <div class="window-actions">{buttons}</div> }.into_any()
}

/// Asks before a window is agreed to.
#[component]
fn AgreeForm(
    window: AfterHoursWindow,
    act: Act<(Uuid, Doing)>,
    run: Callback<(Uuid, Doing)>,
) -> impl IntoView {
    let AfterHoursWindow { id, starts_at, ends_at, .. } = window;
    let span = move || time::capitalised(&time::span(texts(), clock::now(), starts_at, ends_at));
    view! {
        <Form on_submit=move |()| run.run((id, Doing::Agree))>
            <Overtaken />
            <p class="dialog-text"><strong>{span}</strong></p>
            <p class="dialog-text">{th!(windows.agree_lead)}</p>
            <DialogFoot pending=act.pending() leave=tr!(common.back)>{th!(windows.agree)}</DialogFoot>
        </Form>
    }
}

/// Asks why before a window is ended. Only who declines must say so.
#[component]
fn EndForm(
    window: Uuid,
    ending: Ending,
    act: Act<(Uuid, Doing)>,
    run: Callback<(Uuid, Doing)>,
) -> impl IntoView {
    let words = &texts().after_hours().windows;
    let (decline_lead, cancel_lead) = match reader_side(use_case()) {
        Side::Customer => (words.decline_lead_yours, words.cancel_lead_yours),
        Side::Support => (words.decline_lead, words.cancel_lead),
    };
    let (form, lead, label, button) = match ending {
        Ending::Decline => (DECLINE, decline_lead, words.decline_reason, words.decline),
        Ending::Cancel => (CANCEL, cancel_lead, words.optional_reason, words.cancel),
        Ending::Miss => (MISS, words.miss_lead, words.optional_reason, words.miss),
    };
    let kind = if ending == Ending::Cancel { ButtonKind::Danger } else { ButtonKind::Primary };
    let (reason, _forget) = kept_text(window, form);
    let (missing, error) = required(reason, act.field("/reason"));
    let submit = move |()| {
        let written = optional(&reason.read_untracked());
        let end = WindowEnd { reason: written.clone() };
        let doing = match ending {
            Ending::Decline => {
                missing.set(written.is_none());
                written.map(|reason| Doing::Decline(Reason { reason }))
            }
            Ending::Cancel => Some(Doing::Cancel(end)),
            Ending::Miss => Some(Doing::Miss(end)),
        };
        if let Some(doing) = doing {
            run.run((window, doing));
        }
    };
    view! {
        <Form on_submit=submit>
            <Overtaken />
            <p class="dialog-text">{lead}</p>
            <TextArea label value=reason error rows=3 optional=ending != Ending::Decline />
            <DialogFoot pending=act.pending() leave=tr!(common.back) kind>{button}</DialogFoot>
        </Form>
    }
}
