//! Matrix products in registers: B is packed into panels of eight columns, A into strips of four rows, and a tile of
//! 4×8 sums stays in eight accumulators. A single row takes panels of 32 columns instead, which are the same eight
//! accumulators read in one stream. The order of summation is fixed (k ascending), so results have the same bits on every
//! machine.

use super::lanes::F32x4;

/// Columns in a panel.
const WIDTH: usize = 8;
/// Columns in a panel that one row is multiplied by.
const WIDE: usize = 32;
/// Rows in a strip.
const HEIGHT: usize = 4;
/// Depth of one pass: a panel of this depth (8 KiB) stays in the first-level cache.
const DEPTH: usize = 256;

/// A matrix `[rows, columns]` inside a slice: element (r, c) is at `r·row_stride + c·column_stride`.
#[derive(Clone, Copy)]
pub struct Matrix<'a> {
    pub data: &'a [f32],
    pub row_stride: usize,
    pub column_stride: usize,
}

impl<'a> Matrix<'a> {
    /// Row-major `[rows, columns]`.
    pub fn rows(data: &'a [f32], columns: usize) -> Self {
        Self { data, row_stride: columns, column_stride: 1 }
    }
    /// The transpose of a row-major `[columns, rows]`, without moving anything.
    pub fn transposed(data: &'a [f32], rows: usize) -> Self {
        Self { data, row_stride: 1, column_stride: rows }
    }
}

/// The right operand `[k, n]`, packed once for products with `m` rows and used many times (for all timesteps).
pub struct Panels {
    m: usize,
    k: usize,
    n: usize,
    /// Columns in a panel: WIDE for one row, else WIDTH.
    width: usize,
    /// `[ceil(n/width)][k][width]`, missing columns zero.
    data: Vec<f32>,
}

impl Panels {
    pub fn pack([m, n, k]: [usize; 3], b: Matrix) -> Self {
        let width = if m == 1 { WIDE } else { WIDTH };
        let mut data = vec![0.0; n.div_ceil(width) * k * width];
        for (panel, out) in data.chunks_exact_mut((k * width).max(1)).enumerate() {
            let first = panel * width;
            let columns = width.min(n - first);
            if b.column_stride == 1 {
                for (row, out) in out.chunks_exact_mut(width).enumerate() {
                    let at = row * b.row_stride + first;
                    out[..columns].copy_from_slice(&b.data[at..at + columns]);
                }
            } else {
                for column in (0..columns).step_by(4) {
                    let lines = b.data[(first + column) * b.column_stride..].chunks(b.column_stride);
                    interleave(lines.take(columns - column), k, &mut out[column..], width);
                }
            }
        }
        Self { m, k, n, width, data }
    }

    fn panel(&self, index: usize, from: usize, to: usize) -> &[f32] {
        &self.data[(index * self.k + from) * self.width..(index * self.k + to) * self.width]
    }
}

/// What a product begins with.
#[derive(Clone, Copy)]
pub enum Start<'a> {
    Nothing,
    /// What C holds.
    Sum,
    /// `[n]`, the same for every row.
    Bias(&'a [f32]),
}

/// `C = start + A·B` with A `[m, k]`, B `[k, n]`, C row-major `[m, n]`, where B is needed only once.
pub fn product([m, n, k]: [usize; 3], a: Matrix, b: Matrix, c: &mut [f32], start: Start) {
    gemm(a, &Panels::pack([m, n, k], b), c, start, &mut Vec::new());
}

/// `C = start + A·B`, B packed.
///
/// `strips` is scratch for the packed A; it grows as needed and may be reused.
pub fn gemm(a: Matrix, b: &Panels, c: &mut [f32], start: Start, strips: &mut Vec<f32>) {
    let (m, k, n) = (b.m, b.k, b.n);
    if m == 0 || n == 0 {
        return;
    }
    if m == 1 {
        // A single row lies in one piece, transposed or not.
        return row_times_panels(&a.data[..k], b, &mut c[..n], start);
    }
    let mut from = 0;
    loop {
        let to = (from + DEPTH).min(k);
        pack_strips(m, a, from, to, strips);
        let start = if from > 0 { Start::Sum } else { start };
        for panel in 0..n.div_ceil(WIDTH) {
            let columns = b.panel(panel, from, to);
            for (strip, rows) in strips.chunks_exact(((to - from) * HEIGHT).max(1)).enumerate() {
                let at = (strip * HEIGHT, panel * WIDTH);
                let sums = sum(rows, columns);
                if at.0 + HEIGHT <= m && at.1 + WIDTH <= n {
                    sums.store_whole(c, at, n, start);
                } else {
                    store_tile(&sums.tile(), c, at, (m, n), start);
                }
            }
        }
        from = to;
        if from >= k {
            break;
        }
    }
}

