//! The API as people and programs use it: over HTTP, on both database engines.

mod util;

mod api_keys;
mod attachments;
mod calendar;
mod change;
mod companies;
mod http;
mod jobs;
mod life;
mod sessions;
mod tickets;
