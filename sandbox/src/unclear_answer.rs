//! The answers that do not say whether a call was carried out (`aftermath`), as they are sent.

use crate::aftermath::Answer;
use crate::api::Api;
use crate::body::Sending;
use crate::error::{Error, Reason};
use crate::reply::{PORTAL, PROLOG, Reply};

/// The page of nginx, line ends included.
const BAD_GATEWAY: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

/// The answer, or the refusal that the provider puts into its own words.
pub(crate) fn outcome(answer: Answer, api: &dyn Api) -> Result<Reply, Error> {
    Ok(match answer {
        Answer::Error500Xml => return Err(api.error(Reason::Internal)),
        Answer::Gateway502Html => Reply::html(502, BAD_GATEWAY.into()),
        Answer::Empty504 => Reply::empty(504),
        Answer::CutOff => Reply { sending: Sending::CutOff, ..filled(1 << 10) },
        Answer::TooLarge => filled(12 << 20),
        Answer::Redirect => Reply { headers: vec![("location", "/elsewhere".into())], ..Reply::empty(307) },
        Answer::Html200 => Reply::html(200, PORTAL.into()),
        Answer::Empty403 => Reply::empty(403),
        Answer::UnknownCode400 => {
            return Err(Error::new(400, "SomethingNew", "Something new is wrong with the request."));
        }
    })
}

/// 200 with so many spaces in an element.
fn filled(spaces: usize) -> Reply {
    Reply::xml(200, format!("{PROLOG}<Result>{}</Result>", " ".repeat(spaces)))
}
