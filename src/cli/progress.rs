//! [`Progress`]: how far a long run has come, in one line on a terminal that is written over and gone at the end. Short runs
//! show nothing, and what is no terminal never sees it. Floor 8.

use std::io::Write;
use std::time::Duration;

use crate::render::{count, grouped};

/// Runs that are over by then need no line.
const PATIENCE: Duration = Duration::from_millis(500);
/// Nobody reads faster.
const PACE: Duration = Duration::from_millis(100);

/// The line, and what it is about.
pub(super) struct Progress<W: Write> {
    /// Nothing if there is nobody to look.
    out: Option<W>,
    of: usize,
    done: usize,
    /// When it is worth drawing again, since the run began.
    due: Duration,
    /// Columns to write over.
    shown: usize,
}

impl<W: Write> Progress<W> {
    pub(super) const fn new(out: Option<W>, of: usize) -> Self {
        Self { out, of, done: 0, due: PATIENCE, shown: 0 }
    }

    /// Another one is done, so long after the run began.
    pub(super) fn step(&mut self, elapsed: Duration) {
        self.done += 1;
        if elapsed < self.due {
            return;
        }
        self.due = elapsed + PACE;
        let line = format!("{} of {}", grouped(self.done), count(self.of, "file"));
        self.hide();
        self.write(&line);
        self.shown = line.len();
    }

    /// Makes room for something else on the terminal.
    pub(super) fn hide(&mut self) {
        let blank = " ".repeat(std::mem::take(&mut self.shown));
        if !blank.is_empty() {
            self.write(&format!("\r{blank}\r"));
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(out) = &mut self.out {
            // There is nobody left to look.
            let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Progress;

    #[test]
    fn a_long_run_has_one_line_that_goes_away() {
        let mut out = Vec::new();
        let mut progress = Progress::new(Some(&mut out), 2_000);
        for at in 0..1_200 {
            progress.step(Duration::from_millis(at));
        }
        progress.hide();
        progress.hide();
        let lines: Vec<String> =
            String::from_utf8(out).unwrap().split('\r').map(|line| line.trim().to_owned()).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines[..2], ["501 of 2,000 files", "601 of 2,000 files"]);
        assert_eq!(lines.len(), 7);
    }

    #[test]
    fn a_short_run_and_one_that_nobody_looks_at_have_none() {
        let mut out = Vec::new();
        let mut progress = Progress::new(Some(&mut out), 9);
        progress.step(Duration::from_millis(499));
        progress.hide();
        assert!(out.is_empty());
        let mut nobody: Progress<Vec<u8>> = Progress::new(None, 9);
        nobody.step(Duration::from_secs(9));
        nobody.hide();
    }
}
