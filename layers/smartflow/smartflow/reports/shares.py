"""Shared links: anyone who has the link can read one report, until it expires or is revoked."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict, Field

from smartflow.infra.db import Pending, Transaction
from smartflow.infra.pagination import Page, PageQuery, newest_first
from smartflow.infra.tokens import TokenHash
from smartflow.language.text import Language
from smartflow.reports.store import Format, ReportCover, Scope


class ShareBody(BaseModel):
    """How many days a link is valid; it expires with its report at the latest."""

    model_config = ConfigDict(extra="forbid")

    days: Annotated[int, Field(ge=1, le=90, strict=True)] = 30


class Share(BaseModel):
    """A link to a report; its token is not stored and cannot be shown again."""

    id: UUID
    report_id: UUID
    created_at: datetime
    expires_at: datetime
    views: int
    last_viewed_at: datetime | None


class NewShare(Share):
    """A new link: its `token` opens `/v1/shared/{token}`. A repeated request with the same Idempotency-Key returns the same
    link with a new token, and the earlier token stops working: only its hash is stored.
    """

    token: str


class SharedReport(BaseModel):
    """A shared report: the texts of its cover, and a new link to the file, valid until `expires_at`."""

    title: str
    scope: Scope
    format: Format
    language: Language
    created_at: datetime
    cover: ReportCover | None
    file_name: str
    bytes: int | None
    url: str
    expires_at: datetime
    shared_until: datetime


_COLUMNS = "id, report_id, created_at, expires_at, views, last_viewed_at"
_INSERT = f"""
insert into report_shares (id, user_id, report_id, token_hash, expires_at)
select %(id)s, r.user_id, r.id, %(token)s, least(now() + %(lifetime)s, r.created_at + %(report_kept)s)
from reports r where r.user_id = tenant() and r.id = %(report_id)s
returning {_COLUMNS}
"""  # noqa: S608
_RENEW = """
update report_shares set token_hash = %(token)s where user_id = tenant() and id = %(id)s and expires_at > now()
"""
_LIST = f"""
select {_COLUMNS} from report_shares
where user_id = tenant() and report_id = %(report_id)s
    and (%(after_id)s::uuid is null or (created_at, id) < (%(after)s::timestamptz, %(after_id)s::uuid))
order by created_at desc, id desc limit %(limit)s
"""  # noqa: S608
_DELETE = "delete from report_shares where user_id = tenant() and id = %(id)s"
_OPEN = "select * from open_share(%(token)s)"


def insert(
    tx: Transaction, share_id: UUID, report_id: UUID, token: TokenHash, lifetime: timedelta, report_kept: timedelta
) -> Pending[DictRow | None]:
    """Share a report, at most for as long as reports are stored; the row is None if there is no such report."""
    values = {"id": share_id, "report_id": report_id, "token": token, "lifetime": lifetime, "report_kept": report_kept}
    return tx.row(_INSERT, values)


def renew(tx: Transaction, share_id: UUID, token: TokenHash) -> Pending[int]:
    """Replace the token of a link; the result is the number of links changed, 0 or 1."""
    return tx.run(_RENEW, {"id": share_id, "token": token})


def page(tx: Transaction, report_id: UUID, query: PageQuery) -> Pending[Page[Share]]:
    """List the links to a report, newest first, expired ones included."""
    return newest_first(tx, _LIST, {"report_id": report_id}, query, Share, f"shares:{report_id}")


def delete(tx: Transaction, share_id: UUID) -> bool:
    """Revoke a link; return whether there was one."""
    return tx.run(_DELETE, {"id": share_id}).value > 0


def opened(tx: Transaction, token: TokenHash) -> Pending[DictRow | None]:
    """Return the report of a valid link, with the key of its file, and count the view."""
    return tx.row(_OPEN, {"token": token})
