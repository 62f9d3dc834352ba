//! What is asked in front of the page, on the browser's own `<dialog>`: it keeps the focus inside,
//! closes on Escape and gives the focus back.

use leptos::prelude::*;

use super::{Button, ButtonKind, Glyph, Icon, Said};
use crate::browser;
use crate::i18n::tr;

/// A modal dialog, shown while `open` is true. Its content is made anew at each opening.
#[component]
pub fn Dialog(
    /// Whether it is shown. Escape, the closing button and a press outside set it to false.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Said,
    /// Whether it may only be left by what it asks.
    #[prop(optional)]
    insistent: bool,
    /// Extra classes, e.g. `dialog-wide`.
    #[prop(default = "")]
    class: &'static str,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Dialog>::new();
    let heading = StoredValue::new(format!("d{}", browser::random_id()));
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        if open.get() {
            if !dialog.open() {
                let _shown = dialog.show_modal();
            }
        } else if dialog.open() {
            dialog.close();
        }
    });
    let children = StoredValue::new(children);
    view! {
        <dialog
            node_ref=node
            class=format!("dialog {class}")
            aria-labelledby=heading.get_value()
            on:close=move |_| open.set(false)
            on:cancel=move |event: leptos::ev::Event| {
                if insistent {
                    event.prevent_default();
                }
            }
            on:mousedown=move |event: leptos::ev::MouseEvent| {
                let outside = event.target() == event.current_target();
                if outside && !insistent {
                    open.set(false);
                }
            }
        >
            <div class="dialog-body">
                <header class="dialog-head">
                    <h2 id=heading.get_value()>{move || title.get()}</h2>
                    {(!insistent).then(|| view! {
                        <button
                            type="button"
                            class="button button-quiet button-icon"
                            aria-label=tr!(common.close)
                            on:click=move |_| open.set(false)
                        >
                            <Icon glyph=Glyph::Close />
                        </button>
                    })}
                </header>
                <Show when=move || open.get()>
                    {
                        provide_context(OpenDialog(open));
                        children.with_value(|children| children())
                    }
                </Show>
            </div>
        </dialog>
    }
}

/// The dialog around what is being shown.
#[derive(Clone, Copy)]
struct OpenDialog(RwSignal<bool>);

/// The last line of a form in a dialog: leaving it, and the button that sends it.
#[component]
pub fn DialogFoot(
    /// Whether the form is being sent.
    #[prop(into)]
    pending: Signal<bool>,
    /// Whether there is nothing to send.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What the button for leaving says, where "cancel" would be taken for what the dialog does.
    #[prop(optional, into)]
    leave: Option<Said>,
    /// How the button looks that sends it.
    #[prop(default = ButtonKind::Primary)]
    kind: ButtonKind,
    /// What that button says.
    children: Children,
) -> impl IntoView {
    let OpenDialog(open) = expect_context();
    view! {
        <div class="dialog-actions">
            <Button on_press=move |()| open.set(false)>
                {move || leave.map_or_else(|| tr!(common.cancel).into(), |leave| leave.get())}
            </Button>
            <Button kind submit=true pending disabled>{children()}</Button>
        </div>
    }
}

/// Asks before something is done that is hard to undo.
#[component]
pub fn Confirm(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: Said,
    /// What will happen.
    #[prop(into)]
    text: Said,
    /// What the button says that does it.
    #[prop(into)]
    confirm: Said,
    /// Whether it is under way.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Does it. Closing the dialog afterwards is the caller's.
    #[prop(into)]
    on_confirm: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open title=move || title.get()>
            <p class="dialog-text">{move || text.get()}</p>
            <div class="dialog-actions">
                <Button on_press=move |()| open.set(false)>{tr!(common.cancel)}</Button>
                <Button kind=ButtonKind::Danger pending on_press=on_confirm>
                    {move || confirm.get()}
                </Button>
            </div>
        </Dialog>
    }
}
