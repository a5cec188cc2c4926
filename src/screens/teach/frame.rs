//! A figure for somebody's page: the figure itself, what is chosen, and the lines to take away.

use crate::screens::teach::builder::{GOALS, LOCKS, PARTS, WIDTHS};
use crate::screens::teach::snippets::FORMS;
use crate::screens::teach::state::{Act, FrameAct, Teach};
use crate::screens::teach::ui::looks;
use crate::screens::teach::words::Words;
use crate::shell::action::{Action, Own};
use crate::ui::aids::drawn;
use crate::ui::send::Send;
use crate::words::Lang;
use yew::prelude::*;

fn act(act: FrameAct) -> Action {
    Action::Own(Own::new(Act::Frame(act)))
}

pub fn stage(teach: &Teach, send: &Send) -> Html {
    let m = Words::of(teach.shell.lang);
    let builder = &teach.builder;
    let figure = builder.figure(&teach.shell);
    let source = format!("?{}", builder.source());
    let width = if builder.width == 0 { "100%".to_string() } else { builder.width.to_string() };
    html! { <>
        { looks(teach, send) }
        { choices(teach, send) }
        <div id="figure" class="desk" role="group" aria-label={m.frame_live} tabindex="0">
            <iframe key={format!("{source} {width}")} id="live" src={source} title={figure.title.clone()} width={width} height={figure.height.to_string()}></iframe>
            <p class="small soft">{ m.note_height(&figure.height.to_string()) }</p>
        </div>
        { lines(teach, send) }
    </> }
}

fn toggle(is_on: bool, id: String, name: &'static str, does: FrameAct, send: &Send) -> Html {
    html! { <label class="tick"><input type="checkbox" {id} checked={is_on} onchange={send.on(act(does))} />{ name }</label> }
}

fn seg<T: Clone + PartialEq + 'static>(
    label: &'static str,
    key: &'static str,
    now: T,
    choices: Vec<(T, String)>,
    does: fn(T) -> FrameAct,
    send: &Send,
) -> Html {
    html! {
        <div class="choice"><span class="small soft">{ label }</span><div class="seg" role="group" aria-label={label} data-build={key}>
            { for choices.into_iter().map(|(value, name)| {
                let is_on = value == now;
                html! { <button type="button" class={classes!(is_on.then_some("on"))} aria-pressed={is_on.to_string()} onclick={send.on(act(does(value)))}>{ name }</button> }
            }) }
        </div></div>
    }
}

