//! What the screen of task shapes says, in both languages.

use crate::scene::words::Pictures;
use crate::screens::types::task::{Feed, Task};
use crate::words::list::words;

words! {
    pub Words: Pictures;
    figure: "The network over time: what goes in below, what comes out above" | "โครงข่ายตามเวลา สิ่งที่เข้าอยู่ล่าง สิ่งที่ออกอยู่บน";
    shapes: "Shape of task" | "รูปแบบงาน";
    lamp_out: "out" | "ออก";
    lamp_in: "in" | "เข้า";
    start_mark: "start" | "เริ่ม";
    end_mark: "end" | "จบ";
    picture: "the drawing" | "ภาพ";
    encoder: "reads (encoder)" | "อ่าน (ตัวเข้ารหัส)";
    decoder: "speaks (decoder)" | "พูด (ตัวถอดรหัส)";
    bridge: "all that crosses over" | "ทั้งหมดที่ข้ามไป";
    unit_row(unit): "unit {unit}" | "หน่วยที่ {unit}";
    state_label(word): "state after “{word}”" | "สถานะหลัง “{word}”";
    wrong_label: "wrong" | "ผิด";
    step_label(step): "step {step}, to come" | "ขั้นที่ {step} ยังมาไม่ถึง";
    first_wrong_label: "the first mistake" | "จุดแรกที่ผิด";
    will_say: "say a word" | "พูดหนึ่งคำ";
    will_say_letter: "say a letter" | "พูดหนึ่งตัวอักษร";
    will_look: "look at the drawing" | "ดูภาพ";
    bars_now: "What it could have said" | "คำที่มันอาจพูด";
    bars_waiting: "Nothing comes out yet" | "ยังไม่มีคำใดออกมา";

    // Review.
    meter: "meter" | "มาตรวัด";
    meter_first(after): "The meter stands at {after}: the score of positive less that of negative." | "มาตรวัดอยู่ที่ {after} คือคะแนน “ชอบ” ลบคะแนน “ไม่ชอบ”";
    meter_moved(before, after): "The meter went from {before} to {after}." | "มาตรวัดเลื่อนจาก {before} เป็น {after}";
    meter_hint:
        "It was trained at the last word only; before that, the meter is no opinion yet. Watch what “not” and “but” do to it."
        | "มันถูกฝึกให้ตอบที่คำสุดท้ายเท่านั้น ก่อนหน้านั้นมาตรวัดยังไม่ใช่ความเห็น สังเกตว่า “ไม่” กับ “แต่” เปลี่ยนมาตรวัดอย่างไร";
    review_asks: "It has read the review. What does it mean?" | "มันอ่านรีวิวจบแล้ว รีวิวนี้ชอบหรือไม่ชอบ";
    review_question: "One answer, at the last word only." | "ตอบครั้งเดียว ที่คำสุดท้ายเท่านั้น";
    review_right: "That is what these words mean." | "คำเหล่านี้มีความหมายเช่นนั้น";
    review_wrong(right): "Right would be “{right}”." | "ที่ถูกคือ “{right}”";
    review_twin(label, other):
        "Its twin has the same words in another order. This one is “{label}”, the twin “{other}”: who only counts words cannot tell them apart."
        | "ประโยคคู่แฝดใช้คำชุดเดียวกันแต่เรียงต่างกัน ประโยคนี้คือ “{label}” ส่วนคู่แฝดคือ “{other}” ใครที่นับแต่คำโดยไม่ดูลำดับจึงแยกไม่ออก";
    review_unknown: "This is no review that it learnt from: the corpus does not say what it means." | "ไม่ใช่รีวิวแบบที่มันเรียน ชุดข้อมูลจึงไม่ได้บอกว่าหมายความว่าอะไร";
    read_twin: "Read the twin" | "อ่านคู่แฝด";
    twin_title: "The twin: the same words, the other meaning" | "คู่แฝด: คำชุดเดียวกัน ความหมายตรงข้าม";
    plane_title: "The state as a place" | "สถานะเป็นตำแหน่ง";
    plane_text: "Across: towards positive. Up: what else of it varies most. Each word is a push." | "แนวนอน: ยิ่งไปทางขวายิ่ง “ชอบ” แนวตั้ง: ส่วนที่เหลือซึ่งต่างกันมากที่สุด แต่ละคำคือแรงผลักหนึ่งครั้ง";
    negative_end: "← negative" | "← ไม่ชอบ";
    positive_end: "positive →" | "ชอบ →";
    rivals_title: "Who sees less" | "ผู้ที่เห็นน้อยกว่า";
    rivals_says: "this sentence" | "ประโยคนี้";
    lane_window(most): "A window of three words, on the same review: right {most} of the time at most" | "หน้าต่างสามคำ อ่านรีวิวเดียวกัน: ถูกได้ไม่เกิน {most}";
    lane_bag(most): "A bag of the words, without their order: right {most} of the time at most" | "ถุงคำ ไม่รู้ลำดับ: ถูกได้ไม่เกิน {most}";
    rivals_twin: "its twin" | "คู่แฝด";
    rivals_right: "right" | "ตอบถูก";
    rivals_most: "at most" | "สูงสุด";
    rivals_text:
        "“Right” counts 1,000 reviews with pairs of words that none of them learnt from; “at most” is the best that anyone who sees so much of them could do, counted in all of them."
        | "“ตอบถูก” นับจากรีวิว 1,000 รายการที่มีคู่คำซึ่งไม่มีโครงข่ายใดเคยเรียน ส่วน “สูงสุด” คือดีที่สุดเท่าที่ผู้เห็นเพียงเท่านั้นจะทำได้ คิดจากรีวิวแบบนี้ทั้งหมด";
    rival_own(cell, units): "reads in order ({cell}, {units} units)" | "อ่านตามลำดับ ({cell} {units} หน่วย)";
    rival_window: "sees the last three words" | "เห็นสามคำสุดท้าย";
    rival_bag: "sees the words, not their order" | "เห็นคำ แต่ไม่เห็นลำดับ";

    // Caption.
    looked_title: "It has seen the drawing, once" | "มันเห็นภาพแล้ว ครั้งเดียว";
    looked_text(units): "64 pixels became {units} numbers. From here on it has only these and its own words." | "พิกเซล 64 จุดกลายเป็นตัวเลข {units} ตัว จากนี้มันมีเพียงตัวเลขเหล่านี้กับคำพูดของมันเอง";
    drawing: "The drawing, 8 × 8. Arrow keys move, Space turns a pixel over." | "ภาพ 8 × 8 ปุ่มลูกศรเลื่อน Space สลับพิกเซล";
    pixel(row, column): "row {row}, column {column}" | "แถว {row} คอลัมน์ {column}";
    weights_of(unit): "what unit {unit} looks for" | "สิ่งที่หน่วยที่ {unit} มองหา";
    clear: "Clear" | "ล้าง";
    another: "Another drawing" | "ภาพอื่น";
    again_draw: "Say it again" | "พูดอีกครั้ง";
    empty_drawing: "The drawing is empty. It will say something all the same: speaking is not seeing." | "ภาพว่างเปล่า แต่มันก็ยังพูด พูดได้ไม่ได้แปลว่าเห็น";
    caption_end:
        "Fluent is not the same as right, and a high percentage is not either: compare it with the drawing."
        | "พูดคล่องไม่ได้แปลว่าพูดถูก เปอร์เซ็นต์สูงก็เช่นกัน ลองเทียบกับภาพ";
    read_nothing: "It does not know what it has said: it reads the same mark at every step." | "มันไม่รู้ว่าตัวเองพูดอะไรไปแล้ว ทุกขั้นมันอ่านเครื่องหมายเดิม";
    chance: "words drawn by chance" | "สุ่มตามความน่าจะเป็น";
    likeliest: "the likeliest word" | "คำที่น่าจะเป็นที่สุด";

    // Translation and letters.
    still_reading: "It only reads; nothing comes out before the end." | "มันยังอ่านอยู่ จะไม่มีคำใดออกมาก่อนอ่านจบ";
    bridge_shut(units): "It has read all. These {units} numbers are all that crosses to the speaker." | "มันอ่านจบแล้ว ตัวเลข {units} ตัวนี้คือทั้งหมดที่ข้ามไปยังตัวถอดรหัส";
    bridge_open(count): "It has read all. The speaker may look back at each of the {count} states." | "มันอ่านจบแล้ว ตัวถอดรหัสย้อนดูได้ทั้ง {count} สถานะ";
    says_title(word, percent): "It says “{word}”: {percent}" | "มันพูดว่า “{word}”: {percent}";
    read_own(word): "It read “{word}” and spoke." | "มันอ่าน “{word}” แล้วพูด";
    looked_at(word, percent): "It looked most at “{word}”: {percent}." | "มันมอง “{word}” มากที่สุด: {percent}";
    where_title(word): "Which word does it look at to say “{word}”?" | "มันมองคำใดเพื่อพูดว่า “{word}”";
    where_text: "The classifier depends on the noun, which it has said already. It could read that, or look back." | "คำลักษณนามขึ้นกับคำนาม ซึ่งมันพูดไปแล้ว มันอาจอ่านจากตรงนั้น หรือย้อนไปดู";
    two_phrases: "Give it two phrases" | "ให้สองวลี";
    say_instead: "Let it say instead" | "ให้มันพูดแทนว่า";
    say_own: "its own word" | "คำของมันเอง";
    cut(word): "Do not let it look at “{word}”" | "ไม่ให้มันมอง “{word}”";
    first_wrong(right): "Here is the first mistake. Right would be “{right}”." | "นี่คือจุดแรกที่ผิด ที่ถูกคือ “{right}”";
    is_wrong(right): "Right would be “{right}” here." | "ตรงนี้ที่ถูกคือ “{right}”";
    words_right(right, all): "{right} of {all} are right, the end included." | "ถูก {right} จาก {all} ตำแหน่ง รวม “จบ”";
    no_truth: "These are no phrases of the corpus, so nobody says what is right." | "ไม่ใช่วลีในชุดข้อมูล จึงไม่มีใครบอกได้ว่าคำใดถูก";
    grid_title: "Where it looks" | "มันมองที่ใด";
    grid_text: "Each row is a word it said; its numbers, in percent and rounded, add up to 100. Choose one to see its score and softmax." | "แต่ละแถวคือคำที่มันพูด ตัวเลขเป็นเปอร์เซ็นต์ที่ปัดแล้ว รวมกันได้ 100 เลือกตัวเลขเพื่อดูคะแนนและซอฟต์แมกซ์";
    is_cut: "cut" | "ตัดแล้ว";

    measured_title: "How often is all of it right?" | "ถูกทั้งหมดบ่อยเพียงใด";
    measure: "Measure it here" | "วัดที่นี่";
    measured_done: "Measured." | "วัดเสร็จแล้ว";
    measuring(done, all): "measuring: {done} of {all}" | "กำลังวัด: {done} จาก {all}";
    measured_phrases(count): "Whole sentences right, of {count} each, made of phrases that none of them learnt from. A zero says: it did not learn that in this training." | "ประโยคที่ถูกทั้งประโยค จากแบบละ {count} ประโยค สร้างจากวลีที่ไม่มีโครงข่ายใดเคยเรียน ศูนย์หมายความว่าโครงข่ายนั้นไม่ได้เรียนรู้สิ่งนี้ในการฝึกครั้งนี้";
    measured_letters(count): "Whole words right, of {count} each, against the bits that must cross. Words of 16 letters nobody trained on. More training moves a curve by about two letters." | "คำที่ถูกทั้งคำ จากความยาวละ {count} คำ เทียบกับจำนวนบิตที่ต้องข้าม ไม่มีโครงข่ายใดฝึกด้วยคำ 16 ตัวอักษร ฝึกนานขึ้นทำให้เส้นเลื่อนไปราวสองตัวอักษร";
    one_phrase_long: "1 phrase" | "1 วลี";
    phrase_count(count): "{count} phrases" | "{count} วลี";
    letters(count): "{count} letters" | "{count} ตัว";
    bits: "bits to carry" | "บิตที่ต้องข้าม";
    net_attends(units, most): "looks back, {units} units, trained to {most} phrases" | "ย้อนดู {units} หน่วย ฝึกไม่เกิน {most} วลี";
    net_plain(units, most): "bridge alone, {units} units, trained to {most} phrases" | "สะพานอย่างเดียว {units} หน่วย ฝึกไม่เกิน {most} วลี";
    net_plain_one(units): "bridge alone, {units} units, trained on single phrases" | "สะพานอย่างเดียว {units} หน่วย ฝึกทีละวลี";
    net_looks(units): "looks back, {units} units" | "ย้อนดู {units} หน่วย";
    net_units(units): "{units} units" | "{units} หน่วย";
    title_single: "One word in, one answer out" | "เข้าคำเดียว ออกคำตอบเดียว";
    lede_single: "The plain case: nothing came before, so memory has nothing to keep." | "กรณีธรรมดา ไม่มีอะไรมาก่อน ความจำจึงไม่มีอะไรต้องเก็บ";
    lede_blind: "The picture goes in once, as its first memory. What it says, it is not told." | "ภาพเข้าไปครั้งเดียวเป็นความจำแรก แต่ไม่มีใครบอกมันว่ามันพูดอะไรไปแล้ว";
    single: "one word" | "คำเดียว";
    one_to_one: "one → one" | "หนึ่ง → หนึ่ง";

    // Settings.
    settings: "Settings" | "การตั้งค่า";
    attend_label: "Looks back (attention)" | "ย้อนดู (attention)";
    feed_label: "It reads" | "มันอ่าน";
    most_label: "Trained on" | "ฝึกด้วย";
    size_label: "Units" | "จำนวนหน่วย";
    cell_label: "Cells" | "เซลล์";
    things_label: "Things" | "จำนวนรูป";
    choose_label: "Chooses" | "เลือก";
    on: "on" | "เปิด";
    off: "off" | "ปิด";
    phrases(count): "up to {count} phrases" | "ไม่เกิน {count} วลี";
    one_phrase: "single phrases" | "ทีละวลี";
    refuse_letter(letter): "“{letter}” is none of its eight letters: a b c d e f g h." | "“{letter}” ไม่อยู่ในตัวอักษรแปดตัวที่มันรู้จัก: a b c d e f g h";
    refuse_letters(most): "Too many letters: {most} at most." | "ตัวอักษรมากเกินไป ได้ไม่เกิน {most} ตัว";

    [choices]
    title_of [Task] () {
        Task::Review => "Many words in, one answer out" | "เข้าหลายคำ ออกคำตอบเดียว",
        Task::Caption => "One picture in, many words out" | "เข้าภาพเดียว ออกหลายคำ",
        Task::Translate => "Read it all, then say it anew" | "อ่านให้จบ แล้วพูดเป็นอีกภาษา",
        Task::Reverse => "How much crosses the bridge?" | "ข้ามสะพานไปได้เท่าใด",
    }
    lede_of [Task] () {
        Task::Review => "It reads a review word by word and judges at the end." | "มันอ่านรีวิวทีละคำ แล้วตัดสินตอนจบ",
        Task::Caption => "The picture goes in once, as its first memory. Then it lives on its own words." | "ภาพเข้าไปครั้งเดียวเป็นความจำแรก จากนั้นมันพูดต่อโดยอาศัยคำของตัวเอง",
        Task::Translate => "English phrases go in, Thai comes out in Thai order." | "วลีอังกฤษเข้า ภาษาไทยออกตามลำดับแบบไทย",
        Task::Reverse => "Letters go in and come out backwards: three bits each." | "ตัวอักษรเข้า แล้วออกย้อนลำดับ ตัวละสามบิต",
    }
    /// In the picker.
    shape_of [Task] () {
        Task::Review => "many → one" | "หลาย → หนึ่ง",
        Task::Caption => "one → many" | "หนึ่ง → หลาย",
        Task::Translate => "many → many" | "หลาย → หลาย",
        Task::Reverse => "many → many" | "หลาย → หลาย",
    }
    example_of [Task] () {
        Task::Review => "a review" | "รีวิว",
        Task::Caption => "a caption" | "บรรยายภาพ",
        Task::Translate => "a translation" | "แปล",
        Task::Reverse => "letters" | "ตัวอักษร",
    }
    start_of [Task] () {
        Task::Review => "A review, and no opinion yet" | "ยังไม่ได้อ่านรีวิว จึงยังไม่มีความเห็น",
        Task::Caption => "It has not seen the drawing" | "มันยังไม่เห็นภาพ",
        Task::Translate => "Nothing read, nothing said" | "ยังไม่อ่าน ยังไม่พูด",
        Task::Reverse => "Nothing read, nothing said" | "ยังไม่อ่าน ยังไม่พูด",
    }
    start_text_of [Task] (units, first) {
        Task::Review =>
            "Its memory is {units} numbers. Press Step: it reads “{first}”."
            | "ความจำคือตัวเลข {units} ตัว กด “ต่อไป” มันจะอ่าน “{first}”",
        Task::Caption =>
            "Press Step: the picture becomes {units} numbers, and then it speaks. Draw in the picture to change it."
            | "กด “ต่อไป” ภาพจะกลายเป็นตัวเลข {units} ตัว แล้วมันจะพูด วาดในภาพเพื่อเปลี่ยนได้",
        Task::Translate =>
            "One network reads, beginning with “{first}”, into {units} numbers; another speaks from them."
            | "โครงข่ายหนึ่งอ่านตั้งแต่ “{first}” เก็บเป็นตัวเลข {units} ตัว อีกโครงข่ายพูดจากตัวเลขเหล่านั้น",
        Task::Reverse =>
            "One network reads, beginning with “{first}”, into {units} numbers; another says them backwards."
            | "โครงข่ายหนึ่งอ่าน เริ่มที่ “{first}” เก็บเป็นตัวเลข {units} ตัว อีกโครงข่ายพูดย้อนกลับ",
    }
    note_of [Task] (numbers) {
        Task::Review => "{numbers} numbers, learnt in 4,000 updates of 16 reviews; the best of nine runs." | "ตัวเลข {numbers} ตัว เรียน 4,000 ครั้ง ครั้งละ 16 รีวิว เลือกที่ดีที่สุดจากเก้ารอบ",
        Task::Caption => "{numbers} numbers, learnt in 5,000 updates of 16 drawings with one pixel turned over; the best of nine runs. What is judged are new drawings, never new combinations." | "ตัวเลข {numbers} ตัว เรียน 5,000 ครั้ง ครั้งละ 16 ภาพที่สลับหนึ่งพิกเซล เลือกที่ดีที่สุดจากเก้ารอบ วัดผลด้วยภาพใหม่ ไม่ใช่ชุดผสมใหม่",
        Task::Translate => "{numbers} numbers, learnt in 4,000 updates (to four phrases 6,000) of 16 sentences; the best of nine runs. One phrase in five was never learnt from." | "ตัวเลข {numbers} ตัว เรียน 4,000 ครั้ง (สี่วลี 6,000) ครั้งละ 16 ประโยค เลือกที่ดีที่สุดจากเก้ารอบ หนึ่งในห้าของวลีไม่เคยเรียน",
        Task::Reverse => "{numbers} numbers, learnt in 4,000 updates (looking back 8,000) of 16 words of 3 to 12 letters; the best of nine runs." | "ตัวเลข {numbers} ตัว เรียน 4,000 ครั้ง (แบบย้อนดู 8,000) ครั้งละ 16 คำ คำละ 3 ถึง 12 ตัวอักษร เลือกที่ดีที่สุดจากเก้ารอบ",
    }
    feed_name [Feed] () {
        Feed::Own => "its own words" | "คำของมันเอง",
        Feed::Truth => "the right words" | "คำที่ถูก",
        Feed::Nothing => "the same mark each time" | "เครื่องหมายเดิมทุกขั้น",
    }
}
