//! Elements with reactive parts: how every screen is drawn.
//!
//! A small builder over the document and Leptos' reactive graph (signals, memos, effects, owners,
//! contexts). It stands in for Leptos' own `view!`, whose types make one copy of the drawing code
//! for each shape of markup: these screens weighed 282 KB (brotli) with it and less than half of
//! that so. Each function here exists once, closures are boxed where they come in, and
//! what a closure reads is followed until the owner that was current when it was given is gone.

mod places;
mod written;

use std::cell::Cell;
use std::pin::Pin;
use std::time::Duration;

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::web_sys::{self, Element, Event, Node};
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};

pub(crate) use written::{SayFn, Written};

/// The namespace of drawings.
const SVG: &str = "http://www.w3.org/2000/svg";

/// An element under construction. Cheap to clone: it names the same element.
#[derive(Clone)]
pub(crate) struct El(Element);

/// A new element: `tag`, or `tag.class` with all of its classes. A button sends no form unless it is told to.
pub(crate) fn el(name: &'static str) -> El {
    let (tag, class) = name.split_once('.').unwrap_or((name, ""));
    let element = El(document().create_element(tag).expect("every tag here is a valid name"));
    let element = if class.is_empty() { element } else { element.class(class) };
    if tag == "button" { element.attr("type", "button") } else { element }
}

/// A new element of a drawing.
pub(crate) fn svg(tag: &'static str) -> El {
    El(document().create_element_ns(Some(SVG), tag).expect("every tag here is a valid name"))
}

/// A text that changes.
pub(crate) type TextFn = Box<dyn Fn() -> String>;

impl El {
    /// Sets the class.
    pub(crate) fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// Sets the id.
    pub(crate) fn id(self, id: &str) -> Self {
        self.attr("id", id)
    }

    /// Sets an attribute. Never a secret: what is typed goes into [`El::bind_value`].
    pub(crate) fn attr(self, name: &str, value: &str) -> Self {
        set(&self.0, name, Some(value));
        self
    }

    /// Adds a text.
    pub(crate) fn text(self, text: &str) -> Self {
        append(&self.0, &document().create_text_node(text));
        self
    }

    /// Adds an element.
    #[expect(clippy::needless_pass_by_value, reason = "an element is built where it is added")]
    pub(crate) fn child(self, child: El) -> Self {
        append(&self.0, &child.0);
        self
    }

    /// Adds several elements, or one that may be missing.
    pub(crate) fn children(self, children: impl IntoIterator<Item = El>) -> Self {
        children.into_iter().for_each(|child| append(&self.0, &child.0));
        self
    }

    /// Adds a text that follows what it reads.
    pub(crate) fn bind_text(self, text: impl Fn() -> String + 'static) -> Self {
        self.bind_text_boxed(Box::new(text))
    }

    fn bind_text_boxed(self, text: TextFn) -> Self {
        let node = document().create_text_node("");
        append(&self.0, &node);
        follow(Box::new(move || {
            let text = text();
            if node.data() != text {
                node.set_data(&text);
            }
        }));
        self
    }

    /// Keeps an attribute in step: `None` takes it away.
    pub(crate) fn bind_attr(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.bind_attr_boxed(name, Box::new(value))
    }

    fn bind_attr_boxed(self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
        let element = self.0.clone();
        follow(Box::new(move || set(&element, name, value().as_deref())));
        self
    }

    /// Keeps a class in step.
    pub(crate) fn bind_class(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        let (element, on): (_, Box<dyn Fn() -> bool>) = (self.0.clone(), Box::new(on));
        follow(Box::new(move || {
            let classes = element.class_list();
            // Fails only for a name with a blank in it.
            drop(if on() { classes.add_1(name) } else { classes.remove_1(name) });
        }));
        self
    }

    /// Keeps `aria-disabled` in step: unlike `disabled` it leaves the button reachable.
    pub(crate) fn bind_disabled(self, disabled: impl Fn() -> bool + 'static) -> Self {
        self.bind_attr("aria-disabled", move || disabled().then(|| "true".to_owned()))
    }

    /// Keeps the `value` property in step. The property, never the attribute: what is typed must
    /// not stand in the document.
    pub(crate) fn bind_value(self, value: impl Fn() -> String + 'static) -> Self {
        let value: TextFn = Box::new(value);
        self.bind_property("value", Box::new(move || JsValue::from_str(&value())))
    }

    /// Keeps the `checked` property in step.
    pub(crate) fn bind_checked(self, checked: impl Fn() -> bool + 'static) -> Self {
        self.bind_property("checked", Box::new(move || JsValue::from_bool(checked())))
    }

    /// Keeps the third state of a check box in step: some, but not all.
    pub(crate) fn bind_mixed(self, mixed: impl Fn() -> bool + 'static) -> Self {
        self.bind_property("indeterminate", Box::new(move || JsValue::from_bool(mixed())))
    }

