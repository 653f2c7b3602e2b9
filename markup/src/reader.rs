//! Reads XML into a [`Tree`].
//!
//! Written by hand for what the providers send: an answer is a thousand short elements, and a reader that
//! hands out events costs as much again as it reads. Elements, attributes, text, CDATA, comments and
//! instructions are read as XML 1.0 has them. No document type, no entity beyond the five of XML and
//! character references, and limits on size, depth and number of elements: an answer is data from
//! outside. `tests/properties/markup.rs` compares it with quick-xml.

use std::borrow::Cow;

use crate::{MAX_BYTES, Malformed, Node, Tree};

/// Nesting; the deepest documented element is the sixth.
const MAX_DEPTH: usize = 32;
/// Elements in one document.
const MAX_ELEMENTS: usize = 200_000;
/// Attributes of one element; none is documented but namespaces.
const MAX_ATTRIBUTES: usize = 64;

/// Reads a document.
///
/// # Errors
/// [`Malformed`] when it is not one well-formed element within the limits.
pub(crate) fn read(bytes: &[u8]) -> Result<Tree<'_>, Malformed> {
    if bytes.len() > MAX_BYTES {
        return Err(Malformed);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Malformed)?.trim_start_matches('\u{feff}');
    // A list page has a node for each 20 bytes.
    let tree = Tree { nodes: Vec::with_capacity(text.len() / 20) };
    let mut reader = Reader { rest: text, tree, open: Vec::new(), elements: 0, continues: false };
    while !reader.rest.is_empty() {
        reader.text()?;
        reader.markup()?;
    }
    if reader.open.is_empty() && reader.elements > 0 { Ok(reader.tree) } else { Err(Malformed) }
}

struct Reader<'a> {
    /// What comes next. It is cut beside ASCII characters only, so that no other one is ever cut in two.
    rest: &'a str,
    tree: Tree<'a>,
    /// Where the elements stand that are still open.
    open: Vec<usize>,
    elements: usize,
    /// Whether text that comes now belongs to the text that stands last.
    continues: bool,
}

