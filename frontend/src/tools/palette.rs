//! The palette: pages, actions and cases, found by typing and chosen from the keyboard; and what
//! the keys of [`super`] do.

use aval_client::{Error, Session as Api};
use aval_contract::tickets::{TicketAnswer, TicketListItem, TicketQuery};
use aval_contract::{ActionKind, Stage};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::JsCast;

use super::help::Help;
use super::{Asked, use_tools};
use crate::browser;
use crate::components::ticket::stage_badge;
use crate::components::{Dialog, Glyph, Icon, focus_soon};
use crate::i18n::{texts, tx};
use crate::paths;
use crate::session::use_session;
use crate::shell::{Destination, aside, destinations, sign_out};
use crate::theme::{self, Theme};
use crate::view_model::failure::Failure;
use crate::view_model::palette::{case_number, finds, is_worth_asking, step};
use crate::view_model::shortcuts::{Command, command, letter_of, place_of};
use crate::view_model::tickets::actions::belongs_to_panel;

/// How long typing may pause before cases are searched for, in milliseconds.
const TYPING: i32 = 250;
/// How many cases are shown.
const CASES: u32 = 8;
/// The search of the page, where it has one.
const PAGE_SEARCH: &str = "main [role=search] input";

/// The palette and the list of shortcuts, closed until they are asked for.
#[component]
pub fn Everywhere() -> impl IntoView {
    let tools = use_tools();
    let session = use_session();
    let navigate = use_navigate();
    let go = move |path: &str| navigate(path, Default::default());
    let (palette, help) = (RwSignal::new(false), RwSignal::new(false));
    let places = StoredValue::new(Vec::<Destination>::new());
    Effect::new(move || {
        let role = session.user().map(|user| user.role);
        places.set_value(role.map(reachable).unwrap_or_default());
    });
    Effect::new(move || {
        for asked in tools.take() {
            match asked {
                Asked::Palette => palette.set(true),
                Asked::Place(letter) => {
                    let paths: Vec<_> =
                        places.with_value(|all| all.iter().map(|place| place.path).collect());
                    if let Some(path) = place_of(&letter, &paths) {
                        go(path);
                    }
                }
                Asked::Key(key) => match command(&key) {
                    Some(Command::Create) => go(paths::NEW_CASE),
                    Some(Command::Help) => help.set(true),
                    Some(Command::Search) => {
                        match browser::document().query_selector(PAGE_SEARCH) {
                            Ok(Some(_)) => focus_soon(PAGE_SEARCH),
                            Ok(None) | Err(_) => palette.set(true),
                        }
                    }
                    None => {}
                },
            }
        }
    });
    view! {
        <Dialog open=palette title=tx!(palette_title) class="palette-dialog">
            <Palette open=palette help places />
        </Dialog>
        <Help open=help places />
    }
}

/// Where somebody can go from the header and from her menu.
fn reachable(role: aval_contract::Role) -> Vec<Destination> {
    let own = [
        Destination {
            path: paths::NOTICES,
            text: || texts().shell.nav_notices,
            glyph: Glyph::Bell,
        },
        Destination {
            path: paths::PROFILE,
            text: || texts().shell.nav_profile,
            glyph: Glyph::Person,
        },
    ];
    destinations(role).iter().chain(aside(role)).copied().chain(own).collect()
}

/// Something that the palette does besides going somewhere.
#[derive(Clone, Copy, PartialEq)]
enum Deed {
    Create,
    Theme(Theme),
    Shortcuts,
    SignOut,
}

impl Deed {
    const ALL: [Self; 6] = [
        Self::Create,
        Self::Theme(Theme::Light),
        Self::Theme(Theme::Dark),
        Self::Theme(Theme::System),
        Self::Shortcuts,
        Self::SignOut,
    ];

    fn text(self) -> &'static str {
        let words = texts().tools();
        match self {
            Self::Create => texts().tickets().create,
            Self::Theme(Theme::Light) => words.theme_light,
            Self::Theme(Theme::Dark) => words.theme_dark,
            Self::Theme(Theme::System) => words.theme_system,
            Self::Shortcuts => words.show_shortcuts,
            Self::SignOut => texts().session.sign_out,
        }
    }

    fn glyph(self) -> Glyph {
        match self {
            Self::Create => Glyph::Plus,
            Self::Theme(Theme::Light) => Glyph::Sun,
            Self::Theme(Theme::Dark) => Glyph::Moon,
            Self::Theme(Theme::System) => Glyph::Screen,
            Self::Shortcuts => Glyph::Info,
            Self::SignOut => Glyph::SignOut,
        }
    }
}

