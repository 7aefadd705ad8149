//! The tables of places and of their false friends, compiled once to a tree of words.
//!
//! A variant is read like any text: folded, and cut to words. A hyphen in it is a soft joint: the parts are one name that is written together, with a hyphen, or apart. Other
//! words stand apart, whatever punctuation is between them. Characters of a script without spaces follow each other at once, but at a soft joint.

use crate::text::filter::Filter;
use crate::text::{Border, Words, is_cjk};
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A row of the table of places.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Place {
    /// Stable name of the row.
    pub(super) id: &'static str,
    pub(super) class: Class,
    /// What it is: `dprk.city`, `border-hub`.
    pub(super) code: &'static str,
    /// The name to show.
    pub(super) name: &'static str,
    /// Its UN/LOCODE, in capitals.
    pub(super) locode: Option<&'static str>,
    variants: &'static str,
}

/// How clearly a name says the DPRK; a later class says it more clearly.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Class {
    /// Also a word, a personal name, or a place elsewhere that is met often.
    Weak,
    /// A DPRK place with rare namesakes.
    Medium,
    /// A port: clear beside a word for ports.
    Port,
    /// Names the country or its capital.
    Strong,
}

impl Class {
    pub(super) const ALL: [Class; 4] = [Class::Weak, Class::Medium, Class::Port, Class::Strong];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Class::Weak => "weak",
            Class::Medium => "medium",
            Class::Port => "port",
            Class::Strong => "strong",
        }
    }
}

/// What the words of a variant mean.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    Place(&'static Place),
    /// Something else that has such a name.
    FalseFriend,
}

/// A variant, at the end of its way through the tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    pub(super) meaning: Meaning,
    /// Bit n: before word n stands a soft joint.
    joints: u32,
    /// Bit n: before word n stands a space.
    spaces: u32,
}

impl Phrase {
    /// Whether the variant allows this border before its word `place`, counted from 0. The parts of one name are not torn apart by punctuation, and those of a false friend
    /// not by the end of a line: NAMPO in one line and DONG in the next are no quarter of Busan.
    pub(super) fn allows(&self, place: usize, border: Border) -> bool {
        let has = |mask: u32| mask.checked_shr(place.try_into().unwrap_or(u32::MAX)).is_some_and(|bits| bits & 1 == 1);
        match self.meaning {
            _ if has(self.spaces) => border <= Border::Stop,
            Meaning::Place(_) if has(self.joints) => border <= Border::Line,
            Meaning::FalseFriend if has(self.joints) => border <= Border::Gap,
            _ => matches!(border, Border::Joined | Border::Seam | Border::Line),
        }
    }
}

/// Words that lead to phrases.
#[derive(Debug, Default)]
pub(super) struct Tree {
    first_words: HashMap<Box<str>, u32, FixedState>,
    filter: Filter,
    nodes: Vec<Node>,
}

/// What may follow the words that led here, and what they are by themselves.
#[derive(Debug, Default)]
pub(super) struct Node {
    branches: Vec<(Box<str>, u32)>,
    pub(super) phrases: Vec<Phrase>,
}

/// The table of places, in the order of its file.
pub(super) static PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| rows(PLACES_TSV).filter_map(read_place).collect());

/// All names and spellings of both tables.
pub(super) static TREE: LazyLock<Tree> = LazyLock::new(|| {
    let mut tree = Tree::default();
    for place in PLACES.iter() {
        place.variants.split('|').for_each(|variant| tree.insert_possessive(variant, Meaning::Place(place)));
    }
    for [_, phrases, _] in rows(FALSE_FRIENDS_TSV) {
        phrases.split('|').for_each(|phrase| tree.insert_possessive(phrase, Meaning::FalseFriend));
    }
    tree
});

impl Node {
    /// Whether longer phrases begin with the words that led here.
    pub(super) fn goes_on(&self) -> bool {
        !self.branches.is_empty()
    }
}

impl Tree {
    /// The node of phrases that begin with `word`.
    pub(super) fn begin(&self, word: &str) -> Option<&Node> {
        let node = if self.filter.has(word) { self.first_words.get(word)? } else { return None };
        self.nodes.get(*node as usize)
    }