    /// Opens a `details` element when it comes to be needed; closing it is the user's.
    pub(crate) fn open_when(self, needed: impl Fn() -> bool + 'static) -> Self {
        let (element, was) = (self.0.clone(), Cell::new(false));
        follow(Box::new(move || {
            let needed = needed();
            if needed && !was.replace(needed) {
                set(&element, "open", Some(""));
            }
            was.set(needed);
        }));
        self
    }

    fn bind_property(self, name: &'static str, value: Box<dyn Fn() -> JsValue>) -> Self {
        let element = self.0.clone();
        follow(Box::new(move || {
            let (name, value) = (JsValue::from_str(name), value());
            // Writing an equal value would move the cursor.
            if js_sys::Reflect::get(&element, &name).ok() != Some(value.clone()) {
                let set = js_sys::Reflect::set(&element, &name, &value);
                debug_assert!(set.is_ok());
            }
        }));
        self
    }

    /// Calls `act` on an event.
    pub(crate) fn on(self, event: &'static str, act: impl Fn(Event) + 'static) -> Self {
        self.on_boxed(event, Box::new(act))
    }

    fn on_boxed(self, event: &'static str, act: Box<dyn Fn(Event)>) -> Self {
        // The browser's garbage collector frees the closure with the element.
        let act = Closure::wrap(act).into_js_value();
        let added = self.0.add_event_listener_with_callback(event, act.unchecked_ref());
        debug_assert!(added.is_ok());
        self
    }

    /// Calls `act` on a click.
    pub(crate) fn on_click(self, act: impl Fn() + 'static) -> Self {
        self.on_boxed("click", Box::new(move |_| act()))
    }

    /// Calls `act` with what a text control holds, on each change.
    pub(crate) fn on_input(self, act: impl Fn(String) + 'static) -> Self {
        self.on_boxed("input", Box::new(move |event| act(event_target_value(&event))))
    }

    /// The element itself.
    pub(crate) fn element(&self) -> &Element {
        &self.0
    }
}

/// Calls `act` on an event of the window, until the current owner is gone. It exists once, where the typed
/// listeners of Leptos exist once for each event.
pub(crate) fn listen(event: &'static str, act: Box<dyn Fn(Event)>) {
    let act = SendWrapper::new(Closure::wrap(act));
    let added = window().add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
    debug_assert!(added.is_ok());
    on_cleanup(move || {
        // Fails for no name of ours.
        drop(window().remove_event_listener_with_callback(event, act.as_ref().unchecked_ref()));
    });
}

/// Runs now and whenever what it reads changes, until the current owner is gone.
pub(crate) fn follow(run: Box<dyn Fn()>) {
    let effect = SendWrapper::new(RenderEffect::new(move |_| run()));
    on_cleanup(move || drop(effect));
}

/// Runs a future to its end. Boxed, so that the machinery around it exists once.
pub(crate) fn spawn(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    leptos::task::spawn_local(future);
}

/// Adds an element to one that is already in the document.
pub(crate) fn mount(parent: &Element, child: &El) {
    append(parent, &child.0);
}

/// Moves the focus to an element, if it is there.
pub(crate) fn focus(id: &str) {
    focus_with(id, false);
}

/// Moves the focus to an element, and the element to the top of what is in sight.
pub(crate) fn bring_into_sight(id: &str) {
    focus_in_place(id);
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view_with_bool(true);
    }
}

/// The same, and nothing is scrolled.
pub(crate) fn focus_in_place(id: &str) {
    focus_with(id, true);
}

fn focus_with(id: &str, in_place: bool) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(in_place);
        // Fails for no element that is in the document.
        drop(element.focus_with_options(&options));
    }
}

/// Runs once, after a while. Boxed, so that the machinery around it exists once, and in the first part of
/// the program: the bindings know nothing of the later one.
pub(crate) fn after(time: Duration, act: impl FnOnce() + 'static) {
    let act: Box<dyn FnOnce()> = Box::new(act);
    set_timeout(act, time);
}

/// Runs once, after the browser has drawn what is there now.
pub(crate) fn after_drawing(act: impl FnOnce() + 'static) {
    let act: Cell<Option<Box<dyn FnOnce()>>> = Cell::new(Some(Box::new(act)));
    after_drawing_boxed(act);
}

/// Runs once, when what is there now is on the screen: for what would make the user wait for it.
pub(crate) fn when_seen(act: impl FnOnce() + 'static) {
    after_drawing(|| after(Duration::ZERO, act));
}

fn after_drawing_boxed(act: Cell<Option<Box<dyn FnOnce()>>>) {
    request_animation_frame(move || {
        if let Some(act) = act.take() {
            act();
        }
    });
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    let done = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
    debug_assert!(done.is_ok());
}

fn append(parent: &Element, child: &Node) {
    insert(parent, child, None);
}

fn insert(parent: &Node, child: &Node, before: Option<&Node>) {
    // Fails only when `child` contains `parent` or `before` stands elsewhere; neither can be here.
    let inserted = parent.insert_before(child, before);
    debug_assert!(inserted.is_ok());
}
