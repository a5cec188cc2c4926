//! What the gradient's picture means, in words: a title and a few sentences for every state.

use crate::engine::trace::LossAt;
use crate::model::cell::Cell;
use crate::scene::number::{FLOOR, magnitude, share, spoken_magnitude};
use crate::screens::gradient::lane::{Burst, Lane, factor};
use crate::screens::gradient::look::{Look, Scale};
use crate::screens::gradient::plot::GradientView;
use crate::screens::gradient::words::Words;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    pub title: String,
    pub text: Vec<String>,
}

/// How far a guess may lie from the truth and still be near: half a decade.
const NEAR: f64 = 0.5;
/// Losses that are near a step: its own and those of the next two.
const NEAR_STEPS: usize = 2;

/// What is below this part of the largest lies on the floor of a linear axis.
const FLOOR_PART: f64 = 0.01;

pub fn lede(view: &GradientView) -> String {
    let m = view.m();
    let plain = match (view.look, view.scale, view.loss_at) {
        (Look::Units, ..) => m.lede_units,
        (Look::Losses, ..) => m.lede_losses,
        (Look::Jacobian, ..) => m.lede_jacobian,
        (Look::Recall, ..) => m.lede_recall,
        (_, Scale::Linear, _) => {
            let h = &view.focus().h;
            let most = h.iter().copied().filter(|norm| norm.is_finite()).fold(0.0, f64::max);
            let low = h.iter().filter(|norm| **norm < FLOOR_PART * most).count();
            if low > 0 && !view.is_asking && view.focus().burst().is_none() {
                return m.lede_linear(&low.to_string(), &view.steps().to_string(), view.focus().label());
            }
            m.lede_linear_even
        }
        (_, _, LossAt::All) => m.lede_all,
        _ => m.lede,
    };
    plain.to_string()
}

pub fn finding(view: &GradientView) -> Finding {
    let m = view.m();
    if view.is_asking {
        let ask = if view.loss_at == LossAt::All { Words::ask_text_all } else { Words::ask_text };
        let text = ask(m, &view.steps().to_string(), view.focus().label());
        return Finding { title: m.ask_title.into(), text: vec![text] };
    }
    // Overlaid, any of them; alone, the one that is looked at. The way back in f64 may reach farther than the gradient.
    let seen = if view.look == Look::Steps { view.lanes } else { &view.lanes[..1] };
    let is_known = view.look == Look::Jacobian
        && view.singular.and_then(|all| all.get(view.t - 1)).is_some_and(|pair| pair.0.is_finite());
    let burst = seen.iter().find_map(|lane| Some((lane, lane.burst()?)));
    let mut found = match (view.look, burst.filter(|_| !is_known)) {
        (_, Some((lane, Burst::Forward(step)))) => {
            let title = m.flown_title(lane.label(), &step.to_string());
            let text = vec![m.flown_text.to_string(), m.explodes_text.to_string()];
            Finding { title, text: text.into_iter().chain(guessed(view, m)).collect() }
        }
        (_, Some((lane, Burst::Back(step)))) => {
            let title = m.burst_title(lane.label(), &step.to_string());
            let text = vec![m.burst_text.to_string(), m.explodes_text.to_string()];
            Finding { title, text: text.into_iter().chain(guessed(view, m)).collect() }
        }
        (Look::Losses, _) => by_loss(view, m),
        (Look::Jacobian, _) => way_back(view, m),
        _ => by_step(view, m),
    };
    let chaotic: Vec<&str> = seen.iter().filter(|lane| lane.is_chaotic).map(Lane::label).collect();
    if !chaotic.is_empty() {
        found.text.insert(0, m.chaotic(&chaotic.join(m.and)));
    }
    found
}

fn who(view: &GradientView, m: &Words) -> String {
    match view.t {
        1 => m.first_word.to_string(),
        t => m.word_at(&t.to_string(), &view.focus().trace.sequence.tokens[t - 1]),
    }
}

