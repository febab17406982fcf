//! What can be typed: the command line as types, and nothing else. What a command does with it is a module of the
//! command's name. Floor 8.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::exit;
use super::outputs::{Output, formats, output};
use super::rules::Listing;
use super::schema::Schema;
use crate::detect::Severity;
use crate::lint::FailOn;
use crate::project::{Demands, Source, files};
use crate::render::Format;

/// A linter for promotional health content: therapeutic claims, missing risk disclosures, stuffed keyphrases.
#[derive(Debug, Parser)]
#[command(name = "claimlint", version, about, after_help = exit::CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Colour the output
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub(crate) color: When,
}

const ALLOWING: &str = "A finding that must stand is allowed where it stands, by its rule and with a reason:
  <!-- claimlint-allow RULE: reason -->              before a block, or behind a text on its line
  <!-- claimlint-allow-begin RULE: reason --> …      up to <!-- claimlint-allow-end -->
  <!-- claimlint-allow-file RULE: reason -->         the whole file
In MDX: {/* claimlint-allow RULE: reason */}. Until a day: claimlint-allow RULE until=2027-01-31: reason";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Lint files and folders
    Check(CheckArguments),
    /// Say what a rule finds and why, or why a place was or was not flagged
    Explain {
        /// A rule id, such as claim/hype-metaphor, or a place: FILE:LINE or FILE:LINE:COLUMN
        #[arg(value_name = "RULE|FILE:LINE[:COL]")]
        what: String,
        #[command(flatten)]
        weighing: Weighing,
    },
    /// List all rules
    Rules {
        /// How to write them
        #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
        format: Listing,
    },
    /// Serve an editor: the language server protocol on standard input and output
    Lsp {
        /// Accepted because some editors pass it; there is no other way to talk
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Write a claimlint.yml with comments into the working folder
    Init,
    /// Write the JSON Schema of packs, of claimlint.yml or of the JSON report
    Schema {
        #[arg(value_enum)]
        of: Schema,
    },
    /// Show the settings that count for a file, and where each comes from
    Config {
        /// A file, or a folder for the Markdown in it
        #[arg(value_name = "PATH", default_value = ".")]
        path: PathBuf,
        /// Use this configuration instead of the nearest claimlint.yml
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// Run the examples that rule packs carry
    Test {
        /// Pack files or folders of *.yml, in the place of built-in ones of their names; the built-in packs if there are none
        #[arg(value_name = "PACK")]
        packs: Vec<PathBuf>,
    },
    /// Write the completions of a shell
    Completions {
        #[arg(value_enum, value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Write the manual page, of the program or of a command
    Man {
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
}

#[derive(Args, Clone, Debug)]
#[command(after_help = format!("{ALLOWING}\n\n{}", exit::CODES))]
pub(crate) struct CheckArguments {
    /// Files and folders; `-` reads standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// How to write findings; repeatable, all but one with =FILE
    #[arg(long, value_name = "FORMAT[=FILE]", default_value = "full", value_parser = Named(output, formats))]
    pub(crate) format: Vec<Output>,
    /// Fail at findings of this severity or above [default: warning]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(crate) fail_on: Option<FailLevel>,
    #[command(flatten)]
    pub(crate) weighing: Weighing,
    /// Excuse the findings that this file knows
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write all findings to the baseline, and take out what is no longer found
    #[arg(long, conflicts_with_all = ["since", "fix", "diff"])]
    pub(crate) write_baseline: bool,
    /// Count only findings where something has changed since HEAD and this git revision parted (their merge base)
    #[arg(long, value_name = "REV")]
    pub(crate) since: Option<String>,
    /// Make the changes that are safe, in the files; the drafts of missing disclosures among them want reading
    #[arg(long, conflicts_with_all = ["diff", "since"])]
    pub(crate) fix: bool,
    /// Show the changes that are safe, instead of findings
    #[arg(long, conflicts_with = "since")]
    pub(crate) diff: bool,
    /// Check so many files at once [default: as many as is worth it]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub(crate) threads: Option<NonZeroUsize>,
    /// The path that standard input stands for
    #[arg(long, value_name = "PATH")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// List the findings that suppressions and the baseline excuse, too, with the reasons
    #[arg(long)]
    pub(crate) show_suppressed: bool,
    /// Succeed even if there is nothing to check
    #[arg(long)]
    pub(crate) allow_empty: bool,
    /// Say how many findings there are by family, rule and file, and what each page claims and discloses
    #[arg(long)]
    pub(crate) statistics: bool,
    /// Write no summary
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// What says how rules are weighed.
#[derive(Args, Clone, Debug)]
pub(crate) struct Weighing {
    /// Use this configuration for all files instead of the nearest claimlint.yml
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,
    /// Use no configuration
    #[arg(long)]
    pub(crate) no_config: bool,
    /// Weigh the rules as these jurisdictions and platforms do, with commas between them; repeatable [default: us]
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = Named(any, profiles))]
    pub(crate) profile: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum When {
    /// If it goes to a terminal, unless NO_COLOR says otherwise
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FailLevel {
    Error,
    Warning,
    Info,
    Never,
}

impl From<FailLevel> for FailOn {
    fn from(level: FailLevel) -> Self {
        match level {
            FailLevel::Error => Self::At(Severity::Error),
            FailLevel::Warning => Self::At(Severity::Warning),
            FailLevel::Info => Self::At(Severity::Info),
            FailLevel::Never => Self::Never,
        }
    }
}

/// A parser with names that completions and help show, and what each is; it may take others.
#[derive(Clone)]
struct Named<T>(fn(String) -> Result<T, String>, fn() -> Vec<(&'static str, &'static str)>);

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Named<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<T, clap::Error> {
        StringValueParser::new().try_map(self.0).parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.1)().into_iter().map(|(name, about)| PossibleValue::new(name).help(about))))
    }
}

