//! The opened cell: a table whose rows are units and whose columns are the line of arithmetic, with valves for gates.

use crate::app::action::Action;
use crate::app::state::State;
use crate::model::anatomy::Operand;
use crate::scene::cell::{Band, CellPanel, CellStage, Equation, Kind, Operator, Part, Row, kind};
use crate::scene::number::Number;
use crate::scene::step::When;
use crate::scene::weights::Matrix;
use crate::ui::number::{Depth, glyphs, number};
use crate::ui::store::Send;
use crate::ui::strip::strip;
use web_sys::HtmlDetailsElement;
use yew::prelude::*;

pub fn stage(state: &State, stage: &CellStage, send: &Send) -> Html {
    let m = state.lang.messages();
    let many = stage.lanes.len() > 1;
    let t = state.view().read().to_string();
    html! {
        <>
            { strip(state, &stage.strip, send) }
            <div id="figure" class={classes!("lanes", many.then_some("many"))} role="group" aria-label={(m.title)("cell")} tabindex="0" data-op={state.view().op.to_string()} data-t={t}>
                { for stage.lanes.iter().enumerate().map(|(n, lane)| html! {
                    <section class="lane" aria-label={lane.title.clone()}>
                        if many { <h2 class="lane-name">{ &lane.title }{ " " }<span class="soft">{ &lane.count }</span></h2> }
                        { grid(state, lane, n == 0, true, send) }
                        if let (true, Some((word, n))) = (many, &lane.says) {
                            <p class="says"><bdi lang={state.show.example.lang()}>{ word }</bdi>{ " " }{ number(n, "in-text", Depth::Root, true, send) }</p>
                        }
                    </section>
                }) }
            </div>
            if stage.is_edited { <p class="legend small soft"><span class="edit-dot" />{ m.edited_legend }</p> }
            if let Some(legend) = &stage.legend { <p class="legend small soft"><span class="carrier" />{ legend }</p> }
            // At the answer the curve of accuracy stands in their place.
            if !stage.equations.is_empty() && !state.view().is_revealed() { { equations(state, stage, send) } }
        </>
    }
}

/// The table alone, also where another screen opens a cell in place.
pub fn grid(state: &State, cell: &CellPanel, is_first: bool, has_operations: bool, send: &Send) -> Html {
    html! {
        <div class="scroll" tabindex="-1" role="group" aria-label={cell.text.clone()}>
            <table class={classes!("cell-lines", (cell.heads.len() > 20).then_some("wide"))}>
                <thead><tr>
                    <td />
                    { for cell.heads.iter().map(|head| match head {
                        Some((symbol, name, quantity)) => html! {
                            <th scope="col" class={style(*quantity)}>
                                <span class="symbol">{ glyphs(symbol) }</span>if !name.is_empty() { <span class="small soft" data-q={quantity.name()}>{ name }</span> }
                            </th>
                        },
                        None => html! { <td /> },
                    }) }
                </tr></thead>
                <tbody>{ for cell.rows.iter().map(|row| self::row(state, row, is_first, send)) }</tbody>
                if has_operations {
                    <tfoot><tr class="bands"><td />{ for cell.bands.iter().map(|band| self::band(band, send)) }</tr></tfoot>
                }
            </table>
        </div>
    }
}

fn style(quantity: crate::model::names::Quantity) -> &'static str {
    match kind(quantity) {
        Kind::C => "rail-c",
        Kind::H => "rail-h",
        Kind::Valve => "valve-column",
        Kind::Plain => "",
    }
}

fn row(state: &State, row: &Row, is_first: bool, send: &Send) -> Html {
    let in_hand = row.unit == state.unit;
    html! {
        <tr class={classes!(in_hand.then_some("in-hand-row"), row.carries.is_some().then_some("carries"))}>
            <th scope="row" class="small soft"><button type="button" class={if is_first { "row-name" } else { "visually-hidden" }} tabindex="-1" data-unit={row.unit.to_string()} onclick={send.on(Action::ChooseUnit(row.unit))}>{ &row.name }</button>
                if let Some(carries) = &row.carries { <span class="carrier" role="img" aria-label={carries.clone()} title={carries.clone()} /> }
            </th>
            { for row.parts.iter().enumerate().map(|(n, part)| self::part(part, in_hand, n, send)) }
        </tr>
    }
}

fn part(part: &Part, in_hand: bool, n: usize, send: &Send) -> Html {
    match part {
        Part::Number(n, operand) => {
            html! { <td class={style(operand.quantity)}>{ value(n, *operand, in_hand, send) }</td> }
        }
        Part::Empty(operand) => html! {
            <td class={style(operand.quantity)}><span class={classes!("cell", "empty", style(operand.quantity))} /></td>
        },
        Part::Operator(operator) => html! {
            <td class={classes!("sign", operator.is_join.then_some("join"))}>{ self::operator(operator, in_hand, n, send) }</td>
        },
        Part::Gap => html! { <td class="gap" /> },
    }
}

