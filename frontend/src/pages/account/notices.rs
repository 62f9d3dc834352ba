//! What the reader was told, newest first.

use aval_contract::notifications::{Notification, NotificationsQuery, ReadNotifications, Unread};
use aval_contract::page::Page;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::act::use_act;
use crate::components::{Button, EmptyState, Glyph, Icon, Moment, More, PageHeader};
use crate::i18n::texts;
use crate::i18n::tn;
use crate::live::use_live;
use crate::load::{Loaded, use_pages};
use crate::paths;

/// The list, with marking all as read.
#[component]
pub fn Notices() -> impl IntoView {
    let live = use_live();
    let notices = use_pages(move |api, cursor| {
        // More came while the page is open: it is loaded again.
        let _more = live.told();
        let query = NotificationsQuery { cursor, ..NotificationsQuery::default() };
        async move {
            let page = api.notifications().list(&query).await?;
            live.set_unread(page.unread);
            Ok(Page { items: page.items, next_cursor: page.next_cursor, total: None })
        }
    });
    let read_all = use_act(
        |api, which: ReadNotifications| async move { api.notifications().read(&which).await },
        move |left: Unread| {
            live.set_unread(left.unread);
            notices.entries().reload();
        },
    );
    let newest = move || notices.entries().get_untracked()?.first().map(|notice| notice.at);
    let press = move |()| {
        if let Some(until) = newest() {
            read_all.run(ReadNotifications { until: Some(until), ..ReadNotifications::default() });
        }
    };
    view! {
        <div class="notices-page">
        <PageHeader title=tn!(title) lead=tn!(lead)>
            <Show when=move || { live.unread() > 0 }>
                <Button icon=Glyph::Check pending=read_all.pending() on_press=press>
                    {tn!(read_all)}
                </Button>
            </Show>
        </PageHeader>
        <Loaded from=notices.entries() rows=6 let:shown>
            <Show
                when=move || !shown.read().is_empty()
                fallback=|| view! {
                    <EmptyState glyph=Glyph::Bell title=tn!(empty_title) text=tn!(empty_text) />
                }
            >
                <ul class="notices">
                    <For
                        each=move || shown.get()
                        key=|notice| (notice.id, notice.read_at)
                        children=row
                    />
                </ul>
                <More
                    there_is=Signal::derive(move || notices.has_more())
                    pending=Signal::derive(move || notices.more_pending())
                    on_more=notices.fetch_more()
                />
            </Show>
        </Loaded>
        </div>
    }
}

fn row(notice: Notification) -> AnyView {
    let is_unread = notice.read_at.is_none();
    let by = notice.actor_name.map(|name| (texts().notices().by)(&name));
    view! {
        <li>
            <A
                href=paths::case(&notice.ticket_number)
                attr:class=if is_unread { "told-row is-unread" } else { "told-row" }
            >
                <span class="told-dot" aria-hidden="true"></span>
                <span class="told-main">
                    <span class="told-what">
                        {texts().notices().what(notice.kind)}
                        {is_unread.then(|| view! { <span class="sr-only">{tn!(unread)}</span> })}
                    </span>
                    <span class="told-case">
                        {format!("{} · {}", notice.ticket_number, notice.ticket_subject)}
                    </span>
                </span>
                <span class="told-when">
                    <Moment at=notice.at short=true />
                    <span>{by}</span>
                </span>
                <Icon glyph=Glyph::ArrowRight />
            </A>
        </li>
    }
    .into_any()
}
