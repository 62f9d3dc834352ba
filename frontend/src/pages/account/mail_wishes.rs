//! What the reader wants mails about.

use aval_contract::me::{UpdateMe, User};
use aval_contract::notifications::Topic;
use leptos::prelude::*;

use crate::act::use_act;
use crate::components::{Checkbox, Form, SubmitButton};
use crate::i18n::{texts, tn, tr};
use crate::session::use_session;
use crate::toast;

/// A box for each topic that can be switched off.
#[component]
pub fn MailWishes() -> impl IntoView {
    let session = use_session();
    let before = untrack(|| session.user());
    let is_staff = before.as_ref().is_some_and(|user| user.role.is_staff());
    let muted = before.map(|user| user.muted_mail).unwrap_or_default();
    let boxes: Vec<(Topic, RwSignal<bool>)> = Topic::ALL
        .into_iter()
        .filter(|topic| topic.may_be_muted() && (is_staff || *topic != Topic::Clocks))
        .map(|topic| (topic, RwSignal::new(!muted.contains(&topic))))
        .collect();
    let save = use_act(
        |api, changes: UpdateMe| async move { api.me().update(&changes).await },
        move |user: User| {
            session.remember(user);
            toast::success(texts().common.saved);
        },
    );
    let chosen = boxes.clone();
    let submit = move |()| {
        let muted = chosen.iter().filter(|(_, wanted)| !wanted.get_untracked());
        let muted_mail = Some(muted.map(|(topic, _)| *topic).collect());
        save.run(UpdateMe { muted_mail, ..UpdateMe::default() });
    };
    view! {
        <section class="card" id="avisos-por-correo">
            <h2>{tn!(mail_title)}</h2>
            <p class="muted">{tn!(mail_lead)}</p>
            <Form on_submit=submit>
                {boxes
                    .into_iter()
                    .map(|(topic, wanted)| view! {
                        <Checkbox label=texts().notices().topic(topic) checked=wanted />
                    })
                    .collect_view()}
                <p class="field-hint">{tn!(mail_always)}</p>
                <div class="form-actions">
                    <SubmitButton pending=save.pending()>{tr!(common.save)}</SubmitButton>
                </div>
            </Form>
        </section>
    }
}
