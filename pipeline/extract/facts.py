"""What all pages of a table without rules tell together.

What each column is for, what is usual in it, and how far rules and stripes tell the rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.extract.corridors import Columns
from pipeline.extract.levels import SAME_LEVEL, Run
from pipeline.extract.rows import LEVEL, STANDS, CellLine, Stands, Usual, cut, usual
from pipeline.extract.rows import Region as Open
from pipeline.extract.sections import Section, is_banner
from pipeline.extract.spans import Habit, is_heading, is_label_column
from pipeline.text.numbering import is_labelled, split_number

# The share of a column's text that a rule must run along to part its rows.
ALONG = 0.8
# The share of numbers at the head of texts that must follow the one before.
COUNTING = 0.7
# In sizes of the type: the digits of one number stand no further apart.
WRAPPED = 2.0
# The share of numbers that must have a line of each column beside them.
SAID = 0.95
# A heading with its label has no more lines, as a rule.
LONG_LABEL = 6
# In points.
NEAR = 3.0
JITTER = 0.5


@dataclass(frozen=True, slots=True)
class Facts:
    """What all pages of a table tell together.

    `is_marked`: every row stands between two rules, or at the edge of a stripe. `is_striped`:
    stripes are needed for it; where rules are enough, what is painted is a background.
    `is_struck`: a rule runs through a text.
    """

    columns: Columns
    known: Usual
    number: int | None
    habits: tuple[Habit | None, ...]
    left: float
    right: float
    is_marked: bool = False
    is_striped: bool = False
    is_struck: bool = False

    def is_row(self, region: Open) -> bool:
        """Is what stands between two marks one row?

        A stripe may be painted over several, and over a row and the rest of the one before it.
        """
        numbers = sum(1 for x in region.lines if x.number is not None)
        after_rest = self.is_striped and region.open_top and self._begins_late(region)
        return self.is_marked and numbers < 2 and not after_rest

    def _begins_late(self, region: Open) -> bool:
        """Does the number not stand at the head, where the table has its texts?"""
        told = [x for x in region.lines if self.known.weights[x.column]]
        numbers = [x.middle for x in told if x.number is not None]
        first = min((x.middle for x in told), default=0.0)
        late = bool(numbers) and numbers[0] - first > LEVEL * self.known.leading
        return late and self.known.stands == "head"


def facts_of(
    sections: Sequence[Section], lines: Sequence[Sequence[CellLine]], told: Columns
) -> tuple[Facts, list[list[CellLine]]]:
    """What a table's pages tell, and the lines of its cells with the numbers that they carry."""
    count = len(told.words)
    every = [line for page in lines for line in page]
    kinds = [word.kind for word in told.words]
    amount = Counter(dict.fromkeys(range(count), 0))
    for line in every:
        amount[line.column] += len(line.run.text)
    prose = [c for c in range(count) if kinds[c] in ("requirement", "task", None)] or list(amount)
    bare = [c for c in prose if LONG_LABEL * _begun(every, c) < _lines(every, c)]
    is_told = any(kinds[c] == "requirement" for c in bare)
    text = max(bare if is_told else prose, key=lambda c: (amount[c], c))
    number = _number_column(every, count, text)
    habits = tuple(_habit(kinds[c], c, text, number) for c in range(count))
    weights = [_weight(habits[c], kinds[c]) for c in range(count)]
    deadline = kinds.index("deadline") if "deadline" in kinds else None
    numbered = _numbered(lines, number, text)
    is_numbered = any(line.number is not None for page in numbered for line in page)
    if not is_numbered:
        for column in _titles(every, habits):
            weights[column] = 0.5
    known = usual(numbered, text, deadline, weights, is_numbered=is_numbered)
    known = replace(known, labelled=frozenset(_labelled(lines, habits, known)))
    left = min(g.box.x0 for s in sections for level in s.levels for g in level)
    right = max(g.box.x1 for s in sections for level in s.levels for g in level)
    for word in told.words:
        left, right = min(left, word.x0), max(right, word.x1)
    facts = Facts(told, known, number, habits, left - 2, right + 2)
    for striped in (False, True) if any(section.stripes for section in sections) else (False,):
        facts = replace(facts, is_striped=striped)
        stands = _standing(sections, numbered, facts)
        facts = replace(facts, known=replace(known, stands=stands))
        facts = replace(facts, is_marked=_is_marked(sections, numbered, facts))
        if facts.is_marked:
            break
    if not facts.is_marked and _is_counted(numbered, known):
        facts = replace(facts, known=replace(facts.known, stands="head", is_counted=True))
    struck = any(_is_struck(section, facts) for section in sections)
    return replace(facts, is_struck=struck), numbered


