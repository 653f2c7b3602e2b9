//! What the keys do.

use leptos::prelude::*;

use crate::app::components::button::Button;
use crate::app::components::dialog::Dialog;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::dialogs::Opened;

/// The dialog.
#[component]
pub(crate) fn HelpDialog(opened: Opened) -> impl IntoView {
    let close = Callback::new(move |()| opened.close());
    view! {
        <Dialog open=opened.is_open() title_id="help-title" on_close=close>
            <Keys on_close=close/>
        </Dialog>
    }
}

/// The keys, and the way out.
#[component]
fn Keys(on_close: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let keys = move || {
        let keys = [
            ("/", t_string!(i18n, help.filter)),
            ("n", t_string!(i18n, help.new)),
            ("r", t_string!(i18n, help.refresh)),
            ("?", t_string!(i18n, help.help)),
            ("Shift+Space", t_string!(i18n, help.range)),
            ("Ctrl+C", t_string!(i18n, help.copy)),
            ("Ctrl+Enter", t_string!(i18n, help.send)),
            ("Esc", t_string!(i18n, help.close)),
        ];
        keys.map(|(key, words)| view! { <Key key words/> }).collect_view()
    };
    view! {
        <div>
            <h2 id="help-title">{move || t_string!(i18n, help.title)}</h2>
            <dl class="keys">{keys}</dl>
            <p class="hint">{move || t_string!(i18n, help.off)}</p>
            <div class="dialog-actions">
                <Button id="help-close" autofocus=true on_click=on_close>
                    {move || t_string!(i18n, delete.close)}
                </Button>
            </div>
        </div>
    }
}

#[component]
fn Key(key: &'static str, words: &'static str) -> impl IntoView {
    view! {
        <div>
            <dt>
                <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
        </div>
    }
}
