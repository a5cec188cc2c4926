//! What the screen of unrolling says, in both languages.

use crate::scene::words::Pictures;
use crate::words::list::words;

words! {
    pub Words: Pictures;
    unroll_lede:
        "The network is one cell with a loop. Unrolled in time it looks like many, with one set of weights."
        | "โครงข่ายคือเซลล์เดียวที่มีวงวน เมื่อคลี่ออกตามเวลาจะดูเหมือนมีหลายเซลล์ แต่ใช้น้ำหนักชุดเดียว";

    // Unrolled.
    rolled_title: "A loop: what it says to itself" | "วงวน: สิ่งที่มันบอกตัวเอง";
    rolled_text:
        "At each word the cell reads its own last numbers along with the word. It has one set of weights, on the card."
        | "ทุกครั้งที่อ่านคำ เซลล์จะอ่านตัวเลขล่าสุดของตัวเองไปด้วย มันมีน้ำหนักชุดเดียว อยู่บนการ์ด";
    unroll_it: "Unroll the loop in time" | "คลี่วงวนออกตามเวลา";
    roll_it: "Roll it up again" | "ม้วนกลับ";
    unrolled_title(moments): "{moments} moments of one cell" | "เซลล์เดียว {moments} ขั้นเวลา";
    unrolled_text(words, weights):
        "Each of the {words} ghosts is the same cell at another word, tied to one card of {weights} weights."
        | "เงาทั้ง {words} คือเซลล์เดียวกันขณะอ่านคำต่างกัน ผูกกับการ์ดใบเดียวที่มีน้ำหนัก {weights} ค่า";
    unrolled_same(weights, cell, head):
        "Still {weights} weights, at any length: {cell} in the cell and {head} to say a word."
        | "ยังมีน้ำหนัก {weights} ค่าเท่าเดิม ไม่ว่าจะยาวเท่าใด: {cell} ค่าในเซลล์ และ {head} ค่าไว้ตอบเป็นคำ";
    unrolled_hint:
        "Choose a weight and change it: every ghost that uses it moves."
        | "ลองเปลี่ยนน้ำหนักสักค่า ทุกเงาจะเปลี่ยนตาม";
    twice_as_long(words):
        "Twice as long: {words} words. How many weights then?"
        | "ยาวเป็นสองเท่า: {words} คำ จะมีน้ำหนักกี่ค่า";
    shorter: "Fewer words" | "ลดจำนวนคำ";
    longer: "More words" | "เพิ่มจำนวนคำ";
    from_this_word(word): "from “{word}”" | "จาก “{word}”";
    one_card(weights): "One set of {weights} weights" | "น้ำหนักชุดเดียว {weights} ค่า";
    one_card_text:
        "Used at every word. Of the words’ columns only the one that is read is shown."
        | "ใช้กับทุกคำ จากคอลัมน์ของคำทั้งหมด แสดงเฉพาะคำที่กำลังอ่าน";
    one_card_table:
        "Used at every word. Words enter through a table of vectors; the columns of those are not shown."
        | "ใช้กับทุกคำ คำเข้ามาผ่านตารางเวกเตอร์ ซึ่งไม่ได้แสดงคอลัมน์ไว้";
    count_words: "words" | "คำ";
    count_memory: "numbers kept" | "ตัวเลขที่จำ";
    count_weights: "weights" | "ค่าน้ำหนัก";
    title: "One cell, many moments" | "เซลล์เดียว หลายขั้นเวลา";
}
