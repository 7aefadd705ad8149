//! Spellings in a trie, so that all that a token can begin with is found in one walk. In: letters as numbers below 64. Out: for each prefix, the readings that end there.
//! A node finds its child by counting the bits of a mask, so that the whole table stays small and needs no hashing.

use super::reading::Reading;

/// Which readings of a spelling are asked for: they depend on the place in the name, and on what the given name as a whole may be spelled in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Shelf {
    /// Surnames, in any system.
    Surname,
    /// Syllables of given names, in the systems that people mix.
    Given,
    /// Syllables of given names in Yale.
    Yale,
    /// Syllables of given names, read as Chinese.
    Pinyin,
}

impl Shelf {
    /// The shelves of given names, the commonest first.
    pub(super) const OF_GIVEN: [Shelf; 3] = [Shelf::Given, Shelf::Yale, Shelf::Pinyin];

    pub(super) const COUNT: usize = 4;

    /// Its place in what is kept of all shelves.
    pub(super) const fn place(self) -> usize {
        match self {
            Shelf::Surname => 0,
            Shelf::Given => 1,
            Shelf::Yale => 2,
            Shelf::Pinyin => 3,
        }
    }
}

/// All spellings with their readings.
#[derive(Debug, Default)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    readings: Vec<Reading>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    /// Bit n: there is a child for letter n.
    mask: u64,
    /// The first child; the others follow in the order of their letters.
    children: u32,
    /// Bit n: shelf n has readings here.
    filled: u8,
    shelves: [(u32, u32); Shelf::COUNT],
}

/// A spelling, its shelf, and one reading: what the trie is built from.
pub(super) type Row = (Vec<u8>, Shelf, Reading);

impl Trie {
    /// Builds the trie. Rows that differ in order give the same trie.
    pub(super) fn build(mut rows: Vec<Row>) -> Trie {
        rows.sort_by(|(letters, shelf, reading), other| {
            (letters, shelf.place(), reading.order()).cmp(&(&other.0, other.1.place(), other.2.order()))
        });
        rows.dedup();
        let mut trie = Trie { nodes: vec![Node::default()], readings: Vec::with_capacity(rows.len()) };
        let mut open = vec![(0_usize, rows.as_slice(), 0_usize)];
        while let Some((node, rows, depth)) = open.pop() {
            let (ending, longer) = rows.split_at(rows.partition_point(|(letters, ..)| letters.len() <= depth));
            trie.put_readings(node, ending);
            trie.put_children(node, longer, depth, &mut open);
        }
        trie
    }

    fn put_readings(&mut self, node: usize, ending: &[Row]) {
        for shelf in [Shelf::Surname, Shelf::Given, Shelf::Yale, Shelf::Pinyin] {
            let start = self.readings.len();
            self.readings.extend(ending.iter().filter(|row| row.1 == shelf).map(|row| row.2));
            let range = (to_u32(start), to_u32(self.readings.len()));
            let Some(node) = self.nodes.get_mut(node) else { continue };
            node.filled |= u8::from(range.0 < range.1) << shelf.place();
            if let Some(slot) = node.shelves.get_mut(shelf.place()) {
                *slot = range;
            }
        }
    }

    fn put_children<'a>(&mut self, node: usize, rows: &'a [Row], depth: usize, open: &mut Vec<(usize, &'a [Row], usize)>) {
        let first = self.nodes.len();
        let mut mask = 0_u64;
        for group in rows.chunk_by(|one, other| one.0.get(depth) == other.0.get(depth)) {
            let letter = group.first().and_then(|row| row.0.get(depth)).copied().unwrap_or_default();
            mask |= bit(letter);
            open.push((self.nodes.len(), group, depth + 1));
            self.nodes.push(Node::default());
        }
        if let Some(node) = self.nodes.get_mut(node) {
            (node.mask, node.children) = (mask, to_u32(first));
        }
    }

