//! Guesses, the light switch, and the table.

use crate::scene::number::{grouped, percent};
use crate::screens::compare::kinds::{Kind, Look};
use crate::screens::compare::light::{Lane, Measured, lanes, measured, truth};
use crate::screens::compare::place::{Placed, best};
use crate::screens::compare::state::{Act, Compare};
use crate::screens::compare::table::{COST_PROOFS, Entry, WIDTH, rows};
use crate::screens::compare::words::Words;
use crate::shell::action::{Action, Own};
use crate::shell::state::Shell;
use crate::ui::bar::{go, progress};
use crate::ui::chart::chart;
use crate::ui::controls::{Controls, buttons};
use crate::ui::screen::{Frame, Parts, Screen};
use crate::ui::send::Send;
use yew::prelude::*;

fn own(act: Act) -> Action {
    Action::Own(Own::new(act))
}

impl Screen for Compare {
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
        let mut next = Compare::new(shell);
        next.shares = self.shares.clone();
        Box::new(next)
    }
    fn reduce(&mut self, action: Action) {
        self.apply(action);
    }
    fn leave(&mut self) {
        self.is_measuring = false;
    }
    fn work(&self) -> usize {
        self.shares.len()
    }
    fn keep(&self) -> Option<Own> {
        (!self.shares.is_empty()).then(|| Own::new(self.shares.clone()))
    }
    fn frame(&self) -> Frame {
        let m = Words::of(self.shell.lang);
        let look = self.look();
        let title = m.title_of(look).to_string();
        let lede = match look {
            Look::Place => m.lede_place,
            Look::Light => m.lede_light,
            Look::Table => m.lede_table,
        };
        let spoken = match look {
            Look::Light if self.is_measured() => {
                measured(self.shell.lang, &self.shares, self.shell.room).text.join(" ")
            }
            _ => self.placed().iter().filter_map(|one| one.verdict.clone()).next_back().unwrap_or_default(),
        };
        Frame {
            title,
            lede: lede.to_string(),
            spoken: if self.is_measuring { String::new() } else { spoken },
            t: self.stop(),
            steps: 4,
            is_running: self.is_measuring,
            is_playing: false,
            is_at_end: look == Look::Table,
            leads_on: look == Look::Table,
            classes: vec!["on-compare"],
            place: format!("{} {:?} {:?}", self.stop(), self.guesses, self.presses),
        }
    }
    fn parts(&self, send: &Send) -> Parts {
        let m = Words::of(self.shell.lang);
        let look = self.look();
        let stage = match look {
            Look::Place => place(self, send),
            Look::Light => light(self, send),
            Look::Table => table(self, send),
        };
        let shown = |look: Look| (look.id().to_string(), m.look_name(look).to_string(), self.look() == look);
        let (verb, will) = match look {
            Look::Place if !self.is_placed() => (m.step, m.will_open),
            Look::Place => (m.next, m.will_light),
            Look::Light if !self.is_measured() => (m.measure_verb, m.will_measure),
            Look::Light => (m.next, m.will_table),
            Look::Table => (m.again, m.will_again),
        };
        let all = crate::screens::compare::light::nets().len() * crate::screens::compare::light::LENGTHS.len();
        let (done, all) = if self.is_measuring { (self.shares.len(), all) } else { (self.stop(), 4) };
        Parts {
            stage: html! { <>
                <div class="pictures">{ buttons("look", m.show_label, Look::ALL.map(shown).to_vec(), &|id| send.on(own(Act::Look(Look::of(&id))))) }</div>
                { stage }
            </> },
            card: if self.shell.hides("card") {
                html! {}
            } else {
                card(self, send)
            },
            tools: html! {
                <section class="tools" aria-label={m.network}><div class="row">
                    if !self.shell.hides("link") { <button type="button" class="link-button" data-act="copy" onclick={send.on(Action::CopyLink)}>{ m.copy_link }</button> }
                    <button type="button" class="link-button" data-act="reset" onclick={send.on(Action::Reset)}>{ m.reset }</button>
                </div></section>
            },
            bar: html! { <>{ go(verb, will.to_string(), !self.is_measuring, send) }{ progress(done, all, m.timeline, self.shell.lang) }</> },
        }
    }
    fn get(&self, what: &str) -> Option<serde_json::Value> {
        (what == "compare").then(|| self.shares.iter().copied().collect())
    }
}

