"""The glyphs of a page from the characters that PDFium gives, by the text object that draws them.

PDFium's text is made for searching: it puts in spaces and breaks where there are gaps, makes one
of two spaces, leaves out what is printed twice, and turns the words of a line that runs from the
right. What was put in is left out here; where more was done to the characters, there is a Doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from sys import maxunicode

from pipeline.extract.lines import Glyph
from pipeline.extract.readers.leaf import reach, turned_glyph
from pipeline.extract.readers.paths import around_points
from pipeline.extract.readers.pdfium.advances import SPACE, Advances
from pipeline.extract.readers.pdfium.calls import Calls
from pipeline.extract.readers.pdfium.characters import Character, Characters
from pipeline.extract.readers.pdfium.doubt import Doubt
from pipeline.extract.readers.pdfium.runs import Hand, Run
from pipeline.extract.readers.windows import Point
from pipeline.page import Box, LogicalCell

# From here on most characters are set in squares: a box of that width is the advance's.
FIRST_SQUARE = 0x2E80
# A space that was put in begins where the next character stands, to this part of its size.
SAME = 0.01

# What is no character, half of one, or a form of one comes after it.
LAST_PLAIN = 0xD7FF
# The scripts that run from the right, with the marks among them, and their forms.
FROM_THE_RIGHT = (range(0x0590, 0x0900), range(0xFB1D, 0xFE00), range(0xFE70, 0xFF00))
SURROGATES = range(0xD800, 0xE000)
NO_CHARACTERS = frozenset((0xFFFE, 0xFFFF))
# What PDFium makes of one character, where a font has it.
LIGATURES = frozenset(("ff", "fi", "fl", "ffi", "ffl", "st", "ſt"))

# Makes a glyph of a text that goes from one side to another; with its place among the characters
# of the page, if it has one.
Pen = Callable[[str, float, float, "int | None"], Glyph]


class Writing:
    """Reads the glyphs of one page; `cells` are the logical cells of marked content."""

    def __init__(
        self, calls: Calls, text_page: int, advances: Advances, cells: Mapping[int, LogicalCell]
    ) -> None:
        self._calls = calls
        self._page = text_page
        self._advances = advances
        self._cells = cells
        # Of each font's characters, whether the box that PDFium gives is the advance's.
        self._fills_box: dict[int, dict[int, bool]] = {}

    def glyphs(self, runs: Mapping[int, Run]) -> dict[int, list[Glyph]]:
        """The glyphs of each run, by its handle, whether the page shows them or not."""
        characters = Characters(self._calls, self._page)
        for code in characters.codes:
            if not FIRST_SQUARE <= code <= LAST_PLAIN:
                _check(code)
        found: dict[int, list[Glyph]] = {}
        for handle, held in characters.by_object():
            if handle:  # else a space or a break that was put in between two runs
                run = runs.get(handle)
                if run is None:
                    raise Doubt("characters of a text that the page does not draw")
                self._write(run, held, found.setdefault(handle, []))
        for handle in runs.keys() - found.keys():
            run = runs[handle]
            found[handle] = [self._pen(run)(chr(SPACE), *self._advances.blank(run), None)]
        return found

    def _write(self, run: Run, characters: Iterable[Character], glyphs: list[Glyph]) -> None:
        """Add some glyphs of a run."""
        hand, pen, inked = run.hand, self._pen(run), self._advances.inked
        font, square = hand.font, hand.square
        first, last, turn, shift = hand.axis
        before: tuple[float, ...] | None = None
        gap: float | None = None
        for _, place, code, box in characters:
            start, end = turn * box[first] + shift, turn * box[last] + shift
            is_same, before = box == before, box
            if code == SPACE and self._calls.is_made_up(self._page, place):
                gap = start
                continue
            if is_same:
                glyphs[-1] = pen(_joined(glyphs[-1].text, code), start, end, place)
                continue
            is_square = code >= FIRST_SQUARE and abs(end - start - square) < SAME
            if not is_square or font not in inked:
                start, end = self._sides(run, code, place, (start, end))
            if gap is not None:
                _check_gap(gap, (start, end), hand.size)
                gap = None
            glyphs.append(pen(chr(code), start, end, place))

    def _sides(
        self, run: Run, code: int, place: int, sides: tuple[float, float]
    ) -> tuple[float, float]:
        """From where to where the advance of a character goes of whose box these are the sides."""
        fills_box = self._fills_box.setdefault(run.hand.font, {})
        if code not in fills_box:
            fills_box[code] = self._advances.fills_box(run, place, sides)
        return sides if fills_box[code] else self._advances.advanced(run, place)

    def _pen(self, run: Run) -> Pen:
        """What makes the glyphs of a run."""
        hand, x, y = run.hand, run.x, run.y
        cell = self._cell(run)
        if not hand.is_straight:
            return self._leaning_pen(run, cell)
        if hand.is_level:
            size, top, bottom, level = hand.height, y + hand.top, y + hand.bottom, y + hand.level
            return lambda text, x0, x1, _: Glyph(text, Box(x0, top, x1, bottom), size, level, cell)
        if hand.runs_across:
            inner, outer = y + hand.inner, y + hand.outer
            return lambda text, x0, x1, _: turned_glyph(text, Box(x0, inner, x1, outer), cell)
        inner, outer = x + hand.inner, x + hand.outer
        return lambda text, y0, y1, _: turned_glyph(text, Box(inner, y0, outer, y1), cell)

    def _cell(self, run: Run) -> LogicalCell | None:
        """The logical cell that a run belongs to."""
        return self._cells.get(run.content) if self._cells else None

    def _leaning_pen(self, run: Run, cell: LogicalCell | None) -> Pen:
        """What makes the glyphs of a run that leans, or runs aslant."""

        def pen(text: str, start: float, end: float, place: int | None) -> Glyph:
            origin = (run.x, run.y) if place is None else self._advances.origin(place)
            return _leaning(run.hand, text, origin, end - start, cell)

        return pen


def _leaning(
    hand: Hand, text: str, origin: Point, advance: float, cell: LogicalCell | None
) -> Glyph:
    """A character of a line that leans, or runs aslant."""
    (x, y), (a, b, c, d) = origin, hand.matrix
    low, high = hand.descent * hand.size, (hand.descent + 1) * hand.size
    corners = [(u, v) for u in (0.0, advance / hand.scale) for v in (low, high)]
    box = around_points((x + a * u + c * v, y + b * u + d * v) for u, v in corners)
    if hand.way != "level":
        return turned_glyph(text, box, cell)
    size = max(box.bottom - box.top, 1.0)
    top, bottom, level = reach(y, size)
    return Glyph(text, Box(box.x0, top, box.x1, bottom), size, level, cell)


def _check(code: int) -> None:
    """Raise Doubt for a character that PDFium puts in place of another, or turns around."""
    if code < SPACE or code in NO_CHARACTERS or code > maxunicode:
        raise Doubt("a control character, as for a hyphen that ends a line")
    if any(code in script for script in FROM_THE_RIGHT):
        raise Doubt("a line that runs from the right")


def _joined(text: str, code: int) -> str:
    """What a glyph says that stands for more characters than one.

    Raises Doubt where PDFium parted one, or may have been given one on top of the other.
    """
    joined = text + chr(code)
    if chr(code) == text or joined in LIGATURES:
        raise Doubt("a ligature, or a character on top of itself")
    if code in SURROGATES:
        joined = joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return joined


def _check_gap(gap: float, sides: tuple[float, float], size: float) -> None:
    """Raise Doubt where a space of the file was left out because one had been put in."""
    if min(abs(side - gap) for side in sides) > SAME * abs(size):
        raise Doubt("a space beside one that was put in")
