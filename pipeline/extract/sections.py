"""Which parts of which pages belong to tables whose columns no rule parts, and where these end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipeline.extract.corridors import BEGINS, Body, Columns, columns, is_alone, is_label_apart
from pipeline.extract.grid import Grid, Rule, merged
from pipeline.extract.heads import Head, heads
from pipeline.extract.levels import Run, levels
from pipeline.extract.lines import Glyph, height
from pipeline.extract.rows import CellLine
from pipeline.extract.spans import is_heading
from pipeline.extract.turning import Sheet
from pipeline.text.cleaning import squeeze
from pipeline.text.page_numbers import without_number

# What begins a text under a table, or a table of its own.
NOTE = re.compile(
    "^(注|备注|说明|填表说明|联系人|联系电话)[0-9]?[：:]|^附[件表][0-9一二三四五六七八九十：:]*$"
)
# What stands over the parts of a table on later pages.
CONTINUED = re.compile(
    "^[（(]?(接上[页表]|[上前]?续(表|上表|前表)?[0-9一二三四五六七八九十]*)[）)]?$"
)
# Type so much larger than a table's is a title's.
LARGE = 1.25
# So many lines over all columns, one after the other, are a text and no headings.
TEXT = 3
# In sizes of the type: the room over a text that follows a table.
FOLLOWS = 3.0
# In points.
NEAR = 3.0

Level = tuple[Glyph, ...]
# What a running title says, and its height.
Running = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Section:
    """The part of a page that may belong to a table: under a header, or without one."""

    page: int
    head: Head | None
    top: float
    bottom: float
    levels: tuple[Level, ...]
    rules: tuple[Rule, ...]
    stripes: tuple[Rule, ...]
    is_first: bool = False
    is_last: bool = False


def tables(
    sheets: Sequence[Sheet], ruled: Sequence[Sequence[Grid]], *, freely: bool
) -> Iterator[tuple[list[Section], Columns]]:
    """The tables of a document: the sections of each, and its columns.

    `freely`: a header may be one of no known words.
    """
    furniture = _furniture(sheets, freely=freely)
    groups: list[list[Section]] = []
    for index, sheet in enumerate(sheets):
        drawn = ruled[index]
        boxes = [grid.box for grid in drawn]
        loose: Sequence[Glyph] = [
            glyph
            for glyph in sheet.glyphs
            if glyph not in furniture[index] and not any(glyph.is_within(box) for box in boxes)
        ]
        loose = _without_continued(loose)
        found = heads(loose, freely=freely)
        if drawn and not found:
            groups.append([])
        for section in _sections(index, sheet, loose, found):
            if section.head is not None and not _goes_on(section.head, groups):
                groups.append([])
            if groups:
                groups[-1].append(section)
    for group in groups:
        head = next((section.head for section in group if section.head is not None), None)
        if head is None:
            continue
        held = [section for section in group if section.levels]
        if not held:
            continue
        headed = [section for section in held if section.head is not None]
        # A header may stand alone at the foot of a page, with all its rows on the next ones.
        told = columns(head, [Body(section.levels) for section in headed or held[:1]])
        kept = _trimmed(group, told)
        if any(section.levels for section in kept):
            told = columns(head, [Body(section.levels) for section in kept if section.levels])
            yield kept, told


def is_without_header(sheets: Sequence[Sheet], ruled: Sequence[Sequence[Grid]]) -> bool:
    """Has a document neither a ruled table nor a header of known words?

    Then words that only lean to fields may be one.
    """
    return not any(ruled) and not any(heads(sheet.glyphs) for sheet in sheets)


def shows_a_header(loose: Sequence[Glyph]) -> bool:
    """Is there a header of known words among characters that stand in no ruled table?"""
    return bool(loose and heads(_without_continued(loose)))


def _without_continued(loose: Sequence[Glyph]) -> Sequence[Glyph]:
    """The characters without the words over a later part of a table, which say only that."""
    said = {g for level in levels(loose) if CONTINUED.match(Run(tuple(level)).text) for g in level}
    return [glyph for glyph in loose if glyph not in said] if said else loose


def _goes_on(head: Head, groups: Sequence[Sequence[Section]]) -> bool:
    """Is it the header that the table before had, in its place?"""
    if not groups:
        return False
    before = next((s.head for s in reversed(groups[-1]) if s.head is not None), None)
    if before is None or [w.text for w in before.words] != [w.text for w in head.words]:
        return False
    return all(
        abs(one.centre - other.centre) < head.size
        for one, other in zip(before.words, head.words, strict=True)
    )


def _sections(
    index: int, sheet: Sheet, loose: Sequence[Glyph], found: Sequence[Head]
) -> Iterator[Section]:
    starts: list[tuple[Head | None, float]] = [(None, 0.0), *((h, h.bottom) for h in found)]
    ends = [*(h.top for h in found), sheet.frame.bottom]
    horizontal = merged(sheet.horizontal)
    stripes = merged(_edges_of(sheet))
    for (head, top), bottom in zip(starts, ends, strict=True):
        held = [glyph for glyph in loose if top < glyph.middle[1] < bottom]
        yield Section(
            index,
            head,
            top,
            bottom,
            tuple(tuple(level) for level in levels(held)),
            tuple(rule for rule in horizontal if top < rule.at < bottom),
            tuple(rule for rule in stripes if top < rule.at < bottom),
        )


def _edges_of(sheet: Sheet) -> Iterator[Rule]:
    """The upper and lower edges of painted areas, as rules."""
    for box in sheet.fills:
        yield Rule(box.top, box.x0, box.x1)
        yield Rule(box.bottom, box.x0, box.x1)


def _furniture(sheets: Sequence[Sheet], *, freely: bool) -> list[frozenset[Glyph]]:
    """For each page the characters of its running titles and page numbers.

    They are the first or the last line of two pages or more, at one height, and say the same but
    for the page's number; and on no page does anything else stand at that height or beyond.
    """
    # Each sheet is asked once: those that wait are packed.
    pages = [(sheet.number, _body_levels(sheet, freely=freely)) for sheet in sheets]
    taken: list[set[Glyph]] = [set() for _ in pages]
    for place, sign in ((0, 1.0), (-1, -1.0)):
        outer = [held[place] if held else None for _, held in pages]
        keys = [
            None if level is None else _running(level, number)
            for level, (number, _) in zip(outer, pages, strict=True)
        ]
        seen = Counter(key for key in keys if key is not None)
        outermost: dict[Running, float] = {}
        for key, level in zip(keys, outer, strict=True):
            if key is not None and level is not None:
                at = sign * height(level[0])
                outermost[key] = min(at, outermost.get(key, at))
        # Of what says something else, one of the two that stand furthest out is the outermost.
        two = sorted(outermost.items(), key=lambda said: said[1])[:2]
        for index, (key, level) in enumerate(zip(keys, outer, strict=True)):
            if key is None or level is None or seen[key] < 2:
                continue
            inner = sign * height(level[0]) + NEAR
            if not any(at < inner for other, at in two if other != key):
                taken[index].update(level)
    return [frozenset(glyphs) for glyphs in taken]


def _body_levels(sheet: Sheet, *, freely: bool) -> list[list[Glyph]]:
    """A page's characters by height, without those of headers."""
    printed = heads(sheet.glyphs, freely=freely)
    return [
        level
        for level in levels(sheet.glyphs)
        if not any(head.top < level[0].middle[1] < head.bottom for head in printed)
    ]


