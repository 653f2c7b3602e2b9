"""The vendor's own SDKs for OSS against the sandbox: `python oss_sdks.py http://127.0.0.1:PORT`.

The sandbox was written from documents; these checks show that what the vendor's
clients send is taken, and that what it answers is understood. One line per
check, a summary at the end, exit code 1 if any failed.
"""
import datetime
import sys
import uuid

import alibabacloud_oss_v2 as v2
import oss2
import requests
from alibabacloud_oss_v2 import models as m2
from oss2 import models as m1

from checks import Refused, filled_and_listed, listed_once_each, read_json, refused, run, same

BUCKET = "demo-empty"
REGION = "cn-hangzhou"
ACCOUNT = "1000000000000000"
ROLE = f"acs:ram::{ACCOUNT}:role/AliyunOSSRole"
FIELDS = ["Size", "LastModifiedDate", "ETag", "StorageClass", "IsMultipartUploaded", "EncryptionStatus",
          "ObjectAcl", "TaggingCount", "ObjectType", "Crc64", "TransitionTime"]


def credentials(origin, query=""):
    return read_json(f"{origin}/sts/oss{query}")["Credentials"]


def plain_rule(rule_id):
    return {"id": rule_id, "enabled": True, "versions": "Current", "frequency": "Daily", "fields": [],
            "destination": "inventory-reports", "prefix": None, "encryption": None, "filter": {}}


def full_rule(rule_id, encryption):
    return {"id": rule_id, "enabled": False, "versions": "All", "frequency": "Weekly", "fields": FIELDS,
            "destination": "inventory-reports", "prefix": "out dir/报表+1&2%/", "encryption": encryption,
            "filter": {"prefix": "a b/清单 & <x>+100%/", "begin": 1637883649, "end": 1638347592,
                       "lower": 1024, "upper": 1048576, "classes": {"Standard", "IA"}}}


class Oss2:
    """oss2, path style, V4."""

    name, version = "oss2", oss2.AUTH_VERSION_4
    empty, listed = BUCKET, {"demo-250": 250, "demo-1000": 1000}

    def __init__(self, origin, key, secret, token, bucket=None):
        auth = oss2.StsAuth(key, secret, token, auth_version=self.version)
        bucket = bucket or self.empty
        self.bucket = oss2.Bucket(auth, origin, bucket, region=REGION, is_path_style=True)

    def call(self, work, *arguments):
        try:
            return work(*arguments)
        except oss2.exceptions.OssError as error:
            raise Refused(error.status, error.code, error.ec) from error

    def put(self, rule):
        encryption = {}
        if rule["encryption"] == "oss":
            encryption["sse_oss_encryption"] = m1.InventoryServerSideEncryptionOSS()
        elif rule["encryption"]:
            encryption["sse_kms_encryption"] = m1.InventoryServerSideEncryptionKMS(rule["encryption"])
        wanted = rule["filter"]
        configuration = m1.InventoryConfiguration(
            inventory_id=rule["id"], is_enabled=rule["enabled"], included_object_versions=rule["versions"],
            inventory_filter=wanted and m1.InventoryFilter(
                wanted["prefix"], wanted["begin"], wanted["end"], wanted["lower"], wanted["upper"],
                ",".join(sorted(wanted["classes"], reverse=True))) or None,
            inventory_destination=m1.InventoryDestination(m1.InventoryBucketDestination(
                account_id=ACCOUNT, role_arn=ROLE, bucket=rule["destination"], inventory_format="CSV",
                prefix=rule["prefix"], **encryption)),
            inventory_schedule=m1.InventorySchedule(rule["frequency"]), optional_fields=rule["fields"])
        return self.call(self.bucket.put_bucket_inventory_configuration, configuration).status

    def get(self, rule_id):
        read = self.call(self.bucket.get_bucket_inventory_configuration, rule_id)
        to = read.inventory_destination.bucket_destination
        kept = read.inventory_filter
        number = lambda text: None if text is None else int(text)
        return {"id": read.inventory_id, "enabled": read.is_enabled, "versions": read.included_object_versions,
                "frequency": read.inventory_schedule.frequency, "fields": read.optional_fields or [],
                "destination": to.bucket, "prefix": to.prefix,
                "encryption": "oss" if to.sse_oss_encryption else
                              to.sse_kms_encryption and to.sse_kms_encryption.key_id,
                "filter": kept and {
                    "prefix": kept.prefix, "begin": number(kept.last_modify_begin_time_stamp),
                    "end": number(kept.last_modify_end_time_stamp), "lower": number(kept.lower_size_bound),
                    "upper": number(kept.upper_size_bound), "classes": set(kept.storage_class.split(","))} or {}}

    def pages(self):
        token = None
        while True:
            page = self.call(self.bucket.list_bucket_inventory_configurations, token)
            yield [rule.inventory_id for rule in page.inventory_configurations]
            if not page.is_truncated:
                return
            token = page.next_continuation_token

    def delete(self, rule_id):
        return self.call(self.bucket.delete_bucket_inventory_configuration, rule_id).status


