//! The seeded generator. Its stream is part of every link with `w=random`, so it must never change.

use rand_pcg::Pcg32;
use rand_pcg::rand_core::RngCore;

/// Uniform numbers from PCG-XSH-RR 64/32, stream 0.
pub struct Uniform(Pcg32);

impl Uniform {
    pub fn new(seed: u32) -> Self {
        Self(Pcg32::new(u64::from(seed), 0))
    }
    /// In [0, 1), with 24 random bits.
    #[expect(clippy::should_implement_trait, reason = "an endless stream of numbers, not an iterator over something")]
    pub fn next(&mut self) -> f32 {
        (self.0.next_u32() >> 8) as f32 * (1.0 / 16_777_216.0)
    }
    /// In [−bound, bound).
    pub fn symmetric(&mut self, bound: f32) -> f32 {
        (2.0 * self.next() - 1.0) * bound
    }
    /// In 0..count.
    pub fn below(&mut self, count: usize) -> usize {
        ((u64::from(self.0.next_u32()) * count as u64) >> 32) as usize
    }
    /// Fisher–Yates.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// Mixes 32 bits (PCG-RXS-M-XS): where numbers are drawn out of order, and on every device alike.
/// Source: O'Neill 2014; Jarzynski & Olano 2020, Hash Functions for GPU Rendering.
pub fn hash(seed: u32) -> u32 {
    let state = seed.wrapping_mul(747_796_405).wrapping_add(2_891_336_453);
    let word = ((state >> ((state >> 28) + 4)) ^ state).wrapping_mul(277_803_737);
    (word >> 22) ^ word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_frozen() {
        let mut random = Uniform::new(7);
        let first: Vec<u32> = (0..4).map(|_| random.0.next_u32()).collect();
        assert_eq!(first, FIRST_OF_SEED_7, "links with w=random would show other numbers");
        assert!((0..1000).all(|_| (0.0..1.0).contains(&random.next())));
    }

    const FIRST_OF_SEED_7: [u32; 4] = [4063834449, 2143014202, 2740157135, 3385478207];
}
