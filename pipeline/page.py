"""What an extractor reads off a document: pages of text lines and table fragments.

Every format gives these same nouns, so that nothing after `extract` knows what kind of
file the notice was. Coordinates are PDF points on the page as displayed, origin top left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a page, in PDF points from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """From the left side to the right, in points."""
        return self.x1 - self.x0


def around(boxes: Iterable[Box]) -> Box | None:
    """The smallest box that holds all of `boxes`; None where there are none."""
    sides = tuple(zip(*boxes, strict=True))
    if not sides:
        return None
    lefts, tops, rights, bottoms = sides
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was printed: page and box, or, without pages, a spot in words."""

    page: int | None = None
    box: Box | None = None
    spot: str | None = None


@dataclass(frozen=True, slots=True)
class LogicalCell:
    """A cell of a table as the document's own structure has it, where it has one (tagged PDF).

    `table` counts the document's tables, `row` the table's rows and `place` the row's cells, each
    from 0. `row_span` is the number of rows that the cell says it covers.
    """

    table: int
    row: int
    place: int
    row_span: int = 1


NO_CELLS: frozenset[LogicalCell] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one paragraph where the format does not say how it was broken.

    `ends` holds the right edge of each character of `text`, so that a part of the line can
    be boxed; it is empty for documents without pages. `size` is the height of the type.
    `is_cut_word`: it ends within a Latin word, if the next line begins with a letter.
    `structure`: the logical cells that its characters belong to.
    """

    text: str
    place: Place = Place()
    ends: Sequence[float] = field(default=(), hash=False)
    size: float | None = None
    is_paragraph: bool = False
    is_cut_word: bool = False
    structure: frozenset[LogicalCell] = NO_CELLS


def joined(lines: Iterable[Line]) -> str:
    """The text of lines that stand one under the other, with a break between each two."""
    text = ""
    above: Line | None = None
    for line in lines:
        if above is not None:
            text += "" if above.is_cut_word and _goes_on(above.text, line.text) else "\n"
        text += line.text
        above = line
    return text


def _goes_on(above: str, below: str) -> bool:
    """May a Latin word go on there? A capital after a small letter begins another."""
    first = below[:1]
    is_letter = first.isascii() and first.isalpha()
    return is_letter and not (above[-1:].islower() and first.isupper())


def say_nothing(lines: Iterable[Line]) -> bool:
    """Is there no line with a text?"""
    return not any(line.text.strip() for line in lines)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as a fragment shows it, at the first grid position that it covers.

    A covered position has no cell of its own; an empty cell is a cell without lines.
    `open_top` and `open_bottom`: no rule closes the cell there, so that it may go on. `is_bare`:
    nothing is drawn at its side, where other rows have the table's outer rule. `doubts`: what was
    guessed of the cell.
    """

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    lines: tuple[Line, ...] = ()
    place: Place = Place()
    open_top: bool = False
    open_bottom: bool = False
    is_bare: bool = False
    doubts: tuple[str, ...] = ()
    # What a cell says is put together once, and asked for every question about it. In a slot it
    # takes a third of what it takes as a cached property, which gives each cell a dictionary.
    _text: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The lines as they stand, one under the other."""
        if self._text is None:
            object.__setattr__(self, "_text", joined(self.lines))
        return self._text or ""

    @property
    def is_blank(self) -> bool:
        """Does the cell show nothing?"""
        return not self.text.strip()

    @property
    def structure(self) -> frozenset[LogicalCell]:
        """The logical cells that its characters belong to."""
        return frozenset[LogicalCell]().union(*(line.structure for line in self.lines))


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of a table that one page shows.

    `edges` are the left edge of each grid column and the right edge of the last one
    (`columns` + 1 numbers), or empty where the format has none. `knows_spans` is False
    where a blank position may be an empty cell or a covered one (a page dump).
    `after` is the number of the page's lines that stand above the fragment.
    """

    page: int | None
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    edges: tuple[float, ...] = ()
    knows_spans: bool = True
    after: int = 0

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a grid position; None where the row has no cell there."""
        for cell in self.cells:
            in_row = cell.row <= row < cell.row + cell.row_span
            if in_row and cell.column <= column < cell.column + cell.column_span:
                return cell
        return None


@dataclass(frozen=True, slots=True)
class Page:
    """One page (or the whole of a document without pages), read from the top."""

    number: int | None
    lines: tuple[Line, ...] = ()
    fragments: tuple[Fragment, ...] = ()
