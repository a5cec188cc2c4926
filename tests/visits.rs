//! Going through the screens: the clicker, what is taken away and comes again, what is kept for the next visit.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/page.rs"]
mod page;

use page::{Page, at};
use serde_json::json;
use std::rc::Rc;
use unrolled::engine::session::Record;
use unrolled::run::engines::News;
use unrolled::run::protocol::{Facts as Ran, Tell};
use unrolled::shell::action::Action;
use unrolled::words::Lang;

#[test]
fn the_clicker_leads_from_the_first_screen_to_the_training_without_another_key() {
    let mut page = at("present=1");
    let mut seen = vec!["step"];
    for _ in 0..400 {
        page.act(Action::Click(true));
        let fig = page.screen().shell().fig();
        if *seen.last().expect("one") != fig {
            seen.push(fig);
        }
        if fig == "train" {
            break;
        }
    }
    assert_eq!(seen, ["step", "memory", "unroll", "cell", "types", "train"]);
    assert_eq!(page.get("present").as_deref(), Some("1"));
}

/// A training run that has made ten updates.
fn trained() -> Page {
    let mut page = at("fig=train&lang=en");
    page.act(News::Kept(vec![None, None]).into());
    let run = 1;
    let facts = Ran { total: 3150, vocab: 20, tokens: 700, ..Ran::default() };
    let record = Record { losses: vec![1.0; 10], norms: vec![1.0; 10], scored: Vec::new() };
    let progress = Tell::Progress { from: 0, record, is_running: true, updates_a_second: 10.0, accuracy: None };
    for tell in [Tell::Begun(facts), progress] {
        page.act(News::Told(run, Box::new(tell), Rc::default()).into());
    }
    assert_eq!(page.screen().frame().t, 10);
    page
}

#[test]
fn a_run_that_a_setting_a_key_or_back_takes_away_comes_again() {
    for action in [Action::Set("hidden", "32".into()), Action::Goto(0), Action::Reset] {
        let mut page = trained();
        let link = page.link();
        page.act(action.clone());
        let left = (page.screen().frame().t, page.codes().len());
        assert_eq!(left, (0, 1), "{action:?}: {:?}", page.codes());
        page.act(Action::Undo);
        assert_eq!((page.screen().frame().t, page.link()), (10, link), "{action:?}");
    }
    // What the browser's Back asks for is what stood there.
    let mut page = trained();
    let link = page.link();
    page.act(Action::Set("hidden", "32".into()));
    page.act(Action::Navigate(link.clone()));
    assert_eq!((page.screen().frame().t, page.link()), (10, link));
    // Nothing is offered where nothing was.
    let mut page = at("fig=train&lang=en");
    page.act(Action::Set("hidden", "32".into()));
    assert!(page.codes().is_empty());
}

#[test]
fn the_clicker_leaves_what_runs_and_goes_back_the_way_it_came() {
    let mut page = trained();
    page.act(Action::Click(true));
    assert_eq!(page.screen().shell().fig(), "bptt", "it runs: the lecture goes on");
    page.act(Action::Click(false));
    assert_eq!(page.screen().shell().fig(), "train");
    let mut page = at("fig=gradient&lang=en");
    page.act(Action::Click(true)).act(Action::Click(true));
    assert_eq!(page.get("look").as_deref(), Some("proof"));
    page.act(Action::Click(false));
    assert_eq!((page.get("look").as_deref().unwrap_or("steps"), page.screen().frame().t), ("steps", 1));
    page.act(Action::Click(false));
    assert_eq!(page.screen().frame().t, 0, "the curves are a question again");
    page.act(Action::Click(false));
    assert_eq!(page.screen().shell().fig(), "bptt");
}

#[test]
fn one_click_too_many_is_taken_back_by_another() {
    let mut page = at("fig=cell&lang=en&present=1");
    while !page.screen().frame().is_at_end {
        page.act(Action::Click(true));
    }
    let link = page.link();
    page.act(Action::Click(true));
    assert_eq!(page.screen().shell().fig(), "types");
    page.act(Action::Click(false));
    assert_eq!(page.link(), link, "where it was left");
    let t = page.screen().frame().t;
    page.act(Action::Click(true)).act(Action::Lang(Lang::Th)).act(Action::Click(false));
    assert_eq!((page.screen().frame().t, page.screen().shell().lang), (t, Lang::Th), "in the language of now");
    // On the last screen nothing is begun anew, nor stopped.
    let mut page = at("fig=own&lang=en");
    page.act(Action::Go);
    while !page.screen().frame().is_at_end {
        page.act(Action::Click(true));
    }
    page.act(Action::Click(true));
    assert_eq!(page.screen().shell().fig(), "teach");
    let end = page.link();
    page.act(Action::Click(true));
    assert_eq!(page.link(), end);
}

#[test]
fn what_was_measured_is_there_when_one_comes_back() {
    let mut page = at("fig=speed&lang=en");
    page.act(Action::Go);
    let result = json!({"min_ms": 2.0, "spread": 0.1});
    for id in 1..=3 {
        page.act(News::Told(id, Box::new(Tell::Measured(result.to_string())), Rc::default()).into());
    }
    let done = page.screen().frame().t;
    assert!(done > 0 && page.screen().frame().is_running);
    page.act(Action::Reset).act(Action::Undo);
    let frame = page.screen().frame();
    assert_eq!((frame.t, frame.is_running), (done, false), "what was being measured was given up");
    page.act(Action::Screen("step".into())).act(Action::Screen("speed".into()));
    let frame = page.screen().frame();
    assert_eq!((frame.t, frame.is_running), (done, false));
}
