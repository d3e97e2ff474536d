"""A ledger as it was meant to be: one table, with merged cells over the tasks that they reach.

The JSON says what a merged cell holds of each of its tasks, and where it stood. From that the
cells are merged again: a heading over the tasks under it, a value over the tasks that have it
from the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from pipeline.emit.webpages.places import short_place
from pipeline.emit.wording.in_chinese import in_chinese
from pipeline.model import FieldName, Ledger, Task
from pipeline.text.headings import heading_text

Kind = Literal["outline", "number", "title", "requirement", "responsibility", "deadline", "extras"]
RESPONSIBILITY: tuple[FieldName, ...] = ("responsibility", "lead", "support", "responsible")


@dataclass(frozen=True, slots=True)
class Title:
    """A cell of the header: its words, and over how many columns it reaches."""

    text: str
    columns: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What a column says of a task.

    `rows`: over how many tasks the cell reaches, this one first; 0 for a cell that one above
    covers. `group` is the same in all the cells that are one.
    """

    kind: Kind
    name: str
    text: str
    place: str
    rows: int
    group: str


@dataclass(frozen=True, slots=True)
class Row:
    """A task with its cells, from the left."""

    task: Task
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The ledger's one table: `names` are those of its columns, a name each."""

    titles: tuple[Title, ...]
    rows: tuple[Row, ...]


def as_meant(ledger: Ledger) -> Table:
    """The table of a ledger: the outline at the left, then the fields, then the extras."""
    columns = tuple(_columns(ledger))
    drawn = [_drawn(column, place, ledger.tasks) for place, column in enumerate(columns)]
    rows = zip(ledger.tasks, zip(*drawn, strict=True), strict=True)
    return Table(_titles(columns), tuple(Row(task, cells) for task, cells in rows))


@dataclass(frozen=True, slots=True)
class _Column:
    """A column to draw: what it says of a task, under which provenance."""

    kind: Kind
    title: str
    name: str
    field: str
    says: Callable[[Task], str]
    level: int = 0


def _columns(ledger: Ledger) -> Iterable[_Column]:
    yield from _outline(ledger)
    yield _plain(ledger, "number", lambda task: "" if task.number is None else str(task.number))
    if any(task.title is not None for task in ledger.tasks):
        yield _plain(ledger, "title", lambda task: task.title or "")
    yield _plain(ledger, "requirement", lambda task: task.requirement)
    if any(task.responsibility.text or task.responsibility.parties for task in ledger.tasks):
        yield _plain(ledger, "responsibility", lambda task: task.responsibility.text)
    if any(task.deadline.text or task.deadline.due for task in ledger.tasks):
        yield _plain(ledger, "deadline", lambda task: task.deadline.text)
    for header in dict.fromkeys(header for task in ledger.tasks for header in task.extras):
        yield _extra(header)


def _outline(ledger: Ledger) -> Iterable[_Column]:
    """A column a level, under the ledger's own words where it has a column for each."""
    depth = max((len(task.outline) for task in ledger.tasks), default=0)
    headers = _headers(ledger, ("outline",))
    if len(headers) != depth:
        headers = [_joined(headers) or in_chinese("fields", "outline")] * depth
    for level, header in enumerate(headers):
        title = header or in_chinese("fields", "outline")
        yield _Column("outline", title, title, f"outline.{level}", _heading_at(level), level)


def _heading_at(level: int) -> Callable[[Task], str]:
    return lambda task: heading_text(task.outline[level]) if level < len(task.outline) else ""


def _plain(ledger: Ledger, kind: Kind, says: Callable[[Task], str]) -> _Column:
    fields = RESPONSIBILITY if kind == "responsibility" else (kind,)
    name = in_chinese("fields", kind)
    return _Column(kind, _joined(_headers(ledger, fields)) or name, name, kind, says)


def _extra(header: str) -> _Column:
    return _Column(
        "extras", header, header, f"extras.{header}", lambda task: task.extras.get(header, "")
    )


def _headers(ledger: Ledger, fields: Sequence[FieldName]) -> list[str]:
    return [column.header for column in ledger.columns if column.field in fields]


def _joined(headers: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(filter(None, headers)))


def _titles(columns: Sequence[_Column]) -> tuple[Title, ...]:
    """The header: neighbours under the same words are under one cell."""
    runs = ((title, len(list(run))) for title, run in groupby(columns, lambda it: it.title))
    return tuple(Title(title, count) for title, count in runs)


def _drawn(column: _Column, place: int, tasks: Sequence[Task]) -> list[Cell]:
    """The cells of a column, one a task, with those that are one merged."""
    cells: list[Cell] = []
    for number, (_, run) in enumerate(groupby(enumerate(tasks), lambda it: _same(column, *it))):
        merged = [task for _, task in run]
        cells += (
            Cell(
                kind=column.kind,
                name=column.name,
                text=column.says(task),
                place=short_place(it for it in task.provenance if it.field == column.field),
                rows=0 if index else len(merged),
                group=f"{place}-{number}",
            )
            for index, task in enumerate(merged)
        )
    return cells


def _same(column: _Column, index: int, task: Task) -> Hashable:
    """What is the same for tasks under one cell: their headings so far, or the cell's place."""
    if column.kind == "outline":
        return task.outline[: column.level + 1]
    stood = tuple(item for item in task.provenance if item.field == column.field)
    return (column.says(task), stood) if stood and column.kind != "number" else index
