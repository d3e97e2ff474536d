"""The tasks of one document in a row, each with what is compared of it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.compare.folding import Folding
from pipeline.model import Document, Task

Node = tuple[int, tuple[str, ...]]
"""A heading: its ledger, and the titles from the outermost down to its own."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A task with its ledger (from 1), and its texts as they are compared.

    `text` is what is to be done: title and requirement; where a ledger has neither, the
    innermost heading. `headings` are the titles above it as printed, outermost first, blank ones
    left out, and `path` the headings themselves: a year in a title does not tell it from others.
    """

    ledger: int
    task: Task
    folding: Folding
    text: str
    requirement: str
    headings: tuple[str, ...]
    path: tuple[Node, ...]


def placed(document: Document, foldings: tuple[Folding, ...]) -> tuple[Placed, ...]:
    """All tasks of a document in order; `foldings` has one for each ledger."""
    return tuple(
        _placed(number, task, folding)
        for number, (ledger, folding) in enumerate(
            zip(document.ledgers, foldings, strict=True), start=1
        )
        for task in ledger.tasks
    )


def _placed(ledger: int, task: Task, folding: Folding) -> Placed:
    headings = tuple(heading.title for heading in task.outline if heading.title.strip())
    keys = tuple(map(folding.without_years, headings))
    requirement = folding.folded(task.requirement)
    said = folding.folded(task.title or "") + requirement
    return Placed(
        ledger=ledger,
        task=task,
        folding=folding,
        text=said or folding.folded("".join(headings[-1:])),
        requirement=requirement,
        headings=headings,
        path=tuple((ledger, keys[: depth + 1]) for depth in range(len(keys))),
    )
