//! What an address asks of this screen: a sentence with one gap, who reads it, and what else stands beside that.

use crate::device::compute;
use crate::engine::held::Held;
use crate::engine::trace::{LossAt, Sequence, Trace};
use crate::kernels::softmax_xent::IGNORED;
use crate::model::Model;
use crate::model::cell::Cell;
use crate::model::names::{Place, Quantity, ValuePath};
use crate::player::given;
use crate::player::show::{Show, apply_edits, example};
use crate::player::state::Player;
use crate::scene::lesson::Lesson;
use crate::shell::action::Action;
use crate::shell::address::{Address, Notice};
use crate::shell::notes::Note;
use crate::shell::state::Shell;
use crate::tasks::cloze::{self, GAP};
use crate::tasks::decode::Choose;
use crate::tasks::examples::Example;
use crate::tasks::judge::{Material, Purpose, share_right};
use crate::tasks::nets::{self, Net, Role};
use crate::text::vocab::ids;
use std::rc::Rc;

/// What stands beside the network that is shown: who else fills the gap, in the order of the picture.
pub const BESIDE: [Role; 4] = [Role::Forward, Role::BothWays, Role::AtEnd, Role::Backward];

/// Which network reads.
pub fn role(address: &Address) -> Role {
    match address.get("cover") {
        Some("future") => Role::Forward,
        Some("past") => Role::Backward,
        _ => Role::BothWays,
    }
}

/// The directions that are switched off, of a network that has both.
pub fn is_off(address: &Address, reverse: bool) -> bool {
    role(address) == Role::BothWays && address.list("off").contains(&if reverse { "backward" } else { "forward" })
}

pub fn show(shell: &mut Shell, lesson: &'static Lesson, old: Option<&Show>) -> Show {
    let example = example(shell, lesson, |example| matches!(example, Example::Trees | Example::TreesTh));
    let thai = example == Example::TreesTh;
    let lang = shell.lang;
    let Shell { address, notes, .. } = shell;
    let cell = cell(address, notes);
    let net = nets::find(role(address), thai, Some(cell)).expect("every cell ships in every role");
    check_off(address, notes);
    // Sizes are the networks' own.
    if address.get("hidden").is_some_and(|hidden| hidden != net.hidden.to_string()) {
        notes.push(Note::NotHere("hidden"));
    }
    address.remove("hidden");
    if address.get("w") == Some("trained") {
        address.remove("w");
    }
    let seed = (address.get("w") == Some("random"))
        .then(|| address.get("seed").and_then(|seed| seed.parse().ok()).unwrap_or(7));
    let mut words = example.words();
    if let Some(text) = address.get("text") {
        match given::gap(lang, text.split(' ').map(str::to_string).collect()) {
            Ok(typed) => words = typed,
            Err(why) => {
                notes.push(Note::Refused(why));
                address.remove("text");
            }
        }
    }
    let known = cloze::sentences(thai).into_iter().find(|sentence| sentence.words == words);
    let model = net.model(seed);
    let run = |net: &Net, model: Rc<Model>| {
        let truth = known.as_ref().and_then(|known| class(&model, &known.answer));
        Rc::new(compute::trace(model.clone(), sequence(net, &model, &words, truth)))
    };
    let trace = run(net, model.clone());
    let truth = known.as_ref().and_then(|known| class(&model, &known.answer));
    let others: Vec<&Net> = BESIDE.iter().filter_map(|&role| nets::find(role, thai, Some(cell))).collect();
    let swapped = others.iter().filter_map(|net| Some(run(net, Rc::new(net.trained()?)))).collect();
    let is_same = |old: &&Show| old.example == example && old.cell == cell && !old.shares.is_empty();
    let shares = old.filter(is_same).map_or_else(|| Rc::new(shares(&others)), |old| old.shares.clone());
    let candidates = known.as_ref().map_or_else(Vec::new, |known| beside(&model, known, thai));
    let corpus = old.map_or_else(Default::default, |old| old.corpus.clone());
    let mut show = Show { corpus, seed, swapped, shares, candidates, truth, ..Show::of(example, trace) };
    // A changed number belongs to the network that is shown, not to those beside it.
    let beside = show.swapped.clone();
    apply_edits(address, &mut show, notes);
    show.swapped = beside;
    silence(address, &mut show);
    show
}

/// `bilstm` and `lstm` alike: here every cell reads both ways.
fn cell(address: &mut Address, notes: &mut Vec<Note>) -> Cell {
    let asked: Vec<String> = address.list("cell").into_iter().map(str::to_string).collect();
    let found = asked.first().and_then(|id| Cell::from_id(id.strip_prefix("bi").unwrap_or(id)));
    let cell = found.filter(|cell| Cell::RECURRENT.contains(cell));
    if asked.len() > 1 || (found.is_some() && cell.is_none()) {
        notes.push(Note::NotHere("cell"));
    } else if let (Some(id), None) = (asked.first(), found) {
        notes.push(Note::Address(Notice::Bad("cell".into(), id.clone())));
    }
    match cell.filter(|cell| *cell != Cell::Lstm) {
        Some(cell) => address.set("cell", &format!("bi{}", cell.id())),
        None => {
            address.remove("cell");
            true
        }
    };
    cell.unwrap_or(Cell::Lstm)
}

