//! The backward pass as a page: its stops, what may be seen at each, the update, cuts, and links to any moment.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use unrolled::engine::backward::{arrivals, look, value};
use unrolled::model::anatomy::Op;
use unrolled::model::cell::{Cell, Weight};
use unrolled::model::names::{Name, Place, Quantity, ValuePath};
use unrolled::player::action::Act;
use unrolled::player::reduce::reduce;
use unrolled::player::state::Player;
use unrolled::scene::step::Scene;
use unrolled::scene::view::{Learning, Stop};
use unrolled::screens::bptt::back::grad;
use unrolled::screens::bptt::moves::{Move, Way, moves};
use unrolled::screens::bptt::rail::BackColumn;
use unrolled::screens::bptt::scene::BackStage;
use unrolled::screens::bptt::state::{Learn, Reach, updated};
use unrolled::shell::action::{Action, Own};
use unrolled::tasks::examples::Example;
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

/// The columns of the one direction.
fn columns(state: &Player) -> Vec<BackColumn> {
    let rails = stage(state).rails;
    assert_eq!(rails.len(), 1);
    rails.into_iter().flat_map(|rail| rail.columns).collect()
}

/// Every kind of network that this screen shows.
const KINDS: [&str; 6] = [
    "",
    "&ex=translate",
    "&ex=translate&attend=1&loss=all",
    "&ex=trees",
    "&ex=trees-th&w=trained",
    "&ex=translate&w=trained&attend=1",
];

/// All of them with every cell that they may have.
fn every() -> impl Iterator<Item = Player> {
    let cells = Cell::RECURRENT.into_iter().flat_map(|cell| KINDS.map(|kind| (cell, kind)));
    cells.filter(|(cell, kind)| !kind.starts_with("&ex=translate&w") || *cell == Cell::Gru).map(|(cell, kind)| {
        let state = at(&format!("{kind}&cell={}", cell.id()));
        assert_eq!(state.shell.notes.len(), 0, "{kind} {:?}", state.shell.notes);
        assert_eq!(state.show.cell, cell);
        state
    })
}

fn h(t: usize, unit: usize) -> ValuePath {
    ValuePath::unit(Quantity::H, Place::FIRST, t, unit).as_gradient()
}

