//! What can be said of a network's tensors by looking at them: mean, deviation, norm, and what may trouble it.

use crate::math::matrix::spectral_radius;
use crate::model::Model;
use crate::model::cell::Cell;
use crate::model::params::Tensor;

/// Tensors that are drawn; the others are numbers alone.
pub const DRAWN: usize = 24;
/// Cells of a picture, down and across.
const MOST: [usize; 2] = [16, 32];
/// Units up to which eigenvalues are computed.
const MOST_UNITS: usize = 256;

#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub name: String,
    pub shape: Vec<usize>,
    pub mean: f64,
    /// Standard deviation over all its values.
    pub deviation: f64,
    /// Euclidean.
    pub norm: f64,
    /// Rows of the picture, each cell the mean of a block by the largest magnitude of the tensor; empty where it is not drawn.
    pub picture: Vec<Vec<f64>>,
}

/// What may trouble a network, with what was measured.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// The largest eigenvalue of an Elman network's W_hh is over 1: what it remembers can grow.
    Grows(f64),
    /// And where it is small: after ten words less than a thousandth is left.
    Fades(f64),
    /// The mean bias of an LSTM's forget gate, where it is below 0: gates begin closed.
    Forgets(f64),
    /// Units whose incoming weights are all zero.
    Dead(usize),
}

/// Every tensor, the first of them drawn; and what may trouble the network.
pub fn look(model: &Model) -> (Vec<Seen>, Vec<Warning>) {
    let tensors = model.params.tensors.iter().enumerate();
    (tensors.map(|(at, tensor)| seen(tensor, at < DRAWN)).collect(), warnings(model))
}

pub fn seen(tensor: &Tensor, is_drawn: bool) -> Seen {
    let count = tensor.data.len().max(1) as f64;
    let sum = |of: &dyn Fn(f64) -> f64| tensor.data.iter().map(|&value| of(f64::from(value))).sum::<f64>();
    let mean = sum(&|value| value) / count;
    let deviation = (sum(&|value| (value - mean) * (value - mean)) / count).sqrt();
    let norm = sum(&|value| value * value).sqrt();
    let picture = if is_drawn { picture(tensor) } else { Vec::new() };
    Seen { name: tensor.name.clone(), shape: tensor.shape.clone(), mean, deviation, norm, picture }
}

/// A vector lies down; what has three axes is a row a unit.
fn picture(tensor: &Tensor) -> Vec<Vec<f64>> {
    let rows = if tensor.shape.len() > 1 { tensor.shape[0] } else { 1 };
    let columns = tensor.data.len() / rows.max(1);
    let largest = tensor.data.iter().fold(1e-30f32, |most, value| most.max(value.abs()));
    let cut = |count: usize, most: usize, at: usize| at * count / count.min(most)..(at + 1) * count / count.min(most);
    let cell = |row: usize, column: usize| {
        let block = cut(rows, MOST[0], row).flat_map(|r| cut(columns, MOST[1], column).map(move |c| r * columns + c));
        let (sum, count) = block.fold((0.0, 0.0), |(sum, count), at| (sum + f64::from(tensor.data[at]), count + 1.0));
        sum / f64::max(count, 1.0) / f64::from(largest)
    };
    (0..rows.min(MOST[0])).map(|row| (0..columns.min(MOST[1])).map(|column| cell(row, column)).collect()).collect()
}

/// In the order of what they do to a sequence.
pub fn warnings(model: &Model) -> Vec<Warning> {
    let (config, params) = (&model.config, &model.params);
    let hidden = config.hidden_size;
    let mut out = Vec::new();
    let hh = params.get("rnn.weight_hh_l0");
    if let (Cell::Rnn, Some(hh), true) = (config.cell, hh, hidden <= MOST_UNITS) {
        let matrix: Vec<f64> = hh.data.iter().map(|&value| f64::from(value)).collect();
        match spectral_radius(&matrix, hidden) {
            radius if radius > 1.0 => out.push(Warning::Grows(radius)),
            radius if radius < 0.5 => out.push(Warning::Fades(radius)),
            _ => {}
        }
    }
    if let (Cell::Lstm, Some(ih), Some(hh)) = (config.cell, params.get("rnn.bias_ih_l0"), params.get("rnn.bias_hh_l0"))
    {
        // Rows i, f, g, o: the forget gate is the second block.
        let forget = hidden..2 * hidden;
        let sum: f64 = forget.map(|row| f64::from(ih.data[row]) + f64::from(hh.data[row])).sum();
        let mean = sum / hidden as f64;
        // What is shown as 0.00 is not said to be below 0.
        out.extend((mean <= -0.005).then_some(Warning::Forgets(mean)));
    }
    if let Some(ih) = params.get("rnn.weight_ih_l0") {
        let (rows, width) = (ih.shape[0], ih.data.len() / ih.shape[0]);
        let is_zero = |row: usize| {
            let own =
                |data: &[f32], width: usize| data[row * width..(row + 1) * width].iter().all(|&value| value == 0.0);
            own(&ih.data, width) && hh.is_none_or(|hh| own(&hh.data, hidden))
        };
        let dead = (0..hidden).filter(|unit| (0..rows / hidden).all(|gate| is_zero(gate * hidden + unit))).count();
        out.extend((dead > 0).then_some(Warning::Dead(dead)));
    }
    out
}
