//! Learning, live: curves, what they mean, what the network says, and what it costs.

use crate::app::lab::reduce::{Training, file_limit};
use crate::app::lab::state::{Action, State, Status};
use crate::app::lab::words::{self, device};
use crate::app::train::choice::WEBGPU;
use crate::platform;
use crate::scene::number::{full, percent};
use crate::scene::training::{losses, norms, rows};
use crate::scene::verdict::verdict;
use crate::ui::lab::chart::chart;
use crate::ui::lab::form::form;
use crate::ui::lab::page::Screens;
use crate::ui::lab::speed;
use crate::ui::lab::transport::{of_run, of_speed};
use crate::ui::store::Send;
use web_sys::HtmlInputElement;
use yew::prelude::*;

impl Screens for Training {
    fn title(state: &State) -> &'static str {
        let m = state.lang.lab();
        if state.is_speed() { m.speed_title } else { m.train_title }
    }
    fn lede(state: &State) -> String {
        let m = state.lang.lab();
        if state.is_speed() { m.speed_lede } else { m.train_lede }.to_string()
    }
    fn spoken(state: &State) -> String {
        if state.is_speed() {
            return if state.speed.is_measuring() { String::new() } else { state.speed.finding(state.lang).0 };
        }
        let said = verdict(&state.view());
        match state.status {
            _ if state.facts.is_none() || state.record.scored.is_empty() => String::new(),
            // Numbers that run are not read out; where they rest, they are.
            Status::Running => said.title,
            _ => format!("{}. {}", said.title, said.text),
        }
    }
    fn stage(state: &State, send: &Send<Action>) -> Html {
        if state.is_speed() { speed::stage(state) } else { stage(state, send) }
    }
    fn card(state: &State, send: &Send<Action>) -> Html {
        if state.is_speed() { speed::card(state) } else { card(state, send) }
    }
    fn tools(state: &State, send: &Send<Action>) -> Html {
        if state.is_speed() { speed::tools(state, send) } else { tools(state, send) }
    }
    fn bar(state: &State, send: &Send<Action>) -> Html {
        if state.is_speed() { of_speed(state, send) } else { of_run(state, send) }
    }
}

fn stage(state: &State, send: &Send<Action>) -> Html {
    let m = state.lang.lab();
    let view = state.view();
    let loss = losses(&view);
    let spoken = verdict(&view);
    html! {
        <div class="curves">
            <figure class="plot" id="losses" data-training={state.last_loss(false).map(full)} data-held-out={state.last_loss(true).map(full)}>
                <figcaption>{ m.loss_title }</figcaption>
                { chart(&loss, m.updates, &format!("{}. {} {}", m.loss_title, spoken.title, spoken.text)) }
                if !state.record.losses.is_empty() { <p class="small soft">{ m.measured_alike }</p> }
            </figure>
            <figure class="plot norm">
                <figcaption>{ m.norm_title }</figcaption>
                { chart(&norms(&view), m.updates, m.norm_title) }
            </figure>
            { facts(state) }
            { sample(state, send) }
        </div>
    }
}

/// Where the run is and how fast.
fn facts(state: &State) -> Html {
    let m = state.lang.lab();
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
            { shown(updates, &m.at_update.with(&[&total]), "updates", f64::from(state.updates())) }
            // A speed only where it runs, or ran to its end.
            if rate > 0.0 && (state.status == Status::Running || state.is_done()) {
                { shown(words::rate(rate), m.updates_a_second, "rate", rate) }
                { shown(words::rate(tokens), m.tokens_a_second, "tokens", tokens) }
                if state.is_done() { if state.burst.is_none() { { shown(m.finished.to_string(), "", "left", 0.0) } } }
                else { { shown(words::span(left, m), m.left, "left", left) } }
            }
            if let Some(accuracy) = state.accuracy { { shown(percent(accuracy), if facts.holds_out { m.accuracy } else { m.accuracy_all }, "accuracy", accuracy) } }
        </dl>
    }
}

