//! What the screen of both ways says, in both languages.

use crate::scene::words::Pictures;
use crate::tasks::nets::Role;
use crate::words::list::words;

/// What of the sentence is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    None,
    Past,
    Future,
}

words! {
    pub Words: Pictures;
    title: "Looking both ways fills the gap at once: one side is not enough" | "มองสองทาง เติมช่องว่างได้ทันที ข้างเดียวไม่พอ";
    title_asks: "Which word fills the gap?" | "คำใดเติมช่องว่างนี้ได้";
    lede:
        "One rail reads from the left, the other from the right. They meet at the gap."
        | "รางหนึ่งอ่านจากซ้าย อีกรางอ่านจากขวา แล้วมาพบกันที่ช่องว่าง";
    figure: "Two rails over the sentence" | "สองรางบนประโยคเดียว";
    forward_rail: "from the left" | "จากซ้าย";
    backward_rail: "from the right" | "จากขวา";
    not_computed: "not computed" | "ไม่ได้คำนวณ";
    is_off: "switched off: 0" | "ปิดไว้: 0";
    covered: "covered" | "ถูกบัง";
    gap: "the gap" | "ช่องว่าง";
    score_of(word): "→ score of “{word}”" | "→ คะแนนของ “{word}”";
    bars_hidden: "What it would put into the gap, before you look" | "คำที่มันจะเติม (ยังซ่อนอยู่)";
    bars_title: "What it puts into the gap" | "คำที่มันเติม";
    both_read(left, right): "From the left “{left}”, from the right “{right}”" | "จากซ้ายอ่าน “{left}” จากขวาอ่าน “{right}”";
    left_reads(word): "From the left “{word}”" | "จากซ้ายอ่าน “{word}”";
    right_reads(word): "From the right “{word}”" | "จากขวาอ่าน “{word}”";
    will_read_both(left, right): "read “{left}” and “{right}”" | "อ่าน “{left}” กับ “{right}”";
    question_heading(sentence): "“{sentence}”: which word fills the gap?" | "“{sentence}” คำใดเติมช่องว่างได้";
    both_sides(left, right, answer):
        "From the left alone {left} fit, from the right alone {right}. Only “{answer}” fits both."
        | "ข้างซ้ายอย่างเดียวเติมได้ {left} ส่วนข้างขวาอย่างเดียวเติมได้ {right} แต่ในชุดข้อมูลมีเพียง “{answer}” ที่เข้าได้ทั้งสองข้าง";
    one_side(seen, answers, share):
        "It has read “{seen}” and no more. {answers} all fit: whoever sees only this side is right {share} of the time at most."
        | "มันอ่านเพียง “{seen}” คำที่เติมได้คือ {answers} ผู้ที่เห็นเพียงข้างนี้จึงตอบถูกได้ไม่เกิน {share}";
    right_would_be(answer): "Right would be “{answer}”." | "คำที่ถูกคือ “{answer}”";
    switched_off:
        "One direction is switched off: its numbers at the gap are 0, so only the other makes the scores."
        | "ปิดไว้ทิศทางหนึ่ง ตัวเลขของทิศทางนั้นที่ช่องว่างเป็น 0 คะแนนจึงมาจากอีกทิศทางเท่านั้น";
    no_answer:
        "The corpus has no answer for this sentence. The network must say one of its nine words all the same."
        | "ชุดข้อมูลไม่มีคำตอบของประโยคนี้ แต่โครงข่ายต้องตอบคำใดคำหนึ่งในเก้าคำของมัน";
    trained_note(numbers):
        "{numbers} numbers, learnt from 54 sentences; judged by 27 others, whose frames it never met with their word."
        | "ตัวเลข {numbers} ตัว เรียนจาก 54 ประโยค วัดผลด้วยอีก 27 ประโยคที่คำกับกรอบประโยคไม่เคยคู่กันตอนฝึก";
    table_caption_both: "Memory of each direction by word" | "ความจำของแต่ละทิศทางตามคำ";
    waits_title: "Who must wait?" | "ใครต้องรอ";
    waits_reader: "network" | "โครงข่าย";
    waits_says: "says" | "ตอบ";
    waits_right: "right" | "ตอบถูก";
    waits_most: "at most" | "สูงสุด";
    waits_answers: "answers here" | "ตอบตรงนี้";
    waits_hears: "this word has come in" | "คำนี้มาถึงแล้ว";
    waits_text:
        "The one-way network is early, not blind: asked at the end it knows as well. Who reads from the right cannot begin before the last word has come in. One answer for a sentence can wait; an answer at every word, while somebody types, cannot. “Right” counts 27 sentences that none of them learnt from; “at most” is the best that anyone who sees so much of them could do."
        | "โครงข่ายทางเดียวตอบเร็วเกินไป ไม่ใช่มองไม่เห็น ถ้าถามตอนจบมันก็รู้เช่นกัน ผู้ที่อ่านจากขวาเริ่มไม่ได้จนกว่าคำสุดท้ายจะมาถึง งานที่ตอบครั้งเดียวต่อประโยครอได้ แต่งานที่ต้องตอบทุกคำขณะมีคนพิมพ์รอไม่ได้ “ตอบถูก” นับจาก 27 ประโยคที่ไม่มีโครงข่ายใดเคยเรียน ส่วน “สูงสุด” คือดีที่สุดเท่าที่ใครก็ตามที่เห็นเพียงเท่านั้นจะทำได้";
    settings: "Who reads" | "ใครอ่าน";
    cover_label: "Cover" | "บัง";
    cell_label: "Cells" | "เซลล์";
    off_label: "Switch off" | "ปิดทิศทาง";
    noun_label: "Word" | "คำ";
    frame_label: "The other side" | "สถานที่หรือประโยคอีกข้าง";

    [choices]
    start_heading [Cover] () {
        Cover::None => "Two readers, one gap" | "ผู้อ่านสองฝ่าย ช่องว่างเดียว",
        Cover::Future => "The future is covered" | "บังอนาคตไว้",
        Cover::Past => "The past is covered" | "บังอดีตไว้",
    }
    start_text [Cover] (first, last) {
        Cover::None =>
            "Neither has read a word. Press Step: one begins with “{first}”, the other with “{last}”."
            | "ยังไม่มีใครอ่านคำใด กด “ต่อไป” รางหนึ่งเริ่มที่ “{first}” อีกรางเริ่มที่ “{last}”",
        Cover::Future =>
            "This network was trained to read from the left only. It begins with “{first}”; what comes after the gap, up to “{last}”, it never sees."
            | "โครงข่ายนี้ถูกฝึกให้อ่านจากซ้ายเท่านั้น เริ่มที่ “{first}” และไม่เคยเห็นสิ่งที่อยู่หลังช่องว่างไปจนถึง “{last}”",
        Cover::Past =>
            "This network was trained to read from the right only. It begins with “{last}”; what comes before the gap, from “{first}” on, it never sees."
            | "โครงข่ายนี้ถูกฝึกให้อ่านจากขวาเท่านั้น เริ่มที่ “{last}” และไม่เคยเห็นสิ่งที่อยู่ก่อนช่องว่างตั้งแต่ “{first}”",
    }
    on_the_way [Cover] (left) {
        Cover::None => "Stops until both have come to the gap: {left}." | "อีก {left} ขั้น ทั้งสองจะถึงช่องว่าง",
        Cover::Future | Cover::Past => "Stops until it has come to the gap: {left}." | "อีก {left} ขั้นจะถึงช่องว่าง",
    }
    question_text [Cover] (units) {
        Cover::None =>
            "Both have come to the gap. The answer is made of their {units} numbers there, side by side."
            | "ทั้งสองมาถึงช่องว่างแล้ว คำตอบมาจากตัวเลข {units} ตัว คือสถานะของทั้งสองที่ช่องว่าง วางต่อกัน",
        Cover::Future | Cover::Past =>
            "This is another network, trained to read one side only. The answer is made of its {units} numbers at the gap."
            | "นี่คืออีกโครงข่ายหนึ่งซึ่งฝึกให้อ่านข้างเดียว คำตอบมาจากตัวเลข {units} ตัวของมันที่ช่องว่าง",
    }
    joined [Cover] () {
        Cover::None => "Both states, side by side" | "สถานะทั้งสองวางต่อกัน",
        Cover::Future | Cover::Past => "Its state at the gap" | "สถานะของมันที่ช่องว่าง",
    }
    cover_name [Cover] () {
        Cover::None => "nothing" | "ไม่บัง",
        Cover::Past => "the past" | "อดีต",
        Cover::Future => "the future" | "อนาคต",
    }
    /// A network by how it reads.
    reader [Role] (units) {
        Role::Forward => "from the left, {units} units" | "จากซ้าย {units} หน่วย",
        Role::Backward => "from the right, {units} units" | "จากขวา {units} หน่วย",
        Role::AtEnd => "from the left, asked at the end, {units} units" | "จากซ้าย ถามตอนจบ {units} หน่วย",
        _ => "both ways, {units} + {units} units" | "สองทาง {units} + {units} หน่วย",
    }
    table_row [bool] (unit) {
        false => "→ unit {unit}" | "→ หน่วยที่ {unit}",
        true => "← unit {unit}" | "← หน่วยที่ {unit}",
    }
}
