"""The rules that the local stack shares with AWS: batches, schedules, throttling, presigned links, the template's references."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import boto3
import pytest

from local import REGION
from local.aws import presigned, template
from local.aws.deployment import QueueMapping, Rule
from local.aws.template import Json, Route
from local.console import Console
from local.failures import StackError
from local.functions import schedule
from local.functions.poller import event, handled_ids
from local.functions.runtime import Invocation, Outcome
from local.gateway.http_api import Router
from local.gateway.server import Gateway, Throttle
from local.stack import ROOT
from tests.local.conftest import call

MAPPING = QueueMapping("arn:aws:sqs:eu-central-1:123456789012:q", "f", 10, 1.0, 2, reports_item_failures=True)


@pytest.mark.parametrize(
    ("answer", "handled"),
    [
        (b"null", {"a", "b"}),
        (b"{}", {"a", "b"}),
        (b'{"batchItemFailures": []}', {"a", "b"}),
        (b'{"batchItemFailures": null}', {"a", "b"}),
        (b'{"batchItemFailures": [{"itemIdentifier": "b"}]}', {"a"}),
        (b'{"batchItemFailures": [{"itemIdentifier": ""}]}', set()),
        (b'{"batchItemFailures": [{"itemIdentifier": null}]}', set()),
        (b'{"batchItemFailures": [{"identifier": "b"}]}', set()),
        (b'{"batchItemFailures": [{"itemIdentifier": "stranger"}]}', set()),
        (b'{"batchItemFailures": "b"}', set()),
        (b'"text"', set()),
        (b"", set()),
        (b'{"batchItemFailures": [', set()),
    ],
)
def test_a_batch_answer_is_read_as_lambda_reads_it(answer: bytes, handled: set[str]) -> None:
    assert handled_ids(["a", "b"], Outcome(answer), MAPPING) == handled


def test_a_failed_invocation_handles_nothing_and_without_partial_answers_all_is_handled() -> None:
    assert handled_ids(["a"], Outcome(b"{}", "Unhandled"), MAPPING) == set()
    plain = replace(MAPPING, reports_item_failures=False)
    assert handled_ids(["a"], Outcome(b'{"batchItemFailures": [{"itemIdentifier": "a"}]}'), plain) == {"a"}


def test_an_sqs_record_has_lambdas_shape() -> None:
    built = event(
        [
            {
                "MessageId": "m",
                "ReceiptHandle": "r",
                "Body": "b",
                "MD5OfBody": "5",
                "Attributes": {"ApproximateReceiveCount": "1"},
                "MessageAttributes": {"k": {"DataType": "String", "StringValue": "v"}},
            }
        ],
        MAPPING.queue_arn,
    )
    assert built["Records"] == [
        {
            "messageId": "m",
            "receiptHandle": "r",
            "body": "b",
            "attributes": {"ApproximateReceiveCount": "1"},
            "messageAttributes": {
                "k": {"stringValue": "v", "stringListValues": [], "binaryListValues": [], "dataType": "String"}
            },
            "md5OfBody": "5",
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:q",
            "awsRegion": "eu-central-1",
        }
    ]


@pytest.mark.parametrize(
    ("expression", "after", "due"),
    [
        ("rate(1 minute)", "2026-01-01T00:00:30", "2026-01-01T00:01:30"),
        ("rate(2 days)", "2026-01-01T00:00:00", "2026-01-03T00:00:00"),
        ("cron(17 2 * * ? *)", "2026-01-01T02:16:59", "2026-01-01T02:17:00"),
        ("cron(17 2 * * ? *)", "2026-01-01T02:17:00", "2026-01-02T02:17:00"),
        ("cron(0/15 * * * ? *)", "2026-01-01T23:45:10", "2026-01-02T00:00:00"),
        ("cron(0 8 ? * MON-FRI *)", "2026-11-20T08:00:00", "2026-11-23T08:00:00"),
        ("cron(0 8 ? * 1 *)", "2026-11-20T08:00:00", "2026-11-22T08:00:00"),
        ("cron(30 0 29 FEB ? *)", "2026-01-01T00:00:00", "2028-02-29T00:30:00"),
        ("cron(0 0,12 1 * ? 2027)", "2026-01-01T00:00:00", "2027-01-01T00:00:00"),
        ("cron(50 9-10 * * ? *)", "2026-01-01T09:55:00", "2026-01-01T10:50:00"),
    ],
)
def test_a_schedule_is_due_when_eventbridge_says(expression: str, after: str, due: str) -> None:
    moment = datetime.fromisoformat(after).replace(tzinfo=UTC)
    assert schedule.next_after(expression, moment) == datetime.fromisoformat(due).replace(tzinfo=UTC)


@pytest.mark.parametrize("expression", ["rate(1 second)", "cron(0 0 L * ? *)", "every minute", "cron(0 0 31 2 ? *)"])
def test_an_unknown_schedule_is_refused(expression: str) -> None:
    with pytest.raises(StackError):
        schedule.next_after(expression, datetime(2026, 1, 1, tzinfo=UTC))


def test_a_rule_sends_its_own_input() -> None:
    rule = Rule("r", "arn", "rate(1 minute)", "f", '{"task": "jobs"}')
    assert schedule.event(rule, datetime(2026, 1, 1, tzinfo=UTC)) == b'{"task": "jobs"}'


def test_the_throttle_lets_a_burst_through_and_then_the_rate() -> None:
    now = [0.0]
    throttle = Throttle(rate=2, burst=3, clock=lambda: now[0])
    assert [throttle.admits() for _ in range(4)] == [True, True, True, False]
    now[0] = 0.5
    assert [throttle.admits() for _ in range(2)] == [True, False]
    now[0] = 100
    assert [throttle.admits() for _ in range(4)] == [True, True, True, False]


class Answering:
    """A stack whose functions answer at once."""

    def submit(self, logical_id: str, payload: bytes) -> Invocation:
        """Answer 204."""
        invocation = Invocation(payload)
        invocation.outcome.set_result(Outcome(b'{"statusCode": 204}'))
        return invocation

    def invoke_named(self, name: str, payload: bytes) -> Invocation | None:
        """Know no function by its name."""
        return None

    def mail(self) -> list[dict[str, Json]]:
        """Have sent nothing."""
        return []


def test_a_route_with_its_own_limit_takes_nothing_of_the_others(tmp_path: Path) -> None:
    assert set(template.load(ROOT / "template.yaml", REGION).route_throttling) == {"ANY /v1/first-figures"}
    gateway = Gateway(0, tmp_path, Console(tmp_path / "logs", echo=False))
    throttles = {"ANY /v1/costly": Throttle(rate=0.001, burst=2)}
    router = Router([Route("ANY /v1/costly", "Costly"), Route("$default", "Other")])
    gateway.serve(Answering(), router, Throttle(rate=0.001, burst=4), throttles)
    try:
        costly = [call(f"{gateway.url}/v1/costly").status for _ in range(4)]
        others = [call(f"{gateway.url}/v1/other").status for _ in range(5)]
    finally:
        gateway.close()

    assert costly == [204, 204, 429, 429]
    assert others == [204, 204, 204, 204, 429]


def presigned_by_boto3() -> presigned.Link:
    client = boto3.client(
        "s3",
        "eu-central-1",
        aws_access_key_id="AKIAEXAMPLE",
        aws_secret_access_key="s" * 40,
        endpoint_url="http://127.0.0.1:9",
    )
    url = client.generate_presigned_url("get_object", Params={"Bucket": "b", "Key": "a ż/b+c"}, ExpiresIn=300)
    path, _, query = url.removeprefix("http://127.0.0.1:9").partition("?")
    link = presigned.parse("GET", path, query, {"host": "127.0.0.1:9"})
    assert link is not None
    return link


def test_a_presigned_link_is_good_for_its_key_method_and_time_only() -> None:
    link, now = presigned_by_boto3(), datetime.now(UTC)
    presigned.check(link, "s" * 40, now)
    for changed, key, moment in (
        (link, "t" * 40, now),
        (replace(link, method="PUT"), "s" * 40, now),
        (replace(link, path="/b/other"), "s" * 40, now),
        (replace(link, query=(*link.query, ("versionId", "1"))), "s" * 40, now),
        (link, "s" * 40, now.replace(year=now.year + 1)),
    ):
        with pytest.raises(presigned.LinkError):
            presigned.check(changed, key, moment)


def test_a_request_without_a_signature_is_no_link() -> None:
    assert presigned.parse("GET", "/b/k", "versionId=1", {}) is None


def test_references_to_what_moto_does_not_get_are_replaced(tmp_path: Path) -> None:
    file = tmp_path / "template.yaml"
    file.write_text(
        """
