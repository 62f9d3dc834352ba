//! Where an address leads nowhere.

use leptos::prelude::*;

use crate::components::{EmptyState, Glyph, LinkButton, PageHeader};
use crate::i18n::tr;
use crate::paths;

/// Says so, and offers the way to the start.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageHeader title=tr!(shell.not_found_title) />
        <EmptyState
            glyph=Glyph::Search
            title=tr!(errors.missing_title)
            text=tr!(shell.not_found_lead)
        >
            <LinkButton href=paths::HOME.to_owned()>{tr!(shell.go_home)}</LinkButton>
        </EmptyState>
    }
}