impl<'a> Reader<'a> {
    /// Passes so many bytes; gives them.
    fn pass_bytes(&mut self, length: usize) -> &'a str {
        let (passed, rest) = self.rest.split_at(length);
        self.rest = rest;
        passed
    }

    /// Passes what must come next.
    fn pass(&mut self, expected: &str) -> Result<(), Malformed> {
        self.rest = self.rest.strip_prefix(expected).ok_or(Malformed)?;
        Ok(())
    }

    /// Passes everything up to and with `end`; gives what stands before it.
    fn pass_until(&mut self, end: &str) -> Result<&'a str, Malformed> {
        let is_end = |bytes: &[u8]| bytes == end.as_bytes();
        let length = self.rest.as_bytes().windows(end.len()).position(is_end).ok_or(Malformed)?;
        let passed = self.pass_bytes(length);
        self.pass(end)?;
        Ok(passed)
    }

    /// Passes blanks; says whether there were any.
    fn pass_blanks(&mut self) -> bool {
        let rest = self.rest.as_bytes();
        let mut length = 0;
        while matches!(rest.get(length), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            length += 1;
        }
        length > 0 && !self.pass_bytes(length).is_empty()
    }

    /// The text up to the next markup.
    fn text(&mut self) -> Result<(), Malformed> {
        let rest = self.rest.as_bytes();
        let (mut length, mut plain) = (0, true);
        while let Some(byte) = rest.get(length) {
            match byte {
                b'<' => break,
                b'&' | b'\r' => plain = false,
                _ => {}
            }
            length += 1;
        }
        if length == 0 {
            return Ok(());
        }
        let text = self.pass_bytes(length);
        self.add(if plain { Cow::Borrowed(text) } else { unescaped(text, b"&\r")? })
    }

    fn add(&mut self, text: Cow<'a, str>) -> Result<(), Malformed> {
        if self.open.is_empty() {
            return if is_blank(&text) { Ok(()) } else { Err(Malformed) };
        }
        match self.tree.nodes.last_mut() {
            Some(Node::Text(before)) if self.continues => before.to_mut().push_str(&text),
            _ => self.tree.nodes.push(Node::Text(text)),
        }
        self.continues = true;
        Ok(())
    }

    /// What begins with `<`, or the end.
    fn markup(&mut self) -> Result<(), Malformed> {
        match self.rest.as_bytes() {
            [] => Ok(()),
            [b'<', b'/', ..] => self.end_tag(),
            [b'<', b'!', b'-', b'-', ..] => {
                self.pass("<!--")?;
                self.pass_until("--")?;
                self.pass(">")
            }
            [b'<', b'!', ..] => {
                self.pass("<![CDATA[")?;
                let text = self.pass_until("]]>")?;
                self.add(unescaped(text, b"\r")?)
            }
            [b'<', b'?', ..] => {
                self.pass("<?")?;
                self.name()?;
                self.pass_until("?>").map(|_| ())
            }
            _ => self.start_tag(),
        }
    }

    fn start_tag(&mut self) -> Result<(), Malformed> {
        self.pass("<")?;
        let (name, local_name) = self.name()?;
        self.elements += 1;
        let is_second_root = self.open.is_empty() && self.elements > 1;
        if is_second_root || self.open.len() >= MAX_DEPTH || self.elements > MAX_ELEMENTS {
            return Err(Malformed);
        }
        self.continues = false;
        let at = self.tree.nodes.len();
        self.tree.nodes.push(Node::Element { name, local_name, size: 1 });
        loop {
            let apart = self.pass_blanks();
            match self.rest.as_bytes().first() {
                Some(b'>') => {
                    self.open.push(at);
                    return self.pass(">");
                }
                Some(b'/') => {
                    self.tree.close(at);
                    return self.pass("/>");
                }
                _ if apart => self.attribute(at)?,
                _ => return Err(Malformed),
            }
        }
    }

    fn attribute(&mut self, element: usize) -> Result<(), Malformed> {
        let (name, _) = self.name()?;
        let before = self.tree.nodes.get(element + 1..).unwrap_or_default();
        let is_there =
            |node: &Node<'_>| matches!(node, Node::Attribute { name: known, .. } if *known == name);
        if before.len() >= MAX_ATTRIBUTES || before.iter().any(is_there) {
            return Err(Malformed);
        }
        self.pass_blanks();
        self.pass("=")?;
        self.pass_blanks();
        let quote = if self.rest.starts_with('"') { "\"" } else { "'" };
        self.pass(quote)?;
        let value = unescaped(self.pass_until(quote)?, b"&")?;
        self.tree.nodes.push(Node::Attribute { name, value });
        Ok(())
    }

    fn end_tag(&mut self) -> Result<(), Malformed> {
        self.pass("</")?;
        let at = self.open.pop().ok_or(Malformed)?;
        if let Some(Node::Element { name, .. }) = self.tree.nodes.get(at) {
            self.pass(name)?;
        }
        self.pass_blanks();
        self.pass(">")?;
        self.continues = false;
        self.tree.close(at);
        drop_indentation(self.tree.nodes.get_mut(at + 1..).unwrap_or_default());
        Ok(())
    }

    /// A name as XML 1.0 has it, but for a colon in front, with what follows its last colon.
    fn name(&mut self) -> Result<(&'a str, &'a str), Malformed> {
        let letter = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80;
        let rest = self.rest.as_bytes();
        let (mut length, mut local) = (0, 0);
        while let Some(byte) = rest.get(length) {
            match *byte {
                byte if letter(byte) => {}
                b'-' | b'.' | b'0'..=b'9' if length > 0 => {}
                b':' if length > 0 => local = length + 1,
                _ => break,
            }
            length += 1;
        }
        let name = self.pass_bytes(length);
        match (length, local) {
            (0, _) => Err(Malformed),
            (_, 0) => Ok((name, name)),
            (_, local) => Ok((name, &name[local..])),
        }
    }
}

