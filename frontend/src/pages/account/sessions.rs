//! Where the reader is signed in.

use aval_contract::me::Session;
use leptos::prelude::*;
use uuid::Uuid;

use crate::act::use_act;
use crate::components::{Badge, Button, Glyph, Icon, Moment, Tone};
use crate::i18n::{ta, texts};
use crate::load::{Loaded, use_load};
use crate::toast;
use crate::view_model::user_agent;

/// The open sessions; each but the present one can be ended.
#[component]
pub fn Sessions() -> impl IntoView {
    let sessions = use_load(|api| async move { api.me().sessions().await });
    let end = use_act(
        |api, id: Uuid| async move { api.me().end_session(id).await },
        move |()| {
            toast::success(texts().admin().session_ended);
            sessions.reload();
        },
    );
    view! {
        <section class="card">
            <h2>{ta!(profile_sessions)}</h2>
            <p class="muted">{ta!(profile_sessions_lead)}</p>
            <Loaded from=sessions rows=2 let:shown>
                <ul class="rows rows-plain">
                    <For
                        each=move || shown.get().items
                        key=|session| (session.id, session.last_used_at)
                        let(session)
                    >
                        <Row
                            session
                            pending=end.pending()
                            on_end=Callback::new(move |id| end.run(id))
                        />
                    </For>
                </ul>
            </Loaded>
        </section>
    }
}

#[component]
fn Row(session: Session, pending: Signal<bool>, on_end: Callback<Uuid>) -> impl IntoView {
    let device = session.user_agent.as_deref().and_then(user_agent::device);
    let id = session.id;
    view! {
        <li class="row">
            <span class="row-glyph" aria-hidden="true">
                <Icon glyph=Glyph::Screen />
            </span>
            <div class="row-main">
                <p class="row-title">
                    {device.unwrap_or_else(|| ta!(session_unknown).to_owned())}
                </p>
                <p class="muted">
                    {ta!(session_last_used)} " "
                    <Moment at=Signal::stored(session.last_used_at) />
                    {session.address.map(|address| format!(" · {address}"))}
                </p>
            </div>
            {if session.current {
                view! { <Badge tone=Tone::Good>{ta!(session_current)}</Badge> }.into_any()
            } else {
                view! {
                    <Button pending on_press=move |()| on_end.run(id)>
                        {ta!(session_end)}
                    </Button>
                }
                .into_any()
            }}
        </li>
    }
}
