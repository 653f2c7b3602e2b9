//! Rules as a file that Import brings back.

use leptos::task::spawn_local;

use crate::app::i18n::t_string;
use crate::app::services::download::give;
use crate::app::services::notices::{Kind, Notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::Words;
use crate::export::bundle::written;
use crate::model::visible::marked;

/// Reads rules anew, one after another, and gives them to the browser as one file. All or nothing: a copy
/// that lacks rules would be mistaken for a whole one. A rule that does not exist any more is left out.
pub(crate) fn download(words: Words, notices: Notices, bucket: OpenBucket, ids: Vec<String>) {
    let notice = notices.progress(t_string!(words.i18n, bundle.reading).to_owned());
    spawn_local(async move {
        let (kind, said) = match copied(words, bucket, ids).await {
            Ok(said) => (Kind::Success, said),
            Err(said) => (Kind::Failure, said),
        };
        notices.turn_into(notice, kind, said, None);
    });
}

/// Makes the file; says what is in it, or why there is none.
async fn copied(words: Words, bucket: OpenBucket, ids: Vec<String>) -> Result<String, String> {
    let (i18n, client) = (words.i18n, bucket.client());
    let mut rules = Vec::with_capacity(ids.len());
    for id in ids {
        match client.get_any(&id).await {
            Ok(stored) => rules.push((id, stored.document)),
            Err(error) if error.is_absence() => {}
            Err(error) => {
                let [what, ..] = words.error(&error, client.connection());
                return Err(t_string!(i18n, bundle.failed, id = marked(&id), what = what));
            }
        }
    }
    let connection = client.connection();
    let name = format!("{}-inventory-rules.json", connection.bucket.as_str());
    let text = serde_json::to_string(&written(connection, &rules)).ok();
    match text.and_then(|text| give(&name, "application/json", &text)) {
        Some(()) => Ok(t_string!(i18n, bundle.done, count = rules.len(), name = name)),
        None => Err(t_string!(i18n, bundle.refused).to_owned()),
    }
}
