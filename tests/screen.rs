//! The step screen without a browser: what actions do, what is on the screen, and that it comes from the trace.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use serde_json::json;
use std::rc::Rc;
use unrolled::model::cell::Cell;
use unrolled::model::names::ValuePath;
use unrolled::player::action::Act;
use unrolled::player::reduce::reduce;
use unrolled::player::state::Player;
use unrolled::scene::card::Choice;
use unrolled::scene::step::Scene;
use unrolled::screens::{CATALOGUE, of_bundle};
use unrolled::shell::action::Action;
use unrolled::shell::message::{self, Request};
use unrolled::shell::settings::Bundle;
use unrolled::ui::keys::{Place, action};
use unrolled::ui::screen::{Press, Screen};
use unrolled::words::Lang;

fn state(query: &str) -> Player {
    common::player(query)
}

fn act(mut state: Player, actions: impl IntoIterator<Item = Action>) -> Player {
    for action in actions {
        state = reduce(&state, action);
    }
    state
}

fn seen(state: &Player) -> Scene {
    state.scene()
}

/// The same as the page has it.
fn screen(query: &str) -> Box<dyn Screen> {
    let shell = CATALOGUE.begin(query, Rc::default());
    (of_bundle::<{ Bundle::Core as usize }>(shell.facts).expect("a screen of the page"))(shell)
}

fn path(text: &str) -> ValuePath {
    ValuePath::parse(text).expect("a path")
}

/// Every number in the strip and the bars, as (path, full value).
fn numbers(scene: &Scene) -> Vec<(String, f64)> {
    let cells = scene.columns.iter().flat_map(|column| column.cells.iter().flatten());
    let bars = scene.bars.bars.iter().filter_map(|bar| bar.number.as_ref());
    cells.chain(bars).filter_map(|number| Some((number.path?.to_string(), number.value))).collect()
}

fn start_again() -> Player {
    state("t=1")
}

#[test]
fn three_steps_reach_the_question_and_a_fourth_answers_it() {
    let start = state("");
    assert_eq!(
        seen(&start).columns.iter().flat_map(|column| &column.cells).flatten().count(),
        0,
        "nothing is computed yet"
    );
    let asking = act(start, [Action::Step(true), Action::Step(true), Action::Step(true)]);
    assert!(seen(&asking).card.is_question);
    assert_eq!(seen(&asking).card.options.iter().filter(|option| matches!(option.choice, Choice::Guess(_))).count(), 4);
    let answered = act(asking.clone(), [Action::Step(true)]);
    assert_eq!(seen(&answered).columns[3].word.as_deref(), Some("red"));
    assert_eq!(act(start_again(), [Act::Goto(4).into()]).t(), 3, "a jump stops at the question first");
    let back = act(answered, [Action::Step(false)]);
    assert_eq!(seen(&back), seen(&asking), "one step back is exactly the state before");
    let changed = act(act(back, [Action::Step(true)]), [Act::ChangeWord.into()]);
    assert!(seen(&changed).card.is_question, "the question is asked again");
    assert_eq!(seen(&act(changed, [Action::Step(true)])).columns[3].word.as_deref(), Some("blue"));
}

#[test]
fn an_open_question_is_not_answered_anywhere() {
    for query in ["t=3", "t=3&lang=th", "t=3&zoom=cell", "t=3&cell=lstm&hidden=8", "t=3&text=the+sky+is"] {
        let state = state(query);
        let (class, p) = state.view().best(state.steps());
        let word = state.show.trace.model.config.class_name(class);
        let everything = format!("{:?}", seen(&state)).replace(&format!("{:?}", seen(&state).card.options), "");
        let everything = everything.replace(&format!("{:?}", seen(&state).bars), "");
        assert!(!everything.contains(&format!("{p}")), "{query}: the probability stands on the screen");
        assert!(!everything.contains(&format!("{word:?}")), "{query}: {word} stands outside the options");
        assert!(seen(&state).bars.bars.iter().all(|bar| bar.number.is_none()));
        let trace = screen(query).get("trace").expect("a trace").to_string();
        assert!(!trace.contains(&format!("{p}")), "{query}: the exported trace gives it away");
        assert!(!trace.contains("grad"), "{query}: gradients carry the answer back");
        let opened = act(state, [Act::Open(path("probs.3.1")).into(), Act::Open(path("logits.3.1")).into()]);
        assert!(seen(&opened).panel.is_none(), "{query}: its arithmetic opens");
    }
    let open = state("t=3&open=probs.3.1");
    assert!(matches!(&open.shell.notes[..], [note] if note.code() == "hidden-value"));
    assert!(seen(&state("t=3&predict=off&open=probs.3.1")).panel.is_some(), "without a question it may be seen");
}

