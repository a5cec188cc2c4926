//! What a training run reads: shipped sentences, delayed recall, or a text by characters or words. Batch number k follows
//! from the seed alone, so a run can be replayed from anywhere.

use crate::engine::generate::Drawn;
use crate::engine::plan::Shape;
use crate::engine::session::Batch;
use crate::kernels::embedding::UNKNOWN;
use crate::kernels::softmax_xent::IGNORED;
use crate::math::rng::{Uniform, hash};
use crate::model::Model;
use crate::tasks::corpus::Sentence;
use crate::tasks::examples::{Example, SPLIT_SEED};
use crate::tasks::item::{Item, filled};
use crate::tasks::judge::{Material, Purpose};
use crate::tasks::nets::Net;
use crate::tasks::recall::{self, SYMBOLS};
use crate::tasks::tokens::{DataError, Unit, characters, number, words};
use crate::tasks::trainer::batch_of;
use std::rc::Rc;

/// Sequences that a loss is measured on, at most.
pub const SCORED: usize = 96;
/// Streams of a text that a loss is measured on, at most, and windows of each.
const STREAMS: usize = 8;
const WINDOWS: usize = 12;
/// Batches of recall that count as one round: there is no end of them.
const RECALL_ROUND: u32 = 32;

/// Where sequences come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source<'a> {
    /// The sentences of a shipped example.
    Sentences(Example),
    /// The same sentences, one a line, as a text.
    Letters(Example),
    /// Say the first symbol again after so many steps: of silence, or of other symbols that mean nothing.
    Recall {
        delay: usize,
        distracts: bool,
    },
    Text {
        text: &'a str,
        unit: Unit,
    },
    /// A shape of task, as this network learns it.
    Shape(Net),
}

#[derive(Clone, Debug)]
enum Kind {
    /// Examples of a shape of task, made as they are needed.
    Shape {
        material: Rc<Material>,
        source: usize,
    },
    /// Each sentence as word numbers and targets.
    Rows {
        steps: usize,
        training: Vec<Batch>,
        answers: Vec<usize>,
    },
    Recall {
        delay: usize,
        distracts: bool,
    },
    Text {
        training: Vec<i32>,
        len: usize,
    },
}

/// A data set cut for batches of one shape.
#[derive(Clone, Debug)]
pub struct Dataset {
    pub vocab: Vec<String>,
    /// Sequences side by side.
    pub batch: usize,
    /// Steps of a batch.
    pub steps: usize,
    /// Tokens to learn from; 0 where there is no end of them.
    pub tokens: usize,
    /// Tokens outside the vocabulary.
    pub unknown: usize,
    seed: u32,
    kind: Kind,
    /// Sequences to measure a loss on: some that are learnt from, and some that never are (where all there are are learnt from,
    /// those). Both are read alike: of a text every stream is read on, its memory warmed by the tokens before it, which count
    /// nothing.
    pub scored: [Batch; 2],
}

impl Dataset {
    /// Sequences of `len` steps where the source does not say how long they are. `segment` cuts Thai into words.
    pub fn new(
        source: Source,
        batch: usize,
        len: usize,
        seed: u32,
        segment: &dyn Fn(&str) -> Vec<String>,
    ) -> Result<Self, DataError> {
        match source {
            Source::Sentences(example) => {
                let (corpus, vocab) = (example.corpus(), example.corpus().vocab());
                let split = corpus.split(SPLIT_SEED);
                let mut held_out = split.held_out;
                Uniform::new(SPLIT_SEED).shuffle(&mut held_out);
                held_out.truncate(SCORED);
                let steps = split.training.iter().chain(&held_out).map(|s| s.words.len()).max().unwrap_or(1);
                let tokens = split.training.iter().map(|sentence| sentence.words.len()).sum();
                let batch = batch.min(split.training.len());
                // Numbered once: an update of a small network takes less than looking its words up.
                let alone = |sentence: &Sentence| batch_of(&vocab, &[sentence], steps, 1);
                let training = split.training.iter().map(alone).collect();
                let mut known: Vec<&Sentence> = split.training.iter().collect();
                Uniform::new(SPLIT_SEED).shuffle(&mut known);
                known.truncate(SCORED);
                let side_by_side = |all: &[&Sentence]| batch_of(&vocab, all, steps, all.len());
                let scored = [side_by_side(&known), side_by_side(&held_out.iter().collect::<Vec<_>>())];
                let is_answer = |word: &String| split.training.iter().any(|sentence| sentence.answer == *word);
                let answers = (0..vocab.len()).filter(|&id| is_answer(&vocab[id])).collect();
                let kind = Kind::Rows { steps, training, answers };
                Ok(Self { vocab, batch, steps, tokens, unknown: 0, seed, kind, scored })
            }
            Source::Recall { delay, distracts } => {
                let letters = |first: u8| (first..).take(SYMBOLS).map(|letter| char::from(letter).to_string());
                let between: Vec<String> = if distracts { letters(b's').collect() } else { vec!["·".to_string()] };
                let vocab = letters(b'a').chain(["?".to_string()]).chain(between).collect();
                let scored = if distracts {
                    let draw = |held_out, stream| recall::draw(delay, Some(held_out), SCORED, hash(seed ^ stream));
                    let held_out = recall::every_held_out(delay).unwrap_or_else(|| draw(true, 0x4000_0000));
                    [draw(false, 0x8000_0000), held_out]
                } else {
                    // Eight sequences are all there are.
                    let all = recall::every_symbol(delay);
                    [all.clone(), all]
                };
                let kind = Kind::Recall { delay, distracts };
                Ok(Self { vocab, batch, steps: delay + 2, tokens: 0, unknown: 0, seed, kind, scored })
            }
            Source::Shape(net) => Ok(Self::shape_of(&net, batch, seed)),
            Source::Letters(example) => Self::text(characters(&lines(example)), batch, len, seed),
            Source::Text { text, unit: Unit::Characters } => Self::text(characters(text), batch, len, seed),
            Source::Text { text, unit: Unit::Words } => Self::text(words(text, segment), batch, len, seed),
        }
    }

