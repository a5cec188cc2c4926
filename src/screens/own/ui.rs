//! The desk: where a file goes, what was found in it, its words and states, its tensors, and the way back to PyTorch.

use crate::model::config::Input;
use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::run::files::written;
use crate::run::notes;
use crate::scene::number::{decimals, grouped, percent, short};
use crate::scene::palette::fill;
use crate::screens::own::state::{Act, Desk, LIMIT, Opened};
use crate::screens::own::tensors::{DRAWN, Seen, Warning, seen, warnings};
use crate::screens::own::words::Words;
use crate::shell::action::{Action, Own};
use crate::shell::state::Shell;
use crate::ui::bar::{REWIND, go, progress, square};
use crate::ui::file::file_button;
use crate::ui::screen::{Dropped, Frame, Parts, Screen};
use crate::ui::send::Send;
use web_sys::HtmlInputElement;
use yew::prelude::*;

fn own(act: Act) -> Action {
    Action::Own(Own::new(act))
}

/// Units of a state that are drawn.
const UNITS: usize = 32;
const HOW: &str = "from safetensors.torch import save_file\nsave_file(model.state_dict(), \"model.safetensors\")";

impl Screen for Desk {
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
        let mut next = Desk::new(shell);
        next.opened = self.opened.clone();
        Box::new(next)
    }
    fn reduce(&mut self, action: Action) {
        self.apply(action);
    }
    fn work(&self) -> usize {
        usize::from(self.opened.is_some())
    }
    fn keep(&self) -> Option<Own> {
        self.opened.clone().map(Own::new)
    }
    fn takes_files(&self) -> Option<f64> {
        Some(LIMIT)
    }
    fn dropped(&self, (name, file): Dropped) -> Option<Action> {
        Some(own(Act::File(name, file)))
    }
    fn get(&self, what: &str) -> Option<serde_json::Value> {
        (what == "trace").then(|| self.trace().map(|trace| crate::engine::export::to_json(trace, None)))?
    }
    fn frame(&self) -> Frame {
        let m = Words::of(self.shell.lang);
        let (title, lede) = match &self.opened {
            None => (m.title.to_string(), m.lede),
            Some(opened) if opened.trace.is_none() => (m.opened_title(&opened.name), m.opened_vectors),
            Some(opened) => (m.opened_title(&opened.name), m.opened_lede),
        };
        Frame {
            spoken: self.refusal.clone().or_else(|| self.said(self.t)).unwrap_or_else(|| title.clone()),
            title,
            lede: lede.to_string(),
            t: self.t,
            steps: self.steps(),
            is_running: false,
            is_playing: false,
            is_at_end: self.opened.is_some() && self.t >= self.steps(),
            leads_on: false,
            classes: vec!["on-own"],
            place: format!("{} {:?}", self.t, self.opened.as_ref().map(|opened| opened.name.clone())),
        }
    }
    fn parts(&self, send: &Send) -> Parts {
        let m = Words::of(self.shell.lang);
        let (verb, will) = match (&self.opened, self.t) {
            (None, _) => (m.open_verb, m.will_sample.to_string()),
            (Some(_), t) if t < self.steps() => {
                (m.step, m.read_next(&self.trace().map_or(String::new(), |trace| trace.sequence.tokens[t].clone())))
            }
            (Some(_), 0) => (m.step, m.nothing_more.to_string()),
            (Some(_), _) => (m.again, m.from_start.to_string()),
        };
        let is_ready = self.opened.is_none() || self.steps() > 0;
        Parts {
            stage: match &self.opened {
                None => empty(self, send),
                Some(opened) => stage(self, opened, send),
            },
            card: if self.shell.hides("card") {
                html! {}
            } else {
                card(self, send)
            },
            tools: html! {},
            bar: html! { <>
                if self.steps() > 0 {
                    { square("first", m.first, "Home", self.t == 0, REWIND, Action::Goto(0), send) }
                    { square("back", m.back, "ArrowLeft", self.t == 0, "M13.5 4v12L5 10z", Action::Step(false), send) }
                }
                { go(verb, will, is_ready, send) }
                { progress(self.t, self.steps(), m.timeline, self.shell.lang) }
            </> },
        }
    }
}

