//! The quiet row under the stage: own sentence, network, table, link, reset, keys.

use crate::app::action::Action;
use crate::app::state::{Editor, State};
use crate::model::config::Cell;
use crate::scene::step::Scene;
use crate::ui::store::Send;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The row; what only some screens have stands above it and among its details.
pub fn tools(state: &State, scene: &Scene, hides: &dyn Fn(&str) -> bool, more: [Html; 2], send: &Send) -> Html {
    let [above, details] = more;
    let m = state.lang.messages();
    html! {
        <section class="tools" aria-label={m.network}>
            { above }
            <div class="row">
                if state.show.screen.by_operation { { cells(state, send) } }
                <button type="button" class="link-button" id="own-open" data-act="own" aria-expanded={state.editor.is_some().to_string()}
                    onclick={send.on(Action::Editor(state.editor.is_none()))}>{ m.own_sentence }</button>
                if state.t() > 0 && state.show.screen.fig == "step" {
                    <button type="button" class="link-button" data-act="cell" onclick={send.on(Action::OpenCell)}>
                        { m.open_cell.with(&[state.view().word(state.view().read())]) }
                    </button>
                }
                if !hides("link") { <button type="button" class="link-button" data-act="copy" onclick={send.on(Action::CopyLink)}>{ m.copy_link }</button> }
                <button type="button" class="link-button" data-act="reset" onclick={send.on(Action::Reset)}>{ m.reset }</button>
            </div>
            if let Some(editor) = &state.editor { { self::editor(state, editor, send) } }
            <div class="row details">
                { details }
                if !hides("table") { { crate::ui::table::table(state, scene, send) } }
                { network(state, scene, send) }
                { keys(state) }
            </div>
        </section>
    }
}

/// One cell, another, or all of them side by side.
fn cells(state: &State, send: &Send) -> Html {
    let m = state.lang.messages();
    let many = state.show.lanes.len() > 1;
    let all = Cell::RECURRENT.map(Cell::id).join(",");
    html! {
        <div class="seg" role="group" aria-label={m.cell}>
            { for Cell::RECURRENT.map(|cell| {
                let on = !many && state.show.cell == cell;
                html! { <button type="button" class={classes!(on.then_some("on"))} aria-pressed={on.to_string()} data-cell={cell.id()}
                    onclick={send.on(Action::Cell(cell))}>{ cell.label().to_string() }</button> }
            }) }
            <button type="button" class={classes!(many.then_some("on"))} aria-pressed={many.to_string()} data-cell={all}
                onclick={send.on(Action::SideBySide)}>{ m.beside }</button>
        </div>
    }
}

fn editor(state: &State, editor: &Editor, send: &Send) -> Html {
    let m = state.lang.messages();
    let lang = state.show.example.lang();
    let refusal = editor.refusal.as_deref();
    html! {
        <form class="editor" onsubmit={send.on_submit(Action::Submit)}>
            <label for="own-sentence">{ m.own_label }</label>
            <div class="row">
                <input id="own-sentence" type="text" lang={lang} dir="auto" autocomplete="off" spellcheck="false" maxlength="2000"
                    value={editor.text.clone()} oninput={send.on_typed(Action::Typed)} aria-describedby={if refusal.is_some() { "own-refusal own-hint" } else { "own-hint" }} aria-invalid={refusal.is_some().then_some("true")} />
                <button type="submit" class="plain">{ m.own_read }</button>
                <button type="button" class="link-button" onclick={send.on(Action::Editor(false))}>{ m.cancel }</button>
            </div>
            if let Some(refusal) = refusal { <p class="refusal" id="own-refusal" role="alert">{ refusal }</p> }
            <p id="own-hint" class="small soft">{ m.own_hint }</p>
            <p class="small soft"><b>{ m.known_words }</b>{ ": " }
                <span lang={lang}>{ state.show.trace.model.config.vocab.join(" · ") }</span></p>
        </form>
    }
}

fn network(state: &State, scene: &Scene, send: &Send) -> Html {
    let m = state.lang.messages();
    let screen = state.show.screen;
    let side_by_side = state.show.lanes.len() > 1 || screen.fig == "memory";
    let (least, most) = screen.hidden_range;
    let hidden = state.show.hidden;
    let number = |parse: fn(u32) -> Action| {
        let send = send.clone();
        Callback::from(move |event: Event| {
            if let Ok(value) = event.target_unchecked_into::<HtmlInputElement>().value().parse() {
                send.now(parse(value));
            }
        })
    };
    let toggle = |on: bool, text: &str, action: Action| {
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
            <div class="fields">
                <div><span class="small soft">{ m.cell }</span>
                    <div class="seg" role="group" aria-label={m.cell}>
                        { for screen.choice.iter().map(|&cell| {
                            let is_on = state.show.lanes.iter().any(|lane| lane.model.config.cell == cell);
                            toggle(is_on, cell.label(), if side_by_side { Action::Beside(cell) } else { Action::Cell(cell) })
                        }) }
                    </div></div>
                <div><label class="small soft" for="hidden">{ m.units }</label>
                    <div class="seg">
                        <button type="button" aria-label={m.fewer} disabled={hidden <= least} onclick={send.on(Action::Hidden(hidden - 1))}>{ "−" }</button>
                        <input id="hidden" type="number" min={least.to_string()} max={most.to_string()} value={hidden.to_string()}
                            onchange={number(|n| Action::Hidden(n as usize))} />
                        <button type="button" aria-label={m.more} disabled={hidden >= most} onclick={send.on(Action::Hidden(hidden + 1))}>{ "+" }</button>
                    </div></div>
                <div><span class="small soft">{ m.weights }</span>
                    <div class="seg" role="group" aria-label={m.weights}>
                        { toggle(!is_random, m.trained, Action::Random(false)) }{ toggle(is_random, m.random, Action::Random(true)) }
                    </div></div>
                if let Some(seed) = state.show.seed {
                    <div><label class="small soft" for="seed">{ m.seed }</label>
                        <div class="seg"><input id="seed" type="number" min="0" max="4294967295" value={seed.to_string()} onchange={number(Action::Seed)} /></div></div>
                }
            </div>
            <p class="small soft">{ &scene.note }</p>
        </details>
    }
}

fn keys(state: &State) -> Html {
    let m = state.lang.messages();
    html! {
        <details class="tool wide" id="keys">
            <summary>{ m.keys }</summary>
            <dl class="keys">
                { for m.key_list.iter().map(|(keys, what)| html! {
                    <><dt>{ for keys.split(' ').map(|key| html! { <kbd>{ key }</kbd> }) }</dt><dd>{ what }</dd></>
                }) }
            </dl>
        </details>
    }
}