def _begun(lines: Iterable[CellLine], column: int) -> int:
    """How many headings begin in a column?"""
    return sum(1 for line in lines if line.column == column and is_heading(line))


def _lines(lines: Iterable[CellLine], column: int) -> int:
    return sum(1 for line in lines if line.column == column)


def _habit(kind: str | None, column: int, text: int, number: int | None) -> Habit | None:
    if column in (text, number):
        return None
    if kind in ("task", "requirement"):
        return "headings"
    return "values" if kind in ("responsibility", "lead", "deadline") else "remarks"


def _weight(habit: Habit | None, kind: str | None) -> float:
    """How much a column tells of the rows."""
    if habit is None:
        return 1.0
    return 0.5 if habit == "values" and kind != "support" else 0.0


def _titles(lines: Sequence[CellLine], habits: Sequence[Habit | None]) -> Iterator[int]:
    """The columns of headings that have one in every row, as far as can be seen."""
    count = Counter(line.column for line in lines)
    usual_count = median([count[c] for c, habit in enumerate(habits) if habit == "values"] or [0])
    for column, habit in enumerate(habits):
        own = [line for line in lines if line.column == column]
        labelled = 2 * sum(1 for line in own if is_heading(line)) > len(own)
        if habit == "headings" and not labelled and 4 * len(own) >= 3 * usual_count:
            yield column


def _labelled(
    lines: Sequence[Sequence[CellLine]], habits: Sequence[Habit | None], known: Usual
) -> Iterator[int]:
    """The columns of headings that begin with a label."""
    for column, habit in enumerate(habits):
        own = [[x for x in page if x.column == column] for page in lines]
        if habit == "headings" and not known.weights[column] and is_label_column(own, known):
            yield column


def _number_column(lines: Sequence[CellLine], count: int, text: int) -> int | None:
    """The column that holds nothing but numbers that count up."""
    for column in range(count):
        texts = [line.run.text for line in lines if line.column == column]
        numbers = [n.value for t in texts if (n := split_number(t)) is not None and not n.rest]
        if column != text and texts and 5 * len(numbers) >= 4 * len(texts):
            return column
    return None


def _numbered(
    lines: Sequence[Sequence[CellLine]], number: int | None, text: int
) -> list[list[CellLine]]:
    """The lines, with the numbers of tasks that some carry: in their own column or in the text."""
    if number is not None:
        return _levelled(_counted(lines, number), text)
    lefts = [x.run.x0 for held in lines for x in held if x.column == text]
    left = min(lefts, default=0.0)
    begun = [
        [_with_number(x) if x.column == text and x.run.x0 - left < x.run.size else x for x in held]
        for held in lines
    ]
    values = [x.number for held in begun for x in held if x.number is not None]
    steps = Counter(after - before for before, after in pairwise(values))
    counts = len(values) > 1 and steps[1] >= COUNTING * (len(values) - 1)
    return begun if counts else [list(held) for held in lines]


def _levelled(lines: Sequence[Sequence[CellLine]], text: int) -> list[list[CellLine]]:
    """The lines, with the numbers at the height of the text that each stands beside.

    Digits of another typeface stand higher or lower than it, each by as much as the others.
    """
    numbers = [(line, held) for held in lines for line in held if line.number is not None]
    off = [
        min((x.middle - number.middle for x in held if x.column == text), key=abs, default=NEAR)
        for number, held in numbers
    ]
    by = median(off or [0.0])
    is_alike = sum(1 for each in off if abs(each - by) < JITTER) >= SAID * len(off)
    if not is_alike or any(abs(by) > SAME_LEVEL * number.run.size for number, _ in numbers):
        by = 0.0
    return [
        [line if line.number is None else replace(line, level=line.middle + by) for line in held]
        for held in lines
    ]


