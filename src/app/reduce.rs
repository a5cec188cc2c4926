//! The reducer: state and action to the next state. Pure; what has to be done outside becomes an effect.

use crate::app::action::Action;
use crate::app::address::{Address, MAX_CHARACTERS};
use crate::app::edit;
use crate::app::state::{Editor, Effect, Note, State};
use crate::app::travel::{goto, is_at_the_end, jump, place, schedule, step, sync_open};
use crate::engine::error::{InputError, MAX_TOKENS};
use crate::i18n::Lang;
use crate::lesson::program;
use crate::model::config::Cell;
use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::scene::cell::present;
use crate::scene::memory;
use crate::scene::refusal::input_error;
use crate::scene::view::{Field, Zoom};
use crate::text::token::tokenize;
use std::rc::Rc;

pub fn reduce(state: &State, action: Action) -> State {
    let mut next = state.clone();
    next.effects.clear();
    if !(next.part.act)(&mut next, &action) {
        apply(&mut next, action);
    }
    (next.part.settle)(&mut next);
    let is_other = !Rc::ptr_eq(&next.show, &state.show);
    // What was guessed was guessed of another answer.
    next.guess = next.guess.filter(|_| !is_other);
    if is_other || next.view().t != state.view().t || next.view().op != state.view().op {
        next.measure_effects();
        if next.wants_curves() {
            next.effects.push(Effect::Measure);
        }
    }
    if next.address != state.address && !next.effects.iter().any(Effect::writes_address) {
        next.effects.push(Effect::Address);
    }
    next.turn = state.turn.wrapping_add(u32::from(!next.effects.is_empty()));
    next
}

