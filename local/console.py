"""The stack's log: one readable line for each event on the terminal, and everything in files."""

import json
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from rich.console import Console as Terminal
from rich.text import Text

_COLOURS = {"DEBUG": "dim", "INFO": "default", "WARNING": "yellow", "ERROR": "red", "CRITICAL": "bold red"}
_NOT_SHOWN = {
    "level", "message", "timestamp", "service", "location", "sampling_rate", "xray_trace_id", "cold_start", "logger",
    "function_name", "function_memory_size", "function_arn", "function_request_id", "_aws", "requestId",
    "correlation_id", "exception", "stack_trace", "stackTrace", "exception_name",
}  # fmt: skip


class Console:
    """Writes to `folder`/<source>.log, and to the terminal if `echo`."""

    def __init__(self, folder: Path, *, echo: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._terminal = Terminal(highlight=False, soft_wrap=True) if echo else None
        self._lock = threading.Lock()

    def line(self, source: str, level: str, message: str, details: str = "") -> None:
        """Write a line about the stack itself."""
        self._write(
            source, f"{datetime.now().astimezone().isoformat(timespec='milliseconds')} {level} {message} {details}"
        )
        self._show(source, level, message, details)

    def output(self, source: str, text: str) -> None:
        """Write what a function printed: JSON log lines are made readable, metrics go to the file only."""
        self._write(source, text)
        try:
            parsed = json.loads(text)
        except ValueError:
            parsed = None
        if not isinstance(parsed, dict):
            if text:
                self._show(source, "INFO", text)
        elif "_aws" not in parsed:
            message, level = _message(parsed), str(parsed.get("level", "INFO"))
            self._show(source, level, message, _details(parsed))
            for trace in (parsed.get("exception"), _joined(parsed.get("stackTrace"))):
                if trace:
                    self._show(source, level, str(trace))

    def cloud(self, line: bytes) -> None:
        """Write what the cloud process printed: mail is shown, the rest goes to the file only."""
        text = line.decode(errors="replace").rstrip()
        if not text.startswith("MAIL "):
            self._write("cloud", text)
            return
        self._write("mail", text.removeprefix("MAIL "))
        message = json.loads(text.removeprefix("MAIL "))
        self._show("mail", "INFO", f"{message['subject']}", f"to {message['to']}")
        self._show("mail", "INFO", str(message["body"]))

    def report(self, source: str, request_id: str, milliseconds: float, error: str | None) -> None:
        """Write a line about an invocation that has ended."""
        text = f"REPORT {request_id} {milliseconds:.1f} ms {error or 'ok'}"
        self._write(source, text)
        if error:
            self._show(source, "ERROR", f"failed after {milliseconds:.0f} ms")

    def access(self, method: str, path: str, status: int, milliseconds: float) -> None:
        """Write a line about a request."""
        self._write("access", f"{datetime.now().astimezone().isoformat()} {method} {path} {status} {milliseconds:.1f}")
        self._show("http", "ERROR" if status >= 500 else "INFO", f"{method} {path} {status}", f"{milliseconds:.0f} ms")

    def _write(self, source: str, text: str) -> None:
        with self._lock, (self.folder / f"{source}.log").open("a", encoding="utf-8") as file:
            file.write(f"{text}\n")

    def _show(self, source: str, level: str, message: str, details: str = "") -> None:
        if self._terminal is None:
            return
        text = Text(f"{datetime.now():%H:%M:%S} ", style="dim")  # noqa: DTZ005 - local time
        text.append(f"{source:<16} ", style="cyan")
        text.append(message, style=_COLOURS.get(level, "default"))
        if details:
            text.append(f"  {details}", style="dim")
        with self._lock:
            self._terminal.print(text)


def _message(parsed: Mapping[str, object]) -> str:
    message = parsed.get("message", parsed.get("errorMessage", ""))
    return message if isinstance(message, str) else json.dumps(message, ensure_ascii=False)


def _details(parsed: Mapping[str, object]) -> str:
    return " ".join(f"{name}={value}" for name, value in parsed.items() if name not in _NOT_SHOWN and value is not None)


def _joined(trace: object) -> str:
    return "".join(str(line) for line in trace) if isinstance(trace, list) else ""
