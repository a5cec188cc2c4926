//! The quiet row under the stage: own sentence, network, table, link, reset, keys.

use crate::model::cell::Cell;
use crate::player::action::Act;
use crate::player::state::{Editor, Player};
use crate::scene::step::Scene;
use crate::shell::action::Action;
use crate::ui::send::Send;
use yew::prelude::*;

/// The row; what only some screens have stands above it and among its details.
pub fn tools(state: &Player, scene: &Scene, more: [Html; 2], send: &Send) -> Html {
    let [above, details] = more;
    let m = state.shell.lang.messages();
    let is_own = state.show.own.is_some();
    html! {
        <section class="tools" aria-label={m.network}>
            { above }
            <div class="row">
                if state.kind.lesson.by_operation && state.kind.lesson.choice.len() > 1 && !is_own { { cells(state, send) } }
                if !state.show.trace.config(1).vocab.is_empty() { <button type="button" class="link-button" id="own-open" data-act="own" aria-expanded={state.editor.is_some().to_string()}
                    onclick={send.on(Act::Editor(state.editor.is_none()))}>{ m.own_sentence }</button> }
                if state.t() > 0 && !state.kind.lesson.opens_beside {
                    <button type="button" class="link-button" data-act="cell" onclick={send.on(Act::OpenCell)}>
                        { m.open_cell(state.view().word(state.view().read())) }
                    </button>
                }
                if !state.shell.hides("link") { <button type="button" class="link-button" data-act="copy" onclick={send.on(Action::CopyLink)}>{ m.copy_link }</button> }
                <button type="button" class="link-button" data-act="reset" onclick={send.on(Action::Reset)}>{ m.reset }</button>
            </div>
            if let Some(editor) = &state.editor { { self::editor(state, editor, send) } }
            <div class="row details">
                { details }
                if !state.shell.hides("table") { { crate::ui::table::table(state, scene, send) } }
                { network(state, scene, send) }
            </div>
        </section>
    }
}

/// One cell, another, or all of them side by side.
fn cells(state: &Player, send: &Send) -> Html {
    let m = state.shell.lang.messages();
    let many = state.show.lanes.len() > 1;
    let all = Cell::RECURRENT.map(Cell::id).join(",");
    html! {
        <div class="seg" role="group" data-key="cell" aria-label={m.cell}>
            { for Cell::RECURRENT.map(|cell| {
                let on = !many && state.show.cell == cell;
                html! { <button type="button" class={classes!(on.then_some("on"))} aria-pressed={on.to_string()} data-cell={cell.id()}
                    onclick={send.on(Act::Cell(cell))}>{ cell.label().to_string() }</button> }
            }) }
            <button type="button" class={classes!(many.then_some("on"))} aria-pressed={many.to_string()} data-cell={all}
                onclick={send.on(Act::SideBySide)}>{ m.beside }</button>
        </div>
    }
}

fn editor(state: &Player, editor: &Editor, send: &Send) -> Html {
    let m = state.shell.lang.messages();
    let lang = state.show.example.lang();
    let refusal = editor.refusal.as_deref();
    html! {
        <form class="editor" onsubmit={send.on_submit(Act::Submit)}>
            <label for="own-sentence">{ m.own_label }</label>
            <div class="row">
                <input id="own-sentence" type="text" lang={lang} dir="auto" autocomplete="off" spellcheck="false" maxlength="2000"
                    value={editor.text.clone()} oninput={send.on_value::<InputEvent, _>(Act::Typed)} aria-describedby={if refusal.is_some() { "own-refusal own-hint" } else { "own-hint" }} aria-invalid={refusal.is_some().then_some("true")} />
                <button type="submit" class="plain">{ m.own_read }</button>
                <button type="button" class="link-button" onclick={send.on(Act::Editor(false))}>{ m.cancel }</button>
            </div>
            if let Some(refusal) = refusal { <p class="refusal" id="own-refusal" role="alert">{ refusal }</p> }
            <p id="own-hint" class="small soft">{ if state.show.trace.sequence.source > 0 { m.own_hint_known } else { m.own_hint } }</p>
            <p class="small soft"><b>{ m.known_words }</b>{ ": " }
                <span lang={lang}>{ state.show.trace.config(1).vocab.join(" · ") }</span></p>
        </form>
    }
}

fn network(state: &Player, scene: &Scene, send: &Send) -> Html {
    let m = state.shell.lang.messages();
    let lesson = state.kind.lesson;
    let side_by_side = state.show.lanes.len() > 1 || lesson.compares_nouns;
    let (least, most) = lesson.hidden_range;
    let hidden = state.show.hidden;
    let toggle = |on: bool, text: &str, action: Act| {
        html! {
            <button type="button" class={classes!(on.then_some("on"))} aria-pressed={on.to_string()} onclick={send.on(action)}>
                { text }
            </button>
        }
    };
    let is_random = state.show.seed.is_some();
    html! {
        <details class="tool" id="network">
            <summary>{ m.network }</summary>
            // A file says itself what it is.
            if state.show.own.is_none() {
            <div class="fields">
                <div data-key="cell"><span class="small soft">{ m.cell }</span>
                    <div class="seg" role="group" aria-label={m.cell}>
                        { for lesson.choice.iter().map(|&cell| {
                            let is_on = state.show.lanes.iter().any(|lane| lane.model.config.cell == cell);
                            toggle(is_on, cell.label(), if side_by_side { Act::Beside(cell) } else { Act::Cell(cell) })
                        }) }
                    </div></div>
                if least < most {
                <div data-key="hidden"><label class="small soft" for="hidden">{ m.units }</label>
                    <div class="seg">
                        <button type="button" aria-label={m.fewer} disabled={hidden <= least} onclick={send.on(Act::Hidden((hidden - 1).to_string()))}>{ "−" }</button>
                        <input id="hidden" type="number" min={least.to_string()} max={most.to_string()} value={hidden.to_string()}
                            onchange={send.on_value::<web_sys::Event, _>(Act::Hidden)} />
                        <button type="button" aria-label={m.more} disabled={hidden >= most} onclick={send.on(Act::Hidden((hidden + 1).to_string()))}>{ "+" }</button>
                    </div></div>
                }
                <div data-key="w"><span class="small soft">{ m.weights }</span>
                    <div class="seg" role="group" aria-label={m.weights}>
                        { toggle(!is_random, m.trained, Act::Random(false)) }{ toggle(is_random, m.random, Act::Random(true)) }
                    </div></div>
                if let Some(seed) = state.show.seed {
                    <div data-key="seed"><label class="small soft" for="seed">{ m.seed }</label>
                        <div class="seg"><input id="seed" type="number" min="0" max="4294967295" value={seed.to_string()} onchange={send.on_value::<web_sys::Event, _>(Act::Seed)} /></div></div>
                }
            </div>
            }
            <p class="small soft">{ &scene.note }</p>
            if state.show.own.is_some() { <button type="button" class="link-button" data-act="ours" onclick={send.on(Act::Ours)}>{ m.ours }</button> }
        </details>
    }
}
