//! The kinds of series, and the labels that they can have.

use prometheus::core::Collector;
use prometheus::{Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry};
use std::marker::PhantomData;
use std::time::Duration;

/// Events counted, by labels from closed sets.
#[derive(Debug)]
pub struct Counters<L> {
    handles: Vec<IntCounter>,
    labels: PhantomData<L>,
}

impl<L: LabelSet> Counters<L> {
    /// Counts one.
    pub fn inc(&self, labels: L) {
        if let Some(counter) = self.handles.get(labels.place()) {
            counter.inc();
        }
    }
}

/// Durations, by labels from closed sets.
#[derive(Debug)]
pub struct Seconds<L> {
    handles: Vec<Histogram>,
    labels: PhantomData<L>,
}

impl<L: LabelSet> Seconds<L> {
    /// Counts one.
    pub fn observe(&self, labels: L, duration: Duration) {
        if let Some(histogram) = self.handles.get(labels.place()) {
            histogram.observe(duration.as_secs_f64());
        }
    }
}

/// Values with labels that the operator's lists and rules name, which change when those do.
#[derive(Debug)]
pub struct Named<const LABELS: usize>(IntGaugeVec);

impl<const LABELS: usize> Named<LABELS> {
    pub(super) fn set(&self, labels: [&str; LABELS], value: usize) {
        // The number of labels is that of the type, which `register` checked.
        if let Ok(gauge) = self.0.get_metric_with_label_values(&labels) {
            gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
        }
    }

    pub(super) fn reset(&self) {
        self.0.reset();
    }
}

/// A series that can be registered. Names and labels are written in this file alone, and a test registers all of them.
pub(super) trait Series {
    fn register(registry: &Registry, name: &str, help: &str, labels: &[&str]) -> Self;
}

impl<L: LabelSet> Series for Counters<L> {
    fn register(registry: &Registry, name: &str, help: &str, _: &[&str]) -> Counters<L> {
        let vec = IntCounterVec::new(Opts::new(name, help), &L::names()).expect(WELL_FORMED);
        let handles = L::all().into_iter().map(|labels| vec.with_label_values(&labels.words())).collect();
        add(registry, vec);
        Counters { handles, labels: PhantomData }
    }
}

impl<L: LabelSet> Series for Seconds<L> {
    fn register(registry: &Registry, name: &str, help: &str, _: &[&str]) -> Seconds<L> {
        let options = HistogramOpts::new(name, help).buckets(SECONDS_BUCKETS.to_vec());
        let vec = HistogramVec::new(options, &L::names()).expect(WELL_FORMED);
        let handles = L::all().into_iter().map(|labels| vec.with_label_values(&labels.words())).collect();
        add(registry, vec);
        Seconds { handles, labels: PhantomData }
    }
}

impl<const LABELS: usize> Series for Named<LABELS> {
    fn register(registry: &Registry, name: &str, help: &str, labels: &[&str]) -> Named<LABELS> {
        let labels: [&str; LABELS] = labels.try_into().expect(WELL_FORMED);
        let vec = IntGaugeVec::new(Opts::new(name, help), &labels).expect(WELL_FORMED);
        add(registry, vec.clone());
        Named(vec)
    }
}

impl Series for IntGauge {
    fn register(registry: &Registry, name: &str, help: &str, _: &[&str]) -> IntGauge {
        let gauge = IntGauge::new(name, help).expect(WELL_FORMED);
        add(registry, gauge.clone());
        gauge
    }
}

fn add(registry: &Registry, series: impl Collector + 'static) {
    registry.register(Box::new(series)).expect(WELL_FORMED);
}

/// A label whose values are a closed set of words.
pub trait Label: Copy + PartialEq + 'static {
    /// Name of the label.
    const NAME: &'static str;
    /// Every value.
    const ALL: &'static [Self];

    /// The value as text.
    fn word(self) -> &'static str;

    /// Its place among all values.
    fn place(self) -> usize {
        Self::ALL.iter().position(|value| *value == self).unwrap_or(usize::MAX)
    }
}

macro_rules! label {
    ($set:ty, $name:literal, $all:expr, $word:expr) => {
        impl $crate::metrics::Label for $set {
            const NAME: &'static str = $name;
            const ALL: &'static [$set] = $all;

            fn word(self) -> &'static str {
                let word: fn($set) -> &'static str = $word;
                word(self)
            }
        }
    };
}

pub(super) use label;

/// Labels that stand together on a series.
pub trait LabelSet: Copy {
    /// Their names.
    fn names() -> Vec<&'static str>;
    /// Every combination, by [`LabelSet::place`].
    fn all() -> Vec<Self>;
    /// The values as text.
    fn words(self) -> Vec<&'static str>;
    /// The place of this combination among all.
    fn place(self) -> usize;
}

impl LabelSet for () {
    fn names() -> Vec<&'static str> {
        Vec::new()
    }
    fn all() -> Vec<()> {
        vec![()]
    }
    fn words(self) -> Vec<&'static str> {
        Vec::new()
    }
    fn place(self) -> usize {
        0
    }
}

impl<A: Label> LabelSet for (A,) {
    fn names() -> Vec<&'static str> {
        vec![A::NAME]
    }
    fn all() -> Vec<(A,)> {
        A::ALL.iter().map(|a| (*a,)).collect()
    }
    fn words(self) -> Vec<&'static str> {
        vec![self.0.word()]
    }
    fn place(self) -> usize {
        self.0.place()
    }
}

impl<A: Label, B: Label> LabelSet for (A, B) {
    fn names() -> Vec<&'static str> {
        vec![A::NAME, B::NAME]
    }
    fn all() -> Vec<(A, B)> {
        A::ALL.iter().flat_map(|a| B::ALL.iter().map(|b| (*a, *b))).collect()
    }
    fn words(self) -> Vec<&'static str> {
        vec![self.0.word(), self.1.word()]
    }
    fn place(self) -> usize {
        self.0.place() * B::ALL.len() + self.1.place()
    }
}

impl<A: Label, B: Label, C: Label> LabelSet for (A, B, C) {
    fn names() -> Vec<&'static str> {
        vec![A::NAME, B::NAME, C::NAME]
    }
    fn all() -> Vec<(A, B, C)> {
        <(A, B)>::all().into_iter().flat_map(|(a, b)| C::ALL.iter().map(move |c| (a, b, *c))).collect()
    }
    fn words(self) -> Vec<&'static str> {
        vec![self.0.word(), self.1.word(), self.2.word()]
    }
    fn place(self) -> usize {
        (self.0, self.1).place() * C::ALL.len() + self.2.place()
    }
}

/// From 10 us, the order of one stage on a short message, over the 115-140 us of one synced write, to the seconds of a large batch or a disk in trouble: three buckets a decade.
const SECONDS_BUCKETS: &[f64] = &[
    10e-6, 25e-6, 50e-6, 100e-6, 250e-6, 500e-6, 1e-3, 2.5e-3, 5e-3, 10e-3, 25e-3, 50e-3, 100e-3, 250e-3, 500e-3, 1.0, 2.5, 5.0,
    10.0,
];

/// Why registration cannot fail.
const WELL_FORMED: &str = "series have names and labels of their own";
