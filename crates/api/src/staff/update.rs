//! An admin changes somebody's name or role, or ends or restores the access.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, patch, web};
use aval_contract::audit::AuditAction;
use aval_contract::error::ErrorCode;
use aval_contract::staff::{StaffMember, UpdateStaff};
use aval_domain::lifecycle::Role;
use aval_domain::people::PersonStatus;
use aval_domain::text::PersonName;
use serde_json::{Value, json};

use super::answer;
use crate::audit::{self, Deed};
use crate::auth::Admin;
use crate::change::{Answer, Change, Pending};
use crate::db::{Word, calendar_feed, one_time_link, person, session};
use crate::error::{ApiError, Checks, Result};
use crate::http::{Body, NoParams, Params, path_id};
use crate::sessions::links;

/// Change somebody's name or role, or end or restore the access; the last active admin stays
#[utoipa::path(
    tag = "staff",
    operation_id = "update_staff",
    params(("id" = Uuid, Path, description = "The person")),
    request_body = UpdateStaff,
    responses((status = 200, description = "As she is now", body = StaffMember))
)]
#[patch("/staff/{id}")]
pub(super) async fn update(
    Admin(caller): Admin,
    change: Change,
    path: web::Path<String>,
    _none: Params<NoParams>,
    Body(body): Body<UpdateStaff>,
) -> Result<HttpResponse> {
    let id = path_id(&path)?;
    let wanted = Wanted::parse(&body)?;

    let pending = change.begin(caller.id()).await?;
    let tx = &pending.tx;
    let admins = person::lock_active_admins(tx).await?;
    let before = person::lock_staff(tx, id).await?.ok_or(ApiError::NOT_FOUND)?;
    let after = wanted.apply(&before);
    if after != before {
        if locks_out(&admins, &after) {
            return Err(ApiError::Code(ErrorCode::Conflict));
        }
        person::save(tx, &after).await?;
        follow(&pending, &before, &after).await?;
        let data = json!({ "from": told(&before), "to": told(&after) });
        let deed = Deed::to(AuditAction::StaffUpdated, id);
        audit::record(tx, &caller, deed, data, pending.now).await?;
    }
    let row = person::staff_row(tx, id).await?.ok_or(ApiError::NOT_FOUND)?;
    pending.answer(Answer::json(StatusCode::OK, &answer(row))?).await
}

/// The changes asked for, checked.
struct Wanted {
    name: Option<PersonName>,
    role: Option<Role>,
    active: Option<bool>,
}

impl Wanted {
    fn parse(body: &UpdateStaff) -> Result<Self> {
        let mut checks = Checks::new();
        let name = body.name.as_deref();
        let name = name.and_then(|name| checks.text("/name", PersonName::parse(name)));
        if body.role == Some(Role::Reporter) {
            checks.refuse("/role", "not_allowed");
        }
        checks.done()?;
        Ok(Self { name, role: body.role, active: body.active })
    }

    fn apply(self, before: &person::Model) -> person::Model {
        let mut after = before.clone();
        if let Some(name) = self.name {
            after.rename(name.into_string());
        }
        after.role = self.role.map_or(before.role, Word);
        after.status = Word(status_after(before, self.active));
        after
    }
}

/// What the wish for access makes of a status. Who never set a password comes back as invited.
fn status_after(person: &person::Model, active: Option<bool>) -> PersonStatus {
    match (active, person.status.0) {
        (None, status) | (Some(true), status @ (PersonStatus::Active | PersonStatus::Invited)) => {
            status
        }
        (Some(false), _) => PersonStatus::Inactive,
        (Some(true), PersonStatus::Inactive) if person.password_hash.is_some() => {
            PersonStatus::Active
        }
        (Some(true), PersonStatus::Inactive) => PersonStatus::Invited,
    }
}

/// Whether nobody could administer any more if this person became so.
fn locks_out(admins: &[person::Model], after: &person::Model) -> bool {
    let stays = after.role.0 == Role::Admin && after.status.0 == PersonStatus::Active;
    !stays && matches!(admins, [last] if last.id == after.id)
}

/// Signs somebody out who lost the access, and invites again who gets it back without a password.
async fn follow(pending: &Pending, before: &person::Model, after: &person::Model) -> Result<()> {
    match (before.status.0, after.status.0) {
        (PersonStatus::Active | PersonStatus::Invited, PersonStatus::Inactive) => {
            session::end_all(&pending.tx, after.id, pending.now).await?;
            one_time_link::end_all_of(&pending.tx, after.id, pending.now).await?;
            calendar_feed::remove(&pending.tx, after.id).await?;
        }
        (PersonStatus::Inactive, PersonStatus::Invited) => {
            links::invite(&pending.tx, after, pending.now).await?;
        }
        (_, PersonStatus::Active | PersonStatus::Invited)
        | (PersonStatus::Inactive, PersonStatus::Inactive) => {}
    }
    Ok(())
}

/// What the record keeps of somebody.
fn told(person: &person::Model) -> Value {
    json!({ "name": person.name, "role": person.role.0, "status": person.status.0 })
}

#[cfg(test)]
mod tests {
    use aval_domain::people::Locale;
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;

    fn person(id: u128, role: Role, status: PersonStatus, password: bool) -> person::Model {
        person::Model {
            id: Uuid::from_u128(id),
            email: String::from("a@example.com"),
            name: String::from("Ana"),
            folded_name: String::from("ana"),
            role: Word(role),
            company_id: None,
            reporter_slot: None,
            status: Word(status),
            locale: Word(Locale::Es),
            password_hash: password.then(String::new),
            created_at: DateTime::UNIX_EPOCH,
            muted_mail: String::new(),
        }
    }

    #[test]
    fn the_last_active_admin_stays() {
        let admin = |id| person(id, Role::Admin, PersonStatus::Active, true);
        let demoted = person(1, Role::Coordinator, PersonStatus::Active, true);
        let gone = person(1, Role::Admin, PersonStatus::Inactive, true);
        for after in [&demoted, &gone] {
            assert!(locks_out(&[admin(1)], after));
            assert!(!locks_out(&[admin(1), admin(2)], after));
            assert!(!locks_out(&[admin(2)], after), "she is none of the active admins");
        }
        assert!(!locks_out(&[admin(1)], &admin(1)));
    }

    #[test]
    fn who_never_set_a_password_comes_back_as_invited() {
        let gone = |password| person(1, Role::Engineer, PersonStatus::Inactive, password);
        assert_eq!(status_after(&gone(true), Some(true)), PersonStatus::Active);
        assert_eq!(status_after(&gone(false), Some(true)), PersonStatus::Invited);
        assert_eq!(status_after(&gone(true), None), PersonStatus::Inactive);
    }

    #[test]
    fn an_invitation_can_be_ended_but_not_skipped() {
        let invited = person(1, Role::Engineer, PersonStatus::Invited, false);
        assert_eq!(status_after(&invited, Some(true)), PersonStatus::Invited);
        assert_eq!(status_after(&invited, Some(false)), PersonStatus::Inactive);
    }
}
