"""Images that users send as their logo: checked and drawn again, so that only the pixels are stored."""

import base64
import binascii
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from smartflow.accounts.logos import LogoBody, PictureType
from smartflow.infra.problems import Fault, Problem, invalid

MAX_BYTES: Final = 180 * 1024
MIN_SIDE: Final = 16
MAX_SIDE: Final = 4000
#: In pixels. On the cover a logo has at most 150 x 48 points, so this is 400 dots per inch.
_STORED_SIZE: Final = (834, 267)

_MAGIC: Final[dict[PictureType, bytes]] = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_FORMAT: Final[dict[PictureType, str]] = {"image/png": "PNG", "image/jpeg": "JPEG"}
_EXTENSION: Final[dict[PictureType, str]] = {"image/png": "png", "image/jpeg": "jpg"}


@dataclass(frozen=True)
class Picture:
    """An image as it is stored: RGB, upright, no larger than print needs."""

    content_type: PictureType
    size: tuple[int, int]
    data: bytes

    @property
    def extension(self) -> str:
        """The extension of its file name."""
        return _EXTENSION[self.content_type]


def checked(body: LogoBody) -> Picture:
    """Return the image drawn again on white, without metadata, colour profile or further frames.

    Raises
    ------
    Problem
        422 if it is not an image of the stated type, or too large in bytes or pixels.
    """
    try:
        data = base64.b64decode(body.data, validate=True)
    except (binascii.Error, ValueError):
        raise invalid(Fault("/data", "not_base64")) from None
    if len(data) > MAX_BYTES:
        raise invalid(Fault("/data", "picture_too_heavy", {"max": MAX_BYTES // 1024}))
    actual = next((kind for kind, magic in _MAGIC.items() if data.startswith(magic)), None)
    if actual is None:
        raise invalid(Fault("/data", "not_a_picture"))
    if actual != body.content_type:
        raise invalid(Fault("/content_type", "wrong_picture_type", {"actual": actual}))
    return _redrawn(data, actual)


def _redrawn(data: bytes, kind: PictureType) -> Picture:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a large size is refused below, broken metadata are left out
            with Image.open(BytesIO(data), formats=[_FORMAT[kind]]) as opened:
                # The size is read from the header: a small file with a huge image is not decoded.
                if not all(MIN_SIDE <= side <= MAX_SIDE for side in opened.size):
                    raise _wrong_dimensions()
                upright = ImageOps.exif_transpose(opened)
                canvas = Image.new("RGB", upright.size, "white")
                coloured = upright.convert("RGBA")
                canvas.paste(coloured, mask=coloured)
    except Image.DecompressionBombError:
        raise _wrong_dimensions() from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise invalid(Fault("/data", "not_a_picture")) from None
    canvas.thumbnail(_STORED_SIZE)
    out = BytesIO()
    canvas.save(out, _FORMAT[kind], optimize=True, quality=90)
    return Picture(kind, canvas.size, out.getvalue())


def _wrong_dimensions() -> Problem:
    return invalid(Fault("/data", "picture_dimensions", {"min": MIN_SIDE, "max": MAX_SIDE}))
