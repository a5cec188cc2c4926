//! A network of one's own: opened, stepped, refused without losing what is open, and given back with lines that PyTorch reads.
#![cfg(not(target_arch = "wasm32"))]

use unrolled::math::activation::sigmoid;
use unrolled::model::Model;
use unrolled::model::config::{Config, Head, Input};
use unrolled::model::file;
use unrolled::model::params::Params;
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
    assert!(desk.trace().is_some() && desk.refusal.as_ref().is_some_and(|said| said.contains("32 bits")));
    assert!(desk.shell.network.is_none(), "and goes to no other screen");
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

fn trace_of(desk: &Desk) -> &unrolled::engine::trace::Trace {
    desk.trace().expect("a run")
}

fn golden(name: &str) -> Vec<u8> {
    std::fs::read(format!("tests/fixtures/goldens/models/{name}.safetensors")).expect("a golden")
}

#[test]
fn what_is_open_is_what_other_screens_show() {
    let mut desk = desk("fig=own");
    desk.apply(Action::Go);
    act(&mut desk, Act::Read("the apple is zebra".into()));
    let network = desk.shell.network.clone().expect("it is handed on");
    assert_eq!(network.words, ["the", "apple", "is", "zebra"]);
    for fig in ["step", "unroll", "cell", "bptt"] {
        let mut shell = CATALOGUE.begin(&format!("fig={fig}&ex=own"), Default::default());
        shell.network = Some(network.clone());
        let player = player(fig, shell);
        assert!(player.shell.notes.is_empty(), "{fig}: {:?}", player.shell.notes);
        assert!(std::rc::Rc::ptr_eq(&player.show.trace.model, &network.model), "{fig}");
        assert_eq!(player.shell.address.get("ex"), Some("own"));
        assert!(player.link().contains("ex=own"));
        let note = player.scene().note;
        assert!(fig == "bptt" || note.contains("apple-lstm-8.safetensors"), "{fig}: {note}");
        // The same numbers as on the desk; the way back begins at a mistake, in the last word that is known.
        let tokens = &player.show.trace.sequence.tokens;
        assert_eq!(tokens[..3], network.words[..3], "{fig}");
        assert_eq!((tokens.len(), player.show.truth), (4, None), "{fig}");
        assert_eq!(player.show.trace.hidden(3), trace_of(&desk).hidden(3), "{fig}");
    }
    act(&mut desk, Act::Read("the apple is red".into()));
    let mut shell = CATALOGUE.begin("fig=bptt&ex=own", Default::default());
    shell.network = desk.shell.network.clone();
    let back = self::player("bptt", shell);
    assert_eq!(back.show.truth.map(|truth| back.show.trace.model.config.class_name(truth)).as_deref(), Some("red"));
    assert!(back.show.trace.step_loss(3).is_some(), "the last step has a loss");
    // What the file says cannot be asked for otherwise.
    let mut shell = CATALOGUE.begin("fig=step&ex=own&hidden=8&cell=gru&w=random", Default::default());
    shell.network = Some(network.clone());
    let player = player("step", shell);
    assert_eq!((player.shell.notes.len(), player.show.cell), (3, unrolled::model::cell::Cell::Lstm));
    // And back to ours.
    let mut ours = player.clone();
    ours.apply(unrolled::player::action::Act::Ours.into());
    assert!(ours.show.own.is_none() && ours.show.trace.model.config.hidden_size == 4, "ours as they ship");
    // A screen with networks of its own, and a link whose file was never opened, say so.
    let mut shell = CATALOGUE.begin("fig=memory&ex=own", Default::default());
    shell.network = Some(network);
    assert_eq!(codes(&self::player("memory", shell)), ["own-unfit"]);
    // What was said of it is not said of ours.
    let shell = CATALOGUE.begin("fig=step&ex=own&text=term0+term1&set=h_l0.1.1=0&t=2", Default::default());
    let player = self::player("step", shell);
    assert_eq!(codes(&player), ["own-file"]);
    assert_eq!(player.shell.address.query(), "");
    assert!(player.show.own.is_none() && player.show.edits.is_empty());
}

fn codes(player: &unrolled::player::state::Player) -> Vec<String> {
    player.shell.notes.iter().map(|note| note.code().to_string()).collect()
}

fn player(fig: &str, shell: unrolled::shell::state::Shell) -> unrolled::player::state::Player {
    let kind = match fig {
        "step" => &unrolled::screens::step::KIND,
        "unroll" => &unrolled::screens::unroll::KIND,
        "cell" => &unrolled::screens::cell::KIND,
        "memory" => &unrolled::screens::memory::KIND,
        _ => &unrolled::screens::bptt::KIND,
    };
    unrolled::player::state::Player::new(kind, shell)
}

