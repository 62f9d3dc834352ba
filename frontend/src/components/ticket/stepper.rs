//! The five stages of a ticket with their dates.

use aval_contract::Stage;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::i18n::texts;
use crate::i18n::tickets::tt;
use crate::view_model::tickets::progress::{Step, StepState};
use crate::view_model::time;

/// The five stages, the present one marked.
pub fn stepper(steps: &[Step], now: DateTime<Utc>) -> AnyView {
    let steps = steps.iter().map(|step| one(step, now)).collect_view();
    view! { <ol class="stepper" aria-label=tt!(page.stages)>{steps}</ol> }.into_any()
}

fn one(step: &Step, now: DateTime<Utc>) -> AnyView {
    let words = &texts().tickets().page;
    let (class, state) = match step.state {
        StepState::Done => ("step step-done", words.step_done),
        StepState::Current => ("step step-current", words.step_current),
        StepState::Ahead => ("step step-ahead", words.step_ahead),
        StepState::Skipped => ("step step-skipped", words.step_skipped),
        StepState::Ended => ("step step-ended", words.step_done),
    };
    // A closed ticket stands at its end, though nothing is under way there.
    let is_present = match step.state {
        StepState::Current | StepState::Ended => true,
        StepState::Done => step.stage == Stage::Closed,
        StepState::Ahead | StepState::Skipped => false,
    };
    let mark = matches!(step.state, StepState::Done | StepState::Ended)
        .then(|| view! { <Icon glyph=Glyph::Check /> });
    let date = step.entered_at.map(|at| {
        let text = time::brief_when(texts(), now, at);
        view! { <span class="step-date" title=time::in_full(texts(), at)>{text}</span> }
    });
    view! {
        <li class=class aria-current=is_present.then_some("step")>
            <span class="step-mark" aria-hidden="true">{mark}</span>
            <span class="step-body">
                <span class="step-name">{texts().stage(step.stage)}</span>
                <span class="visually-hidden">{state}</span>
                {date}
            </span>
        </li>
    }
    .into_any()
}
