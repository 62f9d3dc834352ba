//! What customers and staff do with tickets.

mod actions;
mod answer;
mod attachments;
mod case;
mod create;
mod decisions;
mod details;
mod draft;
mod file_drop;
mod home;
mod page;
mod queue;
mod timeline;
mod uploads;

pub use self::actions::action_form;
pub use self::create::CreateTicket;
pub use self::home::CustomerHome;
pub use self::page::TicketPage;
pub use self::queue::Queue;
