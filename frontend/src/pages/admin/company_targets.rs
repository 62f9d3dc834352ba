//! What a company's contract changes in the targets.

use aval_contract::companies::{Company, PreviewCompany, UpdateCompany};
use aval_contract::policies::{SlaOverride, SlaPolicy};
use aval_domain::lifecycle::Role;
use leptos::prelude::*;
use uuid::Uuid;

use super::preview::{Moves, changed_targets, slips};
use super::reevaluation::{Following, Progress, use_reevaluation};
use super::target_table::{fill, target_input, target_table, typed};
use crate::act::{Act, use_act};
use crate::components::{
    Button, ButtonKind, Dialog, Form, Glyph, Notice, SubmitButton, focus_first_invalid,
};
use crate::i18n::promises::tp;
use crate::i18n::{texts, tr};
use crate::load::{Load, Loaded, use_load};
use crate::pages::tickets::draft::{keep, kept, reader};
use crate::session::use_session;
use crate::toast;
use crate::view_model::promises::{
    PerTarget, TypedCells, company_preview_words, contract_changes, days_note, doubts, hours_words,
    override_of, overrides, targets, write_target,
};

/// The company's targets beside the general ones; admins change them. Only where the company was
/// loaded.
#[component]
pub fn CompanyTargets(company: Load<Company>) -> impl IntoView {
    let shown = Signal::derive(move || company.get().expect("shown once the company is there"));
    let session = use_session();
    let is_admin =
        Memo::new(move |_| session.user().is_some_and(|user| user.role.at_least(Role::Admin)));
    let general = use_load(|api| async move { api.policies().sla().await });
    let following = use_reevaluation();
    view! {
        <section class="card section" aria-labelledby="contract-title">
            <Loaded from=general rows=4 let:general>
                <TargetsCard company shown general is_admin following />
            </Loaded>
        </section>
    }
}

/// The texts of the fields for a contract.
fn written(contract: &SlaOverride) -> PerTarget<String> {
    overrides(contract).map(|row| row.map(|target| target.map(write_target).unwrap_or_default()))
}

#[component]
fn TargetsCard(
    company: Load<Company>,
    shown: Signal<Company>,
    general: Signal<SlaPolicy>,
    #[prop(into)] is_admin: Signal<bool>,
    following: Following,
) -> impl IntoView {
    let contract = Memo::new(move |_| shown.read().sla_override.unwrap_or_default());
    let differs = move || !is_nothing(contract.get());
    let cells: PerTarget<RwSignal<String>> = Default::default();
    let key = format!("aval.draft.contract.{}.{}", shown.read_untracked().id, reader());
    let left = kept::<TypedCells>(&key).and_then(TypedCells::cells::<2>);
    let restored = left.is_some() && is_admin.get_untracked();
    let editing = RwSignal::new(restored);
    fill(&cells, left.unwrap_or_else(|| written(&contract.get_untracked())));
    keep(key, move || {
        let typed = typed(&cells);
        TypedCells::of(editing.get() && typed != written(&contract.get()), typed)
    });
    let edit = move |()| {
        fill(&cells, written(&contract.get_untracked()));
        editing.set(true);
    };
    view! {
        <div class="card-head">
            <h2 id="contract-title">{tp!(contract_title)}</h2>
            <Show when=move || is_admin.get() && !editing.get()>
                <Button icon=Glyph::Edit on_press=edit>
                    {move || if differs() { tp!(contract_edit) } else { tp!(contract_agree) }}
                </Button>
            </Show>
        </div>
        <p class="muted">
            {move || if differs() { tp!(contract_lead) } else { tp!(contract_none) }}
        </p>
        <Progress of=following />
        {move || if editing.get() {
            view! { <EditContract company shown general contract cells editing restored following /> }
                .into_any()
        } else {
            beside(&general.get(), &contract.get())
        }}
    }
}

/// The company's targets, each that differs with the general one below it.
fn beside(general: &SlaPolicy, contract: &SlaOverride) -> AnyView {
    let differs = !is_nothing(*contract);
    let (general, own) = (targets(general), overrides(contract));
    target_table(tp!(contract_title), move |row, column, _, _| {
        let usual = general[row][column];
        match own[row][column] {
            Some(own) => {
                let usual = (texts().promises().general_is)(&hours_words(texts(), usual));
                view! {
                    <span class="promise-value is-own">{hours_words(texts(), own)}</span>
                    <span class="promise-note">{days_note(texts(), own)}</span>
                    <span class="promise-note">{usual}</span>
                }
                .into_any()
            }
            None => view! {
                <span class="promise-inherited">{hours_words(texts(), usual)}</span>
                {differs.then(|| view! { <span class="promise-note">{tp!(as_general)}</span> })}
            }
            .into_any(),
        }
    })
}

