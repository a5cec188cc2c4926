//! The backward pass: states locked, gradients arriving from the right, the step at work opened and read right to left.

use crate::model::cell::Cell;
use crate::player::action::Act;
use crate::player::state::Player;
use crate::scene::cell;
use crate::scene::number::{Number, full};
use crate::scene::reading::When;
use crate::screens::bptt::back::Opened;
use crate::screens::bptt::nets::{KINDS, kind};
use crate::screens::bptt::rail::{Arrow, BackColumn, Looks, Rail};
use crate::screens::bptt::scene::BackStage;
use crate::screens::bptt::slices::{Moved, Slices, Update};
use crate::screens::bptt::state::{Learn, Reach};
use crate::screens::bptt::words::Words;
use crate::shell::action::{Action, Own};
use crate::tasks::examples::Example;
use crate::ui::controls::{Controls, buttons};
use crate::ui::number::{Depth, glyphs, number};
use crate::ui::send::Send;
use yew::prelude::*;

pub fn stage(state: &Player, stage: &BackStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    html! {
        <div class={classes!("back", (stage.opened.is_some() || stage.update.is_some()).then_some("working"), stage.update.is_some().then_some("updating"), (stage.rails.len() > 1).then_some("two"))} id="figure" tabindex="0" role="group" aria-label={m.gradients}>
            <p class="legend">
                <span><svg class="lock" viewBox="0 0 14 16" aria-hidden="true"><path d="M3 7V5a4 4 0 0 1 8 0v2M1 7h12v8H1z" /></svg>{ m.locked }</span>
                <span><i class="dashes" aria-hidden="true" />{ m.gradients }</span>
                <span><i class="bar-sample" aria-hidden="true" />{ m.blame }</span>
            </p>
            if let Some(text) = &stage.some_units { <p class="small soft">{ text }</p> }
            <div class="scroll" tabindex="0" role="region" aria-label={m.title}>
                <div class={classes!((stage.rails.len() > 1).then_some("both"))}>
                    { for stage.rails.iter().map(|rail| self::rail(state, rail, stage.columns(), send)) }
                </div>
            </div>
            if let Some(update) = &stage.update { { self::update(state, update, send) } }
            // What this stop is about stands first, right under the columns.
            { for stage.slices.iter().map(|slices| self::slices(slices, send)) }
            <div class="side-by-side">
                if let Some(opened) = &stage.opened { { self::opened(state, opened, send) } }
                if let Some(looks) = &stage.looks { { self::looks(state, looks) } }
            </div>
        </div>
    }
}

/// A cell of a column: a number that opens.
fn shown(n: &Number, class: &'static str, send: &Send) -> Html {
    number(n, classes!("cell", class, n.fill), Depth::Root, true, send)
}

/// A direction: its words in a row, of so many columns in all.
fn rail(state: &Player, rail: &Rail, all: usize, send: &Send) -> Html {
    let size = match all {
        0..=5 => None,
        6 => Some("six"),
        _ => Some("many"),
    };
    html! {
        <section>
            if !rail.name.is_empty() { <p class="rail-name">{ &rail.name }</p> }
            <ol class={classes!("passing", size, rail.reverse.then_some("rightward"))}>
                { for rail.columns.iter().map(|column| self::column(state, rail, column, send)) }
            </ol>
        </section>
    }
}

