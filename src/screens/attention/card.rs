//! What is said of a look, of the order, and of the way back.

use crate::math::order::largest;
use crate::model::attention::{OPERATIONS, Op, Part};
use crate::scene::card::{Card, Choice, Offer, changed, guessed, offer, untouched, with_restore};
use crate::scene::number::percent;
use crate::scene::reading::says;
use crate::scene::view::{View, best};
use crate::screens::attention::back::back;
use crate::screens::attention::names::between;
use crate::screens::attention::order::{SAME, chase_ceiling, is_blind, order};
use crate::screens::attention::told::{Shown, is_apart, is_pairs};
use crate::screens::attention::words::Words;
use crate::tasks::nets::Look;
use crate::tasks::pairs;

pub fn shown(view: &View) -> Shown {
    Shown::of(view.look)
}

pub fn title(view: &View) -> String {
    let m = Words::of(view.lang);
    match shown(view) {
        Shown::Order if is_asking_order(view) => m.title_order_asks,
        Shown::Order => m.title_order,
        Shown::Back => m.title_back,
        Shown::Words if is_apart(view) => m.title_apart,
        Shown::Words if is_pairs(view) => m.title_pairs,
        Shown::Words => m.title,
    }
    .to_string()
}

pub fn lede(view: &View) -> String {
    let m = Words::of(view.lang);
    match shown(view) {
        Shown::Words => m.lede,
        Shown::Order => m.lede_order,
        Shown::Back => m.lede_back,
    }
    .to_string()
}

pub fn note(view: &View) -> String {
    let m = Words::of(view.lang);
    match (view.seed, view.shares.first()) {
        (Some(seed), _) => m.random_note(&seed.to_string()),
        (None, Some(&share)) if !is_pairs(view) => {
            m.trained_note(&view.trace.model.config.parameter_count().to_string(), &percent(share))
        }
        _ => String::new(),
    }
}

/// Whether what a shuffle does is asked for before it is shown.
pub fn is_asking_order(view: &View) -> bool {
    shown(view) == Shown::Order && view.predict && view.own_guess.is_none()
}

/// The word that most is taken of, and how much, by head 1 of the last layer.
fn took_most(view: &View, t: usize) -> Option<(String, String)> {
    let layer = view.trace.model.config.layers - 1;
    let shares = (1..=view.trace.steps()).map(|s| view.trace.value(&between(Part::Weight, layer, 0, t, s)));
    let shares: Vec<f32> = shares.map(|share| share.unwrap_or(0.0) as f32).collect();
    let at = largest(&shares)?;
    Some((view.word(at + 1).to_string(), percent(f64::from(shares[at]))))
}

pub fn card(view: &View) -> Card {
    let card = match shown(view) {
        Shown::Order => of_order(view),
        Shown::Back => of_back(view),
        Shown::Words if view.t == 0 => start(view),
        Shown::Words if view.is_asking() => question(view),
        Shown::Words if view.is_revealed() || (view.t == view.stops() && view.is_complete()) => answer(view),
        Shown::Words => on_the_way(view),
    };
    with_restore(view, card)
}

fn start(view: &View) -> Card {
    let m = Words::of(view.lang);
    let text = if view.at_once { m.start_at_once.to_string() } else { m.start_text(view.word(1)) };
    let heads = view.trace.model.config.attention.heads;
    let more = (heads > 1).then(|| m.start_heads(&heads.to_string()));
    Card { title: m.start_title.to_string(), text: [text].into_iter().chain(more).collect(), ..Card::default() }
}

fn on_the_way(view: &View) -> Card {
    let m = Words::of(view.lang);
    let word = view.word(view.t);
    if view.at_once && view.t > 1 {
        return Card { title: m.all_title.to_string(), text: vec![m.waits_text(word)], ..Card::default() };
    }
    let config = &view.trace.model.config;
    let width = (config.hidden_size / config.attention.heads).to_string();
    let op = OPERATIONS[view.done().clamp(1, OPERATIONS.len()) - 1];
    let mut text = vec![m.op_text(op, word, &width)];
    if matches!(op, Op::Weigh | Op::Blend) && !view.at_once {
        text.extend(took_most(view, view.t).map(|(word, percent)| m.took_most(&word, &percent)));
    }
    let title = if view.at_once { m.all_title.to_string() } else { m.op_title(word) };
    Card { title, text, ..Card::default() }
}

