//! What stands where content is about to be.

use leptos::prelude::*;

use crate::i18n::tr;

/// Grey bars in the shape of a list, announced as "loading". They appear only after a moment, so
/// that a fast answer does not flicker.
#[component]
pub fn Skeleton(
    /// How many rows.
    #[prop(default = 4)]
    rows: usize,
) -> impl IntoView {
    view! {
        <div class="skeletons" role="status">
            <span class="visually-hidden">{tr!(common.loading)}</span>
            {(0..rows).map(|_| view! { <div class="skeleton-row" aria-hidden="true"></div> }).collect_view()}
        </div>
    }
}
