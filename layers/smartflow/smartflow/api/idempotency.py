"""Creating twice is creating once: a POST with an Idempotency-Key leaves its answer beside what it created."""

import json
import re
from collections.abc import Callable
from typing import Any, TypeVar, cast

from smartflow.api.http import Answer, Request
from smartflow.infra import db
from smartflow.infra.db import Transaction
from smartflow.infra.problems import Fault, Problem, invalid

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
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


def create(request: Request, tenant: db.Tenant, work: Callable[[Transaction], Answer[Body]]) -> Answer[Body]:
    """Run `work` in a transaction of `tenant`; under the same key a second call gets the first one's answer.

    Raises
    ------
    Problem
        422 where the key was used with another body, or cannot be a key.
    """
    key = request.headers.get("idempotency-key")
    if key is None:
        return db.write(tenant, work)
    if not _KEY.fullmatch(key):
        raise invalid(Fault("Idempotency-Key", "invalid"))
    return db.write(tenant, lambda tx: _once(tx, key, request.body_hash, work), repeatable=True)


def _once(tx: Transaction, key: str, request_hash: bytes, work: Callable[[Transaction], Answer[Body]]) -> Answer[Body]:
    # Waits here while another call holds the same key, and then finds its answer.
    if not tx.run(_TAKE, {"key": key, "hash": request_hash}).value:
        return cast(Answer[Body], _replay(tx, key, request_hash))
    answer = work(tx)
    kept = {"status": answer.status, "headers": json.dumps(answer.all_headers()), "body": answer.text()}
    tx.run(_KEEP, {"key": key, **kept})
    return answer


def _replay(tx: Transaction, key: str, request_hash: bytes) -> Answer[Any]:
    kept = tx.row(_FIND, {"key": key}).value
    if kept is None:
        raise Problem("conflict")
    if bytes(kept["request_hash"]) != request_hash:
        raise Problem("idempotency_key_reused")
    return Answer(json.loads(kept["body"]), kept["status"], headers=kept["headers"])
