//! Numbers as they are read: tabular, two decimals, a real minus sign; the full value travels along.

use crate::model::names::ValuePath;

/// A number on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// As it is written.
    pub text: String,
    /// In full precision, for `data-value`.
    pub value: f64,
    /// What opens when it is chosen; `None` for results that stand in the open arithmetic already.
    pub path: Option<ValuePath>,
    /// Its name and what choosing it does.
    pub label: String,
    pub fill: &'static str,
    /// Changed by hand.
    pub is_edited: bool,
}

impl Number {
    /// Two decimals, without arithmetic of its own.
    pub fn plain(value: f64, label: String) -> Self {
        Self {
            text: short(value),
            value,
            path: None,
            label,
            fill: crate::scene::palette::fill(value),
            is_edited: false,
        }
    }
}

/// `digits` decimals, U+2212 minus, never a negative zero.
pub fn decimals(value: f64, digits: usize) -> String {
    let text = format!("{:.digits$}", value.abs());
    let zero = text.chars().all(|c| c == '0' || c == '.');
    if value < 0.0 && !zero { format!("−{text}") } else { text }
}

/// Two decimals.
pub fn short(value: f64) -> String {
    decimals(value, 2)
}

/// A probability: whole percents from 10 %, one decimal from 1 %, else "<1%"; nothing and all only where they are.
pub fn percent(p: f64) -> String {
    match p * 100.0 {
        0.0 => "0%".into(),
        p if p >= 9.95 => whole_percents(p),
        p if p >= 1.0 => format!("{p:.1}%"),
        _ => "<1%".into(),
    }
}

/// From ten percent on: whole ones, but a half is a half, and what is not all is not called all.
fn whole_percents(percents: f64) -> String {
    let tenths = (percents * 10.0).round() / 10.0;
    let is_half = (percents - tenths).abs() < 1e-6 && (tenths.fract() - 0.5).abs() < 1e-6;
    match percents {
        percents if (99.95..99.999_999).contains(&percents) => ">99.9%".into(),
        percents if is_half || (99.5..99.95).contains(&percents) => format!("{tenths:.1}%"),
        percents => format!("{percents:.0}%"),
    }
}

/// A count with its thousands apart: `12,345`.
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let chunks: Vec<&str> = (0..digits.len().div_ceil(3))
        .rev()
        .map(|n| &digits[digits.len().saturating_sub(3 * (n + 1))..digits.len() - 3 * n])
        .collect();
    chunks.join(",")
}

/// The shortest text that reads back as the same f64.
pub fn full(value: f64) -> String {
    format!("{}", value + 0.0)
}

/// A loss of one reading in f32: its last digit is some 10⁻⁶, so what is nearly nothing is only said to be less.
pub fn loss(value: f64) -> String {
    const LEAST: f64 = 1e-5;
    if value < LEAST { format!("< {}", power(libm::log10(LEAST))) } else { magnitude(value) }
}

/// A magnitude of any size: two or three digits that count near 1, else `3.1×10⁻⁵`; below 10⁻³⁰ only that it is.
pub fn magnitude(value: f64) -> String {
    if !value.is_finite() {
        return if value.is_nan() { "NaN".into() } else { "∞".into() };
    }
    if value < FLOOR {
        return format!("< {}", power(libm::log10(FLOOR)));
    }
    let exponent = libm::floor(libm::log10(value) + 1e-9);
    match exponent as i32 {
        -3..=-1 => decimals(value, (1.0 - exponent) as usize),
        0 => decimals(value, 2),
        1 => decimals(value, 1),
        2..=3 => decimals(value, 0),
        _ => {
            // 9.96 is 10.0 with one decimal.
            let digits = value / libm::pow(10.0, exponent);
            let (digits, exponent) = if digits >= 9.95 { (digits / 10.0, exponent + 1.0) } else { (digits, exponent) };
            format!("{}×{}", decimals(digits, 1), power(exponent))
        }
    }
}

/// The same with its sign: a real minus, nothing for zero.
pub fn signed(value: f64) -> String {
    match value {
        0.0 => "0".into(),
        value if value < 0.0 => format!("−{}", magnitude(-value)),
        value => magnitude(value),
    }
}

