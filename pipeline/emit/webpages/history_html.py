"""Each task through the years, as a page to read and to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.changes import Aspect, History, HistoryReview, Side, Step, Thread
from pipeline.emit.webpages.side_by_side import (
    Call,
    FieldRow,
    PartyChange,
    Rival,
    field_rows,
    gist,
    party_changes,
    task_place,
)
from pipeline.emit.webpages.web_page import Choice, web_page
from pipeline.emit.wording.departments_over_years import task_of
from pipeline.emit.wording.in_chinese import in_chinese
from pipeline.model import Document, Task

HAPPENED = {
    "always": "每年都有且未变",
    "changed": "有过变化",
    "came": "后来新增",
    "returned": "再次出现",
    "gone": "不再出现",
}
"""What can have happened to a task over the years."""


def history_html(history: History, documents: Sequence[Document]) -> bytes:
    """The page, one HTML file that needs nothing else. `documents` stand as in the history."""
    names = _year_names(history.documents)
    numbers = _departments(history, documents)
    return web_page(
        "history.html",
        title=f"{names[0]}至{names[-1]}台账任务沿革",
        names=names,
        years=tuple(zip(names, history.documents, history.summary, strict=True)),
        choices=_choices(history, documents, numbers),
        reviews=tuple(_reviews(history, documents, names)),
        threads=tuple(
            _shown(number, thread, history, documents, numbers)
            for number, thread in enumerate(history.threads, 1)
        ),
    )


def _year_names(sides: Sequence[Side]) -> tuple[str, ...]:
    """What the years are called: by their numbers where these tell them apart."""
    years = [side.year for side in sides]
    if None in years or len(set(years)) < len(years):
        return tuple(f"第{number}份" for number in range(1, len(sides) + 1))
    return tuple(f"{year}年" for year in years)


# --- filters


@dataclass(frozen=True, slots=True)
class _Choices:
    """What the lists of the filter offer."""

    happened: tuple[Choice, ...]
    departments: tuple[Choice, ...]


def _choices(history: History, documents: Sequence[Document], numbers: dict[str, int]) -> _Choices:
    happened = Counter(
        mark for thread in history.threads for mark in _happened(thread, len(documents))
    )
    named = Counter(name for thread in history.threads for name in _named(thread, documents))
    return _Choices(
        tuple(Choice(mark, word, happened[mark]) for mark, word in HAPPENED.items()),
        tuple(Choice(str(number), name, named[name]) for name, number in numbers.items()),
    )


def _happened(thread: Thread, years: int) -> Iterator[str]:
    """What happened to a task, by the marks of HAPPENED."""
    present = {step.document for step in thread.steps}
    changed = any(step.aspects for step in thread.steps)
    if len(present) == years and not changed:
        yield "always"
    if changed:
        yield "changed"
    if min(present) > 1:
        yield "came"
    if any(step.kind == "returned" for step in thread.steps):
        yield "returned"
    if any(year not in present for year in range(min(present), years + 1)):
        yield "gone"


def _departments(history: History, documents: Sequence[Document]) -> dict[str, int]:
    """Every department of the threads, in the order of its coming, with its place."""
    names = (name for thread in history.threads for name in _named(thread, documents))
    return {name: place for place, name in enumerate(dict.fromkeys(names))}


def _named(thread: Thread, documents: Sequence[Document]) -> dict[str, None]:
    tasks = (_task(step, documents) for step in thread.steps)
    return dict.fromkeys(it.name for task in tasks for it in task.responsibility.parties)


def _task(step: Step, documents: Sequence[Document]) -> Task:
    return documents[step.document - 1].ledgers[step.ledger - 1].tasks[step.task - 1]


# --- close calls


def _reviews(
    history: History, documents: Sequence[Document], names: Sequence[str]
) -> Iterator[Call]:
    threads: dict[tuple[int, int | None, int | None], int] = {
        (step.document, step.ledger, step.task): number
        for number, thread in enumerate(history.threads, 1)
        for step in thread.steps
    }
    for it in history.review:
        old, new = documents[it.old_document - 1], documents[it.new_document - 1]
        before, after = task_of(old, it.old_ledger, it.old), task_of(new, it.new_ledger, it.new)
        yield Call(
            old=names[it.old_document - 1] + task_place(old, it.old_ledger, before),
            old_row=threads[it.old_document, it.old_ledger, it.old],
            old_text=gist(before),
            new=names[it.new_document - 1] + task_place(new, it.new_ledger, after),
            new_row=threads[it.new_document, it.new_ledger, it.new],
            new_text=gist(after),
            doubt=in_chinese("doubts", it.doubt),
            rival=None if it.rival_side is None else _rival(it, documents, names, threads),
            score=f"{it.score:.2f}",
        )


def _rival(
    call: HistoryReview,
    documents: Sequence[Document],
    names: Sequence[str],
    threads: Mapping[tuple[int, int | None, int | None], int],
) -> Rival:
    number = call.old_document if call.rival_side == "old" else call.new_document
    document = documents[number - 1]
    task = task_of(document, call.rival_ledger, call.rival)
    return Rival(
        name=names[number - 1] + task_place(document, call.rival_ledger, task),
        row=threads[number, call.rival_ledger, call.rival],
        text=gist(task),
    )


# --- threads


@dataclass(frozen=True, slots=True)
class _Year:
    """A thread in one year. `kind` is a step's, `gone`, or `before` its first year."""

    kind: str
    word: str
    place: str
    aspects: tuple[tuple[Aspect, str], ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """What a task says in one year, with marks against the year named `before`."""

    year: int
    before: int | None
    place: str
    rows: tuple[FieldRow, ...]
    parties: tuple[PartyChange, ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A thread as the page shows it."""

    number: int
    gist: str
    happened: str
    departments: str
    years: tuple[_Year, ...]
    texts: tuple[_Text, ...]


def _shown(
    number: int,
    thread: Thread,
    history: History,
    documents: Sequence[Document],
    numbers: dict[str, int],
) -> _Shown:
    count = len(history.documents)
    return _Shown(
        number=number,
        gist=gist(_task(thread.steps[-1], documents)),
        happened=" ".join(_happened(thread, count)),
        departments=" ".join(str(numbers[name]) for name in _named(thread, documents)),
        years=tuple(_year(thread, year, documents) for year in range(1, count + 1)),
        texts=tuple(_texts(thread, documents)),
    )


def _year(thread: Thread, year: int, documents: Sequence[Document]) -> _Year:
    for step in thread.steps:
        if step.document == year:
            task = _task(step, documents)
            return _Year(
                kind=step.kind,
                word=in_chinese("steps", step.kind),
                place=task_place(documents[year - 1], step.ledger, task),
                aspects=tuple((it, in_chinese("aspects", it)) for it in step.aspects),
            )
    is_gone = any(step.document < year for step in thread.steps)
    return _Year("gone", "没有", "", ()) if is_gone else _Year("before", "", "", ())


def _texts(thread: Thread, documents: Sequence[Document]) -> Iterator[_Text]:
    """The texts year by year: the first whole, the later ones where they differ."""
    before: Step | None = None
    for step in thread.steps:
        old = None if before is None else _task(before, documents)
        new = _task(step, documents)
        rows = field_rows(step.fields, old, new)
        yield _Text(
            year=step.document - 1,
            before=None if before is None else before.document - 1,
            place=task_place(documents[step.document - 1], step.ledger, new),
            rows=tuple(row for row in rows if before is None or not row.is_same),
            parties=tuple(party_changes(step.parties)),
        )
        before = step
