//! Put, get, list and delete of inventory rules, for both providers.

use time::OffsetDateTime;

use crate::api::{Api, Write};
use crate::body::Sending;
use crate::bucket::{Bucket, Rule};
use crate::bytes_text::xml_text;
use crate::clock;
use crate::error::{Error, Reason};
use crate::fault::Fault;
use crate::page::{PAGE, Position};
use crate::reply::{PROLOG, Reply};
use crate::switches::{ListOrder, PutExisting, Switches};

/// Rules in a bucket.
const LIMIT: usize = 1_000;

pub(crate) fn put(api: &dyn Api, bucket: &mut Bucket, write: &Write<'_>) -> Result<Reply, Error> {
    let Write { id, body, now, switches } = *write;
    if bucket.fault == Some(Fault::PutDenied) {
        return Err(api.error(Reason::NoPermission));
    }
    api.check_rule(body, id, bucket)?;
    match (bucket.rule(id), switches.put_existing) {
        (Some(_), PutExisting::Refused(code)) => return Err(api.error(Reason::AlreadyExists(code))),
        (None, _) if bucket.rules.len() >= LIMIT => {
            return Err(api.error(Reason::Full(switches.full_code)));
        }
        _ => {}
    }
    bucket.show_for(switches.read_lag);
    bucket.store(id, &String::from_utf8_lossy(body), now);
    Ok(Reply::empty(200))
}

pub(crate) fn get(api: &dyn Api, bucket: &Bucket, id: &str, switches: &Switches) -> Result<Reply, Error> {
    let fault = bucket.fault;
    let rules = readable(bucket, switches);
    let rule = rules.iter().find(|rule| rule.id == id).ok_or_else(|| api.error(Reason::NoSuchRule))?;
    Ok(read_reply(fault, format!("{PROLOG}{}", rule.shown), rule.modified))
}

pub(crate) fn delete(
    api: &dyn Api,
    bucket: &mut Bucket,
    id: &str,
    switches: &Switches,
) -> Result<Reply, Error> {
    if bucket.fault == Some(Fault::DeleteDenied) {
        return Err(api.error(Reason::NoPermission));
    }
    if bucket.rule(id).is_some() {
        bucket.show_for(switches.read_lag);
        bucket.remove(id);
    } else if switches.delete_missing_is_404 {
        return Err(api.error(Reason::NoSuchRule));
    }
    Ok(Reply::empty(204))
}

/// An empty token means page one, as in the list calls' live tests.
pub(crate) fn list(
    api: &dyn Api,
    bucket: &mut Bucket,
    token: &str,
    switches: &Switches,
) -> Result<Reply, Error> {
    let (name, fault) = (bucket.name.clone(), bucket.fault);
    let start = if token.is_empty() {
        Position::start()
    } else {
        Position::read(&name, token, api.token_ends())
            .ok_or_else(|| api.error(Reason::WrongPageToken(token)))?
    };
    if fault == Some(Fault::ThirdPage) && start.page == 3 {
        bucket.third_page_calls += 1;
        if !bucket.third_page_calls.is_multiple_of(4) {
            return Err(api.error(Reason::Unavailable));
        }
    }
    let rules = readable(bucket, switches);
    if rules.is_empty() && switches.empty_list_is_404 {
        return Err(api.error(Reason::NoSuchRule));
    }
    let mut rest: Vec<&Rule> =
        rules.iter().copied().filter(|rule| start.is_before(rule, switches.list_order)).collect();
    let is_endless = fault == Some(Fault::EndlessToken);
    if rest.is_empty() && is_endless {
        // The same rules come again.
        rest.clone_from(&rules);
    }
    let page = &rest[..rest.len().min(PAGE)];
    let next = if fault == Some(Fault::RepeatToken) {
        rules.get(PAGE - 1).map(|last| Position::after(last, 2))
    } else if rest.len() > PAGE || is_endless {
        page.last().map(|last| Position::after(last, start.page + 1))
    } else {
        None
    };
    let next = next.map(|next| next.print(&name, api.token_ends()));
    let modified = rules.iter().map(|rule| rule.modified).max().unwrap_or(OffsetDateTime::UNIX_EPOCH);
    Ok(read_reply(fault, page_document(api.list_root(), page, token, next), modified))
}

/// What GET and list may show, in the order of lists.
fn readable<'a>(bucket: &'a Bucket, switches: &Switches) -> Vec<&'a Rule> {
    let mut rules: Vec<&Rule> = bucket.visible().iter().collect();
    if switches.one_time_jobs_listed {
        rules.extend(&bucket.one_time_jobs);
    }
    match switches.list_order {
        ListOrder::Creation => rules.sort_by_key(|rule| rule.sequence),
        ListOrder::Id => rules.sort_by(|one, other| one.id.cmp(&other.id)),
    }
    rules
}

fn page_document(root: &str, page: &[&Rule], token: &str, next: Option<String>) -> String {
    let mut body = format!("{PROLOG}<{root}>");
    for rule in page {
        body.push_str(&rule.shown);
    }
    let element = |name: &str, value: &str| format!("<{name}>{}</{name}>", xml_text(value));
    body.push_str(&element("IsTruncated", if next.is_some() { "true" } else { "false" }));
    if !token.is_empty() {
        body.push_str(&element("ContinuationToken", token));
    }
    if let Some(next) = next {
        body.push_str(&element("NextContinuationToken", &next));
    }
    body.push_str(&format!("</{root}>"));
    body
}

fn read_reply(fault: Option<Fault>, mut body: String, modified: OffsetDateTime) -> Reply {
    if fault == Some(Fault::CutOff) {
        let mut half = body.len() / 2;
        while !body.is_char_boundary(half) {
            half += 1;
        }
        body.truncate(half);
    }
    let mut reply = Reply::xml(200, body);
    if fault == Some(Fault::Huge) {
        reply.sending = Sending::Huge;
    }
    // A browser may answer a repeated GET from its cache by this header alone,
    // unless it was told not to: the console must be caught if it forgets.
    reply.headers.push(("last-modified", clock::http(modified)));
    reply
}

#[cfg(test)]
#[path = "operations_tests.rs"]
mod tests;
