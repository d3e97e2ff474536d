"""From printed characters to lines of text: pure geometry, in PDF points, origin top left."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import eq, gt, sub
from statistics import median
from typing import Literal, NamedTuple

from pipeline.page import NO_CELLS, Box, Line, LogicalCell, Place, around

# Parts of the size of the type. A gap this wide between two characters reads as a space; Han
# text is set in squares and often spread out to fill its line, so it takes more.
LATIN_SPACE = 0.2
HAN_SPACE = 0.9
# The same character printed twice to look bold: nearer to itself than this part of its width, or
# of its size where it is narrow. Two brackets may be set closer than two squares, by half of one.
DOUBLED = 0.25
DOUBLED_NARROW = 0.08
# Two characters that lie over each other by more than this part of their size are set close:
# which comes first is not told from where their boxes begin.
CLOSE = 0.3
# Vertical writing: its characters stand closer down the page than across, by this factor.
TIGHTER = 0.85
# And no further from each other than this, in sizes of the type; lines leave more room.
SET_SOLID = 1.15
# And its columns have at least so many.
SHORTEST_COLUMN = 4
# The way that turned text runs: from the foot of the page, from its head, or upside down.
Way = Literal["upward", "downward", "inverted"]
# Share of a character's size by which its base line may lean.
LEANS = 0.05
# Marks that may stand outside the column whose line they end.
HANGING = frozenset("、。，；：！？）》”’」』】〕〉")
# And those that may stand outside before the line that they begin.
OPENING = frozenset("（《“‘「『【〔〈")


class Glyph(NamedTuple):
    """A printed character (or ligature) with its box and the size of its type.

    `level` is the height of its middle, where that is known better than from the box; `cell` the
    logical cell that it belongs to, where the document has a structure.
    """

    text: str
    box: Box
    size: float
    level: float | None = None
    cell: LogicalCell | None = None

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the character: x, y."""
        _, (x0, top, x1, bottom), _, level, _ = self
        return (x0 + x1) / 2, (top + bottom) / 2 if level is None else level

    def is_within(self, box: Box) -> bool:
        """Does its middle lie in a box?"""
        x, y = self.middle
        return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def height(glyph: Glyph) -> float:
    """The height of a character's middle."""
    _, (_, top, _, bottom), _, level, _ = glyph
    return (top + bottom) / 2 if level is None else level


def heights(glyphs: Iterable[Glyph]) -> list[float]:
    """The height of each character's middle, told of all in one go."""
    return [
        (top + bottom) / 2 if level is None else level
        for _, (_, top, _, bottom), _, level, _ in glyphs
    ]


def begin(glyph: Glyph) -> float:
    """Where a character begins: its left side."""
    return glyph[1][0]


