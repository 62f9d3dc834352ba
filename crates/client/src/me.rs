//! The signed-in person herself.

use aval_contract::me::{ChangePassword, Session as SignIn, UpdateMe, User};
use aval_contract::page::Page;
use uuid::Uuid;

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::me`].
#[derive(Clone, Debug)]
pub struct Me {
    pub(crate) session: Session,
}

impl Me {
    /// Asks the server who is signed in; [`Session::user`] knows it from then on.
    ///
    /// # Errors
    /// `unauthorized`, or no connection.
    pub async fn show(&self) -> Result<User, Error> {
        self.user(Call::get(["me"])).await
    }

    /// Changes name or language; fields left out stay as they are.
    ///
    /// # Errors
    /// `validation_failed`, or no connection.
    pub async fn update(&self, changes: &UpdateMe) -> Result<User, Error> {
        self.user(Call::patch(["me"]).json(changes)?).await
    }

    /// Changes the password, which ends all her other sessions.
    ///
    /// # Errors
    /// `validation_failed` with `/current_password` or `/new_password`, or no connection.
    pub async fn change_password(&self, change: &ChangePassword) -> Result<(), Error> {
        self.session.done(Call::post(["me", "password"], None).json(change)?).await
    }

    /// Where she is signed in, newest first.
    ///
    /// # Errors
    /// `unauthorized`, or no connection.
    pub async fn sessions(&self) -> Result<Page<SignIn>, Error> {
        self.session.all(|| Call::get(["me", "sessions"])).await
    }

    /// Signs her out somewhere.
    ///
    /// # Errors
    /// `not_found`, or no connection.
    pub async fn end_session(&self, id: Uuid) -> Result<(), Error> {
        self.session.done(Call::delete(["me", "sessions", &id.to_string()])).await
    }

    async fn user(&self, call: Call) -> Result<User, Error> {
        let user: User = self.session.json(call).await?;
        self.session.remember(&user);
        Ok(user)
    }
}
