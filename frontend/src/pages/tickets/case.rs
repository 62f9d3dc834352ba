//! One ticket as its page holds it: what was loaded, kept fresh, and changed by actions.

use aval_client::{Error, Session as Api, Versioned};
use aval_contract::error::ErrorCode;
use aval_contract::tickets::{
    ActionAvailability, Actions, Findings, TicketAnswer, TicketForReporter,
};
use aval_contract::timeline::{TimelineEntry, Verification};
use aval_domain::lifecycle::ActionKind;
use leptos::prelude::*;
use uuid::Uuid;

use crate::act::{Act, use_act_or};
use crate::components::focus_first_field;
use crate::live::{on_news, use_live};
use crate::load::{Load, use_load, whole_list};
use crate::view_model::failure::Failure;
use crate::view_model::tickets::next::Side;

/// A ticket whose page is open; found with [`use_case`].
#[derive(Clone, Copy)]
pub struct Case {
    ticket: Load<TicketAnswer>,
    /// What the last action answered with.
    newest: StoredValue<Option<TicketAnswer>>,
    timeline: Load<Vec<TimelineEntry>>,
    actions: Load<Actions>,
    verification: Load<Verification>,
    /// Counts what made the rest load again, for panels that load something of their own.
    changes: RwSignal<u32>,
    /// The newest version that an answer other than the ticket told of.
    heard: StoredValue<i64>,
    /// Whether somebody else changed the ticket under what the reader was about to do.
    overtaken: RwSignal<bool>,
}

/// The ticket of the page around.
pub fn use_case() -> Case {
    expect_context()
}

impl Case {
    /// Loads the ticket with this number, keeps it fresh and puts it into the context.
    pub fn provide(number: Signal<String>) -> Self {
        let newest = StoredValue::new(None::<TicketAnswer>);
        let case = Self {
            ticket: use_load(move |api| {
                let number = number.get();
                async move {
                    let ticket = api.tickets().show(number).await?.value;
                    // Asked before an action and answered after it: what the action said is newer.
                    let version = |ticket: &TicketAnswer| ticket.public().version;
                    let overtaken = newest.try_get_value().flatten();
                    Ok(match overtaken.filter(|known| version(known) > version(&ticket)) {
                        Some(known) => known,
                        None => ticket,
                    })
                }
            }),
            newest,
            timeline: use_load(move |api| whole_timeline(api, number.get())),
            actions: use_load(move |api| {
                let number = number.get();
                async move { api.tickets().actions(number).await }
            }),
            verification: use_load(move |api| {
                let number = number.get();
                async move { api.tickets().verification(number).await }
            }),
            changes: RwSignal::new(0),
            heard: StoredValue::new(0),
            overtaken: RwSignal::new(false),
        };
        case.follow_changes();
        on_news(move |ticket| ticket == case.id(), move || case.ticket.reload());
        case.tell_what_was_seen();
        provide_context(case);
        case
    }

    /// Loads the rest again whenever the ticket turns out to have changed.
    fn follow_changes(self) {
        Effect::new(move |before: Option<Option<(i64, Option<u64>)>>| {
            let stamp = self.ticket.get().map(|ticket| {
                (ticket.public().version, ticket.internal().map(|internal| internal.notes))
            });
            // The first answer comes with the first loads of the rest.
            if before.flatten().is_some() && before.flatten() != stamp {
                self.reload_rest();
            }
            stamp
        });
    }

    /// Marks what the reader was told of this ticket as read, now and whenever more comes.
    fn tell_what_was_seen(self) {
        let live = use_live();
        let is_there = Memo::new(move |_| self.ticket.get().is_some());
        // Not how many: each answer says that anew, and would ask again for ever.
        let is_any_unread = Memo::new(move |_| live.unread() > 0);
        Effect::new(move || {
            let _more = live.told();
            if is_there.get() && is_any_unread.get() {
                live.has_seen(self.id());
            }
        });
    }

    fn reload_rest(self) {
        self.timeline.reload();
        self.actions.reload();
        self.verification.reload();
        self.changes.try_update(|changes| *changes += 1);
    }

    /// Tracks whatever may have changed the ticket: what reads this loads anew then.
    pub fn follow(self) {
        self.changes.track();
    }

    /// For [`crate::load::Loaded`].
    pub fn loading(self) -> Load<TicketAnswer> {
        self.ticket
    }

    /// For [`crate::load::Loaded`].
    pub fn timeline_loading(self) -> Load<Vec<TimelineEntry>> {
        self.timeline
    }

    /// For [`crate::load::Loaded`].
    pub fn actions_loading(self) -> Load<Actions> {
        self.actions
    }

    /// For [`crate::load::Loaded`].
    pub fn verification_loading(self) -> Load<Verification> {
        self.verification
    }

    /// What everybody sees of the ticket; tracked. Only below the loaded page.
    ///
    /// # Panics
    /// Before the ticket was loaded.
    pub fn public(self) -> TicketForReporter {
        self.ticket.get().expect("shown once the ticket is there").public().clone()
    }

    /// The four findings; tracked. `None` for customers.
    pub fn findings(self) -> Option<Findings> {
        self.ticket.get()?.internal().map(|internal| internal.findings.clone())
    }

    /// The ticket's id; not tracked, as it never changes on one page.
    pub fn id(self) -> Uuid {
        untrack(|| self.ticket.get()).map(|ticket| ticket.public().id).unwrap_or_default()
    }

