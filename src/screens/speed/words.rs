//! What the screen of speed says, in both languages.

use crate::model::cell::Cell;
use crate::run::words::Runs;
use crate::screens::speed::kinds::{Look, Place};
use crate::words::list::words;

words! {
    pub Words: Runs;

    // Speed.
    speed_title: "Why training an RNN is slow" | "ทำไมการฝึก RNN จึงช้า";
    speed_lede:
        "Each step waits for the one before. The same work without the waiting can be done at once."
        | "แต่ละขั้นต้องรอขั้นก่อนหน้า ถ้าไม่ต้องรอกัน งานเดียวกันนี้ทำพร้อมกันได้";
    measure: "Measure" | "วัด";
    will_measure:
        "this machine, about a minute; longer where the browser’s clock is coarse"
        | "เครื่องนี้ ราวหนึ่งนาที นานกว่านั้นถ้านาฬิกาของเบราว์เซอร์หยาบ";
    measuring: "Measuring" | "กำลังวัด";
    stop: "Stop" | "หยุด";
    measured_of(done, of): "{done} of {of}" | "{done} จาก {of}";
    at_once: "without waiting" | "โดยไม่ต้องรอ";
    show_label: "Show" | "แสดง";
    measured: "What was measured" | "สิ่งที่วัดได้";
    measuring_now(cell, words, work, place): "{cell}, {words} words, {work}, {place}" | "{cell} {words} คำ {work} {place}";
    measuring_rate: "the engine’s own rate" | "ความเร็วของตัวคำนวณเอง";
    pass_update: "one update" | "อัปเดตหนึ่งครั้ง";
    pass_forward: "forward" | "ขาไป";
    not_yet: "Not measured yet: it comes after what is being measured now." | "ยังไม่ได้วัด จะวัดต่อจากที่กำลังวัดอยู่";
    at_length(name, words, value): "{name} at {words} words: {value}" | "{name} ที่ {words} คำ: {value}";
    memory_kb: "memory of an update, KB" | "หน่วยความจำต่ออัปเดต (KB)";
    speed_idle_title: "Nothing measured yet" | "ยังไม่ได้วัด";
    speed_idle_text:
        "Measure times five networks of the same width on one sequence of 8 to 1,024 words, on this machine: forward, and one training update (forward, backward, Adam)."
        | "ปุ่ม “วัด” จับเวลาโครงข่ายห้าแบบที่กว้างเท่ากันบนเครื่องนี้ กับลำดับหนึ่งลำดับที่ยาว 8 ถึง 1,024 คำ ทั้งขาไปอย่างเดียว และอัปเดตหนึ่งครั้ง (ขาไป แพร่ย้อนกลับ และ Adam)";
    guess_question(words): "Guess: which takes longest for an update of {words} words, on one core?" | "ทาย: อัปเดตหนึ่งครั้งของ {words} คำบนคอร์เดียว แบบใดใช้เวลานานที่สุด";
    my_guess: "your guess" | "ที่คุณทาย";
    guess_was_slowest(cell): "As you guessed: {cell} takes longest here on one core." | "ทายถูก: บนคอร์เดียว {cell} ใช้เวลานานที่สุด";
    guess_slowest(guess, slowest): "You guessed {guess}; here it was {slowest}." | "คุณทาย {guess} แต่บนเครื่องนี้คือ {slowest}";
    speed_begun: "Measuring" | "กำลังวัด";
    speed_takes(cell, milliseconds): "{cell} {milliseconds} ms" | "{cell} {milliseconds} ms";
    speed_one_core(words, times): "An update of {words} words on one core: {times}." | "อัปเดตหนึ่งครั้งของ {words} คำบนคอร์เดียว: {times}";
    speed_growth(times, attention, lstm):
        "With {times} times the words, attention takes {attention} times as long and the LSTM {lstm} times. Every word looks at every word: counted in products, that part grows with the square."
        | "เมื่อคำเพิ่มเป็น {times} เท่า แอตเทนชันใช้เวลาเป็น {attention} เท่า ส่วน LSTM {lstm} เท่า เพราะทุกคำมองทุกคำ เมื่อนับจำนวนการคูณ ส่วนนี้โตตามกำลังสอง";
    speed_growth_untold(spread):
        "How the times grow cannot be told here: the readings themselves differ by {spread}."
        | "บนเครื่องนี้ยังบอกไม่ได้ว่าเวลาโตอย่างไร เพราะค่าที่วัดได้เองก็ต่างกัน {spread}";
    speed_so_far: "Measured so far" | "ที่วัดได้แล้ว";
    speed_no_slowest: "On one core, none was seen to take longest" | "บนคอร์เดียว ยังไม่เห็นว่าแบบใดใช้เวลานานที่สุด";
    guess_untold(guess):
        "You guessed {guess}; the readings differ too much to tell which takes longest here."
        | "คุณทาย {guess} แต่ค่าที่วัดได้ต่างกันมากเกินกว่าจะบอกได้ว่าแบบใดช้าที่สุด";
    speed_slowest(cell): "On one core, {cell} takes longest here" | "บนคอร์เดียวของเครื่องนี้ {cell} ใช้เวลานานที่สุด";
    sketch: "sketch: what waits for what (a box is a word)" | "ภาพร่าง: อะไรต้องรออะไร (หนึ่งช่องคือหนึ่งคำ)";
    sketch_text:
        "A sketch. RNN, LSTM, GRU: each word waits for the one before. minGRU: rounds of pairs, each round doubling how far it reaches. Attention: every word from every word, none waits."
        | "ภาพร่าง RNN, LSTM, GRU: แต่ละคำรอคำก่อนหน้า minGRU: จับคู่เป็นรอบ แต่ละรอบไกลขึ้นสองเท่า แอตเทนชัน: ทุกคำมองทุกคำ ไม่มีคำใดรอ";
    sketch_waits: "RNN, LSTM, GRU: each word waits for the one before" | "RNN, LSTM, GRU: แต่ละคำรอคำก่อนหน้า";
    sketch_scan: "minGRU by a scan: a few rounds, each reaching twice as far" | "minGRU ด้วย scan: ไม่กี่รอบ แต่ละรอบไกลขึ้นสองเท่า";
    sketch_attends: "attention: every word from every word, none waits" | "แอตเทนชัน: ทุกคำมองทุกคำ ไม่มีคำใดรอ";
    gpu_none: "This browser has no GPU to compute on here, so nothing was measured on one." | "เบราว์เซอร์นี้ไม่มี GPU ให้คำนวณ จึงไม่ได้วัดบน GPU";
    speed_found_text(cores):
        "The same weights, and (up to rounding over the cores) as many products. Steps that wait for one another keep one core busy while any others have nothing to do; words that need not wait are shared by {cores} cores. A GPU has thousands of arithmetic units."
        | "น้ำหนักชุดเดียวกัน จำนวนการคูณเท่ากัน (ต่างได้เล็กน้อยจากการหารให้ลงตัวตามจำนวนคอร์) ขั้นที่ต้องรอกันใช้ได้เพียงคอร์เดียว คอร์อื่นจึงว่าง ส่วนคำที่ไม่ต้องรอกันแบ่งกันทำได้ {cores} คอร์ ส่วน GPU มีหน่วยคำนวณหลายพันหน่วย";
    speed_gain(least, most):
        "Waiting takes {least} to {most} times as long here"
        | "บนเครื่องนี้ แบบที่ต้องรอใช้เวลาเป็น {least} ถึง {most} เท่าของแบบที่ไม่ต้องรอ";
    speed_some_gain:
        "Waiting takes longer here, but not for every cell"
        | "บนเครื่องนี้ แบบที่ต้องรอใช้เวลานานกว่า แต่ไม่ใช่ทุกเซลล์";
    speed_no_gain:
        "Waiting was not seen to take longer here"
        | "บนเครื่องนี้ ยังไม่เห็นว่าแบบที่ต้องรอใช้เวลานานกว่า";
    speed_line(cell, words, milliseconds, once):
        "{cell}, {words} words: {milliseconds} ms in a row, {once} ms at once."
        | "{cell} {words} คำ: ทีละขั้น {milliseconds} ms พร้อมกัน {once} ms";
    speed_times(ratio): "Waiting takes {ratio} times as long." | "แบบที่ต้องรอใช้เวลาเป็น {ratio} เท่าของแบบที่ไม่ต้องรอ";
    speed_same(spread):
        "That is no difference here: the readings themselves differ by {spread}."
        | "ถือว่าไม่ต่างกัน เพราะค่าที่วัดได้เองก็ต่างกัน {spread}";
    throughput: "What the engine gets out of this machine" | "ตัวคำนวณใช้เครื่องนี้ได้แค่ไหน";
    throughput_text:
        "An LSTM of 128 units, 64 steps, 16 sequences, one whole update."
        | "LSTM 128 หน่วย 64 ขั้น 16 ลำดับ อัปเดตเต็มหนึ่งครั้ง";
    throughput_cpu(gflop, peak, percent):
        "Processor: {gflop} of {peak} GFLOP/s that its SIMD can multiply and add ({percent})"
        | "CPU: {gflop} จาก {peak} GFLOP/s ที่ SIMD คูณและบวกได้ ({percent})";
    throughput_gpu(gflop, adapter): "WebGPU: {gflop} GFLOP/s on {adapter}" | "WebGPU: {gflop} GFLOP/s บน {adapter}";
    throughput_no_gpu(why): "WebGPU: {why}" | "WebGPU: {why}";
    slow_note:
        "On one core what counts is how many products are made, and those of attention grow with the square of the words. Where thousands of units multiply at once, as on a GPU, what waits leaves most of them idle. For this reason transformers give up reading step by step: they read and learn from all words at once. They still write one word after the other."
        | "บนคอร์เดียว สิ่งที่มีผลคือจำนวนการคูณ ซึ่งในแอตเทนชันโตตามกำลังสองของจำนวนคำ แต่เมื่อมีหน่วยคำนวณหลายพันหน่วยทำพร้อมกันอย่างใน GPU สิ่งที่ต้องรอทำให้หน่วยส่วนใหญ่ว่าง ทรานส์ฟอร์เมอร์ (Transformer) จึงเลิกอ่านทีละขั้น แล้วอ่านและเรียนจากทุกคำพร้อมกัน แต่ตอนเขียนก็ยังเขียนทีละคำ";

    [choices]
    net_word [Cell] () {
        Cell::Attention => "attention" | "แอตเทนชัน",
        Cell::MinGru => "minGRU" | "minGRU",
        Cell::Gru => "GRU" | "GRU",
        Cell::Lstm => "LSTM" | "LSTM",
        _ => "RNN" | "RNN",
    }
    look_name [Look] () {
        Look::One => "update" | "อัปเดต",
        Look::Forward => "forward" | "ขาไป",
        Look::Cores => "all cores" | "ทุกคอร์",
        Look::Gpu => "WebGPU" | "WebGPU",
        Look::Memory => "memory" | "หน่วยความจำ",
    }
    caption [Look] () {
        Look::One => "Milliseconds an update, one sequence, one core (both axes logarithmic)" | "มิลลิวินาทีต่ออัปเดต หนึ่งลำดับ คอร์เดียว (แกนลอการิทึมทั้งสอง)",
        Look::Forward => "Milliseconds forward, one sequence, one core (both axes logarithmic)" | "มิลลิวินาทีของขาไป หนึ่งลำดับ คอร์เดียว (แกนลอการิทึมทั้งสอง)",
        Look::Cores => "Milliseconds an update: in a row on one core, and as many words that need not wait on all cores" | "มิลลิวินาทีต่ออัปเดต: ทีละขั้นบนคอร์เดียว กับคำจำนวนเท่ากันที่ไม่ต้องรอบนทุกคอร์",
        Look::Gpu => "Milliseconds an update, one sequence, WebGPU (both axes logarithmic)" | "มิลลิวินาทีต่ออัปเดต หนึ่งลำดับ WebGPU (แกนลอการิทึมทั้งสอง)",
        Look::Memory => "Kilobytes that an update keeps (both axes logarithmic)" | "กิโลไบต์ที่อัปเดตหนึ่งครั้งใช้เก็บ (แกนลอการิทึมทั้งสอง)",
    }
    place_name [Place] () {
        Place::One => "one core" | "คอร์เดียว",
        Place::Cores => "all cores, none waits" | "ทุกคอร์ ไม่ต้องรอ",
        Place::Gpu => "WebGPU" | "WebGPU",
    }
    column [(Place, bool)] () {
        (Place::One, false) => "forward, one core, ms" | "ขาไป คอร์เดียว (ms)",
        (Place::One, true) => "update, one core, ms" | "อัปเดต คอร์เดียว (ms)",
        (Place::Cores, _) => "update, none waits, ms" | "อัปเดต ไม่ต้องรอ (ms)",
        (Place::Gpu, false) => "forward, WebGPU, ms" | "ขาไป WebGPU (ms)",
        (Place::Gpu, true) => "update, WebGPU, ms" | "อัปเดต WebGPU (ms)",
    }
}
