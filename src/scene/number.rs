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

/// A probability: whole percents from 10 %, one decimal from 1 %, else "<1%".
pub fn percent(p: f64) -> String {
    match p * 100.0 {
        p if p >= 9.95 => format!("{p:.0}%"),
        p if p >= 1.0 => format!("{p:.1}%"),
        _ => "<1%".into(),
    }
}

/// The shortest text that reads back as the same f64.
pub fn full(value: f64) -> String {
    format!("{}", value + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!([0.004, -0.004, -0.126, 1.0, -12.0].map(short), ["0.00", "0.00", "−0.13", "1.00", "−12.00"]);
        assert_eq!(
            [0.624, 0.0996, 0.0994, 0.0123, 0.0004, 1.0].map(percent),
            ["62%", "10%", "9.9%", "1.2%", "<1%", "100%"]
        );
        assert_eq!(full(-0.0), "0");
    }
}
