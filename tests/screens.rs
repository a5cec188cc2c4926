//! What every screen has, because there is one shell: the table of the contract (addresses and messages) times all screens, without a
//! browser.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/one_more.rs"]
mod one_more;
#[path = "common/page.rs"]
mod page;

use page::{Page, at, figs, open, screen};
use serde_json::{Value, json};
use std::rc::Rc;
use unrolled::platform::Preferences;
use unrolled::player::state::Player;
use unrolled::run::setup::Setup;
use unrolled::screens::gradient::experiment::Settings;
use unrolled::screens::{CATALOGUE, MENU, bptt};
use unrolled::shell::action::{Action, Effect};
use unrolled::shell::address::Address;
use unrolled::shell::settings::Facts;
use unrolled::ui::page::{First, Props};
use unrolled::ui::screen::{Catalogue, Open};
use unrolled::ui::store::{Due, Event, Store};
use unrolled::words::Lang;

#[test]
fn every_screen_opens_says_what_it_shows_and_follows_the_language() {
    for fig in figs() {
        let mut page = screen(fig, "");
        assert_eq!((page.screen().shell().fig(), page.codes()), (fig, vec![]), "{fig}");
        let english = page.screen().frame();
        assert!(!english.title.is_empty() && !english.lede.is_empty(), "{fig}");
        page.act(Action::Lang(Lang::Th));
        let thai = page.screen().frame();
        assert!(thai.title != english.title && thai.lede != english.lede, "{fig}: {}", thai.title);
        assert_eq!(page.get("lang").as_deref(), Some("th"), "{fig}");
        let preferences = Preferences { languages: vec!["th-TH".into()], ..Preferences::default() };
        let mut own = open(CATALOGUE, &format!("fig={fig}&lang=en"), preferences);
        assert!(own.hear(json!({"unrolled": 1, "type": "lang", "lang": "auto"})));
        assert_eq!(own.screen().frame().title, thai.title, "{fig}: auto is the person's own language");
    }
}

#[test]
fn what_is_wrong_with_an_address_is_named_on_every_screen_alike() {
    for fig in figs() {
        for (more, codes) in [
            ("embeded=1", vec!["unknown-key"]),
            ("hidden=0", vec!["bad-value"]),
            ("epoch=-1", vec!["bad-value"]),
            ("cell=banana", vec!["bad-value"]),
            ("job=banana", vec!["bad-value"]),
            ("loss=banana&seed=x", vec!["bad-value", "bad-value"]),
            ("lang=th&amp;theme=dark", vec![]),
            ("heads=2", vec!["not-here"]),
        ] {
            let page = screen(fig, more);
            assert_eq!(page.codes(), codes, "{fig} {more}");
            let fresh = screen(fig, if more.starts_with("lang") { "lang=th&theme=dark" } else { "" });
            assert_eq!(page.link(), fresh.link(), "{fig} {more}: the rest of it applies");
        }
    }
    for (query, code) in [
        ("fig=gradient&data=banana", "bad-value"),
        ("fig=gradient&t=300", "bad-value"),
        ("fig=gradient&gain=5", "bad-value"),
        ("fig=gradient&look=proof&len=61", "bad-value"),
        ("fig=gradient&look=proof&lr=3", "bad-value"),
        ("fig=train&data=banana", "bad-value"),
        ("fig=train&epoch=0", "bad-value"),
        ("fig=train&hidden=300", "bad-value"),
        ("fig=train&cell=ffn", "bad-value"),
        ("fig=bptt&trunc=100", "bad-value"),
        ("fig=unroll&len=13", "bad-value"),
        ("fig=quiz", "no-screen"),
        ("t=99", "bad-value"),
    ] {
        assert_eq!(at(query).codes(), [code], "{query}");
    }
    // Notices are worded in both languages, and name the key.
    for lang in Lang::ALL {
        let page = at("fig=gradient&data=banana&embeded=1");
        let words: Vec<String> = page.screen().shell().notes.iter().map(|note| note.words(lang)).collect();
        assert!(words.concat().contains("banana") && words.concat().contains("embed"), "{words:?}");
    }
}

