"""Where the rows of a table part that no rule parts: every sign is weighed, none decides alone.

Within a cell lines stand at the text's own distance; between rows there is more room, where the
cells have any at their edges. Every task has one number. The cells of a row begin at one height,
end at one, or are centred on one. A line that is not full ends its text. The cheapest way to cut
a page into rows is taken, and how much dearer the next one is says how sure it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import Literal

from pipeline.extract.cheapest import cheapest
from pipeline.extract.levels import Run
from pipeline.text.deadline_words import is_deadline
from pipeline.text.numbering import split_label

_height = attrgetter("middle")

# Where texts stand in their cells: at the head, at the foot, or (at least some) in the middle.
Stands = Literal["head", "middle", "foot"]
STANDS: tuple[Stands, ...] = ("head", "middle", "foot")

# What speaks against a cut, or for one: in arbitrary units, of which a guess has less than SURE.
SURE = 1.0
# And that there is no edge, it guesses with less than this.
SURE_OF_NONE = 0.4
NO_NUMBER, TWO_NUMBERS = 3.0, 4.0
CUT_TEXT, BROKEN_CELL, ENDED_LINE = 2.5, 1.5, 0.8
OUT_OF_LINE, BLANK = 1.2, 1.0
TWO_DEADLINES = 1.5
TWO_HEADINGS = 2.0
# How much less a full line speaks for its text going on if it ends a sentence.
ENDED = 0.3
SENTENCE_ENDS = ("。", "；", "！", "？")
# How little counts at the page's edge, where a row may be cut.
AT_EDGE = 0.3
# In sizes of the type: half the height of a line's core, which no cut touches.
CORE = 0.36
# Lines of one text stand at least and at most so far apart.
TIGHT, LOOSE = 0.95, 2.6
# In sizes of the type: distances that differ by no more are one.
JITTER = 0.1
# In distances of lines: texts that differ by no more stand at one height.
LEVEL = 0.15
# A line is full that leaves no more room than this, in a column that holds so much more.
FULL, LONG = 1.3, 4.5


# No slots: its height is asked for with every way to cut a page.
@dataclass(frozen=True)
class CellLine:
    """A line of one column; `level` is its height, where that is known better than from its box."""

    column: int
    run: Run
    number: int | None = None
    level: float | None = None

    @cached_property
    def middle(self) -> float:
        """Its height."""
        return self.run.middle if self.level is None else self.level


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual in a table: how far apart lines stand, which column tells what.

    `leading` is the distance of two lines of one text, and from `parted` on a distance parts two
    rows, in points. `deadline` is the column of deadlines. `weights`: how much each column tells
    of the rows; 0 where cells are merged. `rights` are the right ends of full lines, None where
    lines do not fill their column. `stands`: where texts stand in their cells. `labelled`: the
    columns of headings that begin with labels. `is_counted`: every row begins at its number.
    """

    size: float
    leading: float
    parted: float
    is_padded: bool
    text: int
    is_numbered: bool
    deadline: int | None
    weights: tuple[float, ...]
    rights: tuple[float | None, ...]
    stands: Stands = "head"
    labelled: frozenset[int] = frozenset()
    is_counted: bool = False

    def is_full(self, line: CellLine) -> bool:
        """Does a line reach its column's right end, so that its text may go on?"""
        right = self.rights[line.column]
        return right is not None and right - line.run.x1 < FULL * self.size


@dataclass(frozen=True, slots=True)
class Region:
    """Part of a page between two edges that are known; a cut row may stand at an open one.

    `is_banner`: it is a heading over all columns.
    """

    top: float
    bottom: float
    lines: tuple[CellLine, ...]
    open_top: bool = False
    open_bottom: bool = False
    is_banner: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a region's rows part, from its top to its bottom; and the edges that are a guess."""

    edges: tuple[float, ...]
    doubtful: frozenset[float]
    cost: float = 0.0


def usual(
    pages: Sequence[Sequence[CellLine]],
    text: int,
    deadline: int | None,
    weights: Sequence[float],
    *,
    is_numbered: bool,
) -> Usual:
    """What is usual in the columns of a table, from the lines of all its pages."""
    every = [line for page in pages for line in page]
    size = median(line.run.size for line in every)
    columns = range(len(weights))
    stacks = [[_stack(page, column) for page in pages] for column in columns]
    rights = tuple(_right(stacks[column], size) for column in columns)
    pairs = [pair for column in columns for stack in stacks[column] for pair in pairwise(stack)]
    apart = [
        (
            lower.middle - upper.middle,
            rights[upper.column] is not None and not _fills(upper, rights, size),
        )
        for upper, lower in pairs
        if lower.middle - upper.middle > TIGHT * size
    ]
    leading = _leading([d for d, _ in apart], size)
    wider = [d - leading for d, _ in apart if JITTER * size < d - leading < size]
    ended = [d for d, is_ended in apart if is_ended and d < leading + size]
    solid = sum(1 for d in ended if d < leading + JITTER * size)
    is_padded = len(wider) > 2 * solid and len(wider) > 1
    room = min(wider, default=0.0) if not is_padded else _usual_least(wider)
    parted = leading + room / 2 if is_padded else 1.3 * leading
    return Usual(
        size, leading, parted, is_padded, text, is_numbered, deadline, tuple(weights), rights
    )


