"""Reports as a user asks for them, fetches them and shares them."""

import io
import zipfile
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from botocore.exceptions import ClientError

from smartflow.infra import aws
from tests.support.api import Client, Reply
from tests.support.work import PROCESS

MEASURED = {
    **PROCESS, "title": "Faktury – zażółć", "runs": 320, "frequency": "monthly", "minutes_per_run": 7, "hourly_cost": 60,
    "build_cost": 4000, "monthly_licence": 100,
}  # fmt: skip


def made(user: Client, *processes: str, **wanted: Any) -> Reply:
    """Have a report made: of one process, or of several as a portfolio."""
    scope = "process" if len(processes) == 1 else "portfolio"
    reply = user.post("/v1/reports", {"scope": scope, "process_ids": list(processes), "language": "pl", **wanted})
    assert reply.status == 201, reply.body
    return reply


def key_of(url: str) -> str:
    """Return the key of the object that a link leads to."""
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc) == ("https", "reports.s3.eu-central-1.amazonaws.com")
    return parts.path[1:]


def fetched(url: str) -> bytes:
    return aws.s3().get_object(Bucket="reports", Key=key_of(url))["Body"].read()


def is_there(key: str) -> bool:
    try:
        aws.s3().head_object(Bucket="reports", Key=key)
    except ClientError:
        return False
    return True


def sheets(workbook: bytes) -> list[list[dict[str, str]]]:
    """Return the rows of each sheet of a workbook as Excel would read them, cells by the letters of their columns.

    The cells of formulas have the values that are stored with them.
    """
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        shared = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        texts = ["".join(item.itertext()) for item in shared]
        names = sorted(name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
        found = [ElementTree.fromstring(archive.read(name)) for name in names]

    def value(cell: ElementTree.Element) -> str:
        held = cell.findtext("x:v", "", space)
        return texts[int(held)] if cell.get("t") == "s" else held

    return [
        [
            {cell.get("r", "").rstrip("0123456789"): value(cell) for cell in row}
            for row in sheet.iterfind(".//x:row", space)
        ]
        for sheet in found
    ]


def shared(share: Any, **changes: Any) -> Reply:
    """Open a shared link as somebody without an account."""
    return Client(**changes).get(f"/v1/shared/{share['token']}")
