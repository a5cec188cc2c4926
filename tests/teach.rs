//! Lectures: the shipped decks lead where they say, in both languages alike; the clicker walks through them; what somebody writes
//! is read line by line; the lines for other people's pages are what their hosts take.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/page.rs"]
mod page;

use page::{Page, at};
use proptest::prelude::*;
use std::rc::Rc;
use unrolled::screens::teach::builder::{Builder, LOCKS, PARTS};
use unrolled::screens::teach::decks::{clock, faults, lint, written};
use unrolled::screens::teach::snippets::FORMS;
use unrolled::shell::action::Action;
use unrolled::shell::address::{Address, DECKS};
use unrolled::shell::deck::{Deck, Fault, MAX_BEATS, MAX_BYTES};
use unrolled::ui::store::{Due, Event};
use unrolled::words::Lang;

fn text(name: &str, lang: Lang) -> String {
    let path = format!("{}/static/decks/{name}-{}.txt", env!("CARGO_MANIFEST_DIR"), lang.id());
    std::fs::read_to_string(path).expect("a shipped deck")
}

fn shipped() -> impl Iterator<Item = &'static str> {
    DECKS.iter().copied().filter(|name| *name != "own")
}

#[test]
fn every_beat_of_the_shipped_decks_leads_where_it_says() {
    for name in shipped() {
        for lang in Lang::ALL {
            let text = text(name, lang);
            let (deck, wrong) = Deck::read(&text, name, lang);
            assert_eq!(wrong, [], "{name} {lang:?}");
            assert_eq!(written(&deck), text, "{name} {lang:?}: read and written again it is the same");
            assert!(deck.beats.len() >= 5, "{name}");
            for beat in &deck.beats {
                let page = at(&format!("lang={}&{}", lang.id(), beat.query));
                assert_eq!(page.codes(), [""; 0], "{name} {lang:?} line {}: {}", beat.line, beat.query);
                assert!(
                    !beat.notes.is_empty() && beat.claim.chars().count() <= 60,
                    "{name} {lang:?} line {}",
                    beat.line
                );
                let (address, _) = Address::parse(&beat.query);
                let own = ["present", "theme", "lang", "embed", "deck", "beat"];
                assert!(own.iter().all(|key| !address.is_set(key)), "{name} line {}: the room's keys", beat.line);
            }
        }
    }
}

#[test]
fn the_thai_decks_show_what_the_english_ones_show() {
    // What differs between twins: the example, and what stands in its sentence.
    const TWINS: [&str; 7] = ["ex", "text", "set", "t", "op", "say", "data"];
    for name in shipped() {
        let [english, thai] = Lang::ALL.map(|lang| Deck::read(&text(name, lang), name, lang).0);
        assert_eq!(english.beats.len(), thai.beats.len(), "{name}");
        for (english, thai) in english.beats.iter().zip(&thai.beats) {
            let plain = |query: &str| {
                let (mut address, _) = Address::parse(query);
                TWINS.iter().for_each(|key| address.remove(key));
                address.query()
            };
            assert_eq!(plain(&english.query), plain(&thai.query), "{name}: {}", english.claim);
            assert_ne!(english.claim, thai.claim);
        }
    }
}

/// A page with a deck at a beat, as if its text had come.
fn lecture(text: &str, name: &str, more: &str) -> Page {
    let (deck, _) = Deck::read(text, name, Lang::En);
    let mut page = at(&format!("fig=teach&deck={name}&lang=en&{more}"));
    assert!(page.due.iter().any(|due| matches!(due, Due::Lecture(Some((asked, Lang::En))) if asked == name)));
    page.send(Event::Deck(Some(Rc::new(deck))));
    page
}

const THREE: &str = "One | fig=step&ex=apple&t=2\n# say one\nTwo | fig=memory&ex=apple\nThree | fig=step&ex=tom\n";

#[test]
fn the_clicker_goes_through_a_beat_s_figure_and_on_to_the_next() {
    let mut page = lecture(THREE, "own", "present=1");
    page.act(Action::Beat(1));
    assert_eq!((page.get("beat").as_deref(), page.screen().frame().t), (Some("1"), 2));
    assert_eq!(page.get("present").as_deref(), Some("1"), "the room stays as it is");
    let mut steps = Vec::new();
    for _ in 0..200 {
        page.act(Action::Click(true));
        steps.push((page.get("beat").expect("a lecture"), page.screen().shell().fig(), page.screen().frame().t));
        if page.get("beat").as_deref() == Some("3") && page.screen().frame().is_at_end {
            break;
        }
    }
    let first = |beat: &str| steps.iter().find(|(at, ..)| at == beat).cloned().expect("it comes");
    assert_eq!(first("2"), ("2".into(), "memory", 0));
    assert_eq!(first("3"), ("3".into(), "step", 0));
    // At the end nothing begins anew.
    let end = page.link();
    page.act(Action::Click(true)).act(Action::NextBeat(true));
    assert_eq!(page.link(), end);
    // And back the way it came: to the end of the second beat's figure.
    for _ in 0..40 {
        page.act(Action::Click(false));
        if page.get("beat").as_deref() == Some("2") {
            break;
        }
    }
    assert_eq!((page.get("beat").as_deref(), page.screen().frame().is_at_end), (Some("2"), true));
    page.act(Action::NextBeat(false));
    assert_eq!(
        (page.get("beat").as_deref(), page.screen().frame().t),
        (Some("1"), 2),
        "a beat begins where its line says"
    );
}

