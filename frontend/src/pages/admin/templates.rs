//! Templates of answers.

use aval_contract::answer_templates::{AnswerTemplate, CreateAnswerTemplate, UpdateAnswerTemplate};
use aval_domain::answer_template::{Placeholder, TemplateBody, TemplateError, fill, to_kept};
use leptos::prelude::*;

use crate::act::use_act;
use crate::components::{
    Button, ButtonKind, Confirm, Dialog, DialogFoot, EmptyState, Field, Form, Glyph, Icon,
    PageHeader, TextArea, focus_first_field, focus_first_invalid, focus_soon,
};
use crate::i18n::{texts, tm, tr};
use crate::load::{Loaded, use_load};
use crate::toast;
use crate::view_model::form;
use crate::view_model::tickets::templates::{beginning, in_words, named_in};

/// The list, with creating, changing and deleting.
#[component]
pub fn Templates() -> impl IntoView {
    let templates = use_load(|api| async move { api.answer_templates().list().await });
    let (editing, deleting) = (RwSignal::new(false), RwSignal::new(false));
    // `None`: a new one.
    let chosen = RwSignal::new(None::<AnswerTemplate>);
    let create = move |()| {
        chosen.set(None);
        editing.set(true);
        focus_first_field();
    };
    let edit = Callback::new(move |template: AnswerTemplate| {
        chosen.set(Some(template));
        editing.set(true);
        focus_first_field();
    });
    let ask_delete = Callback::new(move |template: AnswerTemplate| {
        chosen.set(Some(template));
        deleting.set(true);
    });
    let delete = use_act(
        |api, id| async move { api.answer_templates().delete(id).await },
        move |()| {
            deleting.set(false);
            toast::success(tm!(deleted));
            templates.reload();
            // What had the focus is gone.
            focus_soon("main h1");
        },
    );
    let on_saved = Callback::new(move |()| {
        editing.set(false);
        templates.reload();
    });
    view! {
        <PageHeader title=tm!(title) lead=tm!(lead)>
            <Button kind=ButtonKind::Primary icon=Glyph::Plus on_press=create>{tm!(new)}</Button>
        </PageHeader>
        <Loaded from=templates let:shown>
            <Show
                when=move || !shown.read().items.is_empty()
                fallback=move || view! {
                    <EmptyState glyph=Glyph::Copy title=tm!(empty_title) text=tm!(empty_text)>
                        <Button kind=ButtonKind::Primary on_press=create>{tm!(new)}</Button>
                    </EmptyState>
                }
            >
                <ul class="rows">
                    <For
                        each=move || shown.get().items
                        key=|template| (template.id, template.name.clone(), template.body.clone())
                        let(template)
                    >
                        <Row template on_edit=edit on_delete=ask_delete />
                    </For>
                </ul>
            </Show>
        </Loaded>
        <Dialog
            open=editing
            title=move || if chosen.read().is_some() { tm!(edit) } else { tm!(new) }
            class="dialog-wide"
        >
            <Edit chosen on_saved />
        </Dialog>
        <Confirm
            open=deleting
            title=move || {
                let chosen = chosen.read();
                let name = chosen.as_ref().map(|template| template.name.as_str());
                (texts().templates().delete_title)(name.unwrap_or_default())
            }
            text=tm!(delete_text)
            confirm=tm!(delete)
            pending=delete.pending()
            on_confirm=move |()| {
                if let Some(template) = chosen.get_untracked() {
                    delete.run(template.id);
                }
            }
        />
    }
}

#[component]
fn Row(
    template: AnswerTemplate,
    on_edit: Callback<AnswerTemplate>,
    on_delete: Callback<AnswerTemplate>,
) -> impl IntoView {
    let this = StoredValue::new(template.clone());
    let AnswerTemplate { id: _, name, body } = template;
    view! {
        <li class="row">
            <span class="row-glyph" aria-hidden="true"><Icon glyph=Glyph::Copy /></span>
            <div class="row-main">
                <p class="row-title">{name.clone()}</p>
                <p class="muted row-text">{beginning(&in_words(&body, name_of))}</p>
            </div>
            <div class="row-actions">
                <Button
                    kind=ButtonKind::Quiet
                    icon=Glyph::Edit
                    label=format!("{}: {name}", tm!(edit))
                    on_press=move |()| on_edit.run(this.get_value())
                />
                <Button
                    kind=ButtonKind::Quiet
                    icon=Glyph::Trash
                    label=format!("{}: {name}", tm!(delete))
                    on_press=move |()| on_delete.run(this.get_value())
                />
            </div>
        </li>
    }
}

