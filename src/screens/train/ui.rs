//! Learning, live: curves, what they mean, what the network says, and what it costs.

use crate::run::notes::{self, device};
use crate::scene::number::{full, percent};
use crate::screens::train::form::form;
use crate::screens::train::reduce::file_limit;
use crate::screens::train::scene::{losses, norms, rows};
use crate::screens::train::state::{Act, Status, Training};
use crate::screens::train::verdict::verdict;
use crate::screens::train::words::Words;
use crate::shell::action::Action;
use crate::shell::state::Shell;
use crate::ui::bar::{REWIND, disabled, go, pace, progress, square};
use crate::ui::chart::chart;
use crate::ui::controls::Controls;
use crate::ui::engine;
use crate::ui::file::file_button;
use crate::ui::screen::{Dropped, Errand, Frame, Parts, Screen};
use crate::ui::send::Send;
use yew::prelude::*;

impl Screen for Training {
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
        Box::new(Training::again(self, shell))
    }
    fn reduce(&mut self, action: Action) {
        self.apply(action);
    }
    fn leave(&mut self) {
        Training::leave(self);
    }
    fn resume(&mut self) {
        Training::resume(self);
    }
    fn work(&self) -> usize {
        self.updates() as usize
    }
    fn back(&self) -> Option<Action> {
        (self.status == Status::Running).then_some(Action::Play(false))
    }
    fn errands(&mut self) -> Vec<Errand> {
        std::mem::take(&mut self.engines.orders).into_iter().map(engine::errand).collect()
    }
    fn frame(&self) -> Frame {
        let m = Words::of(self.shell.lang);
        let said = verdict(&self.view());
        let spoken = match self.status {
            _ if self.facts.is_none() || self.record.scored.is_empty() => String::new(),
            // Numbers that run are not read out; where they rest, they are.
            Status::Running => said.title,
            _ => format!("{}. {}", said.title, said.text),
        };
        Frame {
            title: m.train_title.into(),
            lede: m.train_lede.into(),
            t: self.updates() as usize,
            steps: self.total() as usize,
            is_running: self.status == Status::Running,
            is_playing: false,
            is_at_end: self.is_done() && self.status != Status::Running,
            leads_on: self.updates() > 0 && self.status != Status::Running,
            classes: vec!["on-lab"],
            place: format!("{spoken} {}", if self.status == Status::Running { 0 } else { self.updates() }),
            spoken,
        }
    }
    fn parts(&self, send: &Send) -> Parts {
        Parts {
            stage: stage(self, send),
            card: if self.shell.hides("card") {
                html! {}
            } else {
                card(self, send)
            },
            tools: tools(self, send),
            bar: bar(self, send),
        }
    }
    fn takes_files(&self) -> Option<f64> {
        Some(file_limit(true))
    }
    fn dropped(&self, (name, file): Dropped) -> Option<Action> {
        let is_network = name.to_ascii_lowercase().ends_with(".safetensors");
        let over = |bytes: &Vec<u8>| !is_network && bytes.len() as f64 > file_limit(false);
        let file = file.and_then(|bytes| if over(&bytes) { Err(bytes.len() as f64) } else { Ok(bytes) });
        Some(if is_network { Act::Network(file) } else { Act::File(file) }.into())
    }
}

fn bar(state: &Training, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let (done, all) = (state.updates() as usize, state.total() as usize);
    let (verb, will) = match state.status {
        Status::Running => (m.pause, m.will_pause.to_string()),
        _ if state.is_done() => (m.again, m.will_again.to_string()),
        _ if done == 0 => (m.start, if all > 0 { m.will_start(&all.to_string()) } else { String::new() }),
        _ => (m.go_on, m.will_go_on(&all.saturating_sub(done).to_string())),
    };
    let is_ready = state.is_ready();
    html! {
        <>
            { square("rewind", m.rewind, "Home", !is_ready || done == 0, REWIND, Act::Rewind, send) }
            { go(verb, will, is_ready, send) }
            <button key="once" type="button" class="plain once" data-act="once" aria-keyshortcuts="ArrowRight"
                aria-disabled={disabled(!is_ready || state.is_done())} onclick={send.on(Act::Once)}>{ m.once }</button>
            { progress(done, all, m.updates, state.shell.lang) }
            { pace(&state.shell, send) }
        </>
    }
}

