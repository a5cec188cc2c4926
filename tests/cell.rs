//! The opened cell, edits, pins and comparisons without a browser: what actions do, and that nothing leaks or is lost.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use unrolled::model::cell::Cell;
use unrolled::model::names::{Quantity, ValuePath};
use unrolled::player::action::Act;
use unrolled::player::reduce::reduce;
use unrolled::player::state::Player;
use unrolled::scene::cell::{CellPanel, CellPart, CellStage, cell_panel};
use unrolled::scene::number::decimals;
use unrolled::scene::step::Scene;
use unrolled::scene::strip::Strip;
use unrolled::screens::memory::scene::{CHOICES, changes};
use unrolled::screens::unroll::scene::UnrollStage;
use unrolled::shell::action::Action;
use unrolled::words::Lang;

fn state(query: &str) -> Player {
    common::player(query)
}

fn act(state: &Player, actions: impl IntoIterator<Item = Action>) -> Player {
    actions.into_iter().fold(state.clone(), |state, action| reduce(&state, action))
}

fn seen(state: &Player) -> Scene {
    state.scene()
}

fn stage(state: &Player) -> CellStage {
    seen(state).stage.of::<CellStage>().expect("a cell").clone()
}

fn path(text: &str) -> ValuePath {
    ValuePath::parse(text).expect("a path")
}

fn value(state: &Player, text: &str) -> f64 {
    let path = path(text);
    state.view().lane_of(&path).and_then(|lane| lane.trace.value(&path)).expect("a value")
}

/// Numbers that stand in a panel.
fn shown(panel: &CellPanel) -> usize {
    panel.rows.iter().flat_map(|row| &row.parts).filter(|part| matches!(part, CellPart::Number(..))).count()
}

#[test]
fn every_operation_of_every_cell_is_a_stop_forward_and_back() {
    for cell in Cell::RECURRENT {
        let start = state(&format!("fig=cell&cell={}", cell.id()));
        let stops = cell.spec().operations.len();
        let mut forward = vec![start.clone()];
        for _ in 0..start.steps() * stops + 1 {
            forward.push(act(forward.last().expect("a state"), [Action::Step(true)]));
        }
        let places: Vec<(usize, usize)> = forward.iter().map(|state| (state.view().t, state.view().op)).collect();
        assert_eq!((places[1], places[stops], places[stops + 1]), ((1, 1), (1, stops), (2, 1)));
        assert_eq!(places.last(), Some(&(start.steps() + 1, stops)), "{}", cell.id());
        // Back is the same states in the other order.
        let mut state = forward.last().expect("a state").clone();
        for before in forward.iter().rev().skip(1) {
            state = act(&state, [Action::Step(false)]);
            assert_eq!(seen(&state), seen(before), "{} {:?}", cell.id(), before.shell.address.query());
        }
        // Each operation shows more numbers than the one before.
        for step in forward[1..=stops].windows(2) {
            assert!(shown(&stage(&step[0]).lanes[0]) < shown(&stage(&step[1]).lanes[0]), "{}", cell.id());
        }
        // Each has its card, its band and its equations, in both languages.
        for state in &forward[1..=stops] {
            for lang in Lang::ALL {
                let state = act(state, [Action::Lang(lang)]);
                let scene = seen(&state);
                assert!(!scene.card.title.is_empty() && !scene.spoken.is_empty() && !scene.transport.will.is_empty());
                assert!(!stage(&state).equations.is_empty());
                let words = scene.card.text.join(" ");
                let fits = if lang == Lang::En { words.split(' ').count() <= 40 } else { words.chars().count() <= 190 };
                assert!(fits, "the card is too long: {words}");
            }
        }
    }
}

#[test]
fn a_link_to_an_operation_reproduces_it() {
    for query in [
        "fig=cell&t=4&op=2",
        "fig=cell&cell=gru&t=3&op=3&pins=z_l0.1.2,x.1.4",
        "fig=cell&cell=rnn,lstm,gru&t=5&op=1&set=lstm:f_l0.5.1=0,gru:weight_hh_l0.1.1=0.5",
        "fig=memory&t=3",
        "fig=unroll&t=4&rolled=0&len=8&set=bias_hh_l0.2=-1",
    ] {
        let first = state(query);
        assert_eq!(first.shell.notes, vec![], "{query}");
        let again = state(&first.link());
        assert_eq!(seen(&first), seen(&again), "{query} → {}", first.link());
        assert_eq!(first.link(), again.link(), "the link is canonical");
    }
}

