"""What changed from one year to the next, as a workbook in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from pipeline.changes import Aspect, Changes, FieldChange, Kind, Mark, Pair, Review
from pipeline.compare.aspects import printed
from pipeline.emit.wording.departments_over_years import department_tallies, task_of
from pipeline.emit.wording.in_chinese import field_name, in_chinese
from pipeline.emit.wording.in_words import (
    aspects_text,
    doubt_text,
    number_of,
    party_lines,
    reason_text,
    whole_text,
)
from pipeline.emit.wording.printed import ledger_name, places
from pipeline.emit.wording.sides import new_side, old_side
from pipeline.emit.workbooks.cells import Cell, Column, Link, Marked, Row, Shade, Shaded, Sheet
from pipeline.emit.workbooks.workbook import workbook
from pipeline.model import Document, Task

SUMMARY, PAIRS, ADDED, REMOVED, REVIEW = "汇总", "对照", "新增", "删除", "待复核"

SHADES: Mapping[Kind, Shade] = {
    "unchanged": "none",
    "changed": "changed",
    "added": "added",
    "removed": "removed",
}


def changes_xlsx(changes: Changes, old: Document, new: Document) -> bytes:
    """The changes as XLSX: counts that add up, every pair with marks in its texts, close calls."""
    view = _View(changes, old, new)
    sheets = (
        _summary(view),
        _pairs(view),
        _alone(view, "added"),
        _alone(view, "removed"),
        _review(view),
    )
    return workbook(sheets, f"{changes.old.title} → {changes.new.title}")


@dataclass(frozen=True, slots=True)
class _View:
    """The changes and what they are about."""

    changes: Changes
    old: Document
    new: Document

    @property
    def has_ledgers(self) -> bool:
        """Does one of the documents have several ledgers, so that a task needs its own named?"""
        return len(self.old.ledgers) > 1 or len(self.new.ledgers) > 1

    def tasks(self, pair: Pair | Review) -> tuple[Task | None, Task | None]:
        """The old task and the new one."""
        return (
            task_of(self.old, pair.old_ledger, pair.old),
            task_of(self.new, pair.new_ledger, pair.new),
        )


# --- 汇总


def _summary(view: _View) -> Sheet:
    rows = (*_both(view), *_counts(view), *_aspects(view), *_departments(view))
    return Sheet(SUMMARY, _SUMMARY_COLUMNS, rows)


_SUMMARY_COLUMNS = (
    Column("", 30, 60),
    *[Column("", 11, is_centred=True)] * 4,
    Column("", 34, is_centred=True),
)
_BLANK = Row(())


def _head(*words: str) -> Row:
    return Row(words, shade="head")


def _both(view: _View) -> Iterator[Row]:
    yield _head("台账", "年度", "任务数", "标题（来源文件）")
    for name, side in (("旧", view.changes.old), ("新", view.changes.new)):
        yield Row((name, side.year, side.tasks, f"{side.title}（{side.source}）"))
    yield _BLANK


def _counts(view: _View) -> Iterator[Row]:
    total, changes = view.changes.summary, view.changes
    yield _head("条数", "旧", "新", "说明")
    for kind in get_args(Kind):
        count = getattr(total, kind)
        yield Row(
            (
                Shaded(in_chinese("kinds", kind), SHADES[kind]),
                None if kind == "added" else count,
                None if kind == "removed" else count,
                f"其中{total.renumbered_only}条只有序号变动" if kind == "changed" else "",
            )
        )
    note = "旧 = 未变 + 有变 + 删除；新 = 未变 + 有变 + 新增"
    yield Row(("合计", changes.old.tasks, changes.new.tasks, note), shade="quiet")
    yield _BLANK
    yield Row((REVIEW, len(changes.review), "处，配对拿不准，要人看一看"))
    yield _BLANK


def _aspects(view: _View) -> Iterator[Row]:
    note = "一条任务可以有几个方面的变动，所以各方面相加可以大于有变的条数"
    yield _head("变动方面", "条数", note)
    told = [aspect for pair in view.changes.pairs for aspect in pair.aspects]
    for aspect in get_args(Aspect):
        yield Row((in_chinese("aspects", aspect), told.count(aspect), ""))
    yield _BLANK


def _departments(view: _View) -> Iterator[Row]:
    yield _head("部门", "旧任务数", "减少", "增加", "新任务数", "角色变化")
    for it in department_tallies(view.changes, view.old, view.new):
        cells = (it.name, it.old, it.lost, it.gained, it.new, it.other_role)
        yield Row(cells, shade="none" if it.lost or it.gained or it.other_role else "quiet")
    yield Row(("旧任务数 − 减少 + 增加 = 新任务数；“角色变化”是两年都有、角色不同的任务。",))


# --- 对照


def _pairs(view: _View) -> Sheet:
    columns = (
        Column("行", 5, is_centred=True),
        Column("类别", 7, is_centred=True),
        Column("变动方面", 9),
        *_sided("台账", 10, 30, is_wanted=view.has_ledgers),
        *_sided("序号", 7, is_centred=True),
        *_sided("任务分类", 11, 40),
        *_sided("内容", 34, 110),
        *_sided("责任部门", 14, 60),
        *_sided("时限", 9, 40),
        Column("其他栏目", 12, 60),
        Column("部门变化", 14, 60),
        Column("相似度", 7, is_centred=True),
        Column("配对理由", 13, 40),
        *_sided("出处", 8, 30),
    )
    rows = tuple(
        Row(tuple(_pair_cells(number, pair, view)))
        for number, pair in enumerate(view.changes.pairs, start=1)
    )
    return Sheet(PAIRS, columns, rows, frozen=3)


def _sided(
    name: str, width: int, widest: int = 0, *, is_centred: bool = False, is_wanted: bool = True
) -> list[Column]:
    """The column of the old year, and that of the new one."""
    headers = (f"旧{name}", f"新{name}") if is_wanted else ()
    return [Column(header, width, widest, is_centred) for header in headers]


def _pair_cells(number: int, pair: Pair, view: _View) -> Iterator[Cell]:
    old, new = view.tasks(pair)
    texts = _Texts.of(pair, old, new)
    yield from (number, Shaded(in_chinese("kinds", pair.kind), SHADES[pair.kind]))
    yield aspects_text(pair)
    if view.has_ledgers:
        yield from (
            ledger_title(view.old, pair.old_ledger),
            ledger_title(view.new, pair.new_ledger),
        )
    yield from (number_of(old), number_of(new))
    for names in (("outline",), ("title", "requirement"), ("responsibility",), ("deadline",)):
        yield from (texts.old(names), texts.new(names))
    yield _other_fields(pair)
    yield "\n".join(party_lines(pair.parties))
    yield from (pair.score, reason_text(pair))
    yield from (_stood(old), _stood(new))


def ledger_title(document: Document, ledger: int | None) -> str:
    """The title of a ledger, or where it stands; empty where there is none."""
    if ledger is None:
        return ""
    return ledger_name(document, ledger)


def _stood(task: Task | None) -> str:
    return "" if task is None else places(task.provenance)


@dataclass(frozen=True, slots=True)
class _Texts:
    """What both years print of a task, with marks where it differs.

    A task of one year alone has no marks: all of it came, or went.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    fields: Mapping[str, FieldChange]

    @classmethod
    def of(cls, pair: Pair, old: Task | None, new: Task | None) -> _Texts:
        """The texts of a pair."""
        fields = pair.fields if old is not None and new is not None else {}
        before, after = ({} if task is None else printed(task) for task in (old, new))
        return cls(before, after, fields)

    def old(self, names: Iterable[str]) -> Marked:
        """These fields in the old year, a line each."""
        return self._joined(names, self.before, old_side)

    def new(self, names: Iterable[str]) -> Marked:
        """These fields in the new year, a line each."""
        return self._joined(names, self.after, new_side)

    def _joined(
        self,
        names: Iterable[str],
        texts: Mapping[str, str],
        side: Callable[[FieldChange], tuple[Mark, ...]],
    ) -> Marked:
        pieces: list[Mark] = []
        for name in names:
            if name in texts:
                change = self.fields.get(name)
                pieces += [("equal", "\n")] * bool(pieces)
                pieces += side(change) if change is not None else [("equal", texts[name])]
        return Marked(tuple(pieces))


