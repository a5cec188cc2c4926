//! What is said at each stop, and what is asked.

use crate::model::names::{Name, ValuePath};
use crate::scene::card::{Card, Choice, Offer, changed, guessed, offer, untouched, with_restore};
use crate::scene::number::{percent, short};
use crate::scene::reading::{opened, probability};
use crate::scene::view::View;
use crate::screens::types::state::is_cut;
use crate::screens::types::task::Task;
use crate::screens::types::told::{
    asks_at, due, first_wrong, is_asking_where, is_blind, is_drawn, named, said, task, told, twin_of,
};
use crate::screens::types::words::Words;

pub fn card(view: &View) -> Card {
    let task = task(view);
    let card = if view.t == 0 {
        start(view, task)
    } else if task == Task::Review {
        review(view)
    } else if view.trace.speaks(view.t) {
        speaks(view, task)
    } else {
        reads(view, task)
    };
    with_restore(view, card)
}

fn start(view: &View, task: Task) -> Card {
    let m = Words::of(view.lang);
    let units = view.trace.model.config.hidden_size.to_string();
    Card {
        title: m.start_of(task).to_string(),
        text: vec![m.start_text_of(task, &units, view.word(1))],
        ..Card::default()
    }
}

fn review(view: &View) -> Card {
    let m = Words::of(view.lang);
    let t = view.read();
    let labels = &view.trace.model.config.labels;
    if view.is_asking() {
        let mut options: Vec<Offer> =
            labels.iter().enumerate().map(|(n, label)| offer(Choice::Guess(n), label.clone())).collect();
        options.extend((!view.is_gated).then(|| offer(Choice::ShowMe, m.show_me.to_string())));
        let text = vec![m.review_question.to_string()];
        return Card { title: m.review_asks.to_string(), text, options, is_question: true, ..Card::default() };
    }
    if view.is_revealed() || (t == view.stops() && view.t == t) {
        return judged(view);
    }
    if view.trace.sequence.ids[t - 1] < 0 {
        return crate::scene::card::unknown(view);
    }
    let margin = |t: usize| view.trace.value(&ValuePath::new(Name::Margin, t, 0)).unwrap_or(0.0);
    let (before, after) = (if t > 1 { margin(t - 1) } else { 0.0 }, margin(t));
    let path = ValuePath::new(Name::Margin, t, 0);
    let number = opened(view, path, after, 2);
    let text = if t > 1 { m.meter_moved(&short(before), &short(after)) } else { m.meter_first(&short(after)) };
    let mut numbers = vec![number];
    if t > 1 {
        numbers.insert(0, opened(view, ValuePath::new(Name::Margin, t - 1, 0), before, 2));
    }
    Card { title: m.read_title(view.word(t)), text: vec![text, m.meter_hint.to_string()], numbers, ..Card::default() }
}

fn judged(view: &View) -> Card {
    let m = Words::of(view.lang);
    let config = &view.trace.model.config;
    let t = view.trace.asked();
    let (class, p) = view.best(t);
    let mut text: Vec<String> = guessed(view, class).into_iter().collect();
    text.extend(changed(view));
    match (untouched(view), view.seed, view.truth) {
        (Some(before), ..) => text.push(before),
        (_, Some(seed), _) => text.push(m.untrained(&seed.to_string())),
        (.., Some(truth)) if truth != class => text.push(m.review_wrong(&config.class_name(truth))),
        (.., Some(_)) => {
            let twin = twin_of(view);
            text.push(match twin {
                Some(twin) => {
                    let (other, _) = crate::scene::view::best(twin, twin.steps());
                    m.review_twin(&config.class_name(class), &config.class_name(other))
                }
                None => m.review_right.to_string(),
            });
        }
        (.., None) => text.push(m.review_unknown.to_string()),
    }
    let unknown = view.trace.sequence.ids.iter().position(|&id| id < 0);
    text.extend(unknown.map(|t| view.lang.sentence(&m.unknown_title(view.word(t + 1)))));
    let mut options = Vec::new();
    let has_twin = twin_of(view).is_some();
    options.extend(has_twin.then(|| offer(Choice::ChangeWord, m.read_twin.to_string())));
    let title = m.answer_title(&config.class_name(class), &percent(p));
    Card { title, text, options, numbers: vec![probability(view, t, class)], is_question: false }
}

