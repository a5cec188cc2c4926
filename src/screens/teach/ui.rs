//! Lectures to choose, their beats, their text; and what stands in the bar.

use crate::screens::teach::state::{Act, Teach};
use crate::screens::teach::words::Words;
use crate::screens::teach::{frame, notes};
use crate::shell::action::{Action, Own};
use crate::shell::address::DECKS;
use crate::shell::deck::{Deck, MAX_BYTES};
use crate::shell::state::Shell;
use crate::ui::aids::{drawn, notes_link};
use crate::ui::bar::{go, square};
use crate::ui::file::file_button;
use crate::ui::screen::{Dropped, Errand, Frame, Parts, Screen};
use crate::ui::send::Send;
use crate::words::protect::protect;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

fn own(act: Act) -> Action {
    Action::Own(Own::new(act))
}

const BACK: &str = "M13.5 4v12L5 10z";

impl Screen for Teach {
    fn shell(&self) -> &Shell {
        &self.shell
    }
    fn shell_mut(&mut self) -> &mut Shell {
        &mut self.shell
    }
    fn duplicate(&self) -> Box<dyn Screen> {
        Box::new(self.clone())
    }
    fn again(&self, shell: Shell) -> Box<dyn Screen> {
        Box::new(Teach::new(shell))
    }
    fn reduce(&mut self, action: Action) {
        self.apply(action);
    }
    fn errands(&mut self) -> Vec<Errand> {
        self.take_errands()
    }
    fn takes_files(&self) -> Option<f64> {
        (self.look() == "decks").then_some(MAX_BYTES as f64)
    }
    fn dropped(&self, (name, file): Dropped) -> Option<Action> {
        Some(own(Act::File(name, file)))
    }
    /// In the speaker's window the clicker stays.
    fn back(&self) -> Option<Action> {
        (self.look() == "notes").then_some(Action::Step(false))
    }
    fn frame(&self) -> Frame {
        let m = Words::of(self.shell.lang);
        let (deck, beat) = (self.deck(), self.beat());
        let (title, lede) = match (self.look(), &deck) {
            ("notes", Some(deck)) => {
                (m.notes_title(&beat.max(1).to_string(), &deck.beats.len().to_string()), String::new())
            }
            ("frame", _) => (m.frame_title.to_string(), m.frame_lede.to_string()),
            _ => (m.title.to_string(), m.lede.to_string()),
        };
        Frame {
            spoken: title.clone(),
            title,
            lede,
            t: beat,
            // Whoever clicked through all screens begins nothing by one click more.
            is_at_end: deck.is_none() && self.look() == "decks",
            steps: deck.map_or(0, |deck| deck.beats.len()),
            classes: vec!["on-teach"],
            place: format!("{beat}"),
            ..Frame::default()
        }
    }
    fn parts(&self, send: &Send) -> Parts {
        let (stage, card) = match self.look() {
            "notes" => (notes::stage(self), notes::card(self, send)),
            "frame" => (frame::stage(self, send), frame::card(self, send)),
            _ => (decks(self, send), card(self)),
        };
        let hides_card = self.shell.hides("card");
        Parts {
            stage,
            card: if hides_card {
                html! {}
            } else {
                card
            },
            tools: html! {},
            bar: bar(self, send),
        }
    }
}

fn bar(teach: &Teach, send: &Send) -> Html {
    let m = Words::of(teach.shell.lang);
    let (deck, beat) = (teach.deck(), teach.beat());
    let claim = |number: usize| {
        deck.as_ref().and_then(|deck| deck.beat(number)).map_or(String::new(), |beat| protect(&beat.claim))
    };
    if teach.look() == "notes" {
        let will = if teach.heard.is_some() { m.will_click.to_string() } else { m.will_beat(&(beat + 1).to_string()) };
        let turn = |id, label, path, is_on| square(id, label, "", deck.is_none(), path, own(Act::Turn(is_on)), send);
        return html! { <>
            { turn("beat-before", m.beat_before, BACK, false) }
            { go(m.next_click, will, deck.is_some(), send) }
            { turn("beat-after", m.beat_after, "M6.5 4v12L15 10z", true) }
        </> };
    }
    if teach.look() == "frame" {
        return frame::bar(teach, send);
    }
    let (verb, will) = match (&deck, beat) {
        (None, _) => (m.start, m.deck_title("30")),
        (Some(_), 0) => (m.start, m.will_start(&claim(1))),
        (Some(_), _) => (m.go_on, m.will_start(&claim(beat))),
    };
    go(verb, will, true, send)
}

/// Lectures, or a figure for a page.
pub fn looks(teach: &Teach, send: &Send) -> Html {
    let m = Words::of(teach.shell.lang);
    html! {
        <div class="looks"><div class="seg" role="group" aria-label={m.looks} data-key="look">
            { for [("decks", m.look_decks), ("frame", m.look_frame)].map(|(look, name)| {
                let is_on = teach.look() == look;
                html! { <button type="button" class={classes!(is_on.then_some("on"))} aria-pressed={is_on.to_string()} data-look={look}
                    onclick={send.on(own(Act::Look(look)))}>{ name }</button> }
            }) }
        </div></div>
    }
}

