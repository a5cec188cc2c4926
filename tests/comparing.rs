//! The screen of comparison: guesses before answers, a light switch of one's own, figures that are counted.
#![cfg(not(target_arch = "wasm32"))]

use unrolled::scene::chart::Room;
use unrolled::screens::CATALOGUE;
use unrolled::screens::compare::kinds::{Kind, Look, Task};
use unrolled::screens::compare::light::{self, LENGTHS, measured, nets, said};
use unrolled::screens::compare::place::{best, placed};
use unrolled::screens::compare::state::{Act, Compare};
use unrolled::screens::compare::table::rows;
use unrolled::screens::compare::words::Words;
use unrolled::shell::action::{Action, Own};
use unrolled::shell::address::Address;
use unrolled::ui::screen::Screen;
use unrolled::words::Lang;

fn screen(query: &str) -> Compare {
    Compare::new(CATALOGUE.begin(query, Default::default()))
}

fn act(state: &mut Compare, act: Act) {
    state.apply(Action::Own(Own::new(act)));
}

#[test]
fn nothing_is_shown_before_it_was_guessed() {
    let mut state = screen("?fig=compare");
    assert!(state.placed().iter().all(|one| one.shares.is_none() && one.verdict.is_none()));
    act(&mut state, Act::Guess(Task::Light, 1));
    let all = state.placed();
    assert!(all[3].shares.is_some() && all[..3].iter().all(|one| one.shares.is_none()));
    assert!(all[3].verdict.as_deref().is_some_and(|said| said.contains("As you said")), "{:?}", all[3].verdict);
    // A guess stands, and a contender that is not there is none.
    act(&mut state, Act::Guess(Task::Light, 0));
    act(&mut state, Act::Guess(Task::Gap, 9));
    assert_eq!(state.guesses, [None, None, None, Some(1)]);
    // The main button shows the rest, then leads on, and at the end begins anew.
    state.apply(Action::Go);
    assert!(state.is_placed() && state.placed().iter().all(|one| one.verdict.is_some()));
    state.apply(Action::Go);
    assert_eq!(state.look(), Look::Light);
    act(&mut state, Act::Look(Look::Table));
    state.apply(Action::Go);
    assert_eq!((state.look(), state.is_placed()), (Look::Place, false));
    // Where nobody is asked, all is there.
    assert!(screen("?fig=compare&predict=off").is_placed());
}

#[test]
fn who_does_best_is_measured_and_a_tie_is_told_as_one() {
    for lang in [Lang::En, Lang::Th] {
        let of = |task| placed(lang, task, None, true).shares.expect("they ship");
        assert_eq!(best(&of(Task::Gap)), [2]);
        assert_eq!(best(&of(Task::Chased)), [1, 2]);
        assert_eq!(best(&of(Task::Pairs)), [1]);
        assert_eq!(best(&of(Task::Light)), [1]);
        let tie = placed(lang, Task::Chased, Some(0), false);
        let words = Words::of(lang);
        let verdict = tie.verdict.expect("it is shown");
        assert!(tie.options[1..].iter().all(|name| verdict.contains(name)), "{verdict}");
        assert_eq!(verdict, words.place_other(&tie.options[1..].join(words.and)));
    }
    assert_eq!(best(&[0.5, 0.99, 1.0]), [1, 2]);
    assert_eq!(best(&[0.0, 0.0]), [0, 1]);
}

#[test]
fn a_light_of_ones_own_is_known_by_what_has_a_state() {
    let mut state = screen("?fig=compare&look=light&text=press%20press%20wait");
    assert_eq!(state.presses, [1, 1, 0]);
    act(&mut state, Act::Press(true));
    assert_eq!(state.shell.address.get("text"), Some("press press wait press"));
    act(&mut state, Act::Random(50));
    act(&mut state, Act::Random(50));
    let presses = state.presses.clone();
    assert_eq!(presses.len(), 104);
    let lanes = light::lanes(Lang::En, &presses);
    assert_eq!(lanes.len(), nets().len());
    for (lane, net) in lanes.iter().zip(nets()) {
        let has_state = matches!(net.cell.id(), "rnn" | "lstm" | "gru");
        assert_eq!(lane.right == 104, has_state, "{}: {}", lane.name, lane.right);
    }
    for _ in 0..4 {
        act(&mut state, Act::Random(50));
    }
    assert_eq!(state.presses.len(), 200, "as long as is tried, and no longer");
    act(&mut state, Act::Press(true));
    assert_eq!(state.presses.len(), 200);
    assert_eq!(state.shell.address.get("text").map(|text| text.split(' ').count()), Some(64));
    // Thai words mean the same; what is no word is named and costs nothing.
    assert_eq!(screen("?fig=compare&look=light&text=กด%20รอ").presses, [1, 0]);
    let wrong = screen("?fig=compare&look=light&text=press%20jump");
    assert!(wrong.shell.notes.iter().any(|note| note.words(Lang::En).contains("jump")));
    assert_eq!(wrong.presses.len(), 6);
    assert!(light::lanes(Lang::En, &[]).iter().all(|lane| lane.says.is_empty()));
}

