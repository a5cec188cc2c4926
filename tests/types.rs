//! The shapes of task as a page: what goes in and comes out when, each with a trained network; every number adds up.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::collections::HashSet;
use unrolled::engine::explain::explain;
use unrolled::model::names::{Name, ValuePath};
use unrolled::player::action::Act;
use unrolled::player::reduce::reduce;
use unrolled::player::state::Player;
use unrolled::scene::number::percent;
use unrolled::screens::types::acts::Own;
use unrolled::screens::types::lanes::Lane;
use unrolled::screens::types::measure::piece;
use unrolled::screens::types::scene::TypesStage;
use unrolled::screens::types::task::Task;
use unrolled::shell::action::{Action, Own as Acts};
use unrolled::words::Lang;

fn at(query: &str) -> Player {
    common::player(&format!("fig=types{query}"))
}

fn after(state: &Player, actions: impl IntoIterator<Item = Action>) -> Player {
    actions.into_iter().fold(state.clone(), |state, action| reduce(&state, action))
}

fn own(act: Own) -> Action {
    Action::Own(Acts::new(act))
}

fn stage(state: &Player) -> TypesStage {
    state.scene().stage.of::<TypesStage>().expect("its own stage").clone()
}

fn codes(state: &Player) -> Vec<&'static str> {
    state.shell.notes.iter().map(|note| note.code()).collect()
}

/// To the last stop.
fn end(query: &str) -> Player {
    let state = at(query);
    let last = state.view().last();
    after(&state, [Action::Goto(last), Act::ShowMe.into()])
}

fn said(state: &Player) -> String {
    let words: Vec<String> = stage(state).steps.iter().filter_map(|step| step.output.word.clone()).collect();
    words.join(" ")
}

#[test]
fn lamps_say_when_a_word_goes_in_and_one_comes_out() {
    for (task, source) in [("review", 0), ("caption", 1), ("translate", 4), ("reverse", 4)] {
        let mut state = at(&format!("&task={task}"));
        let steps = state.show.trace.steps();
        for t in 0..=state.steps() {
            let stage = stage(&state);
            assert_eq!(stage.steps.len(), steps);
            assert!(stage.steps.iter().all(|step| step.input.is_lit), "{task}: something goes in at every step");
            let out: Vec<bool> = stage.steps.iter().map(|step| step.output.is_lit).collect();
            let expected: Vec<bool> =
                (1..=steps).map(|t| if task == "review" { t == steps } else { t > source }).collect();
            assert_eq!(out, expected, "{task}");
            // What has not happened is not told, in no language.
            for step in stage.steps.iter().filter(|step| step.t > t) {
                assert!(step.output.word.is_none() && step.output.gloss.is_none(), "{task} {t}");
                assert!(step.cells.iter().all(Option::is_none));
                assert!(
                    step.is_encoder || task == "review" || (step.input.word.is_none() && step.input.gloss.is_none())
                );
            }
            assert!(state.scene().card.text.iter().all(|text| !text.is_empty()));
            state = after(&state, [Action::Step(true)]);
        }
    }
}

