"""`python -m local`: start everything, print its address, run until Ctrl-C."""

import argparse
import os
import signal
import sys
import threading
import time
from pathlib import Path

from local import state
from local.failures import StackError
from local.stack import Stack


def main() -> int:
    """Run the stack; the exit status is 1 if it could not start."""
    parser = argparse.ArgumentParser(prog="python -m local", description="Runs template.yaml on this machine.")
    parser.add_argument("--port", type=int, default=8000, help="of the page and the API (default 8000)")
    parser.add_argument("--data", type=Path, default=Path(".data"), help="folder for stored data (default .data)")
    parser.add_argument("--host", default="127.0.0.1", help="of Postgres and moto; Docker's bridge for sam local")
    parser.add_argument("--delete", action="store_true", help="delete the data folder instead")
    arguments = parser.parse_args()
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    begun = time.monotonic()
    try:
        if arguments.delete:
            state.delete(arguments.data)
            return 0
        with Stack(arguments.data, arguments.port, environment=os.environ, host=arguments.host, echo=True) as stack:
            print(f"SmartFlowAI is up after {time.monotonic() - begun:.1f} s: {stack.url}")
            print(f"  analyst   {stack.model or 'rules (set OPENAI_API_KEY for a language model)'}")
            print(f"  data      {arguments.data} (stored between runs; make clean deletes it)")
            print(f"  mail      {stack.url}/_local/mail")
            print(f"  logs      {stack.log_folder}")
            print("  Ctrl-C stops everything.", flush=True)
            stopped.wait()
            print("Stopping.", flush=True)
    except StackError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