/// A case that was found.
#[derive(Clone, PartialEq)]
struct Found {
    number: String,
    subject: String,
    company: String,
    stage: Stage,
}

impl Found {
    /// Whether what was typed begins words of what is shown of it.
    fn fits(&self, typed: &str) -> bool {
        finds(typed, &format!("{} {} {}", self.number, self.subject, self.company))
    }
}

impl From<TicketListItem> for Found {
    fn from(item: TicketListItem) -> Self {
        let (number, subject) = (item.number, item.subject);
        Self { number, subject, company: item.company.name, stage: item.stage }
    }
}

impl From<TicketAnswer> for Found {
    fn from(answer: TicketAnswer) -> Self {
        let ticket = answer.public().clone();
        let (number, subject) = (ticket.number, ticket.subject);
        Self { number, subject, company: ticket.company.name, stage: ticket.stage }
    }
}

/// What support can do now with the case whose page is open.
#[derive(Clone, Default)]
struct Here {
    number: String,
    actions: Vec<ActionKind>,
}

impl Here {
    /// Asks for it, for somebody of support on the page of a case. Where that fails the palette has
    /// the rest.
    async fn fetch(api: Api, number: String) -> Option<Self> {
        let found = api.tickets().actions(number.as_str()).await.ok()?.items;
        let actions = found.iter().filter(|found| found.possible).map(|found| found.action);
        Some(Self { actions: actions.filter(|action| belongs_to_panel(*action)).collect(), number })
    }

    /// What of it has the typed words.
    fn fitting(&self, typed: &str) -> impl Iterator<Item = ActionKind> {
        self.actions.iter().copied().filter(move |action| finds(typed, texts().action(*action)))
    }
}

/// One line of the list.
#[derive(Clone)]
enum Entry {
    Here(String, ActionKind),
    Place(Destination),
    Deed(Deed),
    Case(Found),
}

/// The case with the number that was typed, then those with its words. A number of no case is no
/// failure: it may be a word.
async fn search(api: Api, typed: String) -> Result<Vec<Found>, Error> {
    let mut found = Vec::new();
    if let Some(number) = case_number(&typed) {
        match api.tickets().show(number).await {
            Ok(ticket) => found.push(Found::from(ticket.value)),
            Err(error) if error.is_not_found() => {}
            Err(error) => return Err(error),
        }
    }
    let query = TicketQuery { q: Some(typed), limit: Some(CASES), ..TicketQuery::default() };
    for item in api.tickets().list(&query).await?.items {
        if found.iter().all(|known| known.number != item.number) {
            found.push(item.into());
        }
    }
    found.truncate(CASES as usize);
    Ok(found)
}

/// What was found of cases.
#[derive(Clone)]
enum Cases {
    NotAsked,
    Waiting,
    Found(Vec<Found>),
    Failed(Failure),
}

