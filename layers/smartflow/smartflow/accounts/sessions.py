"""Sessions: opened at sign-in, continued by pairs of tokens, ended one by one or all together."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from psycopg.rows import DictRow
from pydantic import BaseModel

from smartflow.accounts import users
from smartflow.infra import ids, tokens
from smartflow.infra.db import Pending, Transaction
from smartflow.infra.pagination import Page, PageQuery, newest_first
from smartflow.infra.problems import Problem

ACCESS_LIFETIME = timedelta(minutes=15)
REFRESH_IDLE = timedelta(days=7)
SESSION_LIFETIME = timedelta(days=30)
#: For so long after its password was given, a session may do what an open session alone may not.
CONFIRMED = timedelta(minutes=5)

_OPEN = """
with session as (
    insert into sessions (id, user_id, user_agent, expires_at)
    values (%(id)s, tenant(), %(user_agent)s, now() + %(lifetime)s)
)
insert into session_tokens (token_hash, user_id, session_id, kind, expires_at) values
    (%(refresh)s, tenant(), %(id)s, 'refresh', now() + %(idle)s),
    (%(access)s, tenant(), %(id)s, 'access', now() + %(access_lifetime)s)
"""
_ROTATE = """
select set_config('app.user_id', coalesce(
    rotate_session(%(old)s, %(refresh)s, %(access)s, %(idle)s, %(access_lifetime)s)::text, ''), true)
"""
_END_OTHERS = """
update sessions set ended_at = now()
where user_id = tenant() and ended_at is null
    and id <> (select session_id from session_tokens where token_hash = %(token)s)
"""
_CONFIRM = """
update sessions set confirmed_at = now()
where user_id = tenant() and id = (select session_id from session_tokens where token_hash = %(token)s)
"""
_IS_CONFIRMED = """
select s.confirmed_at > now() - %(confirmed)s as confirmed
from sessions s join session_tokens t on t.user_id = s.user_id and t.session_id = s.id
where s.user_id = tenant() and t.token_hash = %(token)s
"""
_LIST = """
select id, user_agent, created_at, last_used_at, expires_at,
    id = (select session_id from session_tokens where token_hash = %(token)s) as current
from sessions
where user_id = tenant() and ended_at is null and expires_at > now() and last_used_at > now() - %(idle)s
    and (%(after_id)s::uuid is null or (created_at, id) < (%(after)s::timestamptz, %(after_id)s::uuid))
order by created_at desc, id desc limit %(limit)s
"""
_END = "update sessions set ended_at = now() where user_id = tenant() and id = %(id)s and ended_at is null"
_END_ALL = "update sessions set ended_at = now() where user_id = tenant() and ended_at is null"


class ActiveSession(BaseModel):
    """A session that is still valid. `current` is the one of this request; `user_agent` is what its browser sent."""

    id: UUID
    user_agent: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    current: bool


@dataclass(frozen=True)
class Tokens:
    """A new pair of tokens; only their hashes are stored."""

    access: str
    refresh: str

    @property
    def params(self) -> dict[str, object]:
        """Hashes and lifetimes, as parameters of the statements."""
        return {
            "access": tokens.digest(self.access),
            "refresh": tokens.digest(self.refresh),
            "idle": REFRESH_IDLE,
            "access_lifetime": ACCESS_LIFETIME,
        }


def begin(tx: Transaction, fresh: Tokens, user_agent: str) -> None:
    """Begin a session of the tenant."""
    values = {"id": ids.new(), "user_agent": user_agent[:300], "lifetime": SESSION_LIFETIME}
    tx.run(_OPEN, {**fresh.params, **values})


def rotate(tx: Transaction, old_refresh: tokens.TokenHash, fresh: Tokens) -> Pending[DictRow | None]:
    """Exchange a refresh token for `fresh`; the user is None if the token is not valid, and no tenant is set."""
    tx.run(_ROTATE, {**fresh.params, "old": old_refresh})
    return users.me(tx)


def end_by_token(tx: Transaction, token: tokens.TokenHash) -> None:
    """End the session that a token of either kind belongs to."""
    tx.run("select end_session(%(token)s)", {"token": token})


def end_others(tx: Transaction, access: tokens.TokenHash) -> None:
    """End all the tenant's sessions except the one of this access token."""
    tx.run(_END_OTHERS, {"token": access})


def confirm(tx: Transaction, access: tokens.TokenHash) -> None:
    """Record that the password was given in this session."""
    tx.run(_CONFIRM, {"token": access})


def require_confirmed(tx: Transaction, access: tokens.TokenHash) -> None:
    """Require that the password was given in this session within the last minutes.

    Raises
    ------
    Problem
        403 if it was not.
    """
    row = tx.row(_IS_CONFIRMED, {"token": access, "confirmed": CONFIRMED}).value
    if row is None or not row["confirmed"]:
        raise Problem("confirmation_required")


def page(tx: Transaction, access: tokens.TokenHash, query: PageQuery) -> Pending[Page[ActiveSession]]:
    """List the tenant's valid sessions, newest first."""
    return newest_first(tx, _LIST, {"token": access, "idle": REFRESH_IDLE}, query, ActiveSession, "sessions")


def end(tx: Transaction, session_id: UUID) -> bool:
    """End one of the tenant's sessions; return whether it was open."""
    return tx.run(_END, {"id": session_id}).value > 0


def end_all(tx: Transaction) -> None:
    """End all the tenant's sessions."""
    tx.run(_END_ALL, {})
