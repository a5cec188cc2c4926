//! Small dense matrices in f64, row-major: what diagnostics of a recurrence need. Nothing here is in a training loop.

/// `a · b` for `a` of `rows × inner` and `b` of `inner × cols`.
pub fn product(a: &[f64], b: &[f64], rows: usize, inner: usize, cols: usize) -> Vec<f64> {
    let mut out = vec![0.0; rows * cols];
    for (row, out) in a.chunks_exact(inner).zip(out.chunks_exact_mut(cols)) {
        for (&factor, b) in row.iter().zip(b.chunks_exact(cols)) {
            out.iter_mut().zip(b).for_each(|(slot, &value)| *slot += factor * value);
        }
    }
    out
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(&a, &b)| a * b).sum()
}

/// The 2-norm; neither under- nor overflows before its result does.
pub fn norm(values: impl IntoIterator<Item = f64> + Clone) -> f64 {
    let largest = values.clone().into_iter().fold(0.0f64, |most, value| most.max(value.abs()));
    if largest == 0.0 || !largest.is_finite() {
        // `max` passes over NaN: the sum does not.
        return largest + values.into_iter().map(|value| value * 0.0).sum::<f64>();
    }
    largest * values.into_iter().map(|value| (value / largest) * (value / largest)).sum::<f64>().sqrt()
}

/// The modulus of the largest eigenvalue of an `n × n` matrix, by Gelfand's formula: `‖Wᵏ‖^(1/k)` for `k = 2³²`.
pub fn spectral_radius(matrix: &[f64], n: usize) -> f64 {
    let (mut power, mut log, mut share) = (matrix.to_vec(), 0.0, 1.0);
    for _ in 0..32 {
        let size = norm(power.iter().copied());
        if size == 0.0 || !size.is_finite() {
            return if size == 0.0 { 0.0 } else { size };
        }
        power.iter_mut().for_each(|value| *value /= size);
        log += share * libm::log(size);
        power = product(&power, &power, n, n, n);
        share *= 0.5;
    }
    libm::exp(log)
}

/// Turns `rows` (as many as `n`, each of `width` ≥ n) into an orthonormal set and gives `R`, lower triangular and `n × n`,
/// so that the old rows are `R · new rows`. Gram–Schmidt, twice: as good as Householder (Giraud et al. 2005).
pub fn orthonormalise(rows: &mut [f64], n: usize, width: usize) -> Vec<f64> {
    let mut r = vec![0.0; n * n];
    for i in 0..n {
        let (done, rest) = rows.split_at_mut(i * width);
        let row = &mut rest[..width];
        for _ in 0..2 {
            for (j, other) in done.chunks_exact(width).enumerate() {
                let along = dot(row, other);
                r[i * n + j] += along;
                row.iter_mut().zip(other).for_each(|(slot, &value)| *slot -= along * value);
            }
        }
        let size = norm(row.iter().copied());
        r[i * n + i] = size;
        if size > 0.0 {
            row.iter_mut().for_each(|slot| *slot /= size);
        }
    }
    r
}

