"""Hands out temporary credentials for the inventory rules of COS buckets. README.md says how to run it."""
import json
import os
from urllib.parse import quote, urlsplit

from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sts.v20180813.models import AssumeRoleRequest
from tencentcloud.sts.v20180813.sts_client import StsClient

from handing_out import Refused, serve, setting

KEY = setting("TENCENTCLOUD_SECRET_ID"), setting("TENCENTCLOUD_SECRET_KEY")
ROLE = setting("ROLE_ARN")
REGION = setting("REGION")
BUCKETS = setting("BUCKETS").split(",")
SECONDS = int(os.environ.get("DURATION_SECONDS", "3600"))
STS = urlsplit(os.environ.get("STS_ENDPOINT", "https://sts.tencentcloudapi.com"))


def resource(bucket):
    """The APPID is the number at the end of a bucket's name."""
    return f"qcs::cos:{REGION}:uid/{bucket.rpartition('-')[2]}:{bucket}/*"


# What the role may do is narrowed to this. Pages differ on which action a list needs, so both are there.
POLICY = json.dumps({"version": "2.0", "statement": [{
    "effect": "allow",
    "action": ["name/cos:PutBucketInventory", "name/cos:GetBucketInventory", "name/cos:ListBucketInventory",
               "name/cos:DeleteBucketInventory", "name/cos:PostBucketInventory"],
    "resource": [resource(bucket) for bucket in BUCKETS],
}]})


def credentials_for(session):
    profile = ClientProfile(httpProfile=HttpProfile(protocol=STS.scheme, endpoint=STS.netloc, reqTimeout=10))
    request = AssumeRoleRequest()
    request.RoleArn, request.RoleSessionName, request.DurationSeconds = ROLE, session, SECONDS
    request.Policy = quote(POLICY)
    try:
        answer = StsClient(Credential(*KEY), REGION, profile).AssumeRole(request)
    except TencentCloudSDKException as error:
        # Its message may quote the call; its code says enough.
        raise Refused(error.get_code()) from None
    given = answer.Credentials
    return {"Credentials": {"TmpSecretId": given.TmpSecretId, "TmpSecretKey": given.TmpSecretKey, "Token": given.Token},
            "ExpiredTime": answer.ExpiredTime, "Expiration": answer.Expiration}


if __name__ == "__main__":
    serve(credentials_for)
