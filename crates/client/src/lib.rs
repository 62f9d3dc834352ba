//! Typed client of Aval's REST API: the same code for the browser (wasm32) and for native programs.
//!
//! Everything begins with [`Client::new`], which knows only where the server is. Signing in, or
//! bringing an API key, makes a [`Session`]; from it hang the resources, one accessor each. The
//! types that cross the wire are those of [`contract`].
//!
//! ```no_run
//! use aval_client::contract::auth::Login;
//! use aval_client::contract::ticket_actions::ConfirmSolution;
//! use aval_client::contract::tickets::TicketQuery;
//! use aval_client::contract::Stage;
//! use aval_client::contract::error::ErrorCode;
//! use aval_client::{Client, Error};
//!
//! # async fn example() -> Result<(), Error> {
//! let session = Client::new("https://soporte.example.com")
//!     .login(&Login { email: "ana@example.com".into(), password: "a long password".into() })
//!     .await?;
//!
//! let testing = TicketQuery { stage: Some(Stage::Testing), ..TicketQuery::default() };
//! let tickets = session.tickets();
//! for item in tickets.list(&testing).await?.items {
//!     let nothing_to_add = ConfirmSolution::default();
//!     match tickets.confirm_solution(item.id, item.version, &nothing_to_add).await {
//!         Ok(ticket) => println!("{} is {}", item.number, ticket.public().stage),
//!         Err(error) if error.code() == Some(ErrorCode::PreconditionFailed) => {
//!             println!("{} has changed since it was listed", item.number);
//!         }
//!         Err(error) => return Err(error),
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! What the client does by itself:
//!
//! - It renews the access token shortly before it ends, and once when the server refuses it.
//!   Concurrent calls share one renewal.
//! - It gives every `POST` an `Idempotency-Key`, so that repeating it does nothing twice, and
//!   repeats a call once when the connection is lost. See [`Session::with_idempotency_key`].
//! - It sends `If-Match` with every change to a ticket; the version is an argument, because only
//!   the caller knows what the person had before her eyes.
//!
//! The cookie with the refresh token is the browser's in wasm; native programs keep it in memory,
//! one for each [`Session`].

mod after_hours;
mod answer_templates;
mod api_keys;
mod articles;
mod attachments;
mod audit;
mod calendar;
mod categories;
mod companies;
mod detached;
mod error;
mod events;
mod guide;
mod mail;
mod me;
mod multipart;
mod notifications;
mod policies;
mod reports;
mod resources;
mod saved_views;
mod search;
mod session;
mod staff;
mod tickets;
mod transport;
mod webhooks;
mod work_plans;

pub use aval_contract as contract;
pub use reqwest;

pub use after_hours::{AfterHours, Agenda};
pub use answer_templates::AnswerTemplates;
pub use api_keys::ApiKeys;
pub use articles::Articles;
pub use attachments::{Attachments, Download, UploadRequest};
pub use audit::Audit;
pub use calendar::Calendar;
pub use categories::Categories;
pub use companies::{Companies, Reporters};
pub use error::Error;
#[cfg(not(target_arch = "wasm32"))]
pub use events::EventStream;
pub use events::{Decoder, Message, Received};
pub use guide::UserGuide;
pub use mail::Mail;
pub use me::Me;
pub use multipart::NewFile;
pub use notifications::NotificationsOfCaller;
pub use policies::Policies;
pub use reports::{Reports, Table};
pub use saved_views::SavedViews;
pub use search::Search;
pub use session::{Anonymous, Client, Session};
pub use staff::Staff;
pub use tickets::{TicketId, Tickets, Versioned};
pub use webhooks::Webhooks;
pub use work_plans::WorkPlans;
