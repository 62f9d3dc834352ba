//! A person as a small disc.

use leptos::prelude::*;

use crate::view_model::form::initials;

/// The initials of a person on one of six quiet colours, always the same for the same name.
/// The name itself stands beside it, so screen readers don't hear of it.
#[component]
pub fn Avatar(
    /// The person's name.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    let class = move || {
        let sum: u32 = name.read().chars().map(u32::from).sum();
        format!("avatar avatar-{}", sum % 6)
    };
    view! {
        <span class=class data-initials=move || initials(&name.read()) aria-hidden="true"></span>
    }
}
