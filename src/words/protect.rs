//! Browsers break Thai by a dictionary that does not know our terms (เกตลืม becomes เก|ตลืม). A word joiner (U+2060) at
//! each false break stops it; between the words of a term a zero-width space (U+200B) keeps the true ones.

pub const JOINER: char = '\u{2060}';

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
    "ต่อไป",
    "ทรานส์ฟอร์เมอร์",
    "แอตเทนชัน",
    "ก่อนหน้า",
    "เท่ากัน",
    "ด้านบน",
    "เกต|กำหนด",
    "เกต|นี้",
    "ทีละ|คำ",
    "โปรเจกเตอร์",
    "อย่าง|น้อย|หนึ่ง|คำ",
    "น้ำหนัก",
    "ความจำ",
    "โครงข่าย",
    "คำถัดไป",
    "คำตอบ",
    "คำนาม",
    "วงวน",
    "ฟีดฟอร์เวิร์ด",
    "เริ่มต้น",
];

/// A vowel or tone mark that belongs to the consonant before it: a joiner between them would tear the syllable apart.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{e31}' | '\u{e33}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

/// A joiner between all syllable parts of each part of a term.
fn joined(term: &str) -> String {
    let part = |part: &str| {
        let mut out = String::new();
        for c in part.chars() {
            if !out.is_empty() && !is_mark(c) {
                out.push(JOINER);
            }
            out.push(c);
        }
        out
    };
    term.split('|').map(part).collect::<Vec<String>>().join("\u{200b}")
}

/// What follows a term that the text begins with.
fn after<'a>(text: &'a str, term: &str) -> Option<&'a str> {
    term.split('|').try_fold(text, |rest, part| rest.strip_prefix(part))
}

/// Protects every known term of a Thai text, and ties ๆ to its word. One pass: every text of a picture comes through here.
pub fn protect(text: &str) -> String {
    // Every Thai letter begins with this byte.
    if !text.as_bytes().contains(&0xe0) {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // A Thai letter is three bytes, of which the last tells nearly all.
        let third = if is_letter(c) { rest.as_bytes()[2] } else { 0 };
        let mut terms = TERMS.iter().filter(|term| term.as_bytes()[2] == third);
        if let Some((term, after)) = terms.find_map(|term| Some((term, after(rest, term)?))) {
            // A joined term would spoil its neighbour: at its edges the true breaks are kept open.
            out.push_str(if out.chars().next_back().is_some_and(is_letter) { EDGE } else { "" });
            out.push_str(&joined(term));
            out.push_str(if after.chars().next().is_some_and(|c| is_letter(c) && !is_mark(c)) { EDGE } else { "" });
            rest = after;
        } else {
            if c == 'ๆ' {
                out.push(JOINER);
            }
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Where a line may break though no space stands there.
const EDGE: &str = "\u{200b}";

fn is_letter(c: char) -> bool {
    ('\u{e01}'..='\u{e4e}').contains(&c)
}

/// The text as it is read aloud or compared: without joiners.
pub fn plain(text: &str) -> String {
    text.replace([JOINER, '\u{200b}'], "")
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
        assert_eq!(protect("เกตลืม"), "เ\u{2060}ก\u{2060}ต\u{200b}ลื\u{2060}ม");
        assert_eq!(protect("red"), "red");
        assert_eq!(protect("ขาว ๆ"), "ขาว \u{2060}ๆ");
        // In a text: true breaks stay open at both edges of a term.
        let word = |text: &str| text.split(' ').collect::<Vec<&str>>().join("\u{2060}");
        let edges = ["คือ".into(), word("เ ก ต"), word("ลื ม"), "นี้".into(), word("คำ น า ม")].join("\u{200b}");
        assert_eq!(protect("คือเกตลืมนี้คำนาม"), edges);
    }
}
