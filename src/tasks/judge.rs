//! What a shipped network learns from, what its run is chosen by, and what it is judged with; and how often it is right.

use crate::device::cpu::{Pass, pass};
use crate::engine::plan::Plan;
use crate::kernels::softmax_xent::IGNORED;
use crate::math::order::largest;
use crate::math::rng::Uniform;
use crate::model::Model;
use crate::model::cell::Cell;
use crate::tasks::accuracy::Score;
use crate::tasks::decode::{Choose, decode};
use crate::tasks::item::{Item, batches};
use crate::tasks::nets::{self, Archive, Net, Role};
use crate::tasks::{caption, cloze, phrases, reverse, review};
use std::sync::Mutex;

/// Which examples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A run is chosen by these: of the kind that is learnt from.
    Choosing,
    /// Never learnt from, nor chosen by.
    Judging,
}

/// Words said at most: the longest that is asked for, and the mark.
const LONGEST: usize = 40;

/// Where a network's examples come from, with its vocabularies at hand.
#[derive(Debug)]
pub struct Material {
    net: Net,
    /// What is read, and what is said; of an encoder–decoder the encoder's words are a list of their own.
    vocab: Vec<String>,
    labels: Vec<String>,
    source: Vec<String>,
    /// What a blank is learnt from.
    blanks: Vec<Item>,
}

impl Material {
    pub fn new(net: &Net) -> Self {
        let config = net.config();
        let source = config.encoder.as_ref().map(|encoder| encoder.vocab.clone()).unwrap_or_default();
        let mut material = Self { net: *net, vocab: config.vocab, labels: config.labels, source, blanks: Vec::new() };
        material.blanks = material.clozes(false);
        material
    }

    fn clozes(&self, held_out: bool) -> Vec<Item> {
        if self.net.archive() != Archive::Cloze {
            return Vec::new();
        }
        let all = cloze::sentences(self.net.thai).into_iter().filter(|sentence| sentence.is_held_out() == held_out);
        all.map(|sentence| sentence.item(&self.vocab, &self.labels, self.net.role == Role::AtEnd)).collect()
    }

    fn captions(&self) -> &[String] {
        if self.net.role == Role::Blind { &self.labels } else { &self.vocab }
    }

    fn review(&self, review: &review::Review) -> Item {
        let item = review.item(&self.vocab);
        if self.net.role != Role::Bag {
            return item;
        }
        // How often each word stands there, once for all.
        let counts = (0..self.vocab.len() as i32).map(|id| item.ids.iter().filter(|&&word| word == id).count() as i32);
        Item { ids: counts.collect(), targets: vec![review.label as i32], ..Item::default() }
    }

    /// A batch to learn from: equally long where an encoder reads.
    pub fn draw(&self, size: usize, random: &mut Uniform) -> Vec<Item> {
        let mut out: Vec<Item> = Vec::new();
        let letters = reverse::LEAST + random.below(reverse::MOST + 1 - reverse::LEAST);
        while out.len() < size {
            let item = self.one(letters, random);
            if out.first().is_none_or(|first| first.source_steps == item.source_steps) {
                out.push(item);
            }
        }
        out
    }

    fn one(&self, letters: usize, random: &mut Uniform) -> Item {
        let thai = self.net.thai;
        match self.net.role {
            Role::BothWays | Role::Forward | Role::Backward | Role::AtEnd => {
                self.blanks[random.below(self.blanks.len())].clone()
            }
            Role::Judge | Role::Window | Role::Bag => self.review(&review::sample(thai, random, review::Part::Train)),
            Role::Caption | Role::Blind | Role::Two => {
                let (two, reads) = (self.net.role == Role::Two, self.net.role != Role::Blind);
                caption::sample(thai, two, reads, self.captions(), random)
            }
            Role::Translate { most, .. } => {
                phrases::sample(1 + random.below(most), false, random).item(&self.source, &self.vocab)
            }
            Role::Reverse { .. } => reverse::sample(letters, random),
            _ => unreachable!("`looking` draws the others"),
        }
    }

