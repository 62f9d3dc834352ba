//! The one way to load.
//!
//! ```ignore
//! let company = use_load(move |api| {
//!     let id = id.get();                       // tracked: a change loads again
//!     async move { api.companies().show(id).await }
//! });
//! view! {
//!     <Loaded from=company let:company>        // company: Signal<Company>
//!         <h1>{move || company.read().name.clone()}</h1>
//!     </Loaded>
//! }
//! ```
//!
//! While the first answer is awaited a skeleton is shown; if it fails, the reason in words with a
//! button that tries again. Later loads ([`Load::reload`], a changed dependency, a new sign-in) keep
//! what is shown until the new answer is there, so that nothing jumps and no input loses its focus.
//! If such a load fails, what is shown stays, and a bar above it says that it may be out of date.
//!
//! [`Load::set`] puts a newer value in without asking the server, e.g. the answer of an action.
//! [`use_pages`] does the same for lists with a cursor.

use std::pin::Pin;
use std::sync::Arc;

use aval_client::{Error, Session as Api};
use aval_contract::companies::Company;
use aval_contract::page::{Page, PageQuery};
use leptos::prelude::*;

use crate::components::{Button, ErrorLine, ErrorPanel, Notice, Skeleton, Tone};
use crate::i18n::{texts, tr};
use crate::session::{Session, use_session};
use crate::view_model::failure::Failure;

/// The most entries that the server gives at once.
const LARGEST_PAGE: u32 = 100;

/// Something that is loaded, was loaded, or could not be.
pub struct Load<T: Send + Sync + 'static> {
    value: RwSignal<Option<T>>,
    failure: RwSignal<Option<Failure>>,
    pending: RwSignal<bool>,
    wanted: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: Clone + Send + Sync + 'static> Load<T> {
    /// What was loaded last; tracked.
    #[must_use]
    pub fn get(self) -> Option<T> {
        self.value.get()
    }

    /// What was loaded last, without tracking.
    #[must_use]
    pub fn get_untracked(self) -> Option<T> {
        self.value.get_untracked()
    }

    /// What was loaded last, without tracking; `None` as well when the page is gone.
    #[must_use]
    pub fn try_get_untracked(self) -> Option<T> {
        self.value.try_get_untracked().flatten()
    }

    /// Why the last try to load failed; tracked.
    #[must_use]
    pub fn failure(self) -> Option<Failure> {
        self.failure.get()
    }

    /// Whether it is being loaded; tracked.
    #[must_use]
    pub fn pending(self) -> bool {
        self.pending.get()
    }

    /// Loads again, keeping what is shown meanwhile.
    pub fn reload(self) {
        self.wanted.try_update(|wanted| *wanted += 1);
    }

    /// Puts a newer value in, e.g. the answer of an action. An answer that is under way was perhaps
    /// made before it, and would put an older one in its place: it is asked for again.
    pub fn set(self, value: T) {
        self.failure.try_set(None);
        self.value.try_set(Some(value));
        if self.pending.try_get_untracked() == Some(true) {
            self.reload();
        }
    }

    /// Changes the value in place, if there is one.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.value.try_update(|value| value.as_mut().map(change));
    }
}

