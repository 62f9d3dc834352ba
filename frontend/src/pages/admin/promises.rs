//! What support promises: targets of its clocks, and how long customers have for testing.

use aval_contract::policies::SlaPolicy;
use aval_domain::lifecycle::Role;
use leptos::prelude::*;

use super::preview::{Moves, changed_targets, slips};
use super::promised_periods::Periods;
use super::reevaluation::{Following, Progress, use_reevaluation};
use super::target_table::{fill, target_cell, target_input, target_table, typed};
use crate::act::use_act;
use crate::components::{
    Button, ButtonKind, Dialog, Form, Glyph, Notice, PageHeader, SubmitButton, focus_first_invalid,
};
use crate::i18n::promises::tp;
use crate::i18n::{texts, tr};
use crate::load::{Load, Loaded, use_load};
use crate::pages::tickets::draft::{keep, kept, reader};
use crate::session::use_session;
use crate::toast;
use crate::view_model::promises::{
    PerTarget, TypedCells, changes, doubts, policy_of, preview_words, targets, write_target,
};

/// Both tables; admins change them, coordinators read.
#[component]
pub fn Promises() -> impl IntoView {
    let session = use_session();
    let is_admin =
        Memo::new(move |_| session.user().is_some_and(|user| user.role.at_least(Role::Admin)));
    let policy = use_load(|api| async move { api.policies().sla().await });
    let following = use_reevaluation();
    view! {
        <PageHeader title=tp!(title) lead=tp!(lead) />
        <div class="stack">
            <section class="card" aria-labelledby="targets-title">
                <Loaded from=policy rows=5 let:shown>
                    <TargetsCard policy shown is_admin following />
                </Loaded>
            </section>
            <Periods is_admin />
        </div>
    }
}

#[component]
fn TargetsCard(
    policy: Load<SlaPolicy>,
    shown: Signal<SlaPolicy>,
    #[prop(into)] is_admin: Signal<bool>,
    following: Following,
) -> impl IntoView {
    let cells: PerTarget<RwSignal<String>> = Default::default();
    let key = format!("aval.draft.targets.{}", reader());
    let left = kept::<TypedCells>(&key).and_then(TypedCells::cells::<2>);
    let restored = left.is_some() && is_admin.get_untracked();
    let editing = RwSignal::new(restored);
    match left.filter(|_| restored) {
        Some(left) => fill(&cells, left),
        None => fill(&cells, targets(&shown.get_untracked()).map(|row| row.map(write_target))),
    }
    keep(key, move || {
        let typed = typed(&cells);
        TypedCells::of(
            editing.get() && typed != targets(&shown.get()).map(|row| row.map(write_target)),
            typed,
        )
    });
    let edit = move |()| {
        fill(&cells, targets(&shown.get_untracked()).map(|row| row.map(write_target)));
        editing.set(true);
    };
    view! {
        <div class="card-head">
            <h2 id="targets-title">{tp!(targets_title)}</h2>
            <Show when=move || is_admin.get() && !editing.get()>
                <Button icon=Glyph::Edit on_press=edit>{tp!(targets_edit)}</Button>
            </Show>
        </div>
        <p class="muted">{tp!(targets_lead)}</p>
        <Progress of=following />
        {move || if editing.get() {
            view! { <EditTargets policy shown cells editing restored following /> }.into_any()
        } else {
            let now = targets(&shown.get());
            target_table(tp!(targets_title), move |row, column, _, _| target_cell(now[row][column]))
        }}
    }
}

#[component]
fn EditTargets(
    policy: Load<SlaPolicy>,
    shown: Signal<SlaPolicy>,
    cells: PerTarget<RwSignal<String>>,
    editing: RwSignal<bool>,
    restored: bool,
    following: Following,
) -> impl IntoView {
    let tried = RwSignal::new(false);
    let confirming = RwSignal::new(false);
    let wanted = RwSignal::new(None::<SlaPolicy>);
    let unchanged = RwSignal::new(false);
    let submit = move |()| {
        tried.set(true);
        let asked = untrack(|| policy_of(&typed(&cells)));
        unchanged.set(asked == Some(shown.get_untracked()));
        match asked {
            None => focus_first_invalid(),
            Some(asked) if !unchanged.get_untracked() => {
                wanted.set(Some(asked));
                confirming.set(true);
            }
            Some(_) => {}
        }
    };
    let on_saved = Callback::new(move |saved: SlaPolicy| {
        confirming.set(false);
        toast::success(texts().promises().targets_saved);
        following.follow();
        policy.set(saved);
        editing.set(false);
    });
    view! {
        <Form on_submit=submit>
            {restored.then(|| view! { <Notice><p>{tp!(restored)}</p></Notice> })}
            <p class="field-hint">{tp!(targets_hint)}</p>
            {target_table(tp!(targets_title), move |row, column, priority, metric| {
                target_input(priority, metric, cells[row][column], None, tried)
            })}
            <p class="field-error" role="alert">
                {move || unchanged.get().then(|| tp!(nothing_changed))}
            </p>
            <div class="form-actions is-foot">
                <Button on_press=move |()| editing.set(false)>{tr!(common.cancel)}</Button>
                <SubmitButton pending=Signal::stored(false)>{tp!(review)}</SubmitButton>
            </div>
        </Form>
        <Dialog open=confirming title=tp!(confirm_title) class="dialog-wide">
            {move || wanted.get().map(|wanted| view! {
                <ConfirmTargets before=shown.get_untracked() wanted confirming on_saved />
            })}
        </Dialog>
    }
}

/// What would change and what that moves, before it is done.
#[component]
fn ConfirmTargets(
    before: SlaPolicy,
    wanted: SlaPolicy,
    confirming: RwSignal<bool>,
    on_saved: Callback<SlaPolicy>,
) -> impl IntoView {
    let preview = use_load(move |api| async move { api.policies().preview_sla(&wanted).await });
    let save = use_act(
        |api, wanted: SlaPolicy| async move { api.policies().put_sla(&wanted).await },
        move |saved| on_saved.run(saved),
    );
    view! {
        <p class="dialog-text">{tp!(confirm_lead)}</p>
        {changed_targets(changes(texts(), &before, &wanted))}
        {slips(doubts(texts(), &wanted))}
        <Moves
            preview
            words=preview_words
            open=confirming
            kind=ButtonKind::Primary
            confirm=tp!(confirm_button)
            pending=save.pending()
            on_confirm=move |()| save.run(wanted)
        />
    }
}
