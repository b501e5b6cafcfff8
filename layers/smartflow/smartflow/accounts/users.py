"""Accounts: their data, consent and passwords."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from psycopg.rows import DictRow
from pydantic import BaseModel

from smartflow.infra.db import Pending, Transaction
from smartflow.language.text import Language

#: The date of the current privacy notice. A new date ends every consent given to an earlier notice.
PRIVACY_NOTICE = "2026-11-26"
#: The date of the current terms of use. After a new date every account is asked to accept them again.
TERMS = "2026-11-26"

#: The currency of a new account that names none; the page names one, by the language and the region of its reader.
CURRENCY = "PLN"

_CONSENT = f"case when model_consent_notice = '{PRIVACY_NOTICE}' then model_consent_at end"
_COLUMNS = f"""id, email, full_name, language, currency, working_days, version, created_at, updated_at,
    {_CONSENT} as model_consent_at, case when terms_version = '{TERMS}' then terms_accepted_at end as terms_accepted_at,
    exists (select from totp t where t.user_id = users.id and t.confirmed_at is not null) as totp,
    exists (select from logos l where l.user_id = users.id) as logo"""  # noqa: S608 - constants of this module only
_INSERT = """
insert into users (id, email, email_key, password_hash, full_name, language, currency, terms_accepted_at, terms_version)
values (%(id)s, %(email)s, %(email_key)s, %(password_hash)s, %(full_name)s, %(language)s, %(currency)s,
    case when %(accepts_terms)s then now() end, case when %(accepts_terms)s then %(terms)s::text end)
"""
_ME = f"select {_COLUMNS} from users where id = tenant()"  # noqa: S608
_UPDATE = f"""
update users set full_name = coalesce(%(full_name)s, full_name), language = coalesce(%(language)s, language),
    currency = coalesce(%(currency)s, currency), working_days = coalesce(%(working_days)s, working_days),
    email = coalesce(%(email)s, email), email_key = coalesce(%(email_key)s, email_key),
    version = version + 1, updated_at = now()
where id = tenant() and version = coalesce(%(version)s, version)
returning {_COLUMNS}
"""  # noqa: S608
_SET_CONSENT = f"""
update users set model_consent_at = case when %(given)s then now() end,
    model_consent_notice = case when %(given)s then %(notice)s::text end, version = version + 1, updated_at = now()
where id = tenant()
returning {_COLUMNS}
"""  # noqa: S608
_ACCEPT_TERMS = f"""
update users set terms_accepted_at = now(), terms_version = %(terms)s, version = version + 1, updated_at = now()
where id = tenant()
returning {_COLUMNS}
"""  # noqa: S608
_MARK_FILES_FOR_DELETION = """
insert into object_deletions (object_key)
select object_key from reports where user_id = tenant() union select object_key from logos where user_id = tenant()
union select object_key from jobs where user_id = tenant() and object_key is not null
on conflict do nothing
"""


class User(BaseModel):
    """An account as its owner sees it. `model_consent_at` is when its owner agreed that texts go to the language model's provider,
    `terms_accepted_at` when the terms of use were accepted; null if that was for an earlier notice or earlier terms. `totp`
    says whether signing in also needs a code of an authenticator app, `logo` whether the account has one for its reports.
    """

    id: UUID
    email: str
    full_name: str
    language: Language
    currency: str
    working_days: int
    model_consent_at: datetime | None
    terms_accepted_at: datetime | None
    totp: bool
    logo: bool
    created_at: datetime
    updated_at: datetime


def email_key(email: str) -> str:
    """Return the key of an address: spellings of the same address have the same key."""
    return unicodedata.normalize("NFKC", email).casefold()


def insert(
    tx: Transaction,
    user_id: UUID,
    *,
    email: str,
    password_hash: str,
    full_name: str,
    language: str,
    currency: str,
    accepts_terms: bool,
) -> None:
    """Create an account; the constraint `users_email_taken` fails if the address has one."""
    values = {"id": user_id, "email": email, "email_key": email_key(email), "password_hash": password_hash}
    terms = {"accepts_terms": accepts_terms, "terms": TERMS}
    tx.run(_INSERT, {**values, **terms, "full_name": full_name, "language": language, "currency": currency})


def me(tx: Transaction) -> Pending[DictRow | None]:
    """Return the tenant's own row."""
    return tx.row(_ME, {})


def update(
    tx: Transaction,
    *,
    version: int | None,
    full_name: str | None,
    language: str | None,
    currency: str | None,
    working_days: int | None,
    email: str | None,
) -> Pending[DictRow | None]:
    """Change the fields that are given; the row is None if `version` is no longer the current one."""
    values = {"full_name": full_name, "language": language, "currency": currency, "working_days": working_days}
    keys = {"email": email, "email_key": None if email is None else email_key(email)}
    return tx.row(_UPDATE, {**values, **keys, "version": version})


def set_model_consent(tx: Transaction, *, given: bool) -> Pending[DictRow | None]:
    """Give or withdraw consent, under the current privacy notice, to send texts to the model's provider."""
    return tx.row(_SET_CONSENT, {"given": given, "notice": PRIVACY_NOTICE})


def has_model_consent(tx: Transaction) -> Pending[bool]:
    """Return whether the tenant's texts may be sent to the model's provider now."""
    row = tx.row(f"select {_CONSENT} is not null as given from users where id = tenant()", {})  # noqa: S608
    return row.then(lambda found: bool(found and found["given"]))


def accept_terms(tx: Transaction) -> Pending[DictRow | None]:
    """Accept the current terms of use."""
    return tx.row(_ACCEPT_TERMS, {"terms": TERMS})


def password_hash(tx: Transaction) -> Pending[DictRow | None]:
    """Return the tenant's password hash."""
    return tx.row("select password_hash from users where id = tenant()", {})


def set_password(tx: Transaction, new_hash: str) -> None:
    """Replace the password's hash."""
    tx.run("update users set password_hash = %(hash)s, updated_at = now() where id = tenant()", {"hash": new_hash})


def find_login(tx: Transaction, email: str) -> Pending[DictRow | None]:
    """Return `user_id` and `password_hash` of an address, before a tenant is set."""
    return tx.row("select user_id, password_hash from find_login(%(key)s)", {"key": email_key(email)})


def delete(tx: Transaction) -> None:
    """Delete the account and all its data; its files in the bucket are marked for deletion in the same transaction, and its id for the
    list of deleted accounts.
    """
    tx.run(_MARK_FILES_FOR_DELETION, {})
    tx.run("insert into account_deletions (user_id) values (tenant()) on conflict do nothing", {})
    tx.run("delete from users where id = tenant()", {})


def due_deletions(tx: Transaction, limit: int) -> Pending[list[UUID]]:
    """Return at most `limit` deleted accounts that are not in the list in the bucket yet."""
    rows = tx.rows("select user_id from due_account_deletions(%(limit)s)", {"limit": limit})
    return rows.then(lambda found: [row["user_id"] for row in found])


def deletion_listed(tx: Transaction, user_id: UUID) -> None:
    """Record that a deleted account is in the list."""
    tx.run("select account_deletion_listed(%(user_id)s)", {"user_id": user_id})


def returned(tx: Transaction, deleted: Sequence[UUID]) -> Pending[list[UUID]]:
    """Return those of the deleted accounts that exist: a backup has brought them back."""
    rows = tx.rows("select user_id from returned_accounts(%(deleted)s)", {"deleted": list(deleted)})
    return rows.then(lambda found: [row["user_id"] for row in found])
