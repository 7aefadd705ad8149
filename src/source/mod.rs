//! Files and folders to frames.
