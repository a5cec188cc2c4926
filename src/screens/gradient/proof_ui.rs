//! The proof by training, as it is drawn.

use crate::model::cell::Cell;
use crate::screens::gradient::finding::Finding;
use crate::screens::gradient::proof::{DELAYS, RATES, UPDATES_A_ROUND};
use crate::screens::gradient::state::Gradient;
use crate::screens::gradient::trials::{TrialStage, accuracy, finding as found, reach, reached};
use crate::screens::gradient::words::Words;
use crate::shell::action::Action;
use crate::ui::bar::{REWIND, go, pace, progress, square};
use crate::ui::chart::chart;
use crate::ui::controls::buttons;
use crate::ui::send::Send;
use yew::prelude::*;

pub fn finding(state: &Gradient) -> Finding {
    let Some(proof) = &state.proof else {
        let m = Words::of(state.shell.lang);
        return Finding { title: m.failed_title.into(), text: vec![m.failed_text.into()] };
    };
    found(&proof.trials, proof.is_done(), proof.delay, state.shell.lang)
}

pub fn stage(state: &Gradient) -> Html {
    let m = Words::of(state.shell.lang);
    let Some(proof) = &state.proof else { return html! {} };
    let said = finding(state);
    html! {
        <div class="curves" id="proof">
            { for Cell::RECURRENT.into_iter().filter_map(|cell| reached(&proof.trials, cell)).map(|reached| html! {
                <span hidden={true} data-cell={reached.cell.id()} data-rate={reached.rate} data-seeds={reached.seeds.to_string()}
                    data-least={reached.least.to_string()} data-value={reached.median.to_string()} data-most={reached.most.to_string()} />
            }) }
            <figure class="plot"><figcaption>{ m.accuracy_title }</figcaption>
                { chart(&accuracy(&proof.trials, proof.each(), state.shell.lang, state.shell.room), m.updates, &format!("{}. {}", m.accuracy_title, said.title)) }</figure>
            <figure class="plot norm"><figcaption>{ m.reach_title }</figcaption>
                { chart(&reach(&proof.trials, proof.each(), state.shell.room), m.updates, m.reach_title) }</figure>
        </div>
    }
}

/// What moves the proof.
pub fn bar(state: &Gradient, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let Some(proof) = &state.proof else { return go(m.start, String::new(), false, send) };
    let runs = (proof.total() / proof.each()).to_string();
    let (verb, will) = match proof.updates() {
        _ if proof.is_running => (m.pause, m.will_pause.to_string()),
        _ if proof.is_done() => (m.again, m.will_again.to_string()),
        0 => (m.start, m.will_prove_all(&runs, &proof.each().to_string())),
        _ => (m.go_on, m.will_pause.to_string()),
    };
    let (done, all) = (proof.updates() as usize, proof.total() as usize);
    html! {
        <>
            { square("rewind", Words::of(state.shell.lang).rewind, "Home", done == 0, REWIND, Action::Goto(0), send) }
            { go(verb, will, true, send) }
            { progress(done, all, m.updates, state.shell.lang) }
            { pace(&state.shell, send) }
        </>
    }
}

pub fn form(state: &Gradient, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let Some(proof) = &state.proof else { return html! {} };
    let delays = [DELAYS.0, 10, 20, 30, DELAYS.1, 50, DELAYS.2];
    let delays = delays.map(|delay| (delay.to_string(), delay.to_string(), delay == proof.delay)).to_vec();
    let budget = [20, 40, 80].map(|rounds: u32| {
        (rounds.to_string(), (rounds * UPDATES_A_ROUND).to_string(), rounds as usize == proof.rounds)
    });
    // An empty value takes the key out of the address.
    let best = (String::new(), m.rate_best.to_string(), proof.rate.is_none());
    let rates = RATES.map(|rate| (rate.to_string(), rate.to_string(), proof.rate == Some(rate)));
    let set = |key: &'static str| move |value: String| send.on(Action::Set(key, value));
    let chosen = |cell: Cell| {
        let trial = proof.trials.iter().find(|trial| trial.stage == TrialStage::Seeds && trial.cell == cell)?;
        Some(format!("{} {}", cell.label(), trial.rate))
    };
    let shown: Vec<String> = Cell::RECURRENT.into_iter().filter_map(chosen).collect();
    html! {
        <div class="settings" role="group" aria-label={m.settings}>
            { buttons("len", m.delay, delays, &set("len")) }
            { buttons("epoch", m.budget, budget.to_vec(), &set("epoch")) }
            { buttons("lr", m.rate, std::iter::once(best).chain(rates).collect(), &set("lr")) }
            if !shown.is_empty() { <p class="small">{ m.rate_used(&shown.join(", ")) }</p> }
            <p class="small soft">{ m.rate_text }</p>
        </div>
    }
}
