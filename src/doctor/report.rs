//! The whole check as Markdown, for a ticket. It is made of the words on the screen, in which no secret is.

use crate::export::listing::markdown_paragraph;

/// A step as it is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What is checked.
    pub name: String,
    /// Where it is.
    pub state: String,
    /// What was seen, a line each.
    pub seen: Vec<String>,
    /// Names and values of the provider's answer.
    pub answer: Vec<(String, String)>,
    /// What is in the way: what it is, its likely cause, what to do.
    pub finding: Vec<String>,
    /// The lines of our text and of the provider's under their names, where they were compared.
    pub texts: Vec<(String, Vec<String>)>,
}

/// The report, with a line end at its end.
#[must_use]
pub fn markdown(title: &str, facts: &[(String, String)], steps: &[Told]) -> String {
    let mut out = format!("# {}\n\n", markdown_paragraph(title));
    for (name, value) in facts {
        out.push_str(&format!("- {}: {}\n", markdown_paragraph(name), code(value)));
    }
    for (at, step) in steps.iter().enumerate() {
        out.push_str(&format!(
            "\n## {}. {}: {}\n",
            at + 1,
            markdown_paragraph(&step.name),
            markdown_paragraph(&step.state)
        ));
        if !step.seen.is_empty() || !step.answer.is_empty() {
            out.push('\n');
        }
        step.seen.iter().for_each(|line| out.push_str(&format!("- {}\n", markdown_paragraph(line))));
        for (name, value) in &step.answer {
            out.push_str(&format!("- {}: {}\n", markdown_paragraph(name), code(value)));
        }
        for sentence in &step.finding {
            out.push_str(&format!("\n{}\n", markdown_paragraph(sentence)));
        }
        for (name, lines) in &step.texts {
            let fence = fence(lines);
            out.push_str(&format!(
                "\n{}\n\n{fence}text\n{}\n{fence}\n",
                markdown_paragraph(name),
                lines.join("\n")
            ));
        }
    }
    out
}

/// A text as it is, on one line, between as many ticks as it needs.
fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let mut ticks = "`".to_owned();
    while text.contains(&ticks) {
        ticks.push('`');
    }
    match text.contains('`') {
        true => format!("{ticks} {text} {ticks}"),
        false => format!("{ticks}{text}{ticks}"),
    }
}

/// What stands around lines, none of which is it.
fn fence(lines: &[String]) -> String {
    let mut fence = "```".to_owned();
    while lines.iter().any(|line| line.contains(&fence)) {
        fence.push('`');
    }
    fence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_markdown_whatever_stands_in_it() {
        let step = Told {
            name: "List".into(),
            state: "failed".into(),
            seen: vec!["a `b`\n# c".into()],
            answer: vec![("Message".into(), "`x` *y*\n- z".into()), ("Code".into(), "AccessDenied".into())],
            finding: vec!["<b>no</b>".into(), "Do [this](http://x).".into()],
            texts: vec![("Ours".into(), vec!["GET".into(), "```".into(), "/".into()])],
        };
        let report = markdown("Check of my_bucket", &[("Bucket".into(), "my_bucket".into())], &[step]);
        let expected = "# Check of my\\_bucket\n\n- Bucket: `my_bucket`\n\n## 1. List: failed\n\n\
            - a \\`b\\`<br>\\# c\n- Message: `` `x` *y* - z ``\n- Code: `AccessDenied`\n\n&lt;b&gt;no&lt;/b&gt;\n\n\
            Do \\[this\\](http\\://x).\n\nOurs\n\n````text\nGET\n```\n/\n````\n";
        assert_eq!(report, expected);
    }
}
