//! Korean names: the syllables that a spelling can stand for.