#[test]
fn every_number_of_a_decoding_step_adds_up_down_to_the_picture_and_the_words() {
    for query in ["&task=translate", "&task=translate&attend=0", "&task=caption", "&task=reverse", "", "&cell=gru"] {
        let state = end(query);
        let (trace, view) = (&state.show.trace, state.view());
        let last = trace.steps();
        let mut open = vec![ValuePath::new(Name::Probs, last, 1)];
        if query.is_empty() {
            open.push(ValuePath::new(Name::Margin, last, 0));
        }
        if trace.attention(last).is_some() {
            open.push(ValuePath::new(Name::Attention, last, 1));
        }
        let mut seen = HashSet::new();
        while let Some(path) = open.pop() {
            if !seen.insert(path) {
                continue;
            }
            assert!(view.may_open(&path), "{query}: {path} may not be opened");
            let explained = explain(trace, path).unwrap_or_else(|| panic!("{path} has no arithmetic"));
            let (sum, value) = (explained.recomputed(), trace.value(&path).expect("it exists"));
            assert!((sum - value).abs() <= 5e-5 * value.abs().max(1.0), "{query} {path}: {sum} instead of {value}");
            open.extend(explained.operands().iter().filter_map(|operand| operand.path));
        }
        assert!(seen.iter().any(|path| path.name == Name::X && path.first == 1), "{query}: the first input is reached");
        assert!(seen.len() > 300, "{query}: {}", seen.len());
        // And every one of them opens as a sheet, in both languages.
        for path in seen.iter().take(200) {
            for lang in [Lang::En, Lang::Th] {
                let opened = after(&state, [Action::Lang(lang), Act::Open(*path).into()]);
                let is_there = opened.scene().panel.is_some();
                assert!(is_there || opened.show.trace.sequence != trace.sequence, "{query} {path} does not open");
            }
        }
    }
}

#[test]
fn a_matched_pair_has_the_same_words_and_opposite_answers() {
    for lang in ["en", "th"] {
        let state = end(&format!("&lang={lang}"));
        assert!(state.view().is_revealed());
        let stage = stage(&state);
        let Lane { words, meters, .. } = stage.lanes[0].clone();
        let sorted = |words: &[String]| {
            let mut words = words.to_vec();
            words.sort();
            words
        };
        assert_eq!(sorted(&words), sorted(&state.show.trace.sequence.tokens));
        let last = |margins: f64| margins.signum();
        let own = stage.meters.last().and_then(Option::as_ref).expect("the last").number.value;
        assert_eq!(
            last(own),
            -last(meters.last().and_then(Option::as_ref).expect("the last").number.value),
            "{lang}: opposite"
        );
        // All read along, word for word: nobody is ahead of the judge, and the bag speaks when there are no more words.
        let steps = state.steps();
        for t in 1..steps {
            let state = at(&format!("&lang={lang}&t={t}"));
            let counts: Vec<usize> =
                self::stage(&state).lanes.iter().map(|lane| lane.meters.iter().flatten().count()).collect();
            assert_eq!(counts, [t, t, 0]);
        }
        // Each reads its own words by its own network, at every word: the last three are the same in both sentences.
        for (lane, trace) in [(0, 0), (1, 1)] {
            for (t, meter) in (1..).zip(&stage.lanes[lane].meters) {
                let expected = state.show.swapped[trace].value(&ValuePath::new(Name::Margin, t, 0));
                assert_eq!(meter.as_ref().map(|meter| meter.number.value), expected, "{t}");
            }
        }
        let ends = [1, 3].map(|beside| state.show.swapped[beside].sequence.tokens.clone());
        assert_eq!(
            ends,
            [state.show.trace.sequence.tokens.clone(), words.clone()],
            "the window reads this sentence and its twin"
        );
        assert!(stage.lanes.iter().all(|lane| lane.meters.last().is_some_and(Option::is_some)));
        let known = unrolled::tasks::review::ceilings(lang == "th");
        let said = [known.window, known.bag].map(percent);
        assert!(stage.lanes[1..].iter().zip(&said).all(|(lane, most)| lane.name.contains(most)), "{said:?}");
        // What counts words alone says the same of both; nobody is better than they can be.
        let bag = stage.rivals.last().expect("the bag");
        assert_eq!(bag.says, bag.of_twin);
        let of = |rival: usize| stage.rivals[rival].share.trim_end_matches('%').parse::<f64>().expect("a number");
        assert!(of(0) >= 98.0 && of(1) < 52.0 && of(2) < 80.0, "{:?}", stage.rivals);
        // The twin is read at the same place, and back again.
        let twin = after(&state, [Act::ChangeWord.into()]);
        assert_eq!(twin.show.trace.sequence.tokens, words);
        assert!(twin.view().is_revealed());
        let back = after(&twin, [Act::ChangeWord.into()]);
        assert_eq!(back.show.trace.sequence.tokens, state.show.trace.sequence.tokens);
        assert!(!back.link().contains("text="), "{}", back.link());
    }
}