/// What is wrong with the text as it is kept, before the server has to say so.
fn body_error(body: &str) -> Option<String> {
    match TemplateBody::parse(body) {
        Ok(_) => None,
        Err(TemplateError::UnknownPlaceholder) => Some(tm!(unknown_placeholder).to_owned()),
        Err(TemplateError::Text(_)) => form::required(texts(), body),
    }
}

#[component]
fn Edit(chosen: RwSignal<Option<AnswerTemplate>>, on_saved: Callback<()>) -> impl IntoView {
    let before = chosen.get_untracked();
    let is_new = before.is_none();
    let (id, name, body) = match before {
        Some(AnswerTemplate { id, name, body }) => (Some(id), name, in_words(&body, name_of)),
        None => (None, String::new(), String::new()),
    };
    let (name, body) = (RwSignal::new(name), RwSignal::new(body));
    // Written with names of the reader's language, sent with those that are kept.
    let kept = Memo::new(move |_| to_kept(&body.read(), |name| named_in(name, name_of)));
    let tried = RwSignal::new(false);
    let save = use_act(
        move |api, (name, body): (String, String)| async move {
            let templates = api.answer_templates();
            match id {
                Some(id) => {
                    let changes = UpdateAnswerTemplate { name: Some(name), body: Some(body) };
                    templates.update(id, &changes).await
                }
                None => templates.create(&CreateAnswerTemplate { name, body }).await,
            }
        },
        move |_saved: AnswerTemplate| {
            toast::success(if is_new { tm!(created) } else { texts().common.saved });
            on_saved.run(());
        },
    );
    let (name_told, body_told) = (save.field("/name"), save.field("/body"));
    let name_error = Signal::derive(move || {
        let own = tried.get().then(|| form::required(texts(), &name.read())).flatten();
        own.or_else(|| name_told.get())
    });
    let body_wrong = Signal::derive(move || {
        let own = tried.get().then(|| body_error(&kept.read())).flatten();
        own.or_else(|| body_told.get())
    });
    let submit = move |()| {
        tried.set(true);
        save.clear();
        if untrack(|| name_error.get().or(body_wrong.get())).is_some() {
            focus_first_invalid();
        } else {
            save.run((name.get_untracked().trim().to_owned(), kept.get_untracked()));
        }
    };
    view! {
        <Form on_submit=submit>
            <Field label=tm!(name) hint=tm!(name_hint) value=name error=name_error maxlength=80_u32 />
            <TextArea
                id="template-body"
                label=tm!(body)
                hint=tm!(body_hint)
                value=body
                error=body_wrong
                rows=9
                maxlength=20_000_u32
            />
            <div class="placeholders" role="group" aria-label=tm!(insert_placeholder)>
                <span aria-hidden="true">{tm!(insert_placeholder)}</span>
                {Placeholder::ALL.map(|placeholder| view! {
                    <Button
                        class="button-small"
                        on_press=move |()| {
                            body.update(|body| body.push_str(&in_words(&placeholder.written(), name_of)));
                            focus_soon("#template-body");
                        }
                    >
                        {called(placeholder)}
                    </Button>
                }).into_iter().collect_view()}
            </div>
            <Show when=move || !body.read().trim().is_empty()>
                <section class="template-preview" aria-label=tm!(preview)>
                    <h3>{tm!(preview)}</h3>
                    <p class="plain-text">
                        {move || fill(&kept.read(), |placeholder| sample(placeholder).to_owned())}
                    </p>
                </section>
            </Show>
            <DialogFoot pending=save.pending()>
                {if is_new { tr!(common.create) } else { tr!(common.save) }}
            </DialogFoot>
        </Form>
    }
}

/// What a placeholder is called in a text, in the reader's language.
fn name_of(placeholder: Placeholder) -> &'static str {
    let words = texts().templates();
    match placeholder {
        Placeholder::Reporter => words.name_reporter,
        Placeholder::Case => words.name_case,
        Placeholder::Company => words.name_company,
        Placeholder::Engineer => words.name_engineer,
    }
}

fn called(placeholder: Placeholder) -> &'static str {
    let words = texts().templates();
    match placeholder {
        Placeholder::Reporter => words.placeholder_reporter,
        Placeholder::Case => words.placeholder_case,
        Placeholder::Company => words.placeholder_company,
        Placeholder::Engineer => words.placeholder_engineer,
    }
}

fn sample(placeholder: Placeholder) -> &'static str {
    let words = texts().templates();
    match placeholder {
        Placeholder::Reporter => words.sample_reporter,
        Placeholder::Case => words.sample_case,
        Placeholder::Company => words.sample_company,
        Placeholder::Engineer => words.sample_engineer,
    }
}
