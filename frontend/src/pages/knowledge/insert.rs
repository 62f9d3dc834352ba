//! Support puts an article into an answer.

use aval_contract::ArticleState;
use aval_contract::articles::{ArticleListItem, ArticleQuery};
use leptos::prelude::*;

use super::pieces::marked;
use crate::browser;
use crate::components::{Button, ButtonKind, Dialog, Field, Glyph};
use crate::i18n::knowledge::tk;
use crate::i18n::texts;
use crate::load::{Loaded, use_load};
use crate::paths;
use crate::view_model::knowledge::plain;

/// A button that opens a search of published articles; the one that is chosen comes into the text.
#[component]
pub fn InsertArticle(
    /// The answer that is being written.
    body: RwSignal<String>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button
            kind=ButtonKind::Quiet
            class="button-small"
            icon=Glyph::Search
            on_press=move |()| open.set(true)
        >
            {tk!(insert)}
        </Button>
        <Dialog open title=tk!(insert_title)>
            <Choose body open />
        </Dialog>
    }
}

#[component]
fn Choose(body: RwSignal<String>, open: RwSignal<bool>) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let found = use_load(move |api| {
        let query = ArticleQuery {
            q: Some(words.get()).filter(|words| !words.trim().is_empty()),
            state: Some(ArticleState::Published),
            limit: Some(10),
            ..ArticleQuery::default()
        };
        async move { Ok(api.articles().list(&query).await?.items) }
    });
    let choose = move |item: &ArticleListItem| {
        let origin = browser::window().location().origin().unwrap_or_default();
        let address = format!("{origin}{}", paths::article(item.id));
        let line = (texts().knowledge().insert_line)(&plain(&item.title), &address);
        body.update(|body| {
            if !body.trim().is_empty() {
                body.push_str("\n\n");
            }
            body.push_str(&line);
        });
        open.set(false);
    };
    view! {
        <Field label=tk!(insert_label) value=words kind="search" autofocus=true />
        <Loaded from=found rows=3 let:items>
            <Show
                when=move || !items.read().is_empty()
                fallback=|| view! { <p class="field-hint">{tk!(insert_none)}</p> }
            >
                <ul class="insert-list">
                    {move || items.get().into_iter().map(|item| {
                        let title = marked(item.title.clone());
                        let excerpt = marked(item.excerpt.clone());
                        view! {
                            <li>
                                <button
                                    type="button"
                                    class="insert-choice"
                                    on:click=move |_| choose(&item)
                                >
                                    <span class="knowledge-row-title">{title}</span>
                                    <span class="knowledge-row-text">{excerpt}</span>
                                </button>
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </Show>
        </Loaded>
    }
}