    /// Examples of a task, filled up to one length: in front where an encoder reads, behind where anything else does.
    fn shape_of(net: &Net, batch: usize, seed: u32) -> Self {
        let config = net.config();
        let material = Material::new(net);
        let vocab = if config.labels.is_empty() { config.vocab } else { config.labels };
        let some = |purpose: Purpose| -> Vec<Item> {
            let mut items = material.examples(purpose);
            Uniform::new(SPLIT_SEED).shuffle(&mut items);
            items.truncate(SCORED);
            items
        };
        let (known, held_out) = (some(Purpose::Choosing), some(Purpose::Judging));
        let longest = |of: &dyn Fn(&Item) -> usize| known.iter().chain(&held_out).map(of).max().unwrap_or(1);
        let (source, steps) = (longest(&|item| item.source_steps), longest(&|item| item.targets.len()));
        let scored = [known, held_out].map(|items| filled(&items, source, steps));
        let kind = Kind::Shape { material: Rc::new(material), source };
        Self { vocab, batch, steps, tokens: 0, unknown: 0, seed, kind, scored }
    }

    /// The last tenth is held out; the rest is read as `batch` streams side by side, round and round.
    fn text(tokens: Vec<String>, batch: usize, len: usize, seed: u32) -> Result<Self, DataError> {
        let needed = 20.max(len / 4);
        if tokens.len() < needed {
            return Err(DataError::TooShort { tokens: tokens.len(), needed });
        }
        // More, where it has nothing that the rest has: then no loss could be measured there.
        let parts = [10, 5, 2].map(|part| tokens.len() - tokens.len() / part);
        let mut cuts = parts.into_iter().map(|learnt| (learnt, number(&tokens, learnt)));
        let measures = |(learnt, (_, ids)): &(usize, (_, Vec<i32>))| ids[learnt + 1..].iter().any(|&id| id >= 0);
        let (learnt, (vocab, numbers)) = cuts.find(measures).ok_or(DataError::NothingAgain)?;
        if vocab.len() < 2 {
            return Err(DataError::Same);
        }
        let unknown = numbers.iter().filter(|&&id| id < 0).count();
        let (training, held_out) = numbers.split_at(learnt);
        // A short text has shorter windows and fewer streams.
        let len = len.clamp(1, (held_out.len() - 1).max(1));
        let batch = batch.clamp(1, ((training.len() - 1) / len).max(1));
        let count = (held_out.len() / (4 * len)).clamp(1, STREAMS);
        let each = (held_out.len() / count).clamp(1, WINDOWS * len);
        let starts = |from: usize, tokens: usize| (0..count).map(|n| from + n * (tokens / count)).collect();
        // As far as the next token is known on both sides of the cut.
        let known = starts(0, learnt.saturating_sub(1));
        let scored =
            [known, starts(learnt, held_out.len())].map(|starts: Vec<usize>| read_on(&numbers, &starts, len, each));
        let kind = Kind::Text { training: training.to_vec(), len };
        Ok(Self { vocab, batch, steps: len, tokens: training.len(), unknown, seed, kind, scored })
    }

