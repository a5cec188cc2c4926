//! The sentence as columns: the strip of what reads it, the grid of who looks at whom, and what only one picture has.

use crate::player::state::Player;
use crate::scene::number::Number;
use crate::scene::palette::fill;
use crate::screens::attention::acts::Own;
use crate::screens::attention::back::Back;
use crate::screens::attention::measure::Measured;
use crate::screens::attention::order::{Covered, Order, Output};
use crate::screens::attention::scene::{AttentionStage, Bench, Cell, Layer, Row};
use crate::screens::attention::told::{MOST_ROWS, Shown};
use crate::screens::attention::words::Words;
use crate::shell::action::Action;
use crate::tasks::examples::Example;
use crate::ui::bars::bars;
use crate::ui::chart::chart;
use crate::ui::controls::{Controls, buttons};
use crate::ui::number::{Depth, number};
use crate::ui::send::Send;
use web_sys::HtmlInputElement;
use yew::prelude::*;

fn own(own: Own) -> Action {
    Action::Own(crate::shell::action::Own::new(own))
}

pub fn stage(state: &Player, stage: &AttentionStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let body = match stage.shown {
        Shown::Words => html! { <>
            { grid(state, stage, send) }
            { bars(state, &stage.bars, send) }
            { for stage.took.iter().map(|text| html! { <p class="small soft">{ text }</p> }) }
            if let Some(measured) = &stage.measured { { self::measured(state, measured, send) } }
            if !stage.covered.is_empty() { { covered(state, stage, send) } }
        </> },
        Shown::Order => stage.order.as_ref().map_or_else(Html::default, |order| self::order(state, order, send)),
        Shown::Back => stage.back.as_ref().map_or_else(Html::default, |back| self::back(state, back, send)),
    };
    let shown = |shown: Shown| (shown.id().to_string(), m.shown_name(shown).to_string(), stage.shown == shown);
    let pictures = Shown::ALL.into_iter().filter(|shown| !stage.is_pairs || *shown != Shown::Order);
    html! {
        <>
            <div class="pictures">{ buttons("look", m.show_label, pictures.map(shown).collect(), &|id| send.on(own(Own::Shown(Shown::of(&id))))) }</div>
            { body }
        </>
    }
}

/// One table: the words, what reads them, who takes how much of whom, and how the row at hand comes about.
fn grid(state: &Player, stage: &AttentionStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let lang = state.show.example.lang();
    let units = stage.strip.first().map_or(0, Vec::len);
    let is_long = stage.heads.len() > MOST_ROWS;
    html! {
        <div id="figure" class="attending" role="group" aria-label={m.figure} tabindex="0">
            <div class="scroll" tabindex="0" role="group" aria-label={m.figure}>
                <table>
                    <thead><tr><td />
                        { for stage.heads.iter().map(|head| html! {
                            <th scope="col" class={classes!(head.is_current.then_some("current"), head.is_unknown.then_some("unknown"))}>
                                <span id={head.is_current.then_some("current-column")}><bdi {lang}>{ &head.word }</bdi></span>
                            </th>
                        }) }
                    </tr></thead>
                    <tbody class="strip-row"><tr>
                        <th scope="row" class="small">{ m.strip_name(&units.to_string()) }</th>
                        { for stage.strip.iter().map(|column| html! { <td><div class="units">{ for column.iter().map(|cell| match cell {
                            Some(n) => number(n, classes!("unit", n.fill), Depth::Root, false, send),
                            None => html! { <span class="unit empty" /> },
                        }) }</div></td> }) }
                    </tr></tbody>
                    { for stage.layers.iter().enumerate().map(|(at, layer)| self::layer(state, stage, at, layer, send)) }
                    if let Some(bench) = &stage.bench { { self::bench(state, bench, send) } }
                </table>
            </div>
            if let Some(bench) = &stage.bench { { units_of(state, bench, send) } }
            if is_long { <p class="small soft">{ m.long_text(&stage.heads.len().to_string()) }</p> }
        </div>
    }
}

