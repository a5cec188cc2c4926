//! What the screen of comparison knows: what was guessed, the presses of the light switch, what was measured.

use crate::engine::error::MAX_TOKENS;
use crate::math::rng::{Uniform, hash};
use crate::screens::compare::kinds::{Look, Task};
use crate::screens::compare::light;
use crate::screens::compare::place::{Placed, placed};
use crate::screens::compare::words::Words;
use crate::shell::action::{Action, Effect, Own};
use crate::shell::notes::Note;
use crate::shell::state::Shell;
use crate::tasks::switch;

/// What only this screen does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    Look(Look),
    /// A guess at a task: the contender, from 0.
    Guess(Task, usize),
    /// Presses the switch (`true`) or waits.
    Press(bool),
    /// So many words by chance.
    Random(usize),
    Clear,
    /// Measures the next piece, and then the one after it.
    Measure,
}

#[derive(Clone, Debug)]
pub struct Compare {
    pub shell: Shell,
    /// The sequence: 1 for a press. A link holds the first words of it, as many as a sentence may have.
    pub presses: Vec<i32>,
    pub guesses: [Option<usize>; 4],
    /// The answers were asked for without a guess.
    pub is_open: bool,
    /// What was measured of the light switch, piece by piece.
    pub shares: Vec<f64>,
    pub is_measuring: bool,
}

/// Words of the sequence that begins: short enough for every network.
const FIRST: [i32; 6] = [0, 1, 0, 1, 1, 0];
/// The pause between two pieces: the page is drawn in it.
const REST_MILLIS: u32 = 10;

impl Compare {
    pub fn new(mut shell: Shell) -> Self {
        if let Some(text) = shell.address.get("text") {
            let unknown = text.split(' ').find(|word| number(word).is_none()).map(str::to_string);
            if let Some(word) = unknown {
                shell.notes.push(Note::Refused(Words::of(shell.lang).refuse_word(&word)));
                shell.address.remove("text");
            }
        }
        let shares = shell.kept.as_ref().and_then(Own::of::<Vec<f64>>).unwrap_or_default();
        let is_open = !shell.predicts();
        let presses = match shell.address.get("text") {
            Some(text) => text.split(' ').filter_map(number).collect(),
            None => FIRST.to_vec(),
        };
        Self { shell, presses, guesses: [None; 4], is_open, shares, is_measuring: false }
    }

    pub fn look(&self) -> Look {
        Look::of(self.shell.address.get("look").unwrap_or_default())
    }
    /// Words that the figures of the table are counted for.
    pub fn steps(&self) -> usize {
        self.shell.address.number("len").unwrap_or(20)
    }
    pub fn placed(&self) -> Vec<Placed> {
        let one = |(task, guess): (Task, Option<usize>)| placed(self.shell.lang, task, guess, self.is_open);
        Task::ALL.into_iter().zip(self.guesses).map(one).collect()
    }
    pub fn is_placed(&self) -> bool {
        self.is_open || self.guesses.iter().all(Option::is_some)
    }
    pub fn is_measured(&self) -> bool {
        self.shares.len() >= light::nets().len() * light::LENGTHS.len()
    }
    /// Where one stands: tasks that are shown, then the light, then the table.
    pub fn stop(&self) -> usize {
        match self.look() {
            Look::Place => usize::from(self.is_placed()),
            Look::Light => 2 + usize::from(self.is_measured()),
            Look::Table => 4,
        }
    }

    /// Does what happened.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Go | Action::Step(true) => self.on(),
            Action::Step(false) => self.back(),
            Action::Set(key, value) => drop(self.shell.facts.set(&mut self.shell.address, key, &value)),
            Action::Own(own) => {
                if let Some(act) = own.of::<Act>() {
                    self.act(act);
                }
            }
            _ => {}
        }
    }

    fn on(&mut self) {
        match self.look() {
            Look::Place if !self.is_placed() => {
                self.is_open = true;
                self.shell.focus("placed");
            }
            Look::Place => self.turn(Look::Light),
            Look::Light if !self.is_measured() => self.act(Act::Measure),
            Look::Light => self.turn(Look::Table),
            Look::Table => {
                (self.guesses, self.is_open) = ([None; 4], false);
                self.turn(Look::Place);
            }
        }
    }

    fn back(&mut self) {
        match self.look() {
            Look::Place => {}
            Look::Light => self.turn(Look::Place),
            Look::Table => self.turn(Look::Light),
        }
    }

    fn turn(&mut self, look: Look) {
        self.is_measuring = false;
        self.shell.facts.set(&mut self.shell.address, "look", look.id());
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Look(look) => self.turn(look),
            Act::Guess(task, who) if who < task.contenders().len() => {
                self.guesses[task as usize].get_or_insert(who);
            }
            Act::Guess(..) => {}
            Act::Press(press) => {
                self.presses.push(i32::from(press));
                self.write();
            }
            Act::Random(count) => {
                // Others each time, and the same for the same sequence.
                let seed = self.presses.iter().fold(7, |sum, &press| hash(sum ^ press as u32));
                let mut random = Uniform::new(seed);
                self.presses.extend((0..count).map(|_| random.below(2) as i32));
                self.write();
            }
            Act::Clear => {
                self.presses = vec![0];
                self.write();
            }
            Act::Measure => {
                if self.shares.is_empty() {
                    self.shell.focus("measured");
                }
                self.is_measuring = true;
                match light::piece(self.shares.len()) {
                    Some(share) if self.look() == Look::Light => {
                        self.shares.push(share);
                        self.shell.effects.push(Effect::After(REST_MILLIS, Action::Own(Own::new(Act::Measure))));
                    }
                    _ => self.is_measuring = false,
                }
            }
        }
    }

    fn write(&mut self) {
        self.presses.truncate(switch::LONGEST);
        let words = self.presses.iter().take(MAX_TOKENS).map(|&press| switch::WORDS[0][press as usize]);
        let words: Vec<&str> = words.collect();
        self.shell.address.set("text", &words.join(" "));
    }
}

/// A word of the switch, in either language.
fn number(word: &str) -> Option<i32> {
    switch::WORDS.iter().find_map(|words| words.iter().position(|known| *known == word)).map(|press| press as i32)
}
