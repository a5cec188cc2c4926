//! What is said of the networks of the task shapes, from the shipped files: how often they are right, rivals included.
#![cfg(not(target_arch = "wasm32"))]

use unrolled::model::Model;
use unrolled::model::cell::Cell;
use unrolled::tasks::archives;
use unrolled::tasks::decode::Choose;
use unrolled::tasks::judge::{Material, Purpose, share_right};
use unrolled::tasks::nets::{Archive, NETS, Net, Role, file};

fn trained(net: &Net) -> Model {
    net.trained().unwrap_or_else(|| panic!("{} does not ship", net.name()))
}

/// Share right of what it never learnt from.
fn judged(net: &Net, choose: Choose) -> f64 {
    let share = share_right(&trained(net), &Material::new(net).examples(Purpose::Judging), choose);
    println!("{}: {:.1} %", net.name(), 100.0 * share);
    share
}

fn of(archive: Archive) -> impl Iterator<Item = &'static Net> {
    archive.nets()
}

#[test]
fn archives_are_whole_and_small() {
    for archive in Archive::ALL {
        let bytes = file(archive);
        let content = archives::content(bytes).unwrap_or_else(|| panic!("{} is spoiled", archive.id()));
        assert_eq!(archive.unpack(content).map(|models| models.len()), Some(of(archive).count()));
        assert!(archive.unpack(&content[1..]).is_none(), "a cut archive is noticed");
        let mut spoiled = bytes.to_vec();
        spoiled[9] ^= 1;
        assert!(archives::content(&spoiled).is_none(), "so is a spoiled one");
        assert!(archives::content(&bytes[..3]).is_none());
    }
    let names: std::collections::BTreeSet<String> = NETS.iter().map(Net::name).collect();
    assert_eq!(names.len(), NETS.len());
}

#[test]
fn a_gap_needs_both_sides_or_the_end() {
    for net in of(Archive::Cloze) {
        let share = judged(net, Choose::Likeliest);
        match net.role {
            // Exactly the ceiling: whoever sees one side is right one time in three at most.
            Role::Forward | Role::Backward => assert!((share - 1.0 / 3.0).abs() < 1e-9, "{} {share}", net.name()),
            _ => assert_eq!(share, 1.0, "{}", net.name()),
        }
    }
}

#[test]
fn reviews_are_judged_by_memory_and_not_by_a_window_or_a_bag() {
    for net in of(Archive::Review) {
        let share = judged(net, Choose::Likeliest);
        match (net.role, net.cell) {
            (Role::Judge, Cell::Rnn) => assert!(share > 0.9, "{share}"),
            (Role::Judge, _) => assert!(share >= 0.98, "{share}"),
            // Ceilings 47.8 and 76.6 %; these are 1,000 sentences, ± 1.3.
            (Role::Window, _) => assert!((0.44..0.51).contains(&share), "{share}"),
            _ => assert!((0.70..0.80).contains(&share), "{share}"),
        }
    }
}

#[test]
fn who_does_not_read_their_own_words_says_nothing_true() {
    for net in of(Archive::Caption) {
        let share = judged(net, Choose::Drawn(1));
        match net.role {
            Role::Caption => assert!(share >= 0.95, "{share}"),
            Role::Blind => assert!(share <= 0.06, "{share}"),
            // Two things: pairs that it never met.
            _ => assert!((0.4..0.95).contains(&share), "{share}"),
        }
    }
}

#[test]
fn letters_come_back_as_far_as_the_state_reaches() {
    let mut before = 0.0;
    for net in of(Archive::Reverse) {
        let share = judged(net, Choose::Likeliest);
        match net.role {
            Role::Reverse { attends: true } => assert!(share >= 0.98, "{share}"),
            _ => {
                assert!(share > before, "a larger state carries more: {share} after {before}");
                before = share;
            }
        }
    }
    assert!(before < 0.95, "the largest plain one is not perfect: {before}");
}
