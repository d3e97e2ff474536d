"""Reads the pages of a PDF through PDFium, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.extract.readers.leaf import Leaf, sheet_of
from pipeline.extract.readers.paths import around_points
from pipeline.extract.readers.pdfium.advances import Advances
from pipeline.extract.readers.pdfium.calls import IMAGE, PATH, SIZE, TEXT, Calls
from pipeline.extract.readers.pdfium.doubt import Doubt
from pipeline.extract.readers.pdfium.forms import may_multiply
from pipeline.extract.readers.pdfium.matrices import Matrix, displayed, then
from pipeline.extract.readers.pdfium.objects import drawn_on, matrix_of
from pipeline.extract.readers.pdfium.painting import Strokes
from pipeline.extract.readers.pdfium.runs import Runs
from pipeline.extract.readers.pdfium.shown import Shown
from pipeline.extract.readers.pdfium.whole import Whole, whole_of
from pipeline.extract.readers.pdfium.writing import Writing
from pipeline.limits import Check
from pipeline.page import Box

# What PDFium takes for the size of a page that says nothing of it.
LETTER = (0.0, 0.0, 612.0, 792.0)
# No security handler: the file is not encrypted.
OPEN = -1


@contextmanager
def pdfium_reader(content: bytes, check: Check) -> Iterator[PdfiumReader]:
    """A reader of a PDF. Raises Doubt where PDFium may read another file than pdfplumber.

    `check` is told how many pages there are, and how much a page draws.
    """
    if may_multiply(content):
        raise Doubt("its forms may draw each other without end")
    calls = Calls()
    document = calls.open(content, len(content), None)
    if not document:
        raise Doubt("PDFium cannot open it")
    try:
        # Passwords and permissions are pdfminer's part: it says which file needs one.
        if calls.security(document) != OPEN:
            raise Doubt("it is encrypted")
        if _runs_from_the_right(calls, document):
            raise Doubt("it says that it is read from the right")
        count = calls.count_pages(document)
        check("pages", count)
        yield PdfiumReader(calls, document, whole_of(content, count), check)
    finally:
        calls.close(document)


class PdfiumReader:
    """Reads the pages of an open PDF."""

    def __init__(self, calls: Calls, document: int, whole: Whole, check: Check) -> None:
        self._calls = calls
        self._document = document
        self._whole = whole
        self._check = check

    def __len__(self) -> int:
        return self._whole.pages

    def leaf(self, index: int) -> Leaf:
        """The page at a place, counted from 0. Raises Doubt."""
        calls = self._calls
        page = calls.open_page(self._document, index)
        if not page:
            raise Doubt("PDFium cannot open the page")
        try:
            text_page = calls.open_text(page)
            if not text_page:
                raise Doubt("PDFium cannot read the page's text")
            try:
                return self._leaf(index, page, text_page)
            finally:
                calls.close_text(text_page)
        finally:
            calls.close_page(page)

    def _leaf(self, index: int, page: int, text_page: int) -> Leaf:
        calls = self._calls
        frame, space, width = _shown(calls, page)
        cells = self._whole.cells(index)
        runs = Runs(calls, space, is_tagged=bool(cells))
        strokes = Strokes(calls)
        images: list[Box] = []
        for count, drawn in enumerate(drawn_on(calls, page, space, width), 1):
            self._check("marks", count)
            if drawn.kind == TEXT:
                runs.add(drawn)
            elif drawn.kind == PATH:
                strokes.add(drawn)
            elif drawn.kind == IMAGE:
                images.append(_unit_square(then(matrix_of(calls, drawn.handle), drawn.space)))
        self._check("marks", calls.count_chars(text_page))
        advances = Advances(calls, text_page, space)
        glyphs = Writing(calls, text_page, advances, cells).glyphs(runs.held)
        shown = Shown(frame)
        for handle, run in runs.held.items():
            shown.add(run, glyphs[handle])
        painted = strokes.all()
        return Leaf(
            sheet=sheet_of(index + 1, frame, shown.glyphs(), painted),
            images=tuple(images),
            is_curved=any(stroke.is_curved for stroke in painted),
            hidden=shown.hidden(),
        )


def _runs_from_the_right(calls: Calls, document: int) -> bool:
    """Does the file ask for a reading from the right? PDFium then turns brackets around."""
    held = calls.preference(document, b"Direction", calls.room, 8)
    return held > 0 and bytes(memoryview(calls.floats).cast("B")[:3]) == b"R2L"


def _shown(calls: Calls, page: int) -> tuple[Box, Matrix, float]:
    """The page as displayed, the matrix that leads there, and the width of its whole sheet."""
    room = calls.room
    if not calls.shown_box(page, room):
        raise Doubt("a page without a size")
    left, top, right, bottom = calls.floats[:4]
    if not (left < right and bottom < top):
        raise Doubt("a page of which nothing is shown")
    # The whole sheet, unless a page takes it from those above it in the tree.
    whole = (left, bottom, right, top)
    if calls.media_box(page, *(room + place * SIZE for place in range(4))):
        sides = calls.floats[:4]
        if sides[0] != sides[2] and sides[1] != sides[3]:
            whole = (sides[0], sides[1], sides[2], sides[3])
        elif whole == LETTER:
            raise Doubt("a page that does not say its size")
    elif whole == LETTER:
        raise Doubt("a page that may not say its size")
    quarters = calls.rotation(page)
    space = displayed(left, bottom, right, top, quarters)
    across, down = right - left, top - bottom
    width, height = abs(whole[2] - whole[0]), abs(whole[3] - whole[1])
    if quarters % 2:
        across, down, width = down, across, height
    return Box(0.0, 0.0, across, down), space, width


def _unit_square(matrix: Matrix) -> Box:
    """Where a picture lies, which is drawn into a square of one by one."""
    a, b, c, d, e, f = matrix
    return around_points(((e, f), (e + a, f + b), (e + c, f + d), (e + a + c, f + b + d)))
