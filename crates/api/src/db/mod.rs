//! Tables and their named queries: one file a table. Rules live in the domain crate, JSON in the
//! contract. Queries on tenant data take who asks; the unscoped ones are private to their file.

pub mod after_hours_window;
pub mod answer_template;
pub mod api_key;
pub mod article;
pub mod article_file;
pub mod article_version;
pub mod article_vote;
pub mod attachment;
pub mod audit;
pub mod calendar_exception;
pub mod calendar_feed;
pub mod category;
pub mod company;
pub mod counter;
pub mod engine;
pub mod event;
pub mod idempotency_key;
pub mod incoming_mail;
pub mod internal_note;
pub mod job;
mod keyset;
pub mod message;
pub mod notification;
pub mod one_time_link;
pub mod person;
pub mod policy;
mod recent;
pub mod reevaluation;
pub mod report;
pub mod running_ticket;
pub mod saved_view;
pub mod search_document;
pub mod session;
pub mod solution;
pub mod ticket;
pub mod timer;
pub mod webhook;
pub mod webhook_attempt;
pub mod webhook_delivery;
pub mod webhook_message;
mod word;
pub mod work_plan;
pub mod work_plan_activity;

pub use engine::{Db, Tx};
pub use word::Word;
