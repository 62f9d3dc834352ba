//! Which address shows which page, and to whom.

use aval_domain::lifecycle::Role;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::hooks::{use_location, use_params_map};
use leptos_router::{ParamSegment, StaticSegment};

use crate::components::{ErrorPanel, Skeleton};
use crate::i18n;
use crate::live::Live;
use crate::pages::not_found::NotFound;
use crate::pages::session::SignIn;
use crate::parts::{self, Part, PartPage, PartTools};
use crate::paths::{self, segment};
use crate::session::{Session, Status, use_session};
use crate::shell::{ExpiredDialog, OfflineBanner, PublicFrame, Shell};
use crate::toast::Toasts;
use crate::tools::Tools;

/// Everything. A change of the language makes all of it anew.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::provide();
    let live = Live::provide();
    Tools::provide(session);
    Effect::new(move || {
        let _each_sign_in = session.epoch();
        if session.status() == Status::SignedIn {
            parts::follow_live(session, live);
        }
    });
    view! {
        <Router>
            {move || {
                i18n::follow_locale();
                view! {
                    <Pages />
                    <PartTools />
                    <ExpiredDialog />
                    <OfflineBanner />
                    <Toasts />
                }
            }}
        </Router>
    }
}

#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| view! { <PublicFrame><NotFound /></PublicFrame> }>
            <Route path=StaticSegment(segment::SIGN_IN) view=SignIn />
            <Route path=StaticSegment(segment::FORGOT) view=|| part(Part::ForgotPassword) />
            <Route
                path=(StaticSegment(segment::RESET), ParamSegment("token"))
                view=|| part(Part::ResetPassword)
            />
            <Route
                path=(StaticSegment(segment::INVITE), ParamSegment("token"))
                view=|| part(Part::AcceptInvite)
            />
            <Route
                path=(StaticSegment(segment::FIRST_ADMIN), ParamSegment("token"))
                view=|| part(Part::FirstAdmin)
            />
            <Route path=StaticSegment(segment::GUIDE) view=|| open(Part::GuideContents) />
            <Route
                path=(StaticSegment(segment::GUIDE), ParamSegment("page"))
                view=|| open(Part::GuidePage)
            />
            <ParentRoute path=StaticSegment("") view=SignedIn>
                <Route path=StaticSegment("") view=Home />
                <Route path=StaticSegment(segment::CASES) view=Home />
                <Route
                    path=(StaticSegment(segment::CASES), StaticSegment(paths::NEW_SEGMENT))
                    view=|| part(Part::CreateTicket)
                />
                <Route
                    path=(StaticSegment(segment::CASES), ParamSegment("number"))
                    view=|| part(Part::Ticket)
                />
                <Route
                    path=(
                        StaticSegment(segment::CASES),
                        ParamSegment("number"),
                        StaticSegment(paths::PLAN_SEGMENT),
                    )
                    view=Plan
                />
                <Route path=StaticSegment(segment::PROFILE) view=|| part(Part::Profile) />
                <Route
                    path=StaticSegment(segment::KNOWLEDGE)
                    view=|| part(Part::Knowledge)
                />
                <Route
                    path=(StaticSegment(segment::KNOWLEDGE), StaticSegment(paths::EDIT_SEGMENT))
                    view=|| only(Role::is_staff, Part::ArticleEditor)
                />
                <Route
                    path=(StaticSegment(segment::KNOWLEDGE), ParamSegment("id"))
                    view=|| part(Part::Article)
                />
                <Route
                    path=(
                        StaticSegment(segment::KNOWLEDGE),
                        ParamSegment("id"),
                        StaticSegment(paths::EDIT_SEGMENT),
                    )
                    view=|| only(Role::is_staff, Part::ArticleEditor)
                />
                <Route path=StaticSegment(segment::NOTICES) view=|| part(Part::Notices) />
                <Route
                    path=StaticSegment(segment::TEAM)
                    view=|| only(|role| !role.is_staff(), Part::Team)
                />
                <Route
                    path=StaticSegment(segment::QUEUE)
                    view=|| only(Role::is_staff, Part::Queue)
                />
                <Route
                    path=StaticSegment(segment::CALENDAR)
                    view=|| only(Role::is_staff, Part::Calendar)
                />
                <Route
                    path=StaticSegment(segment::PROMISES)
                    view=|| only(coordinates, Part::Promises)
                />
                <Route
                    path=StaticSegment(segment::AGENDA)
                    view=|| only(Role::is_staff, Part::Agenda)
                />
                <Route
                    path=StaticSegment(segment::REPORTS)
                    view=|| only(coordinates, Part::Reports)
                />
                <Route
                    path=(
                        StaticSegment(segment::REPORTS),
                        StaticSegment(paths::REPORTS_OF_COMPANIES),
                        ParamSegment("id"),
                    )
                    view=|| only(coordinates, Part::CompanyReport)
                />
                <Route
                    path=StaticSegment(segment::MONTHLY)
                    view=|| only(|role| !role.is_staff(), Part::CompanyReport)
                />
                <Route
                    path=StaticSegment(segment::COMPANIES)
                    view=|| only(coordinates, Part::Companies)
                />
                <Route
                    path=(StaticSegment(segment::COMPANIES), ParamSegment("id"))
                    view=|| only(coordinates, Part::Company)
                />
                <Route
                    path=StaticSegment(segment::STAFF)
                    view=|| only(coordinates, Part::Staff)
                />
                <Route
                    path=StaticSegment(segment::CATEGORIES)
                    view=|| only(administers, Part::Categories)
                />
                <Route
                    path=StaticSegment(segment::TEMPLATES)
                    view=|| only(coordinates, Part::Templates)
                />
                <Route
                    path=StaticSegment(segment::API_KEYS)
                    view=|| only(administers, Part::ApiKeys)
                />
                <Route
                    path=StaticSegment(segment::WEBHOOKS)
                    view=|| only(administers, Part::Webhooks)
                />
                <Route
                    path=(StaticSegment(segment::WEBHOOKS), ParamSegment("id"))
                    view=|| only(administers, Part::Webhook)
                />
                <Route
                    path=StaticSegment(segment::MAIL)
                    view=|| only(administers, Part::Quarantine)
                />
                <Route
                    path=StaticSegment(segment::AUDIT)
                    view=|| only(administers, Part::Audit)
                />
            </ParentRoute>
        </Routes>
    }
}

