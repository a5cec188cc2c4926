//! The one short card: what just happened, or what is asked, and what to do next. In a text `⟨f|forget gate⟩` stands for
//! words that light up with the symbol `f` in the picture.

use crate::model::cell::Cell;
use crate::model::names::{Name, Quantity, ValuePath};
use crate::scene::number::{Number, percent, short};
use crate::scene::reading::{says, state};
use crate::scene::view::{View, best};
use crate::words::protect::plain;

/// What a card's button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Chooses option `0`, from 0.
    Guess(usize),
    ShowMe,
    ChangeWord,
    OtherDistance,
    /// Holds a gate of this step at 0 or 1 for every unit; `None` lets it go.
    Hold(Quantity, Option<u8>),
    RestoreAll,
    /// Guesses where a network looks: the word, from 0.
    Look(usize),
    /// Cuts an arrow of attention.
    Cut(ValuePath),
    Rolled(bool),
    /// Words of the unrolled network.
    Len(usize),
    /// Weights that have learnt nothing, or the trained ones.
    Random(bool),
}

/// A button of the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub choice: Choice,
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    pub title: String,
    pub text: Vec<String>,
    pub options: Vec<Offer>,
    pub is_question: bool,
    /// Numbers in the title and the text; each opens where it stands.
    pub numbers: Vec<Number>,
}

pub fn offer(choice: Choice, text: String) -> Offer {
    Offer { choice, text }
}

/// The card of a screen that goes word by word.
pub fn card(view: &View) -> Card {
    with_restore(view, ends(view).unwrap_or_else(|| read(view)))
}

/// The card before the first word, at the question and at the answer; in between there is another.
pub fn ends(view: &View) -> Option<Card> {
    if view.t == 0 {
        Some(start(view))
    } else if view.is_asking() {
        Some(question(view))
    } else if view.is_revealed() || (view.t == view.trace.steps() && view.is_complete()) {
        Some(answer(view))
    } else {
        None
    }
}

/// Whoever changed numbers can have them back from every card.
pub fn with_restore(view: &View, mut card: Card) -> Card {
    if !view.edits.is_empty() {
        let text = view.messages().restore_all(&view.edits.len().to_string());
        card.options.push(offer(Choice::RestoreAll, text));
    }
    card
}

pub fn start(view: &View) -> Card {
    let m = view.messages();
    let units = view.kept_numbers().to_string();
    let text = match view.lanes.len() {
        2.. => {
            let (count, units) = (view.lanes.len().to_string(), view.trace.model.config.hidden_size.to_string());
            m.memory_start(view.word(1), &count, &units)
        }
        _ => m.start_text(&units, view.word(1)),
    };
    let mut text = vec![text];
    if view.is_story && view.seed.is_none() {
        text.extend([crate::scene::reading::note(view), m.trained_how.to_string()]);
    }
    Card { title: m.start_title.to_string(), text, ..Card::default() }
}

pub fn question(view: &View) -> Card {
    let m = view.messages();
    let kept = view.kept_numbers().to_string();
    let text = match view.swap.filter(|_| !view.is_comparing()) {
        None if view.is_comparing() => m.lock_step_text.to_string(),
        Some((noun, _)) if noun != view.word(view.trace.steps()) => m.question_text(noun, &kept),
        _ => m.question_text_plain(&kept),
    };
    let mut options: Vec<Offer> = (view.options.iter().enumerate())
        .map(|(n, &class)| offer(Choice::Guess(n), view.trace.model.config.class_name(class)))
        .collect();
    options.extend((!view.is_gated).then(|| offer(Choice::ShowMe, m.show_me.to_string())));
    let title = m.question_title(&view.sentence());
    Card { title, text: vec![text], options, is_question: true, ..Card::default() }
}

pub fn read(view: &View) -> Card {
    let m = view.messages();
    let (t, word) = (view.t, view.word(view.t));
    if view.trace.sequence.ids[t - 1] < 0 {
        return unknown(view);
    }
    let (unit, before, after) = view.biggest_change(t);
    let change = m.read_text(&unit.to_string(), &short(before), &short(after));
    // Before the first word the memory is zero: that number has no arithmetic.
    let mut numbers = vec![state(view, t, unit)];
    if t > 1 {
        numbers.insert(0, state(view, t - 1, unit));
    }
    Card { title: m.read_title(word), text: vec![change, m.read_hint.to_string()], numbers, ..Card::default() }
}

pub fn unknown(view: &View) -> Card {
    let (m, word) = (view.messages(), view.word(view.t));
    Card { title: m.unknown_title(word), text: vec![m.unknown_text(word)], ..Card::default() }
}