fn choices(teach: &Teach, send: &Send) -> Html {
    let m = Words::of(teach.shell.lang);
    let builder = &teach.builder;
    let fig = builder.fig();
    let parts = [m.part_title, m.part_caption, m.part_card, m.part_table, m.part_controls, m.part_link, m.part_lang];
    let locks = [m.lock_go, m.lock_reset, m.lock_speed, m.lock_own, m.lock_lang];
    let widths =
        WIDTHS.map(|width| (width, if width == 0 { "100 %".to_string() } else { m.width_px(&width.to_string()) }));
    let languages =
        [(None, m.language_auto.to_string()), (Some(Lang::En), "English".into()), (Some(Lang::Th), "ไทย".into())];
    let goals = GOALS.into_iter().zip([m.goal_none, m.goal_end, m.goal_answer].map(str::to_string)).collect();
    html! {
        <div class="builder">
            <div class="choice"><label class="small soft" for="build-screen">{ m.which_screen }</label>
                <select id="build-screen" onchange={send.on_value::<web_sys::Event, _>(|fig| act(FrameAct::Screen(fig)))}>
                    { for teach.shell.menu.iter().filter(|facts| facts.fig != "teach").map(|facts| html! {
                        <option value={facts.fig} selected={facts.fig == fig}>{ facts.words.name[teach.shell.lang as usize] }</option> }) }
                </select></div>
            { seg(m.width, "width", builder.width, widths.to_vec(), FrameAct::Width, send) }
            { seg(m.language, "lang", builder.lang, languages.to_vec(), FrameAct::Lang, send) }
            { seg(m.goal, "goal", builder.goal, goals, FrameAct::Goal, send) }
            <fieldset><legend class="small soft">{ m.shows }</legend>
                { for PARTS.into_iter().zip(parts).map(|(part, name)| toggle(!builder.hidden.contains(&part), format!("show-{part}"), name, FrameAct::Part(part), send)) }</fieldset>
            <fieldset><legend class="small soft">{ m.locks }</legend>
                { for LOCKS.into_iter().zip(locks).map(|(lock, name)| toggle(builder.locked.contains(&lock), format!("lock-{lock}"), name, FrameAct::Lock(lock), send)) }</fieldset>
            <form class="reader" onsubmit={send.on_submit(|text| act(FrameAct::State(text)))}>
                <label class="small soft" for="build-state">{ m.which_state }</label>
                <div class="row"><input id="build-state" type="text" autocomplete="off" spellcheck="false" value={builder.typed.clone().unwrap_or(builder.state.clone())} oninput={send.on_value::<InputEvent, _>(|text| act(FrameAct::Typed(text)))} aria-describedby="build-lint" />
                    <button type="submit" class="plain" data-act="state">{ m.state_use }</button></div>
                <div id="build-lint" class="small" role="status">
                    if builder.is_own { <p class="warned">{ m.own_stays }</p> }
                    if teach.faults.is_empty() { <p class="soft">{ m.state_good }{ " " }{ m.state_hint }</p> }
                    else { <ul class="warned">{ for teach.faults.iter().map(|fault| html! { <li>{ fault }</li> }) }</ul> }
                </div>
            </form>
        </div>
    }
}

/// The lines, the code, the picture.
fn lines(teach: &Teach, send: &Send) -> Html {
    let m = Words::of(teach.shell.lang);
    let builder = &teach.builder;
    let figure = builder.figure(&teach.shell);
    let text = (FORMS[builder.form].1)(&figure);
    let button = |does: FrameAct, id: &'static str, label: &'static str| html! { <button type="button" class="plain" data-act={id} onclick={send.on(act(does))}>{ label }</button> };
    html! {
        <section class="waiting" aria-labelledby="lines">
            <h2 id="lines" class="visually-hidden">{ m.form }</h2>
            { seg(m.form, "form", builder.form, FORMS.iter().enumerate().map(|(at, (name, _))| (at, name.to_string())).collect(), FrameAct::Form, send) }
            <pre class="code" tabindex="0" role="group" aria-labelledby="lines"><code id="snippet">{ text }</code></pre>
            if let Some(is_copied) = builder.is_copied { <p class="small" role="status">{ if is_copied { m.copied } else { m.copy_failed } }</p> }
            <h2>{ m.still }</h2>
            <p class="small soft">{ m.still_text }</p>
            <div class="row">{ button(FrameAct::Still(false), "svg", m.still_lines) }{ button(FrameAct::Still(true), "png", m.still_pixels) }</div>
        </section>
    }
}

pub fn card(teach: &Teach, _send: &Send) -> Html {
    let m = Words::of(teach.shell.lang);
    let code = drawn(&teach.builder.figure(&teach.shell).link);
    html! {
        <aside class="card" id="card" tabindex="-1" aria-labelledby="card-title">
            <h2 id="card-title">{ m.frame_card }</h2>
            { for [m.frame_card_one, m.frame_card_two, m.frame_card_three].map(|text| html! { <p>{ text }</p> }) }
            if let Some(code) = code { <h3 class="small">{ m.code }</h3>{ code } }
        </aside>
    }
}

/// The one next thing: to take the lines.
pub fn bar(teach: &Teach, send: &Send) -> Html {
    let m = Words::of(teach.shell.lang);
    crate::ui::bar::go(m.copy, FORMS[teach.builder.form].0.to_string(), true, send)
}
