//! Why training an RNN is slow: the same work with and without waiting, measured here.

use crate::model::cell::Cell;
use crate::scene::chart::significant;
use crate::scene::number::grouped;
use crate::screens::speed::chart::{chart as drawn, curves};
use crate::screens::speed::kinds::{Look, Place};
use crate::screens::speed::scaling::{CELLS, GUESSES, Key, LAST, LENGTHS};
use crate::screens::speed::state::{Act, Speed};
use crate::screens::speed::words::Words;
use crate::shell::action::{Action, Own};
use crate::shell::state::Shell;
use crate::ui::bar::{go, progress};
use crate::ui::chart::chart;
use crate::ui::controls::buttons;
use crate::ui::engine;
use crate::ui::screen::{Errand, Frame, Parts, Screen};
use crate::ui::send::Send;
use yew::prelude::*;

impl Screen for Speed {
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
        Box::new(Speed::again(self, shell))
    }
    fn reduce(&mut self, action: Action) {
        self.apply(action);
    }
    fn leave(&mut self) {
        self.stop();
    }
    fn resume(&mut self) {
        // What was being measured was given up when it was left.
        self.measured.stop();
    }
    fn work(&self) -> usize {
        self.measured.count().0
    }
    fn keep(&self) -> Option<Own> {
        (self.measured.count().0 > 0 || self.guess.is_some()).then(|| Own::new(self.kept()))
    }
    fn back(&self) -> Option<Action> {
        self.measured.is_measuring().then_some(Action::Play(false))
    }
    fn errands(&mut self) -> Vec<Errand> {
        std::mem::take(&mut self.engines.orders).into_iter().map(engine::errand).collect()
    }
    fn frame(&self) -> Frame {
        let m = Words::of(self.shell.lang);
        let (done, all) = self.measured.count();
        let is_measuring = self.measured.is_measuring();
        let spoken = if is_measuring { String::new() } else { self.measured.finding(self.shell.lang).0 };
        Frame {
            title: m.speed_title.into(),
            lede: m.speed_lede.into(),
            t: done,
            steps: all,
            is_running: is_measuring,
            is_playing: false,
            is_at_end: done > 0 && !is_measuring,
            leads_on: false,
            classes: vec!["on-lab"],
            place: format!("{done} {:?} {:?} {spoken}", self.look(), self.guess),
            spoken,
        }
    }
    fn parts(&self, send: &Send) -> Parts {
        let m = Words::of(self.shell.lang);
        let (done, all) = self.measured.count();
        let (verb, will) = match self.measured.is_measuring() {
            true => (
                m.stop,
                format!(
                    "{} · {}",
                    m.measured_of(&done.to_string(), &all.to_string()),
                    self.measured.present(self.shell.lang)
                ),
            ),
            false => (m.measure, m.will_measure.to_string()),
        };
        let is_ready = !self.has_failed;
        Parts {
            stage: stage(self, send),
            card: if self.shell.hides("card") {
                html! {}
            } else {
                card(self, send)
            },
            tools: tools(self, send),
            bar: html! { <>{ go(verb, will, is_ready, send) }{ progress(done, all, m.measuring, self.shell.lang) }</> },
        }
    }
    fn get(&self, what: &str) -> Option<serde_json::Value> {
        (what == "speed").then(|| self.measured.json())
    }
}

fn own(act: Act) -> Action {
    Action::Own(Own::new(act))
}

