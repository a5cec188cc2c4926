//! Where a screen leads: to the next one; and the last one to what each shows.

use crate::shell::action::Action;
use crate::ui::screen::{Catalogue, Frame, Screen};
use crate::ui::send::Send;
use crate::words::protect::protect;
use yew::prelude::*;

pub fn onward(screen: &dyn Screen, frame: &Frame, catalogue: Catalogue, send: &Send) -> Html {
    let shell = screen.shell();
    let m = shell.lang.messages();
    let said = |texts: &[&'static str; 2]| protect(texts[shell.lang as usize]);
    // A figure in somebody else's page leads nowhere else.
    if !(frame.is_at_end || frame.leads_on) || shell.address.get("embed") == Some("1") {
        return html! {};
    }
    if let Some(next) = catalogue.neighbour(shell.fig(), true) {
        return html! {
            <nav class="onward"><button type="button" class="plain" data-act="next" aria-keyshortcuts="]" onclick={send.on(Action::Neighbour(true))}>
                { m.next_screen(&said(&next.words.invites)) }
            </button></nav>
        };
    }
    html! {
        <nav class="onward card" aria-labelledby="recap">
            <h2 id="recap">{ m.recap }</h2>
            <ul>
                { for catalogue.screens.iter().map(|facts| html! {
                    <li><button type="button" class="link-button" data-screen={facts.fig} disabled={facts.fig == shell.fig()}
                        onclick={send.on(Action::Screen(facts.fig.into()))}>{ said(&facts.words.name) }</button>{ " " }{ said(&facts.words.teaches) }</li>
                }) }
            </ul>
            <p class="small soft">{ m.recap_again }</p>
        </nav>
    }
}
