//! Things and their colours, tastes and places in many sentence frames: every (noun, frame) has one answer, and only the
//! noun decides it.

use crate::math::rng::Uniform;

/// A thing and what is true of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noun {
    pub word: String,
    /// (property, value), for instance (colour, red).
    pub facts: Vec<(String, String)>,
}

/// A sentence with a hole for the noun, whose last word is the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Which property it asks for.
    pub property: String,
    /// Everything before the answer; `{noun}` stands for the noun.
    pub frame: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corpus {
    pub nouns: Vec<Noun>,
    pub templates: Vec<Template>,
}

/// One sentence: its words before the answer, and the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub noun: usize,
    pub template: usize,
    pub words: Vec<String>,
    pub answer: String,
}

/// Sentences to learn from, to choose between runs by, and to judge by. Whole (noun, template) pairs are held out.
#[derive(Clone, Debug, Default)]
pub struct Split {
    pub training: Vec<Sentence>,
    pub validation: Vec<Sentence>,
    pub held_out: Vec<Sentence>,
}

const HOLE: &str = "{noun}";

impl Corpus {
    /// Reads the format that the head of each file in static/corpora describes. Panics on a malformed line: the files
    /// are ours.
    pub fn parse(text: &str) -> Self {
        let mut corpus = Corpus::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut words = line.split_whitespace().map(str::to_string);
            match words.next().as_deref() {
                Some("noun") => {
                    let word = words.next().expect("a noun has a word");
                    let fact = |fact: String| {
                        let (property, value) = fact.split_once('=').unwrap_or_else(|| panic!("{line}"));
                        (property.to_string(), value.to_string())
                    };
                    corpus.nouns.push(Noun { word, facts: words.map(fact).collect() });
                }
                Some("template") => {
                    let property = words.next().expect("a template has a property");
                    let mut frame: Vec<String> = words.collect();
                    assert_eq!(frame.pop(), Some(format!("{{{property}}}")), "{line}");
                    assert!(frame.iter().any(|word| word == HOLE), "{line}");
                    corpus.templates.push(Template { property, frame });
                }
                other => panic!("unknown line {other:?}"),
            }
        }
        corpus
    }

    /// Every sentence that is true.
    pub fn sentences(&self) -> Vec<Sentence> {
        let mut out = Vec::new();
        for (n, noun) in self.nouns.iter().enumerate() {
            for (t, template) in self.templates.iter().enumerate() {
                let Some((_, answer)) = noun.facts.iter().find(|(property, _)| *property == template.property) else {
                    continue;
                };
                let words =
                    template.frame.iter().map(|word| if word == HOLE { noun.word.clone() } else { word.clone() });
                out.push(Sentence { noun: n, template: t, words: words.collect(), answer: answer.clone() });
            }
        }
        out
    }

    /// All words, in order of first appearance: the numbers of the vocabulary.
    pub fn vocab(&self) -> Vec<String> {
        let mut vocab: Vec<String> = Vec::new();
        for sentence in self.sentences() {
            for word in sentence.words.into_iter().chain([sentence.answer]) {
                if !vocab.contains(&word) {
                    vocab.push(word);
                }
            }
        }
        vocab
    }

    /// Of each noun's sentences about one property, a fifth is held out and one more validates where there are enough.
    pub fn split(&self, seed: u32) -> Split {
        let mut random = Uniform::new(seed);
        let mut split = Split::default();
        let sentences = self.sentences();
        let mut properties: Vec<&str> = self.templates.iter().map(|template| template.property.as_str()).collect();
        properties.dedup();
        for noun in 0..self.nouns.len() {
            for property in &properties {
                let asks = |s: &&Sentence| s.noun == noun && self.templates[s.template].property == *property;
                let mut group: Vec<Sentence> = sentences.iter().filter(asks).cloned().collect();
                random.shuffle(&mut group);
                let held_out = group.len() / 5;
                let validation = usize::from(group.len() >= 6);
                split.held_out.extend(group.drain(..held_out.min(group.len())));
                split.validation.extend(group.drain(..validation.min(group.len())));
                split.training.extend(group);
            }
        }
        split
    }

    /// All values of a property, in order of appearance.
    pub fn values(&self, property: &str) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        for (found, value) in self.nouns.iter().flat_map(|noun| &noun.facts) {
            if found == property && !values.contains(value) {
                values.push(value.clone());
            }
        }
        values
    }

    /// The property that a sentence asks for and its true answer, if its words are one of ours.
    pub fn answer(&self, words: &[String]) -> Option<(&str, String)> {
        let sentence = self.sentences().into_iter().find(|sentence| sentence.words == words)?;
        Some((self.templates[sentence.template].property.as_str(), sentence.answer))
    }
}
