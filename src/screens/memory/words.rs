//! What the screen of without memory says, in both languages.

use crate::model::cell::Cell;
use crate::scene::words::Pictures;
use crate::words::list::words;

/// Whose answer changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Memory,
    Window,
    All,
    Nobody,
}

words! {
    pub Words: Pictures;
    memory_lede:
        "These networks read the same words. Which of them still knows the noun?"
        | "โครงข่ายเหล่านี้อ่านคำเดียวกัน แบบใดยังรู้ว่าคำนามคืออะไร";
    memory_read(word):
        "All of them read “{word}”. Only what a bracket spans can reach the numbers on its right."
        | "ทุกแบบอ่าน “{word}” แล้ว เฉพาะคำที่อยู่ใต้เส้นคร่อมเท่านั้นที่ส่งผลถึงตัวเลขทางขวา";
    memory_question(noun, other):
        "Change “{noun}” to “{other}”: whose answer changes?"
        | "ถ้าเปลี่ยน “{noun}” เป็น “{other}” คำตอบของแบบใดจะเปลี่ยน";
    memory_question_text:
        "All have read the sentence. Each now says the next word from its last column alone."
        | "ทุกแบบอ่านประโยคแล้ว แต่ละแบบจะตอบคำถัดไปจากคอลัมน์สุดท้ายเท่านั้น";
    memory_answer_title: "Whose answer changes?" | "คำตอบของแบบใดเปลี่ยน";
    guess_was_right: "You were right." | "คุณทายถูก";
    guess_was_other: "You thought otherwise." | "คุณทายไว้อีกอย่าง";
    nearer: "Move the noun closer" | "เลื่อนคำนามเข้ามาใกล้";
    farther: "Move the noun further away" | "เลื่อนคำนามออกไปไกล";
    says_of_other(other, word): "with “{other}”: “{word}”" | "เมื่อเป็น “{other}”: “{word}”";
    changes: "changes" | "เปลี่ยน";
    same: "the same" | "เหมือนเดิม";
    title: "Without memory, the noun is gone by the end" | "ถ้าไม่มีความจำ คำนามก็หายไปก่อนจบประโยค";
    title_asks: "Who still knows the noun at the end?" | "ตอนจบ ใครยังรู้ว่าคำนามคืออะไร";

    [choices]
    /// A kind of network.
    lane_name [Cell] () {
        Cell::Ffn => "Feed-forward" | "ฟีดฟอร์เวิร์ด",
        Cell::Cnn => "Window of 3" | "หน้าต่าง 3 คำ",
        Cell::Lstm => "LSTM" | "LSTM",
        Cell::Gru => "GRU" | "GRU",
        Cell::MinGru => "minGRU" | "minGRU",
        Cell::Rnn => "RNN" | "RNN",
        Cell::Attention => "Attention" | "แอตเทนชัน",
    }
    /// One line about it.
    lane_text [Cell] () {
        Cell::Ffn => "sees one word" | "เห็นคำเดียว",
        Cell::Cnn => "sees three words" | "เห็นสามคำ",
        Cell::Lstm => "keeps c and h" | "เก็บ c และ h",
        Cell::Gru | Cell::MinGru | Cell::Rnn => "keeps h" | "เก็บ h",
        Cell::Attention => "sees all words" | "เห็นทุกคำ",
    }
    /// A choice of the question.
    choice [Who] () {
        Who::Memory => "only what has a memory" | "เฉพาะแบบที่มีความจำ",
        Who::Window => "what has a window or a memory" | "แบบที่มีหน้าต่างหรือมีความจำ",
        Who::All => "all of them" | "ทุกแบบ",
        Who::Nobody => "none of them" | "ไม่มีแบบใดเปลี่ยน",
    }
    /// Which of the choices is true, and why.
    finding [Who] (noun) {
        Who::Memory =>
            "Only the network with memory: “{noun}” is too far back for the window, and the first sees one word only."
            | "เฉพาะแบบที่มีความจำ เพราะ “{noun}” อยู่ไกลเกินหน้าต่าง และแบบแรกเห็นเพียงคำเดียว",
        Who::Window =>
            "The window still spans “{noun}”, and the RNN remembers it. The feed-forward network sees one word: it says the same whatever the noun is."
            | "หน้าต่างยังเห็น “{noun}” และ RNN จำไว้ได้ ส่วนฟีดฟอร์เวิร์ดเห็นคำเดียว จึงตอบเหมือนกันไม่ว่าคำนามคืออะไร",
        Who::All => "All three, for here the noun is the last word." | "ทั้งสามแบบ เพราะคำนามอยู่ท้ายสุด",
        Who::Nobody =>
            "None: whatever memory kept of “{noun}”, it does not change the first choice."
            | "ไม่มีแบบใดเปลี่ยน ไม่ว่าความจำจะเก็บ “{noun}” ไว้เท่าใด คำที่ตอบก็ยังเป็นคำเดิม",
    }
}
