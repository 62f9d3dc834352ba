//! The two places a company has for designated users.

use aval_contract::companies::{PersonStatus, Reporter};
use leptos::prelude::*;
use uuid::Uuid;

use super::{Avatar, Badge, Button, ButtonKind, Email, Glyph, Icon, Tone};
use crate::i18n::{ta, texts};

/// How many designated users a company may have.
const SLOTS: usize = aval_domain::reporters::MAX_REPORTERS as usize;

/// What somebody who manages a company can do with a place.
#[derive(Clone, Copy)]
pub struct SlotActions {
    /// Fill a free place.
    pub on_invite: Callback<()>,
    /// Put somebody else in a person's place.
    pub on_replace: Callback<Reporter>,
    /// Free a person's place.
    pub on_remove: Callback<Reporter>,
}

/// Two places side by side: who has them, and what is free.
#[component]
pub fn ReporterSlots(
    /// All reporters of the company; only those who hold a place are shown.
    #[prop(into)]
    reporters: Signal<Vec<Reporter>>,
    /// Who reads, to mark her place.
    #[prop(optional, into)]
    reader: Option<Uuid>,
    /// What the reader can do; left out for those who may only look.
    #[prop(optional, into)]
    actions: Option<SlotActions>,
) -> impl IntoView {
    let slots = move || {
        let mut holders = reporters.get();
        holders.retain(|reporter| reporter.status != PersonStatus::Inactive);
        let free = SLOTS.saturating_sub(holders.len());
        holders.into_iter().map(Some).chain(std::iter::repeat_n(None, free)).collect::<Vec<_>>()
    };
    view! {
        <ul class="slots">
            {move || {
                slots()
                    .into_iter()
                    .map(|holder| match holder {
                        Some(reporter) => {
                            let is_reader = reader == Some(reporter.id);
                            view! { <Taken reporter is_reader actions /> }.into_any()
                        }
                        None => view! { <Free actions /> }.into_any(),
                    })
                    .collect_view()
            }}
        </ul>
    }
}

#[component]
fn Taken(reporter: Reporter, is_reader: bool, actions: Option<SlotActions>) -> impl IntoView {
    let status = reporter.status;
    let tone = match status {
        PersonStatus::Active => Tone::Good,
        PersonStatus::Invited => Tone::Warning,
        PersonStatus::Inactive => Tone::Neutral,
    };
    let person = reporter.clone();
    view! {
        <li class="slot">
            <Avatar name=reporter.name.clone() />
            <div class="slot-who">
                <p class="slot-name">
                    {reporter.name}
                    {is_reader.then(|| view! { <Badge tone=Tone::Accent>{ta!(team_you)}</Badge> })}
                </p>
                <p class="muted"><Email address=reporter.email /></p>
                <Badge tone>{texts().person_status(status)}</Badge>
                {(status == PersonStatus::Invited)
                    .then(|| view! { <p class="field-hint">{ta!(slot_invited_hint)}</p> })}
            </div>
            {actions.map(|actions| {
                let (replaced, removed) = (person.clone(), person);
                view! {
                    <div class="slot-actions">
                        <Button on_press=move |()| actions.on_replace.run(replaced.clone())>
                            {ta!(replace)}
                        </Button>
                        <Button
                            kind=ButtonKind::Quiet
                            on_press=move |()| actions.on_remove.run(removed.clone())
                        >
                            {ta!(remove)}
                        </Button>
                    </div>
                }
            })}
        </li>
    }
}

#[component]
fn Free(actions: Option<SlotActions>) -> impl IntoView {
    view! {
        <li class="slot slot-free">
            // Without a button there is nothing to press here.
            {actions.map(|_| view! {
                <span class="avatar avatar-free" aria-hidden="true">
                    <Icon glyph=Glyph::Plus />
                </span>
            })}
            <div class="slot-who">
                <p class="slot-name">{ta!(slot_free)}</p>
            </div>
            {actions.map(|actions| view! {
                <div class="slot-actions">
                    <Button on_press=actions.on_invite icon=Glyph::Mail>{ta!(invite)}</Button>
                </div>
            })}
        </li>
    }
}
