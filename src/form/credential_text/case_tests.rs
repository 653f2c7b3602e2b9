//! Texts out of public bug reports that are read right and stay so.

use super::tests::{check_one, check_oss, check_problem};
use super::*;

#[test]
fn texts_of_tools_are_read() {
    // `aliyun configure get` prints the profile, and with names their values.
    check_oss(
        "{\n\t\"name\": \"default\",\n\t\"mode\": \"StsToken\",\n\t\"access_key_id\": \"STS.abc\",\n\t\"access_key_secret\": \"s3cret\",\n\t\"sts_token\": \"CAIStok\",\n\t\"sts_region\": \"\",\n\t\"ram_role_name\": \"\",\n\t\"ram_role_arn\": \"\",\n\t\"expired_seconds\": 0,\n\t\"private_key\": \"\",\n\t\"region_id\": \"cn-hangzhou\",\n\t\"output_format\": \"json\",\n\t\"language\": \"en\",\n\t\"retry_timeout\": 0\n}\n\n\n",
    );
    check_oss(
        "profile=default\nmode=StsToken\naccess-key-id=STS.abc\naccess-key-secret=s3cret\nsts-token=CAIStok\nregion=cn-hangzhou\n\n\n",
    );
    // A blank before the id.
    for text in [
        r#"{"accessKeyId":" STS.abc","accessKeySecret":"s3cret","securityToken":"CAIStok"}"#,
        "accessKeyId: ' STS.abc'\naccessKeySecret: \"s3cret \"\nsecurityToken: \" CAIStok \"",
        "export OSS_ACCESS_KEY_ID=\" STS.abc\"\nexport OSS_ACCESS_KEY_SECRET=s3cret\nexport OSS_STS_TOKEN=CAIStok",
    ] {
        check_oss(text);
    }
    // Plain `.cos.yaml` of coscli.
    check_one(
        "cos:\n  base:\n    secretid: AKIDabc\n    secretkey: s3cret\n    sessiontoken: tok\n    protocol: https\n    mode: SecretKey\n  buckets:\n  - name: demo-1250000000\n    alias: demo\n    region: ap-shanghai\n    endpoint: cos.ap-shanghai.myqcloud.com\n    ofs: false\n",
        ["AKIDabc", "s3cret", "tok"],
        None,
    );
}

#[test]
fn old_and_new_errors_of_sts_are_failures() {
    for text in [
        r#"{"code":4000,"message":"(InvalidParameter.StrategyFormatError)policy error","codeDesc":"InvalidParameter.StrategyFormatError"}"#,
        r#"{"code":4100,"message":"(AuthFailure) signature error","codeDesc":"AuthFailure"}"#,
        r#"{"Error":{"Code":"AuthFailure.SignatureFailure","Message":"m"},"RequestId":"R"}"#,
    ] {
        check_problem(text, CredentialProblem::Failure);
    }
}
