//! Matrix products in registers: B is packed into panels of eight columns, A into strips of four rows, and a tile of
//! 4×8 sums stays in eight accumulators. The order of summation is fixed (k ascending), so results have the same bits
//! on every machine.

use super::lanes::F32x4;

/// Columns in a panel.
const WIDTH: usize = 8;
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

/// The right operand `[k, n]`, packed once and used many times (for all timesteps).
pub struct Panels {
    k: usize,
    n: usize,
    /// `[ceil(n/8)][k][8]`, missing columns zero.
    data: Vec<f32>,
}

impl Panels {
    pub fn pack(b: Matrix, k: usize, n: usize) -> Self {
        let count = n.div_ceil(WIDTH);
        let mut data = vec![0.0; count * k * WIDTH];
        for (panel, out) in data.chunks_exact_mut((k * WIDTH).max(1)).enumerate() {
            let first = panel * WIDTH;
            let width = WIDTH.min(n - first);
            if b.column_stride == 1 {
                for (row, out) in out.chunks_exact_mut(WIDTH).enumerate() {
                    let at = row * b.row_stride + first;
                    out[..width].copy_from_slice(&b.data[at..at + width]);
                }
            } else {
                for column in 0..width {
                    let at = (first + column) * b.column_stride;
                    for row in 0..k {
                        out[row * WIDTH + column] = b.data[at + row * b.row_stride];
                    }
                }
            }
        }
        Self { k, n, data }
    }

    fn panel(&self, index: usize, from: usize, to: usize) -> &[f32] {
        &self.data[(index * self.k + from) * WIDTH..(index * self.k + to) * WIDTH]
    }
}

/// What happens to the values that C already holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Into {
    Replace,
    Add,
}

