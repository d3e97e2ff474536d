"""What stands in a PDF besides its pages: how many there are, and its tags.

PDFium believes the number of pages that the file gives, and keeps its own counsel on tags.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.extract.readers.pdfium.doubt import Doubt
from pipeline.extract.readers.tags import Tags, tags
from pipeline.extract.streams import data_from
from pipeline.page import LogicalCell

PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
TREE = b"StructTreeRoot"
# Objects that are packed into a stream, and where that begins.
PACKED = re.compile(rb"/Type\s*/ObjStm.{0,400}?stream\r?\n", re.DOTALL)
# No more is unpacked of one stream.
LARGEST = 1 << 24


@dataclass(frozen=True)
class Whole:
    """How many pages a PDF has, and the logical cells of what is on them."""

    pages: int
    cells_by_page: Mapping[int, Mapping[int, LogicalCell]] = field(default_factory=dict)

    def cells(self, index: int) -> Mapping[int, LogicalCell]:
        """The logical cell of each piece of content of the page at a place, counted from 0."""
        return self.cells_by_page.get(index, {})


def whole_of(content: bytes, count: int) -> Whole:
    """What a PDF holds that PDFium says has so many pages.

    Raises Doubt where it may have more or fewer: one that was saved twice has, for example,
    pages that were replaced. pdfminer is asked then.
    """
    parts = (content, *_unpacked(content))
    is_tagged = any(TREE in part for part in parts)
    seen = sum(len(PAGE.findall(part)) for part in parts)
    if count <= 0:
        raise Doubt("PDFium finds no pages")
    if not is_tagged and seen == count:
        return Whole(count)
    known = _tags(content)
    if len(known.pages) != count:
        raise Doubt("pdfminer finds other pages")
    return Whole(count, _by_page(known))


def _unpacked(content: bytes) -> Iterator[bytes]:
    """The streams of packed objects, as far as they can be unpacked."""
    for found in PACKED.finditer(content):
        try:
            yield zlib.decompressobj().decompress(data_from(content, found.end()), LARGEST)
        except zlib.error:
            raise Doubt("packed objects that cannot be unpacked") from None


def _tags(content: bytes) -> Tags:
    try:
        return tags(content)
    except Exception as problem:
        # pdfminer trusts what a broken file says, and fails in every way that Python can.
        raise Doubt("pdfminer cannot read its structure") from problem


def _by_page(known: Tags) -> dict[int, dict[int, LogicalCell]]:
    places = {number: place for place, number in enumerate(known.pages)}
    cells: dict[int, dict[int, LogicalCell]] = {}
    for (page, piece), cell in known.cells.items():
        if page in places and isinstance(piece, int):
            cells.setdefault(places[page], {})[piece] = cell
    return cells
