//! Several files as one: an archive whose members are stored as they are (APPNOTE 6.3.10, method 0), for pictures that are
//! packed already.

/// CRC-32 as archives have it (reflected 0x04C11DB7).
fn crc(bytes: &[u8]) -> u32 {
    let fold = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg()))
    };
    !bytes.iter().fold(!0, fold)
}

/// The bytes of an archive of files by name, in the order given. Times are 1980-01-01: the same files are the same archive.
pub fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let at = out.len() as u32;
        let size = bytes.len() as u32;
        // Version 2.0, names in UTF-8, stored; time 0, the first of January 1980.
        let mut head: Vec<u8> = [20u16, 0x0800, 0, 0, 0x21].iter().flat_map(|word| word.to_le_bytes()).collect();
        [crc(bytes), size, size].iter().for_each(|word| head.extend(word.to_le_bytes()));
        [name.len() as u16, 0].iter().for_each(|word| head.extend(word.to_le_bytes()));
        out.extend(*b"PK\x03\x04");
        out.extend(&head);
        out.extend(name.as_bytes());
        out.extend(bytes);
        list.extend(*b"PK\x01\x02\x14\x00");
        list.extend(&head);
        // No comment, disk 0, no attributes.
        list.extend([0; 10]);
        list.extend(at.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let (at, size, count) = (out.len() as u32, list.len() as u32, files.len() as u16);
    out.extend(list);
    out.extend(*b"PK\x05\x06\0\0\0\0");
    [count, count].iter().for_each(|word| out.extend(word.to_le_bytes()));
    [size, at].iter().for_each(|word| out.extend(word.to_le_bytes()));
    out.extend([0; 2]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_the_one_of_archives() {
        assert_eq!(crc(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn an_archive_has_its_files_where_it_says() {
        let bytes = zip(&[("one.txt".into(), b"first".to_vec()), ("สอง.txt".into(), b"second".to_vec())]);
        assert!(bytes.starts_with(b"PK\x03\x04"));
        let end = bytes.len() - 22;
        let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
        assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
        let list = word(end + 16);
        assert_eq!(list + word(end + 12), end);
        assert_eq!(&bytes[list..list + 4], b"PK\x01\x02");
        // The second entry says where its file begins.
        let second = list + 46 + "one.txt".len();
        assert_eq!(&bytes[word(second + 42)..][..4], b"PK\x03\x04");
    }
}
