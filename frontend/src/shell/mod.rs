//! The frame around every page.

mod banners;
mod expired;
mod frame;
mod header;
mod preferences;
mod support_status;

pub use self::banners::{OfflineBanner, watch_connection};
pub use self::expired::ExpiredDialog;
pub use self::frame::{PublicFrame, Shell};
pub use self::header::{Destination, aside, destinations, sign_out};
pub use self::preferences::LOCALES;
