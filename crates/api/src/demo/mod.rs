//! x
/// x
pub async fn run(_: std::net::SocketAddr,_: &std::path::Path,_: bool)->anyhow::Result<()>{Ok(())}
