"""The Python that the console offers to copy, run against the sandbox:
`STOCKTAKE_CODE=PROGRAM python generated_sdks.py http://127.0.0.1:PORT`, where PROGRAM is the example `code`.

Each document below goes through that program; the script that comes out is run as it stands, with the
SDK's way to the network led here, and what the sandbox then holds is the document again. All of them together do so in
one script. One line per
check, a summary at the end, exit code 1 if any failed.
"""
import os
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree as ElementTree

import alibabacloud_oss_v2 as v2
import qcloud_cos
import requests
from qcloud_cos import CosConfig, CosS3Client

import cos_sdks
import oss_sdks
from checks import run, same

# With a doubled percent sign, because it stands in formats.
NASTY = "a b/清单 &amp; &lt;x&gt; \"q\" 'q' \\n $HOME ${a} %%{b} {c} #/"

OSS_RULE = f"""<InventoryConfiguration><Id>%(id)s</Id><IsEnabled>%(enabled)s</IsEnabled><Filter><Prefix>{NASTY}</Prefix>
<LastModifyBeginTimeStamp>1637883649</LastModifyBeginTimeStamp><LastModifyEndTimeStamp>1638347592</LastModifyEndTimeStamp>
<LowerSizeBound>1024</LowerSizeBound><UpperSizeBound>1048576</UpperSizeBound><StorageClass>Standard,IA</StorageClass></Filter>
<Destination><OSSBucketDestination><Format>CSV</Format><AccountId>{oss_sdks.ACCOUNT}</AccountId><RoleArn>{oss_sdks.ROLE}</RoleArn>
<Bucket>acs:oss:::inventory-reports</Bucket><Prefix>{NASTY}</Prefix><Encryption>%(encryption)s</Encryption>
</OSSBucketDestination></Destination><Schedule>%(schedule)s</Schedule><IncludedObjectVersions>All</IncludedObjectVersions>
<OptionalFields>{"".join(f"<Field>{field}</Field>" for field in oss_sdks.FIELDS)}</OptionalFields>%(more)s</InventoryConfiguration>"""

OSS_RULES = {
    "a monthly rule with every field, SSE-KMS and increments": {
        "enabled": "false", "encryption": "<SSE-KMS><KeyId>9468da86-3509-4f8d-a61e-6eab1eac0000</KeyId></SSE-KMS>",
        "schedule": "<Frequency>Monthly</Frequency><DayOfMonth>31</DayOfMonth>",
        "more": "<IncrementalInventory><IsEnabled>true</IsEnabled><Schedule><Frequency>600</Frequency></Schedule>"
                "<OptionalFields><Field>SequenceNumber</Field><Field>RecordType</Field></OptionalFields></IncrementalInventory>"},
    "a one-off rule with every field and SSE-OSS": {
        "enabled": "true", "encryption": "<SSE-OSS></SSE-OSS>", "more": "",
        "schedule": "<Frequency>Once</Frequency><AutoDelete>true</AutoDelete>"},
}

COS_RULE = f"""<InventoryConfiguration><Id>%(id)s</Id><IsEnabled>false</IsEnabled><Destination><COSBucketDestination>
<Format>CSV</Format><AccountId>100000000001</AccountId>
<Bucket>qcs::cos:{cos_sdks.REGION}::inventory-reports-{cos_sdks.APPID}</Bucket><Prefix>{NASTY[:-1]}</Prefix>
<Encryption><SSE-COS></SSE-COS></Encryption></COSBucketDestination></Destination>
<Schedule><Frequency>Monthly</Frequency><MonthlyDate>28</MonthlyDate></Schedule>
<Filter><And><Prefix>{NASTY}</Prefix><Tag><Key>age</Key><Value>18</Value></Tag><Tag><Key>团队</Key><Value>R&amp;D</Value></Tag></And>
<Period><StartTime>1568688761</StartTime><EndTime>1568688762</EndTime></Period></Filter>
<IncludedObjectVersions>All</IncludedObjectVersions>
<OptionalFields>{"".join(f"<Field>{field}</Field>" for field in cos_sdks.FIELDS)}</OptionalFields></InventoryConfiguration>"""


def generated(provider, region, bucket, document):
    """The script for a document. That nothing of it is left out is said by an empty error output."""
    program = [os.environ["STOCKTAKE_CODE"], provider, region, bucket, "python"]
    done = subprocess.run(program, input=document.encode(), capture_output=True, timeout=60, check=False)
    same((done.returncode, done.stderr.decode()), (0, ""))
    return done.stdout.decode()


def listed(root, rules):
    """One document by itself, several as an answer to a list request."""
    documents = list(rules.values())
    return documents[0] if len(documents) == 1 else f"<{root}>{''.join(documents)}</{root}>"