fn by_step(view: &GradientView, m: &Words) -> Finding {
    let lane = view.focus();
    let steps = view.steps();
    let ratio = lane.h[view.t - 1] / lane.h[steps - 1];
    let title = match ratio {
        _ if view.t == steps => m.last_word.to_string(),
        ratio if ratio < 1.0 => m.receives(&who(view, m), &share(ratio)),
        ratio => m.receives_times(&who(view, m), &magnitude(ratio)),
    };
    let mut text = Vec::new();
    if view.loss_at == LossAt::All {
        text.extend(nearest(view).map(|(near, last)| m.all_losses_text(&share(near), &share(last))));
    } else {
        let each = |lane: &Lane| Some(m.each_step(lane.label(), &magnitude(factor(&lane.h)?)));
        text.extend(each(lane));
        let others = view.lanes.iter().skip(1).filter(|lane| lane.cell() == Cell::Rnn);
        text.extend(others.filter_map(each));
        text.extend(view.lanes.iter().find_map(|lane| rail(lane, m)));
    }
    if view.clip > 0.0 && lane.weights.is_finite() {
        let (cell, length, limit) = (lane.label(), magnitude(lane.weights), magnitude(view.clip));
        text.push(match lane.weights > view.clip {
            true => m.clip_cuts(cell, &length, &limit, &share(view.clip / lane.weights)),
            false => m.clip_spares(cell, &length, &limit),
        });
    }
    text.extend(guessed(view, m));
    Finding { title, text }
}

/// What the rail alone multiplies by at each step, beside what really comes back to c.
fn rail(lane: &Lane, m: &Words) -> Option<String> {
    let [alone, whole] = [lane.rail.as_ref()?, lane.c.as_ref()?].map(|norms| factor(norms).map(magnitude));
    let (alone, whole) = (alone?, whole?);
    Some(match alone == whole {
        true => m.rail_is(&alone),
        false => m.rail_differs(&alone, &whole),
    })
}

/// Shares of the gradient at the step that is read out, measured along it: of the nearest losses, of the last one. All of them
/// add up to one; a loss that pulls against the others counts negative.
fn nearest(view: &GradientView) -> Option<(f64, f64)> {
    let parts = view.parts?;
    let at = |k: usize| parts.shares[(k - 1) * parts.steps + view.t - 1];
    let near: f64 = (view.t..=(view.t + NEAR_STEPS).min(parts.steps)).map(at).sum();
    let last = at(parts.steps);
    (near.is_finite() && last.is_finite()).then_some((near, last))
}

fn by_loss(view: &GradientView, m: &Words) -> Finding {
    if view.loss_at == LossAt::Last {
        return Finding { text: vec![m.losses_one.to_string()], ..by_step(view, m) };
    }
    let Some((near, last)) = nearest(view) else { return by_step(view, m) };
    let total = view.focus().h[view.t - 1];
    Finding {
        title: m.losses_title(&who(view, m), &share(near)),
        text: vec![m.losses_text(&magnitude(total), &share(last))],
    }
}

fn way_back(view: &GradientView, m: &Words) -> Finding {
    let Some(&(largest, smallest)) = view.singular.and_then(|all| all.get(view.t - 1)) else {
        return by_step(view, m);
    };
    let who = match view.t {
        1 => m.first_word.to_ascii_lowercase(),
        t => m.step(&t.to_string()),
    };
    let mut text = vec![m.jacobian_text(&magnitude(smallest))];
    if view.focus().cell().has_rail() {
        text.push(m.jacobian_rail.to_string());
    }
    Finding { title: m.jacobian_title(&who, &magnitude(largest)), text }
}

/// What was drawn against what is so, at the first word.
fn guessed(view: &GradientView, m: &Words) -> Vec<String> {
    let (Some(guess), Some(&truth)) = (view.guess, view.focus().h.first()) else { return Vec::new() };
    let drawn = libm::pow(10.0, guess[0]);
    if !truth.is_finite() {
        return Vec::new();
    }
    let apart = libm::log10(drawn) - libm::log10(truth.max(FLOOR));
    let times = magnitude(libm::pow(10.0, apart.abs()));
    let said = match apart {
        // What is below the floor may lie anywhere there.
        apart if truth < FLOOR && apart > 0.0 => m.guess_far(&times),
        apart if apart.abs() < NEAR => m.guess_near.to_string(),
        apart if apart > 0.0 => m.guess_low(&times),
        _ => m.guess_high(&times),
    };
    vec![m.guess_was(&magnitude(drawn), &magnitude(truth)), said]
}

/// The step that is read out, for the slider that moves it.
pub fn position(view: &GradientView) -> String {
    let m = view.m();
    let lane = view.focus();
    let word = &lane.trace.sequence.tokens[view.t - 1];
    let value = spoken_magnitude(lane.h[view.t - 1], m.times_ten_to);
    m.position(&view.t.to_string(), &view.steps().to_string(), word, &value)
}