/// Settings that a person can change, as keys and values other than the usual ones.
fn changes(fig: &str) -> &'static [(&'static str, &'static str)] {
    match fig {
        "train" => &[("cell", "gru"), ("hidden", "32"), ("lr", "0.1"), ("opt", "sgd"), ("clip", "0.5"), ("batch", "4")],
        "bptt" => &[("trunc", "1"), ("clip", "0.1"), ("lr", "1"), ("opt", "adam"), ("loss", "all")],
        "gradient" => &[("gain", "1.5"), ("len", "40"), ("nonlin", "relu"), ("init", "orthogonal"), ("clip", "1")],
        "speed" | "own" | "teach" => &[],
        "attention" => {
            &[("positions", "0"), ("mask", "causal"), ("layers", "2"), ("by", "all"), ("w", "random"), ("seed", "3")]
        }
        "compare" => &[("look", "table"), ("len", "40")],
        "types" => &[("cell", "gru"), ("w", "random"), ("seed", "3")],
        "brnn" => &[("cell", "bigru"), ("seed", "3"), ("w", "random"), ("cover", "past")],
        _ => &[("cell", "gru"), ("seed", "3"), ("w", "random"), ("hidden", "5")],
    }
}

#[test]
fn reset_leads_to_the_link_that_was_opened_and_can_be_undone() {
    for fig in figs() {
        for begin in ["", "lang=th&hide=table&id=x&theme=dark"] {
            let mut page = screen(fig, begin);
            let opened = page.link();
            for (key, value) in changes(fig) {
                page.act(Action::Set(key, (*value).into()));
                assert_eq!(page.get(key).as_deref(), Some(*value), "{fig} {key}");
            }
            page.act(Action::Step(true)).act(Action::Step(true));
            let changed = page.link();
            page.act(Action::Reset);
            assert_eq!(page.link(), opened, "{fig}: everything is as the link said");
            assert_eq!(page.codes(), ["reset"], "{fig}");
            page.act(Action::Undo);
            assert_eq!(page.link(), changed, "{fig}: undone");
            // A host's words are the same.
            assert!(page.hear(json!({"unrolled": 1, "type": "reset"})));
            assert_eq!(page.link(), opened, "{fig}");
        }
    }
    // Not to the usual state, but to what the link said.
    let mut page = at("fig=bptt&pass=bwd&t=2&op=1&lr=1");
    let opened = page.link();
    page.act(Action::Set("lr", "0.03".into())).act(Action::Step(true)).act(Action::Reset);
    assert_eq!(page.link(), opened);
}

#[test]
fn messages_mean_the_same_on_every_screen() {
    for fig in figs() {
        let message = |kind: &str, more: Value| {
            let mut all = json!({"unrolled": 1, "type": kind});
            all.as_object_mut().expect("a message").extend(more.as_object().cloned().unwrap_or_default());
            all
        };
        let mut page = screen(fig, "predict=off&t=1");
        for (kind, more) in [
            ("step", json!({"by": 1})),
            ("step", json!({"by": -1})),
            ("goto", json!({"t": 2})),
            ("play", json!({})),
            ("pause", json!({})),
            ("theme", json!({"theme": "dark"})),
            ("lang", json!({"lang": "th"})),
            ("get", json!({"what": "state", "nonce": 1})),
        ] {
            assert!(page.hear(message(kind, more.clone())), "{fig}: {kind} {more}");
        }
        assert_eq!((page.get("theme").as_deref(), page.get("lang").as_deref()), (Some("dark"), Some("th")), "{fig}");
        for (kind, more) in [
            ("step", json!({"by": 2})),
            ("goto", json!({"t": -1})),
            ("theme", json!({"theme": "<b>"})),
            ("eval", json!({})),
        ] {
            let before = page.link();
            assert!(!page.hear(message(kind, more.clone())), "{fig}: {kind} {more}");
            assert_eq!(page.link(), before, "{fig}");
        }
        // A stop that there is not changes nothing.
        page.hear(message("goto", json!({"t": 4_000_000_000u32})));
        assert!(page.screen().frame().t <= page.screen().frame().steps, "{fig}");
        // `set` keeps how the frame looks and who it is, and makes no entry of the history.
        let mut page = screen(fig, "embed=1&id=x&hide=table&lock=reset,link&keys=host&lang=th");
        page.entries();
        page.hear(message("set", json!({"state": format!("fig={fig}&theme=dark")})));
        for (key, value) in [("embed", "1"), ("id", "x"), ("hide", "table"), ("lock", "reset,link"), ("keys", "host")] {
            assert_eq!(page.get(key).as_deref(), Some(value), "{fig} {key}");
        }
        assert_eq!((page.get("theme").as_deref(), page.entries()), (Some("dark"), 0), "{fig}");
        let other = if fig == "step" { "memory" } else { "step" };
        page.hear(message("set", json!({"state": format!("fig={other}")})));
        assert_eq!((page.screen().shell().fig(), page.get("lang").as_deref()), (other, Some("th")), "{fig}");
        assert_eq!(page.entries(), 0, "{fig} to {other}");
    }
}

