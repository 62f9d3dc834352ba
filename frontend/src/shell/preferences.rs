//! Language and look, for this device and, for somebody signed in, for the account.

use aval_contract::me::{Locale, UpdateMe};
use leptos::prelude::*;

use crate::components::{Glyph, Icon, Menu, MenuItem};
use crate::i18n::{self, texts, tr};
use crate::session::{Status, use_session};
use crate::theme::{self, Theme};

/// The languages there are, in their own names.
pub const LOCALES: [Locale; 2] = [Locale::Es, Locale::En];

/// Chooses the language at once; an account remembers it for mails and other devices.
pub fn choose_locale(session: crate::session::Session, locale: Locale) {
    i18n::set_locale(locale);
    if untrack(|| session.status()) == Status::SignedIn {
        let api = session.api();
        leptos::task::spawn_local(async move {
            let changes = UpdateMe { locale: Some(locale), ..UpdateMe::default() };
            // The page already speaks it. If the account could not be told, the profile shows so.
            if let Ok(user) = api.me().update(&changes).await {
                session.remember(user);
            }
        });
    }
}

/// Choice of language.
#[component]
pub fn LanguageMenu() -> impl IntoView {
    let session = use_session();
    view! {
        <Menu
            label=format!("{}: {}", texts().common.language, i18n::locale().as_str().to_ascii_uppercase())
            trigger=|| view! {
                <Icon glyph=Glyph::Language />
                <span>{i18n::locale().as_str().to_ascii_uppercase()}</span>
            }
        >
            {LOCALES
                .into_iter()
                .map(|locale| view! {
                    <MenuItem
                        chosen=Signal::stored(i18n::locale() == locale)
                        on_press=move |()| choose_locale(session, locale)
                    >
                        <span lang=locale.as_str()>{texts().locale(locale)}</span>
                    </MenuItem>
                })
                .collect_view()}
        </Menu>
    }
}

/// Choice of look.
#[component]
pub fn ThemeMenu() -> impl IntoView {
    view! {
        <Menu
            label=tr!(shell.theme)
            class="button button-quiet button-icon"
            trigger=|| view! { {move || view! { <Icon glyph=glyph(theme::theme()) /> }} }
        >
            {Theme::ALL
                .into_iter()
                .map(|choice| view! {
                    <MenuItem
                        icon=glyph(choice)
                        chosen=Signal::derive(move || theme::theme() == choice)
                        on_press=move |()| theme::set_theme(choice)
                    >
                        {name(choice)}
                    </MenuItem>
                })
                .collect_view()}
        </Menu>
    }
}

fn glyph(theme: Theme) -> Glyph {
    match theme {
        Theme::System => Glyph::Screen,
        Theme::Light => Glyph::Sun,
        Theme::Dark => Glyph::Moon,
    }
}

fn name(theme: Theme) -> &'static str {
    let words = &texts().shell;
    match theme {
        Theme::System => words.theme_system,
        Theme::Light => words.theme_light,
        Theme::Dark => words.theme_dark,
    }
}
