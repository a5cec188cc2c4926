//! The shapes of task: what goes in and comes out when, and which networks stand for each.

use crate::model::cell::Cell;
use crate::shell::address::Address;
use crate::tasks::examples::Example;
use crate::tasks::nets::{self, Net, Role};

/// As in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Many words in, one answer out.
    Review,
    /// One picture in, many words out.
    Caption,
    /// Many words in, then many out.
    Translate,
    Reverse,
}

impl Task {
    pub const ALL: [Task; 4] = [Task::Review, Task::Caption, Task::Translate, Task::Reverse];
    pub const IDS: [&'static str; 4] = ["review", "caption", "translate", "reverse"];

    pub fn id(self) -> &'static str {
        Task::IDS[self as usize]
    }
    pub fn of(address: &Address) -> Task {
        let at = address.get("task").and_then(|id| Task::IDS.iter().position(|known| *known == id));
        at.map_or(Task::Review, |at| Task::ALL[at])
    }
    /// The example in English, or in the one language that it has.
    pub fn example(self) -> Example {
        match self {
            Task::Review => Example::Review,
            Task::Caption => Example::Caption,
            Task::Translate => Example::Translate,
            Task::Reverse => Example::Reverse,
        }
    }
    pub fn has_encoder(self) -> bool {
        self != Task::Review
    }
    pub fn may_attend(self) -> bool {
        matches!(self, Task::Translate | Task::Reverse)
    }
}

/// What a decoder reads at each step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    /// What it has said.
    Own,
    /// What it should have said.
    Truth,
    /// Nothing of either: the mark.
    Nothing,
}

impl Feed {
    pub fn of(address: &Address) -> Feed {
        match address.get("feed") {
            Some("truth") => Feed::Truth,
            Some("none") => Feed::Nothing,
            _ => Feed::Own,
        }
    }
}

/// Whether the decoder looks back at its encoder.
pub fn attends(address: &Address, task: Task) -> bool {
    task.may_attend() && address.get("attend") != Some("0")
}

/// Phrases of the longest sentences that a translator learnt from.
pub fn most(address: &Address) -> usize {
    match (address.number("len"), attends(address, Task::Translate)) {
        (Some(4), true) => 4,
        (Some(1), false) => 1,
        _ => 3,
    }
}

/// What a scene with two things is drawn with: whether the network for two is asked.
pub fn is_two(address: &Address) -> bool {
    address.number("len") == Some(2)
}

/// The network that an address asks for.
pub fn net(address: &Address, thai: bool) -> &'static Net {
    let task = Task::of(address);
    let cell = address.get("cell").and_then(Cell::from_id);
    let attends = attends(address, task);
    let found = match task {
        Task::Review => nets::find(Role::Judge, thai, cell.filter(|cell| Cell::RECURRENT.contains(cell))),
        Task::Caption if is_two(address) => nets::find(Role::Two, thai, None),
        Task::Caption if Feed::of(address) == Feed::Nothing => nets::find(Role::Blind, thai, None),
        Task::Caption => nets::find(Role::Caption, thai, None),
        Task::Translate => nets::find(Role::Translate { attends, most: most(address) }, false, None),
        Task::Reverse => {
            let of = nets::NETS.iter().filter(|net| net.role == Role::Reverse { attends });
            let hidden = address.number("hidden").unwrap_or(16);
            of.clone().find(|net| net.hidden == hidden).or_else(|| of.clone().next())
        }
    };
    found.expect("every task ships its networks")
}
