//! What the signed-in person was told.

use aval_contract::notifications::{Notifications, NotificationsQuery, ReadNotifications, Unread};

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::notifications`].
#[derive(Clone, Debug)]
pub struct NotificationsOfCaller {
    pub(crate) session: Session,
}

impl NotificationsOfCaller {
    /// What she was told, newest first, and how much of it is unread.
    ///
    /// # Errors
    /// `validation_failed`, `forbidden` to keys, or no connection.
    pub async fn list(&self, query: &NotificationsQuery) -> Result<Notifications, Error> {
        self.session.json(Call::get(["notifications"]).query(query)?).await
    }

    /// Marks some as read.
    ///
    /// # Errors
    /// `validation_failed`, `forbidden` to keys, or no connection.
    pub async fn read(&self, which: &ReadNotifications) -> Result<Unread, Error> {
        self.session.json(self.session.post(["notifications", "read"]).json(which)?).await
    }
}
