//! What the screen of speed says, in both languages.

use crate::run::words::Runs;
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
        "this machine, about 20 seconds; longer where the browser’s clock is coarse"
        | "เครื่องนี้ ราว 20 วินาที นานกว่านั้นถ้านาฬิกาของเบราว์เซอร์หยาบ";
    measuring: "Measuring" | "กำลังวัด";
    stop: "Stop" | "หยุด";
    measured_of(done, of): "{done} of {of}" | "{done} จาก {of}";
    step_by_step: "step by step" | "ทีละขั้น";
    at_once: "at once" | "พร้อมกัน";
    milliseconds: "Milliseconds an update (both axes logarithmic)" | "มิลลิวินาทีต่ออัปเดต (แกนลอการิทึมทั้งสอง)";
    speed_idle_title: "Nothing measured yet" | "ยังไม่ได้วัด";
    speed_idle_text:
        "Measure times one training update (forward, backward, Adam) of one sequence, for growing lengths: once word after word, and once as about as many words that need not wait for one another, shared by all cores."
        | "ปุ่ม “วัด” จับเวลาการอัปเดตหนึ่งครั้ง (ไปข้างหน้า แพร่ย้อนกลับ และ Adam) ของหนึ่งลำดับที่ยาวขึ้นเรื่อย ๆ สองแบบ: ทีละคำ และแบบที่คำจำนวนพอ ๆ กันไม่ต้องรอกัน จึงแบ่งกันทำได้ทุกคอร์";
    speed_found_title(cell, length, milliseconds, once, cores):
        "{cell}: {length} words take {milliseconds} ms in a row, {once} ms at once on {cores} cores"
        | "{cell}: {length} คำใช้ {milliseconds} ms เมื่อทำทีละขั้น และ {once} ms เมื่อทำพร้อมกันบน {cores} คอร์";
    speed_found_text(cores):
        "The same weights, and (up to rounding over the cores) as many products. Steps that wait for one another keep one core busy while any others have nothing to do; words that need not wait are shared by {cores} cores. A GPU has thousands of arithmetic units."
        | "น้ำหนักชุดเดียวกัน จำนวนการคูณเท่ากัน (ต่างได้เล็กน้อยจากการหารให้ลงตัวตามจำนวนคอร์) ขั้นที่ต้องรอกันใช้ได้เพียงคอร์เดียว คอร์อื่นจึงว่าง ส่วนคำที่ไม่ต้องรอกันแบ่งกันทำได้ {cores} คอร์ ส่วน GPU มีหน่วยคำนวณหลายพันหน่วย";
    speed_gain(least, most):
        "Waiting takes {least} to {most} times as long here"
        | "บนเครื่องนี้ แบบที่ต้องรอใช้เวลาเป็น {least} ถึง {most} เท่า";
    speed_some_gain:
        "Waiting takes longer here, but not for every cell"
        | "บนเครื่องนี้ แบบที่ต้องรอใช้เวลานานกว่า แต่ไม่ใช่ทุกเซลล์";
    speed_no_gain:
        "Waiting was not seen to take longer here"
        | "บนเครื่องนี้ ยังไม่เห็นว่าแบบที่ต้องรอใช้เวลานานกว่า";
    speed_line(cell, words, milliseconds, once):
        "{cell}, {words} words: {milliseconds} ms in a row, {once} ms at once."
        | "{cell} {words} คำ: ทีละขั้น {milliseconds} ms พร้อมกัน {once} ms";
    speed_times(ratio): "Waiting takes {ratio} times as long." | "แบบที่ต้องรอใช้เวลาเป็น {ratio} เท่า";
    speed_same(spread):
        "That is no difference here: the readings themselves differ by {spread}."
        | "ถือว่าไม่ต่างกัน เพราะค่าที่วัดได้เองก็ต่างกัน {spread}";
    sketch: "sketch: what will be measured" | "ภาพร่าง: สิ่งที่จะวัด";
    core(number): "core {number}" | "คอร์ {number}";
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
        "Transformers give up reading step by step for this reason: they read and learn from all words at once. They still write one word after the other."
        | "ทรานส์ฟอร์เมอร์ (Transformer) จึงเลิกอ่านทีละขั้น แล้วอ่านและเรียนจากทุกคำพร้อมกัน แต่ตอนเขียนก็ยังเขียนทีละคำ";
}