fn layer(state: &Player, stage: &AttentionStage, at: usize, layer: &Layer, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let count = layer.off.len();
    let name = if stage.layers.len() > 1 { m.layer_name(&(at + 1).to_string()) } else { String::new() };
    let split = if count > 1 { m.heads_split(&count.to_string()) } else { m.one_head.to_string() };
    html! {
        <tbody class="look-rows" data-layer={(at + 1).to_string()}>
            <tr><th scope="row" class="small">{ m.asks }</th>
                <td class="small soft" colspan={stage.heads.len().to_string()}>{ name }{ " " }{ split }
                    { for layer.off.iter().enumerate().filter(|(_, off)| **off).map(|(head, _)| html! { <b>{ " " }{ m.head_name(&(head + 1).to_string()) }{ ": " }{ m.is_off }</b> }) }
                </td></tr>
            { for layer.rows.iter().map(|row| self::row(state, layer, row, send)) }
        </tbody>
    }
}

fn row(state: &Player, layer: &Layer, row: &Row, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let lang = state.show.example.lang();
    html! {
        <tr class={row.is_current.then_some("now")}>
            <th scope="row"><bdi {lang}>{ &row.word }</bdi></th>
            { for row.cells.iter().map(|cell| match cell {
                Cell::Empty => html! { <td><div class="pair">{ for layer.off.iter().map(|_| html! { <span class="share empty" /> }) }</div></td> },
                Cell::Unseen => html! { <td class="unseen"><span class="visually-hidden">{ m.not_seen }</span></td> },
                Cell::Shares(shares) => html! { <td><div class="pair">{ for shares.iter().zip(&layer.off).map(|(n, off)| {
                    number(n, classes!("share", if *off { "off" } else { n.fill }), Depth::Root, row.is_current, send)
                }) }</div></td> },
            }) }
        </tr>
    }
}

/// Products and scaled products of the word at hand, under the words that they belong to.
fn bench(state: &Player, bench: &Bench, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let rows = [(m.row_dot.to_string(), &bench.dots), (m.row_score(&bench.head_width.to_string()), &bench.scores)];
    let is_empty = bench.dots.iter().flatten().all(Option::is_none);
    if is_empty {
        return html! {};
    }
    html! {
        <tbody class="bench">
            <tr><th scope="rowgroup" class="small bench-title" colspan={(bench.dots.len() + 1).to_string()}><span>{ m.bench(&bench.word) }</span></th></tr>
            { for rows.into_iter().map(|(name, cells)| html! {
                <tr><th scope="row" class="small">{ name }</th>
                    { for cells.iter().map(|heads| html! { <td><div class="pair">{ for heads.iter().map(|n| match n {
                        Some(n) => number(n, "share plain-share", Depth::Root, true, send),
                        None => html! { <span class="share none" /> },
                    }) }</div></td> }) }
                </tr>
            }) }
        </tbody>
    }
}

/// What the word at hand asks with, and what it goes away with: an element a chip, head by head.
fn units_of(state: &Player, bench: &Bench, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let line = |name: String, numbers: &[Number]| {
        html! {
            if !numbers.is_empty() {
                <div class="elements"><p class="small soft">{ name }</p>
                    { for numbers.chunks(bench.head_width).map(|head| html! { <div class="head-units">{ for head.iter().map(|n| number(n, classes!("unit", n.fill), Depth::Root, false, send)) }</div> }) }
                </div>
            }
        }
    };
    html! {
        <div class="bench-units">
            { line(m.query_of(&bench.word), &bench.query) }
            { line(m.mix_of(&bench.word), &bench.mix) }
            { line(m.sum_of(&bench.word), &bench.sum) }
        </div>
    }
}

/// Each word covered: what was taken of it, and what is then said.
fn covered(state: &Player, stage: &AttentionStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let lang = state.show.example.lang();
    let last = stage.heads.last().map_or("", |head| head.word.as_str());
    let row = |row: &Covered| {
        html! {
            <tr class={row.is_other.then_some("wrong")}><th scope="row"><bdi {lang}>{ &row.word }</bdi></th>
                <td><div class="pair">{ for row.weights.iter().map(|n| number(n, classes!("share", n.fill), Depth::Root, false, send)) }</div></td>
                <td><bdi {lang}>{ &row.says }</bdi></td><td>{ crate::scene::number::percent(row.p) }</td></tr>
        }
    };
    html! {
        <section class="waiting" aria-labelledby="covered">
            <h2 id="covered">{ m.covered_title }</h2>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="covered"><table>
                <thead><tr><th scope="col">{ m.covered_word }</th><th scope="col">{ m.covered_weight(last) }</th><th scope="col">{ m.covered_then }</th><th scope="col">{ m.covered_p(&stage.answer) }</th></tr></thead>
                <tbody>{ for stage.covered.iter().map(row) }</tbody>
            </table></div>
            if let Some(text) = &stage.covered_text { <p>{ text }</p> }
            <p class="small soft">{ m.covered_text }</p>
        </section>
    }
}

