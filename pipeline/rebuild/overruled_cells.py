"""Cells to which a person gave tasks: which they are, and what comes of it.

As with breaks each override gives a finding: `overruled` or `override_unused`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.overrides import Label
from pipeline.rebuild.banners import Banner
from pipeline.rebuild.groups import Group
from pipeline.rebuild.parts import Run
from pipeline.text.cleaning import squeeze

Columns = tuple[tuple[Group, ...], ...]
# A column and a place in it; without a column, a place among the rows across the table.
Key = tuple[int | None, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell with a text, as an override names it: its pages, and the rows that it reaches.

    `own` are the rows, from 0, that it reaches by itself.
    """

    key: Key
    text: str
    pages: tuple[int, ...]
    own: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What an override about a cell came to: the cell, and why it changed nothing, if so."""

    label: Label
    shown: Shown | None = None
    unused: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruled:
    """The cells and the rows across the table with the rows that a person gave them."""

    columns: Columns
    banners: tuple[Banner, ...]
    decisions: tuple[Decision, ...] = ()


def shown_cells(
    columns: Columns, banners: Sequence[Banner], row_of: Mapping[int, int]
) -> list[Shown]:
    """All cells of the logical table that show a text."""
    made = [
        Shown(
            (column, place),
            group.text,
            _pages(group),
            tuple(group.own_rows(row_of)),
        )
        for column, groups in enumerate(columns)
        for place, group in enumerate(groups)
        if not group.is_blank
    ]
    for place, banner in enumerate(banners):
        pages = [held.block.cell.place.page for held in (banner.held, *banner.repeats)]
        made.append(Shown((None, place), banner.text, _known(pages), banner.own))
    return made


def named_by(label: Label, cells: Sequence[Shown], run: Run) -> list[Shown]:
    """The cells that an override is about: one, if it says enough.

    One that shows just the text goes before those that only begin with it.
    """
    text = squeeze(label.text)
    columns = _columns_named(label, run)
    found = [
        cell
        for cell in cells
        if cell.key[0] in columns
        and squeeze(cell.text).startswith(text)
        and (label.page is None or label.page in cell.pages)
        and (label.task is None or label.task - 1 in cell.own)
    ]
    return [cell for cell in found if squeeze(cell.text) == text] or found


def ruled(
    labels: Sequence[Label],
    columns: Columns,
    banners: tuple[Banner, ...],
    run: Run,
    row_of: Mapping[int, int],
) -> Ruled:
    """The cells with the rows that a person gave them, and without those given to another."""
    cells = shown_cells(columns, banners, row_of)
    made = Ruled(columns, banners)
    for label in labels:
        found = named_by(label, cells, run)
        unused = _unused_label(label, found, made, count=len(set(row_of.values())))
        if unused:
            decision = Decision(label, found[0] if len(found) == 1 else None, unused)
            made = replace(made, decisions=(*made.decisions, decision))
        else:
            made = _given(made, found[0], label, row_of)
    return made


def of_labels(
    decisions: Sequence[Decision], fields: Sequence[str], ledger: int
) -> Iterator[Finding]:
    """What the overrides of cells did. `fields`: what the columns' values are called."""
    for decision in decisions:
        label = decision.label
        first, last = label.tasks
        column = decision.shown.key[0] if decision.shown is not None else None
        field = None if column is None else fields[column]
        if decision.unused or decision.shown is None:
            message = f"The override of {label.text}: {decision.unused}."
            yield finding("override_unused", message, ledger=ledger, field=field)
            continue
        because = f" ({'; '.join(dict.fromkeys(decision.reasons))})" if decision.reasons else ""
        yield finding(
            "overruled",
            f"{decision.shown.text[:30]} belongs to {tasks_in_words(range(first - 1, last))}, as "
            f"the overrides say; by itself to {tasks_in_words(decision.shown.own)}{because}.",
            ledger=ledger,
            task=first,
            field=field,
        )


def tasks_in_words(rows: Sequence[int]) -> str:
    """`tasks 3 to 7`, `task 3`, `tasks 1, 2, 5`, `no task`; `rows` count from 0."""
    if not rows:
        return "no task"
    if len(rows) == 1:
        return f"task {rows[0] + 1}"
    if rows[-1] - rows[0] == len(rows) - 1:
        return f"tasks {rows[0] + 1} to {rows[-1] + 1}"
    return f"tasks {', '.join(str(row + 1) for row in rows)}"


