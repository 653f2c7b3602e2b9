"""Hands out temporary credentials for the inventory rules of OSS buckets. README.md says how to run it."""
import json
import os
from urllib.parse import urlsplit

from aliyunsdkcore.acs_exception.exceptions import ClientException, ServerException
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest

from handing_out import Refused, serve, setting

KEY = setting("ALIBABA_CLOUD_ACCESS_KEY_ID"), setting("ALIBABA_CLOUD_ACCESS_KEY_SECRET")
ROLE = setting("ROLE_ARN")
BUCKETS = setting("BUCKETS").split(",")
SECONDS = os.environ.get("DURATION_SECONDS", "3600")
STS = urlsplit(os.environ.get("STS_ENDPOINT", "https://sts.aliyuncs.com"))

# What the role may do is narrowed to this: listing is oss:GetBucketInventory, too.
POLICY = json.dumps({"Version": "1", "Statement": [{
    "Effect": "Allow",
    "Action": ["oss:GetBucketInventory", "oss:PutBucketInventory", "oss:DeleteBucketInventory"],
    "Resource": [f"acs:oss:*:*:{bucket}" for bucket in BUCKETS],
}]})


def credentials_for(session):
    request = CommonRequest(domain=STS.netloc, version="2015-04-01", action_name="AssumeRole")
    request.set_method("POST")
    # The SDK's own default is http.
    request.set_protocol_type(STS.scheme)
    for name, value in {"RoleArn": ROLE, "RoleSessionName": session, "Policy": POLICY, "DurationSeconds": SECONDS}.items():
        request.add_body_params(name, value)
    try:
        answer = AcsClient(*KEY, timeout=10).do_action_with_exception(request)
    except (ClientException, ServerException) as error:
        # Its message may quote the call; its code says enough.
        raise Refused(error.get_error_code()) from None
    answer = json.loads(answer)
    return {name: answer[name] for name in ("Credentials", "AssumedRoleUser")}


if __name__ == "__main__":
    serve(credentials_for)
