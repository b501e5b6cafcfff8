"""Handlers called as Lambda calls them, on a real Postgres and moto's AWS."""

import asyncio
import json
from collections.abc import Iterator
from functools import lru_cache

import boto3
import pytest
from moto import mock_aws

from smartflow.api import http
from smartflow.infra import aws, config, db
from tests.support import postgres, work
from tests.support.api import Client

REGION = "eu-central-1"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Server]:
    with postgres.server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="session")
def database(server: postgres.Server) -> Iterator[postgres.Database]:
    with postgres.database(server) as created:
        yield created


@pytest.fixture(scope="session")
def cloud(database: postgres.Database) -> Iterator[None]:
    """AWS with everything that the functions are given, and their environment."""
    with mock_aws():
        session = boto3.Session(region_name=REGION)
        secrets, sqs, s3 = session.client("secretsmanager"), session.client("sqs"), session.client("s3")
        queue = sqs.create_queue(QueueName="analyses", Attributes={"VisibilityTimeout": "1860"})["QueueUrl"]
        background_queue = sqs.create_queue(QueueName="background")["QueueUrl"]
        session.client("ses").verify_domain_identity(Domain="smartflow.example")
        s3.create_bucket(Bucket="reports", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        key = session.client("kms").create_key(Description="accounts")["KeyMetadata"]["Arn"]
        environment = {
            "AWS_DEFAULT_REGION": REGION,
            "DATABASE_SECRET_ARN": secrets.create_secret(Name="app", SecretString=json.dumps(database.secret))["ARN"],
            "MIGRATION_SECRET_ARN": secrets.create_secret(Name="owner", SecretString=json.dumps(database.owner_secret))[
                "ARN"
            ],
            "DATABASE_SSLMODE": "disable",
            "ANALYSIS_QUEUE_URL": queue,
            "BACKGROUND_QUEUE_URL": background_queue,
            "ACCOUNTS_KMS_ARN": key,
            "MAIL_DOMAIN": "smartflow.example",
            "PUBLIC_URL": "https://smartflow.example",
            "REPORTS_BUCKET": "reports",
            "COOKIE_SECURE": "true",
            "MODEL_SECRET_ARN": "",
            "MODEL_NAME": "gpt-4o",
            "MODEL_BASE_URL": "https://model.invalid/v1",
            "MODEL_TIMEOUT": "120",
            "REPORT_RETENTION_DAYS": "90",
            "LOG_RETENTION_DAYS": "30",
            "LAMBDA_TASK_ROOT": "/var/task",  # as on Lambda: one event loop for as long as the process lives
        }
        patch = pytest.MonkeyPatch()
        for name, value in environment.items():
            patch.setenv(name, value)
        _forget()
        yield
        _forget()
        patch.undo()


@lru_cache
def event_loop_of_lambda() -> asyncio.AbstractEventLoop:
    """Powertools keeps one event loop for as long as a Lambda lives; this one lives as long as the tests."""
    return asyncio.new_event_loop()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Give the loop back before any fixture calls a worker.

    An `asyncio.run` in a test elsewhere takes it away, and Powertools would make another that nobody closes.
    """
    asyncio.set_event_loop(event_loop_of_lambda())


def pytest_sessionfinish() -> None:
    event_loop_of_lambda().close()


def _forget() -> None:
    """What an execution environment keeps between calls does not outlive the cloud it came from."""
    db.release()
    config.clear_cache()
    aws.sqs.cache_clear()
    aws.s3.cache_clear()
    aws.ses.cache_clear()
    aws.kms.cache_clear()
    aws.secrets.cache_clear()


@pytest.fixture(autouse=True)
def answers_are_as_declared() -> Iterator[None]:
    """No test passes while a route answers with a status, header or problem that it does not declare, or without one that it does."""
    differences: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(http, "log_difference", differences.append)
        yield
    assert differences == []


@pytest.fixture
def client(cloud: None) -> Client:
    """Somebody without an account, calling the API."""
    return Client()


@pytest.fixture
def user(client: Client) -> Client:
    """Somebody who has just signed up."""
    return client.register()


@pytest.fixture
def nothing_waits(cloud: None, database: postgres.Database) -> None:
    """Jobs that other tests left are cancelled, and their messages are gone."""
    work.cancel_all(database)
