//! The one reducer, as Yew wants it: what concerns the page it does itself, what concerns the screen it hands on.

use crate::shell::action::{Action, Effect, Load, Own};
use crate::shell::address::Address;
use crate::shell::deck::{Aid, Deck};
use crate::shell::notes::Note;
use crate::shell::settings::{Facts, LOOK};
use crate::shell::state::Shell;
use crate::ui::lecture::{Lecture, for_readers, here, without_look};
use crate::ui::screen::{Aids, Catalogue, Errand, Open, Screen};
use crate::words::Lang;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// Something left to do outside, once.
#[derive(Clone)]
pub enum Due {
    Effect(Effect),
    Errand(Errand),
    /// Writes the address: as a new entry of the history, or when it has come to rest.
    Write {
        is_new: bool,
    },
    /// Brings what draws a lecture, and the deck of that name where one is named.
    Lecture(Option<(String, Lang)>),
}

/// A screen asks for fewer things than this of its engine.
const ASKS: u32 = 1 << 20;

/// What the page's reducer takes.
pub enum Event {
    Do(Action),
    /// The program of another screen is here.
    Opened(Open, Load),
    /// It did not come.
    NotArrived(Load),
    /// What draws a lecture is here.
    Aids(&'static Aids),
    /// The deck that was asked for; nothing where it did not come.
    Deck(Option<Rc<Deck>>),
}

pub struct Store {
    pub screen: Rc<dyn Screen>,
    pub catalogue: Catalogue,
    /// What stood there before the last reset, or before something took away what had been learnt or measured.
    before: Option<Rc<dyn Screen>>,
    /// What screens that were left keep for the next visit, by name.
    kept: Rc<BTreeMap<&'static str, Own>>,
    /// The links at which the clicker left screens, by name: it goes back to where it was.
    left: Rc<BTreeMap<&'static str, String>>,
    pub lecture: Rc<Lecture>,
    /// What draws a lecture, once it is here.
    pub aids: Option<&'static Aids>,
    /// Several actions may be reduced before the page is drawn; each has its own.
    due: Rc<RefCell<Vec<Due>>>,
    /// Counts reductions.
    pub turn: u32,
    /// Counts what was asked for: only the last one opens.
    loads: u32,
}

impl Store {
    pub fn new(screen: Rc<dyn Screen>, catalogue: Catalogue) -> Self {
        let mut first = screen.duplicate();
        let mut store = Store {
            screen,
            catalogue,
            before: None,
            kept: Rc::default(),
            left: Rc::default(),
            lecture: Rc::default(),
            aids: None,
            due: Rc::default(),
            turn: 1,
            loads: 0,
        };
        store.collect(&mut *first);
        store.ask(first.shell());
        Store { screen: first.into(), ..store }
    }

    /// All that is due, once.
    pub fn take(&self) -> Vec<Due> {
        self.due.take()
    }

    fn collect(&self, screen: &mut dyn Screen) {
        let mut due = self.due.borrow_mut();
        due.extend(std::mem::take(&mut screen.shell_mut().effects).into_iter().map(Due::Effect));
        due.extend(screen.errands().into_iter().map(Due::Errand));
    }

    /// What a lecture needs is asked for once.
    fn ask(&mut self, shell: &Shell) {
        let wanted = Rc::make_mut(&mut self.lecture).wants(shell);
        let is_missing = self.aids.is_none() && self.lecture.aid.is_some();
        if wanted.is_some() || is_missing {
            self.due.borrow_mut().push(Due::Lecture(wanted));
        }
    }

