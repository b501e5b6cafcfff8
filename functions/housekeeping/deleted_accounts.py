"""The list of deleted accounts: an empty object in the bucket for each, named by its id. It outlives the database, so that an account
which a backup brings back is deleted again.
"""

import functools
from collections.abc import Iterator
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError

from smartflow.accounts import users
from smartflow.infra import aws, db
from smartflow.infra.observability import logger

_FOLDER = "deleted-accounts/"
_BATCH = 500


def list_deleted(bucket: str) -> int:
    """Write the accounts that were deleted to the bucket, and return how many; what cannot be written now is in the next run."""
    listed = 0
    for user_id in db.read(None, lambda tx: users.due_deletions(tx, _BATCH)).value:
        try:
            aws.s3().put_object(Bucket=bucket, Key=f"{_FOLDER}{user_id}", Body=b"")
        except (BotoCoreError, ClientError):
            logger.warning("deleted account not listed yet", exc_info=True)
            break
        db.write(None, functools.partial(users.deletion_listed, user_id=user_id), repeatable=True)
        listed += 1
    return listed


def delete_returned(bucket: str) -> int:
    """Delete the accounts again that were deleted and are here all the same; return how many."""
    deleted = 0
    for ids in _listed(bucket):
        for user_id in db.read(None, functools.partial(users.returned, deleted=ids)).value:
            db.write(user_id, users.delete, repeatable=True)
            logger.warning("deleted account was back, deleted again")
            deleted += 1
    return deleted


def _listed(bucket: str) -> Iterator[list[UUID]]:
    for page in aws.s3().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=_FOLDER):
        yield [UUID(item["Key"].removeprefix(_FOLDER)) for item in page.get("Contents", [])]