#[test]
fn one_weight_moves_what_is_downstream_and_nothing_upstream() {
    // Random weights: no unit sits so far out on its curve that a change is rounded away.
    let before = state("t=4&w=random");
    // tensor, index (from 0), then which numbers must stay and which must move.
    type Rule = fn(&str) -> bool;
    let apple = before.show.trace.model.config.vocab.iter().position(|word| word == "apple").expect("apple");
    let words = before.show.trace.model.config.vocab.len();
    let cases: [(&str, usize, Rule); 4] = [
        // What unit 2 hears of "apple": nothing before it was read.
        ("rnn.weight_ih_l0", words + apple, |path| {
            !path.starts_with("h_l0.1.") && !["h_l0.2.1", "h_l0.2.3", "h_l0.2.4"].contains(&path)
        }),
        // From unit 1 to unit 2: at the first word the memory is zero.
        ("rnn.weight_hh_l0", 4, |path| {
            !path.starts_with("h_l0.1.") && !["h_l0.2.1", "h_l0.2.3", "h_l0.2.4"].contains(&path)
        }),
        // The bias of unit 3 acts from the first word on.
        ("rnn.bias_ih_l0", 2, |path| !["h_l0.1.1", "h_l0.1.2", "h_l0.1.4"].contains(&path)),
        // The head says, it does not remember.
        ("head.bias", 0, |path| path.starts_with("probs")),
    ];
    for (name, index, is_downstream) in cases {
        let mut model = (*before.show.trace.model).clone();
        let tensor = model.params.tensors.iter_mut().find(|tensor| tensor.name == name).expect("a tensor");
        tensor.data[index] += 0.25;
        let mut show = (*before.show).clone();
        show.trace = Rc::new(unrolled::device::compute::trace(Rc::new(model), before.show.trace.sequence.clone()));
        show.lanes = vec![show.trace.clone()];
        let after = Player { show: Rc::new(show), ..before.clone() };
        let (old, new) = (numbers(&seen(&before)), numbers(&seen(&after)));
        let mut moved = 0;
        for (path, value) in old.iter().filter(|(path, _)| path.starts_with("h_l0")) {
            let now = new.iter().find(|(other, _)| other == path).expect("the strip keeps its shape").1;
            if is_downstream(path) {
                moved += 1;
                assert_ne!(*value, now, "{name}[{index}] does not move {path}");
            } else {
                assert_eq!(*value, now, "{name}[{index}] moves {path}, which is upstream of it");
            }
        }
        let probs = |state: &Player| state.show.trace.probs(3).to_vec();
        assert_ne!(probs(&before), probs(&after), "{name}[{index}] does not move what is said");
        assert!(moved > 0 || name == "head.bias", "{name}[{index}] moved nothing");
    }
}

#[test]
fn numbers_open_level_by_level_and_close_one_at_a_time() {
    let mut state = state("t=2");
    for (depth, open) in ["h_l0.2.1", "ha_l0.2.1", "h_l0.1.3", "weight_ih_l0.3.1"].into_iter().enumerate() {
        let way = if depth == 0 { Act::Open(path(open)).into() } else { Act::OpenDeeper(path(open)).into() };
        state = act(state, [way]);
        assert_eq!(seen(&state).panel.expect("it opens").path.to_string(), open);
        assert_eq!(state.shell.address.get("open"), Some(open));
    }
    for open in ["h_l0.1.3", "ha_l0.2.1", "h_l0.2.1"] {
        state = act(state, [Act::Up.into()]);
        assert_eq!(seen(&state).panel.expect("still open").path.to_string(), open);
    }
    state = act(state, [Act::Up.into()]);
    assert!(seen(&state).panel.is_none());
    // A number of the future does not open.
    assert!(seen(&act(state, [Act::Open(path("h_l0.3.1")).into()])).panel.is_none());
}

#[test]
fn every_state_of_every_network_can_be_drawn_in_both_languages() {
    for lang in ["en", "th"] {
        for cell in Cell::RECURRENT {
            for hidden in [2, 4, 8, 16] {
                for t in 0..=4 {
                    let state = state(&format!("lang={lang}&cell={}&hidden={hidden}&t={t}&zoom=cell", cell.id()));
                    let scene = seen(&state);
                    assert_eq!(scene.cell.is_some(), t > 0);
                    let words = scene.card.text.join(" ");
                    let fits = if lang == "en" { words.split(' ').count() <= 40 } else { words.chars().count() <= 140 };
                    assert!(fits, "the card is too long: {words}");
                    assert!(!scene.spoken.is_empty() && !scene.transport.will.is_empty());
                }
            }
        }
    }
}