    /// The next state of the page.
    pub fn reduce(&self, event: Event) -> Store {
        let mut next = Store {
            screen: self.screen.clone(),
            catalogue: self.catalogue,
            before: self.before.clone(),
            kept: self.kept.clone(),
            left: self.left.clone(),
            lecture: self.lecture.clone(),
            aids: self.aids,
            due: self.due.clone(),
            turn: self.turn.wrapping_add(1),
            loads: self.loads,
        };
        let mut screen = self.screen.duplicate();
        match event {
            Event::Do(action) => next.act(&mut screen, action),
            // Something else was chosen since.
            Event::Opened(_, load) | Event::NotArrived(load) if load.number != self.loads => {}
            Event::Opened(open, load) => next.open(&mut screen, open, load),
            Event::NotArrived(load) => {
                screen.shell_mut().apply(Action::NotArrived(load.facts));
                // The address names what is shown.
                screen.shell_mut().effects.push(Effect::Replace);
            }
            Event::Aids(aids) => next.aids = Some(aids),
            Event::Deck(deck) => {
                match deck {
                    Some(deck) => screen.shell_mut().deck = Some(deck),
                    None => screen.shell_mut().notes.push(Note::NoDeck),
                }
                screen.reduce(Action::DeckIsHere);
            }
        }
        next.ask(screen.shell());
        next.collect(&mut *screen);
        if screen.link() != self.screen.link() {
            next.due.borrow_mut().push(Due::Write { is_new: false });
        }
        next.screen = screen.into();
        next
    }

    fn act(&mut self, screen: &mut Box<dyn Screen>, action: Action) {
        // What a host has locked is out of every hand's reach, however it is asked for.
        if action.control().is_some_and(|control| screen.shell().locks(control)) {
            return;
        }
        // What lies over the page closes first.
        if action == Action::Present(false) && self.lecture.aid.is_some() {
            return self.aid(screen, None);
        }
        let Some(action) = screen.shell_mut().apply(action) else { return };
        let Some(action) = self.give(screen, action) else { return };
        match action {
            Action::CopyLink => {
                let query = for_readers(&screen.link());
                screen.shell_mut().effects.push(Effect::Copy(query));
            }
            Action::Screen(fig) => {
                if let Some(facts) = self.catalogue.find(&fig).filter(|facts| facts.fig != screen.shell().fig()) {
                    self.load(screen, Load { facts, query: None, is_new: true, number: 0 });
                }
            }
            Action::Neighbour(is_next) => {
                if let Some(facts) = self.catalogue.neighbour(screen.shell().fig(), is_next) {
                    self.act(screen, Action::Screen(facts.fig.into()));
                }
            }
            Action::Navigate(query) => {
                let fig = Address::parse(&query).0.get("fig").unwrap_or_default().to_string();
                if self.before.as_ref().is_some_and(|before| before.link() == query) {
                    // Back from what took it away.
                    self.act(screen, Action::Undo);
                } else if fig == screen.shell().fig() {
                    self.replace(screen, &query);
                    screen.shell_mut().effects.push(Effect::Replace);
                } else {
                    let facts = self.catalogue.find(&fig).unwrap_or(self.catalogue.screens[0]);
                    self.load(screen, Load { facts, query: Some(query), is_new: false, number: 0 });
                }
            }
            Action::Visit(query) => self.visit(screen, query),
            Action::Reset => {
                self.before = Some(self.screen.clone());
                let query = screen.shell().reset_query();
                self.replace(screen, &query);
                let shell = screen.shell_mut();
                shell.notes = vec![Note::Reset];
                shell.focus("go");
            }
            Action::Undo => {
                if let Some(before) = self.before.take() {
                    screen.leave();
                    self.collect(&mut **screen);
                    self.loads += 1;
                    let now = screen.shell().clone();
                    *screen = before.duplicate();
                    screen.shell_mut().look_as(&now);
                    screen.resume();
                    screen.shell_mut().focus("go");
                }
            }
            action => {
                let had = screen.work();
                screen.reduce(action);
                if had > 0 && screen.work() == 0 {
                    self.before = Some(self.screen.clone());
                    // Once, however often.
                    screen.shell_mut().notes.retain(|note| !matches!(note, Note::Reset | Note::Anew));
                    screen.shell_mut().notes.push(Note::Anew);
                }
            }
        }
    }