fn stage(state: &Training, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let view = state.view();
    let loss = losses(&view);
    let spoken = verdict(&view);
    // On a phone what it says comes before how it learns: both are in view while it runs.
    let is_narrow = state.shell.room.is_narrow();
    html! {
        <div class="curves">
            <figure class="plot" id="losses" data-training={state.last_loss(false).map(full)} data-held-out={state.last_loss(true).map(full)}>
                <figcaption>{ m.loss_title }</figcaption>
                { chart(&loss, m.updates, &format!("{}. {} {}", m.loss_title, spoken.title, spoken.text)) }
            </figure>
            if is_narrow { { sample(state, send) } }
            <figure class="plot norm" key="norms">
                <figcaption>{ m.norm_title }</figcaption>
                { chart(&norms(&view), m.updates, m.norm_title) }
            </figure>
            { facts(state) }
            if !is_narrow { { sample(state, send) } }
            if !state.record.losses.is_empty() { <p class="small soft">{ m.measured_alike }</p> }
        </div>
    }
}

/// Where the run is and how fast.
fn facts(state: &Training) -> Html {
    let m = Words::of(state.shell.lang);
    let Some(facts) = &state.facts else { return html! { <dl class="facts" /> } };
    let rate = state.updates_a_second;
    let tokens = rate * facts.read;
    let left = f64::from(facts.total.saturating_sub(state.updates())) / rate.max(1e-9);
    let shown = |text: String, name: &str, key: &'static str, value: f64| {
        html! { <div><dd data-fact={key} data-value={full(value)}>{ text }</dd><dt>{ name }</dt></div> }
    };
    let (updates, total) = (state.updates().to_string(), facts.total.to_string());
    html! {
        <dl class="facts">
            { shown(updates, &m.at_update(&total), "updates", f64::from(state.updates())) }
            // A speed only where it runs, or ran to its end.
            if rate > 0.0 && (state.status == Status::Running || state.is_done()) {
                { shown(notes::rate(rate), m.updates_a_second, "rate", rate) }
                { shown(notes::rate(tokens), m.tokens_a_second, "tokens", tokens) }
                if state.is_done() { if state.burst.is_none() { { shown(m.finished.to_string(), "", "left", 0.0) } } }
                else { { shown(notes::span(left, m), m.left, "left", left) } }
            }
            if let Some(accuracy) = state.accuracy { { shown(percent(accuracy), if facts.holds_out { m.accuracy } else { m.accuracy_all }, "accuracy", accuracy) } }
        </dl>
    }
}

fn sample(state: &Training, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let Some((updates, tokens)) = state.sample.clone() else { return html! { <section class="sample" /> } };
    let is_text = state.setup.data.is_text();
    let joined = is_text && !state.setup.is_by_words();
    let lang = if state.setup.data.id().ends_with("-th") { "th" } else { "en" };
    let controls = Controls { shell: &state.shell, send };
    let mark = |right: bool| html! { <span class="verdict">{ if right { "✓ " } else { "✗ " } }{ if right { m.right } else { m.wrong } }</span> };
    html! {
        <section class="sample">
            <h2>{ m.sample_title }{ " " }<span class="small soft">{ m.sample_after(&updates.to_string()) }</span></h2>
            <p class={classes!("said", joined.then_some("joined"))} lang={lang} id="sample">
                { for tokens.into_iter().enumerate().map(|(n, drawn)| html! {
                    <>if n > 0 && !joined { { " " } }<span class={if drawn.is_given { "given" } else { "drawn" }}>{ drawn.token }</span>
                    if let Some(right) = drawn.is_right { { " " }{ mark(right) } }</>
                }) }
            </p>
            <button type="button" class="link-button" data-act="sample" onclick={send.on(Act::Sample)}>{ m.ask_again }</button>
            { controls.slider("temp", m.temperature, state.setup.temperature, full(state.setup.temperature)) }
        </section>
    }
}

