//! The parts of a rule under a tool's own names, nested as the tool nests them.

use crate::model::rule::{Part, Rule, flag};

/// Where a tool has a part.
pub(super) struct Setting {
    /// The part.
    pub(super) part: Part,
    /// The names on the way to it, such as `filter/prefix`.
    pub(super) path: &'static str,
    /// What the tool takes there.
    pub(super) form: Form,
}

/// What a tool takes for a part.
pub(super) enum Form {
    /// The text.
    Text,
    /// A whole number.
    Number,
    /// A whole number, written as a text.
    Digits,
    /// True or false.
    Flag,
    /// The entries, added to those that another part put there.
    List,
    /// One of the provider's names, each with what stands for it under the path.
    Kind(&'static [(&'static str, Sign)]),
}

/// What stands for one of several kinds.
pub(super) enum Sign {
    /// A name with an empty text.
    Empty(&'static str),
    /// A group, with something in it or not.
    Group(&'static str),
}

/// What a tool is given.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A text.
    Text(String),
    /// A whole number, in digits.
    Number(String),
    /// True or false.
    Flag(bool),
    /// Texts.
    List(Vec<String>),
    /// Names with values.
    Group(Group),
}

/// Names with values, in their order.
pub(super) type Group = Vec<(&'static str, Value)>;

/// Whether a tool takes a text where it expects a number or a flag.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Typing {
    /// It does, and sends it on.
    Loose,
    /// It does not.
    Strict,
}

/// Puts every part of a rule where `table` has it; gives those that have no place or do not fit there. A
/// part that is empty says what a missing one says.
pub(super) fn add(root: &mut Group, rule: &Rule, table: &[Setting], typing: Typing) -> Vec<Part> {
    let said = |part: &Part| !rule.text(*part).is_empty();
    let mut omitted: Vec<Part> =
        Part::all().filter(said).filter(|part| table.iter().all(|setting| setting.part != *part)).collect();
    for setting in table.iter().filter(|setting| said(&setting.part)) {
        if !put(root, setting, rule, typing) {
            omitted.push(setting.part);
        }
    }
    omitted
}

fn put(root: &mut Group, setting: &Setting, rule: &Rule, typing: Typing) -> bool {
    let text = rule.text(setting.part);
    let loose = || (typing == Typing::Loose).then(|| Value::Text(text.to_owned()));
    let value = match &setting.form {
        Form::Text => Some(Value::Text(text.to_owned())),
        Form::Flag => flag(text).map(Value::Flag).or_else(loose),
        Form::Number => number(text, typing).map(Value::Number).or_else(loose),
        Form::Digits => is_whole(text).then(|| Value::Text(text.to_owned())),
        Form::List => Some(Value::List(rule.entries(setting.part).map(str::to_owned).collect())),
        Form::Kind(kinds) => {
            let Some((_, sign)) = kinds.iter().find(|(kind, _)| *kind == text) else { return false };
            let (name, value) = match sign {
                Sign::Empty(name) => (*name, Value::Text(String::new())),
                Sign::Group(name) => (*name, Value::Group(Group::new())),
            };
            insert(root, setting.path.split('/').chain([name]), value);
            return true;
        }
    };
    value.map(|value| insert(root, setting.path.split('/'), value)).is_some()
}

/// Whether a text is what Go's `ParseInt` takes for 64 bits.
pub(super) fn is_whole(text: &str) -> bool {
    text.parse::<i64>().is_ok()
}

/// A number as any language writes it. Where a text would do as well, one of another form stays a text.
fn number(text: &str, typing: Typing) -> Option<String> {
    let number = text.trim().parse::<u64>().ok()?.to_string();
    (typing == Typing::Strict || number == text).then_some(number)
}

fn insert(group: &mut Group, mut path: impl Iterator<Item = &'static str>, value: Value) {
    let Some(mut name) = path.next() else { return };
    let mut group = group;
    for next in path {
        let at = position(group, name).unwrap_or_else(|| {
            group.push((name, Value::Group(Group::new())));
            group.len() - 1
        });
        // A table that has a value and a group under one name would be wrong; the value goes.
        if !matches!(group[at].1, Value::Group(_)) {
            group[at].1 = Value::Group(Group::new());
        }
        let Value::Group(inner) = &mut group[at].1 else { return };
        (group, name) = (inner, next);
    }
    match (position(group, name), value) {
        (None, value) => group.push((name, value)),
        (Some(at), Value::List(more)) => match &mut group[at].1 {
            Value::List(entries) => entries.extend(more),
            other => *other = Value::List(more),
        },
        // A key can be met before the kind that it belongs to.
        (Some(_), Value::Group(_)) => (),
        (Some(at), value) => group[at].1 = value,
    }
}

fn position(group: &Group, name: &str) -> Option<usize> {
    group.iter().position(|(known, _)| *known == name)
}