/// A share as percents of any size: two digits that count. What points against the whole is negative.
pub fn share(part: f64) -> String {
    let percents = part * 100.0;
    let text = match percents {
        0.0 => "0".into(),
        percents if percents < 0.0 => return format!("−{}", share(-part)),
        percents if percents >= 9.95 => return whole_percents(percents),
        percents if percents >= 1e-4 => {
            let digits = 1.0 - libm::floor(libm::log10(percents) + 1e-9);
            decimals(percents, digits.max(1.0) as usize)
        }
        percents => magnitude(percents),
    };
    format!("{text}%")
}

/// What is smaller is not told apart: training in 32-bit numbers would not either.
pub const FLOOR: f64 = 1e-30;

/// The same in words, for a screen reader.
pub fn spoken_magnitude(value: f64, times_ten_to: &str) -> String {
    let text = magnitude(value);
    let Some((digits, exponent)) = text.split_once("×10").or_else(|| Some(("<", text.strip_prefix("< 10")?))) else {
        return text;
    };
    let plain: String = exponent
        .chars()
        .map(|c| RAISED.iter().position(|&raised| raised == c).map_or('−', |digit| char::from(b'0' + digit as u8)))
        .collect();
    format!("{digits} {times_ten_to} {plain}")
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// 10 to a whole power, with raised digits.
pub fn power(exponent: f64) -> String {
    let digits = format!("{:.0}", exponent.abs());
    let raised = digits.bytes().map(|digit| RAISED[usize::from(digit - b'0')]);
    let sign = if exponent < 0.0 { "⁻" } else { "" };
    format!("10{sign}{}", raised.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(
            [0, 7, 999, 1000, 12_345, 1_234_567].map(grouped),
            ["0", "7", "999", "1,000", "12,345", "1,234,567"]
        );
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!([0.004, -0.004, -0.126, 1.0, -12.0].map(short), ["0.00", "0.00", "−0.13", "1.00", "−12.00"]);
        assert_eq!(
            [0.624, 0.0996, 0.0994, 0.0123, 0.0004, 1.0, 0.0].map(percent),
            ["62%", "10%", "9.9%", "1.2%", "<1%", "100%", "0%"]
        );
        assert_eq!(full(-0.0), "0");
        assert_eq!([0.0, 9.5e-7, 2.0e-5, 3.33].map(loss), ["< 10⁻⁵", "< 10⁻⁵", "2.0×10⁻⁵", "3.33"]);
        assert_eq!(
            [0.0, 1e-31, 3.14e-5, 9.97e-4, 0.0123, 0.5, 1.0, 42.0, 1234.0, 5e7].map(magnitude),
            ["< 10⁻³⁰", "< 10⁻³⁰", "3.1×10⁻⁵", "1.0×10⁻³", "0.012", "0.50", "1.00", "42.0", "1234", "5.0×10⁷"]
        );
        assert_eq!([f64::INFINITY, f64::NAN].map(magnitude), ["∞", "NaN"]);
        assert_eq!([0.0, -0.5, 2e-7].map(signed), ["0", "−0.50", "2.0×10⁻⁷"]);
        assert_eq!(
            [1.0, 0.904, 0.0234, 3.06e-6, 4.4e-9, 1e-40].map(share),
            ["100%", "90%", "2.3%", "0.00031%", "4.4×10⁻⁷%", "< 10⁻³⁰%"]
        );
        // 11 of 88, 95 of 96, and one in ten thousand wrong: neither 12, nor all.
        assert_eq!([0.125, 0.9896, 0.997, 0.9999, 0.865].map(percent), ["12.5%", "99%", "99.7%", ">99.9%", "86.5%"]);
        assert_eq!([0.997, -0.013, 0.0, 1.04].map(share), ["99.7%", "−1.3%", "0%", "104%"]);
        assert_eq!(spoken_magnitude(3.14e-5, "times ten to the"), "3.1 times ten to the −5");
        assert_eq!(spoken_magnitude(0.5, "times ten to the"), "0.50");
    }
}
