//! interdict: an inline filter for payment messages. Messages go in, each gets exactly one verdict, and transfers linked to the DPRK do not go out.
//!
//! # The way of a message
//!
//! ```text
//! bytes -> Frame -> Units -> Elements -> Candidates -> Hits -> Rulings -> Verdict -> Decision -> Receipt -> Reply
//!          frame    message              text, index   detect  rule       verdict    decision    journal    serve
//! ```
//!
//! The modules below stand in the order of that way. A module uses only modules above it. Those down to [`engine`] are the *core*: they are handed bytes, lists, rules and a
//! day, and give back values; they know no file, socket, clock, random number or task. The rest is the *shell*, which has them all and decides nothing.
//!
//! # Contracts
//!
//! What programs, journals and replays of years to come rely on:
//!
//! - **Frame and Unit.** A [`frame::Frame`] is the unit of delivery: it goes on, waits or is refused as a whole and byte for byte. A [`message::Unit`] is one transaction and the
//!   context that it shares; it has a Decision of its own, and the frame has the most severe of all. Reading never fails: every byte of a frame is in an element, in a defect, or
//!   syntax of a closed set, and a defect that leaves a doubt holds the frame.
//! - **Policy and day.** Lists and rules form one [`engine::Policy`], swapped as a whole; a message sees one Policy from its first byte to its verdict. The day
//!   [`engine::Arrival::as_of`] is that of receipt. A date inside a message selects no list and no rule. The rail comes from the door.
//! - **Decision.** A [`decision::Decision`] is a function of bytes, Policy, rail and day. It holds no time, duration or thread count, so that the same input gives the same bytes.
//!   [`journal`] writes it as JSON; `deploy/decision.schema.json` is its schema. The command line, the journal and HTTP give that one text.
//! - **Reply and Receipt.** Recorded before answered: only the journal makes a [`journal::Receipt`], and only a Decision with a Receipt is answered with. Whatever cannot be
//!   recorded is refused, which means *not taken: the sender still owns the message*.
//! - **Journal.** Append-only and chained over the digests of its payloads, so that bodies may be erased when their time is over without breaking the chain. The format stands in
//!   [`journal`].
//!
//! # Invariants
//!
//! Held by types, or by one property test each in `tests/it`:
//!
//! - *Nothing is lost*: see Frame and Unit.
//! - *A planted name is stopped*: a listed name written at any place of any sample never passes.
//! - *Doubt stops*: whatever may have been read otherwise than its receiver will read it is held.
//! - *Same input, same Decision*: on any number of threads.
//! - *Recorded before answered*: with the process killed at any moment.

pub mod identifier;
pub mod frame;
pub mod message;
pub mod list;
pub mod text;
pub mod index;
pub mod detect;
pub mod verdict;
pub mod response;
pub mod rule;
pub mod decision;
pub mod engine;
pub mod source;
pub mod feed;
pub mod journal;
pub mod metrics;
pub mod serve;
pub mod config;
pub mod cli;
