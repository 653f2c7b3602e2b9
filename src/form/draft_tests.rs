//! From a stored rule to the form and back, and from what is typed to what is sent.

use super::*;
use crate::model::Provider;
use crate::provider::service;

fn connection(provider: Provider) -> Connection {
    let region = if provider == Provider::Oss { "cn-hangzhou" } else { "ap-guangzhou" };
    Connection::to(provider, region, "source-1250000000")
}

fn capabilities(provider: Provider) -> &'static Capabilities {
    service(provider).capabilities()
}

fn rule_of(draft: &RuleDraft, provider: Provider) -> Rule {
    draft.rule(&connection(provider), capabilities(provider))
}

/// What a part comes to when this is typed for it in a new rule.
#[track_caller]
fn check_written(provider: Provider, part: Part, typed: &str, expected: Option<&str>) {
    let mut draft = RuleDraft::new(capabilities(provider));
    draft.typed.set(part, Some(typed.to_owned()));
    assert_eq!(rule_of(&draft, provider).get(part), expected, "{part:?} {typed:?}");
}

/// Rules that the form did not make, and would not make.
fn odd_rules() -> Vec<(Provider, Rule)> {
    let oss = Rule::default()
        .with(Part::Id, " report/1 ")
        .with(Part::Enabled, "True")
        .with(Part::Prefix, " a\n")
        .with(Part::ModifiedFrom, " 1700000000")
        .with(Part::ModifiedTo, "later")
        .with(Part::SizeFrom, "007")
        .with(Part::SizeTo, "-1")
        .with(Part::StorageClass, "IA, Standard,,Deep")
        .with(Part::Versions, "Some")
        .with(Part::Fields, "SomeFutureField\nETag\nSize")
        .with(Part::Incremental, "FALSE")
        .with(Part::IncrementalFrequency, "6e2")
        .with(Part::IncrementalFields, "Size\nSequenceNumber")
        .with(Part::Bucket, "plain-name")
        .with(Part::DestinationPrefix, "/")
        .with(Part::AccountId, " 1 ")
        .with(Part::RoleArn, "r")
        .with(Part::Format, "ORC")
        .with(Part::Encryption, "SSE-FUTURE")
        .with(Part::KmsKeyId, " k")
        .with(Part::Frequency, " Hourly ")
        .with(Part::DayOfMonth, "99")
        .with(Part::AutoDelete, "perhaps");
    let cos = Rule::default()
        .with(Part::Id, "list1")
        .with(Part::Enabled, "maybe")
        .with(Part::Prefix, "")
        .with(Part::Tags, "=\nb=x=y\na=")
        .with(Part::ModifiedFrom, "-9223372036854775808")
        .with(Part::ModifiedTo, "9223372036854775807")
        .with(Part::StorageClass, "STANDARD")
        .with(Part::Fields, "IsMultipartUpload\nTag")
        .with(Part::MetadataFields, "x-cos-meta-*\nx-cos-meta-b")
        .with(Part::Bucket, "qcs::cos:ap-beijing::b-1250000000")
        .with(Part::Encryption, "SSE-COS")
        .with(Part::Frequency, "Monthly");
    let bare = Rule::default().with(Part::Id, "bare").with(Part::Bucket, "acs:oss:::b-1");
    vec![(Provider::Oss, oss), (Provider::Cos, cos), (Provider::Oss, bare.clone()), (Provider::Cos, bare)]
}

#[test]
fn an_untouched_form_gives_the_stored_rule_to_the_letter() {
    for (provider, stored) in odd_rules() {
        let draft = RuleDraft::of(&stored);
        assert_eq!(rule_of(&draft, provider), stored);
        assert!(Part::all().all(|part| !draft.changed(part)), "{stored:?}");
    }
}

#[test]
fn a_change_that_is_undone_leaves_no_trace() {
    for (provider, stored) in odd_rules() {
        let untouched = RuleDraft::of(&stored);
        for part in Part::all() {
            let mut draft = untouched.clone();
            draft.typed.set(part, Some("something-else".into()));
            assert!(draft.changed(part), "{part:?}");
            draft.typed.set(part, untouched.typed.get(part).map(str::to_owned));
            assert_eq!((draft.changed(part), rule_of(&draft, provider)), (false, stored.clone()), "{part:?}");
            // A control that is emptied leaves an empty text where nothing was.
            draft.typed.set(part, Some(untouched.typed.text(part).to_owned()));
            assert_eq!((draft.changed(part), rule_of(&draft, provider)), (false, stored.clone()), "{part:?}");
        }
    }
}