impl Desk {
    /// What the network says after `t` words.
    fn best(&self, t: usize) -> Option<(String, f64)> {
        let trace = self.trace()?;
        let probs = trace.probs(t);
        let at = crate::math::order::largest(probs)?;
        let p = f64::from(probs[at]);
        p.is_finite().then(|| (trace.model.config.class_name(at), p))
    }
    fn said(&self, t: usize) -> Option<String> {
        let trace = self.trace().filter(|_| t > 0)?;
        let (word, p) = self.best(t)?;
        let m = Words::of(self.shell.lang);
        Some(format!("{}. {}: {word}, {}", m.read_next(&trace.sequence.tokens[t - 1]), m.says, percent(p)))
    }
}

fn choose(label: &'static str, send: &Send) -> Html {
    file_button("own-network", label, "plain", ".safetensors", LIMIT, send, |name, file| own(Act::File(name, file)))
}

fn refused(desk: &Desk) -> Html {
    desk.refusal.as_ref().map_or_else(Html::default, |why| html! { <p class="refusal" role="alert">{ why }</p> })
}

fn empty(desk: &Desk, send: &Send) -> Html {
    let m = Words::of(desk.shell.lang);
    html! {
        <div id="figure" class="desk" role="group" aria-label={m.title} tabindex="0">
            <div class="drop"><p>{ m.drop_here }</p>{ choose(m.choose, send) }</div>
            { refused(desk) }
            <h2 id="how">{ m.how_title }</h2><p class="small soft">{ m.how_text }</p><pre class="code" tabindex="0" role="group" aria-labelledby="how"><code>{ HOW }</code></pre>
        </div>
    }
}

fn stage(desk: &Desk, opened: &Opened, send: &Send) -> Html {
    html! { <>
        <div id="figure" class="desk" role="group" aria-label={Words::of(desk.shell.lang).figure} tabindex="0">
            { refused(desk) }
            if opened.trace.is_some() { { strip(desk, send) }{ reader(desk, opened, send) } }
        </div>
        { tensors(desk, opened) }
        { out(desk, send) }
    </> }
}

/// A column a word, a row a layer and direction, and what is said after each word.
fn strip(desk: &Desk, send: &Send) -> Html {
    let m = Words::of(desk.shell.lang);
    let Some(trace) = desk.trace() else { return html! {} };
    let config = &trace.model.config;
    let units = config.hidden_size.min(UNITS);
    let head = |(at, word): (usize, &String)| {
        let t = at + 1;
        let class = classes!((t == desk.t).then_some("current"), (trace.sequence.ids[at] < 0).then_some("unknown"));
        html! { <th scope="col" {class}><button type="button" class="word-button" onclick={send.on(Action::Goto(t))}><bdi>{ word }</bdi></button></th> }
    };
    let cell = |place: Place, t: usize| {
        let unit = |unit: usize| {
            let value = trace.value(&ValuePath::new(Name::Unit(Quantity::H, place), t, unit)).unwrap_or(0.0);
            let label = format!("{} {unit}: {}", m.state_of(&(place.layer + 1).to_string()), decimals(value, 2));
            html! { <span class={classes!("unit", fill(value))} data-value={crate::scene::number::full(value)} title={label} /> }
        };
        let empty = || html! { <span class="unit empty" /> };
        // What reads from the right is there only once all has been read.
        let is_there = if place.reverse { desk.t == trace.steps() } else { t <= desk.t };
        html! { <td><div class="units">{ for (1..=units).map(|n| if is_there { unit(n) } else { empty() }) }</div></td> }
    };
    let row = |place: Place| {
        let layer = (place.layer + 1).to_string();
        let name = if place.reverse { m.state_back(&layer) } else { m.state_of(&layer) };
        let steps = 1..=trace.steps();
        html! { <tr><th scope="row" class="small">{ name }</th>{ for steps.map(|t| cell(place, t)) }</tr> }
    };
    let said =
        |t: usize| match desk.best(t).filter(|_| t <= desk.t && (config.directions == 1 || desk.t == trace.steps())) {
            Some((word, p)) => {
                html! { <td class="said-cell"><bdi>{ word }</bdi><span class="small soft">{ percent(p) }</span></td> }
            }
            None => html! { <td /> },
        };
    html! {
        <div class="attending"><div class="scroll" tabindex="0" role="group" aria-label={m.figure}><table>
            <thead><tr><td />{ for trace.sequence.tokens.iter().enumerate().map(head) }</tr></thead>
            <tbody>
                { for config.places().into_iter().map(row) }
                <tr><th scope="row" class="small">{ m.says }</th>{ for (1..=trace.steps()).map(said) }</tr>
            </tbody>
        </table></div>
        if units < config.hidden_size { <p class="small soft">{ m.units_of(&units.to_string(), &config.hidden_size.to_string()) }</p> }</div>
    }
}

