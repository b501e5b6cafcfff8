"""Short secrets, encrypted by KMS for one account each: a copy of the database does not reveal them."""

import base64
from typing import Final
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError

from smartflow.infra import aws, config
from smartflow.infra.problems import retry_later

_ENCRYPTED: Final = "kms:"


class Settings(config.Base):
    """Environment of a function that encrypts or decrypts."""

    accounts_kms_arn: str


def is_encrypted(stored: str) -> bool:
    """Return whether a stored text is encrypted; those of earlier releases are not."""
    return stored.startswith(_ENCRYPTED)


def encrypt(user_id: UUID, text: str) -> str:
    """Return what is stored for `text`; only for the same account can it be decrypted.

    Raises
    ------
    Problem
        503 with a time to wait if KMS does not answer.
    """
    try:
        answer = aws.kms().encrypt(KeyId=_key(), Plaintext=text.encode(), EncryptionContext=_context(user_id))
    except (BotoCoreError, ClientError) as error:
        raise retry_later(5) from error
    return _ENCRYPTED + base64.b64encode(answer["CiphertextBlob"]).decode()


def decrypt(user_id: UUID, stored: str) -> str:
    """Return the text; one that was stored by an earlier release is returned as it is.

    Raises
    ------
    Problem
        503 with a time to wait if KMS does not answer.
    """
    if not is_encrypted(stored):
        return stored
    blob = base64.b64decode(stored.removeprefix(_ENCRYPTED))
    try:
        answer = aws.kms().decrypt(KeyId=_key(), CiphertextBlob=blob, EncryptionContext=_context(user_id))
    except (BotoCoreError, ClientError) as error:
        raise retry_later(5) from error
    return answer["Plaintext"].decode()


def _key() -> str:
    return config.load(Settings).accounts_kms_arn


def _context(user_id: UUID) -> dict[str, str]:
    return {"user_id": str(user_id)}