fn apply(s: &mut State, action: Action) {
    match action {
        Action::Step(forward) => {
            s.playing = None;
            step(s, forward);
        }
        Action::Word(forward) => {
            s.playing = None;
            let t = s.t();
            jump(s, if forward { t + 1 } else { t.saturating_sub(1) });
        }
        Action::Operation(op) => {
            s.playing = None;
            let t = s.t().clamp(1, s.steps());
            place(s, if op == 0 { t - 1 } else { t }, op);
        }
        Action::Goto(t) => {
            s.playing = None;
            jump(s, t);
        }
        Action::GotoExactly(t) => {
            s.playing = None;
            goto(s, t);
        }
        Action::Advance => {
            s.playing = None;
            if is_at_the_end(s) {
                goto(s, 0);
            } else {
                step(s, true);
            }
        }
        Action::Play => {
            if is_at_the_end(s) {
                goto(s, 0);
            }
            // Playing never answers the question for anybody.
            if !s.view().is_asking() {
                schedule(s);
            }
        }
        Action::Pause => s.playing = None,
        Action::Tick(number) if s.playing == Some(number) => {
            step(s, true);
            if is_at_the_end(s) || s.view().is_asking() {
                s.playing = None;
            } else {
                schedule(s);
            }
        }
        Action::Tick(_) => {}
        Action::Guess(option) if option < choices(s) && s.view().is_asking() => {
            s.guess = Some(option);
            let t = s.t() + 1;
            goto(s, t);
            s.effects.push(Effect::Focus("card"));
        }
        Action::Guess(_) => {}
        Action::ShowMe => {
            let t = s.steps() + 1;
            goto(s, t);
            s.effects.push(Effect::Focus("card"));
        }
        Action::Open(path) => open_root(s, path),
        Action::OpenDeeper(path) => open(s, path),
        // On its own screen the cell is open already.
        Action::OpenCell if s.show.screen.by_operation => close(s),
        Action::OpenCell if s.t() > 0 => {
            s.trail.clear();
            s.address.remove("open");
            s.address.set("zoom", "cell");
            s.effects.push(Effect::Focus("detail"));
        }
        Action::OpenCell => {}
        Action::Crumb(index) => crumb(s, index),
        Action::Up => up(s),
        Action::Unit(on) => {
            let count = s.show.hidden;
            s.unit = if on { s.unit % count + 1 } else { (s.unit + count - 2) % count + 1 };
            if s.zoom() == Zoom::Math && matches!(s.trail.first(), Some(ValuePath { name: Name::Unit(..), .. })) {
                let path = ValuePath { second: s.unit, ..s.trail[0] };
                s.trail.clear();
                open(s, path);
                s.effects.retain(|effect| !matches!(effect, Effect::Focus(_)));
            }
            s.effects.push(Effect::Focus("in-hand"));
        }
        Action::ChooseUnit(unit) => s.unit = unit.clamp(1, s.show.hidden),
        Action::OpenUnit => {
            let t = s.view().read();
            if t > 0 {
                // What the last operation gave; h where the step is whole.
                let view = s.view();
                let quantity = present(&view).and_then(|operation| operation.quantities.last().copied());
                let quantity = quantity.filter(|_| view.screen.by_operation).unwrap_or(Quantity::H);
                let path = view.path(ValuePath::unit(quantity, Place::FIRST, t, s.unit));
                s.trail.clear();
                open(s, path);
            }
        }
        Action::ChangeWord => change_word(s),
        Action::Editor(open) => {
            s.playing = None;
            s.editor = open.then(|| Editor { text: s.show.trace.sequence.tokens.join(" "), refusal: None });
            s.effects.push(Effect::Focus(if open { "own-sentence" } else { "own-open" }));
        }
        Action::Typed(text) => {
            if let Some(editor) = &mut s.editor {
                editor.text = text;
            }
        }
        Action::Submit(text) => submit(s, &text),
        Action::Cell(cell) => {
            edit::qualify(s);
            s.address.set("cell", cell.id());
            rebuild(s);
        }
        Action::SideBySide => {
            edit::qualify(s);
            s.address.set("cell", &Cell::RECURRENT.map(Cell::id).join(","));
            rebuild(s);
        }
        Action::Beside(cell) => {
            let mut cells: Vec<Cell> = s.show.lanes.iter().map(|lane| lane.model.config.cell).collect();
            match cells.iter().position(|&other| other == cell) {
                Some(at) if cells.len() > 1 => drop(cells.remove(at)),
                Some(_) => return,
                None if cells.len() == s.show.screen.most_cells => return,
                None => cells.push(cell),
            }
            edit::qualify(s);
            // Always in the same order, so that a place means a cell.
            let cells: Vec<&str> =
                s.show.screen.choice.iter().filter(|cell| cells.contains(cell)).map(|cell| cell.id()).collect();
            s.address.set("cell", &cells.join(","));
            rebuild(s);
        }
        Action::Screen(fig) => screen(s, &fig),
        Action::Field => s.effects.push(Effect::Focus("field")),
        Action::FieldTyped(text) => s.field = Some(Field { text, refusal: None }),
        Action::FieldSubmit(text) => edit::submit(s, &text),
        Action::Restore(path) => edit::restore(s, &path),
        Action::RestoreAll => edit::restore_all(s),
        Action::Hold(gate, value) => edit::hold(s, gate, value),
        Action::HoldOne(path, value) => edit::hold_one(s, path, value),
        Action::Pin(path) => edit::pin(s, path),
        Action::Len(len) => {
            let (least, most) = s.show.screen.len_range;
            s.address.remove("text");
            s.address.set("len", &len.clamp(least, most).to_string());
            rebuild(s);
        }
        Action::Rolled(rolled) => {
            s.address.set("rolled", if rolled { "1" } else { "0" });
            // Every moment is there to be seen.
            if !rolled && s.t() == 0 {
                let t = s.steps();
                goto(s, t);
            }
        }
        Action::OtherDistance => {
            let example = s.show.example;
            let tokens = &s.show.trace.sequence.tokens;
            let (noun, other) = example.swap();
            let is_own = tokens.len() == example.words().len();
            let is_swapped = tokens.iter().any(|word| word == other) && !tokens.iter().any(|word| word == noun);
            let mut words = if is_own { example.other_words() } else { example.words() };
            // The same question: whichever noun it is asked about.
            for word in words.iter_mut().filter(|word| is_swapped && *word == noun) {
                *word = other.to_string();
            }
            read_sentence(s, &words);
            let t = s.steps();
            goto(s, t);
            s.effects.push(Effect::Focus("card"));
        }
        Action::Weights(open) => {
            s.are_weights_open = open;
            s.effects.extend(open.then_some(Effect::Reveal("weights")));
        }
        Action::MeasureCurves => {
            s.curves = Some(Rc::new((s.part.curves)(s.show.example, s.show.hidden)));
            // At the answer it stands in the picture.
            s.effects.extend((!s.view().is_revealed()).then_some(Effect::Reveal("curves")));
        }
        Action::Hidden(hidden) => {
            let (least, most) = s.show.screen.hidden_range;
            let hidden = hidden.clamp(least, most);
            s.address.set("hidden", &hidden.to_string());
            let is_trained = ships(s, hidden);
            if s.is_random_for_size && is_trained {
                s.address.remove("w");
            }
            s.is_random_for_size = !is_trained && (s.is_random_for_size || s.show.seed.is_none());
            rebuild(s);
        }
        Action::Random(random) => {
            s.address.set("w", if random { "random" } else { "trained" });
            s.is_random_for_size = false;
            if !random && !ships(s, s.show.hidden) {
                s.address.remove("hidden");
            }
            rebuild(s);
        }
        Action::Seed(seed) => {
            s.address.set("seed", &seed.to_string());
            rebuild(s);
        }
        Action::Lang(lang) => language(s, lang),
        Action::Theme(theme) => {
            s.address.set("theme", &theme);
        }
        Action::Speed(speed) => {
            s.address.set("speed", &speed);
        }
        Action::Present(present) => {
            s.address.set("present", if present { "1" } else { "0" });
            s.effects.push(Effect::Focus("go"));
        }
        Action::Table(open) => s.is_table_open = open,
        Action::CopyLink => {
            s.effects.push(Effect::Copy(s.link()));
        }
        Action::Copied(is_done) => {
            let is_copy = |note: &Note| matches!(note, Note::Copied | Note::CopyFailed(_));
            s.notes.retain(|note| !is_copy(note));
            s.notes.push(if is_done { Note::Copied } else { Note::CopyFailed(crate::platform::link(&s.link())) });
        }
        Action::Reset => reset(s),
        Action::Dismiss(index) if index < s.notes.len() => {
            s.notes.remove(index);
            s.effects.push(Effect::Focus("go"));
        }
        Action::Dismiss(_) => {}
        Action::Set(..) => {}
        Action::Navigate(query)
            if program(Address::parse(&query).0.get("fig").unwrap_or_default()) != s.part.program =>
        {
            s.effects.push(Effect::Replace(query));
        }
        Action::Navigate(query) => {
            let fresh = State::of(s.part, &query, (*s.preferences).clone());
            let (turn, ticks) = (s.turn, s.ticks);
            *s = State { turn, ticks, ..fresh };
        }
    }
}

