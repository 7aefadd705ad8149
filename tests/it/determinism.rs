//! The same bytes, policy, day and rail give the same Decision, on any thread, and no bytes at all make the engine panic.

use crate::support::{ARRIVAL, POLICY, decide, files, messages, package};
use crate::traffic::Rng;
use interdict::engine::screen;
use interdict::frame::Frame;
use interdict::message::Severity;
use interdict::verdict::Verdict;
use proptest::prelude::*;
use std::sync::LazyLock;

static SAMPLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let samples = files(&package("proto-samples")).into_iter();
    let samples = samples.filter(|path| path.extension().is_none_or(|extension| extension != "expect" && extension != "md"));
    samples.flat_map(|path| messages(&std::fs::read(path).unwrap())).collect()
});

#[test]
fn threads_change_nothing() {
    let decide_all = || SAMPLES.iter().map(|bytes| format!("{:?}", decide(bytes.clone()))).collect::<Vec<_>>();
    let alone = decide_all();
    let together = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..4).map(|_| scope.spawn(decide_all)).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect::<Vec<_>>()
    });
    assert!(together.iter().all(|decisions| *decisions == alone));
}

#[test]
fn ten_megabytes_of_noise_are_held() {
    let mut rng = Rng::new(5);
    let noise: Vec<u8> = (0..10 * 1024 * 1024).map(|_| u8::try_from(rng.below(256)).unwrap()).collect();
    let decision = decide(noise).frame;
    assert_eq!(decision.verdict, Verdict::Hold);
    assert!(decision.defects.iter().any(|defect| defect.code.severity() == Severity::Doubt));
}

#[test]
fn nothing_at_all_is_held() {
    assert_eq!(decide(Vec::new()).frame.verdict, Verdict::Hold);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        decide(bytes);
    }

    /// Samples with a stretch overwritten, removed or repeated.
    #[test]
    fn no_change_of_a_sample_makes_it_panic(index in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), length in 0_usize..40, noise in proptest::collection::vec(any::<u8>(), 0..40)) {
        let mut bytes = SAMPLES[index.index(SAMPLES.len())].clone();
        let at = at.index(bytes.len() + 1);
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, noise);
        let frame = Frame::new(bytes.into());
        let decide = || format!("{:?}", screen(&frame, &POLICY, &ARRIVAL, &mut ()));
        prop_assert_eq!(decide(), decide());
    }
}