#[test]
fn an_entry_that_goes_and_comes_back_leaves_no_trace_wherever_it_stands_then() {
    for (provider, stored) in odd_rules() {
        let lists =
            [Part::Fields, Part::IncrementalFields, Part::MetadataFields, Part::Tags, Part::StorageClass];
        for part in lists {
            let untouched = RuleDraft::of(&stored);
            let entries: Vec<String> = untouched.typed.entries(part).map(str::to_owned).collect();
            for entry in entries {
                let mut draft = untouched.clone();
                draft.typed.set_entry(part, &entry, false);
                assert!(draft.changed(part), "{part:?} {entry}");
                draft.typed.set_entry(part, &entry, true);
                assert_eq!(
                    (draft.changed(part), rule_of(&draft, provider)),
                    (false, stored.clone()),
                    "{part:?} {entry}"
                );
            }
        }
    }
}

#[test]
fn one_typed_part_changes_one_part_of_a_stored_rule() {
    for (part, typed, written) in [
        (Part::Id, "x", "x"),
        (Part::Enabled, "false", "false"),
        (Part::Prefix, "True", "True"),
        (Part::SizeTo, "5 KiB", "5120"),
        (Part::ModifiedTo, "2026-03-14T08:09:10", "1773475750"),
        (Part::Fields, "Size\nCrc64", "Size\nCrc64"),
        (Part::Bucket, "reports", "acs:oss:::reports"),
        (Part::Versions, "All", "All"),
        (Part::Format, "CSV", "CSV"),
    ] {
        let (provider, stored) = odd_rules().remove(0);
        let mut draft = RuleDraft::of(&stored);
        draft.typed.set(part, Some(typed.into()));
        assert_eq!(rule_of(&draft, provider), stored.with(part, written), "{part:?}");
    }
}

/// Flags agree whatever their case; a prefix that looks like one is not one.
#[test]
fn capitals_count_where_a_text_is_not_a_flag() {
    let stored = Rule::default()
        .with(Part::Id, "True")
        .with(Part::Enabled, "True")
        .with(Part::Bucket, "acs:oss:::b-1")
        .with(Part::Prefix, "True");
    let mut draft = RuleDraft::of(&stored);
    draft.typed.set(Part::Enabled, Some("true".into()));
    assert_eq!(rule_of(&draft, Provider::Oss), stored);
    draft.typed.set(Part::Prefix, Some("true".into()));
    assert_eq!(rule_of(&draft, Provider::Oss), stored.with(Part::Prefix, "true"));
}

#[test]
fn a_new_rule_says_what_the_form_shows() {
    for provider in Provider::ALL {
        let draft = RuleDraft::new(capabilities(provider));
        let rule = rule_of(&draft, provider);
        let there: Vec<Part> = Part::all().filter(|part| rule.get(*part).is_some()).collect();
        assert_eq!(there, [Part::Enabled, Part::Versions, Part::Fields, Part::Format, Part::Frequency]);
        assert_eq!(rule.enabled(), Some(true));
        assert_eq!(rule.text(Part::Frequency), "Weekly");
        assert!(Part::all().all(|part| draft.changed(part)), "everything is new");
    }
}

#[test]
fn a_new_monthly_rule_has_a_day_and_a_one_off_its_fate() {
    let mut draft = RuleDraft::new(capabilities(Provider::Oss));
    draft.typed.set(Part::Frequency, Some("Monthly".into()));
    let rule = rule_of(&draft, Provider::Oss);
    assert_eq!((rule.get(Part::DayOfMonth), rule.get(Part::AutoDelete)), (Some("1"), None));
    draft.typed.set(Part::Frequency, Some("Once".into()));
    let rule = rule_of(&draft, Provider::Oss);
    assert_eq!((rule.get(Part::DayOfMonth), rule.get(Part::AutoDelete)), (None, Some("false")));
    draft.typed.set(Part::Incremental, Some("true".into()));
    assert_eq!(rule_of(&draft, Provider::Oss).get(Part::IncrementalFrequency), Some("600"));
    draft.typed.set(Part::Incremental, Some("false".into()));
    let rule = rule_of(&draft, Provider::Oss);
    assert_eq!((rule.get(Part::Incremental), rule.get(Part::IncrementalFrequency)), (None, None));
}

/// A stored rule with every governed part, what governs it, and another word for that.
const GOVERNED: [(Part, &str, &str, &[Part]); 4] = [
    (Part::Encryption, "SSE-KMS", "SSE-OSS", &[Part::KmsKeyId]),
    (Part::Frequency, "Monthly", "Daily", &[Part::DayOfMonth]),
    (Part::Frequency, "Once", "Weekly", &[Part::AutoDelete]),
    (Part::Incremental, "true", "false", &[Part::IncrementalFrequency, Part::IncrementalFields]),
];

