"""Creating twice is creating once: a POST with an Idempotency-Key leaves its answer beside what it created."""

import json
from collections.abc import Callable
from typing import Any, TypeVar, cast

from smartflow.api.http import Answer, IdempotencyKey
from smartflow.infra import db
from smartflow.infra.db import Transaction
from smartflow.infra.problems import Problem, retry_later

Body = TypeVar("Body")

_TAKE = """
insert into idempotency_keys (user_id, key, request_hash) values (tenant(), %(key)s, %(hash)s) on conflict do nothing
"""
_KEEP = """
update idempotency_keys set status = %(status)s, headers = %(headers)s, body = %(body)s
where user_id = tenant() and key = %(key)s
"""
_FIND = """
select request_hash, status, headers, body from idempotency_keys where user_id = tenant() and key = %(key)s
"""


def create(key: IdempotencyKey | None, tenant: db.Tenant, work: Callable[[Transaction], Answer[Body]]) -> Answer[Body]:
    """Run `work` in a transaction of `tenant`; under the same key a second call gets the first one's answer.

    Raises
    ------
    Problem
        422 where the key was used with another body.
    """
    if key is None:
        return db.write(tenant, work)
    return db.write(tenant, lambda tx: _once(tx, key, work), repeatable=True)


def _once(tx: Transaction, key: IdempotencyKey, work: Callable[[Transaction], Answer[Body]]) -> Answer[Body]:
    # Waits here while another call holds the same key, and then finds its answer.
    if not tx.run(_TAKE, {"key": key.text, "hash": key.request_hash}).value:
        return cast(Answer[Body], _replay(tx, key))
    answer = work(tx)
    kept = {"status": answer.status, "headers": json.dumps(answer.all_headers()), "body": answer.text()}
    tx.run(_KEEP, {"key": key.text, **kept})
    return answer


def _replay(tx: Transaction, key: IdempotencyKey) -> Answer[Any]:
    kept = tx.row(_FIND, {"key": key.text}).value
    if kept is None:  # housekeeping has deleted it in this moment
        raise retry_later(1)
    if bytes(kept["request_hash"]) != key.request_hash:
        raise Problem("idempotency_key_reused")
    return Answer(json.loads(kept["body"]), kept["status"], headers=kept["headers"])
