//! One of a few things, each with a sentence: radio buttons as cards.

use leptos::prelude::*;

use crate::browser;
use crate::components::{Glyph, Icon};

/// One thing to choose.
pub struct Choice {
    /// Its word.
    pub value: &'static str,
    /// Its name.
    pub title: &'static str,
    /// What it means; may be empty.
    pub hint: &'static str,
    /// A picture.
    pub glyph: Option<Glyph>,
}

/// A group of cards of which one may be chosen; arrow keys move among them, as among all radio
/// buttons.
#[component]
pub fn ChoiceCards(
    /// What is asked.
    legend: &'static str,
    /// What there is to choose from.
    choices: Vec<Choice>,
    /// The word of what is chosen; empty before.
    value: RwSignal<String>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Extra classes, e.g. `cards-small`.
    #[prop(default = "")]
    class: &'static str,
) -> impl IntoView {
    let name = format!("c{}", browser::random_id());
    let error_id = format!("{name}-error");
    let described_by = error_id.clone();
    let cards = choices.into_iter().map(|choice| card(choice, &name, value, error)).collect_view();
    view! {
        <fieldset class=format!("choice-cards {class}") aria-describedby=described_by>
            <legend class="field-label">{legend}</legend>
            <div class="choice-grid">{cards}</div>
            <p class="field-error" id=error_id aria-live="polite">{move || error.get()}</p>
        </fieldset>
    }
}

fn card(
    choice: Choice,
    name: &str,
    value: RwSignal<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    let this = choice.value;
    view! {
        <label class="choice-card">
            <input
                type="radio"
                class="choice-input"
                name=name.to_owned()
                prop:checked=move || *value.read() == this
                on:change=move |_| value.set(this.to_owned())
                aria-invalid=move || error.read().is_some().then_some("true")
            />
            <span class="choice-text">
                <span class="choice-title">
                    {choice.glyph.map(|glyph| view! { <Icon glyph /> })}
                    {choice.title}
                </span>
                <span class="choice-hint">{choice.hint}</span>
            </span>
        </label>
    }
    .into_any()
}