#[test]
fn what_a_choice_hides_goes_with_it_and_comes_back_with_it() {
    for (governor, word, other, governed) in GOVERNED {
        let stored =
            governed.iter().fold(Rule::default().with(Part::Id, "a").with(governor, word), |rule, part| {
                rule.with(*part, "kept")
            });
        let mut draft = RuleDraft::of(&stored);
        assert!(governed.iter().all(|part| draft.relevant(*part)), "{governor:?}");
        draft.typed.set(governor, Some(other.into()));
        assert!(governed.iter().all(|part| !draft.relevant(*part)), "{governor:?}");
        let changed = rule_of(&draft, Provider::Oss);
        assert_eq!(changed, Rule::default().with(Part::Id, "a").with(governor, other), "{governor:?}");
        draft.typed.set(governor, Some(word.into()));
        assert_eq!(rule_of(&draft, Provider::Oss), stored, "{governor:?}");
    }
}

#[test]
fn what_was_hidden_already_stays_as_it_is() {
    // A day without a monthly run, a key without its kind: meaningless, but not ours to remove.
    let stored = Rule::default()
        .with(Part::Id, "a")
        .with(Part::Frequency, "Daily")
        .with(Part::DayOfMonth, "3")
        .with(Part::KmsKeyId, "k");
    let mut draft = RuleDraft::of(&stored);
    draft.typed.set(Part::Enabled, Some("true".into()));
    assert_eq!(rule_of(&draft, Provider::Oss), stored.clone().with(Part::Enabled, "true"));
    // A choice that brings a hidden part into sight keeps what is in it.
    let mut draft = RuleDraft::of(&stored);
    draft.typed.set(Part::Frequency, Some("Monthly".into()));
    assert_eq!(rule_of(&draft, Provider::Oss), stored.with(Part::Frequency, "Monthly"));
}

#[test]
fn a_part_that_the_provider_does_not_have_is_left_alone() {
    let stored = Rule::default().with(Part::Id, "a").with(Part::StorageClass, "STANDARD");
    let mut draft = RuleDraft::of(&stored);
    draft.typed.set(Part::StorageClass, Some("IA".into()));
    draft.typed.set(Part::RoleArn, Some("r".into()));
    assert_eq!(rule_of(&draft, Provider::Cos), stored);
}

#[test]
fn sizes_are_whole_numbers_with_or_without_a_unit() {
    for (typed, expected) in [
        (" 1024 ", "1024"),
        ("1KiB", "1024"),
        ("1 kib", "1024"),
        ("5 MiB", "5242880"),
        ("2 GiB", "2147483648"),
        ("48 TiB", "52776558133248"),
        ("7 B", "7"),
        ("16777215 TiB", "18446742974197923840"),
        // Not understood: the check says so.
        ("16777216 TiB", "16777216 TiB"),
        ("1.5 GiB", "1.5 GiB"),
        ("1 GB", "1 GB"),
        ("many", "many"),
        ("12 GiB 3", "12 GiB 3"),
        ("GiB", "GiB"),
        ("一KiB", "一KiB"),
    ] {
        check_written(Provider::Oss, Part::SizeFrom, typed, Some(expected));
        check_written(Provider::Oss, Part::SizeTo, typed, Some(expected));
    }
    check_written(Provider::Oss, Part::SizeTo, " ", None);
    check_written(Provider::Oss, Part::SizeTo, "0", Some("0"));
    check_written(Provider::Oss, Part::SizeFrom, "0", None);
}

#[test]
fn times_are_dates_in_utc_with_as_much_of_the_time_of_day_as_is_typed() {
    for (typed, expected) in [
        ("2026-03-14T08:09:10", "1773475750"),
        (" 2026-03-14T08:09 ", "1773475740"),
        ("2026-03-14", "1773446400"),
        ("2026-03-14T08:09:10Z", "1773475750"),
        ("2026-03-14T16:09:10+08:00", "1773475750"),
        ("2026-03-14 08:09", "1773475740"),
        ("2026-02-30", "2026-02-30"),
        ("yesterday", "yesterday"),
    ] {
        for provider in Provider::ALL {
            check_written(provider, Part::ModifiedFrom, typed, Some(expected));
            check_written(provider, Part::ModifiedTo, typed, Some(expected));
        }
    }
}

#[test]
fn a_stored_time_stands_in_its_control_as_a_date() {
    for (stored, typed) in
        [("1773475750", "2026-03-14T08:09:10"), ("0", "1970-01-01T00:00:00"), ("soon", "soon"), ("", "")]
    {
        let draft = RuleDraft::of(&Rule::default().with(Part::ModifiedFrom, stored));
        assert_eq!(draft.typed.text(Part::ModifiedFrom), typed);
    }
}

