"""The page on AWS: whom the template lets in, what CloudFront sends and keeps, and what a deployment uploads."""

import json
import re
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from local.gateway import static
from tests.support.template import ROOT, functions, template
from tools import upload_page
from tools.published_page import FIRST_VIEW, published

RESOURCES = template()["Resources"]
DISTRIBUTION = RESOURCES["Page"]["Properties"]["DistributionConfig"]
PAGE = DISTRIBUTION["DefaultCacheBehavior"]
[API] = DISTRIBUTION["CacheBehaviors"]
ORIGINS = {origin["Id"]: origin for origin in DISTRIBUTION["Origins"]}


def sent() -> dict[str, str]:
    """Return the headers that CloudFront adds."""
    policy = RESOURCES["PageHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    security = policy["SecurityHeadersConfig"]
    hsts = security["StrictTransportSecurity"]
    assert all(header["Override"] for header in [*security.values(), *policy["CustomHeadersConfig"]["Items"]])
    return {
        "content-security-policy": security["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "x-content-type-options": "nosniff" if "ContentTypeOptions" in security else "",
        "referrer-policy": security["ReferrerPolicy"]["ReferrerPolicy"],
        "strict-transport-security": f"max-age={hsts['AccessControlMaxAgeSec']}"
        + "; includeSubDomains" * hsts["IncludeSubdomains"],
        **{header["Header"]: header["Value"] for header in policy["CustomHeadersConfig"]["Items"]},
    }


def test_cloudfront_sends_the_headers_of_one_machine_and_hsts() -> None:
    assert sent() == {
        **dict(static.SECURITY_HEADERS),
        "strict-transport-security": "max-age=31536000; includeSubDomains",
    }
    assert PAGE["ResponseHeadersPolicyId"] == API["ResponseHeadersPolicyId"] == {"Ref": "PageHeaders"}


def test_the_policy_allows_nothing_inline_and_no_other_origin() -> None:
    policy = sent()["content-security-policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy


@pytest.mark.parametrize(
    "name", [name for name, resource in RESOURCES.items() if resource["Type"] == "AWS::S3::Bucket"]
)
def test_no_bucket_is_public_and_each_is_reached_over_tls_only(name: str) -> None:
    bucket = RESOURCES[name]["Properties"]
    assert list(bucket["PublicAccessBlockConfiguration"].values()) == [True] * 4
    assert bucket["BucketEncryption"]
    assert "WebsiteConfiguration" not in bucket
    denied, *allowed = RESOURCES[f"{name}Policy"]["Properties"]["PolicyDocument"]["Statement"]
    assert (denied["Effect"], denied["Principal"], denied["Action"]) == ("Deny", "*", "s3:*")
    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert all(statement["Principal"] != "*" for statement in allowed)


def test_only_the_distribution_reads_the_pages_bucket_and_signs_for_it() -> None:
    _, allowed = RESOURCES["PageBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    assert allowed["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert allowed["Action"] == ["s3:GetObject", "s3:ListBucket"]
    [(operator, condition)] = allowed["Condition"].items()
    assert operator == "StringEquals"
    assert condition["aws:SourceArn"]["Fn::Sub"].endswith(":distribution/${Page}")
    access = RESOURCES["PageAccess"]["Properties"]["OriginAccessControlConfig"]
    assert access["SigningBehavior"] == "always"
    assert ORIGINS["page"]["OriginAccessControlId"] == {"Fn::GetAtt": ["PageAccess", "Id"]}


def test_the_api_is_never_cached_not_even_its_errors() -> None:
    assert API["PathPattern"] == "/v1/*"
    assert API["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"  # Managed-CachingDisabled
    assert API["OriginRequestPolicyId"] == "b689b0a8-53d0-40ab-baf2-68738e2966ac"  # Managed-AllViewerExceptHostHeader
    assert set(API["AllowedMethods"]) == {"GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"}
    errors = DISTRIBUTION["CustomErrorResponses"]
    assert {error["ErrorCode"] for error in errors} == {400, 403, 404, 405, 414, 500, 501, 502, 503, 504}
    assert all(error["ErrorCachingMinTTL"] == 0 for error in errors)
    assert not any("ResponsePagePath" in error or "ResponseCode" in error for error in errors)


def test_everything_travels_over_tls() -> None:
    assert PAGE["ViewerProtocolPolicy"] == "redirect-to-https"
    assert API["ViewerProtocolPolicy"] == "https-only"
    assert ORIGINS["api"]["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"
    assert ORIGINS["api"]["CustomOriginConfig"]["OriginSSLProtocols"] == ["TLSv1.2"]
    _, own, _ = DISTRIBUTION["ViewerCertificate"]["Fn::If"]
    assert own["MinimumProtocolVersion"] == "TLSv1.2_2021"


def test_the_page_is_compressed_and_comes_by_current_protocols() -> None:
    assert PAGE["Compress"] is True
    assert DISTRIBUTION["HttpVersion"] == "http2and3"
    assert DISTRIBUTION["DefaultRootObject"] == "index.html"


def test_every_function_behind_the_api_wants_cloudfronts_secret() -> None:
    [header] = ORIGINS["api"]["OriginCustomHeaders"]
    assert header["HeaderName"] == "x-origin-secret"
    assert header["HeaderValue"] == {"Fn::Sub": "{{resolve:secretsmanager:${OriginSecret}:SecretString}}"}
    wanted = {"Fn::If": ["BehindCloudFront", {"Ref": "OriginSecret"}, ""]}
    for name, properties in functions().items():
        given = properties["Environment"]["Variables"].get("ORIGIN_SECRET_ARN")
        assert given == (wanted if name.endswith("_api") else None), name
        role = RESOURCES[properties["Role"]["Fn::GetAtt"][0]]
        assert ('"Resource": {"Ref": "OriginSecret"}' in json.dumps(role)) == name.endswith("_api"), name


def test_cloudfront_says_who_is_calling_whatever_the_caller_says() -> None:
    [association] = API["FunctionAssociations"]
    assert association["EventType"] == "viewer-request"
    assert association["FunctionARN"] == {"Fn::GetAtt": ["ViewerAddress", "FunctionMetadata.FunctionARN"]}
    code = RESOURCES["ViewerAddress"]["Properties"]["FunctionCode"]
    assert "event.request.headers['x-viewer-address'] = { value: event.viewer.ip };" in code


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        yield boto3.Session(region_name="eu-central-1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "js").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html>")
    (tmp_path / "js" / "main.js").write_text("export {};")
    (tmp_path / ".hidden").write_text("an editor's")
    return tmp_path


def deployed(session: boto3.Session) -> tuple[str, str, str]:
    """Create a stack with the same outputs; return its name, its bucket and its distribution."""
    stack_name = f"page-{secrets.token_hex(4)}"
    origin = {"Id": "page", "DomainName": "page.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}
    behaviour = {"TargetOriginId": "page", "ViewerProtocolPolicy": "https-only"}
    config: Any = {
        "CallerReference": stack_name,
        "Comment": "",
        "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": behaviour,
    }
    cloudfront: Any = session.client("cloudfront")
    distribution = cloudfront.create_distribution(DistributionConfig=config)["Distribution"]["Id"]
    outputs = {
        "PageBucket": {"Value": {"Ref": "PageBucket"}},
        "PageDistribution": {"Value": distribution},
        "PageAddress": {"Value": "https://page.example"},
    }
    body = {"Resources": {"PageBucket": {"Type": "AWS::S3::Bucket"}}, "Outputs": outputs}
    cloudformation = session.client("cloudformation")
    cloudformation.create_stack(StackName=stack_name, TemplateBody=json.dumps(body))
    [stack] = cloudformation.describe_stacks(StackName=stack_name)["Stacks"]
    [bucket] = [output["OutputValue"] for output in stack["Outputs"] if output["OutputKey"] == "PageBucket"]
    return stack_name, bucket, distribution


def test_a_deployment_uploads_a_release_and_keeps_those_that_may_be_open(session: boto3.Session, folder: Path) -> None:
    stack, bucket, distribution = deployed(session)
    s3 = session.client("s3")

    def keys() -> set[str]:
        return {item["Key"] for item in s3.list_objects_v2(Bucket=bucket)["Contents"]}

    assert upload_page.publish(stack, session, folder, datetime.now(UTC)) == "https://page.example"
    [first] = keys() - {"index.html"}
    (folder / "js" / "main.js").write_text("export const changed = 1;")
    upload_page.publish(stack, session, folder, datetime.now(UTC) + timedelta(days=6))
    assert first in keys()
    upload_page.publish(stack, session, folder, datetime.now(UTC) + timedelta(days=8))

    [second] = keys() - {"index.html"}
    assert (first != second, second[-11:]) == (True, "/js/main.js")
    page = s3.get_object(Bucket=bucket, Key="index.html")
    assert (page["ContentType"], page["CacheControl"]) == ("text/html; charset=utf-8", "no-cache")
    module = s3.get_object(Bucket=bucket, Key=second)
    assert module["ContentType"] == "text/javascript; charset=utf-8"
    assert module["CacheControl"] == "public, max-age=31536000, immutable"
    cloudfront: Any = session.client("cloudfront")
    *_, invalidation = cloudfront.list_invalidations(DistributionId=distribution)["InvalidationList"]["Items"]
    details = cloudfront.get_invalidation(DistributionId=distribution, Id=invalidation["Id"])["Invalidation"]
    assert details["InvalidationBatch"]["Paths"]["Items"] == ["/*"]


def test_a_folder_without_a_page_leaves_the_old_one(session: boto3.Session, folder: Path) -> None:
    stack, bucket, _ = deployed(session)
    upload_page.publish(stack, session, folder, datetime.now(UTC))
    (folder / "index.html").unlink()

    with pytest.raises(FileNotFoundError):
        upload_page.publish(stack, session, folder, datetime.now(UTC))

    assert session.client("s3").get_object(Bucket=bucket, Key="index.html")


def test_the_published_page_asks_for_the_modules_of_its_first_view_at_once() -> None:
    files = {key: content.decode("utf-8", "replace") for key, content in published(ROOT / "frontend").items()}
    named = re.findall(r"(?:href|src)=\"([^\"#]+)\"", files["index.html"])
    preloaded = re.findall(r"modulepreload\" href=\"([^\"]+)\"", files["index.html"])

    assert set(named) <= set(files)
    assert {name.partition("/")[2] for name in preloaded} >= {*FIRST_VIEW, "js/ui/dom.js", "js/texts/i18n.js"}
    assert len(preloaded) == len(set(preloaded))
    assert published(ROOT / "frontend") == published(ROOT / "frontend")


def test_the_template_gives_what_the_upload_asks_for() -> None:
    assert {"PageAddress", "PageBucket", "PageDistribution"} <= set(template()["Outputs"])
