"""The data folder: its lock for one stack at a time, and the ports and passwords that are stored between runs."""

import fcntl
import json
import os
import secrets
import shutil
import socket
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from local.failures import StackError


@dataclass(frozen=True)
class State:
    """Values that are chosen once for a data folder."""

    database: str
    database_port: int
    cloud_port: int
    admin_password: str
    owner_password: str
    app_password: str
    key_secret: str


def lock(data: Path) -> IO[str]:
    """Lock the folder for this process while the returned file is open.

    Raises
    ------
    StackError
        Another stack is running on it.
    """
    data.mkdir(parents=True, exist_ok=True)
    file = (data / "lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        owner = file.read().strip()
        file.close()
        raise StackError(
            f"The data folder {data} is in use by process {owner}; stop that one or choose another: make run DATA=…"
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def delete(data: Path) -> None:
    """Delete the folder.

    Raises
    ------
    StackError
        A stack is running on it, or it is not a data folder.
    """
    if not (data / "state.json").exists():
        raise StackError(f"{data} is not a data folder of make run; nothing was deleted.")
    with lock(data):
        shutil.rmtree(data)


def load(data: Path, host: str, *, external_database: bool) -> State:
    """Read the folder's state; create it the first time. A port that another program uses now is replaced."""
    file = data / "state.json"
    if file.exists():
        kept = json.loads(file.read_text())
    else:
        kept = {name: secrets.token_urlsafe(24) for name in ("admin_password", "owner_password", "app_password")}
        # An external server may hold databases of other data folders.
        kept["database"] = f"smartflow_{secrets.token_hex(4)}" if external_database else "smartflow"
    kept.setdefault("key_secret", secrets.token_urlsafe(32))  # a folder of an earlier release has none
    taken: set[int] = set()
    for name in ("database_port", "cloud_port"):
        kept[name] = _free_port(host, kept.get(name, 0), taken)
        taken.add(kept[name])
    state = State(**kept)
    write_private(file, json.dumps(asdict(state)))
    return state


def write_private(file: Path, text: str) -> None:
    """Write a file that only its owner may read."""
    file.touch(mode=0o600)
    file.write_text(text)


def _free_port(host: str, wanted: int, taken: set[int]) -> int:
    for port in (wanted, 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            found = int(probe.getsockname()[1])
            if found not in taken:
                return found
    raise StackError(f"There is no free port on {host}; is that an address of this machine?")
