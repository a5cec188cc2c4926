//! The gradient by step: the picture, what can be dragged in it, and what stands beside it.

use crate::model::cell::Cell;
use crate::scene::chart::path;
use crate::scene::number::{full, magnitude};
use crate::screens::gradient::experiment::{Act, Experiment, Format, Hand};
use crate::screens::gradient::finding::{self, Finding, finding};
use crate::screens::gradient::heat::{Heat, LEVELS, heat};
use crate::screens::gradient::look::Look;
use crate::screens::gradient::plot::{GradientView, Plot, Readout, Series, plot, singular_plot};
use crate::screens::gradient::state::{self, Gradient};
use crate::screens::gradient::words::Words;
use crate::screens::gradient::{controls, proof_ui};
use crate::shell::action::{Action, Own};
use crate::shell::state::Shell;
use crate::ui::bar::{go, square};
use crate::ui::chart::{at, marker};
use crate::ui::engine;
use crate::ui::screen::{Errand, Frame, Parts, Screen};
use crate::ui::send::Send;
use web_sys::{Element, PointerEvent};
use yew::prelude::*;

fn act(send: &Send, act: Act) -> Callback<MouseEvent> {
    send.on(act)
}

impl Screen for Gradient {
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
        Box::new(Gradient::again(self, shell))
    }
    fn reduce(&mut self, action: Action) {
        self.apply(action);
    }
    fn leave(&mut self) {
        Gradient::leave(self);
    }
    fn resume(&mut self) {
        Gradient::resume(self);
    }
    fn work(&self) -> usize {
        self.proof.as_ref().map_or(0, |proof| proof.updates() as usize)
    }
    fn keep(&self) -> Option<Own> {
        self.proof.as_ref().filter(|proof| proof.updates() > 0).map(|proof| Own::new(proof.clone()))
    }
    fn back(&self) -> Option<Action> {
        let is_running = self.proof.as_ref().is_some_and(|proof| proof.is_running);
        match self.is_proof() {
            true if is_running => Some(Action::Play(false)),
            true => Some(Act::Look(Look::Steps).into()),
            false if self.is_asking() => None,
            false if self.experiment.t(&self.shell.address) > 1 => Some(Action::Step(false)),
            false if !self.shell.predicts() => None,
            false => Some(Act::Hide.into()),
        }
    }
    fn errands(&mut self) -> Vec<Errand> {
        std::mem::take(&mut self.engines.orders).into_iter().map(engine::errand).collect()
    }
    fn frame(&self) -> Frame {
        let said = said(self);
        // While networks learn their numbers run; where they rest, they are read out.
        let is_running = self.proof.as_ref().is_some_and(|proof| proof.is_running);
        let spoken = if is_running { said.title } else { format!("{}. {}", said.title, said.text.join(" ")) };
        let (t, steps) = match &self.proof {
            Some(proof) if self.is_proof() => (proof.updates() as usize, proof.total() as usize),
            _ if self.is_asking() => (0, self.experiment.steps()),
            _ => (self.experiment.t(&self.shell.address), self.experiment.steps()),
        };
        Frame {
            title: Words::of(self.shell.lang).title.into(),
            lede: finding::lede(&self.view()),
            t,
            steps,
            is_running,
            is_playing: false,
            is_at_end: self.is_proof() && self.proof.as_ref().is_some_and(|proof| proof.is_done()),
            leads_on: !self.is_asking() && !is_running,
            classes: vec!["on-lab"],
            place: format!("{t} {spoken}"),
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
            bar: if self.is_proof() { proof_ui::bar(self, send) } else { bar(self, send) },
        }
    }
    fn get(&self, what: &str) -> Option<serde_json::Value> {
        (what == "trace").then(|| state::traces(&self.experiment, self.is_asking()))
    }
}