#[test]
fn a_plain_bucket_name_is_written_in_the_providers_form() {
    check_written(Provider::Oss, Part::Bucket, " reports ", Some("acs:oss:::reports"));
    check_written(Provider::Oss, Part::Bucket, " acs:oss:::reports ", Some("acs:oss:::reports"));
    check_written(
        Provider::Cos,
        Part::Bucket,
        "reports-1250000000",
        Some("qcs::cos:ap-guangzhou::reports-1250000000"),
    );
    let other = "qcs::cos:ap-beijing::reports-1250000000";
    check_written(Provider::Cos, Part::Bucket, other, Some(other));
    check_written(Provider::Cos, Part::Bucket, "", None);
}

#[test]
fn blanks_around_are_dropped_where_they_cannot_be_meant() {
    for part in [Part::AccountId, Part::RoleArn, Part::Versions] {
        check_written(Provider::Oss, part, " x ", Some("x"));
    }
    for part in [Part::Id, Part::Prefix, Part::DestinationPrefix] {
        check_written(Provider::Oss, part, " x ", Some(" x "));
        check_written(Provider::Oss, part, "", None);
    }
}

#[test]
fn optional_fields_stay_in_the_providers_order() {
    let mut draft = RuleDraft::new(capabilities(Provider::Oss));
    draft.typed.set_entry(Part::Fields, "ETag", true);
    draft.typed.set_entry(Part::Fields, "Size", false);
    let rule = rule_of(&draft, Provider::Oss);
    assert_eq!(rule.entries(Part::Fields).collect::<Vec<_>>(), ["LastModifiedDate", "ETag", "StorageClass"]);
    // One that the provider did not know when this was written follows the others.
    check_written(Provider::Cos, Part::Fields, "New\nCrc64\n\n Size ", Some("Size\nCrc64\nNew"));
    check_written(Provider::Oss, Part::StorageClass, "New\nIA\nStandard", Some("Standard,IA,New"));
}

#[test]
fn metadata_headers_get_their_prefix_and_keep_their_order() {
    let typed = "owner\n\n x-cos-meta-b \n*\nx-cos-meta-";
    let written = "x-cos-meta-owner\nx-cos-meta-b\nx-cos-meta-*\nx-cos-meta-";
    check_written(Provider::Cos, Part::MetadataFields, typed, Some(written));
    check_written(Provider::Cos, Part::MetadataFields, "\n ", None);
}

#[test]
fn tags_are_lines_as_they_are_typed() {
    check_written(Provider::Cos, Part::Tags, " a=1 \n\nb=x=y\nc=\nd", Some("a=1\nb=x=y\nc=\nd"));
}

#[test]
fn a_form_is_dirty_while_a_value_differs_and_clean_again_after() {
    let (provider, stored) = odd_rules().swap_remove(0);
    for mut draft in
        [RuleDraft::new(capabilities(provider)), RuleDraft::of(&stored), RuleDraft::like(&stored)]
    {
        assert!(!draft.is_dirty());
        for part in [Part::Id, Part::Prefix, Part::Enabled, Part::Frequency] {
            let before = draft.typed.get(part).map(str::to_owned);
            draft.typed.set(part, Some("else".into()));
            assert!(draft.is_dirty(), "{part:?}");
            draft.typed.set(part, before);
            assert!(!draft.is_dirty(), "{part:?}");
        }
        let fields = draft.typed.clone();
        draft.typed.set_entry(Part::Fields, "Size", false);
        draft.typed.set_entry(Part::Fields, "Size", true);
        assert!(!draft.is_dirty(), "the order of a list is no value");
        draft.typed = fields;
    }
}

#[test]
fn what_has_no_meaning_beside_the_choices_makes_no_form_dirty() {
    let mut draft = RuleDraft::new(capabilities(Provider::Cos));
    draft.typed.set(Part::Frequency, Some("Monthly".into()));
    draft.typed.set(Part::DayOfMonth, Some("5".into()));
    assert!(draft.is_dirty());
    draft.typed.set(Part::Frequency, Some("Weekly".into()));
    assert!(!draft.is_dirty(), "a weekly rule has no day of the month");
}

#[test]
fn a_rule_like_another_starts_without_an_id() {
    let (provider, stored) = odd_rules().swap_remove(0);
    let draft = RuleDraft::like(&stored);
    assert_eq!(draft.typed.text(Part::Id), "");
    let mut rule = rule_of(&draft, provider);
    assert_eq!(rule.get(Part::Id), None);
    rule.set(Part::Id, stored.get(Part::Id).map(str::to_owned));
    assert_eq!(rule, stored);
}

