//! All shortcuts at a glance.

use leptos::prelude::*;

use crate::components::{Dialog, Notice, Tone};
use crate::i18n::{texts, tx};
use crate::session::use_session;
use crate::shell::Destination;
use crate::tools::shortcuts_on;
use crate::view_model::shortcuts::letter_of;

/// The dialog with the shortcuts of the reader.
#[component]
pub fn Help(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Where the reader can go.
    places: StoredValue<Vec<Destination>>,
) -> impl IntoView {
    view! {
        <Dialog open title=tx!(shortcuts_title) class="dialog-wide">
            <List places />
        </Dialog>
    }
}

/// The keys of a shortcut; `…` stands between two that are alternatives.
#[derive(Clone, Copy)]
enum Keys {
    /// Any of these.
    Any(&'static [&'static str]),
    /// G and then a letter.
    Go(char),
}

#[component]
fn List(places: StoredValue<Vec<Destination>>) -> impl IntoView {
    let staff = untrack(|| use_session().user()).is_some_and(|user| user.role.is_staff());
    let words = texts().tools();
    let everywhere = [
        (Keys::Any(&["Ctrl K", "⌘ K"]), words.open_palette),
        (Keys::Any(&["C"]), texts().tickets().create),
        (Keys::Any(&["/"]), words.open_search),
        (Keys::Any(&["?"]), words.open_help),
    ];
    let in_queue = [
        (Keys::Any(&["J", "K"]), words.queue_move),
        (Keys::Any(&["Enter"]), words.queue_open),
        (Keys::Any(&["T"]), words.queue_take),
        (Keys::Any(&["X"]), words.queue_choose),
    ];
    let in_agenda =
        [(Keys::Any(&["←", "→"]), words.agenda_turn), (Keys::Any(&["H"]), words.agenda_present)];
    let in_case: &[_] = if staff {
        &[
            (Keys::Any(&["S"]), words.case_next),
            (Keys::Any(&["R"]), words.case_answer),
            (Keys::Any(&["N"]), words.case_note),
            (Keys::Any(&["L"]), words.case_contact),
            (Keys::Any(&["T"]), words.case_assign),
        ]
    } else {
        &[(Keys::Any(&["R"]), words.case_answer)]
    };
    let go_to: Vec<(Keys, &'static str)> = places.with_value(|places| {
        places
            .iter()
            .filter_map(|place| Some((Keys::Go(letter_of(place.path)?), (place.text)())))
            .collect()
    });
    view! {
        {(!shortcuts_on()).then(|| view! {
            <Notice tone=Tone::Warning><p>{tx!(shortcuts_off)}</p></Notice>
        })}
        <div class="shortcuts">
            {group(words.everywhere, &everywhere)}
            {staff.then(|| group(words.in_queue, &in_queue))}
            {group(words.in_case, in_case)}
            {staff.then(|| group(words.in_agenda, &in_agenda))}
            {group(words.go_to, &go_to)}
        </div>
    }
}

fn group(title: &'static str, rows: &[(Keys, &'static str)]) -> AnyView {
    let rows = rows
        .iter()
        .map(|(keys, text)| view! { <div><dt>{*text}</dt><dd>{shown(*keys)}</dd></div> })
        .collect_view();
    view! {
        <section>
            <h3>{title}</h3>
            <dl>{rows}</dl>
        </section>
    }
    .into_any()
}

fn shown(keys: Keys) -> AnyView {
    match keys {
        Keys::Any(keys) => {
            keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect_view().into_any()
        }
        Keys::Go(letter) => view! {
            <kbd>"G"</kbd>
            <span>{tx!(then)}</span>
            <kbd>{letter.to_uppercase().to_string()}</kbd>
        }
        .into_any(),
    }
}
