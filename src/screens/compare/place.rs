//! Four small tasks, and who of the networks that ship does best on each: guessed first, then measured.

use crate::model::cell::Cell;
use crate::screens::compare::kinds::{Task, Who};
use crate::screens::compare::words::Words;
use crate::tasks::nets::{self, Archive, Look, Role};
use crate::tasks::{judge, looking, switch};
use crate::words::Lang;

/// Somebody who tries a task: the network that ships for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contender {
    pub who: Who,
    pub role: Role,
    pub cell: Cell,
}

const fn contender(who: Who, role: Role, cell: Cell) -> Contender {
    Contender { who, role, cell }
}

const fn looks(positions: bool) -> Role {
    Role::Chased(Look { layers: 1, causal: false, positions })
}

const PAIRS: Role = Role::Pairs { apart: false, layers: 1 };
const LIGHT: Role = Role::Switch { layers: 1, most: switch::MOST };

impl Task {
    pub fn contenders(self) -> &'static [Contender] {
        const GAP: [Contender; 3] = [
            contender(Who::Left, Role::Forward, Cell::Gru),
            contender(Who::Right, Role::Backward, Cell::Gru),
            contender(Who::Both, Role::BothWays, Cell::Gru),
        ];
        const CHASED: [Contender; 3] = [
            contender(Who::Placeless, looks(false), Cell::Attention),
            contender(Who::Placed, looks(true), Cell::Attention),
            contender(Who::Reader, Role::Chased(Look::READS), Cell::Gru),
        ];
        const RECALL: [Contender; 2] =
            [contender(Who::Small, PAIRS, Cell::Gru), contender(Who::Looker, PAIRS, Cell::Attention)];
        const SWITCH: [Contender; 4] = [
            contender(Who::Window, LIGHT, Cell::Cnn),
            contender(Who::Reader, LIGHT, Cell::Gru),
            contender(Who::Scan, Role::Switch { layers: 2, most: switch::MOST }, Cell::MinGru),
            contender(Who::Looker, Role::Switch { layers: 2, most: switch::MOST_OF_ATTENTION }, Cell::Attention),
        ];
        match self {
            Task::Gap => &GAP,
            Task::Chased => &CHASED,
            Task::Pairs => &RECALL,
            Task::Light => &SWITCH,
        }
    }
    /// Where it can be tried.
    pub fn proof(self) -> &'static str {
        match self {
            Task::Gap => "fig=brnn",
            Task::Chased => "fig=attention&look=order",
            Task::Pairs => "fig=attention&ex=pairs",
            Task::Light => "fig=compare&look=light",
        }
    }
}

/// A task with what was guessed of it and, once it was, what came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    pub task: Task,
    pub title: String,
    pub text: String,
    pub options: Vec<String>,
    pub guess: Option<usize>,
    /// Share right of each, on what none of them ever met; and what is said of the guess.
    pub shares: Option<Vec<f64>>,
    pub verdict: Option<String>,
}

/// Shares that differ by less are one.
const SAME: f64 = 0.02;

/// Who is right most often: all whose share is within [`SAME`] of the best.
pub fn best(shares: &[f64]) -> Vec<usize> {
    let most = shares.iter().copied().fold(0.0, f64::max);
    (0..shares.len()).filter(|&n| most - shares[n] < SAME).collect()
}

/// How often the network that ships for somebody is right.
fn share(one: &Contender, thai: bool) -> Option<f64> {
    let find = |thai| nets::find(one.role, thai, Some(one.cell));
    let net = find(thai).or_else(|| find(false))?;
    if net.archive() == Archive::Cloze { judge::judged(net.role, net.thai, net.cell) } else { looking::judged(net) }
}

pub fn placed(lang: Lang, task: Task, guess: Option<usize>, is_open: bool) -> Placed {
    let (m, thai) = (Words::of(lang), lang.id() == "th");
    let contenders = task.contenders();
    let share = |one: &Contender| share(one, thai);
    let shares: Option<Vec<f64>> =
        if is_open || guess.is_some() { contenders.iter().map(share).collect() } else { None };
    let verdict = shares.as_ref().map(|shares| {
        let best = best(shares);
        let names: Vec<String> = best.iter().map(|&n| m.who(contenders[n].who).to_string()).collect();
        let names = names.join(m.and);
        match guess {
            Some(guess) if best.contains(&guess) => m.place_right(&names),
            Some(_) => m.place_other(&names),
            None => m.place_shown(&names),
        }
    });
    Placed {
        task,
        title: m.task_title(task).to_string(),
        text: m.task_text(task).to_string(),
        options: contenders.iter().map(|one| m.who(one.who).to_string()).collect(),
        guess,
        shares,
        verdict,
    }
}
