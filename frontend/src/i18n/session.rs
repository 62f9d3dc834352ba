//! Signing in and out.

super::keys! {
    /// Signing in and out.
    SessionTexts {
        title,
        lead,
        email,
        password,
        new_password,
        repeat_password,
        password_hint,
        passwords_differ,
        show_password,
        hide_password,
        sign_in,
        sign_out,
        signed_out,
        forgot,
        forgot_title,
        forgot_lead,
        forgot_send,
        forgot_sent,
        reset_title,
        reset_lead,
        reset_save,
        reset_done,
        invite_title,
        invite_lead,
        invite_save,
        invite_done,
        back_to_sign_in,
        email_malformed,
        password_length,
        expired_title,
        expired_lead,
        welcome(&str),
    }
}