#[test]
fn own_sentences_are_read_or_refused_in_words() {
    let submit = |text: &str| act(state(""), [Act::Editor(true).into(), Act::Submit(text.into()).into()]);
    for bad in ["", "   ", &"word ".repeat(65), &"x".repeat(4000)] {
        let refused = submit(bad);
        let editor = refused.editor.clone().expect("the editor stays open");
        assert!(editor.refusal.is_some_and(|why| !why.is_empty()), "{bad:.20} is not refused");
        assert_eq!(editor.text, bad, "what was typed is kept");
        assert_eq!(refused.show.trace.sequence, state("").show.trace.sequence, "a refusal changes nothing");
    }
    let odd = submit("The <b>dragon</b> 🍎 שלום is");
    assert_eq!(odd.show.trace.sequence.tokens, ["the", "<b>dragon</b>", "🍎", "שלום", "is"]);
    assert_eq!(
        odd.show.trace.sequence.ids.iter().filter(|&&id| id < 0).count(),
        3,
        "unknown words are kept and marked"
    );
    let read = act(odd, [Act::Goto(2).into()]);
    assert!(seen(&read).columns[1].is_unknown);
    assert!(seen(&read).card.title.contains("<b>dragon</b>"), "the card says what happens to it");
    let thai = act(state("lang=th"), [Act::Submit("ท้องฟ้ามีสี".into()).into()]);
    assert_eq!(thai.show.trace.sequence.tokens, ["ท้องฟ้า", "มี", "สี"]);
}

#[test]
fn the_language_switches_the_example_only_while_it_is_its_own() {
    let swapped = act(state("t=2"), [Action::Lang(Lang::Th)]);
    assert_eq!((swapped.show.example.id(), swapped.t(), swapped.shell.lang), ("apple-th", 2, Lang::Th));
    let kept = act(state("t=2&text=the+sky+is"), [Action::Lang(Lang::Th)]);
    assert_eq!((kept.show.example.id(), kept.t(), kept.shell.lang), ("apple", 2, Lang::Th));
    assert!(kept.link().contains("ex=apple&"), "{}", kept.link());
}

#[test]
fn wrong_addresses_say_so_and_the_rest_applies() {
    for (query, notes) in [
        ("ex=own", 1),
        ("ex=recall&t=1", 1),
        ("t=99", 1),
        ("hidden=300", 1),
        ("hidden=5", 1),
        ("set=h_l0.1.1=0", 0),
        ("set=h_l0.1.9=0", 1),
        ("set=h_l0.1.1=0,h_l0.99.1=0,frog=3,weight_hh_l0.1.1=x&t=2", 3),
        ("set=probs.1.1=0", 1),
        ("pins=h_l0.1.2,h_l0.1.9,head.bias.1", 2),
        ("op=2", 1),
        ("cell=attn", 1),
        ("open=h_l0.1.9&t=1", 1),
        ("hidden=5&w=random", 0),
        ("t=2&open=h_l0.2.1", 0),
        ("cell=lstm,gru", 1),
        ("fig=cell&cell=lstm,gru,ffn", 1),
        ("fig=cell&t=4&op=9", 1),
        ("fig=unroll&len=13", 1),
        ("nonlin=relu", 1),
        ("t=3&open=lstm:h_l0.3.2", 1),
        ("t=3&open=rnn:h_l0.3.2", 0),
    ] {
        let state = state(query);
        assert_eq!(state.shell.notes.len(), notes, "{query}: {:?}", state.shell.notes);
        let _ = seen(&state);
    }
}

#[test]
fn a_link_reproduces_the_state() {
    for query in [
        "t=2&cell=gru&hidden=8",
        "text=the+sky+is&t=4",
        "w=random&seed=3&hidden=6&t=1&open=h_l0.1.2",
        "lang=th&t=3&theme=dark",
    ] {
        let first = state(query);
        let again = state(&first.link());
        assert_eq!(seen(&first), seen(&again), "{query} → {}", first.link());
        assert_eq!(again.shell.notes, vec![]);
    }
}