/// The cursor: which step is read out.
fn bar(state: &Gradient, send: &Send) -> Html {
    let view = state.view();
    let m = view.m();
    if view.is_asking {
        return html! { <>{ go(m.show, m.will_show.to_string(), true, send) }<div key="timeline" class="timeline" /></> };
    }
    let (t, steps) = (view.t, view.steps());
    let share = format!("{:.2}%", 100.0 * (t - 1) as f64 / (steps.max(2) - 1) as f64);
    let slide = send.on_value::<InputEvent, _>(move |value| Act::Step(value.parse().unwrap_or(t)));
    html! {
        <>
            { square("earlier", m.earlier, "ArrowLeft", t == 1, "M13.5 4v12L5 10z", Action::Step(false), send) }
            { go(m.prove, m.will_prove.to_string(), true, send) }
            { square("later", m.later, "ArrowRight", t == steps, "M6.5 4v12L15 10z", Action::Step(true), send) }
            <div key="timeline" class="timeline">
                <svg aria-hidden="true"><line x1="0" y1="50%" x2="100%" y2="50%" class="way" />
                    <line x1={share.clone()} y1="50%" x2="100%" y2="50%" class="done" />
                    <circle cx={share} cy="50%" r="8" class="here" />
                </svg>
                <input type="range" id="cursor" min="1" max={steps.to_string()} step="1" value={t.to_string()} aria-label={m.cursor}
                    aria-valuetext={finding::position(&view)} oninput={slide} />
            </div>
        </>
    }
}

fn said(state: &Gradient) -> Finding {
    if state.is_proof() { proof_ui::finding(state) } else { finding(&state.view()) }
}

fn stage(state: &Gradient, send: &Send) -> Html {
    let (experiment, view) = (&state.experiment, state.view());
    let m = view.m();
    let tab = |look: Look| {
        let is_on = look == experiment.look;
        html! { <button type="button" class={classes!(is_on.then_some("on"))} aria-pressed={is_on.to_string()} data-look={look.id()}
        onclick={act(send, Act::Look(look))}>{ m.look_name(look) }</button> }
    };
    let front = |cell: Cell| {
        let is_on = view.focus().cell() == cell;
        html! { <button type="button" class={classes!(is_on.then_some("on"))} aria-pressed={is_on.to_string()} data-front={cell.id()}
        onclick={act(send, Act::Front(cell))}>{ cell.label() }</button> }
    };
    html! {
        <div class="flow">
            <div class="row looks">
                <div class="seg" role="group" aria-label={m.look} data-key="look">{ for Look::ALL.map(tab) }</div>
                if experiment.look != Look::Recall && !view.is_asking {
                    <div class="seg" role="group" aria-label={m.focus} data-key="cell">{ for Cell::RECURRENT.map(front) }</div>
                }
            </div>
            { match experiment.look {
                Look::Recall => proof_ui::stage(state),
                Look::Units | Look::Losses => grid(&view, &heat(&view), send),
                Look::Jacobian => figure(&view, &singular_plot(&view), send),
                Look::Steps => figure(&view, &plot(&view), send),
            } }
        </div>
    }
}

/// Where a pointer is, in the units of the picture.
fn place(event: &PointerEvent, width: f64, height: f64) -> Option<(f64, f64)> {
    let target: Element = event.target_unchecked_into();
    let svg = target.closest("svg").ok().flatten()?;
    let rect = svg.get_bounding_client_rect();
    let share = |at: i32, from: f64, size: f64| (f64::from(at) - from) / size.max(1.0);
    let (x, y) =
        (share(event.client_x(), rect.left(), rect.width()), share(event.client_y(), rect.top(), rect.height()));
    Some((x * width, y * height))
}

/// Takes hold of `hand`; the pointer stays with the picture until it is let go.
fn grab(hand: Hand, width: f64, height: f64, send: &Send) -> Callback<PointerEvent> {
    let send = send.clone();
    Callback::from(move |event: PointerEvent| {
        event.prevent_default();
        event.stop_propagation();
        let target: Element = event.target_unchecked_into();
        if let Ok(Some(svg)) = target.closest("svg") {
            let _ = svg.set_pointer_capture(event.pointer_id());
        }
        send.now(Act::Grab(Some(hand)));
        if let Some((x, y)) = place(&event, width, height) {
            send.now(Act::Drag(x, y));
        }
    })
}

fn drag(width: f64, height: f64, send: &Send) -> Callback<PointerEvent> {
    let send = send.clone();
    Callback::from(move |event: PointerEvent| {
        if event.buttons() == 0 {
            return;
        }
        if let Some((x, y)) = place(&event, width, height) {
            send.now(Act::Drag(x, y));
        }
    })
}

