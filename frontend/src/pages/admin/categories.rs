//! Categories of cases.

use aval_contract::categories::{Category, CreateCategory, UpdateCategory};
use leptos::prelude::*;

use crate::act::use_act;
use crate::components::{
    Badge, Button, ButtonKind, Dialog, DialogFoot, EmptyState, Field, Form, Glyph, Icon,
    PageHeader, focus_first_invalid,
};
use crate::i18n::{ta, texts, tr};
use crate::load::{Loaded, use_load};
use crate::toast;
use crate::view_model::form;

/// The list, with creating, renaming and taking out of use.
#[component]
pub fn Categories() -> impl IntoView {
    let categories = use_load(|api| async move { api.categories().list().await });
    let editing = RwSignal::new(false);
    // `None`: a new one.
    let chosen = RwSignal::new(None::<Category>);
    let create = move |()| {
        chosen.set(None);
        editing.set(true);
    };
    let rename = Callback::new(move |category: Category| {
        chosen.set(Some(category));
        editing.set(true);
    });
    let set_active = use_act(
        |api, (category, active): (Category, bool)| async move {
            let changes = UpdateCategory { active: Some(active), ..UpdateCategory::default() };
            api.categories().update(category.id, &changes).await
        },
        move |_saved: Category| {
            toast::success(texts().common.saved);
            categories.reload();
        },
    );
    let on_saved = Callback::new(move |()| {
        editing.set(false);
        categories.reload();
    });
    view! {
        <PageHeader title=ta!(categories_title) lead=ta!(categories_lead)>
            <Button kind=ButtonKind::Primary icon=Glyph::Plus on_press=create>
                {ta!(category_new)}
            </Button>
        </PageHeader>
        <Loaded from=categories let:shown>
            <Show
                when=move || !shown.read().items.is_empty()
                fallback=move || view! {
                    <EmptyState
                        glyph=Glyph::Tag
                        title=ta!(categories_empty_title)
                        text=ta!(categories_empty_text)
                    >
                        <Button kind=ButtonKind::Primary on_press=create>
                            {ta!(category_new)}
                        </Button>
                    </EmptyState>
                }
            >
                <ul class="rows">
                    <For
                        each=move || shown.get().items
                        key=|category| (category.id, category.name.clone(), category.active)
                        let(category)
                    >
                        <Row
                            category
                            on_rename=rename
                            on_active=Callback::new(move |change| set_active.run(change))
                        />
                    </For>
                </ul>
            </Show>
        </Loaded>
        <Dialog
            open=editing
            title=move || {
                let words = texts().admin();
                if chosen.read().is_some() { words.category_rename } else { words.category_new }
            }
        >
            <Edit chosen on_saved />
        </Dialog>
    }
}

#[component]
fn Row(
    category: Category,
    on_rename: Callback<Category>,
    on_active: Callback<(Category, bool)>,
) -> impl IntoView {
    let active = category.active;
    let this = StoredValue::new(category.clone());
    let name = category.name.clone();
    view! {
        <li class="row" class:is-faded=!active>
            <span class="row-glyph" aria-hidden="true">
                <Icon glyph=Glyph::Tag />
            </span>
            <div class="row-main">
                <p class="row-title">{category.name}</p>
            </div>
            {(!active).then(|| view! { <Badge>{tr!(common.inactive)}</Badge> })}
            <div class="row-actions">
                <Button
                    kind=ButtonKind::Quiet
                    icon=Glyph::Edit
                    label=format!("{}: {}", texts().admin().category_rename, name)
                    on_press=move |()| on_rename.run(this.get_value())
                />
                <Button
                    kind=ButtonKind::Quiet
                    on_press=move |()| on_active.run((this.get_value(), !active))
                >
                    {if active { tr!(common.deactivate) } else { ta!(staff_activate) }}
                </Button>
            </div>
        </li>
    }
}

#[component]
fn Edit(chosen: RwSignal<Option<Category>>, on_saved: Callback<()>) -> impl IntoView {
    let before = chosen.get_untracked();
    let name = RwSignal::new(before.as_ref().map(|c| c.name.clone()).unwrap_or_default());
    let tried = RwSignal::new(false);
    let is_new = before.is_none();
    let save = use_act(
        move |api, name: String| {
            let id = before.as_ref().map(|category| category.id);
            async move {
                match id {
                    Some(id) => {
                        let changes =
                            UpdateCategory { name: Some(name), ..UpdateCategory::default() };
                        api.categories().update(id, &changes).await
                    }
                    None => api.categories().create(&CreateCategory { name }).await,
                }
            }
        },
        move |_saved: Category| {
            let words = texts();
            toast::success(if is_new {
                words.admin().category_created
            } else {
                words.common.saved
            });
            on_saved.run(());
        },
    );
    let told = save.field("/name");
    let error = Signal::derive(move || {
        let own = tried.get().then(|| form::required(texts(), &name.read())).flatten();
        own.or_else(|| told.get())
    });
    let submit = move |()| {
        tried.set(true);
        save.clear();
        if error.get_untracked().is_some() {
            focus_first_invalid();
        } else {
            save.run(name.get_untracked().trim().to_owned());
        }
    };
    view! {
        <Form on_submit=submit>
            <Field label=ta!(category_name) value=name error autofocus=true />
            <DialogFoot pending=save.pending()>
                {if is_new { tr!(common.create) } else { tr!(common.save) }}
            </DialogFoot>
        </Form>
    }
}