#[test]
fn a_trace_is_had_where_one_is_shown() {
    for fig in figs() {
        let page = screen(fig, "predict=off&t=1");
        let trace = page.screen().get("trace");
        let has = !matches!(fig, "train" | "speed" | "compare" | "own" | "teach");
        assert_eq!(trace.is_some(), has, "{fig}");
        if let Some(trace) = trace {
            let one = trace.as_array().map_or(&trace, |lanes| &lanes[0]);
            assert_eq!(one["format"], "unrolled-trace", "{fig}");
        }
        assert_eq!(page.screen().get("speed").is_some(), fig == "speed", "{fig}");
        assert_eq!(page.screen().get("nonsense"), None, "{fig}");
    }
}

#[test]
fn another_screen_keeps_the_sentence_and_the_language_and_is_one_entry_of_the_history() {
    for fig in figs() {
        for other in figs().filter(|other| *other != fig) {
            let mut page = screen(fig, "lang=th&theme=dark&hide=link");
            page.entries();
            page.act(Action::Screen(other.into()));
            assert_eq!(
                (page.screen().shell().fig(), page.entries(), page.codes()),
                (other, 1, vec![]),
                "{fig} → {other}"
            );
            for (key, value) in [("lang", "th"), ("theme", "dark"), ("hide", "link")] {
                assert_eq!(page.get(key).as_deref(), Some(value), "{fig} → {other}: {key}");
            }
        }
    }
    // Through a screen that reads no sentence, too.
    let mut page = at("text=the+sky+is&ex=apple");
    for fig in ["memory", "bptt", "train", "gradient", "speed", "step"] {
        page.act(Action::Screen(fig.into()));
        let text = page.get("text");
        let reads = !matches!(fig, "train" | "speed" | "compare" | "own" | "teach");
        assert_eq!(text.as_deref(), reads.then_some("the sky is"), "{fig}");
    }
    // The ends of the menu.
    page.act(Action::Neighbour(false));
    assert_eq!(page.screen().shell().fig(), "step");
    page.act(Action::Neighbour(true));
    assert_eq!(page.screen().shell().fig(), "memory");
}

#[test]
fn a_dark_page_is_lit_by_whatever_key_comes_next_and_loses_nothing() {
    use unrolled::ui::keys::{Place, action};
    use unrolled::ui::screen::Press;
    for fig in figs() {
        let mut page = screen(fig, "predict=off&t=1");
        page.act(Action::Blank(true));
        for key in ["ArrowRight", "PageDown", ".", "x"] {
            let press =
                Press { key, shift: false, is_repeated: false, on_control: false, in_figure: false, in_detail: false };
            assert_eq!(action(&press, &Place::default(), page.screen()), Some(Action::Blank(false)), "{fig} {key}");
        }
        // What a host or a worker says goes on behind it.
        page.act(Action::Theme("dark".into()));
        page.hear(json!({"unrolled": 1, "type": "set", "state": format!("fig={fig}&lang=th")}));
        assert_eq!((page.get("lang").as_deref(), page.screen().shell().is_blank), (Some("th"), true), "{fig}");
    }
}

