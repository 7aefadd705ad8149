//! Elements to folded text: what a person reads, in one spelling, with the way back to the bytes.
