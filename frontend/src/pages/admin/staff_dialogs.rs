//! Inviting somebody to support, and changing what somebody may do.

use aval_contract::page::Page;
use aval_contract::staff::{InviteStaff, StaffMember, UpdateStaff};
use aval_domain::lifecycle::Role;
use leptos::prelude::*;

use crate::act::use_act;
use crate::components::{DialogFoot, Field, Form, Select, focus_first_invalid};
use crate::i18n::{Texts, ta, texts, tr};
use crate::load::Load;
use crate::toast;
use crate::view_model::form;

/// The roles of staff, with their names, for a [`Select`].
fn role_options() -> Signal<Vec<(String, String)>> {
    Signal::derive(|| {
        let texts = texts();
        let staff = Role::ALL.into_iter().filter(|role| role.is_staff());
        staff.map(|role| (role.as_str().to_owned(), texts.role(role).to_owned())).collect()
    })
}

/// What somebody of this role may do.
fn role_hint(texts: &Texts, role: &str) -> &'static str {
    match role.parse() {
        Ok(Role::Coordinator) => texts.admin().role_coordinator_hint,
        Ok(Role::Admin) => texts.admin().role_admin_hint,
        Ok(Role::Engineer | Role::Reporter) | Err(_) => texts.admin().role_engineer_hint,
    }
}

/// Asks for name, address and role.
#[component]
pub fn InviteMember(
    /// Is loaded again afterwards.
    staff: Load<Page<StaffMember>>,
    /// Is set to false afterwards.
    inviting: RwSignal<bool>,
) -> impl IntoView {
    let (name, email) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let role = RwSignal::new(Role::Engineer.as_str().to_owned());
    let tried = RwSignal::new(false);
    let invite = use_act(
        |api, body: InviteStaff| async move { api.staff().invite(&body).await },
        move |invited: StaffMember| {
            inviting.set(false);
            toast::success((texts().admin().invited)(&invited.email));
            staff.reload();
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
        if let Ok(role) = role.read_untracked().parse() {
            invite.run(InviteStaff {
                name: name.get_untracked().trim().to_owned(),
                email: email.get_untracked().trim().to_owned(),
                role,
            });
        }
    };
    view! {
        <Form on_submit=submit>
            <p class="dialog-text">{ta!(invite_lead)}</p>
            <Field label=ta!(person_name) value=name error=name_error autofocus=true />
            <Field kind="email" label=tr!(session.email) value=email error=email_error />
            <Select
                label=tr!(common.role)
                value=role
                options=role_options()
                hint=move || role_hint(texts(), &role.read())
            />
            <DialogFoot pending=invite.pending()>{ta!(invite)}</DialogFoot>
        </Form>
    }
}

/// Asks for the new role.
#[component]
pub fn ChangeRole(
    /// Whose role.
    chosen: RwSignal<Option<StaffMember>>,
    /// Is loaded again afterwards.
    staff: Load<Page<StaffMember>>,
    /// Is set to false afterwards.
    changing: RwSignal<bool>,
) -> impl IntoView {
    let before = chosen.get_untracked().map_or(Role::Engineer, |member| member.role);
    let role = RwSignal::new(before.as_str().to_owned());
    let change = use_act(
        |api, (member, role): (StaffMember, Role)| async move {
            let changes = UpdateStaff { role: Some(role), ..UpdateStaff::default() };
            api.staff().update(member.id, &changes).await
        },
        move |_member: StaffMember| {
            changing.set(false);
            toast::success(texts().common.saved);
            staff.reload();
        },
    );
    let submit = move |()| {
        if let (Some(member), Ok(role)) = (chosen.get_untracked(), role.read_untracked().parse()) {
            change.run((member, role));
        }
    };
    view! {
        <Form on_submit=submit>
            <Select
                label=tr!(common.role)
                value=role
                options=role_options()
                hint=move || role_hint(texts(), &role.read())
            />
            <p class="field-hint">{ta!(staff_role_hint)}</p>
            <DialogFoot pending=change.pending()>{tr!(common.save)}</DialogFoot>
        </Form>
    }
}
