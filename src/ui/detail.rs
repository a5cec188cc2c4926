//! What opens in place under the strip: the cell of one step, or the arithmetic of one number.

use crate::player::action::Act;
use crate::player::state::Player;
use crate::scene::activation::{HEIGHT, WIDTH, curve};
use crate::scene::arithmetic::{Line, Panel, Shown};
use crate::scene::cell::CellPanel;
use crate::scene::number::{decimals, full};
use crate::scene::step::Scene;
use crate::ui::grid::grid;
use crate::ui::number::{Depth, glyphs, number, signed_bar};
use crate::ui::send::Send;
use yew::prelude::*;

pub fn detail(state: &Player, scene: &Scene, send: &Send) -> Html {
    match (&scene.panel, &scene.cell) {
        (Some(panel), _) => arithmetic(state, panel, send),
        (None, Some(cell)) => self::cell(state, cell, send),
        _ => html! {},
    }
}

fn close(state: &Player, send: &Send) -> Html {
    let m = state.shell.lang.messages();
    html! {
        <button type="button" class="square small-square" aria-label={m.close} title={m.close} onclick={send.on(Act::Crumb(0))}>
            <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true"><path d="M4 4l12 12M16 4L4 16" stroke="currentColor" stroke-width="2" /></svg>
        </button>
    }
}

fn cell(state: &Player, cell: &CellPanel, send: &Send) -> Html {
    html! {
        <section class="detail" id="detail" tabindex="-1" aria-labelledby="detail-title" data-zoom="cell">
            <div class="detail-head"><h2 id="detail-title" class="reveal">{ &cell.title }</h2>{ close(state, send) }</div>
            <p class="small soft">{ &cell.text }</p>
            { grid(state, cell, true, false, send) }
        </section>
    }
}

/// The field in which the number is changed, the valve of a gate, the pin.
fn touch(state: &Player, panel: &Panel, send: &Send) -> Html {
    let (m, edit, path) = (state.shell.lang.messages(), &panel.edit, panel.path);
    let level = |held: Option<f64>, level: Option<u8>, text: &'static str| {
        let on = held == level.map(f64::from);
        html! {
            <button type="button" class={classes!(on.then_some("on"))} aria-pressed={on.to_string()} onclick={send.on(Act::HoldOne(path, level))}>{ text }</button>
        }
    };
    html! {
        <form class="touch" onsubmit={send.on_submit(Act::FieldSubmit)}>
            if edit.can_change {
                <label for="field">{ m.change_label }</label>
                <input id="field" type="text" inputmode="decimal" autocomplete="off" spellcheck="false" maxlength="40" value={edit.text.clone()} oninput={send.on_value::<InputEvent, _>(Act::FieldTyped)}
                    aria-describedby={edit.refusal.is_some().then_some("field-refusal")} aria-invalid={edit.refusal.is_some().then_some("true")} aria-keyshortcuts="E" />
                <button type="submit" class="plain" data-act="set">{ m.change }</button>
            }
            if let Some(held) = edit.gate {
                <div class="seg" role="group" aria-label={m.hold_label}>
                    { level(held, Some(0), "0") }{ level(held, Some(1), "1") }{ level(held, None, m.free) }
                </div>
            }
            if let Some(pinned) = edit.is_pinned {
                <button type="button" class="plain" data-act="pin" aria-pressed={pinned.to_string()} aria-keyshortcuts="P" onclick={send.on(Act::Pin(path))}>
                    { if pinned { m.pinned } else { m.pin } }
                </button>
            }
            if let Some(original) = &edit.original {
                <p class="small changed-by-hand">{ m.was(original) }{ " " }
                    <button type="button" class="link-button" data-act="restore" onclick={send.on(Act::Restore(path))}>{ m.restore }</button></p>
            }
            if let Some(warning) = edit.warning { <p class="small">{ warning }</p> }
            if let Some(refusal) = &edit.refusal { <p class="refusal" id="field-refusal" role="alert">{ refusal }</p> }
        </form>
    }
}