def _counted(lines: Sequence[Sequence[CellLine]], column: int) -> list[list[CellLine]]:
    """The lines, those of a column with their numbers.

    A narrow cell wraps the digits of one, and a page's end may part them: then both lines
    together are the number that follows.
    """
    last = 0
    pages = [
        sorted((x for x in held if x.column == column), key=lambda line: line.middle)
        for held in lines
    ]
    own = [(page, line) for page, held in enumerate(pages) for line in held]
    numbers: dict[tuple[int, CellLine], int | None] = {}
    for upper, lower in pairwise([*own, None]):
        if upper is None or upper in numbers:
            continue
        value = _number(upper[1].run.text)
        if lower is not None and value != last + 1 and _wraps(upper, lower, last + 1):
            value, numbers[lower] = last + 1, None
        numbers[upper] = value
        last = last if value is None else value
    return [
        [replace(x, number=numbers.get((page, x))) for x in held] for page, held in enumerate(lines)
    ]


def _wraps(upper: tuple[int, CellLine], lower: tuple[int, CellLine], number: int) -> bool:
    """Is a number printed on two lines, below each other or on two pages?"""
    (page, above), (next_page, below) = upper, lower
    apart = below.middle - above.middle
    near = next_page == page + 1 or (next_page == page and apart < WRAPPED * above.run.size)
    return near and above.run.text + below.run.text == str(number)


def _number(text: str) -> int | None:
    number = split_number(text)
    return None if number is None else number.value


def _with_number(line: CellLine) -> CellLine:
    return replace(line, number=_number(line.run.text))


def _is_marked(
    sections: Sequence[Section], lines: Sequence[Sequence[CellLine]], facts: Facts
) -> bool:
    """Is every row between two rules, or at the edge of a stripe?"""
    several = single = 0
    for section, held in zip(sections, lines, strict=True):
        edges = marks(section, facts)
        for top, bottom in pairwise([section.top, *edges, section.bottom]):
            own = [line for line in held if top < line.middle < bottom]
            if not own or not edges:
                several += 2 if own else 0
                continue
            if facts.known.is_numbered:
                count = sum(1 for line in own if line.number is not None)
            else:
                count = len(cut(Open(top, bottom, tuple(own)), facts.known).edges) - 1
            several, single = (several + 1, single) if count > 1 else (several, single + 1)
    return single > 3 * several


def _is_struck(section: Section, facts: Facts) -> bool:
    """Does a rule run through a line, as it does where cells were merged and rules stayed?"""
    heights = marks(section, facts)
    rules = [rule for rule in section.rules if any(abs(rule.at - at) < NEAR for at in heights)]
    return any(
        abs(glyph.middle[1] - rule.at) < 0.3 * glyph.size
        and rule.start < glyph.middle[0] < rule.end
        for rule in rules
        for level in section.levels
        for glyph in level
    )


def _standing(
    sections: Sequence[Section], lines: Sequence[Sequence[CellLine]], facts: Facts
) -> Stands:
    """Where the texts of a table stand in their cells: the way that makes the best rows."""
    open_ones = [
        region
        for section, held in zip(sections, lines, strict=True)
        for region in regions(section, held, facts)
        if not region.is_banner
    ]
    costs = {
        stands: sum(cut(r, replace(facts.known, stands=stands)).cost for r in open_ones)
        for stands in STANDS
    }
    return min(STANDS, key=lambda stands: round(costs[stands], 1))


