//! Takes out of WebAssembly files what only debuggers read: the names of functions make up to half
//! of a part.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::digest;

/// Magic number and version, before the first section.
const HEADER: usize = 8;
/// The id of sections that don't change what a program does.
const CUSTOM: u8 = 0;

/// Takes the names out of every WebAssembly file below a folder.
pub fn names_below(folder: &Path) -> Result<()> {
    for file in digest::files_below(folder, &[])? {
        if file.extension().is_some_and(|end| end == "wasm") {
            let content = fs::read(&file)?;
            let stripped = without_custom_sections(&content)
                .with_context(|| format!("{} is cut off", file.display()))?;
            fs::write(&file, stripped)?;
        }
    }
    Ok(())
}

/// The module without its custom sections; `None` when it ends within one.
fn without_custom_sections(module: &[u8]) -> Option<Vec<u8>> {
    let mut kept = module.get(..HEADER)?.to_vec();
    let mut rest = module.get(HEADER..)?;
    while let Some((id, after_id)) = rest.split_first() {
        let (length, content) = number(after_id)?;
        let whole = rest.len() - content.len() + length;
        let section = rest.get(..whole)?;
        if *id != CUSTOM {
            kept.extend_from_slice(section);
        }
        rest = &rest[whole..];
    }
    Some(kept)
}

/// An unsigned number in LEB128, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let last = bytes.iter().position(|byte| byte & 0x80 == 0)?;
    let (digits, rest) = bytes.split_at(last + 1);
    let value = digits.iter().rev().try_fold(0_usize, |value, digit| {
        value.checked_mul(0x80)?.checked_add(usize::from(digit & 0x7f))
    })?;
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODULE: [u8; HEADER] = *b"\0asm\x01\0\0\0";

    fn section(id: u8, content: &[u8]) -> Vec<u8> {
        let length = u8::try_from(content.len()).unwrap();
        // The longest way to write it is as good as the shortest.
        [&[id, length | 0x80, 0x80, 0x00], content].concat()
    }

    #[test]
    fn custom_sections_go_and_the_others_stay_as_they_are() {
        let (types, code) = (section(1, &[0]), section(10, &[0; 100]));
        let names = section(CUSTOM, b"\x04name and more");
        let module = [&MODULE[..], &names, &types, &names, &code, &names].concat();
        let expected = [&MODULE[..], &types, &code].concat();
        assert_eq!(without_custom_sections(&module), Some(expected));
    }

    #[test]
    fn a_module_that_is_cut_off_is_refused() {
        let module = [&MODULE[..], &section(1, &[0; 9])].concat();
        assert_eq!(without_custom_sections(&module[..module.len() - 1]), None);
        assert_eq!(without_custom_sections(&module[..HEADER + 2]), None);
        assert_eq!(without_custom_sections(&MODULE), Some(MODULE.to_vec()));
    }
}
