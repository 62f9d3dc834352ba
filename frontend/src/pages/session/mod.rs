//! The pages for somebody not signed in.

mod first_admin;
mod forgot;
mod new_password;
mod sign_in;

pub use self::first_admin::FirstAdmin;
pub use self::forgot::ForgotPassword;
pub use self::new_password::{AcceptInvite, ResetPassword};
pub use self::sign_in::SignIn;

use leptos::prelude::*;

use crate::components::{Heading, Said};
use crate::shell::PublicFrame;

/// The card in the middle of such a page.
#[component]
fn Card(
    /// Its heading, also the document's title.
    #[prop(into)]
    title: Said,
    /// One sentence under it.
    #[prop(into)]
    lead: Said,
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <PublicFrame>
            <section class="card session-card">
                <Heading title />
                <p class="page-lead" aria-live="polite">{move || lead.get()}</p>
                {children()}
            </section>
        </PublicFrame>
    }
}