/// A value of the line: a valve for a gate, else a coloured cell.
fn value(n: &Number, operand: Operand, in_hand: bool, send: &Send) -> Html {
    let kind = kind(operand.quantity);
    if kind != Kind::Valve {
        return number(n, classes!("cell", style(operand.quantity), n.fill), Depth::Root, in_hand, send);
    }
    let level = n.value.clamp(0.0, 1.0) * 40.0;
    html! {
        <span class="valve">
            <svg viewBox="0 0 14 44" aria-hidden="true">
                <rect class="pipe" x="1" y="1" width="12" height="42" rx="6" />
                <rect class="level" x="2" y={format!("{:.1}", 42.0 - level)} width="10" height={format!("{level:.1}")} rx={format!("{:.1}", level.min(10.0) / 2.0)} />
            </svg>
            { number(n, "valve-number", Depth::Root, in_hand, send) }
        </span>
    }
}

fn operator(operator: &Operator, in_hand: bool, n: usize, send: &Send) -> Html {
    if operator.label.is_empty() {
        return html! { <span class="sign">{ operator.sign }</span> };
    }
    let onclick = operator.opens.map(|path| send.on(Action::Open(path)));
    html! {
        <button type="button" class="operator" data-operator={n.to_string()} aria-label={operator.label.clone()} title={operator.label.clone()}
            aria-disabled={operator.opens.is_none().then_some("true")} tabindex={if in_hand { "0" } else { "-1" }} {onclick}>{ operator.sign }</button>
    }
}

fn band(band: &Band, send: &Send) -> Html {
    if band.operation == 0 {
        return html! { <td colspan={band.columns.to_string()} /> };
    }
    let when = match band.when {
        When::Past => "past",
        When::Current => "current",
        When::Future => "future",
    };
    html! {
        <td colspan={band.columns.to_string()} class={classes!("band", when)}>
            <button type="button" data-operation={band.operation.to_string()} aria-current={(band.when == When::Current).then_some("step")}
                onclick={send.on(Action::Operation(band.operation))}>{ &band.name }</button>
        </td>
    }
}

fn equations(state: &State, stage: &CellStage, send: &Send) -> Html {
    let m = state.lang.messages();
    html! {
        <section class="equations" aria-label={m.live_equation}>
            { for stage.equations.iter().map(|equation| self::equation(stage, equation, send)) }
            <p class="small soft">{ stage.rounded }</p>
        </section>
    }
}

fn equation(stage: &CellStage, equation: &Equation, send: &Send) -> Html {
    html! {
        <p class="equation"><span class="formula">{ glyphs(&equation.formula) }</span>
            <span class="in-numbers"><span class="small soft">{ &stage.equation_title }{ ": " }</span>
            { for equation.parts.iter().map(|part| match part {
                Part::Number(n, _) => number(n, "in-text", Depth::Root, true, send),
                Part::Operator(operator) => html! { <span class="sign">{ operator.sign }</span> },
                _ => html! { <span class="soft">{ "?" }</span> },
            }) }</span>
        </p>
    }
}

/// The weights of the present operation, on demand.
pub fn weights(state: &State, stage: &CellStage, send: &Send) -> Html {
    let m = state.lang.messages();
    let toggle = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            send.now(Action::Weights(event.target_unchecked_into::<HtmlDetailsElement>().open()))
        })
    };
    html! {
        <details class="tool" id="weights" open={state.are_weights_open} ontoggle={toggle}>
            <summary>{ m.show_weights }</summary>
            if state.are_weights_open {
                <p class="small soft">{ m.weights_text }</p>
                <div class="matrices scroll" tabindex="0" role="region" aria-label={m.show_weights}>
                    { for stage.weights.matrices.iter().map(|matrix| self::matrix(state, matrix, stage.weights.unit, send)) }
                </div>
            }
        </details>
    }
}

fn matrix(state: &State, matrix: &Matrix, unit: usize, send: &Send) -> Html {
    let m = state.lang.messages();
    let used = |column: usize| (matrix.used == Some(column)).then_some("used");
    html! {
        <table class="matrix">
            <caption><span class="formula">{ glyphs(&matrix.title) }</span>{ &matrix.name }</caption>
            if !matrix.columns.is_empty() {
                <thead><tr><td />{ for matrix.columns.iter().enumerate().map(|(n, head)| html! {
                    <th scope="col" class={used(n)}><bdi lang={state.show.example.lang()}>{ head }</bdi></th>
                }) }</tr></thead>
            }
            <tbody>{ for matrix.rows.iter().enumerate().map(|(row, cells)| html! {
                <tr class={(row + 1 == unit).then_some("used")} aria-current={(row + 1 == unit).then_some("true")}>
                    <th scope="row" class={if matrix.columns.is_empty() { "visually-hidden" } else { "small soft" }}>{ m.unit.with(&[&(row + 1).to_string()]) }</th>
                    { for cells.iter().enumerate().map(|(n, cell)| html! {
                        <td class={used(n)}>{ number(cell, classes!("cell", cell.fill), Depth::Root, row + 1 == unit && (matrix.used.is_none() || used(n).is_some()), send) }</td>
                    }) }
                </tr>
            }) }</tbody>
        </table>
    }
}
