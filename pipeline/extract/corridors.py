"""Where the columns of a table part that no rule parts: where white space runs down.

All pages of one table are asked together. Between two words of the header there is an edge,
come what may; elsewhere only where the white space is wide and on both sides stands something.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.extract.heads import Head, Word, parents
from pipeline.extract.levels import Run, levels, runs
from pipeline.extract.lines import HANGING, OPENING, Glyph
from pipeline.text.header_words import vocabulary
from pipeline.text.numbering import is_labelled, split_label, split_number

# In sizes of the type: how far from a line others keep that stands alone at its height.
ALONE = 1.0
# Words of one text stand nearer together.
FAR = 1.0
# The white space between two columns under two words of the header, and under one.
GAP, WIDE_GAP = 0.1, 0.3
# Characters are set in boxes that touch: so much of each side of a box is taken for white.
SIDE = 0.04
# How much of a mark's box counts, where columns are looked for, and how much has its ink: nothing
# else of it runs over an edge.
HALF, INK = 0.5, 0.4
# The share of lines that may cross the edge between two columns: texts that run over.
STRAY = 0.03
# A column of its own has so many lines, and its text so many characters unless it is a number.
SOME_LINES, SOME_CHARACTERS = 2, 2.5
# How much it counts that a word does not stand in the middle over its columns, nor at their left.
OFF = 0.1
# What a narrow gap costs as the edge of a column.
NARROW = 2.0
# Text that runs so far over the middle of white space runs through it.
CROSSES = 0.3
# A line begins at an edge that is no further from it, in sizes of the type.
BEGINS = 0.2


@dataclass(frozen=True, slots=True)
class Body:
    """The characters of a table's rows on one page, by height, from the top."""

    levels: tuple[tuple[Glyph, ...], ...]

    @staticmethod
    def of(glyphs: Iterable[Glyph]) -> Body:
        """The body that holds some characters."""
        return Body(tuple(tuple(level) for level in levels(glyphs)))


