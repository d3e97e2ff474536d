"""Rules over the whole ledger: what breaks one becomes a finding, never a crash or silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.findings import finding
from pipeline.model import (
    SCHEMA_VERSION,
    Document,
    FieldName,
    Finding,
    Heading,
    Ledger,
    Notice,
    Source,
    Task,
)
from pipeline.text.numbering import split_label

# With fewer tasks there is no "every other task" to speak of.
ENOUGH = 3
# As good as all of the tasks.
NEARLY_ALL = 0.9


def validated(
    source: Source,
    notice: Notice,
    ledgers: Sequence[Ledger],
    findings: Iterable[Finding],
) -> Document:
    """The document, with what its ledgers' rules find added to the findings so far."""
    told = tuple(findings)
    # Among paragraphs stand sections without tasks, as 总体要求.
    skips = any(found.code == "paragraphs_read" for found in told)
    broken = [
        found for n, ledger in enumerate(ledgers, 1) for found in rules(ledger, n, skips=skips)
    ]
    return Document(
        schema_version=SCHEMA_VERSION,
        source=source,
        notice=notice,
        ledgers=tuple(ledgers),
        findings=tuple(_placed(found, ledgers) for found in (*told, *broken)),
    )


def _placed(found: Finding, ledgers: Sequence[Ledger]) -> Finding:
    """The finding, about the outline as a whole where its task has no heading on that level.

    Which levels a task has is known when all are read: a level that is blank is none.
    """
    name, _, level = (found.field or "").partition(".")
    if name != "outline" or not level or found.ledger is None or found.task is None:
        return found
    outline = ledgers[found.ledger - 1].tasks[found.task - 1].outline
    return found if int(level) < len(outline) else found.model_copy(update={"field": name})


def rules(ledger: Ledger, number: int, *, skips: bool = False) -> Iterator[Finding]:
    """Every rule that a ledger breaks; `number` is its place in the document, from 1.

    `skips`: headings may be left out between those of the tasks.
    """
    yield from _numbers(ledger.tasks, number)
    yield from _labels(ledger.tasks, number, skips=skips)
    yield from _headings(ledger.tasks, number)
    yield from _unlabelled(ledger.tasks, number)
    yield from _welded(ledger.tasks, number)
    yield from _empty_fields(ledger, number)


def _numbers(tasks: Sequence[Task], ledger: int) -> Iterator[Finding]:
    """Numbers are unique and contiguous. A ledger may count anew under each heading."""
    if all(task.number is None for task in tasks):
        return
    for task in tasks:
        if task.number is None:
            yield finding(
                "number_missing",
                f"Task {task.sequence} has no number, as others have.",
                ledger=ledger,
                task=task.sequence,
                field="number",
            )
    numbered = [task for task in tasks if task.number is not None]
    for run in _runs(numbered):
        yield from _within_run(run, ledger)