fn decks(teach: &Teach, send: &Send) -> Html {
    let m = Words::of(teach.shell.lang);
    let open = teach.shell.address.get("deck");
    let choice = |name: &&'static str| {
        let name = *name;
        let is_on = open == Some(name);
        let (title, text) = match name {
            "10" => (m.deck_title(name), m.deck_10),
            "30" => (m.deck_title(name), m.deck_30),
            "50" => (m.deck_title(name), m.deck_50),
            _ => (m.deck_own.to_string(), m.deck_write),
        };
        let act = if name == "own" { Act::Edit(true) } else { Act::Deck(name) };
        html! {
            <button type="button" class={classes!("deck", is_on.then_some("on"))} data-deck={name} aria-pressed={is_on.to_string()} onclick={send.on(own(act))}>
                <b>{ title }</b><span class="small">{ text }</span></button>
        }
    };
    html! { <>
        { looks(teach, send) }
        <div id="figure" class="desk" role="group" aria-label={m.choose_title} tabindex="0">
            <div class="decks">{ for DECKS.iter().map(choice) }</div>
            if let Some(refusal) = &teach.refusal { <p class="refusal" role="alert">{ refusal }</p> }
            if let Some(text) = &teach.text { { editor(teach, text, send) } }
            else if let Some(deck) = teach.deck() { { beats(teach, &deck, send) } }
            else if open.is_some() { <p class="soft">{ m.loading }</p> }
        </div>
    </> }
}

fn faults(teach: &Teach) -> Html {
    let m = Words::of(teach.shell.lang);
    if teach.faults.is_empty() {
        return html! { <p class="small soft" id="deck-lint">{ m.no_fault }</p> };
    }
    html! { <div id="deck-lint"><p class="small"><b>{ m.some_faults }</b></p><ul class="small warned">{ for teach.faults.iter().map(|fault| html! { <li>{ fault }</li> }) }</ul></div> }
}

fn editor(teach: &Teach, text: &str, send: &Send) -> Html {
    let m = Words::of(teach.shell.lang);
    let typed = {
        let send = send.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            send.now(own(Act::Typed(field.value())));
        })
    };
    let submit = {
        let send = send.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.now(own(Act::Use));
        })
    };
    html! {
        <form class="reader" onsubmit={submit}>
            <label for="deck-text">{ m.edit_label }</label>
            <textarea id="deck-text" rows="16" spellcheck="false" dir="auto" aria-describedby="deck-lint" value={text.to_string()} oninput={typed} />
            { faults(teach) }
            <div class="row">
                <button type="submit" class="plain" data-act="use">{ m.edit_done }</button>
                { open_text(m.open_text, send) }
                <button type="button" class="link-button" data-act="cancel" onclick={send.on(own(Act::Edit(false)))}>{ m.cancel }</button>
            </div>
        </form>
    }
}

fn open_text(label: &'static str, send: &Send) -> Html {
    let act = |name, file| own(Act::File(name, file));
    file_button("deck-file", label, "plain", ".txt,text/plain", MAX_BYTES as f64, send, act)
}

/// Every beat, its claim, and where it leads.
fn beats(teach: &Teach, deck: &Deck, send: &Send) -> Html {
    let m = Words::of(teach.shell.lang);
    let here = teach.beat();
    let notes = notes_link(deck, here.max(1), teach.shell.lang);
    let row = |(at, beat): (usize, &crate::shell::deck::Beat)| {
        let number = at + 1;
        let is_here = number == here;
        html! {
            <li class={classes!(is_here.then_some("current"))} aria-current={is_here.then_some("step")}>
                <button type="button" class="beat" data-beat={number.to_string()} onclick={send.on(Action::Beat(number))}>
                    <span class="place">{ number }</span><span>{ protect(&beat.claim) }</span></button>
            </li>
        }
    };
    let button = |act: Act, id: &'static str, label: &'static str| html! { <button type="button" class="plain" data-act={id} onclick={send.on(own(act))}>{ label }</button> };
    html! { <>
        <h2 id="beats">{ m.beats }</h2>
        <ol class="beat-list" aria-labelledby="beats">{ for deck.beats.iter().enumerate().map(row) }</ol>
        if deck.name == "own" { { faults(teach) } }
        <div class="row deck-tools">
            <a class="plain" data-act="notes" href={notes} target="unrolled-notes">{ m.speaker }</a>
            { button(Act::Edit(true), "edit", m.edit) }
            { button(Act::Save, "save", m.save) }
            { button(Act::Share, "share", m.share) }
            { button(Act::Stills, "stills", m.stills) }
            { open_text(m.open_text, send) }
        </div>
        if let Some((done, all)) = teach.taken { <p class="small" role="status">{ m.stills_at(&done.to_string(), &all.to_string()) }</p> }
    </> }
}

fn card(teach: &Teach) -> Html {
    let m = Words::of(teach.shell.lang);
    let phone = teach.deck().and_then(|deck| drawn(&notes_link(&deck, teach.beat().max(1), teach.shell.lang)));
    html! {
        <aside class="card" id="card" tabindex="-1" aria-labelledby="card-title">
            <h2 id="card-title">{ m.card_title }</h2>
            { for [m.card_clicker, m.card_present, m.card_reload].map(|text| html! { <p>{ text }</p> }) }
            if let Some(code) = phone { <h3 class="small">{ m.phone }</h3>{ code }<p class="small soft">{ m.phone_text }</p> }
        </aside>
    }
}
