"""The glyphs of a page from the characters that PDFium gives, by the text object that draws them.

PDFium's text is made for searching: it puts in spaces and breaks where there are gaps, makes one
of two spaces, leaves out what is printed twice, and turns the words of a line that runs from the
right. What was put in is left out here; where more was done to the characters, there is a Doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.extract.lines import Glyph
from pipeline.extract.readers.leaf import reach, turned_glyph
from pipeline.extract.readers.pdfium.advances import SPACE, Advances
from pipeline.extract.readers.pdfium.calls import Calls
from pipeline.extract.readers.pdfium.doubt import Doubt
from pipeline.extract.readers.pdfium.runs import Run
from pipeline.page import Box, LogicalCell

# From here on characters are set in squares, and their ink seldom goes over.
# The price: where it does, a box is wider by that than pdfplumber has it.
FIRST_SQUARE = 0x2E80
# A space that was put in begins where the next character stands, to this part of its size.
SAME = 0.01

# The scripts that run from the right, with the marks among them; what is no character, or half of
# one, comes after LAST_PLAIN.
FROM_THE_RIGHT = range(0x0590, 0x0900)
LAST_PLAIN = 0xD7FF
FORMS_FROM_THE_RIGHT = (range(0xFB1D, 0xFE00), range(0xFE70, 0xFF00))
SURROGATES = range(0xD800, 0xE000)
NO_CHARACTERS = frozenset((0xFFFE, 0xFFFF))
# What PDFium makes of one character, where a font has it.
LIGATURES = frozenset(("ff", "fi", "fl", "ffi", "ffl", "st", "ſt"))

# Makes a glyph of a text, from where to where it goes, and its place among the characters.
Pen = Callable[[str, float, float, int], Glyph]


class Writing:
    """Reads the glyphs of one page; `cells` are the logical cells of marked content."""

    def __init__(
        self, calls: Calls, text_page: int, advances: Advances, cells: Mapping[int, LogicalCell]
    ) -> None:
        self._calls = calls
        self._page = text_page
        self._advances = advances
        self._cells = cells

    def glyphs(self, runs: Mapping[int, Run]) -> dict[int, list[Glyph]]:
        """The glyphs of each run, by its handle, whether the page shows them or not."""
        calls, page, advances = self._calls, self._page, self._advances
        object_of, code_at, is_unmapped = calls.object_of, calls.code_at, calls.is_unmapped
        advance_box, room, floats = calls.advance_box, calls.room, calls.floats
        found: dict[int, list[Glyph]] = {}
        # Of each font's characters, whether the box that PDFium gives is the advance's.
        fonts: dict[int, dict[int, bool]] = {}
        last = 0
        for place in range(calls.count_chars(page)):
            handle = object_of(page, place)
            if handle != last:
                if not handle:
                    continue  # a space or a break that was put in between two runs
                run = _run(runs, handle)
                glyphs = found.setdefault(handle, [])
                fills_box = fonts.setdefault(run.font, {})
                first, end, turn, shift = axis = advances.axis(run)
                pen = self._pen(run)
                last, box, gap = handle, None, None
            code = code_at(page, place)
            before = box
            advance_box(page, place, room)
            box = floats[:4]
            sides = turn * box[first] + shift, turn * box[end] + shift
            if code == SPACE and calls.is_made_up(page, place):
                gap = sides[0]
                continue
            if not SPACE <= code <= LAST_PLAIN or code in FROM_THE_RIGHT:
                _check(code)
            if is_unmapped(page, place):
                raise Doubt("a character that its font does not tell")
            if box == before:
                glyphs[-1] = pen(_joined(glyphs[-1].text, code), *sides, place)
                continue
            if code < FIRST_SQUARE or not fills_box:
                if code not in fills_box:
                    fills_box[code] = advances.fills_box(run, place, axis, sides)
                if not fills_box[code]:
                    sides = advances.advanced(run, place)
            if gap is not None:
                _check_gap(gap, sides, run.size)
                gap = None
            glyphs.append(pen(chr(code), *sides, place))
        for handle in runs.keys() - found.keys():
            run = runs[handle]
            found[handle] = [self._pen(run)(chr(SPACE), *advances.blank(run), -1)]
        return found

    def _pen(self, run: Run) -> Pen:
        """What makes the glyphs of a run."""
        cell = self._cells.get(run.content) if self._cells else None
        if not run.is_straight:
            return self._leaning_pen(run, cell)
        first, last = run.reach
        if run.way != "level":
            if run.runs_across:
                return lambda text, x0, x1, _: turned_glyph(text, Box(x0, first, x1, last), cell)
            return lambda text, top, end, _: turned_glyph(text, Box(first, top, last, end), cell)
        size = max(last - first, 1.0)
        top, bottom, level = reach(first, last, run.matrix[5], size)
        return lambda text, x0, x1, _: Glyph(text, Box(x0, top, x1, bottom), size, level, cell)

    def _leaning_pen(self, run: Run, cell: LogicalCell | None) -> Pen:
        """What makes the glyphs of a run that leans, or runs aslant."""
        a, b, c, d, _, _ = run.matrix
        low, high = run.descent * run.size, (run.descent + 1) * run.size

        def pen(text: str, start: float, end: float, place: int) -> Glyph:
            x, y = (run.matrix[4], run.matrix[5]) if place < 0 else self._advances.origin(place)
            along = (end - start) / run.scale
            corners = [(u, v) for u in (0.0, along) for v in (low, high)]
            xs, ys = (
                [x + a * u + c * v for u, v in corners],
                [y + b * u + d * v for u, v in corners],
            )
            box = Box(min(xs), min(ys), max(xs), max(ys))
            if run.way != "level":
                return turned_glyph(text, box, cell)
            size = max(box.bottom - box.top, 1.0)
            top, bottom, level = reach(box.top, box.bottom, y, size)
            return Glyph(text, Box(box.x0, top, box.x1, bottom), size, level, cell)

        return pen


def _run(runs: Mapping[int, Run], handle: int) -> Run:
    run = runs.get(handle)
    if run is None:
        raise Doubt("characters of a text that the page does not draw")
    return run


def _check(code: int) -> None:
    """Raise Doubt for a character that PDFium puts in place of another, or turns around."""
    if code < SPACE or code in NO_CHARACTERS:
        raise Doubt("a control character, as for a hyphen that ends a line")
    if code in FROM_THE_RIGHT or any(code in forms for forms in FORMS_FROM_THE_RIGHT):
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
