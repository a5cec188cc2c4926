//! What the screen of attention says, in both languages.

use crate::model::attention::{Op, Part};
use crate::scene::words::Pictures;
use crate::screens::attention::told::Shown;
use crate::words::list::words;

words! {
    pub Words: Pictures;
    title: "Every word looks at every word" | "ทุกคำมองทุกคำ";
    title_order: "What the order of the words changes" | "ลำดับของคำเปลี่ยนอะไร";
    title_order_asks: "Does it know the order of the words?" | "มันรู้ลำดับของคำหรือไม่";
    title_back: "How far the gradient must go: one hop, or word after word" | "เกรเดียนต์ต้องเดินไกลเพียงใด: ก้าวเดียว หรือทีละคำ";
    title_pairs: "Room for every pair, or a state to squeeze them into" | "ที่ว่างสำหรับทุกคู่ หรือสถานะเดียวที่ต้องอัดให้พอ";
    title_apart: "One look finds a key; the value needs a second" | "มองครั้งเดียวพบคีย์ จะพบค่าต้องมองอีกครั้ง";
    lede: "No memory is handed on. Each word asks all others at once and takes a share of each." | "ไม่มีความจำส่งต่อ แต่ละคำต่างถามคำอื่นทั้งหมดพร้อมกัน แล้วหยิบส่วนหนึ่งจากแต่ละคำ";
    lede_order: "The same words in another order: what comes out, word by word, and by how much it differs." | "คำเดิมในลำดับใหม่ ดูสิ่งที่ออกมาทีละคำ และต่างไปเท่าใด";
    lede_back: "How long the gradient is when it comes to each word, beside that at the last word: by attention, and through the reading network." | "ความยาวของเกรเดียนต์เมื่อมาถึงแต่ละคำ ทั้งผ่านแอตเทนชันและผ่านโครงข่ายที่อ่านทีละคำ";

    figure: "Who takes how much of whom. A row is a word that asks, a column a word that is asked." | "ใครหยิบจากใครเท่าใด แถวคือคำที่ถาม คอลัมน์คือคำที่ถูกถาม";
    strip_name(units): "GRU of {units}, word by word" | "GRU {units} หน่วย ทีละคำ";
    asks: "asks ↓" | "ผู้ถาม ↓";
    layer_name(layer): "layer {layer}" | "ชั้นที่ {layer}";
    head_name(head): "head {head}" | "เฮด {head}";
    heads_split(heads): "in each cell: the {heads} heads, in percent" | "ในแต่ละช่อง: เฮดทั้ง {heads} เป็นเปอร์เซ็นต์";
    one_head: "in percent" | "เป็นเปอร์เซ็นต์";
    not_seen: "not seen: it comes later" | "มองไม่เห็น เพราะมาทีหลัง";
    row_dot: "query · key" | "คิวรี · คีย์";
    row_score(width): "÷ √{width}" | "÷ √{width}";
    bench(word): "How the row of “{word}” comes about" | "แถวของ “{word}” มาจากไหน";
    query_of(word): "query of “{word}”" | "คิวรีของ “{word}”";
    mix_of(word): "what “{word}” takes along (mix)" | "สิ่งที่ “{word}” หยิบมา (mix)";
    sum_of(word): "“{word}” afterwards" | "“{word}” หลังจากนั้น";
    is_off: "off" | "ปิด";
    long_text(count): "{count} words: only the row of the word at hand is drawn." | "มี {count} คำ จึงแสดงเฉพาะแถวของคำปัจจุบัน";
    cost(words, looks, more):
        "What it costs: {words} words, {looks} comparisons a head; twice as many words, {more}. The GRU takes one step a word and keeps no more for a longer sentence."
        | "ต้นทุน: {words} คำ เทียบ {looks} ครั้งต่อเฮด คำมากเป็นสองเท่า เทียบ {more} ครั้ง ส่วน GRU เดินหนึ่งก้าวต่อคำ และเก็บตัวเลขเท่าเดิมไม่ว่าประโยคยาวเท่าใด";
    ticks(attention, reading): "Answered after {attention} tick of attention, {reading} ticks of reading." | "แอตเทนชันตอบได้หลัง {attention} จังหวะ ส่วนการอ่านต้องใช้ {reading} จังหวะ";

    bars_hidden: "What it will answer (hidden until it has looked)" | "คำที่มันจะตอบ (ยังซ่อนอยู่)";
    bars_title: "What it answers" | "คำที่มันตอบ";
    start_title: "Nothing is handed on" | "ไม่มีอะไรส่งต่อ";
    start_text(word):
        "Every word makes a query, a key and a value out of itself. Press Step and watch “{word}” ask all the others. In the top row, a GRU reads the same words one after another."
        | "แต่ละคำสร้างคิวรี คีย์ และแวลูจากตัวเอง กด “ต่อไป” แล้วดู “{word}” ถามคำอื่นทั้งหมด ด้านบน GRU อ่านคำเดียวกันทีละคำ";
    start_heads(heads):
        "A head is one such way of asking, with queries, keys and values of its own: {heads} heads can look for {heads} things at once."
        | "เฮดคือวิธีถามหนึ่งแบบ มีคิวรี คีย์ และแวลูของตัวเอง {heads} เฮดจึงมองหาได้ {heads} อย่างพร้อมกัน";
    start_at_once:
        "All words ask at the same moment. Attention needs one tick for all of them; the GRU above needs one for every word."
        | "ทุกคำต่างถามพร้อมกันในคราวเดียว แอตเทนชันใช้จังหวะเดียวสำหรับทุกคำ ส่วน GRU ด้านบนใช้คำละจังหวะ";
    op_title(word): "“{word}” asks" | "“{word}” ถาม";
    all_title: "All words ask" | "ทุกคำต่างถามพร้อมกัน";
    took_most(word, percent): "It takes most of “{word}”: {percent} of head 1." | "หยิบจาก “{word}” มากที่สุด: {percent} ในเฮด 1";
    waits_text(word): "Attention is done. The GRU has only just read “{word}”." | "แอตเทนชันเสร็จแล้ว ส่วน GRU เพิ่งอ่าน “{word}”";
    question_title(sentence): "“{sentence}”: what will it answer?" | "“{sentence}” มันจะตอบว่าอะไร";
    question_text(word): "The answer is read off at “{word}”, from what that word has taken of the others." | "คำตอบอ่านจาก “{word}” จากสิ่งที่คำนั้นหยิบมาจากคำอื่น";
    pairs_question(sentence): "“{sentence}”: which value stood with the key?" | "“{sentence}” คีย์นี้คู่กับค่าใด";
    right_is(answer): "Right would be “{answer}”." | "คำตอบที่ถูกคือ “{answer}”";
    answer_took(word, taken, percent): "“{word}” took most of “{taken}”: {percent} of head 1. The table below covers each word in turn." | "“{word}” หยิบจาก “{taken}” มากที่สุด: {percent} ในเฮด 1 ตารางด้านล่างลองบังทีละคำ";
    blind_answer(share): "This network cannot know the order: for it the sentence is a bag, and {share} is the best anyone can do with that." | "โครงข่ายนี้รู้ลำดับไม่ได้ ประโยคเป็นเพียงถุงคำ และทำได้ดีที่สุดเพียง {share}";
    reader_says(word, percent): "The GRU says “{word}”: {percent}, after reading them all." | "GRU ตอบ “{word}”: {percent} หลังอ่านครบทุกคำ";
    no_answer: "Nobody says what is right here: it is no sentence of the task. The network answers all the same." | "ไม่มีใครบอกได้ว่าคำตอบใดถูก เพราะไม่ใช่ประโยคของงานนี้ แต่โครงข่ายก็ยังตอบ";
    too_many(count, most): "{count} pairs: it was trained on {most} at most. What it does beyond that, nobody taught it." | "{count} คู่ แต่ฝึกด้วยไม่เกิน {most} คู่ เกินกว่านั้นไม่มีใครสอนมัน";
    heads_off(count, share): "Heads switched off: {count}. On sentences that it never learnt from it is now right {share} of the time." | "ปิดเฮดไว้ {count} เฮด กับประโยคที่ไม่เคยเรียน ตอนนี้มันตอบถูก {share}";
    all_off(share): "All heads are off: no word hears of another, the answer is made of “?” alone. Right {share} of the time." | "ปิดทุกเฮด ไม่มีคำใดได้ข้อมูลจากคำอื่น คำตอบมาจากคำสุดท้ายเพียงคำเดียว ตอบถูก {share}";
    trained_note(numbers, share): "{numbers} numbers, learnt from our own sentences; right in {share} of those that it never met." | "ตัวเลข {numbers} ตัว เรียนจากประโยคของเรา ตอบถูก {share} ของประโยคที่ไม่เคยเห็น";

    covered_title: "Is a weight a reason?" | "น้ำหนักคือเหตุผลหรือไม่";
    covered_word: "covered" | "คำที่ถูกบัง";
    covered_weight(word): "share that “{word}” takes of it" | "ส่วนที่ “{word}” หยิบจากคำนี้";
    covered_then: "then it says" | "แล้วมันตอบ";
    covered_p(answer): "“{answer}”" | "“{answer}”";
    covered_text: "Each row covers one word; its place stays." | "แต่ละแถวบังหนึ่งคำ ตำแหน่งยังอยู่";
    covered_agree: "Here they agree: what is taken most is missed most. That need not be so; try a sentence of your own." | "ครั้งนี้สอดคล้องกัน คำที่ถูกหยิบมากคือคำที่ขาดไม่ได้ แต่ไม่จำเป็นต้องเป็นเช่นนั้นเสมอ ลองประโยคของคุณเอง";
    covered_idle(word): "Much is taken of “{word}”, and without it the answer stays. A weight is not an explanation." | "หยิบจาก “{word}” ไปมาก แต่บังแล้วคำตอบไม่เปลี่ยน น้ำหนักไม่ใช่คำอธิบาย";
    covered_quiet(word): "Little is taken of “{word}”, and without it the answer changes. A weight is not an explanation." | "หยิบจาก “{word}” เพียงน้อย แต่บังแล้วคำตอบเปลี่ยน น้ำหนักไม่ใช่คำอธิบาย";
    covered_both(idle, quiet): "Much is taken of “{idle}”, and without it the answer stays; little of “{quiet}”, and without it the answer changes. A weight is not an explanation." | "หยิบจาก “{idle}” ไปมาก แต่บังแล้วคำตอบไม่เปลี่ยน หยิบจาก “{quiet}” เพียงน้อย แต่บังแล้วคำตอบเปลี่ยน น้ำหนักไม่ใช่คำอธิบาย";

    order_question: "The words change places. Does what comes out for each word only change places with it?" | "ถ้าสลับที่คำ สิ่งที่ออกมาของแต่ละคำจะแค่ย้ายตามไปหรือไม่";
    order_question_text: "Same network, same words, another order. Think first: what does a word know of its neighbours?" | "โครงข่ายเดิม คำเดิม ลำดับใหม่ ลองคิดก่อน: คำหนึ่งรู้อะไรเกี่ยวกับคำข้างเคียง";
    order_yes: "yes: the same numbers, elsewhere" | "ใช่ ตัวเลขเดิม แค่ย้ายที่";
    order_no: "no: other numbers" | "ไม่ เป็นตัวเลขอื่น";
    order_show: "show me" | "เฉลยเลย";
    order_right: "As you said." | "ตรงกับที่คุณตอบ";
    order_other: "Not as you said." | "ไม่ตรงกับที่คุณตอบ";
    order_title: "Measured" | "วัดแล้ว";
    order_same(size): "Largest difference between “shuffle, then look” and “look, then shuffle”: {size} × the largest output. That is rounding: the outputs only changed places. The network sees a set, not a sentence." | "ความต่างมากที่สุดระหว่าง “สลับก่อนแล้วมอง” กับ “มองก่อนแล้วสลับ”: {size} เท่าของผลลัพธ์ที่มากที่สุด เป็นเพียงความคลาดเคลื่อนจากการปัดเศษ ผลแค่ย้ายที่ตามคำ โครงข่ายเห็นเป็นเซต ไม่ใช่ประโยค";
    order_positions(size): "Largest difference between “shuffle, then look” and “look, then shuffle”: {size} × the largest output. Where a word stands is added to what it is, so it looks otherwise from another place." | "ความต่างมากที่สุดระหว่าง “สลับก่อนแล้วมอง” กับ “มองก่อนแล้วสลับ”: {size} เท่าของผลลัพธ์ที่มากที่สุด ตำแหน่งถูกบวกเข้ากับคำ คำเดิมในที่ใหม่จึงมองต่างออกไป";
    order_mask(size): "Largest difference between “shuffle, then look” and “look, then shuffle”: {size} × the largest output. Nobody was told where the words stand, but each sees only those before it: the mask itself tells of order." | "ความต่างมากที่สุดระหว่าง “สลับก่อนแล้วมอง” กับ “มองก่อนแล้วสลับ”: {size} เท่าของผลลัพธ์ที่มากที่สุด ไม่มีใครบอกตำแหน่ง แต่แต่ละคำเห็นเฉพาะคำก่อนหน้า ตัวมาสก์เองจึงบอกลำดับ";
    order_size(size): "Largest difference, each word with itself: {size} × the largest output." | "ความต่างมากที่สุดเมื่อเทียบคำเดียวกัน: {size} เท่าของผลลัพธ์ที่มากที่สุด";
    order_alone: "One word alone has no order." | "คำเดียวไม่มีลำดับ";
    order_before: "as written" | "ตามที่เขียน";
    order_after: "shuffled" | "สลับแล้ว";
    order_from(place): "was {place}" | "เดิมที่ {place}";
    order_figure: "What the last layer says of each word, before and after the shuffle: a stripe a number" | "สิ่งที่ชั้นสุดท้ายบอกเกี่ยวกับแต่ละคำ ก่อนและหลังสลับ: หนึ่งแถบต่อหนึ่งตัวเลข";
    another_shuffle: "Shuffle again" | "สลับใหม่";
    table_title: "Who can tell who was chased?" | "ใครตอบได้ว่าใครถูกไล่";
    table_without: "no positions" | "ไม่มีตำแหน่ง";
    table_with: "positions" | "มีตำแหน่ง";
    table_looks: "who sees what" | "ใครเห็นอะไร";
    at_most(share): "at most {share}" | "สูงสุด {share}";
    seeds(right, all): "{right} of {all} seeds learn it" | "เรียนได้ {right} จาก {all} ค่าตั้งต้น";
    table_text(share):
        "Right on 24 sentences whose pair of animals nobody learnt from, in either order; weights as they ship; seeds counted at the best of three learning rates. A bag of the words allows {share}, and two of the networks see no more than a bag. Two causal layers know the order without any positions: a word's first look already tells how much stood before it."
        | "ตอบถูกจาก 24 ประโยคที่คู่สัตว์ไม่เคยอยู่ในการฝึกเลยทั้งสองลำดับ ใช้น้ำหนักที่มากับหน้านี้ จำนวนค่าตั้งต้นนับที่อัตราการเรียนรู้ที่ดีที่สุดจากสามอัตรา ถุงคำทำได้ {share} และมีสองโครงข่ายที่เห็นแค่ถุงคำ ส่วนแบบเห็นเฉพาะคำก่อนหน้าสองชั้นรู้ลำดับได้โดยไม่ต้องมีตำแหน่ง เพราะการมองครั้งแรกบอกแล้วว่ามีคำก่อนหน้ามากน้อยเพียงใด";

    back_axis: "word" | "คำ";
    back_figure: "Length of the gradient at each word, logarithmic" | "ความยาวของเกรเดียนต์ที่แต่ละคำ มาตราส่วนลอการิทึม";
    back_attention: "attention" | "แอตเทนชัน";
    back_reader: "GRU" | "GRU";
    back_hops(hops): "Hops to any word: {hops}" | "จำนวนก้าวถึงคำใดก็ได้: {hops}";
    back_text(word, steps, attention, reader):
        "The answer hangs on “{word}”, {steps} words back. Beside the gradient at the last word, the one at this word is {attention} by attention, and {reader} through the GRU, which takes {steps} steps."
        | "คำตอบขึ้นกับ “{word}” ซึ่งอยู่ก่อนหน้า {steps} คำ เทียบกับที่คำสุดท้ายได้รับ เกรเดียนต์ที่มาถึงคำนี้คือ {attention} ผ่านแอตเทนชัน และ {reader} ผ่าน GRU ซึ่งต้องเดิน {steps} ขั้น";
    back_hangs: "With attention it depends on how much was taken of a word, not on how far away it is: where nothing was taken, nothing comes back either." | "ในแอตเทนชันขึ้นกับว่าหยิบจากคำนั้นเท่าใด ไม่ใช่ไกลเพียงใด คำที่ไม่ถูกหยิบก็ไม่มีอะไรย้อนกลับเช่นกัน";
    back_chart: "beside the gradient at the last word (1 is as much)" | "เทียบกับเกรเดียนต์ที่คำสุดท้าย (1 คือเท่ากัน)";
    back_rows: "lengths, as they are" | "ความยาวตามจริง";
    back_none: "Nobody says what is right here, so there is no loss and nothing comes back." | "ที่นี่ไม่มีคำตอบที่ถูก จึงไม่มีค่าความสูญเสีย และไม่มีอะไรย้อนกลับ";
    times(factor): "{factor} times" | "{factor} เท่า";
    back_longer: "Put 30 words in between" | "แทรก 30 คำ";
    back_shorter: "Without them" | "เอาออก";
    back_untrained_length: "Sentences of this length nobody trained on; the gradient comes back all the same." | "ไม่มีโครงข่ายใดฝึกด้วยประโยคยาวเท่านี้ แต่เกรเดียนต์ก็ยังย้อนกลับได้";

    measured_title: "How many pairs can be recalled?" | "จำได้กี่คู่";
    measure: "Measure it here" | "วัดที่นี่";
    measuring(done, all): "measuring: {done} of {all}" | "กำลังวัด: {done} จาก {all}";
    measured_axis: "pairs" | "จำนวนคู่";
    measured_pairs(count):
        "Right of {count} questions each. Attention keeps every pair where it stands: its memory grows with the sentence. A GRU has the same few numbers for one pair and for eight."
        | "ตอบถูกจากคำถามแบบละ {count} ข้อ แอตเทนชันเก็บทุกคู่ไว้ที่เดิม ความจำโตตามประโยค ส่วน GRU มีตัวเลขเท่าเดิมไม่ว่าหนึ่งคู่หรือแปดคู่";
    measured_apart(count):
        "Right of {count} questions each. Key and value stand in different places: one layer finds the key and stays with the commonest value; the second looks one place further. The GRU has room enough; with these 8,000 updates it did not learn it."
        | "ตอบถูกจากคำถามแบบละ {count} ข้อ คีย์กับค่าอยู่คนละที่ ชั้นเดียวพบคีย์แต่ได้เพียงเดาค่าที่พบบ่อย ชั้นที่สองจึงมองถัดไปหนึ่งที่ GRU มีที่พอ แต่ด้วยการอัปเดต 8,000 ครั้งนี้มันยังเรียนไม่ได้";
    commonest: "commonest value" | "ค่าที่พบบ่อยที่สุด";
    bits: "bits to carry" | "บิตที่ต้องจำ";
    numbers_kept: "numbers kept" | "ตัวเลขที่เก็บ";
    net_looks(layers, width): "attention, layers: {layers}, {width} wide" | "แอตเทนชัน {layers} ชั้น กว้าง {width}";
    net_reads(units): "GRU {units}" | "GRU {units}";
    attention_layers(layers): "attention {layers}" | "แอตเทนชัน {layers}";

    settings: "Settings" | "การตั้งค่า";
    task_label: "Task" | "งาน";
    task_chase: "who was chased?" | "ใครถูกไล่";
    task_pairs: "recall, a pair a word" | "จำคู่ คู่ละคำ";
    task_apart: "recall, key and value apart" | "จำคู่ คีย์กับค่าแยกกัน";
    show_label: "Show" | "แสดง";
    by_label: "Look" | "มอง";
    by_words: "word by word" | "ทีละคำ";
    by_all: "all at once" | "พร้อมกัน";
    mask_label: "Sees" | "เห็น";
    mask_both: "all words" | "ทุกคำ";
    mask_causal: "those before" | "คำก่อนหน้า";
    layers_label: "Layers" | "ชั้น";
    positions_label: "Positions" | "ตำแหน่ง";
    on: "on" | "เปิด";
    off: "off" | "ปิด";
    heads_label: "Heads" | "เฮด";
    heads_by_layer: "Heads (layer.head)" | "เฮด (ชั้น.เฮด)";
    refuse_pair(word): "“{word}” is no word of this task. A pair is a letter a–h and a digit 1–4, a question a letter and ?: b3 f1 f?" | "“{word}” ไม่ใช่คำของงานนี้ คู่หนึ่งคือตัวอักษร a–h กับเลข 1–4 คำถามคือตัวอักษรกับ ? เช่น b3 f1 f?";
    refuse_apart(word): "“{word}” is no word of this task. Keys are a to h, values 1 to 4, the key that is asked for comes last: b 3 f 1 f" | "“{word}” ไม่ใช่คำของงานนี้ คีย์คือ a ถึง h ค่าคือ 1 ถึง 4 คีย์ที่ถามอยู่ท้ายสุด เช่น b 3 f 1 f";
    minus: "taken away" | "ลบออก";
    root_of(width): "1 ÷ √{width}" | "1 ÷ √{width}";
    leaf_position(step, formula): "Step {step}, counted from 0: {formula}. Nobody learnt it." | "ขั้น {step} นับจาก 0: {formula} ไม่ได้มาจากการเรียน";
    leaf_off: "This head is switched off: it hands on nothing." | "เฮดนี้ปิดอยู่ จึงไม่ส่งอะไรต่อ";
    from_layer(name): "back through {name}" | "ย้อนผ่าน {name}";
    no_gradient: "No loss, so nothing comes back." | "ไม่มีค่าความสูญเสีย จึงไม่มีอะไรย้อนกลับ";
    table_caption: "Shares that each word takes, by head, in percent" | "ส่วนที่แต่ละคำหยิบ แยกตามเฮด เป็นเปอร์เซ็นต์";
    element(part, word, n): "{part} of “{word}”, number {n}" | "{part}ของ “{word}” ตัวที่ {n}";
    between(part, asks, asked, head): "{part}, “{asks}” and “{asked}”, head {head}" | "{part} “{asks}” กับ “{asked}” เฮด {head}";
    of_word(word, n): "“{word}”, number {n}" | "“{word}” ตัวที่ {n}";
    weight_name(part, row, column): "{part} weight, row {row}, column {column}" | "น้ำหนักของ{part} แถว {row} คอลัมน์ {column}";
    bias_name(part, row): "{part} bias, row {row}" | "ไบแอสของ{part} แถว {row}";

    [choices]
    shown_name [Shown] () {
        Shown::Words => "who looks at whom" | "ใครมองใคร",
        Shown::Order => "order" | "ลำดับ",
        Shown::Back => "the way back" | "ทางย้อนกลับ",
    }
    part_name [Part] () {
        Part::Position => "position" | "ตำแหน่ง",
        Part::Placed => "word with position" | "คำรวมตำแหน่ง",
        Part::Query => "query" | "คิวรี",
        Part::Key => "key" | "คีย์",
        Part::Value => "value" | "แวลู",
        Part::Dot => "query · key" | "คิวรี · คีย์",
        Part::Score => "scaled score" | "คะแนนที่ย่อแล้ว",
        Part::Weight => "share" | "ส่วนแบ่ง",
        Part::Mix => "mix" | "ผลรวมถ่วงน้ำหนัก",
        Part::Out => "output projection" | "ผลหลังฉาย",
        Part::Sum => "output" | "ผลลัพธ์",
    }
    look_name [bool] (layers) {
        false => "all see all; layers: {layers}" | "ทุกคำเห็นทุกคำ {layers} ชั้น",
        true => "each sees those before it; layers: {layers}" | "เห็นเฉพาะคำก่อนหน้า {layers} ชั้น",
    }
    will_look [Op] () {
        Op::Ask => "make query, key and value" | "สร้างคิวรี คีย์ แวลู",
        Op::Compare => "compare with every key" | "เทียบกับทุกคีย์",
        Op::Scale => "divide by the root" | "หารด้วยรากที่สอง",
        Op::Weigh => "share out by softmax" | "แบ่งส่วนด้วยซอฟต์แมกซ์",
        Op::Blend => "mix the values" | "ผสมแวลู",
    }
    op_text [Op] (word, width) {
        Op::Ask => "Its query says what it looks for, the keys of all words say what they are. Each is the word (and where it stands) times weights." | "คิวรีบอกว่ามันมองหาอะไร คีย์ของทุกคำบอกว่าตัวเองเป็นอะไร ทั้งหมดคือคำ (รวมตำแหน่ง) คูณน้ำหนัก",
        Op::Compare => "Its query times each key, added up: one number for each word and each head. The larger, the better they fit." | "คิวรีคูณคีย์ของแต่ละคำแล้วรวมกัน ได้หนึ่งตัวเลขต่อคำและเฮด ยิ่งมากยิ่งเข้ากัน",
        Op::Scale => "Divided by √{width}, the root of a head's width: sums of many products are large, and softmax would let only one word through." | "หารด้วย √{width} คือรากที่สองของความกว้างเฮด เพราะผลรวมของผลคูณหลายพจน์มีค่ามาก ถ้าไม่หาร ซอฟต์แมกซ์จะปล่อยผ่านเพียงคำเดียว",
        Op::Weigh => "Softmax makes shares of the scores. They add up to 100 %." | "ซอฟต์แมกซ์เปลี่ยนคะแนนเป็นส่วนแบ่ง รวมกันได้ 100 %",
        Op::Blend => "It takes that share of each word's value. What it finds is added to what “{word}” was." | "มันหยิบแวลูของแต่ละคำตามส่วนนั้น แล้วบวกสิ่งที่ได้เข้ากับ “{word}” เดิม",
    }
}
