//! What the three recurrent kernels share: sizes, weights, and the order of the steps.

use crate::math::real::Real;

/// Sizes of one layer and direction over a whole sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dims {
    /// Timesteps T.
    pub steps: usize,
    /// Sequences side by side B.
    pub batch: usize,
    /// Width of the input I.
    pub input: usize,
    /// Units H.
    pub hidden: usize,
    /// Reads from the last step to the first.
    pub reverse: bool,
}

impl Dims {
    /// Timesteps in the order in which the layer reads them.
    pub fn order(&self) -> impl DoubleEndedIterator<Item = usize> + use<> {
        let (steps, reverse) = (self.steps, self.reverse);
        (0..steps).map(move |n| if reverse { steps - 1 - n } else { n })
    }
    /// The step read before `t`, if any.
    pub fn before(&self, t: usize) -> Option<usize> {
        if self.reverse { (t + 1 < self.steps).then_some(t + 1) } else { t.checked_sub(1) }
    }
    /// Where the step that is read last lies.
    pub fn last(&self, width: usize) -> std::ops::Range<usize> {
        self.step(if self.reverse { 0 } else { self.steps - 1 }, width)
    }
    /// Where step `t` of a `[T, B, width]` tensor lies.
    pub fn step(&self, t: usize, width: usize) -> std::ops::Range<usize> {
        t * self.batch * width..(t + 1) * self.batch * width
    }
}

/// Parameters of one layer and direction, PyTorch's shapes: `weight_ih [G·H, I]`, `weight_hh [G·H, H]`, `bias_* [G·H]`.
#[derive(Clone, Copy)]
pub struct Weights<'a, R> {
    pub weight_ih: &'a [R],
    pub weight_hh: &'a [R],
    pub bias_ih: &'a [R],
    pub bias_hh: &'a [R],
}

/// Gradients of [`Weights`], overwritten.
pub struct Gradients<'a, R> {
    pub weight_ih: &'a mut [R],
    pub weight_hh: &'a mut [R],
    pub bias_ih: &'a mut [R],
    pub bias_hh: &'a mut [R],
}

impl<R: Real> Gradients<'_, R> {
    pub fn clear(&mut self) {
        for tensor in [&mut *self.weight_ih, &mut *self.weight_hh, &mut *self.bias_ih, &mut *self.bias_hh] {
            tensor.fill(R::ZERO);
        }
    }
}

/// The state before step `t`: the previous step's row, or the initial state.
pub fn state_before<'a, R>(dims: &Dims, t: usize, sequence: &'a [R], initial: &'a [R]) -> &'a [R] {
    match dims.before(t) {
        Some(before) => &sequence[dims.step(before, dims.hidden)],
        None => initial,
    }
}

/// `Σ_k weight[row, k] · x[k]`.
pub fn dot<R: Real>(weight: &[R], row: usize, x: &[R]) -> R {
    let width = x.len();
    weight[row * width..(row + 1) * width].iter().zip(x).map(|(&w, &x)| w * x).sum()
}

/// Adds one step's share to the gradients of a row of weights: `dweight[row, k] += d · x[k]`, `dx[k] += d · weight[row, k]`.
pub fn dot_backward<R: Real>(weight: &[R], row: usize, x: &[R], d: R, dweight: &mut [R], dx: &mut [R]) {
    let width = x.len();
    for k in 0..width {
        dweight[row * width + k] += d * x[k];
        dx[k] += d * weight[row * width + k];
    }
}
