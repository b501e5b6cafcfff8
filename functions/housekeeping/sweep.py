"""Compares the bucket with the database: removes objects that no row names, and has reports made again whose object is gone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from smartflow.infra import aws, db, deletions

#: An upload and its row are not written at once. What is younger than this is left for the next day.
_SETTLED = timedelta(hours=1)
_REPORTS = "reports/"
_FOLDERS = (_REPORTS, "logos/", "exports/")
#: Reports of samples have no rows.
_SAMPLES = "reports/samples/"


def sweep(bucket: str) -> dict[str, int]:
    """Return how many objects were marked for deletion, as `swept`, and how many reports are made again, as `remade`."""
    before = _now() - _SETTLED
    swept = remade = 0
    for folder in _FOLDERS:
        after = folder
        for keys, settled, last in _pages(bucket, folder, before):
            swept += _mark_unnamed(settled)
            if folder == _REPORTS:
                remade += _remake(deletions.Stretch(keys, after, last), before)
            after = last or after
    return {"swept": swept, "remade": remade}


def _pages(bucket: str, folder: str, before: datetime) -> Iterator[tuple[list[str], list[str], str | None]]:
    """Yield the keys of a folder page by page, in order: all, those that were there before, and the last; it is None on the last
    page.
    """
    pages = aws.s3().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=folder)
    for page in pages:
        objects = page.get("Contents", [])
        keys = [item["Key"] for item in objects]
        settled = [item["Key"] for item in objects if item["LastModified"] < before]
        yield keys, [key for key in settled if not key.startswith(_SAMPLES)], keys[-1] if page["IsTruncated"] else None


def _mark_unnamed(keys: list[str]) -> int:
    return db.write(None, lambda tx: deletions.mark_unnamed(tx, keys), repeatable=True).value


def _remake(stretch: deletions.Stretch, before: datetime) -> int:
    return db.write(None, lambda tx: deletions.remake_reports(tx, stretch, before), repeatable=True).value


def _now() -> datetime:
    return datetime.now(UTC)