/// Loads with the signed-in person's client. What `fetch` reads from signals before its future is
/// tracked.
pub fn use_load<T, Fut>(fetch: impl Fn(Api) -> Fut + 'static) -> Load<T>
where
    T: Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<T, Error>> + 'static,
{
    use_open_load(move |session| fetch(session.api()))
}

/// Like [`use_load`], for pages that people read without signing in, too: `fetch` takes from the
/// session what it has for both.
pub fn use_open_load<T, Fut>(fetch: impl Fn(Session) -> Fut + 'static) -> Load<T>
where
    T: Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<T, Error>> + 'static,
{
    load_taking(fetch, |value| value)
}

/// Loads, and keeps what `take` makes of each answer that no later load overtook: nothing may be
/// taken from an answer before that is known.
fn load_taking<A, T, Fut>(
    fetch: impl Fn(Session) -> Fut + 'static,
    take: impl Fn(A) -> T + Clone + 'static,
) -> Load<T>
where
    A: 'static,
    T: Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<A, Error>> + 'static,
{
    let value = RwSignal::new(None);
    let (failure, pending, wanted) =
        (RwSignal::new(None), RwSignal::new(true), RwSignal::new(0_u32));
    follow(
        Status { failure, pending, wanted },
        Box::new(move |session| {
            let (answer, take) = (fetch(session), take.clone());
            Box::pin(async move {
                let answer = answer.await?;
                Ok(Box::new(move || drop(value.try_set(Some(take(answer))))) as Box<dyn FnOnce()>)
            })
        }),
    );
    Load { value, failure, pending, wanted }
}

/// How a load stands, without what is loaded.
#[derive(Clone, Copy)]
struct Status {
    failure: RwSignal<Option<Failure>>,
    pending: RwSignal<bool>,
    wanted: RwSignal<u32>,
}

/// Comes to what puts the answer into its place.
type Answer = Pin<Box<dyn Future<Output = Result<Box<dyn FnOnce()>, Error>>>>;

/// Runs `fetch` now and at every change of what it tracks. Apart from [`use_load`] so that this is
/// compiled once and not for every type that is loaded.
fn follow(status: Status, fetch: Box<dyn Fn(Session) -> Answer>) {
    let session = use_session();
    let newest = StoredValue::new(0_u32);
    Effect::new(move || {
        status.wanted.track();
        let _epoch = session.epoch();
        let answer = fetch(session);
        newest.update_value(|newest| *newest += 1);
        let this = newest.get_value();
        status.pending.set(true);
        leptos::task::spawn_local(async move {
            let answer = answer.await;
            // The page is gone, or a later load overtook this one.
            if newest.try_get_value() != Some(this) {
                return;
            }
            match answer {
                Ok(keep) => {
                    status.failure.try_set(None);
                    keep();
                }
                Err(error) => {
                    let failure = Failure::from(error);
                    if failure.is_unauthorized() {
                        session.expire();
                    }
                    status.failure.try_set(Some(failure));
                }
            }
            status.pending.try_set(false);
        });
    });
}

/// All entries of a list with a cursor, for what needs them together, such as the choices of a
/// select. `fetch` gets the query of each page.
///
/// # Errors
/// The first one of any page.
pub async fn whole_list<T, Fut>(fetch: impl Fn(PageQuery) -> Fut) -> Result<Vec<T>, Error>
where
    Fut: Future<Output = Result<Page<T>, Error>>,
{
    let mut entries = Vec::new();
    let mut cursor = None;
    loop {
        let page = fetch(PageQuery { limit: Some(LARGEST_PAGE), cursor, count: None }).await?;
        entries.extend(page.items);
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => return Ok(entries),
        }
    }
}

/// All companies, for forms in which one of them is chosen.
pub fn use_companies() -> Load<Vec<Company>> {
    use_load(|api| async move {
        let companies = &api.companies();
        whole_list(|query| async move { companies.list(&query).await }).await
    })
}

/// Shows what was loaded; before that a skeleton, or why it failed with a button that tries again.
///
/// The content is made once and gets a signal: later values change it in place.
#[component]
pub fn Loaded<T, Content, V>(
    /// What is loaded.
    from: Load<T>,
    /// Rows of the skeleton.
    #[prop(default = 4)]
    rows: usize,
    /// Whether it stands among the fields of a form: a failure is then told in one line.
    #[prop(optional)]
    inline: bool,
    /// Makes the content.
    children: Content,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    Content: Fn(Signal<T>) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let status = Status { failure: from.failure, pending: from.pending, wanted: from.wanted };
    let is_there = Memo::new(move |_| from.value.read().is_some());
    let content = Arc::new(move || {
        let value = from.value.get_untracked().expect("there is a value when it is shown");
        // Never empty again once it was filled, but a view being torn down may still look.
        let latest = Signal::derive(move || from.value.get().unwrap_or_else(|| value.clone()));
        children(latest).into_any()
    });
    loaded(status, is_there, Waiting { rows, inline }, content)
}

/// What stands there until there is content.
#[derive(Clone, Copy)]
struct Waiting {
    rows: usize,
    inline: bool,
}

/// What [`Loaded`] does, compiled once.
fn loaded(
    status: Status,
    is_there: Memo<bool>,
    waiting: Waiting,
    content: Arc<dyn Fn() -> AnyView + Send + Sync>,
) -> AnyView {
    let Status { failure, pending, wanted } = status;
    let retry = Callback::new(move |()| wanted.update(|wanted| *wanted += 1));
    let has_failed = Memo::new(move |_| failure.read().is_some());
    (move || {
        if is_there.get() {
            view! {
                <Stale failure pending on_retry=retry />
                {content()}
            }
            .into_any()
        } else if has_failed.get() {
            let failure = Signal::derive(move || failure.get().unwrap_or(Failure::Unreadable));
            if waiting.inline {
                view! { <ErrorLine failure pending on_retry=retry /> }.into_any()
            } else {
                view! { <ErrorPanel failure pending on_retry=retry /> }.into_any()
            }
        } else {
            view! { <Skeleton rows=waiting.rows /> }.into_any()
        }
    })
    .into_any()
}

/// The bar over content that could not be brought up to date.
#[component]
fn Stale(
    failure: RwSignal<Option<Failure>>,
    pending: RwSignal<bool>,
    on_retry: Callback<()>,
) -> impl IntoView {
    view! {
        <Show when=move || failure.read().is_some()>
            <div class="stale">
                <Notice tone=Tone::Warning>
                    <p>{move || failure.read().as_ref().map(|failure| failure.text(texts()))}</p>
                    <p>{tr!(errors.stale_content)}</p>
                    <Button pending on_press=on_retry>{tr!(common.retry)}</Button>
                </Notice>
            </div>
        </Show>
    }
}

/// A list with a cursor, loaded page by page.
pub struct Pages<T: Send + Sync + 'static> {
    first: Load<Vec<T>>,
    next: RwSignal<Option<String>>,
    total: RwSignal<Option<u64>>,
    more_pending: RwSignal<bool>,
    fetch_more: Callback<()>,
}

