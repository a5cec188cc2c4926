//! What is said of a run: a closed set of verdicts, each with its rule, and the only place that says one. Every number in a
//! verdict is one that was measured of this run, at the update it is said of; the rules have the reasons for their numbers.
//!
//! Text is judged by its loss against guessing (every token equally likely); recall, which asks one question, by its right
//! answers against chance.

use crate::engine::session::Scored;
use crate::scene::chance::{ALL_RIGHT, most_by_chance};
use crate::scene::number::{percent, short};
use crate::screens::train::scene::Questions;
use crate::screens::train::scene::TrainingView;
use crate::screens::train::words::Words;

/// What the curves mean, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub kind: Kind,
    pub title: String,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Weights as drawn, not one update made.
    Idle,
    /// Not one update made, and its loss is that of a network that has learnt before.
    Opened,
    /// Too little was measured since the start to tell a fall from noise.
    Early,
    Learning,
    /// The loss on what it learns from went up, and stays above where it had been.
    Unstable,
    /// Its losses are above what guessing would give.
    WorseThanGuessing,
    /// What it learns from still gets better while what it never saw gets worse.
    ByHeart,
    /// Still near guessing, after a good part of the run.
    TooWeak,
    /// Over, or holding what it knew before, and as good on what it never saw.
    Agree,
    /// The same, and better on its own data.
    Apart,
    /// Recall: right on (nearly) all questions, on more than chance explains, on no more than that.
    Recalls,
    RecallsPartly,
    RecallsNothing,
    /// A number left the finite.
    Burst,
}

impl Kind {
    /// As the page marks it.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Idle => "idle",
            Kind::Opened => "opened",
            Kind::Early => "early",
            Kind::Learning => "learning",
            Kind::Unstable => "unstable",
            Kind::WorseThanGuessing => "worse",
            Kind::ByHeart => "by-heart",
            Kind::TooWeak => "too-weak",
            Kind::Agree => "agree",
            Kind::Apart => "apart",
            Kind::Recalls => "recalls",
            Kind::RecallsPartly => "recalls-partly",
            Kind::RecallsNothing => "recalls-nothing",
            Kind::Burst => "burst",
        }
    }
}

/// A loss that moves by less, and by less than such a part of guessing, has not moved: batches of some hundred tokens differ so.
const NOISE: (f64, f64) = (0.03, 0.02);
/// Below this part of guessing something was learnt: even single letters' frequencies give 0.9 of it.
const LEARNT: f64 = 0.75;
/// Above this part of it guessing does better; a network may be a little above it before its first update.
const WORSE: f64 = 1.1;
/// So much of a run must be over before "too little" is said.
const ENOUGH: f64 = 0.3;
/// Passes through the data before a network can know any of it by heart.
const PASSES: f64 = 2.0;
/// Measurements after the best one before a rise is called one: a single one may be high by accident.
const AFTER_BEST: usize = 3;
/// Measurements since the start before a fall is called learning.
const SEEN: usize = 3;
/// A gap worth the name: as a part of the training loss, and at least.
const GAP: (f64, f64) = (0.12, 0.03);
/// Rates beyond which the rate itself is the first thing to change: Adam and its kin move every weight by about the rate, plain
/// SGD by the rate times the gradient.
const FAST: (f64, f64) = (0.1, 1.0);
const SLOW: (f64, f64) = (0.001, 0.03);

fn noise(guess: f64) -> f64 {
    NOISE.0.max(NOISE.1 * guess)
}

/// Scored losses as f64.
#[derive(Clone, Copy, Debug)]
struct At {
    k: u32,
    training: f64,
    held_out: f64,
}

impl At {
    fn of(scored: &Scored) -> At {
        At { k: scored.k, training: f64::from(scored.training), held_out: f64::from(scored.held_out) }
    }
}