/// What all pictures share: words under their steps, and which way the error travels.
fn axis(view: &GradientView, width: f64, bottom: f64, ticks: &[(f64, String, bool)]) -> Html {
    let (first, last, k) = (view.x(1), view.x(view.steps().max(2)), view.room.scale());
    html! {
        <>
            <defs>
                <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V7" /></pattern>
                <marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="way-back" d="M1 1l5 3-5 3" /></marker>
            </defs>
            { for ticks.iter().map(|(x, text, is_word)| html! {
                <text x={at(*x)} y={at(bottom + 22.0 * k)} text-anchor="middle" class={if *is_word { "word" } else { "soft" }}>{ text }</text>
            }) }
            <path class="way-back" d={format!("M{last:.1} {:.1}H{first:.1}", bottom + 36.0 * k)} marker-end="url(#tip)" />
            <text x={at((width.min(first + last)) / 2.0)} y={at(bottom + 56.0 * k)} text-anchor="middle" class="soft">{ view.m().direction }</text>
        </>
    }
}

fn figure(view: &GradientView, plot: &Plot, send: &Send) -> Html {
    let m = view.m();
    let said = finding(view);
    let (w, h) = (plot.width, plot.height);
    let across = |y: f64| format!("M{} {y:.1}H{}", plot.left, plot.right);
    let let_go = send.on(Act::Grab(None));
    html! {
        <figure class="plot broad" id="picture">
            <svg viewBox={format!("0 0 {w:.0} {h:.0}")} font-size={at(view.room.type_size)} role="img" aria-label={format!("{}. {}", said.title, said.text.join(" "))}
                onpointermove={drag(w, h, send)} onpointerup={let_go.clone()} onpointercancel={let_go}>
                { axis(view, w, plot.bottom, &plot.ticks) }
                { for plot.bands.iter().map(|band| html! {
                    <g class={classes!("band", band.class)}>
                        <rect x={at(plot.left)} y={at(band.top)} width={at(plot.right - plot.left)} height={at(band.bottom - band.top)} />
                        <text x={at(band.label_at.0)} y={at(band.label_at.1 + 0.35 * view.room.type_size)} text-anchor="middle" class="soft">{ band.text }</text>
                    </g>
                }) }
                { for plot.rules.iter().map(|(y, text)| html! {
                    <><path class="axis" d={across(*y)} /><text x={at(plot.left - 8.0)} y={at(y + 5.0 * plot.scale)} text-anchor="end" class="soft">{ text }</text></>
                }) }
                if !view.is_asking {
                    <rect class="touch" x={at(plot.left)} y={at(plot.top)} width={at(plot.right - plot.left)} height={at(plot.bottom - plot.top)}
                        onpointerdown={grab(Hand::Cursor, w, h, send)} />
                }
                if let Some(theory) = &plot.theory {
                    <g class="theory"><path d={theory.path.clone()} />
                        if theory.label_at.0 > 0.0 { <text x={at(theory.label_at.0)} y={at(theory.label_at.1)} text-anchor="middle" class="soft">{ &theory.label }</text> }</g>
                }
                { for plot.series.iter().map(|series| curve(series, plot, m.lost)) }
                { weights(view, plot, send) }
                { guess(view, plot, send) }
                if let Some(readout) = &plot.here { { here(readout, plot) } }
            </svg>
        </figure>
    }
}

fn curve(series: &Series, plot: &Plot, lost: &'static str) -> Html {
    let (x, y) = series.label_at;
    html! {
        <g class={classes!("norms", series.class)}>
            if let Some((from, to)) = series.lost {
                <rect class="lost" x={at(from - 4.0)} y={at(plot.top)} width={at(to - from + 8.0)} height={at(plot.bottom - plot.top)} />
                <text x={at((from + to) / 2.0)} y={at(plot.top + 40.0 * plot.scale)} text-anchor="middle">{ lost }</text>
            }
            <path class="line" d={series.path.clone()} />
            { for series.marks.iter().map(|&(x, y)| mark(series.class, x, y)) }
            { for series.off.iter().map(|&(x, above)| {
                let y = if above { plot.top + 2.0 } else { plot.bottom - 2.0 };
                let tip = if above { 7.0 } else { -7.0 };
                html! { <path class="off" d={format!("M{:.1} {:.1}L{x:.1} {y:.1}L{:.1} {1:.1}", x - 4.0, y + tip, x + 4.0)} /> }
            }) }
            if !series.path.is_empty() && x > 0.0 { <text x={at(x)} y={at(y)} text-anchor="middle">{ &series.label }</text> }
        </g>
    }
}

/// The marker of a curve: the cell's, or a small dot for what is only a part of it.
fn mark(class: &str, x: f64, y: f64) -> Html {
    match class {
        "lstm alone" => html! {},
        "lstm rail" => html! { <circle cx={at(x)} cy={at(y)} r="2" /> },
        class => marker(Cell::from_id(class).unwrap_or(Cell::Rnn).spec().mark, x, y, 4.0),
    }
}

