"""Tables ruled only across: their columns, from the white space that runs down between texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.extract.grid import NARROWEST, Rule, merged
from pipeline.extract.lines import HANGING, Glyph

# So many rules one under the other make a table; a notice's imprint (版记) has three.
FEWEST = 4
# The share of the widest rule that a rule must lie under to belong to its table.
UNDER = 0.5
# The white space between two columns is at least this wide, in sizes of the type.
GAP = 0.2
# Lines of one text do not all part at one place: with so many lines, a gap of so many sizes of
# the type and so much text on both sides they are of two columns.
SOME_LINES = 3
PARTED = 0.4
NARROW = 3.0
# In points: what stands no further after a mark goes on with its line.
NEAR = 0.5

Drawn = tuple[Sequence[Glyph], Sequence[Rule], Sequence[Rule]]


@dataclass(frozen=True, slots=True)
class Corridors:
    """Rules that nobody drew, for one page: row by row, where no text stands in the way."""

    vertical: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """One row of a table ruled across, with the texts that stand in it, as runs of glyphs."""

    top: float
    bottom: float
    runs: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table ruled across on one page: its sides, its rows, and where inner rules end."""

    left: float
    right: float
    bands: tuple[Band, ...]
    ends: tuple[float, ...]

    def stands_like(self, other: Table) -> bool:
        """Has it the same sides as another page's table?"""
        return abs(self.left - other.left) < NARROWEST and abs(self.right - other.right) < NARROWEST


def walls(pages: Iterable[Drawn]) -> dict[int, Corridors]:
    """For each page, by its index, that has such a table: the rules that it would have."""
    drawn = list(pages)
    tables: dict[int, Table] = {}
    for index, (glyphs, horizontal, vertical) in enumerate(drawn):
        table = None if vertical else _table(glyphs, horizontal)
        if table is not None:
            tables[index] = table
    full = [table for table in tables.values() if len(table.bands) >= FEWEST - 1]
    # On a page of one cut row a table has few rules: it is known by the sides it has elsewhere.
    tables = {i: t for i, t in tables.items() if any(t.stands_like(known) for known in full)}
    if not tables:
        return {}
    size = median(glyph.size for index in tables for glyph in drawn[index][0])
    return {
        index: Corridors(tuple(_rules(table, _edges(_alike(table, tables.values()), size), size)))
        for index, table in tables.items()
    }


def _alike(table: Table, tables: Iterable[Table]) -> list[Table]:
    return [other for other in tables if other.stands_like(table)]


def is_woven(glyphs: Sequence[Glyph]) -> bool:
    """Do the lines of a cell part at one place? Then it is two columns taken for one.

    A number that stands before its text does so too, and is narrow.
    """
    inked = [glyph for glyph in glyphs if glyph.text.strip()]
    if not inked:
        return False
    size = median(glyph.size for glyph in inked)
    lines = {round(glyph.middle[1] / size) for glyph in inked}
    runs = _runs(inked)
    return len(lines) >= SOME_LINES and any(
        later[0] - earlier[1] >= PARTED * size
        and min(earlier[1] - earlier[0], later[1] - later[0]) > NARROW * size
        for earlier, later in pairwise(runs)
    )


def _table(glyphs: Sequence[Glyph], horizontal: Sequence[Rule]) -> Table | None:
    """The table that the rules of a page draw, if they draw one."""
    horizontal = merged(horizontal)
    if not horizontal:
        return None
    left = min(rule.start for rule in horizontal)
    right = max(rule.end for rule in horizontal)
    under = [rule for rule in horizontal if rule.end - rule.start >= UNDER * (right - left)]
    heights: list[float] = []
    for rule in sorted(under, key=lambda rule: rule.at):
        if not heights or rule.at - heights[-1] > NARROWEST:
            heights.append(rule.at)
    inked = [g for g in glyphs if g.text.strip() and left <= g.middle[0] <= right]
    below = max((g.box.bottom for g in inked), default=0.0)
    if below > heights[-1] + NARROWEST:
        heights.append(below + NARROWEST)  # the page cut the last row open
    if len(heights) < 2:
        return None
    bands = tuple(
        Band(top, bottom, tuple(_runs(g for g in inked if top < g.middle[1] < bottom)))
        for top, bottom in pairwise(heights)
    )
    ends = [rule.start for rule in horizontal] + [rule.end for rule in horizontal]
    return Table(left, right, bands, tuple(end for end in ends if left < end < right))


def _runs(glyphs: Iterable[Glyph]) -> list[tuple[float, float]]:
    """The stretches that glyphs cover, seen from above."""
    held = sorted(glyphs, key=lambda glyph: glyph.box.x0)
    return _union(
        # A mark at the end of a line has its ink on the left, and may hang over the column.
        (g.box.x0, g.middle[0] if _ends_line(g, held) else g.box.x1)
        for g in held
    )


def _ends_line(glyph: Glyph, row: Sequence[Glyph]) -> bool:
    """Is it a mark that no other character follows at once?"""
    if not HANGING.match(glyph.text):
        return False
    return not any(
        abs(other.box.x0 - glyph.box.x1) < NEAR
        and abs(other.middle[1] - glyph.middle[1]) < glyph.size / 2
        for other in row
    )


def _edges(tables: Sequence[Table], size: float) -> list[float]:
    """Where the columns part, from the rows of all pages on which a table stands so.

    It is where rules end within a corridor, else the corridor's middle.
    """
    # The first row of a page is left out, for a header's words stand over several columns; and
    # a row of one text, which may be a heading over all of them.
    bands = [band for table in tables for band in table.bands[1:]]
    rows = [band.runs for band in bands if len(_union(band.runs, within=size)) > 1]
    covered = _union(run for runs in rows for run in runs)
    ends = [end for table in tables for end in table.ends]
    edges: list[float] = []
    for (_, start), (end, _) in pairwise(covered):
        if end - start >= GAP * size:
            ruled = [x for x in ends if start < x < end]
            edges.append(median(ruled) if ruled else (start + end) / 2)
    return edges


def _union(runs: Iterable[tuple[float, float]], within: float = 0.0) -> list[tuple[float, float]]:
    """The stretches that any of the runs covers; gaps up to `within` are covered too."""
    covered: list[tuple[float, float]] = []
    for start, end in sorted(runs):
        if covered and start <= covered[-1][1] + within:
            covered[-1] = (covered[-1][0], max(covered[-1][1], end))
        else:
            covered.append((start, end))
    return covered


def _rules(table: Table, edges: Sequence[float], size: float) -> Iterable[Rule]:
    """The rules that part a table's columns.

    A text alone in its row that stands over an edge is a heading over all of them.
    """
    for band in table.bands:
        across = any(start < x < end for x in edges for start, end in band.runs)
        is_heading = across and len(_union(band.runs, within=size)) == 1
        for x in (table.left, *(() if is_heading else edges), table.right):
            if not any(start < x < end for start, end in band.runs):
                yield Rule(x, band.top, band.bottom)
