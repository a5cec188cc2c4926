//! The gradient's screen as a state: what a link asks for, what is asked before anything is shown, what follows from a
//! slider, what is exported.
#![cfg(not(target_arch = "wasm32"))]

use std::rc::Rc;
use unrolled::engine::trace::LossAt;
use unrolled::model::cell::Cell;
use unrolled::run::engines::{News, Order};
use unrolled::scene::chart::Room;
use unrolled::scene::placement::overlaps;
use unrolled::screens::CATALOGUE;
use unrolled::screens::gradient::experiment::{Act, Format, Hand};
use unrolled::screens::gradient::finding::{self, finding};
use unrolled::screens::gradient::heat::heat;
use unrolled::screens::gradient::look::Look;
use unrolled::screens::gradient::plot::{GradientView, plot, singular_plot};
use unrolled::screens::gradient::state::{Gradient, csv, reduce};
use unrolled::shell::action::{Action, Effect};

fn at(query: &str) -> Gradient {
    Gradient::new(CATALOGUE.begin(&format!("fig=gradient{query}"), Rc::default()))
}

fn after(state: &Gradient, actions: impl IntoIterator<Item = Action>) -> Gradient {
    actions.into_iter().fold(state.clone(), |state, action| reduce(&state, action))
}

fn act(act: Act) -> Action {
    act.into()
}

fn said(state: &Gradient) -> (String, String) {
    let found = finding(&state.view());
    (found.title, found.text.join(" "))
}

/// What the first word receives of what the last one does, in decades.
fn tilt(state: &Gradient) -> f64 {
    let h = &state.experiment.lanes[0].h;
    (h[0] / h[h.len() - 1]).log10()
}

#[test]
fn nothing_is_shown_before_it_is_guessed_or_asked_for() {
    let state = at("");
    let picture = plot(&state.view());
    assert!(state.is_asking() && picture.series.is_empty() && picture.here.is_none() && picture.guess.len() == 4);
    let drawn =
        after(&state, [act(Act::Nudge(0, false)), act(Act::Nudge(0, false)), act(Act::Nudge(7, true)), Action::Go]);
    assert!(!drawn.is_asking());
    let experiment = &drawn.experiment;
    assert_eq!(experiment.guess, [-1.0, 0.0, 0.0, 0.0]);
    let picture = plot(&drawn.view());
    assert_eq!(
        (picture.series.len(), picture.guess.len()),
        (5, 4),
        "RNN, LSTM, its c and its rail alone, GRU; the guess stays"
    );
    assert!(
        said(&drawn).1.contains("your line stands at 0.10; what is shown in front is 1.6×10⁻⁵"),
        "{:?}",
        said(&drawn)
    );
    assert_eq!(drawn.shell.address.get("t"), Some("1"));
    // A link to what is shown shows it; so does an embedding page.
    assert!(!at("&t=3").is_asking() && !at("&embed=1").is_asking() && !at("&predict=off").is_asking());
    assert!(after(&drawn, [act(Act::GuessAgain)]).is_asking());
}

#[test]
fn a_point_is_dragged_where_the_pointer_is() {
    let state = at("");
    let view = state.view();
    let (y, axis) = (view.axis().place(1e-3), view.axis());
    assert!((axis.value(y) + 3.0).abs() < 1e-9);
    let dragged = after(
        &state,
        [act(Act::Grab(Some(Hand::Guess(2)))), act(Act::Drag(0.0, y)), act(Act::Grab(None)), act(Act::Drag(0.0, 0.0))],
    );
    assert_eq!(dragged.experiment.guess, [0.0, 0.0, -3.0, 0.0]);
    let shown = at("&t=1");
    let locked = after(&at("&t=1&lock=clip"), [act(Act::Grab(Some(Hand::Clip))), act(Act::Drag(0.0, 30.0))]);
    assert!(!locked.shell.address.is_set("clip"), "what a host has locked is locked in the picture too");
    let clipped = after(&shown, [act(Act::Grab(Some(Hand::Clip))), act(Act::Drag(0.0, axis.place(0.1)))]);
    assert_eq!(clipped.shell.address.get("clip"), Some("0.1"));
    let x = shown.view().x(9);
    let moved = after(
        &shown,
        [
            act(Act::Grab(Some(Hand::Cursor))),
            act(Act::Drag(x, 0.0)),
            Action::Step(false),
            Action::Step(false),
            Action::Step(true),
        ],
    );
    assert_eq!(moved.shell.address.get("t"), Some("8"));
}