#[test]
fn what_is_not_computed_yet_does_not_open() {
    let state = state("fig=cell&t=4&op=2");
    let opens = |text: &str| act(&state, [Act::Open(path(text)).into()]).trail.len() == 1;
    for there in
        ["f_l0.4.1", "kept_l0.4.2", "g_l0.4.1", "c_l0.3.1", "h_l0.3.1", "probs.3.1", "weight_hh_l0.1.1", "x.4.4"]
    {
        assert!(opens(there), "{there}");
    }
    for not_yet in ["c_l0.4.1", "o_l0.4.1", "h_l0.4.1", "probs.4.1", "logits.4.1", "f_l0.5.1", "x.5.1"] {
        assert!(!opens(not_yet), "{not_yet}");
    }
}

#[test]
fn the_question_cannot_be_jumped_by_any_way() {
    for start in ["fig=cell&t=14&op=1", "fig=cell&t=13", "fig=cell&t=5", "fig=memory&t=2", "t=2"] {
        let start = state(start);
        let steps = start.steps();
        for way in [Act::Goto(steps + 1), Act::Word(true)] {
            let mut state = start.clone();
            for _ in 0..30 {
                state = act(&state, [way.clone().into()]);
                if state.view().is_asking() || state.view().is_revealed() {
                    break;
                }
            }
            assert!(state.view().is_asking(), "{way:?} from {}", start.shell.address.query());
            let everything = format!("{:?}", seen(&state));
            let (_, p) = state.view().best(steps);
            assert!(!everything.contains(&format!("{p}")), "{way:?}: the probability stands on the screen");
        }
        // Another language has another length: nothing is revealed by the switch.
        for t in 0..=steps {
            let there = act(&start, [Act::Goto(0).into(), Action::Goto(t), Action::Lang(Lang::Th)]);
            assert!(!there.view().is_revealed(), "{} at {t}", start.shell.address.query());
        }
    }
    let answered = act(&state("fig=cell&t=15"), [Action::Lang(Lang::Th)]);
    assert!(answered.view().is_revealed(), "what was revealed stays so");
}

#[test]
fn a_gate_is_held_let_go_and_restored_to_the_bit() {
    let start = state("fig=cell&t=4&op=1");
    let held = act(&start, [Act::Hold(Quantity::F, Some(0)).into()]);
    assert_eq!(held.show.edits.len(), 4);
    assert_eq!((value(&held, "f_l0.4.3"), value(&held, "kept_l0.4.3")), (0.0, 0.0));
    assert_ne!(value(&held, "c_l0.9.1"), value(&start, "c_l0.9.1"), "what comes later follows");
    assert_eq!(value(&held, "c_l0.3.1"), value(&start, "c_l0.3.1"), "what came before stays");
    // Held at another value, for one unit, and back.
    let one = act(&held, [Act::HoldOne(path("f_l0.4.3"), Some(1)).into()]);
    assert_eq!((value(&one, "f_l0.4.3"), value(&one, "f_l0.4.2")), (1.0, 0.0));
    let free = act(&one, [Act::Hold(Quantity::F, None).into()]);
    assert_eq!(seen(&free), seen(&start));
    assert_eq!(seen(&act(&one, [Act::RestoreAll.into()])), seen(&start));
    // The equation says what it would be and what it is held at.
    let parts = &stage(&held).equations[0].parts;
    let numbers: Vec<f64> =
        parts.iter().filter_map(|p| if let CellPart::Number(n, _) = p { Some(n.value) } else { None }).collect();
    let [pre, own, held_at] = numbers[..] else { panic!("{numbers:?}") };
    assert!((1.0 / (1.0 + libm::exp(-pre)) - own).abs() < 1e-6 && held_at == 0.0);
    // At the end the card says what was changed, and what would have been said without it.
    let end = act(&held, [Action::Goto(15)]);
    let text = seen(&end).card.text.join(" ");
    assert!(text.contains("forget gate at “cat”") && text.contains("Without your changes it says “fish”"), "{text}");
}

