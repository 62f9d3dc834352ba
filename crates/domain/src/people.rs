//! What the rules say of people beside their roles.

use crate::closed_enum::closed_enum;

closed_enum! {
    /// Whether somebody has an account that works.
    pub enum PersonStatus {
        /// A mail with a link is under way; holds a reporter slot all the same.
        Invited = "invited",
        /// May sign in.
        Active = "active",
        /// May not; their history stays.
        Inactive = "inactive",
    }
}

closed_enum! {
    /// A language of the product.
    #[derive(Default)]
    pub enum Locale {
        /// Spanish of Colombia.
        #[default]
        Es = "es",
        /// English.
        En = "en",
    }
}
