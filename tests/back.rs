//! The backward pass as a page: its stops, what may be seen at each, the update, cuts, and links to any moment.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use unrolled::engine::backward::value;
use unrolled::model::anatomy::Op;
use unrolled::model::cell::{Cell, Weight};
use unrolled::model::names::{Name, Place, Quantity, ValuePath};
use unrolled::player::action::Act;
use unrolled::player::reduce::reduce;
use unrolled::player::state::Player;
use unrolled::scene::step::Scene;
use unrolled::scene::view::{Learning, Stop};
use unrolled::screens::bptt::back::{grad, index, stop, stops};
use unrolled::screens::bptt::moves::{Move, moves};
use unrolled::screens::bptt::scene::BackStage;
use unrolled::screens::bptt::state::updated;
use unrolled::shell::action::Action;
use unrolled::words::Lang;

fn at(query: &str) -> Player {
    common::player(&format!("fig=bptt{query}"))
}

fn after(state: &Player, actions: impl IntoIterator<Item = Action>) -> Player {
    actions.into_iter().fold(state.clone(), |state, action| reduce(&state, action))
}

fn scene(state: &Player) -> Scene {
    state.scene()
}

fn stage(state: &Player) -> BackStage {
    scene(state).stage.of::<BackStage>().expect("its own stage").clone()
}

fn h(t: usize, unit: usize) -> ValuePath {
    ValuePath::unit(Quantity::H, Place::FIRST, t, unit).as_gradient()
}

#[test]
fn a_pass_has_a_stop_for_everything_and_each_is_a_link() {
    for cell in Cell::RECURRENT {
        for steps in [1, 3, 7] {
            for n in 0..stops(cell, steps) {
                assert_eq!(index(stop(n, cell, steps), cell, steps), n);
            }
        }
        let mut state = at(&format!("&cell={}", cell.id()));
        let all = stops(cell, state.steps());
        for n in 0..all {
            let again = common::player(&state.link());
            assert_eq!((again.view().stop, again.shell.notes.len()), (state.view().stop, 0), "{}", state.link());
            let scene = scene(&state);
            assert_eq!((scene.transport.at, scene.transport.last), (n, all - 1));
            assert!(
                !scene.spoken.is_empty()
                    && !scene.card.title.is_empty()
                    && scene.card.text.iter().all(|text| !text.is_empty())
            );
            state = after(&state, [Action::Step(true)]);
        }
        assert_eq!(state.view().stop, Stop::After, "the end stays the end");
        for _ in 0..all {
            state = after(&state, [Action::Step(false)]);
        }
        assert_eq!(state.view().stop, Stop::Waiting);
        assert_eq!(after(&at("&pass=upd&op=1"), [Action::Go]).view().stop, Stop::Waiting);
    }
}

#[test]
fn nothing_is_seen_before_it_has_come_back_and_the_states_never_change() {
    for cell in Cell::RECURRENT {
        let start = at(&format!("&cell={}", cell.id()));
        let states = |state: &Player| -> Vec<f64> {
            stage(state).columns.iter().flat_map(|column| column.states.iter().map(|n| n.value)).collect()
        };
        let locked = states(&start);
        let mut state = start.clone();
        let mut seen = 0;
        for _ in 0..stops(cell, start.steps()) {
            assert_eq!(states(&state), locked);
            let columns = stage(&state).columns;
            let known = columns.iter().flat_map(|column| &column.gradients).flatten().count();
            assert!(known >= seen, "what has come back stays");
            seen = known;
            for column in &columns {
                // From the right: a word is reached only after the one behind it.
                let behind = columns.get(column.t).is_none_or(|after| after.norm.is_some());
                assert!(column.norm.is_none() || behind);
                for (n, gradient) in column.gradients.iter().enumerate() {
                    let expected = value(&state.show.trace, &h(column.t, n + 1));
                    assert!(gradient.as_ref().is_none_or(|number| Some(number.value) == expected));
                }
            }
            state = after(&state, [Action::Step(true)]);
        }
        assert_eq!(seen, 4 * start.steps());
        // Every gradient of the cell is known when its step hands on.
        let done = at(&format!("&cell={}&pass=bwd&t=2&op={}", cell.id(), moves(cell).len()));
        let view = done.view();
        for equation in cell.spec().equations {
            let path = ValuePath::unit(equation.quantity, Place::FIRST, 2, 1);
            assert!(grad(&view, path).is_some(), "{cell:?} {path}");
            assert!(grad(&view, ValuePath { first: 1, ..path }).is_none() || equation.quantity == Quantity::H);
        }
    }
}

#[test]
fn any_gradient_opens_down_to_the_word() {
    let state = at("&cell=lstm&pass=bwd&t=1&op=7");
    let mut open = vec![h(1, 2), h(1, 1).norm(), ValuePath::new(Name::X, 1, 0).norm()];
    let mut opened = 0;
    // Down every operand, each once.
    let mut seen = std::collections::HashSet::new();
    while let Some(path) = open.pop() {
        if !seen.insert(path) || opened > 400 {
            continue;
        }
        let state = after(&state, [Act::Open(path).into()]);
        let panel = scene(&state).panel.unwrap_or_else(|| panic!("{path} does not open"));
        assert_eq!(panel.path, path);
        opened += 1;
        for line in &panel.lines {
            if let unrolled::scene::arithmetic::Line::Product { factors, .. } = line {
                open.extend(factors.iter().filter_map(|factor| factor.number.path));
            }
        }
    }
    assert!(opened > 100, "{opened}");
    assert!(
        seen.iter().any(|path| matches!(path.name, Name::X))
            || seen.iter().any(|path| matches!(path.name, Name::Probs))
    );
    // Not before its time, and not by a link either.
    let early = at("&open=dh_l0.1.2");
    assert!(early.trail.is_empty() && early.shell.notes.len() == 1, "{:?}", early.shell.notes);
    let in_time = at("&pass=bwd&t=3&op=2&open=dh_l0.3.2");
    assert_eq!((in_time.trail.len(), in_time.shell.notes.len()), (1, 0));
    assert!(
        after(&in_time, [Action::Step(false), Action::Step(false)]).trail.is_empty(),
        "what is not there any more closes"
    );
}

