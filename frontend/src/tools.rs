//! Keys that work on every page, and the palette. Here is only what has to listen from the start;
//! what the keys do is fetched with the first one that is pressed (see [`palette`]).

mod help;
pub mod palette;

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::browser;
use crate::session::{Session, Status};
use crate::view_model::shortcuts::Going;

/// Where the choice is remembered. Keys are a matter of the device: a tablet has none.
const STORAGE_KEY: &str = "aval.shortcuts";

/// What holds keys for itself while it has the focus: fields take letters, and so do lists of choices.
const TAKES_KEYS: &str =
    "input:not([type=checkbox]), textarea, select, dialog, .menu, [contenteditable]";

thread_local! {
    /// The keys so far, and whether the one that is being handled is the letter of a page.
    static HEARD: Cell<(Going, bool)> = Cell::default();
}

/// What somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The palette.
    Palette,
    /// Whatever this key stands for.
    Key(String),
    /// The page of this letter.
    Place(String),
}

/// What was asked for and not yet done; found with [`use_tools`].
#[derive(Clone, Copy)]
pub struct Tools(RwSignal<Vec<Asked>>);

/// The tools, from anywhere below the app.
#[must_use]
pub fn use_tools() -> Tools {
    expect_context()
}

impl Tools {
    /// Puts them into the context and listens for keys.
    pub fn provide(session: Session) -> Self {
        let tools = Self(RwSignal::new(Vec::new()));
        provide_context(tools);
        let _for_good = window_event_listener(leptos::ev::keydown, move |event| {
            if untrack(|| session.status()) == Status::SignedIn {
                tools.hear(&event);
            }
        });
        tools
    }

    /// Asks for something.
    pub fn ask(self, asked: Asked) {
        self.0.update(|all| all.push(asked));
    }

    /// Whether anything was asked for that is not done; tracked.
    #[must_use]
    pub fn is_asked(self) -> bool {
        !self.0.read().is_empty()
    }

    /// Takes what was asked for, to do it; tracked.
    #[must_use]
    pub fn take(self) -> Vec<Asked> {
        self.0.track();
        self.0.try_update_untracked(std::mem::take).unwrap_or_default()
    }

    fn hear(self, event: &web_sys::KeyboardEvent) {
        let key = event.key();
        if is_palette_key(event) {
            event.prevent_default();
            self.ask(Asked::Palette);
        } else if key.chars().count() == 1 && is_shortcut(event) {
            let (mut going, _) = HEARD.get();
            let is_letter = going.press(&key, event.time_stamp());
            HEARD.set((going, is_letter));
            // Some browsers would search in the page.
            if key == "/" {
                event.prevent_default();
            }
            self.ask(if is_letter { Asked::Place(key) } else { Asked::Key(key) });
        }
    }
}

/// Ctrl K, or ⌘ K on a Mac, in fields too; not over a dialog, which is to be ended first.
fn is_palette_key(event: &web_sys::KeyboardEvent) -> bool {
    (event.ctrl_key() || event.meta_key())
        && !event.alt_key()
        && !event.shift_key()
        && event.key().eq_ignore_ascii_case("k")
        && !is_dialog_open()
}

/// Whether a key that was pressed may be a shortcut: those are not switched off, no field takes the
/// key, no dialog is in front of the page and no other key makes it a command of the browser.
fn is_shortcut(event: &web_sys::KeyboardEvent) -> bool {
    let is_taken = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| element.closest(TAKES_KEYS).ok().flatten().is_some());
    let is_command = event.ctrl_key() || event.meta_key() || event.alt_key();
    !is_taken && !is_command && !event.is_composing() && !is_dialog_open() && shortcuts_on()
}

/// Whether a key that was pressed may be a shortcut of the page alone: after G it is the letter of
/// another page.
#[must_use]
pub fn is_page_shortcut(event: &web_sys::KeyboardEvent) -> bool {
    is_shortcut(event) && !HEARD.get().1
}

fn is_dialog_open() -> bool {
    browser::document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Whether single keys are shortcuts on this device.
#[must_use]
pub fn shortcuts_on() -> bool {
    browser::storage_get(STORAGE_KEY).is_none()
}

/// Switches them on or off. People who speak to their computer press keys without meaning to.
pub fn set_shortcuts(on: bool) {
    if on {
        browser::storage_remove(STORAGE_KEY);
    } else {
        browser::storage_set(STORAGE_KEY, "off");
    }
}
