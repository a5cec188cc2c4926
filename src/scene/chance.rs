//! What is said of shares of right answers: all of them, or no more than chance gives.

/// So many standard deviations above chance, guessing does not reach.
const SIGMAS: f64 = 3.0;
/// What counts as all right.
pub const ALL_RIGHT: f64 = 0.99;

/// The most that guessing `count` questions reaches.
pub fn most_by_chance(chance: f64, count: usize) -> f64 {
    chance + SIGMAS * libm::sqrt(chance * (1.0 - chance) / count.max(1) as f64)
}
