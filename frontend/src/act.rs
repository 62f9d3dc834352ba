//! The one way to act.
//!
//! ```ignore
//! let create = use_act(
//!     move |api, company: CreateCompany| async move { api.companies().create(&company).await },
//!     move |company| { toast::success(…); navigate(…) },
//! );
//! view! {
//!     <Form on_submit=move |()| create.run(body())>
//!         <Field label=tr!(common.name) value=name error=create.field("/name") />
//!         <SubmitButton pending=create.pending()>{tr!(common.create)}</SubmitButton>
//!     </Form>
//! }
//! ```
//!
//! While it runs, [`Act::pending`] is true and further presses do nothing. A failure is told in a
//! toast; what the server says of single fields shows beside them through [`Act::field`]. An ended
//! session asks for the password over the page, which keeps what was written.

use std::pin::Pin;
use std::sync::Arc;

use aval_client::{Error, Session as Api};
use leptos::prelude::*;

use crate::components::focus_first_invalid;
use crate::i18n::texts;
use crate::session::{Session, use_session};
use crate::toast;
use crate::view_model::failure::Failure;

type Run<I> = Arc<dyn Fn(I)>;

/// Something a person can do.
pub struct Act<I: 'static> {
    pending: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    run: StoredValue<Run<I>, LocalStorage>,
}

impl<I> Clone for Act<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I> Copy for Act<I> {}

impl<I> Act<I> {
    /// Does it, unless it is being done already.
    pub fn run(self, input: I) {
        if !self.pending.get_untracked() {
            let run = self.run.get_value();
            run(input);
        }
    }

    /// Whether it is being done.
    #[must_use]
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// Why it was refused the last time; `None` after it was done and while it is being done.
    #[must_use]
    pub fn failure(self) -> Signal<Option<Failure>> {
        self.failure.into()
    }

    /// Forgets the last failure, e.g. when a dialog is opened anew.
    pub fn clear(self) {
        self.failure.set(None);
    }

    /// What the server said of one field, by its pointer: `/subject`.
    #[must_use]
    pub fn field(self, pointer: &'static str) -> Signal<Option<String>> {
        let failure = self.failure;
        Signal::derive(move || {
            let failure = failure.read();
            let failure = failure.as_ref()?;
            let told = failure.field(pointer).map(str::to_owned);
            told.or_else(|| failure.is_about(pointer).then(|| failure.text(texts())))
        })
    }
}

/// Makes something a person can do with the signed-in person's client: `call` does it, `done` gets
/// the answer.
pub fn use_act<I, O, Fut>(
    call: impl Fn(Api, I) -> Fut + 'static,
    done: impl Fn(O) + Clone + 'static,
) -> Act<I>
where
    I: 'static,
    O: 'static,
    Fut: Future<Output = Result<O, Error>> + 'static,
{
    use_act_or(call, done, |_| false)
}

/// Like [`use_act`]; `failed` sees each failure first and returns whether it told the person
/// itself, e.g. after loading the newer version of a ticket.
pub fn use_act_or<I, O, Fut>(
    call: impl Fn(Api, I) -> Fut + 'static,
    done: impl Fn(O) + Clone + 'static,
    failed: impl Fn(&Failure) -> bool + 'static,
) -> Act<I>
where
    I: 'static,
    O: 'static,
    Fut: Future<Output = Result<O, Error>> + 'static,
{
    let session = use_session();
    let state = State {
        session,
        pending: RwSignal::new(false),
        failure: RwSignal::new(None),
        failed: Arc::new(failed),
    };
    let (pending, failure) = (state.pending, state.failure);
    let run: Run<I> = Arc::new(move |input| {
        let answer = call(session.api(), input);
        let done = done.clone();
        let finish = async move {
            let answer = answer.await?;
            Ok(Box::new(move || done(answer)) as Box<dyn FnOnce()>)
        };
        state.clone().start(Box::pin(finish));
    });
    Act { pending, failure, run: StoredValue::new_local(run) }
}

/// Comes to what tells the page of its success.
type Answer = Pin<Box<dyn Future<Output = Result<Box<dyn FnOnce()>, Error>>>>;

/// How it stands, without what is done. Apart from [`use_act_or`] so that this is compiled once
/// and not for each thing that can be done.
#[derive(Clone)]
struct State {
    session: Session,
    pending: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    failed: Arc<dyn Fn(&Failure) -> bool>,
}

impl State {
    fn start(self, answer: Answer) {
        self.pending.set(true);
        self.failure.set(None);
        leptos::task::spawn_local(async move {
            let answer = answer.await.map_err(Failure::from);
            self.pending.try_set(false);
            match answer {
                Ok(done) => done(),
                Err(reason) => self.refused(reason),
            }
        });
    }

    fn refused(self, reason: Failure) {
        self.failure.try_set(Some(reason.clone()));
        if reason.is_unauthorized() {
            self.session.expire();
        } else if !(self.failed)(&reason) {
            // What is told at its field needs no telling again in a corner.
            if !reason.is_of_a_field() {
                toast::failure(&reason);
            }
            focus_first_invalid();
        }
    }
}