def inked(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The characters of which anything is to be seen."""
    return [glyph for glyph in glyphs if glyph[0].strip()]


def lines(glyphs: Iterable[Glyph], page: int | None) -> tuple[Line, ...]:
    """The lines that `glyphs` stand in, from the top, each read from the left."""
    rows: list[list[Glyph]] = []
    level = tallest = 0.0
    for at, glyph in _from_the_top(glyphs):
        size = glyph.size
        if at == level and 0.0 < size <= tallest:
            rows[-1].append(glyph)
            continue
        # A character may be raised or lowered (10³) and stand in the line all the same.
        if rows and abs(at - level) < 0.5 * max(size, tallest):
            rows[-1].append(glyph)
            if size <= tallest:
                continue
        else:
            rows.append([glyph])
        level, tallest = at, size
    made = (_line(row, page) for row in rows)
    return tuple(line for line in made if line.text.strip())


def _from_the_top(glyphs: Iterable[Glyph]) -> Iterable[tuple[float, Glyph]]:
    """The glyphs with their heights; those of one height as they came."""
    held = [*glyphs]
    levels = heights(held)
    if not any(map(gt, levels, levels[1:])):
        return zip(levels, held, strict=True)
    order = sorted(range(len(held)), key=levels.__getitem__)
    return [(levels[place], held[place]) for place in order]


def turned_lines(glyphs: Iterable[Glyph], page: int | None, way: Way) -> tuple[Line, ...]:
    """The lines of text that is turned, each read along its own direction."""
    level = [g._replace(box=_levelled(g.box, way), level=None) for g in glyphs]
    return tuple(
        replace(line, place=replace(line.place, box=_turned(line.place.box, way)), ends=())
        for line in lines(level, page)
    )


def runs_down(glyphs: Iterable[Glyph]) -> bool:
    """Is the text set in columns from the right, as in vertical writing?

    Characters of a line stand closer than lines do, whichever way the lines run.
    """
    held = inked(glyphs)
    if len(held) < SHORTEST_COLUMN:
        return False
    columns = Counter([round((x0 + x1) / 2 / size) for _, (x0, _, x1, _), size, _, _ in held])
    longest = max(columns.values())
    if longest < SHORTEST_COLUMN or longest <= len(columns):
        return False  # few words, spread out to fill their lines, look the same
    size = median(glyph.size for glyph in held)
    places = [(*glyph.middle, glyph.size) for glyph in held]
    down = _pitch(places)
    if down is None or down >= SET_SOLID * size:
        return False
    across = _pitch([(y, x, size) for x, y, size in places])
    return across is not None and down < TIGHTER * across


def _pitch(places: list[tuple[float, float, float]]) -> float | None:
    """How far from each other characters at one height stand: the median, in points."""
    gaps = [
        later[1] - earlier[1]
        for earlier, later in pairwise(sorted(places, key=lambda p: (round(p[0] / p[2], 1), p[1])))
        if abs(later[0] - earlier[0]) < 0.1 * earlier[2] and later[1] > earlier[1]
    ]
    return median(gaps) if gaps else None


def _levelled(box: Box, way: Way) -> Box:
    """The box as it lies after the page is turned so that its text runs level."""
    if way == "upward":
        return Box(-box.bottom, box.x0, -box.top, box.x1)
    if way == "downward":
        return Box(box.top, -box.x1, box.bottom, -box.x0)
    return Box(-box.x1, -box.bottom, -box.x0, -box.top)


def _turned(box: Box | None, way: Way) -> Box | None:
    """The box on the page again."""
    back: dict[Way, Way] = {"upward": "downward", "downward": "upward", "inverted": "inverted"}
    return None if box is None else _levelled(box, back[way])


def _line(row: list[Glyph], page: int | None) -> Line:
    return _plain_line(row, page) or _any_line(row, page)


def _plain_line(row: Sequence[Glyph], page: int | None) -> Line | None:
    """A line that is read just as it was printed; None for one that takes a closer look.

    Nearly every line is one: its characters stand in order, each with ink, with no gap and none
    over another. That is seen of all at once, which takes half the time.
    """
    texts, boxes, sizes, _, cells = zip(*row, strict=True)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    text = "".join(texts)
    over = [*map(sub, rights, lefts[1:])]
    smallest = min(sizes)
    if (
        text.split() != [text]
        or len(text) != len(texts)
        or not all(texts)
        or any(map(gt, lefts, lefts[1:]))
        or any(map(eq, texts, texts[1:]))
        or max(over, default=0.0) > CLOSE * smallest
        or -min(over, default=0.0) > LATIN_SPACE * smallest
    ):
        return None
    return Line(
        text=text,
        place=Place(page, Box(min(lefts), min(tops), max(rights), max(bottoms))),
        ends=array("d", rights),
        size=max(sizes),
        structure=_structure(row) if any(cells) else NO_CELLS,
    )


def _any_line(row: Sequence[Glyph], page: int | None) -> Line:
    ordered = _in_order(row)
    text, ends = _read(ordered)
    return Line(
        text=text,
        place=Place(page=page, box=around([glyph.box for glyph in inked(row)])),
        # Most of what a long document's lines take is this: as tuples it were four times as much.
        ends=array("d", ends),
        size=max([glyph.size for glyph in row]),
        structure=_structure(row),
    )


def _structure(glyphs: Iterable[Glyph]) -> frozenset[LogicalCell]:
    """The logical cells of the characters of which anything is to be seen."""
    cells = [glyph.cell for glyph in inked(glyphs) if glyph.cell is not None]
    return frozenset(cells) if cells else NO_CELLS


def _read(glyphs: Iterable[Glyph]) -> tuple[str, Sequence[float]]:
    """What the characters of a line say, and where each character of that ends."""
    pieces: list[str] = []
    ends: list[float] = []
    previous: Glyph | None = None
    for glyph in glyphs:
        text, (start, _, end, _), _, _, _ = glyph
        if previous is not None:
            if text == previous.text and _is_doubled(previous, glyph):
                continue
            if start - previous.box.x1 > LATIN_SPACE * previous.size and _space_between(
                previous, glyph
            ):
                pieces.append(" ")
                ends.append(start)
        pieces.append(text)
        ends += [end] * len(text)
        previous = glyph
    return "".join(pieces), ends


def _in_order(row: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs from the left; those that are set over each other as they were printed."""
    ordered = sorted(row, key=begin)
    over = map(sub, [glyph[1][2] for glyph in ordered], [glyph[1][0] for glyph in ordered[1:]])
    if max(over, default=0.0) <= CLOSE * min([glyph[2] for glyph in ordered]):
        return ordered
    printed = {id(glyph): place for place, glyph in enumerate(row)}
    for i, (left, right) in enumerate(pairwise(ordered)):
        is_later = left.text != right.text and printed[id(left)] > printed[id(right)]
        if is_later and _is_close(left, right):
            ordered[i], ordered[i + 1] = right, left
    return ordered


def _is_close(left: Glyph, right: Glyph) -> bool:
    return left[1][2] - right[1][0] > CLOSE * left[2]


def _is_doubled(left: Glyph, right: Glyph) -> bool:
    near = max(DOUBLED * (left.box.x1 - left.box.x0), DOUBLED_NARROW * left.size)
    return right.box.x0 - left.box.x0 < near


def _space_between(left: Glyph, right: Glyph) -> bool:
    if left.text.isspace() or right.text.isspace():
        return False
    gap = right.box.x0 - left.box.x1
    both_latin = left.text.isascii() and right.text.isascii()
    return gap > (LATIN_SPACE if both_latin else HAN_SPACE) * left.size
