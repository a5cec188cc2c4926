//! English noun phrases and their Thai: the order of words turns round, and the classifier depends on the noun.
//!
//! `two big red apples` → `แอปเปิ้ล ลูก ใหญ่ สี แดง สอง ลูก`. English: number, size, colour, noun. Thai: noun, classifier and size, สี and
//! colour, number and classifier; for *a*, classifier and หนึ่ง. 12 nouns, 5 classifiers, 5 numbers, 2 sizes or none, 6 colours or none:
//! 1,260 phrases of 10.3 bits each. Several are joined by *and* / และ.

use crate::math::rng::Uniform;
use crate::tasks::caption::MARK;
use crate::tasks::cloze::different;
use crate::tasks::item::Item;
use crate::text::vocab::ids;

/// English singular and plural, Thai, classifier.
const NOUNS: [[&str; 4]; 12] = [
    ["apple", "apples", "แอปเปิ้ล", "ลูก"],
    ["orange", "oranges", "ส้ม", "ลูก"],
    ["ball", "balls", "ลูกบอล", "ลูก"],
    ["cat", "cats", "แมว", "ตัว"],
    ["dog", "dogs", "หมา", "ตัว"],
    ["shirt", "shirts", "เสื้อ", "ตัว"],
    ["car", "cars", "รถ", "คัน"],
    ["umbrella", "umbrellas", "ร่ม", "คัน"],
    ["spoon", "spoons", "ช้อน", "คัน"],
    ["book", "books", "หนังสือ", "เล่ม"],
    ["knife", "knives", "มีด", "เล่ม"],
    ["hat", "hats", "หมวก", "ใบ"],
];
const NUMBERS: [[&str; 2]; 5] = [["a", "หนึ่ง"], ["two", "สอง"], ["three", "สาม"], ["four", "สี่"], ["five", "ห้า"]];
const SIZES: [[&str; 2]; 2] = [["big", "ใหญ่"], ["small", "เล็ก"]];
const COLOURS: [[&str; 2]; 6] =
    [["red", "แดง"], ["green", "เขียว"], ["white", "ขาว"], ["black", "ดำ"], ["yellow", "เหลือง"], ["blue", "น้ำเงิน"]];
const JOIN: [&str; 2] = ["and", "และ"];
/// Phrases in a sentence, at most.
pub const MOST: usize = 4;

/// One noun phrase; size and colour count from 1, 0 is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub number: usize,
    pub size: usize,
    pub colour: usize,
    pub noun: usize,
}

impl Phrase {
    pub fn english(self) -> Vec<&'static str> {
        let [singular, plural, ..] = NOUNS[self.noun];
        let mut out = Vec::new();
        out.extend(self.size.checked_sub(1).map(|size| SIZES[size][0]));
        out.extend(self.colour.checked_sub(1).map(|colour| COLOURS[colour][0]));
        out.push(if self.number == 0 { singular } else { plural });
        let article = if out[0].starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        out.insert(0, if self.number == 0 { article } else { NUMBERS[self.number][0] });
        out
    }
    pub fn thai(self) -> Vec<&'static str> {
        let classifier = self.classifier();
        let mut out = vec![NOUNS[self.noun][2]];
        out.extend(self.size.checked_sub(1).into_iter().flat_map(|size| [classifier, SIZES[size][1]]));
        out.extend(self.colour.checked_sub(1).into_iter().flat_map(|colour| ["สี", COLOURS[colour][1]]));
        let number = NUMBERS[self.number][1];
        out.extend(if self.number == 0 { [classifier, number] } else { [number, classifier] });
        out
    }
    pub fn classifier(self) -> &'static str {
        NOUNS[self.noun][3]
    }
    /// One colour of six never meets its noun in training, nor does one number and size of fifteen: each noun, colour, number and
    /// size is seen with all the others.
    pub fn is_held_out(self) -> bool {
        (self.colour > 0 && self.colour - 1 == self.noun % 6)
            || (self.number * 3 + self.size) == (self.noun * 4 + 1) % 15
    }
}

/// All 1,260.
pub fn every() -> Vec<Phrase> {
    let mut out = Vec::new();
    for number in 0..NUMBERS.len() {
        for size in 0..=SIZES.len() {
            for colour in 0..=COLOURS.len() {
                out.extend((0..NOUNS.len()).map(|noun| Phrase { number, size, colour, noun }));
            }
        }
    }
    out
}

/// A sentence of phrases in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub english: Vec<String>,
    pub thai: Vec<String>,
}

pub fn join(phrases: &[Phrase]) -> Pair {
    let (mut english, mut thai) = (Vec::new(), Vec::new());
    for (n, phrase) in phrases.iter().enumerate() {
        english.extend((n > 0).then_some(JOIN[0]).into_iter().chain(phrase.english()).map(str::to_string));
        thai.extend((n > 0).then_some(JOIN[1]).into_iter().chain(phrase.thai()).map(str::to_string));
    }
    Pair { english, thai }
}

/// So many phrases, all of them held out or none.
pub fn sample(count: usize, held_out: bool, random: &mut Uniform) -> Pair {
    let mut phrases = Vec::new();
    while phrases.len() < count {
        let phrase = Phrase {
            number: random.below(NUMBERS.len()),
            size: random.below(SIZES.len() + 1),
            colour: random.below(COLOURS.len() + 1),
            noun: random.below(NOUNS.len()),
        };
        if phrase.is_held_out() == held_out {
            phrases.push(phrase);
        }
    }
    join(&phrases)
}

/// English words, in order of first appearance.
pub fn english_vocab() -> Vec<String> {
    let words = every().into_iter().flat_map(Phrase::english).chain([JOIN[0]]);
    different(words.map(str::to_string))
}

/// Thai words, and the mark.
pub fn thai_vocab() -> Vec<String> {
    let words = every().into_iter().flat_map(Phrase::thai).chain([JOIN[1], MARK]);
    different(words.map(str::to_string))
}

impl Pair {
    pub fn item(&self, english: &[String], thai: &[String]) -> Item {
        let source = ids(english, &self.english);
        let steps = source.len();
        Item::said(source, steps, &ids(thai, &self.thai), thai.len() as i32 - 1)
    }
}

/// The Thai of English phrases, if they are ours; in them so many phrases.
pub fn translation(english: &[String]) -> Option<(Vec<String>, usize)> {
    let every = every();
    let mut phrases = Vec::new();
    for words in english.split(|word| word == JOIN[0]) {
        phrases.push(*every.iter().find(|phrase| phrase.english() == words)?);
    }
    Some((join(&phrases).thai, phrases.len()))
}

/// What a Thai word of the phrases means in English: a gloss for whoever reads only one of the two.
pub fn gloss(thai: &str) -> Option<&'static str> {
    let pairs = NUMBERS.iter().chain(&SIZES).chain(&COLOURS).map(|[english, thai]| (*thai, *english));
    let nouns = NOUNS.iter().map(|[english, _, thai, _]| (*thai, *english));
    let fixed = [("หนึ่ง", "one"), ("สี", "colour"), (JOIN[1], JOIN[0])];
    let found = fixed.into_iter().chain(pairs).chain(nouns).find(|(word, _)| *word == thai);
    found.map(|(_, english)| english).or_else(|| is_classifier(thai).then_some("classifier"))
}

/// Whether a Thai word is a number.
pub fn is_number(thai: &str) -> bool {
    NUMBERS.iter().any(|number| number[1] == thai)
}

/// Whether a Thai word is a classifier.
pub fn is_classifier(thai: &str) -> bool {
    NOUNS.iter().any(|noun| noun[3] == thai)
}