    /// A number that another vocabulary or another text would hardly have.
    pub fn fingerprint(&self) -> u32 {
        let words = self.vocab.iter().flat_map(|word| word.bytes().chain([0])).map(u32::from);
        let ids: &[i32] = match &self.kind {
            Kind::Text { training, .. } => training,
            _ => &[],
        };
        words.chain(ids.iter().map(|&id| id as u32)).fold(self.tokens as u32, |sum, value| hash(sum ^ value))
    }

    /// Sizes of every batch.
    pub fn shape(&self) -> Shape {
        let source = if let Kind::Shape { source, .. } = &self.kind { *source } else { 0 };
        Shape { source, steps: self.steps, batch: self.batch }
    }

    /// Batches in which everything is read once.
    pub fn round(&self) -> u32 {
        match &self.kind {
            Kind::Rows { training, .. } => training.len().div_ceil(self.batch) as u32,
            Kind::Recall { .. } | Kind::Shape { .. } => RECALL_ROUND,
            Kind::Text { training, len, .. } => (((training.len() - 1) / self.batch / len).max(1)) as u32,
        }
    }

    /// Whether a batch goes on where the one before ended.
    pub fn carries_state(&self) -> bool {
        matches!(self.kind, Kind::Text { .. })
    }
    /// Whether a sentence ends with this token: answers come last.
    pub fn ends(&self, id: usize) -> bool {
        match &self.kind {
            Kind::Rows { answers, .. } => answers.contains(&id),
            _ => false,
        }
    }
    /// Whether each sequence asks for one answer at its end.
    pub fn asks(&self) -> bool {
        matches!(self.kind, Kind::Recall { .. })
    }

    /// Batch number `k`, from 0.
    pub fn batch(&self, k: u32) -> Batch {
        let (round, part) = (k / self.round(), (k % self.round()) as usize);
        match &self.kind {
            Kind::Rows { steps, training, .. } => {
                let mut order: Vec<&Batch> = training.iter().collect();
                Uniform::new(hash(self.seed).wrapping_add(round)).shuffle(&mut order);
                beside(order.into_iter().skip(part * self.batch).take(self.batch), *steps, self.batch)
            }
            Kind::Recall { delay, distracts } => {
                recall::draw(*delay, distracts.then_some(false), self.batch, hash(self.seed).wrapping_add(k))
            }
            Kind::Shape { material, source } => {
                let mut random = Uniform::new(hash(self.seed).wrapping_add(k));
                let items: Vec<Item> = (0..self.batch).flat_map(|_| material.draw(1, &mut random)).collect();
                filled(&items, *source, self.steps)
            }
            Kind::Text { training, len, .. } => {
                let stream = (training.len() - 1) / self.batch;
                let starts = (0..self.batch).map(|b| b * stream + part * len);
                windows(training, starts.collect(), *len)
            }
        }
    }

    /// Of a shape of task: an example that it never learns from, what goes in, and what this network makes of it.
    pub fn shows(&self, model: &Model, random: &mut Uniform) -> Option<Vec<Drawn>> {
        let Kind::Shape { material, .. } = &self.kind else { return None };
        let items = material.examples(Purpose::Judging);
        let item = &items[random.below(items.len())];
        let given = material.told(item).into_iter().map(|token| Drawn { token, is_given: true, is_right: None });
        let said = material.answered(model, item);
        let said = said.into_iter().map(|(token, right)| Drawn { token, is_given: false, is_right: Some(right) });
        Some(given.chain(said).collect())
    }

    /// What it never learns from; where nothing is held out, all there is.
    pub fn held_out(&self) -> &Batch {
        &self.scored[1]
    }

    /// Sequences that exist in all, where that is a number worth telling: whether some of them are held out.
    pub fn sequences(&self) -> Option<(u64, bool)> {
        match &self.kind {
            Kind::Recall { delay, distracts: true } => Some(((SYMBOLS as u64).saturating_pow(*delay as u32 + 1), true)),
            Kind::Recall { .. } => Some((SYMBOLS as u64, false)),
            _ => None,
        }
    }

    /// Tokens that one update reads, on average: what fills up short sentences is none.
    pub fn read_an_update(&self) -> f64 {
        match &self.kind {
            Kind::Rows { .. } => self.tokens as f64 / f64::from(self.round()),
            _ => (self.steps * self.batch) as f64,
        }
    }
}

