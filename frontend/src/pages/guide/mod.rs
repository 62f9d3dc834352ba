//! The user guide.

mod contents;
mod page;

pub use self::contents::GuideContents;
pub use self::page::GuidePage;

use aval_contract::guide::GuideAudience;
use leptos::prelude::*;

use crate::components::{LinkButton, Notice, Tone};
use crate::i18n::{self, tg, tr};
use crate::paths;
use crate::session::{Status, use_session};
use aval_contract::me::Locale;

/// What a part of the guide is called.
fn part_title(audience: GuideAudience) -> &'static str {
    match audience {
        GuideAudience::Customer => tg!(for_customers),
        GuideAudience::Staff => tg!(for_support),
    }
}

/// The way in, for somebody who reads without having signed in.
#[component]
fn SignInLink() -> impl IntoView {
    let session = use_session();
    let nobody = move || matches!(session.status(), Status::SignedOut { .. });
    view! {
        <Show when=nobody>
            <LinkButton href=paths::SIGN_IN>{tr!(session.sign_in)}</LinkButton>
        </Show>
    }
}

/// Says in which language the pages are, to who reads another one.
#[component]
fn InSpanish() -> impl IntoView {
    (i18n::locale() != Locale::Es).then(|| {
        view! {
            <Notice tone=Tone::Info>
                <p>{tg!(in_spanish)}</p>
            </Notice>
        }
    })
}