    /// The examples for a purpose: always the same ones.
    pub fn examples(&self, purpose: Purpose) -> Vec<Item> {
        let judging = purpose == Purpose::Judging;
        let mut random = Uniform::new(if judging { 2000 } else { 1000 });
        let thai = self.net.thai;
        match self.net.role {
            Role::BothWays | Role::Forward | Role::Backward | Role::AtEnd => self.clozes(judging),
            Role::Judge | Role::Window | Role::Bag => {
                let part = if judging { review::Part::HeldOut } else { review::Part::Train };
                (0..if judging { 1000 } else { 500 })
                    .map(|_| self.review(&review::sample(thai, &mut random, part)))
                    .collect()
            }
            Role::Caption | Role::Blind | Role::Two => {
                self.drawings(if judging { 10 } else { 4 }, judging, 1, &mut random)
            }
            Role::Translate { most, .. } => {
                let all = (1..=most).flat_map(|count| std::iter::repeat_n(count, if judging { 200 } else { 100 }));
                all.map(|count| phrases::sample(count, judging, &mut random).item(&self.source, &self.vocab)).collect()
            }
            Role::Reverse { .. } => (reverse::LEAST..=reverse::MOST)
                .flat_map(|length| std::iter::repeat_n(length, if judging { 50 } else { 20 }))
                .map(|length| reverse::sample(length, &mut random))
                .collect(),
            _ => unreachable!("`looking` has the others"),
        }
    }

    /// Freshly made drawings of every scene; where pairs are held out, of those or of the others.
    pub fn drawings(&self, each: usize, held_out: bool, flips: usize, random: &mut Uniform) -> Vec<Item> {
        let (thai, two, reads) = (self.net.thai, self.net.role == Role::Two, self.net.role != Role::Blind);
        let scenes = caption::scenes(two).into_iter().filter(|scene| !two || scene.is_held_out() == held_out);
        let mut out = Vec::new();
        for scene in scenes {
            for _ in 0..each {
                let pixels = caption::turned(scene.pixels(), flips, random);
                out.push(caption::drawn(scene, thai, pixels, 0, reads, self.captions()));
            }
        }
        out
    }

    /// What goes in, in words: a drawing is told as a square.
    pub fn told(&self, item: &Item) -> Vec<String> {
        let word = |vocab: &[String], id: i32| usize::try_from(id).ok().and_then(|id| vocab.get(id).cloned());
        if item.source_steps == 0 {
            return item.ids.iter().filter_map(|&id| word(&self.vocab, id)).collect();
        }
        if self.source.is_empty() {
            return vec!["▦".to_string()];
        }
        item.source.iter().filter_map(|&id| word(&self.source, id)).collect()
    }

    /// What a network makes of it, word by word, and whether that is right.
    pub fn answered(&self, model: &Model, item: &Item) -> Vec<(String, bool)> {
        let name = |class: i32| model.config.class_name(usize::try_from(class).unwrap_or(0));
        if item.source_steps > 0 {
            let said = decode(model, std::slice::from_ref(item), LONGEST, Choose::Likeliest).remove(0);
            let right = |at: usize, word: i32| item.targets.get(at) == Some(&word) || item.also.get(at) == Some(&word);
            return said.iter().enumerate().map(|(at, &word)| (name(word), right(at, word))).collect();
        }
        let classes = 0..model.config.classes as i32;
        let right = item.targets.iter().copied().find(|&target| target != IGNORED).unwrap_or(0);
        let is_it = |class: i32| {
            let targets = item.targets.iter().map(|&t| if t == IGNORED { t } else { class }).collect();
            classified(model, &[Item { targets, ..item.clone() }]).right > 0.5
        };
        classes.into_iter().find(|&class| is_it(class)).map(|class| (name(class), class == right)).into_iter().collect()
    }

    /// Sentences of so many phrases, none of them met in training.
    pub fn phrases(&self, count: usize, each: usize) -> Vec<Item> {
        let mut random = Uniform::new(3000 + count as u32);
        (0..each).map(|_| phrases::sample(count, true, &mut random).item(&self.source, &self.vocab)).collect()
    }
}

