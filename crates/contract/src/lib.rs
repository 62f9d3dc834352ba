//! What crosses HTTP between Aval's API, its clients and its SPA: one file a resource.
//!
//! Input types refuse unknown fields. Answers for customers and for staff are different types, so
//! that an internal field has nowhere to leak through. There is no logic here: rules live in
//! `aval-domain`.

pub mod after_hours;
pub mod answer_templates;
pub mod api_keys;
pub mod articles;
pub mod attachments;
pub mod audit;
pub mod auth;
pub mod calendar;
pub mod categories;
pub mod companies;
pub mod error;
pub mod events;
pub mod guide;
pub mod mail;
pub mod me;
pub mod notifications;
pub mod page;
pub mod policies;
pub mod reports;
pub mod saved_views;
pub mod search;
pub mod staff;
pub mod ticket_actions;
mod ticket_query;
pub mod tickets;
pub mod timeline;
pub mod webhooks;
pub mod work_plans;

pub use aval_domain::duration::IsoDuration;
pub use aval_domain::knowledge::{ArticleState, Audience, TextSource};
pub use aval_domain::lifecycle::{
    ActionKind, ClosureKind, ContactChannel, ContactDirection, ContactOutcome, EventKind, Guard,
    Kind, PlanState, Priority, ResolutionType, Role, Stage, WaitingOn,
};
pub use aval_domain::work_plan::ActivityState;