def _other_fields(pair: Pair) -> Marked:
    """Columns of the ledgers' own that differ, what went and what came one after the other."""
    is_alone = pair.old is None or pair.new is None
    pieces: list[Mark] = []
    for name, change in pair.fields.items():
        if name.startswith("extras."):
            pieces += [("equal", "\n")] * bool(pieces)
            pieces.append(("equal", f"{field_name(name)}："))
            pieces += (("equal", text) if is_alone else (kind, text) for kind, text in change.marks)
    return Marked(tuple(pieces))


# --- 新增, 删除


def _alone(view: _View, kind: Kind) -> Sheet:
    """The tasks of one year alone, with a link to where they stand among all."""
    columns = (
        Column("对照行", 8, is_centred=True),
        *([Column("台账", 12, 30)] if view.has_ledgers else []),
        Column("序号", 8, is_centred=True),
        Column("任务分类", 20, 50),
        Column("内容", 60, 120),
        Column("责任部门", 24, 60),
        Column("时限", 12, 40),
        Column("截止日", 11, is_centred=True),
        Column("出处", 10, 30),
        Column("说明", 18, shade="own"),
    )
    rows = tuple(
        Row(tuple(_alone_cells(place, pair, view)))
        for place, pair in enumerate(view.changes.pairs)
        if pair.kind == kind
    )
    return Sheet(ADDED if kind == "added" else REMOVED, columns, rows)


