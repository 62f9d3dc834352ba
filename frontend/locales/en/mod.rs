//! English.

mod admin;
mod after_hours;
mod common;
mod dates;
mod errors;
mod guide;
mod notices;
mod plans;
mod promises;
mod records;
mod session;
mod shell;
mod tickets;
mod times;
mod vocabulary;

use aval_contract::me::Locale;

pub use self::admin::ADMIN;
pub use self::after_hours::AFTER_HOURS;
pub use self::guide::GUIDE;
pub use self::notices::NOTICES;
pub use self::plans::PLANS;
pub use self::promises::PROMISES;
pub use self::records::RECORDS;
pub use self::tickets::TICKETS;
pub use self::times::TIMES;
use super::Texts;

pub static TEXTS: Texts = Texts {
    locale: Locale::En,
    common: common::COMMON,
    dates: dates::DATES,
    errors: errors::ERRORS,
    session: session::SESSION,
    shell: shell::SHELL,
    vocabulary: vocabulary::VOCABULARY,
};
