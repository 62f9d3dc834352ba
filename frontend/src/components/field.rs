//! Forms: every control has a label, may have a hint, and shows its error in words beside it.

use std::borrow::Cow;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Said;
use crate::browser;
use crate::i18n::{texts, tr};

/// A form that is sent by Enter and by its submit button, never by the browser itself.
#[component]
pub fn Form(
    /// What to do with it.
    #[prop(into)]
    on_submit: Callback<()>,
    /// Extra classes.
    #[prop(default = "")]
    class: &'static str,
    /// Fields and a [`super::SubmitButton`].
    children: Children,
) -> impl IntoView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        on_submit.run(());
    };
    view! {
        <form class=format!("form {class}") novalidate on:submit=submit>
            {children()}
        </form>
    }
}

/// The ids with which a control, its hint and its error refer to each other.
#[derive(Clone)]
struct Ids {
    control: String,
    hint: String,
    error: String,
}

impl Ids {
    fn new(id: Option<&'static str>) -> Self {
        let control = id.map_or_else(|| format!("f{}", browser::random_id()), str::to_owned);
        Self { hint: format!("{control}-hint"), error: format!("{control}-error"), control }
    }
}

/// Label, hint and error around a control of the caller's own, found by `id`.
///
/// The control must set `id`, and `aria-describedby` to `{id}-hint {id}-error`.
#[component]
pub fn FieldFrame(
    /// The control's id.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: Said,
    /// What helps to answer.
    #[prop(default = None)]
    hint: Option<Said>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it may stay empty; says so beside the label.
    #[prop(optional)]
    optional: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let ids = Ids { hint: format!("{id}-hint"), error: format!("{id}-error"), control: id };
    view! {
        <div class="field" class:has-error=move || error.read().is_some()>
            <label class="field-label" for=ids.control>
                {move || label.get()}
                {optional.then(|| view! { <span class="field-optional">{tr!(common.optional)}</span> })}
            </label>
            {children()}
            <p class="field-hint" id=ids.hint hidden=hint.is_none()>
                {move || hint.map(|hint| hint.get())}
            </p>
            // In the page from the start, so that screen readers announce what appears in it.
            <p class="field-error" id=ids.error aria-live="polite">
                {move || error.get()}
            </p>
        </div>
    }
}

