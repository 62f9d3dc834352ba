//! Where one looks for a page of the guide.

use leptos::prelude::*;
use leptos_router::components::A;

use super::{InSpanish, SignInLink, part_title};
use crate::components::PageHeader;
use crate::i18n::tg;
use crate::load::{Loaded, use_open_load};
use crate::paths;
use crate::view_model::guide;

/// The tables of contents, one for each part that the reader may read.
#[component]
pub fn GuideContents() -> impl IntoView {
    let contents = use_open_load(|session| {
        let guide = session.guide();
        async move { guide.contents().await }
    });
    view! {
        <PageHeader title=tg!(title) lead=tg!(lead)>
            <SignInLink />
        </PageHeader>
        <InSpanish />
        <Loaded from=contents rows=6 let:shown>
            {move || guide::parts(&shown.read().pages).into_iter().map(|(part, pages)| view! {
                <section class="guide-part">
                    <h2>{part_title(part)}</h2>
                    <ul class="guide-cards" lang="es">
                        {pages.into_iter().map(|page| view! {
                            <li>
                                <A href=paths::guide_page(&page.slug) attr:class="guide-card">
                                    <strong>{page.title}</strong>
                                    <span>{page.lead}</span>
                                </A>
                            </li>
                        }).collect_view()}
                    </ul>
                </section>
            }).collect_view()}
        </Loaded>
    }
}
