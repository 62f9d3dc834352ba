//! The agenda of support: a week of work outside service hours and of planned work.

mod activities;
mod week;

use aval_contract::after_hours::Agenda as AgendaEntries;
use aval_contract::companies::PersonStatus;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use self::week::WeekView;
use crate::clock;
use crate::components::{EmptyState, Glyph, Icon, LinkButton, PageHeader};
use crate::i18n::after_hours::th;
use crate::i18n::texts;
use crate::load::{Loaded, use_load};
use crate::paths;
use crate::session::use_session;
use crate::tools::is_page_shortcut;
use crate::view_model::agenda::{self, ENGINEER, WEEK, Week, Whose};
use crate::view_model::time;

/// How often an open page asks for news, in milliseconds.
const NEWS: u64 = 60_000;

/// The week in the address, or else the present one.
#[component]
pub fn Agenda() -> impl IntoView {
    let user = untrack(|| use_session().user());
    let usual = user.as_ref().map_or(Whose::Everybody, |user| Whose::usual(user.role, user.id));
    let params = use_query_map();
    let today = Memo::new(|_| time::date_of(clock::now()));
    let week = Memo::new(move |_| {
        let asked = params.read().get(WEEK).and_then(|text| Week::parse(&text));
        asked.unwrap_or_else(|| Week::of(today.get()))
    });
    let whose = Memo::new(move |_| {
        let asked = params.read().get(ENGINEER).and_then(|text| Whose::parse(&text));
        asked.unwrap_or(usual)
    });
    let path = move |week: Week, whose: Whose| {
        agenda::path(week, Some(whose).filter(|whose| *whose != usual))
    };
    let entries = use_load(move |api| {
        let query = agenda::query(week.get(), whose.get());
        async move {
            match query {
                Some(query) => api.agenda().show(&query).await,
                None => Ok(AgendaEntries { items: Vec::new(), activities: Vec::new() }),
            }
        }
    });
    every_minute(move || entries.reload());
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| {
        navigate(&path, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    });
    let moved = move |weeks: i64| path(week.get().moved(weeks), whose.get());
    let present = move || path(Week::of(today.get()), whose.get());
    listen_to_keys(Callback::new(move |key: Key| {
        go.run(untrack(|| match key {
            Key::Previous => moved(-1),
            Key::Next => moved(1),
            Key::Present => present(),
        }));
    }));
    let me = user.map(|user| user.id);
    view! {
        <PageHeader title=th!(agenda.title) lead=th!(agenda.lead)>
            <LinkButton href=paths::calendar_feed() icon=Glyph::Calendar>
                {th!(agenda.in_calendar)}
            </LinkButton>
        </PageHeader>
        <div class="agenda-bar">
            <nav class="agenda-weeks" aria-label=th!(agenda.week)>
                <a class="button button-secondary button-icon" href=move || moved(-1) aria-label=th!(agenda.previous) title=th!(agenda.previous)>
                    <Icon glyph=Glyph::ArrowLeft />
                </a>
                <a class="button button-secondary button-icon" href=move || moved(1) aria-label=th!(agenda.next) title=th!(agenda.next)>
                    <Icon glyph=Glyph::ArrowRight />
                </a>
                <LinkButton href=Signal::derive(present)>{th!(agenda.this_week)}</LinkButton>
            </nav>
            <h2 class="agenda-title" aria-live="polite">{move || week.get().words(texts())}</h2>
            <EngineerPick
                whose
                me
                on_pick=Callback::new(move |whose| go.run(path(week.get_untracked(), whose)))
            />
        </div>
        <Loaded from=entries rows=8 let:shown>
            {
                // Made anew only when something changed: news every minute leave the focus alone.
                let shown = Memo::new(move |_| (week.get(), shown.get(), whose.get()));
                move || {
                    let (week, AgendaEntries { items: entries, activities }, whose) = shown.get();
                    if entries.is_empty() && activities.is_empty() {
                        view! { <Nothing whose week /> }.into_any()
                    } else {
                        view! { <WeekView week entries activities whose /> }.into_any()
                    }
                }
            }
        </Loaded>
        <p class="keyboard-hint">{th!(agenda.keyboard_hint)}</p>
    }
}

/// That nobody works outside service hours in the week, and nothing is planned for it.
#[component]
fn Nothing(whose: Whose, week: Week) -> impl IntoView {
    let everybody = (whose != Whose::Everybody).then(|| {
        let href = agenda::path(week, Some(Whose::Everybody));
        view! { <LinkButton href>{th!(agenda.show_everybody)}</LinkButton> }
    });
    view! {
        <EmptyState glyph=Glyph::Calendar title=th!(agenda.empty_title) text=th!(agenda.empty_text)>
            {everybody}
        </EmptyState>
    }
}

/// Whose windows and activities are shown.
#[component]
fn EngineerPick(
    whose: Memo<Whose>,
    me: Option<uuid::Uuid>,
    on_pick: Callback<Whose>,
) -> impl IntoView {
    let staff = use_load(|api| async move { api.staff().list().await });
    let options = move || {
        let words = &texts().after_hours().agenda;
        let list = staff.get().map(|list| list.items).unwrap_or_default();
        let mut people: Vec<_> =
            list.into_iter().filter(|person| person.status == PersonStatus::Active).collect();
        people.sort_by_key(|person| Some(person.id) != me);
        let people = people.into_iter().map(move |person| {
            let text = if Some(person.id) == me { (words.mine)(&person.name) } else { person.name };
            (Whose::Engineer(person.id), text)
        });
        std::iter::once((Whose::Everybody, words.everybody.to_owned())).chain(people)
    };
    view! {
        <label class="pick">
            <span>{th!(agenda.engineer)}</span>
            <select
                class="input select"
                on:change:target=move |event| {
                    if let Some(picked) = Whose::parse(&event.target().value()) {
                        on_pick.run(picked);
                    }
                }
            >
                {move || options()
                    .map(|(option, text)| view! {
                        <option value=option.to_param() prop:selected=move || whose.get() == option>
                            {text}
                        </option>
                    })
                    .collect_view()}
            </select>
        </label>
    }
}

/// Calls `ask` every minute while the page is open.
fn every_minute(ask: impl Fn() + 'static) {
    let ticking = set_interval_with_handle(ask, std::time::Duration::from_millis(NEWS));
    on_cleanup(move || {
        if let Ok(ticking) = ticking {
            ticking.clear();
        }
    });
}

/// A way to another week.
#[derive(Clone, Copy)]
enum Key {
    Previous,
    Next,
    Present,
}

/// The arrows turn the pages of the week and H comes back to the present one.
fn listen_to_keys(go: Callback<Key>) {
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if event.shift_key() || !is_page_shortcut(&event) {
            return;
        }
        match event.key().as_str() {
            "ArrowLeft" => go.run(Key::Previous),
            "ArrowRight" => go.run(Key::Next),
            "h" | "H" => go.run(Key::Present),
            _ => {}
        }
    });
    on_cleanup(move || keys.remove());
}
