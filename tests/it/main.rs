//! The whole chain, from outside: one binary, so that it links once.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail, and what it shares is its own"
)]

mod serving;
#[path = "../traffic/mod.rs"]
mod traffic;

mod cli;
mod cli_service;
mod client;
mod direction;
mod http;
mod journal;
mod kill;
mod mt_nothing_lost;
mod mx_nothing_lost;
mod picture;
