//! Rules of one provider created in a bucket of the other one: what a plan promises is taken, and is what is there then.

use stocktake::model::Provider;
use stocktake::model::rule::Part;
use stocktake::provider::write::Created;
use stocktake::state::plan::{Cannot, Patterns, Step, plan};

use crate::{create, list_all, open, sandbox};

/// Where the reports of a provider's rules go here.
fn patterns(provider: Provider) -> Patterns {
    match provider {
        Provider::Oss => Patterns {
            bucket: "inventory-reports".into(),
            account: "1000000000000000".into(),
            role: "acs:ram::1000000000000000:role/AliyunOSSRole".into(),
            ..Patterns::default()
        },
        Provider::Cos => Patterns { bucket: "inventory-reports-1250000000".into(), ..Patterns::default() },
    }
}

#[tokio::test]
async fn what_is_planned_for_another_provider_is_taken_by_it_and_is_the_same_then() {
    let sandbox = sandbox().await;
    let [oss, cos] = Provider::ALL;
    for (from, to, name, possible) in [
        // 21 have an id in Chinese.
        (oss, cos, "demo-250", 229),
        (cos, oss, "demo-250", 250),
        // One runs once, and one in a way of the future; on the other side one is in a format that is no more.
        (oss, cos, "demo-every-field", 5),
        (cos, oss, "demo-every-field", 8),
    ] {
        let wanted = list_all(&open(&sandbox, from, name)).await;
        let target = open(&sandbox, to, "demo-empty");
        let bucket = target.connection().bucket.as_str();
        for id in sandbox.rule_ids(bucket) {
            assert!(sandbox.remove_rule(bucket, &id));
        }
        let planned = |there: &[_]| plan(&wanted, from, &patterns(to), target.connection(), there);
        let mut created = 0;
        for planned in planned(&[]) {
            match planned.step {
                Step::Create => {
                    let outcome = create(&target, &planned.rule, None).await;
                    assert_eq!(outcome, Ok(Created::Now), "{:?}", planned.rule);
                    created += 1;
                }
                Step::Cannot(Cannot::Refused(Part::Id, _) | Cannot::NoWord(_)) => {}
                step => panic!("{step:?} for {:?}", planned.rule),
            }
        }
        assert_eq!(created, possible, "{name} of {from:?}");
        let there = list_all(&target).await;
        let same = planned(&there).iter().filter(|planned| planned.step == Step::Same).count();
        assert_eq!((there.len(), same), (possible, possible), "{name} of {from:?}");
    }
}