def plain(element):
    """An element without blanks between elements and without an order, which means nothing."""
    inner = sorted((plain(child) for child in element), key=repr)
    text = element.text if element.text and (not inner or element.text.strip()) else ""
    if element.tag == "StorageClass":
        # The service gives the classes back in its own order.
        text = ",".join(sorted(text.split(",")))
    return element.tag, text, inner


def same_document(actual, expected):
    same(plain(ElementTree.fromstring(actual)), plain(ElementTree.fromstring(expected)))


def oss_check(origin, rules):
    """Documents by their ids, made by one script."""
    issued = oss_sdks.credentials(origin)
    user = (issued["AccessKeyId"], issued["AccessKeySecret"], issued["SecurityToken"])
    own = oss_sdks.OssV2(origin, *user)
    script = generated("oss", oss_sdks.REGION, oss_sdks.BUCKET, listed("ListInventoryConfigurationsResult", rules))
    os.environ.update(zip(("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_SESSION_TOKEN"), user))
    load_default = v2.config.load_default

    def led_here():
        config = load_default()
        config.endpoint, config.use_path_style = origin, True
        return config

    v2.config.load_default = led_here
    try:
        exec(compile(script, "generated", "exec"), {"__name__": "__main__"})
    finally:
        v2.config.load_default = load_default
    try:
        for rule_id, document in rules.items():
            question = v2.types.OperationInput(
                op_name="GetBucketInventory", method="GET", bucket=oss_sdks.BUCKET,
                parameters={"inventory": "", "inventoryId": rule_id})
            same_document(own.client._client.invoke_operation(question).http_response.content, document)
    finally:
        for rule_id in rules:
            same(own.delete(rule_id), 204)


def cos_check(origin, rules):
    """Documents by their ids, made by one script."""
    issued = cos_sdks.credentials(origin)
    user = (issued["TmpSecretId"], issued["TmpSecretKey"], issued["Token"])
    own = cos_sdks.Cos(origin, *user)
    script = generated("cos", cos_sdks.REGION, own.bucket, listed("ListInventoryConfigurationResult", rules))
    names = ("TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_SECURITY_TOKEN")
    os.environ.update(zip(names, user))
    address = urllib.parse.urlsplit(origin)

    def led_here(**options):
        return CosConfig(Scheme="http", IP=address.hostname, Port=address.port, **options)

    qcloud_cos.CosConfig = led_here
    try:
        exec(compile(script, "generated", "exec"), {"__name__": "__main__"})
    finally:
        qcloud_cos.CosConfig = CosConfig
    try:
        proxied = CosS3Client(CosConfig(
            Region=cos_sdks.REGION, SecretId=user[0], SecretKey=user[1], Token=user[2], Scheme="http"))
        for rule_id, document in rules.items():
            url = proxied.get_presigned_url(own.bucket, "/", "GET", Params={
                "inventory": "", "id": rule_id, "x-cos-security-token": user[2]})
            answer = requests.get(url, proxies={"http": origin}, timeout=10)
            same(answer.status_code, 200)
            same_document(answer.content, document)
    finally:
        for rule_id in rules:
            own.delete(rule_id)


def main(origin):
    origin = origin.rstrip("/")
    oss_rules = {name: {f"code \"{number}\" 清单": OSS_RULE % {"id": f"code \"{number}\" 清单", **values}}
                 for number, (name, values) in enumerate(OSS_RULES.items())}
    cos_ids = ["code.every-field", "code.every-field-2"]
    cos_rules = {rule_id: COS_RULE % {"id": rule_id} for rule_id in cos_ids}
    checks = [(f"alibabacloud-oss-v2: {name} is made by the code for it", lambda rules=rules: oss_check(origin, rules))
              for name, rules in oss_rules.items()]
    all_of_oss = {rule_id: document for rules in oss_rules.values() for rule_id, document in rules.items()}
    checks += [
        ("alibabacloud-oss-v2: several rules are made by one script", lambda: oss_check(origin, all_of_oss)),
        ("cos-python-sdk-v5: a rule with every field is made by the code for it",
         lambda: cos_check(origin, {cos_ids[0]: cos_rules[cos_ids[0]]})),
        ("cos-python-sdk-v5: several rules are made by one script", lambda: cos_check(origin, cos_rules)),
    ]
    return run(checks)


if __name__ == "__main__":
    if len(sys.argv) != 2 or "STOCKTAKE_CODE" not in os.environ:
        sys.exit("usage: STOCKTAKE_CODE=PROGRAM python generated_sdks.py http://127.0.0.1:PORT")
    sys.exit(main(sys.argv[1]))
