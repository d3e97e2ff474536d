"""From where to where characters go by their advance, which PDFium mixes with their ink."""

from __future__ import annotations

from pipeline.extract.readers.pdfium.calls import SIZE, Calls
from pipeline.extract.readers.pdfium.doubt import Doubt
from pipeline.extract.readers.pdfium.matrices import Matrix
from pipeline.extract.readers.pdfium.runs import Hand, Run

# Lengths this near are the same, in sizes of the type: PDFium counts in single precision.
SAME = 0.001
# What is lower than this has no ink, in sizes of the type.
BLANK = 0.05
SPACE = 0x20


class Advances:
    """The advances of the characters of one page; `space` leads from its own to the displayed."""

    def __init__(self, calls: Calls, text_page: int, space: Matrix) -> None:
        self._calls = calls
        self._page = text_page
        self._space = space
        # The fonts of which a character was seen to have ink.
        self.inked: set[int] = set()

    def fills_box(self, run: Run, place: int, sides: tuple[float, float]) -> bool:
        """Are the sides of the box that PDFium gives those of the advance, and not of the ink?

        Raises Doubt where a character does not stand on the base line of a straight run, as in
        vertical writing.
        """
        self._note_ink(run, place)
        x, y = self.origin(place)
        hand = run.hand
        at, off = (x, y - run.y) if hand.runs_across else (y, x - run.x)
        near = max(SAME * hand.square, SAME)
        if hand.is_straight and abs(off) > near:
            raise Doubt("a character beside its line, as in vertical writing")
        is_forward = hand.is_forward
        begin, end = sides if is_forward else sides[::-1]
        if abs(begin - at) > near:
            return False
        start, goes_to = self._sides(hand, self._calls.code_at(self._page, place), at)
        if abs((goes_to if is_forward else start) - end) <= near:
            return True
        # The ink goes on, or the font gives the width of another character of the same meaning.
        inked = self._ink_end(hand, place)
        return abs(inked - end) > near or start == goes_to

    def advanced(self, run: Run, place: int) -> tuple[float, float]:
        """From where to where the advance of a character goes, as its font says."""
        code = self._calls.code_at(self._page, place)
        x, y = self.origin(place)
        return self._sides(run.hand, code, x if run.hand.runs_across else y)

    def blank(self, run: Run) -> tuple[float, float]:
        """From where to where a space goes that is a run of its own, which PDFium leaves out.

        It leaves out what has no ink: also a character of a font that it does not have, or of
        the font without ink that is laid over scans. Raises Doubt where it may be one of these,
        as no other character of the font on the page has ink.
        """
        calls, room = self._calls, self._calls.room
        if run.hand.font not in self.inked or calls.is_embedded(run.hand.font) != 1:
            raise Doubt("a text without ink, of which PDFium gives no characters")
        places = (room + place * SIZE for place in range(4))
        if not calls.bounds(run.handle, *places):
            raise Doubt("a text that stands nowhere")
        left, bottom, right, top = calls.floats[:4]
        if min(right - left, top - bottom) >= BLANK * abs(run.hand.size):
            raise Doubt("a text that PDFium leaves out, as one that is drawn twice")
        return self._sides(run.hand, SPACE, run.x if run.hand.runs_across else run.y)

    def origin(self, place: int) -> tuple[float, float]:
        """Where a character stands on the page as displayed."""
        calls, room = self._calls, self._calls.double_room
        if not calls.origin(self._page, place, room, room + 2 * SIZE):
            raise Doubt("a character that stands nowhere")
        x, y = calls.doubles[:2]
        a, b, c, d, e, f = self._space
        return a * x + c * y + e, b * x + d * y + f

    def _sides(self, hand: Hand, code: int, at: float) -> tuple[float, float]:
        """From where to where the advance of a character goes that stands at a place."""
        calls = self._calls
        given = calls.advance(hand.font, code, abs(hand.size), calls.room)
        advance = calls.floats[0] * hand.scale if given else 0.0
        return (at, at + advance) if hand.is_forward else (at - advance, at)

    def _note_ink(self, run: Run, place: int) -> None:
        """Note of a font that it has ink."""
        if run.hand.font not in self.inked:
            left, top, right, bottom = self._ink(place)
            if min(right - left, top - bottom) > BLANK * abs(run.hand.size):
                self.inked.add(run.hand.font)

    def _ink_end(self, hand: Hand, place: int) -> float:
        """Where the ink of a character ends along its line."""
        axis = hand.axis
        side = self._ink(place)[axis.last if hand.is_forward else axis.first]
        return axis.turn * side + axis.shift

    def _ink(self, place: int) -> tuple[float, float, float, float]:
        """The box around the ink of a character in the page's own space: as PDFium orders it."""
        calls, room = self._calls, self._calls.double_room
        left, right, bottom, top = (room + 2 * SIZE * at for at in range(4))
        if not calls.ink_box(self._page, place, left, right, bottom, top):
            raise Doubt("a character that stands nowhere")
        return calls.doubles[0], calls.doubles[3], calls.doubles[1], calls.doubles[2]
