//! The designated users of a company: inviting, replacing, taking access away.

use aval_contract::companies::{InviteReporter, PersonStatus, Reporter};
use aval_contract::page::Page;
use leptos::prelude::*;
use uuid::Uuid;

use crate::act::use_act;
use crate::components::{
    Avatar, Confirm, Dialog, DialogFoot, Email, Field, Form, Notice, ReporterSlots, SlotActions,
    Tone, focus_first_invalid,
};
use crate::i18n::{ta, texts, tr};
use crate::load::{Load, Loaded, use_load};
use crate::toast;
use crate::view_model::form;

/// The two places, and who held them before.
#[component]
pub fn CompanyReporters(
    /// Whose.
    company: Uuid,
) -> impl IntoView {
    let reporters = use_load(move |api| async move { api.reporters(company).list().await });
    let inviting = RwSignal::new(false);
    // Whose place the invited person takes, if it is not a free one.
    let replaced = RwSignal::new(None::<Reporter>);
    let removed = RwSignal::new(None::<Reporter>);
    let removing = RwSignal::new(false);
    let actions = SlotActions {
        on_invite: Callback::new(move |()| {
            replaced.set(None);
            inviting.set(true);
        }),
        on_replace: Callback::new(move |reporter| {
            replaced.set(Some(reporter));
            inviting.set(true);
        }),
        on_remove: Callback::new(move |reporter| {
            removed.set(Some(reporter));
            removing.set(true);
        }),
    };
    let remove = use_act(
        move |api, reporter: Reporter| async move {
            api.reporters(company).remove(reporter.id).await?;
            Ok(reporter)
        },
        move |reporter: Reporter| {
            removing.set(false);
            toast::success((texts().admin().removed)(&reporter.name));
            reporters.reload();
        },
    );
    let removed_name = move || removed.get().map(|reporter| reporter.name).unwrap_or_default();
    let dialog_title = move || match replaced.get() {
        Some(reporter) => (texts().admin().replace_title)(&reporter.name),
        None => texts().admin().invite_reporter.to_owned(),
    };
    view! {
        <section class="section">
            <h2>{ta!(reporters_title)}</h2>
            <p class="muted">{ta!(reporters_lead)}</p>
            <Loaded from=reporters rows=2 let:shown>
                <ReporterSlots
                    reporters=Signal::derive(move || shown.read().items.clone())
                    actions
                />
                <Former reporters=shown />
            </Loaded>
        </section>
        <Dialog open=inviting title=dialog_title>
            <Invite company replaced inviting reporters />
        </Dialog>
        <Confirm
            open=removing
            title=move || (texts().admin().remove_title)(&removed_name())
            text=move || (texts().admin().remove_lead)(&removed_name())
            confirm=ta!(remove)
            pending=remove.pending()
            on_confirm=move |()| {
                if let Some(reporter) = removed.get_untracked() {
                    remove.run(reporter);
                }
            }
        />
    }
}

/// Who had a place before.
#[component]
fn Former(reporters: Signal<Page<Reporter>>) -> impl IntoView {
    let former = move || {
        let mut former = reporters.get().items;
        former.retain(|reporter| reporter.status == PersonStatus::Inactive);
        former
    };
    view! {
        <Show when=move || !former().is_empty()>
            <details class="details">
                <summary>{ta!(reporters_former)}</summary>
                <ul class="rows rows-plain">
                    <For each=former key=|reporter| reporter.id let(reporter)>
                        <li class="row is-faded">
                            <Avatar name=reporter.name.clone() />
                            <div class="row-main">
                                <p>{reporter.name}</p>
                                <p class="muted"><Email address=reporter.email /></p>
                            </div>
                        </li>
                    </For>
                </ul>
            </details>
        </Show>
    }
}

#[component]
fn Invite(
    company: Uuid,
    replaced: RwSignal<Option<Reporter>>,
    inviting: RwSignal<bool>,
    reporters: Load<Page<Reporter>>,
) -> impl IntoView {
    let (name, email) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let tried = RwSignal::new(false);
    let invite = use_act(
        move |api, (leaving, body): (Option<Uuid>, InviteReporter)| async move {
            let people = api.reporters(company);
            if let Some(leaving) = leaving {
                people.remove(leaving).await?;
                // From here on the place is free, also if the invitation is refused.
                replaced.try_set(None);
                reporters.reload();
            }
            people.invite(&body).await
        },
        move |invited: Reporter| {
            inviting.set(false);
            toast::success((texts().admin().invited)(&invited.email));
            reporters.reload();
        },
    );
    let told = (invite.field("/name"), invite.field("/email"));
    let name_error = Signal::derive(move || {
        let own = tried.get().then(|| form::required(texts(), &name.read())).flatten();
        own.or_else(|| told.0.get())
    });
    let email_error = Signal::derive(move || {
        let own = tried.get().then(|| form::email(texts(), &email.read())).flatten();
        own.or_else(|| told.1.get())
    });
    let submit = move |()| {
        tried.set(true);
        invite.clear();
        if untrack(|| name_error.get().or(email_error.get())).is_some() {
            focus_first_invalid();
            return;
        }
        let body = InviteReporter {
            name: name.get_untracked().trim().to_owned(),
            email: email.get_untracked().trim().to_owned(),
        };
        invite.run((replaced.get_untracked().map(|reporter| reporter.id), body));
    };
    view! {
        <Form on_submit=submit>
            {move || {
                replaced.get().map(|reporter| view! {
                    <Notice tone=Tone::Warning>
                        {(texts().admin().replace_lead)(&reporter.name)}
                    </Notice>
                })
            }}
            <p class="dialog-text">{ta!(invite_lead)}</p>
            <Field
                label=ta!(person_name)
                value=name
                error=name_error
                autocomplete="off"
                autofocus=true
            />
            <Field
                kind="email"
                label=tr!(session.email)
                value=email
                error=email_error
                autocomplete="off"
            />
            <DialogFoot pending=invite.pending()>
                    {move || {
                        let words = texts().admin();
                        if replaced.read().is_some() { words.replace_confirm } else { words.invite }
                    }}
                </DialogFoot>
        </Form>
    }
}