fn stage(state: &Speed, send: &Send) -> Html {
    let lang = state.shell.lang;
    let m = Words::of(lang);
    if state.measured.count().1 == 0 {
        return sketch(state);
    }
    let look = state.look();
    let shown = |one: Look| (one.id().to_string(), m.look_name(one).to_string(), one == look);
    let curves = curves(&state.measured, lang, look);
    let said = curves.iter().filter_map(|curve| {
        let (len, value) = curve.points.last()?;
        Some(m.at_length(&curve.name, &grouped(*len), &significant(*value)))
    });
    let said = said.collect::<Vec<_>>().join(", ");
    let empty = state.measured.no_gpu(lang).filter(|_| look == Look::Gpu).unwrap_or_else(|| m.not_yet.to_string());
    html! {
        <div class="curves" id="figure" role="group" aria-label={m.measured} tabindex="0">
            <div class="pictures">{ buttons("look", m.show_label, Look::ALL.map(shown).to_vec(), &|id| send.on(own(Act::Look(Look::of(&id))))) }</div>
            <figure class="plot">
                <figcaption>{ m.caption(look) }</figcaption>
                if let Some(picture) = drawn(&curves, state.shell.room) {
                    { chart(&picture, m.length, &said) }
                } else { <p class="soft">{ empty }</p> }
            </figure>
            { table(state) }
        </div>
    }
}

/// Everything that was measured: a row a network and length.
fn table(state: &Speed) -> Html {
    let m = Words::of(state.shell.lang);
    let columns =
        [(Place::One, false), (Place::One, true), (Place::Cores, true), (Place::Gpu, false), (Place::Gpu, true)];
    let has = |&(place, is_training): &(Place, bool)| {
        CELLS.iter().any(|&cell| !state.measured.line(place, cell, is_training).is_empty())
    };
    let columns: Vec<(Place, bool)> = columns.into_iter().filter(has).collect();
    let number = |value: Option<f64>| match value {
        Some(value) => html! { <td data-value={value.to_string()}>{ significant(value) }</td> },
        None => html! { <td class="soft">{ "–" }</td> },
    };
    let row = |cell: Cell, len: usize| {
        let of = |place, is_training| state.measured.reading(Key { place, cell, len, is_training });
        html! {
            <tr><th scope="row">{ m.net_word(cell) }</th><td>{ len }</td>
                { for columns.iter().map(|&(place, is_training)| number(of(place, is_training).map(|found| found.millis))) }
                { number(of(Place::One, true).map(|found| found.bytes / 1024.0)) }</tr>
        }
    };
    let rows = CELLS.into_iter().flat_map(|cell| LENGTHS.map(|len| (cell, len)));
    let is_measured = |&(cell, len): &(Cell, usize)| {
        columns
            .iter()
            .any(|&(place, is_training)| state.measured.reading(Key { place, cell, len, is_training }).is_some())
    };
    html! {
        <details class="tool"><summary>{ m.table }</summary><div class="scroll" tabindex="0">
            <table class="numbers">
                <thead><tr><th scope="col">{ m.cell }</th><th scope="col">{ m.length }</th>
                    { for columns.iter().map(|&(place, is_training)| html! { <th scope="col">{ m.column((place, is_training)) }</th> }) }
                    <th scope="col">{ m.memory_kb }</th></tr></thead>
                <tbody>{ for rows.filter(is_measured).map(|(cell, len)| row(cell, len)) }</tbody>
            </table>
        </div></details>
    }
}

