//! The screen of training, without a browser: what it asks of its worker, what it believes, what it does when the
//! worker fails.
#![cfg(not(target_arch = "wasm32"))]

use std::rc::Rc;
use unrolled::engine::session::{Burst, Record, Scored};
use unrolled::model::file::refusal::FileError;
use unrolled::run::engines::{News, Order};
use unrolled::run::protocol::{Ask, Facts, Tell};
use unrolled::screens::CATALOGUE;
use unrolled::screens::train::reduce::reduce;
use unrolled::screens::train::state::{Act, Status, Training};
use unrolled::shell::action::Action;
use unrolled::tasks::tokens::DataError;

fn training(query: &str) -> Training {
    Training::new(CATALOGUE.begin(query, Rc::default()))
}

fn says(state: &Training, code: &str) -> bool {
    state.shell.notes.iter().any(|note| note.code() == code)
}

fn asks(state: &Training) -> Vec<(u32, Ask, usize)> {
    let ask = |order: &Order| match order {
        Order::Ask(_, id, ask, bytes) => Some((*id, ask.clone(), bytes.len())),
        _ => None,
    };
    state.engines.orders.iter().filter_map(ask).collect()
}

fn told(state: &Training, run: u32, tell: Tell, bytes: Vec<u8>) -> Training {
    reduce(state, News::Told(run, Box::new(tell), Rc::new(bytes)))
}

fn progress(from: u32, losses: &[f32], is_running: bool) -> Tell {
    let first = Scored { k: 0, training: 3.8, held_out: 3.9 };
    let scored = if from == 0 { vec![first] } else { Vec::new() };
    let record = Record { losses: losses.to_vec(), norms: losses.to_vec(), scored };
    Tell::Progress { from, record, is_running, updates_a_second: 10.0, accuracy: None }
}

/// A run that was begun and stands at its first update.
fn ready(query: &str) -> Training {
    let state = reduce(&training(query), News::Kept(vec![None, None]));
    let run = state.run;
    let facts = Facts {
        total: 100,
        every: 10,
        steps: 7,
        batch: 16,
        vocab: 50,
        tokens: 1650,
        unknown: 0,
        parameters: 2370,
        read: 78.0,
        ..Facts::default()
    };
    let state = told(&state, run, Tell::Begun(facts), Vec::new());
    told(&state, run, progress(0, &[], false), Vec::new())
}

#[test]
fn a_run_is_asked_for_once_and_only_its_own_news_is_believed() {
    let fresh = training("fig=train&hidden=16");
    assert_eq!(fresh.engines.orders, [Order::Recall(&["run", "text"])]);
    let begun = reduce(&fresh, News::Kept(vec![None, None]));
    let [(run, Ask::Start { query, .. }, 0)] = &asks(&begun)[..] else { panic!("{:?}", begun.engines.orders) };
    assert!(query.contains("hidden=16") && query.contains("lr=0.01"), "{query}");
    assert_eq!(*run, begun.run);
    assert!(asks(&reduce(&begun, News::Kept(vec![None, None]))).is_empty(), "what comes late starts nothing");
    let state = told(&ready("fig=train"), 99, progress(0, &[1.0], true), Vec::new());
    assert_eq!((state.updates(), state.status), (0, Status::Resting), "another run's news");
    let state = told(&state, state.run, progress(0, &[3.0, 2.0], true), Vec::new());
    let state = told(&state, state.run, progress(1, &[2.5, 1.5], true), Vec::new());
    assert_eq!(state.record.losses, [3.0, 2.5, 1.5], "what the worker knows from there on stands");
    assert_eq!(state.record.scored.len(), 1);
    assert_eq!((state.last_loss(false), state.last_loss(true)), (Some(f64::from(3.8f32)), Some(f64::from(3.9f32))));
}

#[test]
fn go_starts_pauses_goes_on_and_begins_again() {
    let state = ready("fig=train");
    let started = reduce(&state, Action::Go);
    assert!(
        matches!(asks(&started)[..], [(_, Ask::Run { most_a_second, .. }, _)] if most_a_second > 0.0),
        "a pace to watch by"
    );
    let fast = reduce(&reduce(&state, Action::Pace("2".into())), Action::Go);
    assert!(matches!(asks(&fast)[..], [(_, Ask::Run { most_a_second: 0.0, until: None }, _)]));
    assert_eq!(asks(&reduce(&started, Action::Go))[0].1, Ask::Pause);
    let done = told(&state, state.run, progress(0, &[1.0; 100], false), Vec::new());
    let again = reduce(&done, Action::Play(true));
    assert!(
        matches!(asks(&again)[..], [(_, Ask::Rewind, _), (_, Ask::Run { .. }, _)]),
        "a run that is over begins again"
    );
    let burst = Burst { k: 3, tensor: "h_l0".into(), step: Some(2) };
    let burst = told(&state, state.run, Tell::Burst(burst), Vec::new());
    assert!(asks(&reduce(&burst, Act::Once)).is_empty(), "nothing follows a burst but a rewind");
}

