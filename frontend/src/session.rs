//! Who is reading: signing in, staying signed in, signing in again without losing the page.
//!
//! The client renews the access token by itself. Only when the server refuses that, the session has
//! ended: then a dialog asks for the password again over the page, which stays as it is, and
//! whatever failed for it is loaded once more.

use aval_client::{Anonymous, Session as Api, UserGuide};
use aval_contract::auth::Login;
use aval_contract::me::User;
use aval_domain::calendar::{Calendar, ExceptionKind as Exception};
use leptos::prelude::*;

use crate::view_model::failure::Failure;
use crate::{browser, clock, i18n};

/// How far we are with knowing who reads.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    /// The page was just loaded; the browser's cookie is being tried.
    Restoring,
    /// That failed for another reason than that nobody is signed in.
    Unreachable(Failure),
    /// Nobody is signed in.
    SignedOut {
        /// Because the reader left on purpose: she need not come back to the same page.
        left: bool,
    },
    /// Somebody is.
    SignedIn,
    /// Somebody was, and the page is still there.
    Expired,
}

/// The reader's session; found with [`use_session`].
#[derive(Clone, Copy)]
pub struct Session {
    status: RwSignal<Status>,
    user: RwSignal<Option<User>>,
    api: StoredValue<Option<Api>>,
    epoch: RwSignal<u32>,
}

/// The reader's session, from anywhere below the app.
#[must_use]
pub fn use_session() -> Session {
    expect_context()
}

/// The address of the server: the one the page came from.
fn anonymous() -> Anonymous {
    let origin = browser::window().location().origin().unwrap_or_default();
    Anonymous::new(&origin).with_locale(i18n::locale())
}

impl Session {
    /// Makes the session, puts it into the context and tries the browser's cookie.
    pub fn provide() -> Self {
        let session = Self {
            status: RwSignal::new(Status::Restoring),
            user: RwSignal::new(None),
            api: StoredValue::new(None),
            epoch: RwSignal::new(0),
        };
        provide_context(session);
        session.restore();
        Effect::new(move || {
            i18n::follow_locale();
            let locale = i18n::locale();
            if let Some(api) = session.api.get_value() {
                api.set_locale(locale);
            }
        });
        session
    }

    /// How far we are; tracked.
    #[must_use]
    pub fn status(self) -> Status {
        self.status.get()
    }

    /// Who is signed in, or was until the session ended; tracked.
    #[must_use]
    pub fn user(self) -> Option<User> {
        self.user.get()
    }

    /// The client with which pages load and act.
    ///
    /// # Panics
    /// Before anybody has signed in. Pages that load anything are shown only afterwards.
    #[must_use]
    pub fn api(self) -> Api {
        self.api.get_value().expect("pages with data are shown only to somebody signed in")
    }

    /// Counts the sign-ins; tracked. Loads follow it, so that what failed for an ended session is
    /// loaded again after the next sign-in.
    #[must_use]
    pub fn epoch(self) -> u32 {
        self.epoch.get()
    }

    /// The client for somebody not signed in.
    #[must_use]
    pub fn anonymous(self) -> Anonymous {
        anonymous()
    }

    /// The user guide, as far as whoever reads may read it.
    #[must_use]
    pub fn guide(self) -> UserGuide {
        match self.api.get_value() {
            Some(api) if self.user.read_untracked().is_some() => api.guide(),
            _ => anonymous().guide(),
        }
    }

    /// Tries the browser's cookie, when the page loads and when the server was away then.
    pub fn restore(self) {
        self.status.set(Status::Restoring);
        leptos::task::spawn_local(async move {
            match anonymous().resume().await {
                Ok(api) => self.begin(api),
                Err(error) => match Failure::from(error) {
                    failure if failure.is_unauthorized() => {
                        self.status.set(Status::SignedOut { left: false });
                    }
                    failure => self.status.set(Status::Unreachable(failure)),
                },
            }
        });
    }

    /// Signs in.
    ///
    /// # Errors
    /// Why not.
    pub async fn sign_in(self, login: Login) -> Result<(), Failure> {
        let api = anonymous().login(&login).await?;
        self.begin(api);
        Ok(())
    }

    /// Signs in again after the session ended. Another person than before gets a fresh page.
    ///
    /// # Errors
    /// Why not.
    pub async fn sign_in_again(self, login: Login) -> Result<(), Failure> {
        let before = self.user.get_untracked().map(|user| user.id);
        let api = anonymous().login(&login).await?;
        if api.user().map(|user| user.id) == before {
            self.begin(api);
        } else {
            browser::reload();
        }
        Ok(())
    }

    /// Signs out. The page goes back to signing in even when the server can't be reached, and
    /// says so.
    ///
    /// # Errors
    /// When the server could not be told; the session then ends by itself.
    pub async fn sign_out(self) -> Result<(), Failure> {
        let told = self.api().logout().await;
        self.status.set(Status::SignedOut { left: true });
        self.user.set(None);
        told.map_err(Failure::from)
    }

    /// Takes note that the server refused the session.
    pub fn expire(self) {
        self.status.update(|status| {
            if *status == Status::SignedIn {
                *status = Status::Expired;
            }
        });
    }

    /// Takes note of what the reader changed about herself.
    pub fn remember(self, user: User) {
        i18n::set_locale(user.locale);
        self.user.set(Some(user));
    }

    /// Loads again what admins declared about dates.
    pub fn reload_calendar(self) {
        leptos::task::spawn_local(load_calendar(self.api()));
    }

    /// Takes up a session that a link opened.
    pub fn enter(self, api: Api) {
        self.begin(api);
    }

    fn begin(self, api: Api) {
        let user = api.user();
        if let Some(user) = &user {
            // What the reader chose in her profile wins over what this device remembers.
            i18n::set_locale(user.locale);
            api.set_locale(user.locale);
        }
        self.user.set(user);
        self.api.set_value(Some(api.clone()));
        self.epoch.update(|epoch| *epoch += 1);
        self.status.set(Status::SignedIn);
        leptos::task::spawn_local(load_calendar(api));
    }
}

/// Fills in what admins declared about dates. Without it the holidays of the country hold, so a
/// failure here is no reason to trouble anybody.
async fn load_calendar(api: Api) {
    use aval_contract::calendar::ExceptionKind;

    if let Ok(exceptions) = api.calendar().exceptions().await {
        let declared = exceptions.items.into_iter().map(|exception| {
            let kind = match exception.kind {
                ExceptionKind::Closure => Exception::Closure,
                ExceptionKind::WorkingDay => Exception::WorkingDay,
            };
            (exception.date, kind)
        });
        clock::calendar().set(Calendar::new(declared));
    }
}