/// What waits for what, before anything was measured: a word a box, and a line to whatever must wait for it.
fn sketch(state: &Speed) -> Html {
    let m = Words::of(state.shell.lang);
    let width = state.shell.room.width / state.shell.room.scale();
    let words = (width / 58.0).clamp(3.0, 8.0) as usize;
    let (box_wide, tall) = (44.0, 26.0);
    let wide = ((width - box_wide) / (words - 1) as f64).min(92.0);
    let place = |value: f64| format!("{value:.1}");
    let x = |word: usize| wide * word as f64;
    let middle = |word: usize| x(word) + box_wide / 2.0;
    let row = |y: f64| {
        let one = |word: usize| html! { <rect class="sketch" x={place(x(word) + 1.0)} y={place(y)} width={place(box_wide - 2.0)} height={place(tall)} rx="6" /> };
        html! { { for (0..words).map(one) } }
    };
    let title = |y: f64, text: &str| html! { <text x="0" y={place(y)}>{ text.to_string() }</text> };
    let line = |from: (usize, f64), to: (usize, f64)| {
        format!("M{:.1} {:.1}L{:.1} {:.1}", middle(from.0), from.1, middle(to.0), to.1)
    };
    // One after the other; rounds, each of which reaches twice as far; every word from every word.
    let (chain, scan, attends) = (28.0, 112.0, 252.0);
    let (gap, below) = (52.0, tall + 52.0);
    let rounds = words.next_power_of_two().ilog2() as usize;
    let round_tall = gap / rounds as f64;
    let arrows: String = (1..words)
        .map(|word| {
            format!("M{:.1} {:.1}H{:.1}m-6-5l6 5l-6 5", x(word - 1) + box_wide + 3.0, chain + tall / 2.0, x(word) - 3.0)
        })
        .collect();
    let scanned: String = (0..rounds)
        .flat_map(|round| {
            let (from, to) = (scan + tall + round_tall * round as f64, scan + tall + round_tall * (round + 1) as f64);
            (0..words).flat_map(move |word| {
                let far = word.checked_sub(1 << round).map(|first| line((first, from), (word, to)));
                [Some(line((word, from), (word, to))), far]
            })
        })
        .flatten()
        .collect();
    let attended: String =
        (0..words * words).map(|n| line((n / words, attends + tall), (n % words, attends + below))).collect();
    html! {
        <div class="curves" id="figure" role="group" aria-label={m.sketch} tabindex="0">
            <figure class="plot sketch-plot">
                <figcaption>{ m.sketch }</figcaption>
                <svg viewBox={format!("0 0 {width:.0} 344")} role="img" aria-label={m.sketch_text}>
                    <defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V7" /></pattern></defs>
                    { title(chain - 10.0, m.sketch_waits) }{ row(chain) }<path class="waits" d={arrows} />
                    { title(scan - 10.0, m.sketch_scan) }{ row(scan) }<path class="waits fine" d={scanned} />{ row(scan + below) }
                    { title(attends - 10.0, m.sketch_attends) }{ row(attends) }<path class="waits fine" d={attended} />{ row(attends + below) }
                </svg>
            </figure>
        </div>
    }
}

fn card(state: &Speed, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let lang = state.shell.lang;
    let (title, text) = state.measured.finding(lang);
    let rates = state.measured.throughput(lang);
    let is_idle = state.measured.count().1 == 0;
    let verdict = state.guess.and_then(|guess| state.measured.verdict(lang, guess));
    html! {
        <aside class="card" id="card" tabindex="-1">
            <h2>{ title }</h2>
            if let Some(verdict) = verdict { <p><strong>{ verdict }</strong></p> }
            { for text.iter().map(|text| html! { <p>{ text }</p> }) }
            if is_idle && state.shell.predicts() {
                <h3 id="guess">{ m.guess_question(&grouped(LAST)) }</h3>
                <div role="group" aria-labelledby="guess">
                    { for GUESSES.into_iter().map(|cell| {
                        let is_mine = state.guess == Some(cell);
                        html! {
                            <button type="button" class={classes!("option", is_mine.then_some("mine"))} data-guess={cell.id()} aria-pressed={is_mine.to_string()}
                                onclick={send.on(own(Act::Guess(cell)))}><span>{ m.net_word(cell) }</span>
                                if is_mine { <span class="soft">{ m.my_guess }</span> }</button>
                        }
                    }) }
                </div>
            }
            if !is_idle { <p>{ m.slow_note }</p> }
            if !rates.is_empty() {
                <h2>{ m.throughput }</h2>
                <p class="small">{ m.throughput_text }</p>
                <ul class="small rates">{ for rates.into_iter().map(|line| html! { <li>{ line }</li> }) }</ul>
            }
        </aside>
    }
}

fn tools(state: &Speed, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    html! {
        <section class="tools" aria-label={m.measure}><div class="row">
            if !state.shell.hides("link") { <button type="button" class="link-button" data-act="copy" onclick={send.on(Action::CopyLink)}>{ m.copy_link }</button> }
        </div></section>
    }
}
