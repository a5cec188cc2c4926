//! Who was chased? `the dog chased the cat . who was chased ?`: the same words in another order have another answer, so who sees a bag
//! of words is right one time in two.

use crate::model::config::Config;
use crate::tasks::cloze::different;
use crate::tasks::item::Item;
use crate::text::vocab::ids;

struct Lists {
    animals: [&'static str; 8],
    /// As the sentence has it; as the question has it is the same word.
    verbs: [&'static str; 3],
}

const LISTS: [Lists; 2] = [
    Lists {
        animals: ["dog", "cat", "hen", "fox", "cow", "pig", "goat", "duck"],
        verbs: ["chased", "followed", "watched"],
    },
    Lists {
        animals: ["หมา", "แมว", "ไก่", "หมู", "วัว", "ช้าง", "เป็ด", "ลิง"], verbs: ["ไล่", "ตาม", "มอง"]
    },
];

/// One sentence with its question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chase {
    pub words: Vec<String>,
    pub answer: String,
    /// Who did it, and to whom it was done: places in the list of animals.
    subject: usize,
    object: usize,
}

impl Chase {
    /// Four of the 28 pairs are never learnt from, in neither order: no order can be remembered for a pair.
    pub fn is_held_out(&self) -> bool {
        self.subject.abs_diff(self.object) == 4
    }
    /// As numbers, asked at the end.
    pub fn item(&self, config: &Config) -> Item {
        let answer = config.labels.iter().position(|label| *label == self.answer).expect("an animal");
        Item::asked(ids(&config.vocab, &self.words), self.words.len() - 1, answer as i32)
    }
}

pub fn animals(thai: bool) -> &'static [&'static str] {
    &LISTS[usize::from(thai)].animals
}
pub fn verbs(thai: bool) -> &'static [&'static str] {
    &LISTS[usize::from(thai)].verbs
}

/// Places, from 0, of who did it, what was done (also where it is asked), and to whom.
pub fn slots(thai: bool) -> [usize; 4] {
    if thai { [0, 1, 2, 6] } else { [1, 2, 4, 8] }
}

/// The sentence of these three.
pub fn sentence(thai: bool, subject: &str, verb: &str, object: &str) -> Vec<String> {
    let words: Vec<&str> = if thai {
        vec![subject, verb, object, ".", "ใคร", "ถูก", verb, "?"]
    } else {
        vec!["the", subject, verb, "the", object, ".", "who", "was", verb, "?"]
    };
    words.into_iter().map(str::to_string).collect()
}

/// All 168 of a language.
pub fn sentences(thai: bool) -> Vec<Chase> {
    let Lists { animals, verbs } = &LISTS[usize::from(thai)];
    let mut out = Vec::new();
    for (subject, who) in animals.iter().enumerate() {
        for (object, whom) in animals.iter().enumerate().filter(|(object, _)| *object != subject) {
            for verb in verbs {
                out.push(Chase { words: sentence(thai, who, verb, whom), answer: (*whom).into(), subject, object });
            }
        }
    }
    out
}

/// What can be read, in order of first appearance.
pub fn vocab(thai: bool) -> Vec<String> {
    different(sentences(thai).into_iter().flat_map(|sentence| sentence.words))
}

/// The answer to a sentence of this form, whoever the animals are; `None` for any other.
pub fn answer(thai: bool, words: &[String]) -> Option<&String> {
    let [subject, verb, object, asked] = slots(thai).map(|at| words.get(at));
    let (subject, object, verb) = (subject?, object?, verb?);
    let is_form = sentence(thai, subject, verb, object) == words && asked == Some(verb);
    is_form.then_some(object)
}