/// Those of the built-in packs; a project's may have others.
pub(crate) fn profiles() -> Vec<(&'static str, &'static str)> {
    vec![
        ("us", "United States"),
        ("eu", "European Union"),
        ("uk", "United Kingdom"),
        ("au", "Australia"),
        ("ca", "Canada"),
        ("news", "Newsrooms, which report claims and make none"),
        ("google-ads", "Pages that ads of Google lead to"),
        ("amazon", "Listings on Amazon"),
    ]
}

#[expect(clippy::unnecessary_wraps, reason = "a parser may fail")]
const fn any(name: String) -> Result<String, String> {
    Ok(name)
}

fn threads(argument: &str) -> Result<NonZeroUsize, String> {
    argument.parse().map_err(|_| "it takes a whole number from 1".to_owned())
}

impl From<&Weighing> for Demands {
    fn from(weighing: &Weighing) -> Self {
        let source = match (&weighing.config, weighing.no_config) {
            (Some(path), _) => Source::Given(path.clone()),
            (None, true) => Source::Nowhere,
            (None, false) => Source::Nearest,
        };
        Self { profiles: weighing.profile.clone(), ..Self::from(source) }
    }
}

impl CheckArguments {
    /// What is to be written where. A diff takes the place of findings on standard output.
    pub(crate) fn outputs(&self) -> Vec<Output> {
        self.format.iter().filter(|output| !self.diff || output.file.is_some()).cloned().collect()
    }

    /// What the types cannot say: how arguments may stand together.
    pub(crate) fn contradiction(&self) -> Option<String> {
        let stdin = self.paths.iter().filter(|path| path.as_os_str() == "-").count();
        if stdin == 0 && self.stdin_filename.is_some() {
            return Some("--stdin-filename needs `-` among the paths".to_owned());
        }
        if stdin > 0 && self.write_baseline {
            return Some("--write-baseline needs files, not standard input".to_owned());
        }
        if stdin > 0 && self.fix {
            return Some("--fix cannot write to standard input; --diff shows what it would write".to_owned());
        }
        if stdin > 0 && self.since.is_some() {
            return Some("--since needs files, not standard input: git does not know what comes from there".to_owned());
        }
        let taken = self.format.iter().find(|output| output.file.is_none() && output.format != Format::Full);
        if let Some(output) = taken.filter(|_| self.diff) {
            let name = output.format.name();
            return Some(format!(
                "--diff and {name} cannot both go to standard output: give one a file, as in {name}=FILE"
            ));
        }
        if stdin > 1 {
            return Some("standard input can be read once".to_owned());
        }
        for (at, output) in self.format.iter().enumerate() {
            let place = |output: &Output| output.file.as_deref().map(files::whole);
            if self.format[..at].iter().any(|before| place(before) == place(output)) {
                let place = output.file.as_ref().map_or("standard output".into(), |file| file.to_string_lossy());
                return Some(format!("two formats cannot both go to {place}: give one a file, as in json=report.json"));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::profiles;

    #[test]
    fn the_profiles_that_are_named_are_those_of_the_packs() {
        let engine = crate::pack::engine();
        let mut there: Vec<&str> = engine.profiles.iter().map(|profile| profile.id.as_str()).collect();
        let mut named: Vec<&str> = profiles().into_iter().map(|(name, _)| name).collect();
        there.sort_unstable();
        named.sort_unstable();
        assert_eq!(named, there);
    }
}