#[test]
fn edits_and_pins_belong_to_the_cell_they_were_made_in() {
    let one = act(&state("fig=cell&t=4"), [Act::Hold(Quantity::O, Some(0)).into(), Act::Pin(path("c_l0.4.2")).into()]);
    let three = act(&one, [Act::SideBySide.into()]);
    assert_eq!(three.shell.notes, vec![]);
    assert!(three.show.edits.iter().all(|(path, _)| path.cell == Some(Cell::Lstm)), "{:?}", three.show.edits);
    assert_eq!(three.pins, [path("lstm:c_l0.1.2")]);
    let gru = |state: &Player| {
        state.view().lane_of(&path("gru:h_l0.9.1")).and_then(|lane| lane.trace.value(&path("h_l0.9.1")))
    };
    assert_eq!(gru(&three), gru(&state("fig=cell&cell=rnn,lstm,gru&t=4")), "the GRU was not touched");
    // Restoring works there too, and back alone the names are plain again.
    let restored = act(&three, [Act::Restore(path("lstm:o_l0.4.1")).into()]);
    assert_eq!(restored.show.edits.len(), 3);
    let alone = act(&restored, [Act::Cell(Cell::Lstm).into()]);
    assert!(alone.show.edits.iter().all(|(path, _)| path.cell.is_none()) && alone.pins == [path("c_l0.1.2")]);
    // A link without names means every cell that has such a number.
    let link = state("fig=cell&cell=rnn,lstm,gru&t=4&set=h_l0.2.1=0.5,z_l0.2.1=1");
    assert_eq!(link.show.edits.len(), 4);
    assert_eq!(act(&link, [Act::Cell(Cell::Gru).into()]).show.edits.len(), 2);
}

#[test]
fn what_is_typed_into_a_number_is_read_or_refused() {
    let open = act(&state("fig=cell&t=4"), [Act::Open(path("c_l0.4.1")).into()]);
    for (text, expected) in [("2.5", 2.5), (" −2 ", -2.0), ("0,25", 0.25), ("1e3", 1000.0), ("-1000000", -1e6)] {
        let changed = act(&open, [Act::FieldSubmit(text.into()).into()]);
        assert_eq!(value(&changed, "c_l0.4.1"), expected, "{text:?}");
        assert!(changed.field.is_none());
    }
    for bad in ["", "frog", "nan", "inf", "-∞", "1e400", "1000001", "1 2", "0x10", "<b>"] {
        let refused = act(&open, [Act::FieldTyped(bad.into()).into(), Act::FieldSubmit(bad.into()).into()]);
        let field = refused.field.clone().expect("the field keeps what was typed");
        assert!(field.refusal.is_some_and(|why| !why.is_empty()), "{bad:?} is not refused");
        assert_eq!(field.text, bad);
        assert_eq!(refused.link(), open.link(), "a refusal changes nothing");
    }
}

#[test]
fn pins_have_no_step_of_their_own_and_go_as_they_came() {
    let pinned = state("fig=step&cell=lstm&t=2&pins=f_l0.3.2,f_l0.1.2,x.1.1");
    assert_eq!(pinned.pins, [path("f_l0.1.2"), path("x.1.1")]);
    let strip = |state: &Player| -> Strip { seen(state).stage.of::<Strip>().expect("a strip").clone() };
    let names: Vec<Option<ValuePath>> = strip(&pinned).tracks.iter().map(|track| track.pin).collect();
    assert_eq!(names, [Some(path("x.1.1")), Some(path("f_l0.1.2"))], "inputs on top");
    assert_eq!(strip(&pinned).tracks[1].cells.iter().filter(|cell| cell.is_some()).count(), 2, "the future is empty");
    let without = act(&pinned, [Act::Pin(path("f_l0.2.2")).into(), Act::Pin(path("x.1.1")).into()]);
    assert!(without.pins.is_empty() && !without.shell.address.is_set("pins"));
    assert!(matches!(&state("pins=loss.1").shell.notes[..], [note] if note.code() == "no-value"));
}

#[test]
fn the_marked_units_really_carry_the_animal() {
    for cell in [Cell::Lstm, Cell::Gru] {
        let state = state(&format!("fig=cell&cell={}&t=6&predict=off", cell.id()));
        let effects = state.effects_of_units[0].clone();
        let marked: Vec<bool> = cell_panel(&state.view()).rows.iter().map(|row| row.carries.is_some()).collect();
        assert!(marked.iter().any(|&is| is), "{}", cell.id());
        // Held at 0 by hand, one unit at a time, the answer loses what was said.
        let quantity = if cell == Cell::Lstm { Quantity::C } else { Quantity::H };
        let (class, p) = state.view().best(state.steps());
        for unit in 1..=4 {
            let hold = Act::HoldOne(path(&format!("{}_l0.6.{unit}", quantity.name())), Some(0)).into();
            let without = f64::from(act(&state, [hold]).show.trace.probs(state.steps())[class]);
            assert!((p - without - effects[unit - 1]).abs() < 1e-5, "{} unit {unit}", cell.id());
        }
        let largest = effects.iter().copied().fold(0.0, f64::max);
        for (unit, is_marked) in marked.iter().enumerate() {
            assert_eq!(*is_marked, effects[unit] >= 0.5 * largest, "{} unit {}", cell.id(), unit + 1);
        }
    }
}

