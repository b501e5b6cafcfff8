"""`python -m local.invoke FUNCTION EVENT`: send an event to a function of the running stack and print what it returns."""

import argparse
import json
import sys
import urllib.error
import urllib.request
from pathlib import Path


def main() -> int:
    """Print the result; the exit status is 1 if the function failed or could not be reached."""
    parser = argparse.ArgumentParser(prog="python -m local.invoke")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("function", help="folder under functions/")
    parser.add_argument("event", type=Path, help="file with the event, as JSON")
    arguments = parser.parse_args()
    if not arguments.event.is_file():
        print(f"There is no event {arguments.event}.", file=sys.stderr)
        return 1
    request = urllib.request.Request(
        f"http://127.0.0.1:{arguments.port}/_local/invoke/{arguments.function}",
        arguments.event.read_bytes(),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request) as response:
            print(json.dumps(json.load(response), indent=2, ensure_ascii=False))
            return 1 if response.headers["x-amz-function-error"] else 0
    except urllib.error.HTTPError as error:
        print(error.read().decode(), file=sys.stderr)
    except urllib.error.URLError:
        print(
            f"Nothing is running on port {arguments.port}; start it with: make run PORT={arguments.port}",
            file=sys.stderr,
        )
    return 1


if __name__ == "__main__":
    sys.exit(main())