fn place(state: &Compare, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let one = |placed: &Placed| {
        let shares = placed.shares.as_deref();
        let best = shares.map(best).unwrap_or_default();
        let option = |(n, name): (usize, &String)| {
            let is_best = best.contains(&n);
            let is_mine = placed.guess == Some(n);
            html! {
                <li>
                    <button type="button" class={classes!("option", is_mine.then_some("mine"), is_best.then_some("best"))} data-guess={n.to_string()} aria-pressed={is_mine.to_string()}
                        disabled={shares.is_some()} onclick={send.on(own(Act::Guess(placed.task, n)))}>
                        <span>{ name }</span>
                        if let Some(shares) = shares { <b data-value={shares[n].to_string()}>{ percent(shares[n]) }</b> }
                    </button>
                    if let Some(shares) = shares {
                        <svg class="share-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect x="0" y="0" width={format!("{:.1}", 100.0 * shares[n])} height="6" class={if is_best { "best" } else { "" }} /></svg>
                    }
                </li>
            }
        };
        html! {
            <li class="contest" data-task={format!("{:?}", placed.task)}>
                <h2>{ &placed.title }</h2>
                <p class="small soft">{ &placed.text }</p>
                <ul>{ for placed.options.iter().enumerate().map(option) }</ul>
                if let Some(verdict) = &placed.verdict { <p>{ verdict }{ " " }
                    <button type="button" class="link-button" data-act="proof" onclick={send.on(Action::Visit(placed.task.proof()))}>{ m.try_it }</button></p> }
            </li>
        }
    };
    let is_any = state.placed().iter().any(|one| one.shares.is_some());
    html! {
        <div id="figure" role="group" aria-label={m.card_place} tabindex="0">
            <ol class="contests" id="placed" tabindex="-1">{ for state.placed().iter().map(one) }</ol>
            if is_any { <p class="small soft">{ m.place_text }</p> }
        </div>
    }
}

/// Words of the sequence that are drawn: the last ones.
const SHOWN: usize = 12;

fn light(state: &Compare, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let presses = &state.presses;
    let lanes = lanes(state.shell.lang, presses);
    let truth = truth(presses);
    let first = presses.len().saturating_sub(SHOWN);
    let lamp = |on: bool, is_right: Option<bool>| {
        let class = classes!("lit-lamp", on.then_some("on"), (is_right == Some(false)).then_some("wrong"));
        html! { <span {class}>{ if on { m.light_on } else { m.light_off } }</span> }
    };
    let lane = |lane: &Lane| {
        let all = presses.len();
        html! {
            <tr data-right={lane.right.to_string()}><th scope="row">{ &lane.name }
                    <span class="small soft">{ m.light_right(&lane.right.to_string(), &all.to_string()) }{ " · " }{ m.light_kept(&lane.kept.to_string()) }if all > lane.trained { { " · " }{ m.light_beyond } }</span></th>
                { for lane.says[first..].iter().map(|&(on, right)| html! { <td>{ lamp(on, Some(right)) }</td> }) }
            </tr>
        }
    };
    let random = [10, 50].map(|count| html! {
        <button type="button" class="plain" data-act={format!("random-{count}")} onclick={send.on(own(Act::Random(count)))}>{ m.more_random(&count.to_string()) }</button>
    });
    html! {
        <>
            <div id="figure" class="switch" role="group" aria-label={m.light_figure} tabindex="0">
                <div class="row">
                    <button type="button" class="plain" data-act="wait" onclick={send.on(own(Act::Press(false)))}>{ m.word_wait }</button>
                    <button type="button" class="plain" data-act="press" onclick={send.on(own(Act::Press(true)))}><b>{ m.word_press }</b></button>
                    { for random }
                    <button type="button" class="link-button" data-act="clear" onclick={send.on(own(Act::Clear))}>{ m.clear }</button>
                </div>
                <div class="scroll" tabindex="0" role="group" aria-label={m.light_figure}><table>
                    <thead><tr><th scope="col" class="small soft">{ if first > 0 { m.light_last(&presses.len().to_string()) } else { m.light_words(&presses.len().to_string()) } }</th>
                        { for presses[first..].iter().map(|&press| html! { <th scope="col">{ if press == 1 { m.word_press } else { m.word_wait } }</th> }) }</tr></thead>
                    <tbody>
                        <tr class="truth"><th scope="row">{ m.light_truth }</th>{ for truth[first..].iter().map(|&on| html! { <td>{ lamp(on, None) }</td> }) }</tr>
                        { for lanes.iter().map(lane) }
                    </tbody>
                </table></div>
            </div>
            { by_length(state, &measured(state.shell.lang, &state.shares, state.shell.room)) }
        </>
    }
}

