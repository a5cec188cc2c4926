//! The one short card: what just happened, or what is asked, and what to do next. In a text `⟨f|forget gate⟩` stands for
//! words that light up with the symbol `f` in the picture.

use crate::model::config::Cell;
use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::scene::cell::present;
use crate::scene::memory::{CHOICES, changes};
use crate::scene::number::{Number, percent, short};
use crate::scene::step::{opened, says, state};
use crate::scene::view::{View, best};

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
    Rolled(bool),
    /// Words of the unrolled network.
    Len(usize),
    /// Weights that have learnt nothing, or the trained ones.
    Random(bool),
    /// Opens another screen.
    Screen(&'static str),
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

fn offer(choice: Choice, text: String) -> Offer {
    Offer { choice, text }
}

pub fn card(view: &View) -> Card {
    let mut card = match view.screen.fig {
        "memory" if view.is_asking() => memory_question(view),
        "memory" if view.is_revealed() => memory_answer(view),
        "unroll" => unroll(view),
        _ if view.t == 0 => start(view),
        _ if view.is_asking() => question(view),
        _ if view.is_revealed() || (view.t == view.trace.steps() && view.is_complete()) => answer(view),
        "cell" if view.is_comparing() => operations(view),
        "cell" => operation(view),
        _ => read(view),
    };
    if !view.edits.is_empty() {
        let text = view.messages().restore_all.with(&[&view.edits.len().to_string()]);
        card.options.push(offer(Choice::RestoreAll, text));
    }
    card
}

fn start(view: &View) -> Card {
    let m = view.messages();
    let units = view.kept_numbers().to_string();
    let text = match view.lanes.len() {
        2.. => {
            let (count, units) = (view.lanes.len().to_string(), view.trace.model.config.hidden_size.to_string());
            m.memory_start.with(&[view.word(1), &count, &units])
        }
        _ => m.start_text.with(&[&units, view.word(1)]),
    };
    let mut text = vec![text];
    if view.is_story && view.seed.is_none() {
        text.extend([crate::scene::step::note(view), m.trained_how.to_string()]);
    }
    Card { title: m.start_title.to_string(), text, ..Card::default() }
}

fn question(view: &View) -> Card {
    let m = view.messages();
    let kept = view.kept_numbers().to_string();
    let text = match view.swap.filter(|_| !view.is_comparing()) {
        None if view.is_comparing() => m.lock_step_text.to_string(),
        Some((noun, _)) if noun != view.word(view.trace.steps()) => m.question_text.with(&[noun, &kept]),
        _ => m.question_text_plain.with(&[&kept]),
    };
    let mut options: Vec<Offer> = (view.options.iter().enumerate())
        .map(|(n, &class)| offer(Choice::Guess(n), view.trace.model.config.class_name(class)))
        .collect();
    options.push(offer(Choice::ShowMe, m.show_me.to_string()));
    let title = m.question_title.with(&[&view.sentence()]);
    Card { title, text: vec![text], options, is_question: true, ..Card::default() }
}

fn read(view: &View) -> Card {
    let m = view.messages();
    let (t, word) = (view.t, view.word(view.t));
    if view.trace.sequence.ids[t - 1] < 0 {
        return unknown(view);
    }
    if view.screen.fig == "memory" {
        return Card { title: m.read_title.with(&[word]), text: vec![m.memory_read.with(&[word])], ..Card::default() };
    }
    let (unit, before, after) = view.biggest_change(t);
    let change = m.read_text.with(&[&unit.to_string(), &short(before), &short(after)]);
    // Before the first word the memory is zero: that number has no arithmetic.
    let mut numbers = vec![state(view, t, unit)];
    if t > 1 {
        numbers.insert(0, state(view, t - 1, unit));
    }
    Card { title: m.read_title.with(&[word]), text: vec![change, m.read_hint.to_string()], numbers, ..Card::default() }
}

fn unknown(view: &View) -> Card {
    let (m, word) = (view.messages(), view.word(view.t));
    Card { title: m.unknown_title.with(&[word]), text: vec![m.unknown_text.with(&[word])], ..Card::default() }
}

/// The operation that was just done, with the numbers of the unit in hand, and what can be held here.
fn operation(view: &View) -> Card {
    let m = view.messages();
    let Some(operation) = present(view) else { return start(view) };
    if view.done() == 1 && view.trace.sequence.ids[view.t - 1] < 0 {
        return unknown(view);
    }
    let of = |quantity: Quantity, t: usize| {
        let value = if t == 0 { 0.0 } else { view.trace.quantity(quantity, Place::FIRST, t, view.unit).unwrap_or(0.0) };
        match t {
            0 => Number::plain(value, m.no_memory.to_string()),
            t => opened(view, ValuePath::unit(quantity, Place::FIRST, t, view.unit), value, 2),
        }
    };
    use Quantity::{A, C, F, G, H, Ha, I, Kept, N, New, O, Q, R, TanhC, Xa, Z};
    let (t, before) = (view.t, view.t - 1);
    let numbers = match operation.name {
        "forget" => vec![of(F, t), of(C, before), of(Kept, t)],
        "input" => vec![of(G, t), of(I, t), of(New, t)],
        "update" => vec![of(Kept, t), of(New, t), of(C, t)],
        "output" => vec![of(O, t), of(TanhC, t), of(H, t)],
        "reset" => vec![of(R, t), of(Q, t)],
        "candidate" => vec![of(N, t)],
        "share" => vec![of(Z, t), of(Kept, t), of(New, t)],
        "state" => vec![of(Kept, t), of(New, t), of(H, t)],
        "mix" => vec![of(Xa, t), of(Ha, t), of(A, t)],
        _ => vec![of(A, t), of(H, t)],
    };
    let said: Vec<&str> = numbers.iter().map(|number| number.text.as_str()).collect();
    let (title, text) = (m.operation_text)(operation.name, &view.unit.to_string(), &said);
    let mut options = Vec::new();
    if let Some(gate) = operation.gate {
        let held = view.held_gate(gate, t);
        for level in [0, 1] {
            let is_held = held == Some(f64::from(level));
            let text = if is_held { m.let_go } else { m.hold };
            let choice = Choice::Hold(gate, (!is_held).then_some(level));
            options.push(offer(choice, text.with(&[gate.name(), &level.to_string()])));
        }
    }
    Card { title, text: vec![text], numbers, options, is_question: false }
}

/// The operations of several cells at one stop.
fn operations(view: &View) -> Card {
    let m = view.messages();
    let said = |index: usize| {
        let lane = view.lane(index);
        let operation = present(&lane)?;
        let title = (m.operation_text)(operation.name, "", &["", "", ""]).0;
        let was_done = View { op: view.op - 1, ..lane }.done() == lane.done();
        let done = if was_done { format!(" ({})", m.already_done) } else { String::new() };
        Some(format!("{}: {title}{done}", lane.cell().label()))
    };
    Card {
        title: m.lock_step.with(&[&view.op.to_string(), &view.operations().to_string(), view.word(view.t)]),
        text: (0..view.lanes.len()).filter_map(said).chain([m.lock_step_text.to_string()]).collect(),
        ..Card::default()
    }
}

/// What the network's answer was before anything was changed by hand.
fn untouched(view: &View) -> Option<String> {
    let m = view.messages();
    let untouched = view.untouched.get(view.lane_index()).filter(|_| !view.edits.is_empty() && !view.is_comparing())?;
    let (class, p) = best(untouched, view.trace.steps());
    Some(m.untouched.with(&[&view.trace.model.config.class_name(class), &percent(p)]))
}

/// What was changed by hand, a gate or a tensor once, in the order of the link.
pub fn changed(view: &View) -> Option<String> {
    let m = view.messages();
    let mut said: Vec<String> = Vec::new();
    for (path, _) in view.edits {
        let one = match path.name {
            Name::Unit(quantity, _) => m.changed_at.with(&[(m.name_quantity)(quantity.name()), view.word(path.first)]),
            Name::X => m.changed_at.with(&["x", view.word(path.first)]),
            name => name.to_string(),
        };
        if !said.contains(&one) {
            said.push(one);
        }
    }
    (!said.is_empty()).then(|| m.changed.with(&[&said.join(", ")]))
}

fn answer(view: &View) -> Card {
    let m = view.messages();
    let config = &view.trace.model.config;
    let (class, p) = view.best(view.trace.steps());
    let mut text = Vec::new();
    if let Some(&guess) = view.guess.and_then(|guess| view.options.get(guess)) {
        let word = config.class_name(guess);
        text.push(if guess == class { m.guess_right.with(&[&word]) } else { m.guess_other.with(&[&word]) });
    }
    text.extend(changed(view));
    match (untouched(view), view.is_comparing()) {
        (Some(before), false) => text.push(before),
        (_, true) => text.extend(each_says(view)),
        (None, false) => text.push(match (view.seed, view.swap, view.truth) {
            (Some(seed), ..) => m.untrained.with(&[&seed.to_string()]),
            (_, _, Some(truth)) if truth != class && view.is_story && view.cell() == Cell::Rnn => {
                m.answer_wrong_story.with(&[&config.class_name(truth)])
            }
            (_, _, Some(truth)) if truth != class => m.answer_wrong.with(&[&config.class_name(truth)]),
            (_, Some((noun, _)), _) if noun != view.word(view.trace.steps()) => m.answer_text.with(&[noun]),
            _ => m.answer_text_plain.to_string(),
        }),
    }
    let unknown = view.trace.sequence.ids.iter().position(|&id| id < 0);
    text.extend(unknown.map(|t| format!("{}.", m.unknown_title.with(&[view.word(t + 1)]))));
    // Of a sentence that nobody knows an answer to, a percentage says nothing of right or wrong.
    text.extend(
        (view.seed.is_none() && (unknown.is_some() || view.truth.is_none())).then(|| m.answer_must.to_string()),
    );
    let mut options: Vec<Offer> = Vec::new();
    options.extend(view.swap.map(|(from, to)| offer(Choice::ChangeWord, m.change_word.with(&[from, to]))));
    if view.screen.by_operation {
        options.extend(view.other_distance.map(|far| {
            offer(Choice::OtherDistance, if far { m.without_filler.to_string() } else { m.with_filler.to_string() })
        }));
    }
    if view.screen.fig == "step" && view.edits.is_empty() {
        options.push(offer(Choice::Screen("memory"), m.next_memory.to_string()));
    }
    let title = if view.is_comparing() {
        m.each_title.to_string()
    } else {
        m.answer_title.with(&[&config.class_name(class), &percent(p)])
    };
    Card { title, text, options, is_question: false, numbers: vec![says(view, view.trace.steps()).1] }
}

/// "LSTM “fish” 98%; GRU …".
fn each_says(view: &View) -> Vec<String> {
    let m = view.messages();
    let one = |index: usize| {
        let lane = view.lane(index);
        let (class, p) = lane.best(lane.trace.steps());
        let name = lane.cell().label().to_string();
        m.one_says.with(&[&name, &lane.trace.model.config.class_name(class), &percent(p)])
    };
    let said: Vec<String> = (0..view.lanes.len()).map(one).collect();
    let truth = view.truth.map(|truth| m.truth_is.with(&[&view.trace.model.config.class_name(truth)]));
    said.into_iter().chain(truth).collect()
}

/// Who can know the noun? Asked before anything is shown.
fn memory_question(view: &View) -> Card {
    let m = view.messages();
    let Some((noun, other)) = view.swap.filter(|_| view.lanes.len() > 1) else { return question(view) };
    let mut options: Vec<Offer> =
        (0..CHOICES.len()).map(|n| offer(Choice::Guess(n), m.memory_choices[n].to_string())).collect();
    options.push(offer(Choice::ShowMe, m.show_me.to_string()));
    Card {
        title: m.memory_question.with(&[noun, other]),
        text: vec![m.memory_question_text.to_string()],
        options,
        is_question: true,
        ..Card::default()
    }
}

fn memory_answer(view: &View) -> Card {
    let m = view.messages();
    let Some((noun, other)) = view.swap.filter(|_| view.lanes.len() > 1) else { return answer(view) };
    let changes = changes(view);
    let right = CHOICES.iter().position(|choice| *choice == changes);
    let mut text = Vec::new();
    if let Some(guess) = view.guess {
        text.push(if Some(guess) == right { m.guess_was_right.to_string() } else { m.guess_was_other.to_string() });
    }
    text.push(match right.filter(|right| is_finding(view, *right)) {
        Some(right) => (m.memory_findings)(right, noun),
        None => each_says(view).join(" "),
    });
    text.extend(view.seed.map(|seed| m.untrained.with(&[&seed.to_string()])));
    text.extend(untouched(view));
    let mut options = vec![offer(Choice::ChangeWord, m.change_word.with(&[noun, other]))];
    options.extend(
        view.other_distance
            .map(|far| offer(Choice::OtherDistance, if far { m.nearer.to_string() } else { m.farther.to_string() })),
    );
    options.push(offer(Choice::Screen("unroll"), m.next_unroll.to_string()));
    Card { title: m.memory_answer_title.to_string(), text, options, ..Card::default() }
}

/// Whether the reason that goes with a finding is the true one: all three kinds stand there, trained and untouched, and the
/// window does or does not reach the noun as the reason says.
fn is_finding(view: &View, right: usize) -> bool {
    let cells: Vec<Cell> = view.lanes.iter().map(|lane| lane.model.config.cell).collect();
    let is_whole = view.screen.cells == cells && view.seed.is_none() && view.edits.is_empty();
    let back = view.noun_step().map_or(0, |noun| view.trace.steps() - noun);
    let in_window = back < Cell::Cnn.window();
    is_whole
        && match right {
            0 => !in_window,
            1 => in_window && back > 0,
            2 => back == 0,
            _ => true,
        }
}

fn unroll(view: &View) -> Card {
    let m = view.messages();
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
    let (_, most) = view.screen.len_range;
    let mut options = Vec::new();
    if steps * 2 <= most {
        options.push(offer(Choice::Len(steps * 2), m.twice_as_long.with(&[&(steps * 2).to_string()])));
    }
    options.push(offer(Choice::Rolled(true), m.roll_it.to_string()));
    options.push(offer(Choice::Screen("cell"), m.next_cell.to_string()));
    // How many weights twice as many words need is a question first.
    let text = match view.has_usual_length {
        true => m.unrolled_text.with(&[&steps.to_string(), &weights]),
        false => {
            let config = &view.trace.model.config;
            let head = config.classes * (config.hidden_size * config.directions + 1);
            m.unrolled_same.with(&[&weights, &(config.parameter_count() - head).to_string(), &head.to_string()])
        }
    };
    let text = vec![text, m.unrolled_hint.to_string()];
    Card { title: m.unrolled_title.with(&[&steps.to_string()]), text, options, ..Card::default() }
}