/// Sequences side by side; what is missing is unknown words without a target.
fn beside<'a>(rows: impl Iterator<Item = &'a Batch>, steps: usize, batch: usize) -> Batch {
    let (mut ids, mut targets) = (vec![UNKNOWN; steps * batch], vec![IGNORED; steps * batch]);
    for (b, row) in rows.enumerate() {
        for t in 0..steps {
            (ids[t * batch + b], targets[t * batch + b]) = (row.ids[t], row.targets[t]);
        }
    }
    Batch::new(steps, batch, ids, targets)
}

/// Every sentence of an example, one a line, in an order that no line foretells.
fn lines(example: Example) -> String {
    let corpus = example.corpus();
    let mut sentences = corpus.sentences();
    Uniform::new(SPLIT_SEED).shuffle(&mut sentences);
    let between = if example.lang() == "th" { "" } else { " " };
    let line = |s: &Sentence| {
        let words: Vec<&str> = s.words.iter().chain([&s.answer]).map(String::as_str).collect();
        words.join(between) + "\n"
    };
    sentences.iter().map(line).collect()
}

/// Streams of `each` tokens from their starts on, behind up to `warm` tokens that stand before and count nothing.
fn read_on(text: &[i32], starts: &[usize], warm: usize, each: usize) -> Batch {
    let mut batch = windows(text, starts.iter().map(|start| start.saturating_sub(warm)).collect(), warm + each);
    for (b, &start) in starts.iter().enumerate() {
        for t in (0..batch.steps).filter(|t| *t < start.min(warm) || *t >= start.min(warm) + each) {
            batch.targets[t * batch.batch + b] = IGNORED;
        }
    }
    batch
}

