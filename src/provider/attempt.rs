//! What is told of each attempt of a client: when it begins, and how it ends. Who is told keeps no body.

use std::fmt;

use super::error::Error;
use super::http::{Request, SignedRequest};
use crate::model::{Connection, Credentials};

/// An attempt that begins.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// Over which connection.
    pub connection: &'a Connection,
    /// What is asked.
    pub call: &'a Request,
    /// What is sent. Its address and headers may hold the token: they are not to be kept as they are.
    pub signed: &'a SignedRequest,
    /// Which attempt of its call it is; 1 for the first.
    pub number: u32,
    /// Those whose secrets may stand anywhere in it.
    pub credentials: &'a [&'a Credentials],
}

/// How an attempt has ended.
#[derive(Clone, Copy, Debug)]
pub struct Ended<'a> {
    /// The HTTP status; `None` when there was no answer.
    pub status: Option<u16>,
    /// Headers of the answer that the page may read, names in lower case.
    pub headers: &'a [(String, String)],
    /// Bytes of the answer's body.
    pub bytes: usize,
    /// The provider's request id; empty when none can be read.
    pub request_id: &'a str,
    /// Why it is not what was asked for, without secrets.
    pub error: Option<&'a Error>,
    /// Those whose secrets may stand in the headers.
    pub credentials: &'a [&'a Credentials],
}

/// Who is told of attempts.
pub trait Observer: fmt::Debug {
    /// An attempt begins; the number tells it from others.
    fn begins(&self, attempt: &Attempt<'_>) -> u32;

    /// It has ended.
    fn ends(&self, number: u32, ended: &Ended<'_>);
}
