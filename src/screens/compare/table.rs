//! The table: what each kind of network sees, keeps, does and waits for. Figures are counted from sizes, facts open their proof.

use crate::engine::cost::{Cost, reading};
use crate::kernels::conv1d;
use crate::model::cell::Cell;
use crate::model::config::{Config, Input};
use crate::screens::compare::kinds::Kind;
use crate::screens::compare::words::Words;
use crate::tasks::examples::SHIPPED;
use crate::tasks::nets::{Archive, NETS, Net};
use crate::words::Lang;

impl Kind {
    /// A network of this kind, as wide as all the others: units, and width of what it reads.
    pub fn config(self, width: usize) -> Config {
        let words = Vec::new();
        let of = |cell: Cell| Config {
            input: Input::Vectors,
            input_size: width,
            ..Config::words(cell, width, words.clone())
        };
        match self {
            Kind::FeedForward => of(Cell::Ffn),
            Kind::Window => of(Cell::Cnn),
            Kind::Rnn => of(Cell::Rnn),
            Kind::Gated => of(Cell::Lstm),
            Kind::BothWays => Config { directions: 2, ..of(Cell::Lstm) },
            Kind::Scan => of(Cell::MinGru),
            Kind::Attention => Config::attending(width, words),
        }
    }

    fn is(self, net: &Net) -> bool {
        let both = net.config().directions == 2;
        match self {
            Kind::FeedForward => net.cell == Cell::Ffn,
            Kind::Window => net.cell == Cell::Cnn,
            Kind::Rnn => net.cell == Cell::Rnn && !both,
            Kind::Gated => matches!(net.cell, Cell::Lstm | Cell::Gru) && !both,
            Kind::BothWays => both,
            Kind::Scan => net.cell == Cell::MinGru,
            Kind::Attention => net.cell == Cell::Attention,
        }
    }

    /// Tasks that networks of this kind were trained on here: archives, and whether next words too.
    pub fn trained_on(self) -> (Vec<Archive>, bool) {
        let mut archives: Vec<Archive> = Vec::new();
        for net in NETS.iter().filter(|net| self.is(net)) {
            if !archives.contains(&net.archive()) && net.archive() != Archive::ChaseTh {
                archives.push(net.archive());
            }
        }
        let cells: &[Cell] = match self {
            Kind::FeedForward => &[Cell::Ffn],
            Kind::Window => &[Cell::Cnn],
            Kind::Rnn => &[Cell::Rnn],
            Kind::Gated => &[Cell::Lstm, Cell::Gru],
            _ => &[],
        };
        (archives, SHIPPED.iter().any(|(_, cell, _)| cells.contains(cell)))
    }
}

/// Width of the networks whose figures stand in the table.
pub const WIDTH: usize = 16;

/// A cell: what it says, and where that can be seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub text: String,
    pub proof: &'static str,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub kind: Kind,
    pub name: String,
    pub cost: Cost,
    /// Order, reach, writing.
    pub order: Entry,
    pub reach: Entry,
    pub writes: Entry,
    pub trained: String,
}

pub fn rows(lang: Lang, steps: usize) -> Vec<Row> {
    let m = Words::of(lang);
    let row = |kind: Kind| {
        let (archives, next) = kind.trained_on();
        let names = next.then(|| m.next_words.to_string()).into_iter();
        let names: Vec<String> = names.chain(archives.iter().map(|archive| m.archive(*archive).to_string())).collect();
        Row {
            kind,
            name: m.kind_name(kind).to_string(),
            cost: reading(&kind.config(WIDTH), steps),
            order: Entry { text: m.order_of(kind, &conv1d::WIDTH.to_string()), proof: order_proof(kind) },
            reach: Entry { text: m.reach_of(kind, &conv1d::WIDTH.to_string()), proof: reach_proof(kind) },
            writes: Entry { text: m.writes_of(kind), proof: writes_proof(kind) },
            trained: if names.is_empty() { m.nothing.to_string() } else { names.join(", ") },
        }
    };
    Kind::ALL.into_iter().map(row).collect()
}

/// The columns whose figures are counted, and where one sees them.
pub const COST_PROOFS: [&str; 3] = ["fig=compare&look=light", "fig=attention&by=all", "fig=speed"];

fn order_proof(kind: Kind) -> &'static str {
    match kind {
        Kind::FeedForward | Kind::Window => "fig=memory",
        Kind::Rnn | Kind::Gated => "fig=types",
        Kind::BothWays => "fig=brnn",
        Kind::Scan => "fig=compare&look=light",
        Kind::Attention => "fig=attention&look=order&positions=0",
    }
}

fn reach_proof(kind: Kind) -> &'static str {
    match kind {
        Kind::FeedForward | Kind::Window => "fig=memory",
        Kind::Rnn => "fig=gradient",
        Kind::Gated => "fig=gradient&look=proof",
        Kind::BothWays => "fig=brnn",
        Kind::Scan => "fig=compare&look=light",
        Kind::Attention => "fig=attention&look=back",
    }
}

fn writes_proof(kind: Kind) -> &'static str {
    match kind {
        Kind::FeedForward | Kind::Window => "fig=memory",
        Kind::Rnn | Kind::Scan => "fig=step",
        Kind::Gated => "fig=types&task=translate",
        Kind::BothWays => "fig=brnn&cover=future",
        Kind::Attention => "fig=attention&mask=causal",
    }
}
