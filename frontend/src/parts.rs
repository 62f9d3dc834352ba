//! The parts of the program that are fetched when they are first needed.
//!
//! Somebody signing in on a phone downloads the frame and that page; a customer never downloads what
//! only staff use. Each function here is a seam: the bundler cuts the program there, and what only
//! its part uses goes into a file of its own. Pages are handed over as plain function pointers, so
//! that they are made where they are shown.

use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::components::{ErrorPanel, Skeleton};
use crate::pages::{account, admin, session, tickets};
use crate::view_model::failure::Failure;

/// Makes a page.
type Page = fn() -> AnyView;
type Fetched = Result<Page, SplitLoaderError>;

/// The pages that live in parts of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The first admin of a new installation.
    FirstAdmin,
    /// Accepting an invitation.
    AcceptInvite,
    /// Asking for a link to a new password.
    ForgotPassword,
    /// Choosing a new password.
    ResetPassword,
    /// The customer's start.
    CustomerHome,
    /// A new ticket.
    CreateTicket,
    /// One ticket.
    Ticket,
    /// Support's queue.
    Queue,
    /// The reader herself.
    Profile,
    /// The reader's team.
    Team,
    /// Companies.
    Companies,
    /// One company.
    Company,
    /// Staff.
    Staff,
    /// Categories.
    Categories,
    /// API keys.
    ApiKeys,
    /// Holidays and exceptions.
    Calendar,
}

impl Part {
    /// Fetches the page; at once when it is there already.
    async fn fetch(self) -> Fetched {
        match self {
            Self::FirstAdmin => first_admin().await,
            Self::AcceptInvite => accept_invite().await,
            Self::ForgotPassword => forgot_password().await,
            Self::ResetPassword => reset_password().await,
            Self::CustomerHome => customer_home().await,
            Self::CreateTicket => create_ticket().await,
            Self::Ticket => ticket().await,
            Self::Queue => queue().await,
            Self::Profile => profile().await,
            Self::Team => team().await,
            Self::Companies => companies().await,
            Self::Company => company().await,
            Self::Staff => staff().await,
            Self::Categories => categories().await,
            Self::ApiKeys => api_keys().await,
            Self::Calendar => calendar().await,
        }
    }

    /// Fetches the page ahead of its use. A failure matters only when it is used.
    pub fn prefetch(self) {
        leptos::task::spawn_local(async move { drop(self.fetch().await) });
    }
}

macro_rules! seams {
    ($($part:ident: $name:ident => $page:path,)+) => {
        $(
            #[wasm_split($part, fallible)]
            fn $name() -> Fetched {
                Ok(|| $page().into_any())
            }
        )+
    };
}

seams! {
    access: first_admin => session::FirstAdmin,
    access: accept_invite => session::AcceptInvite,
    access: forgot_password => session::ForgotPassword,
    access: reset_password => session::ResetPassword,
    home: customer_home => tickets::CustomerHome,
    tickets: create_ticket => tickets::CreateTicket,
    tickets: ticket => tickets::TicketPage,
    queue: queue => tickets::Queue,
    account: profile => account::Profile,
    account: team => account::Team,
    admin: companies => admin::Companies,
    admin: company => admin::Company,
    admin: staff => admin::Staff,
    admin: categories => admin::Categories,
    admin: api_keys => admin::ApiKeys,
    admin: calendar => admin::Calendar,
}

/// Shows a page of a part, after fetching it where that is needed.
#[component]
pub fn PartPage(
    /// Which.
    part: Part,
) -> impl IntoView {
    let page = RwSignal::new(None::<Option<Page>>);
    let fetch = move || {
        leptos::task::spawn_local(async move {
            page.try_set(Some(part.fetch().await.ok()));
        });
    };
    fetch();
    move || match page.get() {
        None => view! { <Skeleton rows=5 /> }.into_any(),
        Some(Some(page)) => page(),
        Some(None) => view! {
            <ErrorPanel
                failure=Signal::stored(Failure::Offline)
                on_retry=move |()| {
                    page.set(None);
                    fetch();
                }
            />
        }
        .into_any(),
    }
}