def _stack(lines: Iterable[CellLine], column: int) -> list[CellLine]:
    return sorted([line for line in lines if line.column == column], key=_height)


def _stacks(lines: Iterable[CellLine], columns: int) -> list[list[CellLine]]:
    """The lines of each column, from the top."""
    stacks: list[list[CellLine]] = [[] for _ in range(columns)]
    for line in sorted(lines, key=_height):
        stacks[line.column].append(line)
    return stacks


def _right(stacks: Sequence[Sequence[CellLine]], size: float) -> float | None:
    """Where the full lines of a column end; None where hardly any line is followed by another."""
    held = [line for stack in stacks for line in stack]
    if not held:
        return None
    right = max(line.run.x1 for line in held)
    left = min(line.run.x0 for line in held)
    full = [line for line in held if right - line.run.x1 < FULL * size]
    return right if right - left > LONG * size and len(full) > 1 else None


def _fills(line: CellLine, rights: Sequence[float | None], size: float) -> bool:
    right = rights[line.column]
    return right is not None and right - line.run.x1 < FULL * size


def _leading(apart: Iterable[float], size: float) -> float:
    """How far apart the lines of one text stand: no two lines of a column stand nearer.

    Programs that place lines on whole dots of a screen put some a little nearer than others.
    """
    near = [d for d in apart if d < LOOSE * size]
    if not near:
        return 1.3 * size
    least = [round(d, 1) for d in near if d < min(near) + JITTER * size]
    return Counter(least).most_common(1)[0][0]


