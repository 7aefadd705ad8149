//! A small seeded generator of numbers. In goes a seed, out comes the same sequence on every machine and in every build.
//! It is not for secrets.

/// xoshiro256** (Blackman and Vigna, 2018), its state filled from the seed by SplitMix64 as its authors advise.
#[derive(Clone, Debug)]
pub struct Rng {
    state: [u64; 4],
}

impl Rng {
    /// The generator of a seed. Every seed is good, zero too.
    pub fn new(seed: u64) -> Self {
        let mut mixer = seed;
        Self { state: std::array::from_fn(|_| split_mix(&mut mixer)) }
    }

    /// The generator of the `index`-th item of a run, independent of its neighbours, so that an item does not depend on how many
    /// numbers the items before it drew.
    pub fn of_item(seed: u64, index: u64) -> Self {
        let mut mixer = seed;
        let run = split_mix(&mut mixer);
        Self::new(run ^ index.wrapping_mul(0xD6E8_FEB8_6659_FD93))
    }

    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let mixed = b.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let c2 = c ^ a;
        let d2 = d ^ b;
        self.state = [a ^ d2, b ^ c2, c2 ^ (b << 17), d2.rotate_left(45)];
        mixed
    }

    /// A number from 0 to `bound` - 1; 0 when `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX);
        let scaled = (u128::from(self.next_u64()) * u128::from(bound)) >> 64;
        usize::try_from(scaled).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True in `percent` of 100 cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One item of a list that is not empty, each as likely as the next.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        let index = self.below(items.len());
        items.get(index).expect("an index below the length of a list that is not empty")
    }

    /// One entry of a table `a|b|c`, each as likely as the next.
    pub fn word<'a>(&mut self, table: &'a str) -> &'a str {
        let index = self.below(table.split('|').count());
        nth(table, index)
    }

    /// One entry of a table `a|b|c` that is sorted by falling frequency: the smaller of two ranks, so the head is the likeliest.
    pub fn frequent<'a>(&mut self, table: &'a str) -> &'a str {
        let count = table.split('|').count();
        let index = self.below(count).min(self.below(count));
        nth(table, index)
    }

    /// One entry of a table `a:30|b:5|c`, as likely as its weight says; an entry without a weight weighs 1.
    pub fn weighted<'a>(&mut self, table: &'a str) -> &'a str {
        let entries = || table.split('|').map(|entry| entry.rsplit_once(':').map_or((entry, 1), with_weight));
        let mut rest = self.below(entries().map(|(_, weight)| weight).sum());
        for (word, weight) in entries() {
            if rest < weight {
                return word;
            }
            rest -= weight;
        }
        table
    }

    /// Fills a pattern: `#` becomes a digit, `@` a capital letter, `%` a number from 1 to 250; everything else stays.
    pub fn fill(&mut self, pattern: &str) -> String {
        let mut filled = String::with_capacity(pattern.len());
        for letter in pattern.chars() {
            match letter {
                '#' => filled.push(self.character("0123456789")),
                '@' => filled.push(self.character("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
                '%' => filled.push_str(&self.between(1, 250).to_string()),
                other => filled.push(other),
            }
        }
        filled
    }

    fn character(&mut self, alphabet: &str) -> char {
        let index = self.below(alphabet.len());
        alphabet.chars().nth(index).unwrap_or('0')
    }
}

fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

fn nth(table: &str, index: usize) -> &str {
    table.split('|').nth(index).unwrap_or(table)
}

fn with_weight<'a>((word, weight): (&'a str, &str)) -> (&'a str, usize) {
    (word, weight.parse().unwrap_or(1))
}
