//! App::handle(frame) to Reply, and thin doors to it.
//!
//! In: settings, a way to load the policy, and messages. Out: a [`Reply`](crate::journal::Reply) each. [`App`] screens, records and answers; a door reads messages from one kind
//! of transport and writes replies to it, and knows neither lists nor rules. What a message's sender is told comes from its receipt alone: nothing is answered before its record
//! is durable.

mod app;
mod body;
mod connection;
mod http;
mod problem;
mod settings;

pub use app::{App, Clock, Timing};
pub use body::BODY_BYTES_MAX;
pub use settings::{PolicySettings, Settings};

use crate::engine::Policy;
use crate::journal::{self, JournalError};
use connection::Doorway;
use jiff::Timestamp;
use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::timeout;
use tracing::{error, info, warn};

/// Loads lists and rules. It runs in a thread of its own, and may take its time: until it is done the service is not ready.
pub type LoadPolicy = Box<dyn FnOnce() -> Result<Policy, Box<dyn Error + Send + Sync>> + Send>;

/// Why the service cannot run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken, or not one of this host.
    #[error("cannot listen on {address}: {source}; set serve.listen to another address")]
    Listen {
        /// What was configured.
        address: SocketAddr,
        /// The cause.
        source: std::io::Error,
    },
    /// Nothing can be recorded.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// There is nothing to screen against.
    #[error("cannot load lists and rules: {0}")]
    Policy(Box<dyn Error + Send + Sync>),
    /// A fault of this program.
    #[error("loading ended in a panic")]
    Panic,
    /// The system does not let signals be heard.
    #[error("cannot listen for signals: {0}")]
    Signal(std::io::Error),
}

/// Serves until SIGTERM, SIGHUP or Ctrl-C, then finishes what is in flight and closes the journal.
///
/// The runtime should be ended with `shutdown_timeout`: lists that are still being loaded cannot be interrupted.
///
/// # Errors
///
/// When the address, the journal or the policy is not to be had. What was answered until then stays recorded.
pub async fn run(settings: Settings, journal: journal::Settings, load: LoadPolicy) -> Result<(), ServeError> {
    keep_panics_silent();
    if !settings.listen.ip().is_loopback() {
        warn!("listening on {}, which other hosts may reach: requests are neither authenticated nor encrypted", settings.listen);
    }
    let mut server = Server::start(settings, journal, load, Arc::new(Timestamp::now)).await?;
    info!("listening on {}", server.address());
    let outcome = tokio::select! {
        signalled = stop_signal() => signalled,
        Err(failure) = server.loaded() => Err(failure),
    };
    info!("stopping: finishing what is in flight");
    server.stop().await;
    outcome
}

/// A running service.
#[derive(Debug)]
pub struct Server {
    app: Arc<App>,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
    loading: Option<JoinHandle<Result<(), ServeError>>>,
    wait_max: Duration,
}

impl Server {
    /// Listens, and loads what is needed meanwhile. Must be called inside a runtime. With port 0 the system chooses one: see [`Server::address`].
    ///
    /// # Errors
    ///
    /// When the address cannot be had.
    pub async fn start(
        settings: Settings,
        journal: journal::Settings,
        load: LoadPolicy,
        clock: Clock,
    ) -> Result<Server, ServeError> {
        let cannot_listen = |source| ServeError::Listen { address: settings.listen, source };
        let listener = TcpListener::bind(settings.listen).await.map_err(cannot_listen)?;
        let address = listener.local_addr().map_err(cannot_listen)?;
        let wait_max = Duration::from_secs(settings.shutdown_seconds_max.into());
        let doorway = Doorway::new(listener, &settings);
        let app = Arc::new(App::new(settings, clock));
        let (stop, stopped) = oneshot::channel();
        let serving = axum::serve(doorway, http::router(Arc::clone(&app))).with_graceful_shutdown(async {
            // An error says that the Server is gone, which means the same.
            let _gone = stopped.await;
        });
        let serving = tokio::spawn(async {
            if let Err(failure) = serving.await {
                error!("the HTTP door failed: {failure}");
            }
        });
        let loading = spawn_blocking({
            let app = Arc::clone(&app);
            move || open(&app, &journal, load)
        });
        Ok(Server { app, address, stop, serving, loading: Some(loading), wait_max })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until journal and policy are there. Ends only when that failed, or after the first call has said so: for `select!`, success is no event.
    ///
    /// # Errors
    ///
    /// When either is not to be had.
    pub async fn loaded(&mut self) -> Result<(), ServeError> {
        match &mut self.loading {
            Some(loading) => {
                let outcome = loading.await.unwrap_or(Err(ServeError::Panic));
                self.loading = None;
                outcome
            }
            None => std::future::pending().await,
        }
    }

    /// Accepts nothing more, finishes what is in flight, and closes the journal; each within the time that the settings give it. What is not finished then is refused.
    pub async fn stop(self) {
        // The door may have ended by itself.
        let _ended = self.stop.send(());
        let mut serving = self.serving;
        if timeout(self.wait_max, &mut serving).await.is_err() {
            warn!(
                "messages were still in flight after {} s; they are refused, and their senders still own them",
                self.wait_max.as_secs()
            );
            serving.abort();
        }
        let app = self.app;
        if timeout(self.wait_max, spawn_blocking(move || app.close())).await.is_err() {
            error!("the journal did not close in time; the next start recovers it");
        }
    }
}

fn open(app: &App, journal: &journal::Settings, load: LoadPolicy) -> Result<(), ServeError> {
    app.open_journal(journal)?;
    app.activate(load().map_err(ServeError::Policy)?);
    info!("ready");
    Ok(())
}

async fn stop_signal() -> Result<(), ServeError> {
    #[cfg(unix)]
    {
        let mut terminate = signal::unix::signal(signal::unix::SignalKind::terminate()).map_err(ServeError::Signal)?;
        // The terminal that it was started from is gone: what is in flight is finished all the same.
        let mut hang_up = signal::unix::signal(signal::unix::SignalKind::hangup()).map_err(ServeError::Signal)?;
        tokio::select! {
            pressed = signal::ctrl_c() => pressed.map_err(ServeError::Signal),
            _ = terminate.recv() => Ok(()),
            _ = hang_up.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    signal::ctrl_c().await.map_err(ServeError::Signal)
}

/// A panic's own message may quote the text that was being read. Only its place is logged.
fn keep_panics_silent() {
    std::panic::set_hook(Box::new(|panic| match panic.location() {
        Some(place) => error!("panic at {}:{}", place.file(), place.line()),
        None => error!("panic"),
    }));
}
