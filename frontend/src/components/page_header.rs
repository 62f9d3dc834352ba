//! The head of a page.

use leptos::prelude::*;

use super::{Glyph, Icon, Said};
use crate::browser;
use crate::i18n::texts;

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
    Effect::new(move || {
        browser::document().set_title(&format!("{} · {}", title.get(), texts().shell.product));
    });
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
                    <h1 tabindex="-1">{move || title.get()}</h1>
                    {lead.map(|lead| view! { <p class="page-lead">{move || lead.get()}</p> })}
                </div>
                {children.map(|children| view! { <div class="page-actions">{children()}</div> })}
            </div>
        </header>
    }
}
