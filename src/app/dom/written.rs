//! Texts and attributes that are written together.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::document;
use leptos::web_sys::{Element, Text};

use super::{El, append, follow, set};
use crate::app::signal::Signal;
use crate::model::visible::is_plain;

/// Makes the text of a place, which is told by its `K`.
pub(crate) type SayFn<T, K> = Rc<dyn Fn(&T, K) -> String>;

/// What is written after one value, all of it by one effect, and only what differs from before: a row has a
/// dozen of these, and an effect for each would take longer than the writing.
pub(crate) struct Written<T, K> {
    value: Signal<T>,
    say: SayFn<T, K>,
    parts: Vec<Part<K>>,
}

/// A place, and what stands there.
struct Part<K> {
    place: Place,
    of: K,
    stands: RefCell<String>,
}

enum Place {
    Text(Text),
    Name(Name),
    Attribute(Element, &'static str),
}

/// A name in an element of its own: a text as long as it is plain, drawn otherwise where it is not.
struct Name {
    element: El,
    text: Text,
    draw: fn(El, &str) -> El,
    is_text: Cell<bool>,
}

impl<T: Clone + 'static, K: Copy + 'static> Written<T, K> {
    /// Nothing yet, after this value.
    pub(crate) fn after(value: Signal<T>, say: &SayFn<T, K>) -> Self {
        Written { value, say: Rc::clone(say), parts: Vec::new() }
    }

    /// Adds a text to an element.
    pub(crate) fn text(&mut self, el: El, of: K) -> El {
        let text = document().create_text_node("");
        append(&el.0, &text);
        self.add(Place::Text(text), of);
        el
    }

    /// Fills an element with a name. `draw` adds one that is not plain.
    pub(crate) fn name(&mut self, el: El, of: K, draw: fn(El, &str) -> El) -> El {
        let text = document().create_text_node("");
        append(&el.0, &text);
        self.add(Place::Name(Name { element: el.clone(), text, draw, is_text: Cell::new(true) }), of);
        el
    }

    /// Adds an attribute to an element.
    pub(crate) fn attr(&mut self, el: El, name: &'static str, of: K) -> El {
        self.add(Place::Attribute(el.0.clone(), name), of);
        el
    }

    fn add(&mut self, place: Place, of: K) {
        self.parts.push(Part { place, of, stands: RefCell::default() });
    }

    /// Writes all of them, now and whenever the value changes.
    pub(crate) fn follow(self) {
        follow(Box::new(move || {
            let value = self.value.get();
            for Part { place, of, stands } in &self.parts {
                place.write((self.say)(&value, *of), stands);
            }
        }));
    }
}

impl Place {
    fn write(&self, text: String, stands: &RefCell<String>) {
        if *stands.borrow() == text {
            return;
        }
        match self {
            Place::Text(node) => node.set_data(&text),
            Place::Name(name) => name.write(&text),
            Place::Attribute(element, name) => set(element, name, Some(&text)),
        }
        stands.replace(text);
    }
}

impl Name {
    fn write(&self, name: &str) {
        let plain = is_plain(name);
        if self.is_text.replace(plain) && plain {
            return self.text.set_data(name);
        }
        self.element.0.set_text_content(None);
        if plain {
            self.text.set_data(name);
            append(&self.element.0, &self.text);
        } else {
            drop((self.draw)(self.element.clone(), name));
        }
    }
}
