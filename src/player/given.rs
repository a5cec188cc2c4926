//! Words of one's own, as the networks of the task shapes read them; or why they cannot.

use crate::tasks::cloze::GAP;
use crate::tasks::phrases;
use crate::text::vocab::id;
use crate::words::Lang;
use crate::words::list::words;

words! {
    pub Words;
    refuse_phrase(word): "“{word}” is none of its English words. They stand in “Your own sentence”." | "“{word}” ไม่ใช่คำอังกฤษที่มันรู้จัก ดูคำที่มันรู้จักได้ใน “ประโยคของคุณเอง”";
    refuse_long(most): "Too many words: {most} at most, which is four phrases and their “and”." | "คำมากเกินไป ได้ไม่เกิน {most} คำ คือสี่วลีกับคำเชื่อม";
    refuse_no_gap:
        "A gap is missing. Write ▢ or _ where a word is to be filled in, for example: apple _ are tall."
        | "ยังไม่มีช่องว่าง ใส่ ▢ หรือ _ ตรงคำที่จะให้เติม เช่น ใน สวน มี _ แอปเปิ้ล";
    refuse_gaps:
        "There is more than one gap. This network fills one: leave a single ▢ or _."
        | "มีช่องว่างมากกว่าหนึ่ง โครงข่ายนี้เติมได้ช่องเดียว เหลือ ▢ หรือ _ ไว้ที่เดียว";
    refuse_alone:
        "A gap alone tells nothing. Write at least one word beside it."
        | "ช่องว่างอย่างเดียวบอกอะไรไม่ได้ ใส่คำข้าง ๆ อย่างน้อยหนึ่งคำ";
}

/// Words of the longest sentence: number, size, colour and noun of each phrase, and what joins them.
const MOST: usize = 4 * phrases::MOST + phrases::MOST - 1;

/// English phrases.
pub fn phrases(lang: Lang, words: Vec<String>) -> Result<Vec<String>, String> {
    let m = Words::of(lang);
    let vocab = phrases::english_vocab();
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    match words.iter().find(|word| id(&vocab, word) < 0) {
        Some(unknown) => Err(m.refuse_phrase(unknown)),
        None if words.len() > MOST => Err(m.refuse_long(&MOST.to_string())),
        None => Ok(words),
    }
}

/// Words with one gap, however it was typed.
pub fn gap(lang: Lang, words: Vec<String>) -> Result<Vec<String>, String> {
    let m = Words::of(lang);
    let words: Vec<String> = words.iter().map(|word| spelled(word)).collect();
    match words.iter().filter(|word| *word == GAP).count() {
        0 => Err(m.refuse_no_gap.to_string()),
        1 if words.len() > 1 => Ok(words),
        1 => Err(m.refuse_alone.to_string()),
        _ => Err(m.refuse_gaps.to_string()),
    }
}

/// One blank, however it was typed.
fn spelled(word: &str) -> String {
    let is_blank = !word.is_empty() && word.chars().all(|c| c == '_' || c == '▢' || c == '□');
    if is_blank { GAP.to_string() } else { word.to_string() }
}
