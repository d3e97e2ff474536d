"""How the text objects of a page run: what all characters of one have in common."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

from pipeline.extract.lines import Way
from pipeline.extract.readers.leaf import Level, reach, way_of_matrix
from pipeline.extract.readers.pdfium.calls import Calls
from pipeline.extract.readers.pdfium.doubt import Doubt
from pipeline.extract.readers.pdfium.matrices import Matrix, then
from pipeline.extract.readers.pdfium.objects import Drawn
from pipeline.extract.readers.windows import Window

# What a font is asked for its descent in: its units, to the size of the type.
UNITS = 1000.0
# No letter goes deeper below its base line, in sizes of the type. A font that says so says
# nothing: PDFium makes up a descent then, from whatever its file holds.
DEEPEST = -0.5


class Axis(NamedTuple):
    """Which sides of a box in the page's own space are start and end of a displayed length.

    `first` and `last` are places in (left, top, right, bottom); times `turn` and plus `shift`
    such a side is on the page as displayed.
    """

    first: int
    last: int
    turn: float
    shift: float


class Hand(NamedTuple):
    """How text is written: font, size, and the matrix to the page as displayed, without place.

    `height` is the size of the type as it is displayed, and `square` how far a character of full
    width takes its line on. `inner` and `outer` are how far from its base line, across it, a
    character is by what the font says of its descent: a size apart, the lesser first. `top`,
    `bottom` and `level` are the same of what is drawn, of a level character, and of its middle.
    """

    font: int
    size: float
    descent: float
    matrix: tuple[float, float, float, float]
    way: Way | Level | None
    axis: Axis
    is_straight: bool
    is_level: bool
    runs_across: bool
    is_forward: bool
    scale: float
    height: float
    square: float
    inner: float
    outer: float
    top: float
    bottom: float
    level: float


class Run(NamedTuple):
    """A text object: how it is written and where it begins, on the page as displayed.

    `content` is the number of its marked content; -1 is none.
    """

    handle: int
    hand: Hand
    x: float
    y: float
    window: Window
    content: int


class Runs:
    """The text objects of a page by their handles, in the order that they are drawn in.

    `space` leads from the page's own space to the page as displayed.
    """

    def __init__(self, calls: Calls, space: Matrix, *, is_tagged: bool) -> None:
        self._calls = calls
        self._space = space
        self._is_tagged = is_tagged
        self._descents: dict[int, float] = {}
        self._hands: dict[tuple[object, ...], Hand] = {}
        self.held: dict[int, Run] = {}

    def add(self, drawn: Drawn) -> None:
        """Hold a text object. Raises Doubt where PDFium reads another text than it draws."""
        calls, handle, space = self._calls, drawn.handle, drawn.space
        if calls.count_marks(handle) > 0 and self._is_replaced(handle):
            raise Doubt("another text is given for what is drawn")
        font = calls.font(handle)
        if not (
            font and calls.font_size(handle, calls.room) and calls.matrix(handle, calls.next_room)
        ):
            raise Doubt("a text without a font, or that stands nowhere")
        size, a, b, c, d, e, f = calls.floats[:7]
        key = (font, size, a, b, c, d, space)
        hand = self._hands.get(key)
        if hand is None:
            hand = self._hands[key] = self._hand(font, size, then((a, b, c, d, 0, 0), space))
        content = calls.content(handle) if self._is_tagged else -1
        self.held[handle] = Run(
            handle,
            hand,
            e * space[0] + f * space[2] + space[4],
            e * space[1] + f * space[3] + space[5],
            drawn.window,
            drawn.content if content < 0 else content,
        )

    def _is_replaced(self, handle: int) -> bool:
        """Is there an ActualText, which PDFium takes in place of the characters?"""
        calls = self._calls
        marks = (calls.mark_at(handle, place) for place in range(calls.count_marks(handle)))
        return any(mark and calls.kind_in_mark(mark, b"ActualText") > 0 for mark in marks)

    def _hand(self, font: int, size: float, matrix: Matrix) -> Hand:
        a, b, c, d, _, _ = matrix
        if font not in self._descents:
            self._descents[font] = self._descent(font)
        descent = self._descents[font]
        runs_across = abs(a) >= abs(b)
        scale = max(abs(a), abs(b))
        if not (scale > 0 and isfinite(sum(matrix) + size)):
            raise Doubt("a text of no extent, or of none that can be counted")
        ends = [part * size * (d if runs_across else c) for part in (descent, descent + 1)]
        inner, outer = min(ends), max(ends)
        height = max(outer - inner, 1.0)
        top, bottom, level = reach(0.0, height)
        way = way_of_matrix(a, -b, c, -d)
        is_straight = (b == 0 and c == 0) or (a == 0 and d == 0)
        return Hand(
            font=font,
            size=size,
            descent=descent,
            matrix=(a, b, c, d),
            way=way,
            axis=self._axis(runs_across=runs_across),
            is_straight=is_straight,
            is_level=is_straight and way == "level",
            runs_across=runs_across,
            is_forward=a > 0 if runs_across else b > 0,
            scale=scale,
            height=height,
            square=scale * abs(size),
            inner=inner,
            outer=outer,
            top=top,
            bottom=bottom,
            level=level,
        )

    def _axis(self, *, runs_across: bool) -> Axis:
        """The axis that text runs along, or nearly."""
        across_x, across_y, up_x, up_y, right, down = self._space
        along_x, along_y, shift = (across_x, up_x, right) if runs_across else (across_y, up_y, down)
        turn = along_x or along_y
        low, high = (0, 2) if along_x else (3, 1)
        return Axis(*((low, high) if turn > 0 else (high, low)), turn, shift)

    def _descent(self, font: int) -> float:
        """The descent of a font. Raises Doubt for one whose characters are drawings (Type 3)."""
        calls = self._calls
        if calls.font_name(font, None, 0) <= 1:
            raise Doubt("a font without a name, as those are whose characters are drawings")
        if not calls.descent(font, UNITS, calls.room):
            raise Doubt("a font without measures")
        descent = -abs(float(calls.floats[0])) / UNITS
        return descent if descent > DEEPEST else 0.0
