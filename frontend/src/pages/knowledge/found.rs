//! What a search found.

use aval_contract::search::{SearchAnswer, SearchHit, SearchQuery, SearchScope};
use leptos::prelude::*;

use super::pieces::marked;
use crate::clock;
use crate::components::ticket::stage_badge;
use crate::components::{Badge, EmptyState, Glyph, LinkButton, Tone};
use crate::i18n::knowledge::tk;
use crate::i18n::texts;
use crate::load::{Loaded, use_load};
use crate::paths;
use crate::session::use_session;
use crate::view_model::time;

/// The hits, with where to look.
#[component]
pub(super) fn Found(asked: Memo<String>) -> impl IntoView {
    let is_staff = untrack(|| use_session().user()).is_some_and(|user| user.role.is_staff());
    let scope = RwSignal::new(None::<SearchScope>);
    let answer = use_load(move |api| {
        let query = SearchQuery {
            q: asked.get(),
            scope: scope.get(),
            limit: Some(30),
            ..SearchQuery::default()
        };
        async move { api.search().find(&query).await }
    });
    let tab = move |this: Option<SearchScope>, name: &'static str| {
        view! {
            <button
                type="button"
                class="view-tab"
                aria-pressed=move || (scope.get() == this).to_string()
                on:click=move |_| scope.set(this)
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="knowledge-bar">
            <div class="views" role="group" aria-label=tk!(scope_label)>
                {tab(None, tk!(scope_all))}
                {tab(Some(SearchScope::Tickets), tk!(scope_tickets))}
                {tab(Some(SearchScope::Articles), tk!(scope_articles))}
            </div>
            <p class="field-hint" role="status">
                {move || answer.get().map(|answer: SearchAnswer| {
                    (texts().knowledge().hits)(answer.hits.len())
                })}
            </p>
        </div>
        <div class="knowledge-section">
            <Loaded from=answer rows=4 let:shown>
                <Show
                    when=move || !shown.read().hits.is_empty()
                    fallback=move || view! {
                        <EmptyState glyph=Glyph::Search title=tk!(no_hits_title) text=tk!(no_hits_text)>
                            {(!is_staff).then(|| view! {
                                <LinkButton href=Signal::derive(move || paths::case_about(&asked.read()))>
                                    {tk!(no_hits_case)}
                                </LinkButton>
                            })}
                        </EmptyState>
                    }
                >
                    <ul class="knowledge-list">
                        {move || {
                            let hits = shown.get().hits;
                            hits.into_iter().map(|hit| row(hit, is_staff)).collect_view()
                        }}
                    </ul>
                    <Show when=move || shown.read().more>
                        <p class="field-hint">{tk!(hits_more)}</p>
                    </Show>
                </Show>
            </Loaded>
        </div>
    }
}

fn row(hit: SearchHit, is_staff: bool) -> AnyView {
    let words = texts().knowledge();
    let href = match &hit.ticket {
        Some(ticket) => paths::case(&ticket.number),
        None => paths::article(hit.id),
    };
    let when = time::ago(texts(), untrack(clock::now), hit.at);
    let found_in = words.found_in(hit.found_in);
    // Found by its number or title, the case does not have the words there.
    let told = hit.excerpt.iter().any(|piece| piece.marked).then_some(found_in);
    let facts = match hit.ticket {
        Some(ticket) => {
            let company = is_staff.then_some(ticket.company.name);
            view! {
                <span class="case-number">{ticket.number}</span>
                {stage_badge(ticket.stage)}
                <span>{company}</span>
                <span>{told}</span>
            }
            .into_any()
        }
        None => view! { <Badge tone=Tone::Accent>{found_in}</Badge> }.into_any(),
    };
    view! {
        <li>
            <a class="knowledge-row" href=href>
                <span class="knowledge-row-title">{marked(hit.title)}</span>
                <span class="knowledge-row-text">{marked(hit.excerpt)}</span>
                <span class="knowledge-row-facts">{facts}<span>{when}</span></span>
            </a>
        </li>
    }
    .into_any()
}
