//! What pages show, as pure functions: no signals, no browser, plain tests.

pub mod after_hours;
pub mod agenda;
pub mod audit;
pub mod audit_filters;
pub mod failure;
pub mod form;
pub mod guide;
pub mod knowledge;
pub mod navigation;
pub mod palette;
pub mod plans;
pub mod promises;
pub mod quarantine;
pub mod reports;
pub mod shortcuts;
pub mod support;
pub mod tickets;
pub mod time;
pub mod user_agent;
pub mod webhooks;
pub mod year;