fn column(state: &Player, rail: &Rail, column: &BackColumn, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let when = match column.when {
        When::Past => "reached",
        When::Current => "current",
        When::Future => "ahead",
    };
    let is_last = rail.columns.last() == Some(column);
    // Brought into view: where the pass is, and before it begins where it will.
    let begins = is_last && !rail.reverse && column.when == When::Future;
    let is_here = column.when == When::Current || begins;
    let id = is_here.then_some("current-column");
    html! {
        <li class={classes!("moment", when,)} {id} data-step={column.t.to_string()}>
            if rail.source > 0 {
                <span class="small soft half">{ half(m, rail, column.t) }</span>
            }
            <button type="button" class="word" tabindex="-1" aria-label={column.word.clone()} onclick={send.on(Action::Own(Own::new(Reach(column.place, column.t))))}><bdi lang={column.lang}>{ &column.word }</bdi></button>
            if rail.source > 0 { <span class="gloss" lang="en">{ column.gloss.unwrap_or("\u{a0}") }</span> }
            <div class="states" role="group" aria-label={m.states}>{ for column.states.iter().map(|n| shown(n, "locked", send)) }</div>
            <p class="loss">{ match &column.loss {
                Some(n) => html! { <>if column.loss_after.is_none() { <span class="small soft">{ m.loss_short }</span>{ " " } }{ number(n, "chip plain-number", Depth::Root, true, send) }if let Some(after) = &column.loss_after { <b class="small">{ format!("→ {after}") }</b> }</> },
                None if column.shares_loss => html! { <span class="small soft">{ m.same_loss }</span> },
                None => html! {},
            } }</p>
            <div class="coming" role="group" aria-label={m.gradients}>
                { for column.gradients.iter().map(|n| match n {
                    Some(n) => shown(n, "back-number", send),
                    None => html! { <span class="cell empty" /> },
                }) }
                if !is_last { { arrow(m, rail, column.arrow.as_ref()) } }
            </div>
            <p class="length">{ match &column.norm {
                Some(n) => html! { <>{ "‖·‖ " }{ number(n, "in-text", Depth::Root, true, send) }</> },
                None => html! { { "\u{a0}" } },
            } }</p>
            if column.blames_elsewhere { <p class="blame small soft">{ m.blame_both }</p> } else { <div class="blame">
                <svg viewBox="0 0 10 40" preserveAspectRatio="none" aria-hidden="true">
                    if let Some((_, share)) = &column.blame { <rect x="0" y={format!("{:.1}", 40.0 - 40.0 * share)} width="10" height={format!("{:.1}", 40.0 * share)} /> }
                </svg>
                { match &column.blame {
                    Some((n, _)) => number(n, "in-text", Depth::Root, true, send),
                    None => html! { <span class="soft">{ "–" }</span> },
                } }
            </div> }
        </li>
    }
}

/// Over the first word of each half of an encoder–decoder: which of them it is, without the term in brackets.
fn half(m: &Words, rail: &Rail, t: usize) -> &'static str {
    let name = match t {
        1 => m.encoder,
        t if t == rail.source + 1 => m.decoder,
        _ => "\u{a0}",
    };
    name.split(" (").next().unwrap_or(name)
}

/// Between two moments, from right to left; where it was read from the right, from left to right.
fn arrow(m: &Words, rail: &Rail, arrow: Option<&Arrow>) -> Html {
    let Some(arrow) = arrow else { return html! {} };
    let class = classes!(
        "hand-over",
        arrow.is_done.then_some("done"),
        arrow.is_cut.then_some("cut"),
        arrow.is_bridge.then_some("bridge")
    );
    let (line, head) = if rail.reverse { ("M0 6H96", "M3 1l6 5-6 5") } else { ("M100 6H4", "M9 1L3 6l6 5") };
    html! {
        <span {class} role="img" aria-label={arrow.label.clone()} title={arrow.label.clone()} data-factor={arrow.factor.as_ref().map(|(_, value)| full(*value))}>
            <span class="small parts" aria-hidden="true">{ if arrow.is_bridge && arrow.parts.is_empty() { m.bridge } else { &arrow.parts } }</span>
            <svg class="line-back" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true"><path d={line} /></svg>
            <svg class="head-back" viewBox="0 0 12 12" aria-hidden="true">
                if arrow.is_cut { <path class="scissors" d="M1 -2l9 16M10 -2l-9 16" /> } else { <path d={head} /> }
            </svg>
            <b class="small" aria-hidden="true">{ if arrow.is_cut { m.cut.to_string() } else { arrow.factor.as_ref().map_or_else(String::new, |(text, _)| format!("× {text}")) } }</b>
        </span>
    }
}

