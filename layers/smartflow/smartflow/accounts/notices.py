"""Notices: mails that tell an account's owner of a change, at the address that the account had before it."""

from typing import Literal
from uuid import UUID

from psycopg.rows import DictRow

from smartflow.infra.db import Pending, Transaction
from smartflow.jobs import outbox

What = Literal["email", "password", "totp_on", "totp_off"]

_ADD = "insert into notices (job_id, user_id, email, what) values (%(job_id)s, tenant(), %(email)s, %(what)s)"
_READ = "select email, what from notices where user_id = tenant() and job_id = %(job_id)s"


def request(tx: Transaction, job_id: UUID, email: str, what: What) -> None:
    """Write the job of a mail to this address, in the transaction of the change."""
    outbox.enqueue(tx, "notice", job_id)
    tx.run(_ADD, {"job_id": job_id, "email": email, "what": what})


def read(tx: Transaction, job_id: UUID) -> Pending[DictRow | None]:
    """Return `email` and `what` of a notice."""
    return tx.row(_READ, {"job_id": job_id})
