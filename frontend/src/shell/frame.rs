//! Header, content, footer.

use leptos::prelude::*;

use super::header::Header;
use super::preferences::{LanguageMenu, ThemeMenu};
use super::support_status::LawfulSupportStatus;
use crate::components::{Glyph, Icon};
use crate::i18n::tr;
use crate::paths;
use crate::session::use_session;

/// Support's address, as customers are told it.
const EMAIL: &str = "soporte@itbx.co";
/// Support's numbers: the text people read and the one a phone dials.
const LANDLINES: [(&str, &str); 2] =
    [("+57 601 355 7622", "+576013557622"), ("+57 601 467 2222", "+576014672222")];
const MOBILE: (&str, &str) = ("+57 350 318 9922", "+573503189922");

/// The frame for somebody signed in.
#[component]
pub fn Shell(
    /// The page.
    children: Children,
) -> impl IntoView {
    let customer = untrack(|| use_session().user()).is_some_and(|user| !user.role.is_staff());
    view! {
        <SkipLink />
        <Header />
        <main class="page" id="main">{children()}</main>
        // Support needs no numbers of support; its guide is in everybody's own menu.
        {customer.then(|| view! { <Footer /> })}
    }
}

/// The frame for somebody not signed in: a narrow column.
#[component]
pub fn PublicFrame(
    /// For what is read rather than filled in: as wide as for somebody signed in.
    #[prop(optional)]
    wide: bool,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <SkipLink />
        <header class="public-header">
            <Logo />
            <LawfulSupportStatus />
            <div class="header-tools">
                <LanguageMenu />
                <ThemeMenu />
            </div>
        </header>
        <main class=if wide { "page" } else { "page page-narrow" } id="main">{children()}</main>
        <Footer />
    }
}

/// Lets people who use the keyboard pass by the header.
#[component]
fn SkipLink() -> impl IntoView {
    view! { <a class="skip-link" href="#main" rel="external">{tr!(shell.skip_to_content)}</a> }
}

/// The product's name, and the way to the start.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <a class="logo" href=paths::HOME>
            <svg class="logo-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                <rect width="32" height="32" rx="9" />
                <path d="m9 16.5 5 5L23.5 11" />
            </svg>
            <span>{tr!(shell.product)}</span>
        </a>
    }
}

#[component]
fn Footer() -> impl IntoView {
    view! {
        <footer class="footer">
            <div class="footer-inner">
                <SupportContacts />
            </div>
        </footer>
    }
}

/// How to reach support without the portal.
#[component]
fn SupportContacts() -> impl IntoView {
    view! {
        <div class="contacts">
            <div>
                <h2 class="contacts-title">{tr!(shell.help_title)}</h2>
                <p>{tr!(shell.support_hours_weekdays)}</p>
                <p>{tr!(shell.support_hours_saturday)}</p>
                <p><a href=paths::GUIDE>{tr!(shell.nav_guide)}</a></p>
            </div>
            <ul class="contacts-list">
                <li>
                    <Icon glyph=Glyph::Mail />
                    <span class="contacts-kind">{tr!(shell.help_email)}</span>
                    <a href=format!("mailto:{EMAIL}")>{EMAIL}</a>
                </li>
                {LANDLINES
                    .into_iter()
                    .map(|(shown, dialled)| view! {
                        <li>
                            <Icon glyph=Glyph::Phone />
                            <span class="contacts-kind">{tr!(shell.help_landline)}</span>
                            <a href=format!("tel:{dialled}")>{shown}</a>
                        </li>
                    })
                    .collect_view()}
                <li>
                    <Icon glyph=Glyph::Mobile />
                    <span class="contacts-kind">{tr!(shell.help_mobile)}</span>
                    <a href=format!("tel:{}", MOBILE.1)>{MOBILE.0}</a>
                </li>
            </ul>
        </div>
    }
}
