"""Text that runs out of its cell over the foot or the head of the page's part of a table.

Some engines cut a merged cell with its row and go on printing its text below: it stands outside
the rules, in the cell's column, in the next line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.extract.grid import Grid, Region, band
from pipeline.extract.lines import HAN_SPACE, Glyph

# In sizes of the type: the next line of a text stands no further off.
PITCH = 1.7
# Characters may stand over a cell's sides by so many points.
OVER = 1.0


def run_over(grid: Grid, inside: Sequence[Glyph], outside: Sequence[Glyph]) -> list[Glyph]:
    """Those glyphs outside of a table that go on with the text of a cell which is open there."""
    found: list[Glyph] = []
    for region in grid.regions:
        if region.open_bottom:
            found += _next_lines(region, grid, inside, outside, down=True)
        if region.open_top:
            found += _next_lines(region, grid, inside, outside, down=False)
    return found


def _next_lines(
    region: Region, grid: Grid, inside: Sequence[Glyph], outside: Sequence[Glyph], *, down: bool
) -> Iterator[Glyph]:
    sign = 1 if down else -1
    edge = grid.ys[-1] if down else grid.ys[0]
    own = [glyph for glyph in inside if glyph.text.strip() and _in(region, glyph, grid)]
    if not own:
        return
    last = max(own, key=lambda glyph: sign * glyph.middle[1])
    level, reach = last.middle[1], PITCH * last.size
    beyond = [glyph for glyph in outside if sign * (glyph.middle[1] - edge) > 0]
    for run in _runs(sorted(beyond, key=lambda glyph: sign * glyph.middle[1])):
        if not _fits(run, region, grid) or _is_number(run):
            continue
        if sign * (run[0].middle[1] - level) > reach:
            return
        level = run[0].middle[1]
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
    for _, line in groupby(glyphs, key=lambda glyph: round(glyph.middle[1], 1)):
        run: list[Glyph] = []
        for glyph in sorted(line, key=lambda glyph: glyph.box.x0):
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
