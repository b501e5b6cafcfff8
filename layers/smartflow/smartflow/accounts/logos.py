"""The logo of an account: one picture in the bucket, printed on the covers of its reports."""

from datetime import datetime
from typing import Literal

from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict

from smartflow.infra import deletions
from smartflow.infra.db import Pending, Transaction

PictureType = Literal["image/png", "image/jpeg"]


class LogoBody(BaseModel):
    """A picture to be used as the logo: PNG or JPEG, its bytes in base64."""

    model_config = ConfigDict(extra="forbid")

    content_type: PictureType
    data: str


class Logo(BaseModel):
    """What is kept of a logo; `bytes` is the size of its file, width and height are in pixels."""

    content_type: PictureType
    width: int
    height: int
    bytes: int
    updated_at: datetime


class LogoPicture(Logo):
    """The logo with its picture, in base64."""

    data: str


_COLUMNS = "object_key, content_type, width, height, bytes, version, updated_at"
_GET = f"select {_COLUMNS} from logos where user_id = tenant()"  # noqa: S608
# Holds the account, so that of two pictures sent at once the first is forgotten rightly.
_HOLD = """
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
    """Return the tenant's logo with the key of its picture and its version."""
    return tx.row(_GET, {})


def hold(tx: Transaction) -> DictRow | None:
    """Return `object_key` and `version` of the logo, null where there is none, and keep others from changing it."""
    return tx.row(_HOLD, {}).value


def put(tx: Transaction, held: DictRow, key: str, kind: PictureType, size: tuple[int, int], weight: int) -> DictRow:
    """Make the picture under `key` the logo; the one before is marked for removal."""
    _forget(tx, held)
    row = tx.row(
        _PUT, {"object_key": key, "content_type": kind, "width": size[0], "height": size[1], "bytes": weight}
    ).value
    assert row is not None
    return row


def delete(tx: Transaction, held: DictRow) -> None:
    """Forget the logo and mark its picture for removal."""
    _forget(tx, held)
    tx.run(_DELETE, {})


def _forget(tx: Transaction, held: DictRow) -> None:
    if held["object_key"] is not None:
        deletions.forget(tx, held["object_key"])
