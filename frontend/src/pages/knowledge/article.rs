//! One article.

use aval_contract::articles::{Article, ArticleFeedback};
use aval_contract::error::ErrorCode;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::staff::StaffPanel;
use crate::act::use_act;
use crate::clock;
use crate::components::{Badge, ButtonKind, Glyph, LinkButton, Markdown, PageHeader, Said};
use crate::i18n::knowledge::tk;
use crate::i18n::texts;
use crate::load::{Load, Loaded, use_load};
use crate::pages::not_found::NotFound;
use crate::pages::tickets::attachments::attachment_list;
use crate::paths;
use crate::session::use_session;
use crate::view_model::time;

/// The page.
#[component]
pub fn ArticlePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<Uuid>().ok()));
    move || match id.get() {
        Some(id) => view! { <Shown id /> }.into_any(),
        None => gone(),
    }
}

/// In place of an article that is not there, or not for the reader.
fn gone() -> AnyView {
    let back = (paths::KNOWLEDGE.to_owned(), Said::from(tk!(title)));
    view! { <NotFound back /> }.into_any()
}

#[component]
fn Shown(id: Uuid) -> impl IntoView {
    let is_staff = untrack(|| use_session().user()).is_some_and(|user| user.role.is_staff());
    let article = use_load(move |api| async move { api.articles().show(id).await });
    let is_gone = Memo::new(move |_| {
        article.failure().is_some_and(|failure| failure.code() == Some(ErrorCode::NotFound))
    });
    move || {
        if is_gone.get() {
            return gone();
        }
        view! {
            <Loaded from=article rows=6 let:shown>
                <PageHeader
                    title=move || shown.read().title.clone()
                    back=(paths::KNOWLEDGE.to_owned(), tk!(title).into())
                >
                    {is_staff.then(|| view! {
                        <LinkButton href=paths::edit_article(Some(id)) icon=Glyph::Edit>
                            {tk!(edit)}
                        </LinkButton>
                    })}
                </PageHeader>
                <Facts shown />
                {is_staff.then(|| view! { <StaffPanel id shown article /> })}
                <div class="article-body">
                    <Markdown html=Signal::derive(move || shown.read().body_html.clone()) />
                    {move || attachment_list(shown.get().attachments)}
                </div>
                // A draft has no readers yet.
                <Show when=move || shown.read().published_at.is_some()>
                    <Helpful id shown article />
                </Show>
            </Loaded>
        }
        .into_any()
    }
}

#[component]
fn Facts(shown: Signal<Article>) -> impl IntoView {
    move || {
        let article = shown.read();
        let words = texts().knowledge();
        let published = article
            .published_at
            .map(|at| (words.published)(&time::when(texts(), untrack(clock::now), at)));
        let category = article.category.clone();
        view! {
            <p class="article-facts">
                {category.map(|category| view! { <Badge>{category.name}</Badge> })}
                <span>{published}</span>
            </p>
        }
    }
}

/// Asks whether it helped.
#[component]
fn Helpful(id: Uuid, shown: Signal<Article>, article: Load<Article>) -> impl IntoView {
    let say = use_act(
        move |api, helpful: bool| async move {
            api.articles().give_feedback(id, ArticleFeedback { helpful }).await?;
            Ok(helpful)
        },
        move |helpful| article.update(|article| article.helpful = Some(helpful)),
    );
    let button = move |helpful: bool, text: &'static str| {
        let is_said = move || shown.read().helpful == Some(helpful);
        view! {
            <button
                type="button"
                class="view-tab"
                aria-pressed=move || is_said().to_string()
                disabled=say.pending()
                on:click=move |_| say.run(helpful)
            >
                {text}
            </button>
        }
    };
    view! {
        <section class="article-helpful" aria-labelledby="helpful-title">
            <h2 id="helpful-title">{tk!(helpful_question)}</h2>
            <div class="article-helpful-buttons">
                {button(true, tk!(helpful_yes))}
                {button(false, tk!(helpful_no))}
            </div>
            <div role="status">
                {move || match shown.read().helpful {
                    None => ().into_any(),
                    Some(true) => view! { <p class="field-hint">{tk!(helpful_thanks)}</p> }.into_any(),
                    Some(false) => view! {
                        <p class="field-hint">{tk!(helpful_sorry)}</p>
                    }.into_any(),
                }}
            </div>
            <Show when=move || shown.read().helpful == Some(false)>
                <LinkButton href=paths::NEW_CASE kind=ButtonKind::Primary icon=Glyph::Plus>
                    {tk!(open_case)}
                </LinkButton>
            </Show>
        </section>
    }
}
