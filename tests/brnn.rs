//! Both ways as a page: the rails and their meeting, what is covered, who waits; every number of the gap adds up.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::collections::HashSet;
use unrolled::engine::explain::{Form, Leaf, explain};
use unrolled::model::cell::Cell;
use unrolled::model::names::{Name, Place, Quantity, ValuePath};
use unrolled::player::action::Act;
use unrolled::player::reduce::reduce;
use unrolled::player::state::Player;
use unrolled::screens::brnn::scene::BrnnStage;
use unrolled::shell::action::Action;
use unrolled::tasks::nets::Role;
use unrolled::words::Lang;

fn at(query: &str) -> Player {
    common::player(&format!("fig=brnn{query}"))
}

fn after(state: &Player, actions: impl IntoIterator<Item = Action>) -> Player {
    actions.into_iter().fold(state.clone(), |state, action| reduce(&state, action))
}

fn stage(state: &Player) -> BrnnStage {
    state.scene().stage.of::<BrnnStage>().expect("its own stage").clone()
}

fn codes(state: &Player) -> Vec<&'static str> {
    state.shell.notes.iter().map(|note| note.code()).collect()
}

const LEFT: Place = Place::FIRST;
const RIGHT: Place = Place { reverse: true, ..Place::FIRST };

#[test]
fn the_rails_meet_at_the_gap_and_not_before() {
    for (lang, gap, stops) in [("en", 2, 3), ("th", 4, 4)] {
        let mut state = at(&format!("&lang={lang}"));
        assert_eq!((state.show.trace.asked(), state.steps()), (gap, stops));
        for t in 0..=stops {
            let stage = stage(&state);
            let read = |rail: usize| stage.rails[rail].columns.iter().flatten().flatten().count() / 4;
            let needed = [gap, state.show.trace.steps() + 1 - gap];
            assert_eq!([read(0), read(1)], needed.map(|needed| needed.min(t)), "{lang} stop {t}");
            assert_eq!(stage.has_met, t == stops);
            assert!(stage.waits.is_empty() && stage.score.is_none(), "nothing is given away");
            // What a rail has not read yet opens neither by hand nor by a link.
            for (place, at) in [(LEFT, t + 1), (RIGHT, state.show.trace.steps() - t)] {
                let path = ValuePath::unit(Quantity::H, place, at.max(1), 1);
                assert!(t == stops || !state.view().may_open(&path), "{path} at {t}");
            }
            assert!(!state.view().may_open(&ValuePath::new(Name::Probs, gap, 1)));
            state = after(&state, [Action::Step(true)]);
        }
        assert!(state.view().is_revealed() && stage(&state).waits.len() == 4);
        assert!(state.view().may_open(&ValuePath::new(Name::Probs, gap, 1)));
        assert!(!state.view().may_open(&ValuePath::new(Name::Probs, gap - 1, 1)), "only the gap is asked");
        for _ in 0..=stops {
            state = after(&state, [Action::Step(false)]);
        }
        assert_eq!(state.t(), 0);
    }
}

#[test]
fn every_number_of_the_gap_adds_up_down_to_the_words_of_both_sides() {
    for cell in Cell::RECURRENT {
        let state = at(&format!("&cell={}&t=4", cell.id()));
        let trace = &state.show.trace;
        let mut open = vec![ValuePath::new(Name::Probs, 2, 1)];
        let (mut seen, mut words) = (HashSet::new(), HashSet::new());
        while let Some(path) = open.pop() {
            if !seen.insert(path) {
                continue;
            }
            assert!(state.view().may_open(&path), "{path} may not be opened");
            let explained = explain(trace, path).unwrap_or_else(|| panic!("{path} has no arithmetic"));
            let (sum, value) = (explained.recomputed(), trace.value(&path).expect("it exists"));
            assert!((sum - value).abs() <= 2e-5 * value.abs().max(1.0), "{path}: {sum} instead of {value}");
            if let Form::Leaf(Leaf::OneHot { read, .. }) = &explained.form {
                words.insert(read.clone());
            }
            open.extend(explained.operands().iter().filter_map(|operand| operand.path));
        }
        let all: HashSet<String> = trace.sequence.tokens.iter().cloned().collect();
        assert_eq!(words, all, "{cell:?}");
    }
}

#[test]
fn what_is_covered_is_not_computed() {
    let state = at("&cover=future&t=3");
    let stage = stage(&state);
    assert!(stage.rails[1].is_absent && !stage.rails[0].is_absent && state.show.hidden == 8);
    assert!(stage.heads.iter().map(|head| head.is_covered).eq([false, false, true, true]));
    assert!(state.view().is_revealed());
    assert!(state.show.trace.value(&ValuePath::unit(Quantity::H, RIGHT, 2, 1)).is_none(), "there is no such number");
    let past = after(&state, [Action::Set("cover", "past".into())]);
    assert!(past.view().is_revealed(), "what was revealed stays so");
    assert_eq!(past.show.trace.asked(), 2);
    assert!(past.show.trace.value(&ValuePath::unit(Quantity::H, LEFT, 2, 1)).is_none());
    // The text counts what fits, and says the share that the corpus gives.
    for state in [&state, &past] {
        let text = state.scene().card.text.join(" ");
        assert!(text.contains("33%"), "{text}");
    }
    let both = after(&past, [Action::Set("cover", "none".into())]);
    assert!(both.scene().card.title.contains("trees"), "{}", both.scene().card.title);
}