/// Outputs as stripes, and the table of who can tell.
fn order(state: &Player, order: &Order, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let lang = state.show.example.lang();
    let stripe = |output: &Output, is_after: bool| {
        html! {
            <li><bdi {lang}>{ &output.word }</bdi>
                if is_after { <span class="small soft">{ m.order_from(&output.from.to_string()) }</span> }
                if order.is_open { <svg viewBox="0 0 16 1" preserveAspectRatio="none" aria-hidden="true">{ for output.values.iter().enumerate().map(|(n, &value)| html! {
                    <rect x={n.to_string()} y="0" width="1" height="1" class={fill(value / 2.0)} />
                }) }</svg> } else { <span class="stripe-open">{ "?" }</span> }
            </li>
        }
    };
    let row = |name: &'static str, outputs: &[Output], is_after: bool| {
        html! {
            <div class="outputs"><p class="small soft">{ name }</p><ol>{ for outputs.iter().map(|output| stripe(output, is_after)) }</ol></div>
        }
    };
    html! {
        <>
            <div id="figure" class="order" role="group" aria-label={m.order_figure} tabindex="0">
                <div class="scroll" tabindex="0" role="group" aria-label={m.order_figure}>
                    { row(m.order_before, &order.before, false) }
                    { row(m.order_after, &order.after, true) }
                </div>
                if order.is_open { <p class="measured-line" data-difference={crate::scene::number::full(order.difference)}>{ &order.size }</p> }
                <button type="button" class="plain" id="shuffle" data-act="shuffle" onclick={send.on(own(Own::Shuffle))}>{ m.another_shuffle }</button>
            </div>
            if order.is_open { { table(state, order, send) } }
        </>
    }
}

fn table(state: &Player, order: &Order, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    html! {
        <section class="waiting who-knows" aria-labelledby="who-knows">
            <h2 id="who-knows">{ m.table_title }</h2>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="who-knows"><table>
                <thead><tr><th scope="col">{ m.table_looks }</th><th scope="col">{ m.table_without }</th><th scope="col">{ m.table_with }</th></tr></thead>
                <tbody>{ for order.table.iter().map(|row| html! {
                    <tr><th scope="row">{ &row.name }</th>{ for row.cells.iter().zip([false, true]).map(|(entry, positions)| {
                        let look = crate::tasks::nets::Look { positions, ..row.look };
                        html! { <td><button type="button" class={classes!("plain", entry.is_here.then_some("on"))} aria-pressed={entry.is_here.to_string()} onclick={send.on(own(Own::Look(look)))}>
                            <b>{ &entry.share }</b>
                            if let Some(most) = &entry.most { <span class="small soft">{ m.at_most(most) }</span> }
                            if let Some(seeds) = &entry.seeds { <span class="small soft">{ seeds }</span> }
                        </button></td> }
                    }) }</tr>
                }) }</tbody>
            </table></div>
            <p class="small soft">{ m.table_text(&order.table.iter().flat_map(|row| &row.cells).find_map(|entry| entry.most.clone()).unwrap_or_default()) }</p>
        </section>
    }
}

fn back(state: &Player, back: &Back, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let lang = state.show.example.lang();
    let row = |name: &'static str, numbers: &[Number]| {
        html! {
            <tr><th scope="row">{ name }</th>{ for numbers.iter().map(|n| html! { <td>{ number(n, classes!("chip", n.fill), Depth::Root, true, send) }</td> }) }</tr>
        }
    };
    html! {
        <>
            <div id="figure" class="to-words" role="group" aria-label={m.back_figure} tabindex="0">
                if let Some(drawn) = &back.chart { <div class="curves"><p class="small soft">{ m.back_chart }</p>{ chart(drawn, m.back_axis, m.back_figure) }</div> }
                <div class="scroll" tabindex="-1"><table>
                    <thead><tr><td class="small soft">{ m.back_rows }</td>{ for back.words.iter().map(|word| html! { <th scope="col"><bdi {lang}>{ word }</bdi></th> }) }</tr></thead>
                    if !back.attention.is_empty() { <tbody>{ row(m.back_attention, &back.attention) }{ row(m.back_reader, &back.reader) }</tbody> }
                </table></div>
            </div>
            <button type="button" class="plain" data-act="longer" onclick={send.on(own(Own::Longer(!back.is_long)))}>{ if back.is_long { m.back_shorter } else { m.back_longer } }</button>
        </>
    }
}

