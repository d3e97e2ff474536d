"""Strips, joins and merged cells -> the rows and columns of one logical table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.findings import finding
from pipeline.model import FieldName, Finding
from pipeline.page import Line
from pipeline.rebuild.parts import Run
from pipeline.rebuild.reach import Group
from pipeline.rebuild.stitch import Join
from pipeline.rebuild.strips import Held, Sense, Strip, label_ordinal
from pipeline.table import Column, Row, Table, Value
from pipeline.text.cleaning import clean, squeeze
from pipeline.text.words import Words

# From the outermost in, as GB/T 9704-2012 orders the levels.
LEVELS = ("chapter", "han", "han_bracket")
ROLES = ("lead", "support", "responsibility")


@dataclass(frozen=True, slots=True)
class Assembled:
    """A table, and the texts of the fragments that its values do not hold, with the reason."""

    table: Table
    left_out: tuple[str, ...]
    findings: tuple[Finding, ...]


def assemble(
    run: Run,
    strips: tuple[Strip, ...],
    joins: tuple[Join, ...],
    columns: tuple[tuple[Group, ...], ...],
    sense: Sense,
    words: Words,
    ledger: int,
) -> Assembled:
    """The logical table, what it leaves out, and what is to be known of how it was put together."""
    row_of, note_strips = _rows_of(strips, joins, columns)
    made = columns_of(run, columns, row_of, sense)
    values: dict[tuple[int, int], Value] = {}
    findings: list[Finding] = []
    left_out: list[str] = []
    for column, groups in enumerate(columns):
        for group in groups:
            value, removed = _value(group, strips, words)
            rows = group.rows(row_of)
            values.update({(row, column): value for row in rows})
            left_out += [piece.text for piece in group.repeats] + removed
            name = _field_name(made, column)
            findings += _of_group(group, rows, removed, name, ledger)
    count = len(set(row_of.values()))
    banners = _banners(strips, row_of, count)
    table = Table(
        above=run.parts[0].above,
        below=run.below,
        columns=made,
        rows=tuple(
            Row(
                banners=banners[row],
                values=tuple(values.get((row, c), Value()) for c in range(len(made))),
            )
            for row in range(count)
        ),
    )
    for strip in note_strips:
        held = strip.banner
        assert held is not None
        left_out.append(held.text)
        findings.append(
            finding(
                "row_without_tasks",
                f"A row across the table has no task under it: {held.text}",
                ledger=ledger,
            )
        )
    findings += [_of_join(join, strips, row_of, ledger) for join in joins if _tells(join)]
    return Assembled(table, tuple(left_out), tuple(findings))


def _rows_of(
    strips: tuple[Strip, ...], joins: tuple[Join, ...], columns: tuple[tuple[Group, ...], ...]
) -> tuple[dict[int, int], list[Strip]]:
    """The task that each strip belongs to, from 0; and the banners that no task follows."""
    joined = {join.strip for join in joins if join.is_one_row}
    begun = {group.first for groups in columns for group in groups if not group.is_blank}
    row_of: dict[int, int] = {}
    waiting: list[Strip] = []
    row = -1
    for strip in strips:
        if strip.banner is not None:
            waiting.append(strip)
            continue
        if strip.index in joined:
            if strip.index - 1 in row_of:
                row_of[strip.index] = row
            continue
        if _is_filler(strip, begun, strips, joined):
            continue
        row += 1
        row_of[strip.index] = row
        waiting = []
    return row_of, waiting


def _is_filler(strip: Strip, begun: set[int], strips: tuple[Strip, ...], joined: set[int]) -> bool:
    """Is it an empty row, put in to fill the page?"""
    if any(
        held is not None and held.first == strip.index and not held.is_blank for held in strip.cells
    ):
        return False
    following = strip.index + 1
    goes_on = following < len(strips) and following in joined
    return not goes_on and strip.index not in begun


def _value(group: Group, strips: tuple[Strip, ...], words: Words) -> tuple[Value, list[str]]:
    """The group's lines in order, and what a page dump repeated around its cuts."""
    lines: list[Line] = []
    removed: list[str] = []
    for piece in group.pieces:
        own = piece.block.cell.lines
        if lines and own and not strips[piece.first].knows_spans:
            repeat = words.broken_repeat(clean(lines[-1].text), clean(own[0].text))
            if repeat and own[0].text.startswith(repeat):
                removed.append(repeat)
                own = (replace(own[0], text=own[0].text[len(repeat) :]), *own[1:])
        lines += own
    lines_of_repeats = tuple(line for piece in group.repeats for line in piece.block.cell.lines)
    return Value(tuple(lines), repeats=lines_of_repeats), removed


def columns_of(
    run: Run,
    columns: tuple[tuple[Group, ...], ...],
    row_of: dict[int, int],
    sense: Sense,
) -> tuple[Column, ...]:
    """The table's columns with the fields that they become."""
    fields = _fields(columns, row_of, sense)
    names: Counter[str] = Counter()
    made: list[Column] = []
    for place, (path, field) in enumerate(zip(run.columns, fields, strict=True), 1):
        header = "/".join(squeeze(word) for word in path)
        name = ""
        if field == "extras":
            name = header or f"列{place}"
            names[name] += 1
            if names[name] > 1:
                name = f"{name} ({names[name]})"
        made.append(Column(header=header, field=field, name=name))
    return tuple(made)


