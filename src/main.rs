//! Arguments to one function, and its exit code.

fn main() -> std::process::ExitCode {
    interdict::cli::main()
}
