//! Reviews: is what was said negative, neutral or positive? Order matters: a bag of words provably fails.
//!
//! A clause is `the NOUN was [not] [very] ADJECTIVE` (Thai `NOUN [ไม่] ADJECTIVE [มาก | เลย]`); a sentence is one clause, or two joined
//! by *but* (the second decides) or *and* (agreement decides, disagreement is neutral), and in three of four cases an idle tail.

use crate::math::rng::Uniform;
use crate::tasks::ceiling::ceiling;
use crate::tasks::cloze::different;
use crate::tasks::item::Item;
use crate::text::vocab::ids;
use std::sync::OnceLock;

struct Lists {
    nouns: [&'static str; 5],
    good: [&'static str; 3],
    bad: [&'static str; 3],
    but: &'static str,
    and: &'static str,
    tails: [&'static str; 4],
    labels: [&'static str; 3],
}

const LISTS: [Lists; 2] = [
    Lists {
        nouns: ["film", "story", "food", "room", "staff"],
        good: ["good", "great", "nice"],
        bad: ["bad", "poor", "awful"],
        but: "but",
        and: "and",
        tails: [
            "if you ask my friends",
            "to tell you the truth",
            "at least when we were there",
            "as far as we can tell",
        ],
        labels: ["negative", "neutral", "positive"],
    },
    Lists {
        nouns: ["หนัง", "เนื้อเรื่อง", "อาหาร", "ห้อง", "พนักงาน"],
        good: ["ดี", "น่าพอใจ", "น่าประทับใจ"],
        bad: ["แย่", "ห่วย", "น่าเบื่อ"],
        but: "แต่",
        and: "และ",
        tails: ["ถ้า ถาม เพื่อน ของ ฉัน", "พูด กัน ตาม ตรง นะ", "อย่างน้อย ตอน ที่ เรา ไป", "เท่า ที่ เรา รู้ มา"],
        labels: ["ไม่ชอบ", "กลาง ๆ", "ชอบ"],
    },
];

const TAIL_SHARE: f64 = 0.75;
/// One clause, two by *but*, two by *and*.
const SHARES: [f64; 3] = [0.1, 0.45, 0.45];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    But,
    And,
}

/// One clause by its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Clause {
    noun: usize,
    /// The good ones, then the bad ones.
    adjective: usize,
    negated: bool,
    strong: bool,
}

impl Clause {
    fn words(self, thai: bool) -> Vec<&'static str> {
        let lists = &LISTS[usize::from(thai)];
        let noun = lists.nouns[self.noun];
        let adjective = if self.adjective < 3 { lists.good[self.adjective] } else { lists.bad[self.adjective - 3] };
        let mut out = if thai { vec![noun] } else { vec!["the", noun, "was"] };
        out.extend(self.negated.then_some(if thai { "ไม่" } else { "not" }));
        match (thai, self.strong) {
            (false, true) => out.extend(["very", adjective]),
            // Thai says มาก after an affirmed and เลย after a negated adjective.
            (true, true) => out.extend([adjective, if self.negated { "เลย" } else { "มาก" }]),
            (_, false) => out.push(adjective),
        }
        out
    }
    /// 1 or −1.
    fn sign(self) -> i32 {
        let good = if self.adjective < 3 { 1 } else { -1 };
        if self.negated { -good } else { good }
    }
    /// Six of thirty nouns with their adjectives never occur in training: each adjective loses one noun.
    fn is_held_out(self) -> bool {
        self.noun == (2 * self.adjective) % 5
    }
}

fn all_clauses() -> Vec<Clause> {
    let mut out = Vec::new();
    for noun in 0..5 {
        for adjective in 0..6 {
            for (negated, strong) in [(false, false), (false, true), (true, false), (true, true)] {
                out.push(Clause { noun, adjective, negated, strong });
            }
        }
    }
    out
}

/// A review and what it means: 0 negative, 1 neutral, 2 positive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    pub words: Vec<String>,
    pub label: usize,
}

/// Which sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Without any pair that is held out.
    Train,
    /// With at least one.
    HeldOut,
    All,
}

impl Part {
    fn has(self, clauses: &[Clause]) -> bool {
        let held_out = clauses.iter().any(|clause| clause.is_held_out());
        self == Part::All || held_out == (self == Part::HeldOut)
    }
}

/// A sentence without its tail, and its label.
fn core(thai: bool, clauses: &[Clause], joint: Joint) -> (Vec<&'static str>, usize) {
    let lists = &LISTS[usize::from(thai)];
    let mut words = clauses[0].words(thai);
    let mut total = clauses[0].sign();
    if let Some(second) = clauses.get(1) {
        words.push(if joint == Joint::But { lists.but } else { lists.and });
        words.extend(second.words(thai));
        total = if joint == Joint::But { second.sign() } else { (total + second.sign()) / 2 };
    }
    (words, (total + 1) as usize)
}

fn tell(thai: bool, clauses: &[Clause], joint: Joint, tail: Option<usize>) -> Review {
    let (mut words, label) = core(thai, clauses, joint);
    words.extend(tail.iter().flat_map(|&tail| LISTS[usize::from(thai)].tails[tail].split(' ')));
    Review { words: words.into_iter().map(str::to_string).collect(), label }
}

impl Review {
    /// As numbers, asked at the last word.
    pub fn item(&self, vocab: &[String]) -> Item {
        Item::asked(ids(vocab, &self.words), self.words.len() - 1, self.label as i32)
    }
}

