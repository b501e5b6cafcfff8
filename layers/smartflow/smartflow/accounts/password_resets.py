"""Links that reset a password. An account has one valid link at a time; it works once, for ten minutes."""

from datetime import timedelta
from uuid import UUID

from psycopg.rows import DictRow

from smartflow.accounts.users import email_key
from smartflow.infra.db import Pending, Transaction
from smartflow.infra.tokens import TokenHash

LIFETIME = timedelta(minutes=10)
MOST_AN_HOUR = 5

_DELETE = "delete from password_resets where user_id = tenant()"
_ADD = """
insert into password_resets (token_hash, user_id, expires_at) values (%(token)s, tenant(), now() + %(lifetime)s)
"""
_USE = """
update password_resets set used_at = now()
where user_id = tenant() and token_hash = %(token)s and used_at is null and expires_at > now()
"""


def request(tx: Transaction, email: str, job_id: UUID) -> None:
    """Request a mail to this address. No job is written if no account has it, or if it was requested too often in the last hour."""
    values = {"key": email_key(email), "job_id": job_id, "most": MOST_AN_HOUR}
    tx.run("select request_password_reset(%(key)s, %(job_id)s, %(most)s)", values)


def issue(tx: Transaction, token: TokenHash) -> None:
    """Store a token that resets the tenant's password; every earlier one becomes invalid."""
    void(tx)
    tx.run(_ADD, {"token": token, "lifetime": LIFETIME})


def void(tx: Transaction) -> None:
    """Make the tenant's links invalid: password, address or second factor have changed since they were sent."""
    tx.run(_DELETE, {})


def find(tx: Transaction, token: TokenHash) -> Pending[DictRow | None]:
    """Return `user_id` and `email` of the account that a valid token belongs to."""
    return tx.row("select user_id, email from find_password_reset(%(token)s)", {"token": token})


def use(tx: Transaction, token: TokenHash) -> bool:
    """Use up a token of the tenant; return whether it was valid."""
    return tx.run(_USE, {"token": token}).value > 0