/// Windows of a text side by side, the following token as target.
fn windows(text: &[i32], starts: Vec<usize>, len: usize) -> Batch {
    let batch = starts.len();
    let (mut ids, mut targets) = (vec![UNKNOWN; len * batch], vec![IGNORED; len * batch]);
    for (b, start) in starts.into_iter().enumerate() {
        for t in 0..len {
            let Some(&id) = text.get(start + t) else { break };
            ids[t * batch + b] = id;
            targets[t * batch + b] = text.get(start + t + 1).copied().filter(|&next| next >= 0).unwrap_or(IGNORED);
        }
    }
    Batch::new(len, batch, ids, targets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tasks::tokens::{MAX_TEXT_BYTES, MAX_VOCAB, read_text};

    fn of(source: Source) -> Result<Dataset, DataError> {
        Dataset::new(source, 4, 10, 7, &|text| vec![text.to_string()])
    }

    #[test]
    fn a_text_is_read_in_streams_that_go_on() {
        let text: String = ('a'..='z').cycle().take(520).collect();
        let data = of(Source::Text { text: &text, unit: Unit::Characters }).expect("long enough");
        let (first, second) = (data.batch(0), data.batch(1));
        assert_eq!((first.steps, first.batch, data.vocab.len()), (10, 4, 26));
        for b in 0..4 {
            assert_eq!(first.targets[9 * 4 + b], second.ids[b], "stream {b} goes on where it ended");
        }
        assert_eq!(data.batch(data.round()), first, "and begins again");
        let [known, held] = &data.scored;
        for batch in [known, held] {
            assert!(batch.ids.iter().all(|id| (-1..26).contains(id)));
            assert_eq!((batch.steps, batch.batch), (known.steps, known.batch), "measured alike");
        }
        // Read on: the memory is warm when the first token counts, and every token of the held-out part counts once.
        let counted: Vec<usize> = (0..held.steps).filter(|t| held.targets[t * held.batch] >= 0).collect();
        assert_eq!((counted[0], held.batch), (10, 1));
        assert_eq!(counted.len(), 51, "52 tokens are held out, and after the last one nothing comes");
        assert_eq!(held.ids[10], data.held_out().ids[10]);
        assert_eq!(held.targets[10 * held.batch], held.ids[11 * held.batch]);
    }

    #[test]
    fn what_is_held_out_is_never_learnt_from() {
        for delay in [1, 2, 3, 8] {
            let data = of(Source::Recall { delay, distracts: true }).expect("always");
            let rows = |batch: &Batch| -> std::collections::HashSet<Vec<i32>> {
                (0..batch.batch).map(|b| (0..batch.steps).map(|t| batch.ids[t * batch.batch + b]).collect()).collect()
            };
            let [known, held] = &data.scored;
            let learnt: std::collections::HashSet<Vec<i32>> = (0..400).flat_map(|k| rows(&data.batch(k))).collect();
            assert!(rows(held).is_disjoint(&learnt), "delay {delay}");
            assert!(rows(known).is_disjoint(&rows(held)) && (delay > 1 || rows(known).is_subset(&learnt)), "{delay}");
            assert_eq!(data.sequences(), Some((8u64.pow(delay as u32 + 1), true)));
        }
        let silent = of(Source::Recall { delay: 5, distracts: false }).expect("always");
        assert_eq!((silent.sequences(), silent.held_out().batch), (Some((8, false)), 8));
    }

    #[test]
    fn tokens_are_counted_without_what_fills_up() {
        let data = of(Source::Sentences(Example::Apple)).expect("always");
        let real = |k: u32| data.batch(k).ids.iter().filter(|&&id| id >= 0).count();
        let mean = (0..data.round()).map(real).sum::<usize>() as f64 / f64::from(data.round());
        assert!((data.read_an_update() - mean).abs() < 1e-9 && mean < 0.8 * (data.steps * data.batch) as f64);
    }

    #[test]
    fn recall_asks_for_what_stood_first() {
        for distracts in [false, true] {
            recalls(&of(Source::Recall { delay: 5, distracts }).expect("always"), distracts);
        }
    }

    fn recalls(data: &Dataset, distracts: bool) {
        for k in 0..20 {
            let batch = data.batch(k);
            for b in 0..4 {
                assert_eq!(batch.targets[6 * 4 + b], batch.ids[b]);
                assert_eq!(data.vocab[batch.ids[6 * 4 + b] as usize], "?");
                assert!((0..SYMBOLS as i32).contains(&batch.ids[b]), "nothing in between is ever an answer");
            }
            let between: std::collections::HashSet<i32> = batch.ids[4..24].iter().copied().collect();
            assert_eq!(between.len() > 1, distracts);
            assert_eq!(batch.targets.iter().filter(|&&target| target >= 0).count(), 4);
            assert_eq!(data.batch(k), batch);
        }
        assert_ne!(data.batch(0), data.batch(1));
    }

    #[test]
    fn sentences_are_shuffled_anew_every_round_and_all_read() {
        let data = of(Source::Sentences(Example::Apple)).expect("always");
        let total: usize = (0..data.round()).map(|k| data.batch(k).ids.iter().filter(|&&id| id >= 0).count()).sum();
        assert_eq!(total, data.tokens);
        assert_ne!(data.batch(0), data.batch(data.round()));
        let shapes: Vec<_> = (0..data.round()).map(|k| (data.batch(k).steps, data.batch(k).batch)).collect();
        assert!(shapes.iter().all(|shape| *shape == (data.steps, data.batch)), "one shape for the whole run");
    }

    #[test]
    fn what_cannot_be_learnt_from_is_refused_by_name() {
        assert_eq!(read_text(b"  \n "), Err(DataError::Empty));
        assert_eq!(read_text(b"abc\xff"), Err(DataError::NotUtf8 { at: 3 }));
        assert_eq!(read_text(&vec![b'a'; MAX_TEXT_BYTES + 1]), Err(DataError::TooLarge { bytes: MAX_TEXT_BYTES + 1 }));
        assert_eq!(read_text("\u{feff}ก".as_bytes()), Ok("ก"));
        let same = of(Source::Text { text: &"a".repeat(90), unit: Unit::Characters });
        assert_eq!(same.err(), Some(DataError::Same));
        let short = of(Source::Text { text: "too short", unit: Unit::Words });
        assert_eq!(short.err(), Some(DataError::TooShort { tokens: 2, needed: 20 }));
        let once = of(Source::Text { text: "abcdefghijklmnopqrstuvwxyz", unit: Unit::Characters });
        assert_eq!(once.err(), Some(DataError::NothingAgain));
    }

    #[test]
    fn what_is_held_out_always_has_a_loss() {
        for text in ["the cat sat on the mat.", "the cat sat on the mat. the dog sat on the sofa?!"] {
            let data = of(Source::Text { text, unit: Unit::Characters }).expect("it says things twice");
            assert!(data.held_out().targets.iter().any(|&target| target >= 0), "{text}");
        }
    }

    #[test]
    fn rare_words_are_unknown_and_counted() {
        let text: String = (0..1500).map(|n| format!("w{n} the ")).collect();
        let data = of(Source::Text { text: &text, unit: Unit::Words }).expect("long enough");
        assert_eq!((data.vocab.len(), data.unknown), (MAX_VOCAB, 1500 + 1 - MAX_VOCAB));
        let other = of(Source::Text { text: &text.replace("w7 ", "x7 "), unit: Unit::Words }).expect("long enough");
        assert_ne!(data.fingerprint(), other.fingerprint());
    }
}
