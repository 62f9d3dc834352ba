//! Inserting a template into an answer.

use aval_contract::answer_templates::AnswerTemplate;
use aval_domain::lifecycle::Role;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::case::use_case;
use crate::browser;
use crate::components::{Glyph, Icon, Menu, MenuItem};
use crate::i18n::{texts, tm};
use crate::load::{Loaded, use_load};
use crate::paths;
use crate::session::use_session;
use crate::toast;
use crate::view_model::tickets::templates::{beginning, filled, inserted};

/// A menu of the templates, which are fetched when it is opened.
#[component]
pub fn TemplateMenu(
    /// The answer.
    body: RwSignal<String>,
    /// The id of the text area that shows it.
    area: &'static str,
) -> impl IntoView {
    let wanted = RwSignal::new(false);
    view! {
        <div class="template-menu" on:click=move |_| wanted.set(true)>
            <Menu
                label=tm!(insert)
                class="button button-quiet button-small"
                panel_class="menu-start template-choices"
                trigger=|| view! { <Icon glyph=Glyph::Copy /><span>{tm!(insert)}</span> }
            >
                <Show when=move || wanted.get()>
                    <Choices body area />
                </Show>
            </Menu>
        </div>
    }
}

#[component]
fn Choices(body: RwSignal<String>, area: &'static str) -> impl IntoView {
    let coordinates =
        untrack(|| use_session().user()).is_some_and(|user| user.role.at_least(Role::Coordinator));
    let templates = use_load(|api| async move { api.answer_templates().list().await });
    view! {
        <Loaded from=templates rows=2 inline=true let:list>
            {move || {
                let list = list.get().items;
                if list.is_empty() {
                    return view! { <p class="menu-note">{tm!(none_yet)}</p> }.into_any();
                }
                list.into_iter().map(|template| choice(template, body, area)).collect_view().into_any()
            }}
        </Loaded>
        {coordinates.then(|| view! {
            <a class="menu-item" href=paths::TEMPLATES>
                <Icon glyph=Glyph::Edit />
                {tm!(manage)}
            </a>
        })}
    }
}

fn choice(template: AnswerTemplate, body: RwSignal<String>, area: &'static str) -> impl IntoView {
    let case = use_case();
    let session = use_session();
    let AnswerTemplate { id: _, name, body: text } = template;
    let engineer = untrack(|| session.user()).map(|user| user.name).unwrap_or_default();
    let line = beginning(&untrack(|| filled(&text, &case.public(), &engineer)));
    let shown = name.clone();
    let insert = move |()| {
        let piece = untrack(|| filled(&text, &case.public(), &engineer));
        let area = browser::document()
            .get_element_by_id(area)
            .and_then(|found| found.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
        let before = body.get_untracked();
        let end = u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX);
        let place = |at: Result<Option<u32>, _>| at.ok().flatten().unwrap_or(end);
        let marked = area.as_ref().map_or((end, end), |area| {
            (place(area.selection_start()), place(area.selection_end()))
        });
        let (after, cursor) = inserted(&before, marked, &piece);
        body.set(after);
        toast::success((texts().templates().inserted)(&name));
        if let Some(area) = area {
            // Once the text is in the page.
            leptos::task::spawn_local(async move {
                browser::sleep(0).await;
                let _focused = area.focus();
                let _placed = area.set_selection_range(cursor, cursor);
            });
        }
    };
    view! {
        <MenuItem on_press=insert>
            <span class="template-name">{shown}</span>
            <span class="template-line">{line}</span>
        </MenuItem>
    }
}
