"""Checks of credentials: counted attempts, the current password, the code of the second factor."""

from collections.abc import Callable, Iterable
from uuid import UUID

from psycopg.rows import DictRow

import passwords
import totp
from smartflow.accounts import second_factor, users
from smartflow.api.http import Request
from smartflow.infra import db
from smartflow.infra.problems import Problem


def take_attempts(email: str | None, source_ip: str) -> DictRow | None:
    """Count the attempt and return the account's `user_id` and `password_hash`, None if there is no account.

    Raises
    ------
    Problem
        429 with the seconds to wait, after too many attempts.
    """

    def work(tx: db.Transaction) -> tuple[list[db.Pending[DictRow | None]], db.Pending[DictRow | None] | None]:
        subject = None if email is None else users.signing_in(email)
        return [*users.take_attempts(tx, subject, source_ip)], None if email is None else users.find_login(tx, email)

    tries, found = db.write(None, work)
    _refuse_too_many(tries)
    return found.value if found else None


def check_password(request: Request, current: str) -> DictRow:
    """Return the account's row if `current` is its password; attempts are counted like those at sign-in, but apart from them.

    Raises
    ------
    Problem
        403 if it is not, 429 after too many attempts.
    """
    account, stored = db.read(request.token, lambda tx: (users.me(tx), users.password_hash(tx)))
    row = present(account.value)
    subject = users.signed_in(row["id"])
    _refuse_too_many(db.write(None, lambda tx: users.take_attempts(tx, subject, request.source_ip)))
    if not passwords.verify(present(stored.value)["password_hash"], current):
        raise Problem("wrong_password")
    db.write(None, lambda tx: users.attempt_succeeded(tx, subject, request.source_ip), repeatable=True)
    return row


def _refuse_too_many(tries: Iterable[db.Pending[DictRow | None]]) -> None:
    wait = max(taken.value["wait"] for taken in tries if taken.value)
    if wait:
        raise Problem("too_many_attempts", headers={"Retry-After": str(wait)}, seconds=str(wait))


def check_second_factor(user_id: UUID, code: str | None) -> Callable[[db.Transaction], None]:
    """Check the code if the account has a second factor. The function that is returned uses the code up, in the transaction
    that signs in.

    Raises
    ------
    Problem
        401 if a code is missing; the function raises it if the code is wrong or was used.
    """
    stored = db.read(user_id, second_factor.read).value
    if stored is None or stored["confirmed_at"] is None:
        return lambda _tx: None
    if not code:
        raise Problem("totp_required")
    step = totp.step_of(stored["secret"], code, stored["last_step"])

    def use(tx: db.Transaction) -> None:
        taken = (
            second_factor.use_step(tx, step) if step else second_factor.use_recovery_code(tx, totp.recovery_hash(code))
        )
        if not taken:
            raise Problem("totp_invalid")

    return use


def present(row: DictRow | None) -> DictRow:
    """Return the account's row; 401 if the account was deleted meanwhile, as its sessions are deleted too."""
    if row is None:
        raise Problem("unauthorized")
    return row
