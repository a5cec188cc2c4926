//! The screen of attention: what it says of a look, of the order, of recall and of the way back, at its edges too.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::player;
use unrolled::device::compute;
use unrolled::engine::attention::{explain, value};
use unrolled::engine::explain::{Form, Leaf};
use unrolled::engine::trace::Trace;
use unrolled::model::attention::{Part, Site};
use unrolled::model::names::{Name, ValuePath};
use unrolled::player::action::Act;
use unrolled::player::reduce::reduce;
use unrolled::player::state::Player;
use unrolled::scene::step::Scene;
use unrolled::screens::attention::acts::Own;
use unrolled::screens::attention::order::{difference, is_blind};
use unrolled::screens::attention::scene::{AttentionStage, Cell};
use unrolled::screens::attention::state::{TABLE, places, run, stored};
use unrolled::screens::attention::told::Shown;
use unrolled::shell::action::Action;
use unrolled::tasks::examples::Example;
use unrolled::tasks::nets::{self, Look, Role};

fn stage(state: &Player) -> AttentionStage {
    state.scene().stage.of::<AttentionStage>().expect("its own stage").clone()
}

fn said(scene: &Scene) -> String {
    format!("{} {}", scene.card.title, scene.card.text.join(" "))
}

fn own(own: Own) -> Action {
    Action::Own(unrolled::shell::action::Own::new(own))
}

fn step(state: &Player) -> Player {
    reduce(state, Action::Step(true))
}

/// Shares of row `t` of a layer's grid, by word and head.
fn row(state: &Player, layer: usize, t: usize) -> Vec<Cell> {
    stage(state).layers[layer].rows.iter().find(|row| row.t == t).expect("a row").cells.clone()
}

#[test]
fn a_row_comes_about_operation_by_operation() {
    let mut state = player("?fig=attention");
    assert!(stage(&state).bench.is_none());
    assert!(row(&state, 0, 1).iter().all(|cell| *cell == Cell::Empty));
    // Query, products, scale, softmax, mix.
    let mut seen = Vec::new();
    for _ in 0..5 {
        state = step(&state);
        let bench = stage(&state).bench.expect("a word is at hand");
        seen.push((
            !bench.query.is_empty(),
            bench.dots[0][0].is_some(),
            bench.scores[0][0].is_some(),
            row(&state, 0, 1)[0] != Cell::Empty,
            !bench.mix.is_empty(),
        ));
    }
    let of = |count: usize| (count > 0, count > 1, count > 2, count > 3, count > 4);
    assert_eq!(seen, (1..=5).map(of).collect::<Vec<_>>());
    assert!(row(&state, 0, 2).iter().all(|cell| *cell == Cell::Empty), "the next word has not asked");
    // Back the same way.
    state = reduce(&state, Action::Step(false));
    assert!(stage(&state).bench.expect("still at hand").mix.is_empty());
    // The reading network is as far as the cursor.
    let strip = stage(&state).strip;
    assert!(strip[0].iter().all(Option::is_some) && strip[1].iter().all(Option::is_none));
}

#[test]
fn all_words_look_in_one_tick_and_the_reader_needs_one_each() {
    let mut state = player("?fig=attention&by=all&predict=off");
    for _ in 0..5 {
        state = step(&state);
    }
    let now = stage(&state);
    assert!(now.layers[0].rows.iter().flat_map(|row| &row.cells).all(|cell| matches!(cell, Cell::Shares(_))));
    assert_eq!(now.strip.iter().filter(|column| column.iter().all(Option::is_some)).count(), 1);
    let end = player("?fig=attention&by=all&t=11&predict=off");
    let took = stage(&end).took;
    assert!(took[0].contains("10 ticks") && took[1].contains("100 comparisons") && took[1].contains("400"), "{took:?}");
}

#[test]
fn what_a_mask_hides_has_no_share_and_no_arithmetic() {
    let state = player("?fig=attention&mask=causal&t=5&predict=off");
    let cells = row(&state, 0, 3);
    assert!(matches!(cells[2], Cell::Shares(_)) && cells[3] == Cell::Unseen);
    let path = ValuePath::parse("attn:attention_l0_h1.3.4").expect("a path");
    assert!(!state.view().may_open(&path));
    // Shares of a head are all of it.
    for t in 1..=5 {
        for head in 0..2 {
            let of = |cell: &Cell| match cell {
                Cell::Shares(shares) => shares[head].value,
                _ => 0.0,
            };
            let sum: f64 = row(&state, 0, t).iter().map(of).sum();
            assert!((sum - 1.0).abs() < 1e-5, "{t} {head}: {sum}");
        }
    }
}

