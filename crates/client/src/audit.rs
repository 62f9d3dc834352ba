//! What staff and admins did outside tickets.

use aval_contract::audit::AuditEntry;
use aval_contract::page::{Page, PageQuery};

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::audit`].
#[derive(Clone, Debug)]
pub struct Audit {
    pub(crate) session: Session,
}

impl Audit {
    /// The newest entries first, a page at a time.
    ///
    /// # Errors
    /// `forbidden`, `cursor_invalid`, or no connection.
    pub async fn list(&self, query: &PageQuery) -> Result<Page<AuditEntry>, Error> {
        self.session.json(Call::get(["audit"]).query(query)?).await
    }
}