def _running(level: Sequence[Glyph], number: int) -> Running:
    """What a line says, whatever the page's number in it, and its height on the page."""
    text = squeeze("".join(glyph.text for glyph in level))
    return without_number(text, number), round(level[0].middle[1] / NEAR)


def _trimmed(group: Sequence[Section], told: Columns) -> list[Section]:
    """The sections of a table without what stands under it, and without what is no part of it."""
    kept: list[Section] = []
    last_headed = max((i for i, section in enumerate(group) if section.head), default=-1)
    for place, section in enumerate(group):
        if section.head is None and not kept:
            continue
        held = _rows_of_text(section, told)
        if section.head is None and not _is_continued(held, told):
            if last_headed <= place:
                break
            continue
        if section.levels or section.head is not None:
            kept.append(replace(section, levels=held))
            is_cut = section.head is None and len(held) < len(section.levels)
            if is_cut and last_headed <= place:
                break
    if kept:
        kept[-1] = replace(kept[-1], levels=_without_foot(kept[-1].levels, told))
    shown = [section for section in kept if section.levels or section.head is not None]
    return [
        replace(section, is_first=place == 0, is_last=place + 1 == len(shown))
        for place, section in enumerate(shown)
    ]


def _is_continued(held: Sequence[Level], told: Columns) -> bool:
    """Do the lines of a page without a header stand in a table's columns?"""
    crossing = sum(1 for level in held if crosses(level, told))
    return bool(held) and 2 * crossing < len(held)


def _rows_of_text(section: Section, told: Columns) -> tuple[Level, ...]:
    """The lines of a section from its top, up to where another text begins."""
    size = median([g.size for level in section.levels for g in level] or [1.0])
    if section.head is not None:
        size = section.head.size
    over = 0
    for place, level in enumerate(section.levels):
        alone = is_alone(level, section.levels)
        text = Run(level).text
        if alone and (NOTE.match(text) or level[0].size > LARGE * size):
            return section.levels[: place - over]
        is_text = alone and crosses(level, told) and not is_heading(CellLine(0, Run(level)))
        over = over + 1 if is_text else 0
        if over == TEXT:
            return section.levels[: place + 1 - over]
    return section.levels


def _without_foot(held: tuple[Level, ...], told: Columns) -> tuple[Level, ...]:
    """The last lines of a table without those that only follow it."""
    end = len(held)
    while end > 0 and is_alone(held[end - 1], held) and crosses(held[end - 1], told):
        end -= 1
    for place in range(end - 1, 0, -1):
        if not is_alone(held[place], held):
            break
        gap = held[place][0].middle[1] - held[place - 1][0].middle[1]
        if gap > FOLLOWS * held[place][0].size:
            end = place
    return held[:end]


def crosses(level: Level, told: Columns) -> bool:
    """Does text of one height run over an edge between columns?"""
    return any(corridor.is_crossed(level) for corridor in told.corridors)


def is_banner(level: Level, section: Section, told: Columns) -> bool:
    """Is it a heading over all columns: alone at its height, and over an edge?

    An edge may lie in the white space between a label and its text.
    """
    if not is_alone(level, section.levels) or _begins_inside(level, told):
        return False
    return crosses(level, told) or is_label_apart(level, told)


def _begins_inside(level: Level, told: Columns) -> bool:
    """Does it begin just where the lines of a column do that is not the first?"""
    column = told.of(level[0].middle[0])
    size = level[0].size
    return column > 0 and abs(level[0].box.x0 - told.corridors[column - 1].end) < BEGINS * size
