//! Rules of one provider created in a bucket of the other one: what a plan promises is taken, and is what is there then.

use stocktake::model::Provider;
use stocktake::model::rule::Part;
use stocktake::provider::save::SaveError;
use stocktake::provider::undo::{NotTakenAway, take_away};
use stocktake::provider::write::Created;
use stocktake::provider::{StoredRule, service};
use stocktake::state::patterns::Patterns;
use stocktake::state::plan::{Cannot, Step, plan};

use crate::{create, list_all, memory, open, sandbox};

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

/// What a rule was created as at another provider is told by no document of its source: the Undo knows it all the same.
#[tokio::test]
async fn what_was_created_at_another_provider_is_deleted_again_and_nothing_else() {
    let sandbox = sandbox().await;
    let [oss, cos] = Provider::ALL;
    for (from, to) in [(oss, cos), (cos, oss)] {
        let wanted = &list_all(&open(&sandbox, from, "demo-250")).await[..3];
        let target = open(&sandbox, to, "demo-every-field");
        let bucket = target.connection().bucket.as_str();
        let before = sandbox.rule_ids(bucket);
        let mut created = Vec::new();
        for planned in plan(wanted, from, &patterns(to), target.connection(), &list_all(&target).await) {
            assert_eq!(planned.step, Step::Create);
            assert_eq!(create(&target, &planned.rule, None).await, Ok(Created::Now));
            let document = service(to).document(&planned.rule, None);
            created.push(StoredRule { rule: planned.rule, document });
        }
        // Somebody else has changed the last one since.
        let theirs = sandbox.rule_xml(bucket, created[2].rule.id()).expect("it was created");
        let theirs = theirs.replace(">Daily<", ">Weekly<").replace(">true<", ">false<");
        sandbox.put_rule(bucket, created[2].rule.id(), &theirs);
        let journal = memory::journal();
        for created in &created[..2] {
            let taken = take_away(&target, &journal, created).await.expect("deleted");
            assert!(taken.expect("it was there").rule.agrees_in_all(&created.rule));
        }
        let kept = take_away(&target, &journal, &created[2]).await;
        assert!(matches!(kept, Err(NotTakenAway::Unread(SaveError::Changed(_)))), "{kept:?}");
        let mut left = before;
        left.push(created[2].rule.id().to_owned());
        left.sort();
        let mut now = sandbox.rule_ids(bucket);
        now.sort();
        assert_eq!(now, left);
    }
}
