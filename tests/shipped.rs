//! Networks of the task shapes as they ship, on sentences that the page shows: what is on the screen is what PyTorch computes from the
//! same weights. The cases themselves are judged on every device with all others (`tests/goldens.rs`).
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::golden::{CASES, Case};
use common::{FORWARD_TOLERANCE, agree, wide};
use safetensors::tensor::{Dtype, TensorView, serialize_to_file};
use serde_json::json;
use std::collections::HashMap;
use std::rc::Rc;
use unrolled::engine::trace::Trace;
use unrolled::kernels::softmax_xent::IGNORED;
use unrolled::model::config::Input;
use unrolled::model::names::{Name, Place, Quantity, ValuePath};

/// Every kind of network and both languages: the name of the case, and the page that shows it.
const SHOWN: [(&str, &str); 7] = [
    ("cloze_lstm", "fig=brnn"),
    ("cloze_th_gru", "fig=brnn&cell=bigru&ex=trees-th"),
    ("review_lstm", "fig=types"),
    ("caption_th", "fig=types&task=caption&ex=caption-th&temp=0"),
    ("translate_attends", "fig=types&task=translate"),
    ("translate_plain", "fig=types&task=translate&attend=0"),
    ("reverse_attends", "fig=types&task=reverse"),
];

fn shown(query: &str) -> Rc<Trace> {
    common::player(query).show.trace.clone()
}

/// The next answer instead of the right one: of a mistake there is something to learn, and no slope is lost in rounding.
fn wrong_targets(trace: &Trace) -> Vec<i32> {
    let classes = trace.model.config.classes as i32;
    let own = &trace.sequence.targets[trace.sequence.source..];
    own.iter().map(|&target| if target == IGNORED { IGNORED } else { (target + 1) % classes }).collect()
}

/// What the decoder reads, or the only network.
fn read(trace: &Trace) -> &[i32] {
    &trace.sequence.ids[trace.sequence.source..]
}

/// What `make_shipped.py` reads.
#[test]
#[ignore = "writes files for the script"]
fn weights_and_words_for_the_script() {
    std::fs::create_dir_all("target/shipped").expect("a folder");
    for (name, query) in SHOWN {
        let trace = shown(query);
        let config = &trace.model.config;
        let source = trace.sequence.source;
        let mut case = json!({
            "cell": config.cell.id(), "input_size": config.input_size, "hidden_size": config.hidden_size,
            "layers": 1, "directions": config.directions, "vocab": config.classes, "nonlinearity": "tanh",
            "batch": 1, "steps": read(&trace).len(), "loss": "all", "only": "ends",
        });
        let mut ints = vec![("ids", read(&trace).to_vec()), ("targets", wrong_targets(&trace))];
        if let Some(encoder) = &config.encoder {
            case["encoder"] = json!(encoder.cell.id());
            case["attends"] = json!(encoder.attends);
            case["read"] = json!(encoder.input_size);
            case["source"] = json!(source);
            let is_picture = encoder.input == Input::Pixels;
            let words = if is_picture { trace.sequence.pixels.clone() } else { trace.sequence.ids[..source].to_vec() };
            ints.push(("source", words));
        }
        let bytes = |values: &[f32]| values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>();
        let tensors =
            trace.model.params.tensors.iter().map(|t| (t.name.clone(), Dtype::F32, t.shape.clone(), bytes(&t.data)));
        let ints = ints.into_iter().map(|(name, values)| {
            let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>();
            (name.to_string(), Dtype::I32, vec![values.len()], bytes)
        });
        let all: Vec<_> = tensors.chain(ints).collect();
        let views = all.iter().map(|(name, dtype, shape, bytes)| {
            (name.clone(), TensorView::new(*dtype, shape.clone(), bytes).expect("a tensor"))
        });
        let metadata = HashMap::from([("case".to_string(), case.to_string())]);
        let path = format!("target/shipped/{name}.safetensors");
        serialize_to_file(views, Some(metadata), path.as_ref()).expect("a file");
    }
}

#[test]
fn what_is_on_the_screen_is_what_pytorch_computes_from_the_shipped_weights() {
    for (name, query) in SHOWN {
        let trace = shown(query);
        let (source, steps, config) = (trace.sequence.source, trace.steps(), &trace.model.config);
        let file = format!("shipped_{name}");
        let (_, bytes) = CASES.iter().find(|(case, _)| *case == file).unwrap_or_else(|| panic!("{file} is not there"));
        let case = Case::read(bytes);
        // The same network, the same words: otherwise the case is old.
        for (ours, theirs) in trace.model.params.tensors.iter().zip(&case.params.tensors) {
            assert_eq!((&ours.name, &ours.shape, &ours.data), (&theirs.name, &theirs.shape, &theirs.data), "{file}");
        }
        let one_hot = |id: i32| (0..config.input_size as i32).map(move |word| f64::from(u8::from(word == id)));
        assert_eq!(read(&trace).iter().flat_map(|&id| one_hot(id)).collect::<Vec<f64>>(), case.tensors["x"], "{file}");
        // Every state, score, weight of attention and probability that the page shows.
        let check = |what: &str, got: Vec<f64>| {
            agree(&format!("{file} {what}"), &case.tensors[what], &got, FORWARD_TOLERANCE)
                .unwrap_or_else(|why| panic!("{why}"));
        };
        let row = |name: Name, t: usize, width: usize| (1..=width).map(move |n| ValuePath::new(name, t, n));
        let values = |paths: &mut dyn Iterator<Item = ValuePath>| -> Vec<f64> {
            paths.map(|path| trace.value(&path).unwrap_or_else(|| panic!("{path} is not there"))).collect()
        };
        let h = |place: Place| Name::Unit(Quantity::H, place);
        if source == 0 {
            let states =
                |t: usize| config.places().into_iter().flat_map(move |place| row(h(place), t, config.hidden_size));
            check("out.seq", values(&mut (1..=steps).flat_map(states)));
        } else {
            let states = |t: usize| row(h(Place::FIRST), t, config.hidden_size);
            check("out.encoder.h", values(&mut (1..=source).flat_map(states)));
            check("out.decoder.h", values(&mut (source + 1..=steps).flat_map(states)));
        }
        if config.attends() {
            check("out.attention", values(&mut (source + 1..=steps).flat_map(|t| row(Name::Attention, t, source))));
            check(
                "out.context",
                values(&mut (source + 1..=steps).flat_map(|t| row(Name::Context, t, config.hidden_size))),
            );
        }
        check("out.probs", (source + 1..=steps).flat_map(|t| wide(trace.probs(t))).collect());
    }
}
