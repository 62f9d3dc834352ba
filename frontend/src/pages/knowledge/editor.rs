//! Support writes an article.

use aval_contract::Audience;
use aval_contract::articles::{ArticleHistory, CreateArticle, UpdateArticle};
use aval_contract::error::ErrorCode;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use uuid::Uuid;

use crate::act::use_act_or;
use crate::components::{
    Field, Form, Notice, PageHeader, Select, SubmitButton, TextArea, Tone, focus_first_invalid,
};
use crate::i18n::knowledge::tk;
use crate::i18n::texts;
use crate::load::{Load, Loaded, use_companies, use_load};
use crate::pages::tickets::draft::{forget, keep, kept, reader};
use crate::pages::tickets::file_drop::FileDrop;
use crate::pages::tickets::uploads::Uploads;
use crate::paths;
use crate::toast;
use crate::view_model::knowledge::{Writing, article_key};

/// The page: a new article, or what was written last of one.
#[component]
pub fn ArticleEditor() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = params.read_untracked().get("id").and_then(|id| id.parse::<Uuid>().ok());
    let solution =
        query.read_untracked().get(paths::FROM_SOLUTION).and_then(|id| id.parse::<Uuid>().ok());
    let title = if id.is_some() { tk!(editor_edit) } else { tk!(editor_new) };
    let back = match id {
        Some(id) => (paths::article(id), tk!(article).into()),
        None => (paths::KNOWLEDGE.to_owned(), tk!(title).into()),
    };
    let form = match id {
        None => {
            let about = About { article: None, solution, revision: 0 };
            view! { <Editor about before=Writing::default() /> }.into_any()
        }
        Some(id) => view! { <OfArticle id /> }.into_any(),
    };
    view! {
        <div class="new-page">
            <PageHeader title lead=tk!(editor_lead) back />
            {form}
        </div>
    }
}

#[component]
fn OfArticle(id: Uuid) -> impl IntoView {
    let history: Load<ArticleHistory> =
        use_load(move |api| async move { api.articles().versions(id).await });
    view! {
        <Loaded from=history rows=6 let:known>
            {
                // Once: what somebody else writes meanwhile does not change what is being typed.
                let known = known.get_untracked();
                let before = known.versions.first().map(Writing::of).unwrap_or_default();
                let about =
                    About { article: Some(id), solution: None, revision: known.revision };
                view! { <Editor about before /> }
            }
        </Loaded>
    }
}

/// What is written on.
#[derive(Clone, Copy)]
struct About {
    article: Option<Uuid>,
    solution: Option<Uuid>,
    revision: i64,
}

/// What is sent.
enum Request {
    New(CreateArticle),
    Changed(Uuid, UpdateArticle),
}

