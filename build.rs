//! Lists `rules/` at build time, so that a new pack file needs no line of Rust.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[expect(clippy::disallowed_methods, reason = "this is how cargo speaks to a build script")]
fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    collect(&root.join("rules"), &mut files)?;
    files.sort();
    let mut code = String::from("[\n");
    for file in &files {
        let name = file.strip_prefix(&root).unwrap_or(file).display().to_string().replace('\\', "/");
        let name = name.escape_default();
        // The folder is filled in when the library is compiled: a build folder that was moved or copied must not embed the
        // packs of another checkout.
        let path = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{name}\")");
        writeln!(code, "    (\"{name}\", include_str!({path})),").map_err(io::Error::other)?;
    }
    code.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("builtin_packs.rs"), code)?;
    println!("cargo::rerun-if-changed=rules");
    Ok(())
}

fn collect(folder: &Path, out: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, out)?;
        } else if path.extension().is_some_and(|extension| extension == "yml") {
            out.push(path);
        }
    }
    Ok(())
}
