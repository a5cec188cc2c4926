//! What the screen of step by step says, in both languages.

use crate::scene::words::Pictures;
use crate::words::list::words;

words! {
    pub Words: Pictures;
    remembers: "remembers" | "จำไว้";
    unknown: "unknown" | "ไม่รู้จัก";
}
