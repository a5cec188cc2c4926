//! What is said of numbers, strips, cells and steps, wherever they are shown.

use crate::model::anatomy::Op;
use crate::model::names::Quantity::{self, *};
use crate::words::Messages;
use crate::words::list::words;

words! {
    pub Pictures: Messages;

    // The step screen.
    step_lede(units):
        "It reads left to right. All it keeps is {units} numbers."
        | "มันอ่านจากซ้ายไปขวา สิ่งที่เก็บไว้มีเพียงตัวเลข {units} ตัว";
    column(step, word): "Step {step}: {word}" | "ขั้นที่ {step}: {word}";
    column_answer: "The next word" | "คำถัดไป";
    state_value(unit, word, value):
        "Unit {unit} after “{word}”: {value}. Open its arithmetic"
        | "หน่วยที่ {unit} หลังอ่าน “{word}”: {value} เปิดดูวิธีคำนวณ";
    bars_title(word): "What it would say after “{word}”" | "คำที่มันจะพูดต่อจาก “{word}”";
    bars_empty: "What it would say next" | "คำที่มันจะพูดต่อ";
    bars_hidden: "What it would say next, before you look" | "คำที่มันจะพูดต่อ (ยังซ่อนอยู่)";
    other: "all other words" | "คำอื่นทั้งหมด";
    bar_value(word, percent): "“{word}” {percent}. Open its arithmetic" | "“{word}” {percent} เปิดดูวิธีคำนวณ";
    /// Percent; where the network's first choice is not the true answer.
    blank: "not known yet" | "ยังไม่รู้";
    step: "Step" | "ต่อไป";
    will_read(word): "read “{word}”" | "อ่าน “{word}”";
    will_reveal: "show its answer" | "ดูคำตอบของมัน";
    again: "Again" | "อีกครั้ง";
    from_start: "from the start" | "จากจุดเริ่มต้น";
    position(step, steps, word): "Step {step} of {steps}: {word}" | "ขั้นที่ {step} จาก {steps}: {word}";
    position_start: "Nothing read yet" | "ยังไม่ได้อ่านคำใด";
    position_answer: "The answer" | "คำตอบ";

    // The card.
    start_title: "It has read nothing yet" | "มันยังไม่ได้อ่านคำใดเลย";
    start_text(units, first):
        "Its memory is {units} numbers, all still 0. Press Step and it reads “{first}”."
        | "ความจำของมันคือตัวเลข {units} ตัว ยังเป็น 0 ทั้งหมด กด “ต่อไป” แล้วมันจะอ่าน “{first}”";
    read_title(word): "It read “{word}”" | "มันอ่าน “{word}” แล้ว";
    read_text(unit, before, after):
        "Unit {unit} changed most, from {before} to {after}."
        | "หน่วยที่ {unit} เปลี่ยนมากที่สุด จาก {before} เป็น {after}";
    read_hint: "Choose any number to see where it comes from." | "เลือกตัวเลขใดก็ได้เพื่อดูว่ามาจากไหน";
    unknown_title(word): "It does not know “{word}”" | "มันไม่รู้จัก “{word}”";
    unknown_text(word):
        "“{word}” is none of the words it knows. It enters as zeros: at this step only what came before it, where that was kept, and the biases speak."
        | "“{word}” ไม่ใช่คำที่มันรู้จัก จึงป้อนเข้าเป็นศูนย์ทั้งหมด ขั้นนี้มีเพียงสิ่งที่เก็บไว้จากก่อนหน้า (ถ้ามี) และไบแอสเท่านั้นที่มีผล";
    question_title(sentence):
        "It has read “{sentence}”. Which word next?"
        | "มันอ่าน “{sentence}” แล้ว คำถัดไปคืออะไร";
    question_text(noun, units):
        "The network no longer sees “{noun}”. Only the {units} numbers are left of it."
        | "โครงข่ายไม่เห็น “{noun}” อีกแล้ว เหลือไว้เพียงตัวเลข {units} ตัว";
    question_text_plain(units):
        "It sees no word any more, only the {units} numbers."
        | "มันไม่เห็นคำใดอีกแล้ว เห็นเพียงตัวเลข {units} ตัว";
    show_me: "Just show me" | "เฉลยเลย";
    answer_title(word, percent): "It says “{word}”: {percent}" | "มันตอบว่า “{word}”: {percent}";
    answer_text(noun):
        "After “{noun}” it had only the trace that was left in these numbers."
        | "หลังอ่าน “{noun}” แล้ว มันมีเพียงร่องรอยที่เหลือในตัวเลขเหล่านี้";
    answer_text_plain: "The answer was made from these numbers alone." | "คำตอบนี้มาจากตัวเลขเหล่านี้เท่านั้น";
    answer_wrong(right):
        "Right would be “{right}”: what is left in these numbers was not enough for it."
        | "คำตอบที่ถูกคือ “{right}” สิ่งที่เหลือในตัวเลขเหล่านี้ไม่พอจะตอบคำนี้";
    /// Said of a sentence that no training ever held.
    answer_must:
        "The corpus has no answer to this sentence. The network must answer something: the percentages compare only the words it knows, and say nothing of whether it is right."
        | "ชุดข้อมูลไม่มีคำตอบของประโยคนี้ แต่มันต้องตอบอะไรสักอย่าง เปอร์เซ็นต์เทียบเฉพาะคำที่มันรู้จัก ไม่ได้บอกว่าคำตอบถูกหรือไม่";
    guess_right(guess): "You said “{guess}” too." | "คุณก็ตอบ “{guess}” เหมือนกัน";
    guess_other(word): "You said “{word}”." | "คุณตอบว่า “{word}”";
    change_word(from, to): "Change “{from}” to “{to}”" | "เปลี่ยน “{from}” เป็น “{to}”";
    untrained(seed):
        "Its weights are random (seed {seed}): it has learnt nothing, so this is chance."
        | "น้ำหนักของมันเป็นค่าสุ่ม (seed {seed}) มันยังไม่ได้เรียนรู้อะไร คำตอบนี้จึงเป็นเรื่องบังเอิญ";
    own_note(file): "Your own network, from “{file}”." | "โครงข่ายของคุณเองจากไฟล์ “{file}”";
    answer_own:
        "What is right here the page does not know. The percentages compare only the words that your network has."
        | "หน้านี้ไม่รู้ว่าคำตอบใดถูก เปอร์เซ็นต์เทียบเฉพาะคำที่โครงข่ายของคุณมี";
    trained_on(sentences): "Trained on {sentences}." | "ฝึกด้วย{sentences}";
    trained_on_frames(sentences):
        "Trained on {sentences} short sentences about things and their colours, tastes and places."
        | "ฝึกด้วยประโยคสั้น {sentences} ประโยค เรื่องสี รส และสถานที่ที่พบสิ่งต่าง ๆ";
    trained_on_stories(stories):
        "Trained on {stories} short stories about animals and what they eat."
        | "ฝึกด้วยเรื่องสั้น {stories} เรื่อง ว่าด้วยสัตว์และอาหารที่มันกิน";
    random_note(seed): "Random weights, seed {seed}." | "น้ำหนักสุ่ม (seed {seed})";

    // Zooming in.
    sentence: "Sentence" | "ประโยค";
    crumb_step(step, word): "Step {step} “{word}”" | "ขั้นที่ {step} “{word}”";
    cell_title(word): "Inside the cell at “{word}”" | "ภายในเซลล์ตอนอ่าน “{word}”";
    cell_text: "Each row is one unit; read it from left to right." | "แต่ละแถวคือหนึ่งหน่วย อ่านจากซ้ายไปขวา";
    unit(number): "unit {number}" | "หน่วยที่ {number}";
    opens(number): "{number}. Open its arithmetic" | "{number} เปิดดูวิธีคำนวณ";
    from_word: "from the word" | "จากคำ";
    from_memory: "from memory" | "จากความจำ";
    sum: "sum" | "ผลรวม";
    zero_products(count):
        "{count} more products with a word that was not read: each is 0"
        | "ผลคูณของคำที่ไม่ได้อ่านอีก {count} ค่า ทุกค่าเป็น 0";
    rounded: "Shown rounded; computed with all digits." | "แสดงแบบปัดเศษ แต่คำนวณด้วยค่าเต็ม";
    taken_away: "taken away" | "นำไปลบ";
    no_memory: "before the first word the memory is 0" | "ก่อนคำแรก ความจำมีค่าเป็น 0";
    leaf_trained:
        "A weight. It was learnt in training and is the same at every step."
        | "น้ำหนัก ได้มาจากการฝึก และเป็นค่าเดียวกันทุกขั้น";
    leaf_random(seed):
        "A weight. It was drawn at random (seed {seed}) and is the same at every step."
        | "น้ำหนัก ได้จากการสุ่ม (seed {seed}) และเป็นค่าเดียวกันทุกขั้น";
    leaf_one(word):
        "1, because the word read at this step is “{word}”."
        | "เป็น 1 เพราะคำที่อ่านในขั้นนี้คือ “{word}”";
    leaf_zero(column, word):
        "0: this input stands for “{column}”, and the word read is “{word}”."
        | "เป็น 0 เพราะอินพุตนี้แทนคำว่า “{column}” แต่คำที่อ่านคือ “{word}”";
    leaf_unknown(word):
        "0: “{word}” is not in the vocabulary, so every input is 0."
        | "เป็น 0 เพราะ “{word}” ไม่อยู่ในคำศัพท์ อินพุตจึงเป็น 0 ทุกค่า";
    leaf_given: "This input was given." | "อินพุตนี้เป็นค่าที่ให้มา";
    leaf_held:
        "Held by hand at this step: nothing that came before reaches it."
        | "ค่านี้ถูกตรึงไว้ด้วยมือในขั้นนี้ สิ่งที่มาก่อนจึงไม่มีผลต่อค่านี้";
    softmax_text:
        "e to the power of each score (the largest score is subtracted first), divided by the sum of them all."
        | "ยกกำลัง e ด้วยคะแนนแต่ละค่า (ลบคะแนนสูงสุดออกก่อน) แล้วหารด้วยผลรวมทั้งหมด";
    others_sum(count): "{count} other words" | "คำอื่นอีก {count} คำ";
    curve(function): "The {function} curve; the dot is this unit" | "เส้นโค้ง {function} จุดคือหน่วยนี้";

    // Names of numbers.
    name_hidden(unit, word): "memory of unit {unit} after “{word}”" | "ความจำของหน่วยที่ {unit} หลังอ่าน “{word}”";
    /// Beside the number it is multiplied with, which says the rest.
    short_weight: "weight" | "น้ำหนัก";
    short_bias: "bias" | "ไบแอส";
    name_input(word): "input for “{word}”" | "อินพุตของ “{word}”";
    name_dimension(n): "number {n} of the word’s vector" | "ตัวเลขที่ {n} ของเวกเตอร์คำ";
    name_dimension_of(n, word): "number {n} of the vector of “{word}”" | "ตัวเลขที่ {n} ของเวกเตอร์ “{word}”";
    name_weight_ih(word, to): "weight from “{word}” to {to}" | "น้ำหนักจาก “{word}” ไปยัง{to}";
    name_weight_hh(unit, to): "weight from unit {unit} to {to}" | "น้ำหนักจากหน่วยที่ {unit} ไปยัง{to}";
    name_bias(of): "bias of {of}" | "ไบแอสของ{of}";
    name_score(word): "score of “{word}”" | "คะแนนของ “{word}”";
    name_probability(word): "probability of “{word}”" | "ความน่าจะเป็นของ “{word}”";
    name_head_weight(unit, word): "weight from unit {unit} to “{word}”" | "น้ำหนักจากหน่วยที่ {unit} ไปยัง “{word}”";
    name_hidden_back(unit, word):
        "memory of unit {unit} after “{word}”, read from the right"
        | "ความจำของหน่วยที่ {unit} หลังอ่าน “{word}” จากขวา";
    name_head_weight_back(unit, word):
        "weight from unit {unit} of the rail from the right to “{word}”"
        | "น้ำหนักจากหน่วยที่ {unit} ของรางจากขวาไปยัง “{word}”";
    name_context_weight(unit, word):
        "weight from unit {unit} of the context to “{word}”"
        | "น้ำหนักจากหน่วยที่ {unit} ของบริบทไปยัง “{word}”";
    name_margin(last, first): "score of “{last}” less that of “{first}”" | "คะแนนของ “{last}” ลบคะแนนของ “{first}”";
    name_pixel(row, column): "pixel in row {row}, column {column}" | "พิกเซลแถวที่ {row} คอลัมน์ที่ {column}";
    name_attention_score(word): "score of “{word}” for attention" | "คะแนนความใส่ใจของ “{word}”";
    name_attention(word): "attention to “{word}”" | "ความใส่ใจต่อ “{word}”";
    name_context(unit): "context, unit {unit}" | "บริบท หน่วยที่ {unit}";
    name_head_bias(word): "bias of “{word}”" | "ไบแอสของ “{word}”";
    name_loss: "loss (surprise)" | "ค่าความสูญเสีย (loss)";

    // The table.
    table_caption:
        "Memory and best guess after each word read so far"
        | "ความจำและคำที่น่าจะเป็นที่สุดหลังแต่ละคำที่อ่านแล้ว";

    // What is said aloud.
    say_start(word): "Nothing read yet. Step reads “{word}”." | "ยังไม่ได้อ่านคำใด ขั้นต่อไปจะอ่าน “{word}”";
    say_read(step, steps, word):
        "Step {step} of {steps}, read “{word}”."
        | "ขั้นที่ {step} จาก {steps} อ่าน “{word}”";
    say_change(unit, before, after):
        "Biggest change: unit {unit}, {before} to {after}."
        | "เปลี่ยนมากที่สุด: หน่วยที่ {unit} จาก {before} เป็น {after}";
    say_guess(word, percent): "Best guess “{word}”, {percent}." | "คำที่น่าจะเป็นที่สุด “{word}” {percent}";
    say_question(word):
        "It has read “{word}”. Which word next? Choose an answer, or step to see."
        | "มันอ่าน “{word}” แล้ว คำถัดไปคืออะไร เลือกคำตอบ หรือกด “ต่อไป” เพื่อดูคำตอบ";
    say_answer(word, percent): "The network says “{word}”, {percent}." | "โครงข่ายตอบว่า “{word}” {percent}";

    // Inside the cell.
    blocks(blocks, each, head):
        "{blocks} × {each} weights, and {head} to say a word"
        | "น้ำหนัก {blocks} × {each} ค่า และอีก {head} ค่าไว้ตอบเป็นคำ";
    operator_gives(operator, gives, unit): "{operator}: gives {gives} ({unit})" | "{operator}: ได้ {gives} ({unit})";
    carries(word): "keeps “{word}”" | "จำ “{word}”";
    carriers(word):
        "keeps “{word}”: were its memory held at 0 here, the answer would lose most"
        | "จำ “{word}”: ถ้าตรึงความจำของหน่วยนี้ไว้ที่ 0 ตรงนี้ คำตอบจะแย่ลงมากที่สุด";
    weights_word: "from the word" | "จากคำ";
    weights_memory: "from memory" | "จากความจำ";
    weights_text:
        "The weights of this operation. Marked: the row of the unit in hand, the column of the word. They are the same at every step."
        | "น้ำหนักของการคำนวณนี้ ที่เน้นไว้คือแถวของหน่วยที่เลือกและคอลัมน์ของคำที่อ่าน ใช้ค่าเดียวกันทุกขั้น";
    restore_all(count): "Restore what was changed ({count})" | "คืนค่าเดิมทั้งหมด ({count})";
    unpin(name): "Unpin: {name}" | "ถอนหมุด: {name}";
    untouched(word, percent):
        "Without your changes it says “{word}”, {percent}."
        | "ถ้าไม่ได้เปลี่ยนอะไร มันตอบว่า “{word}” {percent}";
    error_not_a_number:
        "That is not a number. Write one like 0.5 or −2."
        | "นี่ไม่ใช่ตัวเลข ลองเขียนเช่น 0.5 หรือ −2";
    error_infinite:
        "That is too large for any computer number. Write one between −1000000 and 1000000."
        | "ใหญ่เกินกว่าที่คอมพิวเตอร์เก็บได้ เขียนค่าระหว่าง −1000000 ถึง 1000000";
    error_too_large:
        "Only numbers between −1000000 and 1000000 can stand here."
        | "ใส่ได้เฉพาะค่าระหว่าง −1000000 ถึง 1000000";
    error_too_many_edits:
        "No more changes fit into the link. Restore some first."
        | "ลิงก์เก็บการแก้ไขเพิ่มไม่ได้แล้ว ลองคืนค่าเดิมบางค่าก่อน";
    lock_step_text:
        "The same colour is the same number in all of them. Choose any to see where it comes from."
        | "สีเดียวกันคือค่าเดียวกันในทุกแบบ เลือกตัวเลขใดก็ได้เพื่อดูที่มา";
    answer_wrong_story(right):
        "Right would be “{right}”. It has as many units as the others, but without gates every word writes over its memory."
        | "คำตอบที่ถูกคือ “{right}” มันมีจำนวนหน่วยเท่ากับแบบอื่น แต่ไม่มีเกต ทุกคำจึงเขียนทับความจำของมัน";
    changed(what): "Changed by hand: {what}." | "เปลี่ยนด้วยมือ: {what}";
    changed_at(what, word): "{what} at “{word}”" | "{what} ตอนอ่าน “{word}”";
    edited_legend: "changed by hand" | "เปลี่ยนด้วยมือ";
    held_at: "held at" | "ตรึงไว้ที่";
    will_stop(stop, of): "stop {stop} of {of}" | "จังหวะที่ {stop} จาก {of}";
    leaf_changed: "Changed by hand. It is the same at every step." | "เปลี่ยนด้วยมือ และเป็นค่าเดียวกันทุกขั้น";
    gate_range: "A gate itself is never outside 0 to 1." | "ปกติค่าเกตไม่เคยอยู่นอกช่วง 0 ถึง 1";
    rounded_short:
        "Shown to two decimals, computed with all; ≈ where the shown ones alone would give another last digit."
        | "แสดงทศนิยมสองตำแหน่ง แต่คำนวณด้วยค่าเต็ม เครื่องหมาย ≈ คือจุดที่ค่าที่แสดงให้หลักสุดท้ายต่างไป";
    trained_how:
        "Its learning rate and seed are the best of one grid that was the same for RNN, LSTM and GRU."
        | "อัตราการเรียนรู้และ seed คือค่าที่ดีที่สุดจากตารางเดียวกันของ RNN, LSTM และ GRU";
    each_title: "What each of them says" | "แต่ละแบบตอบว่าอะไร";
    one_says(cell, word, percent): "{cell}: “{word}”, {percent}." | "{cell}: “{word}” {percent}";
    truth_is(word): "True is “{word}”." | "คำตอบจริงคือ “{word}”";
    with_filler: "Say something in between" | "เพิ่มประโยคคั่นกลาง";
    without_filler: "Leave out what is in between" | "ตัดประโยคคั่นกลางออก";
    curves_title: "Right answers by distance" | "คำตอบที่ถูก ตามระยะห่าง";
    curves_text(distance, stories, least):
        "The sentence here has its answer {distance} words after the animal. Each point is measured now, on {stories} held-out stories drawn by chance, at least {least} of them different."
        | "ในประโยคบนหน้านี้ คำตอบอยู่ห่างจากสัตว์ {distance} คำ แต่ละจุดวัดเดี๋ยวนี้ด้วยเรื่องที่กันไว้ทดสอบซึ่งสุ่มมา {stories} เรื่อง ต่างกันอย่างน้อย {least} เรื่อง";
    curves_text_plain(stories, least):
        "Each point is measured now, on {stories} held-out stories drawn by chance, at least {least} of them different."
        | "แต่ละจุดวัดเดี๋ยวนี้ด้วยเรื่องที่กันไว้ทดสอบซึ่งสุ่มมา {stories} เรื่อง ต่างกันอย่างน้อย {least} เรื่อง";
    memory_start(word, networks, units):
        "{networks} networks of {units} units. Press Step and all of them read “{word}”."
        | "โครงข่าย {networks} แบบ แบบละ {units} หน่วย กด “ต่อไป” แล้วทุกแบบจะอ่าน “{word}”";
    length: "Words" | "จำนวนคำ";
    from_unit(unit): "from unit {unit}" | "จากหน่วยที่ {unit}";
    steps_back(word, steps): "{word}, {steps} back" | "{word} ย้อนไป {steps} คำ";

    // Refusals and notices.
    error_empty: "There is no word yet. Type at least one." | "ยังไม่มีคำ พิมพ์อย่างน้อย 1 คำ";
    error_too_long(count, most):
        "{count} words are too many: it reads at most {most}. Shorten the sentence."
        | "{count} คำมากเกินไป มันอ่านได้ไม่เกิน {most} คำ ลองย่อประโยค";
    title: "Watch a network remember a word" | "ดูโครงข่ายจำคำหนึ่งคำ";
    short_all(said):
        "In the short sentence, with nothing in between, each of them has the right word first: {said}."
        | "ประโยคสั้นที่ไม่มีอะไรคั่น ทุกแบบให้คำที่ถูกเป็นอันดับแรก: {said}";
    short_none(said):
        "In the short sentence, with nothing in between, none of them has the right word first: {said}."
        | "ประโยคสั้นที่ไม่มีอะไรคั่น ไม่มีแบบใดให้คำที่ถูกเป็นอันดับแรก: {said}";
    short_some(right, said):
        "In the short sentence, with nothing in between, the right word comes first in {right}: {said}."
        | "ประโยคสั้นที่ไม่มีอะไรคั่น แบบที่ให้คำที่ถูกเป็นอันดับแรกคือ {right}: {said}";

    [choices]
    /// A quantity of the cell in words.
    name_quantity [Quantity] () {
        Xa => "share of the word" | "ส่วนที่มาจากคำ",
        Ha => "share of the memory" | "ส่วนที่มาจากความจำ",
        A => "sum before the curve" | "ผลรวมก่อนเข้าเส้นโค้ง",
        Ai => "input gate before its curve" | "เกตอินพุต ก่อนเข้าเส้นโค้ง",
        Af => "forget gate before its curve" | "เกตลืม ก่อนเข้าเส้นโค้ง",
        Ag => "candidate before its curve" | "ค่าที่เสนอ ก่อนเข้าเส้นโค้ง",
        Ao => "output gate before its curve" | "เกตเอาต์พุต ก่อนเข้าเส้นโค้ง",
        Ar => "reset gate before its curve" | "เกตรีเซ็ต ก่อนเข้าเส้นโค้ง",
        Az => "update gate before its curve" | "เกตอัปเดต ก่อนเข้าเส้นโค้ง",
        An => "sum before the curve" | "ผลรวมก่อนเข้าเส้นโค้ง",
        I => "input gate" | "เกตอินพุต",
        F => "forget gate" | "เกตลืม",
        G => "candidate" | "ค่าที่เสนอ",
        O => "output gate" | "เกตเอาต์พุต",
        R => "reset gate" | "เกตรีเซ็ต",
        Z => "update gate" | "เกตอัปเดต",
        N => "candidate" | "ค่าที่เสนอ",
        Xn => "share of the word" | "ส่วนที่มาจากคำ",
        Q => "share of the memory" | "ส่วนที่มาจากความจำ",
        Kept => "kept of the old" | "ส่วนเดิมที่เก็บไว้",
        New => "new" | "ส่วนใหม่",
        C => "cell state" | "สถานะเซลล์",
        TanhC => "squashed cell state" | "สถานะเซลล์หลังผ่านเส้นโค้ง",
        H => "hidden state" | "สถานะซ่อน",
    }
    /// A sign between two numbers, as it is read out.
    operator [&str] () {
        "×" => "times" | "คูณ",
        "+" => "plus" | "บวก",
        "≈" => "equals about" | "ประมาณเท่ากับ",
        "=" => "equals" | "เท่ากับ",
        "tanh" => "tanh" | "tanh",
        "relu" => "relu" | "relu",
        _ => "operator" | "ตัวดำเนินการ",
    }
    /// An operation under its columns.
    operation [Op] () {
        Op::Forget => "forget" | "ลืม",
        Op::Input => "input, candidate" | "รับเข้า ค่าที่เสนอ",
        Op::Update => "update" | "ปรับความจำ",
        Op::Output => "output" | "ส่งออก",
        Op::Reset => "reset" | "รีเซ็ต",
        Op::Candidate => "candidate" | "ค่าที่เสนอ",
        Op::Share => "update" | "อัปเดต",
        Op::State => "output" | "ผลลัพธ์",
        Op::Mix => "add up" | "รวมกัน",
        Op::Squash => "squash" | "บีบค่า",
    }
    /// What the main button will do.
    will_do [Op] () {
        Op::Forget => "forget some of the old" | "ลืมของเดิมบางส่วน",
        Op::Input => "let in some of the new" | "รับของใหม่บางส่วน",
        Op::Update => "update the cell state" | "ปรับความจำ",
        Op::Output => "show some of it" | "ส่งออกบางส่วน",
        Op::Reset => "look back through r" | "มองย้อนผ่าน r",
        Op::Candidate => "make a candidate" | "สร้างค่าที่เสนอ",
        Op::Share => "share between old and new" | "แบ่งเก่ากับใหม่",
        Op::State => "put them together" | "รวมเข้าด้วยกัน",
        Op::Mix => "add word and memory" | "รวมคำกับความจำ",
        Op::Squash => "squash the sum" | "บีบผลรวม",
    }
}
