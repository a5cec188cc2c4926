//! The speaker's own window: what to say, what comes next, the clock.

use crate::screens::teach::decks::clock;
use crate::screens::teach::state::{Act, Teach};
use crate::screens::teach::words::Words;
use crate::shell::action::{Action, Own};
use crate::ui::send::Send;
use crate::words::protect::protect;
use yew::prelude::*;

fn own(act: Act) -> Action {
    Action::Own(Own::new(act))
}

pub fn stage(teach: &Teach) -> Html {
    let m = Words::of(teach.shell.lang);
    let Some(deck) = teach.deck() else {
        return html! { <div id="figure" class="desk" tabindex="0" role="group" aria-label={m.speaker}><p>{ m.notes_none }</p></div> };
    };
    let number = teach.beat().max(1);
    let beat = deck.beat(number).cloned().unwrap_or_default();
    let next = deck.beat(number + 1).map_or_else(|| m.notes_last.to_string(), |beat| protect(&beat.claim));
    html! {
        <div id="figure" class="desk speaker" tabindex="0" role="group" aria-label={m.speaker}>
            <h2>{ protect(&beat.claim) }</h2>
            if let Some(heard) = &teach.heard {
                <p class="small soft">{ m.notes_where(&heard.t.to_string(), &heard.steps.to_string()) }{ " · " }{ &heard.caption }</p>
            }
            <section aria-labelledby="said"><h3 id="said" class="small soft">{ m.notes_said }</h3>
                { for beat.notes.iter().map(|note| html! { <p class="note">{ protect(note) }</p> }) }
            </section>
            <section aria-labelledby="coming"><h3 id="coming" class="small soft">{ m.notes_next }</h3><p class="coming-beat">{ next }</p></section>
        </div>
    }
}

/// The clock, and whether the other window is there.
pub fn card(teach: &Teach, send: &Send) -> Html {
    let m = Words::of(teach.shell.lang);
    let Some(deck) = teach.deck() else { return html! {} };
    let minutes = deck.name.parse::<usize>().ok();
    let elapsed = teach.elapsed().unwrap_or(0.0);
    // Beats as if each took as long as another.
    let ought = minutes.map(|minutes| {
        let share = elapsed / (60_000.0 * minutes as f64);
        ((share * deck.beats.len() as f64) as usize + 1).min(deck.beats.len())
    });
    html! {
        <aside class="card" id="card" tabindex="-1" aria-labelledby="card-title">
            <h2 id="card-title">{ m.notes_time }</h2>
            <p class="clock" role="timer">{ clock(elapsed) }</p>
            if let Some(minutes) = minutes { <p class="small soft">{ m.notes_of(&minutes.to_string()) }
                if let Some(beat) = ought.filter(|_| teach.started.is_some()) { { " · " }{ m.notes_ought(&beat.to_string()) } }</p> }
            <button type="button" class="plain" data-act="clock" onclick={send.on(own(Act::Clock))}>{ if teach.started.is_some() { m.timer_again } else { m.timer_start } }</button>
            <p class="small">{ if teach.heard.is_some() { m.notes_heard } else { m.notes_alone } }</p>
            if teach.heard.is_some() { <button type="button" class="plain" data-act="darken" onclick={send.on(own(Act::Darken))}>{ m.darken }</button> }
        </aside>
    }
}