#[component]
fn EditContract(
    company: Load<Company>,
    shown: Signal<Company>,
    general: Signal<SlaPolicy>,
    contract: Memo<SlaOverride>,
    cells: PerTarget<RwSignal<String>>,
    editing: RwSignal<bool>,
    restored: bool,
    following: Following,
) -> impl IntoView {
    let (tried, unchanged) = (RwSignal::new(false), RwSignal::new(false));
    let confirming = RwSignal::new(false);
    let wanted = RwSignal::new(None::<SlaOverride>);
    let save = use_act(
        |api, (id, wanted): (Uuid, SlaOverride)| async move {
            let changes = UpdateCompany { sla_override: Some(wanted), ..UpdateCompany::default() };
            api.companies().update(id, &changes).await
        },
        move |saved: Company| {
            confirming.set(false);
            toast::success(texts().promises().contract_saved);
            following.follow();
            company.set(saved);
            editing.set(false);
        },
    );
    let ask = move |asked| {
        wanted.set(Some(asked));
        confirming.set(true);
    };
    let submit = move |()| {
        tried.set(true);
        let asked = untrack(|| override_of(&typed(&cells)));
        unchanged.set(asked == Some(contract.get_untracked()));
        match asked {
            None => focus_first_invalid(),
            Some(asked) if !unchanged.get_untracked() => ask(asked),
            Some(_) => {}
        }
    };
    let question = move || {
        let (words, company) = (texts().promises(), shown.read());
        if wanted.get().is_some_and(is_nothing) {
            (words.contract_reset_title)(&company.name)
        } else {
            (words.contract_confirm_title)(&company.name)
        }
    };
    let usual = targets(&general.get_untracked());
    let may_reset = !is_nothing(contract.get_untracked());
    view! {
        <Form on_submit=submit>
            {restored.then(|| view! { <Notice><p>{tp!(restored)}</p></Notice> })}
            <p class="field-hint">{tp!(contract_hint)}</p>
            {target_table(tp!(contract_title), move |row, column, priority, metric| {
                target_input(priority, metric, cells[row][column], Some(usual[row][column]), tried)
            })}
            <p class="field-error" role="alert">
                {move || unchanged.get().then(|| tp!(nothing_changed))}
            </p>
            <div class="form-actions is-foot">
                {may_reset.then(|| view! {
                    <Button
                        kind=ButtonKind::Quiet
                        icon=Glyph::Refresh
                        on_press=move |()| ask(SlaOverride::default())
                    >
                        {tp!(contract_reset)}
                    </Button>
                })}
                <Button on_press=move |()| editing.set(false)>{tr!(common.cancel)}</Button>
                <SubmitButton pending=Signal::stored(false)>{tp!(review)}</SubmitButton>
            </div>
        </Form>
        <Dialog open=confirming title=question class="dialog-wide">
            {move || wanted.get().map(|wanted| view! {
                <ConfirmContract
                    company=shown.read_untracked().id
                    general=general.get_untracked()
                    before=contract.get_untracked()
                    wanted
                    confirming
                    save
                />
            })}
        </Dialog>
    }
}

/// Whether a contract changes nothing, so that the general targets hold.
fn is_nothing(contract: SlaOverride) -> bool {
    contract == SlaOverride::default()
}

/// What would change and how many of the company's tickets that moves, before it is done.
#[component]
fn ConfirmContract(
    company: Uuid,
    general: SlaPolicy,
    before: SlaOverride,
    wanted: SlaOverride,
    confirming: RwSignal<bool>,
    save: Act<(Uuid, SlaOverride)>,
) -> impl IntoView {
    let preview = use_load(move |api| async move {
        api.companies().preview(company, &PreviewCompany { sla_override: wanted }).await
    });
    // What may look like a slip in the general targets is not this company's.
    let (lead, kind, confirm, doubted) = if is_nothing(wanted) {
        (tp!(contract_reset_text), ButtonKind::Danger, tp!(contract_reset), Vec::new())
    } else {
        let doubted = doubts(texts(), &general.overridden(wanted));
        (tp!(contract_confirm_lead), ButtonKind::Primary, tp!(confirm_button), doubted)
    };
    view! {
        <p class="dialog-text">{lead}</p>
        {changed_targets(contract_changes(texts(), &general, &before, &wanted))}
        {slips(doubted)}
        <Moves
            preview
            words=company_preview_words
            open=confirming
            kind
            confirm
            pending=save.pending()
            on_confirm=move |()| save.run((company, wanted))
        />
    }
}
