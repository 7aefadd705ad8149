//! Rows for SWIFT MT.
