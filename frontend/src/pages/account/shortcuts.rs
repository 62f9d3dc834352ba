//! Whether single keys do something (WCAG 2.1.4).

use leptos::prelude::*;

use crate::components::{Button, Checkbox};
use crate::i18n::tx;
use crate::tools::{Asked, set_shortcuts, shortcuts_on, use_tools};

/// The switch, which holds at once, and the way to the list.
#[component]
pub fn Shortcuts() -> impl IntoView {
    let tools = use_tools();
    let on = RwSignal::new(shortcuts_on());
    Effect::new(move |before: Option<bool>| {
        let on = on.get();
        if before.is_some_and(|before| before != on) {
            set_shortcuts(on);
        }
        on
    });
    view! {
        <section class="card" id="atajos">
            <h2>{tx!(profile_title)}</h2>
            <p class="muted">{tx!(profile_lead)}</p>
            <Checkbox label=tx!(profile_on) hint=tx!(profile_device) checked=on />
            <div class="form-actions">
                <Button on_press=move |()| tools.ask(Asked::Key("?".to_owned()))>
                    {tx!(show_shortcuts)}
                </Button>
            </div>
        </section>
    }
}
