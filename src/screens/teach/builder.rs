//! A figure that is made ready for somebody's page: what it shows, what is locked, how wide it is.

use crate::platform;
use crate::player::show::forget;
use crate::screens::teach::snippets::Figure;
use crate::shell::address::Address;
use crate::shell::settings::LOOK;
use crate::shell::state::Shell;
use crate::words::Lang;

/// Parts that may be left out, as in the address.
pub const PARTS: [&str; 7] = ["title", "caption", "card", "table", "controls", "link", "lang"];
/// Controls that may be locked.
pub const LOCKS: [&str; 5] = ["go", "reset", "speed", "own", "lang"];
pub const GOALS: [&str; 3] = ["", "end", "answer"];
/// CSS pixels; 0 is all that there is.
pub const WIDTHS: [usize; 4] = [0, 320, 600, 760];
/// Until the figure has said what it needs.
const HEIGHT: u32 = 620;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Builder {
    /// The state, without what is chosen here.
    pub state: String,
    /// What is typed in its place, while it is.
    pub typed: Option<String>,
    /// What the frame was opened with: it is opened anew only when something is chosen here.
    pub opened: String,
    pub width: usize,
    pub lang: Option<Lang>,
    pub hidden: Vec<&'static str>,
    pub locked: Vec<&'static str>,
    pub goal: &'static str,
    /// Which of the forms.
    pub form: usize,
    pub height: Option<u32>,
    /// A picture is on its way: as pixels (`true`) or as lines.
    pub still: Option<bool>,
    /// The state was of a network from somebody's own file.
    pub is_own: bool,
    /// Whether the clipboard took the lines.
    pub is_copied: Option<bool>,
}

impl Default for Builder {
    fn default() -> Self {
        Builder {
            state: "fig=step".into(),
            typed: None,
            is_own: false,
            opened: "fig=step".into(),
            width: 0,
            lang: None,
            hidden: Vec::new(),
            locked: Vec::new(),
            goal: "",
            form: 0,
            height: None,
            still: None,
            is_copied: None,
        }
    }
}

impl Builder {
    pub fn fig(&self) -> String {
        Address::parse(&self.state).0.get("fig").unwrap_or("step").to_string()
    }

    /// A state with everything that is chosen here.
    pub fn address(&self, state: &str) -> Address {
        let (mut address, _) = Address::parse(state);
        LOOK.iter().for_each(|key| address.remove(key));
        if let Some(lang) = self.lang {
            address.set("lang", lang.id());
        }
        if !self.goal.is_empty() {
            address.set("goal", self.goal);
        }
        // In a frame nothing is asked unless the address says so.
        if self.goal == "answer" {
            address.set("predict", "on");
        }
        for (key, list) in [("hide", &self.hidden), ("lock", &self.locked)] {
            let items: Vec<String> = list.iter().map(|item| item.to_string()).collect();
            address.set_list(key, &items);
        }
        address
    }

    /// Takes a state that was typed, or reached in the frame. A file stays with whoever opened it.
    pub fn take(&mut self, query: &str) {
        let (mut address, _) = Address::parse(query);
        self.is_own = address.get("ex") == Some("own");
        if self.is_own {
            forget(&mut address);
        }
        LOOK.iter().for_each(|key| address.remove(key));
        // A link always says which screen it is of.
        let query = address.query();
        self.state = if address.is_set("fig") || query.is_empty() { query } else { format!("fig=step&{query}") };
        if self.state.is_empty() {
            self.state = "fig=step".into();
        }
        self.is_copied = None;
    }

    /// Adds or takes away.
    pub fn toggle(list: &mut Vec<&'static str>, item: &'static str, all: &[&'static str]) {
        match list.iter().position(|&other| other == item) {
            Some(at) => drop(list.remove(at)),
            None => list.push(item),
        }
        list.sort_by_key(|item| all.iter().position(|other| other == item));
    }

    /// What the frame shows.
    pub fn source(&self) -> String {
        let mut address = self.address(&self.opened);
        address.set("embed", "1");
        address.query()
    }

    pub fn figure(&self, shell: &Shell) -> Figure {
        let address = self.address(&self.state);
        let mut framed = address.clone();
        framed.set("embed", "1");
        let link = platform::link(&address.query());
        let here = link.split('?').next().unwrap_or_default();
        let base = here.rfind('/').map_or(here, |at| &here[..=at]).to_string();
        let lang = self.lang.unwrap_or(shell.lang);
        let fig = self.fig();
        let name = shell.menu.iter().find(|facts| facts.fig == fig).map_or("", |facts| facts.words.name[lang as usize]);
        let mut keys: Vec<(String, String)> =
            address.keys().map(|key| (key.to_string(), address.get(key).unwrap_or_default().to_string())).collect();
        if !address.is_set("fig") {
            keys.insert(0, ("fig".into(), "step".into()));
        }
        Figure {
            base,
            link,
            source: platform::link(&framed.query()),
            keys,
            title: format!("{name} · {}", lang.messages().product),
            width: (self.width > 0).then_some(self.width),
            height: self.height.unwrap_or(HEIGHT),
        }
    }
}
