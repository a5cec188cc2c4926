//! The one short card: what just happened, or what is asked, and what to do next.

use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::scene::number::{Number, percent, short};
use crate::scene::step::opened;
use crate::scene::view::View;

/// What a card's button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Chooses option `0`, from 0.
    Guess(usize),
    ShowMe,
    ChangeWord,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Option {
    pub choice: Choice,
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    pub title: String,
    pub text: Vec<String>,
    pub options: Vec<Option>,
    pub is_question: bool,
    /// Numbers in the title and the text; each opens where it stands.
    pub numbers: Vec<Number>,
}

pub fn card(view: &View) -> Card {
    let m = view.messages();
    let (t, steps) = (view.t, view.trace.steps());
    let kept = view.kept_numbers().to_string();
    let units = view.trace.model.config.hidden_size.to_string();
    if t == 0 {
        return Card {
            title: m.start_title.clone(),
            text: vec![(m.start_text)(&units, view.word(1))],
            ..Card::default()
        };
    }
    if view.is_asking() {
        let text = match view.swap {
            Some((noun, _)) if noun != view.word(steps) => (m.question_text)(noun, &kept),
            _ => (m.question_text_plain)(&kept),
        };
        let mut options: Vec<Option> = (view.options.iter().enumerate())
            .map(|(n, &class)| Option { choice: Choice::Guess(n), text: view.trace.model.config.class_name(class) })
            .collect();
        options.push(Option { choice: Choice::ShowMe, text: m.show_me.clone() });
        let sentence = view.trace.sequence.tokens.join(" ");
        let title = (m.question_title)(&sentence);
        return Card { title, text: vec![text], options, is_question: true, ..Card::default() };
    }
    if t >= steps {
        return answer(view);
    }
    let word = view.word(t);
    if view.trace.sequence.ids[t - 1] < 0 {
        return Card { title: (m.unknown_title)(word), text: vec![(m.unknown_text)(word)], ..Card::default() };
    }
    let (unit, before, after) = view.biggest_change(t);
    let change = (m.read_text)(&unit.to_string(), &short(before), &short(after));
    let of = |t: usize, value: f64| opened(view, ValuePath::unit(Quantity::H, Place::FIRST, t, unit), value, 2);
    // Before the first word the memory is zero: that number has no arithmetic.
    let mut numbers = vec![of(t, after)];
    if t > 1 {
        numbers.insert(0, of(t - 1, before));
    }
    Card { title: (m.read_title)(word), text: vec![change, m.read_hint.clone()], numbers, ..Card::default() }
}

fn answer(view: &View) -> Card {
    let m = view.messages();
    let config = &view.trace.model.config;
    let (class, p) = view.best(view.trace.steps());
    let mut text = Vec::new();
    if let Some(&guess) = view.guess.and_then(|guess| view.options.get(guess)) {
        let word = config.class_name(guess);
        text.push(if guess == class { (m.guess_right)(&word) } else { (m.guess_other)(&word) });
    }
    text.push(match (view.seed, view.swap, view.truth) {
        (Some(seed), ..) => (m.untrained)(&seed.to_string()),
        (_, _, Some(truth)) if truth != class => (m.answer_wrong)(&config.class_name(truth)),
        (_, Some((noun, _)), _) if noun != view.word(view.trace.steps()) => (m.answer_text)(noun),
        _ => m.answer_text_plain.clone(),
    });
    if let Some(t) = view.trace.sequence.ids.iter().position(|&id| id < 0) {
        text.push(format!("{}.", (m.unknown_title)(view.word(t + 1))));
    }
    let swap = view.swap.map(|(from, to)| Option { choice: Choice::ChangeWord, text: (m.change_word)(from, to) });
    Card {
        title: (m.answer_title)(&config.class_name(class), &percent(p)),
        text,
        options: swap.into_iter().collect(),
        is_question: false,
        numbers: vec![Number {
            text: percent(p),
            ..opened(view, ValuePath::new(Name::Probs, view.trace.steps(), class + 1), p, 2)
        }],
    }
}