#[test]
fn only_the_last_screen_that_was_chosen_opens() {
    let mut page = at("");
    let load = |store: &Store, fig: &str| {
        let next = store.reduce(Event::Do(Action::Screen(fig.into())));
        let load = next.take().into_iter().find_map(|due| match due {
            Due::Effect(Effect::Load(load)) => Some(load),
            _ => None,
        });
        (next, load.expect("it is brought"))
    };
    let (store, slow) = load(&page.store, "gradient");
    let (store, quick) = load(&store, "memory");
    let open = |facts| pollster::block_on((CATALOGUE.load)(facts)).expect("it is here");
    let store = store.reduce(Event::Opened(open(quick.facts), quick));
    let store = store.reduce(Event::NotArrived(slow.clone()));
    page.store = store.reduce(Event::Opened(open(slow.facts), slow));
    assert_eq!((page.screen().shell().fig(), page.codes()), ("memory", vec![]));
}

#[test]
fn what_is_locked_is_out_of_every_hands_reach() {
    for fig in figs() {
        let mut page = screen(fig, "lock=reset,copy,screen,lang,hidden,gain&t=1&predict=off");
        let before = (page.link(), page.codes());
        for action in [
            Action::Reset,
            Action::CopyLink,
            Action::Screen(if fig == "step" { "cell" } else { "step" }.into()),
            Action::Neighbour(true),
            Action::Lang(Lang::Th),
            Action::Set("hidden", "8".into()),
            Action::Set("gain", "1.5".into()),
        ] {
            page.due.clear();
            page.act(action.clone());
            assert_eq!((page.link(), page.codes()), before, "{fig}: {action:?}");
            assert!(page.due.is_empty(), "{fig}: {action:?}");
        }
    }
}

#[test]
fn an_open_question_is_in_no_trace_and_behind_no_key() {
    let mut page = at("fig=gradient");
    for action in [Action::Goto(0), Action::Goto(5), Action::Step(true)] {
        page.act(action.clone());
        let trace = page.screen().get("trace").expect("a trace").to_string();
        assert!(!trace.contains("grad\"") && page.screen().frame().t == 0, "{action:?}");
    }
    let mut gated = at("fig=gradient&predict=gate");
    gated.act(Action::Go);
    assert_eq!(gated.screen().frame().t, 0, "nothing was drawn");
    gated.act(unrolled::screens::gradient::experiment::Act::Nudge(0, false).into()).act(Action::Go);
    assert_eq!(gated.screen().frame().t, 1);
}

#[test]
fn a_gate_holds_the_answer_until_something_was_guessed_and_the_host_hears_of_it() {
    for fig in ["step", "memory", "cell"] {
        let mut page = screen(fig, "predict=gate");
        for _ in 0..300 {
            page.act(Action::Go);
        }
        let (t, steps) = (page.screen().frame().t, page.screen().frame().steps);
        assert_eq!(t + 1, steps, "{fig}: it waits at the question");
        page.act(Action::Step(true));
        assert_eq!(page.screen().frame().t, t, "{fig}");
        page.act(unrolled::player::action::Act::Guess(0).into());
        assert_eq!(page.screen().frame().t, steps, "{fig}: a guess opens it");
        let told = page.due.iter().find_map(|due| match due {
            Due::Effect(Effect::Tell("answer", fields)) => Some(fields.clone()),
            _ => None,
        });
        let told = told.expect("the host hears the answer");
        assert!(told["correct"].is_boolean() && told["tries"] == 1, "{fig}: {told}");
    }
}

#[test]
fn what_is_typed_and_does_not_fit_is_put_back_with_a_word() {
    use unrolled::player::action::Act;
    for typed in ["5.5", "-1", "99", "four", ""] {
        let mut page = at("");
        page.act(Act::Hidden(typed.into()).into());
        assert_eq!((page.get("hidden"), page.codes()), (None, vec!["refused"]), "{typed:?}");
        page.act(Act::Hidden("8".into()).into());
        assert_eq!((page.get("hidden").as_deref(), page.codes()), (Some("8"), vec![]));
    }
}