def _runs(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    """The tasks in runs that each begin with 1: some ledgers count anew under each heading."""
    run: list[Task] = []
    for task in tasks:
        new_heading = run and task.outline != run[-1].outline
        if run and task.number == 1 and new_heading:
            yield run
            run = []
        run.append(task)
    if run:
        yield run


def _within_run(run: Sequence[Task], ledger: int) -> Iterator[Finding]:
    seen: dict[int | None, Task] = {}
    for task in run:
        first_with = seen.setdefault(task.number, task)
        if first_with is not task and not _is_one_print(first_with, task):
            yield finding(
                "number_repeated",
                f"Tasks {first_with.sequence} and {task.sequence} both have the number "
                f"{task.number}.",
                ledger=ledger,
                task=task.sequence,
                field="number",
            )
    first = run[0]
    if first.number not in (None, 1) and first.sequence == 1:
        yield finding(
            "number_gap",
            f"The first task has the number {first.number}.",
            ledger=ledger,
            task=1,
            field="number",
        )
    for above, below in pairwise(run):
        if (
            above.number is None
            or below.number is None
            or below.number
            in (
                above.number,
                above.number + 1,
            )
        ):
            continue
        yield finding(
            "number_gap",
            f"After number {above.number} comes {below.number}.",
            ledger=ledger,
            task=below.sequence,
            field="number",
        )


def _is_one_print(one: Task, other: Task) -> bool:
    """Do two tasks have their number from one cell, merged over both?"""
    first, second = (
        [place for place in task.provenance if place.field == "number"] for task in (one, other)
    )
    return bool(first) and first == second


def _labels(tasks: Sequence[Task], ledger: int, *, skips: bool) -> Iterator[Finding]:
    """Labels rise by one within their level; under an outer heading they begin anew or run on."""
    depth = max((len(task.outline) for task in tasks), default=0)
    for level in range(depth):
        yield from _rising(tasks, level, ledger, skips=skips)


def _rising(tasks: Iterable[Task], level: int, ledger: int, *, skips: bool) -> Iterator[Finding]:
    above: tuple[str, int] | None = None
    headings: tuple[Heading, ...] = ()
    for task in tasks:
        if len(task.outline) <= level or task.outline[: level + 1] == headings:
            continue
        is_first = not headings or task.outline[:level] != headings[:level]
        headings = task.outline[: level + 1]
        here = _ordinal(headings[level].label)
        if here is None:
            continue
        runs_on = above is not None and here == (above[0], above[1] + 1)
        skipped = above is None or (here[1] > above[1] and (is_first or not level))
        of_another_style = above is not None and here[0] != above[0]
        begins = (is_first and here[1] == 1) or (skips and skipped)
        if not runs_on and not of_another_style and not begins:
            yield finding(
                "label_out_of_order",
                f"The heading {headings[level].label} {headings[level].title} "
                + ("begins its level." if above is None else f"comes after number {above[1]}."),
                ledger=ledger,
                task=task.sequence,
                field=f"outline.{level}",
            )
        above = here


def _ordinal(label: str | None) -> tuple[str, int] | None:
    found = None if label is None else split_label(label)
    return None if found is None else (found.style, found.ordinal)


def _headings(tasks: Sequence[Task], ledger: int) -> Iterator[Finding]:
    """A task stands under as many headings as nearly all others, and its first is of their kind."""
    if not tasks:
        return
    depth, alike = Counter(len(task.outline) for task in tasks).most_common(1)[0]
    styles = Counter(_style(task) for task in tasks)
    usual, _ = styles.most_common(1)[0]
    for task in tasks:
        too_few = len(task.outline) < depth and alike >= NEARLY_ALL * len(tasks)
        of_another_kind = usual is not None and _style(task) not in (usual, None)
        if too_few or of_another_kind or (usual is not None and not task.outline):
            yield finding(
                "heading_missing",
                f"Task {task.sequence} stands under "
                f"{'/'.join(h.label or h.title for h in task.outline) or 'no heading'}; "
                "other tasks stand under another kind of heading, or under more.",
                ledger=ledger,
                task=task.sequence,
                field="outline.0",
            )


def _unlabelled(tasks: Sequence[Task], ledger: int) -> Iterator[Finding]:
    """A heading has a label where nearly all of its level have one: else it may be half of one."""
    for level in range(max((len(task.outline) for task in tasks), default=0)):
        under = [task for task in tasks if len(task.outline) > level]
        headings = dict.fromkeys(task.outline[level] for task in under)
        bare = {heading for heading in headings if heading.label is None}
        if not bare or len(headings) - len(bare) < ENOUGH or 2 * len(bare) > len(headings):
            continue
        for task in under:
            if task.outline[level] in bare:
                yield finding(
                    "heading_unlabelled",
                    f"The heading {task.outline[level].title[:30]} has no label, as most others "
                    "of its level have: it may be a piece of another one.",
                    ledger=ledger,
                    task=task.sequence,
                    field=f"outline.{level}",
                )


def _welded(tasks: Sequence[Task], ledger: int) -> Iterator[Finding]:
    """No heading holds the next label of its level: then two cells were taken for one."""
    seen: set[Heading] = set()
    for task in tasks:
        for level, heading in enumerate(task.outline):
            if heading not in seen and _next_label_in(heading):
                yield finding(
                    "heading_welded",
                    f"The heading {heading.label} {heading.title[:30]} holds another of its level.",
                    ledger=ledger,
                    task=task.sequence,
                    field=f"outline.{level}",
                )
            seen.add(heading)


def _next_label_in(heading: Heading) -> bool:
    here = _ordinal(heading.label)
    if here is None:
        return False
    pieces = re.split(r"(?<=[。；])", heading.title)[1:]
    labels = [label for piece in pieces if (label := split_label(piece)) is not None]
    return any((label.style, label.ordinal) == (here[0], here[1] + 1) for label in labels)


def _style(task: Task) -> str | None:
    """The kind of label that a task's outermost heading has."""
    ordinal = _ordinal(task.outline[0].label) if task.outline else None
    return None if ordinal is None else ordinal[0]


def _empty_fields(ledger: Ledger, number: int) -> Iterator[Finding]:
    """No field is empty where every other task has it."""
    columns = {column.field for column in ledger.columns}
    fields: list[FieldName] = ["title", "requirement", "responsibility"]
    if "deadline" in columns:
        fields.append("deadline")
    for field in fields:
        empty = [task for task in ledger.tasks if not _text(task, field)]
        if len(empty) == 1 and len(ledger.tasks) >= ENOUGH:
            yield _empty(empty[0].sequence, field, number)
    says_nothing = not any(task.requirement or task.title for task in ledger.tasks)
    if says_nothing and len({task.outline for task in ledger.tasks}) < len(ledger.tasks):
        yield finding(
            "requirement_nowhere",
            "No column was read as what is to be done: "
            + "、".join(column.header for column in ledger.columns),
            ledger=number,
            field="requirement",
        )
    for task in ledger.tasks:
        if not task.requirement and not task.title and not task.outline:
            yield finding(
                "task_empty",
                f"Task {task.sequence} says nothing of what is to be done.",
                ledger=number,
                task=task.sequence,
                field="requirement",
            )


def _text(task: Task, field: FieldName) -> str | None:
    if field == "responsibility":
        return task.responsibility.text
    if field == "deadline":
        return task.deadline.text
    return task.title if field == "title" else task.requirement


def _empty(task: int, field: str, ledger: int) -> Finding:
    return finding(
        "field_empty",
        f"Task {task} has no {field}, as every other task has.",
        ledger=ledger,
        task=task,
        field=field,
    )