def _is_counted(lines: Sequence[Sequence[CellLine]], known: Usual) -> bool:
    """Does every row begin at its number?

    Beside each number stands a line of every column that tells of the rows, and over the first
    one none: what is centred in its row has that in half of the columns.
    """
    pages = [[line for line in page if known.weights[line.column]] for page in lines]
    numbers = [[line for line in page if line.number is not None] for page in pages]
    first = next((held for held in numbers if held), [])
    if not known.is_numbered or not first:
        return False
    page = pages[numbers.index(first)]
    if first[0].middle - min(line.middle for line in page) > LEVEL * known.leading:
        return False
    beside = Counter(
        column
        for page, held in zip(pages, numbers, strict=True)
        for number in held
        for column in {
            x.column for x in page if abs(x.middle - number.middle) < LEVEL * known.leading
        }
    )
    count = sum(len(held) for held in numbers)
    return all(beside[c] >= SAID * count for c, weight in enumerate(known.weights) if weight)


def regions(section: Section, held: Sequence[CellLine], facts: Facts) -> Iterator[Open]:
    """What stands between marks and headings of a section, from the top."""
    blocks = list(_blocks(section, held, facts))
    for place, (top, bottom, own, is_heading_over_all) in enumerate(blocks):
        yield Open(
            top,
            bottom,
            tuple(own),
            open_top=place == 0 and not section.is_first,
            open_bottom=place + 1 == len(blocks) and not section.is_last,
            is_banner=is_heading_over_all,
        )


def _blocks(
    section: Section, held: Sequence[CellLine], facts: Facts
) -> Iterator[tuple[float, float, list[CellLine], bool]]:
    """What stands between marks: headings over all columns, and lines of cells, from the top."""
    told = facts.columns
    if not section.levels:
        return
    half = facts.known.size * 0.6
    first = section.levels[0][0].middle[1] - half
    last = section.levels[-1][0].middle[1] + half
    inner = [at for at in marks(section, facts) if first + 1 < at < last - 1]
    banners = [level for level in section.levels if is_banner(level, section, told)]
    over = [level[0].middle[1] for level in banners]
    begun = {level[0].middle[1] for level in banners if is_labelled(Run(level).text)}
    things = sorted([(line.middle, False) for line in held] + [(at, True) for at in over])
    edges: list[float] = []
    for (upper, was), (lower, now) in pairwise(things):
        between = [at for at in inner if upper < at <= lower]
        if between:
            edges.append(between[0])
        elif was != now or lower in begun:
            edges.append((upper + lower) / 2)
    low = [at for at in marks(section, facts) if last - 1 <= at < last + 2 * half]
    for top, bottom in pairwise([first, *edges, low[0] if low else last]):
        own = [line for line in held if top < line.middle <= bottom]
        is_heading_over_all = any(top < at <= bottom for at in over) and not own
        if own or is_heading_over_all:
            yield top, bottom, own, is_heading_over_all


def marks(section: Section, facts: Facts) -> list[float]:
    """The heights at which a rule or the edge of a stripe parts rows.

    It runs along the column of texts or that of numbers; where there are none, and the text is
    merged, along half of the columns, or over the whole width of one and into the white space
    beside it, as no underline does.
    """
    count = len(facts.columns.words)
    extents = [extent(facts, column) for column in range(count)]
    found: list[float] = []
    drawn = (*section.rules, *section.stripes) if facts.is_striped else section.rules
    for rule in sorted(drawn, key=lambda rule: rule.at):
        along = [
            min(rule.end, right) - max(rule.start, left) > ALONG * (right - left)
            for left, right in extents
        ]
        parts = along[facts.known.text]
        if facts.number is not None:
            parts = parts or along[facts.number]
        else:
            whole = any(rule.start <= left and right <= rule.end for left, right in extents)
            parts = parts or 2 * sum(along) >= count or whole
        if parts and (not found or rule.at - found[-1] > NEAR):
            found.append(rule.at)
    return found


def extent(facts: Facts, column: int) -> tuple[float, float]:
    """From where to where a column runs, less the white space at its sides."""
    corridors = facts.columns.corridors
    left = facts.left if column == 0 else corridors[column - 1].end
    right = facts.right if column == len(corridors) else corridors[column].start
    return left, right
