"""Tables ruled only across: their columns, from the white space that runs down between texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.extract.grid import NARROWEST, Rule
from pipeline.extract.lines import Glyph

# So many rules one under the other make a table; a notice's imprint (版记) has three.
FEWEST = 4
# The share of the widest rule that a rule must lie under to belong to its table.
UNDER = 0.5
# The white space between two columns is at least this wide, in sizes of the type.
GAP = 0.3
# Share of a table's rows that may have text across a corridor: headings over all columns.
CROSSED = 0.34

Drawn = tuple[Sequence[Glyph], Sequence[Rule], Sequence[Rule]]


@dataclass(frozen=True, slots=True)
class Corridors:
    """Rules that nobody drew, for one page: down the middle of each corridor, row by row,
    where no text stands in the way."""

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
    below = max((g.box.bottom for g in glyphs if left <= g.middle[0] <= right), default=0.0)
    if below > heights[-1] + NARROWEST:
        heights.append(below + NARROWEST)  # the page cut the last row open
    bands = [
        Band(top, bottom, tuple(_runs(g for g in glyphs if top < g.middle[1] < bottom)))
        for top, bottom in pairwise(heights)
    ]
    return left, right, bands


def _runs(glyphs: Iterable[Glyph]) -> list[tuple[float, float]]:
    """The stretches that glyphs cover, seen from above."""
    spans = sorted((g.box.x0, g.box.x1) for g in glyphs if g.text.strip())
    runs: list[tuple[float, float]] = []
    for start, end in spans:
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    return runs


def _middles(
    index: int, tables: dict[int, tuple[float, float, list[Band]]], size: float
) -> list[float]:
    """The middles of the corridors, from the rows of all pages on which the table stands so."""
    left, right, _ = tables[index]
    bands = [
        band
        for other_left, other_right, held in tables.values()
        if abs(other_left - left) < NARROWEST and abs(other_right - right) < NARROWEST
        for band in held
        if band.runs
    ]
    edges = sorted({edge for band in bands for run in band.runs for edge in run})
    middles: list[float] = []
    open_since: float | None = None
    for start, end in pairwise([*edges, right]):
        middle = (start + end) / 2
        crossing = sum(1 for band in bands if any(a < middle < b for a, b in band.runs))
        if crossing <= CROSSED * len(bands) and any(_stands_in(b, middle) for b in bands):
            open_since = start if open_since is None else open_since
            continue
        if open_since is not None and start - open_since >= GAP * size:
            middles.append((open_since + start) / 2)
        open_since = None
    return middles


def _stands_in(band: Band, x: float) -> bool:
    """Has the row texts on both sides of `x`?"""
    return band.runs[0][0] < x < band.runs[-1][1]


def _rules(
    left: float, right: float, bands: Iterable[Band], middles: Sequence[float]
) -> Iterable[Rule]:
    for band in bands:
        for x in (left, *middles, right):
            if not any(start < x < end for start, end in band.runs):
                yield Rule(x, band.top, band.bottom)
