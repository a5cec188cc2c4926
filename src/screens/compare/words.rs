//! What the screen of comparison says, in both languages.

use crate::model::cell::Cell;
use crate::scene::words::Pictures;
use crate::screens::compare::kinds::{Kind, Look, Task, Who};
use crate::tasks::nets::Archive;
use crate::words::list::words;

words! {
    pub Words: Pictures;
    lede_place: "Four small tasks. Guess who of these networks does it best; then their measured shares appear." | "งานเล็ก ๆ สี่งาน ทายก่อนว่าโครงข่ายใดทำได้ดีที่สุด แล้วจึงดูผลที่วัดได้";
    lede_light: "Wait and press: is the light on? A window of a few words cannot know; a network with a state has to remember a single bit." | "รอกับกด: ไฟเปิดอยู่หรือไม่ หน้าต่างคำกว้างเท่าใดก็ทำได้แค่เดา ส่วนโครงข่ายที่มีสถานะใช้เพียงหนึ่งบิต";
    lede_table: "Every figure is counted from sizes, every statement opens its small proof." | "ทุกตัวเลขนับจากขนาด กดข้อความใดก็ได้เพื่อดูข้อพิสูจน์เล็ก ๆ";
    show_label: "Show" | "แสดง";
    and: " and " | " และ ";
    place_right(names): "As you said: {names}." | "ตรงกับที่คุณทาย: {names}";
    place_other(names): "Measured, it is {names}." | "ผลที่วัดได้คือ {names}";
    place_shown(names): "Best here: {names}." | "ดีที่สุดในงานนี้: {names}";
    place_text: "Right on what none of them ever met, with the weights that ship." | "ตอบถูกกับสิ่งที่ไม่มีโครงข่ายใดเคยเห็น ใช้น้ำหนักที่มากับหน้านี้";
    try_it: "See it" | "ไปดู";
    guess_first: "Guess first" | "ทายก่อน";
    card_place: "Which network when?" | "ใช้โครงข่ายใดเมื่อใด";
    card_place_text: "There is no best one. What a network can do hangs on what it sees, what it keeps, and what it was trained on." | "ไม่มีแบบใดดีที่สุด โครงข่ายทำอะไรได้ขึ้นกับว่าเห็นอะไร เก็บอะไร และเคยฝึกกับอะไร";
    card_placed(right, all): "{right} of your {all} guesses came out" | "ทายถูก {right} จาก {all}";
    card_placed_none: "So it came out" | "ผลเป็นเช่นนี้";

    word_wait: "wait" | "รอ";
    word_press: "press" | "กด";
    light_on: "on" | "เปิด";
    light_off: "off" | "ปิด";
    light_figure: "The switch, and what each network says of the light after each word" | "สวิตช์ และสิ่งที่แต่ละโครงข่ายบอกเกี่ยวกับไฟหลังแต่ละคำ";
    light_truth: "the light" | "ไฟจริง";
    light_words(count): "words: {count}" | "{count} คำ";
    light_last(count): "words: {count}; the last ones are shown" | "{count} คำ แสดงเฉพาะคำท้าย ๆ";
    light_right(right, all): "{right} of {all} right" | "ถูก {right} จาก {all}";
    light_kept(count): "keeps {count} numbers" | "เก็บตัวเลข {count} ตัว";
    light_beyond: "longer than it was trained on" | "ยาวกว่าที่เคยฝึก";
    more_random(count): "{count} more by chance" | "สุ่มเพิ่ม {count} คำ";
    clear: "Begin again" | "เริ่มใหม่";
    light_start: "Press it yourself" | "ลองกดเอง";
    light_start_text: "Each network hears the same words and says after each whether the light is on. Put in more words than they were trained on, and see who still knows." | "ทุกโครงข่ายได้ยินคำเดียวกันและบอกหลังแต่ละคำว่าไฟเปิดอยู่หรือไม่ ใส่คำให้ยาวกว่าที่มันเคยฝึก แล้วดูว่าใครยังรู้";
    light_measured: "Measured by length" | "วัดตามความยาว";
    light_knows(names, length): "Still right at {length} words: {names}." | "ยังตอบถูกที่ {length} คำ: {names}";
    light_inside(names): "Right at the lengths that it was trained on, guessing beyond: {names}." | "ตอบถูกในความยาวที่ฝึก แต่ได้แค่เดาเมื่อยาวกว่านั้น: {names}";
    light_never(names): "Not right throughout even at the lengths that it was trained on: {names}." | "ยังตอบผิดบ้างแม้ในความยาวที่ฝึก: {names}";
    light_honest: "Transformers won because they train in parallel and look things up directly, not because they can do everything." | "ทรานส์ฟอร์เมอร์ชนะเพราะฝึกแบบขนานได้และค้นหาข้อมูลได้โดยตรง ไม่ใช่เพราะทำได้ทุกอย่าง";
    measured_title: "How long do they know?" | "รู้ได้นานเพียงใด";
    measure: "Measure it here" | "วัดที่นี่";
    measuring(done, all): "measuring: {done} of {all}" | "กำลังวัด: {done} จาก {all}";
    measured_axis: "words of the sequence" | "จำนวนคำในลำดับ";
    measured_text(count): "Right in the second half of {count} sequences of each length; guessing is 50%." | "ตอบถูกในครึ่งหลังของ {count} ลำดับในแต่ละความยาว เดาสุ่มได้ 50%";
    trained_to: "trained to" | "ฝึกถึง";
    seeds(right, all): "{right} of {all} seeds learn it" | "เรียนได้ {right} จาก {all} ค่าตั้งต้น";
    net_cell(cell, units): "{cell}, {units} units" | "{cell} {units} หน่วย";
    net_scan(layers, units): "minGRU, {units} units, layers: {layers}" | "minGRU {units} หน่วย {layers} ชั้น";
    net_attention(layers, width): "attention, {width} wide, layers: {layers}, with a feed-forward part" | "แอตเทนชัน {layers} ชั้น กว้าง {width} มีส่วนฟีดฟอร์เวิร์ด";
    net_window: "window of three words" | "หน้าต่างสามคำ";

    table_caption(width): "Networks of one layer, {width} units wide, reading vectors of {width} numbers. A GRU keeps and multiplies less than the LSTM" | "โครงข่ายชั้นเดียว กว้าง {width} หน่วย อ่านเวกเตอร์ {width} ตัวเลข GRU เก็บและคูณน้อยกว่า LSTM";
    words_label: "Words T" | "จำนวนคำ T";
    words_value(count): "{count} words" | "{count} คำ";
    col_network: "network" | "โครงข่าย";
    col_order: "sees order" | "เห็นลำดับ";
    col_reach: "how far" | "ไกลเพียงใด";
    col_kept: "numbers kept" | "ตัวเลขที่เก็บ";
    col_products: "products" | "จำนวนการคูณ";
    col_waits: "steps in a row" | "ขั้นที่ต้องรอกัน";
    col_writes: "writes word by word" | "เขียนทีละคำได้";
    col_trained(tasks): "trained here on: {tasks}" | "ฝึกที่นี่กับงาน: {tasks}";
    next_words: "next words" | "คำถัดไป";
    nothing: "nothing" | "ไม่มี";
    table_read: "What the columns mean" | "ความหมายของแต่ละคอลัมน์";
    table_text(steps, rnn, attention): "At {steps} words an RNN makes {rnn} steps in a row, attention {attention}. What it saves in waiting it pays in numbers kept and in products that grow with the square of the words." | "ที่ {steps} คำ RNN ต้องทำ {rnn} ขั้นต่อกัน แอตเทนชันทำ {attention} ขั้น การไม่ต้องรอแลกมาด้วยตัวเลขที่ต้องเก็บและการคูณที่โตตามกำลังสองของจำนวนคำ";
    refuse_word(word): "“{word}” is no word of the switch: it knows wait and press." | "“{word}” ไม่ใช่คำของสวิตช์ รู้จักเพียง wait กับ press";
    will_open: "show the answers" | "เฉลย";
    will_light: "a light switch" | "สวิตช์ไฟ";
    will_measure: "all of them, by length" | "ทุกโครงข่าย ตามความยาว";
    will_table: "all of it in a table" | "ทั้งหมดในตาราง";
    will_again: "guess again" | "ทายใหม่";
    next: "Next" | "ต่อไป";
    measure_verb: "Measure" | "วัด";

    [choices]
    look_name [Look] () {
        Look::Place => "guess" | "ทาย",
        Look::Light => "light switch" | "สวิตช์ไฟ",
        Look::Table => "table" | "ตาราง",
    }
    title_of [Look] () {
        Look::Place => "Which network when?" | "ใช้โครงข่ายใดเมื่อใด",
        Look::Light => "A task for four numbers of memory" | "งานที่ใช้ความจำเพียงสี่ตัวเลข",
        Look::Table => "What each network sees, keeps and waits for" | "แต่ละโครงข่ายเห็นอะไร เก็บอะไร รออะไร",
    }
    task_title [Task] () {
        Task::Gap => "Fill a gap at once: apple ▢ are tall" | "เติมช่องว่างทันที: ใน สวน มี ▢ แอปเปิ้ล",
        Task::Chased => "Who was chased?" | "ใครถูกไล่",
        Task::Pairs => "Recall one of eight pairs" | "จำแปดคู่ แล้วตอบคู่ที่ถูกถาม",
        Task::Light => "Is the light on, after 100 to 200 words?" | "ไฟเปิดอยู่หรือไม่ หลัง 100 ถึง 200 คำ",
    }
    task_text [Task] () {
        Task::Gap => "The answer is read off at the gap, not at the end." | "อ่านคำตอบที่ช่องว่าง ไม่ใช่ที่ท้ายประโยค",
        Task::Chased => "The same words in another order have another answer." | "คำชุดเดียวกัน ถ้าเรียงต่างกัน คำตอบก็ต่างกัน",
        Task::Pairs => "b3 f1 a4 …: what stood with f? One word a pair, one to eight pairs." | "b3 f1 a4 … f คู่กับอะไร คู่ละหนึ่งคำ หนึ่งถึงแปดคู่",
        Task::Light => "wait and press, far longer than any of them was trained on." | "ลำดับของรอกับกด ซึ่งยาวกว่าที่โครงข่ายใดเคยฝึกไปมาก",
    }
    who [Who] () {
        Who::Left => "GRU from the left" | "GRU จากซ้าย",
        Who::Right => "GRU from the right" | "GRU จากขวา",
        Who::Both => "GRU both ways" | "GRU สองทาง",
        Who::Reader => "GRU" | "GRU",
        Who::Placeless => "attention without positions" | "แอตเทนชันไม่มีตำแหน่ง",
        Who::Placed => "attention with positions" | "แอตเทนชันมีตำแหน่ง",
        Who::Small => "GRU of 8 units" | "GRU 8 หน่วย",
        Who::Looker => "attention" | "แอตเทนชัน",
        Who::Window => "window of three words" | "หน้าต่างสามคำ",
        Who::Scan => "minGRU" | "minGRU",
    }
    short_net [Cell] (layers) {
        Cell::Attention => "attention" | "แอตเทนชัน",
        Cell::Cnn => "window" | "หน้าต่าง",
        Cell::MinGru => "minGRU {layers}" | "minGRU {layers}",
        Cell::Lstm => "LSTM" | "LSTM",
        Cell::Gru => "GRU" | "GRU",
        Cell::Rnn => "RNN" | "RNN",
        Cell::Ffn => "FFN" | "FFN",
    }
    archive [Archive] () {
        Archive::Cloze => "gaps" | "เติมช่องว่าง",
        Archive::Review => "reviews" | "รีวิว",
        Archive::Caption => "captions" | "บรรยายภาพ",
        Archive::Translate => "translation" | "แปลภาษา",
        Archive::Reverse => "reversed letters" | "กลับตัวอักษร",
        Archive::Chase | Archive::ChaseTh => "who was chased" | "ใครถูกไล่",
        Archive::Pairs => "recall" | "จำคู่",
        Archive::Switch => "light switch" | "สวิตช์ไฟ",
    }
    kind_name [Kind] () {
        Kind::FeedForward => "feed-forward" | "ฟีดฟอร์เวิร์ด",
        Kind::Window => "window (CNN)" | "หน้าต่าง (CNN)",
        Kind::Rnn => "RNN" | "RNN",
        Kind::Gated => "LSTM" | "LSTM",
        Kind::BothWays => "both ways (BiLSTM)" | "สองทาง (BiLSTM)",
        Kind::Scan => "minGRU (scan)" | "minGRU (scan)",
        Kind::Attention => "attention" | "แอตเทนชัน",
    }
    order_of [Kind] (window) {
        Kind::FeedForward => "no" | "ไม่เห็น",
        Kind::Window => "inside {window} words" | "ภายใน {window} คำ",
        Kind::Rnn | Kind::Gated => "yes, by reading" | "เห็น เพราะอ่านตามลำดับ",
        Kind::Scan => "yes, but does not count" | "เห็น แต่นับไม่ได้",
        Kind::BothWays => "yes, from both ends" | "เห็น จากสองทาง",
        Kind::Attention => "only with positions, or with two masked layers" | "เฉพาะเมื่อมีตำแหน่ง หรือใช้มาสก์สองชั้น",
    }
    reach_of [Kind] (window) {
        Kind::FeedForward => "this word" | "คำนี้คำเดียว",
        Kind::Window => "{window} words" | "{window} คำ",
        Kind::Rnn => "all before, fading" | "ทุกคำก่อนหน้า แต่จางลง",
        Kind::Gated => "all before, gated" | "ทุกคำก่อนหน้า ผ่านเกต",
        Kind::BothWays => "all, before and after" | "ทุกคำ ก่อนและหลัง",
        Kind::Scan => "all before, gated by the word alone" | "ทุกคำก่อนหน้า เกตขึ้นกับคำอย่างเดียว",
        Kind::Attention => "all, in one hop" | "ทุกคำ ในก้าวเดียว",
    }
    writes_of [Kind] () {
        Kind::FeedForward => "yes, knowing one word" | "ได้ แต่รู้เพียงคำเดียว",
        Kind::Window => "yes, knowing its window" | "ได้ แต่รู้เพียงในหน้าต่าง",
        Kind::Rnn | Kind::Gated | Kind::Scan => "yes, at the same price a word" | "ได้ ต้นทุนเท่ากันทุกคำ",
        Kind::BothWays => "no: it needs what comes after" | "ไม่ได้ เพราะต้องรู้สิ่งที่ตามมา",
        Kind::Attention => "yes, with a mask; each word dearer than the last" | "ได้เมื่อมีมาสก์ แต่ต้นทุนต่อคำเพิ่มขึ้นเรื่อย ๆ",
    }
}
