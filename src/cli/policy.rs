//! Lists and rules as the command line names them.

use super::error::CommandError;
use crate::engine::Policy;
use crate::list::{List, builtin};
use crate::rule::Rules;
use std::fs;
use std::path::Path;

/// What messages are screened against.
pub(super) fn policy(rules: Option<&Path>) -> Result<Policy, CommandError> {
    Ok(Policy::new(lists(), self::rules(rules)?))
}

/// The lists that come with this program.
pub(super) fn lists() -> Vec<List> {
    vec![builtin::official(), builtin::watch()]
}

/// The rules in a file, or those that come with this program.
pub(super) fn rules(path: Option<&Path>) -> Result<Rules, CommandError> {
    let Some(path) = path else { return Ok(Rules::builtin()) };
    let text = fs::read_to_string(path).map_err(|cause| CommandError::RulesUnreadable { path: path.to_owned(), cause })?;
    Rules::parse(&text).map_err(|errors| CommandError::RulesWrong { path: path.to_owned(), errors })
}
