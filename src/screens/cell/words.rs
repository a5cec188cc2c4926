//! What the screen of the inside of the cell says, in both languages.

use crate::model::anatomy::Op;
use crate::scene::words::Pictures;
use crate::words::list::words;

words! {
    pub Words: Pictures;
    hold(gate, at): "Hold {gate} at {at} for this word" | "ตรึง {gate} ไว้ที่ {at} เฉพาะคำนี้";
    let_go(gate, at): "Let {gate} go (held at {at})" | "ปล่อย {gate} (ตรึงไว้ที่ {at})";
    show_weights: "Weights" | "น้ำหนัก";
    live_equation: "The equations of this operation" | "สมการของการคำนวณนี้";

    // Side by side.
    lock_step(stop, stops, word):
        "Stop {stop} of {stops} at “{word}”"
        | "จังหวะที่ {stop} จาก {stops} ตอนอ่าน “{word}”";
    already_done: "done already" | "ทำไปแล้ว";
    curves: "How far back can they remember?" | "จำได้ไกลแค่ไหน";
    curves_training:
        "All three have the same number of units and learnt from the same stories, in which every name is told of with every animal. Learning rate and seed are, for each, the best of one common grid (4 rates, 4 seeds) on other stories. A held-out story pairs a name and an animal as they were never paired at that distance."
        | "ทั้งสามมีจำนวนหน่วยเท่ากันและเรียนจากเรื่องชุดเดียวกัน ซึ่งทุกชื่อถูกใช้กับสัตว์ทุกชนิด อัตราการเรียนรู้และ seed ของแต่ละแบบคือค่าที่ดีที่สุดจากตารางเดียวกัน (4 อัตรา 4 seed) โดยวัดด้วยเรื่องอีกชุดหนึ่ง เรื่องที่กันไว้ทดสอบจับคู่ชื่อกับสัตว์แบบที่ไม่เคยคู่กันในระยะนั้น";
    axis_distance: "words from the animal to the answer" | "จำนวนคำจากสัตว์ถึงคำตอบ";
    title: "A gate decides how much to keep, not whether" | "เกตกำหนดว่าจะเก็บเท่าใด ไม่ใช่แค่เก็บหรือทิ้ง";
    title_rnn: "Without gates, every word writes over the memory" | "ไม่มีเกต ทุกคำจึงเขียนทับความจำ";
    title_side: "Three cells, one sentence, one cursor" | "สามเซลล์ หนึ่งประโยค อ่านพร้อมกัน";
    lede_start(cells, words):
        "{cells}, {words} words to read. Each row is one unit; read it like a sentence."
        | "{cells} มี {words} คำให้อ่าน แต่ละแถวคือหนึ่งหน่วย อ่านเหมือนอ่านประโยค";
    lede_at(cells, read, words):
        "{cells}, word {read} of {words}. Each row is one unit; read it like a sentence."
        | "{cells} คำที่ {read} จาก {words} แต่ละแถวคือหนึ่งหน่วย อ่านเหมือนอ่านประโยค";

    [choices]
    /// What an operation does, as a claim.
    operation_title [Op] () {
        Op::Forget => "Forget: old memory times f" | "ลืม: ความจำเดิมคูณ f",
        Op::Input => "Input: how much of the new to let in" | "รับเข้า: จะรับของใหม่เท่าใด",
        Op::Update => "Update: old memory times f, plus the new" | "ปรับความจำ: ของเดิมคูณ f บวกของใหม่",
        Op::Output => "Output: how much of c to show" | "ส่งออก: จะส่ง c ออกไปเท่าใด",
        Op::Reset => "Reset: how much of the past the candidate hears" | "รีเซ็ต: ค่าที่เสนอจะฟังอดีตเท่าใด",
        Op::Candidate => "Candidate: what could be written anew" | "ค่าที่เสนอ: สิ่งที่อาจเขียนใหม่",
        Op::Share => "Update: z shares between old and new" | "อัปเดต: z แบ่งระหว่างของเดิมกับของใหม่",
        Op::State => "Output: kept plus new" | "ผลลัพธ์: ของเดิมบวกของใหม่",
        Op::Mix => "The word and the memory are added" | "คำกับความจำรวมกัน",
        Op::Squash => "Squashed, and that is all it keeps" | "บีบค่า แล้วเก็บไว้เท่านี้",
    }
    /// The same with the numbers of a unit, in the order of its arithmetic.
    operation_text [Op] (unit, first, second, third) {
        Op::Forget =>
            "For unit {unit}, ⟨f|f⟩ is {first}: of {second} it keeps ⟨kept|{third}⟩. Every unit has a valve of its own."
            | "หน่วยที่ {unit} มี ⟨f|f⟩ เป็น {first} ของเดิม {second} จึงเหลือ ⟨kept|{third}⟩ แต่ละหน่วยมีวาล์วของตัวเอง",
        Op::Input =>
            "Word and memory suggest the ⟨g|candidate⟩ {first} to unit {unit}. The ⟨i|input gate⟩ is {second}, so ⟨new|{third}⟩ comes in."
            | "คำและความจำให้⟨g|ค่าที่เสนอ⟩ {first} แก่หน่วยที่ {unit} ⟨i|เกตอินพุต⟩เป็น {second} จึงรับเข้า ⟨new|{third}⟩",
        Op::Update =>
            "Unit {unit}: ⟨kept|{first}⟩ kept plus ⟨new|{second}⟩ new is ⟨c|{third}⟩. Nothing squashes c on its way along the rail."
            | "หน่วยที่ {unit}: ของเดิม ⟨kept|{first}⟩ บวกของใหม่ ⟨new|{second}⟩ ได้ ⟨c|{third}⟩ ไม่มีอะไรบีบ c ระหว่างทาง",
        Op::Output =>
            "For unit {unit}, ⟨o|o⟩ is {first} and ⟨tanh_c|tanh c⟩ is {second}: ⟨h|h⟩ shows {third}. What o hides stays in ⟨c|c⟩."
            | "หน่วยที่ {unit} มี ⟨o|o⟩ เป็น {first} และ ⟨tanh_c|tanh c⟩ เป็น {second} จึงส่งออก ⟨h|h⟩ เป็น {third} ส่วนที่ไม่ได้ส่งออกยังอยู่ใน ⟨c|c⟩",
        Op::Reset =>
            "For unit {unit}, ⟨r|r⟩ is {first}, and memory would say ⟨q|{second}⟩. Their product goes into the candidate."
            | "หน่วยที่ {unit} มี ⟨r|r⟩ เป็น {first} ส่วนที่มาจากความจำคือ ⟨q|{second}⟩ ผลคูณของสองค่านี้รวมอยู่ในค่าที่เสนอ",
        Op::Candidate =>
            "For unit {unit} the ⟨n|candidate⟩ is {first}: the word, plus what the ⟨r|reset gate⟩ let through."
            | "หน่วยที่ {unit} มี⟨n|ค่าที่เสนอ⟩เป็น {first} ได้จากคำ บวกส่วนที่⟨r|เกตรีเซ็ต⟩ปล่อยผ่าน",
        Op::Share =>
            "For unit {unit}, ⟨z|z⟩ is {first}: ⟨kept|{second}⟩ stays of the old, and the rest is ⟨new|{third}⟩ of the candidate."
            | "หน่วยที่ {unit} มี ⟨z|z⟩ เป็น {first} ของเดิมเหลือ ⟨kept|{second}⟩ ที่เหลือเป็นของใหม่ ⟨new|{third}⟩",
        Op::State =>
            "Unit {unit}: ⟨kept|{first}⟩ plus ⟨new|{second}⟩ is ⟨h|{third}⟩. A GRU has one memory, h, and shows all of it."
            | "หน่วยที่ {unit}: ⟨kept|{first}⟩ บวก ⟨new|{second}⟩ ได้ ⟨h|{third}⟩ GRU มีความจำเดียวคือ h และส่งออกทั้งหมด",
        Op::Mix =>
            "Unit {unit}: ⟨xa|{first}⟩ from the word plus ⟨ha|{second}⟩ from memory is ⟨a|{third}⟩."
            | "หน่วยที่ {unit}: ⟨xa|{first}⟩ จากคำ บวก ⟨ha|{second}⟩ จากความจำ ได้ ⟨a|{third}⟩",
        Op::Squash =>
            "Unit {unit}: the sum ⟨a|{first}⟩ becomes ⟨h|{second}⟩. An RNN has no gate: each word writes over the memory."
            | "หน่วยที่ {unit}: ผลรวม ⟨a|{first}⟩ กลายเป็น ⟨h|{second}⟩ RNN ไม่มีเกต ทุกคำเขียนทับความจำ",
    }
}
