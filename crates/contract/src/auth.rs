//! Signing in and out, invitations and password resets.

use serde::{Deserialize, Serialize};

use crate::me::User;

/// `POST /auth/login`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// The person's e-mail address.
    pub email: String,
    /// 10 to 128 characters.
    pub password: String,
}

/// A fresh access token. The refresh token travels only in an HttpOnly cookie.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// A JWT for the `Authorization` header.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: String,
    /// Seconds until the access token ends.
    pub expires_in: u32,
    /// Who signed in.
    pub user: User,
}

/// `POST /auth/forgot-password`: always answered with 202.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ForgotPassword {
    /// Where the link goes, if somebody with this address may sign in.
    pub email: String,
}

/// `POST /auth/reset-password`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResetPassword {
    /// From the link in the mail.
    pub token: String,
    /// The new password, 10 to 128 characters, none of the commonest.
    pub password: String,
}

/// `POST /auth/accept-invite`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptInvite {
    /// From the link in the mail.
    pub token: String,
    /// The first password, 10 to 128 characters, none of the commonest.
    pub password: String,
}

/// `POST /auth/first-admin`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FirstAdmin {
    /// From the link that `aval serve` printed.
    pub token: String,
    /// With which the admin signs in.
    pub email: String,
    /// As the admin wants to be called.
    pub name: String,
    /// 10 to 128 characters, none of the commonest.
    pub password: String,
}
