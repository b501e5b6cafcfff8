"""Presigned S3 links: check signature and expiry as S3 does, which moto leaves out. Pure; Signature Version 4, query form."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote

_OWN = "X-Amz-"


class LinkError(Exception):
    """The link is not valid; the message is the one that S3 gives."""


@dataclass(frozen=True)
class Link:
    """The parts of a presigned request."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the signature, by name."""
        return {name: value for name, value in self.query if name.startswith(_OWN)}

    @property
    def access_key_id(self) -> str:
        """The id of the key that signed it."""
        return self.parameters.get("X-Amz-Credential", "").partition("/")[0]

    @property
    def remaining_query(self) -> str:
        """The query without the parameters of the signature."""
        return _encode(tuple(pair for pair in self.query if not pair[0].startswith(_OWN)))


def parse(method: str, path: str, query: str, headers: Mapping[str, str]) -> Link | None:
    """Return the presigned request, or None if it is not presigned. `path` as sent, percent-encoded; header names in lower case."""
    pairs = tuple(parse_qsl(query, keep_blank_values=True))
    return Link(method, path, pairs, headers) if any(name == "X-Amz-Signature" for name, _ in pairs) else None


def check(link: Link, secret_key: str, now: datetime) -> None:
    """Check a link against the signer's secret key.

    Raises
    ------
    LinkError
        The signature does not match, or the link has expired.
    """
    given = link.parameters
    try:
        date, region, service, terminator = given["X-Amz-Credential"].split("/")[1:]
        signed_at = datetime.strptime(given["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        lifetime = timedelta(seconds=int(given["X-Amz-Expires"]))
        signed_headers = given["X-Amz-SignedHeaders"].split(";")
        canonical_headers = "".join(f"{name}:{' '.join(link.headers[name].split())}\n" for name in signed_headers)
    except (KeyError, ValueError) as error:
        raise LinkError("Query-string authentication version 4 requires its parameters") from error
    request = "\n".join(
        [
            link.method,
            link.path,
            _encode(tuple(pair for pair in link.query if pair[0] != "X-Amz-Signature")),
            canonical_headers,
            ";".join(signed_headers),
            "UNSIGNED-PAYLOAD",
        ]
    )
    scope = f"{date}/{region}/{service}/{terminator}"
    text = "\n".join(["AWS4-HMAC-SHA256", given["X-Amz-Date"], scope, hashlib.sha256(request.encode()).hexdigest()])
    key = f"AWS4{secret_key}".encode()
    for part in (date, region, service, terminator):
        key = hmac.digest(key, part.encode(), "sha256")
    if not hmac.compare_digest(hmac.digest(key, text.encode(), "sha256").hex(), given["X-Amz-Signature"]):
        raise LinkError("The request signature we calculated does not match the signature you provided")
    if now > signed_at + lifetime:
        raise LinkError("Request has expired")


def _encode(pairs: tuple[tuple[str, str], ...]) -> str:
    encoded = sorted((quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in pairs)
    return "&".join(f"{name}={value}" for name, value in encoded)
