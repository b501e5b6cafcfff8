"""EventBridge schedules: `rate(…)` and `cron(…)`, in UTC, and the threads that send their events."""

import json
import re
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from local import REGION
from local.aws.deployment import Rule
from local.failures import StackError

_UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_YEARS_AHEAD = 5


@dataclass(frozen=True)
class Cron:
    """The times of a cron expression, a set for each field; None means any value."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int] | None
    months: frozenset[int]
    weekdays: frozenset[int] | None
    years: frozenset[int] | None

    def next_after(self, moment: datetime) -> datetime:
        """Return the first minute after `moment` that matches."""
        day = (moment + timedelta(minutes=1)).replace(second=0, microsecond=0)
        for _ in range(366 * _YEARS_AHEAD):
            if self._matches(day):
                for hour in sorted(hour for hour in self.hours if hour >= day.hour):
                    first = day.minute if hour == day.hour else 0
                    if later := [minute for minute in sorted(self.minutes) if minute >= first]:
                        return day.replace(hour=hour, minute=later[0])
            day = day.replace(hour=0, minute=0) + timedelta(days=1)
        raise StackError("A cron expression of template.yaml matches no time within the next years.")

    def _matches(self, day: datetime) -> bool:
        return (
            day.month in self.months
            and (self.days is None or day.day in self.days)
            and (self.weekdays is None or day.isoweekday() % 7 + 1 in self.weekdays)
            and (self.years is None or day.year in self.years)
        )


def next_after(expression: str, moment: datetime) -> datetime:
    """Return when a schedule is due next.

    Raises
    ------
    StackError
        The expression is neither `rate(n unit)` nor a `cron(…)` of six fields (without L, W and #).
    """
    if found := re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", expression):
        return moment + int(found[1]) * _UNITS[found[2]]
    if found := re.fullmatch(r"cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)", expression):
        minutes, hours, days, months, weekdays, years = found.groups()
        return Cron(
            _field(minutes, 0, 59),
            _field(hours, 0, 23),
            None if days in "*?" else _field(days, 1, 31),
            _field(months, 1, 12, _MONTHS, 1),
            None if weekdays in "*?" else _field(weekdays, 1, 7, _DAYS, 1),
            None if years == "*" else _field(years, 1970, 2199),
        ).next_after(moment)
    raise StackError(f"template.yaml: {expression!r} is not a schedule that the local stack knows.")


def _field(text: str, lowest: int, highest: int, names: tuple[str, ...] = (), first: int = 0) -> frozenset[int]:
    values: set[int] = set()
    for name, value in zip(names, range(first, first + len(names)), strict=True):
        text = text.replace(name, str(value))
    for part in text.split(","):
        found = re.fullmatch(r"(?:\*|(\d+)(?:-(\d+))?)(?:/(\d+))?", part)
        if found is None:
            raise StackError(f"template.yaml: {part!r} in a cron expression is not known to the local stack.")
        start = int(found[1]) if found[1] else lowest
        end = int(found[2]) if found[2] else (start if found[1] and not found[3] else highest)
        values.update(range(start, end + 1, int(found[3] or 1)))
    return frozenset(values)


def event(rule: Rule, now: datetime) -> bytes:
    """Return the event that a rule sends: its input, or EventBridge's scheduled event."""
    if rule.event is not None:
        return rule.event.encode()
    return json.dumps(
        {
            "version": "0",
            "id": str(uuid.uuid4()),
            "detail-type": "Scheduled Event",
            "source": "aws.events",
            "account": "123456789012",
            "time": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "region": REGION,
            "resources": [rule.arn],
            "detail": {},
        }
    ).encode()


class Scheduler:
    """Sends each rule's event when it is due; rates count from the start."""

    def __init__(self, rules: tuple[Rule, ...], send: Callable[[Rule, bytes], object]) -> None:
        self._rules = rules
        self._send = send
        self._stopped = threading.Event()
        self._paused = threading.Event()

    def start(self) -> None:
        """Start, with one thread for each rule."""
        for rule in self._rules:
            threading.Thread(target=self._run, args=(rule,), daemon=True).start()

    def stop(self) -> None:
        """Stop."""
        self._stopped.set()

    def pause(self) -> None:
        """Skip events from now on."""
        self._paused.set()

    def resume(self) -> None:
        """Send events again from now on."""
        self._paused.clear()

    def _run(self, rule: Rule) -> None:
        due = next_after(rule.expression, datetime.now(UTC))
        while not self._stopped.wait(max((due - datetime.now(UTC)).total_seconds(), 0)):
            if not self._paused.is_set():
                self._send(rule, event(rule, due))
            due = next_after(rule.expression, due)
