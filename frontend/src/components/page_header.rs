//! The head of a page.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{Glyph, Icon, Said};
use crate::browser;
use crate::i18n::texts;
use crate::view_model::navigation::{Focus, Visit};

/// The heading of a page, which is also the document's title, with its main actions as children.
#[component]
pub fn PageHeader(
    /// The heading.
    #[prop(into)]
    title: Said,
    /// One sentence under it.
    #[prop(optional, into)]
    lead: Option<Said>,
    /// Where one comes from: address and text.
    #[prop(optional, into)]
    back: Option<(String, Said)>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-header">
            {back.map(|(href, text)| view! {
                <a class="back-link" href=href>
                    <Icon glyph=Glyph::ArrowLeft />
                    {move || text.get()}
                </a>
            })}
            <div class="page-header-row">
                <div>
                    <Heading title />
                    {lead.map(|lead| view! { <p class="page-lead">{move || lead.get()}</p> })}
                </div>
                {children.map(|children| view! { <div class="page-actions">{children()}</div> })}
            </div>
        </header>
    }
}

thread_local! {
    /// The page that the last heading belonged to.
    static VISIT: RefCell<Option<Visit>> = RefCell::default();
}

/// The heading of a page, which is also the document's title.
///
/// A browser that loads a page begins to read at its top. When only the content changes, nothing
/// would tell a screen reader, and the keyboard would go on from a link that is gone: so the heading
/// of a page that one came to from another takes the focus.
#[component]
pub fn Heading(
    /// The heading.
    #[prop(into)]
    title: Said,
) -> impl IntoView {
    Effect::new(move || {
        browser::document().set_title(&format!("{} · {}", title.get(), texts().shell.product));
    });
    let node = NodeRef::<leptos::html::H1>::new();
    let path = use_location().pathname.get_untracked();
    node.on_load(move |heading| {
        let visit = VISIT.with_borrow_mut(|visit| {
            let now = Visit::next(visit.take(), &path);
            *visit = Some(now.clone());
            now
        });
        if visit.takes_focus(focus()) {
            let _focused = heading.focus();
        }
    });
    view! { <h1 node_ref=node tabindex="-1">{move || title.get()}</h1> }
}

/// Where the focus is on purpose: a menu that was opened meanwhile would close if it lost it.
const TAKEN: &str = "main, dialog, .menu:not([hidden]), [aria-expanded=true]";

/// Where the focus is now.
fn focus() -> Focus {
    let Some(active) = browser::document().active_element() else { return Focus::Nowhere };
    if active.tag_name() == "BODY" {
        Focus::Nowhere
    } else if active.closest(TAKEN).ok().flatten().is_some() {
        Focus::Taken
    } else {
        Focus::InFrame
    }
}
