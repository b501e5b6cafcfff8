"""S3 objects on disk: moto stores them in memory, and reports must survive the end of the process.

Every change is on disk before its request is answered, so that not even `kill -9` after a 201 loses a report. Each object has a file:
a line of JSON (key and headers), then the bytes. It is written under another name and renamed, so a file is complete or missing.
"""

import hashlib
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

from moto.s3.models import FakeBucket, FakeKey, S3Backend


class StoredObjects:
    """Writes the changes of the S3 backend of this process to disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._changed = threading.local()
        self._write_lock = threading.Lock()

    def follow(self) -> None:
        """From now on record every change, and restore the objects of a bucket when it is created."""
        for name, wrapped in (
            ("create_bucket", self._restoring(S3Backend.create_bucket)),
            ("put_object", self._noting(S3Backend.put_object)),
            ("delete_object", self._noting(S3Backend.delete_object)),
        ):
            setattr(S3Backend, name, wrapped)

    def save(self, backend: S3Backend) -> None:
        """Write what this thread's request has changed to disk; called before the request is answered."""
        changed: set[tuple[str, str]] = self._changed.__dict__.pop("keys", set())
        for bucket_name, key in changed:
            with self._write_lock:
                bucket = backend.buckets.get(bucket_name)
                found = None if bucket is None else bucket.keys.get(key)
                file = self._file(bucket_name, key)
                if isinstance(found, FakeKey):
                    _write(file, found)
                else:
                    file.unlink(missing_ok=True)

    def _noting(self, change: Callable[..., object]) -> Callable[..., object]:
        def noted(backend: S3Backend, bucket_name: str, key_name: str, *args: object, **options: object) -> object:
            self._changed.__dict__.setdefault("keys", set()).add((bucket_name, key_name))
            return change(backend, bucket_name, key_name, *args, **options)

        return noted

    def _restoring(self, create: Callable[..., FakeBucket]) -> Callable[..., FakeBucket]:
        def restored(backend: S3Backend, bucket_name: str, *args: object, **options: object) -> FakeBucket:
            bucket = create(backend, bucket_name, *args, **options)
            for file in sorted((self._folder / bucket_name).glob("*.object")):
                header, _, value = file.read_bytes().partition(b"\n")
                described = json.loads(header)
                key = backend.put_object(bucket_name, described["key"], value)
                key.set_metadata(described["metadata"], replace=True)
            self._changed.__dict__.pop("keys", None)
            return bucket

        return restored

    def _file(self, bucket: str, key: str) -> Path:
        return self._folder / bucket / f"{hashlib.sha256(key.encode()).hexdigest()}.object"


def _write(file: Path, key: FakeKey) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(".part")
    with temporary.open("wb") as out:
        out.write(json.dumps({"key": key.name, "metadata": dict(key.metadata)}).encode() + b"\n" + key.value)
        out.flush()
        os.fsync(out.fileno())
    temporary.rename(file)
