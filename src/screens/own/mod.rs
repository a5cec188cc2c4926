//! `own`: a file from PyTorch, with a receipt of what was found in it, stepped through; and a snippet that gives the same numbers
//! there.

pub mod reads;
pub mod snippet;
pub mod state;
pub mod tensors;
mod ui;
pub mod words;

use crate::screens::own::state::Desk;
use crate::shell::settings::{Bundle, Facts, ScreenWords};
use crate::shell::state::Shell;
use crate::ui::screen::Screen;

pub static FACTS: Facts = Facts {
    fig: "own",
    bundle: Bundle::Own,
    settings: &[],
    networks: &["networks"],
    words: ScreenWords {
        name: ["Your own network", "โครงข่ายของคุณ"],
        invites: ["bring a network of your own", "นำโครงข่ายของคุณมาเอง"],
        teaches: [
            "A network is a few named matrices: from their names and shapes alone one can say what it is, and step through it.",
            "โครงข่ายคือเมทริกซ์ไม่กี่ตัวที่มีชื่อ จากชื่อกับรูปร่างก็บอกได้ว่ามันคืออะไร และเดินดูทีละขั้นได้",
        ],
    },
};

pub fn open(shell: Shell) -> Box<dyn Screen> {
    Box::new(Desk::new(shell))
}
