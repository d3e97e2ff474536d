"""Judgements counted: in all, and by what documents and cuts are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.score.exact import Judgement, TaskScore
from benchmarks.score.truth import AXES

NO_CUT = "none"


@dataclass(frozen=True, slots=True)
class Line:
    """What is counted of some documents.

    `clean` are documents with nothing wrong. `tasks` are those of the truth, `exact` those of
    them that came out right, `wrong` those that did not and those that were read and are in no
    truth, `silent` those of the wrong that no warning or error names. `alarms` are warnings and
    errors of clean documents.
    `mistaken` are documents without a ledger that were not refused as such.
    """

    documents: int = 0
    clean: int = 0
    tasks: int = 0
    exact: int = 0
    wrong: int = 0
    silent: int = 0
    alarms: int = 0
    mistaken: int = 0

    @property
    def share(self) -> float:
        """Tasks exact of all tasks, from 0 to 1."""
        return self.exact / self.tasks if self.tasks else 1.0


Lines = Mapping[str, Line]
"""A line by its name: the layout, the engine, the kind of cut."""


@dataclass(frozen=True, slots=True)
class Score:
    """What one run of this program over the corpus came to.

    `fields` and `around` count what differs, by field, in tasks and besides them; `alarms` the
    false ones by code; `troubles` what stopped documents that have a ledger. `without_ledger`:
    how many have none, and how many of them were refused as such.
    """

    total: Line
    ambiguous: Line
    tables: Mapping[str, Lines]
    fields: Mapping[str, int]
    alarms: Mapping[str, int]
    around: Mapping[str, int]
    troubles: Mapping[str, int]
    without_ledger: tuple[int, int]


def score(judgements: Iterable[Judgement]) -> Score:
    """Count what the judgements say; ambiguous documents stand in a line of their own."""
    every = tuple(judgements)
    clear = tuple(one for one in every if not one.truth.ambiguous)
    ledgers = tuple(one for one in clear if one.truth.error is None)
    without = tuple(one for one in every if one.truth.error is not None)
    by_axis = {axis: _by(ledgers, axis) for axis in AXES}
    return Score(
        total=line(clear),
        ambiguous=line(one for one in every if one.truth.ambiguous),
        tables={**by_axis, "cut": _by_cut(ledgers)},
        fields=_counted(name for one in ledgers for task in one.tasks for name in _fields(task)),
        alarms=_counted(code for one in clear for code in one.false_alarms),
        around=_counted(what.field for one in ledgers for what in one.around),
        troubles=_counted(one.trouble for one in ledgers if one.trouble is not None),
        without_ledger=(len(without), sum(one.exact for one in without)),
    )


def line(judgements: Iterable[Judgement]) -> Line:
    """One line of documents."""
    every = tuple(judgements)
    tasks = [task for one in every for task in one.tasks]
    return Line(
        documents=len(every),
        clean=sum(one.exact for one in every),
        alarms=sum(len(one.false_alarms) for one in every),
        mistaken=sum(one.truth.error is not None and not one.exact for one in every),
        **_task_counts(tasks),
    )


def _task_counts(tasks: Sequence[TaskScore]) -> dict[str, int]:
    return {
        "tasks": sum(task.sequence is not None for task in tasks),
        "exact": sum(task.exact for task in tasks),
        "wrong": sum(not task.exact for task in tasks),
        "silent": sum(task.silent for task in tasks),
    }


def _by(judgements: Iterable[Judgement], axis: str) -> Lines:
    groups: dict[str, list[Judgement]] = {}
    for one in judgements:
        groups.setdefault(one.truth.axes[axis], []).append(one)
    return {key: line(groups[key]) for key in sorted(groups)}


def _by_cut(judgements: Iterable[Judgement]) -> Lines:
    """A line for each kind of cut; a task that is cut in two ways stands in both."""
    groups: dict[str, list[TaskScore]] = {}
    documents: Counter[str] = Counter()
    for one in judgements:
        known = [task for task in one.tasks if task.sequence is not None]
        kinds = [(kind, task) for task in known for kind in task.cuts or (NO_CUT,)]
        documents.update({kind for kind, _ in kinds})
        for kind, task in kinds:
            groups.setdefault(kind, []).append(task)
    return {
        kind: Line(documents=documents[kind], **_task_counts(groups[kind]))
        for kind in sorted(groups)
    }


def _fields(task: TaskScore) -> Iterator[str]:
    return (what.field for what in task.differences)


def _counted(names: Iterable[str]) -> dict[str, int]:
    """How often each occurs, the most frequent first."""
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
