//! What concerns the whole page.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::i18n::{texts, tr};
use crate::{browser, toast};

thread_local! {
    static ONLINE: ArcRwSignal<bool> = ArcRwSignal::new(browser::is_online());
}

/// Follows the browser's word on its connection; once, when the program starts.
pub fn watch_connection() {
    browser::on_window_event("offline", |_| ONLINE.with(|online| online.set(false)));
    browser::on_window_event("online", |_| {
        ONLINE.with(|online| online.set(true));
        toast::success(texts().shell.online_again);
    });
}

/// Says that there is no connection, for as long as the browser thinks so.
#[component]
pub fn OfflineBanner() -> impl IntoView {
    let online = ONLINE.with(Clone::clone);
    view! {
        <div role="status" aria-live="polite">
            <Show when=move || !online.get()>
                <div class="offline-banner">
                    <Icon glyph=Glyph::Offline />
                    <p>{tr!(shell.offline_banner)}</p>
                </div>
            </Show>
        </div>
    }
}
