"""Tables of which no rule parts the columns: ruled across, at head and foot, striped, or not.

A header of known words says that there is a table; white space on all its pages together tells
the columns; rules and stripes tell the rows as far as there are any, and else all signs together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.extract.corridors import Columns
from pipeline.extract.facts import ALONG, Facts, extent, facts_of, marks, regions
from pipeline.extract.grid import Grid, Region, Rule, Told
from pipeline.extract.heads import parents
from pipeline.extract.levels import Run
from pipeline.extract.lines import HANGING, Glyph
from pipeline.extract.rows import LEVEL, SENTENCE_ENDS, CellLine, Cut, Usual, cut
from pipeline.extract.sections import Section, is_banner, tables
from pipeline.extract.spans import PageRow, Reach, is_heading, reaches
from pipeline.extract.turning import Sheet
from pipeline.text.numbering import OUTLINE_STYLES, split_label

# In points.
NEAR = 3.0
# In sizes of the type: the text of a heading stands no further from its label.
APART = 1.2
# And a mark no further from what it closes.
HANGS = 0.3
# So many rows without a text of their own say that two columns are merged alike.
ALIKE = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a section: its edges, its lines, and whether it is a heading over all columns."""

    top: float
    bottom: float
    lines: tuple[CellLine, ...]
    is_banner: bool = False
    begins: bool = False
    is_doubtful: bool = False


def unruled(
    sheets: Sequence[Sheet], ruled: Sequence[Sequence[Grid]], *, freely: bool
) -> dict[int, tuple[Told, ...]]:
    """For each page, by its index, that shows parts of such tables: these, from the top.

    `freely`: a header may be one of no known words.
    """
    found: dict[int, list[Told]] = {}
    for table in tables(sheets, ruled, freely=freely):
        for page, told in _told(table):
            found.setdefault(page, []).append(told)
    return {page: tuple(sorted(held, key=lambda t: t.grid.ys[0])) for page, held in found.items()}


def _told(table: tuple[list[Section], Columns]) -> Iterator[tuple[int, Told]]:
    sections, told = table
    if not sections:
        return
    facts, lines = facts_of(sections, [_cell_lines(section, told) for section in sections], told)
    rows = [_rows(section, held, facts) for section, held in zip(sections, lines, strict=True)]
    spans: list[list[list[Reach]]] = []
    for column in range(len(told.words)):
        before = [c for c in range(column) if facts.habits[c] == "headings"]
        spans.append(_spans(facts, sections, rows, column, spans[before[-1]] if before else None))
    for place, section in enumerate(sections):
        if rows[place] or section.head is not None:
            yield section.page, _grid(section, rows[place], [s[place] for s in spans], facts)


def _cell_lines(section: Section, told: Columns) -> list[CellLine]:
    """The lines of a section's cells; headings over all columns are in none."""
    made: list[CellLine] = []
    for level in section.levels:
        if is_banner(level, section, told):
            continue
        held: dict[int, list[Glyph]] = {}
        column = 0
        for glyph, before in zip(level, (None, *level), strict=False):
            if before is None or not _hangs(glyph, before):
                column = told.of(glyph.middle[0])
            held.setdefault(column, []).append(glyph)
        made += [CellLine(column, Run(tuple(glyphs))) for column, glyphs in held.items()]
    return made


def _hangs(glyph: Glyph, before: Glyph) -> bool:
    """Does a mark close what stands before it? Then it is in that column, even beyond its edge."""
    near = glyph.box.x0 - before.box.x1 < HANGS * glyph.size
    return near and glyph.text[:1] in HANGING


