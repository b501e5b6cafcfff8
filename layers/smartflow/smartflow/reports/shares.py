"""Shared links: anyone who has the link, and its passcode where it asks for one, can read one report and answer its owner, until
it expires or is withdrawn.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import date, datetime, timedelta
from typing import Annotated, Final, Literal
from uuid import UUID

from psycopg.rows import DictRow
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from smartflow.infra.db import Pending, Transaction
from smartflow.infra.pagination import Page, PageQuery, newest_first
from smartflow.infra.tokens import TokenHash
from smartflow.language.text import Language
from smartflow.language.typed_text import one_line, paragraphs
from smartflow.reports.document.clean import clean
from smartflow.reports.store import Format, ReportCover, Scope

GivenAnswer = Literal["approved", "declined", "asked"]
#: A link takes so many answers: each is mailed to its owner.
ANSWERS_AN_HOUR: Final = 10
ANSWERS_IN_ALL: Final = 100
_ANSWERS_SHOWN: Final = 20
_SALT = 16
# Parameters of scrypt: 16 MB and some 50 ms.
_COST = {"n": 2**14, "r": 8, "p": 1}

Passcode = Annotated[str, AfterValidator(one_line), Field(min_length=4, max_length=64)]


class ShareBody(BaseModel):
    """How many days a link is valid (it expires with its report at the latest), and the passcode that it asks for, if any."""

    model_config = ConfigDict(extra="forbid")

    days: Annotated[int, Field(ge=1, le=90, strict=True)] = 30
    passcode: Passcode | None = None


class ViewsOfDay(BaseModel):
    """How often a link was opened on a day, in UTC."""

    day: date
    views: int


class ShareAnswer(BaseModel):
    """What somebody with the link answered; nobody knows whether the name is theirs."""

    id: UUID
    answer: GivenAnswer
    name: str
    note: str
    created_at: datetime


class Share(BaseModel):
    """A link to a report; its token is not stored and cannot be shown again. `days` has the days on which it was opened, and
    `answers` the newest 20, both newest first.
    """

    id: UUID
    report_id: UUID
    created_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    has_passcode: bool
    views: int
    last_viewed_at: datetime | None
    days: list[ViewsOfDay]
    answers: list[ShareAnswer]


class NewShare(Share):
    """A new link: its `token` opens `/v1/shared/{token}`. A repeated request with the same Idempotency-Key returns the same
    link with a new token, and the earlier token stops working: only its hash is stored.
    """

    token: str


class SharedLogo(BaseModel):
    """The logo of the account that shares a report, with its image in base64."""

    content_type: Literal["image/png", "image/jpeg"]
    width: int
    height: int
    data: str


class SharedReport(BaseModel):
    """A shared report: who shares it, the texts of its cover and of the page that decides, and a new link to the file, valid until
    `expires_at`.
    """

    title: str
    scope: Scope
    format: Format
    language: Language
    created_at: datetime
    cover: ReportCover | None
    shared_by: str
    logo: SharedLogo | None
    file_name: str
    bytes: int | None
    url: str
    expires_at: datetime
    shared_until: datetime


class PasscodeBody(BaseModel):
    """The passcode of a shared link."""

    model_config = ConfigDict(extra="forbid")

    passcode: Annotated[str, AfterValidator(one_line), Field(max_length=64)]


class AnswerBody(BaseModel):
    """An answer to who shares a report, with the link's passcode where it asks for one."""

    model_config = ConfigDict(extra="forbid")

    answer: GivenAnswer
    name: Annotated[str, AfterValidator(clean), AfterValidator(one_line), Field(min_length=1, max_length=100)]
    note: Annotated[str, AfterValidator(clean), AfterValidator(paragraphs), Field(max_length=2000)] = ""
    passcode: Annotated[str, AfterValidator(one_line), Field(max_length=64)] | None = None


