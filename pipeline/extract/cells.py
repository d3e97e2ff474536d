"""From the grid of a table and the characters in it to the fragment of cells: pure geometry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.extract.grid import Grid, Region, Told, band
from pipeline.extract.lines import (
    HANGING,
    OPENING,
    Glyph,
    height,
    lines,
    runs_down,
    turned_lines,
)
from pipeline.extract.overflow import struck
from pipeline.extract.turning import Sheet
from pipeline.page import Box, Cell, Fragment, Line, Place

# The width of a Latin letter, in sizes of the type.
LETTER = 0.6
# Between two characters set one right after the other there is less room, in sizes of the type.
SOLID = 0.1
# How near a mark stands to the character before it, in sizes of the type.
NEAR = 0.35
# What may stand at the edge of a column that it belongs to.
MARKS = HANGING | OPENING


def fragment_of(
    table: Told, glyphs: Sequence[Glyph], sheet: Sheet, running: Iterable[Line]
) -> Fragment:
    """What a table shows on a page; `running` are the lines outside of its tables."""
    grid = table.grid
    drawn = _as_drawn(_filled(grid, glyphs), grid)
    return Fragment(
        page=sheet.number,
        rows=len(grid.ys) - 1,
        columns=len(grid.xs) - 1,
        cells=tuple(
            _cell(region, drawn[region], sheet, table)
            for region in sorted(drawn, key=lambda region: (region.row, region.column))
        ),
        edges=grid.xs,
        after=sum(1 for line in running if line.place.box and line.place.box.top < grid.ys[0]),
    )


def _filled(grid: Grid, glyphs: Sequence[Glyph]) -> dict[Region, list[Glyph]]:
    """The regions of a grid, each with the characters in it."""
    held: dict[Region, list[Glyph]] = {region: [] for region in grid.regions}
    owner = {
        (row, column): held[region]
        for region in grid.regions
        for row in range(region.row, region.row + region.row_span)
        for column in range(region.column, region.column + region.column_span)
    }
    over = struck(grid, glyphs)
    xs, ys = grid.xs, grid.ys
    at, row_at = ys[0], 0
    for glyph in glyphs:
        anchor = glyph
        if glyph[0][:1] in MARKS and _hangs_over(glyph, xs):
            anchor = _anchor(glyph, glyphs, grid)
        _, (x0, top, x1, bottom), _, level, _ = anchor
        row = over.get(anchor) if over else None
        if row is None:
            middle = (top + bottom) / 2 if level is None else level
            # Characters come by lines: the row is looked for once a line.
            if middle != at:
                at, row_at = middle, band(ys, middle)
            row = row_at
        owner[row, band(xs, (x0 + x1) / 2)].append(glyph)
    return held


def _hangs_over(glyph: Glyph, xs: Sequence[float]) -> bool:
    """Is it a mark at the edge of a column that it may belong to or not?"""
    first = glyph[0][:1]
    if first in HANGING:
        reach, x0 = NEAR * glyph.size, glyph.box.x0
        return any(edge - glyph.size < x0 < edge + reach for edge in xs[1:-1])
    if first in OPENING:
        reach, x1 = NEAR * glyph.size, glyph.box.x1
        return any(edge - reach < x1 < edge + glyph.size for edge in xs[1:-1])
    return False


def _anchor(glyph: Glyph, glyphs: Iterable[Glyph], grid: Grid) -> Glyph:
    """The glyph by whose place the cell of a mark at a column's edge is told.

    For a mark that hangs over the edge it is the character before it, or after it; else itself.
    """
    at, reach = height(glyph), NEAR * glyph.size
    level = [other for other in glyphs if other is not glyph and abs(height(other) - at) < reach]
    if _goes_on(glyph, level, grid):
        return glyph
    first = glyph.text[:1]
    for other in level:
        if first in HANGING and abs(other.box.x1 - glyph.box.x0) < reach:
            return other
        if first in OPENING and abs(glyph.box.x1 - other.box.x0) < reach:
            return other
    return glyph


def _goes_on(glyph: Glyph, level: Iterable[Glyph], grid: Grid) -> bool:
    """Does a mark stand wholly in its column, with the next character of the line right after?

    Programs without rules for the ends of lines begin them with any mark.
    """
    is_whole = band(grid.xs, glyph.box.x0) == band(grid.xs, glyph.box.x1)
    return is_whole and any(abs(g.box.x0 - glyph.box.x1) < SOLID * glyph.size for g in level)


def _as_drawn(held: dict[Region, list[Glyph]], grid: Grid) -> dict[Region, list[Glyph]]:
    """The regions with their glyphs; a blank one over some columns is a cell for each.

    Only where the table goes on from the page before: there some engines draw nothing round
    merged cells, or too little. What no rule parts from such a cell below belongs to it.
    """
    made: dict[Region, list[Glyph]] = {}
    bare: set[Region] = set()
    for region, glyphs in held.items():
        is_bare = grid.goes_on and not glyphs
        if not is_bare or region.column_span in (1, len(grid.xs) - 1):
            made[region] = glyphs
            continue
        columns = range(region.column, region.column + region.column_span)
        parts = [replace(region, column=column, column_span=1) for column in columns]
        made.update({part: [] for part in parts})
        bare.update(parts)
    for region in sorted(bare, key=lambda region: region.row):
        _rejoin(region, made, grid)
    blank = [region for region, glyphs in made.items() if grid.goes_on and not glyphs]
    for region in sorted(blank, key=lambda region: region.row):
        _rejoin_inside_a_row(region, made)
    return made


def _rejoin_inside_a_row(region: Region, made: dict[Region, list[Glyph]]) -> None:
    """Put a blank cell together with the one above, if all others run on past the edge of the two.

    It is no edge of a row: an engine drew a merged cell that a page cut too short.
    """
    above = next(
        (
            other
            for other in made
            if (other.row + other.row_span, other.column, other.column_span)
            == (region.row, region.column, region.column_span)
        ),
        None,
    )
    if above is None:
        return
    crossed = sum(
        other.column_span for other in made if other.row < region.row < other.row + other.row_span
    )
    columns = max(other.column + other.column_span for other in made)
    if crossed < columns - region.column_span:
        return
    whole = replace(
        above, row_span=above.row_span + region.row_span, open_bottom=region.open_bottom
    )
    made[whole] = made.pop(above) + made.pop(region)


def _rejoin(region: Region, made: dict[Region, list[Glyph]], grid: Grid) -> None:
    """Put a blank cell together with the one below it, if no rule parts the two."""
    end = region.row + region.row_span
    below = next(
        (
            other
            for other in made
            if (other.row, other.column, other.column_span) == (end, region.column, 1)
        ),
        None,
    )
    if below is None or (end, region.column) in grid.floors:
        return
    whole = replace(
        region, row_span=region.row_span + below.row_span, open_bottom=below.open_bottom
    )
    made[whole] = made.pop(region) + made.pop(below)


def _cell(region: Region, glyphs: list[Glyph], sheet: Sheet, table: Told) -> Cell:
    grid = table.grid
    box = Box(
        grid.xs[region.column],
        grid.ys[region.row],
        grid.xs[region.column + region.column_span],
        grid.ys[region.row + region.row_span],
    )
    level: tuple[Line, ...] = ()
    if runs_down(glyphs):
        level = turned_lines(glyphs, sheet.number, "downward")
    elif glyphs:
        level = _whole_words(lines(glyphs, sheet.number), box)
    # Turned text outside of tables is a seal's or a margin's; in a cell it is the cell's.
    turned = (
        line
        for way, held in sheet.turned.items()
        for line in turned_lines((g for g in held if g.is_within(box)), sheet.number, way)
    )
    return Cell(
        row=region.row,
        column=region.column,
        row_span=region.row_span,
        column_span=region.column_span,
        lines=(*level, *turned),
        place=Place(page=sheet.number, box=box),
        open_top=region.open_top,
        open_bottom=region.open_bottom,
        is_bare=region.is_bare,
        doubts=table.doubts.get((region.row, region.column), ()),
    )


def _whole_words(held: tuple[Line, ...], cell: Box) -> tuple[Line, ...]:
    """The lines, with those marked that end within a Latin word: full to the last letter.

    Most programs break a line between two Latin words only, but not those that were told to
    break anywhere, as is usual for Chinese.
    """
    if not any(_ends_in_latin(line) for line in held):
        return held
    boxes = [line.place.box for line in held if line.place.box is not None]
    padding = min(box.x0 for box in boxes) - cell.x0
    full = cell.x1 - max(padding, 0.0)
    return tuple(
        replace(line, is_cut_word=True) if _ends_full(line, full) else line for line in held
    )


def _ends_in_latin(line: Line) -> bool:
    last = line.text[-1:]
    return last.isascii() and last.isalpha()


def _ends_full(line: Line, full: float) -> bool:
    box, size = line.place.box, line.size
    if box is None or size is None or not _ends_in_latin(line):
        return False
    return full - box.x1 < LETTER * size