#[component]
fn Palette(
    open: RwSignal<bool>,
    help: RwSignal<bool>,
    places: StoredValue<Vec<Destination>>,
) -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let typed = RwSignal::new(String::new());
    let cases = RwSignal::new(Cases::NotAsked);
    let chosen = RwSignal::new(0_usize);
    let strokes = StoredValue::new(0_u32);

    let here = RwSignal::new(Here::default());
    let path = use_location().pathname.get_untracked();
    let is_staff = untrack(|| session.user()).is_some_and(|user| user.role.is_staff());
    if let Some(number) = paths::case_of(&path).filter(|_| is_staff).map(str::to_owned) {
        let api = session.api();
        leptos::task::spawn_local(async move {
            if let Some(found) = Here::fetch(api, number).await {
                // They come first. What somebody moved to or typed stays chosen.
                let Some(typed) = typed.try_get_untracked() else { return };
                let before = found.fitting(&typed).count();
                chosen.try_update(|at| {
                    if *at > 0 || !typed.is_empty() {
                        *at += before;
                    }
                });
                here.try_set(found);
            }
        });
    }
    let entries = Memo::new_with_compare(
        move |_| {
            let typed = typed.read();
            let here = here.read();
            let mut entries: Vec<Entry> = here
                .fitting(&typed)
                .map(|action| Entry::Here(here.number.clone(), action))
                .collect();
            entries.extend(places.with_value(|places| {
                let found = places.iter().filter(|place| finds(&typed, (place.text)()));
                found.copied().map(Entry::Place).collect::<Vec<_>>()
            }));
            let deeds = Deed::ALL.into_iter().filter(|deed| finds(&typed, deed.text()));
            entries.extend(deeds.map(Entry::Deed));
            if let Cases::Found(found) = &*cases.read() {
                entries.extend(found.iter().cloned().map(Entry::Case));
            }
            entries
        },
        |_, _| true,
    );
    let count = move || entries.read().len();

    let type_on = move |text: String| {
        chosen.set(0);
        let asks = is_worth_asking(&text);
        typed.set(text.clone());
        strokes.update_value(|strokes| *strokes += 1);
        let this = strokes.get_value();
        if !asks {
            cases.set(Cases::NotAsked);
            return;
        }
        // What still fits stays in sight; what doesn't must not be what Enter opens.
        cases.update(|cases| {
            let kept = match std::mem::replace(cases, Cases::Waiting) {
                Cases::Found(found) => found.into_iter().filter(|case| case.fits(&text)).collect(),
                Cases::NotAsked | Cases::Waiting | Cases::Failed(_) => Vec::new(),
            };
            if !kept.is_empty() {
                *cases = Cases::Found(kept);
            }
        });
        let api = session.api();
        leptos::task::spawn_local(async move {
            browser::sleep(TYPING).await;
            if strokes.try_get_value() != Some(this) {
                return;
            }
            let answer = search(api, text.trim().to_owned()).await;
            if strokes.try_get_value() != Some(this) {
                return;
            }
            cases.try_set(match answer {
                Ok(found) => Cases::Found(found),
                Err(error) => {
                    let failure = Failure::from(error);
                    if failure.is_unauthorized() {
                        open.set(false);
                        session.expire();
                    }
                    Cases::Failed(failure)
                }
            });
        });
    };

    let run = Callback::new(move |at: usize| {
        let Some(entry) = entries.read_untracked().get(at).cloned() else { return };
        open.set(false);
        let navigate = navigate.clone();
        // First the dialog goes and gives the focus back; the page that comes takes it from there.
        leptos::task::spawn_local(async move {
            browser::sleep(0).await;
            match entry {
                Entry::Here(number, ActionKind::DraftWorkPlan) => {
                    navigate(&paths::plan(&number), Default::default());
                }
                Entry::Here(number, action) => {
                    navigate(&paths::case_action(&number, action), Default::default());
                }
                Entry::Place(place) => navigate(place.path, Default::default()),
                Entry::Case(case) => navigate(&paths::case(&case.number), Default::default()),
                Entry::Deed(Deed::Create) => navigate(paths::NEW_CASE, Default::default()),
                Entry::Deed(Deed::Theme(choice)) => theme::set_theme(choice),
                Entry::Deed(Deed::Shortcuts) => help.set(true),
                Entry::Deed(Deed::SignOut) => sign_out(session),
            }
        });
    });
    let press = move |event: web_sys::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let moved = match event.key().as_str() {
            "ArrowDown" => Some(step(chosen.get_untracked(), 1, untrack(count))),
            "ArrowUp" => Some(step(chosen.get_untracked(), -1, untrack(count))),
            "Enter" => {
                event.prevent_default();
                run.run(chosen.get_untracked());
                None
            }
            _ => None,
        };
        if let Some(moved) = moved {
            event.prevent_default();
            chosen.set(moved);
            scroll_to(moved);
        }
    };
    let input = NodeRef::<leptos::html::Input>::new();
    input.on_load(|input| {
        leptos::task::spawn_local(async move {
            browser::sleep(0).await;
            let _focused = input.focus();
        });
    });
    let status = move || match &*cases.read() {
        Cases::Waiting => tx!(searching).to_owned(),
        Cases::Failed(failure) => failure.text(texts()),
        // Nobody has searched yet.
        Cases::NotAsked if typed.read().is_empty() => String::new(),
        Cases::NotAsked | Cases::Found(_) => match count() {
            0 => tx!(nothing).to_owned(),
            count => (texts().tools().found)(count),
        },
    };
    view! {
        <div class="palette">
            <div class="palette-field">
                <Icon glyph=Glyph::Search />
                <input
                    node_ref=input
                    type="text"
                    class="input"
                    role="combobox"
                    aria-label=tx!(palette_label)
                    placeholder=tx!(palette_hint)
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-autocomplete="list"
                    aria-activedescendant=move || (count() > 0).then(|| option_id(chosen.get()))
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="200"
                    prop:value=typed
                    on:input:target=move |event| type_on(event.target().value())
                    on:keydown=press
                />
            </div>
            <div class="palette-list" id="palette-list" role="listbox" aria-label=tx!(palette_title)>
                {move || list(&entries.read(), chosen, run)}
            </div>
            <p class="palette-status" role="status">{status}</p>
        </div>
    }
}

