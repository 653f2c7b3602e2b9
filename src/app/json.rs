//! The browser's own JSON parser and writer.

use leptos::web_sys::wasm_bindgen::{JsCast as _, JsValue};

use crate::json::Json;

/// Values inside values; the browser's own parser has no limit.
const MAX_DEPTH: usize = 32;

/// Reads a text.
///
/// # Errors
/// The browser's own words.
pub(crate) fn parse(text: &str) -> Result<Json, String> {
    match js_sys::JSON::parse(text) {
        Ok(value) => Ok(tree(&value, MAX_DEPTH)),
        Err(error) => Err(error.unchecked_into::<js_sys::Error>().message().into()),
    }
}

fn tree(value: &JsValue, depth: usize) -> Json {
    if let Some(text) = value.as_string() {
        return Json::Text(text);
    }
    if value.as_f64().is_some() {
        // As JavaScript writes it: whole numbers have no point.
        return js_sys::JSON::stringify(value).map_or(Json::Other, |text| Json::Number(text.into()));
    }
    if let Some(on) = value.as_bool() {
        return Json::Bool(on);
    }
    if !value.is_object() || depth == 0 {
        return Json::Other;
    }
    let inner = |value: &JsValue| tree(value, depth - 1);
    if js_sys::Array::is_array(value) {
        let list: &js_sys::Array = value.unchecked_ref();
        return Json::List(list.iter().map(|value| inner(&value)).collect());
    }
    let member = |pair: JsValue| {
        let pair: js_sys::Array = pair.unchecked_into();
        Some((pair.get(0).as_string()?, inner(&pair.get(1))))
    };
    Json::Object(js_sys::Object::entries(value.unchecked_ref()).iter().filter_map(member).collect())
}

/// The text of a value.
pub(crate) fn written(value: &Json) -> String {
    js_sys::JSON::stringify(&js_value(value)).map(String::from).unwrap_or_default()
}

fn js_value(value: &Json) -> JsValue {
    match value {
        Json::Other => JsValue::NULL,
        Json::Bool(on) => JsValue::from_bool(*on),
        // By the browser as well: Rust's own reading of fractions brings tables of 10 KB.
        Json::Number(text) => js_sys::JSON::parse(text).unwrap_or(JsValue::NULL),
        Json::Text(text) => JsValue::from_str(text),
        Json::List(values) => values.iter().map(js_value).collect::<js_sys::Array>().into(),
        Json::Object(members) => {
            let object = js_sys::Object::new();
            for (name, value) in members {
                // Fails only for a frozen object.
                let set = js_sys::Reflect::set(&object, &JsValue::from_str(name), &js_value(value));
                debug_assert!(set.is_ok());
            }
            object.into()
        }
    }
}
