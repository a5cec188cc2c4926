//! What is said of runs, devices and data, wherever something is learnt or measured.

use crate::scene::words::Pictures;
use crate::words::list::words;

words! {
    pub Runs: Pictures;

    // Settings.
    rate: "Learning rate" | "อัตราการเรียนรู้ (learning rate)";

    // The transport.
    transport: "Training controls" | "ปุ่มควบคุมการฝึก";
    start: "Start" | "เริ่ม";
    go_on: "Go on" | "ฝึกต่อ";
    rewind: "Rewind to the first update" | "ย้อนกลับไปอัปเดตแรก";
    pace: "Pace" | "ความเร็ว";
    full_speed: "max" | "สูงสุด";
    progress(update, of, percent): "Update {update} of {of}, {percent}" | "อัปเดตที่ {update} จาก {of} ({percent})";
    seconds(seconds): "{seconds} s" | "{seconds} วินาที";
    minutes(minutes): "{minutes} min" | "{minutes} นาที";

    // Device.
    on_cpu: "processor, SIMD" | "CPU (SIMD)";
    on_gpu: "WebGPU" | "WebGPU";
    why_asked: "as the address asks" | "ตามที่ลิงก์กำหนด";
    why_faster(milliseconds, gpu, trip):
        "an update takes {milliseconds} ms on the processor, {gpu} ms on the GPU, the way there and back {trip} ms"
        | "หนึ่งอัปเดตใช้ {milliseconds} ms บน CPU และ {gpu} ms บน GPU ส่งข้อมูลไปกลับ {trip} ms";
    why_slower(here, there, way):
        "the GPU would not pay: an update takes {here} ms here, {there} ms there, the way {way} ms"
        | "ใช้ GPU ไม่คุ้ม: หนึ่งอัปเดตบน CPU {here} ms บน GPU {there} ms ส่งข้อมูลไปกลับ {way} ms";
    why_software(adapter):
        "the only adapter, {adapter}, computes on the processor too"
        | "มีเพียง {adapter} ซึ่งก็คำนวณบน CPU เหมือนกัน";
    why_no_adapter: "this browser offers no GPU here" | "เบราว์เซอร์นี้ไม่มี GPU ให้ใช้";
    why_large: "the run is too large for what the GPU binds at once" | "งานนี้ใหญ่เกินกว่าที่ GPU รับได้ในคราวเดียว";
    why_memory: "the GPU has too little memory" | "หน่วยความจำของ GPU ไม่พอ";
    why_lost: "the GPU went away; the run goes on from where it was" | "GPU ใช้ไม่ได้แล้ว จึงฝึกต่อจากจุดเดิม";
    why_disagrees(part):
        "the GPU computes something else ({part}), so it is not trusted"
        | "GPU คำนวณได้ค่าไม่ตรงกัน ({part}) จึงไม่ใช้";

    // Actions and notices.
    pin: "Pin this curve" | "ปักหมุดเส้นนี้";
    unpin(name): "Unpin {name}" | "ถอนหมุด: {name}";
    restarted:
        "The engine did not answer and was started anew, from the last snapshot."
        | "ตัวคำนวณไม่ตอบสนอง จึงเริ่มทำงานใหม่จากจุดที่บันทึกล่าสุด";
    restored(updates):
        "The run of your last visit is here again, at update {updates}. Rewind begins anew."
        | "การฝึกครั้งก่อนกลับมาแล้ว อยู่ที่อัปเดตที่ {updates} กดย้อนกลับเพื่อฝึกใหม่ตั้งแต่ต้น";
    no_worker:
        "No worker may start here, so training runs on the page’s own thread."
        | "ที่นี่เปิด worker ไม่ได้ การฝึกจึงทำงานบนเธรดของหน้านี้";
    failed_title: "The part that trains did not load" | "โหลดส่วนที่ใช้ฝึกไม่สำเร็จ";
    failed_text:
        "The site that shows this page leaves out engine.js or engine_bg.wasm, or something blocks them. Reload the page; what does not train works without it."
        | "เว็บไซต์ที่แสดงหน้านี้อาจขาดไฟล์ engine.js หรือ engine_bg.wasm หรือมีบางอย่างปิดกั้นไฟล์เหล่านี้ โปรดโหลดหน้านี้ใหม่ ส่วนอื่นที่ไม่ต้องฝึกยังใช้งานได้ตามปกติ";
    device_changed(why): "Now on the processor: {why}." | "เปลี่ยนมาใช้ CPU: {why}";
    refuse_empty: "There is no text in it." | "ไม่มีข้อความในนี้";
    refuse_utf8(byte):
        "This is not UTF-8 text: byte {byte} breaks the encoding. Save it as UTF-8 and try again."
        | "ไม่ใช่ข้อความ UTF-8: ไบต์ที่ {byte} ผิดรูปแบบ ลองบันทึกเป็น UTF-8 แล้วเปิดใหม่";
    refuse_large(kilobytes, most):
        "The file has {kilobytes} KB; at most {most} KB are read."
        | "ไฟล์มีขนาด {kilobytes} KB อ่านได้ไม่เกิน {most} KB";
    refuse_short(tokens, needed):
        "{tokens} tokens are too few; at least {needed} are needed."
        | "{tokens} โทเค็นน้อยเกินไป ต้องมีอย่างน้อย {needed}";
    refuse_same:
        "It is one token over and over: there is nothing to foresee."
        | "มีโทเค็นเดียวซ้ำไปมา จึงไม่มีอะไรให้ทำนาย";
    refuse_nothing_again:
        "Hardly a token comes twice: what is held out would have none that can be learnt. A longer text helps, or cutting it into characters."
        | "แทบไม่มีโทเค็นใดซ้ำกัน ส่วนที่กันไว้จึงไม่มีอะไรที่เรียนรู้ได้ ลองใช้ข้อความที่ยาวกว่านี้ หรือตัดเป็นตัวอักษร";
    loss: "Loss" | "ค่าความสูญเสีย";
    clip: "Clip" | "จำกัดเกรเดียนต์";
    off: "off" | "ปิด";
    loss_last: "last word" | "คำสุดท้าย";
    settings: "Settings" | "การตั้งค่า";
    loss_all: "all words" | "ทุกคำ";

    [choices]
    /// By its name in the address.
    optimiser_name [&str] () {
        "momentum" => "SGD with momentum" | "SGD แบบมีโมเมนตัม",
        "rmsprop" => "RMSProp" | "RMSProp",
        "adam" => "Adam" | "Adam",
        "adamw" => "AdamW" | "AdamW",
        _ => "SGD" | "SGD",
    }
}
