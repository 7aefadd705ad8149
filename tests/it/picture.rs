//! The picture in README, drawn from what the program really writes. It is drawn anew by
//!
//! ```text
//! cargo test --test it draw_the_picture -- --ignored
//! ```

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// One message that is blocked, one that is held, one that passes.
const SAMPLES: &[&str] = &["103-company-apostrophes.fin", "103-listed-company-with-extra-words.fin", "103-supplier-payment.fin"];

#[test]
#[ignore = "writes deploy/screen.svg"]
fn draw_the_picture() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_interdict"));
    command
        .args(["screen", "--format", "human", "--as-of", "2026-11-24"])
        .args(SAMPLES)
        .current_dir(root.join("proto-samples/mt"));
    let output = command.env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1").output().unwrap();
    let page = format!("$ interdict screen {}\n{}", SAMPLES.join(" "), String::from_utf8(output.stdout).unwrap());
    fs::create_dir_all(root.join("deploy")).unwrap();
    fs::write(root.join("deploy/screen.svg"), svg(&page)).unwrap();
}

#[test]
fn colours_become_styles() {
    let picture = svg("a \x1b[1;31mblock\x1b[0m <b>\n");
    assert!(
        picture.contains(r##"<tspan>a </tspan><tspan font-weight="bold" fill="#ff6b68">block</tspan><tspan> &lt;b&gt;</tspan>"##),
        "{picture}"
    );
}

fn svg(page: &str) -> String {
    let lines: Vec<&str> = page.lines().collect();
    let columns = lines.iter().map(|line| plain(line).chars().count()).max().unwrap_or(0);
    let (width, height) = (columns * CHARACTER_WIDTH / 10 + 2 * MARGIN, lines.len() * LINE_HEIGHT + 2 * MARGIN);
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#16181d\"/>\n\
         <g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\" fill=\"#d5d8de\" xml:space=\"preserve\">\n"
    );
    for (number, line) in lines.iter().enumerate() {
        let y = MARGIN + number * LINE_HEIGHT + LINE_HEIGHT * 3 / 4;
        writeln!(picture, "<text x=\"{MARGIN}\" y=\"{y}\">{}</text>", spans(line)).unwrap();
    }
    picture + "</g>\n</svg>\n"
}

/// The runs of a line, each with the style that its escape sequence asks for.
fn spans(line: &str) -> String {
    let mut spans = String::new();
    let mut style = String::new();
    for (number, part) in line.split("\x1b[").enumerate() {
        let text = match part.split_once('m') {
            Some((codes, text)) if number > 0 => {
                style = codes.split(';').filter_map(attribute).collect();
                text
            }
            _ => part,
        };
        if !text.is_empty() {
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            write!(spans, "<tspan{style}>{text}</tspan>").unwrap();
        }
    }
    spans
}

fn plain(line: &str) -> String {
    line.split("\x1b[")
        .enumerate()
        .map(|(number, part)| if number > 0 { part.split_once('m').unwrap().1 } else { part })
        .collect()
}

fn attribute(code: &str) -> Option<&'static str> {
    match code {
        "1" => Some(r#" font-weight="bold""#),
        "2" => Some(r##" fill="#8a909c""##),
        "4" => Some(r#" text-decoration="underline""#),
        "31" => Some(r##" fill="#ff6b68""##),
        "32" => Some(r##" fill="#6cc96f""##),
        "33" => Some(r##" fill="#f0c24b""##),
        "35" => Some(r##" fill="#d18cf0""##),
        "36" => Some(r##" fill="#56c8d8""##),
        _ => None,
    }
}

/// Tenths of a pixel at 14 pixels: monospaced faces are 0.6 em wide.
const CHARACTER_WIDTH: usize = 84;
const LINE_HEIGHT: usize = 20;
const MARGIN: usize = 16;
