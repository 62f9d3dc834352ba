//! The queue's filters: a few views with one press, the rest as selects.

use aval_contract::staff::StaffMember;
use aval_contract::tickets::TicketSort;
use aval_domain::lifecycle::{Kind, Priority, Role, Stage, WaitingOn};
use leptos::prelude::*;
use uuid::Uuid;

use super::saved::SavedViews;
use crate::browser;
use crate::components::{Button, ButtonKind, Glyph, Icon, Pick, word};
use crate::i18n::texts;
use crate::i18n::tickets::tt;
use crate::load::{Loaded, use_companies, use_load};
use crate::parts::PartFilters;
use crate::session::use_session;
use crate::view_model::tickets::filters::{AssigneeFilter, QueueFilters};

/// How long typing may pause before it is searched for, in milliseconds.
const TYPING: i32 = 300;

/// The views, the search and the filters.
#[component]
pub fn FilterBar(
    /// As the address has them.
    filters: Memo<QueueFilters>,
    /// Is told of a change.
    on_change: Callback<QueueFilters>,
) -> impl IntoView {
    view! {
        <div class="queue-bar">
            <Views filters on_change />
            <Search filters on_change />
        </div>
        <div class="queue-tools">
            <PartFilters filters on_change />
            <Order filters on_change />
        </div>
    }
}

/// A view: what the tickets in it have in common.
#[derive(Clone, Copy, PartialEq)]
enum View {
    All,
    Mine,
    Nobodys,
    ToDo,
    WithCustomer,
    DueToday,
    Late,
}

impl View {
    const ALL: [Self; 7] = [
        Self::All,
        Self::Mine,
        Self::Nobodys,
        Self::ToDo,
        Self::WithCustomer,
        Self::DueToday,
        Self::Late,
    ];

    fn filters(self) -> QueueFilters {
        let none = QueueFilters::default();
        match self {
            Self::All => none,
            Self::Mine => QueueFilters { assignee: AssigneeFilter::Mine, ..none },
            Self::Nobodys => QueueFilters { assignee: AssigneeFilter::Nobody, ..none },
            Self::ToDo => QueueFilters { waiting_on: Some(WaitingOn::Support), ..none },
            Self::WithCustomer => QueueFilters { waiting_on: Some(WaitingOn::Customer), ..none },
            Self::DueToday => QueueFilters { due_today: true, ..none },
            Self::Late => QueueFilters { breached: true, ..none },
        }
    }

    fn name(self) -> &'static str {
        let words = &texts().tickets().queue;
        match self {
            Self::All => words.view_all,
            Self::Mine => words.view_mine,
            Self::Nobodys => words.view_nobody,
            Self::ToDo => words.view_support,
            Self::WithCustomer => words.view_customer,
            Self::DueToday => words.view_today,
            Self::Late => words.view_late,
        }
    }
}

/// Whether the filters are those of a view that everybody has, in whatever order and look.
pub(super) fn is_view(filters: &QueueFilters) -> bool {
    let QueueFilters { sort, board, .. } = *filters;
    View::ALL.iter().any(|view| QueueFilters { sort, board, ..view.filters() } == *filters)
}

#[component]
fn Views(filters: Memo<QueueFilters>, on_change: Callback<QueueFilters>) -> impl IntoView {
    let one = move |this: View| {
        let chosen = move || {
            let filters = filters.read();
            QueueFilters { sort: filters.sort, board: filters.board, ..this.filters() } == *filters
        };
        view! {
            <button
                type="button"
                class="view-tab"
                aria-pressed=move || chosen().to_string()
                on:click=move |_| {
                    let QueueFilters { sort, board, .. } = filters.get_untracked();
                    on_change.run(QueueFilters { sort, board, ..this.filters() });
                }
            >
                {move || this.name()}
            </button>
        }
    };
    view! {
        <div class="views" role="group" aria-label=tt!(queue.views)>
            {View::ALL.map(one).into_iter().collect_view()}
        </div>
    }
}

