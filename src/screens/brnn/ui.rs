//! The sentence as columns, a rail above its states from the left, a rail below from the right, and the gap where they meet.

use crate::model::cell::Cell;
use crate::player::action::Act;
use crate::player::state::Player;
use crate::scene::number::Number;
use crate::screens::brnn::scene::{BrnnStage, Head, Rail, Wait, cell_name};
use crate::screens::brnn::state::{Side, is_off, with_side};
use crate::screens::brnn::words::{Cover, Words};
use crate::shell::action::{Action, Own};
use crate::tasks::cloze;
use crate::tasks::examples::Example;
use crate::ui::bars::bars;
use crate::ui::controls::{Controls, buttons};
use crate::ui::number::{Depth, number};
use crate::ui::send::Send;
use web_sys::HtmlInputElement;
use yew::prelude::*;

pub fn stage(state: &Player, stage: &BrnnStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    html! {
        <>
            <div id="figure" class="rails" role="group" aria-label={m.figure} tabindex="0">
                <div class="scroll" tabindex="-1">
                    <table>
                        <thead><tr><td />{ for stage.heads.iter().map(|head| self::head(state, head)) }</tr></thead>
                        <tbody>{ for stage.rails.iter().map(|rail| self::rail(state, stage, rail, send)) }</tbody>
                    </table>
                </div>
                if stage.has_met { { joined(state, stage, send) } }
            </div>
            { bars(state, &stage.bars, send) }
            if !stage.waits.is_empty() { { waits(state, stage, send) } }
        </>
    }
}

fn head(state: &Player, head: &Head) -> Html {
    let m = Words::of(state.shell.lang);
    let class = classes!(
        head.is_gap.then_some("gap"),
        head.is_current.then_some("current"),
        head.is_covered.then_some("covered"),
        head.is_unknown.then_some("unknown")
    );
    let id = head.is_current.then_some("current-column");
    // Where both rails read, the last one drawn would have the same name twice.
    let id = id.filter(|_| !head.is_gap || state.view().read() == state.view().stops());
    html! {
        <th scope="col" {class}>
            <span {id}><bdi lang={state.show.example.lang()} aria-hidden={head.is_gap.then_some("true")}>{ &head.word }</bdi>if head.is_gap { <span class="visually-hidden">{ m.gap }</span> }</span>
            if head.is_covered { <span class="small soft">{ m.covered }</span> }
        </th>
    }
}

fn rail(state: &Player, stage: &BrnnStage, rail: &Rail, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let name = if rail.reverse { m.backward_rail } else { m.forward_rail };
    let class = classes!(
        "rail",
        rail.reverse.then_some("back"),
        rail.is_absent.then_some("absent"),
        rail.is_off.then_some("off")
    );
    html! {
        <tr {class} data-rail={if rail.reverse { "backward" } else { "forward" }}>
            <th scope="row"><span aria-hidden="true">{ if rail.reverse { "←" } else { "→" } }</span>{ " " }{ name }
                if rail.is_absent { <span class="small soft">{ m.not_computed }</span> }
                if rail.is_off { <span class="small soft">{ m.is_off }</span> }
            </th>
            { for rail.columns.iter().enumerate().map(|(index, column)| {
                let is_gap = stage.heads[index].is_gap;
                let is_now = rail.now == Some(index + 1);
                html! {
                    <td class={classes!(is_gap.then_some("gap"), is_now.then_some("now"))}>
                        if !column.is_empty() && !rail.is_absent { { cells(state, rail, column, is_now, is_gap, send) } }
                    </td>
                }
            }) }
        </tr>
    }
}

fn cells(state: &Player, rail: &Rail, column: &[Option<Number>], is_now: bool, is_gap: bool, send: &Send) -> Html {
    // The arrow of the hand-over stands before the state that it leads to.
    let is_handed = !is_gap || column.iter().any(Option::is_some);
    html! {
        <>
            <div class="cells">{ for column.iter().enumerate().map(|(unit, cell)| match cell {
                Some(n) => number(n, classes!("cell", n.fill), Depth::Root, (is_now || (is_gap && state.view().read() == state.view().stops())) && unit + 1 == state.unit, send),
                None => html! { <span class="cell empty" /> },
            }) }</div>
            if is_handed && !is_gap { <svg class="carry" viewBox="0 0 24 12" aria-hidden="true"><path d={if rail.reverse { "M23 6H3M8 1L2 6l6 5" } else { "M1 6H21M16 1l6 5-6 5" }} /></svg> }
        </>
    }
}

/// What is read off at the gap: both states side by side, and the score that they make.
fn joined(state: &Player, stage: &BrnnStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    html! {
        <p class="joined">
            <span class="small soft">{ m.joined(stage.cover) }</span>
            <span class="chips">{ for stage.joined.iter().map(|n| number(n, classes!("chip", n.fill), Depth::Root, true, send)) }</span>
            if let Some((word, score)) = &stage.score {
                <span class="small">{ m.score_of(word) }{ " " }{ number(score, "in-text", Depth::Root, true, send) }</span>
            }
        </p>
    }
}

