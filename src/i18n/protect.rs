//! Browsers break Thai by a dictionary that does not know our terms (เกตลืม becomes เก|ตลืม). A word joiner (U+2060) at
//! each false break stops it; between the words of a term a zero-width space (U+200B) keeps the true ones.

const JOINER: char = '\u{2060}';

/// Terms that Chromium was seen to break wrongly; `|` marks where a break is right.
pub const TERMS: &[&str] = &[
    "นิวรัลเน็ตเวิร์ก|แบบ|วน|กลับ",
    "เกต|ลืม",
    "เกต|อัปเดต",
    "เกต|รีเซ็ต",
    "เกต|อินพุต",
    "เกต|เอาต์พุต",
    "เกรเดียนต์",
    "โทเค็น",
    "ซอฟต์แมกซ์",
    "ไบแอส",
    "เลเยอร์",
    "แอปเปิ้ล",
    "ทรานส์ฟอร์เมอร์",
];

/// A joiner between all characters of each part of a term that may otherwise be broken.
fn joined(term: &str) -> String {
    let parts: Vec<String> = term
        .split('|')
        .map(|part| part.chars().flat_map(|c| [c, JOINER]).collect::<String>().trim_end_matches(JOINER).to_string())
        .collect();
    parts.join("\u{200b}")
}

/// Protects every known term of a Thai text, and ties ๆ to its word.
pub fn protect(text: &str) -> String {
    let mut out = text.replace('ๆ', "\u{2060}ๆ");
    for term in TERMS {
        out = out.replace(&term.replace('|', ""), &joined(term));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_joined_and_read_the_same() {
        for term in TERMS {
            let plain = term.replace('|', "");
            let safe = protect(&plain);
            assert!(safe.contains(JOINER), "{term}");
            assert_eq!(safe.replace([JOINER, '\u{200b}'], ""), plain);
        }
        assert_eq!(protect("เกตลืม"), "เ\u{2060}ก\u{2060}ต\u{200b}ล\u{2060}ื\u{2060}ม");
        assert_eq!(protect("red"), "red");
    }
}
