//! The designated users of the reader's company.

use leptos::prelude::*;

use crate::components::{Glyph, LinkButton, Notice, PageHeader, ReporterSlots, Tone};
use crate::i18n::reports::tz;
use crate::i18n::{ta, texts};
use crate::load::{Loaded, use_load};
use crate::paths;
use crate::session::use_session;

/// Who they are, and how to change them: that is support's to do.
#[component]
pub fn Team() -> impl IntoView {
    let session = use_session();
    let user = untrack(|| session.user());
    user.and_then(|user| user.company.clone().map(|company| (user, company))).map(
        |(user, company)| {
            let id = company.id;
            let reporters = use_load(move |api| async move { api.reporters(id).list().await });
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
                    <p>
                        <LinkButton href=paths::MONTHLY icon=Glyph::Calendar>
                            {tz!(monthly)}
                        </LinkButton>
                    </p>
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
