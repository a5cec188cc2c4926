//! Timing on any clock, and the machine's own multiply-add rate, against which every speed is quoted.

use super::lanes::F32x4;

/// Multiplies and adds `rounds` times with the named accumulators in registers; returns flops done and a value that keeps
/// the optimiser honest. A macro because the accumulators must be variables, not an array, to stay in registers.
macro_rules! chain {
    ($rounds:expr, $seed:expr, $($sum:ident),+) => {{
        let factor = F32x4::splat(0.999_999 + $seed * 1e-9);
        let addend = F32x4::splat(1e-6 + $seed * 1e-9);
        let mut start = $seed;
        $(let mut $sum = F32x4::splat(start); start += 1.0;)+
        for _ in 0..$rounds {
            $($sum = $sum * factor + addend;)+
        }
        let total = F32x4::zero() $(+ $sum)+;
        let count = [$(stringify!($sum)),+].len();
        ((($rounds as usize) * count * 8) as f64, total.to_array()[0] + start * 1e-9)
    }};
}

/// One call of a form: 4, 8 or 12 accumulators. Short, and called often: browsers compile a function well only after
/// some calls of it.
#[inline(never)]
fn once(form: usize, seed: f32) -> (f64, f32) {
    match form {
        0 => chain!(60_000, seed, a, b, c, d),
        1 => chain!(30_000, seed, a, b, c, d, e, f, g, h),
        _ => chain!(20_000, seed, a, b, c, d, e, f, g, h, i, j, k, l),
    }
}

/// A reading lasts so many steps of the clock, and so many milliseconds, at least; on a clock as coarse as some browsers' (100 ms)
/// half as many steps must do.
const STEPS: f64 = 30.0;
const LEAST_MILLIS: f64 = 20.0;
const MOST_MILLIS: f64 = 1500.0;
/// Work that is repeated more often than this within one reading does nothing.
const MOST_REPEATS: usize = 1 << 26;

/// Milliseconds of one piece of work, several times over.
#[derive(Clone, Debug, PartialEq)]
pub struct Readings {
    /// Each the mean of as many repeats as the clock needs to tell; never 0.
    pub runs: Vec<f64>,
    /// What the clock's own step makes of one reading, as a part of it.
    pub grain: f64,
}

/// The step of a clock in milliseconds: the smallest of three.
pub fn step(now_millis: &dyn Fn() -> f64) -> f64 {
    let mut at = tick(now_millis);
    let mut least = f64::INFINITY;
    for _ in 0..3 {
        let next = tick(now_millis);
        (least, at) = (least.min(next - at), next);
    }
    least
}

/// Waits until the clock moves on.
fn tick(now_millis: &dyn Fn() -> f64) -> f64 {
    let start = now_millis();
    loop {
        let now = now_millis();
        if now > start {
            return now;
        }
    }
}

impl Readings {
    /// `count` readings of `work`, on a clock of whatever step. No reading begins after `most_millis`, but one there is.
    pub fn take(work: &mut dyn FnMut(), count: usize, most_millis: f64, now_millis: &dyn Fn() -> f64) -> Readings {
        let step = step(now_millis);
        let enough = (STEPS * step).clamp(LEAST_MILLIS, MOST_MILLIS.max(10.0 * step));
        let mut timed = |repeats: usize| {
            let start = tick(now_millis);
            (0..repeats).for_each(|_| work());
            now_millis() - start
        };
        // How often it must be repeated is itself read only where the clock can tell.
        let (mut repeats, mut last) = (1, timed(1));
        while last < enough && repeats < MOST_REPEATS {
            let needed = if last > 5.0 * step { 1.1 * enough / last } else { 4.0 };
            repeats = ((repeats as f64 * needed).ceil() as usize).clamp(repeats + 1, MOST_REPEATS);
            last = timed(repeats);
        }
        let begin = now_millis();
        let mut all = vec![last];
        while all.len() < count && now_millis() - begin < most_millis {
            all.push(timed(repeats));
        }
        let least = all.iter().copied().fold(f64::INFINITY, f64::min).max(step);
        // The machine may have become faster since the repeats were counted, but not so fast that nothing is left.
        let runs = all.iter().map(|&millis| millis.max(step) / repeats as f64).collect();
        Readings { runs, grain: step / least }
    }
    /// The best of them: what disturbs a reading only ever makes it longer.
    pub fn best(&self) -> f64 {
        self.runs.iter().copied().fold(f64::INFINITY, f64::min)
    }
    /// By how much of the best the readings differ: two results nearer than this are not told apart.
    pub fn spread(&self) -> f64 {
        let most = self.runs.iter().copied().fold(0.0, f64::max);
        (most / self.best() - 1.0).max(self.grain)
    }
}

/// The best rate of 4, 8 and 12 accumulators, in GFLOP/s. `now_millis` reads a clock.
pub fn peak_gflops(now_millis: &dyn Fn() -> f64) -> f64 {
    const READINGS: usize = 8;
    let (mut best, mut keep): (f64, f32) = (0.0, 1.0);
    for form in 0..3 {
        let mut flops = 0.0;
        let mut work = || {
            // Browsers compile a function well only after some calls of it: one call is never all of a reading.
            let (done, value) = once(form, keep.abs().min(1.0));
            (flops, keep) = (done, value);
        };
        let readings = Readings::take(&mut work, READINGS, 2.0 * MOST_MILLIS, now_millis);
        best = best.max(flops / readings.best() * 1e-6);
    }
    if keep.is_nan() { 0.0 } else { best }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// A machine of our own: its time passes by work alone, and a clock of any step reads it.
    fn measured(step: f64, work_millis: f64) -> Readings {
        let time = Cell::new(0.0);
        let clock = || {
            time.set(time.get() + 2e-4);
            (time.get() / step).floor() * step
        };
        Readings::take(&mut || time.set(time.get() + work_millis), 3, 1e9, &clock)
    }

    #[test]
    fn the_same_work_takes_as_long_on_every_clock() {
        for step in [0.005, 0.1, 1.0, 16.7, 100.0] {
            for work in [1e-4, 0.0123, 0.4, 9.0, 250.0] {
                let readings = measured(step, work);
                let (got, allowed) = (readings.best(), readings.grain.max(0.01));
                assert!(readings.grain <= 0.11, "a clock of {step} ms: {readings:?}");
                // The loop's own look at the clock is part of nothing.
                assert!(
                    (got / work - 1.0).abs() <= allowed + 0.01,
                    "{work} ms on a clock of {step} ms: {got}, {readings:?}"
                );
                assert!(readings.runs.iter().all(|&run| run > 0.0 && run.is_finite()));
            }
        }
    }

    #[test]
    fn work_that_takes_no_time_ends_all_the_same() {
        let readings = measured(1.0, 0.0);
        assert!(readings.best() > 0.0 && readings.best().is_finite());
    }

    #[test]
    fn the_machine_s_rate_is_a_number_on_a_coarse_clock() {
        let start = std::time::Instant::now();
        let coarse = || start.elapsed().as_millis() as f64;
        let rate = peak_gflops(&coarse);
        assert!(rate.is_finite() && rate > 0.0, "{rate}");
    }
}
