"""From ruled lines to the grid of a table: pure geometry, in PDF points, origin top left.

A table finder that wants closed cells drops a row that the page's edge cut open, and with it
every merged cell that runs past the edge. Here a table is the extent of rules that touch each
other, and a cell is a region of its grid that no rule divides: what is open at the outside is
a cell all the same, and says that it is open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from pipeline.page import Box

# Two rules nearer than this are one rule drawn twice, or the two sides of a thin box.
SNAP = 3.0
# No row is lower and no column narrower, since no type is smaller: edges nearer than this are
# one, with the gap that separately drawn cells leave between them, and rules this near touch.
NARROWEST = 6.0
# A rule that divides rows ends no further from the cell's sides. Text stands 5.4 points from them
# in Word's cells, so that an underline ends further off.
SHORT_OF = 4.5
# A row across all columns is no higher, in points: two lines of large type.
TALLEST_BANNER = 60.0
# A rule along at least this share of a table's side, beside it and apart, is its outer side.
ALONGSIDE = 0.7
# Dots and dashes of one rule lie nearer together than this; letters in an underlined blank do not.
GAP = 4.0
# What is shorter is a dot, a tick or part of a drawn glyph.
SHORTEST = 6.0


class Rule(NamedTuple):
    """A ruled line: `at` is its y (or x), from `start` to `end` along the other axis."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Region:
    """A cell of the grid: position and span, and which of its outer sides has no rule.

    `is_bare`: it stands at a side of the table that is ruled beside other rows, and not here.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    open_top: bool
    open_bottom: bool
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid of one table: column edges `xs`, row edges `ys`, and the cells in it.

    `floors` are the positions, as row and column, with a rule on top. `goes_on`: the page before
    has a table of the same columns.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]
    floors: frozenset[tuple[int, int]] = frozenset()
    goes_on: bool = False

    @property
    def box(self) -> Box:
        """The extent of the table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


@dataclass(frozen=True, slots=True)
class Told:
    """A table with its grid, and what was guessed of its cells, by row and column."""

    grid: Grid
    doubts: Mapping[tuple[int, int], tuple[str, ...]]


def grids(horizontal: Iterable[Rule], vertical: Iterable[Rule]) -> tuple[Grid, ...]:
    """The tables that the rules of one page draw, from the top."""
    groups = _with_outer_sides(_touching(merged(horizontal), merged(vertical)))
    drawn = (piece for group in groups for piece in _one_under_another(*group))
    found = [grid for piece in drawn if (grid := _grid(*piece)) is not None]
    outermost = [g for g in found if not any(_holds(other.box, g.box) for other in found)]
    return tuple(sorted(outermost, key=lambda grid: (grid.ys[0], grid.xs[0])))


def one_grid(horizontal: Iterable[Rule], vertical: Iterable[Rule]) -> Grid | None:
    """The grid of all rules together, whether they touch each other or not."""
    return _grid(merged(horizontal), merged(vertical))


def edges_of_all(horizontal: Iterable[Rule], vertical: Iterable[Rule]) -> tuple[float, ...]:
    """The column edges of the grid of all rules together; none without rules of both ways."""
    across, down = merged(horizontal), merged(vertical)
    return _edges(down, across) if across and down else ()


def _holds(outer: Box, inner: Box) -> bool:
    """Does a table stand within a cell of another?"""
    return outer != inner and (
        outer.x0 <= inner.x0
        and outer.top <= inner.top
        and outer.x1 >= inner.x1
        and outer.bottom >= inner.bottom
    )


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Collinear pieces as one rule each: dots, dashes, doubles, one box a cell."""
    whole: list[Rule] = []
    for line in _clusters(sorted(rules, key=lambda rule: rule.at)):
        at = sum(rule.at for rule in line) / len(line)
        pieces = sorted(line, key=lambda rule: rule.start)
        start, end = pieces[0].start, pieces[0].end
        for piece in pieces[1:]:
            if piece.start - end > GAP:
                whole.append(Rule(at, start, end))
                start, end = piece.start, piece.end
            end = max(end, piece.end)
        whole.append(Rule(at, start, end))
    return [rule for rule in whole if rule.end - rule.start >= SHORTEST]


def _clusters(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Runs of rules that lie within SNAP of the first of the run."""
    clusters: list[list[Rule]] = []
    for rule in rules:
        if clusters and rule.at - clusters[-1][0].at <= SNAP:
            clusters[-1].append(rule)
        else:
            clusters.append([rule])
    return clusters


