"""The page: files of frontend/ with the headers that CloudFront sends in production."""

import gzip
import hashlib
import mimetypes
import re
from pathlib import Path, PurePath
from urllib.parse import unquote

from local.gateway.http_api import Answer, Request

SECURITY_HEADERS = (
    (
        "content-security-policy",
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
#: The files of an uploaded release are in a folder that is named by their contents.
_RELEASE = re.compile(r"release-[0-9a-f]{12}/")
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
#: What CloudFront compresses too; fonts and images are compressed already.
_COMPRESSED = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".txt", ".webmanifest"}


def serve(root: Path, request: Request) -> Answer:
    """Answer a request for a file under `root`; folders answer with their index.html."""
    if request.method not in ("GET", "HEAD"):
        return _answer(405, b"Method Not Allowed", ("allow", "GET, HEAD"), ("content-type", "text/plain"))
    file = _find(root, unquote(request.path))
    if file is None:
        return _answer(404, b"Not Found", ("content-type", "text/plain"))
    content = file.read_bytes()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    kept = cache_control(file.relative_to(root.resolve()).as_posix())
    shared = (("etag", etag), ("cache-control", kept), ("vary", "accept-encoding"))
    known = {name.lower(): value for name, value in request.headers}.get("if-none-match", "")
    if etag in (tag.strip().removeprefix("W/") for tag in known.split(",")):
        return _answer(304, b"", *shared)
    kind = content_type(file)
    accepted = {name.lower(): value for name, value in request.headers}.get("accept-encoding", "")
    if "gzip" in accepted and file.suffix in _COMPRESSED:
        return _answer(
            200, gzip.compress(content, mtime=0), ("content-type", kind), ("content-encoding", "gzip"), *shared
        )
    return _answer(200, content, ("content-type", kind), *shared)


def cache_control(path: str) -> str:
    """Return how long a browser may keep a file: those of a release never change, others are checked at each visit."""
    return "public, max-age=31536000, immutable" if _RELEASE.match(path) else "no-cache"


def content_type(file: PurePath) -> str:
    """Return the media type of a file, with the character set if it is text."""
    return _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def _find(root: Path, path: str) -> Path | None:
    """Return the file, or None if it does not exist or is outside `root` (through `..` or a link)."""
    if "\0" in path:
        return None
    root = root.resolve()
    file = (root / path.lstrip("/")).resolve()
    if file.is_dir():
        file /= "index.html"
    return file if file.is_relative_to(root) and file.is_file() else None


def _answer(status: int, body: bytes, *headers: tuple[str, str]) -> Answer:
    return Answer(status, (*headers, *SECURITY_HEADERS), body)