Transform: AWS::Serverless-2016-10-31
Resources:
  Page: {Type: 'AWS::CloudFront::Distribution', Properties: {}}
  Queue:
    Type: AWS::SQS::Queue
    DependsOn: [Page]
    Properties: {Tags: [{Key: page, Value: !Sub 'https://${Page.DomainName}/${AWS::Region}'}, {Key: id, Value: !Ref Page}]}
Outputs:
  Domain: {Value: !GetAtt Page.DomainName}
"""
    )
    deployable = template.load(file, "eu-central-1").deployable
    assert deployable["Resources"] == {
        "Queue": {
            "Type": "AWS::SQS::Queue",
            "Properties": {
                "Tags": [
                    {"Key": "page", "Value": {"Fn::Sub": "https://local-Page-DomainName/${AWS::Region}"}},
                    {"Key": "id", "Value": "local-Page"},
                ]
            },
        }
    }
    assert deployable["Outputs"] == {"Domain": {"Value": "local-Page-DomainName"}}


def test_a_template_that_sam_refuses_is_said_so(tmp_path: Path) -> None:
    file = tmp_path / "template.yaml"
    file.write_text(
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  F: {Type: 'AWS::Serverless::Function', Properties: {}}"
    )
    with pytest.raises(StackError, match="F"):
        template.load(file, "eu-central-1")
