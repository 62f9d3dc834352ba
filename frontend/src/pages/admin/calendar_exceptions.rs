//! Closures and one-off working days.

use aval_contract::calendar::{CalendarException, ExceptionKind};
use aval_contract::page::Page;
use aval_contract::policies::Preview;
use aval_domain::lifecycle::Role;
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use super::preview::Moves;
use super::reevaluation::Following;
use super::year::entry_id;
use crate::act::{Act, use_act};
use crate::components::{
    Badge, Button, ButtonKind, Dialog, DialogFoot, Field, Form, Glyph, Select, Tone,
    focus_first_invalid,
};
use crate::i18n::promises::tp;
use crate::i18n::{ta, texts, tr};
use crate::load::{Load, Loaded, use_load};
use crate::session::use_session;
use crate::toast;
use crate::view_model::promises::preview_words;
use crate::view_model::{form, time};

/// The year's exceptions; admins declare and take back.
#[component]
pub fn Exceptions(
    /// All of them.
    exceptions: Load<Page<CalendarException>>,
    /// Which year is in view.
    #[prop(into)]
    year: Signal<i32>,
    /// Tells how running tickets follow.
    following: Following,
) -> impl IntoView {
    let session = use_session();
    let is_admin =
        Memo::new(move |_| session.user().is_some_and(|user| user.role.at_least(Role::Admin)));
    let declaring = RwSignal::new(false);
    let deleting = RwSignal::new(false);
    let chosen = RwSignal::new(None::<CalendarException>);
    let on_changed = Callback::new(move |told: &'static str| {
        toast::success(told);
        following.follow();
        exceptions.reload();
        session.reload_calendar();
    });
    let delete = use_act(
        |api, date: NaiveDate| async move { api.calendar().delete_exception(date).await },
        move |()| {
            deleting.set(false);
            on_changed.run(texts().promises().exception_removed);
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
            <Declare exceptions declaring on_changed />
        </Dialog>
        <Dialog open=deleting title=question>
            {move || chosen.get().map(|exception| view! { <Remove exception deleting delete /> })}
        </Dialog>
    }
}

/// Says how many tickets move when the day is an ordinary one again, before it is.
#[component]
fn Remove(
    exception: CalendarException,
    deleting: RwSignal<bool>,
    delete: Act<NaiveDate>,
) -> impl IntoView {
    let CalendarException { date, kind, name } = exception;
    let preview = use_load(move |api| async move { api.calendar().preview_removal(date).await });
    view! {
        <p class="dialog-text">{ta!(exception_delete_text)}</p>
        <p class="muted">{texts().exception(kind)}": "{name}</p>
        <Moves
            preview
            words=preview_words
            open=deleting
            kind=ButtonKind::Danger
            confirm=tr!(common.delete)
            pending=delete.pending()
            on_confirm=move |()| delete.run(date)
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
        <li id=entry_id(date) class="date-list-row date-list-entry" tabindex="-1">
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

/// An exception that was filled in, and what it would do.
type Reviewed = (CalendarException, Preview);

/// Asks for an exception, shows what it would move, and declares it.
#[component]
fn Declare(
    exceptions: Load<Page<CalendarException>>,
    declaring: RwSignal<bool>,
    on_changed: Callback<&'static str>,
) -> impl IntoView {
    let (date, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let kind = RwSignal::new(KINDS[0].0.to_owned());
    let tried = RwSignal::new(false);
    let reviewed = RwSignal::new(None::<Reviewed>);
    let review = use_act(
        |api, body: CalendarException| async move {
            let preview = api.calendar().preview_exception(&body).await?;
            Ok((body, preview))
        },
        move |found: Reviewed| reviewed.set(Some(found)),
    );
    let told = (review.field("/date"), review.field("/name"));
    let date_error = Signal::derive(move || {
        let asked = date.read().parse::<NaiveDate>().ok();
        let is_taken = exceptions
            .get()
            .is_some_and(|known| known.items.iter().any(|exception| Some(exception.date) == asked));
        let own = match asked {
            None if tried.get() => Some(texts().common.required.to_owned()),
            Some(_) if is_taken => Some(tp!(exception_taken).to_owned()),
            None | Some(_) => None,
        };
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
        review.clear();
        let chosen = KINDS.into_iter().find(|(word, _)| *kind.read_untracked() == *word);
        let is_fine = untrack(|| date_error.read().is_none() && name_error.read().is_none());
        match (date.read_untracked().parse(), chosen) {
            (Ok(date), Some((_, kind))) if is_fine => {
                let name = name.get_untracked().trim().to_owned();
                review.run(CalendarException { date, kind, name });
            }
            _ => focus_first_invalid(),
        }
    };
    move || match reviewed.get() {
        Some(found) => view! { <Review found reviewed declaring on_changed /> }.into_any(),
        None => view! {
            <Form on_submit=submit>
                <Field
                    kind="date"
                    label=ta!(exception_date)
                    value=date
                    error=date_error
                    autofocus=true
                />
                <Select label=ta!(exception_kind) value=kind options />
                <Field label=ta!(exception_name) value=name error=name_error maxlength=120_u32 />
                <DialogFoot pending=review.pending()>{tp!(exception_review)}</DialogFoot>
            </Form>
        }
        .into_any(),
    }
}

/// What the exception does and how many tickets it moves, before it holds.
#[component]
fn Review(
    found: Reviewed,
    reviewed: RwSignal<Option<Reviewed>>,
    declaring: RwSignal<bool>,
    on_changed: Callback<&'static str>,
) -> impl IntoView {
    let (exception, preview) = found;
    let declare = use_act(
        |api, body: CalendarException| async move { api.calendar().create_exception(&body).await },
        move |_declared| {
            declaring.set(false);
            on_changed.run(texts().admin().exception_created);
        },
    );
    let words = texts().promises();
    let day = time::full_date(texts(), exception.date, true);
    let effect = match exception.kind {
        ExceptionKind::Closure => (words.effect_closure)(&day),
        ExceptionKind::WorkingDay => (words.effect_working_day)(&day),
    };
    let name = exception.name.clone();
    // The button that led here is gone: without this the keyboard would start over.
    let first = NodeRef::<leptos::html::P>::new();
    first.on_load(|effect| {
        let _focused = effect.focus();
    });
    view! {
        <p class="dialog-text" tabindex="-1" node_ref=first>{effect}</p>
        <p class="muted">{ta!(exception_name)}": "{name}</p>
        <p class="preview-count" role="status">{preview_words(texts(), preview)}</p>
        <div class="dialog-actions">
            <Button on_press=move |()| reviewed.set(None)>{tp!(exception_back)}</Button>
            <Button
                kind=ButtonKind::Primary
                pending=declare.pending()
                on_press=move |()| declare.run(exception.clone())
            >
                {tp!(exception_declare)}
            </Button>
        </div>
    }
}
