"""Attempts to give a password, counted so that guessing is slow and nobody is kept out by another's guesses; and how often a client
may do what anybody may do. Subjects of the counts are hashes.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal
from uuid import UUID

from smartflow.accounts.users import email_key
from smartflow.infra import tokens
from smartflow.infra.db import Pending, Transaction

#: Wrong passwords that somebody who is signed in may give before having to wait, and wrong passcodes of a shared link from one address.
_OWN_FAILURES: Final = 5
#: Wrong passcodes of a shared link from all addresses together.
_LINK_FAILURES: Final = 50

Turn = Literal["sign-up", "password-reset", "estimate", "address-change"]
#: How often a client (`take_turn`) or an account may do it, and in which time.
TURNS: Final = {
    "address-change": (5, timedelta(days=1)),
    "sign-up": (20, timedelta(hours=1)),
    "password-reset": (20, timedelta(hours=1)),
    "estimate": (240, timedelta(minutes=1)),
}

_TAKE_SIGN_IN = """
select take_sign_in(%(key)s, %(device_hash)s, %(device)s, %(address)s, %(account_at_address)s, %(account)s) as wait
"""
_REMEMBER = """
insert into devices (user_id, token_hash) values (tenant(), %(token)s)
on conflict (user_id, token_hash) do update set last_used_at = now()
"""
_FORGET_MOST = """
delete from devices where user_id = tenant() and token_hash not in (
    select token_hash from devices where user_id = tenant() order by last_used_at desc limit 20)
"""


@dataclass(frozen=True)
class SignIn:
    """Somebody who gives a password for an address, from a browser with this device token, if it has one."""

    email: str
    source_ip: str
    device: tokens.TokenHash | None

    @property
    def subjects(self) -> dict[str, bytes]:
        """What its failures may be counted by: the device, the account at the caller's address, the account, the address."""
        key, network = email_key(self.email), network_of(self.source_ip)
        return {
            "device": _subject("device", key, (self.device or b"").hex()),
            "account_at_address": _subject("account", key, network),
            "account": _subject("account", key),
            "address": _subject("address", network),
        }


def take_sign_in(tx: Transaction, sign_in: SignIn) -> Pending[int]:
    """Count a sign-in; return the seconds to wait, 0 to check the password.

    A browser that has signed in to this account before has its own allowance. What is refused for the address counts for nobody's
    account.
    """
    values = {"key": email_key(sign_in.email), "device_hash": sign_in.device, **sign_in.subjects}
    row = tx.row(_TAKE_SIGN_IN, values)
    return row.then(lambda found: int(found["wait"]) if found else 0)


def sign_in_succeeded(tx: Transaction, sign_in: SignIn) -> None:
    """Delete the failures of the browser and of the account at this address; for account and address this attempt does not count."""
    subjects = sign_in.subjects
    deleted = [subjects["device"], subjects["account_at_address"]]
    values = {"deleted": deleted, "returned": [subjects["account"], subjects["address"]]}
    tx.run("select sign_in_succeeded(%(deleted)s, %(returned)s)", values)


def remember(tx: Transaction, device: tokens.TokenHash) -> None:
    """Let the tenant's account know a browser. Of the browsers it knows the 20 that were used last are kept."""
    tx.run(_REMEMBER, {"token": device})
    tx.run(_FORGET_MOST, {})


def take_own(tx: Transaction, user_id: UUID) -> Pending[int]:
    """Count a password that somebody who is signed in gives again; return the seconds to wait, 0 to check it."""
    values = {"subject": _subject("signed-in", str(user_id)), "free": _OWN_FAILURES}
    row = tx.row("select take_attempt(%(subject)s, %(free)s) as wait", values)
    return row.then(lambda found: int(found["wait"]) if found else 0)


def own_succeeded(tx: Transaction, user_id: UUID) -> None:
    """Delete the failures of somebody who is signed in."""
    tx.run("select sign_in_succeeded(%(deleted)s, '{}')", {"deleted": [_subject("signed-in", str(user_id))]})


def take_passcode(tx: Transaction, link: tokens.TokenHash, source_ip: str) -> Pending[int]:
    """Count a passcode given for a shared link, for the link and for the address; return the seconds to wait, 0 to check it."""
    values = {**_passcode_subjects(link, source_ip), "own": _OWN_FAILURES, "all": _LINK_FAILURES}
    row = tx.row(
        "select greatest(take_attempt(%(at_address)s, %(own)s), take_attempt(%(link)s, %(all)s)) as wait", values
    )
    return row.then(lambda found: int(found["wait"]) if found else 0)


def passcode_succeeded(tx: Transaction, link: tokens.TokenHash, source_ip: str) -> None:
    """Delete the failures of an address with a link; for the link this attempt does not count."""
    subjects = _passcode_subjects(link, source_ip)
    values = {"deleted": [subjects["at_address"]], "returned": [subjects["link"]]}
    tx.run("select sign_in_succeeded(%(deleted)s, %(returned)s)", values)


def take_turn(tx: Transaction, what: Turn, client: str | UUID) -> Pending[int]:
    """Count what a client does, by its address, or an account, by its id; return the seconds to wait, 0 to go on."""
    most, every = TURNS[what]
    counted_by = network_of(client) if isinstance(client, str) else str(client)
    values = {"subject": _subject(what, counted_by), "most": most, "every": every}
    row = tx.row("select take_turn(%(subject)s, %(most)s, %(every)s) as wait", values)
    return row.then(lambda found: int(found["wait"]) if found else 0)


def is_limited(client: str | UUID) -> bool:
    """Return whether turns are counted: on one machine all clients have the same address."""
    return isinstance(client, UUID) or not ipaddress.ip_address(client).is_loopback


def network_of(source_ip: str) -> str:
    """Return what an address counts as: itself, or of IPv6 the /64, which belongs to one customer."""
    address = ipaddress.ip_address(source_ip)
    return str(ipaddress.ip_network((address, 64 if address.version == 6 else 32), strict=False))


def _passcode_subjects(link: tokens.TokenHash, source_ip: str) -> dict[str, bytes]:
    return {
        "at_address": _subject("passcode", link.hex(), network_of(source_ip)),
        "link": _subject("passcode", link.hex()),
    }


def _subject(*parts: str) -> bytes:
    return hashlib.sha256(":".join(parts).encode()).digest()
