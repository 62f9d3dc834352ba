//! What others do, as they do it. Pages say what concerns them; the stream itself is followed by
//! [`follow`], once somebody is signed in.

pub mod follow;

use std::collections::BTreeMap;
use std::time::Duration;

use aval_contract::notifications::ReadNotifications;
use leptos::prelude::*;
use uuid::Uuid;

use crate::browser;
use crate::session::use_session;

/// How long a page waits for more before it asks: much happens at once.
const GATHER: Duration = Duration::from_millis(400);
/// How often a page asks by itself while the stream is not there.
const POLL: Duration = Duration::from_secs(20);

type Handler = Callback<Option<Uuid>>;

/// What is known of the stream; found with [`use_live`].
#[derive(Clone, Copy)]
pub struct Live {
    connected: RwSignal<bool>,
    unread: RwSignal<u64>,
    told: RwSignal<u32>,
    handlers: StoredValue<BTreeMap<u32, Handler>>,
}

/// The stream, from anywhere below the app.
#[must_use]
pub fn use_live() -> Live {
    expect_context()
}

impl Live {
    /// Puts it into the context.
    pub fn provide() -> Self {
        let live = Self {
            connected: RwSignal::new(false),
            unread: RwSignal::new(0),
            told: RwSignal::new(0),
            handlers: StoredValue::new(BTreeMap::new()),
        };
        provide_context(live);
        live
    }

    /// How many notifications the reader has not read; tracked.
    #[must_use]
    pub fn unread(self) -> u64 {
        self.unread.get()
    }

    /// Takes note of how many the server says are unread.
    pub fn set_unread(self, unread: u64) {
        self.unread.set(unread);
    }

    /// Counts what the reader is told while the page is open; tracked.
    #[must_use]
    pub fn told(self) -> u32 {
        self.told.get()
    }

    /// Marks what she was told of a ticket as read, if there is anything unread: she looks at it.
    pub fn has_seen(self, ticket: Uuid) {
        if self.unread.get_untracked() == 0 {
            return;
        }
        let api = use_session().api();
        leptos::task::spawn_local(async move {
            let seen = ReadNotifications { ticket_id: Some(ticket), ..Default::default() };
            // A failure leaves a number too high until the next time.
            if let Ok(left) = api.notifications().read(&seen).await {
                self.unread.try_set(left.unread);
            }
        });
    }

    /// Tells the pages that something happened to a ticket; `None`: to any.
    fn happened(self, ticket: Option<Uuid>) {
        let handlers: Vec<Handler> =
            self.handlers.with_value(|all| all.values().copied().collect());
        for handler in handlers {
            handler.run(ticket);
        }
    }

    fn listen(self, handler: Handler) -> u32 {
        let mut key = 0;
        self.handlers.update_value(|all| {
            key = all.last_key_value().map_or(0, |(last, _)| last + 1);
            all.insert(key, handler);
        });
        key
    }
}

/// Calls `ask` when something happens to a ticket that concerns the page, for as long as the page is
/// there. While the stream is not, it asks every twenty seconds, and when the page comes back into
/// view.
pub fn on_news(
    concerns: impl Fn(Uuid) -> bool + Send + Sync + 'static,
    ask: impl Fn() + Send + Sync + 'static,
) {
    let live = use_live();
    let ask = Callback::new(move |()| ask());
    let gathering = StoredValue::new(false);
    let soon = move || {
        if !gathering.get_value() {
            gathering.set_value(true);
            set_timeout(
                move || {
                    // The page may be gone by then.
                    if gathering.try_set_value(false).is_none() {
                        ask.run(());
                    }
                },
                GATHER,
            );
        }
    };
    let key = live.listen(Callback::new(move |ticket: Option<Uuid>| {
        if ticket.is_none_or(&concerns) {
            soon();
        }
    }));
    let alone = move || !live.connected.get_untracked() && browser::is_in_view();
    let ask_alone = move || {
        if alone() {
            ask.run(());
        }
    };
    let ticking = set_interval_with_handle(ask_alone, POLL);
    let returning = window_event_listener_untyped("visibilitychange", move |_| ask_alone());
    on_cleanup(move || {
        live.handlers.try_update_value(|all| all.remove(&key));
        if let Ok(ticking) = ticking {
            ticking.clear();
        }
        returning.remove();
    });
}
