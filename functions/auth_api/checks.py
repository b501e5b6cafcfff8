"""Checks of credentials: counted attempts, the current password, the code of the second factor."""

from collections.abc import Callable
from uuid import UUID

from psycopg.rows import DictRow

import passwords
import totp
from smartflow.accounts import attempts, second_factor, users
from smartflow.accounts.attempts import SignIn
from smartflow.api.http import Request
from smartflow.infra import db, encryption
from smartflow.infra.problems import Problem


def begin_sign_in(sign_in: SignIn) -> DictRow | None:
    """Count the attempt and return the account's `user_id` and `password_hash`, None if there is no account.

    Raises
    ------
    Problem
        429 with the seconds to wait, after too many attempts.
    """
    wait, found = db.write(None, lambda tx: (attempts.take_sign_in(tx, sign_in), users.find_login(tx, sign_in.email)))
    _refuse(wait.value)
    return found.value


def take_turn(what: attempts.Turn, client: str | UUID) -> None:
    """Count what anybody may do, by the client's address, or what an account may do, by its id.

    Raises
    ------
    Problem
        429 with the seconds to wait, after too many.
    """
    if attempts.is_limited(client):
        _refuse(db.write(None, lambda tx: attempts.take_turn(tx, what, client)).value)


def check_password(request: Request, current: str) -> DictRow:
    """Return the account's row if `current` is its password. Failures count for this account's signed-in users alone: no stranger, at
    whatever address, can use up their allowance.

    Raises
    ------
    Problem
        403 if it is not, 429 after too many attempts.
    """
    account, stored = db.read(request.token, lambda tx: (users.me(tx), users.password_hash(tx)))
    row = present(account.value)
    _refuse(db.write(None, lambda tx: attempts.take_own(tx, row["id"])).value)
    if not passwords.verify(present(stored.value)["password_hash"], current):
        raise Problem("wrong_password")
    db.write(None, lambda tx: attempts.own_succeeded(tx, row["id"]), repeatable=True)
    return row


def _refuse(wait: int) -> None:
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
    step = totp.step_of(encryption.decrypt(user_id, stored["secret"]), code, stored["last_step"])

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
