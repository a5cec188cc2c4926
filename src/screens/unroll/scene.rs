//! One cell and its loop, or as many ghosts as words: all of them tied to one card of weights.

use crate::model::cell::Weight;
use crate::model::config::Input;
use crate::model::names::{Name, Place, ValuePath};
use crate::scene::card::{Card, Choice, offer, with_restore};
use crate::scene::number::Number;
use crate::scene::reading::{opened, state};
use crate::scene::strip::{Strip, strip};
use crate::scene::view::View;
use crate::screens::unroll::words::Words;
use crate::words::protect::plain;

/// The cell at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Ghost {
    pub t: usize,
    pub word: String,
    pub label: String,
    pub is_current: bool,
    /// By unit; `None` where nothing has been computed.
    pub cells: Vec<Option<Number>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct UnrollStage {
    pub strip: Strip,
    pub ghosts: Vec<Ghost>,
    pub is_rolled: bool,
    /// "One set of 428 weights".
    pub card_title: String,
    pub card_text: String,
    /// Heads and rows of the weights on the card: from each unit, from the word that is read, biases.
    pub heads: Vec<String>,
    pub rows: Vec<(String, Vec<Number>)>,
    /// Counters: words, numbers kept, weights.
    pub counts: [(String, String); 3],
}

pub fn unroll_stage(view: &View) -> UnrollStage {
    let m = Words::of(view.lang);
    let config = &view.trace.model.config;
    let (hidden, steps) = (config.hidden_size, view.trace.steps());
    let ghost = |t: usize| Ghost {
        t,
        word: view.word(t).to_string(),
        label: plain(&m.column(&t.to_string(), view.word(t))),
        is_current: t == view.read().max(1),
        cells: (1..=hidden).map(|unit| (t <= view.read()).then(|| state(view, t, unit))).collect(),
    };
    let word = view.word(view.read().max(1));
    let column = config.column_of(view.trace.sequence.ids[view.read().max(1) - 1]);
    let mut heads: Vec<String> = (1..=hidden).map(|unit| m.from_unit(&unit.to_string())).collect();
    heads.extend(column.map(|_| m.from_this_word(word)));
    heads.extend([m.from_word, m.from_memory].map(|from| format!("{} {from}", m.short_bias)));
    let row = |row: usize| {
        let weight = |weight: Weight, column: usize| {
            let path = ValuePath::new(Name::Weight(weight, Place::FIRST), row, column);
            view.trace.value(&path).map(|value| opened(view, path, value, 2))
        };
        let memory = (1..=hidden).map(|column| weight(Weight::Hh, column));
        let word = column.map(|column| weight(Weight::Ih, column));
        let biases = [weight(Weight::BiasIh, 0), weight(Weight::BiasHh, 0)];
        memory.chain(word).chain(biases).flatten().collect()
    };
    let rows = (1..=config.cell.blocks() * hidden).map(|n| {
        let name = crate::scene::labels::row_name(&view.trace.model.config, m, n);
        (name, row(n))
    });
    let weights = config.parameter_count().to_string();
    UnrollStage {
        strip: strip(view, false),
        ghosts: (1..=steps).map(ghost).collect(),
        is_rolled: view.rolled,
        card_title: m.one_card(&weights),
        card_text: if config.input == Input::OneHot { m.one_card_text } else { m.one_card_table }.to_string(),
        heads,
        rows: rows.collect(),
        counts: [
            (m.count_words.to_string(), steps.to_string()),
            (m.count_memory.to_string(), view.kept_numbers().to_string()),
            (m.count_weights.to_string(), weights),
        ],
    }
}

pub fn card(view: &View) -> Card {
    with_restore(view, unroll(view))
}

fn unroll(view: &View) -> Card {
    let m = Words::of(view.lang);
    let (steps, weights) = (view.trace.steps(), view.trace.model.config.parameter_count().to_string());
    if view.rolled {
        let options = vec![offer(Choice::Rolled(false), m.unroll_it.to_string())];
        return Card {
            title: m.rolled_title.to_string(),
            text: vec![m.rolled_text.to_string()],
            options,
            ..Card::default()
        };
    }
    let (_, most) = view.lesson.len_range;
    let mut options = Vec::new();
    if steps * 2 <= most {
        options.push(offer(Choice::Len(steps * 2), m.twice_as_long(&(steps * 2).to_string())));
    }
    options.push(offer(Choice::Rolled(true), m.roll_it.to_string()));
    // How many weights twice as many words need is a question first.
    let text = match view.has_usual_length {
        true => m.unrolled_text(&steps.to_string(), &weights),
        false => {
            let config = &view.trace.model.config;
            let head = config.classes * (config.hidden_size * config.directions + 1);
            m.unrolled_same(&weights, &(config.parameter_count() - head).to_string(), &head.to_string())
        }
    };
    let text = vec![text, m.unrolled_hint.to_string()];
    Card { title: m.unrolled_title(&steps.to_string()), text, options, ..Card::default() }
}