fn pack_strips(m: usize, a: Matrix, from: usize, to: usize, strips: &mut Vec<f32>) {
    let depth = to - from;
    strips.clear();
    strips.resize(m.div_ceil(HEIGHT) * depth * HEIGHT, 0.0);
    for (strip, out) in strips.chunks_exact_mut((depth * HEIGHT).max(1)).enumerate() {
        let first = strip * HEIGHT;
        let height = HEIGHT.min(m - first);
        if a.row_stride == 1 {
            for (column, out) in out.chunks_exact_mut(HEIGHT).enumerate() {
                let at = (from + column) * a.column_stride + first;
                out[..height].copy_from_slice(&a.data[at..at + height]);
            }
        } else {
            let lines = a.data[first * a.row_stride + from..].chunks(a.row_stride);
            interleave(lines.take(height), depth, out, HEIGHT);
        }
    }
}

/// `out[d · stride + n] = line n at d`, for up to four lines.
fn interleave<'a>(lines: impl Iterator<Item = &'a [f32]>, depth: usize, out: &mut [f32], stride: usize) {
    let mut four = [&[][..]; 4];
    let count = four.iter_mut().zip(lines).map(|(four, line)| *four = &line[..depth]).count();
    let whole = if count == 4 { depth / 4 * 4 } else { 0 };
    let [a, b, c, d] = four.map(|line| line.as_chunks::<4>().0);
    for (block, (((a, b), c), d)) in a.iter().zip(b).zip(c).zip(d).enumerate() {
        for at in 0..4 {
            F32x4::load(&[a[at], b[at], c[at], d[at]]).store(&mut out[(block * 4 + at) * stride..]);
        }
    }
    for at in whole..depth {
        for (line, out) in four[..count].iter().zip(&mut out[at * stride..]) {
            *out = line[at];
        }
    }
}

/// Adds what a product begins with to four of its sums, which belong to columns from `column` on.
#[inline(always)]
fn finish(sum: F32x4, out: &mut [f32], column: usize, start: Start) {
    let sum = match start {
        Start::Nothing => sum,
        Start::Sum => F32x4::load_part(out) + sum,
        Start::Bias(bias) => F32x4::load_part(&bias[column..column + out.len()]) + sum,
    };
    sum.store_part(out);
}

/// Eight sums: left and right half of four rows, or of four panels. They have names of their own, so that they stay in
/// registers whatever the optimiser thinks of unrolling (the page is built for size).
#[derive(Clone, Copy)]
struct Sums {
    l0: F32x4,
    r0: F32x4,
    l1: F32x4,
    r1: F32x4,
    l2: F32x4,
    r2: F32x4,
    l3: F32x4,
    r3: F32x4,
}

type Tile = [[F32x4; 2]; HEIGHT];

impl Sums {
    #[inline(always)]
    fn zero() -> Self {
        let zero = F32x4::zero();
        Self { l0: zero, r0: zero, l1: zero, r1: zero, l2: zero, r2: zero, l3: zero, r3: zero }
    }
    /// Four rows of A at one depth, eight columns of B.
    #[inline(always)]
    fn add_rows(&mut self, a: &[f32; HEIGHT], b: &[f32; WIDTH]) {
        let (left, right) = (F32x4::load(&b[..4]), F32x4::load(&b[4..]));
        let (a0, a1, a2, a3) = (F32x4::splat(a[0]), F32x4::splat(a[1]), F32x4::splat(a[2]), F32x4::splat(a[3]));
        self.l0 += a0 * left;
        self.r0 += a0 * right;
        self.l1 += a1 * left;
        self.r1 += a1 * right;
        self.l2 += a2 * left;
        self.r2 += a2 * right;
        self.l3 += a3 * left;
        self.r3 += a3 * right;
    }
    /// One element of A, a row of a wide panel of B.
    #[inline(always)]
    fn add_wide(&mut self, a: f32, b: &[f32; WIDE]) {
        let a = F32x4::splat(a);
        self.l0 += a * F32x4::load(&b[..4]);
        self.r0 += a * F32x4::load(&b[4..8]);
        self.l1 += a * F32x4::load(&b[8..12]);
        self.r1 += a * F32x4::load(&b[12..16]);
        self.l2 += a * F32x4::load(&b[16..20]);
        self.r2 += a * F32x4::load(&b[20..24]);
        self.l3 += a * F32x4::load(&b[24..28]);
        self.r3 += a * F32x4::load(&b[28..]);
    }
    /// A whole tile; rows of C are `n` apart. Straight from the registers: at small depths this is a fifth of the time.
    #[inline(always)]
    fn store_whole(self, c: &mut [f32], at: (usize, usize), n: usize, start: Start) {
        let (c0, rest) = c[at.0 * n + at.1..].split_at_mut(n);
        let (c1, rest) = rest.split_at_mut(n);
        let (c2, c3) = rest.split_at_mut(n);
        let rows = [(c0, self.l0, self.r0), (c1, self.l1, self.r1), (c2, self.l2, self.r2), (c3, self.l3, self.r3)];
        for (out, left, right) in rows {
            let (l, r) = out[..WIDTH].split_at_mut(WIDTH / 2);
            finish(left, l, at.1, start);
            finish(right, r, at.1 + WIDTH / 2, start);
        }
    }
    /// Up to 32 columns of one row, the first of which is `column`.
    #[inline(always)]
    fn store_wide(self, c: &mut [f32], column: usize, start: Start) {
        let sums = [self.l0, self.r0, self.l1, self.r1, self.l2, self.r2, self.l3, self.r3];
        match c.as_chunks_mut::<WIDE>().0 {
            [whole] => {
                (0..8).for_each(|part| finish(sums[part], &mut whole[part * 4..part * 4 + 4], column + part * 4, start))
            }
            _ => {
                for (part, (out, sum)) in c.chunks_mut(4).zip(sums).enumerate() {
                    finish(sum, out, column + part * 4, start);
                }
            }
        }
    }
    #[inline(always)]
    fn tile(self) -> Tile {
        [[self.l0, self.r0], [self.l1, self.r1], [self.l2, self.r2], [self.l3, self.r3]]
    }
}

