//! A network of one's own: opened, stepped, refused without losing what is open, and given back with lines that PyTorch reads.
#![cfg(not(target_arch = "wasm32"))]

use unrolled::math::activation::sigmoid;
use unrolled::model::file;
use unrolled::screens::CATALOGUE;
use unrolled::screens::own::snippet::sums;
use unrolled::screens::own::state::{Act, Desk, saved_name};
use unrolled::screens::own::tensors::{Warning, seen, warnings};
use unrolled::shell::action::{Action, Effect, Own};

fn desk(query: &str) -> Desk {
    Desk::new(CATALOGUE.begin(query, Default::default()))
}

fn act(desk: &mut Desk, act: Act) {
    desk.apply(Action::Own(Own::new(act)));
}

#[test]
fn a_file_is_opened_stepped_and_kept_when_the_next_one_is_refused() {
    let mut desk = desk("fig=own");
    assert!(desk.trace().is_none() && desk.snippet().is_none());
    desk.apply(Action::Go);
    let steps = desk.steps();
    assert_eq!((steps, desk.t), (3, 0), "the sample, with a sentence that it knows");
    for t in 1..=steps {
        desk.apply(Action::Go);
        assert_eq!(desk.t, t);
    }
    desk.apply(Action::Go);
    assert_eq!(desk.t, 0, "and from the start");
    desk.apply(Action::Goto(2));
    for bad in [Ok(b"<html>".to_vec()), Ok(Vec::new()), Err(1e9)] {
        act(&mut desk, Act::File("x.safetensors".into(), bad));
        assert!(desk.refusal.take().is_some());
        assert_eq!((desk.steps(), desk.t), (steps, 2), "nothing is lost");
    }
    for words in ["", &"the ".repeat(65)] {
        act(&mut desk, Act::Read(words.into()));
        assert!(desk.refusal.take().is_some() && desk.t == 2);
    }
    act(&mut desk, Act::Read("the zebra is".into()));
    assert_eq!((desk.trace().expect("a run").sequence.ids[1], desk.t), (-1, 0), "an unknown word is read as none");
    // What is saved opens again as it was.
    act(&mut desk, Act::Save);
    let Some(Effect::Download(name, bytes)) = desk.shell.effects.last() else { panic!("{:?}", desk.shell.effects) };
    let opened = desk.opened.as_ref().expect("open");
    assert_eq!(
        (name.as_str(), &file::read(bytes).expect("ours")),
        ("apple-lstm-8.unrolled.safetensors", &*opened.model)
    );
    assert_eq!(saved_name("../a b\"c.pt.safetensors"), "abcpt.unrolled.safetensors");
}

#[test]
fn what_is_no_number_is_said_to_be_none() {
    let mut desk = desk("fig=own");
    let mut model = unrolled::tasks::examples::Example::Apple.random(unrolled::model::cell::Cell::Rnn, 4, 7);
    model.config.nonlinearity = unrolled::kernels::rnn::Nonlinearity::Relu;
    model.params.tensors.iter_mut().for_each(|tensor| tensor.data.fill(1e17));
    act(&mut desk, Act::File("huge.safetensors".into(), Ok(file::write(&model))));
    assert!(desk.trace().is_some() && desk.refusal.is_some_and(|said| said.contains("32 bits")));
}

