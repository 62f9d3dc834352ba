//! The page of solutions: a search over everything, and without words what there is to read.

use aval_contract::ArticleState;
use aval_contract::articles::{
    ArticleCategories, ArticleListItem, ArticleQuery, DeliveredSolution, SolutionQuery,
};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use uuid::Uuid;

use super::found::Found;
use super::pieces::marked;
use crate::browser;
use crate::clock;
use crate::components::{
    Badge, Button, ButtonKind, EmptyState, Glyph, Icon, LinkButton, More, PageHeader, Select, Tone,
};
use crate::i18n::knowledge::tk;
use crate::i18n::texts;
use crate::load::{Loaded, use_load, use_pages};
use crate::paths;
use crate::session::use_session;
use crate::view_model::knowledge::Verdict;
use crate::view_model::time;

/// How long typing may pause before it is searched for, in milliseconds.
const TYPING: i32 = 250;

/// The page.
#[component]
pub fn KnowledgePage() -> impl IntoView {
    let is_staff = untrack(|| use_session().user()).is_some_and(|user| user.role.is_staff());
    let params = use_query_map();
    let asked = Memo::new(move |_| {
        params.read().get(paths::SEARCHED).unwrap_or_default().trim().to_owned()
    });
    let lead = if is_staff { tk!(lead_staff) } else { tk!(lead_customer) };
    let write = move || {
        view! {
            <LinkButton href=paths::edit_article(None) icon=Glyph::Plus>{tk!(editor_new)}</LinkButton>
        }
    };
    view! {
        <PageHeader title=tk!(title) lead>
            {is_staff.then(write)}
        </PageHeader>
        <SearchBox asked />
        <Show
            when=move || !asked.read().is_empty()
            fallback=move || view! { <Articles is_staff /><Solutions is_staff /> }
        >
            <Found asked />
        </Show>
    }
}

/// The field; the address follows what is typed, so that a search can be shared and gone back to.
#[component]
fn SearchBox(asked: Memo<String>) -> impl IntoView {
    let typed = RwSignal::new(asked.get_untracked());
    let strokes = StoredValue::new(0_u32);
    Effect::new(move || {
        let asked = asked.get();
        if untrack(|| typed.read().trim() != asked.as_str()) {
            typed.set(asked);
        }
    });
    let navigate = use_navigate();
    let search = StoredValue::new_local(move || {
        let words = typed.get_untracked().trim().to_owned();
        if words == asked.get_untracked() {
            return;
        }
        let path = if words.is_empty() {
            paths::KNOWLEDGE.to_owned()
        } else {
            format!("{}?{}", paths::KNOWLEDGE, paths::query_pair(paths::SEARCHED, &words))
        };
        let replace = !asked.get_untracked().is_empty();
        navigate(&path, NavigateOptions { replace, scroll: false, ..NavigateOptions::default() });
    });
    let type_on = move |text: String| {
        typed.set(text);
        strokes.update_value(|strokes| *strokes += 1);
        let this = strokes.get_value();
        leptos::task::spawn_local(async move {
            browser::sleep(TYPING).await;
            if strokes.try_get_value() == Some(this) {
                search.with_value(|search| search());
            }
        });
    };
    view! {
        <form
            class="knowledge-search"
            role="search"
            on:submit=move |event| {
                event.prevent_default();
                search.with_value(|search| search());
            }
        >
            <label class="visually-hidden" for="knowledge-q">{tk!(search_label)}</label>
            <div class="knowledge-search-box">
                <Icon glyph=Glyph::Search />
                <input
                    id="knowledge-q"
                    class="input"
                    type="search"
                    autocomplete="off"
                    placeholder=tk!(search_word)
                    aria-describedby="knowledge-hint"
                    maxlength="200"
                    prop:value=typed
                    on:input:target=move |event| type_on(event.target().value())
                />
                <Show when=move || !typed.read().is_empty()>
                    <Button
                        kind=ButtonKind::Quiet
                        class="button-icon"
                        label=tk!(clear)
                        icon=Glyph::Close
                        on_press=move |()| {
                            typed.set(String::new());
                            search.with_value(|search| search());
                        }
                    />
                </Show>
            </div>
            <p id="knowledge-hint" class="field-hint">{tk!(search_hint)}</p>
        </form>
    }
}