#[test]
fn several_layers_or_directions_stay_on_the_desk_and_the_reason_is_said() {
    let mut desk = desk("fig=own");
    act(&mut desk, Act::File("two.safetensors".into(), Ok(golden("gru_two_layers"))));
    let network = desk.shell.network.clone();
    let mut shell = CATALOGUE.begin("fig=step&ex=own", Default::default());
    shell.network = network.clone();
    let player = player("step", shell);
    assert_eq!(codes(&player), ["own-unfit"]);
    assert!(network.is_some() && player.show.own.is_none());
}

#[test]
fn rows_of_numbers_are_read_and_a_bad_one_changes_nothing() {
    let mut desk = desk("fig=own");
    let plain = Config::words(unrolled::model::cell::Cell::Lstm, 4, Vec::new());
    let config =
        Config { input: Input::Vectors, input_size: 2, layers: 2, directions: 2, classes: 3, head: Head::Tag, ..plain };
    let params = Params::random(&config, 3);
    let model = Model { config, params };
    act(&mut desk, Act::File("bi.safetensors".into(), Ok(file::write(&model))));
    assert!(!desk.reads_words() && desk.shell.network.is_none(), "vectors");
    let width = trace_of(&desk).model.config.input_size;
    assert_eq!(desk.steps(), 5, "seeded rows to begin with");
    let row = |value: &str| vec![value; width].join(",");
    act(&mut desk, Act::Read(format!("{}\n{}", row("0.5"), row("-1"))));
    assert_eq!((desk.steps(), desk.refusal.as_ref()), (2, None));
    let sums_before = sums(trace_of(&desk));
    for bad in
        [String::new(), row("x") + "\n" + &row("y2"), format!("{}\n1", row("1")), row("NaN") + "\n" + &row("nan1")]
    {
        act(&mut desk, Act::Read(bad.clone()));
        assert!(desk.refusal.take().is_some(), "{bad}");
        assert_eq!(sums(trace_of(&desk)), sums_before);
    }
    act(&mut desk, Act::File("rows.CSV".into(), Ok(format!("a,b\n{}\n", row("0.25")).into_bytes())));
    assert_eq!((desk.steps(), desk.refusal.as_ref()), (1, None));
    assert_eq!(desk.opened.as_ref().and_then(|opened| opened.heading.as_deref()), Some("a,b"));
    let lines = desk.snippet().expect("PyTorch has it");
    assert!(lines.contains("x = torch.tensor([[0.25") && lines.contains("bidirectional=True"), "{lines}");
}

#[test]
fn words_that_a_file_does_not_name_are_named_by_hand_and_saved() {
    let mut desk = desk("fig=own");
    act(&mut desk, Act::File("bare.safetensors".into(), Ok(golden("lstm_bare_state_dict"))));
    let count = trace_of(&desk).model.config.vocab.len();
    assert_eq!(trace_of(&desk).model.config.vocab[0], "word0");
    let before = sums(trace_of(&desk));
    act(&mut desk, Act::Names("the the".into()));
    assert!(desk.refusal.take().is_some() && trace_of(&desk).model.config.vocab[0] == "word0");
    let names: Vec<String> = (0..count).map(|at| format!("w{}", (b'a' + at as u8) as char)).collect();
    act(&mut desk, Act::Names(names.join(" ")));
    assert_eq!((desk.refusal.as_ref(), &trace_of(&desk).model.config.vocab), (None, &names));
    assert_eq!(sums(trace_of(&desk)), before, "names change no number");
    act(&mut desk, Act::Save);
    let Some(Effect::Download(_, bytes)) = desk.shell.effects.last() else { panic!("saved") };
    assert_eq!(file::read(bytes).expect("ours").config.vocab, names);
}

#[test]
fn the_table_of_a_run_holds_every_number_once() {
    let mut desk = desk("fig=own");
    desk.apply(Action::Go);
    act(&mut desk, Act::Read("the \"apple\" is".into()));
    act(&mut desk, Act::Trace(true));
    let Some(Effect::Download(name, bytes)) = desk.shell.effects.last() else { panic!("saved") };
    let text = String::from_utf8(bytes.to_vec()).expect("text");
    assert_eq!(name, "trace.csv");
    let trace = trace_of(&desk);
    let config = &trace.model.config;
    // x, i f g o c h, logits and probabilities.
    let each = config.input_size + 6 * config.hidden_size + 2 * config.classes;
    assert_eq!(text.lines().count(), 1 + trace.steps() * each);
    assert!(text.contains("2,\"\"\"apple\"\"\",x,1,0"), "{}", &text[..200]);
    let line = text.lines().find(|line| line.starts_with("3,is,h_l0,2,")).expect("a state");
    let value: f32 = line.rsplit(',').next().expect("a value").parse().expect("a number");
    assert_eq!(value, trace.hidden(3)[1], "reading it back gives the same f32");
}