def _pages(group: Group) -> tuple[int, ...]:
    pieces = [piece for piece in (*group.pieces, *group.repeats) if not piece.is_blank]
    return _known([piece.block.cell.place.page for piece in pieces])


def _known(pages: Sequence[int | None]) -> tuple[int, ...]:
    return tuple(sorted({page for page in pages if page is not None}))


def _columns_named(label: Label, run: Run) -> frozenset[int | None]:
    """The columns that an override can mean: several where headers read alike."""
    if label.column is None:
        return frozenset({None})
    if isinstance(label.column, int):
        return frozenset({label.column - 1})
    words = squeeze(label.column)
    return frozenset(
        column
        for column, path in enumerate(run.columns)
        if words in (squeeze("/".join(path)), *(squeeze(word) for word in path))
    )


def _unused_label(label: Label, found: Sequence[Shown], made: Ruled, *, count: int) -> str:
    first, last = label.tasks
    if not found and label.column is None:
        return "no row across the table begins so (a cell within a column needs column)"
    if not found:
        return "no cell begins so there"
    if len(found) > 1:
        some = "; ".join(
            f"page {', '.join(map(str, cell.pages)) or '-'}, {tasks_in_words(cell.own)}"
            for cell in found[:5]
        )
        return f"{len(found)} cells are meant, and page, column or task tells them apart ({some})"
    if last > count:
        return f"the ledger has no task {last}"
    for decision in made.decisions:
        taken = range(decision.label.tasks[0], decision.label.tasks[1] + 1)
        same = decision.shown is not None and _rivals(made, found[0].key, decision.shown.key)
        if same and not decision.unused and first <= taken[-1] and taken[0] <= last:
            return f"the override of {decision.label.text} gives these tasks to another cell"
    if found[0].own == tuple(range(first - 1, last)) and not _doubts_at(made, found[0]):
        return f"it belongs to {tasks_in_words(found[0].own)} by itself"
    return ""


def _rivals(made: Ruled, one: Key, other: Key) -> bool:
    """Can a task belong to only one of two cells?"""
    if one[0] is None and other[0] is None:
        return made.banners[one[1]].depth == made.banners[other[1]].depth
    return one[0] == other[0]


def _doubts_at(made: Ruled, shown: Shown) -> bool:
    """Was something guessed in the cell, or in a blank one beside it?"""
    column, place = shown.key
    if column is None:
        return False
    groups = made.columns[column]
    beside = [group for group in _beside(groups, place) if group.is_blank]
    return any(group.doubts for group in (groups[place], *beside))


def _beside(groups: Sequence[Group], place: int) -> Sequence[Group]:
    return [*groups[max(place - 1, 0) : place], *groups[place + 1 : place + 2]]


def _given(made: Ruled, shown: Shown, label: Label, row_of: Mapping[int, int]) -> Ruled:
    """The cells once one of them has its rows from a person, and the others the rest."""
    column, place = shown.key
    rows = tuple(range(label.tasks[0] - 1, label.tasks[1]))
    if column is None:
        depth = made.banners[place].depth
        banners = tuple(
            replace(banner, rows=rows)
            if at == place
            else replace(banner, rows=_without(banner.rows, rows))
            if banner.depth == depth
            else banner
            for at, banner in enumerate(made.banners)
        )
        decisions = (*made.decisions, Decision(label, shown))
        return replace(made, banners=banners, decisions=decisions)
    groups = made.columns[column]
    decision = Decision(label, shown, reasons=groups[place].reasons)
    given = tuple(_regrouped(groups, place, rows, row_of))
    columns = (*made.columns[:column], given, *made.columns[column + 1 :])
    return replace(made, columns=columns, decisions=(*made.decisions, decision))


def _regrouped(
    groups: Sequence[Group], place: int, rows: tuple[int, ...], row_of: Mapping[int, int]
) -> Iterator[Group]:
    beside = _beside(groups, place)
    for at, group in enumerate(groups):
        if at == place:
            yield replace(group, assigned=rows, reasons=(), doubts=())
            continue
        had = tuple(group.rows(row_of))
        left = _without(had, rows)
        # A blank cell beside one whose tasks are known is no riddle any more.
        settled = group.is_blank and any(group is other for other in beside)
        kept = replace(group, doubts=()) if settled else group
        yield kept if left == had else replace(kept, assigned=left)


def _without(rows: tuple[int, ...], taken: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(row for row in rows if row not in taken)
