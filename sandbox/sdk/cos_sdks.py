"""The vendor's own SDK for COS against the sandbox: `python cos_sdks.py http://127.0.0.1:PORT`.

The sandbox was written from documents; these checks show that what the vendor's
client sends is taken, and that what it answers is understood. One line per
check, a summary at the end, exit code 1 if any failed.
"""
import copy
import sys
import urllib.parse
import uuid

import requests
from qcloud_cos import CosConfig, CosS3Client, CosServiceError

from checks import Refused, filled_and_listed, listed_once_each, read_json, refused, run, same

APPID = "1250000000"
REGION = "ap-guangzhou"
FIELDS = ["Size", "LastModifiedDate", "StorageClass", "ETag", "IsMultipartUploaded", "ReplicationStatus", "Tag",
          "Crc64", "x-cos-meta-owner"]


def credentials(origin, query=""):
    return read_json(f"{origin}/sts/cos{query}")["Response"]["Credentials"]


def plain_rule(rule_id):
    """With a field, because the SDK cannot read a rule without any."""
    return {
        "Id": rule_id,
        "IsEnabled": "true",
        "Destination": {"COSBucketDestination": {
            "Format": "CSV", "Bucket": f"qcs::cos:{REGION}::inventory-reports-{APPID}"}},
        "Schedule": {"Frequency": "Daily"},
        "IncludedObjectVersions": "Current",
        "OptionalFields": {"Field": ["Size"]},
    }


def full_rule(rule_id):
    return {
        "Destination": {"COSBucketDestination": {
            "AccountId": "100000000001", "Bucket": f"qcs::cos:{REGION}::inventory-reports-{APPID}", "Format": "CSV",
            "Prefix": "报表/2024 R&D <a>+100%", "Encryption": {"SSE-COS": None}}},
        "IsEnabled": "false",
        "Filter": {
            "And": {"Prefix": "照片 album/a&b/\"q\"'s", "Tag": [
                {"Key": "age", "Value": "18"}, {"Key": "团队", "Value": "R&D"}]},
            "Period": {"StartTime": "1568688761", "EndTime": "1568688762"}},
        "IncludedObjectVersions": "All",
        "OptionalFields": {"Field": FIELDS},
        "Schedule": {"Frequency": "Monthly", "MonthlyDate": "31"},
        "Id": rule_id,
    }


def one_time_rule(rule_id):
    rule = plain_rule(rule_id)
    del rule["IsEnabled"], rule["Schedule"]
    return rule


class Cos:
    """cos-python-sdk-v5. It names the real host; `options` say how it gets here instead, by
    default by the sandbox's address with the bucket's Host."""

    def __init__(self, origin, key, secret, token, bucket="demo-empty", region=REGION, **options):
        address = urllib.parse.urlsplit(origin)
        options = options or {"IP": address.hostname, "Port": address.port}
        config = CosConfig(Region=region, SecretId=key, SecretKey=secret, Token=token, Scheme="http", **options)
        self.client, self.bucket = CosS3Client(config, retry=0), f"{bucket}-{APPID}"

    def call(self, work, *arguments):
        try:
            return work(self.bucket, *arguments)
        except CosServiceError as error:
            # A body that it cannot read is "Unknown" to it.
            raise Refused(error.get_status_code(), error.get_error_code()) from error

    def put(self, rule):
        # It writes into the dictionary it is given.
        return self.call(self.client.put_bucket_inventory, rule["Id"], copy.deepcopy(rule))

    def post(self, rule):
        return self.call(self.client.post_bucket_inventory, rule["Id"], copy.deepcopy(rule))

    def get(self, rule_id):
        return self.call(self.client.get_bucket_inventory, rule_id)

    def delete(self, rule_id):
        """It throws the status away; an answer that is none raises."""
        same(self.call(self.client.delete_bucket_inventory, rule_id), None)
        return 204

    def list(self):
        """All rules, page by page, as it reads them."""
        token = None
        while True:
            page = self.call(self.client.list_bucket_inventory_configurations, token)
            rules = page.get("InventoryConfiguration", [])
            # A single rule does not come as a list.
            yield rules if isinstance(rules, list) else [rules]
            if page["IsTruncated"] != "true":
                return
            token = page["NextContinuationToken"]

    def pages(self):
        return ([rule["Id"] for rule in page] for page in self.list())


