//! The desk: where a file goes, what was found in it, its words and states, its tensors, and the way back to PyTorch.

use crate::model::config::Input;
use crate::model::names::{Name, Place, Quantity, ValuePath};
use crate::player::own::{Unfit, unfit};
use crate::run::files::written;
use crate::run::notes;
use crate::scene::number::{decimals, grouped, percent, short};
use crate::scene::palette::fill;
use crate::screens::own::reads::typed;
use crate::screens::own::state::{Act, Desk, Field, LIMIT, Opened};
use crate::screens::own::tensors::{Seen, Warning};
use crate::screens::own::words::Words;
use crate::shell::action::{Action, Own};
use crate::shell::settings::Facts;
use crate::shell::state::Shell;
use crate::ui::bar::{REWIND, go, progress, square};
use crate::ui::file::file_button;
use crate::ui::screen::{Dropped, Frame, Parts, Screen};
use crate::ui::send::Send;
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
        // What somebody opened from a disk is told to no page around this one.
        (what == "trace" && !crate::platform::is_framed())
            .then(|| self.trace().map(|trace| crate::engine::export::to_json(trace, None)))?
    }
    fn frame(&self) -> Frame {
        let m = Words::of(self.shell.lang);
        let (title, lede) = match &self.opened {
            None => (m.title.to_string(), m.lede),
            Some(opened) if !self.reads_words() => (m.opened_title(&opened.name), m.opened_vectors),
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
    fn best(&self, t: usize) -> Option<(String, Option<f64>)> {
        let trace = self.trace()?;
        if trace.model.config.classes == 1 {
            // One number alone is an amount, not a choice.
            let value = trace.value(&ValuePath::new(Name::Logits, t, 1))?;
            return Some((decimals(value, 3), None));
        }
        let probs = trace.probs(t);
        let at = crate::math::order::largest(probs)?;
        let p = f64::from(probs[at]);
        p.is_finite().then(|| (trace.model.config.class_name(at), Some(p)))
    }
    fn said(&self, t: usize) -> Option<String> {
        let trace = self.trace().filter(|_| t > 0)?;
        let (word, p) = self.best(t)?;
        let m = Words::of(self.shell.lang);
        let share = p.map_or_else(String::new, |p| format!(", {}", percent(p)));
        Some(format!("{}. {}: {word}{share}", m.read_next(&trace.sequence.tokens[t - 1]), m.says))
    }
}

fn choose(label: &'static str, send: &Send) -> Html {
    file_button("own-network", label, "plain", ".safetensors", LIMIT, send, |name, file| own(Act::File(name, file)))
}

fn refused(desk: &Desk) -> Html {
    desk.refusal
        .as_ref()
        .map_or_else(Html::default, |why| html! { <p class="refusal" id="own-refusal" role="alert">{ why }</p> })
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
            { strip(desk, send) }{ reads(desk, opened, send) }{ reader(desk, opened, send) }
        </div>
        { elsewhere(desk, opened, send) }
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
        let id = (t == desk.t).then_some("current-column");
        html! { <th scope="col" {class} {id}><button type="button" class="word-button" onclick={send.on(Action::Goto(t))}><bdi>{ word }</bdi></button></th> }
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
    let is_said = |t: usize| t <= desk.t && (config.directions == 1 || desk.t == trace.steps());
    let said = |t: usize| match desk.best(t).filter(|_| is_said(t)) {
        Some((word, p)) => {
            let share = p.map_or_else(Html::default, |p| html! { <span class="small soft">{ percent(p) }</span> });
            html! { <td class="said-cell"><bdi>{ word }</bdi>{ share }</td> }
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

/// Words or rows of numbers, where the file leaves it open.
fn reads(desk: &Desk, opened: &Opened, send: &Send) -> Html {
    let m = Words::of(desk.shell.lang);
    let now = desk.reads_words();
    let choice = |words: bool, name: &'static str| {
        let on = words == now;
        html! { <button type="button" class={classes!(on.then_some("on"))} aria-pressed={on.to_string()} data-act={if words { "as-words" } else { "as-rows" }} onclick={send.on(own(Act::As(words)))}>{ name }</button> }
    };
    html! {
        if opened.receipt.guesses_input {
            <div class="row taken-as"><span class="small soft" id="own-reads">{ m.reads_title }</span>
                <div class="seg" role="group" aria-labelledby="own-reads">{ choice(true, m.reads_words) }{ choice(false, m.reads_rows) }</div></div>
        }
    }
}

/// What it reads next: words, or rows of numbers; and the names of words that the file does not name.
fn reader(desk: &Desk, opened: &Opened, send: &Send) -> Html {
    let m = Words::of(desk.shell.lang);
    let sequence = &opened.trace.sequence;
    let [typed, names] = &desk.typed;
    let typing = |field: Field| send.on_value::<InputEvent, _>(move |text| own(Act::Typed(field, text)));
    if !desk.reads_words() {
        let width = opened.model.config.input_size;
        let rows = typed.clone().unwrap_or_else(|| self::typed(&sequence.vectors, width));
        return html! {
            <form class="reader" onsubmit={send.on_submit(|text| own(Act::Read(text)))}>
                <label for="own-rows">{ m.rows_label(&width.to_string()) }</label>
                <textarea id="own-rows" rows="6" autocomplete="off" spellcheck="false" value={rows} oninput={typing(Field::Read)} aria-describedby="own-rows-hint" />
                <p class="small soft" id="own-rows-hint">{ m.rows_hint }if opened.is_first { { " " }{ m.rows_first } }</p>
                <div class="row"><button type="submit" class="plain" data-act="read">{ m.rows_button }</button>
                    { file_button("own-csv", m.rows_file, "plain", ".csv,.tsv,.txt", LIMIT, send, |name, file| own(Act::File(name, file))) }</div>
            </form>
        };
    }
    let words = typed.clone().unwrap_or_else(|| sequence.tokens.join(" "));
    let names = names.clone().unwrap_or_else(|| opened.model.config.vocab.join("\n"));
    let is_named = opened.receipt.names_words;
    html! { <>
        <form class="reader" onsubmit={send.on_submit(|text| own(Act::Read(text)))}>
            <label for="own-words">{ m.read_label }</label>
            <div class="row"><input id="own-words" type="text" dir="auto" autocomplete="off" spellcheck="false" value={words} oninput={typing(Field::Read)} aria-describedby="own-words-hint" />
                <button type="submit" class="plain" data-act="read">{ m.read_button }</button></div>
            <p class="small soft" id="own-words-hint">{ m.read_hint }</p>
        </form>
        if !is_named {
            <details class="names"><summary>{ m.names_title }</summary>
                <form class="reader" onsubmit={send.on_submit(|text| own(Act::Names(text)))}>
                    <label for="own-names">{ m.names_label(&grouped(opened.model.config.vocab.len())) }</label>
                    <textarea id="own-names" rows="4" dir="auto" autocomplete="off" spellcheck="false" value={names} oninput={typing(Field::Names)} aria-describedby="own-names-hint" />
                    <p class="small soft" id="own-names-hint">{ m.names_hint }</p>
                    <button type="submit" class="plain" data-act="names">{ m.names_button }</button>
                </form>
            </details>
        }
    </> }
}

/// The screens that can show it, and why others of those that show a file's network cannot.
fn elsewhere(desk: &Desk, opened: &Opened, send: &Send) -> Html {
    let m = Words::of(desk.shell.lang);
    let lang = desk.shell.lang;
    let config = &opened.model.config;
    let (mut fit, mut reasons) = (Vec::new(), Vec::<String>::new());
    for facts in desk.shell.menu {
        let name = facts.words.name[lang as usize];
        let text = |n: usize| n.to_string();
        let why = match unfit(facts, config) {
            None => {
                fit.push(*facts);
                continue;
            }
            Some(Unfit::Screen) => continue,
            Some(Unfit::Input) => m.unfit_input.to_string(),
            Some(Unfit::Layers) => m.unfit_layers(&text(config.layers), &text(config.directions)),
            Some(Unfit::Units(most)) => m.unfit_units(name, &text(most), &text(config.hidden_size)),
            Some(Unfit::Head) => m.unfit_head(name),
        };
        reasons.extend((!reasons.contains(&why)).then_some(why));
    }
    let button = |facts: &'static Facts| html! { <button type="button" class="plain" data-to={facts.fig} onclick={send.on(Action::Screen(facts.fig.into()))}>{ facts.words.name[lang as usize] }</button> };
    html! {
        <section class="waiting" aria-labelledby="elsewhere">
            <h2 id="elsewhere">{ m.elsewhere }</h2>
            if !fit.is_empty() {
                <p class="small soft">{ m.elsewhere_text }</p>
                <div class="row">{ for fit.into_iter().map(button) }</div>
            }
            { for reasons.into_iter().map(|why| html! { <p class="small soft">{ why }</p> }) }
        </section>
    }
}

fn tensors(desk: &Desk, opened: &Opened) -> Html {
    let m = Words::of(desk.shell.lang);
    let rows = opened.seen.0.iter();
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
                    <tr><th scope="row">{ &seen.name }</th><td>{ written(&seen.shape) }</td><td class="num">{ short(seen.mean) }</td><td class="num">{ short(seen.deviation) }</td><td class="num">{ short(seen.norm) }</td><td>{ picture(seen) }</td></tr>
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
                { button(Act::Trace(false), "trace", m.save_trace) }
                { button(Act::Trace(true), "table", m.save_table) }
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
    let warning = |warning: &Warning| match *warning {
        Warning::Grows(radius) => m.warn_grows(&decimals(radius, 2)),
        Warning::Fades(radius) => m.warn_fades(&decimals(radius, 2)),
        Warning::Forgets(mean) => m.warn_forgets(&decimals(mean, 2)),
        Warning::Dead(count) => m.warn_dead(&text(count)),
    };
    let mut out = vec![
        found,
        m.found_layers(&text(config.layers), &text(config.directions)),
        reads,
        if config.classes == 1 { m.found_one.to_string() } else { m.found_head(&grouped(config.classes)) },
        m.found_numbers(&grouped(config.parameter_count())),
    ];
    out.extend((receipt.prefix != "rnn.").then(|| m.found_prefix(&receipt.prefix)));
    let is_numbered = config.vocab.iter().enumerate().all(|(at, word)| *word == format!("word{at}"));
    let unnamed = if is_numbered { m.unnamed } else { m.named };
    let troubled = [
        (receipt.guesses_input && !opened.is_chosen).then(|| m.guessed.to_string()),
        (!receipt.names_words && config.input != Input::Vectors).then(|| unnamed.to_string()),
        opened.heading.as_deref().map(|line| m.heading(line)),
        receipt.foreign_description.then(|| m.foreign.to_string()),
    ];
    let altered = notes::opened(receipt).map(|note| note.words(desk.shell.lang));
    let warned = troubled.into_iter().flatten().chain(altered).chain(opened.seen.1.iter().map(warning));
    out.into_iter().map(|text| (text, false)).chain(warned.map(|text| (text, true))).collect()
}