/// One line of text.
#[component]
pub fn Field(
    /// What is asked.
    #[prop(into)]
    label: Said,
    /// The text.
    value: RwSignal<String>,
    /// The `type` of the input: `text`, `email`, `password`, `date`, `datetime-local`, …
    #[prop(default = "text")]
    kind: &'static str,
    /// Its id, where tests or links need a fixed one.
    #[prop(optional, into)]
    id: Option<&'static str>,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<Said>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it may stay empty. A search may anyway.
    #[prop(optional)]
    optional: bool,
    /// For the browser's and password manager's help, e.g. `username`, `new-password`.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The most characters.
    #[prop(optional, into)]
    maxlength: Option<u32>,
    /// The most value, for dates.
    #[prop(optional, into)]
    max: Option<Signal<String>>,
    /// The least value, for dates.
    #[prop(optional, into)]
    min: Option<Signal<String>>,
    /// Whether it takes the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let ids = Ids::new(id);
    let described = format!("{} {}", ids.hint, ids.error);
    let node = NodeRef::<leptos::html::Input>::new();
    if autofocus {
        node.on_load(|input| {
            let _focused = input.focus();
        });
    }
    view! {
        <FieldFrame id=ids.control.clone() label hint error optional>
            <input
                node_ref=node
                class="input"
                id=ids.control
                type=kind
                autocomplete=autocomplete
                maxlength=maxlength
                max=move || max.map(|max| max.get())
                min=move || min.map(|min| min.get())
                required=!optional && kind != "search"
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=described
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            />
        </FieldFrame>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// What is asked.
    #[prop(into)]
    label: Said,
    /// The text.
    value: RwSignal<String>,
    /// Its id, where tests or links need a fixed one.
    #[prop(optional, into)]
    id: Option<&'static str>,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<Said>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// How many lines are in view.
    #[prop(default = 4)]
    rows: u32,
    /// The most characters.
    #[prop(optional, into)]
    maxlength: Option<u32>,
) -> impl IntoView {
    let ids = Ids::new(id);
    let described = format!("{} {}", ids.hint, ids.error);
    view! {
        <FieldFrame id=ids.control.clone() label hint error optional>
            <textarea
                class="input"
                id=ids.control
                rows=rows
                maxlength=maxlength
                required=!optional
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=described
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
        </FieldFrame>
    }
}

/// One of several. Values and texts come as `(value, text)`; the value `""` stands for none.
#[component]
pub fn Select(
    /// What is asked.
    #[prop(into)]
    label: Said,
    /// The chosen value.
    value: RwSignal<String>,
    /// What there is to choose from.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The text of the empty choice; without it there is none.
    #[prop(optional, into)]
    empty: Option<Said>,
    /// Its id, where tests or links need a fixed one.
    #[prop(optional, into)]
    id: Option<&'static str>,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<Said>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let ids = Ids::new(id);
    let described = format!("{} {}", ids.hint, ids.error);
    view! {
        <FieldFrame id=ids.control.clone() label hint error optional>
            <select
                class="input select"
                id=ids.control
                required=!optional
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=described
                on:change:target=move |event| value.set(event.target().value())
            >
                {move || {
                    empty.map(|text| view! {
                        <option value="" prop:selected=move || value.read().is_empty()>
                            {move || text.get()}
                        </option>
                    })
                }}
                <For each=move || options.get() key=Clone::clone let((option, text))>
                    {
                        let this = option.clone();
                        view! {
                            <option value=option prop:selected=move || *value.read() == this>
                                {text}
                            </option>
                        }
                    }
                </For>
            </select>
        </FieldFrame>
    }
}

/// Yes or no.
#[component]
pub fn Checkbox(
    /// What is asked.
    #[prop(into)]
    label: Said,
    /// The answer.
    checked: RwSignal<bool>,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<Said>,
) -> impl IntoView {
    let ids = Ids::new(None);
    view! {
        <div class="check">
            <input
                type="checkbox"
                class="checkbox checkbox-sm"
                id=ids.control.clone()
                aria-describedby=ids.hint.clone()
                prop:checked=checked
                on:change:target=move |event| checked.set(event.target().checked())
            />
            <div>
                <label for=ids.control>{move || label.get()}</label>
                <p class="field-hint" id=ids.hint hidden=hint.is_none()>
                    {move || hint.map(|hint| hint.get())}
                </p>
            </div>
        </div>
    }
}

/// A password with a button that shows it.
#[component]
pub fn PasswordField(
    /// What is asked.
    #[prop(into)]
    label: Said,
    /// The password.
    value: RwSignal<String>,
    /// Its id.
    id: &'static str,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<Said>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let word = move || {
        let words = &texts().session;
        if shown.get() { words.hide_password } else { words.show_password }
    };
    view! {
        <FieldFrame id=id label hint error>
            <div class="input-group">
                <input
                    class="input"
                    id=id
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    maxlength="128"
                    required
                    aria-invalid=move || error.read().is_some().then_some("true")
                    aria-describedby=format!("{id}-hint {id}-error")
                    prop:value=value
                    on:input:target=move |event| value.set(event.target().value())
                />
                <button
                    type="button"
                    class="input-group-button"
                    aria-pressed=move || shown.get().to_string()
                    aria-controls=id
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {word}
                </button>
            </div>
        </FieldFrame>
    }
}

/// Moves the focus to the first control of the form in the open dialog, once it is in the page. Where
/// it lies below what is shown the dialog stays at its beginning, which has to be read first.
pub fn focus_first_field() {
    move_focus("dialog[open] form :is(input, select, textarea)".into(), |control| {
        let height = browser::window().inner_height().ok().and_then(|height| height.as_f64());
        height.is_none_or(|height| control.get_bounding_client_rect().bottom() <= height)
    });
}

/// Moves the focus to the first control of the document that is marked as wrong, once the marks
/// are there: what is wrong was only just found.
pub fn focus_first_invalid() {
    focus_soon("[aria-invalid=true]");
}

/// Moves the focus to the first element that fits, after what is being changed is in the page.
pub fn focus_soon(selector: impl Into<Cow<'static, str>>) {
    move_focus(selector.into(), |_| true);
}

fn move_focus(selector: Cow<'static, str>, may: fn(&web_sys::HtmlElement) -> bool) {
    leptos::task::spawn_local(async move {
        browser::sleep(0).await;
        let found = browser::document().query_selector(&selector).ok().flatten();
        if let Some(Ok(control)) = found.map(JsCast::dyn_into::<web_sys::HtmlElement>)
            && may(&control)
        {
            let _focused = control.focus();
        }
    });
}
