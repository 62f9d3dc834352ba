//! Where an address leads nowhere.

use leptos::prelude::*;

use crate::components::{EmptyState, Glyph, LinkButton, PageHeader, Said};
use crate::i18n::tr;
use crate::paths;

/// Says so, and offers the way to the start.
#[component]
pub fn NotFound(
    /// Where one may have come from: address and text.
    #[prop(optional, into)]
    back: Option<(String, Said)>,
) -> impl IntoView {
    let title = tr!(shell.not_found_title);
    let header = match back {
        Some(back) => view! { <PageHeader title back /> }.into_any(),
        None => view! { <PageHeader title /> }.into_any(),
    };
    view! {
        {header}
        <EmptyState
            glyph=Glyph::Search
            title=tr!(errors.missing_title)
            text=tr!(shell.not_found_lead)
        >
            <LinkButton href=paths::HOME.to_owned()>{tr!(shell.go_home)}</LinkButton>
        </EmptyState>
    }
}
