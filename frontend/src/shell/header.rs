//! The header of somebody signed in.

use aval_domain::lifecycle::Role;
use leptos::prelude::*;
use leptos_router::components::A;

use super::frame::Logo;
use super::preferences::{LanguageMenu, ThemeMenu};
use super::support_status::SupportStatus;
use crate::components::{Avatar, Button, ButtonKind, Glyph, Icon, Menu, MenuItem};
use crate::i18n::{texts, tr};
use crate::live::use_live;
use crate::session::{Session, use_session};
use crate::tools::{Asked, use_tools};
use crate::{paths, toast};

/// One way to go.
#[derive(Clone, Copy)]
pub struct Destination {
    /// The address.
    pub path: &'static str,
    /// What leads there is called so.
    pub text: fn() -> &'static str,
    /// Its picture.
    pub glyph: Glyph,
}

const MY_CASES: Destination =
    Destination { path: paths::HOME, text: || texts().shell.nav_my_cases, glyph: Glyph::Ticket };
const TEAM: Destination =
    Destination { path: paths::TEAM, text: || texts().shell.nav_team, glyph: Glyph::People };
const KNOWLEDGE: Destination = Destination {
    path: paths::KNOWLEDGE,
    text: || texts().shell.nav_knowledge,
    glyph: Glyph::Copy,
};
const QUEUE: Destination =
    Destination { path: paths::QUEUE, text: || texts().shell.nav_queue, glyph: Glyph::Ticket };
const COMPANIES: Destination = Destination {
    path: paths::COMPANIES,
    text: || texts().shell.nav_companies,
    glyph: Glyph::Building,
};
const STAFF: Destination =
    Destination { path: paths::STAFF, text: || texts().shell.nav_staff, glyph: Glyph::People };
const CALENDAR: Destination = Destination {
    path: paths::CALENDAR,
    text: || texts().shell.nav_calendar,
    glyph: Glyph::Calendar,
};
const PROMISES: Destination =
    Destination { path: paths::PROMISES, text: || texts().shell.nav_promises, glyph: Glyph::Clock };
const AGENDA: Destination =
    Destination { path: paths::AGENDA, text: || texts().shell.nav_agenda, glyph: Glyph::Moon };
const REPORTS: Destination =
    Destination { path: paths::REPORTS, text: || texts().shell.nav_reports, glyph: Glyph::Chart };
const CATEGORIES: Destination = Destination {
    path: paths::CATEGORIES,
    text: || texts().shell.nav_categories,
    glyph: Glyph::Tag,
};
const TEMPLATES: Destination = Destination {
    path: paths::TEMPLATES,
    text: || texts().shell.nav_templates,
    glyph: Glyph::Copy,
};
const API_KEYS: Destination =
    Destination { path: paths::API_KEYS, text: || texts().shell.nav_api_keys, glyph: Glyph::Key };
const WEBHOOKS: Destination =
    Destination { path: paths::WEBHOOKS, text: || texts().shell.nav_webhooks, glyph: Glyph::Send };

const MAIL: Destination =
    Destination { path: paths::MAIL, text: || texts().shell.nav_mail, glyph: Glyph::Mail };
const AUDIT: Destination =
    Destination { path: paths::AUDIT, text: || texts().shell.nav_audit, glyph: Glyph::Shield };
const MONTHLY: Destination = Destination {
    path: paths::MONTHLY,
    text: || texts().shell.nav_monthly,
    glyph: Glyph::Calendar,
};
const GUIDE: Destination =
    Destination { path: paths::GUIDE, text: || texts().shell.nav_guide, glyph: Glyph::Info };

/// Where a role can go from her own menu: what is needed now and then.
#[must_use]
pub fn aside(role: Role) -> &'static [Destination] {
    match role {
        Role::Reporter => &[MONTHLY, GUIDE],
        Role::Engineer => &[GUIDE],
        Role::Coordinator => &[TEMPLATES, GUIDE],
        Role::Admin => &[CATEGORIES, TEMPLATES, API_KEYS, WEBHOOKS, MAIL, AUDIT, GUIDE],
    }
}

/// Where a role can go.
#[must_use]
pub fn destinations(role: Role) -> &'static [Destination] {
    match role {
        Role::Reporter => &[MY_CASES, KNOWLEDGE, TEAM],
        Role::Engineer => &[QUEUE, KNOWLEDGE, AGENDA, CALENDAR],
        Role::Coordinator | Role::Admin => {
            &[QUEUE, KNOWLEDGE, REPORTS, AGENDA, COMPANIES, STAFF, CALENDAR, PROMISES]
        }
    }
}

