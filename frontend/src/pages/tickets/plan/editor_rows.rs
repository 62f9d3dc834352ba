//! The activities of the plan's form.

use aval_contract::ActivityState;
use leptos::prelude::*;
use uuid::Uuid;

use super::activity::state_badge;
use crate::clock;
use crate::components::{Button, ButtonKind, Field, Glyph, Select, focus_soon};
use crate::i18n::plans::tp;
use crate::i18n::texts;
use crate::pages::tickets::case::use_case;
use crate::view_model::plans::draft::{ActivityProblems, ActivityText, closed_then};

/// An activity as it is being written.
#[derive(Clone, Copy)]
pub struct Row {
    /// Tells it from the others while the form is open.
    pub key: u32,
    /// The recorded activity that it is, once it is recorded.
    pub id: RwSignal<Option<Uuid>>,
    /// What has become of that.
    pub state: ActivityState,
    title: RwSignal<String>,
    responsible: RwSignal<String>,
    starts: RwSignal<String>,
    ends: RwSignal<String>,
    /// What is wrong with it.
    pub problems: RwSignal<ActivityProblems>,
}

impl Row {
    /// What is typed; tracked.
    pub fn text(self) -> ActivityText {
        ActivityText {
            id: self.id.get(),
            title: self.title.get(),
            responsible: self.responsible.get(),
            starts: self.starts.get(),
            ends: self.ends.get(),
        }
    }
}

/// The activities that are being written.
#[derive(Clone, Copy)]
pub struct Rows {
    all: RwSignal<Vec<Row>>,
    next_key: StoredValue<u32>,
    /// What was removed last and from where, until something else is done.
    removed: RwSignal<Option<(usize, Row)>>,
    /// What screen readers are told of the order.
    told: RwSignal<String>,
    /// To whom the fields belong: they are made by presses of buttons, and live as long as the form.
    owner: StoredValue<Owner>,
}

impl Rows {
    /// No activities yet, in a form that is being made.
    pub fn new() -> Self {
        Self {
            all: RwSignal::new(Vec::new()),
            next_key: StoredValue::new(0),
            removed: RwSignal::new(None),
            told: RwSignal::new(String::new()),
            owner: StoredValue::new(Owner::current().expect("forms are made in components")),
        }
    }

    /// All of them; tracked.
    pub fn all(self) -> Vec<Row> {
        self.all.get()
    }

    /// What is typed; tracked.
    pub fn texts(self) -> Vec<ActivityText> {
        self.all.read().iter().map(|row| row.text()).collect()
    }

    /// Begins anew with these, which have become what `state` says.
    pub fn fill(self, activities: &[ActivityText], state: impl Fn(Uuid) -> Option<ActivityState>) {
        let rows = activities.iter().map(|activity| {
            let state = activity.id.and_then(&state).unwrap_or(ActivityState::Pending);
            self.make(activity.clone(), state)
        });
        self.all.set(rows.collect());
        self.removed.set(None);
    }

    /// Adds one at the end and goes to it.
    pub fn add(self, activity: ActivityText) {
        let row = self.make(activity, ActivityState::Pending);
        self.all.update(|all| all.push(row));
        self.removed.set(None);
        focus_soon(format!("#activity-{} input", row.key));
    }

    fn make(self, text: ActivityText, state: ActivityState) -> Row {
        let key = self.next_key.get_value();
        self.next_key.set_value(key + 1);
        let ActivityText { id, title, responsible, starts, ends } = text;
        self.owner.get_value().with(|| Row {
            key,
            id: RwSignal::new(id),
            state,
            title: RwSignal::new(title),
            responsible: RwSignal::new(responsible),
            starts: RwSignal::new(starts),
            ends: RwSignal::new(ends),
            problems: RwSignal::new(ActivityProblems::default()),
        })
    }

    fn place(self, key: u32) -> usize {
        self.all.read().iter().position(|row| row.key == key).unwrap_or_default()
    }

    /// Moves one by a place; what had the focus keeps it, or the other arrow where there is no way
    /// further.
    fn shift(self, key: u32, up: bool, from_title: bool) {
        let (place, count) = untrack(|| (self.place(key), self.all.read().len()));
        let target = if up { place.checked_sub(1) } else { Some(place + 1) };
        let Some(target) = target.filter(|target| *target < count) else { return };
        self.all.update(|all| all.swap(place, target));
        self.removed.set(None);
        let title = self.title_at(target);
        self.told.set((texts().plans().moved_to)(&title, target + 1, count));
        let at_the_edge = if up { target == 0 } else { target + 1 == count };
        let control = match (from_title, up != at_the_edge) {
            (true, _) => "input",
            (false, true) => ".is-up",
            (false, false) => ".is-down",
        };
        focus_soon(format!("#activity-{key} {control}"));
    }

    fn title_at(self, place: usize) -> String {
        let all = self.all.read_untracked();
        let title = all.get(place).map(|row| row.title.get_untracked()).unwrap_or_default();
        if title.trim().is_empty() { tp!(untitled).to_owned() } else { title }
    }

