//! How often the networks of a task are right on what they never met, measured in the page, a piece at a time.

use crate::math::rng::Uniform;
use crate::scene::chart::{Chart, Room};
use crate::scene::number::{decimals, percent};
use crate::scene::view::View;
use crate::screens::types::task::Task;
use crate::screens::types::told::task;
use crate::screens::types::words::Words;
use crate::tasks::decode::Choose;
use crate::tasks::item::Item;
use crate::tasks::judge::{Material, share_right};
use crate::tasks::nets::{Archive, Net, Role};
use crate::tasks::reverse;

/// Examples a piece.
const EACH: usize = 60;
/// Letters of a word that are tried; the last length nobody trained on.
pub const LENGTHS: [usize; 7] = [3, 4, 6, 8, 10, 12, reverse::LONGEST];

#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    pub text: String,
    pub is_done: bool,
    /// Pieces that are measured, and all of them.
    pub done: usize,
    pub all: usize,
    pub columns: Vec<String>,
    /// A network, and its share by column; nothing where it is not measured yet.
    pub rows: Vec<(String, Vec<Option<String>>)>,
    pub chart: Option<Chart>,
}

/// The networks that are measured, and so many columns.
fn plan(task: Task) -> (Vec<&'static Net>, usize) {
    match task {
        Task::Translate => (Archive::Translate.nets().collect(), 4),
        Task::Reverse => (Archive::Reverse.nets().collect(), LENGTHS.len()),
        Task::Review | Task::Caption => (Vec::new(), 0),
    }
}

/// Measures piece `n`; nothing where there is none.
pub fn piece(task: Task, n: usize) -> Option<f64> {
    let (nets, columns) = plan(task);
    let (net, column) = (nets.get(n / columns.max(1))?, n % columns.max(1));
    let items: Vec<Item> = match net.role {
        Role::Translate { .. } => Material::new(net).phrases(column + 1, EACH),
        _ => {
            let mut random = Uniform::new(4000 + column as u32);
            (0..EACH).map(|_| reverse::sample(LENGTHS[column], &mut random)).collect()
        }
    };
    Some(share_right(&net.trained()?, &items, Choose::Likeliest))
}

fn name(m: &Words, net: &Net) -> String {
    let units = net.hidden.to_string();
    match net.role {
        Role::Translate { attends: true, most } => m.net_attends(&units, &most.to_string()),
        Role::Translate { attends: false, most: 1 } => m.net_plain_one(&units),
        Role::Translate { attends: false, most } => m.net_plain(&units, &most.to_string()),
        Role::Reverse { attends: true } => m.net_looks(&units),
        _ => m.net_units(&units),
    }
}

pub fn measured(view: &View, shares: &[f64]) -> Option<Measured> {
    let task = task(view);
    let (nets, columns) = plan(task);
    if nets.is_empty() {
        return None;
    }
    let m = Words::of(view.lang);
    let row = |(n, net): (usize, &&Net)| {
        let of = |column: usize| shares.get(n * columns + column).map(|&share| percent(share));
        (name(m, net), (0..columns).map(of).collect())
    };
    let all = nets.len() * columns;
    let is_letters = task == Task::Reverse;
    Some(Measured {
        text: if is_letters { m.measured_letters(&EACH.to_string()) } else { m.measured_phrases(&EACH.to_string()) },
        is_done: shares.len() >= all,
        done: shares.len().min(all),
        all,
        columns: (0..columns)
            .map(|column| match is_letters {
                true => m.letters(&LENGTHS[column].to_string()),
                false if column == 0 => m.one_phrase_long.to_string(),
                false => m.phrase_count(&(column + 1).to_string()),
            })
            .collect(),
        rows: nets.iter().enumerate().map(row).collect(),
        chart: (is_letters && shares.len() >= all).then(|| curves(m, &nets, shares, view.room)),
    })
}

/// How the curves are told apart: by colour and by dashes.
const LINES: [&str; 5] = ["other", "third", "second", "fourth", "ink"];

/// Whole words right against the bits that must cross.
fn curves(m: &Words, nets: &[&Net], shares: &[f64], room: Room) -> Chart {
    let most = 3.0 * LENGTHS[LENGTHS.len() - 1] as f64;
    let chart = Chart::new(room, 260.0, true, (8.0, most + 1.0, false), (0.0, 1.0, false));
    let chart = chart.ruled([0.0, 0.5, 1.0], |share| format!("{}%", decimals(100.0 * share, 0)));
    let mut chart = chart.ticked(LENGTHS.iter().map(|&n| (3.0 * n as f64, (3 * n).to_string())));
    for (n, net) in nets.iter().enumerate() {
        let of = |(column, &length): (usize, &usize)| (3.0 * length as f64, shares[n * LENGTHS.len() + column]);
        let points: Vec<(f64, f64)> = LENGTHS.iter().enumerate().map(of).collect();
        // The table below has the whole name.
        let name = name(m, net).split(", ").next().unwrap_or_default().to_string();
        chart.line(LINES[n.min(LINES.len() - 1)], name, &points);
    }
    chart.named(None)
}
