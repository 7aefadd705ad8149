//! `interdict serve`: configuration to a running service.

use super::Exit;
use super::arguments::ServeArguments;
use super::error::CommandError;
use super::policy;
use crate::config::Config;
use crate::engine::Policy;
use crate::serve::{self, PolicySettings};
use std::error::Error;
use std::path::Path;
use std::time::Duration;
use tokio::runtime;

/// Serves until it is told to stop.
pub(super) fn serve(arguments: &ServeArguments) -> Result<Exit, CommandError> {
    let Config { serve, policy, journal } = Config::load(arguments.config.as_deref())?;
    check(&policy)?;
    let runtime = runtime::Builder::new_multi_thread().enable_all().build().map_err(CommandError::Runtime)?;
    let load = Box::new(move || load(&policy));
    let outcome = runtime.block_on(serve::run(serve, journal, load));
    runtime.shutdown_timeout(THREADS_WAIT);
    outcome?;
    Ok(Exit::Fine)
}

/// What this version cannot do is said before anything is opened.
fn check(settings: &PolicySettings) -> Result<(), CommandError> {
    if !settings.lists.as_os_str().is_empty() {
        return Err(CommandError::ListsFolder);
    }
    if settings.builtin { Ok(()) } else { Err(CommandError::NoLists) }
}

fn load(settings: &PolicySettings) -> Result<Policy, Box<dyn Error + Send + Sync>> {
    let rules = Some(settings.rules.as_path()).filter(|path| *path != Path::new(""));
    Ok(policy::policy(rules)?)
}

/// Lists that are still being loaded cannot be interrupted.
const THREADS_WAIT: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_done_is_a_mistake() {
        let settings = PolicySettings::default;
        check(&settings()).unwrap();
        let error = check(&PolicySettings { lists: "lists".into(), ..settings() }).unwrap_err();
        assert!(error.to_string().contains("policy.lists"), "{error}");
        let error = check(&PolicySettings { builtin: false, ..settings() }).unwrap_err();
        assert!(error.to_string().contains("policy.builtin"), "{error}");
        let error = load(&PolicySettings { rules: "/does/not/exist.toml".into(), ..settings() }).unwrap_err();
        assert!(error.to_string().contains("/does/not/exist.toml cannot be read"), "{error}");
    }
}