/// The largest and the smallest singular value of an `n × n` matrix by one-sided Jacobi rotations of its columns: each
/// keeps its relative accuracy where the columns differ by many powers of ten (Demmel & Veselić 1992).
pub fn extreme_singular_values(matrix: &[f64], n: usize) -> (f64, f64) {
    // As rows: neighbours in memory.
    let mut columns: Vec<f64> = (0..n * n).map(|at| matrix[(at % n) * n + at / n]).collect();
    for _ in 0..30 {
        let mut is_settled = true;
        for i in 0..n {
            for j in i + 1..n {
                let (head, tail) = columns.split_at_mut(j * n);
                let (a, b) = (&mut head[i * n..][..n], &mut tail[..n]);
                let (alpha, beta, gamma) = (dot(a, a), dot(b, b), dot(a, b));
                // Of columns too small for their squares nothing more can be known; what is not finite stays so.
                let is_apart = gamma.abs() <= 1e-15 * (alpha * beta).sqrt();
                if is_apart || !(alpha + beta + gamma).is_finite() {
                    continue;
                }
                is_settled = false;
                let zeta = (beta - alpha) / (2.0 * gamma);
                let t = zeta.signum() / (zeta.abs() + (1.0 + zeta * zeta).sqrt());
                let cos = 1.0 / (1.0 + t * t).sqrt();
                let sin = cos * t;
                for (a, b) in a.iter_mut().zip(b) {
                    (*a, *b) = (cos * *a - sin * *b, sin * *a + cos * *b);
                }
            }
        }
        if is_settled {
            break;
        }
    }
    let sizes = columns.chunks_exact(n).map(|column| norm(column.iter().copied()));
    sizes.fold((0.0, f64::INFINITY), |(most, least), size| {
        if size.is_finite() { (f64::max(most, size), f64::min(least, size)) } else { (size, size) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::rng::Uniform;

    fn random(rows: usize, cols: usize, seed: u32) -> Vec<f64> {
        let mut uniform = Uniform::new(seed);
        (0..rows * cols).map(|_| f64::from(uniform.symmetric(1.0))).collect()
    }

    #[test]
    fn norms_of_any_size() {
        assert_eq!(norm([3.0, 4.0]), 5.0);
        assert!((norm([3e-200, 4e-200]) / 5e-200 - 1.0).abs() < 1e-15);
        assert!((norm([3e200, -4e200]) / 5e200 - 1.0).abs() < 1e-15);
        assert_eq!(norm([0.0; 3]), 0.0);
        assert!(norm([1.0, f64::NAN]).is_nan() && norm([0.0, f64::NAN]).is_nan());
        assert!(!norm([1.0, f64::INFINITY]).is_finite());
    }

    #[test]
    fn the_spectral_radius_is_the_largest_eigenvalue() {
        // A rotation by 30° times 0.8 has complex eigenvalues of that modulus; a triangle those on its diagonal.
        let (cos, sin) = (0.8 * 0.75f64.sqrt(), 0.8 * 0.5);
        assert!((spectral_radius(&[cos, -sin, sin, cos], 2) - 0.8).abs() < 1e-9);
        assert!((spectral_radius(&[0.5, 100.0, 0.0, -0.9], 2) - 0.9).abs() < 1e-7);
        assert_eq!(spectral_radius(&[0.0, 1.0, 0.0, 0.0], 2), 0.0);
    }

    #[test]
    fn rows_become_orthonormal_and_come_back() {
        let (n, width) = (5, 8);
        let old = random(n, width, 3);
        let mut rows = old.clone();
        let r = orthonormalise(&mut rows, n, width);
        for i in 0..n {
            for j in 0..n {
                let expected = f64::from(i == j);
                assert!((dot(&rows[i * width..][..width], &rows[j * width..][..width]) - expected).abs() < 1e-14);
                assert!(j <= i || r[i * n + j] == 0.0);
            }
        }
        let again = product(&r, &rows, n, n, width);
        assert!(again.iter().zip(&old).all(|(a, b)| (a - b).abs() < 1e-14));
    }

    #[test]
    fn singular_values_of_a_matrix_made_of_known_ones() {
        let n = 6;
        let (mut u, mut v) = (random(n, n, 1), random(n, n, 2));
        orthonormalise(&mut u, n, n);
        orthonormalise(&mut v, n, n);
        // Columns that differ by forty powers of ten: u · (graded triangle).
        let graded: Vec<f64> = (0..n * n)
            .map(|at| if at / n >= at % n { v[at] * libm::pow(10.0, -8.0 * (at % n) as f64) } else { 0.0 })
            .collect();
        let matrix = product(&u, &graded, n, n, n);
        let (most, least) = extreme_singular_values(&matrix, n);
        // The smallest is 1 / (largest of the inverse): the inverse of a triangle by substitution.
        let mut inverse = vec![0.0; n * n];
        for column in 0..n {
            for row in column..n {
                let sum: f64 = (column..row).map(|k| graded[row * n + k] * inverse[k * n + column]).sum();
                inverse[row * n + column] = (f64::from(row == column) - sum) / graded[row * n + row];
            }
        }
        let (most_of_inverse, least_of_inverse) = extreme_singular_values(&inverse, n);
        assert!((least * most_of_inverse - 1.0).abs() < 1e-9, "{least:e} {most_of_inverse:e}");
        assert!((most * least_of_inverse - 1.0).abs() < 1e-9);
    }
}
