//! The lines of a cell: one a unit, its numbers in the order of the operations.

use crate::model::anatomy::Operand;
use crate::player::action::Act;
use crate::player::state::Player;
use crate::scene::cell::{Band, CellPanel, CellPart, CellRow, Kind, Operator, kind};
use crate::scene::number::Number;
use crate::scene::reading::When;
use crate::ui::number::{Depth, glyphs, number};
use crate::ui::send::Send;
use yew::prelude::*;

/// The table alone, also where another screen opens a cell in place.
pub fn grid(state: &Player, cell: &CellPanel, is_first: bool, has_operations: bool, send: &Send) -> Html {
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
                    <tfoot><tr class="bands"><td />{ for cell.bands.iter().map(|band| self::band(band, is_first, send)) }</tr></tfoot>
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

fn row(state: &Player, row: &CellRow, is_first: bool, send: &Send) -> Html {
    let in_hand = row.unit == state.unit;
    html! {
        <tr class={classes!(in_hand.then_some("in-hand-row"), row.carries.is_some().then_some("carries"))}>
            <th scope="row" class="small soft"><button type="button" class={if is_first { "row-name" } else { "visually-hidden" }} tabindex="-1" data-unit={row.unit.to_string()} onclick={send.on(Act::ChooseUnit(row.unit))}>{ &row.name }</button>
                if let Some(carries) = &row.carries { <span class="carrier" role="img" aria-label={carries.clone()} title={carries.clone()} /> }
            </th>
            { for row.parts.iter().enumerate().map(|(n, part)| self::part(part, in_hand, n, send)) }
        </tr>
    }
}

fn part(part: &CellPart, in_hand: bool, n: usize, send: &Send) -> Html {
    match part {
        CellPart::Number(n, operand) => {
            html! { <td class={style(operand.quantity)}>{ value(n, *operand, in_hand, send) }</td> }
        }
        CellPart::Empty(operand) => html! {
            <td class={style(operand.quantity)}><span class={classes!("cell", "empty", style(operand.quantity))} /></td>
        },
        CellPart::Operator(operator) => html! {
            <td class={classes!("sign", operator.is_join.then_some("join"))}>{ self::operator(operator, in_hand, n, send) }</td>
        },
        CellPart::Gap => html! { <td class="gap" /> },
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
    let onclick = operator.opens.map(|path| send.on(Act::Open(path)));
    html! {
        <button type="button" class="operator" data-operator={n.to_string()} aria-label={operator.label.clone()} title={operator.label.clone()}
            aria-disabled={operator.opens.is_none().then_some("true")} tabindex={if in_hand { "0" } else { "-1" }} {onclick}>{ operator.sign }</button>
    }
}

fn band(band: &Band, is_first: bool, send: &Send) -> Html {
    if band.operation == 0 {
        return html! { <td colspan={band.columns.to_string()} /> };
    }
    let when = match band.when {
        When::Past => "past",
        When::Current => "current",
        When::Future => "future",
    };
    html! {
        <td colspan={band.columns.to_string()} class={classes!("band", when)} id={(is_first && band.when == When::Current).then_some("at-work")}>
            <button type="button" data-operation={band.operation.to_string()} aria-current={(band.when == When::Current).then_some("step")}
                onclick={send.on(Act::Operation(band.operation))}>{ &band.name }</button>
        </td>
    }
}
