//! The light switch: what the networks say of a sequence of presses, word by word; and how often they are right by length.

use crate::device::compute;
use crate::engine::cost::reading;
use crate::engine::trace::{Sequence, Trace};
use crate::kernels::softmax_xent::IGNORED;
use crate::math::order::largest;
use crate::model::cell::Cell;
use crate::scene::chart::{Chart, Room};
use crate::scene::number::{decimals, percent};
use crate::screens::compare::words::Words;
use crate::tasks::judge::classified;
use crate::tasks::nets::{Archive, Net, Role};
use crate::tasks::switch;
use crate::words::Lang;
use std::rc::Rc;

/// Lengths that are measured, and sequences each.
pub const LENGTHS: [usize; 8] = [4, 8, 12, 16, 32, 64, 128, 200];
pub const EACH: usize = 40;

/// The networks, in the order of the picture.
pub fn nets() -> Vec<&'static Net> {
    Archive::Switch.nets().collect()
}

/// One network on the sequence.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    pub name: String,
    /// After each word: whether it says on, and whether that is right.
    pub says: Vec<(bool, bool)>,
    pub right: usize,
    /// Numbers that it keeps by now.
    pub kept: usize,
    /// The longest that it was trained on.
    pub trained: usize,
}

/// The state after each word.
pub fn truth(presses: &[i32]) -> Vec<bool> {
    switch::item(presses).targets.into_iter().map(|on| on == 1).collect()
}

fn trained(net: &Net) -> usize {
    match net.role {
        Role::Switch { most, .. } => most,
        _ => 0,
    }
}

pub fn name(m: &Words, net: &Net) -> String {
    let (layers, units) = (net.config().layers, net.hidden.to_string());
    match net.cell {
        Cell::Attention => m.net_attention(&layers.to_string(), &units),
        Cell::Cnn => m.net_window.to_string(),
        Cell::MinGru => m.net_scan(&layers.to_string(), &units),
        cell => m.net_cell(cell.label(), &units),
    }
}

/// What every network says of the presses.
pub fn lanes(lang: Lang, presses: &[i32]) -> Vec<Lane> {
    let (m, truth) = (Words::of(lang), truth(presses));
    let lane = |net: &'static Net| {
        let model = Rc::new(net.trained()?);
        let trace = (!presses.is_empty()).then(|| run(&model, presses));
        let on = |t: usize| trace.as_ref().and_then(|trace| largest(trace.probs(t))) == Some(1);
        let says: Vec<(bool, bool)> = truth.iter().enumerate().map(|(n, &is)| (on(n + 1), on(n + 1) == is)).collect();
        Some(Lane {
            name: name(m, net),
            right: says.iter().filter(|(_, right)| *right).count(),
            says,
            kept: reading(&model.config, presses.len()).kept,
            trained: trained(net),
        })
    };
    nets().into_iter().filter_map(lane).collect()
}

fn run(model: &Rc<crate::model::Model>, presses: &[i32]) -> Trace {
    let tokens = presses.iter().map(|&press| switch::WORDS[0][press as usize].to_string()).collect();
    let targets = vec![IGNORED; presses.len()];
    compute::trace(model.clone(), Sequence { tokens, ids: presses.to_vec(), targets, ..Sequence::default() })
}

/// Measures piece `n`: a network at a length, asked at the second half of it alone. Nothing where there is none.
pub fn piece(n: usize) -> Option<f64> {
    let nets = nets();
    let (net, length) = (nets.get(n / LENGTHS.len())?, LENGTHS[n % LENGTHS.len()]);
    let mut random = crate::math::rng::Uniform::new(8000 + length as u32);
    let mut items: Vec<_> = (0..EACH).map(|_| switch::sample(length, &mut random)).collect();
    items.iter_mut().for_each(|item| item.targets[..length / 2].fill(IGNORED));
    Some(classified(&net.trained()?, &items).right)
}

