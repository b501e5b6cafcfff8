"""Child processes that end with the stack, even when it is killed with SIGKILL."""

import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

Output = int | IO[bytes]


class Children:
    """Starts each process in a new session, so that Ctrl-C in the terminal reaches only the stack, and has them guarded."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._guard = subprocess.Popen(
            [sys.executable, "-S", str(Path(__file__).with_name("guard.py"))],
            stdin=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def spawn(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        folder: Path,
        output: Output,
        last_signal: signal.Signals = signal.SIGKILL,
        user: int | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start a process with exactly this environment; stderr joins stdout. The guard would end it with `last_signal`."""
        process = subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
        self._send(f"+{process.pid} {int(last_signal)}")
        return process

    def remove(self, process: subprocess.Popen[bytes]) -> None:
        """Remove a process that has ended from the guard's list: its number may soon be used again."""
        self._send(f"-{process.pid}")

    def close(self) -> None:
        """End the guard, which ends all processes that are left."""
        with self._lock:
            assert self._guard.stdin is not None
            self._guard.stdin.close()
        self._guard.wait()

    def _send(self, line: str) -> None:
        with self._lock:
            assert self._guard.stdin is not None
            if not self._guard.stdin.closed:
                self._guard.stdin.write(f"{line}\n")
                self._guard.stdin.flush()