#[test]
fn keys_do_what_the_map_says() {
    let plain =
        |key| Press { key, shift: false, is_repeated: false, on_control: false, in_figure: false, in_detail: false };
    let asking = screen("t=3");
    let does = |press: &Press| action(press, &Place::default(), &*asking);
    let own = |press: &Press| match does(press) {
        Some(Action::Own(own)) => own.of::<Act>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(does(&Press { on_control: true, ..plain("ArrowRight") }), Some(Action::Step(true)));
    assert_eq!(does(&Press { on_control: true, ..plain(" ") }), None, "Space on a button is the button's");
    assert_eq!(does(&plain("r")), None, "letters act only in the figure");
    assert_eq!(does(&Press { in_figure: true, ..plain("r") }), Some(Action::Reset));
    assert_eq!(own(&plain("2")), Some(Act::Guess(1)));
    assert_eq!(own(&Press { is_repeated: true, ..plain("ArrowRight") }), Some(Act::Goto(3)), "held down it stops here");
    let at = |key, place: Place, screen: &dyn Screen| action(&plain(key), &place, screen);
    let in_field = || Place { in_field: true, ..Place::default() };
    assert_eq!(at("ArrowRight", in_field(), &*asking), None);
    assert_eq!(at("ArrowLeft", Place { modified: true, ..Place::default() }, &*asking), None);
    assert_eq!(at("PageDown", in_field(), &*asking), None);
    assert_eq!(
        at("PageDown", in_field(), &*screen("present=1")),
        Some(Action::Click(true)),
        "the clicker reaches no slider"
    );
    assert_eq!(at("]", Place::default(), &*asking), Some(Action::Neighbour(true)));
}

#[test]
fn playing_stops_at_the_question() {
    let mut state = act(state("t=1"), [Action::Play(true)]);
    for _ in 0..4 {
        if let Some(number) = state.playing {
            state = act(state, [Act::Tick(number).into()]);
        }
    }
    assert_eq!((state.t(), state.playing), (3, None));
    assert_eq!(act(state, [Action::Play(true)]).playing, None, "and does not go on by itself");
}

#[test]
fn what_is_typed_survives_a_redraw_and_long_sentences_are_refused() {
    let typing = act(
        state(""),
        [
            Act::Editor(true).into(),
            Act::Typed("half a sen".into()).into(),
            Action::Lang(Lang::Th),
            Action::Pace("2".into()),
        ],
    );
    assert_eq!(typing.editor.expect("still open").text, "half a sen");
    // 64 Thai words are nine bytes a letter in a link: too long to be read back.
    let long = vec!["ประหลาด"; 64].join(" ");
    let refused = act(state("lang=th"), [Act::Editor(true).into(), Act::Submit(long).into()]);
    assert!(refused.editor.expect("still open").refusal.is_some());
}

#[test]
fn messages_are_checked_like_addresses() {
    let state = state("");
    let read = |message| message::read(&message, &state.shell);
    assert_eq!(read(json!({"unrolled": 1, "type": "goto", "t": 2})), Some(Request::Do(Action::Goto(2))));
    assert_eq!(act(state.clone(), [Action::Goto(99)]).t(), 0, "a stop that there is not");
    assert_eq!(read(json!({"unrolled": 1, "type": "step", "by": -1})), Some(Request::Do(Action::Step(false))));
    for bad in [
        json!({"type": "goto", "t": 2}),
        json!({"unrolled": 2, "type": "play"}),
        json!({"unrolled": 1, "type": "goto", "t": -1}),
        json!({"unrolled": 1, "type": "step", "by": 5}),
        json!({"unrolled": 1, "type": "eval"}),
        json!("x"),
        json!(null),
        json!({"unrolled": 1, "type": "theme", "theme": "<b>"}),
        json!({"unrolled": 1, "type": "set", "state": "x".repeat(5000)}),
    ] {
        assert_eq!(read(bad.clone()), None, "{bad}");
    }
    let get = read(json!({"unrolled": 1, "type": "get", "what": "state", "nonce": "n1"}));
    assert_eq!(get, Some(Request::Get("state".into(), json!("n1"))));
    assert_eq!(state.link(), "ex=apple");
    assert_eq!(message::ready(&state.shell, &state.link(), 460)["height"], 460);
    let [ours, embedly, canvas] = message::resize(state.shell.address.get("id"), &state.link(), 460);
    assert_eq!(
        (&ours["type"], &ours["height"], &canvas["subject"]),
        (&json!("resize"), &json!(460), &json!("lti.frameResize"))
    );
    assert!(embedly.as_str().is_some_and(|text| text.contains("iframe.resize")));
}
