//! The requests that are being answered, and whether the server is stopping.

use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::watch;

/// Counts requests between their arrival and the head of their answer.
pub struct UnderWay {
    requests: watch::Sender<usize>,
    stopping: AtomicBool,
}

/// One request; dropped when it has its answer or its client is gone.
pub struct Request<'a>(&'a UnderWay);

impl Drop for Request<'_> {
    fn drop(&mut self) {
        self.0.requests.send_modify(|requests| *requests -= 1);
    }
}

impl Default for UnderWay {
    fn default() -> Self {
        Self { requests: watch::Sender::new(0), stopping: AtomicBool::new(false) }
    }
}

impl UnderWay {
    /// Counts a request for as long as what it gives is kept.
    pub fn begin(&self) -> Request<'_> {
        self.requests.send_modify(|requests| *requests += 1);
        Request(self)
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        *self.requests.borrow()
    }

    /// From here on the server is stopping.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether the server is stopping.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Waits until no request is under way.
    pub async fn none(&self) {
        // The sender lives as long as this does.
        let _ = self.requests.subscribe().wait_for(|requests| *requests == 0).await;
    }
}
