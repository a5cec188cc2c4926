//! Softmax and the log of a sum of exponentials, with the maximum subtracted first.

use super::real::Real;

/// Largest element; −∞ for none.
pub fn maximum<R: Real>(x: &[R]) -> R {
    x.iter().fold(R::from_f64(f64::NEG_INFINITY), |best, &x| if x > best { x } else { best })
}

/// `probs_k = e^(logits_k − max) / Σ_j e^(logits_j − max)`. Returns `log Σ_j e^(logits_j)`.
pub fn softmax<R: Real>(logits: &[R], probs: &mut [R]) -> R {
    let max = maximum(logits);
    let mut sum = R::ZERO;
    for (p, &x) in probs.iter_mut().zip(logits) {
        *p = (x - max).exp();
        sum += *p;
    }
    for p in probs.iter_mut() {
        *p = *p / sum;
    }
    max + sum.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn survives_logits_that_overflow_without_the_subtraction() {
        let mut probs = [0.0f32; 3];
        let log_sum = softmax(&[100.0, 99.0, -100.0], &mut probs);
        assert!((probs[0] - 0.731_058_6).abs() < 1e-6, "{probs:?}");
        assert!((log_sum - 100.313_26).abs() < 1e-4, "{log_sum}");
        assert!((probs.iter().sum::<f32>() - 1.0).abs() < 1e-6);
    }
}