/// What the network's answer was before anything was changed by hand.
pub fn untouched(view: &View) -> Option<String> {
    let m = view.messages();
    let untouched = view.untouched.get(view.lane_index()).filter(|_| !view.edits.is_empty() && !view.is_comparing())?;
    let (class, p) = best(untouched, view.trace.steps());
    Some(m.untouched(&view.trace.model.config.class_name(class), &percent(p)))
}

/// What was changed by hand, a gate or a tensor once, in the order of the link.
pub fn changed(view: &View) -> Option<String> {
    let m = view.messages();
    let mut said: Vec<String> = Vec::new();
    for (path, _) in view.edits {
        let one = match path.name {
            Name::Unit(quantity, _) => m.changed_at(&m.name_quantity(quantity), view.word(path.first)),
            Name::X => m.changed_at("x", view.word(path.first)),
            name => name.to_string(),
        };
        if !said.contains(&one) {
            said.push(one);
        }
    }
    (!said.is_empty()).then(|| m.changed(&said.join(", ")))
}

/// What is said of the guess where `class` is the answer; nothing where nobody guessed.
pub fn guessed(view: &View, class: usize) -> Option<String> {
    let &guess = view.options.get(view.guess?)?;
    let (m, word) = (view.messages(), view.trace.model.config.class_name(guess));
    Some(if guess == class { m.guess_right(&word) } else { m.guess_other(&word) })
}

pub fn answer(view: &View) -> Card {
    let m = view.messages();
    let config = &view.trace.model.config;
    let (class, p) = view.best(view.trace.steps());
    let mut text: Vec<String> = guessed(view, class).into_iter().collect();
    text.extend(changed(view));
    match (untouched(view), view.is_comparing()) {
        (Some(before), false) => text.push(before),
        (_, true) => text.extend(each_says(view)),
        (None, false) => text.push(match (view.seed, view.swap, view.truth) {
            (Some(seed), ..) => m.untrained(&seed.to_string()),
            (_, _, Some(truth)) if truth != class && view.is_story && view.cell() == Cell::Rnn => {
                m.answer_wrong_story(&config.class_name(truth))
            }
            (_, _, Some(truth)) if truth != class => m.answer_wrong(&config.class_name(truth)),
            (_, Some((noun, _)), _) if noun != view.word(view.trace.steps()) => m.answer_text(noun),
            _ => m.answer_text_plain.to_string(),
        }),
    }
    let unknown = view.trace.sequence.ids.iter().position(|&id| id < 0);
    text.extend(unknown.map(|t| view.lang.sentence(&m.unknown_title(view.word(t + 1)))));
    // Of a sentence that nobody knows an answer to, a percentage says nothing of right or wrong.
    text.extend(
        (view.seed.is_none() && (unknown.is_some() || view.truth.is_none()))
            .then(|| if view.file.is_some() { m.answer_own } else { m.answer_must }.to_string()),
    );
    let mut options: Vec<Offer> = Vec::new();
    options.extend(view.swap.map(|(from, to)| offer(Choice::ChangeWord, m.change_word(from, to))));
    if view.lesson.by_operation {
        options.extend(view.other_distance.map(|far| {
            offer(Choice::OtherDistance, if far { m.without_filler.to_string() } else { m.with_filler.to_string() })
        }));
    }
    let title = if view.is_comparing() {
        m.each_title.to_string()
    } else {
        m.answer_title(&config.class_name(class), &percent(p))
    };
    Card { title, text, options, is_question: false, numbers: vec![says(view, view.trace.steps()).1] }
}

/// "LSTM “fish” 98%; GRU …".
pub fn each_says(view: &View) -> Vec<String> {
    let m = view.messages();
    let one = |index: usize| {
        let lane = view.lane(index);
        let (class, p) = lane.best(lane.trace.steps());
        let name = lane.cell().label().to_string();
        m.one_says(&name, &lane.trace.model.config.class_name(class), &percent(p))
    };
    let said: Vec<String> = (0..view.lanes.len()).map(one).collect();
    let truth = view.truth.map(|truth| m.truth_is(&view.trace.model.config.class_name(truth)));
    said.into_iter().chain(truth).collect()
}

/// The card as it is read out.
pub fn spoken(card: &Card) -> String {
    // A title has no stop of its own.
    let stop = if card.title.ends_with(['.', '?', '!']) { "" } else { "." };
    plain(&format!("{}{stop} {}", card.title, card.text.join(" ")))
}