#[component]
fn Editor(about: About, before: Writing) -> impl IntoView {
    let key = article_key(reader(), about.article, about.solution);
    let draft = kept::<Writing>(&key).filter(|draft| *draft != before);
    let restored = draft.is_some();
    let started = before.clone();
    let Writing { title, body, audience, company, category, attachments } = draft.unwrap_or(before);
    let (title, body) = (RwSignal::new(title), RwSignal::new(body));
    let (audience, company) = (RwSignal::new(audience), RwSignal::new(company));
    let category = RwSignal::new(category);
    let uploads = Uploads::new(attachments);
    let written = move || Writing {
        title: title.get(),
        body: body.get(),
        audience: audience.get(),
        company: company.get(),
        category: category.get(),
        attachments: uploads.attachments(),
    };
    keep(key.clone(), move || {
        let written = written();
        if written == started { Writing::default() } else { written }
    });
    let navigate = use_navigate();
    let overtaken = RwSignal::new(false);
    let save = use_act_or(
        move |api, request: Request| async move {
            match request {
                Request::New(article) => Ok(api.articles().create(&article).await?.id),
                Request::Changed(id, changes) => {
                    api.articles().update(id, about.revision, &changes).await?;
                    Ok(id)
                }
            }
        },
        move |id: Uuid| {
            forget(&key);
            toast::success(tk!(saved));
            // Whoever has gone elsewhere meanwhile is not pulled away from there.
            if title.try_get_untracked().is_some() {
                navigate(&paths::article(id), NavigateOptions::default());
            }
        },
        move |failure| {
            let is_late = failure.code() == Some(ErrorCode::PreconditionFailed);
            if is_late {
                overtaken.set(true);
            }
            is_late
        },
    );
    uploads.heed(save.failure());
    let tried = RwSignal::new(false);
    let submit = move |()| {
        tried.set(true);
        let written = untrack(written);
        if !written.missing().is_empty() || !uploads.ready() {
            focus_first_invalid();
            return;
        }
        match about.article {
            Some(id) => save.run(Request::Changed(id, written.to_update())),
            None => {
                if let Some(article) = written.to_create(about.solution) {
                    save.run(Request::New(article));
                }
            }
        }
    };
    let error = move |pointer: &'static str| {
        let refused = save.field(pointer);
        Signal::derive(move || {
            let missing = tried.get() && written().missing().contains(&pointer);
            if missing { Some(texts().common.required.to_owned()) } else { refused.get() }
        })
    };
    let audiences = Signal::derive(|| {
        let words = texts().knowledge();
        let named = |one: Audience| (one.to_string(), words.audience(one).to_owned());
        Audience::ALL.map(named).to_vec()
    });
    let for_one = Memo::new(move |_| audience.read().parse() == Ok(Audience::Company));
    view! {
        <Form on_submit=submit class="new-ticket">
            {restored.then(|| view! {
                <Notice tone=Tone::Info><p role="status">{tk!(restored)}</p></Notice>
            })}
            <div role="alert">
                <Show when=move || overtaken.get()>
                    <Notice tone=Tone::Warning><p>{tk!(changed_meanwhile)}</p></Notice>
                </Show>
            </div>
            <section class="form-section">
                <Field
                    id="article-title"
                    label=tk!(field_title)
                    hint=tk!(field_title_hint)
                    value=title
                    error=error("/title")
                    maxlength=200_u32
                />
                <TextArea
                    id="article-body"
                    label=tk!(field_body)
                    hint=tk!(field_body_hint)
                    value=body
                    error=error("/body")
                    rows=14
                    maxlength=20_000_u32
                />
            </section>
            <section class="form-section" aria-labelledby="article-files">
                <h2 id="article-files">{tk!(files_title)}</h2>
                <FileDrop uploads />
            </section>
            <section class="form-section">
                <div class="form-pair">
                    <Select
                        id="article-audience"
                        label=tk!(field_audience)
                        hint=tk!(field_audience_hint)
                        value=audience
                        options=audiences
                        empty=tk!(audience_choose)
                        error=error("/audience")
                    />
                    <Show when=move || for_one.get()>
                        <CompanyChoice company error=error("/company_id") />
                    </Show>
                    <CategoryChoice category error=error("/category_id") />
                </div>
            </section>
            <footer class="form-foot">
                <p class="field-hint form-kept">{tk!(kept_hint)}</p>
                <SubmitButton
                    pending=save.pending()
                    disabled=Signal::derive(move || uploads.sending())
                    class="button-large"
                >
                    {tk!(save_draft)}
                </SubmitButton>
            </footer>
        </Form>
    }
}

#[component]
fn CompanyChoice(company: RwSignal<String>, error: Signal<Option<String>>) -> impl IntoView {
    let companies = use_companies();
    view! {
        <Loaded from=companies rows=1 inline=true let:all>
            <Select
                id="article-company"
                label=tk!(field_company)
                value=company
                options=Signal::derive(move || {
                    all.get().into_iter().map(|one| (one.id.to_string(), one.name)).collect()
                })
                empty=tk!(company_choose)
                error
            />
        </Loaded>
    }
}

#[component]
fn CategoryChoice(category: RwSignal<String>, error: Signal<Option<String>>) -> impl IntoView {
    let categories = use_load(|api| async move { api.categories().list().await });
    // The article keeps one that has been switched off since.
    let present = category.get_untracked();
    view! {
        <Loaded from=categories rows=1 inline=true let:page>
            <Select
                id="article-category"
                label=tk!(field_category)
                value=category
                options={
                    let present = present.clone();
                    Signal::derive(move || {
                        let all = page.get().items.into_iter();
                        let all = all.map(|one| (one.id.to_string(), one.name, one.active));
                        all.filter(|(id, _, active)| *active || *id == present)
                            .map(|(id, name, _)| (id, name))
                            .collect()
                    })
                }
                empty=tk!(category_none)
                error
                optional=true
            />
        </Loaded>
    }
}
