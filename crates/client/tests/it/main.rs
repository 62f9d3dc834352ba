//! The client against a small server on loopback that says what each test tells it to.

mod document;
mod requests;
mod retry;
mod server;
mod session;