#[test]
fn a_series_is_no_word_and_what_the_file_leaves_open_can_be_changed() {
    let bare = |input_size: usize, classes: usize| -> Vec<u8> {
        let plain = Config::words(unrolled::model::cell::Cell::Gru, 4, Vec::new());
        let config = Config { input: Input::Vectors, input_size, classes, head: Head::Tag, ..plain };
        let params = Params::random(&config, 3);
        let bytes = file::write(&Model { config, params });
        // As PyTorch leaves it: no description.
        let tensors = safetensors::SafeTensors::deserialize(&bytes).expect("ours");
        safetensors::serialize(tensors.iter(), None).expect("written")
    };
    let mut desk = desk("fig=own");
    for (input, classes, words) in [(1, 1, false), (3, 2, false), (5, 5, true)] {
        act(&mut desk, Act::File("bare.safetensors".into(), Ok(bare(input, classes))));
        assert_eq!((desk.refusal.as_ref(), desk.reads_words()), (None, words), "{input} {classes}");
        assert!(desk.opened.as_ref().is_some_and(|opened| opened.receipt.guesses_input));
        for as_words in [true, false, true] {
            act(&mut desk, Act::As(as_words));
            assert_eq!((desk.refusal.as_ref(), desk.reads_words()), (None, as_words));
            let head = trace_of(&desk).model.config.head;
            assert_eq!(head == Head::NextToken, as_words && input == classes);
        }
    }
}

/// A table stands between a word and its weights: no column of W_ih is a word's.
#[test]
fn a_network_with_a_table_is_called_by_what_it_is_on_every_screen() {
    let vocab: Vec<String> = (0..30).map(|n| format!("term{n}")).collect();
    let plain = Config::words(unrolled::model::cell::Cell::Gru, 4, vocab);
    let config = Config { input: Input::Embedding, input_size: 3, ..plain };
    let params = Params::random(&config, 5);
    let mut desk = desk("fig=own");
    act(&mut desk, Act::File("table.safetensors".into(), Ok(file::write(&Model { config, params }))));
    act(&mut desk, Act::Read("term20 term1 term2".into()));
    for (fig, query) in [
        ("step", "t=2&open=x.2.1"),
        ("step", "t=2&open=r_l0.2.1"),
        ("cell", "t=1&op=1"),
        ("unroll", "t=1"),
        ("bptt", ""),
    ] {
        let mut shell = CATALOGUE.begin(&format!("fig={fig}&ex=own&{query}"), Default::default());
        shell.network = desk.shell.network.clone();
        let player = player(fig, shell);
        assert!(codes(&player).is_empty(), "{fig} {query}: {:?}", codes(&player));
        let said = format!("{:?}", player.scene());
        for untrue in ["from “term", "input for “term"] {
            assert!(!said.contains(untrue), "{fig} {query}: {untrue}");
        }
        assert!(!query.contains("open") || said.contains("vector"), "{fig} {query}");
    }
}

#[test]
fn what_was_typed_stays_until_it_is_taken_and_what_is_chosen_again_changes_nothing() {
    let mut desk = desk("fig=own");
    let plain = Config::words(unrolled::model::cell::Cell::Gru, 4, (0..5).map(|n| format!("word{n}")).collect());
    let params = Params::random(&plain, 5);
    let bytes = file::write(&Model { config: plain, params });
    let tensors = safetensors::SafeTensors::deserialize(&bytes).expect("ours");
    let bare = safetensors::serialize(tensors.iter(), None).expect("written");
    act(&mut desk, Act::File("bare.safetensors".into(), Ok(bare)));
    act(&mut desk, Act::Names("a b c d".into()));
    assert_eq!((desk.refusal.is_some(), desk.typed[1].as_deref()), (true, Some("a b c d")));
    act(&mut desk, Act::Read("word3 word3".into()));
    act(&mut desk, Act::Names("a b c d e".into()));
    assert_eq!((desk.refusal.as_ref(), desk.typed[1].as_ref()), (None, None));
    assert_eq!(trace_of(&desk).sequence.tokens, ["d", "d"], "the words that were read go on under their names");
    act(&mut desk, Act::As(true));
    assert_eq!(trace_of(&desk).sequence.tokens, ["d", "d"], "nothing was changed");
    act(&mut desk, Act::As(false));
    act(&mut desk, Act::Read("1,2,3,4,5\n1,2,3,4,x".into()));
    assert_eq!(desk.typed[0].as_deref(), Some("1,2,3,4,5\n1,2,3,4,x"));
    act(&mut desk, Act::As(true));
    assert_eq!(trace_of(&desk).model.config.vocab, ["a", "b", "c", "d", "e"], "names are kept");
    act(&mut desk, Act::Names((0..5).map(|n| format!("{n}{}", "ก".repeat(9000))).collect::<Vec<_>>().join("\n")));
    assert!(desk.refusal.as_ref().is_some_and(|said| said.contains("64 KB")), "a save must be opened again");
    // Whatever a word holds, the lines stay lines.
    act(&mut desk, Act::Names(r#"["\nimport os", "b", "c", "d", "e"]"#.into()));
    act(&mut desk, Act::Read("b".into()));
    assert!(desk.snippet().is_some_and(|lines| !lines.contains("\nimport os")));
}
