"""Each task through several years: a thread of the pairs from one year to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from pipeline.changes import (
    Changes,
    History,
    HistoryReview,
    Pair,
    PartyChanges,
    Side,
    Step,
    Thread,
    YearSummary,
)
from pipeline.model import SCHEMA_VERSION

Task = tuple[int, int]
"""Ledger and sequence, from 1."""

Comparing = Callable[[int, int], Changes]
"""What changed between two of the documents, counted from 0."""

RETURNED = 0.75
"""So alike a task must be to one of an earlier year to have come back after a year without it."""


def threads(sides: Sequence[Side], compare: Comparing) -> History:
    """The tasks of several documents, in the order in which these stand; each in one thread.

    Threads stand in the order of their first task: by year, then by place.
    """
    years = [compare(here, there) for here, there in pairwise(range(len(sides)))]
    found = _first(years[0])
    for number, changes in enumerate(years, start=1):
        _go_on(found, number, changes, compare)
    made = tuple(Thread(steps=tuple(steps)) for steps in found)
    return History(
        schema_version=SCHEMA_VERSION,
        documents=tuple(sides),
        summary=tuple(_summary(number, made, side) for number, side in enumerate(sides, start=1)),
        threads=made,
        review=tuple(
            HistoryReview(**close.model_dump(), old_document=number, new_document=number + 1)
            for number, changes in enumerate(years, start=1)
            for close in changes.review
        ),
    )


def _first(changes: Changes) -> list[list[Step]]:
    """A thread for each task of the first document, in its order."""
    tasks = sorted(_old(pair) for pair in changes.pairs if pair.old is not None)
    return [[_begun(0, task)] for task in tasks]


def _go_on(found: list[list[Step]], number: int, changes: Changes, compare: Comparing) -> None:
    """Threads of the document before go on into document `number` (from 0), and new ones begin."""
    running = {_task(steps[-1]): steps for steps in found if steps[-1].document == number}
    begun = [_new(pair) for pair in changes.pairs if pair.kind == "added"]
    for pair in changes.pairs:
        if pair.kind in ("unchanged", "changed"):
            running[_old(pair)].append(_step(number, pair))
    for pair, steps in _returned(found, number, begun, compare):
        steps.append(_step(number, pair, returned=True))
        begun.remove(_new(pair))
    found += [[_begun(number, task)] for task in begun]


def _returned(
    found: list[list[Step]], number: int, begun: Sequence[Task], compare: Comparing
) -> Iterator[tuple[Pair, list[Step]]]:
    """New tasks that an earlier year had, and the year before had not; the latest year first."""
    open_tasks = set(begun)
    for earlier in reversed(range(number - 1)):
        ended = {_task(steps[-1]): steps for steps in found if steps[-1].document == earlier + 1}
        if not ended or not open_tasks:
            continue
        for pair in compare(earlier, number).pairs:
            if (pair.score or 0) < RETURNED or _new(pair) not in open_tasks:
                continue
            if _old(pair) in ended:
                open_tasks.discard(_new(pair))
                yield pair, ended[_old(pair)]


def _begun(document: int, task: Task) -> Step:
    return Step(
        document=document + 1,
        ledger=task[0],
        task=task[1],
        kind="first",
        score=None,
        aspects=(),
        fields={},
        parties=PartyChanges(),
    )


def _step(document: int, pair: Pair, *, returned: bool = False) -> Step:
    ledger, task = _new(pair)
    return Step(
        document=document + 1,
        ledger=ledger,
        task=task,
        kind="returned" if returned else "changed" if pair.aspects else "unchanged",
        score=pair.score,
        aspects=pair.aspects,
        fields=pair.fields,
        parties=pair.parties,
    )


def _summary(number: int, made: Sequence[Thread], side: Side) -> YearSummary:
    """Its tasks are first, unchanged, changed or returned; `gone` are of the year before."""
    here = [step.kind for thread in made for step in thread.steps if step.document == number]
    before = [{step.document for step in thread.steps} for thread in made]
    return YearSummary(
        document=number,
        tasks=side.tasks,
        first=here.count("first"),
        unchanged=here.count("unchanged"),
        changed=here.count("changed"),
        returned=here.count("returned"),
        gone=sum(number - 1 in years and number not in years for years in before),
    )


def _task(step: Step) -> Task:
    return step.ledger, step.task


def _old(pair: Pair) -> Task:
    return pair.old_ledger or 0, pair.old or 0


def _new(pair: Pair) -> Task:
    return pair.new_ledger or 0, pair.new or 0
