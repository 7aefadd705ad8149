//! Places of the DPRK.