fn option_id(at: usize) -> String {
    format!("palette-{at}")
}

fn scroll_to(at: usize) {
    leptos::task::spawn_local(async move {
        browser::sleep(0).await;
        let found = browser::document().get_element_by_id(&option_id(at));
        if let Some(Ok(option)) = found.map(JsCast::dyn_into::<web_sys::HtmlElement>) {
            option.scroll_into_view_with_bool(false);
        }
    });
}

/// The entries under the names of their groups.
fn list(entries: &[Entry], chosen: RwSignal<usize>, run: Callback<usize>) -> AnyView {
    let words = texts().tools();
    type IsOf = fn(&Entry) -> bool;
    let here = entries.iter().find_map(|entry| match entry {
        Entry::Here(number, _) => Some((words.group_here)(number)),
        Entry::Place(_) | Entry::Deed(_) | Entry::Case(_) => None,
    });
    let groups: [(String, IsOf); 4] = [
        (here.unwrap_or_default(), |entry| matches!(entry, Entry::Here(..))),
        (words.group_pages.to_owned(), |entry| matches!(entry, Entry::Place(_))),
        (words.group_actions.to_owned(), |entry| matches!(entry, Entry::Deed(_))),
        (words.group_cases.to_owned(), |entry| matches!(entry, Entry::Case(_))),
    ];
    groups
        .into_iter()
        .filter_map(|(name, is_of)| {
            let options: Vec<AnyView> = entries
                .iter()
                .enumerate()
                .filter(|(_, entry)| is_of(entry))
                .map(|(at, entry)| option(at, entry, chosen, run))
                .collect();
            (!options.is_empty()).then(|| {
                let shown = name.clone();
                view! {
                    <div role="group" aria-label=name>
                        <p class="palette-group" aria-hidden="true">{shown}</p>
                        {options}
                    </div>
                }
            })
        })
        .collect_view()
        .into_any()
}

fn option(at: usize, entry: &Entry, chosen: RwSignal<usize>, run: Callback<usize>) -> AnyView {
    let content = match entry {
        Entry::Place(place) => view! {
            <Icon glyph=place.glyph />
            <span class="palette-text">{(place.text)()}</span>
            {letter_of(place.path).map(|letter| view! {
                <span class="palette-keys" aria-hidden="true">
                    <kbd>"G"</kbd><kbd>{letter.to_uppercase().to_string()}</kbd>
                </span>
            })}
        }
        .into_any(),
        Entry::Here(_, action) => view! {
            <Icon glyph=Glyph::ArrowRight />
            <span class="palette-text">{texts().action(*action)}</span>
        }
        .into_any(),
        Entry::Deed(deed) => view! {
            <Icon glyph=deed.glyph() />
            <span class="palette-text">{deed.text()}</span>
        }
        .into_any(),
        Entry::Case(case) => view! {
            <Icon glyph=Glyph::Ticket />
            <span class="palette-text">
                {case.subject.clone()}
                <span class="palette-about">
                    <span class="case-number">{case.number.clone()}</span>
                    " · "
                    {case.company.clone()}
                </span>
            </span>
            {stage_badge(case.stage)}
        }
        .into_any(),
    };
    view! {
        <div
            role="option"
            id=option_id(at)
            class="palette-option"
            aria-selected=move || (chosen.get() == at).to_string()
            // The field keeps the focus: it is what the keyboard goes on with.
            on:mousedown=|event| event.prevent_default()
            on:mousemove=move |_| {
                if chosen.get_untracked() != at {
                    chosen.set(at);
                }
            }
            on:click=move |_| run.run(at)
        >
            {content}
        </div>
    }
    .into_any()
}
