//! `teach`: lectures to give, to write and to share; the speaker's own window; and a figure made ready for somebody's page.

pub mod builder;
pub mod decks;
mod frame;
mod notes;
pub mod snippets;
pub mod state;
mod stills;
mod ui;
pub mod words;

use crate::screens::teach::state::Teach;
use crate::shell::settings::{Bundle, Facts, ScreenWords, Setting};
use crate::shell::state::Shell;
use crate::ui::screen::Screen;

/// Lectures, the speaker's window, a figure for a page.
pub const LOOKS: [&str; 3] = ["decks", "notes", "frame"];

pub static FACTS: Facts = Facts {
    fig: "teach",
    bundle: Bundle::Teach,
    settings: &[Setting::one_of("look", &LOOKS, Some("decks"))],
    networks: &[],
    words: ScreenWords {
        name: ["Teach with it", "ใช้สอน"],
        invites: ["teach with it", "นำไปใช้สอน"],
        teaches: [
            "Any moment is a link and any figure a frame: a lecture is a list of claims, each with the state that shows it.",
            "ทุกขณะเป็นลิงก์ ทุกภาพฝังในหน้าอื่นได้ บทบรรยายคือรายการข้อความกับสถานะที่แสดงให้เห็น",
        ],
    },
};

pub fn open(shell: Shell) -> Box<dyn Screen> {
    Box::new(Teach::new(shell))
}