#[test]
fn nothing_gives_the_answer_away_while_it_is_asked_for() {
    let state = player("?fig=attention&t=10");
    assert!(state.view().is_asking());
    let scene = state.scene();
    assert!(scene.bars.bars.iter().all(|bar| bar.number.is_none()));
    assert!(scene.card.is_question && stage(&state).covered.is_empty());
    for path in ["attn:probs.10.2", "attn:logits.10.2", "attn:dy_l0.10.1"] {
        assert!(!state.view().may_open(&ValuePath::parse(path).expect("a path")), "{path}");
    }
    let cat = state.show.trace.model.config.labels.iter().position(|label| label == "cat").expect("an animal");
    let at = state.show.options.iter().position(|&class| class == cat).expect("it is on offer");
    let guessed = reduce(&state, Act::Guess(at).into());
    assert!(said(&guessed.scene()).contains("“cat”"), "{}", said(&guessed.scene()));
    assert!(guessed.view().is_revealed() && stage(&guessed).covered.len() == 10);
}

/// Every operand that can be opened, down to `depth`: each says what its parent shows, and adds up.
fn opens(trace: &Trace, path: ValuePath, depth: usize, count: &mut usize) {
    let Some(found) = explain(trace, path) else { panic!("{path} has no arithmetic") };
    if matches!(
        found.form,
        Form::Leaf(Leaf::Off | Leaf::Position | Leaf::Parameter | Leaf::UnknownWord { .. } | Leaf::NoLoss)
    ) {
        return;
    }
    assert!((found.recomputed() - found.value).abs() <= 2e-5 * found.value.abs().max(1.0), "{path}");
    *count += 1;
    for at in found.operands().into_iter().filter(|_| depth > 0) {
        if let Some(below) = at.path {
            assert_eq!(value(trace, &below), Some(at.value), "{below} under {path}");
            opens(trace, below, depth - 1, count);
        }
    }
}

#[test]
fn every_number_of_a_look_opens_three_levels_down_and_adds_up() {
    let state = player("?fig=attention&t=11&predict=off");
    let trace = &state.show.trace;
    let mut count = 0;
    for part in [Part::Weight, Part::Score] {
        for head in 0..2 {
            let name = Name::Part(part, Site { layer: 0, head });
            (1..=10).for_each(|s| opens(trace, ValuePath::new(name, 10, s), 3, &mut count));
        }
    }
    for j in 1..=16 {
        let name = Name::Part(Part::Sum, Site { layer: 0, head: 0 });
        opens(trace, ValuePath::new(name, 10, j), 3, &mut count);
        opens(trace, ValuePath::new(name, 10, j).as_gradient(), 2, &mut count);
        opens(trace, ValuePath::new(Name::X, 5, j).as_gradient(), 1, &mut count);
    }
    assert!(count > 5000, "{count}");
}

#[test]
fn the_panel_says_every_level_in_words() {
    let mut state = player("?fig=attention&t=11&predict=off&open=attn:attention_l0_h1.10.5&zoom=math");
    for (path, has) in [
        ("attn:scores_l0_h1.10.5", "scaled score"),
        ("attn:dot_l0_h1.10.5", "query · key"),
        ("attn:query_l0.10.3", "query of “?”"),
        ("attn:u.10.2", "word with position"),
        ("attn:p.10.2", "position of “?”"),
    ] {
        state = reduce(&state, Act::OpenDeeper(ValuePath::parse(path).expect("a path")).into());
        let panel = state.scene().panel.unwrap_or_else(|| panic!("{path} does not open"));
        assert!(panel.title.contains(has), "{}", panel.title);
        assert!(!panel.lines.is_empty());
    }
    let panel = state.scene().panel.expect("open");
    assert!(format!("{:?}", panel.lines).contains("cos(9 ÷ 10000^(0 ÷ 16))"), "{:?}", panel.lines);
    assert_eq!(panel.crumbs.len(), 2 + 6);
}

#[test]
fn without_positions_a_shuffle_of_words_is_a_shuffle_of_outputs() {
    for thai in [false, true] {
        for look in TABLE.into_iter().flatten() {
            let cell = Some(unrolled::model::cell::Cell::Attention);
            let net = nets::find(Role::Chased(stored(look)), thai, cell).expect("it ships");
            let mut model = net.trained().expect("it ships");
            model.config.attention.causal = look.causal;
            let model = std::rc::Rc::new(model);
            let words = if thai { Example::ChaseTh } else { Example::Chase }.words();
            for seed in 1..20 {
                let places = places(words.len(), seed);
                let shuffled: Vec<String> = places.iter().map(|&at| words[at].clone()).collect();
                let most = difference(&run(&model, &words, None), &run(&model, &shuffled, None), &places);
                let sees_a_set = !look.positions && !look.causal;
                assert_eq!(most < 1e-6, sees_a_set, "{look:?} seed {seed}: {most}");
            }
        }
    }
}

