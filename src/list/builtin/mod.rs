//! The embedded DPRK list.
