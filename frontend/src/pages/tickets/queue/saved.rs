//! The views that the reader keeps: filters under a name, on the server.

use aval_contract::saved_views::{CreateSavedView, SavedView, UpdateSavedView};
use leptos::prelude::*;

use super::filters::is_view;
use crate::act::use_act;
use crate::components::{
    Button, ButtonKind, Confirm, Dialog, DialogFoot, Field, Form, Glyph, Icon, Menu, MenuItem,
    focus_first_field, focus_first_invalid, focus_soon,
};
use crate::i18n::{texts, tq, tr};
use crate::load::{Loaded, use_load};
use crate::toast;
use crate::view_model::form;
use crate::view_model::tickets::filters::QueueFilters;

/// The reader's views as buttons beside each other, and what keeps the present filters as one.
#[component]
pub fn SavedViews(
    /// As the address has them.
    filters: Memo<QueueFilters>,
    /// Is told of a change.
    on_change: Callback<QueueFilters>,
) -> impl IntoView {
    let views = use_load(|api| async move { api.saved_views().list().await });
    let (naming, deleting) = (RwSignal::new(false), RwSignal::new(false));
    // `None`: the present filters become a new one.
    let chosen = RwSignal::new(None::<SavedView>);
    let name_it = Callback::new(move |view: Option<SavedView>| {
        chosen.set(view);
        naming.set(true);
        focus_first_field();
    });
    let ask_delete = Callback::new(move |view: SavedView| {
        chosen.set(Some(view));
        deleting.set(true);
    });
    let delete = use_act(
        |api, id| async move { api.saved_views().delete(id).await },
        move |()| {
            deleting.set(false);
            toast::success(tq!(view_deleted));
            views.reload();
            // What had the focus is gone.
            focus_soon(".queue-bar .view-tab");
        },
    );
    let on_saved = Callback::new(move |()| {
        naming.set(false);
        toast::success(tq!(view_saved));
        views.reload();
    });
    let is_kept = Memo::new(move |_| {
        let kept = views.get().map(|page| page.items).unwrap_or_default();
        let now = filters.read();
        is_view(&now) || kept.iter().any(|view| QueueFilters::from_query(&view.query) == *now)
    });
    view! {
        // Nobody waits for them, so nothing holds their place.
        <Show when=move || views.get().is_some() || views.failure().is_some()>
        <Loaded from=views rows=1 inline=true let:list>
            <div class="saved-views" class:is-empty=move || list.read().items.is_empty() && is_kept.get()>
                <Show when=move || !list.read().items.is_empty()>
                    <div class="views" role="group" aria-label=tq!(my_views)>
                        <For
                            each=move || list.get().items
                            key=|view| (view.id, view.name.clone(), view.query.clone())
                            let(view)
                        >
                            <OneView view filters on_change on_rename=name_it on_delete=ask_delete />
                        </For>
                    </div>
                </Show>
                <Show when=move || !is_kept.get()>
                    <Button
                        kind=ButtonKind::Quiet
                        icon=Glyph::Plus
                        class="button-small"
                        on_press=move |()| name_it.run(None)
                    >
                        {tq!(save_view)}
                    </Button>
                </Show>
            </div>
        </Loaded>
        </Show>
        <Dialog
            open=naming
            title=move || if chosen.read().is_some() { tq!(rename_view) } else { tq!(save_view) }
        >
            <Naming chosen filters on_saved />
        </Dialog>
        <Confirm
            open=deleting
            title=move || {
                let chosen = chosen.read();
                let name = chosen.as_ref().map(|view| view.name.as_str()).unwrap_or_default();
                (texts().queue_tools().delete_view_title)(name)
            }
            text=tq!(delete_view_text)
            confirm=tq!(delete_view)
            pending=delete.pending()
            on_confirm=move |()| {
                if let Some(view) = chosen.get_untracked() {
                    delete.run(view.id);
                }
            }
        />
    }
}

#[component]
fn OneView(
    view: SavedView,
    filters: Memo<QueueFilters>,
    on_change: Callback<QueueFilters>,
    on_rename: Callback<Option<SavedView>>,
    on_delete: Callback<SavedView>,
) -> impl IntoView {
    let this = StoredValue::new(view.clone());
    let kept = StoredValue::new(QueueFilters::from_query(&view.query));
    let is_chosen = Memo::new(move |_| kept.with_value(|kept| *kept == *filters.read()));
    let label = (texts().queue_tools().view_menu)(&view.name);
    view! {
        <span class="saved-view">
            <button
                type="button"
                class="view-tab"
                aria-pressed=move || is_chosen.get().to_string()
                on:click=move |_| on_change.run(kept.get_value())
            >
                {view.name}
            </button>
            <Show when=move || is_chosen.get()>
                <Menu
                    label=label.clone()
                    class="button button-quiet button-icon button-small"
                    panel_class="menu-start"
                    trigger=|| view! { <Icon glyph=Glyph::More /> }
                >
                    <MenuItem icon=Glyph::Edit on_press=move |()| on_rename.run(Some(this.get_value()))>
                        {tq!(rename_view)}
                    </MenuItem>
                    <MenuItem icon=Glyph::Trash on_press=move |()| on_delete.run(this.get_value())>
                        {tq!(delete_view)}
                    </MenuItem>
                </Menu>
            </Show>
        </span>
    }
}

#[component]
fn Naming(
    chosen: RwSignal<Option<SavedView>>,
    filters: Memo<QueueFilters>,
    on_saved: Callback<()>,
) -> impl IntoView {
    let before = chosen.get_untracked();
    let id = before.as_ref().map(|view| view.id);
    let name = RwSignal::new(before.map(|view| view.name).unwrap_or_default());
    let tried = RwSignal::new(false);
    let save = use_act(
        move |api, name: String| {
            let query = filters.get_untracked().query();
            async move {
                let views = api.saved_views();
                match id {
                    Some(id) => {
                        let changes = UpdateSavedView { name: Some(name), query: None };
                        views.update(id, &changes).await
                    }
                    None => views.create(&CreateSavedView { name, query }).await,
                }
            }
        },
        move |_saved: SavedView| on_saved.run(()),
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
            <Field label=tq!(view_name) hint=tq!(view_name_hint) value=name error maxlength=60_u32 />
            <DialogFoot pending=save.pending()>{tr!(common.save)}</DialogFoot>
        </Form>
    }
}
