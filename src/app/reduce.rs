//! The reducer: state and action to the next state. Pure; what has to be done outside becomes an effect.

use crate::app::action::Action;
use crate::app::address::MAX_CHARACTERS;
use crate::app::state::{Editor, Effect, Note, State};
use crate::engine::error::{InputError, MAX_TOKENS};
use crate::i18n::Lang;
use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::scene::refusal::input_error;
use crate::scene::view::Zoom;
use crate::tasks::examples::TRAINED_SIZES;
use crate::text::token::tokenize;

/// Milliseconds between steps of playing at speed 1.
const CADENCE: f64 = 1600.0;

pub fn reduce(state: &State, action: Action) -> State {
    let mut next = state.clone();
    next.effects.clear();
    apply(&mut next, action);
    if next.address != state.address && !next.effects.iter().any(|effect| matches!(effect, Effect::Address)) {
        next.effects.push(Effect::Address);
    }
    next.turn = state.turn.wrapping_add(u32::from(!next.effects.is_empty()));
    next
}

fn apply(s: &mut State, action: Action) {
    match action {
        Action::Step(forward) => {
            s.playing = None;
            let t = s.t();
            goto(s, if forward { t + 1 } else { t.saturating_sub(1) });
        }
        Action::Goto(t) => {
            s.playing = None;
            // A jump stops at the question first: predict, then see.
            let skips = s.predicts() && s.t() < s.steps() && t > s.steps();
            let t = if skips { s.steps() } else { t };
            goto(s, t);
        }
        Action::GotoExactly(t) => {
            s.playing = None;
            goto(s, t);
        }
        Action::Advance => {
            s.playing = None;
            let t = s.t();
            goto(s, if t > s.steps() { 0 } else { t + 1 });
        }
        Action::Play => {
            if s.t() > s.steps() {
                goto(s, 0);
            }
            // Playing never answers the question for anybody.
            if !s.view().is_asking() {
                schedule(s);
            }
        }
        Action::Pause => s.playing = None,
        Action::Tick(number) if s.playing == Some(number) => {
            let t = s.t() + 1;
            goto(s, t);
            if t > s.steps() || s.view().is_asking() {
                s.playing = None;
            } else {
                schedule(s);
            }
        }
        Action::Tick(_) => {}
        Action::Guess(option) if option < s.show.options.len() && s.view().is_asking() => {
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
        Action::Open(path) => {
            s.trail.clear();
            if let Name::Unit(..) = path.name {
                s.unit = path.second;
            }
            open(s, path);
        }
        Action::OpenDeeper(path) => open(s, path),
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
        Action::OpenUnit => {
            let t = s.view().read();
            if t > 0 {
                let path = ValuePath::unit(Quantity::H, Place::FIRST, t, s.unit);
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
            s.address.set("cell", cell.id());
            rebuild(s);
        }
        Action::Hidden(hidden) => {
            let (least, most) = s.show.screen.hidden_range;
            let hidden = hidden.clamp(least, most);
            s.address.set("hidden", &hidden.to_string());
            let is_trained = TRAINED_SIZES.contains(&hidden);
            if s.is_random_for_size && is_trained {
                s.address.remove("w");
            }
            s.is_random_for_size = !is_trained && (s.is_random_for_size || s.show.seed.is_none());
            rebuild(s);
        }
        Action::Random(random) => {
            s.address.set("w", if random { "random" } else { "trained" });
            s.is_random_for_size = false;
            if !random && !TRAINED_SIZES.contains(&s.show.hidden) {
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
        Action::Navigate(query) => {
            let fresh = State::new(&query, (*s.preferences).clone());
            let (turn, ticks) = (s.turn, s.ticks);
            *s = State { turn, ticks, ..fresh };
        }
    }
}

fn goto(s: &mut State, t: usize) {
    let t = t.min(s.steps() + 1);
    if t == s.t() {
        return;
    }
    if t <= s.steps() {
        s.guess = None;
    }
    s.address.set("t", &t.to_string());
    // An open number follows the cursor to the same number of the new step.
    if s.zoom() == Zoom::Math {
        let read = s.view().read();
        let follow = s
            .trail
            .first()
            .copied()
            .map(|path| if path.t().is_some() { ValuePath { first: read.max(1), ..path } } else { path });
        s.trail.clear();
        s.trail.extend(follow.filter(|path| s.view().may_open(path)));
        sync_open(s);
    }
    s.close_if_empty();
}

fn sync_open(s: &mut State) {
    match s.trail.last() {
        Some(path) => {
            s.address.set("open", &path.to_string());
            s.address.set("zoom", "math");
        }
        None => {
            s.address.remove("open");
            s.address.set("zoom", "sentence");
        }
    }
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
        Zoom::Math | Zoom::Cell => {
            s.trail.clear();
            sync_open(s);
            s.effects.push(Effect::Focus("in-hand"));
        }
        Zoom::Sentence => {
            s.address.set("present", "0");
        }
    }
}

/// Crumbs: the sentence, the step (if the number has one), then the trail.
fn crumb(s: &mut State, index: usize) {
    let has_step = s.trail.iter().any(|path| path.t().is_some());
    match index {
        0 => {
            s.trail.clear();
            sync_open(s);
            s.effects.push(Effect::Focus("in-hand"));
        }
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

fn schedule(s: &mut State) {
    s.ticks = s.ticks.wrapping_add(1);
    s.playing = Some(s.ticks);
    let speed: f64 = s.address.get("speed").and_then(|speed| speed.parse().ok()).unwrap_or(1.0);
    s.effects.push(Effect::Tick(s.ticks, (CADENCE / speed) as u32));
}

fn change_word(s: &mut State) {
    let Some((from, to)) = s.show.swap.clone() else { return };
    let words: Vec<String> =
        s.show.trace.sequence.tokens.iter().map(|word| if *word == from { to.clone() } else { word.clone() }).collect();
    read_sentence(s, &words);
    // The question again, at once: whose answer changes?
    let t = s.steps();
    goto(s, t);
    s.effects.push(Effect::Focus("card"));
}

/// Starts a new sentence; the example's own leaves the address short.
fn read_sentence(s: &mut State, words: &[String]) {
    s.playing = None;
    if *words == s.show.example.words() {
        s.address.remove("text");
    } else {
        s.address.set("ex", s.show.example.id());
        s.address.set("text", &words.join(" "));
    }
    s.address.set("t", "0");
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
        Some(lang.messages().error_too_many_characters.clone())
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

/// Another network reads the same sentence: the position stays, the opened number closes.
fn rebuild(s: &mut State) {
    s.playing = None;
    s.trail.clear();
    s.guess = None;
    s.notes.retain(|note| !matches!(note, Note::UntrainedSize(_)));
    s.refresh();
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
    for key in ["text", "cell", "w", "seed", "hidden", "t", "zoom", "open", "predict", "ex"] {
        s.address.remove(key);
    }
    s.notes.clear();
    s.editor = None;
    s.unit = 1;
    rebuild(s);
    s.effects.push(Effect::Focus("go"));
}
