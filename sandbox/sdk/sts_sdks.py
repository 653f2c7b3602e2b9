"""The example servers that hand out credentials, with the vendors' SDKs for STS, against the sandbox:
`python sts_sdks.py http://127.0.0.1:PORT`.

The sandbox plays STS: the servers name its real host over http, and the sandbox is their HTTP proxy. What comes back
opens a bucket. One line per check, a summary at the end, exit code 1 if any failed.
"""
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from checks import Refused, refused, run, same

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "credentials"
HEADER = "X-Forwarded-User"
KEYS = {
    "oss": {"ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI5tSandboxSandboxSandbo",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "SandboxOnlySecretOfOss00000000",
            "ROLE_ARN": "acs:ram::1000000000000000:role/inventory-admin", "BUCKETS": "demo-250,demo-empty",
            "STS_ENDPOINT": "http://sts.aliyuncs.com"},
    "cos": {"TENCENTCLOUD_SECRET_ID": "AKIDSandboxSandboxSandboxSandboxSand",
            "TENCENTCLOUD_SECRET_KEY": "SandboxOnlySecretOfCos000000000",
            "ROLE_ARN": "qcs::cam::uin/100000000001:roleName/stocktake", "REGION": "ap-guangzhou",
            "BUCKETS": "demo-250-1250000000", "STS_ENDPOINT": "http://sts.tencentcloudapi.com"},
}