    /// Does what concerns the lecture; gives back what does not.
    fn give(&mut self, screen: &mut Box<dyn Screen>, action: Action) -> Option<Action> {
        match action {
            Action::Beat(number) => self.beat(screen, number, false),
            Action::NextBeat(is_next) => {
                if let Some((_, beat)) = here(screen.shell()) {
                    self.beat(screen, if is_next { beat + 1 } else { beat.saturating_sub(1) }, false);
                }
            }
            Action::EndLecture => {
                ["deck", "beat"].into_iter().for_each(|key| screen.shell_mut().address.remove(key));
                Rc::make_mut(&mut self.lecture).aid = None;
            }
            Action::NewDeck => Rc::make_mut(&mut self.lecture).forget(),
            Action::Overview => {
                let address = screen.shell().address.only(LOOK);
                if let Some(facts) = self.catalogue.find("teach").filter(|_| address.is_set("deck")) {
                    let query = format!("fig={}&{}", facts.fig, address.query());
                    self.load(screen, Load { facts, query: Some(query), is_new: true, number: 0 });
                }
            }
            Action::Hands => self.aid(
                screen,
                match &self.lecture.aid {
                    Some(Aid::Hands(..)) => None,
                    _ => Some(Aid::Hands(
                        [0; 4],
                        crate::platform::texts(".option > bdi, .option[data-guess] > span:first-child"),
                    )),
                },
            ),
            Action::Code => self.aid(screen, (self.lecture.aid != Some(Aid::Code)).then_some(Aid::Code)),
            Action::Aid(aid) => self.aid(screen, aid),
            Action::Click(is_on) => self.click(screen, is_on),
            other => return Some(other),
        }
        None
    }

    /// The clicker: on by the main button and then to the next beat, or the next screen; back the way it came.
    fn click(&mut self, screen: &mut Box<dyn Screen>, is_on: bool) {
        let (fig, frame) = (screen.shell().fig(), screen.frame());
        let lecture = here(screen.shell()).map(|(_, beat)| beat).filter(|beat| *beat > 0);
        // While a deck is on its way nothing but this screen moves.
        let is_alone = !screen.shell().address.is_set("deck");
        // One may go on from here, and the next beat is on the same screen: what is left of this one is that beat's.
        let leads_on = frame.leads_on && self.lecture.next_fig(screen.shell()).is_some_and(|next| next == fig);
        if is_on {
            match (lecture, self.catalogue.neighbour(fig, true).filter(|_| is_alone)) {
                _ if !(frame.is_at_end || frame.is_running || leads_on) => self.act(screen, Action::Go),
                (Some(beat), _) => self.beat(screen, beat + 1, false),
                (None, Some(_)) => {
                    Rc::make_mut(&mut self.left).insert(fig, without_look(&screen.link()));
                    self.act(screen, Action::Neighbour(true));
                }
                // All has been shown: nothing is begun anew, nor stopped.
                (None, None) => {}
            }
        } else if let Some(back) = screen.back() {
            self.act(screen, back);
        } else if let Some(beat) = lecture {
            self.beat(screen, beat.saturating_sub(1), true);
        } else if let Some(facts) = self.catalogue.neighbour(fig, false).filter(|_| is_alone)
            && !screen.shell().locks("screen")
        {
            // It looks as the page does now: another language may have been chosen meanwhile.
            let look = screen.shell().address.only(LOOK).query();
            let query = self.left.get(facts.fig).map(|place| format!("{look}&{place}"));
            self.load(screen, Load { facts, query, is_new: true, number: 0 });
        }
    }

    /// Opens what lies over the page, or closes it.
    fn aid(&mut self, screen: &mut Box<dyn Screen>, aid: Option<Aid>) {
        let is_changed = aid.is_some() != self.lecture.aid.is_some();
        if is_changed {
            screen.shell_mut().focus(if aid.is_some() { "aid" } else { "go" });
        }
        Rc::make_mut(&mut self.lecture).aid = aid;
    }

