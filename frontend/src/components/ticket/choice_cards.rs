//! One of a few things, each with a sentence: radio buttons as cards.

use leptos::prelude::*;

use crate::browser;
use crate::components::{Glyph, Icon, Said};

/// One thing to choose.
#[derive(Clone)]
pub struct Choice<T> {
    /// What is chosen.
    pub value: T,
    /// Its name.
    pub title: Said,
    /// What it means.
    pub hint: Said,
    /// A picture.
    pub glyph: Option<Glyph>,
}

/// A group of cards of which one may be chosen; arrow keys move among them, as among all radio
/// buttons.
#[component]
pub fn ChoiceCards<T>(
    /// What is asked.
    #[prop(into)]
    legend: Said,
    /// What there is to choose from.
    choices: Vec<Choice<T>>,
    /// What is chosen.
    #[prop(into)]
    value: Signal<Option<T>>,
    /// Is told of a choice.
    #[prop(into)]
    on_choose: Callback<T>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Extra classes, e.g. `cards-small`.
    #[prop(default = "")]
    class: &'static str,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let name = format!("c{}", browser::random_id());
    let error_id = format!("{name}-error");
    let described_by = error_id.clone();
    let cards = choices
        .into_iter()
        .map(|Choice { value: this, title, hint, glyph }| {
            let name = name.clone();
            view! {
                <label class="choice-card">
                    <input
                        type="radio"
                        class="choice-input"
                        name=name
                        prop:checked=move || value.get() == Some(this)
                        on:change=move |_| on_choose.run(this)
                        aria-invalid=move || error.read().is_some().then_some("true")
                    />
                    <span class="choice-text">
                        <span class="choice-title">
                            {glyph.map(|glyph| view! { <Icon glyph /> })}
                            {move || title.get()}
                        </span>
                        <span class="choice-hint">{move || hint.get()}</span>
                    </span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class=format!("choice-cards {class}") aria-describedby=described_by>
            <legend class="field-label">{move || legend.get()}</legend>
            <div class="choice-grid">{cards}</div>
            <p class="field-error" id=error_id aria-live="polite">{move || error.get()}</p>
        </fieldset>
    }
}
