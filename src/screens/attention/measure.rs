//! How many pairs the networks recall, measured in the page, a piece at a time.

use crate::model::cell::Cell;
use crate::scene::chart::{Chart, Room};
use crate::scene::number::{decimals, percent};
use crate::scene::view::View;
use crate::screens::attention::words::Words;
use crate::tasks::judge::classified;
use crate::tasks::looking::asked_pairs;
use crate::tasks::nets::{Archive, Net, Role};
use crate::tasks::pairs;

/// Questions a piece.
pub const EACH: usize = 100;
/// Their seed: none of those that a run was chosen by.
const SEED: u32 = 7000;

#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    pub text: String,
    pub is_done: bool,
    /// Pieces that are measured, and all of them.
    pub done: usize,
    pub all: usize,
    /// Numbers of pairs.
    pub columns: Vec<String>,
    /// A network, and its share by column; nothing where it is not measured yet.
    pub rows: Vec<(String, Vec<Option<String>>)>,
    pub chart: Option<Chart>,
}

fn nets(apart: bool) -> Vec<&'static Net> {
    Archive::Pairs.nets().filter(|net| matches!(net.role, Role::Pairs { apart: of, .. } if of == apart)).collect()
}

/// Measures piece `n`; nothing where there is none.
pub fn piece(apart: bool, n: usize) -> Option<f64> {
    let nets = nets(apart);
    let net = nets.get(n / pairs::MOST)?;
    let items = asked_pairs(apart, n % pairs::MOST + 1, EACH, SEED);
    Some(classified(&net.trained()?, &items).right)
}

fn layers(net: &Net) -> String {
    net.config().layers.to_string()
}

fn name(m: &Words, net: &Net) -> String {
    match net.cell {
        Cell::Attention => m.net_looks(&layers(net), &net.hidden.to_string()),
        _ => m.net_reads(&net.hidden.to_string()),
    }
}

/// Numbers that a network keeps while it has read `count` pairs: an attention network a key and a value for every word and layer.
fn kept(net: &Net, apart: bool, count: usize) -> usize {
    let words = count * (1 + usize::from(apart));
    if net.cell == Cell::Attention { 2 * net.hidden * net.config().layers * words } else { net.hidden }
}

pub fn measured(view: &View, apart: bool) -> Measured {
    let (m, nets, shares) = (Words::of(view.lang), nets(apart), view.shares);
    let all = nets.len() * pairs::MOST;
    let columns = 1..=pairs::MOST;
    let of_net = |(n, net): (usize, &&Net)| {
        let share = |column: usize| shares.get(n * pairs::MOST + column - 1).map(|&share| percent(share));
        (name(m, net), columns.clone().map(share).collect())
    };
    let mut rows: Vec<(String, Vec<Option<String>>)> = nets.iter().enumerate().map(of_net).collect();
    rows.push((m.commonest.into(), columns.clone().map(|count| Some(percent(pairs::commonest(count)))).collect()));
    rows.push((m.bits.into(), columns.clone().map(|count| Some(decimals(pairs::bits(count), 1))).collect()));
    for net in &nets {
        let numbers = columns.clone().map(|count| Some(kept(net, apart, count).to_string())).collect();
        rows.push((format!("{}: {}", m.numbers_kept, name(m, net)), numbers));
    }
    let count = EACH.to_string();
    Measured {
        text: if apart { m.measured_apart(&count) } else { m.measured_pairs(&count) },
        is_done: shares.len() >= all,
        done: shares.len().min(all),
        all,
        columns: columns.map(|count| count.to_string()).collect(),
        rows,
        chart: (shares.len() >= all).then(|| curves(m, &nets, shares, view.room)),
    }
}

/// How the curves are told apart: by colour and by dashes.
const LINES: [&str; 4] = ["ink", "other", "third", "second"];

fn curves(m: &Words, nets: &[&Net], shares: &[f64], room: Room) -> Chart {
    let most = pairs::MOST as f64;
    let chart = Chart::new(room, 260.0, true, (1.0, most, false), (0.0, 1.0, false));
    let chart = chart.ruled([0.0, 0.5, 1.0], |share| format!("{}%", decimals(100.0 * share, 0)));
    let mut chart = chart.ticked((1..=pairs::MOST).map(|n| (n as f64, n.to_string())));
    for (n, net) in nets.iter().enumerate() {
        let share = |count: usize| (count as f64, shares[n * pairs::MOST + count - 1]);
        let points: Vec<(f64, f64)> = (1..=pairs::MOST).map(share).collect();
        let name = if net.cell == Cell::Attention { m.attention_layers(&layers(net)) } else { name(m, net) };
        chart.line(LINES[n.min(LINES.len() - 1)], name, &points);
    }
    let points: Vec<(f64, f64)> = (1..=pairs::MOST).map(|count| (count as f64, pairs::commonest(count))).collect();
    chart.line("fourth", m.commonest.to_string(), &points);
    chart.named(None)
}
