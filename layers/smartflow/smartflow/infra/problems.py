"""What can go wrong for a caller: one exception, which carries a stable code; only the edge turns it into HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the input, at a JSON pointer (`/title`; `""` is the whole body; `?limit` a query parameter)."""

    pointer: str
    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


class Problem(Exception):
    """An answer that is not a success. `code` names an entry of `problem_texts.PROBLEMS`, which knows its status and texts."""

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
    """The input was understood but breaks rules: 422 with a pointer to each place."""
    return Problem("validation_failed", faults=list(faults))


def retry_later(seconds: int, code: str = "unavailable") -> Problem:
    """Something needed is away just now; the same request may work after `seconds`."""
    return Problem(code, headers={"Retry-After": str(seconds)})
