//! The backward pass: states locked, gradients arriving from the right, the step at work opened and read right to left.

use crate::model::cell::Cell;
use crate::player::action::Act;
use crate::player::state::Player;
use crate::scene::cell;
use crate::scene::number::{Number, full};
use crate::scene::reading::When;
use crate::screens::bptt::back::{Arrow, BackColumn, Opened};
use crate::screens::bptt::scene::BackStage;
use crate::screens::bptt::slices::{Moved, Slices, Update};
use crate::screens::bptt::words::Words;
use crate::ui::controls::{Controls, buttons};
use crate::ui::number::{Depth, glyphs, number};
use crate::ui::send::Send;
use yew::prelude::*;

pub fn stage(state: &Player, stage: &BackStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    html! {
        <div class={classes!("back", (stage.opened.is_some() || stage.update.is_some()).then_some("working"), stage.update.is_some().then_some("updating"))} id="figure" tabindex="0" role="group" aria-label={m.gradients}>
            <p class="legend">
                <span><svg class="lock" viewBox="0 0 14 16" aria-hidden="true"><path d="M3 7V5a4 4 0 0 1 8 0v2M1 7h12v8H1z" /></svg>{ m.locked }</span>
                <span><i class="dashes" aria-hidden="true" />{ m.gradients }</span>
                <span><i class="bar-sample" aria-hidden="true" />{ m.blame }</span>
            </p>
            <div class="scroll" tabindex="0" role="region" aria-label={m.title}>
                <ol class={classes!("passing", (stage.columns.len() > 5).then_some("many"))}>
                    { for stage.columns.iter().map(|column| self::column(state, column, send)) }
                </ol>
            </div>
            if let Some(update) = &stage.update { { self::update(state, update, send) } }
            // What this stop is about stands first, right under the columns.
            if let Some(slices) = &stage.slices { { self::slices(state, slices, send) } }
            if let Some(opened) = &stage.opened { { self::opened(state, opened, send) } }
        </div>
    }
}

/// A cell of a column: a number that opens.
fn shown(n: &Number, class: &'static str, send: &Send) -> Html {
    number(n, classes!("cell", class, n.fill), Depth::Root, true, send)
}

fn column(state: &Player, column: &BackColumn, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let lang = state.show.example.lang();
    let when = match column.when {
        When::Past => "reached",
        When::Current => "current",
        When::Future => "ahead",
    };
    let is_last = column.t == state.steps();
    // Brought into view: where the pass is, and before it begins where it will.
    let is_here = column.when == When::Current || (is_last && column.when == When::Future);
    let id = is_here.then_some("current-column");
    html! {
        <li class={classes!("moment", when)} {id} data-step={column.t.to_string()}>
            <button type="button" class="word" tabindex="-1" aria-label={column.word.clone()} onclick={send.on(Act::Goto(column.t))}><bdi {lang}>{ &column.word }</bdi></button>
            <div class="states" role="group" aria-label={m.states}>{ for column.states.iter().map(|n| shown(n, "locked", send)) }</div>
            <p class="loss">{ match &column.loss {
                Some(n) => html! { <><span class="small soft">{ m.loss_short }</span>{ " " }{ number(n, "chip plain-number", Depth::Root, true, send) }</> },
                None => html! {},
            } }</p>
            <div class="coming" role="group" aria-label={m.gradients}>
                { for column.gradients.iter().map(|n| match n {
                    Some(n) => shown(n, "back-number", send),
                    None => html! { <span class="cell empty" /> },
                }) }
                if !is_last { { arrow(m.cut, column.arrow.as_ref()) } }
            </div>
            <p class="length">{ match &column.norm {
                Some(n) => html! { <>{ "‖·‖ " }{ number(n, "in-text", Depth::Root, true, send) }</> },
                None => html! { { "\u{a0}" } },
            } }</p>
            <div class="blame">
                <svg viewBox="0 0 10 40" preserveAspectRatio="none" aria-hidden="true">
                    if let Some((_, share)) = &column.blame { <rect x="0" y={format!("{:.1}", 40.0 - 40.0 * share)} width="10" height={format!("{:.1}", 40.0 * share)} /> }
                </svg>
                { match &column.blame {
                    Some((n, _)) => number(n, "in-text", Depth::Root, true, send),
                    None => html! { <span class="soft">{ "–" }</span> },
                } }
            </div>
        </li>
    }
}

