"""The logo on reports: any picture that is one, nothing that only says so, and nothing of it but the picture."""

import base64
import io
import zlib
from typing import Any

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader

from tests.support import postgres
from tests.support.api import Client, Reply
from tests.support.reports import MEASURED, fetched, is_there, made
from tests.support.work import housekeeping


@pytest.fixture
def process(user: Client) -> str:
    return str(user.post("/v1/processes", MEASURED).body["id"])


def picture(form: str = "PNG", size: tuple[int, int] = (300, 100), mode: str = "RGB", **options: Any) -> bytes:
    """Return a picture with a dark bar on white."""
    drawn = Image.new("RGB", size, "white")
    ImageDraw.Draw(drawn).rectangle((0, 0, size[0] // 2, size[1]), fill=(20, 110, 90))
    out = io.BytesIO()
    drawn.convert(mode).save(out, form, **options)
    return out.getvalue()


def sent(user: Client, data: bytes, kind: str = "image/png", **headers: str) -> Reply:
    body = {"content_type": kind, "data": base64.b64encode(data).decode()}
    return user.call("PUT", "/v1/me/logo", body, headers=headers)


@pytest.mark.parametrize(("form", "kind"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_logo_stands_on_the_cover_of_later_pdfs(form: str, kind: str, user: Client, process: str) -> None:
    before = made(user, process).body
    assert sent(user, picture(form), kind).status == 200
    reader = PdfReader(io.BytesIO(fetched(made(user, process).body["url"])))

    [image] = reader.pages[0].images
    assert image.image is not None
    assert image.image.size == (300, 100)
    left, right = image.image.convert("RGB").getpixel((20, 50)), image.image.convert("RGB").getpixel((280, 50))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert max(abs(a - b) for a, b in zip(left, (20, 110, 90), strict=True)) < 12
    assert min(right) > 243
    assert len(PdfReader(io.BytesIO(fetched(before["url"]))).pages[0].images) == 0


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_every_kind_of_png_is_taken(mode: str, user: Client) -> None:
    reply = sent(user, picture(mode=mode) if mode != "I;16" else sixteen_bits())

    assert reply.status == 200, reply.body


def sixteen_bits() -> bytes:
    out = io.BytesIO()
    Image.new("I;16", (40, 20), 30000).save(out, "PNG")
    return out.getvalue()


def test_a_jpeg_for_print_and_a_turned_one_are_set_right(user: Client) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter
    exif[0x010E] = "tajny opis"
    assert sent(user, picture("JPEG", mode="CMYK"), "image/jpeg").status == 200
    sent(user, picture("JPEG", (200, 100), exif=exif), "image/jpeg")
    kept = user.get("/v1/me/logo").body
    data = base64.b64decode(kept["data"])

    assert (kept["width"], kept["height"]) == (100, 200)
    assert kept["bytes"] == len(data)
    assert b"tajny" not in data
    assert dict(Image.open(io.BytesIO(data)).getexif()) == {}


def test_a_large_logo_is_kept_no_larger_than_print_needs(user: Client) -> None:
    kept = sent(user, picture(size=(3000, 500))).body

    assert (kept["width"], kept["height"]) == (834, 139)


BROKEN = {
    "not base64": ("image/png", "@@@", "/data", "not_base64"),
    "empty": ("image/png", "", "/data", "not_a_picture"),
    "a page": ("image/png", base64.b64encode(b"<svg onload=alert(1)>").decode(), "/data", "not_a_picture"),
    "a gif": ("image/png", base64.b64encode(picture("GIF")).decode(), "/data", "not_a_picture"),
    "a jpeg that claims to be png": ("image/png", base64.b64encode(picture("JPEG")).decode(), "/content_type", "wrong_picture_type"),
    "only the beginning": ("image/png", base64.b64encode(picture()[:200]).decode(), "/data", "not_a_picture"),
    "only the magic": ("image/jpeg", base64.b64encode(b"\xff\xd8\xff\xe0").decode(), "/data", "not_a_picture"),
    "another type": ("image/svg+xml", "", "/content_type", "not_allowed"),
    "too small": ("image/png", base64.b64encode(picture(size=(300, 15))).decode(), "/data", "picture_dimensions"),
    "too wide": ("image/png", base64.b64encode(picture(size=(4001, 20))).decode(), "/data", "picture_dimensions"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "data", "pointer", "code"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_logo_is_refused_with_the_reason(
    kind: str, data: str, pointer: str, code: str, user: Client
) -> None:
    reply = user.call("PUT", "/v1/me/logo", {"content_type": kind, "data": data})

    assert reply.status == 422
    assert [(fault["pointer"], fault["code"]) for fault in reply.body["errors"]] == [(pointer, code)]
    assert user.get("/v1/me/logo").status == 404


@pytest.mark.parametrize("side", [60_000, 9_000, 2**31 - 1])
def test_a_picture_that_would_unpack_to_gigabytes_is_not_unpacked(side: int, user: Client) -> None:
    bomb = bytearray(picture())
    bomb[16:24] = side.to_bytes(4, "big") * 2
    bomb[29:33] = zlib.crc32(bytes(bomb[12:29])).to_bytes(4, "big")

    reply = sent(user, bytes(bomb))

    assert reply.body["errors"][0]["code"] == "picture_dimensions"


def test_a_heavy_logo_is_refused(user: Client) -> None:
    heavy = sent(user, picture() + b"\0" * 180 * 1024)
    heavier = sent(user, picture() + b"\0" * 1024 * 1024)

    assert heavy.body["errors"][0]["code"] == "picture_too_heavy"
    assert heavier.status == 413


def test_damaged_pictures_are_never_a_failure_of_ours(user: Client) -> None:
    for form, kind in (("PNG", "image/png"), ("JPEG", "image/jpeg")):
        whole = picture(form, (64, 32))
        for place in range(8, len(whole), 7):
            damaged = bytearray(whole)
            damaged[place] ^= 0xFF
            assert sent(user, bytes(damaged), kind).status in (200, 422), (form, place)


def test_a_new_logo_takes_the_place_of_the_old_one_and_its_file(user: Client, database: postgres.Database) -> None:
    first = sent(user, picture())
    [(old,)] = postgres.as_owner(
        database, "logos", "select object_key from smartflow.logos order by updated_at desc limit 1"
    )
    second = sent(user, picture(size=(100, 100)), **{"If-Match": first.etag})
    housekeeping()

    assert (first.etag, second.etag) == ('"1"', '"2"')
    assert not is_there(old)
    assert user.get("/v1/me/logo").body["width"] == 100
    assert user.get("/v1/me/logo", If_None_Match='"2"').status == 304
    assert sent(user, picture(), **{"If-Match": '"1"'}).status == 412
    assert user.call("DELETE", "/v1/me/logo", headers={"If-Match": '"1"'}).status == 412
    assert user.get("/v1/me/logo").body["width"] == 100


def test_a_deleted_logo_is_gone_from_the_bucket_and_from_reports(
    user: Client, process: str, database: postgres.Database
) -> None:
    sent(user, picture())
    [(key,)] = postgres.as_owner(
        database, "logos", "select object_key from smartflow.logos order by updated_at desc limit 1"
    )
    assert user.call("DELETE", "/v1/me/logo").status == 204
    housekeeping()

    assert not is_there(key)
    assert user.get("/v1/me/logo").status == 404
    assert user.call("DELETE", "/v1/me/logo").status == 404
    assert len(PdfReader(io.BytesIO(fetched(made(user, process).body["url"]))).pages[0].images) == 0


def test_deleting_the_account_removes_its_logo(user: Client, database: postgres.Database) -> None:
    sent(user, picture())
    [(key,)] = postgres.as_owner(
        database, "logos", "select object_key from smartflow.logos order by updated_at desc limit 1"
    )
    user.call("DELETE", "/v1/me")
    housekeeping()

    assert not is_there(key)


def test_a_logo_is_its_owners_alone(user: Client, client: Client) -> None:
    sent(user, picture())

    assert client.register().get("/v1/me/logo").status == 404
    assert client.get("/v1/me/logo").status == 401
