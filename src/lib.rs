//! interdict: an inline filter for payment messages.
//!
//! (The map is written below as rooms are added.)

pub mod identifier;
pub mod frame;
pub mod message;
pub mod list;
pub mod text;
pub mod index;
pub mod detect;
pub mod verdict;
pub mod rule;
pub mod decision;
pub mod engine;
pub mod source;
pub mod journal;
pub mod metrics;
pub mod serve;
pub mod config;
pub mod cli;
