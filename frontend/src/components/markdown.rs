//! Text that was written as Markdown.

use leptos::prelude::*;

/// Shows HTML that the server made from Markdown **and sanitised**. The only place in the product
/// that sets HTML from a text; nothing but the `…_html` fields of answers may come in here.
#[component]
pub fn Markdown(
    /// A `…_html` field of an answer.
    #[prop(into)]
    html: Signal<String>,
) -> impl IntoView {
    view! { <div class="prose-text" inner_html=move || html.get()></div> }
}