fn check_off(address: &mut Address, notes: &mut Vec<Note>) {
    let asked: Vec<String> = address.list("off").into_iter().map(str::to_string).collect();
    let fits = |id: &String| role(address) == Role::BothWays && (id == "forward" || id == "backward");
    let kept: Vec<String> = asked.iter().filter(|id| fits(id)).cloned().collect();
    for lost in asked.iter().filter(|id| !kept.contains(id)) {
        notes.push(Note::Address(Notice::Bad("off".into(), lost.clone())));
    }
    if kept.is_empty() {
        address.remove("off");
    } else {
        address.set_list("off", &kept);
    }
}

fn class(model: &Model, answer: &str) -> Option<usize> {
    model.config.labels.iter().position(|label| label == answer)
}

/// The words as numbers, asked at the gap, or where a network may wait, at the last word.
fn sequence(net: &Net, model: &Model, words: &[String], truth: Option<usize>) -> Sequence {
    let gap = words.iter().position(|word| word == GAP).unwrap_or(0);
    let at = if net.role == Role::AtEnd { words.len() - 1 } else { gap };
    let mut targets = vec![IGNORED; words.len()];
    targets[at] = truth.map_or(IGNORED, |truth| truth as i32);
    Sequence {
        tokens: words.to_vec(),
        ids: ids(&model.config.vocab, words),
        targets,
        loss_at: LossAt::Last,
        asked: at + 1,
        ..Sequence::default()
    }
}

/// How often each network is right on the sentences that it never learnt from.
fn shares(nets: &[&Net]) -> Vec<f64> {
    let share = |net: &&Net| {
        let items = Material::new(net).examples(Purpose::Judging);
        net.trained().map_or(f64::NAN, |model| share_right(&model, &items, Choose::Likeliest))
    };
    nets.iter().map(share).collect()
}

/// Answers that fit one of the two sides: what else could be chosen.
fn beside(model: &Model, known: &cloze::Cloze, thai: bool) -> Vec<usize> {
    let fits = |other: &cloze::Cloze| other.left() == known.left() || other.right() == known.right();
    let words = cloze::sentences(thai).into_iter().filter(fits).map(|other| other.answer);
    cloze::different(words).iter().filter_map(|word| class(model, word)).collect()
}

/// A direction that is switched off hands the answer nothing: its state at the gap is held at 0.
fn silence(address: &Address, show: &mut Show) {
    let asked = show.trace.asked();
    let mut held: Vec<(ValuePath, f64)> = Vec::new();
    for reverse in [false, true].into_iter().filter(|&reverse| is_off(address, reverse)) {
        let place = Place { reverse, ..Place::FIRST };
        held.extend((1..=show.hidden).map(|unit| (ValuePath::unit(Quantity::H, place, asked, unit), 0.0)));
    }
    if held.is_empty() {
        return;
    }
    held.extend(show.trace.held.iter().map(|&(path, value)| (path, f64::from(value))));
    let trace = compute::trace_with(show.trace.model.clone(), show.trace.sequence.clone(), Held::new(held), 0);
    show.trace = Rc::new(trace);
    show.lanes = vec![show.trace.clone()];
}

/// The sentence with another word on one of its sides: the noun, or the frame.
pub fn with_side(words: &[String], thai: bool, noun: Option<&str>, frame: Option<&str>) -> Vec<String> {
    let known = cloze::sentences(thai).into_iter().find(|sentence| sentence.words == words);
    let (left, right) = match &known {
        Some(known) => (known.left().to_vec(), known.right().to_vec()),
        None => return words.to_vec(),
    };
    let split = |text: &str| -> Vec<String> { text.split(' ').map(str::to_string).collect() };
    let middle = [GAP.to_string()];
    if thai {
        // ใน สวน มี ▢ แอปเปิ้ล
        let left = frame.map_or(left, |frame| [split(frame), vec!["มี".to_string()]].concat());
        [left, middle.to_vec(), noun.map_or(right, split)].concat()
    } else {
        [noun.map_or(left, split), middle.to_vec(), frame.map_or(right, split)].concat()
    }
}

/// The trace of a network beside, by its role.
pub fn of_role(traces: &[Rc<Trace>], role: Role) -> Option<&Rc<Trace>> {
    BESIDE.iter().position(|&other| other == role).and_then(|at| traces.get(at))
}

/// Another word on one of the sides: the sentence as it then is.
#[derive(Clone, Debug)]
pub struct Side(pub Vec<String>);

/// Does what only this screen does; says whether it did. The position stays, and so does the focus: a list is walked through.
pub fn act(s: &mut Player, action: &Action) -> bool {
    let Action::Own(own) = action else { return false };
    let Some(Side(words)) = own.of::<Side>() else { return false };
    s.playing = None;
    s.trail.clear();
    let was_revealed = s.view().is_revealed();
    if words == s.show.example.words() {
        s.shell.address.remove("text");
    } else {
        s.shell.address.set("ex", s.show.example.id());
        s.shell.address.set("text", &words.join(" "));
    }
    s.refresh();
    let t = if was_revealed { s.view().last() } else { s.t().min(s.steps()) };
    s.shell.address.set("t", &t.to_string());
    s.close_if_empty();
    true
}