/// How often the shipped network of a role is right on what it never learnt from: computed once.
pub fn judged(role: Role, thai: bool, cell: Cell) -> Option<f64> {
    static KNOWN: Mutex<Vec<(Net, f64)>> = Mutex::new(Vec::new());
    let net = nets::find(role, thai, Some(cell)).or_else(|| nets::find(role, thai, None))?;
    let mut known = KNOWN.lock().ok()?;
    if let Some((_, share)) = known.iter().find(|(found, _)| found == net) {
        return Some(*share);
    }
    let items = Material::new(net).examples(Purpose::Judging);
    let share = share_right(&net.trained()?, &items, Choose::Likeliest);
    known.push((*net, share));
    Some(share)
}

/// Share of examples answered right: the first choice at the step that is asked, or what is said to its last word.
pub fn share_right(model: &Model, items: &[Item], choose: Choose) -> f64 {
    if model.config.encoder.is_none() {
        return classified(model, items).right;
    }
    let said = decode(model, items, LONGEST, choose);
    let is_right = |(item, said): &(&Item, &Vec<i32>)| {
        said[..] == item.targets[..item.targets.len() - 1] || (!item.also.is_empty() && **said == item.also)
    };
    items.iter().zip(&said).filter(is_right).count() as f64 / items.len().max(1) as f64
}

/// What the second classifier of a phrase takes of its noun, on average: where a translator looks to say it.
pub fn looks_at_noun(model: &Model) -> f64 {
    let english = model.config.encoder.as_ref().map_or(&[][..], |encoder| &encoder.vocab);
    let all = phrases::every().into_iter().filter(|phrase| phrase.number > 0 && !phrase.is_held_out());
    let items: Vec<Item> = all.map(|phrase| phrases::join(&[phrase]).item(english, &model.config.vocab)).collect();
    let (mut sum, mut count) = (0.0, 0);
    for (places, batch) in batches(&model.config, &items, 256) {
        let plan = Plan::of(&model.config, batch.shape(), false, None);
        let Some(attend) = &plan.attend else { return 0.0 };
        let mut buffers = plan.buffers::<f32>(&model.params);
        batch.put(&plan, &mut buffers);
        pass(&Pass::SIMD, &plan.program, &mut buffers);
        let source = batch.source_steps;
        for (b, &place) in places.iter().enumerate() {
            // The last word of the phrase is said at the step before the mark; the noun is read last.
            let t = items[place].targets.len() - 2;
            sum += f64::from(buffers.get(attend.weights)[(t * batch.batch + b) * source + source - 1]);
            count += 1;
        }
    }
    sum / f64::from(count.max(1))
}

/// Mean loss of every word that is asked for, each with the true words before it.
pub fn loss(model: &Model, items: &[Item]) -> f64 {
    classified(model, items).loss
}

/// First choices wherever something is asked, and their mean loss.
pub fn classified(model: &Model, items: &[Item]) -> Score {
    let (mut right, mut loss, mut count) = (0, 0.0, 0);
    for (_, batch) in batches(&model.config, items, 512) {
        let plan = Plan::of(&model.config, batch.shape(), false, None);
        let mut buffers = plan.buffers::<f32>(&model.params);
        batch.put(&plan, &mut buffers);
        pass(&Pass::SIMD, &plan.program, &mut buffers);
        let rows = buffers.get(plan.probs).chunks_exact(model.config.classes);
        let counted = batch.targets.iter().filter(|&&target| target != IGNORED).count();
        for (probs, &target) in rows.zip(&batch.targets).filter(|(_, target)| **target != IGNORED) {
            right += usize::from(largest(probs).is_some_and(|first| first as i32 == target));
        }
        loss += f64::from(buffers.get(plan.loss)[0]) * counted as f64;
        count += counted;
    }
    Score { right: right as f64 / count.max(1) as f64, loss: loss / count.max(1) as f64 }
}
