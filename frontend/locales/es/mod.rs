//! Spanish of Colombia.

mod admin;
mod after_hours;
mod common;
mod dates;
mod errors;
mod guide;
mod knowledge;
mod notices;
mod plans;
mod promises;
mod queue_tools;
mod records;
mod reports;
mod session;
mod shell;
mod templates;
mod tickets;
mod times;
mod tools;
mod vocabulary;
mod webhooks;

use aval_contract::me::Locale;

pub use self::admin::ADMIN;
pub use self::after_hours::AFTER_HOURS;
pub use self::guide::GUIDE;
pub use self::knowledge::KNOWLEDGE;
pub use self::notices::NOTICES;
pub use self::plans::PLANS;
pub use self::promises::PROMISES;
pub use self::queue_tools::QUEUE_TOOLS;
pub use self::records::RECORDS;
pub use self::reports::REPORTS;
pub use self::templates::TEMPLATES;
pub use self::tickets::TICKETS;
pub use self::times::TIMES;
pub use self::tools::TOOLS;
pub use self::vocabulary::VOCABULARY;
pub use self::webhooks::WEBHOOKS;
use super::Texts;

pub static TEXTS: Texts = Texts {
    locale: Locale::Es,
    areas: None,
    common: common::COMMON,
    dates: dates::DATES,
    errors: errors::ERRORS,
    session: session::SESSION,
    shell: shell::SHELL,
};