#[test]
fn slices_add_up_to_what_the_optimiser_uses() {
    let state = at("&pass=upd&loss=all");
    let slices = stage(&state).slices.expect("at the end");
    for (from, row) in (1..).zip(&slices.rows) {
        let sum: f64 = row.slices.iter().flatten().map(|slice| slice.value).sum();
        let path = ValuePath::new(Name::Weight(Weight::Hh, Place::FIRST), 1, from).as_gradient();
        let whole = value(&state.show.trace, &path).expect("a gradient");
        assert!(row.is_whole && row.sum.value == whole && (sum - whole).abs() < 1e-6, "{sum} {whole}");
    }
    // SGD without clipping: new = old − rate · gradient.
    let update = stage(&state).update.expect("shown here");
    for row in &update.rows {
        assert!((row.step.1 + 0.3 * row.gradient.value).abs() < 1e-6, "{row:?}");
        assert!((row.old.value + row.step.1 - row.new.1).abs() < 1e-6);
    }
}

#[test]
fn one_update_lowers_the_loss_clipped_it_moves_less_and_too_far_is_said() {
    let state = at("&pass=upd&op=1&w=random");
    let (before, now) =
        (state.show.trace.loss().expect("a loss"), state.updated.as_ref().expect("shown").loss().expect("a loss"));
    assert!(now < before, "{now} {before}");
    let (said, title) = (stage(&state).after.expect("both"), scene(&state).card.title);
    assert!(title.contains(&said.0) && title.contains(&said.1), "{title}");
    let clipped = updated(&state.show.trace, Learning { rate: 0.3, clip: 0.1, optimiser: "sgd" });
    let slow = clipped.loss().expect("a loss");
    assert!(slow < before && slow > now, "{before} {slow} {now}");
    let shown = stage(&at("&pass=upd&w=random&clip=0.1")).update.expect("shown");
    assert!(shown.is_clipped && shown.rows.iter().all(|row| row.clipped.1.abs() <= row.gradient.value.abs()));
    for optimiser in ["momentum", "rmsprop", "adam", "adamw"] {
        let other = updated(&state.show.trace, Learning { rate: 0.01, clip: 0.0, optimiser });
        assert!(other.loss().expect("a loss") < before, "{optimiser}");
    }
}

#[test]
fn a_sentence_without_a_mistake_says_so_and_one_word_is_a_pass() {
    let unknown = at("&text=qq+rr&loss=all");
    assert!(scene(&unknown).card.title.starts_with("There is no mistake"), "{:?}", scene(&unknown).card);
    let mut one = at("&text=the");
    for _ in 0..stops(Cell::Rnn, 1) {
        assert!(!scene(&one).card.text[0].contains("NaN"), "{:?}", scene(&one).card);
        one = after(&one, [Action::Step(true)]);
    }
    assert_eq!(one.view().stop, Stop::After);
}

#[test]
fn a_cut_stands_where_it_is_asked_for() {
    let state = at("&trunc=2&loss=all&pass=bwd&t=1&op=5");
    let columns = stage(&state).columns;
    assert!(columns[1].arrow.as_ref().is_some_and(|arrow| arrow.is_cut && arrow.factor.is_none()));
    assert!(columns[0].arrow.as_ref().is_some_and(|arrow| !arrow.is_cut && arrow.factor.is_some()));
    // What the arrow says is what the gradients are.
    let whole = at("&pass=bwd&t=1&op=5");
    let columns = stage(&whole).columns;
    let (here, there) =
        (columns[1].norm.as_ref().expect("reached").value, columns[0].norm.as_ref().expect("reached").value);
    let factor = columns[0].arrow.as_ref().and_then(|arrow| arrow.factor.as_ref()).expect("handed on").1;
    assert!((factor - there / here).abs() < 1e-6, "the first word has no loss of its own: {factor} {}", there / here);
    let changed = after(&state, [Action::Set("trunc", "0".into()), Action::Set("loss", "last".into())]);
    assert!(stage(&changed).columns[1].arrow.as_ref().is_some_and(|arrow| !arrow.is_cut));
}

#[test]
fn another_language_or_cell_keeps_the_stop() {
    let state = at("&pass=bwd&t=2&op=3");
    let thai = after(&state, [Action::Lang(Lang::Th)]);
    assert_eq!((thai.view().stop, thai.show.trace.sequence.tokens[0].as_str()), (state.view().stop, "แอปเปิ้ล"));
    for other in ["lstm", "gru", "rnn"] {
        let cell = Cell::from_id(other).expect("a cell");
        let changed = after(&state, [Act::Cell(cell).into()]);
        assert!(matches!(changed.view().stop, Stop::At { t: 2, .. }) && !stage(&changed).columns.is_empty());
    }
    assert!(moves(Cell::Lstm).iter().any(|at| matches!(at, Move::Through(operation) if operation.op == Op::Forget)));
    let own = after(&state, [Act::Submit("the sky is".into()).into()]);
    assert_eq!(own.view().stop, Stop::Waiting);
}
