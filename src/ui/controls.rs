//! The controls of a screen's settings, drawn from its table: ranges, values on offer, steps of a slider.

use crate::scene::number::full;
use crate::shell::action::Action;
use crate::shell::settings::{Range, Setting};
use crate::shell::state::Shell;
use crate::ui::send::Send;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A value, what it is called, and whether it stands.
pub type Choice = (String, String, bool);

/// Draws what sets a key of the address.
pub struct Controls<'a> {
    pub shell: &'a Shell,
    pub send: &'a Send,
}

impl Controls<'_> {
    fn setting(&self, key: &str) -> &'static Setting {
        self.shell.facts.setting(key).unwrap_or_else(|| panic!("{} has no setting {key}", self.shell.facts.fig))
    }

    /// The values on offer, with one that only a link may ask for where that stands.
    fn choices(&self, key: &str, now: &str, name: &dyn Fn(&str) -> String) -> Vec<Choice> {
        let offers = self.setting(key).offers();
        let other = (!offers.contains(&now)).then_some(now);
        let values = offers.iter().copied().chain(other);
        values.map(|value| (value.to_string(), name(value), value == now)).collect()
    }

    /// A few values as buttons.
    pub fn buttons(&self, key: &'static str, label: &str, now: &str, name: &dyn Fn(&str) -> String) -> Html {
        buttons(key, label, self.choices(key, now, name), &|value| self.send.on(Action::Set(key, value)))
    }

    /// Values as a list.
    pub fn list(&self, key: &'static str, label: &str, now: &str, name: &dyn Fn(&str) -> String) -> Html {
        let pick = {
            let send = self.send.clone();
            Callback::from(move |event: Event| {
                send.now(Action::Set(key, event.target_unchecked_into::<HtmlInputElement>().value()));
            })
        };
        html! {
            <div class="setting"><label for={format!("set-{key}")}>{ label }</label>
                <select id={format!("set-{key}")} onchange={pick}>
                    { for self.choices(key, now, name).into_iter().map(|(value, name, is_now)| html! {
                        <option {value} selected={is_now}>{ name }</option>
                    }) }
                </select></div>
        }
    }

    /// Every value between two ends; `shown` is the one that stands, in words.
    pub fn slider(&self, key: &'static str, label: &str, value: f64, shown: String) -> Html {
        let setting = self.setting(key);
        let Range::Number(least, most) = setting.range else { panic!("{key} is no number") };
        // As many places as a step has: 0.05, 0.5, 1.
        let spell: fn(f64) -> String = match setting.step {
            step if step < 0.1 => |value| format!("{value:.2}"),
            step if step < 1.0 => |value| format!("{value:.1}"),
            _ => |value| format!("{value:.0}"),
        };
        self.slider_over(key, label, shown, value, (least, most, setting.step), spell)
    }

    /// The same where equal ways on the slider are no equal differences: places on it, and how a place is written in the address.
    pub fn slider_over(
        &self,
        key: &'static str,
        label: &str,
        shown: String,
        value: f64,
        (least, most, step): (f64, f64, f64),
        spell: fn(f64) -> String,
    ) -> Html {
        let send = self.send.clone();
        let slide = Callback::from(move |event: InputEvent| {
            let value = event.target_unchecked_into::<HtmlInputElement>().value();
            if let Some(value) = crate::platform::number(&value) {
                send.now(Action::Set(key, spell(value)));
            }
        });
        html! {
            <div class="slider">
                <label for={format!("set-{key}")}>{ label }</label><output>{ shown.clone() }</output>
                <input type="range" id={format!("set-{key}")} min={full(least)} max={full(most)} step={full(step)} value={full(value)} aria-valuetext={shown} oninput={slide} />
            </div>
        }
    }
}

/// A group of buttons of which some are on.
pub fn buttons(
    key: &'static str,
    label: &str,
    choices: Vec<Choice>,
    press: &dyn Fn(String) -> Callback<MouseEvent>,
) -> Html {
    html! {
        <div class="setting" data-key={key}><span>{ label.to_string() }</span>
            <div class="seg" role="group" aria-label={label.to_string()}>
                { for choices.into_iter().map(|(value, name, is_on)| html! {
                    <button type="button" class={classes!(is_on.then_some("on"))} aria-pressed={is_on.to_string()} data-value={value.clone()}
                        onclick={press(value)}>{ name }</button>
                }) }
            </div></div>
    }
}
