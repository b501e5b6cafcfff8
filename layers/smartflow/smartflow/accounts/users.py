"""Accounts."""

import hashlib
import ipaddress
import unicodedata
from datetime import datetime
from uuid import UUID

from psycopg.rows import DictRow
from pydantic import BaseModel

from smartflow.infra.db import Pending, Transaction
from smartflow.language.text import Language

ACCOUNT_TRIES = 5
ADDRESS_TRIES = 100
#: The day of the privacy notice's present wording. Another day ends every consent given by the earlier one.
PRIVACY_NOTICE = "2026-11-26"
#: The day of the terms' present wording. Another day has every account asked to accept them anew.
TERMS = "2026-11-26"

_CONSENT = f"case when model_consent_notice = '{PRIVACY_NOTICE}' then model_consent_at end"
_COLUMNS = f"""id, email, full_name, language, currency, working_days, version, created_at, updated_at,
    {_CONSENT} as model_consent_at, case when terms_version = '{TERMS}' then terms_accepted_at end as terms_accepted_at,
    exists (select from totp t where t.user_id = users.id and t.confirmed_at is not null) as totp"""
_INSERT = """
insert into users (id, email, email_key, password_hash, full_name, language, terms_accepted_at, terms_version)
values (%(id)s, %(email)s, %(email_key)s, %(password_hash)s, %(full_name)s, %(language)s,
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
_FORGET_OBJECTS = """
insert into object_deletions (object_key)
select object_key from reports where user_id = tenant() union select object_key from logos where user_id = tenant()
union select object_key from jobs where user_id = tenant() and object_key is not null
on conflict do nothing
"""


class User(BaseModel):
    """An account as its owner sees it. `model_consent_at` is since when its texts may go to the language model's provider,
    `terms_accepted_at` when the terms of use were accepted; null where that was another wording of notice or terms. `totp` tells
    whether signing in also takes a code of an authenticator app.
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
    created_at: datetime
    updated_at: datetime


def email_key(email: str) -> str:
    """Return what makes two spellings of an address one account."""
    return unicodedata.normalize("NFKC", email).casefold()


def insert(
    tx: Transaction,
    user_id: UUID,
    *,
    email: str,
    password_hash: str,
    full_name: str,
    language: str,
    accepts_terms: bool,
) -> None:
    """Open an account; the constraint `users_email_taken` tells of an address that has one."""
    values = {"id": user_id, "email": email, "email_key": email_key(email), "password_hash": password_hash}
    terms = {"accepts_terms": accepts_terms, "terms": TERMS}
    tx.run(_INSERT, {**values, **terms, "full_name": full_name, "language": language})


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
    """Change what is given; no row comes back where `version` is no longer the current one."""
    values = {"full_name": full_name, "language": language, "currency": currency, "working_days": working_days}
    keys = {"email": email, "email_key": None if email is None else email_key(email)}
    return tx.row(_UPDATE, {**values, **keys, "version": version})


def set_model_consent(tx: Transaction, *, given: bool) -> Pending[DictRow | None]:
    """Agree, by the present privacy notice, that texts go to the model's provider, or take that back."""
    return tx.row(_SET_CONSENT, {"given": given, "notice": PRIVACY_NOTICE})


def has_model_consent(tx: Transaction) -> Pending[bool]:
    """Tell whether the tenant's texts may go to the model's provider now."""
    row = tx.row(f"select {_CONSENT} is not null as given from users where id = tenant()", {})  # noqa: S608
    return row.then(lambda found: bool(found and found["given"]))


def accept_terms(tx: Transaction) -> Pending[DictRow | None]:
    """Accept the terms of use in their present wording."""
    return tx.row(_ACCEPT_TERMS, {"terms": TERMS})


def password_hash(tx: Transaction) -> Pending[DictRow | None]:
    """Return the tenant's password hash."""
    return tx.row("select password_hash from users where id = tenant()", {})


def set_password(tx: Transaction, new_hash: str) -> None:
    """Replace the password's hash."""
    tx.run("update users set password_hash = %(hash)s, updated_at = now() where id = tenant()", {"hash": new_hash})


def find_login(tx: Transaction, email: str) -> Pending[DictRow | None]:
    """Return `user_id` and `password_hash` of an address, before there is a tenant."""
    return tx.row("select user_id, password_hash from find_login(%(key)s)", {"key": email_key(email)})


def take_attempts(tx: Transaction, email: str | None, source_ip: str) -> tuple[Pending[DictRow | None], ...]:
    """Count a try of the account (where one is named) and of the address; each result's `wait` is seconds, 0 for go on."""
    subjects = [(_address_subject(source_ip), ADDRESS_TRIES)]
    if email is not None:
        subjects.append((_account_subject(email), ACCOUNT_TRIES))
    statement = "select take_attempt(%(subject)s, %(free)s) as wait"
    return tuple(tx.row(statement, {"subject": subject, "free": free}) for subject, free in subjects)


def attempt_succeeded(tx: Transaction, email: str, source_ip: str) -> None:
    """Forget the failures of the account and give the address its try back."""
    subjects = {"account": _account_subject(email), "address": _address_subject(source_ip)}
    tx.run("select attempt_succeeded(%(account)s, %(address)s)", subjects)


def delete(tx: Transaction) -> None:
    """Remove the account and all it owns; files in the bucket are marked for removal in the same breath."""
    tx.run(_FORGET_OBJECTS, {})
    tx.run("delete from users where id = tenant()", {})


def _account_subject(email: str) -> bytes:
    return hashlib.sha256(f"account:{email_key(email)}".encode()).digest()


def _address_subject(source_ip: str) -> bytes:
    """IPv6 counts by its /64: one customer holds all of it."""
    address = ipaddress.ip_address(source_ip)
    network = ipaddress.ip_network((address, 64 if address.version == 6 else 32), strict=False)
    return hashlib.sha256(f"address:{network}".encode()).digest()
