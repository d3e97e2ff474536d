"""A fragment as part of a table, and the run of parts that make one table: nouns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.page import Cell, Fragment, Line
from pipeline.rebuild.headers import Header


@dataclass(frozen=True, slots=True)
class Block:
    """A body cell in the table's coordinates: `row` counts the part's body rows from 0."""

    row: int
    row_span: int
    column: int
    column_span: int
    cell: Cell

    @property
    def is_blank(self) -> bool:
        """Does it show nothing?"""
        return self.cell.is_blank


@dataclass(frozen=True, slots=True)
class Part:
    """A fragment as part of a table, with the lines that stand over it.

    `is_loose`: no break stands above it, but its first row may go on with the row there.
    """

    fragment: Fragment
    header: Header | None
    above: tuple[Line, ...]
    paths: tuple[tuple[str, ...], ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()
    is_loose: bool = False

    @property
    def first_row(self) -> int:
        """The fragment's first row that is not header."""
        return 0 if self.header is None else self.header.rows

    @property
    def rows(self) -> int:
        """How many body rows the part shows."""
        return self.fragment.rows - self.first_row

    def blocks(self) -> Iterator[Block]:
        """The body's cells in the table's coordinates, from the top."""
        for cell in self.fragment.cells:
            last = cell.row + cell.row_span
            if last > self.first_row:
                start = max(cell.row, self.first_row)
                left = self.ranges[cell.column][0]
                right = self.ranges[cell.column + cell.column_span - 1][1]
                yield Block(start - self.first_row, last - start, left, right - left, cell)


@dataclass(frozen=True, slots=True)
class Run:
    """The parts of one table, and its columns: the header words over each, outermost first.

    `numbers` are the columns that hold nothing but numbers; `between` are lines that stand
    between the parts and are in no cell; `left_out` are tables that follow at once and have
    other columns; `below` the lines after the table. `is_prose`: no table was printed, but
    paragraphs, and `beside` are lines among and after them that are in no task.
    """

    parts: tuple[Part, ...]
    columns: tuple[tuple[str, ...], ...]
    numbers: frozenset[int]
    between: tuple[Line, ...] = field(default=())
    left_out: tuple[Fragment, ...] = field(default=())
    below: tuple[Line, ...] = field(default=())
    is_prose: bool = False
    beside: tuple[Line, ...] = field(default=())
