//! The header: name, screen, language, theme, present.

use crate::app::address::Address;
use crate::i18n::Lang;
use crate::lesson::MENU;
use web_sys::HtmlInputElement;
use yew::prelude::*;

const THEMES: [&str; 5] = ["auto", "light", "dark", "projector", "contrast"];

/// What a person turns to in the header.
#[derive(Clone, Debug, PartialEq)]
pub enum Turn {
    Lang(Lang),
    Theme(String),
    Screen(String),
    Present(bool),
}

/// The header of the screen `fig`; the same in both programs.
pub fn header(address: &Address, lang: Lang, fig: &str, turn: &Callback<Turn>) -> Html {
    let m = lang.messages();
    let shows_language = !address.list("hide").contains(&"lang");
    let on = |to: Turn| {
        let turn = turn.clone();
        Callback::from(move |_: MouseEvent| turn.emit(to.clone()))
    };
    let language = |other: Lang, text: &'static str| {
        let is_on = lang == other;
        html! {
            <button type="button" lang={other.id()} class={classes!(is_on.then_some("on"))} aria-pressed={is_on.to_string()}
                data-lang={other.id()} onclick={on(Turn::Lang(other))}>{ text }</button>
        }
    };
    let chosen = |make: fn(String) -> Turn| {
        let turn = turn.clone();
        Callback::from(move |event: Event| turn.emit(make(event.target_unchecked_into::<HtmlInputElement>().value())))
    };
    let theme = address.get("theme").unwrap_or("auto").to_string();
    let at = MENU.iter().position(|screen| *screen == fig).map_or(1, |index| index + 1);
    let is_presenting = address.get("present") == Some("1");
    html! {
        <header class="top">
            <a class="skip" href="#go">{ m.skip_link }</a>
            <span class="mark">
                <svg width="26" height="18" viewBox="0 0 26 18" aria-hidden="true">
                    <g fill="none" stroke="currentColor" stroke-width="2">
                        <circle cx="4" cy="13" r="3" /><circle cx="13" cy="13" r="3" /><circle cx="22" cy="13" r="3" />
                        <path d="M7 13h3M16 13h3M4 10C4 3 9 1 13 1s9 2 9 9" />
                    </g>
                </svg>
                <span class="wide">{ m.product }</span>
            </span>
            <label class="screen">
                <span class="visually-hidden">{ m.menu }</span>
                <span class="wide soft" aria-hidden="true">{ m.screen_of.with(&[&at.to_string(), &MENU.len().to_string()]) }</span>
                <select id="screen" onchange={chosen(Turn::Screen)}>
                    { for MENU.iter().map(|screen| html! {
                        <option value={*screen} selected={*screen == fig}>{ (m.screen_name)(screen) }</option>
                    }) }
                </select>
            </label>
            <span class="space" />
            <label class="theme wide">
                <span class="visually-hidden">{ m.theme }</span>
                <select onchange={chosen(Turn::Theme)}>
                    { for THEMES.iter().zip(&m.themes).map(|(id, name)| html! {
                        <option value={*id} selected={theme == *id}>{ name }</option>
                    }) }
                </select>
            </label>
            if shows_language {
                <div class="seg" role="group" aria-label={m.language}>
                    { language(Lang::En, "EN") }{ language(Lang::Th, "ไทย") }
                </div>
            }
            <button type="button" class="plain wide" aria-pressed={is_presenting.to_string()}
                onclick={on(Turn::Present(!is_presenting))}>
                { if is_presenting { m.leave_present } else { m.present } }
            </button>
        </header>
    }
}
