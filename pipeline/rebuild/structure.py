"""What the document's own structure says of a table, where it has one: a witness, not the judge.

A tagged PDF names the logical cell of each character. It can be wrong: a table parted at each
page, a row told twice, a span left out. So it is heard only as far as it agrees with what the
pages show where no page break is near.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.page import LogicalCell
from pipeline.rebuild.strips import Held, Strip

# The share of rows, and of merged cells, that must be as the pages show them.
TRUSTED = 0.9

# A row of a logical table: the table's number and its own.
Row = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Structure:
    """The logical rows of each strip, and the logical cells that each column shows on each part.

    `parts` is the part of each strip. `rows` is empty where the document has no structure, or one
    that does not fit its pages; `unlike` is in how many of so many places. `parts_rows`: a row that
    is printed on two pages is told as one, so that two are two. `knows_spans`: merged cells are
    told as such.
    """

    rows: tuple[frozenset[Row], ...] = ()
    cells: tuple[frozenset[tuple[int, LogicalCell]], ...] = ()
    parts: tuple[int, ...] = ()
    unlike: tuple[int, int] = (0, 0)
    parts_rows: bool = False
    knows_spans: bool = False

    def is_one_row(self, upper: Sequence[Strip], lower: Strip) -> bool | None:
        """Are the strips above a break and the one below it pieces of one row? None: not told."""
        above = self._row(strip.index for strip in upper)
        below = self._row([lower.index])
        if above is None or below is None or above[0] != below[0]:
            return None
        if above == below:
            return True
        return False if self.parts_rows else None

    def is_one_cell(self, above: Sequence[Held], below: Held, column: int) -> bool | None:
        """Are the pieces of a cell above a break and the one below it one cell? None: not told.

        A piece that shows nothing is told by the cell of its column that covers its row.
        """
        if not self.rows:
            return None
        shown = [held for held in above if not held.is_blank]
        before = _cells(shown) if shown else self._covering(above[-1].last, column)
        after = self._covering(below.first, column) if below.is_blank else _cells([below])
        if not before or not after or {c.table for c in before} != {c.table for c in after}:
            return None
        if before & after:
            # A cell of one row cannot go on in another: there the structure is at odds with itself.
            return True if any(cell.row_span > 1 for cell in before & after) else None
        are_told = self.knows_spans if below.is_blank or not shown else self.parts_rows
        return False if are_told else None

    def is_alone(self, above: Sequence[Held], below: Held, column: int) -> bool:
        """Does one side of a break show nothing, and no cell of the column cover its row?"""
        shown = any(not held.is_blank for held in above)
        if not self.knows_spans or shown != below.is_blank:
            return False
        strip = below.first if below.is_blank else above[-1].last
        return self._row([strip]) is not None and not self._covering(strip, column)

    def _row(self, strips: Iterable[int]) -> Row | None:
        """The one row that strips show; None where there are several, or it is not told."""
        if not self.rows:
            return None
        rows = frozenset[Row]().union(*(self.rows[strip] for strip in strips))
        return next(iter(rows)) if len(rows) == 1 else None

    def _covering(self, strip: int, column: int) -> frozenset[LogicalCell]:
        """The cells whose text the column shows on another part and that cover a strip's row.

        What the same part shows is in another cell: a rule stands between.
        """
        row = self._row([strip])
        if row is None or not self.knows_spans:
            return frozenset()
        return frozenset(
            cell
            for _, cell in self.cells[column]
            if cell.table == row[0]
            and cell.row <= row[1] < cell.row + cell.row_span
            and (self.parts[strip], cell) not in self.cells[column]
        )


def structure(strips: Sequence[Strip]) -> Structure:
    """What the structure says of a table's strips."""
    rows = tuple(frozenset(_rows(strip)) for strip in strips)
    if not any(rows):
        return Structure()
    inner = [
        max(rows[upper.index]) < min(rows[lower.index])
        for upper, lower in pairwise(strips)
        if not lower.begins_part and rows[upper.index] and rows[lower.index]
    ]
    fits = [len(held) == 1 for held in rows if held] + inner
    if sum(fits) < TRUSTED * len(fits):
        return Structure(unlike=(len(fits) - sum(fits), len(fits)))
    columns = range(len(strips[0].cells))
    return Structure(
        rows=rows,
        cells=tuple(frozenset(_cells_by_part(strips, column)) for column in columns),
        parts=tuple(strip.part for strip in strips),
        parts_rows=_parts_rows(strips, rows),
        knows_spans=_knows_spans(strips),
    )


def _rows(strip: Strip) -> Iterator[Row]:
    """The logical rows of the cells that a strip shows alone."""
    for held in strip.cells:
        if held is not None and held.first == held.last:
            for cell in held.block.cell.structure:
                if cell.row_span == 1:
                    yield cell.table, cell.row


def _cells_by_part(strips: Sequence[Strip], column: int) -> Iterator[tuple[int, LogicalCell]]:
    for strip in strips:
        for cell in _cells([strip.cells[column]]):
            yield strip.part, cell


def _cells(held: Iterable[Held | None]) -> frozenset[LogicalCell]:
    return frozenset[LogicalCell]().union(
        *(piece.block.cell.structure for piece in held if piece is not None)
    )


def _parts_rows(strips: Sequence[Strip], rows: Sequence[frozenset[Row]]) -> bool:
    """Is any logical row printed on two pages?"""
    return any(
        rows[lower.index - 1] & rows[lower.index]
        for lower in strips
        if lower.begins_part and lower.index
    )


def _knows_spans(strips: Sequence[Strip]) -> bool:
    """Do the spans that are told agree with those that the pages show, clear of page breaks?"""
    begins = {strip.index for strip in strips if strip.begins_part and strip.index}
    ends = {begin - 1 for begin in begins}
    agree: dict[int, bool] = {}
    told = False
    for strip in strips:
        for held in strip.cells:
            if held is None or len(cells := held.block.cell.structure) != 1:
                continue
            span = next(iter(cells)).row_span
            told = told or span > 1
            shown = held.last - held.first + 1
            if held.first not in begins and held.last not in ends and max(shown, span) > 1:
                agree[id(held.block)] = shown == span
    return told and sum(agree.values()) >= TRUSTED * len(agree)
