//! Puts the server together and runs it until it is told to stop.

use std::net::{Shutdown, TcpListener};
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::from_fn;
use actix_web::{App, HttpServer, web};
use anyhow::Context as _;
use tokio_util::sync::CancellationToken;
use utoipa_swagger_ui::SwaggerUi;

use crate::app::{self, State};
use crate::{events, jobs, middleware, spa};

/// How long requests under way may take after a stop was asked for, and then their answers.
const GRACE: Duration = Duration::from_secs(30);

/// All routes with the state behind them; `around` is wrapped by whoever makes the app.
pub fn configure(state: web::Data<State>) -> impl FnOnce(&mut web::ServiceConfig) + Clone {
    move |config: &mut web::ServiceConfig| {
        config.app_data(state);
        config.service(web::redirect("/api/docs", "/api/docs/"));
        config.service(
            SwaggerUi::new("/api/docs/{_:.*}")
                .config(utoipa_swagger_ui::Config::from("/api/openapi.json").use_base_layout()),
        );
        app::routes(&mut utoipa_actix_web::service_config::ServiceConfig::new(config));
        spa::routes(config);
    }
}

/// The server on a socket that listens already. Whoever has it awaits it.
///
/// # Errors
/// When the socket can't be used.
pub fn on(state: web::Data<State>, socket: TcpListener) -> std::io::Result<Server> {
    Ok(HttpServer::new(move || {
        App::new().wrap(from_fn(middleware::around)).configure(configure(state.clone()))
    })
    .client_request_timeout(Duration::from_secs(5))
    .shutdown_timeout(GRACE.as_secs())
    .disable_signals()
    .listen(socket)?
    .run())
}

/// Serves API and SPA on one port, and runs the worker if the settings say so.
///
/// # Errors
/// When the port is taken or the SPA is missing.
pub async fn serve(state: web::Data<State>) -> anyhow::Result<()> {
    spa::check()?;
    let stop = CancellationToken::new();
    let worker =
        state.config.worker.then(|| tokio::spawn(jobs::run_worker(state.clone(), stop.clone())));
    let memory = tokio::spawn(jobs::keep_memory(state.clone(), stop.clone()));
    let feed = tokio::spawn(events::feed(state.clone(), stop.clone()));
    let listen = state.config.listen;
    let (server, door) = TcpListener::bind(listen)
        .and_then(|socket| Ok((socket.try_clone()?, socket)))
        .and_then(|(door, socket)| Ok((on(state.clone(), socket)?, door)))
        .with_context(|| format!("AVAL_LISTEN: can't listen on {listen}"))?;
    let handle = server.handle();
    let stopping = state.clone();
    tokio::spawn(async move {
        stop_signal().await;
        finish_requests(&stopping, &handle, &door).await;
        handle.stop(true).await;
    });
    server.await?;
    stop.cancel();
    if let Some(worker) = worker {
        worker.await?;
    }
    memory.await?;
    feed.await?;
    state.db.close().await;
    Ok(())
}

/// Turns readiness red, lets nobody new in, and waits for the requests under way.
///
/// Each thread of the server has a runtime of its own, which ends as soon as that thread has
/// nothing to do, and with it the connections to the database that were opened there, whoever uses
/// them. So the threads are told to stop only when no request needs a connection any more.
async fn finish_requests(state: &State, server: &ServerHandle, door: &TcpListener) {
    state.under_way.stop();
    state.live.stop();
    server.pause().await;
    // The thread that accepts hears of it a moment later, and would complain of a closed socket.
    tokio::time::sleep(Duration::from_millis(50)).await;
    // Closing our copy would leave the server's open; this refuses whoever knocks from here on.
    if let Err(error) = socket2::SockRef::from(door).shutdown(Shutdown::Both) {
        tracing::debug!(%error, "the socket can't be closed early");
    }
    if tokio::time::timeout(GRACE, state.under_way.none()).await.is_err() {
        tracing::warn!("requests under way are broken off");
    }
}

/// Runs the worker alone.
///
/// # Errors
/// None of its own.
pub async fn work(state: web::Data<State>) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    let signal = stop.clone();
    tokio::spawn(async move {
        stop_signal().await;
        signal.cancel();
    });
    jobs::run_worker(state.clone(), stop).await;
    state.db.close().await;
    Ok(())
}

/// Waits for SIGTERM or Ctrl-C.
async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut term = match signal(SignalKind::terminate()) {
        Ok(term) => term,
        Err(error) => {
            tracing::error!(%error, "SIGTERM can't be heard");
            return std::future::pending().await;
        }
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