/// Who answers when: a row a network, a column a word.
fn waits(state: &Player, stage: &BrnnStage, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let lang = state.show.example.lang();
    let cell = |wait: &Wait, t: usize| {
        let (mark, label) = match t {
            t if t == wait.answers_at => ("●", m.waits_answers),
            t if t < wait.answers_at => ("·", m.waits_hears),
            _ => ("", ""),
        };
        html! { <td class="beat"><span role="img" aria-label={label} aria-hidden={label.is_empty().then_some("true")}>{ mark }</span></td> }
    };
    html! {
        <section class="waiting" aria-labelledby="waits">
            <h2 id="waits">{ m.waits_title }</h2>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="waits">
                <table>
                    <thead><tr><th scope="col">{ m.waits_reader }</th>
                        { for stage.heads.iter().map(|head| html! { <th scope="col" class="word"><bdi {lang}>{ &head.word }</bdi></th> }) }
                        <th scope="col">{ m.waits_says }</th><th scope="col">{ m.waits_right }</th><th scope="col">{ m.waits_most }</th>
                    </tr></thead>
                    <tbody>{ for stage.waits.iter().map(|wait| html! {
                        <tr><th scope="row">{ &wait.name }</th>
                            { for stage.heads.iter().map(|head| cell(wait, head.t)) }
                            <td class={classes!((wait.is_right == Some(false)).then_some("wrong"))}><bdi {lang}>{ &wait.says }</bdi>{ " " }{ number(&wait.p, "soft", Depth::Root, false, send) }</td>
                            <td>{ &wait.share }</td><td>{ &wait.most }</td>
                        </tr>
                    }) }</tbody>
                </table>
            </div>
            <p class="small soft">{ "● " }{ m.waits_answers }{ "; · " }{ m.waits_hears }</p>
            <p class="small soft">{ m.waits_text }</p>
        </section>
    }
}

pub fn settings(state: &Player, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let controls = Controls { shell: &state.shell, send };
    let now = state.shell.address.get("cover").unwrap_or("none");
    let cover = |id: &str| {
        let cover = match id {
            "past" => Cover::Past,
            "future" => Cover::Future,
            _ => Cover::None,
        };
        m.cover_name(cover).to_string()
    };
    let cell = |cell: Cell| (cell.id().to_string(), cell_name(cell), state.show.cell == cell);
    let pick = |id: String| Cell::from_id(&id).map_or(Callback::noop(), |cell| send.on(Act::Cell(cell)));
    let off = |id: &'static str, name: &'static str| {
        (id.to_string(), name.to_string(), is_off(&state.shell.address, id == "backward"))
    };
    let flip = |id: String| {
        let on = state.shell.address.get("off") == Some(id.as_str());
        send.on(Action::Set("off", if on { String::new() } else { id }))
    };
    html! {
        <div class="settings" role="group" aria-label={m.settings}>
            { controls.buttons("cover", m.cover_label, now, &cover) }
            if now == "none" {
                { buttons("off", m.off_label, vec![off("forward", m.forward_rail), off("backward", m.backward_rail)], &flip) }
            }
            { buttons("cell", m.cell_label, Cell::RECURRENT.map(cell).to_vec(), &pick) }
            { sides(state, send) }
        </div>
    }
}

/// Another word, or another frame, of a sentence of ours.
fn sides(state: &Player, send: &Send) -> Html {
    let m = Words::of(state.shell.lang);
    let thai = state.show.example == Example::TreesTh;
    let words = &state.show.trace.sequence.tokens;
    let (nouns, frames) = cloze::sides(thai);
    let sentence = words.join(" ");
    let list = |id: &'static str, label: &'static str, all: &[&'static str], is_noun: bool| {
        let words = words.clone();
        let send = send.clone();
        let pick = Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlInputElement>().value();
            let (noun, frame) = if is_noun { (Some(value.as_str()), None) } else { (None, Some(value.as_str())) };
            send.now(Action::Own(Own::new(Side(with_side(&words, thai, noun, frame)))));
        });
        html! {
            <div class="setting"><label for={id}>{ label }</label>
                <select {id} lang={state.show.example.lang()} onchange={pick}>
                    { for all.iter().map(|word| html! { <option value={*word} selected={sentence.contains(word)}>{ *word }</option> }) }
                </select></div>
        }
    };
    let is_ours = cloze::sentences(thai).iter().any(|known| known.words == *words);
    html! {
        if is_ours {
            { list("side-noun", m.noun_label, &nouns, true) }
            { list("side-frame", m.frame_label, &frames, false) }
        }
    }
}
