//! What attention and recurrence are compared on: what their networks learn from, are chosen by and judged with.

use crate::kernels::softmax_xent::IGNORED;
use crate::math::rng::Uniform;
use crate::model::Model;
use crate::tasks::item::Item;
use crate::tasks::judge::{Purpose, classified};
use crate::tasks::nets::{Net, Role};
use crate::tasks::{chase, pairs, switch};
use std::sync::Mutex;

/// A batch to learn from, all of one length.
pub fn draw(net: &Net, size: usize, random: &mut Uniform) -> Vec<Item> {
    match net.role {
        Role::Chased(_) => {
            let learnt = chases(net, false);
            (0..size).map(|_| learnt[random.below(learnt.len())].clone()).collect()
        }
        Role::Pairs { apart, .. } => {
            let count = 1 + random.below(pairs::MOST);
            (0..size).map(|_| pairs::sample(count, random).item(apart, count)).collect()
        }
        Role::Switch { most, .. } => {
            let length = switch::LEAST + random.below(most + 1 - switch::LEAST);
            (0..size).map(|_| switch::sample(length, random)).collect()
        }
        _ => unreachable!("`Material` draws the others"),
    }
}

/// The examples for a purpose: always the same ones.
pub fn examples(net: &Net, purpose: Purpose) -> Vec<Item> {
    let judging = purpose == Purpose::Judging;
    match net.role {
        Role::Chased(_) => chases(net, judging),
        Role::Pairs { apart, .. } => {
            let (each, seed) = if judging { (200, 6000) } else { (50, 5000) };
            (1..=pairs::MOST).flat_map(|count| asked_pairs(apart, count, each, seed)).collect()
        }
        Role::Switch { .. } if judging => lights(switch::LONGEST, 20),
        Role::Switch { most, .. } => (switch::LEAST..=most).flat_map(|length| lights(length, 20)).collect(),
        _ => unreachable!("`Material` has the others"),
    }
}

fn chases(net: &Net, held_out: bool) -> Vec<Item> {
    let (config, all) = (net.config(), chase::sentences(net.thai).into_iter());
    all.filter(|sentence| sentence.is_held_out() == held_out).map(|sentence| sentence.item(&config)).collect()
}

/// Questions after so many pairs, one each, always the same ones.
pub fn asked_pairs(apart: bool, count: usize, each: usize, seed: u32) -> Vec<Item> {
    let mut random = Uniform::new(seed + count as u32);
    (0..each).map(|_| pairs::sample(count, &mut random).item(apart, 1)).collect()
}

/// Light switches of a length, always the same ones; of long ones the first half is not asked.
pub fn lights(length: usize, each: usize) -> Vec<Item> {
    let mut random = Uniform::new(4000 + length as u32);
    let quiet = if length > switch::JUDGED_FROM { switch::JUDGED_FROM } else { 0 };
    let of = |_| {
        let mut item = switch::sample(length, &mut random);
        item.targets[..quiet].fill(IGNORED);
        item
    };
    (0..each).map(of).collect()
}

/// How often a network is right on what it never learnt from.
pub fn share(net: &Net, model: &Model) -> f64 {
    classified(model, &examples(net, Purpose::Judging)).right
}

/// The same of one that ships: computed once.
pub fn judged(net: &'static Net) -> Option<f64> {
    static KNOWN: Mutex<Vec<(Net, f64)>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().ok()?;
    if let Some((_, share)) = known.iter().find(|(found, _)| found == net) {
        return Some(*share);
    }
    let share = share(net, &net.trained()?);
    known.push((*net, share));
    Some(share)
}
