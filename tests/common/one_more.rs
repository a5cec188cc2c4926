//! A screen that is made for a test: it counts. All that a screen needs is in this file.

use unrolled::shell::action::{Action, Own};
use unrolled::shell::settings::{Bundle, Facts, ScreenWords, Setting};
use unrolled::shell::state::Shell;
use unrolled::ui::screen::{Frame, Parts, Screen};
use unrolled::ui::send::Send;
use unrolled::words::Lang;

pub static FACTS: Facts = Facts {
    fig: "about",
    bundle: Bundle::Core,
    settings: &[Setting::whole("len", (1, 9), Some("3")), Setting::whole("t", (0, 9), Some("0"))],
    networks: &[],
    words: ScreenWords {
        name: ["Counting", "นับ"],
        invites: ["count with it", "นับไปด้วยกัน"],
        teaches: ["It counts.", "มันนับ"],
    },
};

#[derive(Clone)]
struct Counting(Shell);

/// What only this screen knows.
#[derive(Clone, Copy)]
pub struct Twice;

impl From<Twice> for Action {
    fn from(act: Twice) -> Action {
        Action::Own(Own::new(act))
    }
}

pub fn open(shell: Shell) -> Box<dyn Screen> {
    Box::new(Counting(shell))
}

impl Counting {
    fn number(&self, key: &str, usual: usize) -> usize {
        self.0.address.number(key).unwrap_or(usual)
    }
    fn go(&mut self, to: usize) {
        let most = self.number("len", 3);
        self.0.address.set("t", &to.min(most).to_string());
    }
}

impl Screen for Counting {
    fn shell(&self) -> &Shell {
        &self.0
    }
    fn shell_mut(&mut self) -> &mut Shell {
        &mut self.0
    }
    fn duplicate(&self) -> Box<dyn Screen> {
        Box::new(self.clone())
    }
    fn again(&self, shell: Shell) -> Box<dyn Screen> {
        open(shell)
    }
    fn reduce(&mut self, action: Action) {
        let t = self.number("t", 0);
        match action {
            Action::Go | Action::Step(true) => self.go(t + 1),
            Action::Step(false) => self.go(t.saturating_sub(1)),
            Action::Goto(to) => self.go(to),
            Action::Set(key, value) => drop(self.0.facts.set(&mut self.0.address, key, &value)),
            Action::Own(own) if own.of::<Twice>().is_some() => self.go(2 * t),
            _ => {}
        }
    }
    fn frame(&self) -> Frame {
        let (t, steps) = (self.number("t", 0), self.number("len", 3));
        let thai = self.0.lang == Lang::Th;
        Frame {
            title: if thai { "นับ" } else { "It counts" }.into(),
            lede: if thai { "ทีละหนึ่ง" } else { "One by one." }.into(),
            spoken: format!("{t}"),
            place: format!("{t}"),
            is_at_end: t == steps,
            t,
            steps,
            ..Frame::default()
        }
    }
    fn parts(&self, _: &Send) -> Parts {
        Parts::default()
    }
}