    /// To a beat of the lecture: as it begins, or as it was left.
    fn beat(&mut self, screen: &mut Box<dyn Screen>, number: usize, as_left: bool) {
        let Some(query) = self.lecture.query(screen.shell(), number, as_left) else { return };
        let link = screen.link();
        let lecture = Rc::make_mut(&mut self.lecture);
        lecture.leave(screen.shell(), &link);
        lecture.aid = None;
        let fig = Address::parse(&query).0.get("fig").unwrap_or_default().to_string();
        let facts = self.catalogue.find(&fig).unwrap_or(self.catalogue.screens[0]);
        self.load(screen, Load { facts, query: Some(query), is_new: true, number: 0 });
    }

    /// The same screen from another address.
    fn replace(&mut self, screen: &mut Box<dyn Screen>, query: &str) {
        // Whatever was on its way was asked for before.
        self.loads += 1;
        screen.leave();
        self.collect(&mut **screen);
        let next = screen.again(screen.shell().again(query));
        *screen = next;
    }

    /// To a state that a screen speaks of: another screen is an entry of the history, this one changes where it stands.
    fn visit(&mut self, screen: &mut Box<dyn Screen>, query: &str) {
        let (address, _) = Address::parse(query);
        let presents = if screen.shell().is_presenting() { "present=1&" } else { "" };
        let query = format!("{presents}{}", screen.shell().address.onto(query));
        let facts = address.get("fig").and_then(|fig| self.catalogue.find(fig));
        match facts.filter(|facts| facts.fig != screen.shell().fig()) {
            Some(facts) => self.load(screen, Load { facts, query: Some(query), is_new: true, number: 0 }),
            None => self.replace(screen, &query),
        }
    }

    fn load(&mut self, screen: &mut Box<dyn Screen>, load: Load) {
        self.loads += 1;
        screen.shell_mut().effects.push(Effect::Load(Load { number: self.loads, ..load }));
    }

    fn open(&mut self, screen: &mut Box<dyn Screen>, open: Open, load: Load) {
        if let Some(work) = screen.keep() {
            Rc::make_mut(&mut self.kept).insert(screen.shell().fig(), work);
        }
        screen.leave();
        self.collect(&mut **screen);
        let old = screen.shell();
        let query = load.query.unwrap_or_else(|| of_screen(old, load.facts));
        let mut shell = self.catalogue.begin(&query, old.preferences.clone());
        shell.sentence = sentence(old);
        (shell.deck, shell.network, shell.is_spot) = (old.deck.clone(), old.network.clone(), old.is_spot);
        shell.kept = self.kept.get(load.facts.fig).cloned();
        // Of another screen's engine nothing is believed any more.
        shell.first_ask = old.first_ask + ASKS;
        *screen = open(shell);
        self.before = None;
        let shell = screen.shell_mut();
        // In somebody else's page the focus stays where it is, unless a hand here chose.
        if load.is_new || !crate::platform::is_framed() {
            shell.effects.push(Effect::Arrive);
        }
        if load.is_new {
            self.due.borrow_mut().push(Due::Write { is_new: true });
        } else {
            shell.effects.push(Effect::Replace);
        }
    }
}

/// The words that go along from screen to screen.
fn sentence(shell: &Shell) -> Address {
    match shell.facts.setting("text") {
        Some(_) => shell.address.only(&["ex", "text"]),
        None => shell.sentence.clone(),
    }
}

/// The address of another screen: how the page looks and the sentence go along, everything else begins there anew.
fn of_screen(shell: &Shell, facts: &Facts) -> String {
    let mut address = shell.address.only(LOOK);
    let sentence = sentence(shell);
    // A sentence goes where its example is shown.
    let shows = |example: &str| facts.setting("ex").is_some_and(|ex| ex.offers().contains(&example));
    for key in ["ex", "text"].into_iter().filter(|_| sentence.get("ex").is_none_or(shows)) {
        if let Some(value) = sentence.get(key).filter(|_| facts.setting(key).is_some()) {
            address.set(key, value);
        }
    }
    address.set("fig", facts.fig);
    address.query()
}

impl Reducible for Store {
    type Action = Event;
    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(Store::reduce(&self, event))
    }
}