def _alone_cells(place: int, pair: Pair, view: _View) -> Iterator[Cell]:
    old, new = view.tasks(pair)
    texts = _Texts.of(pair, old, new)
    is_new = new is not None
    task = new if new is not None else old
    said = texts.new if is_new else texts.old
    yield Link(str(place + 1), PAIRS, place)
    if view.has_ledgers:
        document, ledger = (view.new, pair.new_ledger) if is_new else (view.old, pair.old_ledger)
        yield ledger_title(document, ledger)
    yield number_of(task)
    for names in (("outline",), ("title", "requirement"), ("responsibility",), ("deadline",)):
        yield said(names)
    yield None if task is None else task.deadline.due
    yield _stood(task)


# --- 待复核


def _review(view: _View) -> Sheet:
    columns = (
        Column("疑点", 18),
        Column("相似度", 8, is_centred=True),
        *_sided("台账", 10, 30, is_wanted=view.has_ledgers),
        *_sided("序号", 7, is_centred=True),
        *_sided("内容", 44, 110),
        *_sided("任务在对照第几行", 9, is_centred=True),
        Column("另一条在对照第几行", 9, is_centred=True),
        Column("说明（英文原文）", 22, 40),
        Column("复核意见", 18, shade="own"),
    )
    rows = {
        place: number
        for number, pair in enumerate(view.changes.pairs)
        for place in (("old", pair.old_ledger, pair.old), ("new", pair.new_ledger, pair.new))
    }
    close = (Row(tuple(_review_cells(one, rows, view))) for one in view.changes.review)
    return Sheet(REVIEW, columns, tuple(close))


def _review_cells(
    close: Review, rows: Mapping[tuple[str, int | None, int | None], int], view: _View
) -> Iterator[Cell]:
    old, new = view.tasks(close)
    yield from (doubt_text(close, _rival(close, view)), close.score)
    if view.has_ledgers:
        yield ledger_title(view.old, close.old_ledger)
        yield ledger_title(view.new, close.new_ledger)
    yield from (number_of(old), number_of(new))
    yield from (whole_text(old), whole_text(new))
    for place in (
        ("old", close.old_ledger, close.old),
        ("new", close.new_ledger, close.new),
        (close.rival_side or "", close.rival_ledger, close.rival),
    ):
        row = rows.get(place)
        yield None if row is None else Link(str(row + 1), PAIRS, row)
    yield close.why


def _rival(close: Review, view: _View) -> str:
    """What the task is called that fits one of the two nearly as well: `新 7`."""
    if close.rival_side is None:
        return ""
    name, document = {"old": ("旧", view.old), "new": ("新", view.new)}[close.rival_side]
    task = task_of(document, close.rival_ledger, close.rival)
    ledger = ledger_title(document, close.rival_ledger) if view.has_ledgers else ""
    return f"{name}{ledger}序号{number_of(task)}"
