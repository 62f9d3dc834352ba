//! How running tickets follow a change of the rules, told while it goes on.

use aval_contract::policies::Reevaluation;
use leptos::prelude::*;

use crate::browser;
use crate::components::{Glyph, Icon};
use crate::i18n::texts;
use crate::session::{Session, use_session};
use crate::view_model::promises::reevaluation_words;

/// How long to wait before asking again, in milliseconds.
const PAUSE: i32 = 600;

/// Remembers on this device that somebody waits for the end of it: after a reload or on another page
/// that shows it, the page goes on telling.
const WAITING: &str = "aval.reevaluation";

/// What is known of the newest re-evaluation, for [`Progress`].
#[derive(Clone, Copy)]
pub struct Following {
    session: Session,
    round: RwSignal<Option<Reevaluation>>,
    /// Counts what was asked to be followed; only the newest goes on.
    newest: RwSignal<u32>,
}

/// Ready to tell of a re-evaluation; goes on telling of one that was followed before a reload.
pub fn use_reevaluation() -> Following {
    let following =
        Following { session: use_session(), round: RwSignal::new(None), newest: RwSignal::new(0) };
    if browser::storage_get(WAITING).is_some() {
        following.follow();
    }
    following
}

impl Following {
    /// Asks how far it is until it is finished. Call it after a change of the rules was accepted.
    pub fn follow(self) {
        browser::storage_set(WAITING, "1");
        self.round.set(None);
        self.newest.update(|newest| *newest += 1);
        let this = self.newest.get_untracked();
        leptos::task::spawn_local(async move {
            loop {
                let answer = self.session.api().calendar().reevaluation().await;
                if self.newest.try_get_untracked() != Some(this) {
                    return;
                }
                // A failure here harms nothing: the server goes on without anybody looking.
                let is_over = match answer {
                    Ok(round) => {
                        let is_over = round.finished_at.is_some();
                        self.round.try_set(Some(round));
                        is_over
                    }
                    Err(_) => true,
                };
                if is_over {
                    browser::storage_remove(WAITING);
                    return;
                }
                browser::sleep(PAUSE).await;
            }
        });
    }
}

/// Tells how far it is, in words and as a bar; nothing where nothing is followed.
#[component]
pub fn Progress(of: Following) -> impl IntoView {
    let round = of.round;
    let bar = move || {
        let round = round.get()?;
        Some(if round.finished_at.is_some() {
            view! { <Icon glyph=Glyph::Check /> }.into_any()
        } else {
            // Looking at a ticket that was closed meanwhile counts too.
            let (total, done) = (round.total.max(1), round.done.min(round.total.max(1)));
            view! { <progress value=done.to_string() max=total.to_string() aria-hidden="true"></progress> }
                .into_any()
        })
    };
    let words = move || round.read().as_ref().map(|round| reevaluation_words(texts(), round));
    view! {
        <div class="reevaluation" class:is-empty=move || round.read().is_none()>
            {bar}
            <p role="status">{words}</p>
        </div>
    }
}