/// Whether trained networks of that size ship for every cell on the screen.
fn ships(s: &State, hidden: usize) -> bool {
    s.show.lanes.iter().all(|lane| s.show.example.ships(lane.model.config.cell, hidden))
}

/// Choices of the question that stands at the end.
fn choices(s: &State) -> usize {
    if s.show.screen.fig == "memory" { memory::CHOICES.len() } else { s.show.options.len() }
}

/// Opens a number as the first of a trail.
pub fn open_root(s: &mut State, path: ValuePath) {
    s.trail.clear();
    // The length of all units together is no unit.
    if let (Name::Unit(..), 1..) = (path.name, path.second) {
        s.unit = path.second;
    }
    open(s, path);
}

fn open(s: &mut State, path: ValuePath) {
    if !s.view().may_open(&path) {
        return;
    }
    s.playing = None;
    // A number that is open already is gone back to, never opened twice.
    if let Some(at) = s.trail.iter().position(|open| *open == path) {
        s.trail.truncate(at);
    }
    s.trail.push(path);
    sync_open(s);
    s.effects.push(Effect::Focus("detail"));
}

fn up(s: &mut State) {
    if s.editor.is_some() {
        return apply(s, Action::Editor(false));
    }
    match s.zoom() {
        Zoom::Math if s.trail.len() > 1 => {
            s.trail.pop();
            sync_open(s);
            s.effects.push(Effect::Focus("detail"));
        }
        Zoom::Math | Zoom::Cell => close(s),
        Zoom::Sentence => {
            s.address.set("present", "0");
        }
    }
}

/// Back to the picture, and to the number in it that was opened first.
fn close(s: &mut State) {
    let first = s.trail.first().copied();
    s.trail.clear();
    sync_open(s);
    s.effects.push(first.map_or(Effect::Focus("in-hand"), Effect::FocusNumber));
}

/// Crumbs: the sentence, the step (if the number has one), then the trail.
fn crumb(s: &mut State, index: usize) {
    let has_step = s.trail.iter().any(|path| path.t().is_some());
    match index {
        0 => close(s),
        1 if has_step => {
            let t = s.trail.iter().find_map(ValuePath::t).unwrap_or(s.t());
            goto(s, t);
            apply(s, Action::OpenCell);
        }
        index => {
            s.trail.truncate(index - usize::from(has_step));
            sync_open(s);
            s.effects.push(Effect::Focus("detail"));
        }
    }
}

fn change_word(s: &mut State) {
    let Some((from, to)) = s.show.swap.clone() else { return };
    let words: Vec<String> =
        s.show.trace.sequence.tokens.iter().map(|word| if *word == from { to.clone() } else { word.clone() }).collect();
    // Where the answers stand side by side, the change is seen in them; else the question is asked again, at once.
    let is_seen = s.show.screen.fig == "memory" && s.view().is_revealed();
    read_sentence(s, &words);
    let t = s.steps() + usize::from(is_seen);
    goto(s, t);
    s.effects.push(Effect::Focus("card"));
}

