//! The binary: hands over to [`claimlint::cli`]. Nothing is decided here.

fn main() -> std::process::ExitCode {
    claimlint::cli::main()
}
