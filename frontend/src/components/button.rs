//! Things to press.

use leptos::prelude::*;

use super::{Glyph, Icon, Said};
use crate::i18n::tr;

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do here; at most one in view.
    Primary,
    /// Everything else.
    #[default]
    Secondary,
    /// Without a frame, inside lists and bars.
    Quiet,
    /// What is hard to undo.
    Danger,
}

impl ButtonKind {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button button-secondary",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// A button. While `pending` it keeps its place and its focus but takes no second press.
#[component]
pub fn Button(
    /// How it looks.
    #[prop(default = ButtonKind::Secondary)]
    kind: ButtonKind,
    /// Whether what it started is still under way.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Whether it can't be pressed; say nearby why.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What to do. Left out on a button that submits its form.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// Whether it submits the form around it.
    #[prop(optional)]
    submit: bool,
    /// A picture before the text.
    #[prop(optional, into)]
    icon: Option<Glyph>,
    /// The accessible name, where the content is only a picture.
    #[prop(optional, into)]
    label: Option<Said>,
    /// Extra classes, e.g. `button-small`, `button-wide`.
    #[prop(default = "")]
    class: &'static str,
    /// The text.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if pending.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=format!("{} {class}", kind.class())
            class:is-pending=pending
            disabled=disabled
            aria-busy=move || pending.get().then_some("true")
            aria-label=move || label.map(|label| label.get())
            title=move || label.map(|label| label.get())
            on:click=press
        >
            {icon.map(|glyph| view! { <Icon glyph /> })}
            {children.map(|children| children())}
        </button>
    }
}

/// The button that sends a [`super::Form`].
#[component]
pub fn SubmitButton(
    /// Whether the form is being sent.
    #[prop(into)]
    pending: Signal<bool>,
    /// Whether it can't be sent now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Extra classes.
    #[prop(default = "")]
    class: &'static str,
    /// The text.
    children: Children,
) -> impl IntoView {
    view! {
        <Button kind=ButtonKind::Primary submit=true pending disabled class>
            {children()}
        </Button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// Where to.
    #[prop(into)]
    href: Signal<String>,
    /// How it looks.
    #[prop(default = ButtonKind::Secondary)]
    kind: ButtonKind,
    /// A picture before the text.
    #[prop(optional, into)]
    icon: Option<Glyph>,
    /// Extra classes.
    #[prop(default = "")]
    class: &'static str,
    /// The text.
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href class=format!("{} {class}", kind.class())>
            {icon.map(|glyph| view! { <Icon glyph /> })}
            {children()}
        </a>
    }
}

/// The button under a list that fetches its next page; nothing when there is none.
#[component]
pub fn More(
    /// Whether there is a next page.
    #[prop(into)]
    there_is: Signal<bool>,
    /// Whether it is being fetched.
    #[prop(into)]
    pending: Signal<bool>,
    /// Fetches it.
    #[prop(into)]
    on_more: Callback<()>,
) -> impl IntoView {
    view! {
        <Show when=move || there_is.get()>
            <div class="more">
                <Button pending on_press=on_more>{tr!(common.load_more)}</Button>
            </div>
        </Show>
    }
}
