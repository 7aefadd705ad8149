//! `interdict serve`: configuration to a running service.

use super::Exit;
use super::arguments::{ListsArguments, ServeArguments};
use super::error::CommandError;
use super::policy;
use crate::config::Config;
use crate::engine::Policy;
use crate::serve::{self, PolicySettings};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::runtime;

/// Serves until it is told to stop.
pub(super) fn serve(arguments: &ServeArguments) -> Result<Exit, CommandError> {
    let Config { serve, policy, journal } = Config::load(arguments.config.as_deref())?;
    let runtime = runtime::Builder::new_multi_thread().enable_all().build().map_err(CommandError::Runtime)?;
    let load = Box::new(move || load(&policy));
    let outcome = runtime.block_on(serve::run(serve, journal, load));
    runtime.shutdown_timeout(THREADS_WAIT);
    outcome?;
    Ok(Exit::Fine)
}

fn load(settings: &PolicySettings) -> Result<Policy, Box<dyn Error + Send + Sync>> {
    let given = |path: &PathBuf| Some(path.clone()).filter(|path| path.as_path() != Path::new(""));
    let lists = ListsArguments { lists: given(&settings.lists), no_builtin: !settings.builtin };
    Ok(policy::policy(&lists, given(&settings.rules).as_deref())?)
}

/// Lists that are still being loaded cannot be interrupted.
const THREADS_WAIT: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_loaded_is_named() {
        let settings = PolicySettings::default;
        load(&settings()).unwrap();
        let error = load(&PolicySettings { lists: "/does/not/exist".into(), ..settings() }).unwrap_err();
        assert!(error.to_string().contains("/does/not/exist: cannot be read"), "{error}");
        let error = load(&PolicySettings { rules: "/does/not/exist.toml".into(), ..settings() }).unwrap_err();
        assert!(error.to_string().contains("/does/not/exist.toml cannot be read"), "{error}");
    }

    #[test]
    fn a_folder_of_lists_is_screened_against() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("house.csv"), "id,type,name\n1,person,Ann Example\n").unwrap();
        let lists = |builtin| {
            let policy = load(&PolicySettings { lists: folder.path().into(), builtin, ..PolicySettings::default() }).unwrap();
            policy.snapshot.versions().iter().map(|version| version.list.clone()).collect::<Vec<_>>()
        };
        assert_eq!(lists(true), ["builtin-dprk", "builtin-watch", "house"]);
        assert_eq!(lists(false), ["house"]);
    }
}
