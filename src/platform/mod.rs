//! The browser's edge: clock, address, clipboard, segmenter, messages, other threads, storage, files. Natively each is its null twin.
//!
//! Absent on purpose: any word of the domain. Every call may find its service denied, and answers with `None` or nothing.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod null;
#[cfg(target_arch = "wasm32")]
mod picture;
#[cfg(target_arch = "wasm32")]
mod store;
#[cfg(target_arch = "wasm32")]
mod thread;
#[cfg(target_arch = "wasm32")]
mod windows;
mod zip;

#[cfg(target_arch = "wasm32")]
pub use browser::*;
#[cfg(not(target_arch = "wasm32"))]
pub use null::*;
#[cfg(target_arch = "wasm32")]
pub use picture::*;
#[cfg(target_arch = "wasm32")]
pub use store::*;
#[cfg(target_arch = "wasm32")]
pub use thread::*;
#[cfg(target_arch = "wasm32")]
pub use windows::*;
pub use zip::zip;

/// A decimal number as people and links write it: digits, a point, a sign, an exponent; nothing else. The browser reads it,
/// for the standard library's reader brings a table of ten kilobytes.
pub fn number(text: &str) -> Option<f64> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let unsigned = |text: &str| text.strip_prefix(['-', '+']).unwrap_or(text).to_string();
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa = unsigned(mantissa);
    let (whole, part) = mantissa.split_once('.').unwrap_or((&mantissa, ""));
    let exponent = unsigned(exponent);
    let is_number = is_digits(whole) && is_digits(part) && whole.len() + part.len() > 0;
    (is_number && !exponent.is_empty() && is_digits(&exponent)).then(|| parse_decimal(text))
}

/// What the person's system prefers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// Languages in order of preference, as the browser names them.
    pub languages: Vec<String>,
    pub reduced_motion: bool,
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_numbers_and_nothing_else_is() {
        assert_eq!(
            ["0.5", "-2", ".25", "3.", "1e3", "-1.5E-2", "+7"].map(number),
            [Some(0.5), Some(-2.0), Some(0.25), Some(3.0), Some(1000.0), Some(-0.015), Some(7.0)]
        );
        for bad in ["", ".", "-", "1e", "e5", "nan", "inf", "Infinity", "0x10", "1 2", "1,5", "--1", "1e5.0", "๕"] {
            assert_eq!(number(bad), None, "{bad:?}");
        }
        assert_eq!(number("1e999"), Some(f64::INFINITY));
    }
}
