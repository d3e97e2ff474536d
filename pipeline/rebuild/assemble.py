"""Strips, joins and merged cells -> the rows and columns of one logical table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.overrides import NO_OVERRIDES, Overrides
from pipeline.page import Line
from pipeline.rebuild.banners import Banner, banners_of, over_rows
from pipeline.rebuild.fields import columns_of, field_name
from pipeline.rebuild.groups import Group
from pipeline.rebuild.overruled_breaks import of_breaks
from pipeline.rebuild.overruled_cells import Ruled, of_labels, ruled
from pipeline.rebuild.parts import Run
from pipeline.rebuild.sense import Sense, same_text
from pipeline.rebuild.stitch import Join
from pipeline.rebuild.strips import Held, Strip
from pipeline.rebuild.structure import Structure
from pipeline.rebuild.telling import of_columns, of_group, of_joins
from pipeline.table import Column, Row, Table, Value
from pipeline.text.cleaning import clean, squeeze
from pipeline.text.words import Words

# A line of so many characters is not by chance the same as the one before it.
WHOLE_LINE = 4


@dataclass(frozen=True, slots=True)
class Stitched:
    """One ledger's fragments with what was decided: `columns` are the whole table's cells."""

    run: Run
    strips: tuple[Strip, ...]
    sense: Sense
    structure: Structure
    joins: tuple[Join, ...]
    columns: tuple[tuple[Group, ...], ...]
    overrides: Overrides = NO_OVERRIDES


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Lines that no value holds, or holds without `text`, and why.

    `repeat`: other lines say the same. `no task`: they head none.
    """

    lines: tuple[Line, ...]
    text: str
    reason: Literal["repeat", "no task"]


@dataclass(frozen=True, slots=True)
class Assembled:
    """A table, what of the fragments its values leave out, and what is to be known.

    `ruled` are the cells and rows across the table with the rows that they belong to; `row_of`
    the row, from 0, of each strip that has one.
    """

    table: Table
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...]
    ruled: Ruled
    row_of: Mapping[int, int]


def assemble(stitched: Stitched, words: Words, ledger: int) -> Assembled:
    """The logical table. `ledger` is its place in the document, from 1."""
    strips = stitched.strips
    row_of = _rows_of(stitched)
    across = banners_of(strips, row_of)
    ruling = ruled(stitched.overrides.labels, stitched.columns, across, stitched.run, row_of)
    made = columns_of(stitched.run, ruling.columns, row_of, stitched.sense)
    values: dict[tuple[int, int], Value] = {}
    findings: list[Finding] = []
    left_out: list[LeftOut] = []
    for column, groups in enumerate(ruling.columns):
        for group in groups:
            value, removed = _value(group, strips, words)
            rows = group.rows(row_of)
            values |= {(row, column): _added(values.get((row, column)), value) for row in rows}
            left_out += [*map(_again, group.repeats), *removed]
            repeats = [repeat.text for repeat in removed]
            findings += of_group(group, rows, repeats, field_name(made, column), ledger)
    for banner in ruling.banners:
        left_out += _beside_tasks(banner)
        if not banner.rows and banner.text:
            findings.append(_without_tasks(banner, ledger))
    count = len(set(row_of.values()))
    banners = over_rows(ruling.banners, count)
    findings += of_columns(stitched.run, stitched.sense, made, ledger)
    findings += of_joins(stitched.joins, strips, row_of, ledger)
    findings += _of_overrides(stitched, ruling, made, row_of, ledger)
    tasks = tuple(
        Row(banners[row], tuple(values.get((row, c), Value()) for c in range(len(made))))
        for row in range(count)
    )
    run = stitched.run
    table = Table(run.parts[0].above, made, tasks, run.beside, run.below)
    return Assembled(table, tuple(left_out), tuple(findings), ruling, row_of)


def _beside_tasks(banner: Banner) -> Iterator[LeftOut]:
    """What of a row across the table stands over no task: its repeats, or all of it."""
    yield from map(_again, banner.repeats)
    if not banner.rows:
        yield LeftOut(banner.value.lines, banner.text, "no task")


def _without_tasks(banner: Banner, ledger: int) -> Finding:
    message = f"No task stands under the row: {banner.text}"
    return finding("row_without_tasks", message, ledger=ledger)


def _again(held: Held) -> LeftOut:
    return LeftOut(held.block.cell.lines, held.text, "repeat")


def _of_overrides(
    stitched: Stitched,
    ruling: Ruled,
    columns: Sequence[Column],
    row_of: Mapping[int, int],
    ledger: int,
) -> Iterator[Finding]:
    """What became of each override of this ledger."""

    def tell(code: str, message: str, strip: int) -> Finding:
        row = row_of.get(strip) if strip else None
        return finding(code, message, ledger=ledger, task=None if row is None else row + 1)

    strips, joins = stitched.strips, stitched.joins
    yield from of_breaks(stitched.overrides.breaks, joins, strips, stitched.run, tell)
    fields = [field_name(tuple(columns), column) for column in range(len(columns))]
    yield from of_labels(ruling.decisions, fields, ledger)


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


def _value(group: Group, strips: tuple[Strip, ...], words: Words) -> tuple[Value, list[LeftOut]]:
    """The group's lines in order, and what was printed twice around its cuts."""
    lines: list[Line] = []
    removed: list[LeftOut] = []
    for piece in group.pieces:
        own, repeat = _without_repeat(lines, piece, strips, words)
        if repeat:
            removed.append(LeftOut(piece.block.cell.lines[:1], repeat, "repeat"))
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
