//! What the screen of the backward pass says, in both languages.

use crate::model::anatomy::{Op, Operation};
use crate::run::words::Runs;
use crate::screens::bptt::moves::{Move, Will};
use crate::tasks::examples::Example;
use crate::words::list::words;

words! {
    pub Words: Runs;
    title: "Learning runs backwards through time" | "การเรียนรู้วิ่งย้อนเวลา";
    lede:
        "Forward is done. Now the mistake is carried back step by step (backpropagation through time, BPTT); h never changes."
        | "ขาไปเสร็จแล้ว ต่อไปส่งความผิดพลาดย้อนกลับทีละขั้น (การแพร่ย้อนกลับผ่านเวลา, BPTT) โดย h ไม่เปลี่ยนเลย";
    locked: "h stays as it is" | "h คงเดิม";
    states: "Memory h, computed on the way forward" | "ความจำ h ที่คำนวณขาไป";
    gradients: "∂L/∂h, on the way back" | "∂L/∂h ขากลับ";
    blame: "‖∂L/∂x‖, how much blame reaches each word" | "‖∂L/∂x‖ ส่วนของความผิดพลาดที่ไปถึงแต่ละคำ";
    blame_of(word, number): "blame of “{word}”: {number}" | "ส่วนของความผิดพลาดที่ไปถึง “{word}”: {number}";
    loss_short: "loss" | "loss";
    loss_at(word, number): "loss at “{word}”: {number}" | "ค่าความสูญเสียที่ “{word}”: {number}";
    norm_of(step, number): "length of ∂L/∂h at step {step}: {number}" | "ความยาวของ ∂L/∂h ที่ขั้น {step}: {number}";
    cut: "cut" | "ตัด";
    waiting: "waits" | "รอ";
    arrow(from, to, factor): "from {from} to {to}: times {factor}" | "จาก {from} ถึง {to}: คูณ {factor}";
    step_title(step, word, operation): "Step {step}, “{word}”: {operation}" | "ขั้นที่ {step} “{word}”: {operation}";
    position(step, steps, word, operation):
        "Step {step} of {steps}, “{word}”, backwards: {operation}"
        | "ขั้นที่ {step} จาก {steps} “{word}” ย้อนกลับ: {operation}";
    position_start: "forward done, nothing carried back yet" | "ขาไปเสร็จแล้ว ยังไม่ได้ย้อนกลับ";
    position_update: "the update" | "การอัปเดต";
    position_after: "after the update" | "หลังการอัปเดต";

    // The card.
    start_title(loss): "The mistake is {loss}" | "ค่าความสูญเสีย (loss) คือ {loss}";
    start_text(answer, probability):
        "It gave the right word, “{answer}”, a probability of {probability}; the loss there is −ln of that. The way back finds out which weights had a hand in it, and how much."
        | "โครงข่ายให้ความน่าจะเป็น {probability} แก่คำที่ถูก คือ “{answer}” ค่าความสูญเสีย (loss) ตรงนั้นคือ −ln ของค่านี้ ขากลับจะบอกว่าน้ำหนักใดมีส่วน และมีส่วนเท่าใด";
    nothing_title: "There is no mistake to learn from" | "ไม่มีความผิดพลาดให้เรียนรู้";
    nothing_text:
        "Nothing tells which word should come next here, so there is no loss and nothing comes back. Read a sentence of at least two words it knows."
        | "ที่นี่ไม่มีอะไรบอกว่าคำถัดไปควรเป็นคำใด จึงไม่มีค่าความสูญเสียและไม่มีอะไรย้อนกลับ ลองใช้ประโยคที่มีคำที่มันรู้จักอย่างน้อยสองคำ";
    nothing_known:
        "The corpus has no right answer for this sentence, so there is no loss and nothing comes back. Try one as it was learnt from."
        | "ชุดข้อมูลไม่มีคำตอบที่ถูกของประโยคนี้ จึงไม่มีค่าความสูญเสียและไม่มีอะไรย้อนกลับ ลองใช้ประโยคแบบที่มันเรียน";
    start_untrained: "Its weights are random: it has learnt nothing yet." | "น้ำหนักยังเป็นค่าสุ่ม โครงข่ายยังไม่ได้เรียนรู้อะไร";
    arrive_begins(unit, output):
        "Unit {unit}: {output} from the loss. In this direction nothing was read after the gap that the answer depends on, so that is all."
        | "หน่วยที่ {unit}: ได้ {output} จากค่าความสูญเสีย ในทิศทางนี้ไม่มีขั้นใดหลังช่องว่างที่คำตอบขึ้นอยู่ด้วย จึงได้เท่านี้";
    blame_both: "with the other ▢ →" | "รวมกับ ▢ ถัดไป →";
    start_all(count):
        "The mistake above is the mean of {count} losses: every step whose right next word is known has one."
        | "ตัวเลขข้างบนคือค่าเฉลี่ยของค่าความสูญเสีย {count} ค่า ทุกขั้นที่รู้คำถัดไปที่ถูกมีค่าของตัวเอง";
    arrive_text(unit, output, next, sum):
        "Unit {unit}: {output} from this step’s own loss, {next} from the step after. Together {sum}."
        | "หน่วยที่ {unit}: ได้ {output} จากค่าความสูญเสียของขั้นนี้ และ {next} จากขั้นถัดไป รวมเป็น {sum}";
    other_way:
        "The same loss again: it is made of both states, and this is what goes to the one that read from the right."
        | "ค่าความสูญเสียเดิมอีกครั้ง: คำตอบคิดจากสถานะทั้งสอง นี่คือส่วนที่ไปยังสถานะซึ่งอ่านจากขวา";
    arrive_back(unit, output, next, sum):
        "Unit {unit}: {output} from the loss of this step, {next} from the step to its left, which read it as its memory. Together {sum}."
        | "หน่วยที่ {unit}: ได้ {output} จากค่าความสูญเสียของขั้นนี้ และ {next} จากขั้นทางซ้าย ซึ่งใช้ค่านี้เป็นความจำ รวมเป็น {sum}";
    arrive_asking(unit, output, looks, next, sum):
        "Unit {unit}: {output} straight from this step’s own loss, {looks} because it chose where to look, {next} from the step after. Together {sum}."
        | "หน่วยที่ {unit}: ได้ {output} จากค่าความสูญเสียของขั้นนี้โดยตรง, {looks} จากการเลือกว่าจะมองที่ใด และ {next} จากขั้นถัดไป รวมเป็น {sum}";
    arrive_looked(unit, looks, next, sum):
        "Unit {unit}: {looks} straight from the decoder’s looks, {next} from the step after. Together {sum}. A look skips every step between."
        | "หน่วยที่ {unit}: ได้ {looks} ตรงจากการมองของตัวถอดรหัส และ {next} จากขั้นถัดไป รวมเป็น {sum} ทางจากการมองลัดข้ามทุกขั้นที่คั่นอยู่";
    arrive_looked_bridge(unit, looks, next, sum):
        "Unit {unit}: {looks} straight from the decoder’s looks, {next} over the bridge. Together {sum}."
        | "หน่วยที่ {unit}: ได้ {looks} ตรงจากการมองของตัวถอดรหัส และ {next} ข้ามสะพานมา รวมเป็น {sum}";
    arrive_bridge(unit, next):
        "Unit {unit}: {next}, over the bridge from the decoder’s first step. The encoder says nothing itself, so it has no loss: all that it learns comes this way."
        | "หน่วยที่ {unit}: ได้ {next} ข้ามสะพานมาจากขั้นแรกของตัวถอดรหัส ตัวเข้ารหัสไม่ได้พูดเอง จึงไม่มีค่าความสูญเสียของตน ทุกอย่างที่มันเรียนรู้ต้องผ่านทางนี้";
    arrive_read(unit, next):
        "Unit {unit}: {next} from the step after. An encoder’s step has no loss of its own."
        | "หน่วยที่ {unit}: ได้ {next} จากขั้นถัดไป ขั้นของตัวเข้ารหัสไม่มีค่าความสูญเสียของตน";
    hand_bridge:
        "Over the bridge: the decoder began with the encoder’s last state, so what it hands back goes there. On the way:"
        | "ข้ามสะพาน: ตัวถอดรหัสเริ่มจากสถานะสุดท้ายของตัวเข้ารหัส สิ่งที่มันส่งกลับจึงไปที่นั่น เกรเดียนต์เดินทางต่อดังนี้:";
    hand_first_back:
        "This is the last word of the sentence, the first that this direction read: there is no step before."
        | "นี่คือคำสุดท้ายของประโยค ซึ่งทิศทางนี้อ่านเป็นคำแรก จึงไม่มีขั้นก่อนหน้า";
    start_mark: "start" | "เริ่ม";
    end_mark: "end" | "จบ";
    from_left: "→ read from the left" | "→ อ่านจากซ้าย";
    from_right: "← read from the right" | "← อ่านจากขวา";
    same_loss: "the same loss" | "loss เดียวกัน";
    encoder: "encoder" | "ตัวเข้ารหัส (encoder)";
    decoder: "decoder" | "ตัวถอดรหัส (decoder)";
    bridge: "bridge" | "สะพาน";
    some_units(first, last, all):
        "Units {first} to {last} of {all}; lengths and losses are of all. The arrow keys up and down show the others."
        | "แสดงหน่วยที่ {first} ถึง {last} จาก {all} ความยาวและค่าความสูญเสียคิดจากทุกหน่วย กดลูกศรขึ้นลงเพื่อดูหน่วยอื่น";
    looks_title: "What each look hands straight back" | "สิ่งที่การมองแต่ละครั้งส่งกลับไปตรง ๆ";
    looks_note:
        "‖·‖ of what reaches the state of each word that was read, past all steps between, over all units. It joins what the arrows bring. These are directions, not sizes alone: together they may cancel."
        | "‖·‖ ของสิ่งที่ไปถึงสถานะของแต่ละคำที่อ่าน โดยลัดข้ามทุกขั้นที่คั่นอยู่ คิดรวมทุกหน่วย แล้วรวมกับที่ลูกศรนำมา ทั้งหมดเป็นเวกเตอร์ มีทิศทาง จึงหักล้างกันได้ ขนาดบวกกันตรง ๆ ไม่ได้";
    look_hands(from, to, number):
        "from the look of “{from}” to “{to}”: {number}"
        | "จากการมองของ “{from}” ไปยัง “{to}”: {number}";
    from_asking: "from where it chose to look" | "จากการเลือกว่าจะมองที่ใด";
    from_look(word): "from the look of “{word}”" | "จากการมองของ “{word}”";
    learns: "It learns" | "งานที่เรียน";
    looks_back: "Looks back (attention)" | "ย้อนดู (attention)";
    on: "on" | "เปิด";
    start_gap(answer, probability):
        "It gave the right word for the gap, “{answer}”, a probability of {probability}; the loss is −ln of that. Two states made the answer, so the way back forks: it follows each direction against its reading."
        | "โครงข่ายให้ความน่าจะเป็น {probability} แก่คำที่ถูกในช่องว่าง คือ “{answer}” ค่าความสูญเสียคือ −ln ของค่านี้ คำตอบคิดจากสองสถานะ ทางย้อนกลับจึงแยกสองทาง แต่ละทางสวนกับทิศทางการอ่าน";
    start_said(answer, probability):
        "Its last word should be “{answer}”, and that got {probability}; the loss there is −ln of that. It was fed the right words, as in training. Every loss is the decoder’s: what the encoder learns has to come back to it."
        | "คำสุดท้ายควรเป็น “{answer}” ซึ่งได้ {probability} ค่าความสูญเสียตรงนั้นคือ −ln ของค่านี้ ตัวถอดรหัสได้อ่านคำที่ถูกเหมือนตอนฝึก ค่าความสูญเสียทุกค่าเป็นของตัวถอดรหัส เกรเดียนต์ที่ใช้ฝึกตัวเข้ารหัสจึงต้องย้อนมาจากตัวถอดรหัส";
    squash_text(mean):
        "Each unit multiplies by its slope 1 − h². Where h is near ±1 the slope is near 0: the unit is saturated and passes little. Mean slope here: {mean}."
        | "แต่ละหน่วยคูณด้วยความชัน 1 − h² ที่ h ใกล้ ±1 ความชันใกล้ 0 หน่วยนั้นอิ่มตัวและส่งต่อได้น้อย ความชันเฉลี่ยที่นี่: {mean}";
    mix_text:
        "A sum hands the same gradient to both its sides: the word’s share and the memory’s share."
        | "ผลบวกส่งเกรเดียนต์เท่ากันให้ทั้งสองฝั่ง: ส่วนของคำและส่วนของความจำ";
    gate_text(gate, mean):
        "A gate’s own slope is σ(1 − σ), at most 0.25; here it is {mean} on average for the {gate}."
        | "ความชันของเกตคือ σ(1 − σ) สูงสุด 0.25 ที่นี่ความชันของ{gate}เฉลี่ย {mean}";
    rail_text(mean):
        "Along the rail the gradient is multiplied by the forget gate alone, {mean} on average: no matrix, no tanh."
        | "ตามราง c เกรเดียนต์คูณด้วยเกตลืมเท่านั้น เฉลี่ย {mean} ไม่มีเมทริกซ์ ไม่มี tanh";
    share_text(mean):
        "Straight back, the old state gets the gradient times z, {mean} on average."
        | "ย้อนตรง ๆ สถานะเดิมได้เกรเดียนต์คูณ z เฉลี่ย {mean}";
    candidate_text(mean):
        "The candidate multiplies by its slope 1 − n², {mean} on average; a sum then hands it on to the word and to what the reset gate let through."
        | "ค่าที่เสนอคูณด้วยความชันของมัน 1 − n² เฉลี่ย {mean} จากนั้นผลบวกส่งต่อทั้งให้คำและให้ส่วนที่เกตรีเซ็ตปล่อยผ่าน";
    state_text:
        "h is kept plus new: the sum hands the same gradient to both."
        | "h คือส่วนที่เก็บไว้บวกส่วนใหม่ ผลบวกจึงส่งเกรเดียนต์เดียวกันให้ทั้งสองฝั่ง";
    weights_text(unit):
        "Each weight into unit {unit} gets a slice at this step: what came back, times what the weight had met. All steps’ slices add up."
        | "ที่ขั้นนี้ น้ำหนักทุกค่าที่เข้าสู่หน่วยที่ {unit} ได้เกรเดียนต์หนึ่งส่วน คือสิ่งที่ย้อนมา คูณกับค่าที่เข้ามาทางน้ำหนักนั้นในขาไป แล้วส่วนของทุกขั้นรวมเข้าด้วยกัน";
    hand_text(most, here, whole):
        "Times W, transposed. It can stretch a vector by at most {most}; this one it stretches by {here}. In all, the step before receives {whole} of what arrived here."
        | "คูณด้วย Wᵀ (W สลับแถวกับคอลัมน์) ความยาวของเวกเตอร์หลังคูณเป็นได้มากสุด {most} เท่า ครั้งนี้เป็น {here} เท่า รวมแล้วขั้นก่อนหน้าได้ {whole} ของที่มาถึงขั้นนี้";
    hand_lstm(mean, factor):
        "Two ways lead back. Along the rail, the gradient of c is multiplied unit by unit by the forget gate, {mean} on average. Through the gates and Wᵀ (W transposed), h of the step before receives {factor} times what arrived at h here."
        | "ทางย้อนกลับมีสองทาง ตามราง c เกรเดียนต์ของแต่ละหน่วยถูกคูณด้วยเกตลืมของหน่วยนั้น (เฉลี่ย {mean}) ส่วนทางผ่านเกตและ Wᵀ (W สลับแถวกับคอลัมน์) h ของขั้นก่อนหน้าได้ {factor} เท่าของที่มาถึง h ของขั้นนี้";
    hand_gru(mean, whole):
        "Two ways lead back: straight, times z ({mean} on average), and through the gates and W, transposed. In all, the step before receives {whole} of what arrived here."
        | "ทางย้อนกลับมีสองทาง: ทางตรง คูณด้วย z (เฉลี่ย {mean}) และทางผ่านเกตกับ Wᵀ (W สลับแถวกับคอลัมน์) รวมแล้วขั้นก่อนหน้าได้ {whole} ของที่มาถึงขั้นนี้";
    untrained: "Try weights that have learnt nothing" | "ลองน้ำหนักที่ยังไม่ได้เรียนอะไร";
    trained: "Back to the trained weights" | "กลับไปใช้น้ำหนักที่ฝึกแล้ว";
    hand_first:
        "This is the first word: there is no step before. Only the word itself is left to blame."
        | "นี่คือคำแรก ไม่มีขั้นก่อนหน้า เหลือแต่ตัวคำเองที่รับเกรเดียนต์";
    hand_cut(steps):
        "Truncated: every {steps} steps the way back is cut. The state crossed here on the way forward; no gradient crosses it."
        | "ตัดตอน (truncation): ทางย้อนกลับถูกตัดทุก {steps} ขั้น ในขาไปสถานะข้ามจุดนี้ได้ แต่เกรเดียนต์ข้ามกลับไม่ได้";
    update_title(optimiser):
        "{optimiser} moves the weights against their gradient"
        | "{optimiser} ปรับน้ำหนักสวนทางเกรเดียนต์";
    update_text(count, norm, rate, how):
        "{how} of {count} weights have a gradient here; the columns of words that were not read have none. Together its length is {norm}. Learning rate {rate}."
        | "น้ำหนัก {how} จาก {count} ค่ามีเกรเดียนต์ คอลัมน์ของคำที่ไม่ได้อ่านไม่มี ขนาด (norm) ของเกรเดียนต์รวมคือ {norm} อัตราการเรียนรู้ {rate}";
    clip_text(limit, share):
        "Longer than {limit}, so it is cut to {share} of its length; its direction stays."
        | "ยาวกว่า {limit} จึงถูกย่อเหลือ {share} ของความยาวเดิม ทิศทางคงเดิม";
    clip_none(limit): "Not longer than {limit}: nothing is clipped." | "ไม่ยาวเกิน {limit} จึงไม่ถูกย่อ";
    after_title(before, after):
        "Read again, the loss is {after} instead of {before}"
        | "อ่านอีกครั้ง ค่าความสูญเสียเปลี่ยนจาก {before} เป็น {after}";
    after_same_title(loss):
        "Read again, the loss is {loss} still: it moved by less than is shown"
        | "อ่านอีกครั้ง ค่าความสูญเสียยังเป็น {loss} เปลี่ยนน้อยกว่าที่แสดงได้";
    after_same_text(word, share):
        "“{word}” has {share} as before: so small a step moves it by less than is shown."
        | "“{word}” ยังได้ {share} เท่าเดิม ก้าวเล็กเท่านี้เปลี่ยนน้อยกว่าที่แสดงได้";
    after_text(answer, before, after):
        "“{answer}” had {before}, now it has {after}. One update, one sentence; training does this thousands of times."
        | "“{answer}” เคยได้ {before} ตอนนี้ได้ {after} นี่คือการอัปเดตครั้งเดียวจากประโยคเดียว การฝึกทำเช่นนี้นับพันครั้ง";
    after_worse:
        "It grew: the step was too long. Try a smaller learning rate."
        | "ค่าเพิ่มขึ้น เพราะก้าวยาวเกินไป ลองลดอัตราการเรียนรู้";
    after_worse_cut:
        "It grew: the step was too long, or the way back, which was cut, pointed elsewhere. Try a smaller learning rate, or no cut."
        | "ค่าเพิ่มขึ้น: อาจขยับไกลเกินไป หรือเกรเดียนต์ที่ถูกตัดทางย้อนกลับชี้ผิดทิศ ลองลดอัตราการเรียนรู้ หรือไม่ตัด";

    // The tables.
    slices_title(unit):
        "Slices of ∂L/∂W: from each unit into unit {unit}"
        | "ส่วนของ ∂L/∂W: จากแต่ละหน่วยเข้าหน่วยที่ {unit}";
    slices_sum: "sum" | "รวม";
    sum_so_far: "sum so far" | "รวมถึงตอนนี้";
    update_caption(unit): "Weights into unit {unit}" | "น้ำหนักที่เข้าหน่วยที่ {unit}";
    column_weight: "weight" | "น้ำหนัก";
    column_gradient: "gradient" | "เกรเดียนต์";
    column_clipped: "clipped" | "หลังย่อ";
    column_move: "step" | "ค่าที่ปรับ";
    column_old: "old" | "เดิม";
    column_new: "new" | "ใหม่";
    from_output: "from this step’s output" | "จากผลลัพธ์ของขั้นนี้";
    from_next: "from the next step" | "จากขั้นถัดไป";
    slice(word): "slice of “{word}”" | "ส่วนของ “{word}”";
    slope_of(number): "slope at {number}" | "ความชันที่ {number}";
    minus: "from 1 − …" | "จาก 1 − …";
    share_of(count): "mean of {count}" | "เฉลี่ยจาก {count}";
    target: "1 for the true word" | "1 สำหรับคำที่ถูก";
    root: "square root" | "รากที่สอง";
    no_loss:
        "This step has no loss: nothing comes back from its output."
        | "ขั้นนี้ไม่มีค่าความสูญเสีย จึงไม่มีอะไรย้อนมาจากผลลัพธ์";
    truncation: "Cut the way back" | "ตัดทางย้อนกลับ";
    never: "never" | "ไม่ตัด";
    every(steps): "every {steps}" | "ทุก {steps}";
    optimiser: "Optimiser" | "ตัวปรับน้ำหนัก";
    say_start(word):
        "Forward is done, the loss is {word}. The way back has not begun."
        | "ขาไปเสร็จแล้ว ค่าความสูญเสียคือ {word} ยังไม่ได้ย้อนกลับ";
    hand_nothing:
        "Nothing arrived at this step, so there is nothing to hand on."
        | "ไม่มีเกรเดียนต์มาถึงขั้นนี้ จึงไม่มีอะไรส่งต่อ";
    arrow_waits(from, to):
        "from {from} to {to}: nothing has come through"
        | "จาก {from} ถึง {to}: ยังไม่มีอะไรผ่านมา";
    decay:
        "AdamW also draws every weight a little towards 0, with or without a gradient."
        | "AdamW ยังดึงน้ำหนักทุกค่าเข้าหา 0 เล็กน้อยด้วย ไม่ว่าจะมีเกรเดียนต์หรือไม่";
    slices_gate(unit, gate):
        "Slices of ∂L/∂W: from each unit into the {gate} of unit {unit}"
        | "ส่วนของ ∂L/∂W: จากแต่ละหน่วยเข้า{gate}ของหน่วยที่ {unit}";
    update_gate(unit, gate): "Weights into the {gate} of unit {unit}" | "น้ำหนักที่เข้า{gate}ของหน่วยที่ {unit}";

    [choices]
    /// A kind of network, by the example that stands for it.
    kind_name [Example] () {
        Example::Translate => "translation" | "การแปล",
        Example::Trees | Example::TreesTh => "a gap" | "ช่องว่าง",
        _ => "next word" | "คำถัดไป",
    }
    /// A stop of the way back.
    stop_name [Move] () {
        Move::Arrive => "collect" | "รวม",
        Move::Through(Operation { op: Op::Squash, .. }) => "through tanh" | "ผ่าน tanh",
        Move::Through(Operation { op: Op::Mix, .. }) => "split" | "แยก",
        Move::Through(Operation { op: Op::Output, .. }) => "output gate" | "เกตเอาต์พุต",
        Move::Through(Operation { op: Op::Update, .. }) => "along the rail" | "ตามราง c",
        Move::Through(Operation { op: Op::Input, .. }) => "input gate" | "เกตอินพุต",
        Move::Through(Operation { op: Op::Forget, .. }) => "forget gate" | "เกตลืม",
        Move::Through(Operation { op: Op::State, .. }) => "share out" | "แบ่ง",
        Move::Through(Operation { op: Op::Share, .. }) => "update gate" | "เกตอัปเดต",
        Move::Through(Operation { op: Op::Candidate, .. }) => "candidate" | "ค่าที่เสนอ",
        Move::Through(Operation { op: Op::Reset, .. }) => "reset gate" | "เกตรีเซ็ต",
        Move::Weights => "weights" | "น้ำหนัก",
        Move::Hand => "hand on" | "ส่งต่อ",
    }
    /// What the main button will do.
    will [Will] () {
        Will::Move(Move::Arrive) => "collect what comes back" | "รวมสิ่งที่ย้อนกลับมา",
        Will::Move(Move::Through(Operation { op: Op::Squash, .. })) => "go back through tanh" | "ย้อนผ่าน tanh",
        Will::Move(Move::Through(Operation { op: Op::Mix, .. })) =>
            "split it between word and memory"
            | "แยกให้คำและความจำ",
        Will::Move(Move::Through(Operation { op: Op::Output, .. })) =>
            "go back through the output gate"
            | "ย้อนผ่านเกตเอาต์พุต",
        Will::Move(Move::Through(Operation { op: Op::Update, .. })) => "go back along the rail" | "ย้อนตามราง c",
        Will::Move(Move::Through(Operation { op: Op::Input, .. })) =>
            "go back through the input gate"
            | "ย้อนผ่านเกตอินพุต",
        Will::Move(Move::Through(Operation { op: Op::Forget, .. })) =>
            "go back through the forget gate"
            | "ย้อนผ่านเกตลืม",
        Will::Move(Move::Through(Operation { op: Op::State, .. })) =>
            "share it between kept and new"
            | "แบ่งระหว่างของเก่าและของใหม่",
        Will::Move(Move::Through(Operation { op: Op::Share, .. })) =>
            "go back through the update gate"
            | "ย้อนผ่านเกตอัปเดต",
        Will::Move(Move::Through(Operation { op: Op::Candidate, .. })) =>
            "go back through the candidate"
            | "ย้อนผ่านค่าที่เสนอ",
        Will::Move(Move::Through(Operation { op: Op::Reset, .. })) =>
            "go back through the reset gate"
            | "ย้อนผ่านเกตรีเซ็ต",
        Will::Move(Move::Weights) => "give the weights their slice" | "แบ่งส่วนให้น้ำหนัก",
        Will::Move(Move::Hand) => "hand on to the step before" | "ส่งต่อให้ขั้นก่อนหน้า",
        Will::BeginAgain => "take the other direction" | "เริ่มอีกทิศทาง",
        Will::Begin => "begin at the loss" | "เริ่มที่ค่าความสูญเสีย",
        Will::Update => "move the weights" | "ปรับน้ำหนัก",
        Will::ReadAgain => "read the sentence again" | "อ่านประโยคอีกครั้ง",
        Will::Start => "from the start" | "ตั้งแต่ต้น",
    }
}
