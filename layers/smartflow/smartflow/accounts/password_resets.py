"""Links that reset a password: one for each account, good once and for minutes."""

from datetime import timedelta
from uuid import UUID

from psycopg.rows import DictRow

from smartflow.accounts.users import email_key
from smartflow.infra.db import Pending, Transaction
from smartflow.infra.tokens import TokenHash

LIFETIME = timedelta(minutes=10)
MOST_AN_HOUR = 5

_VOID = "delete from password_resets where user_id = tenant()"
_ADD = """
insert into password_resets (token_hash, user_id, expires_at) values (%(token)s, tenant(), now() + %(lifetime)s)
"""
_USE = """
update password_resets set used_at = now()
where user_id = tenant() and token_hash = %(token)s and used_at is null and expires_at > now()
"""


def request(tx: Transaction, email: str, job_id: UUID) -> None:
    """Have a mail sent to whoever has this address; where nobody has, or it was asked for too often, nothing comes of it."""
    values = {"key": email_key(email), "job_id": job_id, "most": MOST_AN_HOUR}
    tx.run("select request_password_reset(%(key)s, %(job_id)s, %(most)s)", values)


def issue(tx: Transaction, token: TokenHash) -> None:
    """Let this token reset the tenant's password; every earlier one is void."""
    tx.run(_VOID, {})
    tx.run(_ADD, {"token": token, "lifetime": LIFETIME})


def find(tx: Transaction, token: TokenHash) -> Pending[DictRow | None]:
    """Return `user_id` and `email` of whose password a token that is still good resets."""
    return tx.row("select user_id, email from find_password_reset(%(token)s)", {"token": token})


def use(tx: Transaction, token: TokenHash) -> bool:
    """Use up a token of the tenant; tells whether it was good until now."""
    return tx.run(_USE, {"token": token}).value > 0
