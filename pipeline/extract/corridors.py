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
# A text over this share of the table's width is a heading over all columns.
HEADING = 0.6

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


def walls(pages: Iterable[Drawn]) -> dict[int, Corridors]:
    """For each page, by its index, that has such a table: the rules that it would have."""
    tables: dict[int, tuple[float, float, list[Band]]] = {}
    sizes: list[float] = []
    for index, (glyphs, horizontal, vertical) in enumerate(pages):
        table = None if vertical else _table(glyphs, horizontal)
        if table is not None:
            tables[index] = table
            sizes += [glyph.size for glyph in glyphs]
    if not tables:
        return {}
    size = median(sizes)
    return {
        index: Corridors(tuple(_rules(left, right, bands, _middles(index, tables, size))))
        for index, (left, right, bands) in tables.items()
    }


def _table(
    glyphs: Sequence[Glyph], horizontal: Sequence[Rule]
) -> tuple[float, float, list[Band]] | None:
    """Left and right side and the rows of the table that the rules of a page draw."""
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
    if len(heights) < FEWEST:
        return None
    inked = [g for g in glyphs if g.text.strip() and left <= g.middle[0] <= right]
    below = max((g.box.bottom for g in inked), default=0.0)
    if below > heights[-1] + NARROWEST:
        heights.append(below + NARROWEST)  # the page cut the last row open
    bands = [
        Band(top, bottom, tuple(_runs(g for g in glyphs if top < g.middle[1] < bottom)))
        for top, bottom in pairwise(heights)
    ]
    return left, right, bands


def _runs(glyphs: Iterable[Glyph]) -> list[tuple[float, float]]:
    """The stretches that glyphs cover, seen from above."""
    return _union(
        # A mark at the end of a line has its ink on the left, and may hang over the column.
        (g.box.x0, g.middle[0] if HANGING.match(g.text) else g.box.x1)
        for g in glyphs
        if g.text.strip()
    )


def _middles(
    index: int, tables: dict[int, tuple[float, float, list[Band]]], size: float
) -> list[float]:
    """The middles of the corridors, from the rows of all pages on which the table stands so."""
    left, right, _ = tables[index]
    # The first row of a page is left out: a header's words stand over several columns.
    bands = [
        [run for run in band.runs if run[1] - run[0] < HEADING * (right - left)]
        for other_left, other_right, held in tables.values()
        if abs(other_left - left) < NARROWEST and abs(other_right - right) < NARROWEST
        for band in held[1:]
    ]
    covered = _union(run for runs in bands for run in runs)
    return [
        (start + end) / 2 for (_, start), (end, _) in pairwise(covered) if end - start >= GAP * size
    ]


def _union(runs: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The stretches that any of the runs covers."""
    covered: list[tuple[float, float]] = []
    for start, end in sorted(runs):
        if covered and start <= covered[-1][1]:
            covered[-1] = (covered[-1][0], max(covered[-1][1], end))
        else:
            covered.append((start, end))
    return covered


def _rules(
    left: float, right: float, bands: Iterable[Band], middles: Sequence[float]
) -> Iterable[Rule]:
    for band in bands:
        for x in (left, *middles, right):
            if not any(start < x < end for start, end in band.runs):
                yield Rule(x, band.top, band.bottom)
