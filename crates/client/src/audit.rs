//! What staff and admins did outside tickets.

use aval_contract::audit::{AuditEntry, AuditQuery};
use aval_contract::page::Page;

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::audit`].
#[derive(Clone, Debug)]
pub struct Audit {
    pub(crate) session: Session,
}

impl Audit {
    /// What the filters leave, the newest entries first, a page at a time.
    ///
    /// # Errors
    /// `forbidden`, `validation_failed`, `cursor_invalid`, or no connection.
    pub async fn list(&self, query: &AuditQuery) -> Result<Page<AuditEntry>, Error> {
        self.session.json(Call::get(["audit"]).query(query)?).await
    }
}