#[test]
fn nothing_gives_the_verdict_away_while_it_is_asked() {
    let state = at("&t=15");
    assert!(state.view().is_asking());
    let stage = stage(&state);
    assert!(stage.meters.last().expect("the last").is_none(), "the last meter is the answer");
    assert!(
        stage.steps.iter().all(|step| step.output.word.is_none())
            && stage.lanes.iter().all(|lane| lane.meters.last().is_some_and(Option::is_none))
            && stage.rivals.is_empty()
    );
    assert!(codes(&at("&t=15&open=margin.15")).contains(&"hidden-value"));
}

#[test]
fn a_picture_goes_in_once_and_words_come_out() {
    let state = end("&task=caption");
    let words = said(&state);
    assert!(words.contains("big circle") && words.contains("top left"), "{words}");
    // Another seed may say it the other way round; both are right. The same seed says the same.
    assert_eq!(said(&end("&task=caption")), words);
    let ways: HashSet<String> = (0..12).map(|seed| said(&end(&format!("&task=caption&seed={seed}")))).collect();
    assert!(ways.len() >= 2, "{ways:?}");
    // Who does not read their own words mixes the two ways up.
    let truths: HashSet<String> = ways;
    let blind =
        (0..20).filter(|seed| truths.contains(&said(&end(&format!("&task=caption&feed=none&seed={seed}"))))).count();
    assert!(blind <= 4, "{blind} of 20 were right");
    // Drawing by hand, and an empty sheet.
    let drawn = after(&state, [own(Own::Pixel(63)), own(Own::Pixel(0))]);
    assert_eq!((drawn.show.trace.sequence.pixels[63], drawn.show.trace.sequence.pixels[0]), (1, 1));
    assert!(drawn.link().contains("pixels="));
    assert_eq!(common::player(&drawn.link()).show.trace.sequence.pixels, drawn.show.trace.sequence.pixels);
    let empty = after(&state, [own(Own::Clear)]);
    assert!(empty.show.trace.sequence.pixels.iter().all(|&pixel| pixel == 0));
    assert!(empty.show.trace.steps() > 1, "it says something all the same");
    assert_eq!(codes(&at("&task=caption&pixels=xyz")), ["bad-value"]);
    // Thai.
    let thai = said(&end("&task=caption&lang=th"));
    assert!(thai.contains("วงกลม") && thai.contains("ใหญ่"), "{thai}");
}

#[test]
fn phrases_are_translated_by_looking_back_and_lost_without() {
    let one = said(&end("&task=translate"));
    assert_eq!(one, "แอปเปิ้ล ลูก ใหญ่ สี แดง สอง ลูก ·");
    let two = "&task=translate&text=two+big+red+apples+and+a+black+cat";
    assert_eq!(said(&end(two)), "แอปเปิ้ล ลูก ใหญ่ สี แดง สอง ลูก และ แมว สี ดำ ตัว หนึ่ง ·");
    let without = end(&format!("{two}&attend=0"));
    assert_ne!(said(&without), said(&end(two)), "the bridge alone does not carry two phrases");
    let wrong: Vec<usize> = stage(&without).steps.iter().filter(|s| s.output.is_first_wrong).map(|s| s.t).collect();
    assert_eq!(wrong.len(), 1, "one word is the first wrong one");
    assert!(stage(&without).grid.is_none());
    // Four phrases, never met: not one sentence; trained to four, nearly all.
    let share = |n: usize| piece(Task::Translate, n).expect("a piece");
    assert!(share(2) >= 0.95 && share(3) <= 0.05, "three and four phrases: {} {}", share(2), share(3));
    assert!(share(4 + 1) <= 0.05, "the bridge alone, two phrases: {}", share(5));
    assert!(share(8 + 3) >= 0.9, "trained to four: {}", share(11));
    assert!(share(12) >= 0.9, "single phrases alone, over the bridge alone: {}", share(12));
    assert_eq!(piece(Task::Translate, 16), None);
}

