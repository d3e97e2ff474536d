"""How far the cells of a column reach over the rows of a page, where no rule says it.

A merged cell shows its text at its head, in its middle or at its foot; where, the whole column
tells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Literal

from pipeline.extract.cheapest import Way, cheapest
from pipeline.extract.rows import STANDS, CellLine, Stands, Usual
from pipeline.text.deadline_words import is_deadline

Habit = Literal["headings", "values", "remarks"]

# What speaks against a cell: that it is blank, by the habit of its column; that it reaches over
# several rows; that its text does not stand where it should; that it holds two texts.
BLANK: dict[Habit, float] = {"headings": 0.8, "values": 0.5, "remarks": 0.1}
REACHES: dict[Habit, float] = {"headings": 0.1, "values": 0.4, "remarks": 0.5}
OUT_OF_PLACE, TWO_TEXTS, CUT_TEXT = 3.0, 3.0, 2.0
# Each row has a text that stands where its own would: what that costs where they are one cell.
OWN_TEXT: dict[Habit, float] = {"headings": 1.0, "values": 2.5, "remarks": 1.0}
# In distances of lines: off by no more, a text stands in its place.
SLIGHT = 0.1
AT_EDGE = 0.3
SURE = 0.33


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row of a page: its edges, and between which heights its text stands.

    `begins`: nothing above reaches into it, as under a header or a heading over all columns, and
    `is_banner`: it is such a heading.
    `goes_on`: it is the rest of the last row of the page before. `told_below`: that rest has a
    text in the column.
    """

    top: float
    bottom: float
    ink: tuple[float, float]
    begins: bool = False
    is_banner: bool = False
    goes_on: bool = False
    told_below: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """The rows that one cell of a column takes, first and last; and whether that is a guess."""

    first: int
    last: int
    is_doubtful: bool = False


# The rows of a page, and the lines of one column in them.
Shown = tuple[Sequence[PageRow], Sequence[CellLine]]


def reaches(pages: Sequence[Shown], habit: Habit, known: Usual) -> list[list[Reach]]:
    """For each page of a table the cells of a column, from the top."""
    labelled = habit == "headings" and is_label_column([lines for _, lines in pages], known)
    if not labelled and _has_own_texts(pages, known):
        return [[Reach(i, i) for i in range(len(rows))] for rows, _ in pages]
    best = [
        [_way(shown, habit, known, stands, labelled=labelled) for shown in pages]
        for stands in STANDS
    ]
    stands, ways = min(
        zip(STANDS, best, strict=True), key=lambda pair: sum(way.cost for way in pair[1])
    )
    again = partial(_way, habit=habit, known=known, stands=stands, labelled=labelled)
    return [_cells(way) for way in _settled(pages, ways, again, known)]


def _has_own_texts(pages: Sequence[Shown], known: Usual) -> bool:
    """Does a text stand at the head of each row? A column that merges cells has blanks."""
    return all(
        any(abs(line.middle - row.ink[0]) < SLIGHT * known.leading for line in lines)
        for rows, lines in pages
        for row in rows
        if not row.is_banner and not row.goes_on
    )


def _settled(
    pages: Sequence[Shown], ways: Sequence[Way], again: Callable[..., Way], known: Usual
) -> list[Way]:
    """The ways, where a row that a break cuts shows two texts in one cell changed.

    One of the two stands in its cell, and the other in the cell next to it, that reaches up to
    the break.
    """
    made = list(ways)
    for place in range(1, len(pages)):
        (above, upper), (below, lower) = pages[place - 1], pages[place]
        if not above or not below or not below[0].goes_on:
            continue
        last = _shown(above, upper, made[place - 1].cuts[-2], len(above))
        first = _shown(below, lower, 0, made[place].cuts[1])
        toll = _two_at_break(last, first, known) if last and first else 0.0
        if not toll:
            continue
        kept = (made[place - 1], again(pages[place], tolls=(toll, 0.0)))
        moved = (again(pages[place - 1], tolls=(0.0, toll)), made[place])
        costs = [sum(way.cost for way in pair) for pair in (kept, moved)]
        made[place - 1], made[place] = kept if costs[0] <= costs[1] else moved
        if abs(costs[0] - costs[1]) < SURE:
            at = made[place].cuts[1]
            made[place] = _guessed(made[place], at if at < len(below) else 0)
    return made


def _guessed(way: Way, at: int) -> Way:
    return replace(way, margins=(*way.margins[:at], 0.0, *way.margins[at + 1 :]))


def _shown(
    rows: Sequence[PageRow], lines: Sequence[CellLine], first: int, end: int
) -> list[CellLine]:
    """The lines that stand in some rows, from the top."""
    top, bottom = rows[first].top, rows[end - 1].bottom
    return sorted((x for x in lines if top < x.middle <= bottom), key=lambda line: line.middle)


def _two_at_break(upper: Sequence[CellLine], lower: Sequence[CellLine], known: Usual) -> float:
    """What speaks against two texts on the sides of a break being one cell's."""
    if is_heading(lower[0]):
        return TWO_TEXTS
    if upper[0].column != known.deadline:
        return 0.0
    above, below = ("".join(line.run.text for line in held) for held in (upper, lower))
    is_two = is_deadline(above) and is_deadline(below) and not above.endswith("年")
    return TWO_TEXTS if is_two else 0.0


