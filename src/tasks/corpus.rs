//! Sentences whose last word only the noun decides. Two kinds of corpus share one format (described at the head of each
//! file in static/corpora): things in many sentence frames, and stories, where other sentences stand in between.

use crate::math::rng::Uniform;
use crate::tasks::story;

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
    /// Everything before the answer; `{noun}`, `{name}` and `{filler}` stand for what is put there.
    pub frame: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corpus {
    /// Empty but in stories.
    pub names: Vec<String>,
    pub nouns: Vec<Noun>,
    pub templates: Vec<Template>,
    /// Sentences in between (stories only).
    pub fillers: Vec<Vec<String>>,
    /// Those that name another noun, `{other}`.
    pub asides: Vec<Vec<String>>,
}

/// One sentence: its words before the answer, and the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub noun: usize,
    pub template: usize,
    pub words: Vec<String>,
    pub answer: String,
}

/// Sentences to learn from, to choose between runs by, and to judge by. Whole (noun, template) or (name, noun) pairs are
/// held out.
#[derive(Clone, Debug, Default)]
pub struct Split {
    pub training: Vec<Sentence>,
    pub validation: Vec<Sentence>,
    pub held_out: Vec<Sentence>,
}

pub const NOUN: &str = "{noun}";

impl Corpus {
    /// Panics on a malformed line: the files are ours.
    pub fn parse(text: &str) -> Self {
        let mut corpus = Corpus::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut words = line.split_whitespace().map(str::to_string);
            match words.next().as_deref() {
                Some("name") => corpus.names.extend(words),
                Some("filler") => corpus.fillers.push(words.collect()),
                Some("aside") => corpus.asides.push(words.collect()),
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
                    assert!(frame.iter().any(|word| word == NOUN), "{line}");
                    corpus.templates.push(Template { property, frame });
                }
                other => panic!("unknown line {other:?}"),
            }
        }
        corpus
    }

    pub fn is_story(&self) -> bool {
        !self.names.is_empty()
    }

    /// The answer of a template about a noun; `None` where nothing is said of it.
    pub fn fact(&self, noun: usize, template: usize) -> Option<&str> {
        let property = &self.templates[template].property;
        self.nouns[noun].facts.iter().find(|(known, _)| known == property).map(|(_, value)| value.as_str())
    }

    /// Every sentence that is true; of stories those without anything in between.
    pub fn sentences(&self) -> Vec<Sentence> {
        let mut out = Vec::new();
        for noun in 0..self.nouns.len() {
            for template in 0..self.templates.len() {
                if self.fact(noun, template).is_none() {
                    continue;
                }
                if self.is_story() {
                    out.extend((0..self.names.len()).map(|name| story::tell(self, name, noun, &[])));
                } else {
                    let word = &self.nouns[noun].word;
                    out.push(self.sentence(noun, template, |part| vec![part.replace(NOUN, word)]));
                }
            }
        }
        out
    }

    /// A sentence from its frame; `fill` says what stands for each part of it.
    pub fn sentence(&self, noun: usize, template: usize, fill: impl Fn(&str) -> Vec<String>) -> Sentence {
        let words = self.templates[template].frame.iter().flat_map(|part| fill(part)).collect();
        let answer = self.fact(noun, template).expect("a template that fits the noun").to_string();
        Sentence { noun, template, words, answer }
    }

    /// All words, in order of first appearance: the numbers of the vocabulary.
    pub fn vocab(&self) -> Vec<String> {
        let mut vocab: Vec<String> = Vec::new();
        let sentences =
            self.sentences().into_iter().flat_map(|sentence| sentence.words.into_iter().chain([sentence.answer]));
        let between = self.fillers.iter().chain(&self.asides).flatten().filter(|word| !word.starts_with('{')).cloned();
        for word in sentences.chain(between) {
            if !vocab.contains(&word) {
                vocab.push(word);
            }
        }
        vocab
    }

    pub fn split(&self, seed: u32) -> Split {
        if self.is_story() { story::split(self, seed) } else { self.split_frames(seed) }
    }

    /// Of each noun's sentences about one property, a fifth is held out and one more validates where there are enough.
    fn split_frames(&self, seed: u32) -> Split {
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
        let is_it = |sentence: &Sentence| match self.is_story() {
            true => story::begins_and_ends_as(self, sentence, words),
            false => sentence.words == words,
        };
        let sentence = self.sentences().into_iter().find(is_it)?;
        Some((self.templates[sentence.template].property.as_str(), sentence.answer))
    }
}
