//! Why a network's file was refused and what to do next, and what of an accepted one is not as it was written.

use crate::model::file::MAX_FILE_BYTES;
use crate::model::file::refusal::{FileError, Foreign, Limit, Trouble, Unlike};
use crate::words::Lang;
use crate::words::list::words;

words! {
    pub Files;
    cannot(why): "This file cannot be opened: {why}." | "เปิดไฟล์นี้ไม่ได้: {why}";
    empty: "it is empty" | "ไฟล์ว่างเปล่า";
    large(megabytes, most): "it has {megabytes} MB, and at most {most} MB are read" | "ไฟล์มีขนาด {megabytes} MB อ่านได้ไม่เกิน {most} MB";
    header(bytes): "its header says that it is {bytes} bytes long, so this is no safetensors file" | "ส่วนหัวบอกว่ายาว {bytes} ไบต์ จึงไม่ใช่ไฟล์ safetensors";
    truncated(has, needs): "it ends after {has} of {needs} bytes; download or copy it again" | "ไฟล์จบที่ไบต์ {has} จาก {needs} ลองดาวน์โหลดหรือคัดลอกใหม่";
    duplicate(name): "two of its tensors are called {name}" | "มีเทนเซอร์สองตัวชื่อ {name}";
    broken(why): "this is no safetensors file that can be read ({why})" | "ไม่ใช่ไฟล์ safetensors ที่อ่านได้ ({why})";
    tensors(count): "it holds {count} tensors, more than are read" | "มีเทนเซอร์ {count} ตัว มากเกินกว่าที่อ่านได้";
    shape(name, shape, why): "tensor {name} has the shape {shape}, and {why}" | "เทนเซอร์ {name} มีรูปร่าง {shape} แต่{why}";
    kind(name, dtype): "tensor {name} holds {dtype}; F32, F16 and F64 are read. In Python: tensor.float()" | "เทนเซอร์ {name} เป็นชนิด {dtype} อ่านได้เฉพาะ F32, F16 และ F64 ใน Python ใช้ tensor.float()";
    not_finite(name, index): "tensor {name} holds a value that is not finite, at position {index}" | "เทนเซอร์ {name} มีค่าที่ไม่ใช่จำนวนจำกัด ที่ตำแหน่ง {index}";
    huge(name, index): "tensor {name} holds a weight over 10¹⁸ at position {index}: its products leave what 32 bits hold" | "เทนเซอร์ {name} มีน้ำหนักเกิน 10¹⁸ ที่ตำแหน่ง {index} ผลคูณจะล้นตัวเลข 32 บิต";
    missing(name): "tensor {name} is missing" | "ไม่มีเทนเซอร์ {name}";
    several(names): "it holds several networks ({names}), and one can be opened; save the one that is meant" | "มีโครงข่ายหลายตัวในไฟล์ ({names}) เปิดได้ทีละตัว โปรดบันทึกเฉพาะตัวที่ต้องการ";
    projection(name): "tensor {name} is a projection (proj_size), which no network here has" | "เทนเซอร์ {name} คือ projection (proj_size) ซึ่งโครงข่ายที่นี่ไม่มี";
    weight_norm(name): "tensor {name} is a part of weight_norm. In Python, torch.nn.utils.remove_weight_norm or parametrize.remove_parametrizations puts the weight back" | "เทนเซอร์ {name} เป็นส่วนของ weight_norm ใน Python ใช้ torch.nn.utils.remove_weight_norm หรือ parametrize.remove_parametrizations เพื่อคืนน้ำหนักเดิม";
    left_out(names): "Opened without what is no part of the network here: {names}. A save will not have it." | "เปิดแล้ว แต่ไม่รวมส่วนที่ไม่ใช่ของโครงข่ายนี้: {names} เมื่อบันทึกจะไม่มีส่วนนี้";
    zeros(names): "Opened. These biases were not in the file and are zero: {names}." | "เปิดแล้ว ไบแอสเหล่านี้ไม่มีในไฟล์ จึงเป็นศูนย์: {names}";
    [choices]
    foreign [Foreign] () {
        Foreign::Pickle => "this is a pickle (torch.save), not a safetensors file. In Python: from safetensors.torch import save_file; save_file(torch.load(\"model.pt\", weights_only=True), \"model.safetensors\")" | "นี่คือไฟล์ pickle (torch.save) ไม่ใช่ safetensors ใน Python: from safetensors.torch import save_file; save_file(torch.load(\"model.pt\", weights_only=True), \"model.safetensors\")",
        Foreign::LfsPointer => "this is a git LFS pointer, not the file itself. In its folder: git lfs pull" | "นี่คือตัวชี้ของ git LFS ไม่ใช่ตัวไฟล์ ในโฟลเดอร์นั้นใช้คำสั่ง git lfs pull",
        Foreign::WebPage => "this is a web page, not a safetensors file. Download the file itself (“raw” or “download”)" | "นี่คือหน้าเว็บ ไม่ใช่ไฟล์ safetensors โปรดดาวน์โหลดตัวไฟล์เอง (“raw” หรือ “download”)",
        Foreign::Hdf5 => "this is an HDF5 file (Keras), not a safetensors file; the weights must be saved from PyTorch's shapes" | "นี่คือไฟล์ HDF5 (Keras) ไม่ใช่ safetensors ต้องบันทึกน้ำหนักตามรูปร่างของ PyTorch",
        Foreign::Gguf => "this is a GGUF file, which holds no recurrent network, not a safetensors file" | "นี่คือไฟล์ GGUF ซึ่งไม่มีโครงข่ายเวียนซ้ำ ไม่ใช่ safetensors",
        Foreign::NumPy => "this is a NumPy array, not a safetensors file. In Python: safetensors.numpy.save_file(dict(name=array), \"model.safetensors\")" | "นี่คืออาร์เรย์ของ NumPy ไม่ใช่ safetensors ใน Python: safetensors.numpy.save_file(dict(name=array), \"model.safetensors\")",
        Foreign::Text => "this is text, not a safetensors file" | "นี่คือไฟล์ข้อความ ไม่ใช่ safetensors",
    }
    unlike [Unlike] () {
        Unlike::Words => "its words are not those of this data" | "คำในไฟล์ไม่ตรงกับข้อมูลนี้",
        Unlike::Unnamed => "it does not name its words, so nothing says that they are those of this data" | "ไฟล์ไม่ได้บอกชื่อคำ จึงไม่รู้ว่าตรงกับข้อมูลนี้หรือไม่",
        Unlike::Directions => "it reads both ways, and what is learnt here reads from the left" | "โครงข่ายอ่านสองทาง แต่ที่นี่เรียนจากซ้ายไปขวาเท่านั้น",
        Unlike::Table => "it has a table of embeddings, and what is learnt here reads words one-hot" | "มีตารางเอ็มเบดดิง แต่ที่นี่อ่านคำแบบ one-hot",
        Unlike::Sizes => "its sizes are none that can be set here" | "ขนาดของมันตั้งค่าที่นี่ไม่ได้",
    }
}

