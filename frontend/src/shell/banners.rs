//! What concerns the whole page.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::i18n::{texts, tr};
use crate::{browser, toast};

/// Says that there is no connection, for as long as the browser thinks so.
#[component]
pub fn OfflineBanner() -> impl IntoView {
    let online = RwSignal::new(browser::is_online());
    browser::on_window_event("offline", move |_| online.set(false));
    browser::on_window_event("online", move |_| {
        if !online.get_untracked() {
            online.set(true);
            toast::success(texts().shell.online_again);
        }
    });
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