/// The question before the grid: which word does it look at to say ตัว? The noun, in this network.
#[test]
fn the_second_classifier_looks_at_the_noun() {
    for (text, noun, classifier) in
        [("two+big+red+cats", 4, "ตัว"), ("three+small+blue+dogs", 4, "ตัว"), ("five+big+green+books", 4, "เล่ม")]
    {
        let state = end(&format!("&task=translate&text={text}"));
        let stage = stage(&state);
        let grid = stage.grid.expect("it looks back");
        let row = grid.rows.iter().rev().find(|row| row.word == classifier).expect("it says the classifier");
        let most = (0..row.cells.len()).max_by(|&a, &b| row.cells[a].0.value.total_cmp(&row.cells[b].0.value));
        println!(
            "{text}: {classifier} looks at {:?} {:.2}",
            most.map(|at| &grid.heads[at]),
            row.cells[noun - 1].0.value
        );
        assert_eq!(most, Some(noun - 1), "it looks at the noun to say {classifier}");
        let sum: f64 = row.cells.iter().map(|(n, _)| n.value).sum();
        assert!((sum - 1.0).abs() < 1e-5, "a row adds up to {sum}");
    }
}

#[test]
fn where_it_looks_is_asked_before_it_is_shown() {
    let state = at("&task=translate&text=two+big+red+cats&t=11");
    let scene = state.scene();
    assert!(scene.card.is_question && scene.card.options.len() == 4, "{:?}", scene.card);
    let rows = |state: &Player| stage(state).grid.expect("it looks back").rows.len();
    assert_eq!(rows(&state), 6, "the row that answers is not there");
    let guessed = after(&state, [Act::Look(3).into()]);
    let text = guessed.scene().card.text.join(" ");
    assert!(rows(&guessed) == 7 && text.contains("You said “cats” too"), "{text}");
    let other = after(&state, [Act::Look(0).into()]).scene().card.text.join(" ");
    assert!(other.contains("You said “two”."), "{other}");
    // Another sentence asks anew, and where nothing is predicted nothing is asked.
    assert!(!at("&task=translate&text=two+big+red+cats&t=11&predict=off").scene().card.is_question);
    assert!(
        after(&guessed, [Act::Submit("five big red cats".into()).into(), Action::Goto(11)]).scene().card.is_question
    );
}

#[test]
fn a_cut_arrow_changes_what_is_said_and_can_be_taken_back() {
    let state = at("&task=translate&t=9");
    let offers = state.scene().card.options;
    let cut = offers.iter().find_map(|offer| match offer.choice {
        unrolled::scene::card::Choice::Cut(path) => Some(path),
        _ => None,
    });
    let path = cut.expect("the strongest arrow can be cut");
    let before = state.show.trace.probs(9).to_vec();
    let after_cut = after(&state, [Act::HoldOne(path, Some(0)).into()]);
    assert_eq!(after_cut.show.trace.attention(9).expect("it attends")[path.second - 1], 0.0);
    assert_ne!(after_cut.show.trace.probs(9), &before[..]);
    assert!(after_cut.link().contains("attention.9"), "{}", after_cut.link());
    let back = after(&after_cut, [Act::RestoreAll.into()]);
    assert_eq!(back.show.trace.probs(9), &before[..]);
    assert_eq!(codes(&at("&task=translate&set=attention.9.1%3D0.5")), ["no-value"], "an arrow can only be cut");
}