#[test]
fn every_shipped_lecture_is_walked_through_by_the_clicker_alone() {
    for name in shipped() {
        let text = text(name, Lang::En);
        let beats = Deck::read(&text, name, Lang::En).0.beats.len();
        let mut page = lecture(&text, name, "present=1");
        page.act(Action::Beat(1));
        let (mut presses, mut last) = (0, 1);
        while page.get("beat") != Some(beats.to_string()) {
            page.act(Action::Click(true));
            presses += 1;
            let beat: usize = page.get("beat").and_then(|beat| beat.parse().ok()).expect("a lecture");
            if beat != last {
                assert_eq!(beat, last + 1, "{name}: a beat was passed over");
                (presses, last) = (0, beat);
            }
            // What takes time natively never comes to its end: the next beat is a key away.
            if presses == 25 {
                let fig = page.screen().shell().fig();
                assert!(["train", "gradient", "speed", "compare"].contains(&fig), "{name}: {presses} presses on {fig}");
                page.act(Action::NextBeat(true));
                (presses, last) = (0, last + 1);
            }
        }
    }
}

#[test]
fn a_beat_survives_a_reload_and_a_link_for_students_is_without_the_room() {
    let mut page = lecture(THREE, "own", "present=1&theme=dark");
    page.act(Action::Beat(2)).act(Action::Step(true));
    let link = page.link();
    let again = at(&link);
    assert_eq!((again.link(), again.screen().frame().t), (link, 1));
    page.act(Action::CopyLink);
    let copied = format!(
        "{:?}",
        page.due
            .iter()
            .filter(|due| matches!(due, Due::Effect(_)))
            .map(|due| match due {
                Due::Effect(effect) => format!("{effect:?}"),
                _ => String::new(),
            })
            .collect::<Vec<String>>()
    );
    assert!(copied.contains("Copy(\\\"fig=memory&ex=apple&t=1&lang=en"), "{copied}");
}

#[test]
fn what_is_wrong_with_a_text_is_said_by_its_line() {
    let (deck, wrong) = Deck::read("# nobody\nno bar\n | fig=step\nGood | ?fig=step\r\n# note\n\n", "own", Lang::En);
    assert_eq!(wrong, [Fault::NoBeat(1), Fault::NoBar(2), Fault::NoClaim(3)]);
    assert_eq!((deck.beats.len(), deck.beats[0].query.as_str(), deck.beats[0].notes.len()), (1, "fig=step", 1));
    let shell = at("fig=teach&lang=en");
    let shell = shell.screen().shell();
    let said = faults(shell, "A | fig=step&embeded=1\nB | fig=nowhere\nC | fig=gradient&gain=9\nD | fig=step&len=4\n");
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(said[0].starts_with("Line 1:") && said[0].contains("did you mean “embed”"), "{said:?}");
    assert!(said[1].starts_with("Line 2:") && said[1].contains("nowhere"), "{said:?}");
    assert!(said[2].contains("gain=9"), "{said:?}");
    assert_eq!(lint(shell, "fig=step&ex=apple"), [""; 0]);
    // What is too long is cut where a character ends, and said.
    let (_, wrong) = Deck::read(&"ก".repeat(MAX_BYTES), "own", Lang::Th);
    assert!(wrong.contains(&Fault::TooLong));
    let (deck, wrong) = Deck::read(&"a | fig=step\n".repeat(MAX_BEATS + 1), "own", Lang::En);
    assert_eq!((deck.beats.len(), wrong), (MAX_BEATS, vec![Fault::TooLong]));
}

proptest! {
    #[test]
    fn any_text_is_a_deck_or_says_why_not(text in "(\\PC|\\||#|\n){0,200}") {
        let (deck, _) = Deck::read(&text, "own", Lang::En);
        let (again, wrong) = Deck::read(&written(&deck), "own", Lang::En);
        prop_assert_eq!(wrong, []);
        prop_assert_eq!(again.beats.len(), deck.beats.len());
    }
}