/// Articles, all of them or those of the category that the address names.
#[component]
fn Articles(is_staff: bool) -> impl IntoView {
    let params = use_query_map();
    let category = Memo::new(move |_| params.read().get(paths::CATEGORY)?.parse::<Uuid>().ok());
    let state = RwSignal::new(String::new());
    let articles = use_pages(move |api, cursor| {
        let query = ArticleQuery {
            category_id: category.get(),
            state: state.read().parse().ok(),
            limit: Some(20),
            cursor,
            ..ArticleQuery::default()
        };
        async move { api.articles().list(&query).await }
    });
    let states = Signal::derive(|| {
        let words = texts().knowledge();
        let named = |state: ArticleState| (state.to_string(), words.state(state).to_owned());
        ArticleState::ALL.map(named).to_vec()
    });
    view! {
        <section class="knowledge-section" aria-labelledby="articles-title">
            <div class="knowledge-section-head">
                <h2 id="articles-title">{tk!(articles_title)}</h2>
                {is_staff.then(|| view! {
                    <div class="knowledge-bar">
                        <Select
                            id="article-state"
                            label=tk!(state_label)
                            value=state
                            options=states
                            empty=tk!(state_all)
                        />
                    </div>
                })}
            </div>
            <Categories chosen=category />
            <Loaded from=articles.entries() rows=3 let:shown>
                <Show
                    when=move || !shown.read().is_empty()
                    fallback=move || view! {
                        <EmptyState
                            glyph=Glyph::Search
                            title=tk!(articles_none_title)
                            text=if is_staff { tk!(articles_none_staff) } else { tk!(articles_none_text) }
                        />
                    }
                >
                    <ul class="knowledge-list">
                        {move || {
                            let rows = shown.get();
                            rows.into_iter().map(|item| article_row(item, is_staff)).collect_view()
                        }}
                    </ul>
                    <More
                        there_is=Signal::derive(move || articles.has_more())
                        pending=Signal::derive(move || articles.more_pending())
                        on_more=articles.fetch_more()
                    />
                </Show>
            </Loaded>
        </section>
    }
}

/// The categories that have articles, as links with how many: what is chosen stands in the address.
#[component]
fn Categories(chosen: Memo<Option<Uuid>>) -> impl IntoView {
    let counted = use_load(|api| async move { api.articles().categories().await });
    let chip = move |id: Option<Uuid>, name: String, articles: u64| {
        let href = match id {
            Some(id) => {
                let pair = paths::query_pair(paths::CATEGORY, &id.to_string());
                format!("{}?{pair}", paths::KNOWLEDGE)
            }
            None => paths::KNOWLEDGE.to_owned(),
        };
        let said = (texts().knowledge().article_count)(articles);
        view! {
            <a
                class="chip"
                href=href
                aria-current=move || (chosen.get() == id).then_some("true")
            >
                {name}
                <span class="chip-count" aria-hidden="true">{articles}</span>
                <span class="visually-hidden">", "{said}</span>
            </a>
        }
    };
    let chips = move |counted: ArticleCategories| {
        let all = counted.items.iter().map(|one| one.articles).sum();
        let each = counted.items.into_iter().filter_map(|one| Some((one.category?, one.articles)));
        let each =
            each.map(|(category, articles)| chip(Some(category.id), category.name, articles));
        view! {
            {chip(None, tk!(category_all).to_owned(), all)}
            {each.collect_view()}
        }
    };
    view! {
        <Loaded from=counted rows=1 inline=true let:counted>
            <Show when=move || !counted.read().items.is_empty()>
                <nav class="chips" aria-label=tk!(category_label)>{move || chips(counted.get())}</nav>
            </Show>
        </Loaded>
    }
}

