//! The API as people and programs use it: over HTTP, on both database engines.

mod util;