    /// The node behind `node` and `word`.
    pub(super) fn go_on(&self, node: &Node, word: &str) -> Option<&Node> {
        let branch = node.branches.binary_search_by(|(branch, _)| (**branch).cmp(word)).ok()?;
        self.nodes.get(node.branches.get(branch)?.1 as usize)
    }

    /// The S of a possessive is a word of its own where its apostrophe is written, and a part of the word where it is not.
    fn insert_possessive(&mut self, variant: &str, meaning: Meaning) {
        self.insert(variant, meaning);
        let plain = variant.replace(['\'', '’'], "");
        if plain != variant {
            self.insert(&plain, meaning);
        }
    }

    fn insert(&mut self, variant: &str, meaning: Meaning) {
        let words = Words::of(variant);
        let joints: Vec<usize> = (1..words.tokens().len()).filter(|place| can_be_glued(&words, *place)).collect();
        for choice in 0..1_u32 << joints.len().min(JOINTS_MAX) {
            let glued =
                |place: usize| joints.iter().position(|joint| *joint == place).is_some_and(|bit| choice & (1 << bit) != 0);
            self.insert_glued(&words, glued, meaning);
        }
    }

    fn insert_glued(&mut self, words: &Words, glued: impl Fn(usize) -> bool, meaning: Meaning) {
        let mut phrase = Phrase { meaning, joints: 0, spaces: 0 };
        let (mut node, mut begin, mut place) = (None, 0, 0);
        while begin < words.tokens().len() {
            let end = (begin + 1..words.tokens().len()).find(|at| !glued(*at)).unwrap_or(words.tokens().len());
            match words.tokens().get(begin).map_or(Border::Passage, |token| token.border) {
                Border::Joined | Border::Seam => {}
                Border::Hyphen => phrase.joints |= 1 << place,
                Border::Dot | Border::Space | Border::Gap | Border::Line | Border::Stop | Border::Passage => {
                    phrase.spaces |= 1 << place
                }
            }
            node = Some(self.grow(node, words.text(begin..end)));
            (begin, place) = (end, place + 1);
        }
        if let Some(node) = node.and_then(|node| self.nodes.get_mut(node as usize)) {
            node.phrases.push(phrase);
        }
    }

    /// The node behind `from` and `word`; it is made where there is none.
    fn grow(&mut self, from: Option<u32>, word: &str) -> u32 {
        let next = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let node = match from.and_then(|from| self.nodes.get_mut(from as usize)) {
            None => {
                self.filter.insert(word);
                *self.first_words.entry(word.into()).or_insert(next)
            }
            Some(node) => match node.branches.binary_search_by(|(branch, _)| (**branch).cmp(word)) {
                Ok(branch) => node.branches.get(branch).map_or(next, |(_, node)| *node),
                Err(branch) => {
                    node.branches.insert(branch, (word.into(), next));
                    next
                }
            },
        };
        if node == next {
            self.nodes.push(Node::default());
        }
        node
    }
}

/// Whether the word at `place` may be written together with the one before it, as one word of letters.
fn can_be_glued(words: &Words, place: usize) -> bool {
    let is_spelled = |place: usize| !words.token(place).chars().any(is_cjk);
    words.tokens().get(place).is_some_and(|token| token.border == Border::Hyphen) && is_spelled(place) && is_spelled(place - 1)
}

fn rows<const COLUMNS: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; COLUMNS]> {
    table.lines().skip(1).filter_map(|line| <[&str; COLUMNS]>::try_from(line.split('\t').collect::<Vec<_>>()).ok())
}

fn read_place([id, class, code, name, variants, locode, _note]: [&'static str; 7]) -> Option<Place> {
    let class = Class::ALL.into_iter().find(|known| known.as_str() == class)?;
    Some(Place { id, class, code, name, locode: (!locode.is_empty()).then_some(locode), variants })
}

const PLACES_TSV: &str = include_str!("places.tsv");
const FALSE_FRIENDS_TSV: &str = include_str!("false-friends.tsv");

/// Each soft joint doubles the ways through the tree.
const JOINTS_MAX: usize = 4;
