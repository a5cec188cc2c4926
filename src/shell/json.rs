//! JSON as text. The library's own writer of numbers carries a table of ten kilobytes; the standard library's, which the page
//! has anyway, reads back the same.

use serde_json::Value;
use std::fmt::Write;

pub fn text(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => {
            // Writing to a string does not fail.
            let _ = match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => write!(out, "{number}"),
                (None, Some(number)) => write!(out, "{number}"),
                _ => write!(out, "{}", number.as_f64().unwrap_or(0.0)),
            };
        }
        Value::String(text) => quoted(text, out),
        Value::Array(items) => list(items, '[', ']', out, write),
        Value::Object(fields) => list(fields, '{', '}', out, |(key, value), out| {
            quoted(key, out);
            out.push(':');
            write(value, out);
        }),
    }
}

fn list<T>(
    items: impl IntoIterator<Item = T>,
    open: char,
    close: char,
    out: &mut String,
    each: impl Fn(T, &mut String),
) {
    out.push(open);
    for (n, item) in items.into_iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        each(item, out);
    }
    out.push(close);
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_written_reads_back_the_same() {
        let value = json!({
            "a \"quoted\" \\ key\n": [1, -2, 0.1, f64::from(0.1f32), 3e20, u64::MAX, true, false, null],
            "แอปเปิ้ล": {"": []}, "tab\t": {},
        });
        assert_eq!(serde_json::from_str::<Value>(&text(&value)).expect("JSON"), value);
        // The library reads long numbers inexactly; exact readers get the same one back.
        assert_eq!(text(&json!(1e-30)).parse(), Ok(1e-30));
    }
}
