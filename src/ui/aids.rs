//! What helps whoever stands in front of a room: the beat that is shown, a show of hands, the code that phones read. It is a
//! program of its own, which comes when it is first needed.

use crate::platform;
use crate::shell::action::Action;
use crate::shell::deck::{Aid, Deck};
use crate::shell::json::text;
use crate::shell::message::{envelope, ours};
use crate::shell::state::Shell;
use crate::ui::lecture::{for_readers, here, without_look};
use crate::ui::screen::{Aids, Coming, Latest, Screen, Stand, settled};
use crate::ui::send::Send;
use crate::words::Lang;
use crate::words::list::words;
use crate::words::protect::protect;
use qrcodegen::{QrCode, QrCodeEcc};
use serde_json::{Value, json};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

words! {
    pub Words;
    lecture: "Lecture" | "บทบรรยาย";
    beat_of(beat, beats): "Beat {beat} of {beats}" | "ช่วงที่ {beat} จาก {beats}";
    before: "Beat before (P)" | "ช่วงก่อน (P)";
    next: "Next beat (N)" | "ช่วงถัดไป (N)";
    overview: "All beats" | "ทุกช่วง";
    notes: "Speaker's window" | "หน้าต่างผู้บรรยาย";
    notes_short: "Notes" | "โน้ต";
    hands_short: "Hands" | "ยกมือ";
    code_short: "Code" | "คิวอาร์";
    end_short: "End" | "จบ";
    hands: "Show of hands" | "ยกมือ";
    hands_for(answer): "Hands for {answer}" | "จำนวนมือสำหรับ {answer}";
    hands_text: "Type how many hands there are; the main button then shows what the network says." | "พิมพ์จำนวนมือ แล้วกดปุ่มหลักเพื่อดูคำตอบของโครงข่าย";
    hands_all(count): "{count} hands in all" | "รวม {count} มือ";
    code: "Open this on your phone" | "เปิดหน้านี้บนโทรศัพท์";
    code_button: "Code for phones" | "คิวอาร์สำหรับโทรศัพท์";
    code_long: "This link is too long for a code that a camera can read. Copy it instead (L)." | "ลิงก์นี้ยาวเกินกว่าจะทำเป็นคิวอาร์โค้ด ให้คัดลอกแทน (L)";
    close: "Close" | "ปิด";
    end: "End the lecture" | "จบบทบรรยาย";
}

/// More modules a side than this (version 25) no camera reads across a room.
const MOST_SIDE: i32 = 117;

pub static AIDS: Aids = Aids { view, begin, still };

fn begin(name: String, lang: Lang, latest: &Latest, send: &Send) -> Coming<Deck> {
    windows(latest, send);
    Box::pin(async move {
        let text = match name.as_str() {
            "own" => platform::unpack(&platform::fragment()).await,
            name => String::from_utf8(platform::file(&format!("decks/{name}-{}.txt", lang.id())).await).ok(),
        };
        // A text without a beat is none.
        text.map(|text| Deck::read(&text, &name, lang).0).filter(|deck| !deck.beats.is_empty())
    })
}

/// The line between the windows of a lecture: the speaker's may press the clicker here, and hears where the lecture stands.
fn windows(latest: &Latest, send: &Send) {
    let (latest, send) = (latest.clone(), send.clone());
    platform::hear_windows("lecture", move |heard| {
        let Some(message) = ours(&heard) else { return };
        let screen = latest.borrow().clone();
        let shell = screen.shell();
        // Only the window in which the lecture is given; the speaker's own hears by itself.
        if !shell.address.is_set("beat") || shell.address.get("look") == Some("notes") {
            return;
        }
        match (message["type"].as_str(), message["by"].as_i64(), message["beat"].as_u64()) {
            (Some("click"), Some(by), _) => send.now(Action::Click(by > 0)),
            (Some("beat"), _, Some(beat)) => send.now(Action::Beat(beat as usize)),
            (Some("blank"), ..) => send.now(Action::Blank(!shell.is_blank)),
            (Some("hello"), ..) => {
                platform::post_to_windows(&text(&envelope(None, "state", settled(&*screen))));
            }
            _ => {}
        }
    });
}

/// The answer to `get` of a picture: of the figure with its caption and address, or (`slide`) of what the window shows.
fn still(screen: Rc<dyn Screen>, what: String, nonce: Value) -> Coming<()> {
    Box::pin(async move {
        let is_slide = what == "slide";
        let lines = || vec![screen.frame().spoken, platform::link(&without_look(&screen.link()))];
        let lines = if is_slide { Vec::new() } else { lines() };
        let value = json!(platform::still(if is_slide { "body" } else { ".stage" }, lines).await);
        let id = screen.shell().address.get("id").map(str::to_string);
        platform::post_to_parent(&text(&envelope(
            id.as_deref(),
            "got",
            json!({"what": what, "nonce": nonce, "value": value}),
        )));
        Some(())
    })
}

fn view(stand: &Stand) -> Html {
    let shell = stand.screen.shell();
    let m = Words::of(shell.lang);
    let is_framed = shell.address.get("embed") == Some("1");
    html! { <>
        if let Some((deck, number)) = here(shell).filter(|(_, number)| *number > 0 && !is_framed && shell.fig() != "teach") {
            { beats(shell, deck, number, stand.send) }
        }
        if let Some(aid) = stand.aid {
            <section id="aid" class="aid" tabindex="-1" aria-labelledby="aid-title" onkeydown={escape(stand.send)}>
                { match aid {
                    Aid::Hands(counts, options) => hands(m, *counts, options, stand.send),
                    Aid::Code => code(m, stand),
                } }
                <button type="button" class="link-button" data-act="close" onclick={stand.send.on(Action::Aid(None))}>{ m.close }</button>
            </section>
        }
    </> }
}

