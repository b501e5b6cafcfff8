"""The file with all that is held on an account: JSON for machines, the reports and the logo as they are, in one ZIP."""

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
from smartflow.language.text import Language

_GONE = {
    "NoSuchKey",
    "404",
    "AccessDenied",
    "403",
}  # without the right to list, S3 says AccessDenied of what is not there
_PICTURES = {"image/png": "logo.png", "image/jpeg": "logo.jpg"}
_ABOUT: dict[Language, str] = {
    "pl": "Wszystko, co SmartFlowAI przechowuje na Twoim koncie.\n\n"
    "account.json    konto, logo i wydatki na model językowy\n"
    "sessions.json   miejsca, w których konto jest lub było zalogowane\n"
    "activity.json   dziennik aktywności\n"
    "processes.json  procesy, także te z kosza\n"
    "analyses.json   wszystkie analizy z wynikami, Twoje wartości i decyzje\n"
    "reports.json    raporty i linki do nich\n"
    "reports/        pliki raportów\n\n"
    "Nie ma tu haseł ani tokenów: przechowujemy tylko ich skróty. Czas podajemy w UTC.\n",
    "en": "Everything that SmartFlowAI holds on your account.\n\n"
    "account.json    the account, its logo and what the language model cost\n"
    "sessions.json   where the account is or was signed in\n"
    "activity.json   the activity log\n"
    "processes.json  processes, those in the trash too\n"
    "analyses.json   all analyses with their results, your own values and decisions\n"
    "reports.json    reports and the links to them\n"
    "reports/        the reports' files\n\n"
    "There are no passwords and no tokens: only their hashes are kept. Times are in UTC.\n",
}


def write(target: IO[bytes], read: Reader, bucket: str, language: Language) -> None:
    """Write the archive of the tenant that `read` reads for. Memory stays small, whatever is held."""
    account, logo = read(exports.account), read(logos.read)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _ABOUT[language])
        archive.writestr("account.json", _json(account["item"] if account else None))
        if logo:
            _copy(archive, _PICTURES[logo["content_type"]], bucket, logo["object_key"])
        for name in exports.LISTS:
            with archive.open(f"{name}.json", "w", force_zip64=True) as file:
                _write_list(file, exports.rows(read, name))
        for row in exports.rows(read, "reports"):
            # Two reports may be called alike: the end of the id tells them apart.
            _copy(archive, f"reports/{row['id'].hex[-8:]}-{row['file_name']}", bucket, row["object_key"])


def _write_list(file: IO[bytes], rows: Iterable[DictRow]) -> None:
    """Write a JSON array, one item after the other."""
    before = b"[\n"
    for row in rows:
        file.write(before + _json(row["item"]))
        before = b",\n"
    file.write(b"[]\n" if before == b"[\n" else b"\n]\n")


def _copy(archive: zipfile.ZipFile, name: str, bucket: str, key: str) -> None:
    """Copy an object of the bucket; one that has outlived its time is left out."""
    try:
        content = aws.s3().get_object(Bucket=bucket, Key=key)["Body"]
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") not in _GONE:
            raise
        logger.warning("file of the export is gone", extra={"kind": key.partition("/")[0]})
        return
    with archive.open(name, "w", force_zip64=True) as file:
        shutil.copyfileobj(content, file)


def _json(item: object) -> bytes:
    return json.dumps(item, ensure_ascii=False).encode()
