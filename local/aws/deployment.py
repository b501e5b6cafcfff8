"""Starts the cloud process, deploys the template to it, and returns clients and credentials."""

import contextlib
import http.client
import json
import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from local import REGION
from local.aws.template import Json, Object, Template, referred, resolved
from local.failures import StackError
from local.processes.children import Children

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient

STACK_NAME = "smartflow"
_START_SECONDS = 30.0
_CREATE_SECONDS = 60.0


@dataclass(frozen=True)
class FunctionConfiguration:
    """A function as the created stack describes it."""

    name: str
    logical_id: str
    physical_name: str
    arn: str
    folder: Path
    handler: str
    timeout: float
    memory: int
    role: str
    environment: Mapping[str, str]
    log_format: str
    reserved_concurrency: int | None


@dataclass(frozen=True)
class QueueMapping:
    """An event source mapping: a queue and the function that its messages go to."""

    queue_arn: str
    function_arn: str
    batch_size: int
    batching_seconds: float
    concurrency: int
    reports_item_failures: bool


@dataclass(frozen=True)
class Rule:
    """A schedule and the function it calls; `event` is None if the rule sets no input."""

    name: str
    arn: str
    expression: str
    function_arn: str
    event: str | None


@dataclass(frozen=True)
class Deployment:
    """The created stack."""

    outputs: dict[str, str]
    functions: tuple[FunctionConfiguration, ...]
    mappings: tuple[QueueMapping, ...]
    rules: tuple[Rule, ...]
    throttling: Object
    route_throttling: Object

    def function(self, logical_id: str) -> FunctionConfiguration:
        """Return the function that the template calls `logical_id`."""
        return next(function for function in self.functions if function.logical_id == logical_id)


