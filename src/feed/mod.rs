//! Where list files come from. In: a folder as a bank keeps it. Out: editions of lists, or what is wrong with which file.
//!
//! Start-up never depends on a network: what lies in the folder is what is screened against.

mod folder;

pub use folder::{FILE_BYTES_MAX, FolderError, read};