/// One article in a list.
fn article_row(item: ArticleListItem, is_staff: bool) -> AnyView {
    let words = texts().knowledge();
    let for_staff = is_staff.then(|| {
        let audience = match &item.company {
            Some(company) => company.name.clone(),
            None => words.audience(item.audience).to_owned(),
        };
        let tone = match item.state {
            ArticleState::Draft => Tone::Warning,
            ArticleState::Published => Tone::Good,
            ArticleState::Withdrawn => Tone::Neutral,
        };
        let changed = item.unpublished && item.state == ArticleState::Published;
        view! {
            <Badge tone>{words.state(item.state)}</Badge>
            {changed.then(|| view! { <Badge tone=Tone::Warning>{words.unpublished}</Badge> })}
            <span>{audience}</span>
        }
    });
    let when = time::ago(texts(), untrack(clock::now), item.at);
    view! {
        <li>
            <a class="knowledge-row" href=paths::article(item.id)>
                <span class="knowledge-row-title">{marked(item.title)}</span>
                <span class="knowledge-row-text">{marked(item.excerpt)}</span>
                <span class="knowledge-row-facts">
                    {item.category.map(|category| view! { <Badge>{category.name}</Badge> })}
                    {for_staff}
                    <span>{when}</span>
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// What was delivered, with what was written about it.
#[component]
fn Solutions(is_staff: bool) -> impl IntoView {
    let solutions = use_pages(|api, cursor| async move {
        let query = SolutionQuery { limit: Some(10), cursor, ..SolutionQuery::default() };
        api.articles().solutions(&query).await
    });
    view! {
        <section class="knowledge-section" aria-labelledby="solutions-title">
            <h2 id="solutions-title">{tk!(solutions_title)}</h2>
            <p class="field-hint">{tk!(solutions_lead)}</p>
            <Loaded from=solutions.entries() rows=3 let:shown>
                <Show
                    when=move || !shown.read().is_empty()
                    fallback=|| view! { <p class="home-quiet">{tk!(solutions_none)}</p> }
                >
                    <ul class="knowledge-list">
                        {move || {
                            let rows = shown.get();
                            rows.into_iter().map(|one| solution_row(one, is_staff)).collect_view()
                        }}
                    </ul>
                    <More
                        there_is=Signal::derive(move || solutions.has_more())
                        pending=Signal::derive(move || solutions.more_pending())
                        on_more=solutions.fetch_more()
                    />
                </Show>
            </Loaded>
        </section>
    }
}

fn solution_row(solution: DeliveredSolution, is_staff: bool) -> AnyView {
    let words = texts().knowledge();
    let verdict = Verdict::read(solution.verdict.as_deref());
    let (tone, told) = match verdict {
        Verdict::Open => (Tone::Info, words.verdict_open),
        Verdict::Approved => (Tone::Good, words.verdict_approved),
        Verdict::Tacit => (Tone::Neutral, words.verdict_tacit),
        Verdict::Rejected => (Tone::Bad, words.verdict_rejected),
    };
    let articles = solution.articles.into_iter().map(|article| {
        view! { <a class="link" href=paths::article(article.id)>{article.title}</a> }
    });
    let write = (is_staff && verdict != Verdict::Rejected).then(|| {
        view! {
            <a class="link" href=paths::article_from(solution.id)>{words.write_from_it}</a>
        }
    });
    let when = time::ago(texts(), untrack(clock::now), solution.delivered_at);
    let company = is_staff.then_some(solution.company.name);
    view! {
        <li class="knowledge-row">
            <a class="knowledge-row-title" href=paths::case(&solution.ticket_number)>
                {marked(solution.subject)}
            </a>
            <span class="knowledge-row-text">{marked(solution.excerpt)}</span>
            <span class="knowledge-row-facts">
                <span class="case-number">{solution.ticket_number.clone()}</span>
                <Badge tone>{told}</Badge>
                <span>{company}</span>
                <span>{when}</span>
                {articles.collect_view()}
                {write}
            </span>
        </li>
    }
    .into_any()
}
