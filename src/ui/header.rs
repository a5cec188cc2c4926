//! The header: name, screen, language, theme, present.

use crate::app::action::Action;
use crate::app::state::State;
use crate::i18n::Lang;
use crate::lesson::SCREENS;
use crate::ui::store::Send;
use web_sys::HtmlInputElement;
use yew::prelude::*;

const THEMES: [&str; 5] = ["auto", "light", "dark", "projector", "contrast"];

pub fn header(state: &State, shows_language: bool, send: &Send) -> Html {
    let m = state.lang.messages();
    let language = |lang: Lang, text: &'static str| {
        let on = state.lang == lang;
        html! {
            <button type="button" lang={lang.id()} class={classes!(on.then_some("on"))} aria-pressed={on.to_string()}
                data-lang={lang.id()} onclick={send.on(Action::Lang(lang))}>{ text }</button>
        }
    };
    let theme = state.address.get("theme").unwrap_or("auto").to_string();
    let pick = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlInputElement>().value();
            send.now(Action::Theme(value));
        })
    };
    let fig = state.show.screen.fig;
    let at = SCREENS.iter().position(|screen| screen.fig == fig).map_or(1, |index| index + 1);
    let go = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            send.now(Action::Screen(event.target_unchecked_into::<HtmlInputElement>().value()));
        })
    };
    let is_presenting = state.address.get("present") == Some("1");
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
                <span class="wide soft" aria-hidden="true">{ m.screen_of.with(&[&at.to_string(), &SCREENS.len().to_string()]) }</span>
                <select id="screen" onchange={go}>
                    { for SCREENS.iter().map(|screen| html! {
                        <option value={screen.fig} selected={screen.fig == fig}>{ (m.screen_name)(screen.fig) }</option>
                    }) }
                </select>
            </label>
            <span class="space" />
            <label class="theme wide">
                <span class="visually-hidden">{ m.theme }</span>
                <select onchange={pick}>
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
                onclick={send.on(Action::Present(!is_presenting))}>
                { if is_presenting { m.leave_present } else { m.present } }
            </button>
        </header>
    }
}