#[test]
fn order_is_asked_first_and_then_measured() {
    let state = player("?fig=attention&look=order&positions=0");
    assert!(state.scene().card.is_question);
    assert!(!stage(&state).order.expect("the picture").is_open);
    let right = reduce(&state, Act::Look(0).into());
    let order = stage(&right).order.expect("the picture");
    assert!(order.is_open && order.difference < 1e-6);
    assert!(said(&right.scene()).contains("As you said.") && said(&right.scene()).contains("only changed places"));
    let wrong = reduce(&state, Act::Look(1).into());
    assert!(said(&wrong.scene()).contains("Not as you said."));
    // With positions the other way round.
    let with = reduce(&player("?fig=attention&look=order"), Act::Look(1).into());
    let order = stage(&with).order.expect("the picture");
    assert!(order.difference > 1e-2 && said(&with.scene()).contains("As you said."));
    // The table: shares of what ships, ceilings where only a bag is seen.
    assert_eq!(order.table.len(), 3);
    for row in &order.table {
        for (cell, positions) in row.cells.iter().zip([false, true]) {
            let look = Look { positions, ..row.look };
            assert_eq!(cell.share, if is_blind(look) { "50%" } else { "100%" }, "{look:?}");
            assert_eq!(cell.most.as_deref(), is_blind(look).then_some("50%"));
        }
    }
    assert!(order.table[2].cells[0].seeds.is_some(), "not every seed finds it");
    let alone = reduce(&player("?fig=attention&look=order&text=dog"), Act::Look(2).into());
    assert!(said(&alone.scene()).contains("no order"));
}

#[test]
fn heads_can_be_switched_off_and_all_of_them() {
    let whole = player("?fig=attention&t=11&predict=off");
    let share = |state: &Player| state.show.shares[0];
    assert_eq!(share(&whole), 1.0);
    let one = reduce(&whole, own(Own::Head(1)));
    assert_eq!(one.shell.address.get("off"), Some("1"));
    let two = reduce(&one, own(Own::Head(2)));
    // Nobody hears of anybody: at most one animal in eight, and the answer is the same whatever was read.
    assert!(share(&two) <= 0.2, "{}", share(&two));
    assert!(said(&two.scene()).contains("All heads are off"), "{}", said(&two.scene()));
    let trace = &two.show.trace;
    let mix = |j| trace.part(Part::Mix, Site::default(), 10, j);
    assert!((1..=16).all(|j| mix(j) == Some(0.0)));
    let back = reduce(&reduce(&two, own(Own::Head(1))), own(Own::Head(2)));
    assert_eq!((back.shell.address.get("off"), share(&back)), (None, 1.0));
    // A head that is not there is named.
    let strange = player("?fig=attention&off=1,7");
    assert_eq!(strange.shell.address.get("off"), Some("1"));
    assert!(strange.shell.notes.iter().any(|note| note.words(strange.shell.lang).contains("off")));
}

#[test]
fn sentences_of_any_kind_are_read_or_refused_in_words() {
    for text in ["dog", "purple elephants dance", &["cat"; 64].join(" ")] {
        let query = format!("?fig=attention&text={}", text.replace(' ', "%20"));
        let mut state = player(&query);
        let steps = text.split(' ').count();
        assert_eq!(state.show.trace.steps(), steps);
        state = reduce(&state, Action::Goto(steps));
        state = reduce(&state, Act::ShowMe.into());
        let scene = state.scene();
        assert!(said(&scene).contains("Nobody says what is right"), "{}", said(&scene));
        assert!(stage(&state).layers[0].rows.len() <= 16);
        assert!(state.shell.notes.is_empty());
        let back = reduce(&state, own(Own::Shown(Shown::Back)));
        assert!(said(&back.scene()).contains("nothing comes back"));
    }
    let state = player("?fig=attention&ex=pairs&text=b3%20zebra%20b?");
    assert!(state.shell.notes.iter().any(|note| note.words(state.shell.lang).contains("zebra")));
    assert_eq!(state.show.trace.sequence.tokens, Example::Pairs.words());
    let refused = reduce(&reduce(&state, Act::Editor(true).into()), Act::Submit("9 9".into()).into());
    assert!(refused.editor.expect("it stays open").refusal.expect("why").contains("“9”"));
}