#[test]
fn a_pass_has_a_stop_for_everything_and_each_is_a_link() {
    for mut state in every() {
        let way = Way::of(&state.show.trace);
        let all = way.stops();
        for n in 0..all {
            assert_eq!(way.index(way.stop(n)), Some(n));
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
    }
    assert_eq!(after(&at("&pass=upd&op=1"), [Action::Go]).view().stop, Stop::Waiting);
}

#[test]
fn nothing_is_seen_before_it_has_come_back_and_the_states_never_change() {
    for start in every() {
        let cells = |state: &Player| stage(state).rails.into_iter().flat_map(|rail| rail.columns).collect::<Vec<_>>();
        let states = |state: &Player| -> Vec<f64> {
            cells(state).iter().flat_map(|column| column.states.iter().map(|n| n.value)).collect()
        };
        let locked = states(&start);
        let way = Way::of(&start.show.trace);
        let mut state = start.clone();
        let mut seen = 0;
        for _ in 0..way.stops() {
            assert_eq!(states(&state), locked);
            let known = cells(&state).iter().flat_map(|column| &column.gradients).flatten().count();
            assert!(known >= seen, "what has come back stays");
            seen = known;
            for (reverse, rail) in stage(&state).rails.iter().map(|rail| (rail.reverse, &rail.columns)) {
                let place = Place { reverse, ..Place::FIRST };
                let mut on_the_way: Vec<&BackColumn> = rail.iter().collect();
                assert_eq!(rail.len(), way.steps.iter().filter(|step| step.0 == place).count());
                if !reverse {
                    on_the_way.reverse();
                }
                // Against its reading: a word is reached only after the one that was read next.
                assert!(on_the_way.windows(2).all(|pair| pair[1].norm.is_none() || pair[0].norm.is_some()));
                for column in on_the_way {
                    for (unit, gradient) in state.view().rows().zip(&column.gradients) {
                        let path = ValuePath::unit(Quantity::H, place, column.t, unit).as_gradient();
                        let expected = value(&state.show.trace, &path);
                        assert!(gradient.as_ref().is_none_or(|number| Some(number.value) == expected));
                    }
                }
            }
            state = after(&state, [Action::Step(true)]);
        }
        assert_eq!(seen, start.show.hidden.min(8) * way.steps.len());
    }
    for cell in Cell::RECURRENT {
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
    let slices = stage(&state).slices.remove(0);
    for (from, row) in (1..).zip(&slices.rows) {
        let sum: f64 = row.slices.iter().flatten().map(|slice| slice.value).sum();
        let path = ValuePath::new(Name::Weight(Weight::Hh, Place::FIRST), 1, from).as_gradient();
        let whole = value(&state.show.trace, &path).expect("a gradient");
        assert!(row.is_whole && row.sum.value == whole && (sum - whole).abs() < 1e-6, "{sum} {whole}");
    }
    // SGD without clipping: new = old − rate · gradient.
    let update = stage(&state).update.expect("shown here");
    for row in &update.parts[0].rows {
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
    assert!(shown.is_clipped && shown.parts[0].rows.iter().all(|row| row.clipped.1.abs() <= row.gradient.value.abs()));
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
    for _ in 0..Way::of(&one.show.trace).stops() {
        assert!(!scene(&one).card.text[0].contains("NaN"), "{:?}", scene(&one).card);
        one = after(&one, [Action::Step(true)]);
    }
    assert_eq!(one.view().stop, Stop::After);
}

#[test]
fn a_cut_stands_where_it_is_asked_for() {
    let state = at("&trunc=2&loss=all&pass=bwd&t=1&op=5");
    let columns = columns(&state);
    assert!(columns[1].arrow.as_ref().is_some_and(|arrow| arrow.is_cut && arrow.factor.is_none()));
    assert!(columns[0].arrow.as_ref().is_some_and(|arrow| !arrow.is_cut && arrow.factor.is_some()));
    // What the arrow says is what the gradients are.
    let whole = at("&pass=bwd&t=1&op=5");
    let columns = self::columns(&whole);
    let (here, there) =
        (columns[1].norm.as_ref().expect("reached").value, columns[0].norm.as_ref().expect("reached").value);
    let factor = columns[0].arrow.as_ref().and_then(|arrow| arrow.factor.as_ref()).expect("handed on").1;
    assert!((factor - there / here).abs() < 1e-6, "the first word has no loss of its own: {factor} {}", there / here);
    let changed = after(&state, [Action::Set("trunc", "0".into()), Action::Set("loss", "last".into())]);
    assert!(self::columns(&changed)[1].arrow.as_ref().is_some_and(|arrow| !arrow.is_cut));
}

#[test]
fn another_language_or_cell_keeps_the_stop() {
    let state = at("&pass=bwd&t=2&op=3");
    let thai = after(&state, [Action::Lang(Lang::Th)]);
    assert_eq!((thai.view().stop, thai.show.trace.sequence.tokens[0].as_str()), (state.view().stop, "แอปเปิ้ล"));
    for other in ["lstm", "gru", "rnn"] {
        let cell = Cell::from_id(other).expect("a cell");
        let changed = after(&state, [Act::Cell(cell).into()]);
        assert!(matches!(changed.view().stop, Stop::At { t: 2, .. }) && !stage(&changed).rails.is_empty());
    }
    assert!(moves(Cell::Lstm).iter().any(|at| matches!(at, Move::Through(operation) if operation.op == Op::Forget)));
    let own = after(&state, [Act::Submit("the sky is".into()).into()]);
    assert_eq!(own.view().stop, Stop::Waiting);
}

#[test]
fn what_comes_to_a_state_adds_up_to_its_gradient_and_a_look_is_part_of_it() {
    for state in every() {
        let trace = &state.show.trace;
        let source = trace.sequence.source;
        for (place, t) in Way::of(trace).steps {
            for unit in 1..=trace.model.config.hidden_size {
                let path = ValuePath::unit(Quantity::H, place, t, unit).as_gradient();
                let whole = value(trace, &path).expect("it is there");
                let parts = arrivals(trace, place, t, unit).expect("it is there");
                let sum = parts.output + parts.looks + parts.next;
                assert!((sum - whole).abs() < 1e-6 * whole.abs().max(1.0), "{path}: {parts:?} {whole}");
                if trace.model.config.attends() && !trace.speaks(t) {
                    let looks = source + 1..=trace.steps();
                    let of_looks: f64 = looks.map(|asking| look(trace, asking, t).expect("a look")[unit - 1]).sum();
                    assert!((of_looks - parts.looks).abs() < 1e-12, "{of_looks} {}", parts.looks);
                }
            }
        }
    }
    // The encoder learns over the bridge alone, or past it.
    let plain = at("&ex=translate&pass=bwd&t=2&op=1");
    let bridge = columns(&plain)[1].arrow.clone().expect("a bridge");
    assert!(bridge.is_bridge && bridge.is_done && bridge.factor.is_some());
    assert!(stage(&plain).looks.is_none() && scene(&plain).card.text[0].contains("bridge"));
    let looking = at("&ex=translate&attend=1&pass=bwd&t=2&op=1");
    let looks = stage(&looking).looks.expect("it looks back");
    assert!(looks.rows.iter().all(|row| row.cells.len() == 2 && row.cells.iter().all(Option::is_some)));
    // Before a look has come back it shows nothing.
    let early = at("&ex=translate&attend=1&pass=bwd&t=6&op=1");
    let known = |row: &unrolled::screens::bptt::rail::LookRow| row.cells.iter().flatten().count();
    assert_eq!(
        stage(&early).looks.expect("it looks back").rows.iter().map(known).collect::<Vec<usize>>(),
        [0, 0, 0, 2]
    );
}

#[test]
fn every_gradient_on_the_way_opens_and_its_groups_say_where_it_comes_from() {
    let mut groups = std::collections::BTreeSet::new();
    for state in every() {
        let trace = state.show.trace.clone();
        let last = after(&state, [Action::Goto(Way::of(&trace).stops() - 1)]);
        for (place, t) in Way::of(&trace).steps {
            let path = ValuePath::unit(Quantity::H, place, t, 1).as_gradient();
            let opened = after(&last, [Act::Open(path).into()]);
            let panel = scene(&opened).panel.unwrap_or_else(|| panic!("{path} does not open"));
            let lines = panel.lines.iter();
            groups.extend(lines.filter_map(|line| match line {
                unrolled::scene::arithmetic::Line::Group { title, .. } => Some(title.clone()),
                _ => None,
            }));
        }
        // The slices of all parts add up, and each weight moves by its own gradient.
        let stage = stage(&last);
        assert_eq!(stage.slices.len(), stage.update.as_ref().expect("shown").parts.len());
        for row in stage.slices.iter().flat_map(|slices| &slices.rows) {
            let sum: f64 = row.slices.iter().flatten().map(|slice| slice.value).sum();
            assert!(row.is_whole && (sum - row.sum.value).abs() < 1e-6, "{sum} {}", row.sum.value);
        }
        for row in stage.update.iter().flat_map(|update| &update.parts).flat_map(|part| &part.rows) {
            assert!((row.step.1 + 0.3 * row.gradient.value).abs() < 1e-6, "{row:?}");
        }
    }
    for expected in
        ["from this step’s output", "from the next step", "from where it chose to look", "from the look of “ลูก”"]
    {
        assert!(groups.contains(expected), "{expected}: {groups:?}");
    }
}

#[test]
fn words_of_ones_own_are_read_or_refused_and_keys_of_other_networks_are_named() {
    let own = at("&ex=translate&text=three+red+cats");
    assert_eq!((own.show.trace.sequence.source, own.shell.notes.len()), (3, 0));
    let refused = at("&ex=translate&text=two+zebras");
    assert_eq!((refused.show.trace.sequence.source, refused.shell.notes.len()), (2, 1));
    let gap = at("&ex=trees&text=apple+_+are+tall");
    assert_eq!(gap.shell.notes.len(), 0);
    assert!(gap.show.trace.loss().is_some());
    let no_gap = at("&ex=trees&text=apple+trees");
    assert_eq!(no_gap.shell.notes.len(), 1);
    // What no corpus answers has no mistake.
    let unknown = at("&ex=trees&text=apple+are+_+tall");
    assert!(scene(&unknown).card.title.starts_with("There is no mistake"));
    let words = at("&ex=translate&text=apples+two");
    assert!(scene(&words).card.title.starts_with("There is no mistake"), "{:?}", scene(&words).card);
    for (query, count) in [("&attend=1", 1), ("&ex=translate&trunc=2", 1), ("&ex=trees&attend=1", 1), ("&ex=review", 1)]
    {
        assert_eq!(at(query).shell.notes.len(), count, "{query}");
    }
    // From one kind to another and back: nothing of the first is left behind.
    let start = at("&trunc=2&pass=bwd&t=2&op=3");
    let translated = after(&start, [Action::Own(Own::new(Learn(Example::Translate)))]);
    assert_eq!((translated.view().stop, translated.shell.notes.len()), (Stop::Waiting, 0));
    let thai = after(&translated, [Action::Lang(Lang::Th), Action::Own(Own::new(Learn(Example::Trees)))]);
    assert_eq!((thai.show.example, thai.shell.notes.len()), (Example::TreesTh, 0));
    let back = after(&thai, [Action::Own(Own::new(Learn(Example::Apple)))]);
    assert_eq!((back.show.example, back.shell.notes.len()), (Example::AppleTh, 0));
    // Trained: one kind of cell for a translation, all three for a gap; many units are shown eight at a time.
    let trained = at("&ex=translate&w=trained");
    assert_eq!((trained.show.cell, trained.view().rows()), (Cell::Gru, 1..=8));
    assert!(stage(&trained).some_units.is_some());
    let down = after(&trained, (0..8).map(|_| Act::Unit(true).into()));
    assert_eq!(down.view().rows(), 9..=16);
    assert_eq!(at("&ex=translate&w=trained&cell=lstm").shell.notes.len(), 1);
    // What was asked for on the page is not called a wrong address; a size that never was trained is random, and said.
    let lstm = after(&at("&ex=translate&cell=lstm"), [Act::Random(false).into()]);
    assert_eq!((lstm.show.cell, lstm.show.seed, lstm.shell.notes.len()), (Cell::Gru, None, 0));
    let sized = after(&trained, [Act::Hidden("4".into()).into()]);
    assert_eq!((sized.show.hidden, sized.show.seed.is_some()), (4, true));
    // The example's own words are no longer than what is begun with: typed in, they are read.
    let long = after(&at("&ex=translate"), [Act::Submit("two big red apples".into()).into()]);
    assert_eq!(long.show.trace.sequence.source, 4);
    assert!(!after(&long, [Act::Submit("two apples".into()).into()]).link().contains("text="));
}

#[test]
fn a_stop_is_the_same_stop_in_another_cell_and_each_direction_is_reached() {
    // A stop that another cell does not have is its last one, in the same direction.
    let stop = |query: &str| at(query).view().stop;
    let back = Place { reverse: true, ..Place::FIRST };
    assert_eq!(stop("&cell=rnn&pass=bwd&t=2&op=7"), Stop::At { place: Place::FIRST, t: 2, op: 5 });
    for cell in ["rnn", "lstm", "gru"] {
        let last = moves(Cell::from_id(cell).expect("a cell")).len();
        let here = at(&format!("&ex=trees&cell={cell}&pass=bwd&t=2&op=28"));
        assert_eq!(here.view().stop, Stop::At { place: back, t: 2, op: last }, "{cell}");
        let whole = after(&here, [Act::Cell(Cell::Lstm).into()]);
        assert!(matches!(whole.view().stop, Stop::At { place, t: 2, .. } if place == back), "{cell}");
    }
    let gap = at("&ex=trees&pass=bwd&t=4&op=23");
    for (place, t) in Way::of(&gap.show.trace).steps {
        let reached = after(&gap, [Action::Own(Own::new(Reach(place, t)))]);
        assert_eq!(reached.view().stop, Stop::At { place, t, op: 5 });
    }
    // By word: to the end of each step's work, then the update, then the second reading.
    let mut state = at("&ex=trees");
    let mut seen = Vec::new();
    while state.view().stop != Stop::After {
        state = after(&state, [Act::Word(true).into()]);
        seen.push(state.view().stop);
    }
    assert_eq!(seen.len(), 5 + 2, "{seen:?}");
    // The timeline counts stops, not words; an open number's step is no stop.
    let dragged = after(&at("&ex=translate"), [Act::Operation(7).into()]);
    assert_eq!(dragged.view().stop, Way::of(&dragged.show.trace).stop(7));
    let opened = at("&ex=trees&pass=bwd&t=4&op=26&open=dh_l0_reverse.4.1");
    assert_eq!(opened.trail.len(), 1);
    let closed = after(&opened, [Act::Crumb(1).into()]);
    assert_eq!((closed.view().stop, closed.trail.len()), (opened.view().stop, 0));
    // Typed in at the end, a sentence begins at its beginning.
    let typed = after(&at("&pass=upd&op=1"), [Act::Submit("the sky is".into()).into()]);
    assert_eq!(typed.view().stop, Stop::Waiting);
    // The same button again changes nothing.
    let own = at("&ex=translate&text=three+red+cats&pass=bwd&t=3&op=2");
    assert_eq!(after(&own, [Action::Own(Own::new(Learn(Example::Translate)))]).link(), own.link());
}

#[test]
fn what_is_said_holds_at_the_edges() {
    let text = |state: &Player| scene(state).card.text.join(" ");
    // At the gap nothing comes from a step that reads on; the second direction says that the loss is the same.
    assert!(text(&at("&ex=trees&pass=bwd&t=2&op=1")).contains("that is all"));
    let second = text(&at("&ex=trees&pass=bwd&t=2&op=21"));
    assert!(second.contains("The same loss again") && second.contains("that is all"), "{second}");
    // A gap at an end: one direction has one step.
    for words in ["_+are+tall", "apple+_"] {
        let mut state = at(&format!("&ex=trees&text={words}"));
        for _ in 0..Way::of(&state.show.trace).stops() {
            assert!(!text(&state).contains("NaN"), "{words}");
            state = after(&state, [Action::Step(true)]);
        }
    }
    // Words that it knows but nobody answers are not called unknown.
    assert!(text(&at("&ex=translate&text=apples+two")).contains("corpus has no right answer"));
    // Random weights say so; a small probability keeps its digits.
    let start = at("&ex=translate");
    assert!(text(&start).contains("learnt nothing yet") && !text(&start).contains('<'), "{}", text(&start));
    assert!(!text(&at("&ex=translate&w=trained")).contains("learnt nothing yet"));
    // All of a state held by hand: nothing is left to hand on, and no number is made up.
    let held = at("&pass=bwd&t=1&op=5&set=h_l0.3.1=0,h_l0.3.2=0,h_l0.3.3=0,h_l0.3.4=0");
    let arrows = columns(&held).into_iter().filter_map(|column| column.arrow);
    assert!(arrows.into_iter().all(|arrow| !arrow.label.contains("NaN") && !arrow.parts.contains("NaN")));
    assert!(!text(&held).contains("NaN"));
    // A decoder's mark is told in words, everywhere.
    let update = stage(&at("&ex=translate&pass=upd")).update.expect("shown");
    assert!(update.parts.iter().flat_map(|part| &part.rows).all(|row| !row.name.contains('·')));
    // Old, step and new add up as they are printed.
    for row in stage(&at("&pass=upd")).update.expect("shown").parts.iter().flat_map(|part| &part.rows) {
        let read = |text: &str| text.replace('−', "-").parse::<f64>();
        if let (Ok(old), Ok(step), Ok(new)) = (read(&row.old.text), read(&row.step.0), read(&row.new.0)) {
            assert!((old + step - new).abs() < 0.0015, "{row:?}");
        }
    }
    // Read again, the loss of each step stands beside what it was.
    let again = stage(&at("&pass=upd&op=1"));
    let shown: Vec<&BackColumn> = again.rails[0].columns.iter().filter(|column| column.loss_after.is_some()).collect();
    assert_eq!(shown.len(), 1);
}