def _touching(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that cross or touch each other, directly or through others."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, across in enumerate(horizontal):
        for j, down in enumerate(vertical, len(horizontal)):
            if _meet(across, down):
                parent[root(i)] = root(j)
    # Banner rows stand on each other: the nearest to the table's columns comes first.
    banners = _banner_rows(horizontal, vertical)
    for _ in banners:
        with_columns = {root(node) for node in range(len(horizontal), len(parent))}
        for upper, lower in banners:
            if {root(upper), root(lower)} & with_columns:
                parent[root(upper)] = root(lower)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(horizontal + vertical):
        group = groups.setdefault(root(i), ([], []))
        group[0 if i < len(horizontal) else 1].append(rule)
    return list(groups.values())


def _banner_rows(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[int, int]]:
    """Neighbouring rules, by index, with a row between them that no vertical rule reaches.

    In a table without outer sides it is a row across all columns; it parts nothing.
    """
    found: list[tuple[int, int]] = []
    heights = [rule.at for rule in horizontal]
    for i, upper in enumerate(horizontal):
        j = bisect_right(heights, upper.at + NARROWEST)
        if j == len(heights) or heights[j] - upper.at > TALLEST_BANNER:
            continue
        lower = horizontal[j]
        if abs(upper.start - lower.start) + abs(upper.end - lower.end) >= NARROWEST:
            continue
        left, right = upper.start + NARROWEST, upper.end - NARROWEST
        beyond = [rule for rule in vertical if not left < rule.at < right]
        if not any(_meet(upper, rule) or _meet(lower, rule) for rule in beyond):
            found.append((i, j))
    return found


def _with_outer_sides(
    groups: list[tuple[list[Rule], list[Rule]]],
) -> list[tuple[list[Rule], list[Rule]]]:
    """The groups, each with the lone vertical rules that run along it.

    Such a rule is the outer side of a column that is one merged cell all down the page.
    """
    tables = [group for group in groups if group[0] and group[1]]
    lone = [rule for across, down in groups if not across for rule in down]
    for across, down in tables:
        top = min(*(rule.at for rule in across), *(rule.start for rule in down))
        bottom = max(*(rule.at for rule in across), *(rule.end for rule in down))
        for rule in lone:
            shared = min(rule.end, bottom) - max(rule.start, top)
            if shared >= ALONGSIDE * (bottom - top):
                down.append(rule)
    return tables


def _one_under_another(
    horizontal: list[Rule], vertical: list[Rule]
) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules of each of the tables that stand one on the other, as if they were one.

    A table ends at a rule below which none of its inner rules goes on, but others do.
    """
    if not (horizontal and vertical):
        return
    xs, ys = _edges(vertical, horizontal), _edges(horizontal, vertical)
    sides = [(x, _at(x, vertical)) for x in xs[1:-1]]
    inner = [
        {x for x, own in sides if _one_covers(own, top, bottom, NARROWEST, NARROWEST)}
        for top, bottom in pairwise(ys)
    ]
    for row, y in enumerate(ys[1:-1], 1):
        above, below = set().union(*inner[:row]), set().union(*inner[row:])
        if (
            above
            and below
            and not above & below
            and _one_covers(_at(y, horizontal), xs[0], xs[-1], SNAP, SNAP)
        ):
            yield _between(horizontal, vertical, ys[0], y)
            yield from _one_under_another(*_between(horizontal, vertical, y, ys[-1]))
            return
    yield horizontal, vertical


def _between(
    horizontal: list[Rule], vertical: list[Rule], top: float, bottom: float
) -> tuple[list[Rule], list[Rule]]:
    """The rules, or parts of rules, from one height to another."""
    return (
        [rule for rule in horizontal if top - SNAP <= rule.at <= bottom + SNAP],
        [
            Rule(rule.at, max(rule.start, top), min(rule.end, bottom))
            for rule in vertical
            if min(rule.end, bottom) - max(rule.start, top) > NARROWEST
        ],
    )


def _meet(across: Rule, down: Rule) -> bool:
    return (
        across.start - NARROWEST <= down.at <= across.end + NARROWEST
        and down.start - NARROWEST <= across.at <= down.end + NARROWEST
    )


def _grid(horizontal: list[Rule], vertical: list[Rule]) -> Grid | None:
    """The grid of one group of rules; None for a lone line or a frame round text."""
    if not horizontal or not vertical:
        return None
    xs = _edges(vertical, horizontal)
    ys = _edges(horizontal, vertical)
    if len(xs) < 3 or len(ys) < 2:
        return None
    virtual = _header_floor(xs, ys, horizontal, vertical)
    if virtual is not None:
        ys = tuple(sorted((*ys, virtual)))
        horizontal = [*horizontal, Rule(virtual, xs[0], xs[-1])]
    floors = _floors(xs, ys, horizontal)
    ruled = frozenset((r, c) for r, row in enumerate(floors) for c, held in enumerate(row) if held)
    return Grid(xs, ys, tuple(_regions(xs, ys, vertical, floors)), ruled)


def _floors(
    xs: tuple[float, ...], ys: tuple[float, ...], horizontal: list[Rule]
) -> list[list[bool]]:
    """For each row edge and each column: is there a rule?"""
    last = len(xs) - 2
    columns = [(*sides, *_short_of(c, last)) for c, sides in enumerate(pairwise(xs))]
    drawn = (_at(y, horizontal) for y in ys)
    return [[_one_covers(rules, *column) for column in columns] for rules in drawn]


def _edges(rules: list[Rule], crossing: list[Rule]) -> tuple[float, ...]:
    """Where the rules lie; an outer side without a rule is where those that cross end."""
    edges = _thinned(sorted({rule.at for rule in rules}))
    starts, ends = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    if starts < edges[0] - NARROWEST:
        edges.insert(0, starts)
    if ends > edges[-1] + NARROWEST:
        edges.append(ends)
    return tuple(edges)


def _thinned(edges: list[float]) -> list[float]:
    kept = edges[:1]
    for edge in edges[1:]:
        if edge - kept[-1] > NARROWEST:
            kept.append(edge)
    return kept


def _header_floor(
    xs: tuple[float, ...], ys: tuple[float, ...], horizontal: list[Rule], vertical: list[Rule]
) -> float | None:
    """Where columns begin in the middle of a row: the lower edge of a header of one row or two.

    An engine may leave the rule out between a repeated header and a row that goes on.
    """
    for above, below in pairwise(ys):
        starts = [
            rule.start
            for rule in vertical
            if xs[0] + NARROWEST < rule.at < xs[-1] - NARROWEST
            and above + NARROWEST < rule.start < below - NARROWEST
            and rule.end > below - NARROWEST
        ]
        rules = _at(below, horizontal)
        if starts or _one_covers(rules, xs[0], xs[-1], NARROWEST, NARROWEST):
            return min(starts, default=None)
    return None


def _regions(
    xs: tuple[float, ...], ys: tuple[float, ...], vertical: list[Rule], floors: list[list[bool]]
) -> Iterable[Region]:
    """The cells: unit positions that no rule divides, put together to rectangles."""
    rows, columns = len(ys) - 1, len(xs) - 1
    sides = [_at(x, vertical) for x in xs]
    walls = [  # walls[r][c]: a rule on the left of position (r, c)
        [_one_covers(rules, top, bottom, NARROWEST, NARROWEST) for rules in sides]
        for top, bottom in pairwise(ys)
    ]
    taken: set[tuple[int, int]] = set()
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken:
                continue
            right = c + 1
            while right < columns and not walls[r][right] and (r, right) not in taken:
                right += 1
            below = r + 1
            while below < rows and _goes_on(below, c, right, walls, floors):
                below += 1
            taken.update((i, j) for i in range(r, below) for j in range(c, right))
            yield Region(
                row=r,
                column=c,
                row_span=below - r,
                column_span=right - c,
                open_top=r == 0 and not all(floors[0][c:right]),
                open_bottom=below == rows and not all(floors[rows][c:right]),
                is_bare=c == 0
                and any(row[0] for row in walls)
                and not any(row[0] for row in walls[r:below]),
            )


def _goes_on(
    row: int, left: int, right: int, walls: list[list[bool]], floors: list[list[bool]]
) -> bool:
    """Is the strip of `row` from `left` to `right` part of the cell above it?"""
    if any(floors[row][left:right]):
        return False
    inside = any(walls[row][left + 1 : right])
    closed_left = left == 0 or walls[row][left]
    closed_right = right == len(walls[row]) - 1 or walls[row][right]
    return closed_left and closed_right and not inside


def _short_of(column: int, last: int) -> tuple[float, float]:
    """How far from the sides of a column its rules may end; thick outer rules keep them off."""
    return (
        NARROWEST if column == 0 else SHORT_OF,
        NARROWEST if column == last else SHORT_OF,
    )


def _at(at: float, rules: Iterable[Rule]) -> list[Rule]:
    """Those of some rules that lie at `at`."""
    return [rule for rule in rules if abs(rule[0] - at) <= NARROWEST]


def _one_covers(
    rules: Iterable[Rule], start: float, end: float, before: float, after: float
) -> bool:
    """Does one of some rules run from `start` to `end`, less `before` and `after` at most?"""
    first, last = start + before, end - after
    return any(begun <= first and ended >= last for _, begun, ended in rules)


def band(edges: Sequence[float], at: float) -> int:
    """The index of the band between two edges that holds `at`, or the outer band nearest it."""
    return bisect_right(edges, at, 1, len(edges) - 1) - 1
