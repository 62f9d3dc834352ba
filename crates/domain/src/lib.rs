//! The rules of Aval, and nothing else.
//!
//! Here is no input or output, no clock, no randomness, no HTTP and no SQL: whoever asks brings
//! the state, the actor, the calendar and the present instant, and gets an answer or a refusal.
//! The same code runs in the server and, as wasm, behind the buttons of the browser.

pub mod after_hours;
pub mod answer_template;
pub mod audit;
pub mod calendar;
pub mod clocks;
mod closed_enum;
pub mod duration;
pub mod holidays;
pub mod incoming_mail;
pub mod knowledge;
pub mod lifecycle;
pub mod nit;
pub mod notifications;
pub mod people;
pub mod record;
pub mod reporters;
pub mod reports;
pub mod testing;
pub mod text;
pub mod timers;
pub mod webhooks;
pub mod work_plan;

pub use closed_enum::UnknownWord;