def _rows(section: Section, held: Sequence[CellLine], facts: Facts) -> list[Line]:
    """The rows of a section, from the top."""
    made: list[Line] = []
    begins = section.is_first
    for region in regions(section, held, facts):
        top, bottom, own = region.top, region.bottom, region.lines
        if region.is_banner:
            made.append(Line(top, bottom, (), is_banner=True))
            begins = True
            continue
        is_row = facts.is_row(region)
        parted = Cut((top, bottom), frozenset()) if is_row else cut(region, facts.known)
        for upper, lower in pairwise(parted.edges):
            rows = tuple(line for line in own if upper < line.middle <= lower)
            if _stands_alone(rows):
                made.append(Line(upper, lower, (), is_banner=True))
                begins = True
                continue
            doubtful = any(upper <= at <= lower for at in parted.doubtful)
            made.append(Line(upper, lower, rows, begins=begins, is_doubtful=doubtful))
            begins = False
        begins = False
    return made


def _stands_alone(rows: Sequence[CellLine]) -> bool:
    """Is it a heading alone in its row? Then it stands over all columns, however short it is.

    An edge between columns may lie between its label and its text.
    """
    if not rows:
        return False
    top = min(line.middle for line in rows)
    first = sorted((x for x in rows if x.middle == top), key=lambda line: line.column)
    label = split_label("".join(line.run.text for line in first))
    if label is None or label.style not in OUTLINE_STYLES:
        return False
    if len({line.column for line in rows}) == 1:
        return True
    alone = split_label(first[0].run.text)
    is_label = alone is not None and not alone.rest
    near = len(first) == 2 and first[1].run.x0 - first[0].run.x1 < APART * first[0].run.size
    return is_label and near and len(rows) == 2


def _spans(
    facts: Facts,
    sections: Sequence[Section],
    rows: Sequence[Sequence[Line]],
    column: int,
    headings: Sequence[Sequence[Reach]] | None,
) -> list[list[Reach]]:
    """For each section the cells of a column, as the rows that each takes.

    `headings` are the cells of the nearest column of headings on the left.
    """
    habit = facts.habits[column]
    alone = [[Reach(i, i) for i in range(len(held))] for held in rows]
    if facts.is_marked and not facts.is_striped:
        ruled = [_ruled(facts, s, held, column) for s, held in zip(sections, rows, strict=True)]
        if not all(all(own) for own in ruled):
            return [
                _by_rules(own, held, column, facts.known) if held else []
                for own, held in zip(ruled, rows, strict=True)
            ]
        if not facts.is_struck:
            return alone
    if habit is None:
        return alone
    if headings is not None and habit != "headings":
        filled = [[any(x.column == column for x in row.lines) for row in held] for held in rows]
        if _merged_alike(filled, headings):
            return [[replace(reach, is_doubtful=False) for reach in held] for held in headings]
    outer = headings if habit == "headings" else None
    pages = [
        (_page_rows(held, facts.known, None if outer is None else outer[place]), _own(held, column))
        for place, held in enumerate(rows)
    ]
    for place in range(1, len(pages)):
        (above, upper), (held, lower) = pages[place - 1], pages[place]
        if held and not sections[place].is_first and _goes_on(rows[place - 1], rows[place], facts):
            told_below = bool(_own(rows[place][:1], column))
            begins = habit == "headings" and _begins_below(upper, rows, place, column, facts.known)
            last = replace(above[-1], told_below=told_below, begins=above[-1].begins or begins)
            pages[place - 1] = ([*above[:-1], last], upper)
            pages[place] = ([replace(held[0], goes_on=True), *held[1:]], lower)
    made = reaches(pages, habit, facts.known)
    if column not in facts.known.labelled or _cuts_headings(rows, facts.known):
        return made
    return _maybe_later(made, rows, column, facts)


def _begins_below(
    upper: Sequence[CellLine],
    rows: Sequence[Sequence[Line]],
    place: int,
    column: int,
    known: Usual,
) -> bool:
    """Does a row that a break cuts begin a heading that shows its text below the break?

    The text there begins with a label, or the one above has ended where there was room for more;
    a text that each page prints again is no other one.
    """
    lower = sorted(_own(rows[place][:1], column), key=_height)
    if not lower or _own(rows[place - 1][-1:], column):
        return False
    held = sorted(upper, key=_height)
    first = max((i for i, line in enumerate(held) if is_heading(line)), default=0)
    if _said(held[first:]).startswith(_said(lower)):
        return False
    if is_heading(lower[0]):
        return True
    foot = _ink(rows[place - 1][-1], known)[1]
    return bool(held) and column not in known.labelled and foot - _height(held[-1]) > known.leading