#[test]
fn a_word_put_into_its_mouth_changes_what_follows() {
    let whole = end("&task=translate");
    let forced = end("&task=translate&say=3%3Dเล็ก");
    assert!(codes(&forced).is_empty());
    assert_eq!(forced.show.trace.sequence.tokens[4 + 3], "เล็ก");
    assert_eq!(whole.show.trace.sequence.tokens[4 + 3], "ใหญ่");
    // With the truth fed it reads what it should have said, whatever it said.
    let chosen = after(&at("&task=translate&t=7"), [own(Own::Say(3, "เล็ก".into()))]);
    assert_eq!((chosen.show.trace.sequence.tokens[7].as_str(), chosen.t()), ("เล็ก", 7));
    assert!(!after(&chosen, [own(Own::Say(3, String::new()))]).link().contains("say="));
    let truth = end("&task=translate&attend=0&feed=truth&text=two+big+red+apples+and+a+black+cat");
    let fed: Vec<&str> = truth.show.trace.sequence.tokens[9..].iter().map(String::as_str).collect();
    assert_eq!(fed.join(" "), "แอปเปิ้ล ลูก ใหญ่ สี แดง สอง ลูก และ แมว สี ดำ ตัว หนึ่ง");
}

#[test]
fn letters_cross_the_bridge_as_far_as_it_carries() {
    assert_eq!(said(&end("&task=reverse")), "e f a c ·");
    let state = at("&task=reverse");
    let typed = after(&state, [Act::Submit("h e a d".into()).into()]);
    assert_eq!(typed.show.trace.sequence.tokens[..4].join(""), "head");
    for bad in ["xyz", "c a f é"] {
        assert!(after(&state, [Act::Submit(bad.into()).into()]).editor.is_some_and(|e| e.refusal.is_some()), "{bad}");
    }
    // At a length nobody trained on, looking back is lost and the plain one is not wholly; whole words are none.
    let long = |net: usize| piece(Task::Reverse, net * 7 + 6).expect("a piece");
    assert!(long(4) < 0.05 && long(3) < 0.05);
    let short: Vec<f64> = (0..5).map(|net| piece(Task::Reverse, net * 7 + 2).expect("a piece")).collect();
    assert!(short[0] < short[1] && short[1] < short[2] && short[4] > 0.95, "six letters: {short:?}");
}

#[test]
fn bad_input_is_named_and_loses_nothing() {
    let state = at("&task=translate&t=3");
    for bad in ["two purple apples", "", &vec!["a"; 65].join(" "), &vec!["cat"; 30].join(" ")] {
        let refused = after(&state, [Act::Submit(bad.to_string()).into()]);
        assert!(refused.editor.as_ref().is_some_and(|e| e.refusal.is_some() && e.text == bad), "{bad:?} was taken");
        assert_eq!(refused.show.trace.sequence, state.show.trace.sequence);
    }
    let strange = end("&task=translate&text=cat+dog+cat");
    assert!(strange.scene().card.text.join(" ").contains("no phrases"), "{:?}", strange.scene().card.text);
    // Unknown words of a review are marked and go in as nothing.
    let unknown = end("&text=the+film+was+purple");
    assert!(unknown.scene().card.text.join(" ").contains("does not know"), "{:?}", unknown.scene().card.text);
    for (query, count) in [
        ("&attend=0", 1),
        ("&task=caption&attend=1", 0),
        ("&task=reverse&hidden=5", 1),
        ("&task=banana", 1),
        ("&task=caption&text=a", 1),
    ] {
        assert_eq!(codes(&at(query)).len(), count, "{query}: {:?}", codes(&at(query)));
    }
}

