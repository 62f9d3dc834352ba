//! Closures and one-off working days.

use aval_contract::calendar::{CalendarException, ExceptionKind};
use aval_contract::page::Page;
use aval_domain::lifecycle::Role;
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use crate::act::use_act;
use crate::components::{
    Badge, Button, ButtonKind, Confirm, Dialog, Field, Form, Glyph, Select, SubmitButton, Tone,
    focus_first_invalid,
};
use crate::i18n::{ta, texts, tr};
use crate::load::{Load, Loaded};
use crate::session::use_session;
use crate::toast;
use crate::view_model::{form, time};

/// The year's exceptions; admins declare and take back.
#[component]
pub fn Exceptions(
    /// All of them.
    exceptions: Load<Page<CalendarException>>,
    /// Which year is in view.
    #[prop(into)]
    year: Signal<i32>,
) -> impl IntoView {
    let session = use_session();
    let is_admin =
        Memo::new(move |_| session.user().is_some_and(|user| user.role.at_least(Role::Admin)));
    let declaring = RwSignal::new(false);
    let deleting = RwSignal::new(false);
    let chosen = RwSignal::new(None::<CalendarException>);
    let on_changed = Callback::new(move |()| {
        toast::success(texts().admin().exception_created);
        exceptions.reload();
        session.reload_calendar();
    });
    let delete = use_act(
        |api, date: NaiveDate| async move { api.calendar().delete_exception(date).await },
        move |()| {
            deleting.set(false);
            on_changed.run(());
        },
    );
    let question = move || {
        let texts = texts();
        let date = chosen.get().map(|chosen| time::full_date(texts, chosen.date, true));
        (texts.admin().exception_delete_title)(&date.unwrap_or_default())
    };
    view! {
        <section class="card">
            <div class="card-head">
                <h2>{ta!(exceptions_title)}</h2>
                <Show when=move || is_admin.get()>
                    <Button icon=Glyph::Plus on_press=move |()| declaring.set(true)>
                        {ta!(exception_new)}
                    </Button>
                </Show>
            </div>
            <Loaded from=exceptions rows=2 let:shown>
                {
                    let of_year = move || {
                        let mut items = shown.get().items;
                        items.retain(|exception| exception.date.year() == year.get());
                        items
                    };
                    view! {
                        <Show
                            when=move || !of_year().is_empty()
                            fallback=|| view! { <p class="muted">{ta!(exceptions_empty)}</p> }
                        >
                            <ul class="date-list">
                                <For each=of_year key=|exception| (exception.date, exception.name.clone()) let(exception)>
                                    <Row
                                        exception
                                        is_admin
                                        on_delete=move |exception| {
                                            chosen.set(Some(exception));
                                            deleting.set(true);
                                        }
                                    />
                                </For>
                            </ul>
                        </Show>
                    }
                }
            </Loaded>
        </section>
        <Dialog open=declaring title=ta!(exception_new)>
            <Declare declaring on_changed />
        </Dialog>
        <Confirm
            open=deleting
            title=question
            text=ta!(exception_delete_text)
            confirm=tr!(common.delete)
            pending=delete.pending()
            on_confirm=move |()| {
                if let Some(exception) = chosen.get_untracked() {
                    delete.run(exception.date);
                }
            }
        />
    }
}

#[component]
fn Row(
    exception: CalendarException,
    #[prop(into)] is_admin: Signal<bool>,
    #[prop(into)] on_delete: Callback<CalendarException>,
) -> impl IntoView {
    let (date, kind) = (exception.date, exception.kind);
    let tone = match kind {
        ExceptionKind::Closure => Tone::Warning,
        ExceptionKind::WorkingDay => Tone::Good,
    };
    let this = StoredValue::new(exception.clone());
    view! {
        <li class="date-list-row">
            <div>
                <p class="date-list-date">
                    {time::capitalised(&time::full_date(texts(), date, false))}
                </p>
                <p>{exception.name} " " <Badge tone>{texts().exception(kind)}</Badge></p>
            </div>
            <Show when=move || is_admin.get()>
                <Button
                    kind=ButtonKind::Quiet
                    icon=Glyph::Trash
                    label=format!("{}: {}", texts().common.delete, time::full_date(texts(), date, true))
                    on_press=move |()| on_delete.run(this.get_value())
                />
            </Show>
        </li>
    }
}

/// The words that a `<select>` carries for the two kinds.
const KINDS: [(&str, ExceptionKind); 2] =
    [("closure", ExceptionKind::Closure), ("working_day", ExceptionKind::WorkingDay)];

#[component]
fn Declare(declaring: RwSignal<bool>, on_changed: Callback<()>) -> impl IntoView {
    let (date, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let kind = RwSignal::new(KINDS[0].0.to_owned());
    let tried = RwSignal::new(false);
    let declare = use_act(
        |api, body: CalendarException| async move { api.calendar().create_exception(&body).await },
        move |_declared| {
            declaring.set(false);
            on_changed.run(());
        },
    );
    let told = (declare.field("/date"), declare.field("/name"));
    let date_error = Signal::derive(move || {
        let missing = date.read().parse::<NaiveDate>().is_err();
        let own = (tried.get() && missing).then(|| texts().common.required.to_owned());
        own.or_else(|| told.0.get())
    });
    let name_error = Signal::derive(move || {
        let own = tried.get().then(|| form::required(texts(), &name.read())).flatten();
        own.or_else(|| told.1.get())
    });
    let options = Signal::derive(|| {
        let words = texts().admin();
        KINDS
            .map(|(word, kind)| {
                let text = match kind {
                    ExceptionKind::Closure => words.exception_closure_hint,
                    ExceptionKind::WorkingDay => words.exception_working_hint,
                };
                (word.to_owned(), text.to_owned())
            })
            .to_vec()
    });
    let submit = move |()| {
        tried.set(true);
        declare.clear();
        let chosen = KINDS.into_iter().find(|(word, _)| *kind.read_untracked() == *word);
        match (date.read_untracked().parse(), chosen) {
            (Ok(date), Some((_, kind))) if name_error.get_untracked().is_none() => {
                let name = name.get_untracked().trim().to_owned();
                declare.run(CalendarException { date, kind, name });
            }
            _ => focus_first_invalid(),
        }
    };
    view! {
        <Form on_submit=submit>
            <Field
                kind="date"
                label=ta!(exception_date)
                value=date
                error=date_error
                autofocus=true
            />
            <Select label=ta!(exception_kind) value=kind options />
            <Field label=ta!(exception_name) value=name error=name_error />
            <div class="dialog-actions">
                <SubmitButton pending=declare.pending()>{tr!(common.save)}</SubmitButton>
            </div>
        </Form>
    }
}
