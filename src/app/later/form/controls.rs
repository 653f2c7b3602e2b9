//! The form's controls: one for each part of a rule that the provider knows, in sections.

use super::{Form, Purpose};
use crate::app::components::field::Field;
use crate::app::components::finding::finding;
use crate::app::components::inputs::{Typed, check, line, lines};
use crate::app::components::shown::{shown, shown_code};
use crate::app::dom::{El, el, focus};
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::model::rule::Part;
use crate::model::visible::needs_telling;

/// The id of a part's control.
pub(super) fn control_id(part: Part) -> String {
    format!("rule-{}", part.slug())
}

/// Filters that most rules do without.
const MORE: [Part; 6] =
    [Part::Tags, Part::ModifiedFrom, Part::ModifiedTo, Part::SizeFrom, Part::SizeTo, Part::StorageClass];

/// The sections, in the order of the table's columns.
pub(super) fn sections(form: Form) -> Vec<El> {
    let i18n = language();
    let section = |title: &str, first: Part, last: Part| {
        let parts = Part::all().filter(|part| (first..=last).contains(part) && !MORE.contains(part));
        let parts: Vec<Part> = parts.filter(|part| form.offers(*part)).collect();
        let drawn = || el("fieldset.card").child(el("legend").text(title)).children(rows(form, &parts));
        (!parts.is_empty()).then(drawn)
    };
    let scope = section(td_string!(i18n, create.scope), Part::Prefix, Part::Versions);
    [
        section(td_string!(i18n, create.basics), Part::Id, Part::Enabled),
        scope.map(|scope| scope.child(more_filters(form))),
        section(td_string!(i18n, create.record), Part::Fields, Part::IncrementalFields),
        section(td_string!(i18n, create.target), Part::Bucket, Part::KmsKeyId),
        section(td_string!(i18n, create.schedule), Part::Frequency, Part::AutoDelete),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Controls below each other; a range or a pair side by side.
fn rows(form: Form, parts: &[Part]) -> Vec<El> {
    let pair =
        |part: Part| matches!(part, Part::ModifiedFrom | Part::SizeFrom | Part::Bucket | Part::AccountId);
    let mut rows = Vec::new();
    let mut parts = parts.iter().copied().peekable();
    while let Some(part) = parts.next() {
        let second = parts.next_if(|next| pair(part) && !matches!(next, Part::Format | Part::Encryption));
        rows.push(match second {
            Some(second) => el("div.field-row").child(place(form, part)).child(place(form, second)),
            None => place(form, part),
        });
    }
    rows
}

/// A part's control; one that means nothing beside what is chosen elsewhere is not there.
fn place(form: Form, part: Part) -> El {
    if !form.draft.with_untracked(|draft| draft.depends_on_choice(part)) {
        return control(form, part);
    }
    let relevant = move || form.draft.with(|draft| draft.relevant(part));
    el("div").show_when(relevant, move || control(form, part))
}

fn control(form: Form, part: Part) -> El {
    match part {
        Part::Enabled | Part::Incremental | Part::AutoDelete => flag(form, part),
        Part::Versions | Part::Encryption | Part::Format | Part::Frequency => group(form, part, "radio"),
        Part::Fields | Part::IncrementalFields | Part::StorageClass => group(form, part, "checkbox"),
        Part::Tags | Part::MetadataFields => text(form, part, lines(typed(form, part))),
        Part::ModifiedFrom | Part::ModifiedTo => {
            let input = line(typed(form, part)).attr("type", "datetime-local").attr("step", "1");
            text(form, part, input)
        }
        Part::AccountId | Part::DayOfMonth | Part::IncrementalFrequency => {
            text(form, part, line(typed(form, part)).attr("inputmode", "numeric"))
        }
        Part::Bucket => el("div.fields")
            .child(as_it_is(form, part, framed(form, part).around(line(typed(form, part)))))
            .child(use_this_bucket(form)),
        Part::Id if form.purpose == Purpose::Edit => {
            as_it_is(form, part, framed(form, part).around(line(typed(form, part)).attr("readonly", "")))
        }
        _ => text(form, part, line(typed(form, part))),
    }
}

/// A text in its frame. Where several rules differ in one that they can do without, it can be emptied in all of them:
/// what is typed there cannot say so.
fn text(form: Form, part: Part, input: El) -> El {
    let field = as_it_is(form, part, framed(form, part).around(input));
    if !form.differed(part) || form.capabilities.required.contains(&part) {
        return field;
    }
    let i18n = language();
    let empty = td_string!(i18n, several.empty);
    let emptied = td_string!(i18n, several.emptied);
    let way = move || {
        el("button.button small").text(empty).on_click(move || {
            form.choose(part);
            focus(&control_id(part));
        })
    };
    let is_empty = move || form.overrides(part) && form.draft.with(|draft| draft.typed.text(part).is_empty());
    let ways = el("div.choice-actions")
        .show_when(move || form.differs(part), way)
        .show_when(is_empty, move || el("span.hint").text(emptied))
        .show_when(move || form.overrides(part), move || leave_to_each(form, part));
    el("div.fields").child(field).child(ways)
}

/// Adds to a field what it holds, where a control does not show it: characters that are not seen, letters that look
/// like others.
fn as_it_is(form: Form, part: Part, field: El) -> El {
    let i18n = language();
    let odd = move || {
        form.draft.with(|draft| Some(draft.typed.text(part).to_owned()).filter(|text| needs_telling(text)))
    };
    let tell = move |text: &String| {
        let told = el("p.hint").text(td_string!(i18n, shown.as_it_is)).text(" ");
        // The entries of a list stand below each other.
        if part.is_list() { shown_code(told, text) } else { shown(told, text) }
    };
    field.bind_one(odd, tell)
}

/// The frame of a part's control, with what was found.
fn framed(form: Form, part: Part) -> Field {
    let i18n = language();
    let field = Field::new(&control_id(part), words::part(i18n, part)).finding(form.finding(part));
    let hint = words::hint(i18n, part, form.capabilities);
    let field = field.changing_hint(move || form.note(part).or_else(|| hint.clone()));
    if form.requires(part) || form.purpose == Purpose::Several { field } else { field.optional() }
}

/// A text of the draft, checked when it is left.
fn typed(form: Form, part: Part) -> Typed {
    Typed {
        value: Box::new(move || form.draft.with(|draft| draft.typed.text(part).to_owned())),
        on_input: Box::new(move |text| form.edit(part, text)),
        on_leave: Some(Box::new(move || form.leave(part))),
    }
}

/// A check box for a yes or no.
fn flag(form: Form, part: Part) -> El {
    let i18n = language();
    let name = if part == Part::Enabled { td_string!(i18n, create.enabled) } else { words::part(i18n, part) };
    let box_ = check(
        "checkbox",
        part.slug(),
        el("span").text(name),
        move || form.draft.with(|draft| draft.typed.text(part) == "true"),
        move |on| {
            form.choose(part);
            form.edit(part, on.to_string());
            form.leave(part);
        },
    );
    let hint = words::hint(i18n, part, form.capabilities).map(|hint| el("p.hint").text(&hint));
    el("div")
        .child(box_.id(&control_id(part)))
        .children(hint)
        .child(differing(form, part))
        .child(finding(&control_id(part), form.finding(part)))
}

/// Says that several rules differ here, where nothing that is chosen would say it; and the way back to that.
fn differing(form: Form, part: Part) -> El {
    let i18n = language();
    let words = td_string!(i18n, several.differs);
    el("div")
        .show_when(move || form.differs(part), move || el("p.hint").text(words))
        .show_when(move || form.overrides(part), move || leave_to_each(form, part))
}

fn leave_to_each(form: Form, part: Part) -> El {
    let i18n = language();
    el("button.button small").text(td_string!(i18n, several.leave)).on_click(move || {
        form.leave_to_each(part);
        focus(&control_id(part));
    })
}

/// The provider's words to choose from, one or several, and any other that the stored rule has.
fn group(form: Form, part: Part, kind: &'static str) -> El {
    let i18n = language();
    let many = kind == "checkbox";
    let known = form.capabilities.choices(part);
    let here = form.draft.with_untracked(|draft| draft.typed.text(part).to_owned());
    let unknown =
        here.split('\n').filter(|word| !word.is_empty() && !known.contains(word)).map(str::to_owned);
    let choice = |word: String| {
        let name = match words::choice(i18n, part, &word) {
            Some(name) => el("span").text(name),
            None if known.contains(&word.as_str()) => el("code").text(&word),
            None => el("span").text(&words::kept(i18n, &word)),
        };
        let chosen = word.clone();
        check(
            kind,
            part.slug(),
            name,
            move || {
                form.draft.with(|draft| match many {
                    true => draft.typed.entries(part).any(|entry| entry == chosen),
                    false => draft.typed.text(part) == chosen && !form.differs(part),
                })
            },
            move |on| {
                form.choose(part);
                match many {
                    true => form.change(|typed| typed.set_entry(part, &word, on)),
                    false => form.edit(part, word.clone()),
                }
                form.leave(part);
            },
        )
    };
    let choices = known.iter().map(|word| (*word).to_owned()).chain(unknown).map(choice);
    let term = match part {
        Part::Versions => Some("IncludedObjectVersions"),
        Part::Fields => Some("OptionalFields"),
        _ => None,
    };
    let legend =
        el("legend").text(words::part(i18n, part)).text(" ").children(term.map(|term| el("code").text(term)));
    let hint = words::hint(i18n, part, form.capabilities).map(|hint| el("p.hint").text(&hint));
    el("fieldset.choice")
        .id(&control_id(part))
        .attr("tabindex", "-1")
        .child(legend)
        .children(hint)
        .child(differing(form, part))
        .child(el("div.checks").children(choices))
        .children((part == Part::Fields).then(|| all_or_none(form)))
        .child(finding(&control_id(part), form.finding(part)))
}

fn all_or_none(form: Form) -> El {
    let i18n = language();
    let all = form.capabilities.choices(Part::Fields).join("\n");
    let button = |words: &str, text: String| {
        let choose = move || {
            form.choose(Part::Fields);
            form.edit(Part::Fields, text.clone());
        };
        el("button.button small").text(words).on_click(choose)
    };
    el("div.choice-actions")
        .child(button(td_string!(i18n, create.all), all))
        .child(button(td_string!(i18n, create.nothing), String::new()))
}

/// Opens by itself when one of its parts is set or has a problem.
fn more_filters(form: Form) -> El {
    let i18n = language();
    let parts: Vec<Part> = MORE.into_iter().filter(|part| form.offers(*part)).collect();
    let drawn = rows(form, &parts);
    let needed = move || {
        form.draft.with(|draft| parts.iter().any(|part| !draft.typed.text(*part).is_empty()))
            || form.shown.with(|shown| parts.iter().any(|part| shown.of(*part).is_some()))
    };
    el("details.advanced")
        .open_when(needed)
        .child(el("summary").text(td_string!(i18n, create.more_filters)))
        .child(el("div.fields").children(drawn))
}

fn use_this_bucket(form: Form) -> El {
    let i18n = language();
    let bucket = form.connection.with_untracked(|to| to.bucket.as_str().to_owned());
    let words = fill(td_string!(i18n, create.this_bucket), &[("bucket", &bucket)]);
    let button = el("button.button small").text(&words);
    el("div").child(button.on_click(move || form.edit(Part::Bucket, bucket.clone())))
}
