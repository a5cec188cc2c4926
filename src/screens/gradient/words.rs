//! What the screen of the gradient says, in both languages.

use crate::model::initial::Initial;
use crate::run::words::Runs;
use crate::screens::gradient::look::{Look, Scale};
use crate::words::list::words;

words! {
    pub Words: Runs;

    // The gradient by step.
    title: "Why early words stop teaching" | "ทำไมคำต้นประโยคจึงสอนได้น้อยลง";
    lede:
        "How strongly the last word’s mistake reaches each earlier step. Each line down: a hundred times less."
        | "ความผิดพลาดที่คำสุดท้ายย้อนไปถึงแต่ละขั้นแรงเพียงใด ต่ำลงหนึ่งเส้นคือน้อยลงร้อยเท่า";
    lede_all:
        "How strongly the mistakes of all words together reach each step. Each line down: a hundred times less."
        | "ความผิดพลาดของทุกคำรวมกันย้อนไปถึงแต่ละขั้นแรงเพียงใด ต่ำลงหนึ่งเส้นคือน้อยลงร้อยเท่า";
    lede_linear(floor, steps, cell):
        "On a linear axis {floor} of the {steps} steps of the {cell} lie below a hundredth of its own largest, flat on the floor: that is why the axis is usually logarithmic."
        | "บนแกนเชิงเส้น {floor} จาก {steps} ขั้นของ {cell} ต่ำกว่าหนึ่งในร้อยของค่าสูงสุดของมันเอง จึงแบนติดพื้น นี่คือเหตุที่ปกติใช้แกนลอการิทึม";
    lede_linear_even:
        "On a linear axis. What lies decades apart can only be seen on a logarithmic one."
        | "แกนเชิงเส้น ค่าที่ต่างกันหลายลำดับขนาดเห็นได้บนแกนลอการิทึมเท่านั้น";
    lede_units:
        "Each row is a unit, each column a step. The stronger the colour, the more gradient; the scale never changes."
        | "แต่ละแถวคือหนึ่งหน่วย แต่ละคอลัมน์คือหนึ่งขั้น สียิ่งเด่นชัด เกรเดียนต์ยิ่งมาก และมาตราส่วนไม่เคยเปลี่ยน";
    lede_losses:
        "Row: the loss at a step. Column: the step that learns from it. No loss teaches what comes later."
        | "แต่ละแถวคือค่าความสูญเสีย (loss) ของหนึ่งขั้น แต่ละคอลัมน์คือขั้นที่เรียนจากมัน ไม่มีค่าใดสอนขั้นที่มาทีหลัง";
    lede_jacobian:
        "What becomes of a change of h on its way to the last step, in the best and in the worst direction."
        | "เมื่อ h เปลี่ยนไปเล็กน้อย ผลนั้นเหลือถึงขั้นสุดท้ายเท่าใด ในทิศที่เก็บได้ดีที่สุดและทิศที่เก็บได้แย่ที่สุด";
    lede_recall:
        "Networks with equally many units must say again what they read first."
        | "โครงข่ายที่มีจำนวนหน่วยเท่ากันต้องบอกสัญลักษณ์แรกที่อ่านอีกครั้ง";
    direction: "the error travels this way" | "ความผิดพลาดเดินทางไปทางนี้";
    explodes: "explodes" | "ระเบิด";
    too_small: "vanishes" | "เลือนหาย";
    all_weights: "all weights" | "ทุกน้ำหนัก";
    clip_at(limit): "clip {limit}" | "จำกัด {limit}";
    theory(power): "while h stays near 0: {power}" | "ตราบที่ h ใกล้ 0: {power}";
    theory_rail(power): "rail, gate at its bias: {power}" | "ราง เมื่อเกตอยู่ที่ไบแอส: {power}";
    rail_alone: "LSTM rail alone" | "ราง LSTM ล้วน";
    lost: "no number any more" | "ไม่เป็นตัวเลขแล้ว";
    largest: "best kept" | "เก็บได้ดีที่สุด";
    smallest: "worst kept" | "เก็บได้แย่ที่สุด";
    your_guess: "your guess" | "ที่คุณเดา";
    /// In a number that is read aloud.
    times_ten_to: "times ten to the" | "คูณสิบยกกำลัง";

    // What it means.
    ask_title: "Draw it before you see it" | "วาดก่อนดู";
    ask_text(words, cell):
        "The loss stands at the last of {words} words. How much of the gradient reaches each word in the {cell}? Drag the four points, or use the buttons."
        | "ค่าความสูญเสียอยู่ที่คำสุดท้ายจาก {words} คำ ใน {cell} เกรเดียนต์ไปถึงแต่ละคำเท่าใด ลากจุดทั้งสี่ หรือใช้ปุ่ม";
    ask_text_all(words, cell):
        "Each of {words} words has a loss of its own. How much of the gradient reaches each word in the {cell}? Drag the four points, or use the buttons."
        | "แต่ละคำจาก {words} คำมีค่าความสูญเสียของตัวเอง ใน {cell} เกรเดียนต์ไปถึงแต่ละคำเท่าใด ลากจุดทั้งสี่ หรือใช้ปุ่ม";
    first_word: "The first word" | "คำแรก";
    word_at(step, word): "Word {step}, “{word}”," | "คำที่ {step} “{word}”";
    receives(who, share):
        "{who} receives {share} of what the last word receives"
        | "{who} ได้รับ {share} ของที่คำสุดท้ายได้รับ";
    receives_times(who, factor):
        "{who} receives {factor} times what the last word receives"
        | "{who} ได้รับ {factor} เท่าของที่คำสุดท้ายได้รับ";
    last_word:
        "The last word stands next to its loss: it receives all of it"
        | "คำสุดท้ายอยู่ติดกับค่าความสูญเสีย จึงได้รับเต็มที่";
    burst_title(cell, step):
        "{cell}: from step {step} back there is no number any more"
        | "{cell}: จากขั้นที่ {step} ย้อนไป ไม่มีค่าเป็นตัวเลขอีกแล้ว";
    burst_text:
        "The gradient grew beyond what 32 bits can hold (3×10³⁸). A weight that moved by it would be lost. Clipping cannot help here: there is no direction left to keep."
        | "เกรเดียนต์โตเกินกว่าที่ตัวเลข 32 บิตเก็บได้ (3×10³⁸) น้ำหนักที่ขยับตามจะเสียไปเลย การจำกัดก็ช่วยไม่ได้ เพราะไม่เหลือทิศทางให้รักษา";
    flown_title(cell, step):
        "{cell}: at step {step} the state itself is no number any more"
        | "{cell}: ที่ขั้น {step} ตัวสถานะเองไม่เป็นตัวเลขแล้ว";
    flown_text:
        "On the way forward h grew beyond what 32 bits can hold (3×10³⁸). So there is no loss, and nothing that could come back."
        | "ขาไปข้างหน้า h โตเกินกว่าที่ตัวเลข 32 บิตเก็บได้ (3×10³⁸) จึงไม่มีค่าความสูญเสีย และไม่มีอะไรย้อนกลับมา";
    chaotic(cells):
        "Chaos: in the {cells} a change in the eighth digit of the first state changes the norms seen here. 32-bit numbers cannot tell them; other software shows other digits."
        | "เคออส: ใน {cells} แค่เปลี่ยนหลักที่แปดของสถานะแรก ขนาดเกรเดียนต์ที่เห็นก็เปลี่ยน ตัวเลข 32 บิตบอกค่าเหล่านี้ไม่ได้ โปรแกรมอื่นจะแสดงตัวเลขอื่น";
    each_step(cell, factor):
        "In the {cell} a step back multiplies by about {factor} on average."
        | "ใน {cell} แต่ละขั้นที่ย้อนกลับคูณด้วยประมาณ {factor} โดยเฉลี่ย";
    rail_is(factor):
        "The LSTM’s rail alone, its forget gates, multiplies by about {factor} a step, and so does all that comes back to c."
        | "รางของ LSTM ล้วน ๆ คือเกตลืม คูณด้วยประมาณ {factor} ต่อขั้น และทั้งหมดที่ย้อนมาถึง c ก็เช่นกัน";
    rail_differs(factor, ways):
        "The LSTM’s rail alone, its forget gates, multiplies by about {factor} a step on average. What really comes back to c changes by {ways} a step: part of it comes through the other gates and W."
        | "รางของ LSTM ล้วน ๆ คือเกตลืม คูณด้วยประมาณ {factor} ต่อขั้นโดยเฉลี่ย แต่ที่ย้อนมาถึง c จริง ๆ เปลี่ยน {ways} เท่าต่อขั้น เพราะบางส่วนมาทางเกตอื่นและ W";
    explodes_text:
        "A factor above 1 grows, one below 1 shrinks: exploding and vanishing are the two ends of one slider."
        | "ตัวคูณมากกว่า 1 ทำให้โต น้อยกว่า 1 ทำให้หด การระเบิดกับการเลือนหายคือสองปลายของแถบเลื่อนเดียวกัน";
    all_losses_text(near, last):
        "Every word has a loss of its own here. Of the gradient at this step {near} comes from the losses within two steps and {last} from the last one alone, which counts in both where it is that near (shares along the sum; what pulls against it counts negative)."
        | "ที่นี่ทุกคำมีค่าความสูญเสียของตัวเอง เกรเดียนต์ที่ขั้นนี้ {near} มาจากค่าที่ห่างไม่เกินสองขั้น และ {last} มาจากค่าสุดท้ายค่าเดียว ซึ่งถ้าอยู่ใกล้เท่านั้นจะนับอยู่ในทั้งสองจำนวน (ส่วนแบ่งตามทิศของผลรวม ส่วนที่ดึงสวนทางนับเป็นลบ)";
    losses_title(who, share):
        "{who} gets {share} of its gradient from losses within two steps"
        | "{who} ได้ {share} ของเกรเดียนต์จากค่าความสูญเสียที่ห่างไม่เกินสองขั้น";
    losses_text(total, part):
        "Its total gradient has length {total}; the last loss contributes {part} to it. These are shares along the sum: a loss that pulls against the others counts negative. The squares show lengths."
        | "เกรเดียนต์รวมยาว {total} โดยค่าความสูญเสียสุดท้ายมีส่วน {part} เป็นส่วนแบ่งตามทิศของผลรวม ค่าที่ดึงสวนทางนับเป็นลบ ส่วนช่องสี่เหลี่ยมแสดงความยาว";
    losses_one:
        "There is one loss here, at the last word: a single row. Set “Loss” to all words to see what each of them teaches."
        | "ที่นี่มีค่าความสูญเสียเดียวที่คำสุดท้าย จึงมีแถวเดียว เลือก “ค่าความสูญเสีย” เป็นทุกคำ เพื่อดูว่าแต่ละค่าสอนอะไร";
    jacobian_title(who, largest):
        "From {who} to the last, the best kept direction is multiplied by {largest}"
        | "จาก {who} ถึงคำสุดท้าย ทิศที่เก็บได้ดีที่สุดถูกคูณด้วย {largest}";
    jacobian_text(smallest):
        "The worst kept one by {smallest}. These are the largest and the smallest singular value of ∂h_T/∂h_t: on its way back, the gradient of the last loss is multiplied by something between the two."
        | "ทิศที่เก็บได้แย่ที่สุดถูกคูณด้วย {smallest} สองค่านี้คือค่าเอกฐาน (singular value) ที่ใหญ่ที่สุดและเล็กที่สุดของ ∂h_T/∂h_t เกรเดียนต์ของค่าความสูญเสียสุดท้ายที่ย้อนมาจะถูกคูณด้วยค่าที่อยู่ระหว่างสองค่านี้";
    jacobian_rail:
        "For the LSTM, c at that step is held fixed, as in PyTorch’s retain_grad on h: what bypasses h along the step’s own c is not counted."
        | "สำหรับ LSTM ค่า c ของขั้นนั้นถูกตรึงไว้ เช่นเดียวกับ retain_grad บน h ใน PyTorch จึงไม่นับสิ่งที่ผ่าน c ของขั้นนั้นโดยไม่ผ่าน h";
    clip_cuts(cell, length, limit, share):
        "Clipping: all weights of the {cell} together have a gradient of length {length}. Cut to {limit}, it keeps its direction and {share} of its length."
        | "การจำกัด: เกรเดียนต์ของทุกน้ำหนักใน {cell} รวมกันยาว {length} เมื่อย่อเหลือ {limit} ทิศทางยังเหมือนเดิม ความยาวเหลือ {share}";
    clip_spares(cell, length, limit):
        "Clipping: all weights of the {cell} together have a gradient of length {length}, not longer than {limit}. Nothing is clipped."
        | "การจำกัด: เกรเดียนต์ของทุกน้ำหนักใน {cell} รวมกันยาว {length} ไม่เกิน {limit} จึงไม่ถูกย่อ";
    guess_was(guess, truth):
        "At the first word your line stands at {guess}; what is shown in front is {truth}."
        | "ที่คำแรก เส้นของคุณอยู่ที่ {guess} ค่าจริงของเซลล์ที่ดูอยู่คือ {truth}";
    guess_far(least): "It is more than {least} times less than you drew." | "น้อยกว่าที่คุณวาดเกิน {least} เท่า";
    guess_low(factor): "It is {factor} times less than you drew." | "น้อยกว่าที่คุณวาด {factor} เท่า";
    guess_high(factor): "It is {factor} times more than you drew." | "มากกว่าที่คุณวาด {factor} เท่า";
    guess_near: "That is close." | "ใกล้เคียงกันมาก";

    // Controls.
    look: "What to look at" | "ดูอะไร";
    focus: "In front" | "เซลล์ที่ดู";
    cells: "Cells" | "เซลล์";
    gain: "Recurrent gain" | "อัตราขยายของวงวน";
    gain_hint:
        "the spectral radius of the recurrent weights; PyTorch’s own begin near 0.58. Input weights and biases are a tenth of PyTorch’s, so that tanh does not saturate and the recurrence alone decides."
        | "รัศมีสเปกตรัม (spectral radius) ของน้ำหนักวนกลับ ค่าเริ่มต้นของ PyTorch ราว 0.58 ส่วนน้ำหนักขาเข้าและไบแอสเป็นหนึ่งในสิบของ PyTorch เพื่อไม่ให้ tanh อิ่มตัว และให้วงวนเป็นตัวตัดสิน";
    length: "Length" | "ความยาว";
    forget_bias: "Forget-gate bias" | "ไบแอสของเกตลืม";
    axis: "Scale" | "แกน";
    activation: "RNN activation" | "ฟังก์ชันของ RNN";
    initial: "First weights" | "น้ำหนักเริ่มต้น";
    own: "Your own words" | "คำของคุณเอง";
    own_read: "Read these" | "อ่านคำเหล่านี้";
    own_hint(words): "It knows {words}." | "มันรู้จัก {words}";
    own_drop: "Back to the running words" | "กลับไปใช้คำวนซ้ำ";
    more: "More settings" | "การตั้งค่าเพิ่มเติม";
    higher(point): "{point} higher" | "{point} สูงขึ้น";
    lower(point): "{point} lower" | "{point} ต่ำลง";
    step(step): "step {step}" | "ขั้นที่ {step}";

    // The transport and the tools.
    show: "Show" | "แสดง";
    will_show: "the gradient" | "เกรเดียนต์จริง";
    prove: "Prove it" | "พิสูจน์";
    will_prove: "train all three" | "ฝึกทั้งสาม";
    earlier: "One step earlier" | "ย้อนหนึ่งขั้น";
    later: "One step later" | "ถัดไปหนึ่งขั้น";
    cursor: "Step that is read out" | "ขั้นที่อ่านค่า";
    position(step, steps, word, value):
        "Step {step} of {steps}, “{word}”: {value}"
        | "ขั้นที่ {step} จาก {steps} “{word}”: {value}";
    guess_again: "Draw a guess" | "วาดเส้นที่คุณเดา";
    as_svg: "Picture (SVG)" | "ภาพ (SVG)";
    as_png: "Picture (PNG)" | "ภาพ (PNG)";
    as_csv: "Numbers (CSV)" | "ตัวเลข (CSV)";
    as_json: "Numbers (JSON)" | "ตัวเลข (JSON)";
    table: "As a table" | "เป็นตาราง";
    column_step: "step" | "ขั้น";
    column_word: "word" | "คำ";

    // The proof.
    accuracy_title: "Answers right, on sequences it has not learnt from" | "ตอบถูก กับลำดับที่ไม่ได้ใช้ฝึก";
    reach_title:
        "Gradient at the first symbol, as a share of the gradient at the last"
        | "เกรเดียนต์ที่ไปถึงสัญลักษณ์แรก เทียบกับที่ตัวสุดท้ายได้รับ";
    updates: "updates" | "จำนวนอัปเดต";
    chance(share): "guessing: {share}" | "เดาสุ่ม: {share}";
    delay: "Symbols in between" | "สัญลักษณ์ที่คั่น";
    budget: "Updates" | "จำนวนอัปเดต";
    rate_best: "best" | "ดีที่สุด";
    rate_text:
        "“best” tries 0.003, 0.01 and 0.03 for each cell at this delay, with two seeds, and goes on with the rate that answers most; then come five other seeds. Adam, 16 units, 16 sequences an update; the LSTM’s forget gate begins open (bias 5)."
        | "“ดีที่สุด” ลอง 0.003, 0.01 และ 0.03 กับแต่ละเซลล์ที่ระยะคั่นนี้ค่าละสองครั้ง แล้วใช้อัตราที่ตอบถูกมากที่สุด จากนั้นฝึกอีกห้าค่าตั้งต้นการสุ่ม (seed) ใช้ Adam 16 หน่วย 16 ลำดับต่ออัปเดต เกตลืมของ LSTM เริ่มแบบเปิด (ไบแอส 5)";
    rate_used(cells): "In use: {cells}." | "ใช้อยู่: {cells}";
    proof_title(symbols):
        "Can it recall a symbol across {symbols} others?"
        | "จำสัญลักษณ์ได้ไหม เมื่อมีตัวอื่นคั่น {symbols} ตัว";
    proof_text(chance):
        "Eight symbols, so guessing is right {chance} of the time. Press Start and watch which network learns."
        | "มีแปดสัญลักษณ์ การเดาสุ่มจึงถูก {chance} กดเริ่มแล้วดูว่าโครงข่ายใดเรียนรู้ได้";
    proof_running(cells): "Under way: {cells}." | "ยังไม่จบ: {cells}";
    proof_plan:
        "With “best”, each cell first tries three learning rates, twice. Then each learns five times, from other seeds."
        | "ถ้าเลือก “ดีที่สุด” แต่ละเซลล์จะลองอัตราการเรียนรู้สามค่า ค่าละสองครั้งก่อน จากนั้นแต่ละเซลล์เรียนห้าครั้งจากค่าตั้งต้นการสุ่มอื่น";
    proof_trying(over, of):
        "Each cell tries its learning rates: {over} of {of} runs are over."
        | "แต่ละเซลล์กำลังลองอัตราการเรียนรู้: เสร็จแล้ว {over} จาก {of} รอบ";
    proof_learnt(cells): "{cells} learnt it" | "{cells} เรียนรู้ได้";
    proof_partly(cells): "{cells} in part" | "{cells} ได้บางส่วน";
    proof_chance(cells): "{cells} stayed at chance" | "{cells} ไม่ดีกว่าเดาสุ่ม";
    proof_line(cell, rate, seeds, median, least, most):
        "{cell}, rate {rate}: {median} right, the median of {seeds} seeds, from {least} to {most}."
        | "{cell} อัตรา {rate}: ถูก {median} (มัธยฐานของ {seeds} ค่าตั้งต้น ตั้งแต่ {least} ถึง {most})";
    proof_line_one(cell, rate, median):
        "{cell}, rate {rate}: {median} right with the one seed that has ended."
        | "{cell} อัตรา {rate}: ถูก {median} กับค่าตั้งต้นเดียวที่ฝึกเสร็จแล้ว";
    proof_line_each(cell, rate, seeds, median):
        "{cell}, rate {rate}: {median} right with each of {seeds} seeds."
        | "{cell} อัตรา {rate}: ถูก {median} ทั้ง {seeds} ค่าตั้งต้น";
    proof_differs:
        "All have the same data, units and updates. What differs is the cell, with “best” its learning rate, and the LSTM’s open forget gate."
        | "ทุกตัวใช้ข้อมูล จำนวนหน่วย และจำนวนอัปเดตเท่ากัน ต่างกันที่ชนิดเซลล์ อัตราการเรียนรู้ (ถ้าเลือก “ดีที่สุด”) และเกตลืมที่เปิดไว้ของ LSTM";
    proof_why(cell, share):
        "Before the first update, the first symbol in the {cell} received {share} of what the last one received."
        | "ก่อนอัปเดตแรก สัญลักษณ์แรกใน {cell} ได้รับ {share} ของที่ตัวสุดท้ายได้รับ";
    and: " and " | " และ ";
    will_start(updates): "{updates} updates each" | "ตัวละ {updates} อัปเดต";
    will_pause: "all of them" | "ทั้งหมด";
    will_prove_all(runs, updates): "{runs} runs of {updates} updates" | "{runs} รอบ รอบละ {updates} อัปเดต";
    will_again: "from the beginning" | "ตั้งแต่ต้น";
    theory_relu(power): "while every unit is on: {power}" | "ตราบที่ทุกหน่วยทำงานอยู่ (h > 0): {power}";

    [choices]
    look_name [Look] () {
        Look::Units => "By unit" | "ตามหน่วย",
        Look::Losses => "By loss" | "ตามค่าความสูญเสีย",
        Look::Jacobian => "The way back" | "ทางย้อนกลับ",
        Look::Recall => "The proof" | "ข้อพิสูจน์",
        Look::Steps => "By step" | "ตามขั้น",
    }
    axis_name [Scale] () {
        Scale::Relative => "relative" | "สัมพัทธ์",
        Scale::Linear => "linear" | "เชิงเส้น",
        Scale::Log => "logarithmic" | "ลอการิทึม",
    }
    initial_name [Initial] () {
        Initial::Orthogonal => "orthogonal" | "เชิงตั้งฉาก",
        Initial::Identity => "identity" | "เอกลักษณ์",
        Initial::Uniform => "uniform" | "สม่ำเสมอ",
    }
}
