//! Why training an RNN is slow: the same work with and without waiting, measured here.

use crate::platform;
use crate::scene::chart::significant;
use crate::screens::speed::state::Speed;
use crate::screens::speed::words::Words;
use crate::shell::action::{Action, Own};
use crate::shell::state::Shell;
use crate::ui::bar::{go, progress};
use crate::ui::chart::chart;
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
        let mut measured = self.measured.clone();
        measured.stop();
        (measured.count().0 > 0).then(|| Own::new(measured))
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
            is_at_end: done > 0 && !is_measuring,
            leads_on: false,
            classes: vec!["on-lab"],
            place: format!("{done} {spoken}"),
            spoken,
        }
    }
    fn parts(&self, send: &Send) -> Parts {
        let m = Words::of(self.shell.lang);
        let (done, all) = self.measured.count();
        let (verb, will) = match self.measured.is_measuring() {
            true => (m.stop, m.measured_of(&done.to_string(), &all.to_string())),
            false => (m.measure, m.will_measure.to_string()),
        };
        let is_ready = !self.has_failed;
        Parts {
            stage: stage(self),
            card: if self.shell.hides("card") {
                html! {}
            } else {
                card(self)
            },
            tools: tools(self, send),
            bar: html! { <>{ go(verb, will, is_ready, send) }{ progress(done, all, m.measuring, self.shell.lang) }</> },
        }
    }
    fn get(&self, what: &str) -> Option<serde_json::Value> {
        (what == "speed").then(|| self.measured.json())
    }
}

fn stage(state: &Speed) -> Html {
    let m = Words::of(state.shell.lang);
    let Some(picture) = state.measured.chart(state.shell.lang, state.shell.room) else { return sketch(state) };
    let (title, text) = state.measured.finding(state.shell.lang);
    html! {
        <div class="curves">
            <figure class="plot">
                <figcaption>{ m.milliseconds }</figcaption>
                { chart(&picture, m.length, &format!("{title}. {}", text.join(" "))) }
            </figure>
            <details class="tool"><summary>{ m.table }</summary>
                <table class="numbers">
                    <thead><tr><th scope="col">{ m.cell }</th><th scope="col">{ m.length }</th><th scope="col">{ m.step_by_step }</th><th scope="col">{ m.at_once }</th></tr></thead>
                    <tbody>{ for state.measured.points().into_iter().map(|point| html! {
                        <tr><th scope="row">{ point.cell.label() }</th><td>{ point.len }</td>
                            <td data-value={point.in_a_row.to_string()}>{ significant(point.in_a_row) }</td>
                            <td data-value={point.at_once.to_string()}>{ significant(point.at_once) }</td></tr>
                    }) }</tbody>
                </table>
            </details>
        </div>
    }
}

/// What will be measured, before anything was: words that wait in one row, and as many on all cores.
fn sketch(state: &Speed) -> Html {
    let m = Words::of(state.shell.lang);
    let (first, wide, tall) = (74.0, 64.0, 36.0);
    let width = state.shell.room.width / state.shell.room.scale();
    // The same words in both pictures: as many as the cores share evenly.
    let words = ((width - first) / wide).clamp(2.0, 8.0) as usize;
    let cores = platform::cores().min(words);
    let words = words - words % cores;
    let place = |value: f64| format!("{value:.1}");
    let row = |core: usize, y: f64, words: usize, is_chained: bool| {
        html! {
            <>
                <text class="soft" x="0" y={place(y + 19.0)}>{ m.core(&(core + 1).to_string()) }</text>
                { for (0..words).map(|k| html! { <rect class="sketch" x={place(first + wide * k as f64)} y={place(y)} width="40" height="28" rx="6" /> }) }
                if is_chained { { for (1..words).map(|k| html! {
                    <path class="waits" d={format!("M{:.1} {:.1}h16m-6-5l6 5l-6 5", first + wide * k as f64 - 20.0, y + 14.0)} />
                }) } }
            </>
        }
    };
    let below = 100.0;
    let height = below + tall * cores as f64;
    html! {
        <div class="curves">
            <figure class="plot sketch-plot">
                <figcaption>{ m.sketch }</figcaption>
                <svg viewBox={format!("0 0 {width} {height}")} role="img" aria-label={m.speed_idle_text}>
                    <defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V7" /></pattern></defs>
                    <text x={place(first)} y="18">{ m.step_by_step }</text>
                    { row(0, 26.0, words, true) }
                    <text x={place(first)} y={place(below - 8.0)}>{ m.at_once }</text>
                    { for (0..cores).map(|core| row(core, below + tall * core as f64, (words / cores).max(1), false)) }
                </svg>
            </figure>
        </div>
    }
}

fn card(state: &Speed) -> Html {
    let m = Words::of(state.shell.lang);
    let (title, text) = state.measured.finding(state.shell.lang);
    let rates = state.measured.throughput(state.shell.lang);
    html! {
        <aside class="card" id="card" tabindex="-1">
            <h2>{ title }</h2>
            { for text.iter().map(|text| html! { <p>{ text }</p> }) }
            <p>{ m.slow_note }</p>
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