fn arithmetic(state: &Player, panel: &Panel, send: &Send) -> Html {
    let m = state.shell.lang.messages();
    let last = panel.crumbs.len() - 1;
    html! {
        <section class="detail" id="detail" tabindex="-1" aria-labelledby="detail-title" data-zoom="math" data-path={panel.path.to_string()}
            data-value={full(panel.value)}>
            <div class="detail-head">
                <button type="button" class="square small-square" aria-label={m.up} title={m.up} data-act="up" onclick={send.on(Act::Up)}>
                    <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><path d="M13 4l-7 6 7 6" fill="none" stroke="currentColor" stroke-width="2" /></svg>
                </button>
                <nav class="crumbs" aria-label={m.arithmetic}><ol>
                    { for panel.crumbs.iter().enumerate().map(|(n, crumb)| html! {
                        <li>if n < last {
                            <button type="button" class="link-button" onclick={send.on(Act::Crumb(n))}>{ crumb }</button>
                        } else {
                            <span aria-current="page">{ crumb }</span>
                        }</li>
                    }) }
                </ol></nav>
                { close(state, send) }
            </div>
            <h2 id="detail-title" class="value-title reveal"><span>{ &panel.title }</span>{ " = " }<b data-value={full(panel.value)}>{ &panel.text }</b></h2>
            { touch(state, panel, send) }
            if !panel.formula.is_empty() { <p class="formula">{ glyphs(&panel.formula) }</p> }
            <div class="lines">{ for panel.lines.iter().map(|line| self::line(line, send)) }</div>
        </section>
    }
}

fn shown(shown: &Shown, send: &Send) -> Html {
    html! {
        <span class="factor">
            { number(&shown.number, classes!("chip", shown.number.fill), Depth::Deeper, true, send) }
            <span class="small soft">{ &shown.name }</span>
        </span>
    }
}

fn line(line: &Line, send: &Send) -> Html {
    match line {
        Line::Group { title, subtotal } => html! {
            <div class="line group"><span class="soft">{ title }</span>{ number(subtotal, classes!("chip", subtotal.fill), Depth::Deeper, true, send) }</div>
        },
        Line::Product { factors, value, text, share } => html! {
            <div class="line product" data-term={full(*value)}>
                <span class="factors">
                    { for factors.iter().enumerate().map(|(n, factor)| html! {
                        <>if n > 0 { <span class="sign">{ "×" }</span> }{ shown(factor, send) }</>
                    }) }
                </span>
                { signed_bar(*share) }
                <span class="result num" data-value={full(*value)}>{ text }</span>
            </div>
        },
        Line::Sum { title, number: n } => html! {
            <div class="line total">
                <span class="soft">{ title }</span>
                { number(n, classes!("result", n.path.map(|_| classes!("chip", n.fill))), Depth::Deeper, true, send) }
            </div>
        },
        Line::Curve { function, x, y, label } => {
            let c = curve(*function, *x);
            let is_printed = decimals(function.apply(libm::rint(x * 1e3) / 1e3), 3) == decimals(*y, 3);
            html! {
                <div class="line curve">
                    <svg viewBox={format!("-6 -6 {} {}", WIDTH + 12.0, HEIGHT + 12.0)} role="img" aria-label={label.clone()}>
                        <path class="axis" d={format!("M0 {0:.1}H{WIDTH}M{1} 0V{HEIGHT}", c.zero, WIDTH / 2.0)} />
                        <path class="function" d={c.path.clone()} />
                        <path class="drop" d={format!("M{0:.1} {1:.1}V{2:.1}", c.dot.0, c.zero, c.dot.1)} />
                        <circle class="dot" cx={format!("{:.1}", c.dot.0)} cy={format!("{:.1}", c.dot.1)} r="6" />
                    </svg>
                    <p class="formula">{ function.symbol() }{ "(" }<span class="num" data-value={full(*x)}>{ decimals(*x, 3) }</span>{ if is_printed { ") = " } else { ") ≈ " } }
                        <b class="num" data-value={full(*y)}>{ decimals(*y, 3) }</b></p>
                </div>
            }
        }
        Line::Score { word, logit, max, exponential, text, share, is_this } => html! {
            <div class={classes!("line", "score", is_this.then_some("this"))} data-term={full(*exponential)}>
                <bdi>{ word }</bdi>
                <span class="exponent"><i class="var">{ "e" }</i>{ " ^ (" }{ number(logit, classes!("chip", logit.fill), Depth::Deeper, true, send) }{ format!(" − {max})") }</span>
                { signed_bar(*share) }
                <span class="result num" data-value={full(*exponential)}>{ text }</span>
            </div>
        },
        Line::Note(text) => html! { <p class="line note soft">{ text }</p> },
    }
}