impl<T: Send + Sync + 'static> Clone for Pages<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Pages<T> {}

impl<T: Clone + Send + Sync + 'static> Pages<T> {
    /// All entries loaded so far, for [`Loaded`].
    #[must_use]
    pub fn entries(self) -> Load<Vec<T>> {
        self.first
    }

    /// Whether there are more; tracked. For [`crate::components::More`].
    #[must_use]
    pub fn has_more(self) -> bool {
        self.next.read().is_some()
    }

    /// Whether the next page is awaited; tracked.
    #[must_use]
    pub fn more_pending(self) -> bool {
        self.more_pending.get()
    }

    /// How many entries there are in all, where the query asked to count them; tracked.
    #[must_use]
    pub fn total(self) -> Option<u64> {
        self.total.get()
    }

    /// Fetches the next page.
    #[must_use]
    pub fn fetch_more(self) -> Callback<()> {
        self.fetch_more
    }
}

/// Loads a list with a cursor. `fetch` gets the cursor of the page to fetch; what it reads from
/// signals is tracked, and a change starts over with the first page.
pub fn use_pages<T, Fut>(fetch: impl Fn(Api, Option<String>) -> Fut + Clone + 'static) -> Pages<T>
where
    T: Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<Page<T>, Error>> + 'static,
{
    let session = use_session();
    let next = RwSignal::new(None);
    let total = RwSignal::new(None);
    let more_pending = RwSignal::new(false);
    let first_page = fetch.clone();
    let first = load_taking(
        move |session| first_page(session.api(), None),
        move |page: Page<T>| {
            next.try_set(page.next_cursor);
            total.try_set(page.total);
            page.items
        },
    );
    let fetch = StoredValue::new_local(fetch);
    let fetch_more = Callback::new(move |()| {
        let Some(cursor) = next.get_untracked() else { return };
        if more_pending.get_untracked() {
            return;
        }
        more_pending.set(true);
        let page = untrack(|| fetch.with_value(|fetch| fetch(session.api(), Some(cursor.clone()))));
        leptos::task::spawn_local(async move {
            let page = page.await;
            more_pending.try_set(false);
            // A changed filter started the list over: this page belongs to the old one.
            if next.try_get_untracked().flatten().as_ref() != Some(&cursor) {
                return;
            }
            match page {
                Ok(page) => {
                    next.try_set(page.next_cursor);
                    first.update(|entries| entries.extend(page.items));
                }
                Err(error) => {
                    let failure = Failure::from(error);
                    if failure.is_unauthorized() {
                        session.expire();
                    } else {
                        crate::toast::failure(&failure);
                    }
                }
            }
        });
    });
    Pages { first, next, total, more_pending, fetch_more }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn a_whole_list_is_all_of_its_pages_in_order() {
        let page = |query: PageQuery| async move {
            let from: u32 = query.cursor.map_or(0, |cursor| cursor.parse().expect("a number"));
            let items = (from..250.min(from + LARGEST_PAGE)).collect::<Vec<_>>();
            let next = from + LARGEST_PAGE;
            let next_cursor = (next < 250).then(|| next.to_string());
            Ok(Page { items, next_cursor, total: None })
        };
        let all = whole_list(page).now_or_never().expect("nothing waits").expect("no failure");
        assert_eq!(all, (0..250).collect::<Vec<_>>());
    }

    #[test]
    fn a_list_that_breaks_off_is_no_list() {
        let page = |query: PageQuery| async move {
            match query.cursor {
                None => Ok(Page { items: vec![1], next_cursor: Some("1".to_owned()), total: None }),
                Some(_) => Err(Error::Request("cut off".to_owned())),
            }
        };
        assert!(whole_list(page).now_or_never().expect("nothing waits").is_err());
    }
}