/// `[4, 8]`.
pub fn written(shape: &[usize]) -> String {
    format!("{shape:?}")
}

/// Why, as a sentence with what to do next.
pub fn refusal(lang: Lang, why: &FileError) -> String {
    let m = Files::of(lang);
    let megabytes = |bytes: usize| (bytes >> 20).to_string();
    m.cannot(&match why {
        FileError::Empty => m.empty.to_string(),
        FileError::TooLarge(bytes) => m.large(&megabytes(bytes.next_multiple_of(1 << 20)), &megabytes(MAX_FILE_BYTES)),
        FileError::Foreign(what) => m.foreign(*what),
        FileError::HeaderTooLarge(bytes) => m.header(&bytes.to_string()),
        FileError::Truncated { has, needs } => m.truncated(&has.to_string(), &needs.to_string()),
        FileError::Duplicate(name) => m.duplicate(name),
        FileError::NotSafetensors(why) => m.broken(why),
        FileError::TooManyTensors(count) => m.tensors(&count.to_string()),
        FileError::Shape { name, shape, limit } => m.shape(name, &written(shape), &limited(lang, limit)),
        FileError::Kind { name, dtype } => m.kind(name, dtype),
        FileError::NotFinite { name, index } => m.not_finite(name, &index.to_string()),
        FileError::Huge { name, index } => m.huge(name, &index.to_string()),
        FileError::Missing(name) => m.missing(name),
        FileError::Several(names) => m.several(&names.join(", ")),
        FileError::Projection(name) => m.projection(name),
        FileError::WeightNorm(name) => m.weight_norm(name),
        FileError::Config(trouble) => troubled(lang, trouble),
        FileError::Unlike(unlike) => m.unlike(*unlike),
    })
}

