"""The numbers and permissions that the template must have."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.template import ROOT, functions, template

RESOURCES = template()["Resources"]
PARAMETERS = template()["Parameters"]


def number(value: Any) -> int:
    """Return a property's number; a reference is its parameter's default."""
    return int(PARAMETERS[value["Ref"]]["Default"] if isinstance(value, dict) else value)


def statements(role: str) -> Iterator[dict[str, Any]]:
    for policy in RESOURCES[role]["Properties"]["Policies"]:
        for statement in policy["PolicyDocument"]["Statement"]:
            yield statement["Fn::If"][1] if "Fn::If" in statement else statement


@pytest.mark.parametrize("kind", ["Analysis", "Background"])
def test_a_message_stays_hidden_for_longer_than_six_attempts_could_take(kind: str) -> None:
    worker = functions()[f"{kind.lower()}_worker"]
    queue = RESOURCES[f"{kind}Queue"]["Properties"]
    window = number(worker["Events"]["Queue"]["Properties"].get("MaximumBatchingWindowInSeconds", 0))
    assert number(queue["VisibilityTimeout"]) >= 6 * number(worker["Timeout"]) + window


@pytest.mark.parametrize("kind", ["Analysis", "Background"])
def test_a_queue_gives_up_into_a_dead_letter_queue_that_keeps_the_evidence(kind: str) -> None:
    queue, dead = RESOURCES[f"{kind}Queue"]["Properties"], RESOURCES[f"{kind}DeadLetters"]["Properties"]
    assert queue["RedrivePolicy"]["maxReceiveCount"] == 5
    assert queue["RedrivePolicy"]["deadLetterTargetArn"] == {"Fn::GetAtt": [f"{kind}DeadLetters", "Arn"]}
    assert dead["MessageRetentionPeriod"] == 14 * 24 * 3600


@pytest.mark.parametrize(("worker", "batch"), [("analysis_worker", 10), ("background_worker", 1)])
def test_a_worker_reports_failures_one_by_one_and_has_a_bound(worker: str, batch: int) -> None:
    event = functions()[worker]["Events"]["Queue"]["Properties"]
    assert event["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert event["BatchSize"] == batch
    assert "MaximumConcurrency" in event["ScalingConfig"]


def test_only_the_background_worker_sends_mail() -> None:
    senders = {
        role
        for role, resource in RESOURCES.items()
        if resource["Type"] == "AWS::IAM::Role"
        and any(action.startswith("ses:") for statement in statements(role) for action in statement["Action"])
    }
    assert senders == {"BackgroundWorkerRole"}


@pytest.mark.parametrize("name", [name for name in functions() if name.endswith("_api")])
def test_functions_behind_the_api_answer_before_the_gateway_gives_up(name: str) -> None:
    assert number(functions()[name].get("Timeout", template()["Globals"]["Function"]["Timeout"])) < 29


def test_every_role_names_the_resources_it_may_touch() -> None:
    for name, resource in RESOURCES.items():
        if resource["Type"] == "AWS::IAM::Role":
            for statement in statements(name):
                assert statement["Resource"] not in ("*", ["*"]), name
                assert not any(action == "*" or action.endswith(":*") for action in statement["Action"]), name


def test_each_function_has_a_role_and_a_log_of_its_own() -> None:
    roles = [json.dumps(properties["Role"]) for properties in functions().values()]
    logs = [json.dumps(properties["LoggingConfig"]["LogGroup"]) for properties in functions().values()]
    assert len(set(roles)) == len(set(logs)) == len(functions())


def test_only_the_worker_may_read_the_models_key_and_only_migrate_the_owners() -> None:
    for name, secret in (("AnalysisWorkerRole", "ModelSecretArn"), ("MigrateRole", "MigrationSecretArn")):
        holders = {
            role
            for role, resource in RESOURCES.items()
            if resource["Type"] == "AWS::IAM::Role"
            and any(statement["Resource"] == {"Ref": secret} for statement in statements(role))
        }
        assert holders == {name}


def test_the_bucket_is_closed_encrypted_and_forgets() -> None:
    bucket = RESOURCES["ReportsBucket"]["Properties"]
    assert all(bucket["PublicAccessBlockConfiguration"].values())
    assert bucket["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    assert bucket["BucketEncryption"]
    assert "VersioningConfiguration" not in bucket
    assert {rule["Id"] for rule in bucket["LifecycleConfiguration"]["Rules"]} == {
        "reports-end",
        "exports-end",
        "deleted-accounts-end",
        "unfinished-uploads-end",
    }


def test_no_environment_variable_holds_a_secret() -> None:
    for properties in [*functions().values(), template()["Globals"]["Function"]]:
        for name in properties["Environment"]["Variables"]:
            assert not any(word in name for word in ("PASSWORD", "KEY", "TOKEN")), name
            assert "SECRET" not in name or name.endswith("_ARN"), name


def test_alarms_watch_what_has_to_be_looked_at() -> None:
    metrics = set()
    for resource in RESOURCES.values():
        if resource["Type"] == "AWS::CloudWatch::Alarm":
            properties = resource["Properties"]
            metrics.add(properties.get("MetricName"))
            for metric in properties.get("Metrics", []):
                metrics.add(metric.get("MetricStat", {}).get("Metric", {}).get("MetricName"))
    wanted = {
        "ApproximateNumberOfMessagesVisible",
        "ApproximateAgeOfOldestMessage",
        "Errors",
        "Throttles",
        "Duration",
        "5xx",
    }
    assert wanted <= metrics


def test_alarms_on_own_metrics_watch_what_their_function_records() -> None:
    own = [
        resource["Properties"]
        for resource in RESOURCES.values()
        if resource["Type"] == "AWS::CloudWatch::Alarm" and resource["Properties"].get("Namespace") == "SmartFlowAI"
    ]
    assert {alarm["MetricName"] for alarm in own} == {"ProviderFailures", "JobsAbandoned", "ModelCallsAbandoned"}
    for alarm in own:
        [dimension] = alarm["Dimensions"]
        assert dimension["Name"] == "service"
        service = dimension["Value"]
        assert functions()[service]["Environment"]["Variables"]["POWERTOOLS_SERVICE_NAME"] == service
        code = (ROOT / "functions" / service / f"{service}.py").read_text()
        assert f'add_metric(name="{alarm["MetricName"]}"' in code


def test_the_access_log_never_names_the_authorization_header() -> None:
    assert "authorization" not in RESOURCES["Api"]["Properties"]["AccessLogSettings"]["Format"].lower()


def test_every_migration_is_numbered_in_order() -> None:
    names = sorted(path.name for path in (ROOT / "functions" / "migrate" / "sql").glob("*"))
    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
