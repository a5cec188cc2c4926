//! What this screen speaks of: its pictures, its tasks and who tries them, kinds of network.

/// What the stage shows, in the order in which the main button leads on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Place,
    Light,
    Table,
}

impl Look {
    pub const ALL: [Look; 3] = [Look::Place, Look::Light, Look::Table];
    pub fn id(self) -> &'static str {
        match self {
            Look::Place => "place",
            Look::Light => "light",
            Look::Table => "table",
        }
    }
    pub fn of(id: &str) -> Look {
        Look::ALL.into_iter().find(|look| look.id() == id).unwrap_or(Look::Place)
    }
}

/// A task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Fill a gap as soon as both sides have been seen.
    Gap,
    Chased,
    Pairs,
    Light,
}

/// Who tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Left,
    Right,
    Both,
    Reader,
    Placeless,
    Placed,
    Small,
    Looker,
    Window,
    Scan,
}

impl Task {
    pub const ALL: [Task; 4] = [Task::Gap, Task::Chased, Task::Pairs, Task::Light];
}

/// A kind of network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    FeedForward,
    Window,
    Rnn,
    Gated,
    BothWays,
    Scan,
    Attention,
}

impl Kind {
    pub const ALL: [Kind; 7] =
        [Kind::FeedForward, Kind::Window, Kind::Rnn, Kind::Gated, Kind::BothWays, Kind::Scan, Kind::Attention];
}