/// The number of the step that is read out.
fn here(readout: &Readout, plot: &Plot) -> Html {
    let Readout { x, y, text, tag: (left, top, wide) } = readout;
    html! {
        <g class="readout">
            <path class="way-back" d={format!("M{x:.1} {y:.1}V{:.1}", plot.bottom)} />
            <rect x={at(*left)} y={at(*top)} width={at(*wide)} height={at(plot.tag())} rx="8" />
            <text x={at(left + wide / 2.0)} y={at(top + 0.7 * plot.tag())} text-anchor="middle">{ text.to_string() }</text>
        </g>
    }
}

/// All weights together, and the line they are cut to.
fn weights(view: &GradientView, plot: &Plot, send: &Send) -> Html {
    let Some((x, marks)) = &plot.weights else { return html! {} };
    let m = view.m();
    let (w, h, k) = (plot.width, plot.height, plot.scale);
    html! {
        <g class="weights">
            <path class="axis" d={format!("M{x:.1} {:.1}V{:.1}", plot.top, plot.bottom)} />
            <text x={at(x.min(w - 38.0 * k))} y={at(plot.bottom + k * if view.room.is_narrow() { 42.0 } else { 22.0 })} text-anchor="middle" class="soft">{ m.all_weights }</text>
            { for marks.iter().map(|(class, y)| html! { <g class={classes!("norms", *class)}>{ mark(class, *x, *y) }</g> }) }
            if let Some((y, text)) = &plot.clip {
                <g class="clip">
                    <path d={format!("M{} {y:.1}H{w}", plot.left)} />
                    <text x={at(plot.right + 6.0)} y={at(y - 7.0)}>{ text }</text>
                    <path class="handle" d={format!("M{} {:.1}H{w}", plot.left, y)} onpointerdown={grab(Hand::Clip, w, h, send)} />
                </g>
            }
        </g>
    }
}

fn guess(view: &GradientView, plot: &Plot, send: &Send) -> Html {
    if plot.guess.is_empty() {
        return html! {};
    }
    let (w, h) = (plot.width, plot.height);
    let (x, y) = plot.guess[1];
    html! {
        <g class="guess">
            <path d={path(&plot.guess)} />
            { for plot.guess.iter().map(|(x, y)| html! { <circle cx={at(*x)} cy={at(*y)} r={if view.is_asking { "9" } else { "4" }} /> }) }
            <text x={at(x)} y={at(y - 16.0)} text-anchor="middle">{ view.m().your_guess }</text>
            if view.is_asking {
                { for plot.guess.iter().enumerate().map(|(n, (x, y))| html! {
                    <circle class="handle" cx={at(*x)} cy={at(*y)} r="26" onpointerdown={grab(Hand::Guess(n), w, h, send)} />
                }) }
            }
        </g>
    }
}

fn grid(view: &GradientView, heat: &Heat, send: &Send) -> Html {
    let said = finding(view);
    let (w, h) = (heat.width, heat.height);
    let let_go = send.on(Act::Grab(None));
    let (first, last) = (view.x(1), view.x(view.steps().max(2)));
    let (foot, step) = (0.35 * view.room.type_size, (heat.bottom - heat.top) / LEVELS as f64);
    html! {
        <figure class="plot broad" id="picture">
            <svg viewBox={format!("0 0 {w:.0} {h:.0}")} font-size={at(view.room.type_size)} role="img" aria-label={format!("{}. {}. {}", said.title, said.text.join(" "), heat.spoken)}
                onpointermove={drag(w, h, send)} onpointerup={let_go.clone()} onpointercancel={let_go}>
                { axis(view, w, heat.bottom, &heat.ticks) }
                { for heat.levels.iter().enumerate().map(|(n, path)| html! { <path class={classes!("heat", format!("g{n}"))} d={path.clone()} /> }) }
                <path class="lost" d={heat.lost.clone()} />
                { for heat.rows.iter().map(|(y, text)| html! { <text x={at(heat.rows_end)} y={at(y + foot)} text-anchor="end" class="soft">{ text }</text> }) }
                <rect class="here-column" x={at(heat.here.0 - 1.0)} y={at(heat.top - 1.0)} width={at(heat.here.1 - heat.here.0 + 2.0)} height={at(heat.bottom - heat.top + 2.0)} />
                <rect class="touch" x={at(first)} y={at(heat.top)} width={at(last - first)} height={at(heat.bottom - heat.top)} onpointerdown={grab(Hand::Cursor, w, h, send)} />
                { for heat.legend.iter().enumerate().map(|(level, (y, text))| html! {
                    <><rect class={classes!("heat", format!("g{level}"))} x={at(w - 56.0 * heat.scale)} y={at(*y)} width={at(16.0 * heat.scale)} height={at(step - 1.5)} />
                    <text x={at(w - 34.0 * heat.scale)} y={at(y + step / 2.0 + foot)} class="soft">{ text }</text></>
                }) }
            </svg>
        </figure>
    }
}