def _said(lines: Sequence[CellLine]) -> str:
    return "".join(line.run.text for line in lines)


def _cuts_headings(rows: Sequence[Sequence[Line]], known: Usual) -> bool:
    """Does the end of a page anywhere cut a heading?"""
    for above, below in pairwise(rows):
        if not above or not below or above[-1].is_banner or below[0].is_banner:
            continue
        begun = [_own(below[:1], column) for column in known.labelled]
        if any(held and not is_heading(min(held, key=_height)) for held in begun):
            return True
    return False


def _maybe_later(
    made: Sequence[Sequence[Reach]], rows: Sequence[Sequence[Line]], column: int, facts: Facts
) -> list[list[Reach]]:
    """The cells, where the last of a page may be the head of the next page's heading a guess.

    A program that cuts no heading prints one on the next page where it is higher than what of
    its rows stands above the break; nothing then tells which rows these are, but that a row that
    the break cuts is one of them.
    """
    known = facts.known
    marked = [list(held) for held in made]
    for place, (above, below) in enumerate(pairwise(rows)):
        if not above or not below or above[-1].is_banner or below[0].is_banner:
            continue
        heading = sorted(_own(below[: made[place + 1][0].last + 1], column), key=_height)
        if not heading or not is_heading(heading[0]) or heading[0] not in below[0].lines:
            continue
        height = _height(heading[-1]) - _height(heading[0])
        first = len(above)
        foot = _ink(above[-1], known)[1] + LEVEL * known.leading
        while first > 0 and not _own(above[first - 1 : first], column):
            row = above[first - 1]
            is_within = _shows_later_label(row, column, known)
            if row.is_banner or is_within or foot - _ink(row, known)[0] >= height:
                break
            first -= 1
        end = len(above) - (1 if _goes_on(above, below, facts) else 0)
        marked[place] = [
            replace(reach, is_doubtful=True) if reach.last >= first and reach.first < end else reach
            for reach in marked[place]
        ]
    return marked


def _shows_later_label(row: Line, column: int, known: Usual) -> bool:
    """Does a heading further in begin in a row that is not the first under its outer one?"""
    labels = [
        split_label(line.run.text)
        for line in row.lines
        if line.column > column and line.column in known.labelled and is_heading(line)
    ]
    return any(label is not None and label.ordinal > 1 for label in labels)


def _height(line: CellLine) -> float:
    return line.middle


def _goes_on(above: Sequence[Line], below: Sequence[Line], facts: Facts) -> bool:
    """Is the first row of a page the rest of the last one of the page before?

    It has no number where each task has one; else its text is not at its end above the break.
    """
    if not above or not below or above[-1].is_banner or below[0].is_banner:
        return False
    if facts.known.is_numbered:
        numbers = [x for row in (above[-1], below[0]) for x in row.lines if x.number is not None]
        return len(numbers) < 2
    texts = _own(above[-1:], facts.known.text)
    last = max(texts, key=lambda line: line.middle, default=None)
    return (
        last is not None
        and facts.known.is_full(last)
        and not last.run.text.endswith(SENTENCE_ENDS)
        and bool(_own(below[:1], facts.known.text))
    )


def _own(rows: Sequence[Line], column: int) -> list[CellLine]:
    return [line for row in rows for line in row.lines if line.column == column]


def _page_rows(rows: Sequence[Line], known: Usual, outer: Sequence[Reach] | None) -> list[PageRow]:
    """The rows as the cells of a column see them: a heading ends with the one it stands under."""
    starts = {reach.first for reach in outer[1:]} if outer else set()
    return [
        PageRow(
            row.top,
            row.bottom,
            _ink(row, known),
            begins=row.begins
            or row.is_banner
            or place in starts
            or (place > 0 and rows[place - 1].is_banner),
            is_banner=row.is_banner,
        )
        for place, row in enumerate(rows)
    ]


