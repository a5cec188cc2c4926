//! What learns: the next word, as on the other screens; a sentence in another order, through an encoder and a decoder; or the word in a
//! gap, by two directions. The last two are networks of the task shapes, of any small size with random weights, or as they ship.

use crate::device::compute;
use crate::engine::trace::{LossAt, Sequence};
use crate::kernels::softmax_xent::IGNORED;
use crate::model::Model;
use crate::player::given;
use crate::player::own;
use crate::player::show::{Show, apply_edits, cells, example, untrained_size};
use crate::scene::lesson::Lesson;
use crate::shell::address::{Address, Notice};
use crate::shell::notes::Note;
use crate::shell::state::Shell;
use crate::tasks::cloze;
use crate::tasks::examples::Example;
use crate::tasks::nets::{Net, Role, find};
use crate::tasks::phrases;
use crate::text::vocab::ids;
use crate::words::Lang;
use std::rc::Rc;

/// The kinds of network, each by the example that stands for it in English.
pub const KINDS: [Example; 3] = [Example::Apple, Example::Translate, Example::Trees];

/// A translation is longer than a sentence, and each of its words a column: what it begins with is short.
const PHRASE: &str = "two apples";

/// The example that an address asks for; the usual one where it asks for none.
pub fn asked(address: &Address) -> Example {
    address.get("ex").and_then(Example::from_id).unwrap_or(Example::Apple)
}

/// The kind that an example belongs to.
pub fn kind(example: Example) -> Example {
    KINDS.into_iter().find(|kind| *kind == example || kind.twin() == example).unwrap_or(Example::Apple)
}

pub fn show(shell: &mut Shell, lesson: &'static Lesson, old: Option<&Show>) -> Show {
    let kind = kind(asked(&shell.address));
    if kind == Example::Apple {
        refuse(shell, &["attend"]);
        return own::show(shell, lesson, old);
    }
    let example = example(shell, lesson, |found| self::kind(found) == kind);
    // Its cuts count steps of one network that reads one way.
    refuse(shell, if kind == Example::Translate { &["trunc"] } else { &["trunc", "attend"] });
    let lang = shell.lang;
    let Shell { address, notes, .. } = shell;
    let net = net(address, lesson, example, notes, old.is_none());
    let seed = match address.get("w") {
        Some("trained") => None,
        _ => Some(address.get("seed").and_then(|seed| seed.parse().ok()).unwrap_or(7)),
    };
    if address.get("w") == Some("random") {
        address.remove("w");
    }
    let model = net.model(seed);
    let words = words(address, example, lang, notes);
    let mut sequence = sequence(&net, &model, &words);
    sequence.loss_at = if address.get("loss") == Some("all") { LossAt::All } else { LossAt::Last };
    let trace = Rc::new(compute::trace(model, sequence));
    let corpus = old.map_or_else(Default::default, |old| old.corpus.clone());
    let mut show = Show { corpus, seed, ..Show::of(example, trace) };
    apply_edits(address, &mut show, notes);
    show
}

fn refuse(shell: &mut Shell, keys: &[&'static str]) {
    for key in keys.iter().filter(|key| shell.address.is_set(key)).copied().collect::<Vec<&'static str>>() {
        shell.notes.push(Note::NotHere(key));
        shell.address.remove(key);
    }
}

/// What a network of a kind is there for.
fn role(address: &Address, kind: Example) -> Role {
    match kind {
        Example::Trees => Role::BothWays,
        _ => Role::Translate { attends: attends(address), most: 3 },
    }
}

/// Whether a decoder looks back: not unless it is asked, so that all of the gradient has to cross the bridge.
pub fn attends(address: &Address) -> bool {
    address.get("attend") == Some("1")
}

/// The network that an address asks for: any cell and size with random weights, trained ones as they ship.
fn net(address: &mut Address, lesson: &'static Lesson, example: Example, notes: &mut Vec<Note>, is_link: bool) -> Net {
    let (role, thai) = (role(address, kind(example)), example == Example::TreesTh);
    let cell = cells(address, lesson, notes)[0];
    if address.get("w") == Some("trained") {
        // A translator ships with one kind of cell, which is then the one that is shown.
        let found = find(role, thai, Some(cell)).or_else(|| find(role, thai, None)).expect("every role ships");
        match address.number("hidden").filter(|&asked| asked != found.hidden) {
            Some(asked) => notes.push(untrained_size(asked)),
            None => {
                address.remove("hidden");
                if is_link && address.is_set("cell") && found.cell != cell {
                    notes.push(Note::Address(Notice::Bad("cell".into(), cell.id().into())));
                    address.remove("cell");
                }
                return *found;
            }
        }
        address.remove("w");
    }
    Net { role, thai, cell, hidden: address.number("hidden").unwrap_or(lesson.hidden) }
}

/// Words as a kind of network reads them, or why it cannot.
pub fn accepts(lang: Lang, example: Example, words: Vec<String>) -> Result<Vec<String>, String> {
    match kind(example) {
        Example::Translate => given::phrases(lang, words),
        Example::Trees => given::gap(lang, words),
        _ => Ok(words),
    }
}

fn words(address: &mut Address, example: Example, lang: Lang, notes: &mut Vec<Note>) -> Vec<String> {
    if let Some(text) = address.get("text") {
        match accepts(lang, example, text.split(' ').map(str::to_string).collect()) {
            Ok(words) => return words,
            Err(why) => {
                notes.push(Note::Refused(why));
                address.remove("text");
            }
        }
    }
    usual(example)
}

/// The words that a kind begins with.
pub fn usual(example: Example) -> Vec<String> {
    match example {
        Example::Translate => PHRASE.split(' ').map(str::to_string).collect(),
        example => example.words(),
    }
}

/// What is read and what should have been said. A decoder reads the truth: so it learns.
fn sequence(net: &Net, model: &Model, words: &[String]) -> Sequence {
    let config = &model.config;
    let Some(encoder) = &config.encoder else {
        let known = cloze::sentences(net.thai).into_iter().find(|sentence| sentence.words == words);
        let answer = known.and_then(|known| config.labels.iter().position(|label| *label == known.answer));
        let gap = words.iter().position(|word| word == cloze::GAP).unwrap_or(0);
        let mut targets = vec![IGNORED; words.len()];
        targets[gap] = answer.map_or(IGNORED, |answer| answer as i32);
        let ids = ids(&config.vocab, words);
        return Sequence { tokens: words.to_vec(), ids, targets, asked: gap + 1, ..Sequence::default() };
    };
    let mark = config.classes as i32 - 1;
    let truth = phrases::translation(words).map(|(thai, _)| ids(&config.vocab, &thai));
    let said = truth.clone().unwrap_or_default();
    let read: Vec<i32> = [mark].into_iter().chain(said).collect();
    let names = read.iter().map(|&word| config.class_name(usize::try_from(word).unwrap_or(0)));
    let due = truth.map_or(vec![IGNORED], |truth| truth.into_iter().chain([mark]).collect());
    let source = words.len();
    Sequence {
        tokens: words.iter().cloned().chain(names).collect(),
        ids: ids(&encoder.vocab, words).into_iter().chain(read).collect(),
        targets: vec![IGNORED; source].into_iter().chain(due).collect(),
        source,
        ..Sequence::default()
    }
}
