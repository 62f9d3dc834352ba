//! One page of the guide.

use aval_contract::guide::{Guide, GuideEntry, GuidePage as Shown, GuideSection};
use futures_util::future::try_join;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::{use_location, use_params_map};

use super::{InSpanish, SignInLink, part_title};
use crate::browser;
use crate::components::{Glyph, Icon, Markdown, PageHeader, Said};
use crate::i18n::tg;
use crate::load::{Loaded, use_open_load};
use crate::paths;
use crate::view_model::guide;

/// One page, by its name in the address.
#[component]
pub fn GuidePage() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("page").unwrap_or_default());
    // Another page begins at its top, with nothing of the one before.
    move || view! { <OnePage slug=slug.get() /> }
}

#[component]
fn OnePage(slug: String) -> impl IntoView {
    let page = use_open_load(move |session| {
        let (guide, slug) = (session.guide(), slug.clone());
        async move { try_join(guide.contents(), guide.page(&slug)).await }
    });
    let is_missing = Memo::new(move |_| page.failure().is_some() && page.get().is_none());
    view! {
        <Show when=move || is_missing.get()>
            <PageHeader title=tg!(title) back=(paths::GUIDE.to_owned(), Said::from(tg!(title))) />
        </Show>
        <Loaded from=page rows=8 let:shown>
            {
                let (contents, page) = shown.get_untracked();
                view! { <Article contents page /> }
            }
        </Loaded>
    }
}

#[component]
fn Article(contents: Guide, page: Shown) -> impl IntoView {
    let Shown { entry, sections, body_html } = page;
    let pages = contents.pages;
    let (previous, next) = guide::neighbours(&pages, &entry);
    let (previous, next) = (previous.cloned(), next.cloned());
    follow_sections();
    view! {
        <div class="guide">
            <article class="guide-page">
                <div lang="es">
                    <PageHeader
                        title=entry.title
                        lead=entry.lead
                        back=(paths::GUIDE.to_owned(), Said::from(tg!(title)))
                    >
                        <SignInLink />
                    </PageHeader>
                </div>
                <InSpanish />
                <Sections sections />
                <div class="guide-body" lang="es">
                    <Markdown html=body_html />
                </div>
                <nav class="guide-turn" aria-label=tg!(pages)>
                    {previous.map(|page| turn(page, false))}
                    {next.map(|page| turn(page, true))}
                </nav>
            </article>
            <nav class="guide-nav" aria-label=tg!(title)>
                {guide::parts(&pages).into_iter().map(|(part, pages)| view! {
                    <h2>{part_title(part)}</h2>
                    <ul lang="es">
                        {pages.into_iter().map(|page| view! {
                            <li><A href=paths::guide_page(&page.slug)>{page.title}</A></li>
                        }).collect_view()}
                    </ul>
                }).collect_view()}
            </nav>
        </div>
    }
}

/// The headings of the page. The browser goes to them by itself.
#[component]
fn Sections(sections: Vec<GuideSection>) -> impl IntoView {
    view! {
        <nav class="guide-sections" aria-labelledby="guide-sections">
            <h2 id="guide-sections">{tg!(on_this_page)}</h2>
            <ul lang="es">
                {sections.into_iter().map(|section| view! {
                    <li><a href=format!("#{}", section.id) rel="external">{section.title}</a></li>
                }).collect_view()}
            </ul>
        </nav>
    }
}

fn turn(page: GuideEntry, forward: bool) -> AnyView {
    let (word, class) =
        if forward { (tg!(next), "guide-next") } else { (tg!(previous), "guide-previous") };
    view! {
        <A href=paths::guide_page(&page.slug) attr:class=class>
            <span class="guide-turn-word">
                {(!forward).then(|| view! { <Icon glyph=Glyph::ArrowLeft /> })}
                {word}
                {forward.then(|| view! { <Icon glyph=Glyph::ArrowRight /> })}
            </span>
            <strong lang="es">{page.title}</strong>
        </A>
    }
    .into_any()
}

/// Goes to the heading that the address names: it was not there yet when the browser looked.
fn follow_sections() {
    let hash = use_location().hash;
    Effect::new(move || {
        let wanted = hash.get();
        let Some(wanted) = wanted.strip_prefix('#').filter(|id| !id.is_empty()) else { return };
        let id = js_sys::decode_uri_component(wanted).map_or(wanted.to_owned(), String::from);
        request_animation_frame(move || {
            if let Some(heading) = browser::document().get_element_by_id(&id) {
                heading.scroll_into_view();
            }
        });
    });
}