/// What was measured here, or the button that begins it.
fn measured(state: &Player, measured: &Measured, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    html! {
        <section class="waiting measured" aria-labelledby="measured">
            <h2 id="measured" tabindex="-1">{ m.measured_title }</h2>
            if measured.done == 0 {
                <button type="button" class="plain" data-act="measure" onclick={send.on(own(Own::Measure(state.show.example)))}>{ m.measure }</button>
            }
            if let Some(drawn) = &measured.chart { <div class="curves">{ chart(drawn, m.measured_axis, m.measured_title) }</div> }
            if measured.done > 0 {
                <div class="scroll" tabindex="0" role="group" aria-labelledby="measured"><table>
                    <thead><tr><td>{ m.measured_axis }</td>{ for measured.columns.iter().map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                    <tbody>{ for measured.rows.iter().map(|(name, shares)| html! {
                        <tr><th scope="row">{ name }</th>{ for shares.iter().map(|share| html! { <td>{ share.clone().unwrap_or_else(|| "…".into()) }</td> }) }</tr>
                    }) }</tbody>
                </table></div>
            }
            <p class="small soft" role="status">{ if measured.done > 0 && !measured.is_done { m.measuring(&measured.done.to_string(), &measured.all.to_string()) } else { String::new() } }</p>
            <p class="small soft">{ &measured.text }</p>
        </section>
    }
}

pub fn settings(state: &Player, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let controls = Controls { shell: &state.shell, send };
    let example = state.show.example;
    let is_chase = matches!(example, Example::Chase | Example::ChaseTh);
    let now = |key: &'static str, usual: &'static str| state.shell.address.get(key).unwrap_or(usual);
    let chase = if state.shell.lang.id() == "th" { Example::ChaseTh } else { Example::Chase };
    let tasks = [(chase, m.task_chase), (Example::Pairs, m.task_pairs), (Example::Apart, m.task_apart)];
    let is_on = |task: Example| task == example || (task == chase && is_chase);
    let pick = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            let id = event.target_unchecked_into::<HtmlInputElement>().value();
            if let Some(task) = Example::from_id(&id) {
                send.now(own(Own::Task(task)));
            }
        })
    };
    let on_off = |value: &str| if value == "1" { m.on } else { m.off }.to_string();
    let attention = state.show.trace.model.config.attention;
    let layers = state.show.trace.model.config.layers;
    let heads_label = if layers > 1 { m.heads_by_layer } else { m.heads_label };
    let heads = (0..attention.heads * layers).map(|n| {
        let is_on = attention.off >> n & 1 == 0;
        let name = if layers > 1 {
            format!("{}.{}", n / attention.heads + 1, n % attention.heads + 1)
        } else {
            (n + 1).to_string()
        };
        ((n + 1).to_string(), name, is_on)
    });
    let flip = |id: String| id.parse().map_or(Callback::noop(), |head| send.on(own(Own::Head(head))));
    // Where it is 2 by itself, what stands in the address is 1.
    let layers = layers.to_string();
    let has_layers = example == Example::Apart || now("mask", "both") == "causal";
    let layers = ["1", "2"].map(|count| (count.to_string(), count.to_string(), layers == count)).to_vec();
    let stack = |count: String| send.on(own(Own::Layers(count == "2")));
    html! {
        <div class="settings" role="group" aria-label={m.settings}>
            <div class="setting" data-key="ex"><label for="task">{ m.task_label }</label>
                <select id="task" onchange={pick}>
                    { for tasks.map(|(task, name)| html! { <option value={task.id()} selected={is_on(task)}>{ name }</option> }) }
                </select></div>
            if state.view().look != "back" && state.view().look != "order" { { controls.buttons("by", m.by_label, now("by", "words"), &|value| if value == "all" { m.by_all } else { m.by_words }.to_string()) } }
            if is_chase {
                { controls.buttons("positions", m.positions_label, now("positions", "1"), &on_off) }
                { controls.buttons("mask", m.mask_label, now("mask", "both"), &|value| if value == "causal" { m.mask_causal } else { m.mask_both }.to_string()) }
            }
            if has_layers { { buttons("layers", m.layers_label, layers, &stack) } }
            { buttons("off", heads_label, heads.collect(), &flip) }
        </div>
    }
}