fn by_length(state: &Compare, measured: &Measured) -> Html {
    use crate::screens::compare::light::{EACH, LENGTHS};
    let m = Words::of(state.shell.lang);
    html! {
        <section class="waiting measured" aria-labelledby="measured">
            <h2 id="measured" tabindex="-1">{ m.measured_title }</h2>
            if let Some(drawn) = &measured.chart { <div class="curves">{ chart(drawn, m.measured_axis, m.measured_title) }</div> }
            if measured.done > 0 {
                <div class="scroll" tabindex="0" role="group" aria-labelledby="measured"><table>
                    <thead><tr><th scope="col">{ m.measured_axis }</th>{ for LENGTHS.iter().map(|length| html! { <th scope="col">{ *length }</th> }) }<th scope="col">{ m.trained_to }</th></tr></thead>
                    <tbody>{ for measured.rows.iter().map(|row| html! {
                        <tr><th scope="row">{ &row.name }if let Some(seeds) = &row.seeds { <span class="small soft">{ " " }{ seeds }</span> }</th>{ for row.shares.iter().map(|share| html! { <td>{ share.clone().unwrap_or_else(|| "…".into()) }</td> }) }<td>{ row.trained }</td></tr>
                    }) }</tbody>
                </table></div>
            }
            <p class="small soft" role="status">{ if state.is_measuring { m.measuring(&measured.done.to_string(), &measured.all.to_string()) } else { String::new() } }</p>
            <p class="small soft">{ m.measured_text(&EACH.to_string()) }</p>
        </section>
    }
}

fn table(state: &Compare, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let rows = rows(state.shell.lang, state.steps());
    let entry = |entry: &Entry| {
        html! {
            <td><button type="button" class="link-button" onclick={send.on(Action::Visit(entry.proof))}>{ &entry.text }</button></td>
        }
    };
    let figure = |value: usize, proof: &'static str| {
        html! {
            <td class="figure-cell"><button type="button" class="link-button num" data-value={value.to_string()} onclick={send.on(Action::Visit(proof))}>{ grouped(value) }</button></td>
        }
    };
    let heads = [m.col_network, m.col_order, m.col_reach, m.col_kept, m.col_products, m.col_waits, m.col_writes];
    html! {
        <div id="figure" class="which" role="group" aria-label={m.table_caption(&WIDTH.to_string())} tabindex="0">
            <div class="scroll" tabindex="-1"><table>
                <thead><tr>{ for heads.into_iter().map(|head| html! { <th scope="col">{ head }</th> }) }</tr></thead>
                <tbody>{ for rows.iter().map(|row| html! {
                    <tr class={(row.kind == Kind::Attention).then_some("last")}><th scope="row">{ &row.name }<span class="small soft">{ m.col_trained(&row.trained) }</span></th>
                        { entry(&row.order) }{ entry(&row.reach) }
                        { figure(row.cost.kept, COST_PROOFS[0]) }{ figure(row.cost.products, COST_PROOFS[1]) }{ figure(row.cost.waits, COST_PROOFS[2]) }
                        { entry(&row.writes) }</tr>
                }) }</tbody>
            </table></div>
            <p class="small soft">{ m.table_caption(&WIDTH.to_string()) }</p>
        </div>
    }
}

fn card(state: &Compare, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let (title, text) = match state.look() {
        Look::Place => {
            let made: Vec<(usize, Placed)> =
                state.placed().into_iter().filter_map(|one| Some((one.guess?, one))).collect();
            let right =
                made.iter().filter(|(guess, one)| one.shares.as_deref().is_some_and(|s| best(s).contains(guess)));
            let title = match (made.len(), state.is_placed()) {
                (0, true) => m.card_placed_none.to_string(),
                (0, false) => m.guess_first.to_string(),
                (all, _) => m.card_placed(&right.count().to_string(), &all.to_string()),
            };
            (title, vec![m.card_place_text.to_string()])
        }
        Look::Light if state.is_measured() => {
            let mut text = measured(state.shell.lang, &state.shares, state.shell.room).text;
            text.push(m.light_honest.to_string());
            (m.light_measured.to_string(), text)
        }
        Look::Light => (m.light_start.to_string(), vec![m.light_start_text.to_string()]),
        Look::Table => {
            let rows = rows(state.shell.lang, state.steps());
            let waits =
                |kind: Kind| rows.iter().find(|row| row.kind == kind).map_or(0, |row| row.cost.waits).to_string();
            let text = m.table_text(&state.steps().to_string(), &waits(Kind::Rnn), &waits(Kind::Attention));
            (m.table_read.to_string(), vec![text])
        }
    };
    let controls = Controls { shell: &state.shell, send };
    html! {
        <aside class="card" id="card" tabindex="-1" aria-labelledby="card-title">
            <h2 id="card-title">{ title }</h2>
            { for text.into_iter().map(|text| html! { <p>{ text }</p> }) }
            if state.look() == Look::Table {
                { controls.slider("len", m.words_label, state.steps() as f64, m.words_value(&state.steps().to_string())) }
            }
        </aside>
    }
}
