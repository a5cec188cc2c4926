//! What the gradient's picture means, in words: a title and a few sentences for every state.

use crate::engine::trace::LossAt;
use crate::i18n::gradient::Gradient;
use crate::model::config::Cell;
use crate::scene::gradient::{Axis, Look, View};
use crate::scene::number::{magnitude, share, spoken_magnitude};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    pub title: String,
    pub text: Vec<String>,
}

/// How far a guess may lie from the truth and still be near: half a decade.
const NEAR: f64 = 0.5;
/// Losses that are near a step: its own and those of the next two.
const NEAR_STEPS: usize = 2;

pub fn lede(view: &View) -> &'static str {
    let m = view.m();
    match (view.look, view.axis, view.loss_at) {
        (Look::Units, ..) => m.lede_units,
        (Look::Losses, ..) => m.lede_losses,
        (Look::Jacobian, ..) => m.lede_jacobian,
        (Look::Recall, ..) => m.lede_recall,
        (_, Axis::Linear, _) => m.lede_linear,
        (_, _, LossAt::All) => m.lede_all,
        _ => m.lede,
    }
}

pub fn finding(view: &View) -> Finding {
    let m = view.m();
    if view.is_asking {
        let text = m.ask_text.with(&[&view.steps().to_string(), view.focus().label()]);
        return Finding { title: m.ask_title.into(), text: vec![text] };
    }
    // Overlaid, any of them; alone, the one that is looked at. The way back in f64 may reach farther than the gradient.
    let seen = if view.look == Look::Steps { view.lanes } else { &view.lanes[..1] };
    let is_known = view.look == Look::Jacobian
        && view.singular.and_then(|all| all.get(view.t - 1)).is_some_and(|pair| pair.0.is_finite());
    let burst = seen.iter().find_map(|lane| Some((lane, lane.burst()?)));
    if let Some((lane, step)) = burst.filter(|_| !is_known) {
        let title = m.burst_title.with(&[lane.label(), &step.to_string()]);
        let text = [m.burst_text.to_string(), m.explodes_text.to_string()];
        return Finding { title, text: text.into_iter().chain(guessed(view, m)).collect() };
    }
    match view.look {
        Look::Losses => by_loss(view, m),
        Look::Jacobian => way_back(view, m),
        _ => by_step(view, m),
    }
}

fn who(view: &View, m: &Gradient) -> String {
    match view.t {
        1 => m.first_word.to_string(),
        t => m.word_at.with(&[&t.to_string(), &view.focus().trace.sequence.tokens[t - 1]]),
    }
}

fn by_step(view: &View, m: &Gradient) -> Finding {
    let lane = view.focus();
    let steps = view.steps();
    let ratio = lane.h[view.t - 1] / lane.h[steps - 1];
    let title = match ratio {
        _ if view.t == steps => m.last_word.to_string(),
        ratio if ratio < 1.0 => m.receives.with(&[&who(view, m), &share(ratio)]),
        ratio => m.receives_times.with(&[&who(view, m), &magnitude(ratio)]),
    };
    let mut text = Vec::new();
    if view.loss_at == LossAt::All {
        text.extend(nearest(view).map(|(near, last)| m.all_losses_text.with(&[&share(near), &share(last)])));
    } else {
        let factor =
            |lane: &crate::scene::gradient::Lane| Some(m.each_step.with(&[lane.label(), &magnitude(lane.factor()?)]));
        text.extend(factor(lane));
        let others = view.lanes.iter().skip(1).filter(|lane| lane.cell() == Cell::Rnn);
        text.extend(others.filter_map(factor));
    }
    text.extend(view.lanes.iter().find_map(|lane| Some(m.forget_is.with(&[&magnitude(lane.forget()?)]))));
    if view.clip > 0.0 && lane.weights.is_finite() {
        let values = [lane.label(), &magnitude(lane.weights), &magnitude(view.clip)];
        text.push(if lane.weights > view.clip {
            m.clip_cuts.with(&[values[0], values[1], values[2], &share(view.clip / lane.weights)])
        } else {
            m.clip_spares.with(&values)
        });
    }
    text.extend(guessed(view, m));
    Finding { title, text }
}

/// Shares of the gradient at the step that is read out: from the nearest losses, from the last one.
fn nearest(view: &View) -> Option<(f64, f64)> {
    let parts = view.parts?;
    let at = |k: usize| parts.norms[(k - 1) * parts.steps + view.t - 1];
    let all: f64 = (view.t..=parts.steps).map(at).sum();
    let near: f64 = (view.t..=(view.t + NEAR_STEPS).min(parts.steps)).map(at).sum();
    (all > 0.0 && all.is_finite()).then(|| (near / all, at(parts.steps) / all))
}

fn by_loss(view: &View, m: &Gradient) -> Finding {
    if view.loss_at == LossAt::Last {
        return Finding { text: vec![m.losses_one.to_string()], ..by_step(view, m) };
    }
    let Some((near, last)) = nearest(view) else { return by_step(view, m) };
    let total = view.focus().h[view.t - 1];
    Finding {
        title: m.losses_title.with(&[&who(view, m), &share(near)]),
        text: vec![m.losses_text.with(&[&magnitude(total), &share(last)])],
    }
}

fn way_back(view: &View, m: &Gradient) -> Finding {
    let Some(&(largest, smallest)) = view.singular.and_then(|all| all.get(view.t - 1)) else {
        return by_step(view, m);
    };
    let who = match view.t {
        1 => m.first_word.to_lowercase(),
        t => m.step.with(&[&t.to_string()]),
    };
    let mut text = vec![m.jacobian_text.with(&[&magnitude(smallest)])];
    if view.focus().cell() == Cell::Lstm {
        text.push(m.jacobian_rail.to_string());
    }
    Finding { title: m.jacobian_title.with(&[&who, &magnitude(largest)]), text }
}

/// What was drawn against what is so, at the first word.
fn guessed(view: &View, m: &Gradient) -> Vec<String> {
    let (Some(guess), Some(&truth)) = (view.guess, view.focus().h.first()) else { return Vec::new() };
    let drawn = libm::pow(10.0, guess[0]);
    let mut said = vec![m.guess_was.with(&[&magnitude(drawn), &magnitude(truth)])];
    if truth.is_finite() {
        let apart = libm::log10(drawn) - libm::log10(truth.max(1e-30));
        let factor = magnitude(libm::pow(10.0, apart.abs()));
        said.push(match apart {
            apart if apart.abs() < NEAR => m.guess_near.to_string(),
            apart if apart > 0.0 => m.guess_low.with(&[&factor]),
            _ => m.guess_high.with(&[&factor]),
        });
    }
    said
}

/// The step that is read out, for the slider that moves it.
pub fn position(view: &View) -> String {
    let m = view.m();
    let lane = view.focus();
    let word = &lane.trace.sequence.tokens[view.t - 1];
    let value = spoken_magnitude(lane.h[view.t - 1], m.times_ten_to);
    m.position.with(&[&view.t.to_string(), &view.steps().to_string(), word, &value])
}
