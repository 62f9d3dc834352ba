//! `aval`: see `aval --help`.

use std::process::ExitCode;

use aval_api::cli::Cli;
use clap::Parser as _;

#[actix_web::main]
async fn main() -> ExitCode {
    // One provider of cryptography for everything; a second would make rustls panic.
    if rustls::crypto::aws_lc_rs::default_provider().install_default().is_err() {
        eprintln!("aval: another provider of cryptography is installed");
        return ExitCode::FAILURE;
    }
    let cli = Cli::parse();
    let failure = cli.failure();
    match cli.run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("aval: {error:#}");
            ExitCode::from(failure)
        }
    }
}