#[test]
fn memory_says_only_what_was_computed() {
    let near = state("fig=memory&t=4");
    assert_eq!(changes(&near.view()), CHOICES[1].1);
    let far = act(&near, [Act::OtherDistance.into()]);
    assert!(far.view().is_asking(), "the question stands again");
    assert_eq!(changes(&far.view()), CHOICES[0].1);
    let swapped = act(&near, [Act::ChangeWord.into()]);
    assert!(swapped.view().is_revealed(), "the answers change where they stand");
    // Reasons are given only for the networks they are true of.
    for query in ["fig=memory&cell=rnn,lstm&t=4", "fig=memory&w=random&t=4", "fig=memory&t=4&set=ffn:head.bias.1=1000"]
    {
        let text = seen(&state(query)).card.text.join(" ");
        assert!(!text.contains("window") && !text.contains("sees one word"), "{query}: {text}");
    }
    // An edit counts in both sentences: a bias alone changes no answer.
    let edited = state("fig=memory&t=4&set=ffn:head.bias.1=1000");
    assert!(!changes(&edited.view())[0]);
}

#[test]
fn the_unrolled_network_has_the_weights_of_the_rolled_one() {
    let start = state("fig=unroll");
    let weights = |state: &Player| {
        let scene = seen(state);
        let stage = scene.stage.of::<UnrollStage>().expect("a network unrolled");
        (stage.ghosts.len(), stage.counts[2].1.clone(), stage.rows.len())
    };
    let (four, count, rows) = weights(&start);
    assert_eq!(four, 4);
    for len in 2..=12 {
        let longer = act(&start, [Act::Rolled(false).into(), Act::Len(len).into()]);
        assert_eq!(weights(&longer), (len, count.clone(), rows));
    }
    assert_eq!(act(&start, [Act::Rolled(false).into()]).t(), 4, "every moment is there to be seen");
    let own = act(&start, [Act::Submit("the apple is".into()).into()]);
    assert_eq!(weights(&own).0, 3, "an own sentence is read as it is");
}

#[test]
fn extreme_edits_stay_numbers() {
    let set: Vec<String> = (2..=13).map(|t| format!("z_l0.{t}.1=1000000")).collect();
    for query in [
        format!("fig=cell&cell=gru&t=15&set={}", set.join(",")),
        format!("fig=cell&t=15&set={}", set.join(",").replace('z', "f")),
        "fig=cell&cell=rnn&t=15&set=weight_hh_l0.1.1=1000000,bias_ih_l0.1=-1000000,x.3.2=1000000".to_string(),
    ] {
        let state = state(&query);
        for t in 1..=state.steps() {
            assert!(state.show.trace.probs(t).iter().all(|p| p.is_finite()), "{query}: step {t}");
        }
        let _ = seen(&state);
    }
}

/// `=` stands only where the printed digits agree, in every row of every step.
#[test]
fn a_row_says_equal_only_where_its_printed_digits_are() {
    let two = |value: f64| decimals(value, 2);
    let (mut rows, mut about) = (0, 0);
    for t in 1..=14 {
        let state = state(&format!("fig=cell&t={t}&predict=off"));
        for row in &stage(&state).lanes[0].rows {
            let printed = |n: usize| match &row.parts[n] {
                CellPart::Number(number, _) => (number.value * 100.0).round() / 100.0,
                part => panic!("{part:?}"),
            };
            let sign = |n: usize| match &row.parts[n] {
                CellPart::Operator(operator) => operator.sign,
                part => panic!("{part:?}"),
            };
            // c × f = kept + i × g = new = c, then o × tanh c = h.
            let said = [
                (3, printed(0) * printed(2), printed(4)),
                (9, printed(6) * printed(8), printed(10)),
                (11, printed(4) + printed(10), printed(12)),
                (17, printed(14) * printed(16), printed(18)),
            ];
            for (at, said, result) in said {
                rows += 1;
                about += usize::from(sign(at) == "≈");
                assert_eq!(sign(at) == "=", two(said) == two(result), "word {t}, {}: {said} and {result}", row.name);
            }
        }
    }
    assert!(rows == 224 && about > 20 && about < 200, "{about} of {rows} are only about equal");
}
