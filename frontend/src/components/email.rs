//! Addresses of people.

use leptos::prelude::*;

/// An e-mail address. Where it has no room in one line it breaks after its `@` and its dots.
#[component]
pub fn Email(
    /// The address.
    #[prop(into)]
    address: Signal<String>,
) -> impl IntoView {
    let pieces = move || {
        address
            .read()
            .split_inclusive(['@', '.'])
            .map(|piece| view! { {piece.to_owned()}<wbr /> })
            .collect_view()
    };
    view! { <span class="break-anywhere">{pieces}</span> }
}
