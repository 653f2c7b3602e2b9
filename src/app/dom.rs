//! Elements with reactive parts: how every screen is drawn.
//!
//! A small builder over the document and Leptos' reactive graph (signals, memos, effects, owners,
//! contexts). It stands in for Leptos' own `view!`, whose types make one copy of the drawing code
//! for each shape of markup: these screens weighed 282 KB (brotli) with it and less than half of
//! that so. Each function here exists once, closures are boxed where they come in, and
//! what a closure reads is followed until the owner that was current when it was given is gone.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::time::Duration;

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::web_sys::{self, Element, Event, Node};
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};

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

/// What an element in a list stands for, with the key that tells it apart.
type Keyed = (String, Box<dyn Any>);

/// Draws what an element stands for.
type DrawFn = dyn Fn(&dyn Any) -> Option<El>;

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

    /// Adds a place whose one element is drawn again whenever what it reads changes.
    pub(crate) fn bind_child(self, draw: impl Fn() -> Option<El> + 'static) -> Self {
        self.bind_child_boxed(Box::new(draw))
    }

    fn bind_child_boxed(self, draw: Box<dyn Fn() -> Option<El>>) -> Self {
        let marker = self.marker();
        let shown = RefCell::new(None::<Element>);
        follow(Box::new(move || {
            let next = draw().map(|el| el.0);
            let before = shown.replace(next.clone());
            let focused = Focused::within(&mut before.iter());
            if let Some(before) = before {
                before.remove();
            }
            if let (Some(parent), Some(next)) = (marker.parent_node(), next) {
                insert(&parent, &next, Some(&marker));
            }
            focused.into_iter().for_each(Focused::pass_on);
        }));
        self
    }

    /// Adds a place for an element that is drawn when it comes to be wanted, and stays as long as it is.
    pub(crate) fn show_when(
        self,
        wanted: impl Fn() -> bool + 'static,
        draw: impl Fn() -> El + 'static,
    ) -> Self {
        self.show_when_boxed(Box::new(wanted), Box::new(draw))
    }

    fn show_when_boxed(self, wanted: Box<dyn Fn() -> bool>, draw: Box<dyn Fn() -> El>) -> Self {
        let item = || (String::new(), Box::new(()) as Box<dyn Any>);
        let items = move || wanted().then(item).into_iter().collect();
        self.bind_items(Box::new(items), |_, _| true, Box::new(move |_| Some(draw())))
    }

    /// Adds a place for one element that stays as long as what it stands for is equal.
    pub(crate) fn bind_one<T: PartialEq + 'static>(
        self,
        item: impl Fn() -> Option<T> + 'static,
        draw: impl Fn(&T) -> El + 'static,
    ) -> Self {
        self.bind_each(move || item().into_iter().collect(), |_| String::new(), draw)
    }

    /// Adds a place with one element for each item. An element stays as long as its item is
    /// there and equal; `key` tells items apart.
    pub(crate) fn bind_each<T: PartialEq + 'static>(
        self,
        items: impl Fn() -> Vec<T> + 'static,
        key: fn(&T) -> String,
        draw: impl Fn(&T) -> El + 'static,
    ) -> Self {
        let erase = move |item: T| (key(&item), Box::new(item) as Box<dyn Any>);
        self.bind_items(
            Box::new(move || items().into_iter().map(erase).collect()),
            |a, b| a.downcast_ref::<T>() == b.downcast_ref::<T>(),
            Box::new(move |item| item.downcast_ref().map(&draw)),
        )
    }

    /// [`El::bind_each`] without its type, so that it exists once.
    fn bind_items(
        self,
        items: Box<dyn Fn() -> Vec<Keyed>>,
        equal: fn(&dyn Any, &dyn Any) -> bool,
        draw: Box<DrawFn>,
    ) -> Self {
        let (start, end) = (self.marker(), self.marker());
        let owner = Owner::current().unwrap_or_default();
        let shown = RefCell::new(Vec::<Item>::new());
        follow(Box::new(move || {
            let mut before = shown.take();
            let mut after = Vec::new();
            for (key, value) in items() {
                let known = before.iter().position(|old| old.key == key && equal(&*old.value, &*value));
                after.extend(match known {
                    Some(at) => Some(before.remove(at)),
                    None => Item::draw(key, value, &owner, &draw),
                });
            }
            let focused = Focused::within(&mut before.iter().map(|item| &item.element));
            before.into_iter().for_each(Item::remove);
            if let Some(parent) = end.parent_node() {
                put_in_order(&parent, after.iter().map(|item| &item.element), &start, &end);
            }
            focused.into_iter().for_each(Focused::pass_on);
            shown.replace(after);
        }));
        self
    }

    /// Marks a place among the children.
    fn marker(&self) -> Node {
        let marker: Node = document().create_comment("").into();
        append(&self.0, &marker);
        marker
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

/// An element in a list, with what it stands for and the owner of what it follows.
struct Item {
    key: String,
    value: Box<dyn Any>,
    element: Element,
    owner: Owner,
}

impl Item {
    fn draw(key: String, value: Box<dyn Any>, parent: &Owner, draw: &DrawFn) -> Option<Self> {
        let owner = parent.child();
        let element = owner.with(|| untrack(|| draw(&*value)))?.0;
        Some(Item { key, value, element, owner })
    }

    fn remove(self) {
        self.element.remove();
        self.owner.cleanup();
    }
}

/// What can have the focus.
const FOCUSABLE: &str = "a[href], button, input, select, textarea, summary, [tabindex]";

/// Where the focus stands in something that is about to be taken away. A browser would drop it to the page
/// itself, and a keyboard would start from the top.
struct Focused {
    /// The section around what goes. A whole screen has none, and focuses its heading itself.
    region: Element,
    /// Its place among what can have the focus there.
    at: u32,
}

impl Focused {
    /// Asks for the focus once, and only when something leaves: this is on the way of each key in the filter.
    fn within(leaving: &mut dyn Iterator<Item = &Element>) -> Option<Self> {
        let first = leaving.next()?;
        let active = document().active_element()?;
        let leaving = std::iter::once(first).chain(leaving).find(|one| one.contains(Some(&active)))?;
        let region = leaving.parent_element()?.closest("section, dialog").ok()??;
        let all = region.query_selector_all(FOCUSABLE).ok()?;
        let at =
            (0..all.length()).find(|at| all.get(*at).is_some_and(|one| one.is_same_node(Some(&active))))?;
        Some(Focused { region, at })
    }

    /// Gives it to what stands at the same place now, or else to the nearest before it.
    fn pass_on(self) {
        let Ok(all) = self.region.query_selector_all(FOCUSABLE) else { return };
        for next in (0..=self.at).rev().filter_map(|at| all.get(at)) {
            // What is hidden does not take it.
            drop(next.unchecked_ref::<web_sys::HtmlElement>().focus());
            if document().active_element().is_some_and(|active| active.is_same_node(Some(&next))) {
                return;
            }
        }
        focus("main");
    }
}

/// Puts elements between two marks in this order. One that is in its place is not touched: moving
/// it would cost it the focus.
fn put_in_order<'a>(parent: &Node, elements: impl Iterator<Item = &'a Element>, start: &Node, end: &Node) {
    let mut at = start.next_sibling();
    for element in elements {
        if at.as_ref().is_some_and(|node| node.is_same_node(Some(element))) {
            at = element.next_sibling();
        } else {
            insert(parent, element, at.as_ref().or(Some(end)));
        }
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
