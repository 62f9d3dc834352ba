//! Work that goes on when nobody waits for it any more.

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn spawn(work: impl Future<Output = ()> + Send + 'static) {
    // reqwest needs a tokio runtime natively, so there is one wherever a call is made.
    drop(tokio::spawn(work));
}

#[cfg(target_arch = "wasm32")]
pub(crate) fn spawn(work: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(work);
}
