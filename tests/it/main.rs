//! Properties and whole flows, through the public interface.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a test may fail")]

mod cli;
mod direction;
mod mt_nothing_lost;
mod mx_nothing_lost;
#[path = "../traffic/mod.rs"]
mod traffic;
