//! The designated users of the reader's company.

use aval_contract::companies::{PersonStatus, Reporter};
use leptos::prelude::*;

use crate::components::{LinkButton, Notice, PageHeader, ReporterSlots, Tone};
use crate::i18n::{ta, texts};
use crate::load::{Loaded, use_load};
use crate::paths;
use crate::session::use_session;

/// How many a company may have.
const MOST: usize = aval_domain::reporters::MAX_REPORTERS as usize;

/// Who they are, and how to change them: that is support's to do.
#[component]
pub fn Team() -> impl IntoView {
    let session = use_session();
    let user = untrack(|| session.user());
    user.and_then(|user| user.company.clone().map(|company| (user, company))).map(
        |(user, company)| {
            let id = company.id;
            let reporters = use_load(move |api| async move { api.reporters(id).list().await });
            let has_room = move || {
                let all = reporters.get();
                let holds = |one: &&Reporter| one.status != PersonStatus::Inactive;
                all.is_some_and(|all| all.items.iter().filter(holds).count() < MOST)
            };
            view! {
                <PageHeader
                    title=ta!(team_title)
                    lead=(texts().admin().team_lead)(&company.name)
                />
                <div class="stack">
                    <Loaded from=reporters rows=2 let:shown>
                        <ReporterSlots
                            reporters=Signal::derive(move || shown.read().items.clone())
                            reader=user.id
                        />
                    </Loaded>
                    <Show when=has_room>
                        <Notice tone=Tone::Info>
                            <strong>{ta!(team_add_title)}</strong>
                            <p>{ta!(team_add_text)}</p>
                            <LinkButton href=paths::request_about(ta!(team_add_subject), ta!(team_add_description))>
                                {ta!(team_add)}
                            </LinkButton>
                        </Notice>
                    </Show>
                    <Notice tone=Tone::Info>
                        <strong>{ta!(team_change_title)}</strong>
                        <p>{ta!(team_change_text)}</p>
                        <LinkButton href=paths::request_about(ta!(team_change_subject), ta!(team_change_description))>
                            {ta!(team_change)}
                        </LinkButton>
                    </Notice>
                </div>
            }
        },
    )
}