class Oss2V1(Oss2):
    """oss2, path style, V1: only old buckets take it."""

    name, version = "oss2 with V1", oss2.AUTH_VERSION_1
    empty, listed = "demo-v1-empty", {"demo-v1": 250}


class OssV2:
    """alibabacloud-oss-v2, V4; path style, or the region's own host through the sandbox as a proxy."""

    name = "alibabacloud-oss-v2"
    empty, listed = BUCKET, {"demo-250": 250, "demo-1000": 1000}

    def __init__(self, origin, key, secret, token, bucket=BUCKET, proxy=False):
        config = v2.config.load_default()
        config.credentials_provider = v2.credentials.StaticCredentialsProvider(key, secret, token)
        config.region, config.retry_max_attempts, config.disable_ssl = REGION, 1, True
        if proxy:
            # As a plain text its keys would be "http://", which requests does not know.
            config.proxy_host = {"http": origin, "https": origin}
        else:
            config.endpoint, config.use_path_style = origin, True
        self.client, self.bucket = v2.Client(config), bucket

    def call(self, work, request):
        try:
            return work(request)
        except v2.exceptions.OperationError as error:
            inner = error.unwrap()
            if not isinstance(inner, v2.exceptions.ServiceError):
                raise
            raise Refused(inner.status_code, inner.code, inner.ec) from error

    def put(self, rule, **more):
        encryption = None
        if rule["encryption"] == "oss":
            encryption = m2.InventoryEncryption(sse_oss="")
        elif rule["encryption"]:
            encryption = m2.InventoryEncryption(sse_kms=m2.SSEKMS(key_id=rule["encryption"]))
        wanted = rule["filter"]
        more.setdefault("schedule", m2.InventorySchedule(frequency=rule["frequency"]))
        configuration = m2.InventoryConfiguration(
            id=rule["id"], is_enabled=rule["enabled"], included_object_versions=rule["versions"],
            optional_fields=m2.OptionalFields(fields=rule["fields"]) if rule["fields"] else None,
            destination=m2.InventoryDestination(oss_bucket_destination=m2.InventoryOSSBucketDestination(
                format="CSV", account_id=ACCOUNT, role_arn=ROLE, bucket="acs:oss:::" + rule["destination"],
                prefix=rule["prefix"], encryption=encryption)),
            filter=wanted and m2.InventoryFilter(
                prefix=wanted["prefix"], last_modify_begin_time_stamp=wanted["begin"],
                last_modify_end_time_stamp=wanted["end"], lower_size_bound=wanted["lower"],
                upper_size_bound=wanted["upper"],
                storage_class=",".join(sorted(wanted["classes"], reverse=True))) or None, **more)
        request = m2.PutBucketInventoryRequest(
            bucket=self.bucket, inventory_id=rule["id"], inventory_configuration=configuration)
        return self.call(self.client.put_bucket_inventory, request).status_code

    def read(self, rule_id):
        request = m2.GetBucketInventoryRequest(bucket=self.bucket, inventory_id=rule_id)
        return self.call(self.client.get_bucket_inventory, request).inventory_configuration

    def get(self, rule_id):
        read = self.read(rule_id)
        to = read.destination.oss_bucket_destination
        kept = read.filter
        encryption = to.encryption
        return {"id": read.id, "enabled": read.is_enabled, "versions": read.included_object_versions,
                "frequency": read.schedule.frequency,
                "fields": read.optional_fields.fields if read.optional_fields else [],
                "destination": to.bucket.removeprefix("acs:oss:::"), "prefix": to.prefix,
                "encryption": encryption and (encryption.sse_kms.key_id if encryption.sse_kms else "oss"),
                "filter": kept and {
                    "prefix": kept.prefix, "begin": kept.last_modify_begin_time_stamp,
                    "end": kept.last_modify_end_time_stamp, "lower": kept.lower_size_bound,
                    "upper": kept.upper_size_bound, "classes": set(kept.storage_class.split(","))} or {}}

    def pages(self):
        token = None
        while True:
            request = m2.ListBucketInventoryRequest(bucket=self.bucket, continuation_token=token)
            page = self.call(self.client.list_bucket_inventory, request).list_inventory_configurations_result
            yield [rule.id for rule in page.inventory_configurations]
            if not page.is_truncated:
                return
            token = page.next_continuation_token

    def delete(self, rule_id):
        request = m2.DeleteBucketInventoryRequest(bucket=self.bucket, inventory_id=rule_id)
        return self.call(self.client.delete_bucket_inventory, request).status_code