#[test]
fn shapes_change_without_leaving_anything_behind() {
    let state = at("&task=translate&attend=0&text=a+cat&t=3");
    for task in Task::ALL {
        let other = after(&state, [own(Own::Task(task))]);
        assert!(codes(&other).is_empty(), "{:?}", codes(&other));
        assert_eq!(stage(&other).task, task);
        assert_eq!(other.t(), 0);
        let again = common::player(&other.link());
        assert_eq!(stage(&again), stage(&other), "{}", other.link());
    }
    let single = after(&state, [own(Own::Single)]);
    assert!(stage(&single).is_single && single.show.trace.steps() == 1);
    let thai = after(&at("&task=translate&t=6"), [Action::Lang(Lang::Th)]);
    assert_eq!(thai.show.trace.sequence.tokens[0], "two", "English into Thai in both languages");
    assert_eq!(thai.t(), 6);
    let measured =
        after(&at("&task=translate"), [own(Own::Measure(Task::Translate)), own(Own::Measure(Task::Translate))]);
    let stage = stage(&measured);
    let measured = stage.measured.expect("it is measured");
    assert_eq!((measured.done, measured.all, measured.is_done), (2, 16, false));
    assert!(measured.rows[0].1[1].is_some() && measured.rows[0].1[2].is_none());
}

#[test]
fn each_choice_of_training_is_a_network_of_its_own() {
    for (task, key, values) in [
        ("translate", "len", ["3", "4"]),
        ("translate&attend=0", "len", ["3", "1"]),
        ("reverse&attend=0", "hidden", ["16", "8"]),
    ] {
        let first = at(&format!("&task={task}&t=2"));
        let chosen = after(&first, [Action::Set(key, values[1].to_string())]);
        let linked = at(&format!("&task={task}&{key}={}&t=2", values[1]));
        assert!(chosen.show.trace.model.params == linked.show.trace.model.params, "{task} {key}: as the link says");
        assert!(chosen.show.trace.model.params != first.show.trace.model.params, "{task} {key}: it did change");
    }
}

#[test]
fn the_meter_says_what_is_taken_away_and_no_two_of_its_bars_are_equal_by_a_limit() {
    let state = at("&t=4&open=margin.4");
    let panel = state.scene().panel.expect("the meter opens");
    let text = format!("{:?}", panel.lines);
    assert!(text.contains("taken away") && !text.contains("before the first word"), "{text}");
    let stage = stage(&end(""));
    let shares: Vec<f64> = stage.meters.iter().flatten().map(|meter| meter.share).collect();
    assert!(shares.iter().all(|share| share.abs() <= 1.0));
    let full = shares.iter().filter(|share| share.abs() > 0.999).count();
    assert!(full <= 1, "only the farthest fills its bar: {shares:?}");
}

#[test]
fn a_review_without_a_twin_shows_none_and_what_was_never_said_is_not_right() {
    for text in ["good", "the+food+was+good+and+the+staff+was+good"] {
        let stage = stage(&end(&format!("&text={text}")));
        assert!(stage.lanes.iter().all(|lane| lane.words.is_empty()), "{text}");
        assert!(stage.rivals.iter().all(|rival| rival.of_twin == "–"), "{text}");
    }
    let state = end("&task=translate&attend=0&text=two+big+red+apples+and+three+small+blue+cats");
    let due = "16";
    let card = state.scene().card;
    assert!(card.text.iter().any(|text| text.contains(&format!("of {due} are right"))), "{:?}", card.text);
}

#[test]
fn at_the_end_of_one_phrase_another_is_offered() {
    let state = end("&task=translate&attend=0");
    assert_eq!(state.scene().card.options.len(), 1);
    let longer = after(&state, [Act::ChangeWord.into()]);
    assert_eq!((longer.t(), longer.show.trace.sequence.source), (0, 9));
    assert!(longer.show.trace.sequence.given().ends_with(&["blue".into(), "cats".into()]));
    assert!(codes(&longer).is_empty() && longer.link().contains("attend=0"));
    let last = longer.view().last();
    let card = after(&longer, [Action::Goto(last)]).scene().card;
    assert!(card.options.is_empty(), "{:?}", card.options);
}
