//! Weights in a byte each: a row of a tensor is whole numbers from −127 to 127 times a scale of its own in half precision.

use crate::model::Model;
use crate::model::half;
use crate::model::params::{Slot, Tensor};

/// Values that share a scale: a row of a matrix, or all of a vector.
fn row(shape: &[usize]) -> usize {
    if shape.len() > 1 { shape[1..].iter().product() } else { shape.iter().product() }
}

/// The scale of a row, and the row in bytes.
fn packed(values: &[f32]) -> (u16, Vec<i8>) {
    let largest = values.iter().fold(0.0f32, |most, value| most.max(value.abs()));
    let scale = half::write(largest / 127.0);
    let by = half::read(scale);
    let whole = |value: &f32| if by > 0.0 { (value / by).round_ties_even().clamp(-127.0, 127.0) as i8 } else { 0 };
    (scale, values.iter().map(whole).collect())
}

/// Little-endian: each row its scale, then its values.
pub fn bytes(tensor: &Tensor) -> Vec<u8> {
    let rows = tensor.data.chunks(row(&tensor.shape));
    let of = |values: &[f32]| {
        let (scale, whole) = packed(values);
        scale.to_le_bytes().into_iter().chain(whole.into_iter().map(|value| value as u8)).collect::<Vec<u8>>()
    };
    rows.flat_map(of).collect()
}

/// The tensor of a slot off the front of `bytes`; `None` where they end too early, or hold what is no number.
pub fn take(slot: Slot, bytes: &mut &[u8]) -> Option<Tensor> {
    let (count, width) = (slot.shape.iter().product::<usize>(), row(&slot.shape));
    let mut data = Vec::new();
    while data.len() < count {
        let (scale, rest) = bytes.split_first_chunk::<2>()?;
        let (values, rest) = rest.split_at_checked(width)?;
        let scale = half::read(u16::from_le_bytes(*scale));
        data.extend(values.iter().map(|&value| f32::from(value as i8) * scale));
        *bytes = rest;
    }
    data.iter().all(|value| value.is_finite()).then_some(Tensor { name: slot.name, shape: slot.shape, data })
}

/// Rounds every weight to what its byte says.
pub fn round(model: &mut Model) {
    for tensor in &mut model.params.tensors {
        let width = row(&tensor.shape);
        for values in tensor.data.chunks_mut(width) {
            let (scale, whole) = packed(values);
            values.iter_mut().zip(whole).for_each(|(slot, value)| *slot = f32::from(value) * half::read(scale));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::names::Name;

    #[test]
    fn what_was_rounded_comes_back_to_the_bit() {
        let data: Vec<f32> = (0..12).map(|n| (n as f32 - 5.5) * 0.37).collect();
        let tensor = Tensor { name: "head.weight".into(), shape: vec![3, 4], data };
        let written = bytes(&tensor);
        assert_eq!(written.len(), 3 * (2 + 4));
        let slot = || Slot { name: "head.weight".into(), path: Name::HeadWeight, shape: vec![3, 4] };
        let read = take(slot(), &mut &written[..]).expect("it is whole");
        assert!(
            read.data.iter().zip(&tensor.data).all(|(a, b)| (a - b).abs() <= 0.51 * 2.1 / 127.0),
            "{:?}",
            read.data
        );
        assert_eq!(bytes(&read), written);
        assert_eq!(take(slot(), &mut &written[..17]).map(|_| ()), None);
    }
}