fn part(part: Part) -> AnyView {
    view! { <PartPage part /> }.into_any()
}

/// Shows a page to everybody, in the frame of whoever reads.
fn open(page: Part) -> AnyView {
    #[derive(Clone, Copy, PartialEq)]
    enum Reader {
        Unknown,
        Nobody,
        Somebody,
    }
    let session = use_session();
    let reader = Memo::new(move |_| match session.status() {
        Status::Restoring => Reader::Unknown,
        Status::SignedOut { .. } | Status::Unreachable(_) => Reader::Nobody,
        Status::SignedIn | Status::Expired => Reader::Somebody,
    });
    (move || match reader.get() {
        Reader::Unknown => {
            view! { <PublicFrame wide=true><Skeleton rows=5 /></PublicFrame> }.into_any()
        }
        Reader::Nobody => view! { <PublicFrame wide=true>{part(page)}</PublicFrame> }.into_any(),
        Reader::Somebody => view! { <Shell>{part(page)}</Shell> }.into_any(),
    })
    .into_any()
}

fn coordinates(role: Role) -> bool {
    role.at_least(Role::Coordinator)
}

fn administers(role: Role) -> bool {
    role.at_least(Role::Admin)
}

/// Shows a page to those who may see it. For everybody else the address leads nowhere, as the API
/// would say.
fn only(may: fn(Role) -> bool, page: Part) -> AnyView {
    let session = use_session();
    let allowed = Memo::new(move |_| session.user().is_some_and(|user| may(user.role)));
    (move || if allowed.get() { part(page) } else { view! { <NotFound /> }.into_any() }).into_any()
}

/// The frame of all pages for somebody signed in; anybody else is sent to sign in first.
#[component]
fn SignedIn() -> impl IntoView {
    #[derive(Clone, PartialEq)]
    enum Shown {
        Waiting,
        Unreachable(crate::view_model::failure::Failure),
        SignIn { left: bool },
        Page,
    }
    let session = use_session();
    let location = use_location();
    // The page stays as it is when the session ends and when it begins again.
    let shown = Memo::new(move |_| match session.status() {
        Status::Restoring => Shown::Waiting,
        Status::Unreachable(failure) => Shown::Unreachable(failure),
        Status::SignedOut { left } => Shown::SignIn { left },
        Status::SignedIn | Status::Expired => Shown::Page,
    });
    move || match shown.get() {
        Shown::Waiting => {
            view! { <PublicFrame wide=true><Skeleton rows=5 /></PublicFrame> }.into_any()
        }
        Shown::Unreachable(failure) => view! {
            <PublicFrame>
                <ErrorPanel
                    failure=Signal::stored(failure)
                    on_retry=move |()| session.restore()
                />
            </PublicFrame>
        }
        .into_any(),
        Shown::SignIn { left: true } => view! { <Redirect path=paths::SIGN_IN /> }.into_any(),
        Shown::SignIn { left: false } => {
            let path = untrack(|| {
                let (path, query) = (location.pathname.get(), location.search.get());
                if query.is_empty() { path } else { format!("{path}?{query}") }
            });
            view! { <Redirect path=paths::sign_in_then(&path) /> }.into_any()
        }
        Shown::Page => {
            // From every start the next press most likely leads to a case.
            Part::Ticket.prefetch();
            view! { <Shell><Outlet /></Shell> }.into_any()
        }
    }
}

/// Writing a plan is support's; a customer who was sent its address reads the plan on the case.
#[component]
fn Plan() -> impl IntoView {
    let session = use_session();
    let number = use_params_map();
    let is_reporter =
        Memo::new(move |_| session.user().is_some_and(|user| user.role == Role::Reporter));
    move || {
        if is_reporter.get() {
            let number = number.read_untracked().get("number").unwrap_or_default();
            view! { <Redirect path=paths::case(&number) /> }.into_any()
        } else {
            only(Role::is_staff, Part::PlanEditor)
        }
    }
}

/// The reader's start, by role.
#[component]
fn Home() -> impl IntoView {
    let session = use_session();
    let role = Memo::new(move |_| session.user().map(|user| user.role));
    move || match role.get() {
        Some(Role::Engineer | Role::Admin) => view! { <Redirect path=paths::QUEUE /> }.into_any(),
        // The one screen that she looks at in the morning.
        Some(Role::Coordinator) => view! { <Redirect path=paths::REPORTS /> }.into_any(),
        Some(Role::Reporter) | None => part(Part::CustomerHome),
    }
}
