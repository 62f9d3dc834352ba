//! Tickets.

mod actions;
mod list;
mod open;
mod plans;
mod statements;
mod tampering;
mod tenancy;
mod update;
