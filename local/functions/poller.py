"""Event source mappings: what Lambda does between a queue and a function."""

import json
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import BotoCoreError, ClientError

from local import REGION
from local.aws.deployment import QueueMapping
from local.aws.template import Json, Object
from local.console import Console
from local.functions.runtime import Invocation, Outcome

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageTypeDef

_LONG_POLL_SECONDS = 10
_AFTER_FAILURE_SECONDS = 1.0
_RECEIVE_LIMIT = 10


class Poller:
    """Receives batches with the role of the function, invokes it, and deletes the messages that it handled."""

    def __init__(
        self,
        mapping: QueueMapping,
        client: Callable[[], Any],
        submit: Callable[[bytes], Invocation],
        console: Console,
    ) -> None:
        self._mapping = mapping
        self._client = client
        self._submit = submit
        self._console = console
        self._free = threading.Semaphore(mapping.concurrency)
        self._stopped = threading.Event()

    def start(self) -> None:
        """Start to poll, in a new thread."""
        threading.Thread(target=self._poll, daemon=True).start()

    def stop(self) -> None:
        """Stop receiving; batches that are being handled return after the queue's visibility timeout."""
        self._stopped.set()

    def _poll(self) -> None:
        while not self._stopped.is_set():
            self._free.acquire()
            try:
                batch = self._receive()
            except (ClientError, BotoCoreError) as error:
                batch = []
                if not self._stopped.is_set():
                    self._console.line("poller", "ERROR", f"cannot receive from {self._mapping.queue_arn}: {error}")
                    self._stopped.wait(_AFTER_FAILURE_SECONDS)
            if batch:
                threading.Thread(target=self._handle, args=(batch,), daemon=True).start()
            else:
                self._free.release()

    def _receive(self) -> "list[MessageTypeDef]":
        """Wait for a message, then receive more until the batch is full or the batching window has ended."""
        batch = self._receive_some(self._mapping.batch_size, _LONG_POLL_SECONDS)
        deadline = time.monotonic() + self._mapping.batching_seconds
        while batch and len(batch) < self._mapping.batch_size and not self._stopped.is_set():
            if (left := deadline - time.monotonic()) <= 0:
                break
            self._stopped.wait(min(left, 0.1))
            batch += self._receive_some(self._mapping.batch_size - len(batch), 0)
        return batch

    def _receive_some(self, count: int, seconds: int) -> "list[MessageTypeDef]":
        client = self._client()
        received = client.receive_message(
            QueueUrl=self._queue_url(client),
            MaxNumberOfMessages=min(count, _RECEIVE_LIMIT),
            WaitTimeSeconds=seconds,
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        return cast("list[MessageTypeDef]", received.get("Messages", []))

    def _handle(self, batch: "Sequence[MessageTypeDef]") -> None:
        try:
            payload = json.dumps(event(batch, self._mapping.queue_arn)).encode()
            outcome = self._submit(payload).outcome.result()
            handled = handled_ids([str(message["MessageId"]) for message in batch], outcome, self._mapping)
            client = self._client()
            for message in batch:
                if message["MessageId"] in handled:
                    client.delete_message(QueueUrl=self._queue_url(client), ReceiptHandle=message["ReceiptHandle"])
        except (ClientError, BotoCoreError) as error:
            self._console.line("poller", "ERROR", f"handled messages stay in {self._mapping.queue_arn}: {error}")
        finally:
            self._free.release()

    def _queue_url(self, client: Any) -> str:
        account, name = self._mapping.queue_arn.split(":")[-2:]
        return f"{client.meta.endpoint_url}/{account}/{name}"


def event(batch: "Sequence[MessageTypeDef]", queue_arn: str) -> Object:
    """Build the event of an SQS batch."""
    return {
        "Records": [
            {
                "messageId": message["MessageId"],
                "receiptHandle": message["ReceiptHandle"],
                "body": message["Body"],
                "attributes": cast(Json, dict(message.get("Attributes", {}))),
                "messageAttributes": {
                    name: {
                        "stringValue": attribute.get("StringValue"),
                        "stringListValues": [],
                        "binaryListValues": [],
                        "dataType": attribute["DataType"],
                    }
                    for name, attribute in message.get("MessageAttributes", {}).items()
                },
                "md5OfBody": message["MD5OfBody"],
                "eventSource": "aws:sqs",
                "eventSourceARN": queue_arn,
                "awsRegion": REGION,
            }
            for message in batch
        ]
    }


def handled_ids(batch: Sequence[str], outcome: Outcome, mapping: QueueMapping) -> set[str]:
    """Return the ids of the messages to delete, from the function's answer, as Lambda reads it.

    An answer without failures means that all succeeded; an answer that names an unknown message means that all failed.
    https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
    """
    if outcome.error is not None:
        return set()
    everything = set(batch)
    if not mapping.reports_item_failures:
        return everything
    try:
        answer: Json = json.loads(outcome.payload)
    except ValueError:
        return set()  # cut off because the process was killed: the messages are received again
    failures = answer.get("batchItemFailures") if isinstance(answer, dict) else answer
    if not failures:
        return everything
    if not isinstance(failures, list):
        return set()
    failed = [failure.get("itemIdentifier") if isinstance(failure, dict) else None for failure in failures]
    if not all(isinstance(identifier, str) and identifier in everything for identifier in failed):
        return set()
    return everything - {str(identifier) for identifier in failed}
