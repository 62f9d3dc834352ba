//! A small select that acts at once, for filters.

use leptos::prelude::*;

use super::Said;

/// The word of a filter for [`Pick`]; empty when it is not set.
pub fn word<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// One of several choices; each is a value and what it says. The value in use is the caller's to keep.
#[component]
pub fn Pick(
    /// What is chosen.
    #[prop(into)]
    label: Said,
    /// The choices.
    options: Signal<Vec<(String, String)>>,
    /// The text of the choice of nothing, whose value is empty; without it there is none.
    #[prop(optional, into)]
    empty: Option<Said>,
    /// The value in use.
    value: Signal<String>,
    /// Is told of another one.
    #[prop(into)]
    on_pick: Callback<String>,
) -> impl IntoView {
    view! {
        <label class="pick">
            <span>{move || label.get()}</span>
            <select
                class="input select"
                on:change:target=move |event| on_pick.run(event.target().value())
            >
                {move || {
                    let chosen = value.get();
                    let one = |(option, text): (String, String)| {
                        let selected = option == chosen;
                        view! { <option value=option prop:selected=selected>{text}</option> }
                    };
                    let nothing = empty.map(|text| (String::new(), text.get().into_owned()));
                    nothing.into_iter().chain(options.get()).map(one).collect_view()
                }}
            </select>
        </label>
    }
}
