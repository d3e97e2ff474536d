"""Strips, joins and merged cells -> the rows and columns of one logical table."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.page import Line
from pipeline.rebuild.fields import columns_of, field_name
from pipeline.rebuild.parts import Run
from pipeline.rebuild.reach import Group
from pipeline.rebuild.sense import Sense, label_ordinal, same_text
from pipeline.rebuild.stitch import Join
from pipeline.rebuild.strips import Held, Strip
from pipeline.rebuild.telling import of_columns, of_group, of_joins
from pipeline.table import Row, Table, Value
from pipeline.text.cleaning import clean, squeeze
from pipeline.text.words import Words

# A line of so many characters is not by chance the same as the one before it.
WHOLE_LINE = 4
# From the outermost in, as GB/T 9704-2012 orders the levels.
LEVELS = ("chapter", "han", "han_bracket")


@dataclass(frozen=True, slots=True)
class Stitched:
    """One ledger's fragments with what was decided: `columns` are the whole table's cells."""

    run: Run
    strips: tuple[Strip, ...]
    sense: Sense
    joins: tuple[Join, ...]
    columns: tuple[tuple[Group, ...], ...]


@dataclass(frozen=True, slots=True)
class Assembled:
    """A table; the texts of the fragments that its values leave out; what is to be known."""

    table: Table
    left_out: tuple[str, ...]
    findings: tuple[Finding, ...]


def assemble(stitched: Stitched, words: Words, ledger: int) -> Assembled:
    """The logical table. `ledger` is its place in the document, from 1."""
    strips = stitched.strips
    row_of = _rows_of(stitched)
    made = columns_of(stitched.run, stitched.columns, row_of, stitched.sense)
    values: dict[tuple[int, int], Value] = {}
    findings: list[Finding] = []
    left_out: list[str] = []
    for column, groups in enumerate(stitched.columns):
        for group in groups:
            value, removed = _value(group, strips, words)
            rows = group.rows(row_of)
            values |= {(row, column): _added(values.get((row, column)), value) for row in rows}
            left_out += [piece.text for piece in group.repeats] + removed
            findings += of_group(group, rows, removed, field_name(made, column), ledger)
    count = len(set(row_of.values()))
    banners, notes, repeats = _banners(strips, row_of, count)
    findings += [
        finding("row_without_tasks", f"No task stands under the row: {note}", ledger=ledger)
        for note in notes
    ]
    findings += of_columns(stitched.run, stitched.sense, made, ledger)
    findings += of_joins(stitched.joins, strips, row_of, ledger)
    tasks = tuple(
        Row(banners[row], tuple(values.get((row, c), Value()) for c in range(len(made))))
        for row in range(count)
    )
    table = Table(stitched.run.parts[0].above, made, tasks)
    return Assembled(table, (*left_out, *notes, *repeats), tuple(findings))


def _rows_of(stitched: Stitched) -> dict[int, int]:
    """The task that each strip belongs to, from 0; banners and empty rows belong to none."""
    joined = {join.strip for join in stitched.joins if join.is_one_row}
    begun = {g.first for groups in stitched.columns for g in groups if not g.is_blank}
    row_of: dict[int, int] = {}
    row = -1
    for strip in stitched.strips:
        if strip.banner is not None:
            continue
        if strip.index in joined:
            if strip.index - 1 in row_of:
                row_of[strip.index] = row
        elif _says_something(strip) or strip.index in begun or strip.index + 1 in joined:
            row += 1
            row_of[strip.index] = row
    return row_of


def _says_something(strip: Strip) -> bool:
    """Does a cell with a text begin in the row? Else it only fills the page."""
    return any(
        held is not None and held.first == strip.index and not held.is_blank for held in strip.cells
    )


def _added(above: Value | None, value: Value) -> Value:
    """The value of a place that a cell over several columns cut in two."""
    if above is None or above.is_blank:
        return value
    if value.is_blank:
        return above
    return Value((*above.lines, *value.lines), (*above.repeats, *value.repeats))


def _value(group: Group, strips: tuple[Strip, ...], words: Words) -> tuple[Value, list[str]]:
    """The group's lines in order, and what was printed twice around its cuts."""
    lines: list[Line] = []
    removed: list[str] = []
    for piece in group.pieces:
        own, repeat = _without_repeat(lines, piece, strips, words)
        removed += filter(None, [repeat])
        lines += own
    lines_of_repeats = tuple(line for piece in group.repeats for line in piece.block.cell.lines)
    return Value(tuple(lines), repeats=lines_of_repeats), removed


def _without_repeat(
    above: list[Line], piece: Held, strips: tuple[Strip, ...], words: Words
) -> tuple[tuple[Line, ...], str]:
    """A piece's lines without what stands above the cut already, and that.

    A page dump may repeat some characters; an engine that slices a line in two prints the whole
    line on both pages.
    """
    own = piece.block.cell.lines
    if not above or not own:
        return own, ""
    first, last = own[0], above[-1]
    if len(squeeze(first.text)) >= WHOLE_LINE and same_text(first.text, last.text):
        return own[1:], clean(first.text)
    if strips[piece.first].knows_spans:
        return own, ""
    repeat = words.broken_repeat(clean(last.text), clean(first.text))
    if not repeat or not first.text.startswith(repeat):
        return own, ""
    return (replace(first, text=first.text[len(repeat) :]), *own[1:]), repeat


def _banners(
    strips: tuple[Strip, ...], row_of: dict[int, int], count: int
) -> tuple[list[tuple[Value, ...]], list[str], list[str]]:
    """For each task the rows across the table that stand over it, outermost first.

    And the texts of those that no task follows before the next of their level, or at the end;
    and of those that a page prints again.
    """
    levels: list[tuple[int, Value]] = []
    over: list[tuple[Value, ...]] = [()] * count
    waiting: list[tuple[int, str]] = []
    notes: list[str] = []
    repeats: list[str] = []
    for strip in strips:
        if strip.banner is not None:
            text = strip.banner.text
            if strip.begins_part and any(same_text(text, value.text) for _, value in levels):
                repeats.append(text)
                continue
            depth = _depth(strip.banner, levels, adjacent=bool(waiting))
            notes += [text for at, text in waiting if at >= depth]
            waiting = [held for held in waiting if held[0] < depth]
            waiting.append((depth, text))
            levels = [level for level in levels if level[0] < depth]
            levels.append((depth, Value(strip.banner.block.cell.lines)))
        elif strip.index in row_of:
            waiting = []
            over[row_of[strip.index]] = tuple(value for _, value in levels)
    return over, notes + [text for _, text in waiting], repeats


def _depth(held: Held, levels: list[tuple[int, Value]], *, adjacent: bool) -> int:
    """How far in a banner stands: by the style of its label, else under the one just above."""
    label = label_ordinal(held.text)
    if label is not None:
        return LEVELS.index(label[0])
    if adjacent and levels:
        return levels[-1][0] + 1
    return levels[-1][0] if levels else 0
