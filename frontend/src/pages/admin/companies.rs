//! The list of companies.

use aval_contract::companies::{Company, CreateCompany};
use aval_contract::page::PageQuery;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use crate::act::use_act;
use crate::components::{
    Badge, Button, ButtonKind, Dialog, DialogFoot, EmptyState, Field, Form, Glyph, Icon, More,
    PageHeader, Tone, focus_first_invalid,
};
use crate::i18n::{ta, texts, tr};
use crate::load::{Loaded, use_pages};
use crate::view_model::form;
use crate::{paths, toast};

/// All companies, with how many of their two places are taken.
#[component]
pub fn Companies() -> impl IntoView {
    let companies = use_pages(|api, cursor| async move {
        api.companies().list(&PageQuery { cursor, ..PageQuery::default() }).await
    });
    let creating = RwSignal::new(false);
    let create = move |()| creating.set(true);
    view! {
        <PageHeader title=ta!(companies_title) lead=ta!(companies_lead)>
            <Button kind=ButtonKind::Primary icon=Glyph::Plus on_press=create>
                {ta!(company_new)}
            </Button>
        </PageHeader>
        <Loaded from=companies.entries() let:entries>
            <Show
                when=move || !entries.read().is_empty()
                fallback=move || view! {
                    <EmptyState
                        glyph=Glyph::Building
                        title=ta!(companies_empty_title)
                        text=ta!(companies_empty_text)
                    >
                        <Button kind=ButtonKind::Primary on_press=create>
                            {ta!(company_new)}
                        </Button>
                    </EmptyState>
                }
            >
                <ul class="rows">
                    <For
                        each=move || entries.get()
                        key=|company| (company.id, company.active_reporters, company.active)
                        let(company)
                    >
                        <Row company />
                    </For>
                </ul>
                <More
                    there_is=Signal::derive(move || companies.has_more())
                    pending=Signal::derive(move || companies.more_pending())
                    on_more=companies.fetch_more()
                />
            </Show>
        </Loaded>
        <Dialog open=creating title=ta!(company_new)>
            <NewCompany />
        </Dialog>
    }
}

#[component]
fn Row(company: Company) -> impl IntoView {
    let used = company.active_reporters;
    view! {
        <li class="row row-link" class:is-faded=!company.active>
            <span class="row-glyph" aria-hidden="true">
                <Icon glyph=Glyph::Building />
            </span>
            <div class="row-main">
                <A href=paths::company(company.id) attr:class="row-title">
                    {company.name}
                </A>
                <p class="muted">
                    {ta!(nit)} " " {company.nit} {company.contract.map(|text| format!(" · {text}"))}
                </p>
            </div>
            {(!company.active).then(|| view! { <Badge>{tr!(common.inactive)}</Badge> })}
            <Badge tone=if used == 0 { Tone::Warning } else { Tone::Neutral }>
                {(texts().admin().slots_used)(used)}
            </Badge>
        </li>
    }
}

#[component]
fn NewCompany() -> impl IntoView {
    let navigate = use_navigate();
    let (name, nit, contract) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let tried = RwSignal::new(false);
    let create = use_act(
        |api, body: CreateCompany| async move { api.companies().create(&body).await },
        move |company: Company| {
            toast::success((texts().admin().company_created)(&company.name));
            navigate(&paths::company(company.id), NavigateOptions::default());
        },
    );
    let told = (create.field("/name"), create.field("/nit"));
    let name_error = Signal::derive(move || {
        let own = tried.get().then(|| form::required(texts(), &name.read())).flatten();
        own.or_else(|| told.0.get())
    });
    let nit_error = Signal::derive(move || {
        let own = tried.get().then(|| form::nit(texts(), &nit.read())).flatten();
        own.or_else(|| told.1.get())
    });
    let submit = move |()| {
        tried.set(true);
        create.clear();
        if untrack(|| name_error.get().or(nit_error.get())).is_some() {
            focus_first_invalid();
            return;
        }
        create.run(CreateCompany {
            name: name.get_untracked(),
            nit: nit.get_untracked(),
            contract: form::optional(&contract.get_untracked()),
        });
    };
    view! {
        <Form on_submit=submit>
            <Field label=ta!(company_name) value=name error=name_error autofocus=true />
            <Field label=ta!(nit) hint=ta!(nit_hint) value=nit error=nit_error />
            <Field
                label=ta!(company_contract)
                hint=ta!(company_contract_hint)
                value=contract
                error=create.field("/contract")
                optional=true
            />
            <DialogFoot pending=create.pending()>{tr!(common.create)}</DialogFoot>
        </Form>
    }
}
