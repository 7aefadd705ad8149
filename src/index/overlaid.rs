//! An overlay with its additions indexed: a Snapshot of its own, small, beside that of the lists. The lists' own is not touched, so that it takes milliseconds.

use super::Snapshot;
use crate::list::overlay::Overlay;
use crate::list::{Designation, List, ListKind, ListVersion};
use jiff::civil::Date;

/// What is laid over the lists.
#[derive(Debug, Default)]
pub struct Overlaid {
    overlay: Overlay,
    additions: Option<Snapshot>,
}

impl Overlaid {
    /// Indexes the additions.
    #[must_use]
    pub fn build(overlay: Overlay) -> Overlaid {
        let lists = [ListKind::Official, ListKind::Watch].map(|kind| additions(&overlay, kind));
        let additions = (!overlay.additions().is_empty()).then(|| Snapshot::build_on(lists.into(), 1));
        Overlaid { overlay, additions }
    }

    /// What is laid over the lists, as it was decided.
    #[must_use]
    pub fn overlay(&self) -> &Overlay {
        &self.overlay
    }

    /// What was added, whether in force or not.
    #[must_use]
    pub fn additions(&self) -> Option<&Snapshot> {
        self.additions.as_ref()
    }

    /// Whether a designation that was added counts on the day.
    #[must_use]
    pub fn is_in_force(&self, added: &Designation, as_of: Date) -> bool {
        self.overlay.has_added(&added.entries, as_of)
    }
}

fn additions(overlay: &Overlay, kind: ListKind) -> List {
    let of_kind = overlay.additions().iter().filter(|addition| addition.kind == kind);
    let designations: Vec<Designation> = of_kind.map(|addition| addition.designation.clone()).collect();
    let version = ListVersion {
        list: "overlay".to_owned(),
        kind,
        date: None,
        sha256: overlay.sha256(),
        count: designations.len(),
        dprk_count: designations.iter().filter(|own| own.dprk).count(),
        rejected_rows: 0,
    };
    List { version, designations }
}