#[test]
fn recall_knows_its_answer_and_says_when_it_was_never_taught_so_many() {
    let state = player("?fig=attention&ex=pairs&t=7&predict=off");
    let label = |state: &Player| state.show.truth.map(|truth| state.show.trace.model.config.labels[truth].clone());
    assert_eq!(label(&state).as_deref(), Some("1"));
    let apart = player("?fig=attention&ex=apart&t=12&predict=off");
    assert_eq!(label(&apart).as_deref(), Some("1"));
    for state in [&state, &apart] {
        let best = state.view().best(state.show.trace.steps()).0;
        assert_eq!(Some(best), state.show.truth, "{}", said(&state.scene()));
    }
    // One layer is asked the same; what it answers is measured, not promised.
    let once = reduce(&apart, own(Own::Layers(false)));
    assert_eq!((once.shell.address.get("layers"), once.show.trace.model.config.layers), (Some("1"), 1));
    let many = "a1 b2 c3 d4 e1 f2 g3 h4 a2 b3 a?".split(' ').count();
    let state = player(&format!(
        "?fig=attention&ex=pairs&text=a1%20b2%20c3%20d4%20e1%20f2%20g3%20h4%20a2%20b3%20a?&t={}&predict=off",
        many + 1
    ));
    assert!(said(&state.scene()).contains("10 pairs: it was trained on 8 at most"), "{}", said(&state.scene()));
    // Measured piece by piece, to the end and no further.
    let mut state = player("?fig=attention&ex=pairs&t=7&predict=off");
    for _ in 0..40 {
        state = reduce(&state, own(Own::Measure(Example::Pairs)));
    }
    let measured = stage(&state).measured.expect("its table");
    assert!(measured.is_done && measured.done == 32 && measured.chart.is_some());
    assert_eq!(measured.rows[0].1[7].as_deref(), Some("100%"));
}

#[test]
fn the_way_back_is_measured_and_a_longer_sentence_is_too() {
    let state = reduce(&player("?fig=attention&predict=off"), own(Own::Shown(Shown::Back)));
    assert!(state.view().is_revealed());
    let back = stage(&state).back.expect("its picture");
    assert_eq!((back.attention.len(), back.reader.len()), (10, 10));
    // What stands there is PyTorch's gradient, which the engine agrees with; its norm opens.
    let path = back.attention[4].path.expect("it opens");
    assert!(state.view().may_open(&path));
    let opened = reduce(&state, Act::Open(path).into());
    assert!(opened.scene().panel.is_some_and(|panel| panel.lines.len() > 3));
    let long = reduce(&state, own(Own::Longer(true)));
    assert_eq!(long.show.trace.steps(), 40);
    let back = stage(&long).back.expect("its picture");
    assert!(back.is_long && back.chart.is_some());
    let short = reduce(&long, own(Own::Longer(false)));
    assert_eq!(short.show.trace.steps(), 10);
    assert_eq!(short.shell.address.get("text"), None);
}

#[test]
fn a_link_is_kept_and_what_does_not_fit_is_named() {
    for (query, key) in [
        ("?fig=attention&layers=2", "layers"),
        ("?fig=attention&ex=pairs&mask=causal", "mask"),
        ("?fig=attention&ex=pairs&look=order", "look"),
        ("?fig=attention&set=scores_l0_h1.1.1%3D3", "scores_l0_h1.1.1"),
        ("?fig=attention&hidden=4", "hidden"),
    ] {
        let state = player(query);
        let notes: Vec<String> = state.shell.notes.iter().map(|note| note.words(state.shell.lang)).collect();
        assert!(notes.iter().any(|note| note.contains(key)), "{query}: {notes:?}");
        assert!(!state.link().contains(&format!("{key}=")), "{}", state.link());
    }
    let state = player("?fig=attention&mask=causal&layers=2&positions=0&t=3&predict=off");
    assert!(state.shell.notes.is_empty());
    assert_eq!(player(&state.link()).link(), state.link());
    // A weight that is changed is another network: the shares follow.
    let changed = player("?fig=attention&set=layers.0.self_attn.in_proj_weight.1.1%3D3&t=10&predict=off");
    assert!(changed.shell.notes.is_empty());
    assert_ne!(compute_share(&changed), compute_share(&player("?fig=attention&t=10&predict=off")));
}

fn compute_share(state: &Player) -> Option<f64> {
    let trace = compute::trace(state.show.trace.model.clone(), state.show.trace.sequence.clone());
    trace.part(Part::Score, Site::default(), 10, 5)
}

#[test]
fn thai_is_shown_from_a_thai_network() {
    let state = player("?fig=attention&lang=th&t=9&predict=off");
    assert_eq!(state.show.example, Example::ChaseTh);
    let best = state.view().best(8).0;
    assert_eq!(state.show.trace.model.config.labels[best], "แมว");
}