fn sample(state: &State, send: &Send<Action>) -> Html {
    let m = state.lang.lab();
    let Some((updates, tokens)) = state.sample.clone() else { return html! { <section class="sample" /> } };
    let is_text = state.setup.data.is_text();
    let joined = is_text && !state.setup.is_by_words();
    let lang = if state.setup.data.id().ends_with("-th") { "th" } else { "en" };
    let warmth = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            send.now(Action::Temperature(event.target_unchecked_into::<HtmlInputElement>().value()))
        })
    };
    let mark = |right: bool| html! { <span class="verdict">{ if right { "✓ " } else { "✗ " } }{ if right { m.right } else { m.wrong } }</span> };
    html! {
        <section class="sample">
            <h2>{ m.sample_title }{ " " }<span class="small soft">{ m.sample_after.with(&[&updates.to_string()]) }</span></h2>
            <p class={classes!("said", joined.then_some("joined"))} lang={lang} id="sample">
                { for tokens.into_iter().enumerate().map(|(n, drawn)| html! {
                    <>if n > 0 && !joined { { " " } }<span class={if drawn.is_given { "given" } else { "drawn" }}>{ drawn.token }</span>
                    if let Some(right) = drawn.is_right { { " " }{ mark(right) } }</>
                }) }
            </p>
            <div class="row">
                <button type="button" class="link-button" data-act="sample" onclick={send.on(Action::Sample)}>{ m.ask_again }</button>
                <label class="small soft" for="temperature">{ m.temperature }{ " " }<output>{ full(state.setup.temperature) }</output></label>
                <input id="temperature" type="range" min="0" max="1.5" step="0.1" value={full(state.setup.temperature)} onchange={warmth} />
            </div>
        </section>
    }
}

/// What the curves mean, the settings, the device.
fn card(state: &State, send: &Send<Action>) -> Html {
    let m = state.lang.lab();
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
                        m.facts.with(&[&facts.tokens.to_string(), &facts.vocab.to_string(), &facts.parameters.to_string()])
                    } else {
                        m.facts_endless.with(&[&facts.vocab.to_string(), &facts.parameters.to_string()])
                    } }
                    if facts.sequences > 0.0 && facts.sequences < 1e6 { { " " }{ m.facts_all.with(&[&format!("{:.0}", facts.sequences)]) } }
                    if facts.unknown > 0 { { " " }{ m.facts_unknown.with(&[&facts.unknown.to_string()]) } }
                </p>
            }
            { chip(state, send) }
        </aside>
    }
}

/// Which device runs, on what adapter, and why.
fn chip(state: &State, send: &Send<Action>) -> Html {
    let m = state.lang.lab();
    let Some(chosen) = &state.chosen else { return html! {} };
    let (name, why) = device(chosen, m);
    html! {
        <p class="device small" data-device={chosen.device}>
            <b>{ name }</b>{ " " }<span class="soft">{ why }</span>
            if chosen.device == WEBGPU {
                { " " }<button type="button" class="link-button" data-act="take-gpu" onclick={send.on(Action::TakeGpu)}>{ m.take_gpu }</button>
            }
        </p>
    }
}

fn tools(state: &State, send: &Send<Action>) -> Html {
    let m = state.lang.lab();
    let opened = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            let send = send.clone();
            platform::read_file(&event, file_limit(true), move |_, file| send.now(Action::Network(file)));
        })
    };
    let has_curve = !state.record.losses.is_empty();
    let holds_out = state.view().holds_out();
    html! {
        <section class="tools" aria-label={m.settings}>
            <div class="row">
                if has_curve { <button type="button" class="link-button" data-act="pin" onclick={send.on(Action::Pin)}>{ m.pin }</button> }
                { for state.pins.iter().enumerate().map(|(n, (name, _))| html! {
                    <button type="button" class="link-button" data-act="unpin" onclick={send.on(Action::Unpin(n))}>{ m.unpin.with(&[name]) }</button>
                }) }
                if state.is_ready() { <button type="button" class="link-button" data-act="save" onclick={send.on(Action::Save)}>{ m.save }</button> }
                <label class="link-button file"><input type="file" id="open-network" accept=".safetensors" class="visually-hidden" onchange={opened} />{ m.open }</label>
                <button type="button" class="link-button" data-act="copy" onclick={send.on(Action::CopyLink)}>{ m.copy_link }</button>
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
