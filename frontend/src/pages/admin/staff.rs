//! Support staff.

use aval_contract::companies::PersonStatus;
use aval_contract::staff::{StaffMember, UpdateStaff};
use aval_domain::lifecycle::Role;
use leptos::prelude::*;

use super::staff_dialogs::{ChangeRole, InviteMember};
use crate::act::use_act;
use crate::components::{
    Avatar, Badge, Button, ButtonKind, Confirm, Dialog, Email, EmptyState, Glyph, Icon, Menu,
    MenuItem, PageHeader, Tone,
};
use crate::i18n::{ta, texts};
use crate::load::{Loaded, use_load};
use crate::session::use_session;
use crate::toast;

/// What can be done with a member from the list.
#[derive(Clone, Copy)]
struct MemberActions {
    on_role: Callback<StaffMember>,
    on_deactivate: Callback<StaffMember>,
    on_activate: Callback<StaffMember>,
}

/// Everybody of support: what they may do, how much they have, whether they have accepted.
#[component]
pub fn Staff() -> impl IntoView {
    let session = use_session();
    let staff = use_load(|api| async move { api.staff().list().await });
    let is_admin =
        Memo::new(move |_| session.user().is_some_and(|user| user.role.at_least(Role::Admin)));
    let inviting = RwSignal::new(false);
    let chosen = RwSignal::new(None::<StaffMember>);
    let (changing, deactivating) = (RwSignal::new(false), RwSignal::new(false));
    let set_active = use_act(
        |api, (member, active): (StaffMember, bool)| async move {
            let changes = UpdateStaff { active: Some(active), ..UpdateStaff::default() };
            api.staff().update(member.id, &changes).await
        },
        move |_member: StaffMember| {
            deactivating.set(false);
            toast::success(texts().common.saved);
            staff.reload();
        },
    );
    let actions = MemberActions {
        on_role: Callback::new(move |member| {
            chosen.set(Some(member));
            changing.set(true);
        }),
        on_deactivate: Callback::new(move |member| {
            chosen.set(Some(member));
            deactivating.set(true);
        }),
        on_activate: Callback::new(move |member| set_active.run((member, true))),
    };
    let name = move || chosen.get().map(|member| member.name).unwrap_or_default();
    view! {
        <PageHeader title=ta!(staff_title) lead=ta!(staff_lead)>
            <Show when=move || is_admin.get()>
                <Button
                    kind=ButtonKind::Primary
                    icon=Glyph::Plus
                    on_press=move |()| inviting.set(true)
                >
                    {ta!(staff_invite)}
                </Button>
            </Show>
        </PageHeader>
        <Loaded from=staff let:shown>
            <Show
                when=move || !shown.read().items.is_empty()
                fallback=|| view! {
                    <EmptyState
                        glyph=Glyph::People
                        title=ta!(staff_empty_title)
                        text=ta!(staff_empty_text)
                    />
                }
            >
                <ul class="rows">
                    <For
                        each=move || shown.get().items
                        key=|member| (member.id, member.role, member.status, member.open_tickets)
                        let(member)
                    >
                        <Row member actions=Signal::derive(move || is_admin.get().then_some(actions)) />
                    </For>
                </ul>
            </Show>
        </Loaded>
        <Dialog open=inviting title=ta!(staff_invite)>
            <InviteMember staff inviting />
        </Dialog>
        <Dialog open=changing title=move || (texts().admin().staff_role_of)(&name())>
            <ChangeRole chosen staff changing />
        </Dialog>
        <Confirm
            open=deactivating
            title=move || (texts().admin().staff_deactivate_title)(&name())
            text=ta!(staff_deactivate_text)
            confirm=ta!(staff_deactivate)
            pending=set_active.pending()
            on_confirm=move |()| {
                if let Some(member) = chosen.get_untracked() {
                    set_active.run((member, false));
                }
            }
        />
    }
}

#[component]
fn Row(member: StaffMember, actions: Signal<Option<MemberActions>>) -> impl IntoView {
    let (role, status, tickets) = (member.role, member.status, member.open_tickets);
    let person = StoredValue::new(member.clone());
    let menu_label = member.name.clone();
    view! {
        <li class="row" class:is-faded=status == PersonStatus::Inactive>
            <Avatar name=member.name.clone() />
            <div class="row-main">
                <p class="row-title">{member.name}</p>
                <p class="muted"><Email address=member.email /></p>
            </div>
            <div class="row-badges staff-facts">
                {(status != PersonStatus::Active).then(|| view! {
                    <Badge tone=match status {
                        PersonStatus::Invited => Tone::Warning,
                        PersonStatus::Active | PersonStatus::Inactive => Tone::Neutral,
                    }>{texts().person_status(status)}</Badge>
                })}
                <span class="muted">{(texts().admin().staff_open_tickets)(tickets)}</span>
                <Badge tone=if role == Role::Admin { Tone::Accent } else { Tone::Neutral }>
                    {texts().role(role)}
                </Badge>
            </div>
            {move || actions.get().map(|actions| {
                let name = menu_label.clone();
                view! {
                    <Menu
                        label=format!("{}: {name}", texts().common.actions)
                        class="button button-quiet button-icon"
                        trigger=|| view! { <Icon glyph=Glyph::More /> }
                    >
                        <MenuItem
                            icon=Glyph::Shield
                            on_press=move |()| actions.on_role.run(person.get_value())
                        >
                            {ta!(staff_change_role)}
                        </MenuItem>
                        {if status == PersonStatus::Inactive {
                            view! {
                                <MenuItem
                                    icon=Glyph::Check
                                    on_press=move |()| actions.on_activate.run(person.get_value())
                                >
                                    {ta!(staff_activate)}
                                </MenuItem>
                            }
                            .into_any()
                        } else {
                            view! {
                                <MenuItem
                                    icon=Glyph::Lock
                                    on_press=move |()| actions.on_deactivate.run(person.get_value())
                                >
                                    {ta!(staff_deactivate)}
                                </MenuItem>
                            }
                            .into_any()
                        }}
                    </Menu>
                }
            })}
        </li>
    }
}
