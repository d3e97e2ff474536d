"""Does a converted JSON keep the contract? The models first, then the rules between fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from math import isfinite
from typing import get_args

from pydantic import ValidationError

from pipeline.model import Document, FieldName, Finding, Ledger, Provenance, Source, Task
from pipeline.text.deadline_words import says_nothing


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where a document breaks the contract."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found; `document` is None where the JSON does not fit the models."""

    violations: tuple[Violation, ...]
    document: Document | None = None


def check(content: bytes) -> Checked:
    """Whether the JSON keeps the contract. Fields that the contract does not name are fine.

    The rules between fields are asked of a document that fits the models, and of no other.
    """
    try:
        document = Document.model_validate_json(content, strict=True)
    except ValidationError as error:
        return Checked(tuple(_misfits(error)))
    return Checked(tuple(violations(document)), document)


def _misfits(error: ValidationError) -> Iterator[Violation]:
    """Where the JSON does not fit the models.

    What holds a misfit is one too to pydantic (a list without its bad item is too short):
    only the innermost is told.
    """
    faults = error.errors(include_url=False, include_input=False)
    holders = {fault["loc"][:depth] for fault in faults for depth in range(len(fault["loc"]))}
    for fault in faults:
        if fault["loc"] not in holders:
            yield Violation(_path(*fault["loc"]), fault["msg"])


def violations(document: Document) -> Iterator[Violation]:
    """Where a document that fits the models breaks the rules between its fields."""
    if not document.source.name.strip() or set(document.source.name) & set("/\\"):
        yield Violation("source.name", "is a path; the name of the file alone belongs here")
    for index, ledger in enumerate(document.ledgers):
        yield from _ledger_rules(ledger, document.source, ("ledgers", index))
    for index, finding in enumerate(document.findings):
        yield from _finding_rules(finding, document, _path("findings", index))


def _ledger_rules(ledger: Ledger, source: Source, at: tuple[str | int, ...]) -> Iterator[Violation]:
    for index, task in enumerate(ledger.tasks):
        here = (*at, "tasks", index)
        if task.sequence != index + 1:
            yield Violation(_path(*here, "sequence"), f"is {task.sequence} and not {index + 1}")
        yield from _deadline_rules(task, _path(*here, "deadline"))
        yield from _column_rules(task, ledger, _path(*here))
        for number, provenance in enumerate(task.provenance):
            yield from _provenance_rules(
                provenance, task, source, _path(*here, "provenance", number)
            )


def _deadline_rules(task: Task, at: str) -> Iterator[Violation]:
    deadline = task.deadline
    if (deadline.due is not None) != (deadline.kind == "date"):
        yield Violation(f"{at}.due", "is set for the kind `date`, and for no other")
    if deadline.kind == "none" and not says_nothing(deadline.text):
        yield Violation(f"{at}.kind", "is `none` though something is printed")
    if deadline.kind != "none" and not deadline.text.strip():
        yield Violation(f"{at}.kind", "is `none` where nothing is printed")


def _column_rules(task: Task, ledger: Ledger, at: str) -> Iterator[Violation]:
    if task.title is not None and all(column.field != "title" for column in ledger.columns):
        yield Violation(f"{at}.title", "is set, but no column of the ledger has the field `title`")
    for name in task.extras.keys() - _extras_names(ledger):
        yield Violation(f"{at}.extras.{name}", "is the header of no column with the field `extras`")


def _extras_names(ledger: Ledger) -> set[str]:
    """The keys that tasks may have in `extras`: headers, told apart where they are the same."""
    names = set()
    seen: Counter[str] = Counter()
    for position, column in enumerate(ledger.columns, start=1):
        if column.field == "extras":
            name = column.header or f"列{position}"
            seen[name] += 1
            names.add(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _provenance_rules(
    provenance: Provenance, task: Task, source: Source, at: str
) -> Iterator[Violation]:
    if provenance.field not in _fields(task):
        yield Violation(f"{at}.field", f"{provenance.field} is not in the task")
    if source.pages is None:
        if provenance.page is not None or provenance.bbox is not None:
            yield Violation(at, "has a page or a box, but the document has no pages")
        if not provenance.place:
            yield Violation(f"{at}.place", "is missing, and the document has no pages")
    elif provenance.page is None:
        yield Violation(f"{at}.page", "is missing, but the document has pages")
    elif provenance.page > source.pages:
        yield Violation(f"{at}.page", f"is {provenance.page} of {source.pages} pages")
    if provenance.bbox is not None:
        x0, top, x1, bottom = provenance.bbox
        if not (all(map(isfinite, provenance.bbox)) and x0 <= x1 and top <= bottom):
            yield Violation(f"{at}.bbox", "is not [x0, top, x1, bottom] of a box")


def _finding_rules(finding: Finding, document: Document, at: str) -> Iterator[Violation]:
    if finding.ledger is None:
        if finding.task is not None:
            yield Violation(f"{at}.ledger", "is missing, but the finding names a task")
        return
    if finding.ledger > len(document.ledgers):
        yield Violation(f"{at}.ledger", f"is {finding.ledger} of {len(document.ledgers)} ledgers")
        return
    tasks = document.ledgers[finding.ledger - 1].tasks
    if finding.task is None:
        return
    if finding.task > len(tasks):
        yield Violation(f"{at}.task", f"is {finding.task} of {len(tasks)} tasks")
    elif finding.field is not None and finding.field not in (
        _fields(tasks[finding.task - 1]) | _FIELD_NAMES
    ):
        yield Violation(f"{at}.field", f"{finding.field} is not in the task")


_FIELD_NAMES: frozenset[str] = frozenset(get_args(FieldName))
"""A finding may be about a field as a whole, or about one that is missing."""


def _fields(task: Task) -> set[str]:
    """The fields of a task that hold something, as provenance names them."""
    held = chain(
        ("requirement", "responsibility", "deadline"),
        ("number",) if task.number is not None else (),
        ("title",) if task.title is not None else (),
        (f"outline.{level}" for level in range(len(task.outline))),
        (f"extras.{name}" for name in task.extras),
    )
    return set(held)


def _path(*steps: str | int) -> str:
    """`ledgers[0].tasks[2].sequence`; empty for the whole."""
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return path.removeprefix(".")