/// What the curves mean, the settings, the device.
fn card(state: &Training, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let said = verdict(&state.view());
    let is_known = state.facts.is_some();
    html! {
        <aside class="card" id="card" tabindex="-1">
            if is_known {
                <h2 data-verdict={said.kind.id()}>{ said.title }</h2>
                <p>{ said.text }</p>
            } else if state.status == Status::Failed {
                <h2 data-verdict="failed">{ m.failed_title }</h2>
                <p>{ m.failed_text }</p>
            } else if state.status == Status::Waiting {
                <h2>{ m.own_needed }</h2>
            } else {
                <h2>{ m.starting }</h2>
            }
            if let Some(refusal) = &state.refusal { <p class="refusal" role="alert">{ refusal }</p> }
            { form(state, send) }
            if let Some(facts) = &state.facts {
                <p class="small soft">
                    { if facts.tokens > 0 {
                        m.facts(&facts.tokens.to_string(), &facts.vocab.to_string(), &facts.parameters.to_string())
                    } else {
                        m.facts_endless(&facts.vocab.to_string(), &facts.parameters.to_string())
                    } }
                    if facts.sequences > 0.0 && facts.sequences < 1e6 { { " " }{ m.facts_all(&format!("{:.0}", facts.sequences)) } }
                    if facts.unknown > 0 { { " " }{ m.facts_unknown(&facts.unknown.to_string()) } }
                </p>
            }
            { chip(state, send) }
        </aside>
    }
}

/// Which device runs, on what adapter, and why.
fn chip(state: &Training, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let Some(chosen) = &state.chosen else { return html! {} };
    let (name, why) = device(chosen, m);
    html! {
        <p class="device small" data-device={chosen.device()}>
            <b>{ name }</b>{ " " }<span class="soft">{ why }</span>
            if chosen.is_on_gpu {
                { " " }<button type="button" class="link-button" data-act="take-gpu" onclick={send.on(Act::TakeGpu)}>{ m.take_gpu }</button>
            }
        </p>
    }
}

fn tools(state: &Training, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let has_curve = !state.record.losses.is_empty();
    let holds_out = state.view().holds_out();
    html! {
        <section class="tools" aria-label={m.settings}>
            <div class="row">
                if has_curve { <button type="button" class="link-button" data-act="pin" onclick={send.on(Act::Pin)}>{ m.pin }</button> }
                { for state.pins.iter().enumerate().map(|(n, (name, _))| html! {
                    <button type="button" class="link-button" data-act="unpin" onclick={send.on(Act::Unpin(n))}>{ m.unpin(name) }</button>
                }) }
                if state.is_ready() && state.setup.data.has_file() { <button type="button" class="link-button" data-act="save" onclick={send.on(Act::Save)}>{ m.save }</button> }
                { file_button("open-network", m.open, "link-button", ".safetensors", file_limit(true), send, |_, file| Act::Network(file)) }
                if !state.shell.hides("link") { <button type="button" class="link-button" data-act="copy" onclick={send.on(Action::CopyLink)}>{ m.copy_link }</button> }
                <button type="button" class="link-button" data-act="reset" onclick={send.on(Action::Reset)}>{ m.reset }</button>
            </div>
            if has_curve {
                <details class="tool">
                    <summary>{ m.table }</summary>
                    <table class="numbers">
                        <thead><tr><th scope="col">{ m.updates }</th>if holds_out { <th scope="col">{ m.training }</th> }<th scope="col">{ if holds_out { m.held_out } else { m.all_there_are } }</th></tr></thead>
                        <tbody>{ for rows(&state.view()).into_iter().map(|[k, training, held]| html! {
                            <tr><th scope="row">{ k }</th>if holds_out { <td>{ training }</td> }<td>{ held }</td></tr>
                        }) }</tbody>
                    </table>
                </details>
            }
        </section>
    }
}