/// The innermost loop, one depth at a time: eight sums, two halves of B and one value of A are all that is alive at once.
/// Unrolled, the compiler loads ahead, and a browser's has not registers enough for that.
#[inline(always)]
fn sum(rows: &[f32], columns: &[f32]) -> Sums {
    let mut sums = Sums::zero();
    let (rows, columns) = (rows.as_chunks::<HEIGHT>().0, columns.as_chunks::<WIDTH>().0);
    for (a, b) in rows.iter().zip(columns) {
        sums.add_rows(a, b);
    }
    sums
}

fn store_tile(tile: &Tile, c: &mut [f32], at: (usize, usize), size: (usize, usize), start: Start) {
    let width = WIDTH.min(size.1 - at.1);
    for (row, halves) in tile.iter().enumerate().take(size.0 - at.0) {
        let first = (at.0 + row) * size.1 + at.1;
        for (half, out) in c[first..first + width].chunks_mut(4).enumerate() {
            finish(halves[half], out, at.1 + 4 * half, start);
        }
    }
}

/// One row: 32 columns at a time, eight accumulators.
fn row_times_panels(a: &[f32], b: &Panels, c: &mut [f32], start: Start) {
    for (panel, c) in c.chunks_mut(WIDE).enumerate() {
        let mut sums = Sums::zero();
        for (&a, b) in a.iter().zip(b.panel(panel, 0, b.k).as_chunks::<WIDE>().0) {
            sums.add_wide(a, b);
        }
        sums.store_wide(c, panel * WIDE, start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::rng::Uniform;

    #[test]
    fn agrees_with_three_plain_loops_at_every_awkward_size() {
        let mut random = Uniform::new(3);
        for &(m, k, n) in &[(1, 1, 1), (1, 5, 33), (2, 3, 7), (4, 8, 8), (5, 300, 9), (16, 64, 70), (3, 513, 40)] {
            let a: Vec<f32> = (0..m * k).map(|_| random.next() - 0.5).collect();
            let b: Vec<f32> = (0..k * n).map(|_| random.next() - 0.5).collect();
            let start: Vec<f32> = (0..m * n).map(|_| random.next()).collect();
            for transposed in [false, true] {
                let bias: Vec<f32> = (0..n).map(|_| random.next()).collect();
                for begin in [Start::Nothing, Start::Sum, Start::Bias(&bias)] {
                    let left = if transposed { Matrix::transposed(&a, m) } else { Matrix::rows(&a, k) };
                    let right = if transposed { Matrix::transposed(&b, k) } else { Matrix::rows(&b, n) };
                    let mut c = start.clone();
                    product([m, n, k], left, right, &mut c, begin);
                    for row in 0..m {
                        for column in 0..n {
                            let mut sum = 0.0f64;
                            for depth in 0..k {
                                sum += f64::from(left.data[row * left.row_stride + depth * left.column_stride])
                                    * f64::from(right.data[depth * right.row_stride + column * right.column_stride]);
                            }
                            sum += match begin {
                                Start::Nothing => 0.0,
                                Start::Sum => f64::from(start[row * n + column]),
                                Start::Bias(bias) => f64::from(bias[column]),
                            };
                            let got = f64::from(c[row * n + column]);
                            assert!((got - sum).abs() <= 1e-4, "{m}×{k}×{n} at ({row},{column}): {got} against {sum}");
                        }
                    }
                }
            }
        }
    }
}
