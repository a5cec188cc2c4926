//! The opened cell: a table whose rows are units and whose columns are the line of arithmetic, with valves for gates.

use crate::player::action::Act;
use crate::player::state::Player;
use crate::scene::cell::{CellPart, CellStage, Equation};
use crate::scene::weights::Matrix;
use crate::screens::cell::words::Words;
use crate::ui::grid::grid;
use crate::ui::number::{Depth, glyphs, number};
use crate::ui::send::Send;
use crate::ui::strip::strip;
use web_sys::HtmlDetailsElement;
use yew::prelude::*;

pub fn stage(state: &Player, stage: &CellStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let many = stage.lanes.len() > 1;
    let t = state.view().read().to_string();
    html! {
        <>
            { strip(state, &stage.strip, send) }
            <div id="figure" class={classes!("lanes", many.then_some("many"))} role="group" aria-label={m.title} tabindex="0" data-op={state.view().op.to_string()} data-t={t}>
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

fn equations(state: &Player, stage: &CellStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
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
                CellPart::Number(n, _) => number(n, "in-text", Depth::Root, true, send),
                CellPart::Operator(operator) => html! { <span class="sign">{ operator.sign }</span> },
                _ => html! { <span class="soft">{ "?" }</span> },
            }) }</span>
        </p>
    }
}

/// The weights of the present operation, on demand.
pub fn weights(state: &Player, stage: &CellStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let toggle = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            send.now(Act::Weights(event.target_unchecked_into::<HtmlDetailsElement>().open()))
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

fn matrix(state: &Player, matrix: &Matrix, unit: usize, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
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
                    <th scope="row" class={if matrix.columns.is_empty() { "visually-hidden" } else { "small soft" }}>{ m.unit(&(row + 1).to_string()) }</th>
                    { for cells.iter().enumerate().map(|(n, cell)| html! {
                        <td class={used(n)}>{ number(cell, classes!("cell", cell.fill), Depth::Root, row + 1 == unit && (matrix.used.is_none() || used(n).is_some()), send) }</td>
                    }) }
                </tr>
            }) }</tbody>
        </table>
    }
}
