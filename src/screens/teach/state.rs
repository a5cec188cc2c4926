//! What whoever teaches has before them: a lecture to choose or write, the speaker's notes, a figure for a page.

use crate::platform;
use crate::screens::teach::builder::{Builder, GOALS, LOCKS, PARTS};
use crate::screens::teach::decks::{faults, lint, written};
use crate::screens::teach::stills::take;
use crate::screens::teach::words::Words;
use crate::shell::action::{Action, Effect, Own};
use crate::shell::address::Address;
use crate::shell::deck::{Deck, MAX_BYTES};
use crate::shell::json::text;
use crate::shell::message::{envelope, ours};
use crate::shell::state::Shell;
use crate::ui::screen::Errand;
use crate::words::Lang;
use serde_json::{Value, json};
use std::rc::Rc;

/// What only this screen does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    Look(&'static str),
    /// A lecture by its name in the address.
    Deck(&'static str),
    Edit(bool),
    Typed(String),
    /// The text that was typed becomes the lecture.
    Use,
    File(String, Result<Vec<u8>, f64>),
    Save,
    Share,
    /// The text is in the address of this page, or this browser cannot put it there.
    Packed(bool),
    /// From the other window.
    Heard(Value),
    Click(bool),
    Turn(bool),
    Darken,
    /// Starts the clock, or begins it anew.
    Clock,
    Tick,
    /// Of the figure for a page.
    Frame(FrameAct),
    Stills,
    /// Of the pictures: done, of all; nothing where they cannot be taken.
    Taken(Option<(usize, usize)>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum FrameAct {
    Screen(String),
    /// Of a state that is not there yet, and the whole of it.
    Typed(String),
    State(String),
    Width(usize),
    Lang(Option<Lang>),
    Part(&'static str),
    Lock(&'static str),
    Goal(&'static str),
    Form(usize),
    Copy,
    Copied(bool),
    /// The figure says where it stands, or how high it is.
    Said(Value),
    Still(bool),
}

/// Where the lecture stands, as its window says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    pub t: usize,
    pub steps: usize,
    pub caption: String,
}

#[derive(Clone)]
pub struct Teach {
    pub shell: Shell,
    /// What is typed, while it is.
    pub text: Option<String>,
    pub faults: Vec<String>,
    pub refusal: Option<String>,
    pub heard: Option<Heard>,
    /// When the clock was started, and what it says, in milliseconds of this page.
    pub started: Option<f64>,
    pub now: f64,
    pub builder: Builder,
    /// Pictures taken, of how many.
    pub taken: Option<(usize, usize)>,
    errands: Vec<Errand>,
}

fn own(act: Act) -> Action {
    Action::Own(Own::new(act))
}

/// A whole link will do: what stands behind its question mark is meant.
fn meant(text: &str) -> &str {
    text.trim().rsplit_once('?').map_or(text.trim(), |(_, query)| query)
}

/// To the window in which the lecture is given.
fn say(kind: &str, fields: Value) {
    platform::post_to_windows(&text(&envelope(None, kind, fields)));
}

impl Teach {
    pub fn new(shell: Shell) -> Self {
        let mut teach = Self {
            builder: Builder::default(),
            shell,
            text: None,
            faults: Vec::new(),
            refusal: None,
            heard: None,
            started: None,
            now: 0.0,
            taken: None,
            errands: Vec::new(),
        };
        if teach.look() == "notes" {
            teach.errands.push(Rc::new(|send| {
                let send = send.clone();
                platform::hear_windows("speaker", move |heard| {
                    if let Some(message) = ours(&heard) {
                        send.now(own(Act::Heard(message)));
                    }
                });
                say("hello", json!({}));
            }));
        }
        if teach.look() == "frame" {
            teach.listen();
        }
        teach.check();
        teach
    }

    /// The errands that are due, once.
    pub fn take_errands(&mut self) -> Vec<Errand> {
        std::mem::take(&mut self.errands)
    }

    pub fn look(&self) -> &str {
        self.shell.address.get("look").unwrap_or("decks")
    }
    /// The lecture that is open.
    pub fn deck(&self) -> Option<Rc<Deck>> {
        self.shell.lecture().cloned()
    }
    /// The beat that the address names; 0 before it has begun.
    pub fn beat(&self) -> usize {
        let beats = self.deck().map_or(0, |deck| deck.beats.len());
        self.shell.address.number("beat").unwrap_or(0).min(beats)
    }

    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Own(own) => {
                if let Some(act) = own.of::<Act>() {
                    self.act(act);
                }
            }
            Action::Go | Action::Step(true) if self.look() == "notes" => self.act(Act::Click(true)),
            Action::Step(false) if self.look() == "notes" => self.act(Act::Click(false)),
            Action::Go if self.look() == "frame" => self.act(Act::Frame(FrameAct::Copy)),
            Action::Go if self.deck().is_none() => self.act(Act::Deck("30")),
            // The beat is another screen's: the page brings it.
            Action::Go => self.shell.effects.push(Effect::After(0, Action::Beat(self.beat().max(1)))),
            Action::DeckIsHere | Action::Lang(_) => self.check(),
            _ => {}
        }
    }

    fn act(&mut self, act: Act) {
        let m = Words::of(self.shell.lang);
        match act {
            Act::Look(look) => {
                self.shell.facts.set(&mut self.shell.address, "look", look);
                if look == "frame" {
                    self.listen();
                }
            }
            Act::Deck(name) => {
                self.shell.address.set("deck", name);
                self.shell.address.remove("beat");
                (self.text, self.refusal) = (None, None);
                self.check();
            }
            Act::Edit(is_open) => {
                self.text = is_open.then(|| self.deck().map_or_else(String::new, |deck| written(&deck)));
                self.refusal = None;
                self.check();
                if is_open {
                    self.shell.focus("deck-text");
                }
            }
            Act::Typed(text) => {
                self.text = Some(text);
                self.check();
            }
            Act::Use => {
                if let Some(text) = self.text.clone() {
                    self.pack(text);
                }
            }
            Act::File(_, Err(_)) => self.refusal = Some(m.refuse_large.to_string()),
            Act::File(_, Ok(bytes)) => match String::from_utf8(bytes) {
                Ok(text) => self.pack(text),
                Err(_) => self.refusal = Some(m.refuse_text.to_string()),
            },
            Act::Save => {
                if let Some(deck) = self.deck() {
                    let name = format!("unrolled-{}-{}.txt", deck.name, self.shell.lang.id());
                    let bytes = written(&deck).into_bytes();
                    self.shell.effects.push(Effect::Download(name, Rc::new(bytes)));
                }
            }
            Act::Share => {
                let address = self.shell.address.only(&["fig", "deck", "lang"]);
                self.shell.effects.push(Effect::Copy(address.query()));
            }
            Act::Packed(true) => {
                self.shell.address.set("deck", "own");
                self.shell.address.remove("beat");
                self.text = None;
            }
            Act::Packed(false) => self.refusal = Some(m.refuse_pack.to_string()),
            Act::Stills => self.take_stills(),
            Act::Taken(None) => (self.taken, self.refusal) = (None, Some(m.stills_failed.to_string())),
            Act::Taken(Some((done, all))) => self.taken = (done < all).then_some((done, all)),
            Act::Frame(act) => self.frame_act(act),
            act => self.speak(act),
        }
    }

    /// What the speaker's window does.
    fn speak(&mut self, act: Act) {
        match act {
            Act::Heard(message) => self.hear(&message),
            // Where a lecture listens, its clicker is pressed; alone the notes are turned.
            Act::Click(is_on) if self.heard.is_some() => {
                let by = if is_on { 1 } else { -1 };
                say("click", json!({"by": by}));
            }
            Act::Click(is_on) | Act::Turn(is_on) => {
                let beats = self.deck().map_or(0, |deck| deck.beats.len());
                let beat = if is_on { self.beat() + 1 } else { self.beat().saturating_sub(1) }.clamp(1, beats.max(1));
                if self.heard.is_some() {
                    say("beat", json!({"beat": beat}));
                } else {
                    self.shell.address.set("beat", &beat.to_string());
                }
            }
            Act::Darken => say("blank", json!({})),
            Act::Clock => {
                self.now = platform::now_millis();
                if self.started.replace(self.now).is_none() {
                    self.tick();
                }
            }
            Act::Tick => {
                self.now = platform::now_millis();
                self.tick();
            }
            _ => {}
        }
    }

    fn tick(&mut self) {
        self.shell.effects.push(Effect::After(1000, own(Act::Tick)));
    }

    /// Milliseconds since the clock was started.
    pub fn elapsed(&self) -> Option<f64> {
        self.started.map(|started| self.now - started)
    }

    /// The window of the lecture says where it stands.
    fn hear(&mut self, message: &Value) {
        if message["type"] != "state" {
            return;
        }
        let (address, _) = Address::parse(message["state"].as_str().unwrap_or_default());
        let number = |key: &str| message[key].as_u64().unwrap_or(0) as usize;
        self.heard = Some(Heard {
            t: number("t"),
            steps: number("steps"),
            caption: message["caption"].as_str().unwrap_or_default().chars().take(500).collect(),
        });
        for key in ["deck", "beat", "lang"].into_iter().filter(|key| address.is_set(key)) {
            self.shell.address.set(key, address.get(key).unwrap_or_default());
        }
    }

    /// What the text that is typed, or the lecture that is open, has wrong.
    fn check(&mut self) {
        self.faults = match (&self.text, self.deck()) {
            (Some(text), _) => faults(&self.shell, text),
            (None, Some(deck)) if deck.name == "own" => faults(&self.shell, &written(&deck)),
            _ => Vec::new(),
        };
    }

    /// Puts a text behind the address of this page: there it survives a reload and travels with the link.
    fn pack(&mut self, text: String) {
        let (deck, _) = Deck::read(&text, "own", self.shell.lang);
        let m = Words::of(self.shell.lang);
        self.refusal = match () {
            () if text.len() > MAX_BYTES => Some(m.refuse_large.to_string()),
            () if deck.beats.is_empty() => Some(m.refuse_empty.to_string()),
            () => None,
        };
        if self.refusal.is_none() {
            self.errands.push(Rc::new(move |send| {
                let (send, text) = (send.clone(), text.clone());
                platform::spawn(async move {
                    let packed = platform::pack(&text).await;
                    if let Some(packed) = &packed {
                        platform::set_fragment(packed);
                    }
                    send.now(Action::NewDeck);
                    send.now(own(Act::Packed(packed.is_some())));
                });
            }));
        }
    }

    /// Hears the figure that is made ready.
    fn listen(&mut self) {
        self.errands.push(Rc::new(|send| {
            let send = send.clone();
            platform::hear_frame("live", move |heard| {
                if let Some(message) = ours(&heard) {
                    send.now(own(Act::Frame(FrameAct::Said(message))));
                }
            });
        }));
    }

    /// A picture of every beat, taken in a frame of this page that is never seen.
    fn take_stills(&mut self) {
        let Some(deck) = self.deck() else { return };
        let look = self.shell.address.only(&["lang", "theme"]).query();
        (self.taken, self.refusal) = (Some((0, deck.beats.len())), None);
        self.errands.push(Rc::new(move |send| {
            let send = send.clone();
            let say = move |taken| send.now(own(Act::Taken(taken)));
            platform::spawn(take(deck.clone(), look.clone(), say));
        }));
    }

    fn frame_act(&mut self, act: FrameAct) {
        let builder = &mut self.builder;
        builder.is_copied = None;
        match act {
            FrameAct::Screen(fig) => builder.take(&format!("fig={fig}")),
            FrameAct::Typed(text) => {
                self.faults = lint(&self.shell, meant(&text));
                builder.typed = Some(text);
                return;
            }
            FrameAct::State(text) => {
                self.faults = lint(&self.shell, meant(&text));
                builder.typed = None;
                builder.take(meant(&text));
            }
            FrameAct::Width(width) => (builder.width, builder.height) = (width, None),
            FrameAct::Lang(lang) => builder.lang = lang,
            FrameAct::Part(part) => Builder::toggle(&mut builder.hidden, part, &PARTS),
            FrameAct::Lock(name) => Builder::toggle(&mut builder.locked, name, &LOCKS),
            FrameAct::Goal(goal) => builder.goal = GOALS.iter().find(|known| **known == goal).copied().unwrap_or(""),
            FrameAct::Form(form) => {
                builder.form = form;
                return;
            }
            FrameAct::Copied(is_done) => {
                builder.is_copied = Some(is_done);
                return;
            }
            FrameAct::Said(message) => {
                match (message["type"].as_str(), message["state"].as_str(), message["height"].as_u64()) {
                    (Some("state"), Some(state), _) => builder.take(state),
                    (Some("got"), ..) if message["nonce"] == "print" => {
                        if let (Some(as_pixels), Some(svg)) = (builder.still.take(), message["value"].as_str()) {
                            let (name, svg) = (builder.fig(), svg.to_string());
                            self.errands.push(Rc::new(move |_| {
                                let (name, svg) = (name.clone(), svg.clone());
                                platform::spawn(async move { platform::save_picture(&svg, &name, as_pixels).await });
                            }));
                        }
                    }
                    (Some("ready" | "resize"), _, Some(height)) => builder.height = Some((height as u32).min(4000)),
                    _ => {}
                }
                return;
            }
            FrameAct::Copy => {
                let figure = self.builder.figure(&self.shell);
                let text = (crate::screens::teach::snippets::FORMS[self.builder.form].1)(&figure);
                self.errands.push(Rc::new(move |send| {
                    let send = send.clone();
                    platform::copy(&text, move |is_done| send.now(own(Act::Frame(FrameAct::Copied(is_done)))));
                }));
                return;
            }
            FrameAct::Still(as_pixels) => {
                builder.still = Some(as_pixels);
                let ask = json!({"what": "still", "nonce": "print"});
                platform::tell_frame("live", &text(&envelope(None, "get", ask)));
                return;
            }
        }
        // What was chosen here opens the figure anew, where it stands.
        builder.opened = builder.state.clone();
    }
}
