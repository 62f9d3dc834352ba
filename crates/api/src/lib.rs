//! Aval's server: the REST API, the SPA behind it, the worker and the command line.
//!
//! One file is one thing a person can do. What is shared is a rule (the domain crate), a query
//! (`db/<table>.rs`) or an effect later (`jobs/`).

pub mod after_hours;
pub mod answer_templates;
pub mod api_keys;
pub mod app;
pub mod articles;
pub mod attachments;
pub mod audit;
pub mod auth;
pub mod calendar;
pub mod calendar_feeds;
pub mod categories;
pub mod change;
pub mod cli;
pub mod clock;
pub mod companies;
pub mod config;
pub mod db;
pub mod demo;
pub mod error;
pub mod events;
pub mod guide;
pub mod health;
pub mod http;
pub mod jobs;
pub mod mail;
pub mod markdown;
pub mod middleware;
pub mod notifications;
pub mod outbound;
pub mod paging;
pub mod policies;
pub mod quarantine;
pub mod reports;
pub mod rules;
pub mod saved_views;
pub mod search;
pub mod server;
pub mod sessions;
pub mod spa;
pub mod staff;
pub mod texts;
pub mod tickets;
pub mod under_way;
pub mod webhooks;
pub mod work_plans;
