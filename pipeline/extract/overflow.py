"""Text that runs out of its cell: over a rule, or over the foot or the head of the page's table.

Some engines cut a merged cell with its row and go on printing its text below: it stands outside
the rules, in the cell's column, in the next line. Others begin a cell's text there, although its
row has no room on the page and begins on the next.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from pipeline.extract.grid import Grid, Region, band
from pipeline.extract.lines import HAN_SPACE, Glyph, begin, height, heights, inked

# In sizes of the type: the next line of a text stands no further off.
PITCH = 1.7
# Characters may stand over a cell's sides by so many points.
OVER = 1.0
# A rule that runs further than this into a line, in sizes of the type, strikes it.
STRUCK = 0.2
# A table of fewer column edges may have a note below it.
FEWEST = 3
# A line that begins below a table stands no further from it.
BELOW = 1.0


def run_over(grid: Grid, inside: Sequence[Glyph], outside: Sequence[Glyph]) -> list[Glyph]:
    """Those glyphs outside of a table that go on with the text of a cell which is open there."""
    found: list[Glyph] = []
    opens_down = any(region.open_bottom for region in grid.regions)
    opens_up = any(region.open_top for region in grid.regions)
    below = _beyond(grid, outside, down=True) if opens_down else []
    above = _beyond(grid, outside, down=False) if opens_up else []
    for region in grid.regions:
        if region.open_bottom and below:
            found += _next_lines(region, grid, inside, below, down=True)
        if region.open_top and above:
            found += _next_lines(region, grid, inside, above, down=False)
    return found


def _beyond(grid: Grid, outside: Iterable[Glyph], *, down: bool) -> list[list[Glyph]]:
    """The texts under a table, or over it, by lines, the nearest first."""
    if down:
        beyond = [glyph for glyph in outside if height(glyph) > grid.ys[-1]]
    else:
        beyond = [glyph for glyph in outside if height(glyph) < grid.ys[0]]
    ordered = sorted(beyond, key=lambda glyph: height(glyph) if down else -height(glyph))
    return [run for run in _runs(ordered) if not _is_number(run)]


def struck(grid: Grid, glyphs: Iterable[Glyph]) -> dict[Glyph, int]:
    """The rows of glyphs through which a rule runs, where their text goes on on its other side."""
    columns: dict[int, list[Glyph]] = {}
    for glyph in inked(_under_a_rule(glyphs, grid.ys)):
        columns[band(grid.xs, glyph.middle[0])] = []
    for glyph in inked(glyphs) if columns else ():
        column = band(grid.xs, glyph.middle[0])
        if column in columns:
            columns[column].append(glyph)
    return {
        glyph: row
        for column, held in columns.items()
        for run, row in _struck_runs(grid, column, held)
        for glyph in run
    }


def _under_a_rule(glyphs: Iterable[Glyph], ys: Sequence[float]) -> Iterator[Glyph]:
    """The characters through which a rule at an edge between rows may run."""
    last = len(ys) - 1
    before: tuple[float, float, float] | None = None
    is_struck = False
    for glyph in glyphs:
        _, (_, top, _, bottom), size, _, _ = glyph
        # Characters come by lines: the rule is looked for once a line.
        if before != (top, bottom, size):
            before = (top, bottom, size)
            reach = STRUCK * size
            edge = bisect_right(ys, top + reach, 1, last)
            is_struck = edge < last and ys[edge] < bottom - reach
        if is_struck:
            yield glyph


def _struck_runs(
    grid: Grid, column: int, held: Iterable[Glyph]
) -> Iterator[tuple[list[Glyph], int]]:
    """The struck lines of a column without a line beside them on their side of the rule."""
    runs = [*_runs(sorted(held, key=height))]
    edges = [row for row in range(1, len(grid.ys) - 1) if (row, column) in grid.floors]
    for above, run, below in zip([None, *runs], runs, [*runs[1:], None], strict=False):
        box, reach = run[0].box, STRUCK * run[0].size
        row = next((e for e in edges if box.top + reach < grid.ys[e] < box.bottom - reach), None)
        if row is None:
            continue
        reach = PITCH * run[0].size
        own, other = _apart(above, run) <= reach, _apart(run, below) <= reach
        is_below = height(run[0]) > grid.ys[row]
        if is_below:
            own, other = other, own
        if other and not own:
            yield run, row - 1 if is_below else row


def _apart(upper: Sequence[Glyph] | None, lower: Sequence[Glyph] | None) -> float:
    """How far two lines of a column stand from each other, in points."""
    if not upper or not lower:
        return float("inf")
    return height(lower[0]) - height(upper[0])


def with_row_below(grid: Grid, outside: Sequence[Glyph]) -> Grid:
    """The table, with one row more where a text begins right below it, in one of its columns.

    For a table that goes on on the next page.
    """
    foot = grid.ys[-1]
    levels = zip(outside, heights(outside), strict=True)
    below = sorted(inked(glyph for glyph, at in levels if at > foot), key=height)
    runs = [*_runs(below)]
    if not runs or runs[0][0].box.top - foot > BELOW * runs[0][0].size:
        return grid
    columns = {_column_of(run, grid) for run in runs if not _is_number(run)}
    last = [r for r in grid.regions if r.row + r.row_span == len(grid.ys) - 1]
    cut = [region for region in last if region.open_bottom]
    begun = [region for region in last if not region.open_bottom]
    is_cut_text = any(region.column in columns for region in cut)
    if len(columns) != 1 or None in columns or is_cut_text or len(grid.xs) <= FEWEST:
        return grid
    end = max(glyph.box.bottom for run in runs for glyph in run if not _is_number(run))
    regions = (
        *(region for region in grid.regions if region not in cut),
        *(replace(region, row_span=region.row_span + 1) for region in cut),
        *(_new(len(grid.ys) - 1, region) for region in begun),
    )
    return replace(grid, ys=(*grid.ys, end), regions=regions)


def _new(row: int, above: Region) -> Region:
    """A cell that begins in a new row at the foot, below another."""
    return replace(above, row=row, row_span=1, open_top=False, open_bottom=True)


def _column_of(run: Sequence[Glyph], grid: Grid) -> int | None:
    """The column that holds a line from side to side."""
    for column, (left, right) in enumerate(pairwise(grid.xs)):
        if run[0].box.x0 >= left - OVER and run[-1].box.x1 <= right + OVER:
            return column
    return None


def _next_lines(
    region: Region,
    grid: Grid,
    inside: Iterable[Glyph],
    beyond: Iterable[Sequence[Glyph]],
    *,
    down: bool,
) -> Iterator[Glyph]:
    runs = [run for run in beyond if _fits(run, region, grid)]
    own = [glyph for glyph in inked(inside) if _in(region, glyph, grid)] if runs else []
    if not own:
        return
    last = max(own, key=height) if down else min(own, key=height)
    level, reach = height(last), PITCH * last.size
    for run in runs:
        at = height(run[0])
        if abs(at - level) > reach:
            return
        level = at
        yield from run


def _in(region: Region, glyph: Glyph, grid: Grid) -> bool:
    x, y = glyph.middle
    row, column = band(grid.ys, y), band(grid.xs, x)
    return (
        region.row <= row < region.row + region.row_span
        and region.column <= column < region.column + region.column_span
    )


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs of each line, parted where the gap is wider than a space."""
    for _, line in groupby(glyphs, key=lambda glyph: round(height(glyph), 1)):
        run: list[Glyph] = []
        for glyph in sorted(line, key=begin):
            if run and glyph.box.x0 - run[-1].box.x1 > HAN_SPACE * glyph.size:
                yield run
                run = []
            run.append(glyph)
        yield run


def _is_number(run: Sequence[Glyph]) -> bool:
    """Is it nothing but a number, as a page's own?"""
    return "".join(glyph.text for glyph in run).strip(" -—–").isdecimal()


def _fits(run: Sequence[Glyph], region: Region, grid: Grid) -> bool:
    left, right = grid.xs[region.column], grid.xs[region.column + region.column_span]
    return run[0].box.x0 >= left - OVER and run[-1].box.x1 <= right + OVER
