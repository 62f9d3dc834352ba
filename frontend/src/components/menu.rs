//! A few actions behind a button.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{Glyph, Icon, Said};
use crate::browser;

/// A button that opens a small panel. It closes on Escape (the focus goes back to the button), when
/// the focus or a press goes elsewhere, and when something in it is chosen.
#[component]
pub fn Menu(
    /// What the button is for; also its accessible name.
    #[prop(into)]
    label: Said,
    /// Classes of the button.
    #[prop(default = "button button-quiet")]
    class: &'static str,
    /// Classes of the panel, e.g. `menu-start` to open towards the right.
    #[prop(default = "")]
    panel_class: &'static str,
    /// What the button shows.
    #[prop(into)]
    trigger: ViewFn,
    /// [`MenuItem`]s, links, anything.
    children: Children,
) -> impl IntoView {
    let id = StoredValue::new(format!("m{}", browser::random_id()));
    let root = NodeRef::<leptos::html::Div>::new();
    let button = NodeRef::<leptos::html::Button>::new();
    let open = RwSignal::new(false);

    let is_inside = move |target: Option<web_sys::EventTarget>| {
        let node = target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        root.get_untracked().is_some_and(|root| root.contains(node.as_ref()))
    };
    let outside = window_event_listener(leptos::ev::pointerdown, move |event| {
        if open.get_untracked() && !is_inside(event.target()) {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());

    let close_on_choice = move |event: leptos::ev::MouseEvent| {
        let chosen = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .and_then(|element| element.closest("a, button").ok().flatten());
        if chosen.is_some() {
            open.set(false);
        }
    };
    view! {
        <div
            class="menu-root"
            node_ref=root
            on:keydown=move |event| {
                if event.key() == "Escape" && open.get_untracked() {
                    event.stop_propagation();
                    open.set(false);
                    if let Some(button) = button.get_untracked() {
                        let _focused = button.focus();
                    }
                }
            }
            on:focusout=move |event| {
                if event.related_target().is_some() && !is_inside(event.related_target()) {
                    open.set(false);
                }
            }
        >
            <button
                node_ref=button
                type="button"
                class=class
                aria-label=move || label.get()
                aria-expanded=move || open.get().to_string()
                aria-controls=id.get_value()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {trigger.run()}
            </button>
            <div
                id=id.get_value()
                class=format!("menu {panel_class}")
                hidden=move || !open.get()
                on:click=close_on_choice
            >
                {children()}
            </div>
        </div>
    }
}

/// One action of a [`Menu`].
#[component]
pub fn MenuItem(
    /// Does it.
    #[prop(into)]
    on_press: Callback<()>,
    /// A picture before the text.
    #[prop(optional, into)]
    icon: Option<Glyph>,
    /// Whether it is the present choice among several.
    #[prop(optional, into)]
    chosen: Option<Signal<bool>>,
    /// The text.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="menu-item"
            aria-pressed=move || chosen.map(|chosen| chosen.get().to_string())
            on:click=move |_| on_press.run(())
        >
            {icon.map(|glyph| view! { <Icon glyph /> })}
            <span>{children()}</span>
        </button>
    }
}