/// What lies over the page closes before anything else hears of it.
fn escape(send: &Send) -> Callback<KeyboardEvent> {
    let send = send.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            send.now(Action::Aid(None));
        }
    })
}

/// Where the lecture stands, and what it claims.
fn beats(shell: &Shell, deck: &Deck, number: usize, send: &Send) -> Html {
    let m = Words::of(shell.lang);
    let all = deck.beats.len();
    let claim = deck.beat(number).map_or(String::new(), |beat| protect(&beat.claim));
    let button = |name: &'static str, text: &'static str, label: &'static str, is_off: bool, action: Action| {
        html! {
            <button type="button" class="plain" data-act={name} aria-label={label} title={label}
                aria-disabled={is_off.then_some("true")} onclick={send.on(action)}>{ text }</button>
        }
    };
    html! {
        <nav class="beats" aria-label={m.lecture}>
            <span class="place" aria-label={m.beat_of(&number.to_string(), &all.to_string())}>{ format!("{number}/{all}") }</span>
            <b class="claim">{ claim }</b>
            <span class="tasks">
                { button("beat-before", "‹", m.before, number <= 1, Action::NextBeat(false)) }
                { button("beat-next", "›", m.next, number >= all, Action::NextBeat(true)) }
                { button("overview", m.overview, m.overview, false, Action::Overview) }
                { button("hands", m.hands_short, m.hands, false, Action::Hands) }
                { button("code", m.code_short, m.code_button, false, Action::Code) }
                <a class="plain" data-act="notes" href={notes_link(deck, number, shell.lang)} target="unrolled-notes" title={m.notes}>{ m.notes_short }</a>
                { button("end", m.end_short, m.end, false, Action::EndLecture) }
            </span>
        </nav>
    }
}

/// Four counts, and how they compare.
fn hands(m: &Words, counts: [u32; 4], options: &[String], send: &Send) -> Html {
    let most = counts.into_iter().max().unwrap_or(0).max(1);
    let rows = if options.is_empty() { 4 } else { options.len().min(4) };
    let row = |at: usize| {
        let letter = ["A", "B", "C", "D"][at];
        let name = options.get(at).map_or_else(|| letter.to_string(), |option| format!("{letter} · {option}"));
        let typed = {
            let (send, options) = (send.clone(), options.to_vec());
            Callback::from(move |event: InputEvent| {
                let field: HtmlInputElement = event.target_unchecked_into();
                let mut counts = counts;
                counts[at] = field.value().parse::<u32>().unwrap_or(0).min(9999);
                send.now(Action::Aid(Some(Aid::Hands(counts, options.clone()))));
            })
        };
        let share = 100.0 * f64::from(counts[at]) / f64::from(most);
        html! {
            <tr data-hands={letter}><th scope="row"><label for={format!("hands-{at}")}><bdi>{ name.clone() }</bdi></label></th>
                <td><input id={format!("hands-{at}")} type="number" min="0" max="9999" inputmode="numeric" value={counts[at].to_string()} aria-label={m.hands_for(&name)} oninput={typed} /></td>
                <td class="hands-bar"><svg width="100%" height="28" aria-hidden="true"><rect width={format!("{share:.1}%")} height="28" /></svg></td></tr>
        }
    };
    html! { <>
        <h2 id="aid-title">{ m.hands }</h2>
        <table class="hands"><tbody>{ for (0..rows).map(row) }</tbody></table>
        <p class="small soft">{ m.hands_all(&counts.iter().sum::<u32>().to_string()) }{ " · " }{ m.hands_text }</p>
    </> }
}

/// The link to this state, as whoever reads it on a phone wants it.
fn code(m: &Words, stand: &Stand) -> Html {
    let link = platform::link(&for_readers(&stand.screen.link()));
    html! { <>
        <h2 id="aid-title">{ m.code }</h2>
        { drawn(&link).unwrap_or_else(|| html! { <p class="refusal">{ m.code_long }</p> }) }
        <p class="small code-link"><bdi>{ &link }</bdi></p>
    </> }
}

/// Where the speaker's notes of a beat are, on whatever machine.
pub fn notes_link(deck: &Deck, beat: usize, lang: Lang) -> String {
    platform::link(&format!("fig=teach&look=notes&deck={}&beat={beat}&lang={}", deck.name, lang.id()))
}

/// A code that cameras read; nothing where the text is too long for one.
pub fn drawn(text: &str) -> Option<Html> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok().filter(|code| code.size() <= MOST_SIDE)?;
    let side = code.size();
    let mut path = String::new();
    for y in 0..side {
        for x in (0..side).filter(|&x| code.get_module(x, y)) {
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    // Four modules of quiet on each side (ISO/IEC 18004).
    let view = format!("-4 -4 {0} {0}", side + 8);
    Some(html! {
        <svg class="qr" viewBox={view} role="img" aria-label={text.to_string()} shape-rendering="crispEdges">
            <rect x="-4" y="-4" width={(side + 8).to_string()} height={(side + 8).to_string()} fill="#fff" /><path d={path} fill="#000" />
        </svg>
    })
}
