"""Office files are ZIP archives with the time of their making all over: here they get the report's."""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

from smartflow.reports.document.clean import clean

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP archive can name
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def as_property(text: str) -> str:
    """Return a text as title, author or subject of a package, which take 255 characters."""
    return clean(text)[:255]


def dated(package: bytes, moment: datetime) -> bytes:
    """Return the same package, embedded workbooks included, as if it had been made at `moment`: the same bytes on any day."""
    out = BytesIO()
    stamp = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".xlsx"):
                content = dated(content, moment)
            elif name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()
