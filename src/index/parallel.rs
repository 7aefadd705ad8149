//! Work on several threads whose outcome does not depend on how many they are.

use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};

/// What `work` makes of the pieces of `items`, one behind the other. `work` is told the place of its first item.
pub(super) fn in_pieces<T: Sync, R: Send>(items: &[T], threads: usize, work: impl Fn(usize, &[T]) -> Vec<R> + Sync) -> Vec<R> {
    let size = items.len().div_ceil(threads.max(1)).max(PIECE_ITEMS_MIN);
    if items.len() <= size {
        return work(0, items);
    }
    let work = &work;
    thread::scope(|scope| {
        let pieces = items.chunks(size).enumerate();
        let workers: Vec<_> = pieces.map(|(number, piece)| scope.spawn(move || work(number * size, piece))).collect();
        workers.into_iter().flat_map(outcome).collect()
    })
}

/// Both, side by side where there is a thread for each.
pub(super) fn both<A: Send, B>(threads: usize, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    if threads < 2 {
        return (one(), other());
    }
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (outcome(one), other)
    })
}

fn outcome<T>(worker: ScopedJoinHandle<'_, T>) -> T {
    worker.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// Less is done before a thread has started.
const PIECE_ITEMS_MIN: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_in_their_order() {
        for count in [0, 1, PIECE_ITEMS_MIN, PIECE_ITEMS_MIN + 1, 10_000] {
            let items: Vec<usize> = (0..count).collect();
            for threads in [0, 1, 2, 7] {
                let doubled = in_pieces(&items, threads, |at, piece| {
                    assert_eq!(piece.first().copied().unwrap_or_default(), at);
                    piece.iter().map(|item| item * 2).collect()
                });
                assert!(doubled.iter().enumerate().all(|(at, item)| *item == at * 2) && doubled.len() == count);
            }
        }
    }

    #[test]
    fn both_are_done() {
        assert_eq!([0, 1, 2].map(|threads| both(threads, || 1, || 2)), [(1, 2); 3]);
    }
}
