"""The lines of TOML that overrule a page break or the reach of a cell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from pipeline.overrides import Break, Label
from pipeline.rebuild.overruled_breaks import breaks_at
from pipeline.rebuild.overruled_cells import Shown, named_by
from pipeline.rebuild.parts import Run
from pipeline.rebuild.stitch import Join
from pipeline.rebuild.strips import Strip

SHORT = 8
"""So many characters of a text tell a cell, where they tell it from the others."""


def of_break(join: Join, strips: Sequence[Strip], run: Run, ledger: int) -> Iterator[str]:
    """What decides a break the other way."""
    part = strips[join.strip].part
    page = run.parts[part].fragment.page
    is_enough = page is not None and len(breaks_at(Break(page=page, rows="one"), strips, run)) == 1
    yield "[[break]]"
    yield from _ledger(ledger)
    yield f"page = {page}" if is_enough else f"part = {part + 1}"
    yield f'rows = "{"two" if join.is_one_row else "one"}"'


def of_label(
    cell: Shown, rows: Sequence[int], cells: Iterable[Shown], run: Run, ledger: int
) -> Iterator[str]:
    """What gives a cell the tasks that it has: the last line is for a person to change.

    It is told from all `cells` of the ledger with as few keys as that takes.
    """
    label = _naming(cell, rows, tuple(cells), run)
    yield "[[label]]"
    yield from _ledger(ledger)
    if label.column is not None:
        yield f"column = {json.dumps(label.column, ensure_ascii=False)}"
    yield f"text = {json.dumps(label.text, ensure_ascii=False)}"
    if label.page is not None:
        yield f"page = {label.page}"
    if label.task is not None:
        yield f"task = {label.task}"
    yield f"tasks = [{label.tasks[0]}, {label.tasks[1]}]"


def _naming(cell: Shown, rows: Sequence[int], cells: Sequence[Shown], run: Run) -> Label:
    column = cell.key[0]
    place = None if column is None else column + 1
    header = None if column is None else "/".join(run.columns[column])
    tasks = (rows[0] + 1, rows[-1] + 1) if rows else (1, 1)
    whole = Label(column=header or place, text=cell.text, tasks=tasks)
    short = _changed(whole, text=cell.text[:SHORT])
    page = cell.pages[0] if cell.pages else None
    task = cell.own[0] + 1 if cell.own else None
    tries = (
        short,
        whole,
        _changed(short, page=page),
        _changed(short, task=task),
        _changed(whole, page=page, task=task),
        _changed(whole, column=place, page=page, task=task),
    )
    named = (label for label in tries if named_by(label, cells, run) == [cell])
    return next(named, tries[-1])


def _changed(label: Label, **changes: object) -> Label:
    return label.model_copy(update=changes)


def _ledger(number: int) -> Iterator[str]:
    if number > 1:
        yield f"ledger = {number}"
