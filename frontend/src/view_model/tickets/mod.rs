//! What the pages of tickets show.

pub mod actions;
pub mod board;
pub mod closure;
pub mod cycles;
pub mod drafts;
pub mod due;
pub mod edit;
pub mod files;
pub mod filters;
pub mod home;
pub mod last_word;
pub mod next;
pub mod progress;
#[cfg(test)]
pub mod samples;
pub mod selection;
pub mod story;
pub mod templates;
pub mod testing;