words! {
    /// What a shape should be, and what a description says that is not so.
    pub Details;
    rank: "at most three dimensions are read" | "อ่านได้ไม่เกินสามมิติ";
    dimension: "a dimension of at most 4,096 is read" | "แต่ละมิติอ่านได้ไม่เกิน 4,096";
    elements: "the file holds more than 4 million values in all" | "ทั้งไฟล์มีค่ามากกว่า 4 ล้านค่า";
    matrix: "a matrix is expected" | "ควรเป็นเมทริกซ์";
    taps: "[units, input, taps] is expected" | "ควรเป็น [หน่วย, อินพุต, แทป]";
    rows: "its rows must be 1, 3 or 4 times its columns (RNN, GRU, LSTM)" | "จำนวนแถวต้องเป็น 1, 3 หรือ 4 เท่าของคอลัมน์ (RNN, GRU, LSTM)";
    expected(shape): "{shape} is expected" | "ควรเป็น {shape}";
    json: "its description is no JSON" | "คำอธิบายในไฟล์ไม่ใช่ JSON";
    list(key): "{key} in its description must be a list of words" | "{key} ในคำอธิบายต้องเป็นรายการคำ";
    cell(said, found): "its description says {said}, but weight_hh_l0 has the rows of {found}" | "คำอธิบายบอกว่าเป็น {said} แต่ weight_hh_l0 มีแถวแบบ {found}";
    words(said, has): "its description names {said} words, the weights have {has}" | "คำอธิบายมี {said} คำ แต่น้ำหนักมี {has} คำ";
    nonlinearity(said): "its nonlinearity {said} is neither tanh nor relu" | "ฟังก์ชัน {said} ไม่ใช่ tanh หรือ relu";
    head(said): "its head {said} is not known here" | "ไม่รู้จักหัว {said}";
    classes(classes, words): "it answers with {classes} classes, and {words} words go in: a network that says the next word has as many of both, or a table of embeddings" | "คำตอบมี {classes} คลาส แต่รับคำ {words} คำ โครงข่ายที่ทำนายคำถัดไปต้องมีเท่ากัน หรือมีตารางเอ็มเบดดิง";
}

fn limited(lang: Lang, limit: &Limit) -> String {
    let m = Details::of(lang);
    match limit {
        Limit::Rank => m.rank.to_string(),
        Limit::Dimension => m.dimension.to_string(),
        Limit::Elements => m.elements.to_string(),
        Limit::Matrix => m.matrix.to_string(),
        Limit::Taps => m.taps.to_string(),
        Limit::Rows => m.rows.to_string(),
        Limit::Expected(shape) => m.expected(&written(shape)),
    }
}

fn troubled(lang: Lang, trouble: &Trouble) -> String {
    let m = Details::of(lang);
    match trouble {
        Trouble::Json => m.json.to_string(),
        Trouble::List(key) => m.list(key),
        Trouble::Cell { said, found } => m.cell(said, found),
        Trouble::Words { said, has } => m.words(&said.to_string(), &has.to_string()),
        Trouble::Nonlinearity(said) => m.nonlinearity(said),
        Trouble::Head(said) => m.head(said),
        Trouble::Classes { classes, words } => m.classes(&classes.to_string(), &words.to_string()),
    }
}
