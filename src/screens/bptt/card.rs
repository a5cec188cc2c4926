//! What the card says of the backward pass: what just came back, through what, and what it leads to.

use crate::engine::backward::arrivals;
use crate::engine::flow::weights_norm;
use crate::engine::trace::Trace;
use crate::math::matrix::extreme_singular_values;
use crate::model::anatomy::Op;
use crate::model::cell::{Cell, Weight};
use crate::model::names::{Name, Quantity};
use crate::scene::card::{Card, Choice, Offer};
use crate::scene::number::{self, full, magnitude, percent, share, signed};
use crate::scene::view::Stop;
use crate::scene::view::View;
use crate::screens::bptt::back::{handed_on, mean, read_in};
use crate::screens::bptt::moves::Move;
use crate::screens::bptt::words::Words;
use crate::tasks::caption::MARK;

/// The step whose word is asked for: the last one with a loss.
fn asked(view: &View) -> Option<(usize, usize)> {
    let t = (1..=view.trace.steps()).rev().find(|&t| view.trace.step_loss(t).is_some())?;
    Some((t, usize::try_from(view.trace.sequence.targets[t - 1]).ok()?))
}

/// Why there is no loss.
fn nothing(view: &View) -> &'static str {
    let (m, config) = (Words::of(view.lang), &view.trace.model.config);
    let is_asked_of_corpus = config.encoder.is_some() || config.directions == 2;
    if is_asked_of_corpus { m.nothing_known } else { m.nothing_text }
}

/// A probability; of a small one still some digits.
fn chance(p: f64) -> String {
    if p < 0.01 { format!("{}%", magnitude(100.0 * p)) } else { percent(p) }
}

pub fn card(view: &View) -> Card {
    let m = Words::of(view.lang);
    let trace = view.trace;
    let loss = trace.loss().map_or(0.0, f64::from);
    let class = |class: usize| match trace.model.config.class_name(class) {
        name if name == MARK => m.end_mark.to_string(),
        name => name,
    };
    let says = |trace: &Trace| {
        asked(view).map(|(t, target)| (class(target), chance(f64::from(trace.probs(t)[target])))).unwrap_or_default()
    };
    if trace.loss().is_none() {
        return Card { title: m.nothing_title.into(), text: vec![nothing(view).into()], ..Card::default() };
    }
    let (place, t, at) = match (view.stop, view.at()) {
        (_, Some(at)) => at,
        (Stop::Waiting, _) => {
            let (answer, p) = says(trace);
            let count = (1..=trace.steps()).filter(|&t| trace.step_loss(t).is_some()).count();
            let config = &trace.model.config;
            let mut text = vec![match (&config.encoder, config.directions) {
                (Some(_), _) => m.start_said(&answer, &p),
                (None, 2) => m.start_gap(&answer, &p),
                _ => m.start_text(&answer, &p),
            }];
            text.extend(view.seed.map(|_| m.start_untrained.to_string()));
            text.extend((count > 1).then(|| m.start_all(&count.to_string())));
            let untrained = Offer { choice: Choice::Random(true), text: m.untrained.to_string() };
            let trained = Offer { choice: Choice::Random(false), text: m.trained.to_string() };
            let other = if view.seed.is_none() { untrained } else { trained };
            let options = view.file.is_none().then_some(other).into_iter().collect();
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
    let view = &View { place, ..*view };
    let title = m.step_title(&t.to_string(), &read_in(view, place, t), &m.stop_name(at));
    let units = trace.model.config.hidden_size;
    let of = |quantity| (1..=units).filter_map(move |unit| trace.quantity(quantity, place, t, unit));
    let gate = |quantity: Quantity| {
        let name = Words::of(view.lang).name_quantity(quantity);
        m.gate_text(&name, &magnitude(mean(of(quantity).map(|g| g * (1.0 - g)))))
    };
    let text = match at {
        Move::Arrive => arrive(view, t),
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

/// What comes together at a state: from its own loss, from the step that follows, and where there is attention from the looks.
fn arrive(view: &View, t: usize) -> String {
    let m = Words::of(view.lang);
    let trace = view.trace;
    let arrived = arrivals(trace, view.place, t, view.unit).unwrap_or_default();
    let sum = signed(arrived.output + arrived.looks + arrived.next);
    let (unit, output, next) = (view.unit.to_string(), signed(arrived.output), signed(arrived.next));
    let looks = signed(arrived.looks);
    let has_bridge = trace.after(view.place, t).is_some_and(|after| trace.speaks(after)) && !trace.speaks(t);
    let (begins, two) = (trace.asked() == t, trace.model.config.directions == 2);
    let mut text = match (trace.model.config.attends(), trace.speaks(t)) {
        (false, true) if begins && two => m.arrive_begins(&unit, &output),
        (false, true) if view.place.reverse => m.arrive_back(&unit, &output, &next, &sum),
        (false, true) => m.arrive_text(&unit, &output, &next, &sum),
        (true, true) => m.arrive_asking(&unit, &output, &looks, &next, &sum),
        (true, false) if has_bridge => m.arrive_looked_bridge(&unit, &looks, &next, &sum),
        (true, false) => m.arrive_looked(&unit, &looks, &next, &sum),
        (false, false) if has_bridge => m.arrive_bridge(&unit, &next),
        (false, false) => m.arrive_read(&unit, &next),
    };
    if begins && view.place.reverse {
        text = format!("{} {text}", m.other_way);
    }
    text
}

/// What the recurrent matrix does on the way to the step before.
fn hand(view: &View, t: usize) -> String {
    let m = Words::of(view.lang);
    let Some(before) = view.trace.before(view.place, t) else {
        return if view.place.reverse { m.hand_first_back } else { m.hand_first }.to_string();
    };
    if view.trace.is_cut_after(before) {
        return m.hand_cut(&view.trace.truncation.to_string());
    }
    let Some(handed) = handed_on(view, t) else { return m.hand_nothing.to_string() };
    let part = |n: usize| handed.parts.get(n).map_or_else(|| "0".into(), |(_, part)| magnitude(*part));
    let text = match view.cell() {
        Cell::Lstm => m.hand_lstm(&part(0), &part(1)),
        Cell::Gru => m.hand_gru(&part(0), &share(handed.whole)),
        _ => {
            let most = recurrent(view, t).map_or(f64::NAN, |(matrix, n)| extreme_singular_values(&matrix, n).0);
            m.hand_text(&magnitude(most), &part(1), &share(handed.whole))
        }
    };
    let crosses = view.trace.speaks(t) && !view.trace.speaks(before);
    if crosses { format!("{} {text}", m.hand_bridge) } else { text }
}

/// `weight_hh` of a cell with one block, as step `t` runs through it.
fn recurrent(view: &View, t: usize) -> Option<(Vec<f64>, usize)> {
    let name = Name::Weight(Weight::Hh, view.trace.place(view.place, t));
    let (tensor, _) = view.trace.model.params.find(name, 1, 1)?;
    let tensor = &view.trace.model.params.tensors[tensor];
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
