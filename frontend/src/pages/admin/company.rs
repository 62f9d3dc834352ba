//! One company.

use aval_contract::companies::{Company as CompanyAnswer, UpdateCompany};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::company_reporters::CompanyReporters;
use super::company_targets::CompanyTargets;
use crate::act::use_act;
use crate::components::{
    Badge, Button, Checkbox, Dialog, DialogFoot, Field, Form, Glyph, LinkButton, PageHeader, Said,
    Tone, focus_first_invalid,
};
use crate::i18n::reports::tz;
use crate::i18n::{ta, texts, tr};
use crate::load::{Load, Loaded, use_load};
use crate::pages::not_found::NotFound;
use crate::view_model::tickets::filters::QueueFilters;
use crate::view_model::{form, time};
use crate::{paths, toast};

/// Its details, its two designated users and what its contract promises.
#[component]
pub fn Company() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<Uuid>().ok()));
    move || match id.get() {
        Some(id) => view! { <Found id /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Found(id: Uuid) -> impl IntoView {
    let company = use_load(move |api| async move { api.companies().show(id).await });
    let is_there = Memo::new(move |_| company.get().is_some());
    let editing = RwSignal::new(false);
    view! {
        <Loaded from=company let:shown>
            <PageHeader
                title=move || shown.read().name.clone()
                back=(paths::COMPANIES.to_owned(), Said::from(ta!(companies_title)))
            >
                <LinkButton href=queue_of(id) icon=Glyph::Ticket>
                    {ta!(company_tickets)}
                </LinkButton>
                <LinkButton href=paths::company_report(id) icon=Glyph::Calendar>
                    {tz!(monthly)}
                </LinkButton>
                <Button icon=Glyph::Edit on_press=move |()| editing.set(true)>
                    {tr!(common.edit)}
                </Button>
            </PageHeader>
            <dl class="facts">
                <div>
                    <dt>{ta!(nit)}</dt>
                    <dd>{move || shown.read().nit.clone()}</dd>
                </div>
                <div>
                    <dt>{ta!(company_contract)}</dt>
                    <dd>
                        {move || {
                            shown
                                .read()
                                .contract
                                .clone()
                                .unwrap_or_else(|| texts().admin().company_no_contract.to_owned())
                        }}
                    </dd>
                </div>
                <div>
                    <dt>{tr!(common.status)}</dt>
                    <dd>
                        <Badge tone=Signal::derive(move || {
                            if shown.read().active { Tone::Good } else { Tone::Neutral }
                        })>
                            {move || {
                                let words = &texts().common;
                                if shown.read().active { words.active } else { words.inactive }
                            }}
                        </Badge>
                        " "
                        {move || {
                            let date = time::date_of(shown.read().created_at);
                            (texts().admin().company_since)(&time::short_date(texts(), date))
                        }}
                    </dd>
                </div>
            </dl>
            <Dialog open=editing title=ta!(company_edit)>
                <Edit company editing />
            </Dialog>
        </Loaded>
        <CompanyReporters company=id />
        <Show when=move || is_there.get()><CompanyTargets company /></Show>
    }
}

/// The address of the queue with one company's tickets.
fn queue_of(company: Uuid) -> String {
    QueueFilters { company: Some(company), ..QueueFilters::default() }.path()
}

#[component]
fn Edit(company: Load<CompanyAnswer>, editing: RwSignal<bool>) -> impl IntoView {
    let before = company.get_untracked();
    let name = RwSignal::new(before.as_ref().map(|c| c.name.clone()).unwrap_or_default());
    let contract =
        RwSignal::new(before.as_ref().and_then(|c| c.contract.clone()).unwrap_or_default());
    let active = RwSignal::new(before.as_ref().is_none_or(|c| c.active));
    let save = use_act(
        move |api, (id, changes): (Uuid, UpdateCompany)| async move {
            api.companies().update(id, &changes).await
        },
        move |saved: CompanyAnswer| {
            company.set(saved);
            editing.set(false);
            toast::success(texts().common.saved);
        },
    );
    let told = save.field("/name");
    let name_error =
        Signal::derive(move || form::required(texts(), &name.read()).or_else(|| told.get()));
    let submit = move |()| {
        let Some(before) = &before else { return };
        if form::required(texts(), &name.read_untracked()).is_some() {
            focus_first_invalid();
            return;
        }
        save.run((
            before.id,
            UpdateCompany {
                name: Some(name.get_untracked()),
                contract: Some(contract.get_untracked()),
                active: Some(active.get_untracked()),
                ..UpdateCompany::default()
            },
        ));
    };
    view! {
        <Form on_submit=submit>
            <Field label=ta!(company_name) value=name error=name_error autofocus=true />
            <Field
                label=ta!(company_contract)
                hint=ta!(company_contract_hint)
                value=contract
                error=save.field("/contract")
                optional=true
            />
            <Checkbox label=ta!(company_active) checked=active />
            <DialogFoot pending=save.pending()>{tr!(common.save)}</DialogFoot>
        </Form>
    }
}
