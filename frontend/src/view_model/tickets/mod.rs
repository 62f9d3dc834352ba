//! What the pages of tickets show.

pub mod actions;
pub mod closure;
pub mod cycles;
pub mod drafts;
pub mod due;
pub mod edit;
pub mod files;
pub mod filters;
pub mod home;
pub mod next;
pub mod progress;
#[cfg(test)]
pub mod samples;
pub mod story;
pub mod testing;
