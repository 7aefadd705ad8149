//! Every series in one struct.