    /// Takes one away; it can be brought back until something else is done.
    fn remove(self, key: u32) {
        let place = untrack(|| self.place(key));
        let row = self.all.try_update(|all| all.remove(place));
        self.removed.set(row.map(|row| (place, row)));
        self.told.set(String::new());
        focus_soon(".activity-undo button");
    }

    fn bring_back(self) {
        let Some((place, row)) = self.removed.get_untracked() else { return };
        self.removed.set(None);
        self.all.update(|all| all.insert(place.min(all.len()), row));
        focus_soon(format!("#activity-{} input", row.key));
    }
}

/// The activities, with what moves and removes them.
#[component]
pub fn ActivityRows(
    /// What is written.
    rows: Rows,
    /// Whom an activity can be given to.
    people: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    view! {
        <ol class="activity-rows">
            <For each=move || rows.all() key=|row| row.key let(row)>
                <RowFields rows row people />
            </For>
        </ol>
        <p class="visually-hidden" aria-live="polite">{move || rows.told.get()}</p>
        <div class="activity-undo" role="status">
            {move || rows.removed.get().map(|(_, row)| {
                let title = row.title.get_untracked();
                let title = if title.trim().is_empty() { tp!(untitled).to_owned() } else { title };
                view! {
                    <p>{(texts().plans().removed)(&title)}</p>
                    <Button class="button-small" on_press=move |()| rows.bring_back()>
                        {tp!(undo)}
                    </Button>
                }
            })}
        </div>
    }
}

#[component]
fn RowFields(rows: Rows, row: Row, people: Signal<Vec<(String, String)>>) -> impl IntoView {
    let place = Memo::new(move |_| rows.place(row.key));
    let number = move || place.get() + 1;
    let is_first = Signal::derive(move || place.get() == 0);
    let is_last = Signal::derive(move || place.get() + 1 == rows.all.read().len());
    // What was wrong is looked at again as it is being mended.
    Effect::new(move |before: Option<ActivityText>| {
        let text = row.text();
        let changed = before.is_some_and(|before| before != text);
        if changed && row.problems.read_untracked().count() > 0 {
            row.problems.set(text.problems(texts()));
        }
        text
    });
    let problem = move |of: fn(ActivityProblems) -> Option<String>| {
        Signal::derive(move || of(row.problems.get()))
    };
    let kind = untrack(|| use_case().public()).kind;
    let closed = move |typed: RwSignal<String>, is_end: bool| {
        let closed = move || {
            clock::calendar()
                .with(|calendar| closed_then(texts(), calendar, kind, &typed.read(), is_end))
        };
        view! { <p class="field-hint" role="status">{closed}</p> }
    };
    let on_arrow = move |event: leptos::ev::KeyboardEvent| {
        let up = match event.key().as_str() {
            "ArrowUp" => true,
            "ArrowDown" => false,
            _ => return,
        };
        if event.alt_key() {
            event.prevent_default();
            rows.shift(row.key, up, true);
        }
    };
    let label = move |say: fn(usize) -> String| move || say(number());
    let words = texts().plans();
    view! {
        <li class="activity-row" id=format!("activity-{}", row.key)>
            <fieldset>
                <legend class="activity-legend">{move || (words.activity_number)(number())}</legend>
                <div class="activity-tools">
                    <Button
                        kind=ButtonKind::Quiet
                        class="button-icon button-small is-up"
                        icon=Glyph::ArrowUp
                        label=label(words.move_up)
                        disabled=is_first
                        on_press=move |()| rows.shift(row.key, true, false)
                    />
                    <Button
                        kind=ButtonKind::Quiet
                        class="button-icon button-small is-down"
                        icon=Glyph::ArrowDown
                        label=label(words.move_down)
                        disabled=is_last
                        on_press=move |()| rows.shift(row.key, false, false)
                    />
                    <Button
                        kind=ButtonKind::Quiet
                        class="button-icon button-small"
                        icon=Glyph::Trash
                        label=label(words.remove)
                        on_press=move |()| rows.remove(row.key)
                    />
                </div>
                {(row.state != ActivityState::Pending)
                    .then(|| view! { <p class="activity-state">{state_badge(row.state)}</p> })}
                <div class="activity-fields">
                    <div on:keydown=on_arrow>
                        <Field
                            label=tp!(activity_title)
                            value=row.title
                            error=problem(|found| found.title)
                            maxlength=200_u32
                        />
                    </div>
                    <Select
                        label=tp!(responsible)
                        value=row.responsible
                        options=people
                        empty=texts().common.choose
                        error=problem(|found| found.responsible)
                    />
                    <div>
                        <Field
                            label=tp!(starts)
                            kind="datetime-local"
                            value=row.starts
                            error=problem(|found| found.starts)
                        />
                        {closed(row.starts, false)}
                    </div>
                    <div>
                        <Field
                            label=tp!(ends)
                            kind="datetime-local"
                            value=row.ends
                            min=row.starts
                            error=problem(|found| found.ends)
                        />
                        {closed(row.ends, true)}
                    </div>
                </div>
            </fieldset>
        </li>
    }
}