def _fields(
    columns: tuple[tuple[Group, ...], ...], row_of: dict[int, int], sense: Sense
) -> list[FieldName]:
    kinds = list(sense.kinds)
    fields: list[FieldName] = ["extras"] * len(kinds)
    for column in sense.numbered_in:
        if sense.has_number_column(column):
            fields[column] = "number"
    requirement = _longest(columns, [c for c, kind in enumerate(kinds) if kind == "requirement"])
    tasks = [c for c, kind in enumerate(kinds) if kind == "task"]
    plain = [c for c in tasks if not (sense.labelled[c] or _spans_tasks(columns[c], row_of))]
    for column in tasks:
        if column not in plain:
            fields[column] = "outline"
    if requirement is None:
        requirement = _longest(columns, plain)
        plain = [c for c in plain if c != requirement]
    if requirement is not None:
        fields[requirement] = "requirement"
    for column in plain[:1]:
        fields[column] = "title"
    _assign_roles(kinds, fields)
    if "deadline" in kinds:
        fields[kinds.index("deadline")] = "deadline"
    return fields


def _assign_roles(kinds: list[object], fields: list[FieldName]) -> None:
    roles = {role: kinds.index(role) for role in ROLES if role in kinds}
    alone = len(roles) == 1
    for role, column in roles.items():
        if role == "lead":
            fields[column] = "lead"
        elif role == "support":
            fields[column] = "support"
        else:
            fields[column] = "responsibility" if alone else "responsible"


def _spans_tasks(groups: tuple[Group, ...], row_of: dict[int, int]) -> bool:
    """Does a cell of the column stretch over several tasks?"""
    return any(len(group.rows(row_of)) > 1 and not group.is_blank for group in groups)


def _longest(columns: tuple[tuple[Group, ...], ...], choices: list[int]) -> int | None:
    if not choices:
        return None
    return max(choices, key=lambda column: sum(len(group.text) for group in columns[column]))


def _banners(
    strips: tuple[Strip, ...], row_of: dict[int, int], count: int
) -> list[tuple[Value, ...]]:
    """For each task the rows across the table that stand over it, outermost first."""
    levels: list[tuple[int, Value]] = []
    over: list[tuple[Value, ...]] = [()] * count
    previous_was_banner = False
    for strip in strips:
        if strip.banner is not None:
            depth = _depth(strip.banner, levels, adjacent=previous_was_banner)
            levels = [level for level in levels if level[0] < depth]
            levels.append((depth, Value(strip.banner.block.cell.lines)))
            previous_was_banner = True
            continue
        previous_was_banner = False
        if strip.index in row_of:
            over[row_of[strip.index]] = tuple(value for _, value in levels)
    return over


def _depth(held: Held, levels: list[tuple[int, Value]], *, adjacent: bool) -> int:
    """How far in a banner stands: by the style of its label, else under the one just above."""
    label = label_ordinal(held.text)
    if label is not None:
        return LEVELS.index(label[0])
    if adjacent and levels:
        return levels[-1][0] + 1
    return levels[-1][0] if levels else 0


def _field_name(columns: tuple[Column, ...], column: int) -> str:
    """A column's value as provenance and findings call it, but for an outline's levels that
    stand in rows of their own.
    """
    made = columns[column]
    if made.field == "extras":
        return f"extras.{made.name}"
    if made.field == "outline":
        return f"outline.{sum(1 for c in columns[:column] if c.field == 'outline')}"
    if made.field in ("lead", "support", "responsible"):
        return "responsibility"
    return made.field


def _of_group(
    group: Group, rows: list[int], removed: list[str], field: str, ledger: int
) -> Iterator[Finding]:
    if not rows:
        return
    task = rows[0] + 1
    if group.reasons and not group.is_blank and len(rows) > 1:
        yield finding(
            "cell_joined",
            f"{_shown(group.text)} reaches over tasks {task} to {rows[-1] + 1}: "
            + "; ".join(dict.fromkeys(group.reasons)),
            ledger=ledger,
            task=task,
            field=field,
        )
    for doubt in group.doubts:
        yield finding("merge_uncertain", f"{doubt}.", ledger=ledger, task=task, field=field)
    for repeat in removed:
        yield finding(
            "repeat_removed",
            f"The dump printed {repeat} on both sides of a page break; it is taken once.",
            ledger=ledger,
            task=task,
            field=field,
        )


def _shown(text: str) -> str:
    return text if len(text) <= 16 else f"{text[:15]}…"


def _tells(join: Join) -> bool:
    return join.is_one_row or not join.is_sure


def _of_join(join: Join, strips: tuple[Strip, ...], row_of: dict[int, int], ledger: int) -> Finding:
    row = row_of.get(join.strip)
    task = None if row is None else row + 1
    where = _where(strips[join.strip])
    if not join.is_sure:
        decided = "taken for one row" if join.is_one_row else "taken for two rows"
        return finding(
            "join_uncertain",
            f"The rows on both sides of the break before {where} were {decided}, on little "
            f"evidence: {'; '.join(sign.reason for sign in join.evidence) or 'none'}.",
            ledger=ledger,
            task=task,
        )
    return finding(
        "row_joined",
        f"The row goes on at {where}: {join.reasons()}.",
        ledger=ledger,
        task=task,
    )


def _where(strip: Strip) -> str:
    for held in (*strip.cells, strip.banner):
        if held is not None:
            place = held.block.cell.place
            return f"page {place.page}" if place.page is not None else place.spot or "the break"
    return "the break"


def lost_and_doubled(run: Run, assembled: Assembled) -> tuple[Counter[str], Counter[str]]:
    """Characters that the fragments have and the table has not, and the other way round."""
    shown = _characters(
        cell.text
        for part in run.parts
        for cell in part.fragment.cells
        if cell.row + cell.row_span > part.first_row
    )
    values = {
        id(value): value.text
        for row in assembled.table.rows
        for value in (*row.banners, *row.values)
    }
    kept = _characters([*values.values(), *assembled.left_out])
    return shown - kept, kept - shown


def _characters(texts: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(clean(text).replace(" ", ""))
    return counts
