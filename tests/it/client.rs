//! An HTTP client of a few lines: what it sends and what came back are plain bytes.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let line = self.head.lines().find(|line| line.split(':').next().is_some_and(|key| key.eq_ignore_ascii_case(name)))?;
        Some(line.split_once(':')?.1.trim())
    }

    pub(crate) fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap()
    }
}

pub(crate) fn post(address: SocketAddr, body: &[u8]) -> Answer {
    post_with(address, &[], body)
}

pub(crate) fn post_with(address: SocketAddr, headers: &[&str], body: &[u8]) -> Answer {
    let length = format!("content-length: {}", body.len());
    request(address, "POST /v1/screen", &[headers, &[length.as_str()]].concat(), body).unwrap()
}

pub(crate) fn get(address: SocketAddr, path: &str) -> Answer {
    request(address, &format!("GET {path}"), &[], b"").unwrap()
}

/// One request on a connection of its own.
pub(crate) fn request(address: SocketAddr, line: &str, headers: &[&str], body: &[u8]) -> io::Result<Answer> {
    let mut stream = connect(address)?;
    send(&mut stream, line, headers, body)?;
    read_answer(&mut stream)
}

pub(crate) fn connect(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    Ok(stream)
}

pub(crate) fn send(stream: &mut TcpStream, line: &str, headers: &[&str], body: &[u8]) -> io::Result<()> {
    let mut head = format!("{line} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n");
    headers.iter().for_each(|header| head += &format!("{header}\r\n"));
    head += "\r\n";
    stream.write_all(&[head.as_bytes(), body].concat())
}

/// Reads to the end of the connection. An answer that is cut short is an error.
pub(crate) fn read_answer(stream: &mut TcpStream) -> io::Result<Answer> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let cut_short = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").ok_or_else(cut_short)?;
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(cut_short)?;
    let answer = Answer { status, head, body: bytes[end + 4..].to_vec() };
    let length: usize = answer.header("content-length").and_then(|length| length.parse().ok()).ok_or_else(cut_short)?;
    if length == answer.body.len() { Ok(answer) } else { Err(cut_short()) }
}
