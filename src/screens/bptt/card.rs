//! What the card says of the backward pass: what just came back, through what, and what it leads to.

use crate::engine::backward::value;
use crate::engine::flow::weights_norm;
use crate::engine::trace::Trace;
use crate::math::matrix::extreme_singular_values;
use crate::model::anatomy::Op;
use crate::model::cell::{Cell, Weight};
use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::scene::card::{Card, Choice, Offer};
use crate::scene::number::{self, full, magnitude, percent, share, signed};
use crate::scene::view::Stop;
use crate::scene::view::View;
use crate::screens::bptt::back::{handed_on, mean};
use crate::screens::bptt::moves::Move;
use crate::screens::bptt::words::Words;

/// The step whose word is asked for: the last one with a loss.
fn asked(view: &View) -> Option<(usize, usize)> {
    let t = (1..=view.trace.steps()).rev().find(|&t| view.trace.step_loss(t).is_some())?;
    Some((t, usize::try_from(view.trace.sequence.targets[t - 1]).ok()?))
}

pub fn card(view: &View) -> Card {
    let m = Words::of(view.lang);
    let trace = view.trace;
    let loss = trace.loss().map_or(0.0, f64::from);
    let class = |class: usize| trace.model.config.class_name(class);
    let says = |trace: &Trace| {
        asked(view).map(|(t, target)| (class(target), percent(f64::from(trace.probs(t)[target])))).unwrap_or_default()
    };
    if trace.loss().is_none() {
        return Card { title: m.nothing_title.into(), text: vec![m.nothing_text.into()], ..Card::default() };
    }
    let (t, at) = match (view.stop, view.at()) {
        (_, Some(at)) => at,
        (Stop::Waiting, _) => {
            let (answer, p) = says(trace);
            let count = (1..=trace.steps()).filter(|&t| trace.step_loss(t).is_some()).count();
            let mut text = vec![m.start_text(&answer, &p)];
            text.extend((count > 1).then(|| m.start_all(&count.to_string())));
            let untrained = Offer { choice: Choice::Random(true), text: m.untrained.to_string() };
            let trained = Offer { choice: Choice::Random(false), text: m.trained.to_string() };
            let options = vec![if view.seed.is_none() { untrained } else { trained }];
            return Card { title: m.start_title(&number::loss(loss)), text, options, ..Card::default() };
        }
        (Stop::Update, _) => return update_card(view),
        _ => {
            let Some(after) = view.updated else { return update_card(view) };
            let new = after.loss().map_or(0.0, f64::from);
            let ((answer, before), (_, now)) = (says(trace), says(after));
            // What moved by less than is shown is not said to have moved.
            let mut text = vec![match before == now {
                true => m.after_same_text(&answer, &now),
                false => m.after_text(&answer, &before, &now),
            }];
            let worse = if trace.truncation > 0 { m.after_worse_cut } else { m.after_worse };
            text.extend((new > loss).then(|| worse.to_string()));
            let (old, new) = (number::loss(loss), number::loss(new));
            let title = if old == new { m.after_same_title(&new) } else { m.after_title(&old, &new) };
            return Card { title, text, ..Card::default() };
        }
    };
    let title = m.step_title(&t.to_string(), view.word(t), &m.stop_name(at));
    let units = trace.model.config.hidden_size;
    let of = |quantity| (1..=units).filter_map(move |unit| trace.quantity(quantity, Place::FIRST, t, unit));
    let gate = |quantity: Quantity| {
        let name = Words::of(view.lang).name_quantity(quantity);
        m.gate_text(&name, &magnitude(mean(of(quantity).map(|g| g * (1.0 - g)))))
    };
    let text = match at {
        Move::Arrive => {
            let whole = value(trace, &ValuePath::unit(Quantity::H, Place::FIRST, t, view.unit).as_gradient());
            let own = trace.head_gradient(t).nth(view.unit - 1).unwrap_or(0.0);
            let whole = whole.unwrap_or(0.0);
            m.arrive_text(&view.unit.to_string(), &signed(own), &signed(whole - own), &signed(whole))
        }
        Move::Through(operation) => match operation.op {
            Op::Squash => {
                let slope = |h: f64| if view.is_relu() { f64::from(h > 0.0) } else { 1.0 - h * h };
                m.squash_text(&magnitude(mean(of(Quantity::H).map(slope))))
            }
            Op::Mix => m.mix_text.to_string(),
            Op::Output => gate(Quantity::O),
            Op::Input => gate(Quantity::I),
            Op::Forget => format!("{} {}", gate(Quantity::F), m.rail_text(&magnitude(mean(of(Quantity::F))))),
            Op::Update => m.rail_text(&magnitude(mean(of(Quantity::F)))),
            Op::Reset => gate(Quantity::R),
            Op::Candidate => m.candidate_text(&magnitude(mean(of(Quantity::N).map(|n| 1.0 - n * n)))),
            Op::State => m.state_text.to_string(),
            Op::Share => format!("{} {}", m.share_text(&magnitude(mean(of(Quantity::Z)))), gate(Quantity::Z)),
        },
        Move::Weights => m.weights_text(&view.unit.to_string()),
        Move::Hand => hand(view, t),
    };
    Card { title, text: vec![text], ..Card::default() }
}

/// What the recurrent matrix does on the way to the step before.
fn hand(view: &View, t: usize) -> String {
    let m = Words::of(view.lang);
    let Some(before) = view.trace.before(Place::FIRST, t) else { return m.hand_first.to_string() };
    if view.trace.is_cut_after(before) {
        return m.hand_cut(&view.trace.truncation.to_string());
    }
    let Some(handed) = handed_on(view, t) else { return m.hand_nothing.to_string() };
    let part = |n: usize| magnitude(handed.parts[n].1);
    match view.cell() {
        Cell::Lstm => m.hand_lstm(&part(0), &part(1)),
        Cell::Gru => m.hand_gru(&part(0), &share(handed.whole)),
        _ => {
            let most = recurrent(view).map_or(f64::NAN, |(matrix, n)| extreme_singular_values(&matrix, n).0);
            m.hand_text(&magnitude(most), &part(1), &share(handed.whole))
        }
    }
}

/// `weight_hh` of a cell with one block.
fn recurrent(view: &View) -> Option<(Vec<f64>, usize)> {
    let tensor = view.trace.model.params.get(&format!("rnn.{}", Name::Weight(Weight::Hh, Place::FIRST)))?;
    Some((tensor.data.iter().map(|&w| f64::from(w)).collect(), view.trace.model.config.hidden_size))
}

fn update_card(view: &View) -> Card {
    let m = Words::of(view.lang);
    let config = &view.trace.model.config;
    let learning = view.learning;
    let size = weights_norm(view.trace);
    let rate = full(learning.rate);
    let count = config.parameter_count().to_string();
    let moved = view.trace.parameter_gradients().flat_map(|(_, grad)| grad).filter(|d| **d != 0.0).count();
    let mut text = vec![m.update_text(&count, &magnitude(size), &rate, &moved.to_string())];
    text.extend((learning.optimiser == "adamw").then(|| m.decay.to_string()));
    if learning.clip > 0.0 {
        let limit = magnitude(learning.clip);
        text.push(if size > learning.clip {
            m.clip_text(&limit, &share(learning.clip / size))
        } else {
            m.clip_none(&limit)
        });
    }
    Card { title: m.update_title(&m.optimiser_name(learning.optimiser)), text, ..Card::default() }
}
