//! What the reader sees of herself and her team.

mod calendar_feed;
mod mail_wishes;
mod notices;
mod password;
mod profile;
mod sessions;
mod shortcuts;
mod team;

pub use self::notices::Notices;
pub use self::profile::Profile;
pub use self::team::Team;
