"""Measures, prints the tables, and with `--keep` writes them to docs/performance.md."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from tools.bench import measure, page, reports

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "docs" / "performance.md"
_ABOUT = """# Performance

The last result of `make bench`, which needs Chromium and Node.js for the page. Times differ between machines and runs, so with
reports the ratio matters: the peer does the same work in the same run, in turn. Times are medians. No test measures time.
`make bench` measures and prints; `.venv/bin/python -m tools.bench --keep` also writes this page.
"""


def main() -> None:
    """Run every comparison."""
    lines = [_ABOUT, f"{measure.machine()}; {datetime.now(UTC):%d %B %Y}.", ""]
    for table in reports.tables():
        lines += table.lines()
    lines += page.lines()
    print("\n".join(lines[1:]))
    if "--keep" in sys.argv[1:]:
        KEPT.write_text("\n".join(lines).rstrip() + "\n")


if __name__ == "__main__":
    main()
