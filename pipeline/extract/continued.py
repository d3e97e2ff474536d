"""Ruled tables over several pages: what one page leaves out of the rules, the others show.

A row that fills its page has no rules across, and a merged cell that fills it at the side of a
table without outer rules has none at all. The columns are known all the same: they stand where
they stand on the table's other pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from pipeline.extract.grid import (
    NARROWEST,
    Grid,
    Region,
    Rule,
    edges_of_all,
    grids,
    merged,
    one_grid,
)
from pipeline.extract.packed import Sheets
from pipeline.extract.turning import Sheet

# So many column edges in the same places are no chance.
FEWEST = 3


Edges = tuple[float, ...]


class Known:
    """Where the columns of a document's tables part."""

    def __init__(self, tables: Iterable[Grid]) -> None:
        each = dict.fromkeys(grid.xs for grid in tables)
        self._edges = sorted(each, key=len, reverse=True)
        # The tables of a long document have few edges, and ask alike.
        self._answers: dict[Edges, Edges | None] = {}

    def most(self, xs: Edges) -> Edges | None:
        """The most edges of one table among which these are; the first one's of several."""
        if xs not in self._answers:
            self._answers[xs] = next((held for held in self._edges if _holds(held, xs)), None)
        return self._answers[xs]


def continued(sheets: Sheets) -> list[tuple[Grid, ...]]:
    """The ruled tables of each page."""
    drawn = [grids(sheet.horizontal, sheet.vertical) for sheet in sheets.ruled()]
    known = Known(grid for page in drawn for grid in page)
    pages = [
        tuple(_refined(grid, known) for grid in _of_page(sheet, page, known))
        or tuple(_of_one_row(sheet.vertical, known))
        for sheet, page in zip(sheets.ruled(), drawn, strict=True)
    ]
    return [
        tuple(_after(before, grid) for grid in page)
        for before, page in zip([(), *pages], pages, strict=False)
    ]


def _after(before: Iterable[Grid], grid: Grid) -> Grid:
    """The table, with whether the page before has one of the same columns."""
    goes_on = any(_holds(other.xs, grid.xs) for other in before)
    return replace(grid, goes_on=True) if goes_on else grid


def _of_page(sheet: Sheet, page: Sequence[Grid], known: Known) -> list[Grid]:
    """The page's tables; parts of one that stand beside each other without touching are one.

    Once widened they lie over each other, or all rules together show more of the columns that the
    table has on another page.
    """
    wide = [_widened(grid, known) for grid in page]
    is_parted = any(_overlap(one, other) for one, other in combinations(wide, 2))
    most = 0 if is_parted else max((len(grid.xs) for grid in page), default=0)
    xs = edges_of_all(sheet.horizontal, sheet.vertical) if wide else ()
    if len(xs) > most and known.most(xs) is not None:
        whole = one_grid(sheet.horizontal, sheet.vertical)
        if whole is not None:
            return [_widened(whole, known)]
    if is_parted:
        return list(page)
    return [
        one if len(one.xs) == len(drawn.xs) else _with_all_rules(one, sheet)
        for one, drawn in zip(wide, page, strict=True)
    ]


def _with_all_rules(wide: Grid, sheet: Sheet) -> Grid:
    """The table as all rules within it draw it: those of its outer columns may touch no others."""
    top, bottom = wide.ys[0] - NARROWEST, wide.ys[-1] + NARROWEST
    whole = one_grid(
        [rule for rule in sheet.horizontal if top < rule.at < bottom],
        [rule for rule in sheet.vertical if top < rule.start and rule.end < bottom],
    )
    is_same = whole is not None and len(whole.xs) == len(wide.xs) and _holds(whole.xs, wide.xs)
    return whole if whole is not None and is_same else wide


def _overlap(one: Grid, other: Grid) -> bool:
    return (
        min(one.ys[-1], other.ys[-1]) - max(one.ys[0], other.ys[0]) > NARROWEST
        and min(one.xs[-1], other.xs[-1]) - max(one.xs[0], other.xs[0]) > NARROWEST
    )


def _widened(grid: Grid, known: Known) -> Grid:
    """The grid with the outer columns that it has on other pages.

    They are cells that fill the table from its head to its foot, for no rule shows there.
    """
    widest = known.most(grid.xs) if len(grid.xs) >= FEWEST else None
    if widest is None:
        return grid
    left = [x for x in widest if x < grid.xs[0] - NARROWEST]
    right = [x for x in widest if x > grid.xs[-1] + NARROWEST]
    if not left and not right:
        return grid
    moved = tuple(replace(region, column=region.column + len(left)) for region in grid.regions)
    last = len(left) + len(grid.xs) - 1
    added = (*range(len(left)), *range(last, last + len(right)))
    rows = len(grid.ys) - 1
    regions = (*moved, *(_open(column, rows) for column in added))
    return Grid(
        xs=(*left, *grid.xs, *right),
        ys=grid.ys,
        regions=tuple(sorted(regions, key=lambda region: (region.row, region.column))),
    )


def _refined(grid: Grid, known: Known) -> Grid:
    """The grid with the inner edges that it has on other pages and that a bare cell hides here."""
    ends = [grid.xs[r.column + r.column_span] for r in grid.regions if r.is_bare]
    finest = known.most(grid.xs) if ends and len(grid.xs) >= FEWEST else None
    if finest is None:
        return grid
    hidden = [x for x in finest if grid.xs[0] + NARROWEST < x < max(ends) - NARROWEST]
    added = [x for x in hidden if not _holds(grid.xs, [x])]
    if not added:
        return grid
    xs = tuple(sorted((*grid.xs, *added)))
    place = {column: xs.index(x) for column, x in enumerate(grid.xs)}
    regions = (
        replace(
            region,
            column=place[region.column],
            column_span=place[region.column + region.column_span] - place[region.column],
        )
        for region in grid.regions
    )
    floors = frozenset(
        (r, c) for r, column in grid.floors for c in range(place[column], place[column + 1])
    )
    return replace(grid, xs=xs, regions=tuple(regions), floors=floors)


def _of_one_row(vertical: Iterable[Rule], known: Known) -> Iterator[Grid]:
    """The row that fills a page on which there are rules down only."""
    rules = merged(vertical)
    xs = tuple(sorted(rule.at for rule in rules))
    if len(xs) < FEWEST or known.most(xs) is None:
        return
    ys = (min(rule.start for rule in rules), max(rule.end for rule in rules))
    row = Grid(xs, ys, tuple(_open(column, 1) for column in range(len(xs) - 1)))
    yield _widened(row, known)


def _open(column: int, rows: int) -> Region:
    return Region(
        row=0, column=column, row_span=rows, column_span=1, open_top=True, open_bottom=True
    )


def _holds(edges: Sequence[float], some: Sequence[float]) -> bool:
    """Do all of `some` stand where some of `edges` do?"""
    return all(any(abs(edge - at) < NARROWEST for edge in edges) for at in some)
