"""Check that mypy reports every text that lacks a third language: `python -m tools.third_language`, a step of `make lint`.

mypy checks the sources with a third language added to `Language` and `ByLanguage`. It must report every call that builds a
text (or another value by language) for two languages only. Which calls there are is read from the syntax trees, so a text
that mypy does not check is noticed.
"""

import ast
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parent.parent
_ROOTS: Final = ("layers/smartflow/smartflow", "layers/rendering/rendering", "functions", "local", "tools")
_MODULE: Final = "smartflow.language.text"
_SOURCE: Final = "layers/smartflow/smartflow/language/text.py"
_CLASSES: Final = frozenset({"ByLanguage", "Text"})
_CHANGES: Final = (('Literal["pl", "en"]', 'Literal["pl", "en", "xx"]'), ("    en: T\n", "    en: T; xx: T\n"))
_ERROR: Final = re.compile(r"^(?P<path>[^:]+):(?P<line>\d+): error: .*\[call-arg\]$", re.MULTILINE)
_CACHE: Final = _ROOT / ".mypy_cache"

Place = tuple[str, int]


def main() -> int:
    """Print the calls that mypy did not report; return 0 if it reported all, else 1."""
    expected = {
        (path, line) for path in _sources() for line in calls((_ROOT / path).read_text("utf-8"), path == _SOURCE)
    }
    missed = sorted(expected - _reported())
    for path, line in missed:
        print(f"{path}:{line}: mypy does not report that a third language is missing here")
    if not missed:
        print(f"mypy reports all {len(expected)} places that lack a third language.")
    return 1 if missed or not expected else 0


def calls(source: str, defines: bool = False) -> Iterator[int]:
    """Yield the lines of calls that build a value by language; `defines` says that the source defines the classes.

    A call with `**` takes stored data: it is checked when the data are loaded.
    """
    tree = ast.parse(source)
    names = set(_CLASSES) if defines else set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == _MODULE:
            names |= {alias.asname or alias.name for alias in node.names if alias.name in _CLASSES}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and all(keyword.arg for keyword in node.keywords):
            called = node.func.value if isinstance(node.func, ast.Subscript) else node.func
            if isinstance(called, ast.Name) and called.id in names:
                yield node.lineno


def _sources() -> list[str]:
    return [str(path.relative_to(_ROOT)) for root in _ROOTS for path in sorted((_ROOT / root).rglob("*.py"))]


def _reported() -> set[Place]:
    """Run mypy with the third language added; return the places of its errors about arguments."""
    changed = (_ROOT / _SOURCE).read_text("utf-8")
    for before, after in _CHANGES:
        if changed.count(before) != 1:
            raise RuntimeError(f"{_SOURCE} has no single {before!r}")
        changed = changed.replace(before, after)
    cache = _CACHE / "third-language"
    ordinary = next(_CACHE.glob("3.*"), None)
    if ordinary is not None and not cache.exists():
        shutil.copytree(ordinary, cache / ordinary.name)  # saves the analysis of libraries
    with tempfile.TemporaryDirectory() as folder:
        shadow = Path(folder) / "text.py"
        shadow.write_text(changed, "utf-8")
        command = ["mypy", "--cache-dir", str(cache), "--shadow-file", _SOURCE, str(shadow), *_ROOTS]
        run = subprocess.run([sys.executable, "-m", *command], cwd=_ROOT, capture_output=True, text=True)
    if run.returncode > 1:
        raise RuntimeError(run.stdout + run.stderr)
    return {(error["path"], int(error["line"])) for error in _ERROR.finditer(run.stdout)}


if __name__ == "__main__":
    sys.exit(main())
