"""Circuits: while a service that jobs need is unavailable, one job tries it from time to time, and the others wait for the outcome."""

from datetime import timedelta

from smartflow.infra.db import Pending, Transaction

_FIRST_PAUSE = timedelta(seconds=15)
_LONGEST_PAUSE = timedelta(minutes=15)


def pass_through(tx: Transaction, service: str, trial: timedelta) -> Pending[int]:
    """Return the seconds to wait before a call of the service, 0 to call it now.

    While others wait, a call that is let through has the time `trial` to tell its outcome (`failed`, `answered`).
    """
    row = tx.row("select pass_circuit(%(name)s, %(trial)s) as wait", {"name": service, "trial": trial})
    return row.then(lambda found: int(found["wait"]) if found else 0)


def failed(tx: Transaction, service: str, wanted: timedelta) -> Pending[int]:
    """Record that a call failed, and return the seconds until the next one may be made: at least `wanted`, at most 15 minutes."""
    values = {"name": service, "wanted": wanted, "first": _FIRST_PAUSE, "longest": _LONGEST_PAUSE}
    row = tx.row("select open_circuit(%(name)s, %(wanted)s, %(first)s, %(longest)s) as wait", values)
    return row.then(lambda found: int(found["wait"]) if found else 0)


def answered(tx: Transaction, service: str) -> None:
    """Record that the service has answered: the jobs that wait for it go on."""
    tx.run("select close_circuit(%(name)s)", {"name": service})
