"""AWS clients, created on first use: importing this module needs no connection and no credentials."""

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

import boto3
from aws_lambda_powertools.utilities.parameters import SecretsProvider
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_ses import SESClient
    from mypy_boto3_sqs import SQSClient

#: All attempts together end before a function of the API does.
_CONFIG = Config(connect_timeout=2, read_timeout=7, retries={"mode": "standard", "total_max_attempts": 2})


class Kms(Protocol):
    """What is used of KMS's client, for which the project has no types."""

    def encrypt(self, **values: object) -> Mapping[str, bytes]:
        """Encrypt a text of at most 4 KB."""

    def decrypt(self, **values: object) -> Mapping[str, bytes]:
        """Decrypt what was encrypted with the same key and context."""


@functools.cache
def secrets() -> SecretsProvider:
    """Return the reader of secrets, which keeps what it has read."""
    return SecretsProvider(boto_config=_CONFIG)


@functools.cache
def sqs() -> "SQSClient":
    """Return the client for queues."""
    return boto3.client("sqs", config=_CONFIG)


@functools.cache
def ses() -> "SESClient":
    """Return the client for mail."""
    return boto3.client("ses", config=_CONFIG)


@functools.cache
def kms() -> Kms:
    """Return the client that encrypts."""
    client: Kms = boto3.client("kms", config=_CONFIG)
    return client


@functools.cache
def s3() -> "S3Client":
    """Return the client for the bucket. Links are signed with SigV4 for the region's address. By default botocore signs for
    the global address, which redirects requests for a new bucket, and a signature is not valid after a redirect.
    """
    config = Config(
        signature_version="s3v4", s3={"us_east_1_regional_endpoint": "regional", "addressing_style": "virtual"}
    )
    return boto3.client("s3", config=_CONFIG.merge(config))
