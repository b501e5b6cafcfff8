"""The logo of an account: one image in the bucket, printed on the covers of its reports."""

from datetime import datetime
from typing import Literal

from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict

from smartflow.infra import deletions
from smartflow.infra.db import Pending, Transaction

PictureType = Literal["image/png", "image/jpeg"]


class LogoBody(BaseModel):
    """An image to be used as the logo: PNG or JPEG, in base64."""

    model_config = ConfigDict(extra="forbid")

    content_type: PictureType
    data: str


class Logo(BaseModel):
    """The properties of a logo; `bytes` is the size of its file, `width` and `height` are in pixels."""

    content_type: PictureType
    width: int
    height: int
    bytes: int
    updated_at: datetime


class LogoPicture(Logo):
    """The logo with its image, in base64."""

    data: str


_COLUMNS = "object_key, content_type, width, height, bytes, version, updated_at"
_GET = f"select {_COLUMNS} from logos where user_id = tenant()"  # noqa: S608
# Locks the account, so that of two images sent at once the first one's file is deleted too.
_LOCK = """
select u.id, l.object_key, l.version from users u left join logos l on l.user_id = u.id
where u.id = tenant() for update of u
"""
_PUT = f"""
insert into logos (user_id, object_key, content_type, width, height, bytes)
values (tenant(), %(object_key)s, %(content_type)s, %(width)s, %(height)s, %(bytes)s)
on conflict (user_id) do update set object_key = excluded.object_key, content_type = excluded.content_type,
    width = excluded.width, height = excluded.height, bytes = excluded.bytes, version = logos.version + 1,
    updated_at = now()
returning {_COLUMNS}
"""  # noqa: S608
_DELETE = "delete from logos where user_id = tenant()"


def read(tx: Transaction) -> Pending[DictRow | None]:
    """Return the tenant's logo with the key of its image and its version."""
    return tx.row(_GET, {})


def lock(tx: Transaction) -> DictRow | None:
    """Lock the logo against other changes; return its `object_key` and `version`, null if there is none."""
    return tx.row(_LOCK, {}).value


def put(tx: Transaction, current: DictRow, key: str, kind: PictureType, size: tuple[int, int], length: int) -> DictRow:
    """Make the image under `key`, of `length` bytes, the logo; the image of the `current` one is marked for deletion."""
    _mark_for_deletion(tx, current)
    row = tx.row(
        _PUT, {"object_key": key, "content_type": kind, "width": size[0], "height": size[1], "bytes": length}
    ).value
    assert row is not None
    return row


def delete(tx: Transaction, current: DictRow) -> None:
    """Delete the logo and mark its image for deletion."""
    _mark_for_deletion(tx, current)
    tx.run(_DELETE, {})


def _mark_for_deletion(tx: Transaction, current: DictRow) -> None:
    if current["object_key"] is not None:
        deletions.mark_for_deletion(tx, current["object_key"])