#[component]
fn Search(filters: Memo<QueueFilters>, on_change: Callback<QueueFilters>) -> impl IntoView {
    let typed = RwSignal::new(filters.get_untracked().q);
    let strokes = StoredValue::new(0_u32);
    // The address may change by other ways than typing; then the box follows it.
    Effect::new(move || {
        let q = filters.read().q.clone();
        if untrack(|| typed.read().trim().to_owned()) != q {
            typed.set(q);
        }
    });
    let search = move || {
        let filters = filters.get_untracked();
        let q = typed.get_untracked().trim().to_owned();
        if filters.q != q {
            on_change.run(QueueFilters { q, ..filters });
        }
    };
    let type_on = move |text: String| {
        typed.set(text);
        strokes.update_value(|strokes| *strokes += 1);
        let this = strokes.get_value();
        leptos::task::spawn_local(async move {
            browser::sleep(TYPING).await;
            if strokes.try_get_value() == Some(this) {
                search();
            }
        });
    };
    view! {
        <form
            class="queue-search"
            role="search"
            on:submit=move |event| {
                event.prevent_default();
                search();
            }
        >
            <Icon glyph=Glyph::Search />
            <input
                type="search"
                class="input"
                aria-label=tt!(queue.search_label)
                placeholder=tt!(queue.search_hint)
                maxlength="200"
                prop:value=typed
                on:input:target=move |event| type_on(event.target().value())
            />
        </form>
    }
}

/// List or board.
#[component]
pub fn Look(
    /// As the address has them.
    filters: Memo<QueueFilters>,
    /// Is told of a change.
    on_change: Callback<QueueFilters>,
) -> impl IntoView {
    let one = move |board: bool, text: &'static str| {
        view! {
            <button
                type="button"
                class="view-tab"
                aria-pressed=move || (filters.read().board == board).to_string()
                on:click=move |_| on_change.run(QueueFilters { board, ..filters.get_untracked() })
            >
                {text}
            </button>
        }
    };
    view! {
        <div class="views" role="group" aria-label=tt!(queue.look)>
            {one(false, tt!(queue.look_list))}
            {one(true, tt!(queue.look_board))}
        </div>
    }
}

#[component]
fn Order(filters: Memo<QueueFilters>, on_change: Callback<QueueFilters>) -> impl IntoView {
    let name = |sort: TicketSort| {
        let words = &texts().tickets().queue;
        match sort {
            TicketSort::NewestFirst => words.sort_newest,
            TicketSort::OldestFirst => words.sort_oldest,
            TicketSort::LastChangedFirst => words.sort_changed,
            TicketSort::DueFirst => words.sort_due,
            TicketSort::MostUrgentFirst => words.sort_urgent,
        }
    };
    let options = Signal::derive(move || {
        TicketSort::ALL.map(|sort| (sort.as_str().to_owned(), name(sort).to_owned())).to_vec()
    });
    let value = Signal::derive(move || filters.read().sort.as_str().to_owned());
    view! {
        <Pick
            label=|| texts().tickets().queue.sort
            options
            value
            on_pick=move |word: String| {
                if let Some(sort) = TicketSort::ALL.into_iter().find(|sort| sort.as_str() == word) {
                    on_change.run(QueueFilters { sort, ..filters.get_untracked() });
                }
            }
        />
    }
}

/// The filters that are selects, a part of the program (see [`crate::parts`]): the queue shows
/// before them.
pub fn queue_filters(filters: Memo<QueueFilters>, on_change: Callback<QueueFilters>) -> AnyView {
    view! {
        <SavedViews filters on_change />
        <Selects filters on_change />
    }
    .into_any()
}

