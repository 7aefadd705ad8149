//! Random bytes against interdict. What is asked of them stands in [`targets`]; `cargo test` asks the same of every sample and of every input that once broke something.

#[allow(dead_code, unused_imports, reason = "of the tests only the checkers are used here")]
#[path = "../../tests/it/mt_nothing_lost.rs"]
mod mt_nothing_lost;
#[allow(dead_code, unused_imports, reason = "of the tests only the checkers are used here")]
#[path = "../../tests/it/mx_nothing_lost.rs"]
mod mx_nothing_lost;
pub mod targets;
#[allow(dead_code, unused_imports, reason = "of the tests only the checkers are used here")]
#[path = "../../tests/traffic/mod.rs"]
mod traffic;