/// The finding, the guess by buttons, the settings.
fn card(state: &Gradient, send: &Send) -> Html {
    let (experiment, view) = (&state.experiment, state.view());
    let said = said(state);
    html! {
        <aside class="card" id="card" tabindex="-1">
            <h2 id="finding">{ said.title }</h2>
            { for said.text.iter().map(|text| html! { <p>{ text }</p> }) }
            if view.is_asking { { buttons(&view, experiment, send) } }
            { if experiment.look == Look::Recall { proof_ui::form(state, send) } else { controls::form(state, &view, send) } }
        </aside>
    }
}

/// The guess without dragging.
fn buttons(view: &GradientView, experiment: &Experiment, send: &Send) -> Html {
    let m = view.m();
    let words = &view.focus().trace.sequence.tokens;
    html! {
        <ul class="points">
            { for view.guess_steps().into_iter().zip(experiment.guess).enumerate().map(|(n, (t, decade))| {
                let name = format!("{} · {}", m.step(&t.to_string()), words[t - 1]);
                let press = |up: bool, sign: &'static str| {
                    let label = if up { m.higher(&name) } else { m.lower(&name) };
                    html! { <button type="button" class="small-square square" aria-label={label} data-point={format!("{n}{sign}")}
                        onclick={act(send, Act::Nudge(n, up))}>{ sign }</button> }
                };
                html! { <li><span>{ &name }</span>{ press(false, "−") }<output>{ magnitude(libm::pow(10.0, decade)) }</output>{ press(true, "+") }</li> }
            }) }
        </ul>
    }
}

fn tools(state: &Gradient, send: &Send) -> Html {
    let (experiment, view) = (&state.experiment, state.view());
    let m = view.m();
    let link = |name: &'static str, text: &'static str, action: Action| {
        html! { <button type="button" class="link-button" data-act={name} onclick={send.on(action)}>{ text }</button> }
    };
    let export = |name: &'static str, text: &'static str, format: Format| link(name, text, Act::Export(format).into());
    let is_shown = !view.is_asking && experiment.look != Look::Recall;
    let columns = || {
        experiment
            .lanes
            .iter()
            .flat_map(|lane| [("h", Some(&lane.h)), ("c", lane.c.as_ref())].map(|(q, norms)| (lane, q, norms)))
    };
    html! {
        <section class="tools" aria-label={m.settings}>
            <div class="row">
                if is_shown {
                    { link("guess", m.guess_again, Act::GuessAgain.into()) }
                    { export("svg", m.as_svg, Format::Svg) }
                    { export("png", m.as_png, Format::Png) }
                    { export("csv", m.as_csv, Format::Csv) }
                    { export("json", m.as_json, Format::Json) }
                }
                if !state.shell.hides("link") { { link("copy", m.copy_link, Action::CopyLink) } }
                { link("reset", m.reset, Action::Reset) }
            </div>
            if is_shown {
                <details class="tool">
                    <summary>{ m.table }</summary>
                    <table class="numbers">
                        <thead><tr><th scope="col">{ m.column_step }</th><th scope="col">{ m.column_word }</th>
                            { for columns().filter(|(_, _, norms)| norms.is_some()).map(|(lane, q, _)| html! { <th scope="col">{ format!("{} ‖∂L/∂{q}‖", lane.label()) }</th> }) }</tr></thead>
                        <tbody>{ for experiment.settings.words.iter().enumerate().map(|(t, word)| html! {
                            <tr><th scope="row">{ t + 1 }</th><td>{ word }</td>
                                { for columns().filter_map(|(_, _, norms)| norms).map(|norms| html! { <td data-value={full(norms[t])}>{ magnitude(norms[t]) }</td> }) }</tr>
                        }) }</tbody>
                    </table>
                </details>
            }
        </section>
    }
}
