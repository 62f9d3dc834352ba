//! The API as people and programs use it: over HTTP, on both database engines.

mod util;

mod after_hours;
mod answer_templates;
mod api_keys;
mod articles;
mod attachments;
mod availability;
mod calendar;
mod calendar_feeds;
mod change;
mod companies;
mod crash;
mod document;
mod events;
mod guide;
mod http;
mod incoming_mail;
mod jobs;
mod life;
mod lists;
mod mail;
mod migrations;
mod notifications;
mod policies;
mod previews;
mod reports;
mod saved_views;
mod search;
mod sessions;
mod settings;
mod spa;
mod tickets;
mod timers;
mod webhooks;
mod work_plans;