fn reader(desk: &Desk, opened: &Opened, send: &Send) -> Html {
    let m = Words::of(desk.shell.lang);
    let words = opened.trace.as_ref().map_or(String::new(), |trace| trace.sequence.tokens.join(" "));
    let submit = {
        let send = send.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form: web_sys::HtmlElement = event.target_unchecked_into();
            if let Ok(Some(field)) = form.query_selector("input") {
                let field: HtmlInputElement = wasm_bindgen::JsCast::unchecked_into(field);
                send.now(own(Act::Read(field.value())));
            }
        })
    };
    html! {
        <form class="reader" onsubmit={submit}>
            <label for="own-words">{ m.read_label }</label>
            <div class="row"><input id="own-words" key={words.clone()} type="text" dir="auto" autocomplete="off" spellcheck="false" value={words.clone()} aria-describedby="own-words-hint" />
                <button type="submit" class="plain" data-act="read">{ m.read_button }</button></div>
            <p class="small soft" id="own-words-hint">{ m.read_hint }</p>
        </form>
    }
}

fn tensors(desk: &Desk, opened: &Opened) -> Html {
    let m = Words::of(desk.shell.lang);
    let rows = opened.model.params.tensors.iter().enumerate().map(|(at, tensor)| seen(tensor, at < DRAWN));
    let picture = |seen: &Seen| {
        let (down, across) = (seen.picture.len(), seen.picture.first().map_or(0, Vec::len));
        html! {
            if across > 0 {
                <svg class="tensor" viewBox={format!("0 0 {across} {down}")} width={(across * 5).to_string()} height={(down * 5).to_string()} preserveAspectRatio="none" aria-hidden="true">
                    { for seen.picture.iter().enumerate().flat_map(|(y, row)| row.iter().enumerate().map(move |(x, &value)| html! {
                        <rect x={x.to_string()} y={y.to_string()} width="1" height="1" class={fill(value)} />
                    })) }
                </svg>
            }
        }
    };
    html! {
        <section class="waiting" aria-labelledby="tensors">
            <h2 id="tensors">{ m.tensors_title }</h2>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="tensors"><table class="tensors">
                <thead><tr>{ for [m.tensor, m.shape, m.mean, m.deviation, m.norm, m.picture].map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                <tbody>{ for rows.map(|seen| html! {
                    <tr><th scope="row">{ &seen.name }</th><td>{ written(&seen.shape) }</td><td class="num">{ short(seen.mean) }</td><td class="num">{ short(seen.deviation) }</td><td class="num">{ short(seen.norm) }</td><td>{ picture(&seen) }</td></tr>
                }) }</tbody>
            </table></div>
            <p class="small soft">{ m.tensors_text }</p>
        </section>
    }
}

fn out(desk: &Desk, send: &Send) -> Html {
    let m = Words::of(desk.shell.lang);
    let button = |act: Act, id: &'static str, label: &'static str| html! { <button type="button" class="plain" data-act={id} onclick={send.on(own(act))}>{ label }</button> };
    html! {
        <section class="waiting">
            if let Some(lines) = desk.snippet() {
                <h2 id="out">{ m.out_title }</h2>
                <p class="small soft">{ m.out_text }</p>
                <pre class="code" tabindex="0" role="group" aria-labelledby="out"><code>{ lines }</code></pre>
            }
            <div class="row">
                { button(Act::Save, "save", m.save) }
                if desk.trace().is_some() { { button(Act::Trace, "trace", m.save_trace) } }
                if desk.snippet().is_some() { { button(Act::Snippet, "snippet", m.save_snippet) } }
            </div>
        </section>
    }
}

fn card(desk: &Desk, send: &Send) -> Html {
    let m = Words::of(desk.shell.lang);
    let (title, lines) = match &desk.opened {
        None => (m.nothing, vec![(m.nothing_text.to_string(), false)]),
        Some(opened) => (m.receipt, receipt(desk, opened)),
    };
    html! {
        <aside class="card" id="card" tabindex="-1" aria-labelledby="card-title">
            <h2 id="card-title">{ title }</h2>
            { for lines.into_iter().map(|(text, is_warning)| html! { <p class={is_warning.then_some("warned")}>{ text }</p> }) }
            if desk.opened.is_some() { { choose(m.another, send) } }
        </aside>
    }
}

/// What was found, what was inferred from which shape, what is not as it was written; and what may trouble it (`true`).
fn receipt(desk: &Desk, opened: &Opened) -> Vec<(String, bool)> {
    let m = Words::of(desk.shell.lang);
    let (config, receipt) = (&opened.model.config, &opened.receipt);
    let text = |n: usize| n.to_string();
    let reads = match config.input {
        Input::Embedding => m.found_table(&grouped(config.vocab.len()), &text(config.input_size)),
        Input::OneHot => m.found_words(&grouped(config.vocab.len())),
        _ => m.found_vectors(&text(config.input_size)),
    };
    let (cell, units) = (config.cell.id().to_uppercase(), text(config.hidden_size));
    let found = match opened.model.params.get("rnn.weight_hh_l0") {
        Some(hh) => m.found_cell(&cell, &text(hh.shape[0]), &units),
        None => m.found_memoryless(&cell, &units),
    };
    let warning = |warning: Warning| match warning {
        Warning::Grows(radius) => m.warn_grows(&decimals(radius, 2)),
        Warning::Fades(radius) => m.warn_fades(&decimals(radius, 2)),
        Warning::Forgets(mean) => m.warn_forgets(&decimals(mean, 2)),
        Warning::Dead(count) => m.warn_dead(&text(count)),
    };
    let mut out = vec![
        found,
        m.found_layers(&text(config.layers), &text(config.directions)),
        reads,
        m.found_head(&grouped(config.classes)),
        m.found_numbers(&grouped(config.parameter_count())),
    ];
    out.extend((receipt.prefix != "rnn.").then(|| m.found_prefix(&receipt.prefix)));
    let troubled = [
        (!receipt.names_words && config.input != Input::Vectors).then(|| m.unnamed.to_string()),
        receipt.foreign_description.then(|| m.foreign.to_string()),
    ];
    let altered = notes::opened(receipt).map(|note| note.words(desk.shell.lang));
    let warned = troubled.into_iter().flatten().chain(altered).chain(warnings(&opened.model).into_iter().map(warning));
    out.into_iter().map(|text| (text, false)).chain(warned.map(|text| (text, true))).collect()
}