@dataclass(frozen=True, slots=True)
class Corridor:
    """White space between two columns, from its left to its right; none where they touch."""

    start: float
    end: float

    @property
    def at(self) -> float:
        """Where the columns part."""
        return (self.start + self.end) / 2

    def is_crossed(self, level: Sequence[Glyph]) -> bool:
        """Does text of one height run through it?"""
        size = level[0].size
        room = min(CROSSES * size, max(self.end - self.start, SIDE * size) / 2)
        covered = _covered(level, size, INK)
        return any(x0 < self.at - room and self.at + room < x1 for x0, x1 in covered)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table part, and the word of the header over each of them."""

    corridors: tuple[Corridor, ...]
    words: tuple[Word, ...]

    def of(self, x: float) -> int:
        """The column that a place lies in."""
        return sum(1 for corridor in self.corridors if corridor.at <= x)

    def parts(self, level: Sequence[Glyph]) -> bool:
        """Do the first and the last character of one height lie in two columns?"""
        return self.of(level[0].middle[0]) != self.of(level[-1].middle[0])


def leaves(head: Head) -> list[Word]:
    """The words that head a column each (or several that have no words of their own)."""
    above = parents(head.words)
    return [word for word in head.words if word not in above]


def columns(head: Head, bodies: Sequence[Body]) -> Columns:
    """The columns of a table, told from its header and from all that stands under it.

    First from the lines that stand side by side, then from all but the headings over all columns.
    """
    every = [level for body in bodies for level in body.levels]
    lines = [level for body in bodies for level in _side_by_side(body)] or every
    found = _columns(head, lines)
    held = {id(level) for level in lines}
    more = [
        level
        for level in every
        if id(level) not in held
        and not any(c.is_crossed(level) for c in found.corridors)
        and not is_label_apart(level, found)
    ]
    return _columns(head, [*lines, *more])


def _columns(head: Head, lines: Sequence[Sequence[Glyph]]) -> Columns:
    size = median(glyph.size for level in lines for glyph in level)
    covered = [_covered(level, size) for level in lines]
    words = leaves(head)
    inked = _inked(covered, words, lines, size)
    found: list[Corridor] = []
    over: list[Word] = []
    last: Stretch | None = None
    for word, group in zip(words, _shared_out(inked, words, size), strict=True):
        if last is not None:
            found.append(Corridor(last[1], group[0][0]))
        inner = list(_within(group, lines, size))
        found += inner
        over += [word] * (len(inner) + 1)
        last = group[-1]
    return Columns(tuple(found), tuple(over))


def is_label_apart(level: Sequence[Glyph], told: Columns) -> bool:
    """Does an outline label stand in one column, and its text in the next?"""
    first = [g for g in level if told.of(g.middle[0]) == told.of(level[0].middle[0])]
    text = Run(tuple(first)).text
    label = split_label(text)
    return told.parts(level) and is_labelled(text) and label is not None and not label.rest


def is_alone(level: Sequence[Glyph], near: Iterable[Sequence[Glyph]]) -> bool:
    """Is it one run of text, with nothing beside it?"""
    size = level[0].size
    middle = level[0].middle[1]
    return len(runs(level, FAR)) == 1 and not any(
        other is not level and abs(other[0].middle[1] - middle) < ALONE * size for other in near
    )


def _side_by_side(body: Body) -> list[tuple[Glyph, ...]]:
    """The heights at which several texts stand beside each other."""
    heights = [level[0].middle[1] for level in body.levels]
    kept = []
    for level in body.levels:
        at, reach = level[0].middle[1], ALONE * level[0].size
        near = body.levels[bisect_left(heights, at - reach) : bisect_right(heights, at + reach)]
        if not is_alone(level, near):
            kept.append(level)
    return kept


Stretch = tuple[float, float]


def _covered(level: Sequence[Glyph], size: float, ink: float = HALF) -> list[Stretch]:
    """The stretches that the characters of one height cover, seen from above.

    `ink`: the part of the boxes of marks that counts, at their left, or right if they open.
    """
    held: list[Stretch] = []
    side = SIDE * size
    for glyph, following in zip(level, [*level[1:], None], strict=True):
        start, end = glyph.box.x0 + side, glyph.box.x1 - side
        is_last = following is None or following.box.x0 - glyph.box.x1 > side
        if glyph.text[:1] in HANGING and is_last:
            # It has its ink on the left, and may hang over the column at the end of a line.
            end = glyph.box.x0 + ink * (glyph.box.x1 - glyph.box.x0)
        if glyph.text[:1] in OPENING:
            start = glyph.box.x1 - ink * (glyph.box.x1 - glyph.box.x0)
        if held and start - held[-1][1] < 3 * side:
            held[-1] = (held[-1][0], max(held[-1][1], end))
        else:
            held.append((start, end))
    return held


def _clear(
    covered: Iterable[Sequence[Stretch]], start: float, end: float, strays: float
) -> list[Stretch]:
    """The stretches between two places that no more than so many lines cover."""
    turns: list[tuple[float, int]] = []
    for line in covered:
        for x0, x1 in line:
            if x1 > start and x0 < end:
                turns += [(max(x0, start), 1), (min(x1, end), -1)]
    found: list[Stretch] = []
    depth, since = 0, start
    for at, turn in sorted(turns):
        was, depth = depth, depth + turn
        if was <= strays < depth and at > since:
            found.append((since, at))
        elif depth <= strays < was:
            since = at
    if depth <= strays and end > since:
        found.append((since, end))
    return _joined(found)


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for start, end in stretches:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _inked(
    covered: Sequence[Sequence[Stretch]],
    words: Sequence[Word],
    lines: Sequence[Sequence[Glyph]],
    size: float,
) -> list[Stretch]:
    """The stretches that text fills, as many as there are words of the header at least."""
    left = min(x0 for line in covered for x0, _ in line)
    right = max(x1 for line in covered for _, x1 in line)
    inked: list[Stretch] = [(left, right)]
    for strays in (0.0, STRAY * len(lines), 3 * STRAY * len(lines)):
        clear = [s for s in _clear(covered, left, right, strays) if s[1] - s[0] > GAP * size]
        marks = [left, *(x for stretch in clear for x in stretch), right]
        inked = [(a, b) for a, b in zip(marks[::2], marks[1::2], strict=True) if b > a]
        if len(inked) >= len(words) and not any(_under(two, inked) for two in pairwise(words)):
            return inked
    for one, other in pairwise(words):
        held = _under((one, other), inked)
        if held is not None:
            at = _where_lines_begin(one, other, covered, lines, size)
            place = inked.index(held)
            inked[place : place + 1] = [(held[0], at), (at, held[1])]
    bare = [(word.x0, word.x1) for word in words if not _stands_over(word, inked)]
    parted = sorted([*inked, *bare])
    # What no white space parts is parted by the words alone; text that runs over says so.
    return parted if len(parted) >= len(words) else [(word.x0, word.x1) for word in words]


def _under(words: tuple[Word, Word], inked: Iterable[Stretch]) -> Stretch | None:
    """The text that runs on under two words of the header."""
    one, other = words
    return next((s for s in inked if s[0] <= one.centre and other.centre <= s[1]), None)


def _stands_over(word: Word, inked: Iterable[Stretch]) -> bool:
    """Is there text under a word? A column for remarks may be empty."""
    return any(start < word.x1 and word.x0 < end for start, end in inked)


def _shared_out(
    inked: Sequence[Stretch], words: Sequence[Word], size: float
) -> list[list[Stretch]]:
    """For each word of the header the stretches under it: those next to each other, in order.

    Dynamic programming over (words used, stretches covered).
    """
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for used, word in enumerate(words, 1):
        for end in range(used, len(inked) + 1):
            choices = [
                (
                    best[used - 1, start][0]
                    + _misplaced(word, inked, start, end, size)
                    + _narrow(inked, start, size),
                    start,
                )
                for start in range(used - 1, end)
                if (used - 1, start) in best
            ]
            if choices:
                best[used, end] = min(choices)
    groups: list[list[Stretch]] = []
    end = len(inked)
    for used in range(len(words), 0, -1):
        start = best[used, end][1]
        groups.insert(0, list(inked[start:end]))
        end = start
    return groups


def _narrow(inked: Sequence[Stretch], start: int, size: float) -> float:
    """How little room there is on the left of a column: gaps within a text are narrow."""
    if start == 0:
        return 0.0
    return NARROW / (1.0 + (inked[start][0] - inked[start - 1][1]) / size)


def _misplaced(word: Word, inked: Sequence[Stretch], start: int, end: int, size: float) -> float:
    """How far a word of the header is from where it would stand over some columns."""
    first, last = inked[start], inked[end - 1]
    left = inked[start - 1][1] if start else word.centre
    right = inked[end][0] if end < len(inked) else word.centre
    beside = max(0.0, first[0] - word.centre, word.centre - last[1])
    beyond = max(0.0, left - word.centre, word.centre - right)
    centred = abs(word.centre - (first[0] + last[1]) / 2)
    aligned = abs(word.x0 - first[0])
    return (beyond + OFF * (2 * beside + min(centred, aligned))) / size


def _where_lines_begin(
    left: Word,
    right: Word,
    covered: Sequence[Sequence[Stretch]],
    lines: Sequence[Sequence[Glyph]],
    size: float,
) -> float:
    """The edge between columns that touch: where most lines begin and fewest run on."""
    starts = [
        run.x0
        for level in lines
        for run in runs(level)
        if left.centre < run.x0 < right.centre + size
    ]

    def worth(at: float) -> float:
        begun = sum(1 for x in starts if abs(x - at) < BEGINS * size)
        crossed = sum(1 for line in covered if any(x0 < at < x1 for x0, x1 in line))
        return begun - 3 * crossed

    choices = starts or [(left.x1 + right.x0) / 2]
    return max(sorted(set(choices)), key=worth)


def _within(
    group: Sequence[Stretch], lines: Sequence[Sequence[Glyph]], size: float
) -> Iterator[Corridor]:
    """Edges under one word of the header: two columns of headings, or a number and its text."""
    start = group[0][0]
    for left, right in pairwise(group):
        at = (left[1] + right[0]) / 2
        held, rest = _texts(lines, start, at), _texts(lines, at, group[-1][1])
        if right[0] - left[1] < WIDE_GAP * size and not (_begin(held) and _begin(rest)):
            continue
        if _is_column(held) and _is_column(rest):
            yield Corridor(left[1], right[0])
            start = at


def _texts(lines: Iterable[Sequence[Glyph]], start: float, end: float) -> list[str]:
    """What stands between two places, height by height."""
    held = [[g for g in level if start < g.middle[0] < end] for level in lines]
    return [Run(tuple(glyphs)).text for glyphs in held if glyphs]


def _begin(texts: Sequence[str]) -> bool:
    """Do some of them begin with an outline label?"""
    return sum(1 for text in texts if is_labelled(text)) >= SOME_LINES


def _is_column(texts: Sequence[str]) -> bool:
    """Is it more than the first letters of names, or a few stray words?"""
    if len(texts) < SOME_LINES:
        return False
    numbers = [n for text in texts if (n := split_number(text)) is not None and not n.rest]
    if 2 * len(numbers) > len(texts):
        return True
    return median(len(text) for text in texts) >= SOME_CHARACTERS or any(
        vocabulary().has(text) for text in texts
    )
