//! Seeded payments for tests and benchmarks: clean traffic, messages that carry a given text, and names changed as life changes
//! them. The same seed gives the same bytes. Nothing here knows the filter: whoever includes the module sends the bytes.
#![allow(dead_code, unreachable_pub, reason = "each test and benchmark that includes this module uses a part of it")]

mod batch;
mod clean;
mod deal;
mod hitting;
mod korea;
mod locale;
mod locale_east;
mod locale_west;
mod mt;
mod mt_other;
mod mutation;
mod mx;
mod party;
mod rng;
mod text;
mod words;

#[allow(unused_imports, reason = "each includer uses a part")]
pub use self::{
    batch::pain001,
    clean::clean,
    hitting::{Field, mt103_with, with_text},
    mutation::{Mutation, mutate},
    rng::Rng,
    words::sentence_with,
};

/// One message.
#[derive(Clone, Debug)]
pub struct Payment {
    /// The message as it travels.
    pub bytes: Vec<u8>,
    /// `mt` or `mx`.
    pub format: &'static str,
    /// What is special about it, for a report.
    pub story: String,
}
