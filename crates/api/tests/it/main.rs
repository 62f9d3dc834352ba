//! The API as people and programs use it: over HTTP, on both database engines.

mod util;

mod api_keys;
mod attachments;
mod availability;
mod calendar;
mod change;
mod companies;
mod crash;
mod document;
mod http;
mod jobs;
mod life;
mod lists;
mod migrations;
mod policies;
mod sessions;
mod settings;
mod spa;
mod tickets;
mod timers;
