//! The pages, one folder an area. A page loads and acts, and composes components.

pub mod account;
pub mod admin;
pub mod agenda;
pub mod guide;
pub mod knowledge;
pub mod not_found;
pub mod reports;
pub mod session;
pub mod tickets;
