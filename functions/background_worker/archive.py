"""The export of an account: a ZIP with its data as JSON, and with the files of its reports and its logo."""

import json
import shutil
import zipfile
from collections.abc import Iterable
from typing import IO

from botocore.exceptions import ClientError
from psycopg.rows import DictRow

from smartflow.accounts import exports, logos
from smartflow.accounts.exports import Reader
from smartflow.infra import aws
from smartflow.infra.observability import logger
from smartflow.language.text import Language, Text

# Without permission to list, S3 answers AccessDenied for an object that does not exist.
_MISSING = {"NoSuchKey", "404", "AccessDenied", "403"}
_PICTURES = {"image/png": "logo.png", "image/jpeg": "logo.jpg"}
_ABOUT = Text(
    "Wszystko, co SmartFlowAI przechowuje na Twoim koncie.\n\n"
    "account.json    konto, logo i wydatki na model językowy\n"
    "sessions.json   obecne i dawne sesje logowania\n"
    "activity.json   dziennik aktywności\n"
    "processes.json  procesy, także te z kosza\n"
    "analyses.json   wszystkie analizy z wynikami, Twoje zmiany i decyzje\n"
    "reports.json    raporty i linki do nich\n"
    "reports/        pliki raportów\n\n"
    "Nie ma tu haseł ani tokenów: przechowujemy tylko ich skróty. Czas podajemy w UTC.\n",
    "Everything that SmartFlowAI stores about your account.\n\n"
    "account.json    the account, its logo and spending on the language model\n"
    "sessions.json   current and past sign-in sessions\n"
    "activity.json   the activity log\n"
    "processes.json  processes, including those in the trash\n"
    "analyses.json   all analyses with their results, your changes and decisions\n"
    "reports.json    reports and links to them\n"
    "reports/        files of the reports\n\n"
    "Passwords and tokens are not included: only their hashes are stored. Times are in UTC.\n",
)


def write(target: IO[bytes], read: Reader, bucket: str, language: Language) -> None:
    """Write the archive of the tenant of `read`; large data need little memory."""
    account, logo = read(exports.account), read(logos.read)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _ABOUT.of(language))
        archive.writestr("account.json", _json(account["item"] if account else None))
        if logo:
            _copy(archive, _PICTURES[logo["content_type"]], bucket, logo["object_key"])
        for name in exports.LISTS:
            with archive.open(f"{name}.json", "w", force_zip64=True) as file:
                _write_list(file, exports.rows(read, name))
        for row in exports.rows(read, "reports"):
            # Two reports may have the same name: the end of the id makes it unique.
            _copy(archive, f"reports/{row['id'].hex[-8:]}-{row['file_name']}", bucket, row["object_key"])


def _write_list(file: IO[bytes], rows: Iterable[DictRow]) -> None:
    """Write a JSON array, one item after the other."""
    before = b"[\n"
    for row in rows:
        file.write(before + _json(row["item"]))
        before = b",\n"
    file.write(b"[]\n" if before == b"[\n" else b"\n]\n")


def _copy(archive: zipfile.ZipFile, name: str, bucket: str, key: str) -> None:
    """Copy an object of the bucket; one that has been deleted is left out."""
    try:
        content = aws.s3().get_object(Bucket=bucket, Key=key)["Body"]
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") not in _MISSING:
            raise
        logger.warning("file of the export is missing", extra={"kind": key.partition("/")[0]})
        return
    with archive.open(name, "w", force_zip64=True) as file:
        shutil.copyfileobj(content, file)


def _json(item: object) -> bytes:
    return json.dumps(item, ensure_ascii=False).encode()