pub fn verdict(view: &TrainingView) -> Verdict {
    let m = Words::of(view.lang);
    if let Some(burst) = view.burst {
        let step = burst.step.map_or_else(String::new, |step| m.burst_step(&step.to_string()));
        let text = m.burst_text(&burst.k.to_string(), &tensor(&burst.tensor, m), &step);
        return say(Kind::Burst, m.burst_title, format!("{text} {}", m.burst_hint));
    }
    let guess = libm::log(view.choices().max(1) as f64);
    let all: Vec<At> = view.record.scored.iter().map(At::of).collect();
    let (Some(first), Some(now)) = (all.first().copied(), all.last().copied()) else {
        return say(Kind::Idle, m.idle_title, String::new());
    };
    if view.record.losses.is_empty() {
        return beginning(view, &first, guess, m);
    }
    // What is worse than guessing, or no number, is nothing else.
    let is_finite = now.training.is_finite() && now.held_out.is_finite();
    if !is_finite || now.training > WORSE * guess.max(first.training) {
        let (training, guessing, began) = (short(now.training), short(guess), short(first.training));
        let text = match view.holds_out() {
            true => m.worse_text(&training, &short(now.held_out), &guessing, &began),
            false => m.worse_text_all(&training, &guessing, &began),
        };
        return say(Kind::WorseThanGuessing, m.worse_title, text);
    }
    match view.questions {
        Some(questions) => recall(view, questions, &first, &now, m),
        None => text(view, &all, guess, m),
    }
}

fn say(kind: Kind, title: impl Into<String>, text: String) -> Verdict {
    Verdict { kind, title: title.into(), text }
}

/// Before the first update.
fn beginning(view: &TrainingView, first: &At, guess: f64, m: &Words) -> Verdict {
    let (loss, guessing) = (short(first.held_out), short(guess));
    // A network that was opened, or one that is here again: drawn weights are no better than guessing.
    if view.is_opened || first.held_out < LEARNT * guess {
        return say(Kind::Opened, m.opened_title, m.opened_text(&loss, &guessing));
    }
    say(Kind::Idle, m.idle_title, m.idle_text(&loss, &view.choices().to_string(), &guessing))
}

fn updates(count: u32, m: &Words) -> String {
    if count == 1 { m.one_update.to_string() } else { m.some_updates(&count.to_string()) }
}

fn early(view: &TrainingView, first: &At, now: &At, m: &Words) -> Verdict {
    let (made, began, training) = (updates(now.k, m), short(first.training), short(now.training));
    let text = match view.holds_out() {
        true => m.early_text(&made, &began, &training, &short(first.held_out), &short(now.held_out)),
        false => m.early_text_all(&made, &began, &training),
    };
    say(Kind::Early, m.early_title, text)
}

/// What may help, beginning with the rate where that is out of the way.
fn hint(view: &TrainingView, m: &Words) -> &'static str {
    let plain = view.is_plain_sgd;
    let pick = |(adaptive, sgd): (f64, f64)| if plain { sgd } else { adaptive };
    match view.rate {
        rate if rate > pick(FAST) => m.hint_slower,
        rate if rate < pick(SLOW) => m.hint_faster,
        _ => m.hint_more,
    }
}

/// Recall: one question a sequence.
fn recall(view: &TrainingView, questions: Questions, first: &At, now: &At, m: &Words) -> Verdict {
    let Questions { right, chance, count, holds_out, sequences } = questions;
    let (said, guessing) = (percent(right), percent(chance));
    let whose = match holds_out {
        true => m.of_unseen.to_string(),
        false => m.of_all(&format!("{sequences:.0}")),
    };
    let with = |text: fn(&Words, &str, &str, &str) -> String| text(m, &said, &whose, &guessing);
    if right >= ALL_RIGHT {
        return say(Kind::Recalls, m.recalls_title, with(Words::recalls_text));
    }
    if right > most_by_chance(chance, count) {
        return say(Kind::RecallsPartly, m.partly_title(&said), with(Words::partly_text));
    }
    // Guessing at the start is no verdict yet.
    if !view.is_done && f64::from(now.k) < ENOUGH * f64::from(view.total) {
        return early(view, first, now, m);
    }
    say(Kind::RecallsNothing, m.nothing_title, format!("{} {}", with(Words::nothing_text), hint(view, m)))
}

