//! The whole chain, from outside: one binary, so that it links once.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail, and what it shares is its own"
)]

mod serving;
mod support;
#[path = "../traffic/mod.rs"]
mod traffic;

mod allocations;
mod batch;
mod cli;
mod cli_service;
mod client;
mod containers;
mod corpus;
mod designations;
mod determinism;
mod direction;
mod disguise;
mod false_friends;
mod fuzzed;
mod hostile;
mod http;
mod joined;
mod journal;
mod kill;
mod masked;
mod masks;
mod mt_nothing_lost;
mod mx_nothing_lost;
mod pairs;
mod picture;
mod planted;
mod published_lists;
mod recall;
mod samples;
mod screenable_mx;
mod search_work;
mod split_names_mx;
mod traps;
mod screenable_mt;
