"""Each task through several years, as a workbook in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.changes import History, HistoryReview, Mark, Step, Thread
from pipeline.compare.aspects import printed
from pipeline.emit.wording.departments_over_years import task_of
from pipeline.emit.wording.in_chinese import field_name, in_chinese
from pipeline.emit.wording.in_words import (
    doubt_text,
    number_of,
    party_lines,
    whole_text,
    year_name,
)
from pipeline.emit.wording.printed import places
from pipeline.emit.wording.sides import new_side
from pipeline.emit.workbooks.cells import Cell, Column, Link, Marked, Row, Shade, Shaded, Sheet
from pipeline.emit.workbooks.workbook import workbook
from pipeline.model import Document, Task

SUMMARY, THREADS, REVIEW = "汇总", "沿革", "待复核"

_SHADES: Mapping[str, Shade] = {
    "first": "added",
    "unchanged": "none",
    "changed": "changed",
    "returned": "added",
}
_YEAR_FIELDS = ("序号", "分类", "内容", "责任部门", "时限", "变化", "出处")


def history_xlsx(history: History, documents: Sequence[Document]) -> bytes:
    """The history as XLSX: a line a year, a line a task with its years side by side, close calls.

    `documents` are those of the history, in its order.
    """
    view = _View.of(history, tuple(documents))
    title = f"{view.years[0]}—{view.years[-1]}任务沿革"
    return workbook((_summary(view), _threads(view), _review(view)), title)


@dataclass(frozen=True, slots=True)
class _View:
    """A history, its documents, and what each of them is called."""

    history: History
    documents: tuple[Document, ...]
    years: tuple[str, ...]

    @classmethod
    def of(cls, history: History, documents: tuple[Document, ...]) -> _View:
        """The view of a history; documents of one year are told apart by their places."""
        names = [year_name(side, place) for place, side in enumerate(history.documents, start=1)]
        told = [
            name if names.count(name) == 1 else f"{name}（{place}）"
            for place, name in enumerate(names, start=1)
        ]
        return cls(history, documents, tuple(told))

    def task(self, document: int, ledger: int, sequence: int) -> Task | None:
        """A task of one of the documents, counted from 1."""
        return task_of(self.documents[document - 1], ledger, sequence)


def _summary(view: _View) -> Sheet:
    columns = (
        Column("年度", 12),
        Column("标题", 50, 80),
        Column("来源文件", 24, 60),
        Column("任务数", 9, is_centred=True),
        *(Column(in_chinese("steps", kind), 10, is_centred=True) for kind in _SHADES),
        Column("比上年减少", 10, is_centred=True),
        Column("说明", 36, 60),
    )
    rows: list[Row] = []
    for name, side, year in zip(
        view.years, view.history.documents, view.history.summary, strict=True
    ):
        counts = (year.tasks, year.first, year.unchanged, year.changed, year.returned, year.gone)
        note = "" if rows else "任务数 = 首次出现 + 未变 + 有变 + 再次出现"
        rows.append(Row((name, side.title, side.source, *counts, note)))
    return Sheet(SUMMARY, columns, tuple(rows), frozen=1)


# --- 沿革


def _threads(view: _View) -> Sheet:
    columns = (
        Column("行", 6, is_centred=True),
        Column("首次年度", 9, is_centred=True),
        Column("最近年度", 9, is_centred=True),
        Column("年数", 6, is_centred=True),
        *(
            Column(f"{year}{name}", width, widest, is_centred=name == "序号")
            for year in view.years
            for name, width, widest in zip(
                _YEAR_FIELDS, (7, 10, 30, 13, 9, 14, 8), (0, 40, 110, 60, 40, 60, 30), strict=True
            )
        ),
    )
    rows = tuple(
        Row(tuple(_thread_cells(number, thread, view)))
        for number, thread in enumerate(view.history.threads, start=1)
    )
    return Sheet(THREADS, columns, rows, frozen=4)


def _thread_cells(number: int, thread: Thread, view: _View) -> Iterator[Cell]:
    steps = {step.document: step for step in thread.steps}
    yield number
    yield view.years[min(steps) - 1]
    yield view.years[max(steps) - 1]
    yield len(steps)
    for document in range(1, len(view.documents) + 1):
        step = steps.get(document)
        if step is None:
            yield from [Shaded("", "quiet")] * len(_YEAR_FIELDS)
        else:
            yield from _step_cells(step, view)


def _step_cells(step: Step, view: _View) -> Iterator[Cell]:
    task = view.task(step.document, step.ledger, step.task)
    texts = {} if task is None else printed(task)
    yield number_of(task)
    yield _came(("outline",), texts, step)
    yield _came(("title", "requirement"), texts, step)
    yield _came(("responsibility",), texts, step)
    yield _came(("deadline",), texts, step)
    # In the first of the documents every task is there for the first time.
    yield Shaded(_what_changed(step), "none" if step.document == 1 else _SHADES[step.kind])
    yield "" if task is None else places(task.provenance)


def _came(names: Iterable[str], texts: Mapping[str, str], step: Step) -> Marked:
    """These fields as the year prints them, a line each, with marks on what came with it."""
    pieces: list[Mark] = []
    for name in names:
        if name in texts:
            change = step.fields.get(name)
            pieces += [("equal", "\n")] * bool(pieces)
            pieces += [("equal", texts[name])] if change is None else new_side(change)
    return Marked(tuple(pieces))


def _what_changed(step: Step) -> Marked:
    """What became of the task, who came and went, and which words went."""
    said = [in_chinese("steps", step.kind)]
    said += [in_chinese("aspects", aspect) for aspect in step.aspects]
    lines = ["、".join(said), *party_lines(step.parties)]
    pieces: list[Mark] = [("equal", "\n".join(lines))]
    for name, change in step.fields.items():
        went = [text for kind, text in change.marks if kind == "delete" and text.strip()]
        if went and name != "number":
            pieces.append(("equal", f"\n{field_name(name)}删去："))
            pieces += _divided(went)
    return Marked(tuple(pieces))


def _divided(went: Sequence[str]) -> Iterator[Mark]:
    for number, text in enumerate(went):
        if number:
            yield "equal", "／"
        yield "delete", text


# --- 待复核


def _review(view: _View) -> Sheet:
    columns = (
        Column("疑点", 18),
        Column("相似度", 8, is_centred=True),
        *(
            Column(f"{side}{name}", width, widest, is_centred=name != "内容")
            for side in ("旧", "新")
            for name, width, widest in (("年度", 10, 0), ("任务", 9, 0), ("内容", 44, 110))
        ),
        *(
            Column(f"{side}在沿革第几行", 9, is_centred=True)
            for side in ("旧任务", "新任务", "另一条")
        ),
        Column("说明（英文原文）", 22, 40),
        Column("复核意见", 18, shade="own"),
    )
    rows = {
        (step.document, step.ledger, step.task): number
        for number, thread in enumerate(view.history.threads)
        for step in thread.steps
    }
    close = (Row(tuple(_review_cells(one, rows, view))) for one in view.history.review)
    return Sheet(REVIEW, columns, tuple(close))


def _review_cells(
    close: HistoryReview, rows: Mapping[tuple[int, int, int], int], view: _View
) -> Iterator[Cell]:
    both = (
        (close.old_document, close.old_ledger, close.old),
        (close.new_document, close.new_ledger, close.new),
    )
    rival = _rival(close, view)
    yield from (doubt_text(close, rival[1]), close.score)
    for place in both:
        task = view.task(*place)
        yield from (view.years[place[0] - 1], number_of(task), whole_text(task))
    for task_place in (*both, rival[0]):
        row = None if task_place is None else rows.get(task_place)
        yield None if row is None else Link(str(row + 1), THREADS, row)
    yield close.why


def _rival(close: HistoryReview, view: _View) -> tuple[tuple[int, int, int] | None, str]:
    """The task that fits one of the two nearly as well, and what it is called."""
    if close.rival_ledger is None or close.rival is None:
        return None, ""
    document = close.old_document if close.rival_side == "old" else close.new_document
    place = (document, close.rival_ledger, close.rival)
    return place, f"{view.years[document - 1]}序号{number_of(view.task(*place))}"
