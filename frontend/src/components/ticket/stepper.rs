//! The five stages of a ticket with their dates.

use leptos::prelude::*;

use crate::clock;
use crate::components::{Glyph, Icon};
use crate::i18n::texts;
use crate::i18n::tickets::tt;
use crate::view_model::tickets::progress::{Step, StepState};
use crate::view_model::time;

/// The five stages, the present one marked.
#[component]
pub fn Stepper(
    /// The stages in order.
    #[prop(into)]
    steps: Signal<Vec<Step>>,
) -> impl IntoView {
    view! {
        <ol class="stepper" aria-label=tt!(page.stages)>
            {move || steps.get().into_iter().map(|step| view! { <StepView step /> }).collect_view()}
        </ol>
    }
}

#[component]
fn StepView(step: Step) -> impl IntoView {
    let class = match step.state {
        StepState::Done => "step step-done",
        StepState::Current => "step step-current",
        StepState::Ahead => "step step-ahead",
        StepState::Skipped => "step step-skipped",
    };
    let state = move || {
        let words = &texts().tickets.page;
        match step.state {
            StepState::Done => words.step_done,
            StepState::Current => words.step_current,
            StepState::Ahead => words.step_ahead,
            StepState::Skipped => words.step_skipped,
        }
    };
    let current = (step.state == StepState::Current).then_some("step");
    let date = step.entered_at.map(|at| {
        let short = move || {
            let now = clock::now();
            let (today, date) = (time::date_of(now), time::date_of(at));
            if (today - date).num_days().abs() <= 1 {
                time::when(texts(), now, at)
            } else {
                time::short_date(texts(), date)
            }
        };
        view! {
            <time
                class="step-date"
                datetime=at.to_rfc3339()
                title=move || time::in_full(texts(), at)
            >
                {short}
            </time>
        }
    });
    view! {
        <li class=class aria-current=current>
            <span class="step-mark" aria-hidden="true">
                {(step.state == StepState::Done).then(|| view! { <Icon glyph=Glyph::Check /> })}
            </span>
            <span class="step-body">
                <span class="step-name">{move || texts().stage(step.stage)}</span>
                <span class="visually-hidden">{state}</span>
                {date}
            </span>
        </li>
    }
}
