//! Numbers and codes of listed parties.