/// Starts a new sentence; the example's own leaves the address short.
fn read_sentence(s: &mut State, words: &[String]) {
    s.playing = None;
    let own = if s.show.screen.len_range.1 == 0 { s.show.example.words() } else { Vec::new() };
    s.address.remove("len");
    if *words == own {
        s.address.remove("text");
    } else {
        s.address.set("ex", s.show.example.id());
        s.address.set("text", &words.join(" "));
    }
    s.address.set("t", "0");
    s.address.remove("op");
    s.guess = None;
    s.trail.clear();
    s.refresh();
    s.close_if_empty();
}

fn submit(s: &mut State, text: &str) {
    let (lang, example) = (s.lang, s.show.example);
    let vocab = s.show.trace.model.config.vocab.clone();
    let words = tokenize(text, example.script(), &vocab, &|rest| crate::platform::segment(rest, example.lang()));
    let refusal = if words.is_empty() {
        Some(input_error(lang, &InputError::Empty))
    } else if words.len() > MAX_TOKENS {
        Some(input_error(lang, &InputError::TooLong { count: words.len(), max: MAX_TOKENS }))
    } else if !fits_a_link(s, &words) {
        Some(lang.messages().error_too_many_characters.to_string())
    } else {
        None
    };
    if refusal.is_some() {
        s.editor = Some(Editor { text: text.to_string(), refusal });
        s.effects.push(Effect::Focus("own-sentence"));
        return;
    }
    s.editor = None;
    read_sentence(s, &words);
    s.effects.push(Effect::Focus("go"));
}

/// Whether a link with this sentence stays readable, with room for the keys that may follow.
fn fits_a_link(s: &State, words: &[String]) -> bool {
    const ROOM: usize = 400;
    let mut address = s.address.clone();
    address.set("ex", s.show.example.id());
    address.set("text", &words.join(" ")) && address.query().len() + ROOM <= MAX_CHARACTERS
}

/// Another screen: the look stays, everything else starts anew there.
fn screen(s: &mut State, fig: &str) {
    let address = s.address.of_screen(fig);
    if program(fig) != s.part.program {
        return s.effects.push(Effect::Open(address.query()));
    }
    let fresh = State::of(s.part, &address.query(), (*s.preferences).clone());
    let (turn, ticks) = (s.turn, s.ticks);
    *s = State { turn, ticks, ..fresh };
    s.effects.extend([Effect::Push, Effect::Focus("figure")]);
}

/// Another network reads the same sentence: the position stays, the opened number closes.
fn rebuild(s: &mut State) {
    s.playing = None;
    s.trail.clear();
    s.guess = None;
    s.notes.retain(|note| !matches!(note, Note::UntrainedSize(_)));
    let was_revealed = s.view().is_revealed();
    s.refresh();
    // Another length, or a cell with other operations. What was not revealed stays so.
    let view = s.view();
    let (last, operations) = (view.last(), view.operations());
    let t = if was_revealed { last } else { s.t().min(s.steps()) };
    s.address.set("t", &t.to_string());
    if !s.goes_back() && (operations == 1 || s.address.number("op").is_some_and(|op| op > operations)) {
        s.address.remove("op");
    }
    s.close_if_empty();
}

fn language(s: &mut State, lang: Lang) {
    s.address.set("lang", lang.id());
    s.lang = lang;
    // The network is swapped for its twin only while the sentence is the example's own.
    let own = s.address.is_set("text") || s.address.is_set("set");
    if !own && s.show.example.lang() != lang.id() {
        if s.address.is_set("ex") {
            s.address.set("ex", s.show.example.twin().id());
        }
        let open = s.trail.clone();
        rebuild(s);
        // The same number of the twin, where it has one: units mean the same place, words do not.
        if let Some(path) = open.first().filter(|path| matches!(path.name, Name::Unit(..))) {
            open_quietly(s, *path);
        }
    } else if own {
        s.address.set("ex", s.show.example.id());
    }
}

fn open_quietly(s: &mut State, path: ValuePath) {
    open(s, path);
    s.effects.retain(|effect| !matches!(effect, Effect::Focus(_)));
}

/// Back to the start of the screen; how the page looks stays.
fn reset(s: &mut State) {
    for key in [
        "text", "cell", "w", "seed", "hidden", "t", "op", "zoom", "open", "predict", "ex", "set", "pins", "len",
        "rolled",
    ] {
        s.address.remove(key);
    }
    s.notes.clear();
    s.editor = None;
    s.unit = 1;
    s.pins.clear();
    rebuild(s);
    s.effects.push(Effect::Focus("go"));
}
