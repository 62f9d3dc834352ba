//! What customers and staff do with tickets.

mod actions;
mod after_hours;
mod answer;
pub(in crate::pages) mod attachments;
mod case;
mod create;
mod decisions;
mod details;
pub(in crate::pages) mod draft;
pub(in crate::pages) mod file_drop;
mod forms;
mod home;
mod listed;
mod page;
mod plan;
mod queue;
mod templates;
mod timeline;
mod times;
pub(in crate::pages) mod uploads;

pub use self::after_hours::{CaseWindows, case_windows};
pub use self::create::CreateTicket;
pub use self::forms::{CaseForm, case_form};
pub use self::home::CustomerHome;
pub use self::page::TicketPage;
pub use self::plan::{PlanEditor, PlanPanel};
pub use self::queue::{Bulk, Queue, queue_board, queue_bulk, queue_filters};
pub use self::times::{CaseTime, case_time};
