//! A blank between two sides: each side alone allows exactly three answers, both together one.
//!
//! English `apple ▢ are tall`: the word on the left gives the group, the frame on the right the kind of thing. Thai
//! `ใน สวน มี ▢ แอปเปิ้ล`: the place on the left gives the kind, the word on the right the group. Nine words in three groups, three
//! kinds with three frames each, nine answers: 81 sentences in each language.

use crate::tasks::item::Item;
use crate::text::vocab::ids;

/// The blank, as it stands in a sentence.
pub const GAP: &str = "▢";

struct Lists {
    groups: [[&'static str; 3]; 3],
    /// By kind: grown, cold, hot.
    frames: [[&'static str; 3]; 3],
    /// By group and kind.
    answers: [[&'static str; 3]; 3],
}

const LISTS: [Lists; 2] = [
    Lists {
        groups: [["apple", "mango", "orange"], ["pumpkin", "bean", "pea"], ["rose", "jasmine", "mulberry"]],
        frames: [
            ["are tall", "are old", "are green"],
            ["is cold", "is fresh", "is chilled"],
            ["is hot", "is warm", "is cooked"],
        ],
        answers: [["trees", "juice", "pie"], ["vines", "salad", "soup"], ["bushes", "tea", "cake"]],
    },
    Lists {
        groups: [["แอปเปิ้ล", "มะม่วง", "ส้ม"], ["ฟักทอง", "ถั่วแดง", "ถั่วลันเตา"], ["กุหลาบ", "มะลิ", "เก๊กฮวย"]],
        frames: [
            ["ใน สวน", "ใน ไร่", "ใน แปลง"],
            ["ใน ตู้เย็น", "ใน ถังแช่", "ใน ตู้แช่"],
            ["ใน ถาดอุ่น", "ใน ตู้อุ่น", "ใน ไมโครเวฟ"],
        ],
        answers: [["ต้น", "น้ำ", "พาย"], ["เถา", "สลัด", "ซุป"], ["ดอก", "ชา", "เค้ก"]],
    },
];

/// One sentence with its blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cloze {
    pub words: Vec<String>,
    pub answer: String,
    group: usize,
    word: usize,
    frame: usize,
    /// Grown, cold, hot: from 0.
    pub kind: usize,
}

impl Cloze {
    /// Where the blank is, from 0.
    pub fn gap(&self) -> usize {
        self.words.iter().position(|word| word == GAP).expect("a cloze has a blank")
    }
    /// Each word and kind is learnt with two of three frames and judged with the third: a Latin square, so that either side alone
    /// stays at exactly one third in both parts.
    pub fn is_held_out(&self) -> bool {
        self.frame == (self.word + self.group) % 3
    }
    pub fn left(&self) -> &[String] {
        &self.words[..self.gap()]
    }
    pub fn right(&self) -> &[String] {
        &self.words[self.gap() + 1..]
    }
    /// As numbers, asked at the blank or, with `at_end`, at the last word.
    pub fn item(&self, vocab: &[String], answers: &[String], at_end: bool) -> Item {
        let at = if at_end { self.words.len() - 1 } else { self.gap() };
        let answer = answers.iter().position(|answer| *answer == self.answer).expect("a known answer");
        Item::asked(ids(vocab, &self.words), at, answer as i32)
    }
}

/// All 81 sentences of a language.
pub fn sentences(thai: bool) -> Vec<Cloze> {
    let lists = &LISTS[usize::from(thai)];
    let mut out = Vec::new();
    for (group, words) in lists.groups.iter().enumerate() {
        for (word, noun) in words.iter().enumerate() {
            for (kind, frames) in lists.frames.iter().enumerate() {
                for (frame, text) in frames.iter().enumerate() {
                    let sentence =
                        if thai { format!("{text} มี {GAP} {noun}") } else { format!("{noun} {GAP} {text}") };
                    let words = sentence.split(' ').map(str::to_string).collect();
                    let answer = lists.answers[group][kind].to_string();
                    out.push(Cloze { words, answer, group, word, frame, kind });
                }
            }
        }
    }
    out
}

/// What can be read, the blank included, in order of first appearance.
pub fn vocab(thai: bool) -> Vec<String> {
    different(sentences(thai).into_iter().flat_map(|sentence| sentence.words))
}

/// The nine answers.
pub fn answers(thai: bool) -> Vec<String> {
    different(sentences(thai).into_iter().map(|sentence| sentence.answer))
}

/// Each once, in order of first appearance.
pub fn different(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in words {
        if !out.contains(&word) {
            out.push(word);
        }
    }
    out
}

/// The words that may stand on the side of the noun, and the frames of the other side, each a few words.
pub fn sides(thai: bool) -> (Vec<&'static str>, Vec<&'static str>) {
    let lists = &LISTS[usize::from(thai)];
    (lists.groups.concat(), lists.frames.concat())
}