#[test]
fn a_direction_that_is_switched_off_hands_the_answer_zeros() {
    let whole = at("&t=4");
    let off = at("&t=4&off=backward");
    assert!(stage(&off).rails[1].is_off && !stage(&off).rails[0].is_off);
    for unit in 1..=4 {
        let path = ValuePath::unit(Quantity::H, RIGHT, 2, unit);
        assert_eq!(off.show.trace.value(&path), Some(0.0));
        assert_ne!(whole.show.trace.value(&path), Some(0.0));
    }
    assert!(off.show.edits.is_empty(), "it is no edit: it stands in a key of its own");
    assert!(off.link().contains("off=backward") && !off.link().contains("set="));
    assert_eq!(codes(&at("&off=banana")), ["bad-value"]);
    assert_eq!(codes(&at("&cover=past&off=forward")), ["bad-value"]);
}

#[test]
fn the_early_one_is_not_blind() {
    for (lang, last) in [("en", 4), ("th", 5)] {
        for cell in Cell::RECURRENT {
            let state = at(&format!("&lang={lang}&cell={}&predict=off&t={last}", cell.id()));
            let stage = stage(&state);
            let of = |role: Role| stage.waits.iter().find(|wait| wait.role == role).expect("it stands there");
            let (gap, end) = (state.show.trace.asked(), state.show.trace.steps());
            assert_eq!([of(Role::Forward), of(Role::BothWays), of(Role::AtEnd)].map(|w| w.answers_at), [gap, end, end]);
            assert_eq!((of(Role::BothWays).is_right, of(Role::AtEnd).is_right), (Some(true), Some(true)));
            let shares =
                [Role::Forward, Role::BothWays, Role::AtEnd, Role::Backward].map(|role| of(role).share.clone());
            assert_eq!(shares, ["33%", "100%", "100%", "33%"]);
            assert!(stage.waits.iter().all(|wait| wait.share == wait.most), "nobody is better than they can be");
        }
    }
}

#[test]
fn own_sentences_have_one_gap() {
    let state = at("");
    let read = |text: &str| after(&state, [Act::Submit(text.into()).into()]);
    for typed in ["mango _ is cold", "mango ▢ is cold", "mango ____ is cold"] {
        assert_eq!(read(typed).show.trace.sequence.tokens.join(" "), "mango ▢ is cold", "{typed}");
    }
    for typed in ["mango is cold", "mango _ _ cold", "_", ""] {
        let refused = read(typed);
        let editor = refused.editor.as_ref().unwrap_or_else(|| panic!("{typed:?} was taken"));
        assert!(editor.refusal.is_some() && editor.text == typed);
        assert!(
            std::rc::Rc::ptr_eq(&refused.show, &state.show) || refused.show.trace.sequence == state.show.trace.sequence
        );
    }
    let strange = after(&read("the purple _ sings"), [Action::Goto(9), Act::ShowMe.into()]);
    let text = strange.scene().card.text.join(" ");
    assert!(text.contains("corpus has no answer") && text.contains("does not know"), "{text}");
    assert_eq!(codes(&at("&text=mango+is+cold")), ["refused"]);
    // 65 words are named where they are typed, as everywhere.
    let long = vec!["_"; 1].into_iter().chain(vec!["apple"; 64]).collect::<Vec<_>>().join(" ");
    assert!(read(&long).editor.is_some_and(|editor| editor.refusal.is_some()));
}

#[test]
fn a_number_held_by_hand_moves_what_follows_in_its_direction() {
    let state = at("&t=4&set=h_l0_reverse.4.1%3D0.9");
    let whole = at("&t=4");
    let of = |state: &Player, place, t| {
        state.show.trace.value(&ValuePath::unit(Quantity::H, place, t, 1)).expect("it is there")
    };
    assert_ne!(of(&state, RIGHT, 3), of(&whole, RIGHT, 3), "the rail from the right goes on from it");
    assert!((of(&state, LEFT, 2) - of(&whole, LEFT, 2)).abs() < 1e-6, "the other does not");
    assert_eq!(of(&state, RIGHT, 4), f64::from(0.9f32));
    assert_eq!(state.show.edits.len(), 1);
}

#[test]
fn languages_cells_and_links_lead_back_to_the_same_picture() {
    for query in
        ["", "&t=2", "&t=4&cell=bigru", "&lang=th&t=4", "&cover=past&t=4", "&off=forward&t=4", "&w=random&seed=3&t=4"]
    {
        let state = at(query);
        assert!(codes(&state).is_empty(), "{query}: {:?}", codes(&state));
        let again = common::player(&state.link());
        assert_eq!(stage(&again), stage(&state), "{query}: {}", state.link());
        assert!(state.scene().card.text.iter().all(|text| !text.is_empty()));
    }
    let thai = after(&at("&t=4"), [Action::Lang(Lang::Th)]);
    assert_eq!(thai.show.trace.sequence.tokens[3], "▢");
    assert_eq!(codes(&at("&ex=apple")), ["bad-value"]);
    assert_eq!(codes(&common::player("fig=step&ex=trees")), ["bad-value"]);
    assert_eq!(codes(&at("&cell=ffn")), ["not-here"]);
    assert_eq!(codes(&at("&cell=rnn,lstm")), ["not-here"]);
}
