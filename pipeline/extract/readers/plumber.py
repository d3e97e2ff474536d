"""Pages as pdfplumber reads them: slow, and careful with what is broken.

It is the reference for every other reader, and reads what they cannot.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from pipeline.errors import DamagedFile, Encrypted
from pipeline.extract.lines import Glyph, Way
from pipeline.extract.readers.leaf import (
    UNREADABLE,
    Leaf,
    Level,
    reach,
    sheet_of,
    turned_glyph,
    way_of_matrix,
)
from pipeline.extract.readers.paths import Piece, stroke_of
from pipeline.extract.readers.tags import structure
from pipeline.extract.strokes import Stroke
from pipeline.extract.structure import Content
from pipeline.extract.turning import Sheet
from pipeline.limits import LIMITS, Check, Limits
from pipeline.page import Box, LogicalCell

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage
    from pdfplumber.pdf import PDF


class PlumberReader:
    """Reads the pages of an open PDF."""

    def __init__(self, pages: list[PlumberPage], check: Check) -> None:
        self._pages = pages
        self._check = check
        self._structure = structure(pages[0].pdf.doc)

    def __len__(self) -> int:
        return len(self._pages)

    def leaf(self, index: int) -> Leaf:
        """The page at a place, counted from 0."""
        from pipeline.extract.readers.clipping import clip  # slow to import

        page = self._pages[index]
        hidden = clip(page, self._check)
        shown = _shown(page)
        strokes = _strokes(page, shown)
        leaf = Leaf(
            sheet=_sheet(page, shown, strokes, self._structure),
            images=tuple(_box(image, shown) for image in page.images),
            is_curved=any(stroke.is_curved for stroke in strokes),
            hidden=hidden,
        )
        page.close()
        return leaf


@contextmanager
def plumber_reader(content: bytes, name: str, limits: Limits = LIMITS) -> Iterator[PlumberReader]:
    """A reader of a PDF. Raises DamagedFile, Encrypted or TooLarge, also while it is in use."""
    import pdfplumber  # slow to import, and only PDFs need it
    from pdfminer.pdfdocument import PDFEncryptionError
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        # One page more than are read, to see that there are more. A range is as good as a list.
        most = cast("list[int]", range(1, limits.pages + 2))
        pages = _pages(pdfplumber.open(BytesIO(content), pages=most))
        limits.check(name, "pages", len(pages))
        if not pages:
            raise DamagedFile(name, "the PDF has no pages", "Fetch or save the file again, whole.")
        yield PlumberReader(pages, limits.checking(name))
    except (PdfminerException, MalformedPDFException) as problem:
        cause = problem.args[0] if problem.args else problem
        if isinstance(cause, PDFEncryptionError):
            raise Encrypted(
                name,
                "the PDF opens only with a password",
                "Save a copy without the password (for example with `qpdf --decrypt`).",
            ) from problem
        raise DamagedFile(
            name,
            f"the PDF cannot be read ({type(cause).__name__})",
            "Fetch or save the file again, or repair it (for example with `qpdf IN OUT`).",
        ) from problem


def _pages(pdf: PDF) -> list[PlumberPage]:
    """The pages of a PDF. Raises MalformedPDFException where one does not say its size."""
    from pdfplumber.utils.exceptions import MalformedPDFException

    try:
        return pdf.pages
    except (IndexError, TypeError) as problem:
        # pdfplumber takes four numbers from a page's box without a look at what it holds.
        raise MalformedPDFException(problem) from problem


def _sheet(
    page: PlumberPage,
    shown: Box,
    strokes: list[Stroke],
    cells: Mapping[Content, LogicalCell],
) -> Sheet:
    frame = Box(0.0, 0.0, shown.x1 - shown.x0, shown.bottom - shown.top)
    number = page.page_obj.pageid
    glyphs: dict[Way | Level, list[Glyph]] = {}
    for char in page.chars:
        way = way_of_matrix(*char["matrix"][:4])
        if way is not None:
            box = _box(char, shown)
            cell = cells.get((number, char.get("mcid"))) if cells else None
            if way == "level":
                glyph = _glyph(char, box, _base_line(char, page, shown), cell)
            else:
                glyph = turned_glyph(_text(char), box, cell)
            if glyph.is_within(frame):
                glyphs.setdefault(way, []).append(glyph)
    return sheet_of(page.page_number, frame, glyphs, strokes)


def _shown(page: PlumberPage) -> Box:
    """The part of the page that is displayed, in pdfplumber's coordinates.

    pdfplumber's own crop box is out of place on a turned page whose corner is not the origin, and
    may be larger than the page: what is shown is what both boxes hold (ISO 32000-1, 14.11.2.1).
    """
    media = _sorted(page.page_obj.mediabox)
    crop = _sorted(page.page_obj.cropbox)
    # Left, top, right, bottom, as the page is laid into the file.
    hidden = (
        max(crop.x0 - media.x0, 0.0),
        max(media.bottom - crop.bottom, 0.0),
        max(media.x1 - crop.x1, 0.0),
        max(crop.top - media.top, 0.0),
    )
    turns = int(page.rotation) // 90
    left, top, right, bottom = hidden[4 - turns :] + hidden[: 4 - turns]
    whole = Box(*(float(side) for side in page.mediabox))
    shown = Box(whole.x0 + left, whole.top + top, whole.x1 - right, whole.bottom - bottom)
    return shown if shown.x0 < shown.x1 and shown.top < shown.bottom else whole


def _sorted(corners: tuple[float, float, float, float]) -> Box:
    """A box of the file, by whichever two corners it is given; `top` is the lesser height."""
    x0, y0, x1, y1 = corners
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _glyph(char: dict[str, Any], box: Box, base: float, cell: LogicalCell | None) -> Glyph:
    """A level character: as wide as its advance, as high as it is drawn."""
    size = max(float(char["size"]), 1.0)
    top, bottom, level = reach(base, size)
    whole = Box(box.x0, top, box.x1, bottom)
    return Glyph(text=_text(char), box=whole, size=size, level=level, cell=cell)


def _text(char: dict[str, Any]) -> str:
    """What a character says; U+FFFD where its font does not tell."""
    text: str = char["text"]
    return UNREADABLE if text.startswith("(cid:") else text


def _base_line(char: dict[str, Any], page: PlumberPage, shown: Box) -> float:
    """The height of the line that a character stands on, on the page as displayed."""
    from_foot = float(char["matrix"][5])
    return float(page.mediabox[3]) - from_foot - shown.top


def _box(thing: dict[str, Any], shown: Box) -> Box:
    return Box(
        float(thing["x0"]) - shown.x0,
        float(thing["top"]) - shown.top,
        float(thing["x1"]) - shown.x0,
        float(thing["bottom"]) - shown.top,
    )


def _strokes(page: PlumberPage, shown: Box) -> list[Stroke]:
    """The paths of a page, by what they paint.

    pdfminer tells lines, boxes and curves, but a box that is a hair off or not closed is a curve
    to it.
    """
    things = [*page.lines, *page.rects, *page.curves]
    return [_stroke(thing, shown) for thing in things]


def _stroke(thing: dict[str, Any], shown: Box) -> Stroke:
    pieces: list[Piece] = []
    for operator, *points in thing["path"]:
        point = None
        if points:
            point = (float(points[-1][0]) - shown.x0, float(points[-1][1]) - shown.top)
        pieces.append((operator, point))
    return stroke_of(
        _box(thing, shown),
        pieces,
        is_outlined=bool(thing["stroke"]),
        is_filled=bool(thing["fill"]),
    )
