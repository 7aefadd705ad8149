//! Composes the settings that each module owns.
