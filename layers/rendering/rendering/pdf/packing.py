"""Files with object streams (PDF 1.5): the many small objects of a tagged report take a fraction of their room."""

import re
import zlib
from collections.abc import Mapping
from typing import Final

from fpdf.output import OutputProducer

_IN_ONE_STREAM: Final = 1000
_ENTRY: Final = (1, 4, 2)  # bytes of the three fields of a reference: kind, offset or stream, place in the stream


class Packed(OutputProducer):
    """Writes objects that are no streams themselves into compressed ones, and the table of references as a stream."""

    def bufferize(self) -> bytearray:
        plain = bytes(super().bufferize())
        self.buffer = bytearray(_packed(plain, self.offsets))
        return self.buffer


def _packed(plain: bytes, offsets: Mapping[int, int]) -> bytes:
    """Return the file with the same objects; `offsets` says where each begins in `plain`, in ascending order."""
    start = int(plain[plain.rindex(b"startxref") :].split()[1])
    trailer = plain[start:]
    ends = [*list(offsets.values())[1:], start]
    bodies = {number: plain[at:end] for (number, at), end in zip(offsets.items(), ends, strict=True)}
    small = {number: body for number, body in bodies.items() if not body.rstrip().endswith(b"endstream\nendobj")}

    out = bytearray(plain[: min(offsets.values())])
    references: dict[int, tuple[int, int, int]] = {0: (0, 0, 0xFFFF)}
    for number, body in bodies.items():
        if number not in small:
            references[number] = (1, len(out), 0)
            out += body
    free = max(offsets) + 1
    numbers = list(small)
    for first in range(0, len(numbers), _IN_ONE_STREAM):
        chosen = numbers[first : first + _IN_ONE_STREAM]
        references[free] = (1, len(out), 0)
        references |= {number: (2, free, place) for place, number in enumerate(chosen)}
        out += _object_stream(free, {number: _inner(small[number]) for number in chosen})
        free += 1
    references[free] = (1, len(out), 0)
    kept = b"".join(re.findall(rb"/Root \d+ 0 R|/ID \[[^\]]*\]", trailer))
    table = b"".join(
        value.to_bytes(size, "big")
        for number in range(free + 1)
        for value, size in zip(references[number], _ENTRY, strict=True)
    )
    widths = " ".join(map(str, _ENTRY)).encode()
    at = len(out)
    out += _stream(free, b"/Type/XRef/Size %d/W[%b]%b" % (free + 1, widths, kept), table)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % at


def _inner(body: bytes) -> bytes:
    """Return what stands between "obj" and "endobj"."""
    return body[body.index(b"obj") + 3 : body.rindex(b"endobj")].strip()


def _object_stream(number: int, objects: Mapping[int, bytes]) -> bytes:
    places: list[bytes] = []
    at = 0
    for key, body in objects.items():
        places.append(b"%d %d" % (key, at))
        at += len(body) + 1
    head = b" ".join(places) + b" "
    entries = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
    return _stream(number, entries, head + b"\n".join(objects.values()))


def _stream(number: int, entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (
        number, entries, len(packed), packed,
    )  # fmt: skip