/// A network by length.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub name: String,
    /// The longest that it was trained on.
    pub trained: usize,
    /// Nothing where it is not measured yet.
    pub shares: Vec<Option<String>>,
    /// How many seeds learnt it, where not all did.
    pub seeds: Option<String>,
}

/// What was measured so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    pub done: usize,
    pub all: usize,
    pub rows: Vec<Row>,
    pub chart: Option<Chart>,
    pub text: Vec<String>,
}

/// How the curves are told apart: by colour and by dashes.
const LINES: [&str; 7] = ["other", "second", "ink", "third", "fourth", "other", "ink"];

pub fn measured(lang: Lang, shares: &[f64], room: Room) -> Measured {
    let (m, nets) = (Words::of(lang), nets());
    let all = nets.len() * LENGTHS.len();
    let share = |n: usize, column: usize| shares.get(n * LENGTHS.len() + column).copied();
    let row = |(n, net): (usize, &&Net)| {
        let (right, of) = (u32::from(net.seeds_right().unwrap_or(0)), net.seeds());
        let seeds = (right < of && right > 0).then(|| m.seeds(&right.to_string(), &of.to_string()));
        let shares = (0..LENGTHS.len()).map(|column| share(n, column).map(percent)).collect();
        Row { name: name(m, net), trained: trained(net), shares, seeds }
    };
    let is_done = shares.len() >= all;
    Measured {
        done: shares.len().min(all),
        all,
        rows: nets.iter().enumerate().map(row).collect(),
        chart: is_done.then(|| curves(m, &nets, shares, room)),
        text: if is_done { said(m, &nets, shares) } else { Vec::new() },
    }
}

/// Right as good as always, and no better than guessing.
const SURE: f64 = 0.98;
const CHANCE: f64 = 0.6;

/// What came out at the greatest length: who knows, who guesses, and who knew as long as it was trained.
pub fn said(m: &Words, nets: &[&Net], shares: &[f64]) -> Vec<String> {
    let of = |n: usize, length: usize| {
        let column = LENGTHS.iter().position(|&found| found == length).unwrap_or(0);
        shares[n * LENGTHS.len() + column]
    };
    let longest = LENGTHS[LENGTHS.len() - 1];
    let named = |is: &dyn Fn(usize, &Net) -> bool| {
        let names: Vec<String> =
            nets.iter().enumerate().filter(|(n, net)| is(*n, net)).map(|(_, net)| name(m, net)).collect();
        (!names.is_empty()).then(|| names.join("; "))
    };
    let knows = named(&|n, _| of(n, longest) >= SURE);
    let inside = named(&|n, net| of(n, longest) < CHANCE && of(n, trained(net)) >= 0.9);
    let never = named(&|n, net| of(n, longest) < CHANCE && of(n, trained(net)) < 0.9);
    let mut out = Vec::new();
    let length = longest.to_string();
    out.extend(knows.map(|names| m.light_knows(&names, &length)));
    out.extend(inside.map(|names| m.light_inside(&names)));
    out.extend(never.map(|names| m.light_never(&names)));
    out
}

fn curves(m: &Words, nets: &[&Net], shares: &[f64], room: Room) -> Chart {
    let log = |length: usize| libm::log10(length as f64);
    let x = (log(LENGTHS[0]), log(LENGTHS[LENGTHS.len() - 1]), true);
    let chart = Chart::new(room, 320.0, true, x, (0.4, 1.0, false));
    let chart = chart.ruled([0.5, 0.75, 1.0], |share| format!("{}%", decimals(100.0 * share, 0)));
    let mut chart = chart.ticked(LENGTHS.iter().map(|&length| (length as f64, length.to_string())));
    for (n, net) in nets.iter().enumerate() {
        let points: Vec<(f64, f64)> =
            LENGTHS.iter().enumerate().map(|(at, &length)| (length as f64, shares[n * LENGTHS.len() + at])).collect();
        chart.line(LINES[n % LINES.len()], m.short_net(net.cell, &net.config().layers.to_string()), &points);
    }
    chart.named(None)
}