def checks_of(origin):
    """The checks, as (name, function)."""
    issued = credentials(origin)
    key, secret, token = issued["TmpSecretId"], issued["TmpSecretKey"], issued["Token"]
    good = Cos(origin, key, secret, token)
    rule_id = f"sdk.{uuid.uuid4().hex[:12]}"
    port = urllib.parse.urlsplit(origin).port
    proxy = {"Proxies": {"http": origin}}

    def of_bucket(bucket, **options):
        return Cos(origin, key, secret, token, bucket, **options)

    def with_rule(rule, work):
        same(good.put(rule), None)
        try:
            work()
        finally:
            good.delete(rule["Id"])

    def round_trip(rule):
        def compare():
            same(good.get(rule["Id"]), rule)
            same([read for page in good.list() for read in page if read["Id"] == rule["Id"]], [as_listed(rule)])

        with_rule(rule, compare)

    def as_listed(rule):
        """A lone field is a list only in what GET gives."""
        fields = rule["OptionalFields"]["Field"]
        return rule | {"OptionalFields": {"Field": fields[0] if len(fields) == 1 else fields}}

    def sdks_own_encryption():
        rule = plain_rule(rule_id)
        rule["Destination"]["COSBucketDestination"]["Encryption"] = {"SSECOS": {}}
        with_rule(rule, lambda: same(
            good.get(rule_id)["Destination"]["COSBucketDestination"]["Encryption"], {"SSECOS": None}))

    def put_over_existing():
        changed = plain_rule(rule_id) | {"IsEnabled": "false"}

        def replace():
            same(good.put(changed), None)
            same(good.get(rule_id), changed)

        with_rule(plain_rule(rule_id), replace)

    def one_time_job():
        job = one_time_rule(f"{rule_id}.once")
        same(good.post(job), None)
        refused((400, "DuplicateInventoryId"), good.post, job)
        same(list(good.pages()), [[]])
        refused((404, "InventoryConfigurationNotFoundError"), good.get, job["Id"])

    def one_time_job_beside_a_rule():
        with_rule(plain_rule(rule_id), lambda: refused((400, "DuplicateInventoryId"), good.post, one_time_rule(rule_id)))

    def deleted_rule_is_gone():
        with_rule(plain_rule(rule_id), lambda: None)
        refused((404, "InventoryConfigurationNotFoundError"), good.get, rule_id)
        same(good.delete(rule_id), 204)

    def changed(**elements):
        return plain_rule(rule_id) | elements

    def expired():
        old = credentials(origin, "?lifetime=0")
        client = Cos(origin, old["TmpSecretId"], old["TmpSecretKey"], old["Token"])
        refused((400, "ExpiredToken"), client.pages)

    def presigned_list():
        bucket = f"demo-250-{APPID}"
        url = of_bucket("demo-250", **proxy).client.get_presigned_url(
            bucket, "/", "GET", Params={"inventory": "", "x-cos-security-token": token})
        answer = requests.get(url, proxies={"http": origin}, timeout=10)
        same((answer.status_code, answer.text.count("<InventoryConfiguration>")), (200, 100))
        damaged = requests.get(url.replace("inventory=", "inventory=x"), proxies={"http": origin}, timeout=10)
        same(damaged.status_code, 403)
        assert "SignatureDoesNotMatch" in damaged.text, damaged.text

    other_region = plain_rule(rule_id)
    other_region["Destination"]["COSBucketDestination"]["Bucket"] = f"qcs::cos:ap-beijing::reports-{APPID}"
    newer = {"EnableOldDomain": False, "EnableInternalDomain": False}
    bound = {"Domain": f"demo-250-{APPID}.cos-custom.localhost:{port}"}

    yield "a plain rule comes back", lambda: round_trip(plain_rule(rule_id))
    yield "a rule with every field comes back", lambda: round_trip(full_rule(rule_id))
    yield "the SDK's own word for encryption is kept", sdks_own_encryption
    yield "250 rules are listed once each", lambda: listed_once_each(of_bucket("demo-250").pages(), 250)
    yield "1,000 rules are listed once each", lambda: listed_once_each(of_bucket("demo-1000").pages(), 1000)
    yield "250 rules are put, listed and deleted", lambda: filled_and_listed(good, plain_rule)
    yield "an empty bucket is an empty list", lambda: same(list(good.pages()), [[]])
    yield "a put over an existing id replaces it", put_over_existing
    yield "a job runs once and its id not again", one_time_job
    yield "a job cannot have a rule's id", one_time_job_beside_a_rule
    yield "a deleted rule is gone, deleting it again is fine", deleted_rule_is_gone
    yield "every seeded rule of every form is listed", lambda: listed_once_each(of_bucket("demo-every-field").pages(), 10)
    yield "a seeded rule with tags is read", lambda: same(
        len(of_bucket("demo-every-field").get("tags-period-sse")["Filter"]["And"]["Tag"]), 2)
    yield "a rule without a schedule is malformed", lambda: refused((400, "MalformedXML"), good.put, one_time_rule(rule_id))
    yield "an unknown field is refused", lambda: refused(
        (400, "InvalidArgument"), good.put, changed(OptionalFields={"Field": ["LastAccessTime"]}))
    yield "an id with a space is refused", lambda: refused((400, "InvalidArgument"), good.put, plain_rule("a b"))
    yield "a filter by tags needs the field", lambda: refused(
        (400, "InvalidArgument"), good.put, changed(Filter={"And": {"Tag": {"Key": "k", "Value": "v"}}}))
    yield "a destination in another region is refused", lambda: refused((400, "InvalidArgument"), good.put, other_region)
    yield "a full bucket takes no more", lambda: refused(
        (400, "TooManyConfigurations"), of_bucket("demo-1000").put, plain_rule(rule_id))
    yield "a missing bucket is 404", lambda: refused((404, "NoSuchBucket"), of_bucket("no-such-bucket").pages)
    yield "a bucket of another region is 404", lambda: refused((404, "NoSuchBucket"), of_bucket("demo-beijing").pages)
    yield "in its own region it is listed", lambda: listed_once_each(
        of_bucket("demo-beijing", region="ap-beijing").pages(), 12)
    yield "a wrong secret does not match", lambda: refused(
        (403, "SignatureDoesNotMatch"), Cos(origin, key, "x" + secret, token).pages)
    yield "an unknown key is refused", lambda: refused(
        (403, "InvalidAccessKeyId"), Cos(origin, "AKIDunknown", secret, token).pages)
    yield "a missing token is refused", lambda: refused((403, "InvalidAccessKeyId"), Cos(origin, key, secret, None).pages)
    yield "a foreign token is refused", lambda: refused((403, "InvalidToken"), Cos(origin, key, secret, token + "x").pages)
    yield "an expired token is refused", expired
    yield "no permission is AccessDenied", lambda: refused((403, "AccessDenied"), of_bucket("error-403").pages)
    yield "an unavailable service is 503", lambda: refused((503, "ServiceUnavailable"), of_bucket("error-503").pages)
    for name, options in {
        "the bucket's own host is served through the proxy": {},
        "the newer domain is served": newer,
        "a domain bound to a bucket is served": bound,
        "a signature without Host is taken": {"SignHost": False},
        "a signature without parameters is taken": {"SignParams": False},
    }.items():
        client = of_bucket("demo-250", **options, **proxy)
        yield name, lambda client=client: listed_once_each(client.pages(), 250)
    yield "a list signed in the query is answered", presigned_list


def main(origin):
    checks = checks_of(origin.rstrip("/"))
    return run((f"cos-python-sdk-v5: {name}", check) for name, check in checks)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python cos_sdks.py http://127.0.0.1:PORT")
    sys.exit(main(sys.argv[1]))
