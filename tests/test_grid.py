"""From rules to the grid of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.grid import Grid, Region, Rule, band, grids, merged
from tests.pictures import Picture, glyphs, grid_text, horizontal, pictures, plain, vertical

Pen = Callable[[Sequence[Rule], Sequence[Rule]], list[Rule]]


# --- pens: how programs draw one and the same rule


def once(rules: Sequence[Rule], _crossing: Sequence[Rule]) -> list[Rule]:
    """One line from end to end."""
    return list(rules)


def thin_box(rules: Sequence[Rule], _crossing: Sequence[Rule]) -> list[Rule]:
    """The two long sides of a filled box."""
    return [shifted(rule, by) for rule in rules for by in (-0.25, 0.25)]


def twice(rules: Sequence[Rule], _crossing: Sequence[Rule]) -> list[Rule]:
    """Two lines side by side."""
    return [shifted(rule, by) for by in (0.0, 1.5) for rule in rules]


def dotted(rules: Sequence[Rule], _crossing: Sequence[Rule]) -> list[Rule]:
    """Dots with gaps between them."""
    return [dot for rule in rules for dot in dots(rule, length=1.0, gap=2.0)]


def dashed(rules: Sequence[Rule], _crossing: Sequence[Rule]) -> list[Rule]:
    """Dashes with gaps between them."""
    return [dot for rule in rules for dot in dots(rule, length=5.0, gap=3.0)]


def piecewise(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[Rule]:
    """A piece from each crossing rule to the next."""
    return [piece for rule in rules for piece in pieces(rule, crossing)]


def box_a_cell(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[Rule]:
    """The sides of neighbours, each with its own, a little apart at the corners."""
    return [
        Rule(piece.at + by, piece.start + 0.75, piece.end - 0.75)
        for piece in piecewise(rules, crossing)
        for by in (-0.75, 0.75)
    ]


def short(rules: Sequence[Rule], _crossing: Sequence[Rule]) -> list[Rule]:
    """A line that ends before it meets the one that closes the table."""
    return [Rule(rule.at, rule.start + 2, rule.end - 2) for rule in rules]


def long(rules: Sequence[Rule], _crossing: Sequence[Rule]) -> list[Rule]:
    """A line that runs over the one that closes the table."""
    return [Rule(rule.at, rule.start - 2, rule.end + 2) for rule in rules]


def shifted(rule: Rule, by: float) -> Rule:
    """The rule, drawn a little lower, or more to the right."""
    return Rule(rule.at + by, rule.start, rule.end)


def dots(rule: Rule, length: float, gap: float) -> Iterator[Rule]:
    """The pieces of a rule that the ink covers."""
    start = rule.start
    while start < rule.end:
        yield Rule(rule.at, start, min(start + length, rule.end))
        start += length + gap


def pieces(rule: Rule, crossing: Sequence[Rule]) -> Iterator[Rule]:
    """The rule, cut where others cross it."""
    cuts = sorted({c.at for c in crossing if rule.start < c.at < rule.end and meets(c, rule.at)})
    ends = [rule.start, *cuts, rule.end]
    for start, end in pairwise(ends):
        yield Rule(rule.at, start, end)


def meets(rule: Rule, at: float) -> bool:
    """Does the rule reach the height (or the place across) `at`?"""
    return rule.start <= at <= rule.end


PENS: tuple[Pen, ...] = (
    once,
    thin_box,
    twice,
    dotted,
    dashed,
    piecewise,
    box_a_cell,
    short,
    long,
)


# --- pictures


@pytest.mark.parametrize("pen", PENS, ids=lambda pen: pen.__name__)
@pytest.mark.parametrize("picture", pictures("grid"))
def test_a_table_is_read_as_it_is_drawn(picture: Picture, pen: Pen) -> None:
    """Cells and spans are those of the picture, whatever the rules are drawn with."""
    (page,) = picture.pages
    across, down = horizontal(page), vertical(page)
    found = grids(pen(across, down), pen(down, across))
    read = "\n\n".join(shown(grid, page) for grid in found) or "no table"
    assert plain(read) == plain(picture.expected["cells"])


@pytest.mark.parametrize("picture", pictures("grid"))
def test_a_cell_says_where_no_rule_closes_it(picture: Picture) -> None:
    """Cells at the edge of a page that may go on over it are open there, and no others are."""
    (page,) = picture.pages
    said = [
        f"{side}: {' '.join(names)}"
        for side in ("top", "bottom")
        if (names := [n for grid in found_in(page) for n in open_cells(grid, page, side)])
    ]
    assert plain("\n".join(said)) == plain(picture.expected.get("open", ""))


def found_in(page: str) -> tuple[Grid, ...]:
    """The tables of a picture."""
    return grids(horizontal(page), vertical(page))


def shown(grid: Grid, page: str) -> str:
    """A grid as a case writes it."""
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    names = [["" for _ in range(columns)] for _ in range(rows)]
    for region in grid.regions:
        for row, column in positions(region):
            names[row][column] = name(region, grid, page)
    return grid_text(names)


def open_cells(grid: Grid, page: str, side: str) -> list[str]:
    """The names of the cells that are open at a side."""
    return [
        name(region, grid, page) or "."
        for region in grid.regions
        if (region.open_top if side == "top" else region.open_bottom)
    ]


def name(region: Region, grid: Grid, page: str) -> str:
    """The letters that a picture shows within a region."""
    left, right = grid.xs[region.column], grid.xs[region.column + region.column_span]
    top, bottom = grid.ys[region.row], grid.ys[region.row + region.row_span]
    inside = [
        glyph.text
        for glyph in glyphs(page)
        if left < glyph.middle[0] < right and top < glyph.middle[1] < bottom
    ]
    return "".join(inside)


def positions(region: Region) -> Iterator[tuple[int, int]]:
    """The grid positions that a region covers."""
    for row in range(region.row, region.row + region.row_span):
        for column in range(region.column, region.column + region.column_span):
            yield row, column


# --- rules


def test_collinear_pieces_are_one_rule() -> None:
    """In whatever order they are drawn, and though they overlap."""
    assert merged([Rule(10, 50, 90), Rule(10.5, 0, 30), Rule(9.5, 20, 52)]) == [Rule(10, 0, 90)]


def test_pieces_far_apart_are_two_rules() -> None:
    """Two underlined words on one line are no rule across the page."""
    assert merged([Rule(10, 0, 40), Rule(10, 60, 90)]) == [Rule(10, 0, 40), Rule(10, 60, 90)]


def test_dots_that_make_no_rule_are_left_out() -> None:
    """A tick, a part of a drawn character, a leader's point."""
    assert merged([Rule(10, 0, 5), Rule(10, 30, 34)]) == []


