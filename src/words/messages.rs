//! What the page says on every screen: the frame, the transport, notices, keys.

use super::list::words;

words! {
    pub Messages;

    // The frame.
    product: "Unrolled" | "Unrolled";
    skip_link: "Skip to the step controls" | "ข้ามไปยังปุ่มควบคุม";
    language: "Language" | "ภาษา";
    theme: "Theme" | "ธีม";
    present: "Present" | "นำเสนอ";
    leave_present: "Leave" | "ออก";
    dismiss: "Dismiss" | "ปิด";
    strip: "The sentence and the memory after each word" | "ประโยคและความจำหลังอ่านแต่ละคำ";

    // The transport.
    transport: "Step controls" | "ปุ่มควบคุมขั้น";
    first: "Back to the start" | "กลับไปจุดเริ่มต้น";
    back: "One step back" | "ย้อนหนึ่งขั้น";
    play: "Play" | "เล่น";
    pause: "Pause" | "หยุดชั่วคราว";
    timeline: "Position in the sentence" | "ตำแหน่งในประโยค";
    speed: "Speed" | "ความเร็ว";

    // Actions.
    own_sentence: "Your own sentence" | "ประโยคของคุณเอง";
    own_label: "A sentence for the network to read" | "ประโยคที่จะให้โครงข่ายอ่าน";
    own_hint:
        "Up to 64 words (12 where the network is unrolled). It knows few; others are marked."
        | "ไม่เกิน 64 คำ (12 คำในหน้าที่คลี่ออก) มันรู้จักเพียงไม่กี่คำ คำอื่นจะมีเครื่องหมายบอก";
    own_hint_known: "It reads these words only." | "มันอ่านได้เฉพาะคำเหล่านี้";
    own_read: "Read it" | "ให้มันอ่าน";
    cancel: "Cancel" | "ยกเลิก";
    known_words: "Words it knows" | "คำที่มันรู้จัก";
    network: "Change the network" | "เปลี่ยนโครงข่าย";
    cell: "Cell" | "เซลล์";
    units: "Units" | "จำนวนหน่วย";
    fewer: "Fewer units" | "ลดจำนวนหน่วย";
    more: "More units" | "เพิ่มจำนวนหน่วย";
    weights: "Weights" | "น้ำหนัก";
    trained: "Trained" | "ฝึกแล้ว";
    random: "Random" | "สุ่ม";
    seed: "Seed" | "ค่าตั้งต้นการสุ่ม (seed)";
    table: "Data table" | "ตารางข้อมูล";
    copy_link: "Copy link" | "คัดลอกลิงก์";
    copied: "Link copied" | "คัดลอกลิงก์แล้ว";
    copy_failed(link):
        "The browser does not let this page copy. The link is: {link}"
        | "เบราว์เซอร์ไม่ให้หน้านี้คัดลอก ลิงก์คือ {link}";
    reset: "Reset" | "เริ่มใหม่";
    keys: "Keys" | "แป้นลัด";
    open_cell(word): "Open the cell at “{word}”" | "เปิดดูภายในเซลล์ตอนอ่าน “{word}”";
    up: "One level back" | "ย้อนหนึ่งระดับ";
    close: "Close" | "ปิด";
    arithmetic: "Arithmetic" | "วิธีคำนวณ";
    table_word: "word" | "คำ";
    table_guess: "best guess" | "คำที่น่าจะเป็นที่สุด";
    menu: "Screen" | "หน้า";
    screen_of(position, count): "{position} of {count}" | "{position} จาก {count}";
    next_word: "Next word" | "คำถัดไป";
    operations: "Operation in this step" | "การคำนวณในขั้นนี้";
    beside: "Side by side" | "เทียบกัน";

    // Touching the numbers.
    change_label: "Change it to" | "เปลี่ยนเป็น";
    change: "Set" | "ตกลง";
    restore: "Restore" | "คืนค่าเดิม";
    was(value): "Changed by hand; it was {value}" | "เปลี่ยนด้วยมือ ค่าเดิมคือ {value}";
    hold_label: "Hold this gate at this step" | "ตรึงเกตนี้ในขั้นนี้";
    free: "free" | "ปล่อย";
    pin: "Pin over time" | "ปักหมุดดูตามเวลา";
    pinned: "Pinned" | "ปักหมุดแล้ว";
    notice_no_value(what):
        "The link changes or pins {what}, which does not exist here; the rest of it applies."
        | "ลิงก์เปลี่ยนหรือปักหมุด {what} ซึ่งไม่มีที่นี่ ส่วนอื่นของลิงก์ยังใช้ได้";
    error_too_many_characters:
        "That is too long for a link. Shorten the sentence."
        | "ยาวเกินไปสำหรับลิงก์ ลองย่อประโยค";
    notice_bad(key, value):
        "The address says {key}={value}, which is not possible here; the usual value is used instead."
        | "ลิงก์ระบุ {key}={value} ซึ่งใช้ที่นี่ไม่ได้ จึงใช้ค่าปกติแทน";
    notice_unknown_key(key):
        "“{key}” is not a key of this address; it was left out."
        | "“{key}” ไม่ใช่คีย์ของลิงก์นี้ จึงข้ามไป";
    notice_unknown_near(key, near):
        "“{key}” is not a key of this address; did you mean “{near}”?"
        | "“{key}” ไม่ใช่คีย์ของลิงก์นี้ หมายถึง “{near}” หรือไม่";
    notice_not_arrived(name):
        "“{name}” could not be loaded, so this screen stays. Check the connection and choose it again."
        | "โหลด “{name}” ไม่สำเร็จ หน้านี้จึงยังอยู่ ตรวจดูการเชื่อมต่อแล้วเลือกอีกครั้ง";
    notice_no_deck:
        "The lecture of this link is not here: its text did not arrive, or the link was cut. The figure stands as it is."
        | "ไม่พบบทบรรยายของลิงก์นี้ เนื้อหามาไม่ถึงหรือลิงก์ถูกตัดไป ภาพยังอยู่ตามเดิม";
    next_screen(next): "Next: {next}" | "ต่อไป: {next}";
    recap: "What each screen shows" | "แต่ละหน้าแสดงอะไร";
    recap_again: "Choose one to open it." | "เลือกข้อใดก็ได้เพื่อเปิดดู";
    was_reset: "Everything is as the link said." | "ทุกอย่างกลับเป็นตามลิงก์แล้ว";
    was_begun_anew: "It begins anew; what there was is put aside." | "เริ่มใหม่แล้ว ของเดิมพักไว้ให้";
    undo: "Undo" | "เลิกทำ";
    field_whole(typed, least, most):
        "“{typed}” does not fit here: a whole number from {least} to {most}. The old value stays."
        | "ใช้ “{typed}” ที่นี่ไม่ได้ ต้องเป็นจำนวนเต็มตั้งแต่ {least} ถึง {most} ค่าเดิมยังคงอยู่";
    notice_too_long:
        "The address is longer than 4096 characters; the rest of it was not read."
        | "ลิงก์ยาวเกิน 4096 อักขระ จึงไม่ได้อ่านส่วนที่เหลือ";
    notice_no_screen(screen):
        "The screen “{screen}” is not built yet, so here is the first one."
        | "หน้า “{screen}” ยังไม่ได้สร้าง จึงแสดงหน้าแรกแทน";
    notice_untrained_size(units):
        "Not every network asked for ships trained with {units} units; so the weights here are random."
        | "โครงข่ายที่เลือกไม่ได้มีแบบที่ฝึกแล้วขนาด {units} หน่วยครบทุกแบบ จึงใช้น้ำหนักสุ่ม";
    notice_not_here(key): "“{key}” cannot be changed on this screen yet." | "หน้านี้ยังเปลี่ยน “{key}” ไม่ได้";
    notice_own_file:
        "This link is about a network file on somebody's machine: open that file first. Here is the usual example."
        | "ลิงก์นี้อ้างถึงไฟล์โครงข่ายที่อยู่ในเครื่องของใครคนหนึ่ง ต้องเปิดไฟล์นั้นก่อน ตอนนี้แสดงตัวอย่างเริ่มต้นแทน";
    ours: "Our own example instead" | "กลับไปใช้ตัวอย่างของเรา";
    notice_own_unfit:
        "This screen cannot show your network; “Your own network” steps it. Here is the usual example."
        | "หน้านี้แสดงโครงข่ายของคุณไม่ได้ เดินดูได้ที่ “โครงข่ายของคุณ” ตอนนี้แสดงตัวอย่างเริ่มต้นแทน";
    notice_own_link:
        "The link does not carry your file: whoever follows it opens that file first."
        | "ลิงก์ไม่ได้พาไฟล์ของคุณไปด้วย ผู้เปิดลิงก์ต้องเปิดไฟล์นั้นก่อน";
    notice_hidden_value(what):
        "{what} cannot be opened at this step; the rest of the link applies."
        | "เปิด {what} ในขั้นนี้ไม่ได้ ส่วนอื่นของลิงก์ยังใช้ได้";
    theme_auto: "Auto" | "อัตโนมัติ";
    theme_light: "Light" | "สว่าง";
    theme_dark: "Dark" | "มืด";
    theme_projector: "Projector" | "โปรเจกเตอร์";
    theme_contrast: "Contrast" | "คมชัดสูง";
    key_steps: "one step on, one step back" | "เดินหน้าหนึ่งขั้น ย้อนหนึ่งขั้น";
    key_main:
        "the main button; while something runs, and at the end, the clicker goes on to the next screen"
        | "ปุ่มหลัก ระหว่างที่มีการคำนวณ และเมื่อถึงท้ายหน้า รีโมตจะไปหน้าถัดไป";
    key_back: "one step back" | "ย้อนหนึ่งขั้น";
    key_ends: "start, end" | "จุดเริ่มต้น จุดสิ้นสุด";
    key_screens: "the screen before, the next one" | "หน้าก่อน หน้าถัดไป";
    key_present: "present (while the figure has the focus)" | "นำเสนอ (เมื่อโฟกัสอยู่ที่ภาพ)";
    key_dark: "darken the page, light it again (B while presenting)" | "ทำให้จอมืด สว่างอีกครั้ง (B ขณะนำเสนอ)";
    key_beats: "the beat before, the next one, all beats (in a lecture)" | "ช่วงก่อน ช่วงถัดไป ทุกช่วง (ในบทบรรยาย)";
    key_aids: "show of hands, code for phones, spotlight (while presenting)" | "ยกมือ คิวอาร์โค้ด ไฟส่องแถว (ขณะนำเสนอ)";
    key_figure: "copy link, reset (while the figure has the focus)" | "คัดลอกลิงก์ เริ่มใหม่ (เมื่อโฟกัสอยู่ที่ภาพ)";
    key_escape: "one level back" | "ย้อนหนึ่งระดับ";
    key_this: "this list" | "รายการนี้";
    key_answer: "choose an answer" | "เลือกคำตอบ";
    key_unit: "another unit" | "เลือกหน่วยอื่น";
    key_open: "open the number" | "เปิดดูตัวเลข";
    key_word: "next word (inside the cell)" | "คำถัดไป (ภายในเซลล์)";
    key_change: "change the open number" | "เปลี่ยนตัวเลขที่เปิดอยู่";
    key_pin: "pin the open number; play, pause while presenting" | "ปักหมุดตัวเลขที่เปิดอยู่ เล่น หยุดขณะนำเสนอ";
    key_table: "table (while the figure has the focus)" | "ตาราง (เมื่อโฟกัสอยู่ที่ภาพ)";
    key_roll: "roll, unroll (while the figure has the focus)" | "ม้วน คลี่ (เมื่อโฟกัสอยู่ที่ภาพ)";
    key_tab: "to the next control" | "ไปยังปุ่มถัดไป";
}