/// A rule as it was opened, what is typed into its form, and the rule as it is by now.
fn changed_twice() -> (RuleDraft, Rule) {
    let opened = Rule::default()
        .with(Part::Id, "a")
        .with(Part::Enabled, "True")
        .with(Part::Prefix, "old/")
        .with(Part::Fields, "Size\nETag")
        .with(Part::Bucket, "acs:oss:::reports")
        .with(Part::Format, "CSV")
        .with(Part::Frequency, "Daily");
    let now = opened
        .clone()
        .with(Part::Prefix, "theirs/")
        .with(Part::Fields, "ETag\nSize\nTag")
        .with(Part::Frequency, "Weekly")
        .with(Part::RoleArn, "acs:ram::1:role/a");
    let mut draft = RuleDraft::of(&opened);
    draft.typed.put(Part::Prefix, Some("mine/"));
    draft.typed.put(Part::Enabled, Some("false"));
    draft.typed.put(Part::Frequency, Some("Weekly"));
    (draft, now)
}

#[test]
fn changes_are_made_to_the_rule_as_it_is_now_and_none_is_lost() {
    let (draft, now) = changed_twice();
    let (merged, clashes) = draft.onto(&now);
    assert_eq!(clashes, [Part::Prefix]);
    assert_eq!(merged.stored.as_ref(), Some(&now));
    assert_eq!(merged.opened(Part::Prefix), "theirs/");
    let rule = rule_of(&merged, Provider::Oss);
    // What is the same by now is no change any more, and what only they have changed is theirs.
    assert_eq!(rule, now.with(Part::Prefix, "mine/").with(Part::Enabled, "false"));
    assert!(merged.is_dirty() && !merged.changed(Part::Frequency) && !merged.changed(Part::Fields));
    // To the rule as it was opened, it is the same form.
    let (same, clashes) = draft.onto(&draft.stored.clone().expect("it was stored"));
    assert_eq!((same, clashes), (draft, Vec::new()));
}

#[test]
fn a_list_that_both_have_changed_stays_as_it_is_typed_and_is_marked() {
    let (mut draft, now) = changed_twice();
    draft.typed.put(Part::Fields, Some("Size"));
    let (merged, clashes) = draft.onto(&now);
    assert_eq!(clashes, [Part::Prefix, Part::Fields]);
    assert_eq!(rule_of(&merged, Provider::Oss).text(Part::Fields), "Size");
    // The same entries in another order are the same change.
    draft.typed.put(Part::Fields, Some("Tag\nSize\nETag"));
    assert_eq!(draft.onto(&now).1, [Part::Prefix]);
}

#[test]
fn what_means_nothing_beside_a_choice_is_no_clash_and_is_not_lost() {
    let opened = Rule::default().with(Part::Frequency, "Monthly").with(Part::DayOfMonth, "1");
    let mut draft = RuleDraft::of(&opened);
    draft.typed.put(Part::DayOfMonth, Some("2"));
    draft.typed.put(Part::Frequency, Some("Weekly"));
    let now = opened.with(Part::DayOfMonth, "3");
    let (merged, clashes) = draft.onto(&now);
    assert_eq!(clashes, []);
    assert_eq!(merged.typed.text(Part::DayOfMonth), "2");
    assert_eq!(rule_of(&merged, Provider::Oss).get(Part::DayOfMonth), None);
}

#[test]
fn what_means_something_beside_a_choice_alone_takes_the_choice_with_it() {
    let kms = |key: &str| Rule::default().with(Part::Encryption, "SSE-KMS").with(Part::KmsKeyId, key);
    let mut draft = RuleDraft::of(&kms("first"));
    draft.typed.put(Part::KmsKeyId, Some("second"));
    let (merged, clashes) = draft.onto(&Rule::default().with(Part::Encryption, "SSE-OSS"));
    assert_eq!(
        (merged.typed.text(Part::Encryption), merged.typed.text(Part::KmsKeyId)),
        ("SSE-KMS", "second")
    );
    assert!(clashes.contains(&Part::Encryption) && merged.is_changed(), "{clashes:?}");

    // What was typed beside a choice that was taken back was not meant.
    let mut draft = RuleDraft::of(&Rule::default());
    draft.typed.put(Part::KmsKeyId, Some("left over"));
    let (merged, clashes) = draft.onto(&kms(""));
    assert_eq!((merged.typed.text(Part::KmsKeyId), clashes), ("", Vec::new()));
}
