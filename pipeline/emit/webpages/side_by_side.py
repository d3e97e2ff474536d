"""A task in two years, field beside field, with marks in the text and where each value stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.changes import FieldChange, Mark, PartyChanges
from pipeline.compare.aspects import printed
from pipeline.emit.webpages.places import full_place, short_place
from pipeline.emit.wording.in_chinese import field_name, in_chinese
from pipeline.emit.wording.in_words import whole_text
from pipeline.emit.wording.sides import new_side, old_side
from pipeline.model import Document, Provenance, Task


@dataclass(frozen=True, slots=True)
class Said:
    """What one year says in a field: its pieces, the day that is meant, and where it stood."""

    pieces: tuple[Mark, ...]
    due: str
    place: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of a task in two years; null in a year without it. `is_same`: as printed."""

    code: str
    name: str
    old: Said | None
    new: Said | None
    is_same: bool


@dataclass(frozen=True, slots=True)
class PartyChange:
    """What became of a department: `added`, `removed`, `role` or `renamed`, and in words."""

    kind: str
    words: str


def field_rows(
    fields: Mapping[str, FieldChange], old: Task | None, new: Task | None
) -> tuple[FieldRow, ...]:
    """All that is printed of a task, in the order of a ledger; the number not where it stayed."""
    before, after = _printed(old), _printed(new)
    is_alone = old is None or new is None
    names = dict.fromkeys((*before, *after))
    return tuple(
        _row(name, fields.get(name), (old, before.get(name)), (new, after.get(name)))
        for name in names
        if name != "number" or name in fields or is_alone
    )


def party_changes(parties: PartyChanges) -> Iterator[PartyChange]:
    """Departments that came, went, have another role, or another name only."""
    for name in parties.added:
        yield PartyChange("added", f"增加：{name}")
    for name in parties.removed:
        yield PartyChange("removed", f"减少：{name}")
    for one in parties.role_changed:
        roles = f"{in_chinese('roles', one.old)} → {in_chinese('roles', one.new)}"
        yield PartyChange("role", f"角色：{one.name}（{roles}）")
    for renaming in parties.renamed:
        yield PartyChange("renamed", f"更名：{renaming.old} → {renaming.new}")


def places(task: Task | None) -> tuple[tuple[str, str], ...]:
    """Each fragment that the task's values came from: field, page and box."""
    stood = () if task is None else task.provenance
    return tuple((field_name(item.field), full_place(item)) for item in stood)


def task_place(document: Document, ledger: int | None, task: Task | None) -> str:
    """`第7项`; `第2表第7项（序号3）` where there are several, and another number is printed."""
    if task is None:
        return ""
    which = f"第{ledger}表" if len(document.ledgers) > 1 else ""
    number = f"（序号{task.number}）" if task.number not in (None, task.sequence) else ""
    return f"{which}第{task.sequence}项{number}"


def gist(task: Task | None) -> str:
    """What a task says, title and requirement; where it has neither, its headings."""
    return whole_text(task) or _printed(task).get("outline", "")


@dataclass(frozen=True, slots=True)
class Rival:
    """The task that fits a pair nearly as well: what it is called, its row, what it says."""

    name: str
    row: int
    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A close call: two tasks, each with its row on the page, and why a person should look."""

    old: str
    old_row: int
    old_text: str
    new: str
    new_row: int
    new_text: str
    doubt: str
    rival: Rival | None
    score: str
    reason: str = ""


def _printed(task: Task | None) -> dict[str, str]:
    return {} if task is None else printed(task)


def _row(
    name: str,
    change: FieldChange | None,
    before: tuple[Task | None, str | None],
    after: tuple[Task | None, str | None],
) -> FieldRow:
    is_in_both = before[1] is not None and after[1] is not None
    marked = change if is_in_both else None
    return FieldRow(
        code=name.partition(".")[0],
        name=field_name(name),
        old=_said(name, *before, None if marked is None else old_side(marked)),
        new=_said(name, *after, None if marked is None else new_side(marked)),
        is_same=change is None and is_in_both,
    )


def _said(
    name: str, task: Task | None, text: str | None, marked: tuple[Mark, ...] | None
) -> Said | None:
    if task is None or text is None:
        return None
    due = task.deadline.due if name == "deadline" else None
    return Said(
        pieces=(("equal", text),) if marked is None else marked,
        due="" if due is None else due.isoformat(),
        place=short_place(it for it in task.provenance if _is_of(it, name)),
    )


def _is_of(stood: Provenance, name: str) -> bool:
    return stood.field == name or (name == "outline" and stood.field.startswith("outline."))
