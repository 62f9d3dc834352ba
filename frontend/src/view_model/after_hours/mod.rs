//! Work outside service hours: from when on it may be asked for and why, what is wrong with a time
//! that somebody writes, and how a window stands.

pub mod draft;
pub mod notice;
pub mod times;
pub mod windows;

#[cfg(test)]
pub mod samples;
