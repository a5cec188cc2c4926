//! The numbers of the picture as a table.

use crate::player::action::Act;
use crate::player::state::Player;
use crate::scene::step::Scene;
use crate::ui::number::{Depth, number};
use crate::ui::send::Send;
use web_sys::HtmlDetailsElement;
use yew::prelude::*;

pub fn table(state: &Player, scene: &Scene, send: &Send) -> Html {
    let m = state.shell.lang.messages();
    let lang = state.show.example.lang();
    let toggle = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            send.now(Act::Table(event.target_unchecked_into::<HtmlDetailsElement>().open()))
        })
    };
    html! {
        <details class="tool" id="table" open={state.is_table_open} ontoggle={toggle}>
            <summary>{ m.table }</summary>
            <div class="scroll" tabindex="0" role="region" aria-label={m.table}>
                <table>
                    <caption>{ &scene.table.caption }</caption>
                    <thead><tr>
                        <th scope="col">{ m.table_word }</th>
                        { for scene.table.columns.iter().map(|word| html! { <th scope="col"><bdi lang={lang}>{ word }</bdi></th> }) }
                    </tr></thead>
                    <tbody>
                        { for scene.table.rows.iter().map(|row| html! {
                            <tr>
                                <th scope="row">{ &row.head }</th>
                                { for row.cells.iter().map(|n| html! { <td>{ number(n, "in-text", Depth::Root, true, send) }</td> }) }
                            </tr>
                        }) }
                        if !scene.table.guesses.is_empty() { <tr>
                            <th scope="row">{ m.table_guess }</th>
                            { for scene.table.guesses.iter().map(|guess| match guess {
                                Some((word, n)) => html! {
                                    <td><bdi lang={lang}>{ word }</bdi>{ " " }{ number(n, "in-text", Depth::Root, true, send) }</td>
                                },
                                None => html! { <td>{ "?" }</td> },
                            }) }
                        </tr> }
                    </tbody>
                </table>
            </div>
        </details>
    }
}
