"""Idempotency keys: the answer to a POST with an Idempotency-Key is stored in the transaction that creates something, and given again to
a repeated request.
"""

import json
from collections.abc import Callable
from typing import Any, TypeVar, cast

from smartflow.api.http import Answer, IdempotencyKey
from smartflow.infra import db
from smartflow.infra.db import Transaction
from smartflow.infra.problems import Problem, retry_later

Body = TypeVar("Body")

_RESERVE = """
insert into idempotency_keys (user_id, key, request_hash) values (tenant(), %(key)s, %(hash)s) on conflict do nothing
"""
_STORE = """
update idempotency_keys set status = %(status)s, headers = %(headers)s, body = %(body)s
where user_id = tenant() and key = %(key)s
"""
_FIND = """
select request_hash, status, headers, body from idempotency_keys where user_id = tenant() and key = %(key)s
"""


def create(key: IdempotencyKey | None, tenant: db.Tenant, work: Callable[[Transaction], Answer[Body]]) -> Answer[Body]:
    """Run `work` in a transaction of `tenant`; a second request with the same key gets the answer to the first.

    Raises
    ------
    Problem
        422 if the key was used with another body.
    """
    if key is None:
        return db.write(tenant, work)
    return db.write(tenant, lambda tx: _once(tx, key, work), repeatable=True)


def _once(tx: Transaction, key: IdempotencyKey, work: Callable[[Transaction], Answer[Body]]) -> Answer[Body]:
    # If another request with this key is running, the statement waits until it has ended.
    if not tx.run(_RESERVE, {"key": key.text, "hash": key.request_hash}).value:
        return cast(Answer[Body], _replay(tx, key))
    answer = work(tx)
    stored = {"status": answer.status, "headers": json.dumps(answer.all_headers()), "body": answer.text()}
    tx.run(_STORE, {"key": key.text, **stored})
    return answer


def _replay(tx: Transaction, key: IdempotencyKey) -> Answer[Any]:
    stored = tx.row(_FIND, {"key": key.text}).value
    if stored is None:  # housekeeping has just deleted it
        raise retry_later(1)
    if bytes(stored["request_hash"]) != key.request_hash:
        raise Problem("idempotency_key_reused")
    return Answer(json.loads(stored["body"]), stored["status"], headers=stored["headers"])
