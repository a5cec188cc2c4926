//! A screen that steps through a network, on the page: the player, and what its own screen draws.

use crate::engine::export::to_json;
use crate::engine::trace::Trace;
use crate::player::action::Act;
use crate::player::state::Kind;
use crate::player::state::Player;
use crate::scene::step::Scene;
use crate::shell::action::Action;
use crate::shell::state::Shell;
use crate::ui::screen::Key;
use crate::ui::screen::{Frame, Parts, Press, Screen};
use crate::ui::send::Send;
use crate::ui::{card, detail, tools, transport};
use std::rc::Rc;
use yew::prelude::*;

/// What one screen draws that the others do not.
pub struct Look {
    pub stage: fn(&Player, &Scene, &Send) -> Html,
    /// Settings of its own, inside the card.
    pub settings: fn(&Player, &Send) -> Html,
    /// What stands above the row of tools, and among its details.
    pub tools: fn(&Player, &Scene, &Send) -> [Html; 2],
}

/// What the keys of a screen that steps through a network do, beside those of every screen.
pub const KEYS: [Key; 9] = [
    ("1 – 4", |m| m.key_answer),
    ("↑ ↓", |m| m.key_unit),
    ("Enter", |m| m.key_open),
    ("Shift →", |m| m.key_word),
    ("E", |m| m.key_change),
    ("P", |m| m.key_pin),
    ("T", |m| m.key_table),
    ("U", |m| m.key_roll),
    ("Tab", |m| m.key_tab),
];

impl Look {
    pub const fn of(stage: fn(&Player, &Scene, &Send) -> Html) -> Look {
        Look { stage, settings: |_, _| html! {}, tools: |_, _, _| Default::default() }
    }
}

#[derive(Clone)]
pub struct Stepping {
    pub player: Player,
    /// Computed once a change.
    scene: Rc<Scene>,
    look: &'static Look,
}

impl Stepping {
    pub fn open(kind: &'static Kind, look: &'static Look, shell: Shell) -> Box<dyn Screen> {
        let player = Player::new(kind, shell);
        let scene = Rc::new(player.scene());
        Box::new(Stepping { player, scene, look })
    }
}

impl Screen for Stepping {
    fn shell(&self) -> &Shell {
        &self.player.shell
    }
    fn shell_mut(&mut self) -> &mut Shell {
        &mut self.player.shell
    }
    fn duplicate(&self) -> Box<dyn Screen> {
        Box::new(self.clone())
    }
    fn again(&self, shell: Shell) -> Box<dyn Screen> {
        let mut next = Player::new(self.player.kind, shell);
        // A clock that still runs is none of the new state's.
        next.ticks = self.player.ticks;
        let scene = Rc::new(next.scene());
        Box::new(Stepping { player: next, scene, look: self.look })
    }
    fn reduce(&mut self, action: Action) {
        self.player.apply(action);
        self.scene = Rc::new(self.player.scene());
    }
    fn resume(&mut self) {
        self.player.playing = None;
    }
    fn frame(&self) -> Frame {
        let (player, scene) = (&self.player, &self.scene);
        let fast = player.playing.is_some() && player.shell.address.get("speed") == Some("2");
        Frame {
            title: scene.title.clone(),
            lede: scene.lede.clone(),
            // While playing faster than a sentence can be spoken, silence.
            spoken: if fast { String::new() } else { scene.spoken.clone() },
            t: player.t(),
            steps: player.last(),
            is_at_end: scene.transport.at == scene.transport.stops && scene.transport.t == scene.transport.last,
            is_running: false,
            is_playing: player.playing.is_some(),
            leads_on: false,
            classes: (player.show.lanes.len() > 1).then_some("comparing").into_iter().collect(),
            place: format!("{}.{} {}", player.t(), player.view().op, player.show.trace.sequence.tokens.join(" ")),
        }
    }
    fn parts(&self, send: &Send) -> Parts {
        let (player, scene) = (&self.player, &*self.scene);
        // Where the picture itself is what the arithmetic is about, it opens beside it, in the card's place.
        let card = if player.kind.lesson.opens_beside && scene.panel.is_some() {
            html! { <div class="aside">{ detail::detail(player, scene, send) }</div> }
        } else if player.shell.hides("card") {
            html! {}
        } else {
            card::card(player, scene, (self.look.settings)(player, send), send)
        };
        Parts {
            stage: (self.look.stage)(player, scene, send),
            card,
            tools: tools::tools(player, scene, (self.look.tools)(player, scene, send), send),
            bar: transport::bar(player, scene, send),
        }
    }
    fn link(&self) -> String {
        self.player.link()
    }
    fn get(&self, what: &str) -> Option<serde_json::Value> {
        let player = &self.player;
        // What somebody opened from a disk is told to no page around this one.
        if player.show.own.is_some() && crate::platform::is_framed() {
            return None;
        }
        let asks = player.kind.lesson.asks && player.shell.predicts() && player.t() <= player.steps();
        let of = |trace: &Rc<Trace>| to_json(trace, asks.then(|| player.steps() - 1));
        (what == "trace").then(|| match &player.show.lanes[..] {
            [one] => of(one),
            lanes => lanes.iter().map(of).collect(),
        })
    }
    fn key_list(&self) -> &'static [Key] {
        &KEYS
    }
    fn key(&self, press: &Press) -> Option<Action> {
        let player = &self.player;
        let presents = player.shell.is_presenting();
        let act = match press.key {
            "Escape" if player.editor.is_some() || player.zoom() != crate::scene::view::Zoom::Sentence => Act::Up,
            "ArrowRight" if press.shift => Act::Word(true),
            "ArrowLeft" if press.shift => Act::Word(false),
            // A key that is held down stops at the question.
            "ArrowRight" if press.is_repeated && player.view().is_asking() => Act::Goto(player.t()),
            "End" if player.goes_back() => Act::Goto(usize::MAX),
            "End" => Act::Goto(player.view().last()),
            "Enter" if press.in_figure && !press.on_control => Act::OpenUnit,
            "ArrowDown" if press.in_figure => Act::Unit(true),
            "ArrowUp" if press.in_figure => Act::Unit(false),
            digit @ ("1" | "2" | "3" | "4") if player.view().is_asking() => {
                Act::Guess(usize::from(digit.as_bytes()[0] - b'1'))
            }
            "e" | "E" if press.in_detail => Act::Field,
            "p" | "P" if press.in_detail => Act::Pin(*player.trail.last()?),
            letter if press.in_figure || presents => match letter {
                "t" | "T" => Act::Table(!player.is_table_open),
                "u" | "U" if player.kind.lesson.len_range.1 > 0 => Act::Rolled(!player.is_rolled()),
                "p" | "P" if presents => return Some(Action::Play(player.playing.is_none())),
                _ => return None,
            },
            _ => return None,
        };
        Some(act.into())
    }
}
