//! IEEE 754 half precision: what shipped weights are rounded to.

use crate::model::Model;
use crate::model::params::{Slot, Tensor};

pub fn read(bits: u16) -> f32 {
    let (sign, exponent, fraction) =
        (u32::from(bits >> 15) << 31, u32::from(bits >> 10 & 0x1f), u32::from(bits & 0x3ff));
    match exponent {
        // Subnormal: multiples of 2⁻²⁴.
        0 => f32::from_bits(sign | (fraction as f32 / 16_777_216.0).to_bits()),
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

/// The nearest half-precision number; for values below 65 504.
pub fn write(value: f32) -> u16 {
    let (bits, size) = (value.to_bits(), value.abs());
    let sign = (bits >> 16) as u16 & 0x8000;
    if size < 6.103_515_6e-5 {
        return sign | (size * 16_777_216.0).round_ties_even() as u16;
    }
    // Half of the last place is added, a little less where the last place is even: ties go to even.
    let rounded = size.to_bits() + 0x0fff + (bits >> 13 & 1);
    sign | ((rounded - (112 << 23)) >> 13) as u16
}

/// Little-endian.
pub fn bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|&value| write(value).to_le_bytes()).collect()
}

/// The tensor of a slot off the front of `bytes`; `None` where they end too early, or hold what is no number.
pub fn take(slot: Slot, bytes: &mut &[u8]) -> Option<Tensor> {
    let (own, rest) = bytes.split_at_checked(2 * slot.shape.iter().product::<usize>())?;
    let data: Vec<f32> = own.as_chunks::<2>().0.iter().map(|&b| read(u16::from_le_bytes(b))).collect();
    *bytes = rest;
    data.iter().all(|value| value.is_finite()).then_some(Tensor { name: slot.name, shape: slot.shape, data })
}

/// Rounds every weight: what is then judged is what a file of half the size holds.
pub fn round(model: &mut Model) {
    for value in model.params.tensors.iter_mut().flat_map(|tensor| &mut tensor.data) {
        *value = read(write(*value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_comes_back_and_ties_go_to_even() {
        assert_eq!([0x3c00, 0xc000, 0x3555, 0x0001].map(read), [1.0, -2.0, 0.333_251_95, 5.960_464_5e-8]);
        for bits in (0..0x7c00).chain(0x8000..0xfc00) {
            assert_eq!(write(read(bits)), bits);
        }
        // Half way between 1 and the next number, and a little further.
        assert_eq!([1.000_488_3, 1.000_489, 1.001_464_8].map(write), [0x3c00, 0x3c01, 0x3c02]);
    }
}
