//! Listed names.
