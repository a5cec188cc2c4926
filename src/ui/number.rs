//! A number on the screen: a button that opens its arithmetic, with the full value in `data-value`.

use crate::model::names::{Name, Quantity};
use crate::player::action::Act;
use crate::scene::number::{Number, full};
use crate::scene::symbols::Glyph;
use crate::ui::send::Send;
use yew::prelude::*;

/// How an opened number joins the trail.
#[derive(Clone, Copy, PartialEq)]
pub enum Depth {
    /// It starts a new one.
    Root,
    /// It goes one level deeper.
    Deeper,
}

pub fn number(n: &Number, class: impl Into<Classes>, depth: Depth, is_stop: bool, send: &Send) -> Html {
    number_with_id(n, class, depth, is_stop, None, send)
}

/// [`number`], findable by the focus.
pub fn number_with_id(
    n: &Number,
    class: impl Into<Classes>,
    depth: Depth,
    is_stop: bool,
    id: Option<&'static str>,
    send: &Send,
) -> Html {
    let class = classes!("num", class.into(), n.is_edited.then_some("edited"));
    let value = full(n.value);
    let Some(path) = n.path else {
        return html! { <span {class} data-value={value}>{ &n.text }</span> };
    };
    let quantity = match path.name {
        Name::Unit(quantity, _) => Some(quantity.name()),
        _ => None,
    };
    let action = match depth {
        Depth::Root => Act::Open(path),
        Depth::Deeper => Act::OpenDeeper(path),
    };
    html! {
        <button type="button" {id} {class} data-value={value} data-path={path.to_string()} data-q={quantity}
            aria-label={n.label.clone()} title={n.label.clone()} tabindex={if is_stop { "0" } else { "-1" }} onclick={send.on(action)}>
            { &n.text }
        </button>
    }
}

/// Letters in italics with their index, signs upright. What stands for a quantity lights up with it.
pub fn glyphs(glyphs: &[Glyph]) -> Html {
    let one = |glyph: &Glyph| {
        let class = glyph.is_letter.then_some("var");
        let index = if glyph.index.is_empty() {
            html! {}
        } else {
            html! { <sub>{ glyph.index }</sub> }
        };
        html! { <><span {class} data-q={glyph.of.map(Quantity::name)}>{ glyph.text }{ index }</span>{ " " }</> }
    };
    glyphs.iter().map(one).collect()
}

/// A bar from the middle to the left or right; −1 to 1.
pub fn signed_bar(share: f64) -> Html {
    let width = share.abs().min(1.0) * 50.0;
    let x = if share < 0.0 { 50.0 - width } else { 50.0 };
    html! {
        <svg class="signed" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
            <path d="M50 0V12" class="axis" />
            <rect x={format!("{x:.2}")} y="2" width={format!("{width:.2}")} height="8" class={if share < 0.0 { "n4" } else { "p4" }} />
        </svg>
    }
}