class Aws:
    """The cloud process and the administrator's identity in it."""

    def __init__(self, children: Children, host: str, port: int, objects: Path, root: Path, key_secret: str) -> None:
        self.endpoint = f"http://{host}:{port}"
        self._host = host
        self._children = children
        self._port = port
        self._objects = objects
        self._root = root
        self._key_secret = key_secret
        self._access_key_id = f"AKIA{secrets.token_hex(8).upper()}"
        self._secret_access_key = secrets.token_urlsafe(30)
        self._clients: dict[str, Any] = {}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, show: Callable[[bytes], None]) -> None:
        """Start the process; `show` gets each line that it prints. `wait` returns when it answers."""
        self.process = self._children.spawn(
            [
                sys.executable,
                "-m",
                "local.aws.cloud",
                f"--host={self._host}",
                f"--port={self._port}",
                f"--objects={self._objects}",
            ],
            environment={
                "PATH": os.environ.get("PATH", os.defpath),
                "LANG": "C.UTF-8",
                "PYTHONPATH": str(self._root),
                "INITIAL_NO_AUTH_ACTION_COUNT": "0",
                "MOTO_DISABLE_GLOBAL_CORS": "true",
                "STACK_ACCESS_KEY_ID": self._access_key_id,
                "STACK_SECRET_ACCESS_KEY": self._secret_access_key,
                "STACK_KEY_SECRET": self._key_secret,
            },
            folder=self._root,
            output=subprocess.PIPE,
        )
        threading.Thread(target=_read, args=(self.process, show), daemon=True).start()

    def wait(self) -> None:
        """Wait until the process answers.

        Raises
        ------
        StackError
            It ended, or did not answer within 30 seconds.
        """
        assert self.process is not None
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError):
                self._ask("/_local/ready")
                return
            time.sleep(0.03)
        raise StackError("moto's server did not start; its log is logs/cloud.log in the data folder.")

    def stop(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self._children.remove(self.process)
            self.process = None

    def client(self, service: str) -> Any:
        """Return a boto3 client that may do everything."""
        if service not in self._clients:
            self._clients[service] = self.client_of(
                service,
                {"AWS_ACCESS_KEY_ID": self._access_key_id, "AWS_SECRET_ACCESS_KEY": self._secret_access_key},
            )
        return self._clients[service]

    def client_of(self, service: str, credentials: Mapping[str, str]) -> Any:
        """Return a boto3 client with these credentials."""
        session = boto3.Session(
            aws_access_key_id=credentials["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=credentials["AWS_SECRET_ACCESS_KEY"],
            aws_session_token=credentials.get("AWS_SESSION_TOKEN"),
            region_name=REGION,
        )
        return cast(Any, session).client(service, endpoint_url=self.endpoint, config=_CLIENT)

    def administrator(self) -> dict[str, str]:
        """Return the administrator's credentials as environment variables."""
        return {"AWS_ACCESS_KEY_ID": self._access_key_id, "AWS_SECRET_ACCESS_KEY": self._secret_access_key}

    def role_credentials(self, role: str, session: str) -> dict[str, str]:
        """Return credentials of a function's role as environment variables; they last an hour."""
        return cast(
            dict[str, str], self._ask(f"/_local/credentials?role={quote(role, safe='')}&session={quote(session)}")
        )

    def mail(self) -> list[dict[str, Json]]:
        """Return the mail that was sent, oldest first."""
        return cast(list[dict[str, Json]], self._ask("/_local/mail"))

    def create_secret(self, name: str, content: Mapping[str, str | int]) -> str:
        """Create a secret and return its ARN."""
        created = self.client("secretsmanager").create_secret(Name=name, SecretString=json.dumps(content))
        return str(created["ARN"])

    def deploy(self, template: Template, parameters: Mapping[str, str]) -> Deployment:
        """Create the stack.

        Raises
        ------
        StackError
            A parameter is unknown to the template, or the stack could not be created.
        """
        if unknown := sorted(set(parameters) - template.parameters):
            raise StackError(f"template.yaml has no parameter {', '.join(unknown)}.")
        formation: CloudFormationClient = self.client("cloudformation")
        try:
            formation.create_stack(
                StackName=STACK_NAME,
                TemplateBody=json.dumps(template.deployable),
                Parameters=[
                    {"ParameterKey": name, "ParameterValue": value} for name, value in sorted(parameters.items())
                ],
                Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
            )
        except ClientError as error:
            raise StackError(f"template.yaml cannot be deployed: {error}") from error
        stack = formation.describe_stacks(StackName=STACK_NAME)["Stacks"][0]
        if stack["StackStatus"] != "CREATE_COMPLETE":
            raise StackError(f"template.yaml cannot be deployed: {stack['StackStatus']}; see logs/cloud.log.")
        resources = formation.describe_stack_resources(StackName=STACK_NAME)["StackResources"]
        physical = {resource["LogicalResourceId"]: resource["PhysicalResourceId"] for resource in resources}
        outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
        return Deployment(
            outputs={name: value for name, value in outputs.items() if not name.startswith("Local")},
            functions=tuple(self._functions(template, physical)),
            mappings=tuple(_mapping(cast(Object, resolved(mapping, outputs))) for mapping in template.mappings),
            rules=tuple(self._rules(template, physical)),
            throttling=cast(Object, resolved(template.throttling, outputs)),
            route_throttling=cast(Object, resolved(template.route_throttling, outputs)),
        )

    def _functions(self, template: Template, physical: Mapping[str, str]) -> list[FunctionConfiguration]:
        found = []
        lambda_ = self.client("lambda")
        for function in template.functions:
            described = lambda_.get_function(FunctionName=physical[function.logical_id])
            configuration = described["Configuration"]
            found.append(
                FunctionConfiguration(
                    name=function.folder.name,
                    logical_id=function.logical_id,
                    physical_name=configuration["FunctionName"],
                    arn=configuration["FunctionArn"].removesuffix(":$LATEST"),
                    folder=function.folder,
                    handler=configuration["Handler"],
                    timeout=float(configuration["Timeout"]),
                    memory=int(configuration["MemorySize"]),
                    role=configuration["Role"],
                    environment={
                        # moto returns a number as a number
                        name: str(value)
                        for name, value in configuration.get("Environment", {}).get("Variables", {}).items()
                    },
                    log_format=function.log_format,
                    reserved_concurrency=_reserved(described.get("Concurrency", {})),
                )
            )
        return found

    def _rules(self, template: Template, physical: Mapping[str, str]) -> list[Rule]:
        found: list[Rule] = []
        events = self.client("events")
        for logical_id in template.rules:
            rule = events.describe_rule(Name=physical[logical_id].rpartition("/")[2])
            found.extend(
                Rule(rule["Name"], rule["Arn"], rule["ScheduleExpression"], target["Arn"], target.get("Input"))
                for target in events.list_targets_by_rule(Rule=rule["Name"])["Targets"]
                if rule.get("ScheduleExpression") and rule["State"] == "ENABLED"
            )
        return found

    def _ask(self, path: str) -> Json:
        """Ask the cloud process for something that AWS's APIs do not have."""
        connection = http.client.HTTPConnection(self._host, self._port, timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", path, headers={"X-Local-Key": self._secret_access_key})
            response = connection.getresponse()
            content = response.read()
        if response.status != 200:
            raise StackError(f"{path.partition('?')[0]}: {response.status} {content.decode(errors='replace')}")
        return cast(Json, json.loads(content))


def custom_resource_functions(template: Template) -> list[str]:
    """Return the logical ids of the functions behind the template's custom resources, in the template's order."""
    return [referred(properties["ServiceToken"]) for properties in template.custom_resources]


def _read(process: subprocess.Popen[bytes], show: Callable[[bytes], None]) -> None:
    assert process.stdout is not None
    with process.stdout as output:
        for line in output:
            show(line)


def _mapping(properties: Object) -> QueueMapping:
    scaling = cast(Object, properties.get("ScalingConfig") or {})
    return QueueMapping(
        queue_arn=str(properties["EventSourceArn"]),
        function_arn=str(properties["FunctionName"]),
        batch_size=_whole(properties.get("BatchSize"), 10),
        batching_seconds=float(_whole(properties.get("MaximumBatchingWindowInSeconds"), 0)),
        concurrency=_whole(scaling.get("MaximumConcurrency"), 5),
        reports_item_failures="ReportBatchItemFailures"
        in cast(list[str], properties.get("FunctionResponseTypes") or []),
    )


def _whole(value: Json, default: int) -> int:
    return default if value is None else int(str(value))


def _reserved(concurrency: Mapping[str, Any]) -> int | None:
    value = concurrency.get("ReservedConcurrentExecutions")
    return None if value is None else int(value)


_CLIENT = Config(connect_timeout=2, read_timeout=30, retries={"mode": "standard", "total_max_attempts": 2})
