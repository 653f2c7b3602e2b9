//! Jobs that run once, at once (wire/cos.md section 3, POST).

use time::{Duration, OffsetDateTime};

use crate::api::Write;
use crate::bucket::Bucket;
use crate::bytes_text::base64;
use crate::cos::check;
use crate::cos::error;
use crate::error::{Error, Reason};
use crate::fault::Fault;
use crate::reply::{PROLOG, Reply};

/// Starts a job. Nothing is inventoried here; what stays is its id.
pub(crate) fn run(bucket: &mut Bucket, write: &Write<'_>) -> Result<Reply, Error> {
    let Write { id, body, now, switches } = *write;
    if bucket.fault == Some(Fault::PutDenied) {
        return Err(error::of(Reason::NoPermission));
    }
    check::check(body, id, check::Kind::OneTime, bucket.region, &bucket.vocabulary)?;
    let ran_today = bucket.one_time_jobs.iter().any(|job| job.id == id && day(job.modified) == day(now));
    if bucket.rule(id).is_some() || ran_today {
        let status = switches.duplicate_id_status;
        return Err(Error::new(status, "DuplicateInventoryId", "duplicate inventory id"));
    }
    bucket.run_once(id, &String::from_utf8_lossy(body), now);
    let job = base64(format!("{id} {}", now.unix_timestamp()).as_bytes());
    Ok(Reply::xml(200, format!("{PROLOG}<PostInventoryResult><JobId>{job}</JobId></PostInventoryResult>")))
}

/// The day in Beijing, by whose midnight jobs are counted.
fn day(moment: OffsetDateTime) -> time::Date {
    moment.saturating_add(Duration::hours(8)).date()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cos::Cos;
    use crate::log::Auth;
    use crate::operations;
    use crate::switches::Switches;

    const BODY: &str = "<InventoryConfiguration><Id>job</Id><IncludedObjectVersions>All</IncludedObjectVersions><Destination><COSBucketDestination><Format>CSV</Format><Bucket>qcs::cos:ap-guangzhou::reports-1250000000</Bucket></COSBucketDestination></Destination></InventoryConfiguration>";

    fn post(bucket: &mut Bucket, now: OffsetDateTime, switches: &Switches) -> Result<Reply, Error> {
        run(bucket, &Write { id: "job", body: BODY.as_bytes(), now, switches })
    }

    #[test]
    fn an_id_runs_once_a_day_and_never_beside_a_periodic_rule() {
        let mut switches = Switches::cos();
        let mut bucket = Bucket::new("demo-empty-1250000000");
        let evening = OffsetDateTime::UNIX_EPOCH + Duration::hours(15);
        let reply = post(&mut bucket, evening, &switches).expect("a job");
        assert_eq!((reply.status, reply.auth), (200, Auth::None));
        assert!(String::from_utf8_lossy(&reply.body).contains("<PostInventoryResult><JobId>"));
        let error = post(&mut bucket, evening, &switches).expect_err("a duplicate");
        assert_eq!((error.status, error.code), (400, "DuplicateInventoryId"));
        // Beijing's midnight has passed.
        assert!(post(&mut bucket, evening + Duration::hours(2), &switches).is_ok());

        bucket.one_time_jobs.clear();
        bucket.store("job", BODY, evening);
        switches.duplicate_id_status = 409;
        assert_eq!(post(&mut bucket, evening, &switches).map_err(|error| error.status), Err(409));
    }

    #[test]
    fn jobs_are_listed_only_when_switched_so() {
        let mut switches = Switches::cos();
        let mut bucket = Bucket::new("demo-empty-1250000000");
        assert!(post(&mut bucket, OffsetDateTime::UNIX_EPOCH, &switches).is_ok());
        let api = &Cos;
        for listed in [false, true] {
            switches.one_time_jobs_listed = listed;
            let page = operations::list(api, &mut bucket, "", &switches).expect("a page");
            assert_eq!(String::from_utf8_lossy(&page.body).contains("<Id>job</Id>"), listed);
            assert_eq!(operations::get(api, &bucket, "job", &switches).is_ok(), listed);
        }
    }
}