def _merged_alike(filled: Sequence[Sequence[bool]], merged_rows: Sequence[Sequence[Reach]]) -> bool:
    """Has a column a text in the first row of each merged heading, and in no other row?"""
    groups = [(held, r) for held, rs in zip(filled, merged_rows, strict=True) for r in rs]
    first = [held[r.first] for held, r in groups]
    rest = [held[i] for held, r in groups for i in range(r.first + 1, r.last + 1)]
    return len(rest) >= ALIKE and all(first) and not any(rest)


def _ink(row: Line, known: Usual) -> tuple[float, float]:
    """The heights of a row's first line and of its last; headings may belong to other rows."""
    held = [x.middle for x in row.lines if known.weights[x.column]]
    return (min(held), max(held)) if held else (row.top, row.bottom)


def _ruled(facts: Facts, section: Section, rows: Sequence[Line], column: int) -> list[bool]:
    """For each row but the first: does a rule run over it along the column?"""
    left, right = extent(facts, column)
    return [
        any(
            abs(rule.at - row.top) < NEAR
            and min(rule.end, right) - max(rule.start, left) > ALONG * (right - left)
            for rule in section.rules
        )
        or row.is_banner
        or above.is_banner
        for above, row in pairwise(rows)
    ]


def _by_rules(
    ruled: Sequence[bool], rows: Sequence[Line], column: int, known: Usual
) -> list[Reach]:
    """The cells that rules part; one in which two texts stand far apart is a guess."""
    cuts = [0, *(i for i, drawn in enumerate(ruled, 1) if drawn), len(ruled) + 1]
    made: list[Reach] = []
    for first, end in pairwise(cuts):
        heights = sorted(line.middle for line in _own(rows[first:end], column))
        apart = any(lower - upper >= known.parted for upper, lower in pairwise(heights))
        made.append(Reach(first, end - 1, is_doubtful=apart and end - first > 1))
    return made


def _grid(
    section: Section, rows: Sequence[Line], spans: Sequence[Sequence[Reach]], facts: Facts
) -> Told:
    told = facts.columns
    xs = (facts.left, *(corridor.at for corridor in told.corridors), facts.right)
    ys, regions = _header(section, facts)
    first = len(ys) - 1 if ys else 0
    if rows:
        ys = (
            [*ys[:-1], rows[0].top, *(row.bottom for row in rows)]
            if ys
            else [
                rows[0].top,
                *(row.bottom for row in rows),
            ]
        )
    open_top, open_bottom = _open(section, rows, facts)
    doubts: dict[tuple[int, int], tuple[str, ...]] = {}
    for i, row in enumerate(rows):
        if row.is_banner:
            regions.append(Region(first + i, 0, 1, len(xs) - 1, open_top=False, open_bottom=False))
        elif row.is_doubtful:
            doubts[first + i, facts.known.text] = ("where the row begins or ends is a guess",)
    for column, reach in enumerate(spans):
        for cell in reach:
            if rows[cell.first].is_banner:
                continue
            count = cell.last - cell.first + 1
            ends = cell.last + 1 == len(rows) and column in open_bottom
            begins = cell.first == 0 and column in open_top
            regions.append(Region(first + cell.first, column, count, 1, begins, ends))
            if cell.is_doubtful:
                key = (first + cell.first, column)
                doubts[key] = (*doubts.get(key, ()), "how far the cell reaches is a guess")
    for key, doubt in _run_over(section, rows, spans, facts):
        doubts[first + key[0], key[1]] = (*doubts.get((first + key[0], key[1]), ()), doubt)
    regions.sort(key=lambda region: (region.row, region.column))
    return Told(Grid(xs, tuple(ys), tuple(regions)), doubts)