/// `C = A·B` or `C += A·B` with A `[m, k]`, B `[k, n]`, C row-major `[m, n]`.
///
/// `strips` is scratch for the packed A; it grows as needed and may be reused.
pub fn gemm(m: usize, a: Matrix, b: &Panels, c: &mut [f32], into: Into, strips: &mut Vec<f32>) {
    let (k, n) = (b.k, b.n);
    if m == 0 || n == 0 {
        return;
    }
    if m == 1 && a.column_stride == 1 {
        return row_times_panels(&a.data[..k], b, &mut c[..n], into);
    }
    let mut from = 0;
    loop {
        let to = (from + DEPTH).min(k);
        pack_strips(m, a, from, to, strips);
        let keep = into == Into::Add || from > 0;
        for panel in 0..n.div_ceil(WIDTH) {
            let columns = b.panel(panel, from, to);
            for (strip, rows) in strips.chunks_exact(((to - from) * HEIGHT).max(1)).enumerate() {
                let at = (strip * HEIGHT, panel * WIDTH);
                let sums = sum(rows, columns);
                if at.0 + HEIGHT <= m && at.1 + WIDTH <= n {
                    sums.store_whole(&mut c[at.0 * n + at.1..], n, keep);
                } else {
                    store_tile(&sums.tile(), c, at, (m, n), keep);
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
            for row in 0..height {
                let at = (first + row) * a.row_stride + from * a.column_stride;
                for column in 0..depth {
                    out[column * HEIGHT + row] = a.data[at + column * a.column_stride];
                }
            }
        }
    }
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
    /// One element of A, eight columns of four panels of B.
    #[inline(always)]
    fn add_panels(&mut self, a: f32, p0: &[f32], p1: &[f32], p2: &[f32], p3: &[f32]) {
        let a = F32x4::splat(a);
        self.l0 += a * F32x4::load(&p0[..4]);
        self.r0 += a * F32x4::load(&p0[4..8]);
        self.l1 += a * F32x4::load(&p1[..4]);
        self.r1 += a * F32x4::load(&p1[4..8]);
        self.l2 += a * F32x4::load(&p2[..4]);
        self.r2 += a * F32x4::load(&p2[4..8]);
        self.l3 += a * F32x4::load(&p3[..4]);
        self.r3 += a * F32x4::load(&p3[4..8]);
    }
    /// A whole tile; rows of C are `n` apart. Straight from the registers: at small depths this is a fifth of the time.
    #[inline(always)]
    fn store_whole(self, c: &mut [f32], n: usize, keep: bool) {
        let (c0, rest) = c.split_at_mut(n);
        let (c1, rest) = rest.split_at_mut(n);
        let (c2, c3) = rest.split_at_mut(n);
        let rows = [(c0, self.l0, self.r0), (c1, self.l1, self.r1), (c2, self.l2, self.r2), (c3, self.l3, self.r3)];
        for (out, left, right) in rows {
            let (l, r) = out[..WIDTH].split_at_mut(WIDTH / 2);
            let (left, right) = if keep { (F32x4::load(l) + left, F32x4::load(r) + right) } else { (left, right) };
            left.store(l);
            right.store(r);
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

#[inline(always)]
fn store_tile(tile: &Tile, c: &mut [f32], at: (usize, usize), size: (usize, usize), keep: bool) {
    let width = WIDTH.min(size.1 - at.1);
    for row in 0..HEIGHT.min(size.0 - at.0) {
        let start = (at.0 + row) * size.1 + at.1;
        let out = &mut c[start..start + width];
        let (left, right) = out.split_at_mut(width.min(4));
        for (half, out) in [left, right].into_iter().enumerate() {
            let sum = tile[row][half];
            let sum = if keep { F32x4::load_part(out) + sum } else { sum };
            sum.store_part(out);
        }
    }
}

/// One row: 32 columns at a time, eight accumulators.
fn row_times_panels(a: &[f32], b: &Panels, c: &mut [f32], into: Into) {
    const GROUP: usize = 4;
    let stride = (b.k * WIDTH).max(1);
    let mut groups = b.data.chunks_exact(GROUP * stride);
    let mut done = 0;
    for group in &mut groups {
        let (p0, rest) = group.split_at(stride);
        let (p1, rest) = rest.split_at(stride);
        let (p2, p3) = rest.split_at(stride);
        let mut sums = Sums::zero();
        let depth = a.len();
        let mut k = 0;
        while k + 2 <= depth {
            let at = k * WIDTH..(k + 2) * WIDTH;
            let (p0, p1, p2, p3) = (&p0[at.clone()], &p1[at.clone()], &p2[at.clone()], &p3[at]);
            sums.add_panels(a[k], &p0[..8], &p1[..8], &p2[..8], &p3[..8]);
            sums.add_panels(a[k + 1], &p0[8..16], &p1[8..16], &p2[8..16], &p3[8..16]);
            k += 2;
        }
        if k < depth {
            let at = k * WIDTH..(k + 1) * WIDTH;
            sums.add_panels(a[k], &p0[at.clone()], &p1[at.clone()], &p2[at.clone()], &p3[at]);
        }
        for sum in sums.tile() {
            store_row(sum, c, done, into);
            done += WIDTH;
        }
    }
    for panel in groups.remainder().chunks_exact(stride) {
        let mut sum = [F32x4::zero(); 2];
        for (&a, panel) in a.iter().zip(panel.chunks_exact(WIDTH)) {
            let a = F32x4::splat(a);
            sum[0] += a * F32x4::load(&panel[..4]);
            sum[1] += a * F32x4::load(&panel[4..]);
        }
        store_row(sum, c, done, into);
        done += WIDTH;
    }
}

#[inline(always)]
fn store_row(sum: [F32x4; 2], c: &mut [f32], at: usize, into: Into) {
    let end = (at + WIDTH).min(c.len());
    let out = &mut c[at..end];
    let middle = out.len().min(4);
    let (left, right) = out.split_at_mut(middle);
    for (sum, out) in sum.into_iter().zip([left, right]) {
        let sum = if into == Into::Add { F32x4::load_part(out) + sum } else { sum };
        sum.store_part(out);
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
                for into in [Into::Replace, Into::Add] {
                    let left = if transposed { Matrix::transposed(&a, m) } else { Matrix::rows(&a, k) };
                    let right = if transposed { Matrix::transposed(&b, k) } else { Matrix::rows(&b, n) };
                    let mut c = start.clone();
                    gemm(m, left, &Panels::pack(right, k, n), &mut c, into, &mut Vec::new());
                    for row in 0..m {
                        for column in 0..n {
                            let mut sum = 0.0f64;
                            for depth in 0..k {
                                sum += f64::from(left.data[row * left.row_stride + depth * left.column_stride])
                                    * f64::from(right.data[depth * right.row_stride + column * right.column_stride]);
                            }
                            if into == Into::Add {
                                sum += f64::from(start[row * n + column]);
                            }
                            let got = f64::from(c[row * n + column]);
                            assert!((got - sum).abs() <= 1e-4, "{m}×{k}×{n} at ({row},{column}): {got} against {sum}");
                        }
                    }
                }
            }
        }
    }
}
