//! What a corpus says: every true sentence, which of them are learnt from, and the answer to a question.

use crate::math::rng::Uniform;
use crate::tasks::corpus::{Corpus, NOUN, Sentence, Split};
use crate::tasks::story;

impl Corpus {
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