/// A text, or sentences: every token has a loss.
fn text(view: &TrainingView, all: &[At], guess: f64, m: &Words) -> Verdict {
    let (first, now) = (all[0], all[all.len() - 1]);
    let noise = noise(guess);
    let pair = [short(now.training), short(now.held_out)];
    let lowest = all.iter().copied().fold(first, |low, at| if at.training < low.training { at } else { low });
    // Up again by half of what had been gained, or above where it began.
    let (gained, lost) = (first.training - lowest.training, now.training - lowest.training);
    if lost > 3.0 * noise && lost > 0.5 * gained {
        let text = match gained > noise {
            true => m.unstable_text(&short(lowest.training), &lowest.k.to_string(), &pair[0]),
            false => m.rises_text(&short(first.training), &pair[0]),
        };
        return say(Kind::Unstable, m.unstable_title, text);
    }
    if let Some(best) = by_heart(view, all, guess) {
        let (held_out, training) = (short(best.held_out), short(best.training));
        let text = m.by_heart_text(&best.k.to_string(), &held_out, &pair[1], &training, &pair[0]);
        return say(Kind::ByHeart, m.by_heart_title, text);
    }
    // Of a whole run of one update too.
    if all.len() <= SEEN {
        return early(view, &first, &now, m);
    }
    let made = f64::from(now.k) / f64::from(view.total.max(1));
    if (made > ENOUGH || view.is_done) && now.training > LEARNT * guess {
        let text = m.too_weak_text(&pair[0], &pair[1], &short(guess));
        return say(Kind::TooWeak, m.too_weak_title, format!("{text} {}", hint(view, m)));
    }
    let has_fallen = first.held_out - now.held_out > noise;
    if !view.is_done && has_fallen {
        let text = m.learning_text(&short(first.held_out), &pair[1], &pair[0]);
        return say(Kind::Learning, m.learning_title, text);
    }
    if !view.is_done && made <= ENOUGH {
        return early(view, &first, &now, m);
    }
    // It is over, or what was known before stays as it is.
    if now.held_out > now.training * (1.0 + GAP.0) + GAP.1 {
        let best = all.iter().copied().fold(first, |best, at| if at.held_out < best.held_out { at } else { best });
        let since = match best.k == now.k {
            true => m.apart_low.to_string(),
            false => m.apart_rose(&best.k.to_string(), &short(best.held_out)),
        };
        let text = m.apart_text(&pair[0], &pair[1]);
        return say(Kind::Apart, m.apart_title, format!("{text} {since}"));
    }
    say(Kind::Agree, m.agree_title, m.agree_text(&pair[0], &pair[1]))
}

/// The moment from which it learns by heart: the held-out loss was lowest there, rose since then and stays up, while training
/// went on to fall; after enough passes to know anything by heart, and below guessing.
fn by_heart(view: &TrainingView, all: &[At], guess: f64) -> Option<At> {
    // Three in a row say more than one.
    let smooth = |n: usize| {
        let window = &all[n.saturating_sub(1)..(n + 2).min(all.len())];
        window.iter().map(|at| at.held_out).sum::<f64>() / window.len() as f64
    };
    let best = (0..all.len()).fold(0, |best, n| if smooth(n) < smooth(best) { n } else { best });
    let (last, noise) = (all.len() - 1, noise(guess));
    let (then, now) = (all[best], all[last]);
    let has_passed = f64::from(now.k) >= PASSES * view.round.max(1.0);
    let rose = smooth(last) > smooth(best) + noise && now.held_out > then.held_out + noise;
    let went_on = now.training < then.training;
    let has_learnt = now.training < LEARNT * guess && now.held_out > now.training;
    (last >= best + AFTER_BEST && has_passed && rose && went_on && has_learnt).then_some(then)
}

/// A buffer's name as people read it: `drnn.weight_hh_l0` is a gradient, `v.rnn.weight_hh_l0` the optimiser's.
fn tensor(name: &str, m: &Words) -> String {
    let plain = |name: &str| match name.strip_prefix("gates_l").and_then(|layer| layer.parse::<usize>().ok()) {
        Some(layer) => m.gates_of(&(layer + 1).to_string()),
        None => name.trim_start_matches("rnn.").to_string(),
    };
    if let Some(of) = name.strip_prefix("m.").or(name.strip_prefix("v.")) {
        return m.moment_of(&plain(of));
    }
    match name.strip_prefix('d').filter(|_| name != "dropped_l0") {
        Some(of) => m.gradient_of(&plain(of)),
        None => plain(name),
    }
}
