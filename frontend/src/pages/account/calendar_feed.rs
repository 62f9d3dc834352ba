//! The secret address of support's own agenda, for calendar programs.

use aval_contract::after_hours::CreatedCalendarFeed;
use leptos::prelude::*;

use crate::act::use_act;
use crate::components::{Button, ButtonKind, Confirm, Glyph, Notice, Tone};
use crate::i18n::after_hours::th;
use crate::i18n::{texts, tr};
use crate::load::{Loaded, use_load};
use crate::paths;
use crate::view_model::time;
use crate::{browser, clock, toast};

/// Whether there is an address; makes, replaces and revokes it.
#[component]
pub fn CalendarFeed() -> impl IntoView {
    let feed = use_load(|api| async move { api.me().calendar_feed().await });
    // Stays until the page is left: it is shown this once.
    let made = RwSignal::new(None::<CreatedCalendarFeed>);
    let (replacing, revoking) = (RwSignal::new(false), RwSignal::new(false));
    let make = use_act(
        |api, ()| async move { api.me().create_calendar_feed().await },
        move |created: CreatedCalendarFeed| {
            replacing.set(false);
            feed.update(|feed| feed.created_at = Some(created.created_at));
            made.set(Some(created));
        },
    );
    let revoke = use_act(
        |api, ()| async move { api.me().delete_calendar_feed().await },
        move |()| {
            revoking.set(false);
            made.set(None);
            feed.update(|feed| feed.created_at = None);
            toast::success(th!(feed.revoked));
        },
    );
    view! {
        <section class="card" id=paths::CALENDAR_FEED aria-labelledby="feed-title">
            <h2 id="feed-title">{th!(feed.title)}</h2>
            <p class="muted">{th!(feed.lead)}</p>
            <Loaded from=feed rows=1 let:shown>
                {move || made.get().map(|made| view! { <Made url=made.url /> })}
                {move || match shown.get().created_at {
                    None => view! {
                        <p>{th!(feed.none)}</p>
                        <div class="form-actions">
                            <Button
                                icon=Glyph::Plus
                                pending=make.pending()
                                on_press=move |()| make.run(())
                            >
                                {th!(feed.make)}
                            </Button>
                        </div>
                    }
                    .into_any(),
                    Some(since) => view! {
                        <p>{move || {
                            let when = time::when(texts(), clock::now(), since);
                            (texts().after_hours().feed.since)(&when)
                        }}</p>
                        <div class="form-actions">
                            <Button icon=Glyph::Refresh on_press=move |()| replacing.set(true)>
                                {th!(feed.replace)}
                            </Button>
                            <Button icon=Glyph::Trash on_press=move |()| revoking.set(true)>
                                {th!(feed.revoke)}
                            </Button>
                        </div>
                    }
                    .into_any(),
                }}
            </Loaded>
        </section>
        <Confirm
            open=replacing
            title=th!(feed.replace_title)
            text=th!(feed.replace_text)
            confirm=th!(feed.replace)
            pending=make.pending()
            on_confirm=move |()| make.run(())
        />
        <Confirm
            open=revoking
            title=th!(feed.revoke_title)
            text=th!(feed.revoke_text)
            confirm=th!(feed.revoke)
            pending=revoke.pending()
            on_confirm=move |()| revoke.run(())
        />
    }
}

/// The address that was just made, to be copied now or never.
#[component]
fn Made(url: String) -> impl IntoView {
    let address = StoredValue::new(url.clone());
    let copy = move |()| {
        let address = address.get_value();
        leptos::task::spawn_local(async move {
            if browser::copy_text(&address).await {
                toast::success(texts().common.copied);
            }
        });
    };
    view! {
        <div class="feed-made" role="status">
            <Notice tone=Tone::Warning>
                <strong>{th!(feed.made_title)}</strong>
                <p>{th!(feed.made_lead)}</p>
            </Notice>
            <p class="secret" aria-label=th!(feed.address)><code>{url}</code></p>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary icon=Glyph::Copy on_press=copy>{tr!(common.copy)}</Button>
            </div>
            <h3>{th!(feed.how_title)}</h3>
            <ul class="feed-how">
                <li>{th!(feed.how_google)}</li>
                <li>{th!(feed.how_outlook)}</li>
                <li>{th!(feed.how_apple)}</li>
            </ul>
        </div>
    }
}
