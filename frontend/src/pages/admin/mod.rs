//! What coordinators and admins keep in order.

mod api_key_dialogs;
mod api_keys;
mod audit;
mod calendar;
mod calendar_exceptions;
mod categories;
mod companies;
mod company;
mod company_reporters;
mod company_targets;
mod preview;
mod promised_periods;
mod promises;
mod quarantine;
mod reevaluation;
mod staff;
mod staff_dialogs;
mod target_table;
mod templates;
mod year;

pub use self::api_keys::ApiKeys;
pub use self::audit::Audit;
pub use self::calendar::Calendar;
pub use self::categories::Categories;
pub use self::companies::Companies;
pub use self::company::Company;
pub use self::promises::Promises;
pub use self::quarantine::Quarantine;
pub use self::staff::Staff;
pub use self::templates::Templates;