/// Between two moments, from right to left.
fn arrow(cut: &'static str, arrow: Option<&Arrow>) -> Html {
    let Some(arrow) = arrow else { return html! {} };
    let class = classes!("hand-over", arrow.is_done.then_some("done"), arrow.is_cut.then_some("cut"));
    html! {
        <span {class} role="img" aria-label={arrow.label.clone()} title={arrow.label.clone()} data-factor={arrow.factor.as_ref().map(|(_, value)| full(*value))}>
            <span class="small parts" aria-hidden="true">{ &arrow.parts }</span>
            <svg class="line-back" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true"><path d="M100 6H4" /></svg>
            <svg class="head-back" viewBox="0 0 12 12" aria-hidden="true">
                if arrow.is_cut { <path class="scissors" d="M1 -2l9 16M10 -2l-9 16" /> } else { <path d="M9 1L3 6l6 5" /> }
            </svg>
            <b class="small" aria-hidden="true">{ if arrow.is_cut { cut.to_string() } else { arrow.factor.as_ref().map_or_else(String::new, |(text, _)| format!("× {text}")) } }</b>
        </span>
    }
}

/// The step at work: each unit a line, its values above, their gradients below.
fn opened(state: &Player, opened: &Opened, send: &Send) -> Html {
    html! {
        <section class="at-work" id="at-work">
            <h2>{ &opened.title }</h2>
            <div class="scroll" tabindex="0" role="region" aria-label={opened.title.clone()}>
                <table class={classes!("there-and-back", (opened.heads.len() > 20).then_some("long"))}>
                    <thead><tr><td />{ for opened.heads.iter().map(|head| match head {
                        Some((symbol, name, _)) => html! { <th scope="col"><span class="formula">{ glyphs(symbol) }</span><span class="small soft">{ name }</span></th> },
                        None => html! { <td /> },
                    }) }</tr></thead>
                    { for opened.rows.iter().enumerate().map(|(n, row)| {
                        let is_in_hand = n + 1 == state.unit;
                        html! {
                            <tbody class={classes!(is_in_hand.then_some("in-hand-row"))}>
                                <tr><th scope="rowgroup" rowspan="2">
                                    <button type="button" class="link-button" aria-pressed={is_in_hand.to_string()} onclick={send.on(Act::ChooseUnit(n + 1))}>{ &row.name }</button></th>
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

fn slices(state: &Player, slices: &Slices, send: &Send) -> Html {
    let lang = state.show.example.lang();
    let most =
        slices.rows.iter().flat_map(|row| row.slices.iter().flatten()).map(|n| n.value.abs()).fold(1e-30, f64::max);
    html! {
        <section class="slices">
            <h2>{ &slices.title }</h2>
            <div class="scroll" tabindex="0" role="region" aria-label={slices.title.clone()}>
                <table class="numbers">
                    <thead><tr><td />{ for slices.words.iter().map(|word| html! { <th scope="col"><bdi {lang}>{ word }</bdi></th> }) }<th scope="col">{ &slices.sum }</th></tr></thead>
                    <tbody>{ for slices.rows.iter().map(|row| html! {
                        <tr><th scope="row">{ &row.name }</th>
                            { for row.slices.iter().enumerate().map(|(t, slice)| match slice {
                                Some(n) => html! { <td><span class="num" data-value={full(n.value)} data-slice={(t + 1).to_string()}>{ &n.text }</span>{ bar(n.value / most) }</td> },
                                None => html! { <td class="soft">{ "–" }</td> },
                            }) }
                            <td class={classes!("total", row.is_whole.then_some("whole"))}>{ number(&row.sum, "in-text", Depth::Root, true, send) }</td></tr>
                    }) }</tbody>
                </table>
            </div>
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
                    <tbody>{ for update.rows.iter().map(row) }</tbody>
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
    html! {
        <div class="settings" role="group" aria-label={m.settings}>
            { buttons("cell", m.cell, Cell::RECURRENT.map(cell).to_vec(), &pick) }
            { controls.list("loss", m.loss, &get("loss", "last"), &loss) }
            { controls.list("trunc", m.truncation, &get("trunc", "0"), &truncation) }
            { controls.list("opt", m.optimiser, &get("opt", "sgd"), &|id| m.optimiser_name(id)) }
            { controls.list("lr", m.rate, &get("lr", "0.3"), &str::to_string) }
            { controls.list("clip", m.clip, &get("clip", "0"), &clip) }
        </div>
    }
}