/// The step at work: each unit a line, its values above, their gradients below.
fn opened(state: &Player, opened: &Opened, send: &Send) -> Html {
    html! {
        <section class="at-work" id="at-work">
            <h2>{ &opened.title }</h2>
            <div class="scroll" tabindex="0" role="region" aria-label={opened.title.clone()}>
                <table class={classes!("there-and-back", (opened.heads.len() > 15).then_some("long"))}>
                    <thead><tr><td />{ for opened.heads.iter().map(|head| match head {
                        Some((symbol, name, _)) => html! { <th scope="col"><span class="formula">{ glyphs(symbol) }</span><span class="small soft">{ name }</span></th> },
                        None => html! { <td /> },
                    }) }</tr></thead>
                    { for opened.rows.iter().map(|row| {
                        let is_in_hand = row.unit == state.unit;
                        html! {
                            <tbody class={classes!(is_in_hand.then_some("in-hand-row"))}>
                                <tr><th scope="rowgroup" rowspan="2">
                                    <button type="button" class="link-button" aria-pressed={is_in_hand.to_string()} onclick={send.on(Act::ChooseUnit(row.unit))}>{ &row.name }</button></th>
                                    { for row.parts.iter().map(|(part, _)| forward(part, send)) }</tr>
                                <tr class="gradients">{ for row.parts.iter().map(|(part, gradient)| match (part, gradient) {
                                    (_, Some(n)) => html! { <td>{ shown(n, "back-number", send) }</td> },
                                    (cell::CellPart::Number(..) | cell::CellPart::Empty(_), None) => html! { <td><span class="cell empty" /></td> },
                                    _ => html! { <td class="way" aria-hidden="true" /> },
                                }) }</tr>
                            </tbody>
                        }
                    }) }
                </table>
            </div>
        </section>
    }
}

fn forward(part: &cell::CellPart, send: &Send) -> Html {
    match part {
        cell::CellPart::Number(n, _) => html! { <td>{ shown(n, "locked", send) }</td> },
        cell::CellPart::Empty(_) => html! { <td><span class="cell empty" /></td> },
        cell::CellPart::Operator(operator) => {
            html! { <td class={classes!("op", operator.is_join.then_some("join"))}>{ operator.sign }</td> }
        }
        cell::CellPart::Gap => html! { <td class="gap" /> },
    }
}

fn slices(slices: &Slices, send: &Send) -> Html {
    let lang = slices.lang;
    let most =
        slices.rows.iter().flat_map(|row| row.slices.iter().flatten()).map(|n| n.value.abs()).fold(1e-30, f64::max);
    html! {
        <section class="slices">
            <h2>{ &slices.title }</h2>
            <div class="scroll" tabindex="0" role="region" aria-label={slices.title.clone()}>
                <table class="numbers">
                    <thead><tr><td />{ for slices.steps.iter().map(|(_, word)| html! { <th scope="col"><bdi {lang}>{ word }</bdi></th> }) }<th scope="col">{ &slices.sum }</th></tr></thead>
                    <tbody>{ for slices.rows.iter().map(|row| html! {
                        <tr><th scope="row">{ &row.name }</th>
                            { for row.slices.iter().zip(&slices.steps).map(|(slice, (t, _))| match slice {
                                Some(n) => html! { <td><span class="num" data-value={full(n.value)} data-slice={t.to_string()}>{ &n.text }</span>{ bar(n.value / most) }</td> },
                                None => html! { <td class="soft">{ "–" }</td> },
                            }) }
                            <td class={classes!("total", row.is_whole.then_some("whole"))}>{ number(&row.sum, "in-text", Depth::Root, true, send) }</td></tr>
                    }) }</tbody>
                </table>
            </div>
        </section>
    }
}

/// A row a word that was said, a column a word that was read.
fn looks(state: &Player, looks: &Looks) -> Html {
    let m = Words::of(state.shell.lang);
    html! {
        <section class="slices looks-back">
            <h2>{ m.looks_title }</h2>
            <div class="scroll" tabindex="0" role="region" aria-label={m.looks_title}>
                <table class="numbers">
                    <thead><tr><td />{ for looks.words.iter().map(|word| html! { <th scope="col"><bdi lang="en">{ word }</bdi></th> }) }</tr></thead>
                    <tbody>{ for looks.rows.iter().map(|row| html! {
                        <tr><th scope="row"><bdi lang={(row.t > looks.words.len() + 1).then_some("th")}>{ &row.word }</bdi></th>
                            { for row.cells.iter().map(|cell| match cell {
                                Some((n, share)) => html! { <td><span class="num" data-value={full(n.value)} title={n.label.clone()}>{ &n.text }</span>{ bar(*share) }</td> },
                                None => html! { <td class="soft">{ "–" }</td> },
                            }) }</tr>
                    }) }</tbody>
                </table>
            </div>
            <p class="small soft">{ m.looks_note }</p>
        </section>
    }
}

