//! Lists and rules as the command line names them.

use super::arguments::ListsArguments;
use super::error::CommandError;
use crate::engine::Policy;
use crate::feed::{self, FolderError};
use crate::list::activation::lacks_known;
use crate::list::published::Edition;
use crate::list::{List, builtin};
use crate::rule::Rules;
use std::fs;
use std::path::Path;
use tracing::warn;

/// What messages are screened against.
pub(super) fn policy(lists: &ListsArguments, rules: Option<&Path>) -> Result<Policy, CommandError> {
    let rules = self::rules(rules)?;
    Ok(Policy::new(editions(lists)?.into_iter().map(|edition| edition.list).collect(), rules))
}

/// The lists that come with this program, and those of the folder. Rows that could not be read are logged: a list is used without them.
pub(super) fn editions(lists: &ListsArguments) -> Result<Vec<Edition>, CommandError> {
    let builtin = if lists.no_builtin { Vec::new() } else { vec![builtin::official(), builtin::watch()] };
    let published = lists.lists.as_deref().map(folder).transpose()?.unwrap_or_default();
    let refusals: Vec<FolderError> = published
        .iter()
        .flat_map(|edition| builtin.iter().filter_map(|known| lacks_known(known, edition)))
        .map(FolderError::Refused)
        .collect();
    if let Some(folder) = lists.lists.clone().filter(|_| !refusals.is_empty()) {
        return Err(CommandError::Lists { folder, errors: refusals });
    }
    let whole = |list: List| Edition { list, holds: Vec::new(), rejected: Vec::new() };
    Ok(builtin.into_iter().map(whole).chain(published).collect())
}

/// The lists of a folder.
pub(super) fn folder(folder: &Path) -> Result<Vec<Edition>, CommandError> {
    let editions = feed::read(folder).map_err(|errors| CommandError::Lists { folder: folder.to_owned(), errors })?;
    for edition in &editions {
        if let Some(first) = edition.rejected.first() {
            let (list, count) = (&edition.list.version.list, edition.rejected.len());
            warn!("list {list}: {count} rows could not be read in full, the first in {}, line {}", first.file, first.line);
        }
    }
    Ok(editions)
}

/// The rules in a file, or those that come with this program.
pub(super) fn rules(path: Option<&Path>) -> Result<Rules, CommandError> {
    let Some(path) = path else { return Ok(Rules::builtin()) };
    let text = fs::read_to_string(path).map_err(|cause| CommandError::RulesUnreadable { path: path.to_owned(), cause })?;
    Rules::parse(&text).map_err(|errors| CommandError::RulesWrong { path: path.to_owned(), errors })
}