class Server:
    """An example server that runs while this is open."""

    def __init__(self, cloud, proxy, **changes):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        settings = {**KEYS[cloud], "PORT": str(self.port), "HTTP_PROXY": proxy, "http_proxy": proxy, "NO_PROXY": "",
                    "no_proxy": "", **changes}
        self.settings = {name: value for name, value in settings.items() if value is not None}
        self.script = EXAMPLES / f"{cloud}.py"

    def __enter__(self):
        environment = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        self.process = subprocess.Popen([sys.executable, self.script], env={**environment, **self.settings},
                                        stderr=subprocess.PIPE, text=True)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self
            except OSError:
                if self.process.poll() is not None:
                    raise AssertionError(self.process.stderr.read()) from None
                time.sleep(0.05)
        raise AssertionError("it does not listen")

    def __exit__(self, *_):
        self.process.terminate()
        self.said = self.process.stderr.read()
        self.process.wait()

    def ask(self, method="GET", **headers):
        """The answer with its headers; a failure is Refused with its code."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/", method=method,
                                         headers={name.replace("_", "-"): text for name, text in headers.items()})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request) as answer:
                return json.load(answer), answer.headers
        except urllib.error.HTTPError as error:
            document = json.load(error)
            same(list(document), ["Code"])
            raise Refused(error.code, document["Code"]) from error


def signed_in(server):
    return server.ask(**{HEADER: "alice@example.com"})


def main(origin):
    def with_server(cloud, check, **changes):
        def checked():
            with Server(cloud, origin, **changes) as server:
                check(server)
            for secret in [text for name, text in KEYS[cloud].items() if "KEY" in name or "SECRET" in name]:
                assert secret not in server.said, "a key is in what it said"
        return checked

    def hands_out(server):
        document, headers = signed_in(server)
        same(headers["Cache-Control"], "no-store")
        same(headers.get("Access-Control-Allow-Origin"), None)
        text = json.dumps(document)
        assert "SandboxOnlySecret" not in text and "Expiration" in text
        first, second = [signed_in(server)[0]["Credentials"] for _ in range(2)]
        assert first != second, "each is fresh"

    def opens_a_bucket_of_oss(server):
        import oss2
        given = signed_in(server)[0]["Credentials"]
        auth = oss2.StsAuth(given["AccessKeyId"], given["AccessKeySecret"], given["SecurityToken"], "v4")
        bucket = oss2.Bucket(auth, "http://oss-cn-hangzhou.aliyuncs.com", "demo-250", region="cn-hangzhou",
                             proxies={"http": origin})
        same(len(bucket.list_bucket_inventory_configurations().inventory_configurations), 100)

    def opens_a_bucket_of_cos(server):
        from qcloud_cos import CosConfig, CosS3Client
        given = signed_in(server)[0]["Credentials"]
        config = CosConfig(Region="ap-guangzhou", SecretId=given["TmpSecretId"], SecretKey=given["TmpSecretKey"],
                           Token=given["Token"], Scheme="http", Proxies={"http": origin})
        listed = CosS3Client(config, retry=0).list_bucket_inventory_configurations(Bucket="demo-250-1250000000")
        same(len(listed["InventoryConfiguration"]), 100)

    def wants_a_sign_in(server):
        refused((401, "SignInRequired"), server.ask)
        refused((401, "SignInRequired"), lambda: server.ask(**{HEADER: " "}))
        refused((403, "OtherSite"), lambda: server.ask(**{HEADER: "a", "Sec_Fetch_Site": "cross-site"}))
        for method in ("POST", "OPTIONS", "PUT"):
            refused((501, "NotHere"), lambda: server.ask(method, **{HEADER: "a"}))

    def says(status, code):
        return lambda server: refused((status, code), lambda: signed_in(server))

    oss, cos = KEYS["oss"], KEYS["cos"]
    wrong = {"ALIBABA_CLOUD_ACCESS_KEY_SECRET": "wrong"}, {"TENCENTCLOUD_SECRET_KEY": "wrong"}
    no_key = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI5tNobody"}, {"TENCENTCLOUD_SECRET_ID": "AKIDNobody"}
    no_sts = {"HTTP_PROXY": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}

    def must_be_set(cloud, name):
        def checked():
            try:
                with Server(cloud, origin, **{name: None}):
                    raise AssertionError("it started")
            except AssertionError as error:
                assert f"{name} is not set" in str(error), error
        return checked

    return run([
        ("oss: hands out fresh credentials, uncached and for its own origin", with_server("oss", hands_out)),
        ("oss: they open a bucket with oss2", with_server("oss", opens_a_bucket_of_oss)),
        ("oss: nothing without a sign-in", with_server("oss", wants_a_sign_in)),
        ("oss: a wrong secret", with_server("oss", says(502, "SignatureDoesNotMatch"), **wrong[0])),
        ("oss: an unknown key", with_server("oss", says(502, "InvalidAccessKeyId.NotFound"), **no_key[0])),
        ("oss: no role", with_server("oss", says(502, "InvalidParameter.RoleArn"), ROLE_ARN="stocktake")),
        ("oss: too long a life", with_server("oss", says(502, "InvalidParameter.DurationSeconds"),
                                             DURATION_SECONDS="99999")),
        ("oss: too many buckets for one policy",
         with_server("oss", says(502, "InvalidParameter.PolicyGrammar"), BUCKETS=",".join(["a-long-bucket"] * 90))),
        ("oss: STS is not reached", with_server("oss", says(502, "SDK.HttpError"), **no_sts)),
        *[(f"oss: {name} must be set", must_be_set("oss", name)) for name in oss if name != "STS_ENDPOINT"],
        ("cos: hands out fresh credentials, uncached and for its own origin", with_server("cos", hands_out)),
        ("cos: they open a bucket with cos-python-sdk-v5", with_server("cos", opens_a_bucket_of_cos)),
        ("cos: nothing without a sign-in", with_server("cos", wants_a_sign_in)),
        ("cos: a wrong secret", with_server("cos", says(502, "AuthFailure.SignatureFailure"), **wrong[1])),
        ("cos: an unknown key", with_server("cos", says(502, "AuthFailure.SecretIdNotFound"), **no_key[1])),
        ("cos: no role", with_server("cos", says(502, "InvalidParameter.ParamError"), ROLE_ARN="stocktake")),
        ("cos: too long a life", with_server("cos", says(502, "InvalidParameter.OverTimeError"),
                                             DURATION_SECONDS="999999")),
        ("cos: STS is not reached", with_server("cos", says(502, "ClientNetworkError"), **no_sts)),
        *[(f"cos: {name} must be set", must_be_set("cos", name)) for name in cos if name != "STS_ENDPOINT"],
    ])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
