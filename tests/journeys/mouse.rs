//! Acting on elements by the driver, which clicks as a mouse does: only on what is in sight and not covered. What stands
//! behind the footer of a form or a message is scrolled to the middle first.

use std::time::Instant;

use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;

use crate::hands::Wanted;
use crate::page::{BETWEEN_LOOKS, LIMIT, Page};

impl Page {
    /// Does something with the only element that is wanted; again if it was redrawn meanwhile.
    pub(crate) async fn act(
        &self,
        what: &str,
        wanted: &Wanted,
        action: impl AsyncFn(&WebElement) -> WebDriverResult<()>,
    ) {
        self.step(format!("{what} {}", wanted.words));
        let started = Instant::now();
        loop {
            let found = self.run(&format!("return {}", wanted.script), wanted.arguments.clone()).await;
            let found = found.and_then(ScriptRet::elements).unwrap_or_default();
            let problem = match found.as_slice() {
                [element] => match action(element).await {
                    Ok(()) => return,
                    Err(error) => {
                        // Who sees that it is behind what stays at an edge of the window scrolls.
                        if let WebDriverErrorInner::ElementClickIntercepted(_) = error.as_inner() {
                            drop(element.scroll_into_view().await);
                        }
                        error.to_string()
                    }
                },
                others => format!("{} such elements", others.len()),
            };
            self.give_up_after(started, what, wanted, &problem).await;
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    /// Panics when it has been tried for too long.
    pub(crate) async fn give_up_after(&self, started: Instant, what: &str, wanted: &Wanted, problem: &str) {
        if started.elapsed() > LIMIT {
            let (words, page) = (&wanted.words, self.text().await);
            panic!("could not {what} {words}: {problem}. The page says:\n{page}");
        }
    }
}