/// The lines of the snippet, done by hand in f64: one-hot words, an LSTM, a head, a softmax.
#[test]
fn the_three_sums_are_what_the_lines_give() {
    let mut desk = desk("fig=own");
    desk.apply(Action::Go);
    let trace = desk.trace().expect("a run");
    let of = |name: &str| -> Vec<f64> {
        trace.model.params.get(name).expect(name).data.iter().map(|&value| f64::from(value)).collect()
    };
    let (ih, hh, b_ih, b_hh) =
        (of("rnn.weight_ih_l0"), of("rnn.weight_hh_l0"), of("rnn.bias_ih_l0"), of("rnn.bias_hh_l0"));
    let (head, bias) = (of("head.weight"), of("head.bias"));
    let (words, hidden) = (trace.model.config.input_size, 8);
    let (mut h, mut c) = (vec![0.0; hidden], vec![0.0; hidden]);
    let mut expected = [0.0; 3];
    for &id in &trace.sequence.ids {
        let pre = |row: usize| {
            let from_h: f64 = (0..hidden).map(|k| hh[row * hidden + k] * h[k]).sum();
            ih[row * words + id as usize] + b_ih[row] + from_h + b_hh[row]
        };
        let gates: Vec<f64> = (0..4 * hidden).map(pre).collect();
        for u in 0..hidden {
            let [i, f, g, o] = [0, 1, 2, 3].map(|gate| gates[gate * hidden + u]);
            c[u] = sigmoid(f) * c[u] + sigmoid(i) * libm::tanh(g);
            h[u] = sigmoid(o) * libm::tanh(c[u]);
        }
        let logits: Vec<f64> = (0..bias.len())
            .map(|class| bias[class] + (0..hidden).map(|k| head[class * hidden + k] * h[k]).sum::<f64>())
            .collect();
        let most = logits.iter().fold(f64::MIN, |most, &logit| most.max(logit));
        let all: f64 = logits.iter().map(|logit| libm::exp(logit - most)).sum();
        expected =
            [expected[0] + h.iter().sum::<f64>(), expected[1] + logits.iter().sum::<f64>(), expected[2] + 1.0 / all];
    }
    let got = sums(trace);
    for (got, expected) in got.iter().zip(expected) {
        assert!((got - expected).abs() <= 1e-4 * expected.abs().max(1.0), "{got} against {expected}");
    }
    // They stand in the last line, and the lines name the file, the sizes and the words.
    let lines = desk.snippet().expect("an LSTM");
    let last = lines.lines().last().expect("lines");
    assert_eq!(last, format!("# {:.4}  {:.4}  {:.4}", got[0], got[1], got[2]));
    for part in ["apple-lstm-8.unrolled.safetensors", "torch.nn.LSTM(50, 8)", "# the apple is"] {
        assert!(lines.contains(part), "{part} is not in\n{lines}");
    }
}

#[test]
fn what_troubles_a_network_is_measured_in_it() {
    let mut desk = desk("fig=own");
    desk.apply(Action::Go);
    let mut model = (*desk.opened.as_ref().expect("open").model).clone();
    let set = |model: &mut unrolled::model::Model, name: &str, value: f32, rows: std::ops::Range<usize>| {
        let tensor = model.params.tensors.iter_mut().find(|tensor| tensor.name == name).expect("it is there");
        let width = tensor.data.len() / tensor.shape[0];
        tensor.data[rows.start * width..rows.end * width].fill(value);
    };
    assert!(warnings(&model).is_empty(), "{:?}", warnings(&model));
    set(&mut model, "rnn.bias_ih_l0", -5.0, 8..16);
    assert!(matches!(warnings(&model)[..], [Warning::Forgets(mean)] if mean < 0.0), "{:?}", warnings(&model));
    // A unit that nothing reaches, by any gate.
    for gate in 0..4 {
        for name in ["rnn.weight_ih_l0", "rnn.weight_hh_l0"] {
            set(&mut model, name, 0.0, gate * 8 + 3..gate * 8 + 4);
        }
    }
    assert_eq!(warnings(&model).last(), Some(&Warning::Dead(1)));
    let bias = seen(model.params.get("rnn.bias_ih_l0").expect("a bias"), true);
    assert_eq!((bias.picture.len(), bias.picture[0].len(), bias.picture[0][8]), (1, 32, -1.0));
    assert!((bias.norm * bias.norm / 32.0 - bias.mean * bias.mean - bias.deviation * bias.deviation).abs() < 1e-6);
}