#[test]
fn a_missing_text_is_said_and_the_figure_stays() {
    let mut page = at("fig=step&ex=apple&t=2&deck=own&beat=3&lang=en");
    page.send(Event::Deck(None));
    assert_eq!((page.codes(), page.screen().frame().t), (vec!["no-deck"], 2));
    page.act(Action::Click(true));
    assert_eq!(page.screen().frame().t, 3);
}

#[test]
fn the_lines_for_a_page_are_what_its_host_takes() {
    let page = at("fig=teach&look=frame&lang=en");
    let shell = page.screen().shell();
    let mut builder = Builder::default();
    builder.take("fig=cell&ex=tom&t=3&present=1&theme=dark&deck=30");
    Builder::toggle(&mut builder.hidden, PARTS[2], &PARTS);
    Builder::toggle(&mut builder.locked, LOCKS[1], &LOCKS);
    builder.goal = "end";
    let figure = builder.figure(shell);
    assert_eq!(figure.link, "?fig=cell&ex=tom&t=3&hide=card&lock=reset&goal=end");
    for (name, form) in FORMS {
        let lines = form(&figure);
        assert!(lines.contains("cell") && !lines.contains("present"), "{name}: {lines}");
    }
    let lines = |name: &str| (FORMS.iter().find(|(form, _)| form.starts_with(name)).expect("a form").1)(&figure);
    // Canvas keeps these attributes of a frame, and no script (its sanitiser's list; research/ux.md §4.1).
    let kept = ["src", "title", "width", "height", "style", "name", "align", "class", "id", "allowfullscreen", "href"];
    for host in ["Canvas", "Moodle"] {
        let lines = lines(host);
        let names =
            lines.split('"').step_by(2).filter_map(|before| before.strip_suffix('=')?.rsplit([' ', '<']).next());
        let names: Vec<&str> = names.collect();
        assert!(names.len() >= 5 && names.iter().all(|name| kept.contains(name)), "{host}: {names:?}");
        assert!(!lines.contains("<script"), "{host}");
        assert!(lines.contains("<a href="), "{host}: the link stays where the frame is taken out");
    }
    assert!(lines("HTML (unrolled-embed").contains("fig=\"cell\" ex=\"tom\" t=\"3\""));
    // What is written into an attribute ends none.
    builder.take("fig=step&text=a \"b\" <c>");
    let figure = builder.figure(shell);
    assert!((FORMS[1].1)(&figure).contains("text=\"a &quot;b&quot; &lt;c&gt;\""));
}

#[test]
fn a_clock_is_read_in_minutes() {
    assert_eq!(["0:00", "1:05", "61:01"], [0.0, 65_900.0, 3_661_000.0].map(clock).each_ref().map(String::as_str));
}

#[test]
fn what_lies_over_the_page_closes_first_and_the_spotlight_stays_in_the_room() {
    use unrolled::shell::deck::Aid;
    let mut page = at("ex=apple&present=1&lang=en");
    page.act(Action::Code).act(Action::Spot(true));
    assert_eq!(page.store.lecture.aid.as_ref(), Some(&Aid::Code));
    page.act(Action::Present(false));
    assert_eq!((page.store.lecture.aid.as_ref(), page.get("present").as_deref()), (None, Some("1")));
    page.act(Action::Present(false));
    assert_eq!((page.get("present").as_deref(), page.screen().shell().is_spot), (Some("0"), false));
}

#[test]
fn in_a_lecture_only_its_own_letters_work_outside_the_figure() {
    use unrolled::ui::keys::{Place, action};
    use unrolled::ui::screen::Press;
    let page = lecture(THREE, "own", "beat=1");
    let press =
        |key| Press { key, shift: false, is_repeated: false, on_control: false, in_figure: false, in_detail: false };
    let does = |key| action(&press(key), &Place::default(), page.screen());
    assert_eq!(does("n"), Some(Action::NextBeat(true)));
    assert_eq!((does("r"), does("l"), does("f")), (None, None, None));
}

#[test]
fn copying_lines_or_choosing_their_form_leaves_the_live_figure_as_it_is() {
    use unrolled::screens::teach::state::{Act, FrameAct, Teach};
    use unrolled::shell::action::Own;
    let page = at("fig=teach&look=frame&lang=en");
    let mut teach = Teach::new(page.screen().shell().clone());
    let mut does = |act: FrameAct| {
        teach.apply(Action::Own(Own::new(Act::Frame(act))));
        (teach.builder.source(), teach.builder.is_copied)
    };
    let source = does(FrameAct::Form(0)).0;
    does(FrameAct::Said(serde_json::json!({"type": "state", "state": "ex=apple&t=2"})));
    assert_eq!(does(FrameAct::Form(2)), (source.clone(), None));
    assert_eq!(does(FrameAct::Copied(true)), (source.clone(), Some(true)));
    // What is chosen opens it anew, where it stands.
    assert!(does(FrameAct::Part("card")).0.contains("t=2"));
}