    /// The readings of every prefix of `letters` that is a spelling, with its length.
    pub(super) fn prefixes<'t>(&'t self, letters: &[u8], shelf: Shelf) -> impl Iterator<Item = (usize, &'t [Reading])> {
        let mut node = self.nodes.first();
        let mut walk = letters.iter().enumerate();
        std::iter::from_fn(move || {
            for (place, letter) in walk.by_ref() {
                node = node.and_then(|node| self.child(node, *letter));
                let readings = self.shelf(node?, shelf);
                if !readings.is_empty() {
                    return Some((place + 1, readings));
                }
            }
            None
        })
    }

    /// Where the spellings end that begin at `start`, for each shelf: bit n of its set for an end in front of letter n.
    pub(super) fn ends(&self, letters: &[u8], start: usize) -> [u64; Shelf::COUNT] {
        let mut ends = [0; Shelf::COUNT];
        let mut node = self.nodes.first();
        for (place, letter) in (1_u32..).zip(letters).skip(start) {
            node = node.and_then(|node| self.child(node, *letter));
            let Some(node) = node else { break };
            if node.filled != 0 {
                let end = 1_u64.checked_shl(place).unwrap_or_default();
                let filled = ends.iter_mut().enumerate().filter(|(shelf, _)| node.filled & (1 << shelf) != 0);
                filled.for_each(|(_, ends)| *ends |= end);
            }
        }
        ends
    }

    /// The readings of a whole spelling.
    pub(super) fn exact(&self, letters: &[u8], shelf: Shelf) -> &[Reading] {
        let root = self.nodes.first();
        let node = letters.iter().try_fold(root, |node, letter| Some(node.and_then(|node| self.child(node, *letter)))).flatten();
        node.map(|node| self.shelf(node, shelf)).unwrap_or_default()
    }

    /// All spellings of a shelf.
    #[cfg(test)]
    pub(super) fn spellings(&self, shelf: Shelf) -> Vec<(Vec<u8>, &[Reading])> {
        let mut spellings = Vec::new();
        let mut open = vec![(self.nodes.first().unwrap(), Vec::new())];
        while let Some((node, letters)) = open.pop() {
            let readings = self.shelf(node, shelf);
            spellings.extend((!readings.is_empty()).then(|| (letters.clone(), readings)));
            open.extend((0..64).filter_map(|letter| Some((self.child(node, letter)?, [letters.as_slice(), &[letter]].concat()))));
        }
        spellings.sort_by(|(one, _), (two, _)| one.cmp(two));
        spellings
    }

    fn child(&self, node: &Node, letter: u8) -> Option<&Node> {
        let bit = bit(letter);
        let before = (node.mask & (bit.wrapping_sub(1))).count_ones();
        (node.mask & bit != 0).then(|| self.nodes.get(node.children as usize + before as usize)).flatten()
    }

    fn shelf(&self, node: &Node, shelf: Shelf) -> &[Reading] {
        let (start, end) = node.shelves.get(shelf.place()).copied().unwrap_or_default();
        self.readings.get(start as usize..end as usize).unwrap_or_default()
    }
}

fn bit(letter: u8) -> u64 {
    1_u64.checked_shl(u32::from(letter)).unwrap_or_default()
}

fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::syllable::Syllable;
    use super::super::system::Systems;
    use super::*;

    fn row(letters: &[u8], shelf: Shelf, syllable: char, cost: u8) -> Row {
        (letters.to_vec(), shelf, Reading::plain(Syllable::of(syllable).unwrap(), Systems::DPRK, cost))
    }

    fn rows() -> Vec<Row> {
        vec![
            row(&[1, 63], Shelf::Given, '나', 1),
            row(&[1, 63], Shelf::Given, '가', 2),
            row(&[1, 63], Shelf::Surname, '다', 0),
            row(&[1], Shelf::Given, '라', 0),
            row(&[1, 0, 5], Shelf::Given, '마', 0),
            row(&[0], Shelf::Pinyin, '바', 0),
        ]
    }

    fn found(trie: &Trie, letters: &[u8], shelf: Shelf) -> Vec<(usize, String)> {
        trie.prefixes(letters, shelf)
            .map(|(length, readings)| (length, readings.iter().map(|reading| reading.syllable.to_string()).collect()))
            .collect()
    }

    #[test]
    fn prefixes_come_from_the_shortest_with_the_nearest_reading_first() {
        let trie = Trie::build(rows());
        assert_eq!(found(&trie, &[1, 63, 9], Shelf::Given), [(1, "라".to_owned()), (2, "나가".to_owned())]);
        assert_eq!(found(&trie, &[1, 0, 5], Shelf::Given), [(1, "라".to_owned()), (3, "마".to_owned())]);
        assert_eq!(found(&trie, &[1, 63], Shelf::Surname), [(2, "다".to_owned())]);
        assert_eq!(found(&trie, &[2], Shelf::Given), []);
        assert_eq!(found(&trie, &[], Shelf::Given), []);
        assert_eq!(trie.exact(&[1, 0], Shelf::Given), []);
        assert_eq!(trie.exact(&[0], Shelf::Pinyin).len(), 1);
        assert_eq!(trie.exact(&[200], Shelf::Pinyin), []);
    }

    #[test]
    fn the_order_of_rows_does_not_matter() {
        let (one, mut reversed) = (Trie::build(rows()), rows());
        reversed.reverse();
        reversed.extend(rows());
        assert_eq!(format!("{one:?}"), format!("{:?}", Trie::build(reversed)));
    }

    #[test]
    fn an_empty_trie_has_nothing() {
        assert_eq!(found(&Trie::build(Vec::new()), &[1], Shelf::Given), []);
        assert_eq!(found(&Trie::default(), &[1], Shelf::Given), []);
    }
}
