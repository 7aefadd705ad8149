//! Rows for ISO 20022.
