"""The body of a table as strips: one for each row that a page shows, in the table's columns."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.page import Cell
from pipeline.rebuild.looks import is_bare_number, share
from pipeline.rebuild.parts import Block, Part, Run
from pipeline.text.cleaning import clean
from pipeline.text.numbering import is_labelled, split_label

Side = Literal["top", "bottom"]


@dataclass(frozen=True, slots=True)
class Held:
    """A block with the strips that it reaches over, both counted over the whole table."""

    block: Block
    first: int
    last: int
    _text: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def is_blank(self) -> bool:
        """Does it show nothing?"""
        return self.block.is_blank

    @property
    def is_bare(self) -> bool:
        """Does it show nothing, not even the rules round it?"""
        return self.is_blank and self.block.cell.is_bare

    @property
    def text(self) -> str:
        """What it shows, clean: told once, and asked for every question about its column."""
        if self._text is None:
            object.__setattr__(self, "_text", clean(self.block.cell.text))
        return self._text or ""

    def covers(self, other: Held) -> bool:
        """Does it reach over the same strips as another?"""
        return (self.first, self.last) == (other.first, other.last)


@dataclass(frozen=True, slots=True)
class Strip:
    """One row as one page shows it: what covers each column there, or a banner over all.

    `index` counts the whole table's strips from 0. `begins_part`: the first row under a page
    break. `knows_spans`: see Fragment. `is_loose`: see Part; of its first row.
    """

    index: int
    part: int
    begins_part: bool
    knows_spans: bool
    cells: tuple[Held | None, ...]
    banner: Held | None = None
    is_loose: bool = False

    def text(self, column: int) -> str:
        """The clean text of a column; empty where nothing is shown."""
        held = self.cells[column]
        return "" if held is None else held.text


def strips(run: Run) -> tuple[Strip, ...]:
    """All body rows of a table, in order."""
    made: list[Strip] = []
    headings = _heading_styles(run)
    for index, part in enumerate(run.parts):
        made += _of_part(part, index, len(made), run, headings)
    return tuple(made)


def is_open(strip: Strip, side: Side) -> bool:
    """Is a cell of the row alone, not one merged over several, without a rule on that side?"""
    cells = [h.block.cell for h in strip.cells if h is not None and h.first == h.last]
    return any(_open_at(cell, side) for cell in cells)


def is_closed(strip: Strip, side: Side) -> bool:
    """Has a filled cell of the row alone a rule on that side?"""
    cells = [h.block.cell for h in strip.cells if h is not None and h.first == h.last]
    return any(not (cell.is_blank or _open_at(cell, side)) for cell in cells)


def _open_at(cell: Cell, side: Side) -> bool:
    return cell.open_top if side == "top" else cell.open_bottom


def _heading_styles(run: Run) -> dict[int, frozenset[str]]:
    """The columns for headings, with the styles of the labels there.

    Most of their cells have a label. A text alone in its row is not counted, for it may stand
    over the rows that follow, in whatever column it was printed.
    """
    texts: dict[int, list[str]] = {}
    for part in run.parts:
        filled = [block for block in part.blocks() if not block.is_blank]
        company = Counter(block.row for block in filled)
        for block in filled:
            if company[block.row] > 1:
                texts.setdefault(block.column, []).append(clean(block.cell.text))
    return {
        column: frozenset(label.style for text in held if (label := split_label(text)))
        for column, held in texts.items()
        if column not in run.numbers and share(held, is_labelled) >= 0.5
    }


def _of_part(
    part: Part, index: int, first: int, run: Run, headings: Mapping[int, frozenset[str]]
) -> Iterator[Strip]:
    columns = len(run.columns)
    blocks = list(part.blocks())
    rows = _own_rows(blocks, part.rows)
    for place, (row, shown) in enumerate(zip(rows, _held(blocks, rows, first), strict=True)):
        cells: list[Held | None] = [None] * columns
        banner: Held | None = None
        for held in shown:
            block = held.block
            if block.column_span >= columns > 1:
                banner = held
            elif block.is_blank:
                # Nothing is drawn in it that could part its columns.
                for column in range(block.column, block.column + block.column_span):
                    cells[column] = cells[column] or held
            else:
                cells[_home(block, run)] = held
        if banner is None and not part.fragment.knows_spans:
            banner = _banner_of_dump(cells, headings, run.numbers)
        yield Strip(
            index=first + place,
            part=index,
            begins_part=row == rows[0],
            knows_spans=part.fragment.knows_spans,
            cells=(None,) * columns if banner else tuple(cells),
            banner=banner,
            is_loose=part.is_loose and row == rows[0],
        )


def _held(blocks: Iterable[Block], rows: Sequence[int], first: int) -> list[list[Held]]:
    """For each row the blocks that reach over it; the first row is the strip `first`."""
    held: list[list[Held]] = [[] for _ in rows]
    for block in blocks:
        begin, end = (bisect_left(rows, at) for at in (block.row, block.row + block.row_span))
        if begin < end:
            own = Held(block, first + begin, first + end - 1)
            for place in range(begin, end):
                held[place].append(own)
    return held


def _own_rows(blocks: list[Block], rows: int) -> list[int]:
    """The rows in which something begins: a rule that divides nothing makes no row.

    Nor does what an engine leaves of a row at the page's edge: open, and with no text in it.
    """
    begun = sorted({block.row for block in blocks})
    if len(begun) > 1 and _is_sliver(blocks, begun[-1], rows, "bottom"):
        begun.pop()
    if len(begun) > 1 and _is_sliver(blocks, begun[0], rows, "top"):
        begun.pop(0)
    return begun


def _is_sliver(blocks: list[Block], row: int, rows: int, side: Side) -> bool:
    own = [b for b in blocks if b.row == row and (b.row_span == 1 or b.row + b.row_span == rows)]
    open_there = any(b.cell.open_top if side == "top" else b.cell.open_bottom for b in own)
    return open_there and all(block.is_blank for block in own)


def _home(block: Block, run: Run) -> int:
    """The column that a block belongs to: of several, the first that is not for numbers."""
    covered = range(block.column, block.column + block.column_span)
    return next((column for column in covered if column not in run.numbers), block.column)


def _banner_of_dump(
    cells: list[Held | None], headings: Mapping[int, frozenset[str]], numbers: frozenset[int]
) -> Held | None:
    """A heading alone in its row, in a column that is not for headings of its style.

    With a label it is known for one, and so it is in a column for numbers.
    """
    filled = [held for held in cells if held is not None and not held.is_blank]
    if len(filled) != 1:
        return None
    held = filled[0]
    if held.block.column in numbers:
        return None if is_bare_number(held.text) else held
    label = split_label(held.text) if is_labelled(held.text) else None
    if label is None or not label.rest or label.style in headings.get(held.block.column, ()):
        return None
    return held
