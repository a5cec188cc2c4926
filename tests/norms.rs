//! Every norm that the gradient's screen shows, against PyTorch in f64: all its sliders, three cells, lengths to 200. Where the
//! screen says that 32-bit numbers cannot tell, nothing is compared, and that it says so is.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::{Value, json};
use unrolled::engine::flow;
use unrolled::engine::trace::LossAt;
use unrolled::model::file;
use unrolled::screens::CATALOGUE;
use unrolled::screens::gradient::experiment::Experiment;
use unrolled::screens::gradient::state::Gradient;

/// Addresses of the screen: the corners of its sliders, and the settings at which it was once wrong.
const QUERIES: &[&str] = &[
    "",
    "gain=0.1&len=200",
    "gain=1.2&len=60",
    "gain=1.4&len=100&loss=all",
    "gain=4&len=20",
    "gain=2&len=200",
    "gain=3&len=100&hidden=32",
    "hidden=2&len=40&gain=1.5",
    "hidden=32&len=60&seed=3",
    "init=orthogonal&gain=1&len=200",
    "init=orthogonal&gain=1.1&len=120&loss=all",
    "init=identity&gain=1&len=100&fbias=-2",
    "init=identity&fbias=6&gain=1.2&len=200",
    "fbias=8&len=100&gain=0.6",
    "fbias=8&len=200&gain=1.2",
    "fbias=8&len=200&gain=4&seed=11",
    "fbias=-2&len=60&gain=0.8",
    "nonlin=relu&gain=1.1&len=60",
    "nonlin=relu&init=orthogonal&gain=1.2&len=100",
    "nonlin=relu&init=identity&gain=0.9&len=200&loss=all",
    "gain=1.3&len=30&loss=all",
];

fn experiment(query: &str) -> Experiment {
    Gradient::new(CATALOGUE.begin(&format!("fig=gradient&predict=off&{query}"), Default::default())).experiment
}

/// Writes the networks and their sentences for tests/fixtures/make_norms.py, which runs them in PyTorch.
#[test]
#[ignore = "makes the input of tests/fixtures/make_norms.py"]
fn write_the_networks() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/norms");
    std::fs::create_dir_all(&folder).expect("target can be written");
    for (n, query) in QUERIES.iter().enumerate() {
        for lane in experiment(query).lanes.iter() {
            let (model, sequence) = (&lane.trace.model, &lane.trace.sequence);
            let name = format!("{n:02}-{}", lane.cell().id());
            std::fs::write(folder.join(format!("{name}.safetensors")), file::write(model))
                .expect("target can be written");
            let case = json!({
                "query": query, "cell": lane.cell().id(), "ids": sequence.ids, "targets": sequence.targets,
                "all": sequence.loss_at == LossAt::All, "relu": model.config.nonlinearity == unrolled::kernels::rnn::Nonlinearity::Relu,
            });
            std::fs::write(folder.join(format!("{name}.json")), case.to_string()).expect("target can be written");
        }
    }
}

fn is_near(got: f64, expected: f64) -> bool {
    // Written so that NaN fails.
    (got - expected).abs() <= 1e-3 * expected.abs()
}

/// Compares a lane's norms, each to a thousandth of its own size down to 1e-30; how many there were.
fn compare(norms: &[f64], expected: &Value) -> Result<usize, String> {
    let expected: Vec<f64> =
        expected.as_array().expect("a list").iter().map(|value| value.as_f64().expect("a number")).collect();
    assert_eq!(norms.len(), expected.len());
    let mut compared = 0;
    for (t, (&got, expected)) in norms.iter().zip(expected).enumerate() {
        if expected > 1e-30 {
            compared += 1;
            if !is_near(got, expected) {
                return Err(format!("step {}: {got:e} instead of {expected:e}", t + 1));
            }
        } else if got > 1.001e-30 {
            return Err(format!("step {}: {got:e} instead of nothing", t + 1));
        }
    }
    Ok(compared)
}

#[test]
fn every_norm_of_the_screen_is_pytorchs_in_f64() {
    let cases: Value = serde_json::from_str(include_str!("fixtures/norms.json")).expect("JSON");
    let (mut compared, mut chaotic) = (0, Vec::new());
    for (query, cells) in QUERIES.iter().zip(cases.as_array().expect("a list")) {
        assert_eq!(cells["query"], *query, "make_norms.py ran on other addresses");
        for lane in experiment(query).lanes.iter() {
            let expected = &cells[lane.cell().id()];
            let at = |what: &str| format!("{query} {}: {what}", lane.cell().id());
            if lane.is_chaotic {
                chaotic.push(at(""));
                continue;
            }
            let states = [("h", Some(&lane.h)), ("c", lane.c.as_ref()), ("rail", lane.rail.as_ref())];
            for (state, norms) in states.into_iter().filter_map(|(state, norms)| Some((state, norms?))) {
                compared +=
                    compare(norms, &expected[state]).unwrap_or_else(|why| panic!("{}", at(&format!("{state}, {why}"))));
                // The comparison can fail.
                let spoiled: Vec<f64> = norms.iter().map(|norm| norm * 1.002).collect();
                assert!(compare(&spoiled, &expected[state]).is_err() || norms.iter().all(|&norm| norm < 1e-30));
            }
            assert!(is_near(lane.weights, expected["weights"].as_f64().expect("a number")), "{}", at("all weights"));
        }
    }
    println!("{compared} norms agree with PyTorch in f64; chaotic: {chaotic:?}");
    assert!(compared > 5000, "{compared} norms compared");
    let tame = |case: &&String| ["gain=2", "gain=3", "gain=4", "gain=1.4"].iter().all(|wild| !case.contains(wild));
    assert_eq!(chaotic.iter().find(tame), None, "said to be chaotic without a reason");
    assert!(chaotic.iter().any(|case| case.contains("rnn")), "nothing is chaotic: the test of it tests nothing");
}

/// What else is drawn of the same gradient: the parts by loss add up to these norms, whatever saturates.
#[test]
fn the_parts_by_loss_add_up_to_the_same_norms() {
    for query in
        ["fbias=8&len=100&gain=0.6", "init=identity&fbias=6&gain=1.2&len=60&loss=all", "gain=1.3&len=30&loss=all"]
    {
        for lane in experiment(query).lanes.iter() {
            let parts = flow::itemised(&lane.trace).expect("recurrent");
            let n = lane.trace.model.config.hidden_size;
            for (t, norm) in lane.h.iter().enumerate().filter(|(_, norm)| **norm > 1e-30) {
                let whole = parts.total[t * n..][..n].iter().map(|d| d * d).sum::<f64>().sqrt();
                assert!((whole / norm - 1.0).abs() < 1e-6, "{query} step {}: {whole:e}, {norm:e}", t + 1);
            }
        }
    }
}