#[component]
fn Selects(filters: Memo<QueueFilters>, on_change: Callback<QueueFilters>) -> impl IntoView {
    let coordinates =
        untrack(|| use_session().user()).is_some_and(|user| user.role.at_least(Role::Coordinator));
    let categories = use_load(|api| async move { api.categories().list().await });
    let change = move |change: &dyn Fn(&mut QueueFilters)| {
        let mut changed = filters.get_untracked();
        change(&mut changed);
        on_change.run(changed);
    };
    let only = move |text: fn() -> &'static str, of: fn(&mut QueueFilters) -> &mut bool| {
        view! {
            <label class="pick-check">
                <input
                    type="checkbox"
                    class="checkbox checkbox-sm"
                    prop:checked=move || *of(&mut filters.get())
                    on:change:target=move |event| {
                        let checked = event.target().checked();
                        change(&|filters| *of(filters) = checked);
                    }
                />
                {move || text()}
            </label>
        }
    };
    view! {
        <details class="queue-filters" open={filters.get_untracked().active() > 0}>
            <summary>
                <Icon glyph=Glyph::Filter />
                {tt!(queue.filters)}
                <Show when=move || { filters.read().active() > 0 }>
                    <span class="badge tone-accent">
                        {move || (texts().tickets().queue.filters_active)(filters.read().active())}
                    </span>
                </Show>
            </summary>
            <div class="queue-selects">
                <Pick
                    label=|| texts().tickets().queue.stage
                    options=Signal::derive(|| words(&Stage::ALL, |v| texts().stage(v)))
                    empty=tt!(queue.any_of_them)
                    value=Signal::derive(move || word(filters.read().stage))
                    on_pick=move |picked: String| change(&|f| f.stage = picked.parse().ok())
                />
                <Pick
                    label=|| texts().tickets().queue.waiting_on
                    options=Signal::derive(|| words(&WaitingOn::ALL, |v| texts().waiting_on(v)))
                    empty=tt!(queue.any)
                    value=Signal::derive(move || word(filters.read().waiting_on))
                    on_pick=move |picked: String| change(&|f| f.waiting_on = picked.parse().ok())
                />
                <Pick
                    label=|| texts().tickets().queue.priority
                    options=Signal::derive(|| words(&Priority::ALL, |v| texts().priority(v)))
                    empty=tt!(queue.any_of_them)
                    value=Signal::derive(move || word(filters.read().priority))
                    on_pick=move |picked: String| change(&|f| f.priority = picked.parse().ok())
                />
                <Pick
                    label=|| texts().tickets().queue.kind
                    options=Signal::derive(|| words(&Kind::ALL, |v| texts().kind(v)))
                    empty=tt!(queue.any)
                    value=Signal::derive(move || word(filters.read().kind))
                    on_pick=move |picked: String| change(&|f| f.kind = picked.parse().ok())
                />
                <Loaded from=use_companies() rows=1 inline=true let:all>
                    <Pick
                        label=|| texts().tickets().queue.company
                        options=Signal::derive(move || named(&all.read(), |one| (one.id, &one.name)))
                        empty=tt!(queue.any_of_them)
                        value=Signal::derive(move || word(filters.read().company))
                        on_pick=move |picked: String| change(&|f| f.company = picked.parse().ok())
                    />
                </Loaded>
                <AssigneePick filters on_change coordinates />
                <Loaded from=categories rows=1 inline=true let:all>
                    <Pick
                        label=|| texts().tickets().queue.category
                        options=Signal::derive(move || named(&all.read().items, |one| (one.id, &one.name)))
                        empty=tt!(queue.any_of_them)
                        value=Signal::derive(move || word(filters.read().category))
                        on_pick=move |picked: String| change(&|f| f.category = picked.parse().ok())
                    />
                </Loaded>
                {only(|| tt!(queue.only_today), |filters| &mut filters.due_today)}
                {only(|| tt!(queue.only_breached), |filters| &mut filters.breached)}
                <Show when=move || filters.read().narrows()>
                    <Button
                        kind=ButtonKind::Quiet
                        icon=Glyph::Close
                        on_press=move |()| on_change.run(filters.get_untracked().cleared())
                    >
                        {tt!(queue.clear)}
                    </Button>
                </Show>
            </div>
        </details>
    }
}

/// Engineers see the names of their colleagues on tickets, but only coordinators have the list.
#[component]
fn AssigneePick(
    filters: Memo<QueueFilters>,
    on_change: Callback<QueueFilters>,
    coordinates: bool,
) -> impl IntoView {
    let pick = move |people: Signal<Vec<StaffMember>>| {
        let options = Signal::derive(move || {
            let words = &texts().tickets().queue;
            let mine = (AssigneeFilter::Mine.as_param(), words.mine.to_owned());
            let nobodys = (AssigneeFilter::Nobody.as_param(), words.view_nobody.to_owned());
            let people = people.read();
            let people = people.iter().map(|person| (person.id.to_string(), person.name.clone()));
            [mine, nobodys].into_iter().chain(people).collect()
        });
        view! {
            <Pick
                label=|| texts().tickets().queue.assignee
                options
                empty=tt!(queue.any)
                value=Signal::derive(move || filters.read().assignee.as_param())
                on_pick=move |picked: String| {
                    let assignee = AssigneeFilter::from_param(&picked);
                    on_change.run(QueueFilters { assignee, ..filters.get_untracked() });
                }
            />
        }
    };
    if !coordinates {
        return pick(Signal::stored(Vec::new())).into_any();
    }
    let staff = use_load(|api| async move { api.staff().list().await });
    view! {
        <Loaded from=staff rows=1 inline=true let:list>
            {pick(Signal::derive(move || list.read().items.clone()))}
        </Loaded>
    }
    .into_any()
}

/// The choices of what has names.
fn named<T>(all: &[T], parts: impl Fn(&T) -> (Uuid, &String)) -> Vec<(String, String)> {
    let choice = |one| {
        let (id, name) = parts(one);
        (id.to_string(), name.clone())
    };
    all.iter().map(choice).collect()
}

fn words<T: Copy + ToString>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().map(|value| (value.to_string(), name(*value).to_owned())).collect()
}
