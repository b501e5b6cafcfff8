"""Kills the stack's processes when the stack itself dies without a goodbye (kill -9).

Run as a script by `children.Children`. Its standard input is a pipe that only the stack holds: lines `+pid signal` and `-pid`
keep the list, and the end of the pipe, however it comes, is the signal to act.
"""

import contextlib
import os
import signal
import sys


def main() -> None:
    """Keep the list until the pipe ends, then send each process its signal."""
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