_COLUMNS = """id, report_id, created_at, expires_at, withdrawn_at, passcode_hash is not null as has_passcode, views, last_viewed_at"""
_INSERT = f"""
insert into report_shares (id, user_id, report_id, token_hash, passcode_hash, expires_at)
select %(id)s, r.user_id, r.id, %(token)s, %(passcode)s, least(now() + %(lifetime)s, r.created_at + %(report_kept)s)
from reports r where r.user_id = tenant() and r.id = %(report_id)s
returning {_COLUMNS}
"""  # noqa: S608
_RENEW = """
update report_shares set token_hash = %(token)s where user_id = tenant() and id = %(id)s and expires_at > now() and withdrawn_at is null
"""
_LIST = f"""
select {_COLUMNS},
    (select coalesce(jsonb_agg(jsonb_build_object('day', v.day, 'views', v.views) order by v.day desc), '[]') from share_views v
        where v.user_id = s.user_id and v.share_id = s.id) as days,
    (select coalesce(jsonb_agg(to_jsonb(a) - '{{user_id, share_id}}'::text[] order by a.created_at desc, a.id desc), '[]') from (
        select * from share_answers n where n.user_id = s.user_id and n.share_id = s.id
        order by n.created_at desc, n.id desc limit {_ANSWERS_SHOWN}) a) as answers
from report_shares s
where user_id = tenant() and report_id = %(report_id)s
    and (%(after_id)s::uuid is null or (created_at, id) < (%(after)s::timestamptz, %(after_id)s::uuid))
order by created_at desc, id desc limit %(limit)s
"""  # noqa: S608
_WITHDRAW = """
update report_shares set withdrawn_at = now() where user_id = tenant() and id = %(id)s and withdrawn_at is null
"""
_FIND = "select state, passcode_hash from find_share(%(token)s)"
_READ = "select * from read_share(%(token)s)"
_ANSWER = """
select answer_share(%(token)s, %(id)s, %(answer)s, %(name)s, %(note)s, %(an_hour)s, %(in_all)s) as taken
"""
_ANSWERED = """
select a.answer, a.name, a.note, r.title, r.id as report_id from share_answers a
    join report_shares s on s.user_id = a.user_id and s.id = a.share_id
    join reports r on r.user_id = s.user_id and r.id = s.report_id
where a.user_id = tenant() and a.id = %(id)s
"""


def passcode_hash(passcode: str) -> str:
    """Return what is stored of a passcode: a salt and a slow hash."""
    salt = secrets.token_bytes(_SALT)
    return f"{base64.b64encode(salt).decode()}${_slow_hash(passcode, salt)}"


def is_passcode(passcode: str, stored: str) -> bool:
    """Tell whether this is the passcode of which `stored` is kept."""
    salt, _, expected = stored.partition("$")
    return hmac.compare_digest(_slow_hash(passcode, base64.b64decode(salt)), expected)


def _slow_hash(passcode: str, salt: bytes) -> str:
    return base64.b64encode(hashlib.scrypt(passcode.encode(), salt=salt, **_COST)).decode()


def insert(
    tx: Transaction,
    share_id: UUID,
    report_id: UUID,
    token: TokenHash,
    passcode: str | None,
    lifetime: timedelta,
    report_kept: timedelta,
) -> Pending[DictRow | None]:
    """Share a report, at most for as long as reports are stored; `passcode` is its hash. The row is None if there is no such report."""
    values = {"id": share_id, "report_id": report_id, "token": token, "passcode": passcode}
    return tx.row(_INSERT, {**values, "lifetime": lifetime, "report_kept": report_kept})


def renew(tx: Transaction, share_id: UUID, token: TokenHash) -> Pending[int]:
    """Replace the token of a link; the result is the number of links changed, 0 or 1."""
    return tx.run(_RENEW, {"id": share_id, "token": token})


def page(tx: Transaction, report_id: UUID, query: PageQuery) -> Pending[Page[Share]]:
    """List the links to a report, newest first, expired ones included."""
    return newest_first(tx, _LIST, {"report_id": report_id}, query, Share, f"shares:{report_id}")


def withdraw(tx: Transaction, share_id: UUID) -> bool:
    """Withdraw a link; return whether there was one to withdraw."""
    return tx.run(_WITHDRAW, {"id": share_id}).value > 0


def find(tx: Transaction, token: TokenHash) -> Pending[DictRow | None]:
    """Return the `state` of a link (open, withdrawn, expired) and the hash of its passcode; None if there is no such link."""
    return tx.row(_FIND, {"token": token})


def opened(tx: Transaction, token: TokenHash) -> Pending[DictRow | None]:
    """Return the report of a link that can be opened, with the keys of its file and of its owner's logo, and count the view."""
    return tx.row(_READ, {"token": token})


def answer(tx: Transaction, token: TokenHash, answer_id: UUID, body: AnswerBody) -> Pending[DictRow | None]:
    """Store an answer with the job that mails it; `taken` is false after too many, None if the link cannot be opened."""
    values = {"token": token, "id": answer_id, "answer": body.answer, "name": body.name, "note": body.note}
    return tx.row(_ANSWER, {**values, "an_hour": ANSWERS_AN_HOUR, "in_all": ANSWERS_IN_ALL})


def answered(tx: Transaction, answer_id: UUID) -> Pending[DictRow | None]:
    """Return an answer with the `title` and the id of its report; None if they were deleted."""
    return tx.row(_ANSWERED, {"id": answer_id})