def _run_over(
    section: Section, rows: Sequence[Line], spans: Sequence[Sequence[Reach]], facts: Facts
) -> Iterator[tuple[tuple[int, int], str]]:
    """The cells beside an edge over which text runs, though it is no heading over all columns."""
    told = facts.columns
    for level in section.levels:
        if is_banner(level, section, told):
            continue
        at = level[0].middle[1]
        row = next((i for i, row in enumerate(rows) if row.top < at <= row.bottom), None)
        for column, corridor in enumerate(told.corridors):
            if row is not None and not rows[row].is_banner and corridor.is_crossed(level):
                for own in (column, column + 1):
                    reach = next(r for r in spans[own] if r.first <= row <= r.last)
                    yield (reach.first, own), "text runs over the edge of its column"


def _open(
    section: Section, rows: Sequence[Line], facts: Facts
) -> tuple[frozenset[int], frozenset[int]]:
    """Where every row is ruled: which columns have no rule at the page's upper and lower edge?"""
    if not facts.is_marked or facts.is_striped or not rows:
        return frozenset(), frozenset()
    edges = marks(section, facts)
    columns = range(len(facts.columns.words))
    first = [rule for rule in section.rules if rule.at <= rows[0].top + facts.known.size]
    last = [rule for rule in section.rules if rule.at >= rows[-1].bottom - NEAR]
    is_ruled = any(at <= rows[0].top + facts.known.size for at in edges) or section.head is not None
    above = frozenset() if is_ruled else _not_under(first, columns, facts)
    return above, _not_under(last, columns, facts)


def _not_under(rules: Sequence[Rule], columns: Iterable[int], facts: Facts) -> frozenset[int]:
    """The columns along which none of some rules runs."""
    extents = {column: extent(facts, column) for column in columns}
    return frozenset(
        column
        for column, (left, right) in extents.items()
        if not any(
            min(rule.end, right) - max(rule.start, left) > ALONG * (right - left) for rule in rules
        )
    )


def _header(section: Section, facts: Facts) -> tuple[list[float], list[Region]]:
    """The edges of a header's rows, and its cells."""
    head = section.head
    if head is None:
        return [], []
    # The columns are those of the first page's header; this page's prints the same words.
    words = facts.columns.words
    own = [None if _is_nameless(facts, column) else id(w) for column, w in enumerate(words)]
    over = parents(head.words)
    parent_of = {child.text: parent for parent, held in over.items() for child in held}
    top, bottom = head.top - 2, head.bottom + 2
    if not over:
        return [top, bottom], [
            Region(0, a, 1, b - a, open_top=False, open_bottom=False) for a, b in _stretches(own)
        ]
    low = min(child.top for held in over.values() for child in held)
    high = max(parent.bottom for parent in over)
    regions: list[Region] = []
    for a, b in _stretches(own):
        under = words[a].text in parent_of
        regions.append(
            Region(int(under), a, 1 if under else 2, b - a, open_top=False, open_bottom=False)
        )
    names = [id(parent_of[w.text]) if w.text in parent_of else None for w in words]
    for a, b in _stretches(names):
        if names[a] is not None:
            regions.append(Region(0, a, 1, b - a, open_top=False, open_bottom=False))
    return [top, (high + low) / 2, bottom], regions


def _is_nameless(facts: Facts, column: int) -> bool:
    """Does a word stand over the text beside a column of numbers, and not over both?"""
    word = facts.columns.words[column]
    held = [c for c, other in enumerate(facts.columns.words) if other is word]
    if column != facts.number or held[:1] != [column] or len(held) == 1:
        return False

    def off(first: int) -> float:
        left, right = extent(facts, first)[0], extent(facts, held[-1])[1]
        return min(abs(word.x0 - left), abs(word.centre - (left + right) / 2))

    return off(held[1]) < off(column)


def _stretches(keys: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Runs of equal keys: from, to."""
    cuts = [0, *(i for i in range(1, len(keys)) if keys[i] != keys[i - 1]), len(keys)]
    yield from pairwise(cuts)