#[test]
fn one_slider_vanishes_and_explodes() {
    let state = at("&t=1");
    let with = |gain: &str| after(&state, [Action::Set("gain", gain.into())]);
    let (low, even, high) = (with("0.5"), with("1"), with("1.5"));
    assert!(
        tilt(&low) < -5.0 && tilt(&even).abs() < 1.0 && tilt(&high) > 0.5,
        "{} {} {}",
        tilt(&low),
        tilt(&even),
        tilt(&high)
    );
    assert!(said(&low).0.contains('%') && said(&high).0.contains("times what"), "{:?} {:?}", said(&low), said(&high));
}

#[test]
fn what_leaves_the_range_is_said_and_hatched() {
    let state = at("&t=1&nonlin=relu&init=identity&gain=4&len=200");
    let picture = plot(&state.view());
    let rnn = picture.series.iter().find(|series| series.class == "rnn").expect("an RNN");
    assert!(rnn.lost.is_some() && said(&state).0.starts_with("RNN: at step 68"), "{:?}", said(&state));
    assert!(!said(&state).1.contains("Clipping"), "it was not the gradient that grew: {:?}", said(&state));
    assert!(picture.series.iter().any(|series| series.class == "gru" && series.lost.is_none()));
    for data in ["units", "losses", "back"] {
        let state = after(&state, [Action::Set("look", data.into()), Action::Set("loss", "all".into())]);
        let experiment = &state.experiment;
        assert!(!said(&state).0.is_empty() && !said(&state).0.contains("NaN"), "{:?}", said(&state));
        match experiment.look {
            // A way back through a state that is no number is not drawn as if it had vanished.
            Look::Jacobian => {
                assert!(singular_plot(&state.view()).series.iter().all(|series| series.lost.is_some()))
            }
            _ => assert!(!heat(&state.view()).lost.is_empty(), "{data}"),
        }
    }
    // The gradient alone leaves the range: the loss is there.
    let state = at("&t=1&nonlin=relu&init=orthogonal&gain=3.1&len=90&cell=rnn");
    let picture = plot(&state.view());
    assert!(picture.series[0].lost.is_some() || picture.series[0].path.len() > 10, "{:?}", said(&state));
    // And underflow.
    let state = at("&t=1&gain=0.1&len=200");
    assert!(said(&state).0.contains("< 10⁻³⁰"), "{:?}", said(&state));
}

#[test]
fn what_is_said_of_an_axis_a_rail_and_a_bound_is_so() {
    let lede = |query: &str| {
        let state = at(query);
        finding::lede(&state.view())
    };
    assert!(
        lede("&t=1&axis=linear&gain=0.6").starts_with("On a linear axis 1"),
        "{}",
        lede("&t=1&axis=linear&gain=0.6")
    );
    let even = lede("&t=1&axis=linear&gain=1.3&nonlin=relu&init=orthogonal&len=5");
    assert!(!even.contains("floor"), "{even}");
    let state = at("&t=1&axis=linear");
    let rules = plot(&state.view()).rules;
    assert_eq!(rules[0].1, "0", "the floor of a linear axis is 0");
    // The rail alone falls by its gates; what comes back to c may rise all the same, and both are told.
    let told = said(&at("&t=1&gain=1.5&len=40")).1;
    assert!(told.contains("rail alone, its forget gates, multiplies by about 0.95 a step on average. What really comes back to c changes by 1.08"), "{told}");
    // A bound that was divided is a bound.
    let told = said(&after(&at("&gain=0.1&len=200"), [act(Act::Nudge(0, false)), Action::Go])).1;
    assert!(
        told.contains("It is more than 1.0×10²⁹ times less than you drew") || told.contains("It is more than"),
        "{told}"
    );
    // Chaos is said where it is, and nowhere else.
    assert!(said(&at("&t=1&gain=2&len=200")).1.contains("eighth digit") && !told.contains("eighth digit"));
}

