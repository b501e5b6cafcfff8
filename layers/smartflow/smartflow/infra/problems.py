"""Errors that callers see: one exception, which carries a stable code. Only `api` turns it into HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """One error of the input, at a JSON pointer (`/title`; `""` is the whole body; `?limit` a query parameter)."""

    pointer: str
    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


class Problem(Exception):
    """An answer that reports an error. `code` names an entry of `problem_texts.PROBLEMS`, which has its status and texts."""

    def __init__(
        self,
        code: str,
        *,
        faults: list[Fault] | None = None,
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, str] | None = None,
        **values: str | int,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.faults = faults or []
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})
        self.values = values


def invalid(*faults: Fault) -> Problem:
    """Return a 422: the input was understood but breaks rules, with a pointer to each place."""
    return Problem("validation_failed", faults=list(faults))


def retry_later(seconds: int, code: str = "unavailable") -> Problem:
    """Return a 503: something is unavailable for now; the same request may work after `seconds`."""
    return Problem(code, headers={"Retry-After": str(seconds)})
