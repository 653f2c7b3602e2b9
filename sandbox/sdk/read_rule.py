"""A rule of the sandbox as the vendors' own SDKs read it, for tests that wrote it otherwise:
`python read_rule.py http://127.0.0.1:PORT oss|cos BUCKET ID`.

Prints one JSON object: the name of each SDK, and what it made of the rule, in
the SDK's own words. What is not there is null.
"""
import json
import sys

from oss2.models import RequestResult

import cos_sdks
import oss_sdks
from checks import Refused


def plain(value):
    """Objects of the SDKs as dictionaries of their public attributes."""
    if isinstance(value, (str, int, float, bool, type(None))):
        return value
    if isinstance(value, (list, tuple, set)):
        return [plain(item) for item in value]
    members = value if isinstance(value, dict) else vars(value)
    return {name: plain(member) for name, member in members.items() if not name.startswith("_")}


def read_oss(origin, bucket, rule_id):
    issued = oss_sdks.credentials(origin)
    user = (origin, issued["AccessKeyId"], issued["AccessKeySecret"], issued["SecurityToken"], bucket)
    first = oss_sdks.Oss2(*user)
    answer = first.call(first.bucket.get_bucket_inventory_configuration, rule_id)
    # oss2 keeps the rule and the answer it came with in one object.
    rule = {name: value for name, value in vars(answer).items() if name not in vars(RequestResult(answer.resp))}
    return {oss_sdks.Oss2.name: plain(rule), oss_sdks.OssV2.name: plain(oss_sdks.OssV2(*user).read(rule_id))}


def read_cos(origin, bucket, rule_id):
    issued = cos_sdks.credentials(origin)
    name = bucket.removesuffix(f"-{cos_sdks.APPID}")
    client = cos_sdks.Cos(origin, issued["TmpSecretId"], issued["TmpSecretKey"], issued["Token"], name)
    try:
        rule = client.get(rule_id)
    except KeyError:
        # Its GET cannot read a rule without optional fields; its list can.
        rule = next(rule for page in client.list() for rule in page if rule["Id"] == rule_id)
    return {"cos-python-sdk-v5": plain(rule)}


def main(origin, provider, bucket, rule_id):
    read = {"oss": read_oss, "cos": read_cos}[provider]
    try:
        rule = read(origin.rstrip("/"), bucket, rule_id)
    except Refused as error:
        sys.exit(f"{provider} {bucket} {rule_id}: {error}")
    print(json.dumps(rule, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    if len(sys.argv) != 5 or sys.argv[2] not in ("oss", "cos"):
        sys.exit("usage: python read_rule.py http://127.0.0.1:PORT oss|cos BUCKET ID")
    main(*sys.argv[1:])
