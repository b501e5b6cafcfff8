"""The second factor of an account: the encrypted secret of its authenticator app, and recovery codes. `auth_api` computes the codes.

Secrets are encrypted and decrypted outside of transactions, since KMS is asked over the network.
"""

from collections.abc import Sequence

from psycopg.rows import DictRow

from smartflow.infra.db import Pending, Transaction

_READ = "select secret, confirmed_at, last_step from totp where user_id = tenant()"
_BEGIN = """
insert into totp (user_id, secret) values (tenant(), %(secret)s)
on conflict (user_id) do update set secret = excluded.secret, created_at = now() where totp.confirmed_at is null
"""
_CONFIRM = """
update totp set confirmed_at = now(), last_step = %(step)s
where user_id = tenant() and secret = %(secret)s and confirmed_at is null
"""
_ADD_CODES = """
insert into recovery_codes (user_id, code_hash) select tenant(), unnest(%(hashes)s::bytea[])
"""
_USE_STEP = """
update totp set last_step = %(step)s where user_id = tenant() and confirmed_at is not null and last_step < %(step)s
"""
_USE_CODE = "delete from recovery_codes where user_id = tenant() and code_hash = %(hash)s"
_REPLACE = "update totp set secret = %(encrypted)s where user_id = tenant() and secret = %(stored)s"
_REMOVE = "delete from totp where user_id = tenant()"


def read(tx: Transaction) -> Pending[DictRow | None]:
    """Return `secret`, `confirmed_at` (null until a first code proved that the app has it) and `last_step`."""
    return tx.row(_READ, {})


def begin(tx: Transaction, secret: str) -> bool:
    """Store an encrypted secret that is still to be confirmed; return False if a second factor is on already."""
    return tx.run(_BEGIN, {"secret": secret}).value > 0


def confirm(tx: Transaction, secret: str, step: int, recovery_hashes: Sequence[bytes]) -> bool:
    """Turn the second factor on; return False if this secret is not the one to be confirmed."""
    if not tx.run(_CONFIRM, {"secret": secret, "step": step}).value:
        return False
    tx.run(_ADD_CODES, {"hashes": list(recovery_hashes)})
    return True


def replace_secret(tx: Transaction, stored: str, encrypted: str) -> None:
    """Store a secret in its encrypted form, unless it was replaced meanwhile."""
    tx.run(_REPLACE, {"stored": stored, "encrypted": encrypted})


def plain_secrets(tx: Transaction, limit: int) -> Pending[list[DictRow]]:
    """Return `user_id` and `secret` of at most `limit` secrets that an earlier release has stored unencrypted, of all accounts."""
    return tx.rows("select user_id, secret from plain_totp_secrets(%(limit)s)", {"limit": limit})


def use_step(tx: Transaction, step: int) -> bool:
    """Accept the code of this half minute; return False if it, or a later one, was accepted before."""
    return tx.run(_USE_STEP, {"step": step}).value > 0


def use_recovery_code(tx: Transaction, code_hash: bytes) -> bool:
    """Use up a recovery code; return whether it was valid."""
    return tx.run(_USE_CODE, {"hash": code_hash}).value > 0


def remove(tx: Transaction) -> bool:
    """Turn the second factor off and delete its secret and codes; return whether there was one."""
    return tx.run(_REMOVE, {}).value > 0