def is_label_column(pages: Sequence[Sequence[CellLine]], known: Usual) -> bool:
    """Do most of a column's texts begin with an outline label?"""
    begun = total = texts = 0
    for page in pages:
        held = sorted(page, key=lambda line: line.middle)
        begun += sum(1 for line in held if is_heading(line))
        texts += sum(1 for a, b in pairwise(held) if b.middle - a.middle >= known.parted)
        texts += 1 if held else 0
        total += len(held)
    return (begun > 0 and 3 * begun >= 2 * texts) or 3 * begun >= total > 0


def _cells(way: Way) -> list[Reach]:
    return [
        Reach(first, end - 1, min(way.margins[first : end + 1]) < SURE)
        for first, end in pairwise(way.cuts)
    ]


def _way(
    shown: Shown,
    habit: Habit,
    known: Usual,
    stands: Stands,
    *,
    labelled: bool,
    tolls: tuple[float, float] = (0.0, 0.0),
) -> Way:
    """The cheapest cells; `tolls`: what a text in the first and in the last one costs."""
    rows, lines = shown
    head, foot = tolls
    last = len(rows)
    held = sorted(lines, key=lambda line: line.middle)

    def piece(first: int, end: int) -> float:
        if any(row.begins for row in rows[first + 1 : end]):
            return 1000.0
        own = [x for x in held if rows[first].top < x.middle <= rows[end - 1].bottom]
        # At the page's edges a cell may be cut, and show its text on the page beside.
        is_cut = (first == 0 and not rows[0].begins) or end == last
        lenient = AT_EDGE if is_cut else 1.0
        cost = REACHES[habit] if end - first > 1 else 0.0
        if not own:
            if first == 0 and not rows[0].begins and habit == "headings":
                return 0.1
            if first == 0 and end == 1 and rows[0].goes_on:
                return 0.0  # the text stands above the break
            if end == last and end - first == 1 and rows[-1].told_below:
                return 0.0
            return BLANK[habit] * (end - first) + (1.0 if end - first > 1 else 0.0)
        cost += (head if first == 0 else 0.0) + (foot if end == last else 0.0)
        off = _off(rows[first:end], own, stands=stands) / known.leading
        cost += lenient * OUT_OF_PLACE * min(1.0, max(0.0, off - SLIGHT))
        if end - first > 1:
            cost += OWN_TEXT[habit] * max(
                0, _self_sufficient(rows[first:end], own, known, stands=stands) - 1
            )
        return cost + sum(_two(upper, lower, known) for upper, lower in pairwise(own))

    toll = [_toll(held, row.top, known, labelled=labelled) for row in rows] + [0.0]
    return cheapest(last, piece, toll)


def _off(rows: Sequence[PageRow], own: Sequence[CellLine], *, stands: Stands) -> float:
    """How far a text stands from where it should, at the head of some rows, or where else."""
    top = min(rows[0].ink[0], own[0].middle)
    bottom = max(rows[-1].ink[1], own[-1].middle)
    if stands == "head":
        return abs(own[0].middle - top)
    if stands == "foot":
        return abs(own[-1].middle - bottom)
    middle = (own[0].middle + own[-1].middle) / 2
    # The highest cell of a row may be a heading's: then the row's edges tell its middle better.
    return min(abs(middle - (top + bottom) / 2), abs(middle - (rows[0].top + rows[-1].bottom) / 2))


def _self_sufficient(
    rows: Sequence[PageRow], own: Sequence[CellLine], known: Usual, *, stands: Stands
) -> int:
    """How many of the rows have a text that stands just where one of their own would?

    The later lines of a text that begins above stand there only if other columns say so.
    """
    count = 0
    above: CellLine | None = None
    for row in rows:
        held = [line for line in own if row.top < line.middle <= row.bottom]
        if not held:
            continue
        goes_on = above is not None and held[0].middle - above.middle < known.parted
        is_higher = goes_on and held[0].middle < row.ink[0] - SLIGHT * known.leading
        if not is_higher and _off([row], held, stands=stands) < SLIGHT * known.leading:
            count += 1
        above = held[-1]
    return count


def _two(upper: CellLine, lower: CellLine, known: Usual) -> float:
    """What speaks against two lines being one cell's."""
    if is_heading(lower):
        return TWO_TEXTS
    return TWO_TEXTS / 2 if lower.middle - upper.middle >= known.parted else 0.0


def is_heading(line: CellLine) -> bool:
    """Does a line begin with an outline label?"""
    return line.run.is_labelled


def _toll(held: Sequence[CellLine], at: float, known: Usual, *, labelled: bool) -> float:
    """What speaks against an edge: that it parts the lines of one text."""
    above = [line for line in held if line.middle <= at]
    below = [line for line in held if line.middle > at]
    if not above or not below or below[0].middle - above[-1].middle >= known.parted:
        return 0.0
    if is_heading(below[0]):
        return 0.0
    if labelled:
        return 2 * CUT_TEXT  # no heading of the column begins without a label
    return CUT_TEXT if known.is_padded or known.is_full(above[-1]) else 0.0