#[test]
fn an_engine_that_fails_goes_on_from_the_last_snapshot_and_not_for_ever() {
    let state = told(&ready("fig=train"), 1, progress(0, &[3.0; 5], true), Vec::new());
    let state = told(&state, state.run, Tell::Snapshot, vec![1, 2, 3]);
    assert!(matches!(&state.engines.orders[..], [Order::Keep("run", bytes)] if bytes.len() == 3));
    let mut failed = reduce(&state, News::Failed);
    assert_eq!(failed.engines.orders[0], Order::Restart { on_this_thread: false });
    assert!(matches!(asks(&failed)[..], [(_, Ask::Start { .. }, 3)]), "with the snapshot: {:?}", failed.engines.orders);
    assert!(says(&failed, "restarted") && failed.runs_when_ready);
    assert_eq!(failed.updates(), 5, "the curve stays while the engine comes back");
    // A second failure before anything was heard still has it.
    failed = reduce(&failed, News::Failed);
    assert!(matches!(asks(&failed)[..], [(_, Ask::Start { .. }, 3)]));
    for _ in 0..4 {
        failed = reduce(&failed, News::Failed);
    }
    assert!(failed.engines.orders.is_empty(), "it is not tried for ever: {:?}", failed.engines.orders);
}

#[test]
fn where_no_worker_starts_the_same_program_runs_on_this_thread_once() {
    let begun = reduce(&training("fig=train"), News::Kept(vec![None, None]));
    let failed = reduce(&begun, News::Failed);
    assert_eq!(failed.engines.orders[0], Order::Restart { on_this_thread: true });
    assert!(says(&failed, "no-worker"));
    assert!(reduce(&failed, News::Failed).engines.orders.is_empty());
}

#[test]
fn what_cannot_be_learnt_from_leaves_what_stands() {
    let own = reduce(&ready("fig=train"), Action::Set("data", "own".into()));
    assert_eq!(own.status, Status::Waiting);
    assert!(matches!(asks(&own)[..], [(_, Ask::Pause, _)]), "the run before stops");
    assert!(told(&own, 1, progress(0, &[1.0], true), Vec::new()).record.losses.is_empty(), "and is not heard any more");
    let empty = reduce(&own, Act::Submit("  ".into()));
    assert!(empty.refusal.is_some() && asks(&empty).is_empty());
    let taken = reduce(&own, Act::Submit("a text of some length, long enough to learn from".into()));
    assert!(taken.runs_when_ready);
    let facts = Facts { total: 40, ..Facts::default() };
    let stands = told(&told(&taken, taken.run, Tell::Begun(facts), vec![]), taken.run, Tell::Snapshot, vec![7; 9]);
    let other = reduce(&stands, Act::Submit("short".into()));
    let refused = told(&other, other.run, Tell::Refused(DataError::TooShort { tokens: 5, needed: 20 }), vec![]);
    let [(_, Ask::Start { text: Some(text), .. }, 9)] = &asks(&refused)[..] else {
        panic!("{:?}", refused.engines.orders)
    };
    assert!(text.starts_with("a text") && refused.refusal.is_some(), "the text before, from where it stood");
    // A file that is no network: the run does not even pause.
    let state = ready("fig=train");
    let opened = reduce(&state, Act::Network(Ok(vec![0; 4])));
    let refused = told(&opened, opened.run, Tell::Refused(DataError::File(FileError::Empty)), vec![]);
    assert_eq!((refused.status, refused.facts.is_some(), refused.refusal.is_some()), (Status::Resting, true, true));
}

#[test]
fn a_changed_setting_is_another_run_and_the_curve_before_stays_beside_it() {
    let state = told(&ready("fig=train"), 1, progress(0, &[3.0; 5], false), Vec::new());
    let gru = reduce(&state, Action::Set("cell", "gru".into()));
    assert_eq!(gru.before.as_ref().map(|record| record.losses.len()), Some(5));
    assert!(gru.shell.address.query().contains("cell=gru"));
    assert!(asks(&reduce(&gru, Action::Set("cell", "gru".into()))).is_empty(), "no other run without a change");
    assert!(asks(&reduce(&gru, Action::Set("cell", "nonsense".into()))).is_empty());
    let tom = reduce(&state, Action::Set("data", "tom".into()));
    assert!(tom.before.is_none(), "losses over other words do not compare");
    let notes = training("fig=train&data=stories&cell=ffn").shell.notes;
    assert_eq!(notes.len(), 2, "unknown data and cells are named: {notes:?}");
    let notes = training("fig=train&hidden=300&layers=4&batch=32").shell.notes;
    assert_eq!(notes.len(), 2, "sizes that are not trained here are named: {notes:?}");
}
