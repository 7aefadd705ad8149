//! What the program does as a whole: with files, sockets and processes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod client;
mod http;
mod journal;
mod kill;
mod support;
