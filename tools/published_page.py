"""The page as it is uploaded: frontend/ in a folder that is named by its contents, so that browsers keep its files for good."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

#: What the first view shows without an account; main.js imports these only once it knows the address and the language.
FIRST_VIEW = ("js/screens/home.js", "js/screens/welcome.js", "js/texts/first/pl.js", "js/texts/first/en.js")
FONTS = ("fonts/regular.woff2", "fonts/bold.woff2")

_IMPORT = re.compile(r"^(?:import|export)\b[^;]*?\"(\.{1,2}/[^\"]+)\";", re.MULTILINE)
_NAMED = re.compile(r"\b(href|src)=\"(?=(?:images|styles|js)/)")
_MAIN = '  <script type="module"'


def published(folder: Path) -> dict[str, bytes]:
    """Return the files to upload by their keys: index.html, which names the others, and `release-HASH/…`.

    A release never changes, and modules import each other by relative paths within it. index.html asks for all modules of
    the first view at once, where a browser would find them one after another.

    Raises
    ------
    FileNotFoundError
        Where the folder has no index.html: without it the page would be deleted.
    """
    index = (folder / "index.html").read_text()
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and path != folder / "index.html"
    }
    release = f"release-{_hash(files)}"
    page = _NAMED.sub(lambda match: f'{match[1]}="{release}/', index)
    lines = "".join(f"  {line}\n" for line in _preloads(files, release))
    return {
        "index.html": page.replace(_MAIN, lines + _MAIN, 1).encode(),
        **{f"{release}/{name}": content for name, content in files.items()},
    }


def _hash(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()[:12]


def _preloads(files: Mapping[str, bytes], release: str) -> Iterator[str]:
    for font in FONTS:
        if font in files:
            yield f'<link rel="preload" href="{release}/{font}" as="font" type="font/woff2" crossorigin>'
    found: list[str] = []
    waiting = [name for name in ("js/main.js", *FIRST_VIEW) if name in files]
    while waiting:
        module = waiting.pop(0)
        if module in found:
            continue
        found.append(module)
        waiting += [_resolved(module, target) for target in _IMPORT.findall(files[module].decode())]
    for module in found[1:]:
        yield f'<link rel="modulepreload" href="{release}/{module}">'


def _resolved(module: str, target: str) -> str:
    """Return the path of an import from the folder's root."""
    parts: list[str] = []
    for part in (PurePosixPath(module).parent / target).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
