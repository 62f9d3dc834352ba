//! Spanish of Colombia.

mod admin;
mod common;
mod dates;
mod errors;
mod session;
mod shell;
mod tickets;
mod vocabulary;

use super::Texts;

pub static TEXTS: Texts = Texts {
    admin: admin::ADMIN,
    common: common::COMMON,
    dates: dates::DATES,
    errors: errors::ERRORS,
    session: session::SESSION,
    shell: shell::SHELL,
    tickets: tickets::TICKETS,
    vocabulary: vocabulary::VOCABULARY,
};
