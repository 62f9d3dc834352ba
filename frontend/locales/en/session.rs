//! Signing in and out.

use crate::i18n::SessionTexts;

pub const SESSION: SessionTexts = SessionTexts {
    title: "Sign in to the support centre",
    lead: "Report cases, follow their progress and approve their solutions.",
    email: "E-mail address",
    password: "Password",
    new_password: "New password",
    repeat_password: "Repeat the password",
    password_hint: "10 to 128 characters. A long phrase beats an odd symbol.",
    passwords_differ: "The two passwords are not the same.",
    show_password: "Show",
    hide_password: "Hide",
    sign_in: "Sign in",
    sign_out: "Sign out",
    signed_out: "You have signed out.",
    forgot: "Forgot your password?",
    forgot_title: "Reset your password",
    forgot_lead: "Write your e-mail address and we will send a link that lasts 30 minutes.",
    forgot_send: "Send link",
    forgot_sent: "If that address has access, the link arrives in a few minutes. Look into the \
                  spam folder too.",
    reset_title: "Choose a new password",
    reset_lead: "Saving it ends your other sessions.",
    reset_save: "Save password",
    reset_done: "Your password is saved. You can sign in now.",
    invite_title: "Welcome",
    invite_lead: "Choose your password to activate your access to the support centre.",
    invite_save: "Activate my access",
    invite_done: "Your access is active. You can sign in now.",
    back_to_sign_in: "Back to sign-in",
    email_malformed: "Write an address like name@company.co.",
    password_length: "The password must have 10 to 128 characters.",
    expired_title: "Your session has ended",
    expired_lead: "Sign in again to go on where you were. What you wrote is still here.",
    welcome: |name| format!("Hello, {name}"),
};
