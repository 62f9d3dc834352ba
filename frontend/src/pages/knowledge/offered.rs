//! Articles that may help, offered while the subject of a new case is typed.

use aval_contract::articles::ArticleQuery;
use leptos::prelude::*;

use super::pieces::marked;
use crate::browser;
use crate::i18n::knowledge::tk;
use crate::load::use_load;
use crate::paths;
use crate::view_model::knowledge::offering_words;

/// How long typing may pause before articles are looked for, in milliseconds.
const TYPING: i32 = 400;
/// How many are offered.
const OFFERED: u32 = 3;

/// What fits the subject; nothing where nothing does.
#[component]
pub fn Offered(
    /// What is typed.
    subject: RwSignal<String>,
) -> impl IntoView {
    let asked = RwSignal::new(offering_words(&subject.get_untracked()));
    let strokes = StoredValue::new(0_u32);
    Effect::new(move || {
        let words = offering_words(&subject.read());
        strokes.update_value(|strokes| *strokes += 1);
        let this = strokes.get_value();
        leptos::task::spawn_local(async move {
            browser::sleep(TYPING).await;
            if strokes.try_get_value() == Some(this)
                && asked.try_get_untracked().is_some_and(|asked| asked != words)
            {
                asked.set(words);
            }
        });
    });
    let found = use_load(move |api| {
        let q = asked.get();
        async move {
            let Some(q) = q else { return Ok(Vec::new()) };
            let query = ArticleQuery {
                q: Some(q),
                any: Some(true),
                limit: Some(OFFERED),
                ..ArticleQuery::default()
            };
            Ok(api.articles().list(&query).await?.items)
        }
    });
    // Help that can't be had is no reason to disturb who reports.
    let offered = Memo::new(move |_| found.get().unwrap_or_default());
    view! {
        <div role="status">
            <Show when=move || !offered.read().is_empty()>
                <div class="offered">
                    <p class="offered-title">{tk!(offered_title)}</p>
                    <p class="field-hint">{tk!(offered_hint)}</p>
                    <ul>
                        {move || offered.get().into_iter().map(|item| view! {
                            <li>
                                <a
                                    class="link"
                                    href=paths::article(item.id)
                                    target="_blank"
                                    rel="noopener"
                                >
                                    {marked(item.title)}
                                </a>
                            </li>
                        }).collect_view()}
                    </ul>
                </div>
            </Show>
        </div>
    }
}