/// A slice: to the left or right of the middle.
fn bar(share: f64) -> Html {
    let width = share.abs().min(1.0) * 30.0;
    let x = if share < 0.0 { 30.0 - width } else { 30.0 };
    html! { <svg class="slice" viewBox="0 0 60 6" aria-hidden="true"><path d="M30 0V6" /><rect x={format!("{x:.1}")} y="0" width={format!("{width:.1}")} height="6" /></svg> }
}

fn update(state: &Player, update: &Update, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let plain =
        |(text, value): &(String, f64)| html! { <td><span class="num" data-value={full(*value)}>{ text }</span></td> };
    let row = |moved: &Moved| {
        html! {
            <tr><th scope="row">{ &moved.name }</th>
                <td>{ number(&moved.gradient, "in-text", Depth::Root, true, send) }</td>
                if update.is_clipped { { plain(&moved.clipped) } }
                { plain(&moved.step) }
                <td>{ number(&moved.old, "in-text", Depth::Root, true, send) }</td>
                { plain(&moved.new) }</tr>
        }
    };
    html! {
        <section class="update">
            <h2>{ &update.title }</h2>
            <div class="scroll" tabindex="0" role="region" aria-label={update.title.clone()}>
                <table class="numbers">
                    <thead><tr><th scope="col">{ m.column_weight }</th><th scope="col">{ m.column_gradient }</th>
                        if update.is_clipped { <th scope="col">{ m.column_clipped }</th> }
                        <th scope="col">{ m.column_move }</th><th scope="col">{ m.column_old }</th><th scope="col">{ m.column_new }</th></tr></thead>
                    { for update.parts.iter().map(|part| html! {
                        <tbody>
                            if !part.name.is_empty() { <tr><th scope="rowgroup" colspan="6" class="part-name">{ &part.name }</th></tr> }
                            { for part.rows.iter().map(row) }
                        </tbody>
                    }) }
                </table>
            </div>
        </section>
    }
}

/// What is learnt from, and how far it moves.
pub fn settings(state: &Player, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let controls = Controls { shell: &state.shell, send };
    let get = |key: &str, usual: &str| state.shell.address.get(key).unwrap_or(usual).to_string();
    let loss = |id: &str| if id == "all" { m.loss_all } else { m.loss_last }.to_string();
    let truncation = |every: &str| if every == "0" { m.never.to_string() } else { m.every(every) };
    let clip = |most: &str| if most == "0" { m.off.to_string() } else { most.to_string() };
    let cell = |cell: Cell| (cell.id().to_string(), cell.label().to_string(), state.show.cell == cell);
    let pick = |id: String| Cell::from_id(&id).map_or(Callback::noop(), |cell| send.on(Act::Cell(cell)));
    let kind = kind(state.show.example);
    let learns = |other: Example| (other.id().to_string(), m.kind_name(other), other == kind);
    let choose =
        |id: String| Example::from_id(&id).map_or(Callback::noop(), |kind| send.on(Action::Own(Own::new(Learn(kind)))));
    let looks_back = |on: &str| if on == "1" { m.on } else { m.off }.to_string();
    // A translator ships trained with one kind of cell.
    let has_cells = state.show.own.is_none() && (kind != Example::Translate || state.show.seed.is_some());
    html! {
        <div class="settings" role="group" aria-label={m.settings}>
            { buttons("learns", m.learns, KINDS.map(learns).to_vec(), &choose) }
            if kind == Example::Translate { { controls.buttons("attend", m.looks_back, &get("attend", "0"), &looks_back) } }
            if has_cells { { buttons("cell", m.cell, Cell::RECURRENT.map(cell).to_vec(), &pick) } }
            // A gap has one loss.
            if kind != Example::Trees { { controls.list("loss", m.loss, &get("loss", "last"), &loss) } }
            if kind == Example::Apple { { controls.list("trunc", m.truncation, &get("trunc", "0"), &truncation) } }
            { controls.list("opt", m.optimiser, &get("opt", "sgd"), &|id| m.optimiser_name(id)) }
            { controls.list("lr", m.rate, &get("lr", "0.3"), &str::to_string) }
            { controls.list("clip", m.clip, &get("clip", "0"), &clip) }
        </div>
    }
}