def test_rules_of_neighbouring_rows_stay_apart() -> None:
    """What is as far apart as the lowest row is not one rule drawn twice."""
    assert len(merged([Rule(10, 0, 40), Rule(16, 0, 40)])) == 2


def test_a_band_is_told_from_its_edges() -> None:
    """What hangs over the outer edges belongs to the outer bands."""
    assert [band((0, 10, 20, 30), at) for at in (-5, 5, 15, 25, 35)] == [0, 0, 1, 2, 2]


# --- properties

COORDINATES = st.integers(0, 40).map(lambda n: n * 5.0)


@st.composite
def drawn_rules(draw: st.DrawFn) -> Rule:
    """Any rule, long or short."""
    start, end = sorted((draw(COORDINATES), draw(COORDINATES)))
    return Rule(draw(COORDINATES), start, end)


@given(st.lists(drawn_rules(), max_size=12), st.lists(drawn_rules(), max_size=12))
def test_the_cells_of_a_grid_tile_it(across: list[Rule], down: list[Rule]) -> None:
    """Whatever is drawn: each position of a grid belongs to one cell, and edges rise."""
    for grid in grids(across, down):
        assert list(grid.xs) == sorted(set(grid.xs))
        assert list(grid.ys) == sorted(set(grid.ys))
        covered = [position for region in grid.regions for position in positions(region)]
        everywhere = {(r, c) for r in range(len(grid.ys) - 1) for c in range(len(grid.xs) - 1)}
        assert len(covered) == len(set(covered))
        assert set(covered) == everywhere


@given(st.lists(drawn_rules(), max_size=8), st.lists(drawn_rules(), max_size=8), st.randoms())
def test_the_order_of_drawing_says_nothing(
    across: list[Rule], down: list[Rule], random: Random
) -> None:
    """A program may draw its rules in any order."""
    shuffled = random.sample(across, len(across)), random.sample(down, len(down))
    assert grids(*shuffled) == grids(across, down)
