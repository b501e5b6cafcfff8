"""The running system, started once for all processes of a parallel run. Starting it takes longer than most of the tests that use it.

Run as `python -m tests.support.shared_stack FOLDER`, it is the process that the system runs in until nobody uses it any more.
"""

import contextlib
import fcntl
import json
import os
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.stack import ROOT, Stack
from tests.support import postgres
from tests.support.waiting import until

#: Enough for the calls that a page makes at once; each further process of a function costs a second to start.
CONCURRENCY = 3


@dataclass(frozen=True)
class Running:
    """Where the system is."""

    url: str
    folder: Path

    def mail(self) -> list[dict[str, Any]]:
        """Return the mail that was sent, oldest first."""
        lines = (self.folder / "data" / "sam.env").read_text().splitlines()
        cloud = dict(line.removeprefix("export ").split("=", 1) for line in lines)
        asked = urllib.request.Request(
            f"{cloud['AWS_ENDPOINT_URL']}/_local/mail", headers={"X-Local-Key": cloud["AWS_SECRET_ACCESS_KEY"]}
        )
        with urllib.request.urlopen(asked) as answer:
            sent: list[dict[str, Any]] = json.load(answer)
        return sent


@contextlib.contextmanager
def shared(folder: Path) -> Iterator[Running]:
    """Use the system of this folder; the first to ask starts it, and it stops after the last.

    Raises
    ------
    RuntimeError
        It could not be started; the message is what it printed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "users").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        with (folder / "start").open("a") as start:
            fcntl.flock(start, fcntl.LOCK_EX)
            if not (folder / "url").exists():
                _start(folder)
        yield Running((folder / "url").read_text(), folder)


def _start(folder: Path) -> None:
    # Not with `subprocess`, which complains of a process that outlives who started it.
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "tests.support.shared_stack", str(folder)],
        {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(folder / "output"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )
    until(lambda: (folder / "url").exists() or os.waitpid(process, os.WNOHANG) != (0, 0))
    if not (folder / "url").exists():
        raise RuntimeError((folder / "output").read_text())


def main(folder: Path) -> None:
    """Run the system until no process holds the lock on `users`."""
    with Stack(folder / "data", concurrency=CONCURRENCY) as stack, (folder / "users").open("a") as users:
        postgres.do_not_wait_for_the_disk(stack.admin_dsn)
        written = folder / "url.new"
        written.write_text(stack.url)
        written.rename(folder / "url")
        fcntl.flock(users, fcntl.LOCK_EX)
        (folder / "url").unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