fn reads(view: &View, task: Task) -> Card {
    let m = Words::of(view.lang);
    let (t, source) = (view.t, view.trace.sequence.source);
    let units = view.trace.model.config.hidden_size.to_string();
    if task == Task::Caption {
        return Card {
            title: m.looked_title.to_string(),
            text: vec![m.looked_text(&units), m.read_hint.to_string()],
            ..Card::default()
        };
    }
    let text = if t == source {
        if view.trace.model.config.attends() { m.bridge_open(&source.to_string()) } else { m.bridge_shut(&units) }
    } else {
        m.still_reading.to_string()
    };
    Card { title: m.read_title(view.word(t)), text: vec![text], ..Card::default() }
}

fn speaks(view: &View, task: Task) -> Card {
    let m = Words::of(view.lang);
    if is_asking_where(view) {
        return where_question(view);
    }
    let trace = view.trace;
    let t = view.t;
    let class = if is_drawn(view, t) { said(view, t) } else { view.best(t).0 };
    let p = probability(view, t, class);
    let word = told(view, class);
    let read = named(m, view.word(t), true);
    let mut text = vec![if is_blind(view) { m.read_nothing.to_string() } else { m.read_own(&read) }];
    let mut options = Vec::new();
    let mut numbers = vec![p.clone()];
    if let Some(attention) = trace.attention(t) {
        let most = crate::math::order::largest(attention).unwrap_or(0) + 1;
        let path = ValuePath::new(Name::Attention, t, most);
        let value = f64::from(attention[most - 1]);
        if let (Some(guess), true) = (view.own_guess, asks_at(view) == Some(t)) {
            let said = view.word(guess + 1);
            text.push(if guess + 1 == most { m.guess_right(said) } else { m.guess_other(said) });
        }
        text.push(m.looked_at(view.word(most), &percent(value)));
        numbers.push(crate::scene::number::Number { text: percent(value), ..opened(view, path, value, 2) });
        if !is_cut(trace, t, most) {
            options.push(offer(Choice::Cut(path), m.cut(view.word(most))));
        }
    }
    let target = trace.sequence.targets[t - 1];
    if task != Task::Caption && target >= 0 && target as usize != class {
        let right = told(view, target as usize);
        text.push(if first_wrong(view) == Some(t) { m.first_wrong(&right) } else { m.is_wrong(&right) });
    }
    if t == view.stops() {
        text.push(ending(view, task));
        let is_short = !trace.sequence.given().iter().any(|word| word == "and");
        options.extend(
            (task == Task::Translate && is_short).then(|| offer(Choice::ChangeWord, m.two_phrases.to_string())),
        );
    }
    Card { title: m.says_title(&word, &p.text), text, options, numbers, is_question: false }
}

/// Which word does it look at? Asked before the row of the grid is shown.
fn where_question(view: &View) -> Card {
    let m = Words::of(view.lang);
    let word = view.trace.model.config.class_name(view.best(view.t).0);
    let options = (1..=view.trace.sequence.source).map(|s| offer(Choice::Look(s - 1), view.word(s).to_string()));
    Card {
        title: m.where_title(&word),
        text: vec![m.where_text.to_string()],
        options: options.collect(),
        is_question: true,
        ..Card::default()
    }
}

/// What came of it, at the end.
fn ending(view: &View, task: Task) -> String {
    let m = Words::of(view.lang);
    let trace = view.trace;
    let source = trace.sequence.source;
    let asked: Vec<usize> = (source + 1..=trace.steps()).filter(|&t| trace.sequence.targets[t - 1] >= 0).collect();
    if view.seed.is_some() {
        return m.untrained(&view.seed.unwrap_or(0).to_string());
    }
    if task == Task::Caption {
        return m.caption_end.to_string();
    }
    if asked.is_empty() {
        return m.no_truth.to_string();
    }
    let right = asked.iter().filter(|&&t| view.best(t).0 as i32 == trace.sequence.targets[t - 1]).count();
    // What was due and never said is not right either.
    let all = due(view).map_or(asked.len(), |due| due.max(asked.len()));
    m.words_right(&right.to_string(), &all.to_string())
}
