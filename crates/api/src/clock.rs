//! The only place that reads the time.

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};

tokio::task_local! {
    /// The instant at which the demo's history is just being made.
    static TOLD: DateTime<Utc>;
}

/// The present instant, cut to microseconds so that both database engines give it back unchanged.
#[expect(clippy::disallowed_methods, reason = "this is the one caller of the system's clock")]
#[must_use]
pub fn now() -> DateTime<Utc> {
    let now = TOLD.try_with(|told| *told).unwrap_or_else(|_| Utc::now());
    now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now)
}

/// Lets a future believe that it is `instant`: how the demo makes a history through the same
/// code as real ones. No request, setting or file can reach this.
pub(crate) async fn at<F: Future>(instant: DateTime<Utc>, future: F) -> F::Output {
    TOLD.scope(instant, future).await
}