def checks_of(sdk, origin):
    """The checks for one SDK, as (name, function)."""
    issued = credentials(origin)
    key, secret, token = issued["AccessKeyId"], issued["AccessKeySecret"], issued["SecurityToken"]
    good = sdk(origin, key, secret, token)
    rule_id = f"sdk-{uuid.uuid4().hex[:12]}"

    def with_rule(rule, work):
        same(good.put(rule), 200)
        try:
            work()
        finally:
            same(good.delete(rule["id"]), 204)

    def round_trip(rule):
        with_rule(rule, lambda: same(good.get(rule["id"]), rule))

    def put_over_existing():
        rule = plain_rule(rule_id)
        with_rule(rule, lambda: refused((409, "InventoryAlreadyExist", "0020-00000042"), good.put, rule))

    def list_all(bucket, count, **options):
        listed_once_each(sdk(origin, key, secret, token, bucket, **options).pages(), count)

    def deleted_rule_is_gone():
        with_rule(plain_rule(rule_id), lambda: None)
        refused((404, "NoSuchInventory"), good.get, rule_id)
        same(good.delete(rule_id), 204)

    def unknown_field():
        refused((400, "InvalidArgument", "0020-00000036"), good.put, plain_rule(rule_id) | {"fields": ["LastAccessTime"]})

    def expired():
        old = credentials(origin, "?lifetime=0")
        client = sdk(origin, old["AccessKeyId"], old["AccessKeySecret"], old["SecurityToken"])
        refused((403, "SecurityTokenExpired", "0002-00000007"), client.pages)

    yield "a minimal rule comes back", lambda: round_trip(plain_rule(rule_id))
    yield "a rule with every field and SSE-KMS comes back", lambda: round_trip(full_rule(rule_id, "9468da86-3509-4f8d-a61e-6eab1eac0000"))
    yield "a rule with every field and SSE-OSS comes back", lambda: round_trip(full_rule(rule_id, "oss"))
    yield "an id with every allowed character comes back", lambda: round_trip(plain_rule("Report.A_b-c~(1) 清单+&=%"))
    for bucket, count in sdk.listed.items():
        yield f"{count} rules are listed once each", lambda bucket=bucket, count=count: list_all(bucket, count)
    yield "250 rules are put, listed and deleted", lambda: filled_and_listed(good, plain_rule)
    yield "an empty bucket is NoSuchInventory", lambda: refused((404, "NoSuchInventory"), good.pages)
    yield "a put over an existing id is 409", put_over_existing
    yield "a deleted rule is gone, deleting it again is 204", deleted_rule_is_gone
    yield "an unknown field is refused", unknown_field
    yield "a missing bucket is 404", lambda: refused((404, "NoSuchBucket"), sdk(origin, key, secret, token, "no-such-bucket").pages)
    yield "a wrong secret does not match", lambda: refused((403, "SignatureDoesNotMatch"), sdk(origin, key, "x" + secret, token).pages)
    yield "an unknown key is refused", lambda: refused((403, "InvalidAccessKeyId"), sdk(origin, "STS.unknown", secret, token).pages)
    yield "a missing token is refused", lambda: refused((403, "InvalidAccessKeyId"), sdk(origin, key, secret, None).pages)
    yield "a foreign token is refused", lambda: refused((403, "InvalidSecurityToken"), sdk(origin, key, secret, token + "x").pages)
    yield "an expired token is refused", expired

    if sdk is Oss2V1:
        yield "another bucket does not take V1", lambda: refused((403, "AccessDenied", "0002-00000080"), sdk(origin, key, secret, token, "demo-250").pages)
    else:
        yield "a full bucket takes no more", lambda: refused((400, "InventoryExceedLimit"), sdk(origin, key, secret, token, "demo-1000").put, plain_rule(rule_id))
        yield "no permission is AccessDenied", lambda: refused((403, "AccessDenied", "0003-00000001"), sdk(origin, key, secret, token, "error-403").pages)

    if sdk is OssV2:
        def newer(rule, check, **more):
            same(good.put(rule, **more), 200)
            try:
                check(good.read(rule["id"]))
            finally:
                same(good.delete(rule["id"]), 204)

        yield "a monthly rule comes back", lambda: newer(
            plain_rule(rule_id), lambda read: same((read.schedule.frequency, read.schedule.day_of_month), ("Monthly", 31)),
            schedule=m2.InventorySchedule(frequency="Monthly", day_of_month=31))
        yield "a one-off rule comes back", lambda: newer(
            plain_rule(rule_id), lambda read: same((read.schedule.frequency, read.schedule.auto_delete), ("Once", True)),
            schedule=m2.InventorySchedule(frequency="Once", auto_delete=True))
        yield "an incremental rule comes back", lambda: newer(
            plain_rule(rule_id), lambda read: same(
                (read.incremental_inventory.is_enabled, read.incremental_inventory.schedule.frequency,
                 read.incremental_inventory.optional_fields.fields), (True, 600, ["SequenceNumber", "RecordType"])),
            incremental_inventory=m2.IncrementalInventory(
                is_enabled=True, schedule=m2.IncrementInventorySchedule(frequency=600),
                optional_fields=m2.OptionalFields(fields=["SequenceNumber", "RecordType"])))
        yield "the region's own host is served through the proxy", lambda: list_all("demo-250", 250, proxy=True)

        def presigned_list():
            # `presign` itself takes object calls only; this is what it does inside.
            until = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=300)
            request = v2.types.OperationInput(
                op_name="ListBucketInventory", method="GET", bucket="demo-250", parameters={"inventory": ""},
                op_metadata={"expiration_time": until})
            client = sdk(origin, key, secret, token).client
            output = client._client.invoke_operation(request, **v2.presigner._presign_kwargs)
            read_presigned(output.http_response.request.url, {})
    else:
        def presigned(seconds):
            bucket = min(sdk.listed)
            request = oss2.http.Request("GET", f"{origin}/{bucket}/", params={"inventory": ""})
            auth = oss2.StsAuth(key, secret, token, auth_version=sdk.version)
            request.region, request.product = REGION, "oss"
            return auth._sign_url(request, bucket, "", seconds)

        def presigned_list():
            read_presigned(presigned(300), {})

        def presigned_too_long_ago():
            old = requests.get(presigned(-10), timeout=10)
            same(old.status_code, 403)
            assert "Request has expired." in old.text and "0002-00000069" in old.text, old.text

        if sdk is Oss2V1:
            yield "a query signature that has expired is refused", presigned_too_long_ago

    def read_presigned(url, headers):
        same(requests.get(url, headers=headers, timeout=10).status_code, 200)
        # V1 signs only the parameters of a list, and this is on it.
        damaged = requests.get(url.replace("inventory", "inventory&acl", 1), headers=headers, timeout=10)
        same(damaged.status_code, 403)
        assert "SignatureDoesNotMatch" in damaged.text, damaged.text

    yield "a list signed in the query is answered", presigned_list


def main(origin):
    sdks = [(sdk.name, check) for sdk in (Oss2, Oss2V1, OssV2) for check in checks_of(sdk, origin.rstrip("/"))]
    return run((f"{sdk}: {name}", check) for sdk, (name, check) in sdks)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python oss_sdks.py http://127.0.0.1:PORT")
    sys.exit(main(sys.argv[1]))
