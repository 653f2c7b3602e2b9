//! Our signatures and readers, compiled for this machine: a change that makes them slower shows here
//! first. `cargo xtask bench` runs it, and `cargo bench --bench native` alone.

#![allow(missing_docs, reason = "criterion's macros write public items")]

#[path = "browser/inputs.rs"]
mod inputs;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use stocktake::model::{
    BucketName, Connection, Credentials, Endpoint, Provider, ReadSigning, Region, Secret, SignatureVersion,
    Timestamp,
};
use stocktake::provider::http::{Method, Request, Response};
use stocktake::provider::{Placement, SigningContext, service};

/// Names as `report.rs` knows them.
const SIGNATURES: [(&str, Provider, SignatureVersion); 3] = [
    ("oss-v4", Provider::Oss, SignatureVersion::Current),
    ("oss-v1", Provider::Oss, SignatureVersion::Older),
    ("cos", Provider::Cos, SignatureVersion::Current),
];

fn sign(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("sign");
    for (name, provider, signature) in SIGNATURES {
        let connection = Connection {
            provider,
            region: Region::parse("cn-hangzhou").expect("a region"),
            bucket: BucketName::parse("demo-1250000000").expect("a name"),
            endpoint: None,
            reads: ReadSigning::Automatic,
            signature,
        };
        let credentials = Credentials {
            access_key_id: "STS.an-id".to_owned(),
            access_key_secret: Secret::new("a-secret"),
            security_token: Secret::new("t".repeat(550)),
            expires_at: None,
            account: None,
        };
        let endpoint = Endpoint::of_connection(&connection).expect("the provider's own");
        let context = SigningContext {
            connection: &connection,
            endpoint: &endpoint,
            credentials: &credentials,
            now: Timestamp(1_790_000_000),
        };
        let id = service(provider).id_parameter();
        let request = Request {
            method: Method::Put,
            query: vec![("inventory", String::new()), (id, "daily".to_owned())],
            body: Some(inputs::document(provider)),
            can_be_stopped: false,
        };
        group.bench_function(name, |bencher| {
            bencher.iter(|| service(provider).sign(black_box(&request), &context, Placement::Header));
        });
    }
    group.finish();
}

fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    for provider in Provider::ALL {
        let body = inputs::list_page(provider).into_bytes();
        let response = Response { status: 200, headers: Vec::new(), body };
        let page = service(provider).read_list(&response).expect("a page");
        assert_eq!(page.rules.len(), inputs::RULES_PER_PAGE);
        group.bench_function(provider.slug(), |bencher| {
            bencher.iter(|| service(provider).read_list(black_box(&response)));
        });
    }
    group.finish();
}

criterion_group!(all, sign, read);
criterion_main!(all);
