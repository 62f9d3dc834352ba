//! Tickets.

mod actions;
mod list;
mod open;
mod statements;
mod tampering;
mod tenancy;
mod update;
