//! The header: name, screen, language, theme, present.

use crate::shell::action::Action;
use crate::shell::state::Shell;
use crate::ui::screen::Catalogue;
use crate::ui::screen::Key;
use crate::ui::send::Send;
use crate::words::Lang;
use yew::prelude::*;

/// As in the address, and what they are called.
const THEMES: [Key; 5] = [
    ("auto", |m| m.theme_auto),
    ("light", |m| m.theme_light),
    ("dark", |m| m.theme_dark),
    ("projector", |m| m.theme_projector),
    ("contrast", |m| m.theme_contrast),
];

/// The header of a screen.
pub fn header(shell: &Shell, catalogue: &Catalogue, send: &Send) -> Html {
    let (address, lang, fig) = (&shell.address, shell.lang, shell.fig());
    let m = lang.messages();
    let shows_language = !address.list("hide").contains(&"lang");
    let language = |other: Lang, text: &'static str| {
        let is_on = lang == other;
        html! {
            <button type="button" lang={other.id()} class={classes!(is_on.then_some("on"))} aria-pressed={is_on.to_string()}
                data-lang={other.id()} onclick={send.on(Action::Lang(other))}>{ text }</button>
        }
    };
    let theme = address.get("theme").unwrap_or("auto").to_string();
    let menu = catalogue.screens;
    let at = menu.iter().position(|screen| screen.fig == fig).map_or(1, |index| index + 1);
    let is_presenting = shell.is_presenting();
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
                <span class="wide soft" aria-hidden="true">{ m.screen_of(&at.to_string(), &menu.len().to_string()) }</span>
                <select id="screen" onchange={send.on_value::<web_sys::Event, _>(Action::Screen)}>
                    { for menu.iter().map(|screen| html! {
                        <option value={screen.fig} selected={screen.fig == fig}>{ screen.words.name[lang as usize] }</option>
                    }) }
                </select>
            </label>
            <span class="space" />
            <label class="theme wide">
                <span class="visually-hidden">{ m.theme }</span>
                <select onchange={send.on_value::<web_sys::Event, _>(Action::Theme)}>
                    { for THEMES.iter().map(|(id, name)| html! {
                        <option value={*id} selected={theme == *id}>{ name(m) }</option>
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
