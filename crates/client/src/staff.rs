//! Support staff.

use aval_contract::page::Page;
use aval_contract::staff::{InviteStaff, StaffMember, UpdateStaff};
use uuid::Uuid;

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::staff`].
#[derive(Clone, Debug)]
pub struct Staff {
    pub(crate) session: Session,
}

impl Staff {
    /// All of them, by name.
    ///
    /// # Errors
    /// `forbidden`, or no connection.
    pub async fn list(&self) -> Result<Page<StaffMember>, Error> {
        self.session.all(|| Call::get(["staff"])).await
    }

    /// Invites somebody.
    ///
    /// # Errors
    /// `email_taken`, `validation_failed`, `forbidden`, or no connection.
    pub async fn invite(&self, member: &InviteStaff) -> Result<StaffMember, Error> {
        self.session.json(self.session.post(["staff"]).json(member)?).await
    }

    /// Changes name or role, or ends the access; fields left out stay as they are.
    ///
    /// # Errors
    /// `validation_failed`, `conflict`, `not_found`, `forbidden`, or no connection.
    pub async fn update(&self, id: Uuid, changes: &UpdateStaff) -> Result<StaffMember, Error> {
        self.session.json(Call::patch(["staff", &id.to_string()]).json(changes)?).await
    }
}
