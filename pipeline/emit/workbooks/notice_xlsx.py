"""A notice as a workbook that people work in: tasks, parties, findings, the notice's head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from pipeline.emit.wording.in_chinese import in_chinese
from pipeline.emit.wording.printed import (
    citation_text,
    finding_field,
    finding_text,
    ledger_name,
    meaning,
    party_names,
    places,
)
from pipeline.emit.workbooks.cells import Cell, Column, Link, Row, Shade, Shaded, Sheet
from pipeline.emit.workbooks.workbook import workbook
from pipeline.model import Document, Finding, Role, Severity, Task
from pipeline.text.headings import heading_text

TASKS, PARTIES, FINDINGS, NOTICE = "任务", "责任部门", "问题与提示", "通知"

GRAVEST_FIRST: tuple[Severity, ...] = ("error", "warning", "info")
_SHADES: dict[Severity, Shade] = {"error": "grave", "warning": "doubtful", "info": "none"}
ROLES: tuple[Role, ...] = get_args(Role)
_NUMERALS = "一二三四五六七八九十"
_OURS = (
    "台账", "次序", "序号", "任务名称", "工作要求", "责任部门", "牵头", "配合", "负责", "时限",
    "截止日", "引用文件", "出处", "提示",
)  # fmt: skip
_OWN = ("完成情况", "备注")
"""Columns for the readers' own use; one that the ledger has itself is not offered twice."""


def notice_xlsx(document: Document) -> bytes:
    """The notice as XLSX, in Chinese; texts are whole, and are never formulas or links."""
    view = _View.of(document)
    sheets = (_tasks(view), _parties(view), _findings(view), _notice(view))
    return workbook(sheets, document.notice.title or document.source.name)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A task, with its ledger and the ledger's number."""

    ledger: int
    title: str
    task: Task


_Place = tuple[int | None, int | None]
"""A ledger's number and a task's sequence, as findings name them."""


@dataclass(frozen=True, slots=True)
class _View:
    """A document, all its tasks in the order of the rows, and which of the rows is whose."""

    document: Document
    tasks: tuple[_Placed, ...]
    rows: Mapping[_Place, int]
    findings: Mapping[int, Sequence[Finding]]
    """What a person should look at in the task of a row, gravest first."""

    levels: int
    """How many headings the deepest task has above it."""

    extras: tuple[str, ...]
    """The headers of columns that no field fits, in the order in which they come."""

    roles: frozenset[Role]
    """The roles that departments have in it."""

    has_titles: bool
    """Is there a task with a title besides its requirement?"""

    @classmethod
    def of(cls, document: Document) -> _View:
        """The view of a document."""
        tasks = tuple(_placed(document))
        rows: dict[_Place, int] = {
            (placed.ledger, placed.task.sequence): row for row, placed in enumerate(tasks)
        }
        findings: dict[int, list[Finding]] = {}
        for finding in _gravest_first(document.findings):
            row = rows.get((finding.ledger, finding.task))
            if row is not None and finding.severity != "info":
                findings.setdefault(row, []).append(finding)
        return cls(
            document,
            tasks,
            rows,
            findings,
            levels=max((len(placed.task.outline) for placed in tasks), default=0),
            extras=tuple(dict.fromkeys(name for placed in tasks for name in placed.task.extras)),
            roles=frozenset(
                party.role for placed in tasks for party in placed.task.responsibility.parties
            ),
            has_titles=any(placed.task.title is not None for placed in tasks),
        )


def _placed(document: Document) -> Iterator[_Placed]:
    for number, ledger in enumerate(document.ledgers, start=1):
        for task in ledger.tasks:
            yield _Placed(number, ledger_name(document, number), task)


def _gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: GRAVEST_FIRST.index(finding.severity))


# --- 任务


def _tasks(view: _View) -> Sheet:
    rows = tuple(
        Row((placed.title, *_task_cells(placed.task, view), *_remarks(row, placed.task, view)))
        for row, placed in enumerate(view.tasks)
    )
    return Sheet(TASKS, tuple(_task_columns(view)), rows, frozen=3)


def _task_columns(view: _View) -> Iterator[Column]:
    yield Column("台账", 9)
    yield from (Column(name, 6, is_centred=True) for name in ("次序", "序号"))
    yield from (Column(name, 11, 40) for name in _level_names(view.levels))
    if view.has_titles:
        yield Column("任务名称", 16, 60)
    yield Column("工作要求", 42, 120)
    yield Column("责任部门", 16, 60)
    yield from (
        Column(in_chinese("roles", role), 13 if role in view.roles else 6, 60) for role in ROLES
    )
    yield Column("时限", 9, 40)
    yield Column("截止日", 11, is_centred=True)
    yield Column("引用文件", 11, 60)
    yield from (Column(_extra_name(name, view), 12, 80) for name in view.extras)
    yield Column("出处", 8, 30)
    yield Column("提示", 13, 60)
    yield from (Column(name, 12, shade="own") for name in _own_names(view))