def _usual_least(wider: Sequence[float]) -> float:
    """The least room between two rows, but for a few that stand alone."""
    held = sorted(wider)
    return held[len(held) // 20]


def cut(region: Region, known: Usual) -> Cut:
    """Where the rows of a region part. Dynamic programming over the white strips."""
    strips = _strips(region, known)
    places = [region.top, *strips, region.bottom]
    bands = [
        [line for line in region.lines if upper < line.middle <= lower]
        for upper, lower in pairwise(places)
    ]
    last = len(places) - 1
    toll = [0.0, *(_toll(region, at, known) for at in strips), 0.0]

    def piece(start: int, end: int) -> float:
        held = [line for band in bands[start:end] for line in band]
        is_rest = start == 0 and region.open_top
        if known.is_counted:
            return _counted_cost(held, known, is_rest=is_rest)
        is_cut = is_rest or (end == last and region.open_bottom)
        return _row_cost(held, known, AT_EDGE if is_cut else 1.0)

    way = cheapest(last, piece, toll)
    chosen = set(way.cuts)
    doubtful = frozenset(
        places[i]
        for i in range(1, last)
        if way.margins[i] < (SURE if i in chosen else SURE_OF_NONE)
    )
    return Cut(tuple(places[i] for i in way.cuts), doubtful, way.cost)


def _strips(region: Region, known: Usual) -> list[float]:
    """The heights at which no line of the columns that tell most stands."""
    heavy = [line for line in region.lines if known.weights[line.column] >= 1]
    light = [line for line in region.lines if known.weights[line.column] > 0]
    own, all_of_them = _gaps(heavy, known.size), _gaps(light, known.size)
    places = {_best_place(gap, region, known) for gap in all_of_them}
    places.update(_under_tails(region, light, known))
    for gap in own:
        if not any(gap[0] <= at <= gap[1] for at in places):
            places.add(_best_place(gap, region, known))
    return sorted(places)


def _under_tails(region: Region, light: Sequence[CellLine], known: Usual) -> Iterator[float]:
    """The heights under the rest of a heading that the page's edge cut, where nothing else is."""
    first = min((line.middle for line in light), default=region.bottom) - CORE * known.size
    for column in known.labelled if region.open_top else ():
        for upper, lower in pairwise(_stack(region.lines, column)):
            if lower.run.is_labelled:
                at = min((upper.middle + lower.middle) / 2, first)
                if upper.middle + CORE * known.size < at:
                    yield at
                break


def _best_place(gap: tuple[float, float], region: Region, known: Usual) -> float:
    """The height in a gap at which a cut parts the fewest lines of one text in other columns.

    A heading may be the highest cell of its row.
    """
    inside = [x.middle for x in region.lines if gap[0] < x.middle < gap[1]]
    edges = sorted([gap[0], *inside, gap[1]])
    return min(
        ((upper + lower) / 2 for upper, lower in pairwise(edges) if lower > upper),
        key=lambda at: (_parted_texts(at, region, known), abs(at - (gap[0] + gap[1]) / 2)),
    )


def _parted_texts(at: float, region: Region, known: Usual) -> int:
    """In how many columns a cut at a height would part two lines of one text."""
    count = 0
    for column in {line.column for line in region.lines}:
        above = [x for x in region.lines if x.column == column and x.middle < at]
        below = [x for x in region.lines if x.column == column and x.middle > at]
        if above and below:
            lower = min(below, key=lambda x: x.middle)
            apart = lower.middle - max(x.middle for x in above)
            label = split_label(lower.run.text)
            if apart < known.parted and label is None:
                count += 1
    return count


def _gaps(lines: Iterable[CellLine], size: float) -> list[tuple[float, float]]:
    cores = sorted((line.middle - CORE * size, line.middle + CORE * size) for line in lines)
    gaps: list[tuple[float, float]] = []
    reach = cores[0][1] if cores else 0.0
    for top, bottom in cores:
        if top > reach:
            gaps.append((reach, top))
        reach = max(reach, bottom)
    return gaps


def _toll(region: Region, at: float, known: Usual) -> float:
    """What speaks against a cut at a height: lines of one text on both sides."""
    toll = 0.0
    if known.is_counted and _is_over_a_number(region, at, known):
        return toll
    for column, weight in enumerate(known.weights):
        if not weight:
            continue
        above = max(
            (x.middle for x in region.lines if x.column == column and x.middle < at), default=None
        )
        below = min(
            (x.middle for x in region.lines if x.column == column and x.middle > at), default=None
        )
        if above is None or below is None or below - above >= known.parted:
            continue
        upper = next(x for x in region.lines if x.column == column and x.middle == above)
        if known.is_padded or known.is_full(upper):
            ended = not known.is_padded and upper.run.text.endswith(SENTENCE_ENDS)
            toll += CUT_TEXT * weight * (ENDED if ended else 1.0)
    return toll


def _is_over_a_number(region: Region, at: float, known: Usual) -> bool:
    """Is the first line under a height that tells of the rows a number, or beside one?"""
    below = [x for x in region.lines if x.middle > at and known.weights[x.column]]
    first = min((x.middle for x in below), default=0.0)
    return any(x.number is not None and x.middle - first < LEVEL * known.leading for x in below)


def _row_cost(held: Sequence[CellLine], known: Usual, lenient: float) -> float:
    """What speaks against some lines being one row; `lenient` is less than 1 for a cut row."""
    columns = _stacks(held, len(known.weights))
    stacks = [(weight, columns[c]) for c, weight in enumerate(known.weights) if weight]
    filled = [(weight, stack) for weight, stack in stacks if stack]
    two = TWO_HEADINGS * sum(_begun_again(columns[column]) for column in known.labelled)
    if not filled:
        return two + 2.0 * lenient
    cost = two + lenient * sum(BLANK * weight for weight, stack in stacks if not stack)
    top = min(stack[0].middle for _, stack in filled)
    bottom = max(stack[-1].middle for _, stack in filled)
    for weight, stack in filled:
        # A cell that is merged over rows holds no two texts either: it counts as any other.
        breaks = [_break_cost(upper, lower, known) for upper, lower in pairwise(stack)]
        cost += (1.0 if known.is_padded else weight) * sum(breaks)
        off = _off(stack, top, bottom, known.stands)
        if off > LEVEL * known.leading:
            cost += lenient * weight * OUT_OF_LINE * min(1.0, off / known.leading)
    if known.deadline is not None:
        deadlines = [x for x in held if x.column == known.deadline and is_deadline(x.run.text)]
        cost += TWO_DEADLINES * max(0, len(deadlines) - 1)
    if known.is_numbered:
        numbers = sum(1 for line in held if line.number is not None)
        cost += lenient * NO_NUMBER if numbers == 0 else TWO_NUMBERS * (numbers - 1)
    return cost


def _counted_cost(held: Sequence[CellLine], known: Usual, *, is_rest: bool) -> float:
    """The same where every row begins at its number; the rest of a cut row has none."""
    told = [line for line in held if known.weights[line.column]]
    numbers = sorted(line.middle for line in told if line.number is not None)
    if not numbers:
        return (0.0 if told else AT_EDGE * 2.0) if is_rest else NO_NUMBER
    is_late = numbers[0] - min(line.middle for line in told) > LEVEL * known.leading
    two = TWO_HEADINGS * sum(_begun_again(_stack(held, column)) for column in known.labelled)
    return two + TWO_NUMBERS * (len(numbers) - 1 + is_late)


def _begun_again(stack: Sequence[CellLine]) -> int:
    """How many headings begin under another text? A row stands under one of each column."""
    return sum(1 for line in stack[1:] if line.run.is_labelled)


def _off(stack: Sequence[CellLine], top: float, bottom: float, stands: Stands) -> float:
    """How far a cell's text is from where the texts of its table stand in a row."""
    from_top, from_foot = abs(stack[0].middle - top), abs(stack[-1].middle - bottom)
    if stands == "head":
        return from_top
    if stands == "foot":
        return from_foot
    return min(from_top, abs((stack[0].middle + stack[-1].middle) / 2 - (top + bottom) / 2))


def _break_cost(upper: CellLine, lower: CellLine, known: Usual) -> float:
    """What speaks against two lines of a column being one cell's."""
    apart = lower.middle - upper.middle
    if apart >= known.parted:
        return BROKEN_CELL + min(1.0, (apart - known.leading) / known.leading)
    if not known.is_padded and known.rights[upper.column] is not None and not known.is_full(upper):
        return ENDED_LINE
    return 0.0
