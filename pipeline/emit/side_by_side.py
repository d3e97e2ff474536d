"""A task in two years, field beside field, with marks in the text and where each value stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.changes import Evidence, FieldChange, Mark, MarkKind, PartyChanges
from pipeline.compare import printed
from pipeline.emit.in_chinese import field_name, in_chinese
from pipeline.emit.places import full_place, short_place
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


def reason(evidence: Evidence) -> str:
    """Why two tasks are one: `文字相似 93%；分类相同；责任部门相似 50%；序号不同；次序相近 90%`."""
    signs = [_alike("文字", evidence.text), _alike("分类", evidence.heading)]
    signs.append(_alike("责任部门", evidence.responsibility))
    if evidence.number is not None:
        signs.append("序号相同" if evidence.number == 1 else "序号不同")
    signs.append(f"次序相近 {_percent(evidence.order)}")
    return "；".join(filter(None, signs))


def places(task: Task | None) -> tuple[tuple[str, str], ...]:
    """Each fragment that the task's values came from: field, page and box."""
    stood = () if task is None else task.provenance
    return tuple((field_name(item.field), full_place(item)) for item in stood)


def task_of(document: Document, ledger: int | None, sequence: int | None) -> Task | None:
    """The task of that place, both from 1; None for none."""
    if ledger is None or sequence is None:
        return None
    return document.ledgers[ledger - 1].tasks[sequence - 1]


def task_place(document: Document, ledger: int | None, task: Task | None) -> str:
    """`第7项`; `台账2第7项` where the document has several; blank for none."""
    if task is None:
        return ""
    return f"{f'台账{ledger}' if len(document.ledgers) > 1 else ''}第{task.sequence}项"


def _printed(task: Task | None) -> dict[str, str]:
    return {} if task is None else printed(task)


def _row(
    name: str,
    change: FieldChange | None,
    before: tuple[Task | None, str | None],
    after: tuple[Task | None, str | None],
) -> FieldRow:
    marks: Sequence[Mark] | None = None
    if change is not None and before[1] is not None and after[1] is not None:
        marks = change.marks
    return FieldRow(
        code=name.partition(".")[0],
        name=field_name(name),
        old=_said(name, *before, marks, without="insert"),
        new=_said(name, *after, marks, without="delete"),
        is_same=change is None and before[1] is not None and after[1] is not None,
    )


def _said(
    name: str, task: Task | None, text: str | None, marks: Sequence[Mark] | None, without: MarkKind
) -> Said | None:
    if task is None or text is None:
        return None
    pieces: Iterable[Mark] = [("equal", text)] if marks is None else marks
    due = task.deadline.due if name == "deadline" else None
    return Said(
        pieces=tuple(piece for piece in pieces if piece[0] != without),
        due="" if due is None else due.isoformat(),
        place=short_place(it for it in task.provenance if _is_of(it, name)),
    )


def _is_of(stood: Provenance, name: str) -> bool:
    return stood.field == name or (name == "outline" and stood.field.startswith("outline."))


def _alike(name: str, share: float | None) -> str:
    if share is None:
        return ""
    if share in (0, 1):
        return f"{name}{'相同' if share else '不同'}"
    return f"{name}相似 {_percent(share)}"


def _percent(share: float) -> str:
    return f"{min(99, round(100 * share)) if share < 1 else 100}%"
