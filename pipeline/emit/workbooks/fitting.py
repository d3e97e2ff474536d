"""How wide a column and how high a row must be for their texts to be seen whole.

Neither Excel nor LibreOffice fits the rows of a file that it opens by itself, so that heights
stand in the file. They are reckoned for a font of 10 points whose Han characters are twice as
wide as its Latin ones, a little generously: a line too high is no loss, a line cut off is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.emit.workbooks.cells import Column, Row, Sheet, shown

HIGHEST = 409.0
"""How high a row can be, in points."""

LINE = 13.0
"""What a line takes, in points; songti takes 12, the fonts that replace it elsewhere up to 13."""

PADDING = 4.0
BUTTON = 3
"""What the button of a filter takes of the width of a header."""

_STEP = 8

# What is never parted: a word or number in Latin letters, or a character, with the brackets
# before it and the marks behind it, which begin and end no line.
_UNIT = re.compile(
    r"[（《〈「『【〔“‘(\[]*"
    r"(?:[!-'*-+\--Z\\^-~]+|.)"
    r"[，。、；：？！）》〉」』】〕”’…—％,.;:?!)\]%]*"
)


def widths(sheet: Sheet) -> tuple[int, ...]:
    """How wide each column is for its longest text to be seen whole, as far as it may be."""
    return tuple(
        _width(column, [shown(row.cells[place]) for row in sheet.rows if place < len(row.cells)])
        for place, column in enumerate(sheet.columns)
    )


def height(row: Row, across: Sequence[int], *, stretched: bool = False) -> float:
    """How high a row is whose columns are `across` wide, in points.

    `stretched`: its last cell reaches over all columns that are left.
    """
    rooms = list(across)
    if stretched and row.cells:
        rooms = [*rooms[: len(row.cells) - 1], sum(rooms[len(row.cells) - 1 :])]
    return _height(max(map(lines, map(shown, row.cells), rooms), default=1))


def header_height(columns: Sequence[Column], across: Sequence[int]) -> float:
    """How high the row of headers is, with the buttons of its filters."""
    rooms = [width - BUTTON for width in across]
    headers = [column.header for column in columns]
    return _height(max(map(lines, headers, rooms), default=1))


@lru_cache(maxsize=4096)
def lines(text: str, room: int) -> int:
    """How many lines a text takes in `room` half-width characters."""
    return sum(_wrapped(line, max(room, 2)) for line in text.split("\n"))


def _width(column: Column, texts: Sequence[str]) -> int:
    width = column.width
    longest = sorted(texts, key=len, reverse=True)[:8]
    while width < column.widest and any(
        LINE * lines(text, width) + PADDING > HIGHEST for text in longest
    ):
        width = min(width + _STEP, column.widest)
    return width


def _height(count: int) -> float:
    return min(LINE * count + PADDING, HIGHEST)


def _wrapped(line: str, room: int) -> int:
    if 2 * len(line) <= room or _across(line) <= room:
        return 1
    count, used = 1, 0
    for unit in _UNIT.findall(line):
        width = _across(unit)
        if used + width <= room:
            used += width
        elif width <= room:
            count, used = count + 1, width
        else:
            # Longer than a line: it begins on one of its own, and is parted where that ends.
            full, rest = divmod(width - 1, room)
            count, used = count + full + (used > 0), rest + 1
    return count


# All others are as wide as Han characters in some of the fonts that may show them.
_NARROW = re.compile(r"[\x00-\x7e｡-ￜ]")


def _across(text: str) -> int:
    return 2 * len(text) - len(_NARROW.findall(text))