#[test]
fn one_more_screen_is_one_folder_and_one_line() {
    static SCREENS: [&Facts; 3] = [&unrolled::screens::step::FACTS, &one_more::FACTS, &unrolled::screens::speed::FACTS];
    // The line.
    const ALL: Catalogue = Catalogue {
        screens: &SCREENS,
        load: |facts| match facts.fig {
            "about" => Box::pin(std::future::ready(Some(one_more::open as Open))),
            _ => (CATALOGUE.load)(facts),
        },
        ..CATALOGUE
    };
    let at = |query: &str| open(ALL, query, Preferences::default());
    // Address, notices and Back's link.
    let mut page = at("fig=about&len=5&t=2");
    assert_eq!((page.screen().frame().t, page.codes(), page.link().as_str()), (2, vec![], "fig=about&len=5&t=2"));
    assert_eq!(at("fig=about&len=10&cell=gru&foo=1").codes(), ["unknown-key", "not-here", "bad-value"]);
    // Messages, its own act, the live sentence.
    assert!(page.hear(json!({"unrolled": 1, "type": "step", "by": 1})));
    page.act(one_more::Twice.into());
    assert_eq!(page.screen().frame().spoken, "5");
    page.hear(json!({"unrolled": 1, "type": "set", "state": "fig=about&len=4&t=1"}));
    assert_eq!(page.link(), "fig=about&len=4&t=1");
    // Reset and its undo.
    page.act(Action::Set("len", "9".into())).act(Action::Reset);
    assert_eq!(page.link(), "fig=about&len=5&t=2");
    page.act(Action::Undo);
    assert_eq!(page.get("len").as_deref(), Some("9"));
    // The menu and Next: to it, and on from it.
    let mut page = at("predict=off&t=4");
    let html = |page: &Page| {
        let link = page.link();
        let renderer = yew::ServerRenderer::<unrolled::ui::page::Page>::with_props(move || {
            let page = open(ALL, &link, Preferences::default());
            Props { first: First(page.store.screen), catalogue: ALL }
        });
        pollster::block_on(renderer.hydratable(false).render())
    };
    let drawn = html(&page);
    assert!(drawn.contains("Counting") && drawn.contains("Next: count with it"), "{drawn}");
    page.act(Action::Click(true));
    assert_eq!((page.screen().shell().fig(), page.entries()), ("about", 1));
    page.act(Action::Lang(Lang::Th));
    for _ in 0..3 {
        page.act(Action::Click(true));
    }
    let drawn = html(&page);
    assert!(drawn.contains("ทีละหนึ่ง") && drawn.contains("data-act=\"next\""), "{drawn}");
    page.act(Action::Click(true));
    assert_eq!(page.screen().shell().fig(), "speed");
}

/// A value that a table calls usual is left out of links: it must be what stands where nothing is said.
#[test]
fn what_is_usual_is_what_stands_where_nothing_is_said() {
    let settings = |query: &str| Settings::of(&mut Address::parse(query).0, Lang::En, &mut Vec::new());
    let mut checked = 0;
    for facts in MENU {
        for setting in facts.settings {
            let Some(usual) = setting.usual else { continue };
            let query = format!("fig={}&{}={usual}", facts.fig, setting.key);
            match facts.fig {
                "train" => {
                    let of = |query: &str| Setup::of(&Address::parse(query).0, false);
                    assert_eq!(of(&query), of("fig=train"), "{query}");
                }
                "gradient" => assert_eq!(settings(&query), settings("fig=gradient"), "{query}"),
                "bptt" => {
                    let shell = CATALOGUE.begin("fig=bptt", Rc::new(Preferences::default()));
                    let mut player = Player::new(&bptt::KIND, shell);
                    let before = bptt::state::learning(&player);
                    player.shell.address.set(setting.key, usual);
                    assert_eq!(bptt::state::learning(&player), before, "{query}");
                }
                _ => continue,
            }
            checked += 1;
        }
    }
    assert!(checked > 15, "{checked}");
}