#[test]
fn clipping_keeps_the_direction_and_says_what_it_cuts() {
    let state = at("&t=1&clip=0.01");
    let weights = state.experiment.lanes[0].weights;
    assert!(weights > 0.01 && said(&state).1.contains("keeps its direction"), "{:?}", said(&state));
    assert!(said(&at("&t=1&clip=1000")).1.contains("Nothing is clipped"));
}

#[test]
fn what_belongs_to_every_loss_and_to_the_far_ones_alone() {
    let state = at("&t=1&loss=all&data=losses&gain=0.5");
    assert_eq!(state.experiment.settings.loss_at, LossAt::All);
    let (title, text) = said(&state);
    assert_eq!(title, "The first word gets 103% of its gradient from losses within two steps");
    assert!(text.contains("the last loss contributes") && text.contains("×10⁻"), "{text}");
    // Shares are parts of the sum, with their sign: here the nearest losses pull against the others.
    let (_, text) = said(&at("&t=5&loss=all&gain=1.3&len=30"));
    assert!(text.contains("−1.3% comes from the losses within two steps and −2.8% from the last one alone"), "{text}");
    let cells: usize = heat(&state.view()).levels.iter().map(|path| path.matches('M').count()).sum();
    assert_eq!(cells, 20 * 21 / 2, "no loss teaches a later step");
}

#[test]
fn links_are_read_kept_and_named_where_they_cannot_be() {
    let state = at("&t=2&cell=lstm,rnn&hidden=8&len=30&seed=3&init=orthogonal&text=the+sky+is");
    let experiment = &state.experiment;
    assert_eq!((experiment.settings.cells.clone(), experiment.steps()), (vec![Cell::Lstm, Cell::Rnn], 3));
    let front = after(&state, [act(Act::Front(Cell::Gru)), act(Act::Toggle(Cell::Lstm)), act(Act::Toggle(Cell::Lstm))]);
    assert_eq!(front.shell.address.get("cell"), Some("gru,rnn,lstm"));
    let bad = at("&len=300&gain=9&cell=ffn&hidden=64");
    assert_eq!(bad.shell.notes.iter().filter(|note| note.code() == "bad-value").count(), 4, "{:?}", bad.shell.notes);
    assert_eq!(bad.experiment.steps(), 20);
    let own = after(&state, [act(Act::Submit("the banana is yellow".into()))]);
    assert_eq!(own.shell.address.get("text"), Some("the banana is yellow"));
    let refused = after(&own, [act(Act::Submit("  ".into()))]);
    assert!(refused.experiment.refusal.is_some() && refused.shell.address == own.shell.address);
    assert_eq!(after(&own, [act(Act::DropWords)]).experiment.steps(), 20);
    // One word alone has no way back.
    let one = at("&t=1&text=the");
    assert!(said(&one).0.starts_with("The last word"), "{:?}", said(&one));
    let thai = after(&at("&t=1"), [Action::Lang(unrolled::words::Lang::Th)]);
    assert_eq!(thai.experiment.settings.words[0], "แอปเปิ้ล");
}

#[test]
fn the_numbers_go_out_as_they_are() {
    let state = at("&t=1&cell=rnn,lstm&len=5");
    let experiment = &state.experiment;
    let text = csv(experiment);
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows[0], ["t", "token", "rnn_dh", "lstm_dh", "lstm_dc"]);
    assert_eq!(rows.len(), 6);
    for (t, row) in rows[1..].iter().enumerate() {
        assert_eq!(row[2].parse::<f64>(), Ok(experiment.lanes[0].h[t]));
        assert_eq!(row[4].parse::<f64>(), Ok(experiment.lanes[1].c.as_ref().expect("a rail")[t]));
    }
    let json = after(&state, [act(Act::Export(Format::Json))]);
    let Some(Effect::Download(name, bytes)) = json.shell.effects.first() else { panic!("{:?}", json.shell.effects) };
    let value: serde_json::Value = serde_json::from_slice(bytes).expect("JSON");
    assert_eq!((name.as_str(), value[0]["format"].as_str()), ("gradient.json", Some("unrolled-trace")));
    assert_eq!(value[1]["norms"]["c"][0][4].as_f64(), Some(experiment.lanes[1].c.as_ref().expect("a rail")[4]));
    let svg = after(&state, [act(Act::Export(Format::Svg))]);
    assert_eq!(svg.shell.effects, [Effect::Picture("gradient", false)]);
}