/// Blanks between elements are for people, and empty what holds them.
fn drop_indentation(inside: &mut [Node<'_>]) {
    if !inside.iter().any(|node| matches!(node, Node::Element { .. })) {
        return;
    }
    let mut at = 0;
    while let Some(node) = inside.get_mut(at) {
        match node {
            Node::Text(text) if is_blank(text) => *text = Cow::Borrowed(""),
            _ => {}
        }
        at += node.size();
    }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// A text without what stands for something else: of references (`&`) and line ends (`\r`) those that
/// are `special` here.
fn unescaped<'a>(raw: &'a str, special: &[u8]) -> Result<Cow<'a, str>, Malformed> {
    let next = |text: &str| text.bytes().position(|byte| special.contains(&byte));
    let Some(mut at) = next(raw) else { return Ok(Cow::Borrowed(raw)) };
    let (mut out, mut rest) = (String::with_capacity(raw.len()), raw);
    loop {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some(behind) = from.strip_prefix('\r') {
            out.push('\n');
            rest = behind.strip_prefix('\n').unwrap_or(behind);
        } else {
            let (reference, behind) = from.split_once(';').ok_or(Malformed)?;
            out.push(referred(reference)?);
            rest = behind;
        }
        match next(rest) {
            Some(there) => at = there,
            None => break,
        }
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}

/// The character that a reference stands for; without its semicolon.
fn referred(reference: &str) -> Result<char, Malformed> {
    let number = |digits: &str, radix: u32| {
        // The function below would take a sign.
        let are_digits = digits.chars().all(|digit| digit.is_digit(radix));
        let code = u32::from_str_radix(digits, radix).ok().filter(|code| are_digits && *code != 0);
        code.and_then(char::from_u32).ok_or(Malformed)
    };
    match reference {
        "&amp" => Ok('&'),
        "&lt" => Ok('<'),
        "&gt" => Ok('>'),
        "&quot" => Ok('"'),
        "&apos" => Ok('\''),
        reference => match (reference.strip_prefix("&#x"), reference.strip_prefix("&#")) {
            (Some(digits), _) => number(digits, 16),
            (None, Some(digits)) => number(digits, 10),
            (None, None) => Err(Malformed),
        },
    }
}

#[cfg(test)]
mod tests {
    use crate::{Branch, Malformed, Tree};

    /// The names and texts of a tree: each element with what is inside it in brackets.
    fn told(branch: Branch<'_>) -> String {
        let inside: Vec<String> = branch.elements().map(told).collect();
        format!("{}={}[{}]", branch.local_name(), branch.text(), inside.join(" "))
    }

    #[test]
    fn elements_are_found_with_the_text_directly_inside_them() {
        let tree =
            Tree::parse(b"<n:a x='1'>1<b>2</b>&lt;<!-- 3 --><![CDATA[4]]>\n<c/></n:a>").expect("a tree");
        assert_eq!(told(tree.root()), "a=1<4\n[b=2[] c=[]]");
        assert_eq!(tree.root().name(), "n:a");
        assert_eq!(tree.root().child("b").map(Branch::text).as_deref(), Some("2"));
        assert_eq!(tree.root().child("x").map(Branch::text), None);
    }

    #[test]
    fn blanks_are_text_where_no_element_is_beside_them() {
        let tree = Tree::parse(b"<a> \r\n <b> \r </b>\t</a>").expect("a tree");
        assert_eq!(told(tree.root()), "a=[b= \n []]");
    }

    #[test]
    fn more_elements_than_any_answer_has_are_refused() {
        let of = |count: usize| format!("<a>{}</a>", "<b/>".repeat(count - 1));
        assert!(Tree::parse(of(super::MAX_ELEMENTS).as_bytes()).is_ok());
        assert_eq!(Tree::parse(of(super::MAX_ELEMENTS + 1).as_bytes()).map(|_| ()), Err(Malformed));
    }

    #[test]
    fn an_answer_that_was_cut_off_is_refused_wherever_it_was() {
        let whole = "<?xml version='1.0'?><a b='1'>清&amp;<c/><!-- 2 --><![CDATA[3]]></a>";
        assert!(Tree::parse(whole.as_bytes()).is_ok());
        for length in 0..whole.len() {
            assert!(Tree::parse(&whole.as_bytes()[..length]).is_err(), "{length} bytes");
        }
    }
}
