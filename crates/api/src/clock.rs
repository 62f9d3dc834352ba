//! The only place that reads the time.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};

tokio::task_local! {
    /// The instant at which the demo's history is just being made.
    static TOLD: DateTime<Utc>;
}

/// By how much the demo's present differs from the system's, in microseconds.
static SHIFT: AtomicI64 = AtomicI64::new(0);

/// The present instant, cut to microseconds so that both database engines give it back unchanged.
#[must_use]
pub fn now() -> DateTime<Utc> {
    let now = TOLD.try_with(|told| *told).unwrap_or_else(|_| present());
    now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now)
}

fn present() -> DateTime<Utc> {
    #[cfg(feature = "test-clock")]
    if let Some(told) = test::present() {
        return told;
    }
    system() + TimeDelta::microseconds(SHIFT.load(Ordering::Relaxed))
}

#[expect(clippy::disallowed_methods, reason = "this is the one caller of the system's clock")]
fn system() -> DateTime<Utc> {
    Utc::now()
}

/// Lets a future believe that it is `instant`: how the demo makes a history through the same
/// code as real ones. No request, setting or file can reach this.
pub(crate) async fn at<F: Future>(instant: DateTime<Utc>, future: F) -> F::Output {
    TOLD.scope(instant, future).await
}

/// From here on it is `instant`, and time goes on from there: for the demo only.
pub(crate) fn begin_at(instant: DateTime<Utc>) {
    let shift = (instant - system()).num_microseconds().unwrap_or_default();
    SHIFT.store(shift, Ordering::Relaxed);
}

/// The clock of tests stands in a file, so that weeks pass in a moment and several processes agree.
#[cfg(feature = "test-clock")]
pub mod test {
    use std::path::PathBuf;
    use std::sync::OnceLock;

    use chrono::{DateTime, Utc};

    #[cfg(not(debug_assertions))]
    compile_error!("a release build has no test clock: leave the feature `test-clock` out");

    static FILE: OnceLock<PathBuf> = OnceLock::new();

    /// From here on the present is what the file says, an RFC 3339 instant.
    pub fn follow(file: PathBuf) {
        FILE.get_or_init(|| file);
    }

    /// What the file says, if there is one to follow.
    ///
    /// # Panics
    /// When it says nothing: a test that goes on with another time would prove nothing.
    pub(super) fn present() -> Option<DateTime<Utc>> {
        let file = FILE.get()?;
        let text = std::fs::read_to_string(file).expect("AVAL_TEST_CLOCK names a file");
        Some(text.trim().parse().expect("AVAL_TEST_CLOCK names a file with an RFC 3339 instant"))
    }
}
