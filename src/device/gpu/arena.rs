//! Where a program's buffers lie: all reals end to end, then scratch, then what the updates of one submit report.

use super::lower::scratch;
use crate::engine::program::{BufferId, IntsId, Program};

#[derive(Clone, Debug)]
pub struct Arena {
    reals: Vec<(u32, usize)>,
    words: Vec<u32>,
    scratch: u32,
    reports: u32,
    len: usize,
    words_len: usize,
}

impl Arena {
    /// For a program whose updates report `reports` values in all, in one submit.
    pub fn of(program: &Program, reports: usize) -> Self {
        let mut len = 0;
        let mut place = |size: usize| {
            len += size;
            (len - size) as u32
        };
        let reals = program.buffers.iter().map(|buffer| (place(buffer.len), buffer.len)).collect();
        let (scratch, reports) = (place(scratch(program)), place(reports));
        let mut words_len = 0;
        let words = program.ints.iter().map(|ints| {
            words_len += ints.len;
            (words_len - ints.len) as u32
        });
        let words = words.collect();
        Self { reals, words, scratch, reports, len, words_len }
    }
    /// Where a buffer begins, in values.
    pub fn at(&self, id: BufferId) -> u32 {
        self.reals[id.0].0
    }
    pub fn len(&self, id: BufferId) -> usize {
        self.reals[id.0].1
    }
    pub fn words_at(&self, id: IntsId) -> u32 {
        self.words[id.0]
    }
    pub fn scratch(&self) -> u32 {
        self.scratch
    }
    pub fn reports(&self) -> u32 {
        self.reports
    }
    /// Values in all.
    pub fn total(&self) -> usize {
        self.len
    }
    /// Integers of one update.
    pub fn words_total(&self) -> usize {
        self.words_len
    }
}
