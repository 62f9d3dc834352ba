//! The reader's own details.

use aval_contract::me::{Locale, UpdateMe, User};
use leptos::prelude::*;

use super::calendar_feed::CalendarFeed;
use super::mail_wishes::MailWishes;
use super::password::Password;
use super::sessions::Sessions;
use super::shortcuts::Shortcuts;
use crate::act::use_act;
use crate::components::{
    Email, Field, Form, PageHeader, Select, SubmitButton, focus_first_invalid,
};
use crate::i18n::{ta, texts, tr};
use crate::session::use_session;
use crate::shell::LOCALES;
use crate::toast;
use crate::view_model::form;

/// Name, language, the calendar feed of support, and where she is signed in.
#[component]
pub fn Profile() -> impl IntoView {
    let session = use_session();
    let staff = untrack(|| session.user()).is_some_and(|user| user.role.is_staff());
    view! {
        <PageHeader title=ta!(profile_title) />
        <div class="stack page-column">
            <section class="card">
                <h2>{ta!(profile_details)}</h2>
                <Details />
            </section>
            <MailWishes />
            <Shortcuts />
            {staff.then(|| view! { <CalendarFeed /> })}
            <Password />
            <Sessions />
        </div>
    }
}

#[component]
fn Details() -> impl IntoView {
    let session = use_session();
    let before = untrack(|| session.user());
    let name = RwSignal::new(before.as_ref().map(|user| user.name.clone()).unwrap_or_default());
    let locale =
        RwSignal::new(before.as_ref().map_or(Locale::Es, |user| user.locale).as_str().to_owned());
    let save = use_act(
        |api, changes: UpdateMe| async move { api.me().update(&changes).await },
        move |user: User| {
            session.remember(user);
            toast::success(texts().common.saved);
        },
    );
    let told = save.field("/name");
    let error =
        Signal::derive(move || form::required(texts(), &name.read()).or_else(|| told.get()));
    let options = Signal::derive(|| {
        let texts = texts();
        LOCALES.map(|locale| (locale.as_str().to_owned(), texts.locale(locale).to_owned())).to_vec()
    });
    let submit = move |()| {
        if form::required(texts(), &name.read_untracked()).is_some() {
            focus_first_invalid();
            return;
        }
        let chosen = LOCALES.into_iter().find(|known| *locale.read_untracked() == known.as_str());
        save.run(UpdateMe {
            name: Some(name.get_untracked().trim().to_owned()),
            locale: chosen,
            ..UpdateMe::default()
        });
    };
    view! {
        <Form on_submit=submit>
            <dl class="facts">
                <div>
                    <dt>{tr!(session.email)}</dt>
                    <dd>
                        {move || session.user().map(|user| view! { <Email address=user.email /> })}
                    </dd>
                </div>
                <div>
                    <dt>{tr!(common.role)}</dt>
                    <dd>{move || session.user().map(|user| texts().role(user.role))}</dd>
                </div>
            </dl>
            <Field
                label=ta!(person_name)
                hint=ta!(profile_name_hint)
                value=name
                error
                autocomplete="name"
            />
            <Select label=ta!(profile_language) value=locale options />
            <div class="form-actions">
                <SubmitButton pending=save.pending()>{tr!(common.save)}</SubmitButton>
            </div>
        </Form>
    }
}
