"""A table that nobody drew: cells put together from paragraphs or cards, as a run of one part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.page import Cell, Fragment, Line, Place
from pipeline.rebuild.headers import Header
from pipeline.rebuild.parts import Part, Run


def run_of(
    cells: Sequence[Cell], columns: Sequence[tuple[str, ...]], above: tuple[Line, ...]
) -> Run:
    """The run of cells whose row 0 holds the words over the `columns`, each as often as printed."""
    paths = tuple(columns)
    fragment = Fragment(None, 1 + max(cell.row for cell in cells), len(paths), tuple(cells))
    header = Header(1, paths, (), tuple(cell for cell in cells if cell.row == 0))
    ranges = tuple((place, place + 1) for place in range(len(paths)))
    return Run((Part(fragment, header, above, paths, ranges),), paths, frozenset())


def cell_of(
    lines: Sequence[Line],
    row: int,
    column: int,
    *,
    width: int = 1,
    height: int = 1,
    doubts: tuple[str, ...] = (),
) -> Cell:
    """A cell of lines that stand where they were printed."""
    place = lines[0].place if lines else Place()
    return replace(Cell(row, column, height, width, tuple(lines), place), doubts=doubts)
