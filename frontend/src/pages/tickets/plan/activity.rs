//! An activity of the plan, and what support notes of it.

use aval_contract::work_plans::{PlanActivity, UpdateActivity, WorkPlan};
use aval_contract::{ActivityState, PlanState};
use aval_domain::lifecycle::ActionKind;
use leptos::prelude::*;
use uuid::Uuid;

use super::chart::track;
use crate::act::Act;
use crate::clock;
use crate::components::{
    Avatar, Badge, Button, ButtonKind, Form, Glyph, SubmitButton, TextArea, Tone, focus_soon,
};
use crate::i18n::plans::tp;
use crate::i18n::{texts, tr};
use crate::pages::tickets::answer::Overtaken;
use crate::pages::tickets::case::{use_case, use_part_act};
use crate::pages::tickets::decisions::required;
use crate::pages::tickets::draft::kept_text;
use crate::toast;
use crate::view_model::plans::picture::Picture;
use crate::view_model::plans::words::{is_begun_late, is_overdue, span, tells_state};
use crate::view_model::tickets::next::Side;

/// One activity: in words and on its track, for support with what can be noted of it.
#[component]
pub fn ActivityRow(
    /// The plan.
    plan: Signal<WorkPlan>,
    /// The picture of the whole plan.
    picture: Memo<Option<Picture>>,
    /// Which activity.
    id: Uuid,
) -> impl IntoView {
    // Its place in the list goes with it; until then it shows what it last was.
    let activity = Memo::new(move |before: Option<&Option<PlanActivity>>| {
        let found = plan.read().activities.iter().find(|activity| activity.id == id).cloned();
        found.or_else(|| before.cloned().flatten())
    });
    let state = Memo::new(move |_| plan.read().state);
    let on_track = move || {
        let (picture, activity) = (picture.read(), activity.read());
        let (picture, activity) = picture.as_ref().zip(activity.as_ref())?;
        let bar = picture.bar(activity.starts_at, activity.ends_at);
        Some(track(picture, bar, activity.state, is_overdue(activity, clock::now())))
    };
    let in_words = move || {
        let activity = activity.get()?;
        let badge = tells_state(state.get(), activity.state).then(|| state_badge(activity.state));
        let overdue = is_overdue(&activity, clock::now()).then(|| {
            view! { <Badge tone=Tone::Bad>{tp!(overdue)}</Badge> }
        });
        let approved = state.get() == PlanState::Approved;
        let begun_late = (approved && is_begun_late(&activity, clock::now())).then(|| {
            view! { <Badge tone=Tone::Warning>{tp!(begun_late)}</Badge> }
        });
        let when = span(texts(), clock::now(), activity.starts_at, activity.ends_at);
        let note = activity.notes.map(|text| {
            view! { <p class="plan-note plain-text">{format!("{}: {text}", tp!(note))}</p> }
        });
        Some(view! {
            <p class="plan-activity">{activity.title} " " {badge} " " {overdue} {begun_late}</p>
            <p class="plan-who">
                <Avatar name=activity.responsible.name.clone() />
                <span class="visually-hidden">{tp!(responsible)}": "</span>
                {activity.responsible.name}
            </p>
            <p class="plan-when">{when}</p>
            {note}
        })
    };
    let support = untrack(|| use_case().side()) == Side::Support;
    view! {
        <li class="plan-row">
            <div class="plan-what">
                {in_words}
                {support.then(|| view! { <FollowUp activity id /> })}
            </div>
            {on_track}
        </li>
    }
}

/// What has become of an activity.
pub fn state_badge(state: ActivityState) -> AnyView {
    let tone = match state {
        ActivityState::Pending | ActivityState::Cancelled => Tone::Neutral,
        ActivityState::InProgress => Tone::Accent,
        ActivityState::Done => Tone::Good,
    };
    view! { <Badge tone=Signal::stored(tone)>{texts().plans().activity(state)}</Badge> }.into_any()
}

/// What is being written about an activity.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Writing {
    /// A note.
    Note,
    /// That it is done.
    Finish,
    /// Why it won't be done.
    Cancel,
}

