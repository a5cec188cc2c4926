//! What the screen of training says, in both languages.

use crate::run::setup::{Data, Shape};
use crate::run::words::Runs;
use crate::tasks::examples::Example;
use crate::words::list::words;

words! {
    pub Words: Runs;

    settings: "What it learns, and how" | "เรียนอะไร และเรียนอย่างไร";
    clip: "Clip gradients at" | "จำกัดเกรเดียนต์ที่ (clip)";

    // Training.
    train_title: "Learning, live" | "การเรียนรู้สด ๆ";
    train_lede:
        "Each update nudges the weights a little, against the mistakes it just made."
        | "ทุกครั้งที่อัปเดต น้ำหนักจะขยับทีละนิด เพื่อลดความผิดพลาดที่เพิ่งเกิดขึ้น";
    own_needed:
        "Paste a text, or drop a file here. It stays on this machine."
        | "วางข้อความ หรือลากไฟล์มาวางที่นี่ ข้อความจะอยู่ในเครื่องนี้เท่านั้น";
    starting: "Reading the data and looking at this machine …" | "กำลังอ่านข้อมูลและดูความสามารถของเครื่อง …";
    facts(tokens, distinct, parameters):
        "{tokens} tokens to learn from, {distinct} different ones, {parameters} weights."
        | "เรียนจาก {tokens} โทเค็น (token) ไม่ซ้ำกัน {distinct} แบบ น้ำหนัก {parameters} ค่า";
    facts_endless(distinct, parameters):
        "Sequences drawn anew for every update, {distinct} different tokens, {parameters} weights."
        | "สุ่มลำดับใหม่ทุกอัปเดต โทเค็น (token) {distinct} แบบ น้ำหนัก {parameters} ค่า";
    facts_unknown(tokens):
        "{tokens} tokens are read as unknown: too rare, or only in the part held out."
        | "มี {tokens} โทเค็นที่อ่านเป็น “ไม่รู้จัก” เพราะพบน้อยเกินไป หรือมีเฉพาะในส่วนที่กันไว้";
    data: "Data" | "ข้อมูล";
    own_text: "Your text" | "ข้อความของคุณ";
    choose_file: "Choose a text file" | "เลือกไฟล์ข้อความ";
    by: "Cut into" | "แบ่งเป็น";
    by_characters: "characters" | "อักขระ";
    by_words: "words" | "คำ";
    layers: "Layers" | "จำนวนเลเยอร์";
    none: "none" | "ไม่ใช้";
    dropout: "Dropout" | "ดรอปเอาต์ (dropout)";
    batch: "Sequences side by side" | "จำนวนลำดับต่อชุด (batch)";
    window: "Steps until the cut" | "จำนวนขั้นก่อนตัด (BPTT)";
    rounds: "Times through the data" | "จำนวนรอบ (epoch)";
    nonlinearity: "Nonlinearity of the RNN" | "ฟังก์ชันไม่เชิงเส้นของ RNN";
    device: "Compute on" | "คำนวณด้วย";
    temperature: "Temperature" | "อุณหภูมิ (temperature)";
    another_run:
        "A changed setting starts another run; the curve of this one stays as “before”."
        | "เมื่อเปลี่ยนค่า จะเริ่มการฝึกครั้งใหม่ ส่วนเส้นโค้งเดิมยังแสดงอยู่ในชื่อ “ก่อนหน้า”";
    will_start(updates): "{updates} updates" | "{updates} อัปเดต";
    will_go_on(updates): "{updates} updates left" | "เหลือ {updates} อัปเดต";
    once: "One update" | "หนึ่งอัปเดต";

    // Charts.
    loss_title:
        "Loss: how surprised it is by the right answer"
        | "ค่าความสูญเสีย (loss): มันประหลาดใจกับคำตอบจริงแค่ไหน";
    guessing(value): "guessing: {value}" | "เดาสุ่ม: {value}";
    training: "training" | "ชุดฝึก";
    held_out: "held out" | "ชุดที่กันไว้";
    norm_title: "Length of the gradient, before clipping" | "ขนาดของเกรเดียนต์ (gradient) ก่อนจำกัด";
    clip_line(threshold): "clipped at {threshold}" | "จำกัดที่ {threshold}";
    before: "before" | "ก่อนหน้า";

    // Facts while it runs.
    at_update(updates): "of {updates} updates" | "จาก {updates} อัปเดต";
    updates_a_second: "updates a second" | "อัปเดตต่อวินาที";
    tokens_a_second: "tokens a second" | "โทเค็นต่อวินาที";
    left: "left" | "ที่เหลือ";
    finished: "finished" | "เสร็จแล้ว";
    accuracy: "right answers, held out" | "ตอบถูก (ชุดที่กันไว้)";

    // Sample.
    sample_title: "What it says by itself" | "สิ่งที่มันพูดเอง";
    sample_after(update): "after update {update}" | "หลังอัปเดตที่ {update}";
    ask_again: "Once more" | "ให้พูดอีกครั้ง";
    right: "right" | "ถูก";
    wrong: "wrong" | "ผิด";
    take_gpu: "Take the GPU away and see" | "ลองเอา GPU ออก";

    // What the curves mean.
    idle_title:
        "Its weights are as drawn: it has learnt nothing yet"
        | "น้ำหนักยังเป็นค่าที่สุ่มไว้: มันยังไม่ได้เรียนรู้อะไร";
    idle_text(loss, tokens, guessing):
        "Its loss is {loss}. Guessing blindly among the {tokens} possible answers would give {guessing}."
        | "ค่าความสูญเสียคือ {loss} ถ้าเดาสุ่มจากคำตอบที่เป็นไปได้ {tokens} อย่างจะได้ {guessing}";
    opened_title: "Opened: it has learnt before" | "เปิดแล้ว: มันเคยเรียนรู้มาก่อน";
    opened_text(loss, guessing):
        "Its loss is {loss}; guessing would give {guessing}. Start lets it learn on, from the first batch."
        | "ค่าความสูญเสียคือ {loss} ถ้าเดาสุ่มจะได้ {guessing} กดเริ่มเพื่อให้มันเรียนต่อ ตั้งแต่ชุดแรก";
    /// How much was done; training loss first and now, held-out loss first and now.
    early_title: "Too early to say" | "ยังเร็วเกินไปที่จะบอก";
    early_text(updates, training_first, training, held_first, held):
        "After {updates} the training loss is {training} (it began at {training_first}), the held-out loss {held} (it began at {held_first})."
        | "หลัง {updates} ค่าความสูญเสียของชุดฝึกคือ {training} (เริ่มที่ {training_first}) ของชุดที่กันไว้คือ {held} (เริ่มที่ {held_first})";
    one_update: "one update" | "หนึ่งอัปเดต";
    some_updates(count): "{count} updates" | "{count} อัปเดต";
    worse_title:
        "Worse than guessing: the steps are probably too large"
        | "แย่กว่าเดาสุ่ม: น่าจะขยับน้ำหนักแรงเกินไป";
    worse_text(training, held, guessing, first):
        "Training loss {training}, held-out loss {held}; guessing would give {guessing}, and it began at {first}. A smaller learning rate, or a tighter clip, may keep it on its way."
        | "ค่าความสูญเสีย: ชุดฝึก {training} ชุดที่กันไว้ {held} ถ้าเดาสุ่มจะได้ {guessing} และเริ่มต้นที่ {first} ลองลดอัตราการเรียนรู้ หรือจำกัดเกรเดียนต์ให้แคบลง";
    rises_text(first, last):
        "The training loss rose from {first}, where it began, to {last}. A smaller learning rate, or a tighter clip, may help."
        | "ค่าความสูญเสียของชุดฝึกเพิ่มจาก {first} ตอนเริ่ม เป็น {last} ลองลดอัตราการเรียนรู้ หรือจำกัดเกรเดียนต์ให้แคบลง";
    hint_slower: "Its learning rate is large: try a smaller one first." | "อัตราการเรียนรู้สูงมาก ลองลดลงก่อน";
    hint_faster:
        "Its learning rate is small: try a larger one, or more rounds."
        | "อัตราการเรียนรู้ต่ำมาก ลองเพิ่มขึ้น หรือเพิ่มจำนวนรอบ";
    hint_more:
        "Another learning rate, more units or more rounds may help, unless nothing in the data tells what comes next."
        | "ลองเปลี่ยนอัตราการเรียนรู้ เพิ่มจำนวนหน่วย หรือเพิ่มจำนวนรอบ เว้นแต่ข้อมูลเองไม่มีอะไรบอกว่าตัวถัดไปคืออะไร";
    of_unseen: "of sequences it never learns from" | "จากลำดับที่ไม่เคยใช้ฝึก";
    of_all(sequences):
        "of all {sequences} sequences there are (none is held out)"
        | "จากทั้งหมด {sequences} ลำดับที่มีอยู่ (ไม่มีลำดับใดถูกกันไว้)";
    recalls_title: "It recalls the first symbol" | "มันทวนสัญลักษณ์แรกได้";
    recalls_text(share, of, chance):
        "It answers {share} {of} right. Guessing is right {chance} of the time."
        | "มันตอบถูก {share} {of} ถ้าเดาสุ่มจะถูก {chance}";
    partly_title(share): "It recalls some of it: {share} right" | "มันทวนได้บางส่วน: ถูก {share}";
    partly_text(share, of, chance):
        "It answers {share} {of} right: more than guessing, which is right {chance} of the time, and less than all."
        | "มันตอบถูก {share} {of} มากกว่าการเดาสุ่มซึ่งถูก {chance} แต่ยังไม่ครบ";
    apart_low:
        "The held-out loss is at its lowest, so nothing is lost yet."
        | "ค่าของชุดที่กันไว้อยู่ที่จุดต่ำสุด จึงยังไม่เสียอะไร";
    apart_rose(update, loss):
        "The held-out loss was lowest at update {update}, at {loss}."
        | "ค่าของชุดที่กันไว้ต่ำสุดที่อัปเดตที่ {update} คือ {loss}";
    all_there_are: "all there are" | "ทั้งหมดที่มี";
    measured_alike:
        "The labelled curves are measured of the network as it stands, both alike; the thin line is its batches before their updates, averaged where there are many."
        | "เส้นที่มีชื่อวัดจากโครงข่ายในขณะนั้นด้วยวิธีเดียวกัน เส้นบางคือแต่ละชุดก่อนอัปเดต (เฉลี่ยเมื่อมีจำนวนมาก)";
    accuracy_all: "right answers, all there are" | "ตอบถูก จากทั้งหมดที่มี";
    facts_all(sequences): "There are {sequences} different sequences." | "มีลำดับที่ต่างกันทั้งหมด {sequences} แบบ";
    learning_title: "It is learning" | "มันกำลังเรียนรู้";
    learning_text(first, now, training):
        "On what it never learns from, the loss fell from {first} to {now}; on what it learns from it is {training}."
        | "กับชุดที่กันไว้ซึ่งไม่เคยใช้ฝึก ค่าความสูญเสียลดจาก {first} เหลือ {now} ส่วนกับชุดฝึกคือ {training}";
    by_heart_title: "It begins to learn by heart" | "มันเริ่มท่องจำแล้ว";
    by_heart_text(update, held_then, held, training_then, training):
        "Since update {update} the held-out loss rose from {held_then} to {held}, while the training loss fell from {training_then} to {training}. That is overfitting: it remembers its data instead of what they have in common. Fewer units, more dropout or stopping earlier help."
        | "ตั้งแต่อัปเดตที่ {update} ค่าความสูญเสียของชุดที่กันไว้เพิ่มจาก {held_then} เป็น {held} ขณะที่ของชุดฝึกลดจาก {training_then} เป็น {training} นี่คือโอเวอร์ฟิต (overfitting): มันจำข้อมูลฝึก แทนที่จะเรียนรู้สิ่งที่ข้อมูลมีร่วมกัน ลองลดจำนวนหน่วย เพิ่มดรอปเอาต์ หรือหยุดฝึกเร็วขึ้น";
    too_weak_title: "It learns too little" | "มันเรียนรู้ได้น้อยเกินไป";
    too_weak_text(training, held, guessing):
        "Training loss {training}, held-out loss {held}: still near guessing ({guessing}). That is underfitting."
        | "ค่าความสูญเสีย: ชุดฝึก {training} ชุดที่กันไว้ {held} ยังใกล้การเดาสุ่ม ({guessing}) นี่คืออันเดอร์ฟิต (underfitting)";
    unstable_title: "The steps are probably too large" | "น่าจะขยับน้ำหนักแรงเกินไป";
    unstable_text(best, update, now):
        "The training loss was down at {best} (update {update}) and is at {now}. A smaller learning rate, or a tighter clip, may keep it on its way."
        | "ค่าความสูญเสียของชุดฝึกเคยลงถึง {best} (อัปเดตที่ {update}) แต่ตอนนี้คือ {now} ลองลดอัตราการเรียนรู้ หรือจำกัดเกรเดียนต์ให้แคบลง";
    agree_title: "What it learnt holds for what it never saw" | "สิ่งที่มันเรียนรู้ใช้ได้กับสิ่งที่ไม่เคยเห็น";
    agree_text(training, held):
        "Training loss {training}, held-out loss {held}: on what it never saw it is no worse, or hardly."
        | "ค่าความสูญเสีย: ชุดฝึก {training} ชุดที่กันไว้ {held} กับสิ่งที่ไม่เคยเห็นไม่แย่กว่าอย่างมีนัย";
    apart_title: "It knows its own data better" | "มันทำได้ดีกว่ากับข้อมูลที่ใช้ฝึก";
    apart_text(training, held):
        "Training loss {training}, held-out loss {held}."
        | "ค่าความสูญเสีย: ชุดฝึก {training} ชุดที่กันไว้ {held}";
    burst_step(step): " (step {step})" | " (ขั้นที่ {step})";
    burst_hint:
        "A smaller rate, a tighter clip, or (with relu) tanh may keep it finite. Rewind, or change a setting."
        | "ลองลดอัตราการเรียนรู้ จำกัดเกรเดียนต์ให้แคบลง หรือถ้าใช้ relu ลองเปลี่ยนเป็น tanh แล้วย้อนกลับหรือเปลี่ยนการตั้งค่า";
    gradient_of(quantity): "the gradient of {quantity}" | "เกรเดียนต์ของ {quantity}";
    gates_of(layer): "the gates or pre-activations of layer {layer}" | "เกตหรือค่าก่อนกระตุ้นของเลเยอร์ {layer}";
    moment_of(name): "the optimiser’s average for {name}" | "ค่าเฉลี่ยที่ตัวปรับน้ำหนักเก็บไว้ของ {name}";
    save: "Save the network" | "บันทึกโครงข่าย";
    open: "Open a saved network" | "เปิดโครงข่ายที่บันทึกไว้";
    early_text_all(updates, first, now):
        "After {updates} the loss on all sequences there are is {now}; it began at {first}."
        | "หลัง {updates} ค่าความสูญเสียกับทุกลำดับที่มีคือ {now} (เริ่มที่ {first})";
    worse_text_all(training, guessing, first):
        "Loss {training}; guessing would give {guessing}, and it began at {first}. A smaller learning rate, or a tighter clip, may keep it on its way."
        | "ค่าความสูญเสีย {training} ถ้าเดาสุ่มจะได้ {guessing} และเริ่มต้นที่ {first} ลองลดอัตราการเรียนรู้ หรือจำกัดเกรเดียนต์ให้แคบลง";
    own_hint:
        "Up to 1 MB, English, Thai or any other language. It never leaves this machine."
        | "ไม่เกิน 1 MB ภาษาไทย อังกฤษ หรือภาษาใดก็ได้ ข้อความจะไม่ถูกส่งออกจากเครื่องนี้";
    own_read: "Learn this" | "ให้มันเรียน";
    optimiser: "Optimiser" | "ตัวปรับน้ำหนัก (optimizer)";
    delay: "Delay" | "ระยะหน่วง";
    more: "More settings" | "ตั้งค่าเพิ่มเติม";
    will_pause: "keep what it has learnt" | "เก็บสิ่งที่เรียนไว้";
    will_again: "from the first update" | "ตั้งแต่อัปเดตแรก";
    updates: "updates" | "อัปเดต";
    table: "Numbers as a table" | "ดูเป็นตารางตัวเลข";
    nothing_title: "It answers as if it guessed" | "มันตอบเหมือนเดาสุ่ม";
    nothing_text(share, of, chance):
        "It answers {share} {of} right. Guessing is right {chance} of the time."
        | "มันตอบถูก {share} {of} ถ้าเดาสุ่มจะถูก {chance}";
    burst_title:
        "A number left the finite: this run blew up"
        | "มีตัวเลขกลายเป็นอนันต์หรือ NaN: การฝึกครั้งนี้ล้มเหลว";
    burst_text(update, tensor, place):
        "In update {update}, {tensor} was the first{place}. The run stands on the update before it."
        | "ในอัปเดตที่ {update} ค่าแรกที่เป็นเช่นนี้คือ {tensor}{place} การฝึกหยุดอยู่ที่อัปเดตก่อนหน้านั้น";
    length: "words in the sequence" | "จำนวนคำในลำดับ";

    [choices]
    data_name [Data] () {
        Data::Sentences(Example::Apple) => "Sentences: the apple is red" | "ประโยค: the apple is red",
        Data::Sentences(Example::AppleTh) => "Sentences: แอปเปิ้ล มี สี แดง" | "ประโยค: แอปเปิ้ล มี สี แดง",
        Data::Sentences(Example::Tom) => "Stories: Tom is a cat …" | "เรื่องสั้น: Tom is a cat …",
        Data::Sentences(Example::TomTh) => "Stories: ทอม คือ แมว …" | "เรื่องสั้น: ทอม คือ แมว …",
        Data::Sentences(_) => "Sentences" | "ประโยค",
        Data::Letters(Example::AppleTh | Example::TomTh) => "Letters of the Thai sentences" | "ทีละอักขระ: ประโยคไทย",
        Data::Letters(_) => "Letters of the sentences" | "ทีละอักขระ: ประโยคอังกฤษ",
        Data::Shape(Shape::Blank, false) => "A gap, both ways: apple ▢ are tall" | "ช่องว่าง สองทาง: apple ▢ are tall",
        Data::Shape(Shape::Blank, true) => "A gap, both ways: ใน สวน มี ▢ แอปเปิ้ล" | "ช่องว่าง สองทาง: ใน สวน มี ▢ แอปเปิ้ล",
        Data::Shape(Shape::Review, false) => "Reviews: the food was not good but …" | "รีวิว: the food was not good but …",
        Data::Shape(Shape::Review, true) => "Reviews: อาหาร ไม่ ดี แต่ …" | "รีวิว: อาหาร ไม่ ดี แต่ …",
        Data::Shape(Shape::Caption, false) => "Captions: a big circle at the top left" | "คำบรรยายภาพ: a big circle at the top left",
        Data::Shape(Shape::Caption, true) => "Captions: วงกลม ใหญ่ อยู่ มุม ซ้าย บน" | "คำบรรยายภาพ: วงกลม ใหญ่ อยู่ มุม ซ้าย บน",
        Data::Shape(Shape::Translate, _) => "Translation of a phrase, looking back" | "แปลหนึ่งวลี แบบย้อนดู",
        Data::Shape(Shape::Letters, _) => "Letters backwards, looking back" | "ตัวอักษรย้อนลำดับ แบบย้อนดู",
        Data::Recall => "Recall: say the first symbol again" | "จำแล้วทวน: บอกสัญลักษณ์แรกอีกครั้ง",
        Data::RecallNoise => "Recall with other symbols in between" | "จำแล้วทวน โดยมีสัญลักษณ์อื่นคั่น",
        Data::Own => "A text of your own" | "ข้อความของคุณเอง",
    }
    /// By its name in the address.
    device_name [&str] () {
        "webgpu" => "WebGPU" | "WebGPU",
        "cpu" => "processor" | "CPU",
        _ => "whichever is faster" | "ตัวที่เร็วกว่า",
    }
}
