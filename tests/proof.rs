//! The proof by training: at the usual setting the LSTM learns to recall and the RNN does not, whatever rate of the common
//! grid it is given; and three runs are led through their workers.
#![cfg(not(target_arch = "wasm32"))]

use pollster::block_on;
use unrolled::app::address::Address;
use unrolled::app::lab::proof::{DELAYS, Proof, RATES, ROUNDS, query};
use unrolled::app::train::protocol::{Ask, Facts, Tell};
use unrolled::app::train::setup::Setup;
use unrolled::app::train::trainer::Trainer;
use unrolled::engine::session::{Recalled, Record};
use unrolled::i18n::Lang;
use unrolled::model::config::Cell;
use unrolled::scene::proof::{LEARNT, chance, finding};

fn trainer(query: &str) -> Trainer {
    Trainer::new(Setup::of(&Address::parse(query).0, false), None, &|text| vec![text.to_string()]).expect("always")
}

/// Everything that a run of the usual proof measured.
fn measured(query: &str) -> Vec<Recalled> {
    let mut run = trainer(query);
    while !run.is_done() {
        block_on(run.advance(1000, &|| false));
    }
    run.recalled
}

/// The usual link's own run of a cell.
fn usual(cell: Cell) -> (String, &'static str) {
    let proof = Proof::new(&Address::default(), 3);
    let at = proof.runners.iter().position(|runner| runner.cell == cell).expect("one of three");
    (proof.queries()[at].clone(), proof.runners[at].rate)
}

#[test]
fn the_lstm_recalls_what_the_rnn_cannot_at_any_rate_of_the_grid() {
    let seed = Address::parse(&usual(Cell::Rnn).0).0.get("seed").expect("a seed").to_string();
    let best = |cell: Cell| {
        let seed = &seed;
        let run = move |rate| {
            let measured = measured(&query(cell, DELAYS.1, rate, ROUNDS, seed));
            let last = measured.last().expect("measured at the end");
            println!("{} at {rate}: {:.3} after {} updates", cell.id(), last.right, last.k);
            (rate, last.right, measured)
        };
        // Side by side: each is a whole training.
        let runs = std::thread::scope(|scope| {
            RATES.map(|rate| scope.spawn(move || run(rate))).map(|thread| thread.join().expect("a run"))
        });
        let most = runs.iter().map(|(_, right, _)| *right).fold(0.0, f64::max);
        let (_, own) = usual(cell);
        let right = runs.iter().find(|(rate, ..)| *rate == own).expect("of the grid").1;
        assert_eq!(right, most, "{}: {own} is not the best rate of the grid", cell.id());
        (most, runs)
    };
    let ((rnn, runs), (lstm, _), (gru, _)) = (best(Cell::Rnn), best(Cell::Lstm), best(Cell::Gru));
    assert!(lstm >= LEARNT && gru >= LEARNT, "LSTM {lstm}, GRU {gru}");
    assert!((rnn - chance()).abs() <= 0.1, "RNN {rnn}, chance {}", chance());
    // Why: nothing of the gradient reached the first symbol when it began.
    assert!(runs.iter().all(|(_, _, measured)| measured[0].reach < 1e-8), "{:e}", runs[0].2[0].reach);
}

fn progress(from: u32, count: usize) -> Tell {
    let record = Record { losses: vec![1.0; count], norms: vec![1.0; count], held_out: Vec::new() };
    Tell::Progress { from, record, is_running: true, updates_a_second: 1.0, accuracy: None }
}

#[test]
fn three_runs_are_led_through_three_workers_or_one() {
    for workers in [3, 1] {
        let mut ids = 0;
        let mut proof = Proof::new(&Address::parse("epoch=1").0, workers);
        let mut asks = proof.go(1.0, &mut ids);
        assert_eq!(asks.len(), workers, "those that have a worker begin");
        let mut order = Vec::new();
        let mut answers = 0;
        while let Some((worker, id, ask)) = asks.pop() {
            assert!(worker < workers);
            let facts = Tell::Begun(Facts { total: 32, ..Facts::default() });
            let tells = match ask {
                Ask::Start { query, .. } => {
                    order.push(query);
                    vec![facts, progress(0, 0)]
                }
                Ask::Run { .. } => {
                    let recalled = |k, right| Tell::Recalled(vec![Recalled { k, right, reach: 0.5 }]);
                    vec![recalled(0, 0.1), progress(0, 20), recalled(32, 1.0), progress(20, 12)]
                }
                ask => panic!("{ask:?}"),
            };
            for tell in tells {
                answers += 1;
                asks.extend(proof.told(id, tell, 1.0, &mut ids));
            }
            assert!(proof.told(99, progress(0, 32), 1.0, &mut ids).is_empty(), "nobody asked for number 99");
        }
        assert_eq!((order.len(), answers), (3, 18), "{workers} workers");
        assert!(proof.is_done() && !proof.is_running);
        assert_eq!((proof.updates(), proof.total()), (96, 96));
        assert_eq!(finding(&proof.runners, proof.delay, Lang::En).title, "All of them learnt it");
    }
}

#[test]
fn a_pause_stops_all_and_a_burst_ends_its_own_run() {
    let mut ids = 0;
    let mut proof = Proof::new(&Address::default(), 3);
    let asks = proof.go(1.0, &mut ids);
    for (_, id, _) in asks {
        let begun = Tell::Begun(Facts { total: 1280, ..Facts::default() });
        assert!(proof.told(id, begun, 1.0, &mut ids).is_empty());
        assert_eq!(proof.told(id, progress(0, 0), 1.0, &mut ids).len(), 1, "goes on by itself");
    }
    let pauses = proof.go(1.0, &mut ids);
    assert!(pauses.len() == 3 && pauses.iter().all(|(_, _, ask)| *ask == Ask::Pause) && !proof.is_running);
    assert_eq!(proof.go(f32::INFINITY, &mut ids).len(), 3);
    let burst = unrolled::engine::session::Burst { k: 3, tensor: "h_l0".into(), step: None };
    proof.told(1, Tell::Burst(burst), 1.0, &mut ids);
    assert!(proof.runners[0].is_done() || proof.runners.iter().filter(|runner| runner.is_done()).count() <= 1);
    assert!(proof.is_running, "the other two go on");
}