#[test]
fn the_proof_begins_where_it_is_asked_for_and_rests_where_nobody_looks() {
    let state = at("&t=1&len=60");
    let proof = after(&state, [Action::Go]);
    assert_eq!(proof.experiment.look, Look::Recall);
    assert_eq!((proof.shell.address.get("look"), proof.shell.address.is_set("len")), (Some("proof"), false));
    let running = after(&proof, [Action::Go]);
    assert_eq!(running.engines.orders.iter().filter(|order| matches!(order, Order::Ask(..))).count(), 3);
    assert!(running.proof.as_ref().expect("a proof").is_running);
    let other = after(&running, [Action::Set("len", "20".into())]);
    assert_eq!(other.proof.as_ref().expect("a proof").delay, 20);
    assert!(!other.proof.as_ref().expect("a proof").is_running);
    let left = after(&running, [act(Act::Look(Look::Units))]);
    assert!(!left.proof.as_ref().expect("a proof").is_running);
    let alone = after(&running, [News::Failed.into()]);
    assert!(alone.engines.on_this_thread && alone.shell.notes.iter().any(|note| note.code() == "no-worker"));
    assert_eq!(
        alone.engines.orders.iter().filter(|order| matches!(order, Order::Ask(0, ..))).count(),
        1,
        "one after the other"
    );
}

/// A desktop, a phone, a phone on its side, a projector, a hall, and a frame that somebody forgot to give a height.
const ROOMS: [Room; 6] = [
    Room { width: 844.0, height: 720.0, type_size: 14.0 },
    Room { width: 328.0, height: 740.0, type_size: 14.0 },
    Room { width: 440.0, height: 360.0, type_size: 14.0 },
    Room { width: 940.0, height: 720.0, type_size: 18.0 },
    Room { width: 1400.0, height: 1080.0, type_size: 27.0 },
    Room { width: 300.0, height: 150.0, type_size: 14.0 },
];

#[test]
fn no_text_of_the_picture_lies_on_another() {
    let mut wrong = Vec::new();
    for query in [
        "",
        "&t=20",
        "&t=10&cell=gru,lstm",
        "&gain=2",
        "&gain=2&t=9",
        "&len=200",
        "&len=200&t=100",
        "&len=200&gain=2",
        "&gain=1&init=orthogonal",
        "&gain=1.5&nonlin=relu&init=orthogonal&len=40",
        "&gain=0.1&len=60",
        "&fbias=8&init=identity&len=200",
        "&loss=all&len=60",
        "&clip=0.1&t=3",
        "&look=back",
        "&look=back&len=200&gain=1.5",
        "&len=2",
    ] {
        for lang in ["en", "th"] {
            let t = if query.contains("t=") && !query.starts_with("&init") { "" } else { "&t=1" };
            let mut state = at(&format!("&lang={lang}&predict=off{t}{query}"));
            for room in ROOMS {
                state.shell.room = room;
                let view = state.view();
                assert!(view.bottom() > 60.0, "{room:?}: the picture is {} high", view.bottom());
                let names = heat(&GradientView { look: Look::Units, ..view }).texts();
                wrong.extend(overlaps(&names).into_iter().map(|pair| format!("{query} {lang} {room:?} units: {pair}")));
                let picture = match state.experiment.look {
                    Look::Jacobian => singular_plot(&view),
                    _ => plot(&view),
                };
                let pairs = overlaps(&picture.texts()).into_iter();
                wrong.extend(pairs.map(|pair| format!("{query} {lang} {room:?}: {pair}")));
            }
        }
    }
    let planted = [("one".to_string(), (10.0, 10.0, 20.0, 8.0)), ("two".to_string(), (45.0, 20.0, 20.0, 8.0))];
    assert_eq!(overlaps(&planted), ["“two” lies on “one”"]);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
