"""How the text objects of a page run: what all characters of one have in common."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.extract.lines import Way
from pipeline.extract.readers.leaf import Level, way_of_matrix
from pipeline.extract.readers.pdfium.calls import Calls
from pipeline.extract.readers.pdfium.doubt import Doubt
from pipeline.extract.readers.pdfium.matrices import Matrix, then
from pipeline.extract.readers.pdfium.objects import Drawn, matrix_of
from pipeline.extract.readers.windows import Window

# What a font is asked for its descent in: its units, to the size of the type.
UNITS = 1000.0


class Run(NamedTuple):
    """A text object: its font, size and matrix to the page as displayed, and how it runs.

    `descent` is in sizes of the type, and below the base line where it is negative. `content` is
    the number of its marked content; -1 is none.
    """

    handle: int
    font: int
    size: float
    descent: float
    matrix: Matrix
    way: Way | Level | None
    window: Window
    content: int

    @property
    def is_straight(self) -> bool:
        """Does it run exactly along the page's side, so that its characters share a base line?"""
        a, b, c, d, _, _ = self.matrix
        return (b == 0 and c == 0) or (a == 0 and d == 0)

    @property
    def runs_across(self) -> bool:
        """Does it run along the page's upper side, and not down or up, or nearly so?"""
        return abs(self.matrix[0]) >= abs(self.matrix[1])

    @property
    def scale(self) -> float:
        """How much longer than its font says things become along it."""
        return max(abs(self.matrix[0]), abs(self.matrix[1]))

    @property
    def reach(self) -> tuple[float, float]:
        """Where its characters begin and end across the line, as pdfminer has it: a size apart."""
        _, _, c, d, e, f = self.matrix
        across, base = (d, f) if self.runs_across else (c, e)
        first = base + across * self.descent * self.size
        last = base + across * (self.descent + 1) * self.size
        return min(first, last), max(first, last)


class Runs:
    """The text objects of a page by their handles, in the order that they are drawn in."""

    def __init__(self, calls: Calls, *, is_tagged: bool) -> None:
        self._calls = calls
        self._is_tagged = is_tagged
        self._descents: dict[int, float] = {}
        self.held: dict[int, Run] = {}

    def add(self, drawn: Drawn) -> None:
        """Hold a text object. Raises Doubt where PDFium reads another text than it draws."""
        calls, handle = self._calls, drawn.handle
        if calls.count_marks(handle) > 0 and self._is_replaced(handle):
            raise Doubt("another text is given for what is drawn")
        font = calls.font(handle)
        if not font or not calls.font_size(handle, calls.room):
            raise Doubt("a text without a font")
        size = calls.floats[0]
        descent = self._descents.get(font)
        if descent is None:
            descent = self._descents[font] = self._descent(font)
        matrix = then(matrix_of(calls, handle), drawn.space)
        a, b, c, d, _, _ = matrix
        content = calls.content(handle) if self._is_tagged else -1
        if content < 0:
            content = drawn.content
        way = way_of_matrix(a, -b, c, -d)
        self.held[handle] = Run(handle, font, size, descent, matrix, way, drawn.window, content)

    def _is_replaced(self, handle: int) -> bool:
        """Is there an ActualText, which PDFium takes in place of the characters?"""
        calls = self._calls
        marks = (calls.mark_at(handle, place) for place in range(calls.count_marks(handle)))
        return any(mark and calls.kind_in_mark(mark, b"ActualText") > 0 for mark in marks)

    def _descent(self, font: int) -> float:
        """The descent of a font. Raises Doubt for one whose characters are drawings (Type 3)."""
        calls = self._calls
        if calls.font_name(font, None, 0) <= 1:
            raise Doubt("a font without a name, as those are whose characters are drawings")
        if not calls.descent(font, UNITS, calls.room):
            raise Doubt("a font without measures")
        return -abs(float(calls.floats[0])) / UNITS