#[test]
fn what_is_said_of_the_lengths_is_what_came_out() {
    let mut state = screen("?fig=compare&look=light");
    assert!(measured(Lang::En, &state.shares, Room::default()).text.is_empty());
    while !state.is_measured() {
        act(&mut state, Act::Measure);
    }
    let done = state.shares.len();
    act(&mut state, Act::Measure);
    assert_eq!(state.shares.len(), done, "nothing more is measured than there is");
    let found = measured(Lang::En, &state.shares, Room::default());
    assert!(found.chart.is_some() && found.rows.len() == nets().len());
    let text = found.text.join("\n");
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].contains("RNN") && lines[0].contains("LSTM") && lines[0].contains("GRU"), "{text}");
    assert!(lines[1].contains("attention"), "{text}");
    assert!(lines[2].contains("window"), "{text}");
    // Other numbers, other words: all guess, all know, one cannot be told.
    let (m, nets) = (Words::of(Lang::En), nets());
    let all = |share: f64| said(m, &nets, &vec![share; nets.len() * LENGTHS.len()]);
    assert_eq!((all(0.5).len(), all(1.0).len(), all(0.8).len()), (1, 1, 0));
    assert!(all(0.5)[0].starts_with("Not right throughout") && all(1.0)[0].starts_with("Still right"));
}

#[test]
fn figures_are_counted_and_every_statement_leads_to_its_proof() {
    let of = |steps| rows(Lang::En, steps);
    let (few, many) = (of(10), of(40));
    for (few, many) in few.iter().zip(&many) {
        let grows = many.cost.waits > few.cost.waits;
        assert_eq!(grows, !matches!(few.kind, Kind::FeedForward | Kind::Window | Kind::Attention), "{:?}", few.kind);
        let keeps_more = many.cost.kept > few.cost.kept;
        assert_eq!(keeps_more, matches!(few.kind, Kind::BothWays | Kind::Attention), "{:?}", few.kind);
        // Work: in proportion to the words, but for attention.
        assert_eq!(many.cost.products > 4 * few.cost.products, few.kind == Kind::Attention, "{:?}", few.kind);
    }
    for row in &many {
        for entry in [&row.order, &row.reach, &row.writes] {
            let (address, wrong) = Address::parse(entry.proof);
            assert!(wrong.is_empty(), "{}: {wrong:?}", entry.proof);
            let fig = address.get("fig").expect("a screen");
            let shell = CATALOGUE.begin(entry.proof, Default::default());
            assert_eq!(shell.fig(), fig, "{}", entry.proof);
            assert!(shell.notes.is_empty(), "{}: {:?}", entry.proof, shell.notes);
        }
        assert!(!row.trained.is_empty());
    }
    let trained = |kind: Kind| rows(Lang::En, 5).into_iter().find(|row| row.kind == kind).expect("a row").trained;
    assert!(trained(Kind::Gated).contains("translation") && trained(Kind::Attention).contains("recall"));
    assert!(!trained(Kind::Attention).contains("translation"));
    for task in Task::ALL {
        assert!(Address::parse(task.proof()).1.is_empty());
    }
}

#[test]
fn a_frame_says_where_one_stands() {
    let mut state = screen("?fig=compare");
    assert_eq!((state.frame().t, state.frame().steps), (0, 4));
    state.apply(Action::Go);
    assert_eq!(state.frame().t, 1);
    state.apply(Action::Go);
    assert_eq!(state.frame().t, 2);
    state.apply(Action::Step(false));
    assert_eq!(state.look(), Look::Place);
    let table = screen("?fig=compare&look=table&len=400");
    assert!(table.frame().is_at_end && table.steps() == 400);
    assert_eq!(screen("?fig=compare&len=9000").steps(), 20);
}