def _level_names(levels: int) -> list[str]:
    if levels == 1:
        return [in_chinese("fields", "outline")]
    return [f"{_NUMERALS[level] if level < 10 else level + 1}级分类" for level in range(levels)]


def _extra_name(name: str, view: _View) -> str:
    """A header of the ledger's own; one that is a header of ours as well says so."""
    return f"{name}（原表）" if name in {*_OURS, *_level_names(view.levels)} else name


def _own_names(view: _View) -> list[str]:
    return [name for name in _OWN if name not in view.extras]


def _task_cells(task: Task, view: _View) -> Iterator[Cell]:
    yield from (task.sequence, task.number)
    headings = [heading_text(heading) for heading in task.outline]
    yield from headings + [""] * (view.levels - len(headings))
    if view.has_titles:
        yield task.title
    yield from (task.requirement, task.responsibility.text)
    yield from (party_names(task.responsibility.parties, role) for role in ROLES)
    yield from (task.deadline.text, task.deadline.due)
    yield "\n".join(map(citation_text, task.citations))
    yield from (task.extras.get(name) for name in view.extras)


def _remarks(row: int, task: Task, view: _View) -> Iterator[Cell]:
    yield places(task.provenance)
    findings = view.findings.get(row, ())
    shade = _SHADES[findings[0].severity] if findings else "none"
    yield Shaded("\n".join(map(finding_text, findings)), shade)


# --- 责任部门


def _parties(view: _View) -> Sheet:
    columns = (
        Column("台账", 24),
        Column("次序", 7, is_centred=True),
        Column("序号", 7, is_centred=True),
        Column("部门", 26, 60),
        Column("角色", 8, is_centred=True),
        Column("名录", 10, is_centred=True),
        Column("名单以“等”结尾", 10, is_centred=True),
        Column("时限", 14, 30),
        Column("截止日", 11, is_centred=True),
        Column("工作要求", 60, 120),
    )
    rows = tuple(Row(cells) for placed in view.tasks for cells in _party_cells(placed))
    return Sheet(PARTIES, columns, rows, frozen=4)


def _party_cells(placed: _Placed) -> Iterator[tuple[Cell, ...]]:
    task = placed.task
    for party in task.responsibility.parties:
        yield (
            placed.title,
            task.sequence,
            task.number,
            party.name,
            in_chinese("roles", party.role),
            "泛指" if party.collective else "有" if party.known else "无",
            "是" if task.responsibility.and_others else "",
            task.deadline.text,
            task.deadline.due,
            task.requirement,
        )


# --- 问题与提示


def _findings(view: _View) -> Sheet:
    columns = (
        Column("级别", 8, is_centred=True),
        Column("含义", 40, 60),
        Column("台账", 24),
        Column("任务", 12, is_centred=True),
        Column("栏目", 12),
        Column("说明（英文原文）", 70, 120),
        Column("代码", 24),
    )
    rows = tuple(_finding_row(finding, view) for finding in _gravest_first(view.document.findings))
    return Sheet(FINDINGS, columns, rows)


def _finding_row(finding: Finding, view: _View) -> Row:
    ledgers = view.document.ledgers
    number = finding.ledger
    is_there = number is not None and number <= len(ledgers)
    cells = (
        Shaded(in_chinese("severities", finding.severity), _SHADES[finding.severity]),
        meaning(finding),
        ledger_name(view.document, number) if number is not None and is_there else "",
        _task_link(finding, view),
        finding_field(finding),
        finding.message,
        finding.code,
    )
    return Row(cells)


def _task_link(finding: Finding, view: _View) -> Cell:
    if finding.task is None:
        return None
    words = f"第{finding.task}项"
    row = view.rows.get((finding.ledger, finding.task))
    return words if row is None else Link(words, TASKS, row)


# --- 通知


def _notice(view: _View) -> Sheet:
    rows = tuple(Row(cells) for cells in _notice_cells(view.document))
    return Sheet(NOTICE, (Column("项目", 14), Column("内容", 100, 160)), rows)


def _notice_cells(document: Document) -> Iterator[tuple[Cell, ...]]:
    notice, source = document.notice, document.source
    yield "发文机关", notice.issuer
    yield "标题", notice.title
    yield "发文字号", notice.document_number
    yield "成文日期", None if notice.issued_on is None else notice.issued_on.isoformat()
    yield "主送机关", "、".join(notice.recipients)
    yield "正文", notice.body
    yield "附件", "\n".join(notice.attachments)
    yield "引用文件", "\n".join(map(citation_text, notice.citations))
    for number, ledger in enumerate(document.ledgers, start=1):
        year = "" if ledger.year is None else f"，{ledger.year}年度"
        yield f"台账{number}", f"{ledger.title}（{len(ledger.tasks)}项任务{year}）"
    pages = "" if source.pages is None else f"，共{source.pages}页"
    yield "来源文件", f"{source.name}{pages}"
    yield "文件校验值", f"SHA-256 {source.sha256}"
