//! Slices of numbers as vectors and as rows of a matrix, and random ones. Inner loops add a multiple of one slice to another:
//! those the compiler vectorises. Sums keep a fixed order, so that they come out the same every time.

/// Random numbers: splitmix64 (Steele, Lea and Flood 2014).
pub(crate) struct Random(u64);

impl Random {
    /// A row of numbers of its own for each such key.
    pub(crate) fn of(keys: [u64; 3]) -> Self {
        keys.into_iter().fold(Self(0), |mut random, key| Self(random.next() ^ key))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// Between 0 and 1.
    pub(crate) fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }
}

/// Numbers of which some were dropped, and what each was multiplied by for that.
#[derive(Default)]
pub(crate) struct Dropped {
    pub(crate) numbers: Vec<f32>,
    pub(crate) kept: Vec<f32>,
}

impl Dropped {
    /// Drops each with this chance and scales the others, so that their sum stays about the same; none without `random`.
    pub(crate) fn drop(&mut self, chance: f32, random: Option<&mut Random>) {
        self.kept.clear();
        self.kept.resize(self.numbers.len(), 1.0);
        let Some(random) = random else { return };
        let (least, scale) = ((chance * 65536.0) as u16, 1.0 / (1.0 - chance));
        // Sixteen bits are enough for a chance: one random number serves four.
        for kept in self.kept.chunks_mut(4) {
            let mut bits = random.next();
            for kept in kept {
                *kept = if bits as u16 >= least { scale } else { 0.0 };
                bits >>= 16;
            }
        }
        multiply(&mut self.numbers, &self.kept);
    }

    /// The way back through a layer that these went into: how the loss changes with its weights is added, with what went
    /// in, written. A number that is zero, as behind a rectifier or when dropped, changes nothing.
    pub(crate) fn backward(&self, of_out: &[f32], weights: &[f32], slopes: &mut [f32], of_input: &mut Vec<f32>) {
        let width = of_out.len();
        refill(of_input, self.numbers.len());
        for (at, (number, kept)) in self.numbers.iter().zip(&self.kept).enumerate().filter(|(_, (of, _))| **of != 0.0) {
            add(row_mut(slopes, at, width), *number, of_out);
            of_input[at] = dot(row(weights, at, width), of_out) * kept;
        }
    }
}

pub(crate) fn row(rows: &[f32], at: usize, width: usize) -> &[f32] {
    &rows[at * width..(at + 1) * width]
}

pub(crate) fn row_mut(rows: &mut [f32], at: usize, width: usize) -> &mut [f32] {
    &mut rows[at * width..(at + 1) * width]
}

/// Makes it so many zeros.
pub(crate) fn refill(numbers: &mut Vec<f32>, count: usize) {
    numbers.clear();
    numbers.resize(count, 0.0);
}

pub(crate) fn add(out: &mut [f32], times: f32, numbers: &[f32]) {
    out.iter_mut().zip(numbers).for_each(|(out, number)| *out += times * number);
}

pub(crate) fn multiply(out: &mut [f32], numbers: &[f32]) {
    out.iter_mut().zip(numbers).for_each(|(out, number)| *out *= number);
}

/// A layer with a rectifier: what comes out is never below zero.
pub(crate) fn layer(out: &mut [f32], numbers: &[f32], weights: &[f32], bias: &[f32]) {
    out.copy_from_slice(bias);
    multiply_add(out, numbers, weights);
    out.iter_mut().for_each(|number| *number = number.max(0.0));
}

/// The way back through the rectifier.
pub(crate) fn silence(slopes: &mut [f32], rectified: &[f32]) {
    slopes.iter_mut().zip(rectified).for_each(|(slope, number)| *slope = if *number > 0.0 { *slope } else { 0.0 });
}

/// Adds a row for each number, times the number. Four rows at once: `out` is then loaded and stored a quarter as often; there
/// are a multiple of four.
pub(crate) fn multiply_add(out: &mut [f32], numbers: &[f32], rows: &[f32]) {
    let width = out.len();
    for (numbers, rows) in numbers.as_chunks::<4>().0.iter().zip(rows.chunks_exact(4 * width)) {
        let (first, second) = rows.split_at(2 * width);
        let ((a, b), (c, d)) = (first.split_at(width), second.split_at(width));
        for ((((out, a), b), c), d) in out.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            *out += (numbers[0] * a + numbers[1] * b) + (numbers[2] * c + numbers[3] * d);
        }
    }
}

/// The sum of products, in four sums side by side, one for each number that the processor adds at once.
pub(crate) fn dot(left: &[f32], right: &[f32]) -> f32 {
    let mut sums = [0.0; 4];
    for (left, right) in left.as_chunks::<4>().0.iter().zip(right.as_chunks::<4>().0) {
        sums.iter_mut().zip(left).zip(right).for_each(|((sum, left), right)| *sum += left * right);
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiplies_as_a_matrix_does() {
        let numbers: Vec<f32> = (0..8).map(|number| number as f32 - 2.0).collect();
        let rows: Vec<f32> = (0..8 * 12).map(|number| (number % 7) as f32).collect();
        let mut out = vec![1.0; 12];
        multiply_add(&mut out, &numbers, &rows);
        for (column, out) in out.iter().enumerate() {
            let column: Vec<f32> = rows.iter().skip(column).step_by(12).copied().collect();
            assert_eq!(*out, 1.0 + dot(&numbers, &column));
            assert_eq!(*out, 1.0 + numbers.iter().zip(&column).map(|(a, b)| a * b).sum::<f32>());
        }
    }

    #[test]
    fn drops_about_what_it_should() {
        let mut dropped = Dropped { numbers: vec![1.0; 40_000], ..Dropped::default() };
        dropped.drop(0.3, Some(&mut Random::of([1, 0, 0])));
        let none = dropped.kept.iter().filter(|kept| **kept == 0.0).count();
        assert!((11_700..12_300).contains(&none), "{none}");
        let mean = dropped.numbers.iter().sum::<f32>() / 40_000.0;
        assert!((mean - 1.0).abs() < 0.02, "{mean}");
    }

    #[test]
    fn random_numbers_are_those_of_splitmix() {
        let mut random = Random(0);
        assert_eq!([random.next(), random.next()], [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4]);
    }
}
