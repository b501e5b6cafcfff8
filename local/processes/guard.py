"""Ends the stack's processes when the stack itself is killed (kill -9).

Run as a script by `children.Children`. Its standard input is a pipe that only the stack writes to: lines `+pid signal` and `-pid`
add to and remove from a list. When the pipe is closed, for whatever reason, each process in the list gets its signal.
"""

import contextlib
import os
import signal
import sys


def main() -> None:
    """Read the list until the pipe is closed, then send each process its signal."""
    watched: dict[int, int] = {}
    for line in sys.stdin:
        pid, _, number = line[1:].partition(" ")
        if line.startswith("+"):
            watched[int(pid)] = int(number)
        else:
            watched.pop(int(pid), None)
    for pid, number in watched.items():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    main()