/// Logo, navigation by role, whether support is open, language, look, and the reader's menu.
#[component]
pub fn Header() -> impl IntoView {
    let session = use_session();
    let role = Memo::new(move |_| session.user().map(|user| user.role));
    let places = move || role.get().map(destinations).unwrap_or_default();
    view! {
        <header class="header">
            <div class="header-inner">
                <div class="header-phone-menu">
                    <Menu
                        label=tr!(shell.open_menu)
                        class="button button-quiet button-icon"
                        panel_class="menu-start"
                        trigger=|| view! { <Icon glyph=Glyph::Menu /> }
                    >
                        {move || role.get().is_some_and(Role::is_staff).then(palette_item)}
                        <nav aria-label=tr!(shell.main_navigation)>
                            {move || places().iter().map(|place| menu_link(*place)).collect_view()}
                        </nav>
                    </Menu>
                </div>
                <Logo />
                <nav class="header-nav" aria-label=tr!(shell.main_navigation)>
                    {move || places().iter().map(|place| nav_link(*place)).collect_view()}
                </nav>
                <SupportStatus />
                <div class="header-tools">
                    {move || role.get().is_some_and(Role::is_staff).then(|| view! { <PaletteButton /> })}
                    <NoticesLink />
                    <LanguageMenu />
                    <ThemeMenu />
                    <UserMenu />
                </div>
            </div>
        </header>
    }
}

fn nav_link(place: Destination) -> impl IntoView {
    // The start would otherwise count as the parent of every page.
    let exact = place.path == paths::HOME;
    view! {
        <A href=place.path exact attr:class="nav-link">
            {(place.text)()}
        </A>
    }
}

fn menu_link(place: Destination) -> impl IntoView {
    let exact = place.path == paths::HOME;
    view! {
        <A href=place.path exact attr:class="menu-item">
            <Icon glyph=place.glyph />
            {(place.text)()}
        </A>
    }
}

/// What the reader was told, and how much of it is unread.
#[component]
fn NoticesLink() -> impl IntoView {
    let live = use_live();
    let label = move || match live.unread() {
        0 => texts().shell.nav_notices.to_owned(),
        unread => (texts().shell.notices_unread)(unread),
    };
    let count = move || match live.unread() {
        0 => None,
        unread @ 1..=99 => Some(unread.to_string()),
        _ => Some("99+".to_owned()),
    };
    view! {
        <A href=paths::NOTICES attr:class="button button-quiet button-icon bell" attr:aria-label=label>
            <Icon glyph=Glyph::Bell />
            {move || count().map(|count| view! { <span class="bell-count" aria-hidden="true">{count}</span> })}
        </A>
    }
}

/// The same for a phone, where the header has no room for it.
fn palette_item() -> impl IntoView {
    let tools = use_tools();
    view! {
        <MenuItem icon=Glyph::Search on_press=move |()| tools.ask(Asked::Palette)>
            {tr!(shell.palette_short)}
        </MenuItem>
    }
}

/// The way to the palette for who has not read of its key.
#[component]
fn PaletteButton() -> impl IntoView {
    let tools = use_tools();
    view! {
        <Button
            kind=ButtonKind::Quiet
            icon=Glyph::Search
            label=tr!(shell.palette)
            class="button-icon palette-button"
            on_press=move |()| tools.ask(Asked::Palette)
        />
    }
}

/// Signs out and says how that went.
pub fn sign_out(session: Session) {
    leptos::task::spawn_local(async move {
        let told = session.sign_out().await;
        match told {
            Ok(()) => toast::success(texts().session.signed_out),
            Err(failure) => toast::failure(&failure),
        }
    });
}

#[component]
fn UserMenu() -> impl IntoView {
    let session = use_session();
    let name = Signal::derive(move || session.user().map(|user| user.name).unwrap_or_default());
    let about = move || {
        session.user().map(|user| match user.company {
            Some(company) => company.name,
            None => texts().role(user.role).to_owned(),
        })
    };
    let role = Memo::new(move |_| session.user().map(|user| user.role));
    let places = move || role.get().map(aside).unwrap_or_default();
    view! {
        <Menu
            label=tr!(shell.user_menu)
            class="button button-quiet button-icon"
            trigger=move || view! { <Avatar name /> }
        >
            <div class="menu-head">
                <strong>{name}</strong>
                <span>{about}</span>
            </div>
            <A href=paths::PROFILE attr:class="menu-item">
                <Icon glyph=Glyph::Person />
                {tr!(shell.nav_profile)}
            </A>
            {move || places().iter().map(|place| menu_link(*place)).collect_view()}
            <MenuItem icon=Glyph::SignOut on_press=move |()| sign_out(session)>{tr!(session.sign_out)}</MenuItem>
        </Menu>
    }
}