fn question(view: &View) -> Card {
    let m = Words::of(view.lang);
    let mut options: Vec<Offer> = (view.options.iter().enumerate())
        .map(|(n, &class)| offer(Choice::Guess(n), view.trace.model.config.class_name(class)))
        .collect();
    options.extend((!view.is_gated).then(|| offer(Choice::ShowMe, m.show_me.to_string())));
    let title = if is_pairs(view) { m.pairs_question(&view.sentence()) } else { m.question_title(&view.sentence()) };
    let text = vec![m.question_text(view.word(view.stops()))];
    Card { title, text, options, is_question: true, ..Card::default() }
}

/// Pairs of the sentence.
fn count_of_pairs(view: &View) -> usize {
    let words = &view.trace.sequence.tokens;
    if is_apart(view) { (words.len() - 1) / 2 } else { words.iter().filter(|word| !word.ends_with('?')).count() }
}

fn answer(view: &View) -> Card {
    let m = Words::of(view.lang);
    let config = &view.trace.model.config;
    let t = view.trace.steps();
    let (class, p) = view.best(t);
    let mut text: Vec<String> = guessed(view, class).into_iter().collect();
    text.extend(changed(view));
    text.extend(heads_off(view));
    match (untouched(view), view.seed, view.truth) {
        (Some(before), ..) => text.push(before),
        (_, Some(seed), _) => text.push(m.untrained(&seed.to_string())),
        (.., None) => text.push(m.no_answer.to_string()),
        (.., Some(truth)) => {
            text.extend((truth != class).then(|| m.right_is(&config.class_name(truth))));
            text.extend(why(view));
        }
    }
    if is_pairs(view) && count_of_pairs(view) > pairs::MOST {
        text.push(m.too_many(&count_of_pairs(view).to_string(), &pairs::MOST.to_string()));
    }
    let unknown = view.trace.sequence.ids.iter().position(|&id| id < 0);
    text.extend(unknown.map(|t| view.lang.sentence(&m.unknown_title(view.word(t + 1)))));
    let (read, p_read) = best(view.lane(1).trace, t);
    text.push(m.reader_says(&config.class_name(read), &percent(p_read)));
    let title = m.answer_title(&config.class_name(class), &percent(p));
    Card { title, text, options: Vec::new(), is_question: false, numbers: vec![says(view, t).1] }
}

/// What of the network says why it answers so.
fn why(view: &View) -> Option<String> {
    let m = Words::of(view.lang);
    let config = &view.trace.model.config;
    let attention = config.attention;
    if attention.off > 0 {
        return None;
    }
    let look = Look { layers: config.layers, causal: attention.causal, positions: attention.positions };
    if is_blind(look) && !is_pairs(view) {
        return Some(m.blind_answer(&percent(chase_ceiling(config.is_thai()))));
    }
    let t = view.trace.steps();
    let (taken, share) = took_most(view, t)?;
    Some(m.answer_took(view.word(t), &taken, &share))
}

/// How often it is right without the heads that are off.
fn heads_off(view: &View) -> Option<String> {
    let m = Words::of(view.lang);
    let config = &view.trace.model.config;
    let off = config.attention.off.count_ones() as usize;
    let share = view.shares.first().copied().filter(|_| off > 0 && !is_pairs(view) && view.seed.is_none())?;
    let all = config.attention.heads * config.layers;
    Some(if off == all { m.all_off(&percent(share)) } else { m.heads_off(&off.to_string(), &percent(share)) })
}

fn of_order(view: &View) -> Card {
    let m = Words::of(view.lang);
    if is_asking_order(view) {
        let choices = [m.order_yes, m.order_no, m.order_show];
        let options = choices.iter().enumerate().map(|(n, text)| offer(Choice::Look(n), text.to_string())).collect();
        let text = vec![m.order_question_text.to_string()];
        return Card { title: m.order_question.to_string(), text, options, is_question: true, ..Card::default() };
    }
    let Some(order) = order(view) else { return Card::default() };
    let is_same = order.difference < SAME;
    let guess = match view.own_guess {
        Some(n @ 0..=1) => Some(if (n == 0) == is_same { m.order_right } else { m.order_other }),
        _ => None,
    };
    let text = guess.map(str::to_string).into_iter().chain([order.text]).collect();
    Card { title: m.order_title.to_string(), text, ..Card::default() }
}

fn of_back(view: &View) -> Card {
    let m = Words::of(view.lang);
    let back = back(view);
    Card { title: m.back_hops(&view.trace.model.config.layers.to_string()), text: back.text, ..Card::default() }
}