/// Moves an activity on, and takes notes of it.
#[component]
fn FollowUp(activity: Memo<Option<PlanActivity>>, id: Uuid) -> impl IntoView {
    let case = use_case();
    let writing = RwSignal::new(None::<Writing>);
    let pressed = RwSignal::new(None::<ActivityState>);
    let (note, forget_note) = kept_text(case.id(), &format!("plan-note-{id}"));
    let update = use_part_act(
        case,
        move |api, ticket, version, changes: UpdateActivity| async move {
            api.work_plan(ticket).update_activity(id, version, &changes).await
        },
        move |plan: WorkPlan| {
            let words = texts().plans();
            if writing.try_get_untracked().flatten().is_some() {
                forget_note();
                writing.try_set(None);
            }
            let now = plan.activities.into_iter().find(|activity| activity.id == id);
            match (now, pressed.try_update(Option::take).flatten()) {
                (Some(now), Some(_)) => {
                    toast::success((words.moved)(&now.title, words.activity(now.state)));
                }
                (Some(_) | None, _) => toast::success(words.note_saved),
            }
        },
    );
    let move_to = move |state: ActivityState| {
        pressed.set(Some(state));
        update.run(UpdateActivity { state: Some(state), notes: None });
    };
    let write = move |what: Writing| {
        let recorded = activity.read_untracked().as_ref().and_then(|one| one.notes.clone());
        if note.read_untracked().is_empty() {
            note.set(recorded.unwrap_or_default());
        }
        update.clear();
        writing.set(Some(what));
        focus_soon(format!("#plan-note-{id} textarea"));
    };
    let buttons = move || {
        let activity = activity.get()?;
        let title = StoredValue::new(activity.title);
        let about = move || about(&title.get_value());
        let step = |state: ActivityState, word: &'static str, glyph: Glyph| {
            let pending =
                Signal::derive(move || update.pending().get() && pressed.get() == Some(state));
            view! {
                <Button class="button-small" icon=glyph pending on_press=move |()| move_to(state)>
                    {word}
                    {about()}
                </Button>
            }
            .into_any()
        };
        let begin = (activity.state == ActivityState::Pending)
            .then(|| step(ActivityState::InProgress, tp!(begin), Glyph::ArrowRight));
        let rest = activity.state.is_open().then(|| {
            view! {
                <Button
                    class="button-small"
                    icon=Glyph::Check
                    on_press=move |()| write(Writing::Finish)
                >
                    {tp!(finish)}
                    {about()}
                </Button>
                <Button
                    class="button-small"
                    kind=ButtonKind::Quiet
                    on_press=move |()| write(Writing::Cancel)
                >
                    {tp!(cancel)}
                    {about()}
                </Button>
            }
        });
        let note_word = if activity.notes.is_some() { tp!(note_edit) } else { tp!(note_add) };
        Some(view! {
            {begin}
            {rest}
            <Button class="button-small" kind=ButtonKind::Quiet on_press=move |()| write(Writing::Note)>
                {note_word}
                {about()}
            </Button>
        })
    };
    view! {
        <Show when=move || case.may(ActionKind::UpdatePlanActivity)>
            <div class="plan-steps">{buttons}</div>
            {move || writing.get().map(|what| view! {
                <div class="plan-note-form" id=format!("plan-note-{id}")>
                    <NoteForm what note activity update pressed writing />
                </div>
            })}
        </Show>
    }
}

/// For screen readers: what the button is about.
fn about(title: &str) -> AnyView {
    let title = format!(" {}", (texts().plans().quoted)(title));
    view! { <span class="visually-hidden">{title}</span> }.into_any()
}

/// A note, with which the activity may end: that can't be undone.
#[component]
fn NoteForm(
    what: Writing,
    note: RwSignal<String>,
    activity: Memo<Option<PlanActivity>>,
    update: Act<UpdateActivity>,
    pressed: RwSignal<Option<ActivityState>>,
    writing: RwSignal<Option<Writing>>,
) -> impl IntoView {
    let (missing, error) = required(note, update.field("/notes"));
    let move_on = move |state: ActivityState, notes: Option<String>| {
        pressed.set(Some(state));
        update.run(UpdateActivity { state: Some(state), notes });
    };
    let submit = move |()| {
        let text = note.get_untracked().trim().to_owned();
        let recorded = activity.read_untracked().as_ref().and_then(|one| one.notes.clone());
        let unchanged = recorded.unwrap_or_default() == text;
        match what {
            Writing::Note if unchanged => writing.set(None),
            Writing::Finish => move_on(ActivityState::Done, (!unchanged).then_some(text)),
            Writing::Note => update.run(UpdateActivity { state: None, notes: Some(text) }),
            Writing::Cancel if text.is_empty() => missing.set(true),
            Writing::Cancel => move_on(ActivityState::Cancelled, (!unchanged).then_some(text)),
        }
    };
    let (hint, button) = match what {
        Writing::Note => (tp!(note_hint), tp!(note_save)),
        Writing::Finish => (tp!(finish_lead), tp!(finish_button)),
        Writing::Cancel => (tp!(cancel_lead), tp!(cancel_button)),
    };
    view! {
        <Form on_submit=submit>
            <Overtaken />
            <TextArea
                label=tp!(note)
                hint
                value=note
                error
                optional=what != Writing::Cancel
                rows=2
                maxlength=2_000_u32
            />
            <div class="plan-steps">
                <Button class="button-small" on_press=move |()| writing.set(None)>
                    {tr!(common.cancel)}
                </Button>
                <SubmitButton class="button-small" pending=update.pending()>{button}</SubmitButton>
            </div>
        </Form>
    }
}
