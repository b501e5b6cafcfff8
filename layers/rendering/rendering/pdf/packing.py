"""Files with object streams (PDF 1.5): the many small objects of a tagged report take a fraction of their room."""

import re
import zlib
from collections.abc import Iterator, Mapping
from itertools import chain, islice, pairwise
from typing import Final

from fpdf import FPDF
from fpdf.output import OutputProducer
from fpdf.syntax import PDFString

from .tags import Tags

_IN_ONE_STREAM: Final = 1000
_ENTRY: Final = (1, 4, 2)  # bytes of the three fields of a reference: kind, offset or stream, place in the stream
_STREAM_END: Final = b"endstream\nendobj\n"


class Packed(OutputProducer):
    """Writes objects that are no streams themselves into compressed ones, and the table of references as a stream.

    The elements of the file's `Tags` have the numbers after fpdf2's objects.
    """

    def __init__(self, fpdf: FPDF) -> None:
        super().__init__(fpdf)
        assert isinstance(fpdf.struct_builder, Tags)
        self._tags = fpdf.struct_builder
        self._tags.count_objects = lambda: self.obj_id

    def bufferize(self) -> bytearray:
        title = PDFString(self.fpdf.title or "").serialize()
        self.buffer = _packed(super().bufferize(), self.offsets, self._tags, title)
        return self.buffer


def _packed(plain: bytearray, offsets: Mapping[int, int], tags: Tags, title: str) -> bytearray:
    """Return the file with the objects of `plain`, which begin at `offsets` in ascending order, the elements, and the title.

    fpdf2 writes no information dictionary for PDF/A; programs that know no metadata look for the title there.
    """
    end = int(plain[plain.rindex(b"startxref") :].split()[1])
    places = [*offsets.items(), (0, end)]
    out = plain[: places[0][1]]
    references: dict[int, tuple[int, int, int]] = {0: (0, 0, 0xFFFF)}
    small: list[tuple[int, int, int]] = []
    for (number, start), (_, stop) in pairwise(places):
        if plain.endswith(_STREAM_END, start, stop):
            references[number] = (1, len(out), 0)
            out += plain[start:stop]
        else:
            small.append((number, start, stop))
    objects = chain(
        ((number, _inner(plain[start:stop])) for number, start, stop in small),
        enumerate((text.encode("latin-1") for text in chain(tags.texts(), [f"<</Title {title}>>"])), start=tags.first),
    )
    information = tags.first + tags.count + 1
    free = information + 1
    while chosen := tuple(islice(objects, _IN_ONE_STREAM)):
        references[free] = (1, len(out), 0)
        references |= {number: (2, free, place) for place, (number, _) in enumerate(chosen)}
        out += _object_stream(free, chosen)
        free += 1
    references[free] = (1, len(out), 0)
    at = len(out)
    out += _table(free, references, plain[end:], information)
    out += b"startxref\n%d\n%%%%EOF\n" % at
    return out


def _inner(body: bytearray) -> bytes:
    """Return what stands between "obj" and "endobj"."""
    return bytes(body[body.index(b"obj") + 3 : body.rindex(b"endobj")].strip())


def _object_stream(number: int, objects: tuple[tuple[int, bytes], ...]) -> bytes:
    head = b" ".join(b"%d %d" % place for place in _starts(objects)) + b" "
    entries = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
    return _stream(number, entries, head + b"\n".join(body for _, body in objects))


def _starts(objects: tuple[tuple[int, bytes], ...]) -> Iterator[tuple[int, int]]:
    at = 0
    for number, body in objects:
        yield number, at
        at += len(body) + 1


def _table(number: int, references: Mapping[int, tuple[int, int, int]], trailer: bytearray, information: int) -> bytes:
    """Return the table of references, with what the trailer says of the file."""
    kept = b"".join(re.findall(rb"/Root \d+ 0 R|/ID \[[^\]]*\]", trailer)) + b"/Info %d 0 R" % information
    rows = b"".join(
        value.to_bytes(size, "big")
        for each in range(number + 1)
        for value, size in zip(references[each], _ENTRY, strict=True)
    )
    widths = " ".join(map(str, _ENTRY)).encode()
    return _stream(number, b"/Type/XRef/Size %d/W[%b]%b" % (number + 1, widths, kept), rows)


def _stream(number: int, entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    head = b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>\nstream\n" % (number, entries, len(packed))
    return head + packed + b"\n" + _STREAM_END