    /// The version of the ticket that the reader has seen, with what she has done to it herself; not
    /// tracked.
    pub fn version(self) -> i64 {
        let shown = self.ticket.try_get_untracked().map_or(0, |ticket| ticket.public().version);
        shown.max(self.heard.try_get_value().unwrap_or_default())
    }

    /// The number of the ticket where this one goes on; not tracked. `None` as well when its page
    /// is gone.
    pub fn continues_in(self) -> Option<String> {
        self.ticket.try_get_untracked()?.public().duplicate_of.clone()
    }

    /// What was loaded of the timeline so far; tracked.
    pub fn timeline(self) -> Vec<TimelineEntry> {
        self.timeline.get().unwrap_or_default()
    }

    /// Which side reads; tracked.
    pub fn side(self) -> Side {
        match self.ticket.get() {
            Some(TicketAnswer::Staff(_)) => Side::Support,
            Some(TicketAnswer::Reporter(_)) | None => Side::Customer,
        }
    }

    /// Whether the reader may do something now; tracked. `false` while that is not known.
    pub fn may(self, action: ActionKind) -> bool {
        self.availability(action).is_some_and(|found| found.possible)
    }

    /// Whether the reader may do something now, and why not; tracked.
    pub fn availability(self, action: ActionKind) -> Option<ActionAvailability> {
        self.actions.get()?.items.into_iter().find(|found| found.action == action)
    }

    /// Whether somebody else changed the ticket under what the reader was about to do; tracked.
    pub fn overtaken(self) -> bool {
        self.overtaken.get()
    }

    /// Takes in the ticket that an action answered with.
    pub fn accept(self, ticket: TicketAnswer) {
        self.overtaken.set(false);
        self.newest.set_value(Some(ticket.clone()));
        self.ticket.set(ticket);
    }

    /// Takes note of the version that something the reader did answered with, where that was not the
    /// ticket itself, and loads everything again.
    pub fn hear(self, version: i64) {
        // Whoever did it may have left the page before the answer came.
        let gone = self.heard.try_set_value(version).is_some();
        if !gone {
            self.overtaken.set(false);
            self.refresh();
        }
    }

    /// Tells the reader that the ticket has changed under what she was about to do.
    pub fn tell_overtaken(self) {
        self.overtaken.set(true);
    }

    /// Loads everything again, after a message or when the ticket is known to have changed.
    pub fn refresh(self) {
        self.ticket.reload();
        self.reload_rest();
    }

    /// Takes note of a refusal: one that says that the ticket has changed loads it again and tells
    /// so beside the form, whose texts stay. Returns whether it told.
    pub fn refused(self, failure: &Failure) -> bool {
        match failure.code() {
            Some(ErrorCode::PreconditionFailed) => {
                self.overtaken.set(true);
                self.refresh();
                true
            }
            Some(ErrorCode::WrongStage | ErrorCode::GuardFailed | ErrorCode::Conflict) => {
                self.refresh();
                false
            }
            Some(_) | None => false,
        }
    }

    /// Opens a dialog with a form about the ticket and moves the focus to what there is to fill in.
    pub fn open(self, dialog: RwSignal<bool>) {
        self.overtaken.set(false);
        dialog.set(true);
        focus_first_field();
    }
}

/// Something the reader does to the ticket of the page. `call` gets the client, the ticket's id and
/// the version that the reader has seen.
pub fn use_case_act<I, Fut>(
    case: Case,
    call: impl Fn(Api, Uuid, i64, I) -> Fut + 'static,
    done: impl Fn() + Clone + 'static,
) -> Act<I>
where
    I: 'static,
    Fut: Future<Output = Result<Versioned<TicketAnswer>, Error>> + 'static,
{
    use_act_or(
        move |api, input| call(api, case.id(), case.version(), input),
        move |ticket: Versioned<TicketAnswer>| {
            case.accept(ticket.value);
            done();
        },
        move |failure| case.refused(failure),
    )
}

/// Something the reader does to what hangs on the ticket of the page, such as its work plan: the
/// answer carries the ticket's new version, not the ticket.
pub fn use_part_act<I, O, Fut>(
    case: Case,
    call: impl Fn(Api, Uuid, i64, I) -> Fut + 'static,
    done: impl Fn(O) + Clone + 'static,
) -> Act<I>
where
    I: 'static,
    O: 'static,
    Fut: Future<Output = Result<Versioned<O>, Error>> + 'static,
{
    use_part_act_or(case, call, done, |_| false)
}

/// Like [`use_part_act`]; `told` sees each refusal that is not about the ticket's version and returns
/// whether it told the reader itself.
pub fn use_part_act_or<I, O, Fut>(
    case: Case,
    call: impl Fn(Api, Uuid, i64, I) -> Fut + 'static,
    done: impl Fn(O) + Clone + 'static,
    told: impl Fn(&Failure) -> bool + 'static,
) -> Act<I>
where
    I: 'static,
    O: 'static,
    Fut: Future<Output = Result<Versioned<O>, Error>> + 'static,
{
    use_act_or(
        move |api, input| call(api, case.id(), case.version(), input),
        move |answer: Versioned<O>| {
            case.hear(answer.version);
            done(answer.value);
        },
        move |failure| case.refused(failure) || told(failure),
    )
}

async fn whole_timeline(api: Api, number: String) -> Result<Vec<TimelineEntry>, Error> {
    let (tickets, number) = (&api.tickets(), &number);
    whole_list(|query| async move { tickets.timeline(number, &query).await }).await
}
