//! What the work plan of a ticket shows: its words, its picture, its form.

pub mod draft;
pub mod picture;
#[cfg(test)]
pub mod samples;
pub mod words;