/// One sentence, drawn as the shares say.
pub fn sample(thai: bool, random: &mut Uniform, part: Part) -> Review {
    loop {
        let kind = f64::from(random.next());
        let count = if kind < SHARES[0] { 1 } else { 2 };
        let joint = if kind < SHARES[0] + SHARES[1] { Joint::But } else { Joint::And };
        let clauses: Vec<Clause> = (0..count)
            .map(|_| Clause {
                noun: random.below(5),
                adjective: random.below(6),
                negated: random.below(2) == 0,
                strong: random.below(2) == 0,
            })
            .collect();
        if (count == 2 && clauses[0].noun == clauses[1].noun) || !part.has(&clauses) {
            continue;
        }
        let tail = (f64::from(random.next()) < TAIL_SHARE).then(|| random.below(4));
        return tell(thai, &clauses, joint, tail);
    }
}

/// Every sentence with its weight: 115,800 of them in all.
pub fn every(thai: bool, part: Part) -> Vec<(Review, f64)> {
    let endings: Vec<(Option<usize>, f64)> =
        [(None, 1.0 - TAIL_SHARE)].into_iter().chain((0..4).map(|tail| (Some(tail), TAIL_SHARE / 4.0))).collect();
    let mut out = Vec::new();
    each(part, |clauses, joint, share| {
        out.extend(endings.iter().map(|&(tail, p)| (tell(thai, clauses, joint, tail), share * p)));
    });
    out
}

/// Every sentence without its tail, with its share.
fn each(part: Part, mut add: impl FnMut(&[Clause], Joint, f64)) {
    let clauses = all_clauses();
    for &clause in clauses.iter().filter(|clause| part.has(&[**clause])) {
        add(&[clause], Joint::But, SHARES[0] / clauses.len() as f64);
    }
    // A noun is said once: four of five second clauses are about another.
    let pairs = (clauses.len() * clauses.len() * 4 / 5) as f64;
    for (joint, share) in [(Joint::But, SHARES[1]), (Joint::And, SHARES[2])] {
        for &first in &clauses {
            let others = clauses.iter().filter(|second| second.noun != first.noun);
            for &second in others.filter(|second| part.has(&[first, **second])) {
                add(&[first, second], joint, share / pairs);
            }
        }
    }
}

/// The best that a window of three words and that a bag of all words could do on what is held out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ceilings {
    pub window: f64,
    pub bag: f64,
}

/// Computed once. No tail says anything: a bag is told apart by the rest, and a window sees only the tail, where there is one.
pub fn ceilings(thai: bool) -> Ceilings {
    static KNOWN: [OnceLock<Ceilings>; 2] = [const { OnceLock::new() }; 2];
    *KNOWN[usize::from(thai)].get_or_init(|| {
        let (mut windows, mut bags) = (Vec::new(), Vec::new());
        each(Part::HeldOut, |clauses, joint, share| {
            let (mut words, label) = core(thai, clauses, joint);
            windows.push((words[words.len().saturating_sub(3)..].to_vec(), label, share * (1.0 - TAIL_SHARE)));
            windows.push((Vec::new(), label, share * TAIL_SHARE));
            words.sort_unstable();
            bags.push((words, label, share));
        });
        Ceilings { window: ceiling(windows), bag: ceiling(bags) }
    })
}

/// Same words, opposite answers: `A was not good but B was bad`, `A was good but B was not bad`, in that order; with an idle tail or
/// without.
pub fn matched_pairs(thai: bool, tail: Option<usize>) -> Vec<[Review; 2]> {
    let mut out = Vec::new();
    for noun in 0..5 {
        for other in (0..5).filter(|&other| other != noun) {
            for good in 0..3 {
                for bad in 3..6 {
                    for (first, second) in [(good, bad), (bad, good)] {
                        out.push([true, false].map(|negated| {
                            let clause = |noun, adjective, negated| Clause { noun, adjective, negated, strong: false };
                            let both = [clause(noun, first, negated), clause(other, second, !negated)];
                            tell(thai, &both, Joint::But, tail)
                        }));
                    }
                }
            }
        }
    }
    out
}

/// What can be read, in order of first appearance.
pub fn vocab(thai: bool) -> Vec<String> {
    let lists = &LISTS[usize::from(thai)];
    let clauses = all_clauses().into_iter().flat_map(|clause| clause.words(thai));
    let rest = [lists.but, lists.and].into_iter().chain(lists.tails.into_iter().flat_map(|tail| tail.split(' ')));
    different(clauses.chain(rest).map(str::to_string))
}

/// Negative, neutral, positive.
pub fn labels(thai: bool) -> Vec<String> {
    LISTS[usize::from(thai)].labels.map(str::to_string).to_vec()
}

/// What the same words mean, if they are a review of ours: the label.
pub fn meaning(thai: bool, words: &[String]) -> Option<usize> {
    let clauses = all_clauses();
    let lists = &LISTS[usize::from(thai)];
    let is_it = |review: &Review| review.words == words;
    for tail in [None].into_iter().chain((0..4).map(Some)) {
        for &first in &clauses {
            let begins = first.words(thai);
            if !words.iter().map(String::as_str).zip(&begins).all(|(a, b)| a == *b) || words.len() < begins.len() {
                continue;
            }
            let alone = tell(thai, &[first], Joint::But, tail);
            if is_it(&alone) {
                return Some(alone.label);
            }
            for (joint, word) in [(Joint::But, lists.but), (Joint::And, lists.and)] {
                if words.get(begins.len()).is_none_or(|found| found != word) {
                    continue;
                }
                for &second in clauses.iter().filter(|second| second.noun != first.noun) {
                    let review = tell(thai, &[first, second], joint, tail);
                    if is_it(&review) {
                        return Some(review.label);
                    }
                }
            }
        }
    }
    None
}
