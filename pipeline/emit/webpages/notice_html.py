"""A notice as a report to look at and to print: its ledger as it was meant to be.

Findings stand beside the tasks that they name, and each value says its page and place. What is
shown is the document's; nothing is computed here but counts and merged cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import get_args

from pipeline.emit.webpages.as_meant import Row, Table, as_meant
from pipeline.emit.webpages.places import full_place
from pipeline.emit.webpages.web_page import Choice, web_page
from pipeline.emit.wording.in_chinese import field_name, in_chinese, words
from pipeline.emit.wording.printed import citation_text
from pipeline.model import DeadlineKind, Document, Finding, Ledger, Role, Severity, Task

# Fields of the notice's head, and columns that are a part of the responsibility.
_OTHER_FIELDS = {
    "issued_on": "成文日期",
    "lead": "牵头部门",
    "support": "配合部门",
    "responsible": "负责部门",
}
GRAVEST_FIRST: tuple[Severity, ...] = tuple(reversed(get_args(Severity)))


def notice_html(document: Document) -> bytes:
    """The report, one HTML file that needs nothing else."""
    notice, named = document.notice, _by_place(document.findings)
    return web_page(
        "notice.html",
        title=notice.title or document.ledgers[0].title or document.source.name,
        notice=notice,
        source=document.source,
        head=tuple(_head(document)),
        counts=tuple(_counts(document)),
        groups=_groups(document),
        general=named.get((None, None), ()),
        choices=_choices(document),
        kinds=words()["deadline_kinds"],
        severities=tuple((code, in_chinese("severities", code)) for code in GRAVEST_FIRST),
        ledgers=tuple(
            _sheet(document, named, *numbered) for numbered in enumerate(document.ledgers, 1)
        ),
        tasks=sum(len(ledger.tasks) for ledger in document.ledgers),
    )


# --- what stands above the ledgers


def _head(document: Document) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the notice says of itself, each with its Chinese term; what it lacks is left out."""
    notice, source = document.notice, document.source
    day = notice.issued_on
    pages = "" if source.pages is None else f"（共 {source.pages} 页）"
    said = (
        ("发文机关", (notice.issuer,)),
        ("发文字号", (notice.document_number,)),
        ("成文日期", (f"{day.year}年{day.month}月{day.day}日" if day else None,)),
        ("主送机关", ("，".join(notice.recipients),)),
        ("附件", notice.attachments),
        ("引用文件", tuple(citation_text(item) for item in notice.citations)),
        ("来源文件", (f"{source.name}{pages}",)),
        ("文件校验值", (f"SHA-256 {source.sha256}",)),
    )
    for term, values in said:
        if held := tuple(value for value in values if value):
            yield term, held


def _counts(document: Document) -> Iterator[tuple[str, int, str]]:
    """How much there is of what: word, number, class of the number."""
    tasks = [task for ledger in document.ledgers for task in ledger.tasks]
    if len(document.ledgers) > 1:
        yield "台账", len(document.ledgers), ""
    yield "任务", len(tasks), ""
    parties = (party for task in tasks for party in task.responsibility.parties)
    yield "责任部门", len({party.name for party in parties if not party.collective}), ""
    kinds = Counter(task.deadline.kind for task in tasks)
    for kind in get_args(DeadlineKind):
        if kinds[kind]:
            yield in_chinese("deadline_kinds", kind), kinds[kind], ""
    severities = Counter(finding.severity for finding in document.findings)
    for severity in GRAVEST_FIRST:
        yield in_chinese("severities", severity), severities[severity], severity


# --- findings


@dataclass(frozen=True, slots=True)
class _Place:
    """A finding and the row that it names: its address, and what the link says."""

    address: str
    words: str


@dataclass(frozen=True, slots=True)
class _Group:
    """Findings of one code: what it means, and everything that it names."""

    severity: Severity
    word: str
    meaning: str
    code: str
    places: tuple[_Place, ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A finding beside what it is about."""

    severity: Severity
    word: str
    meaning: str
    field: str
    message: str


_Named = Mapping[tuple[int | None, int | None], tuple[_Shown, ...]]
"""Findings by ledger and task; null for the whole."""


def _groups(document: Document) -> tuple[_Group, ...]:
    """All findings by what they say, the gravest first, then as they come."""
    findings, is_one = document.findings, len(document.ledgers) == 1
    codes = {code: place for place, code in enumerate(dict.fromkeys(it.code for it in findings))}
    ordered = sorted(findings, key=lambda it: (_gravity(it), codes[it.code]))
    return tuple(
        _Group(
            severity=severity,
            word=in_chinese("severities", severity),
            meaning=_meaning(code),
            code=code,
            places=tuple(_place(finding, is_one=is_one) for finding in run),
        )
        for (severity, code), run in groupby(ordered, lambda it: (it.severity, it.code))
    )


def _place(finding: Finding, *, is_one: bool) -> _Place:
    """Where a finding stands on the page; the one ledger of a notice needs no number."""
    about = f"（{_field(finding)}）" if finding.field else ""
    if finding.ledger is None:
        return _Place("#general", f"全文{about}")
    ledger = "" if is_one else f"台账{finding.ledger}"
    if finding.task is None:
        return _Place(f"#t{finding.ledger}", f"{ledger or '台账'}{about}")
    return _Place(f"#t{finding.ledger}-{finding.task}", f"{ledger}第{finding.task}项{about}")


def _by_place(findings: Sequence[Finding]) -> _Named:
    """The findings by the ledger and the task that they name, the gravest first."""
    named: dict[tuple[int | None, int | None], tuple[_Shown, ...]] = {}
    for it in sorted(findings, key=_gravity):
        shown = _Shown(
            severity=it.severity,
            word=in_chinese("severities", it.severity),
            meaning=_meaning(it.code),
            field=_field(it),
            message=it.message,
        )
        place = (None, None) if it.ledger is None else (it.ledger, it.task)
        named[place] = (*named.get(place, ()), shown)
    return named


def _gravity(finding: Finding) -> int:
    return GRAVEST_FIRST.index(finding.severity)


def _meaning(code: str) -> str:
    """A code in Chinese; one of another version of the program as it stands."""
    return words()["findings"].get(code, code)


def _field(finding: Finding) -> str:
    if finding.field is None:
        return ""
    if finding.field.partition(".")[0] in words()["fields"]:
        return field_name(finding.field)
    return _OTHER_FIELDS.get(finding.field, finding.field)


# --- filters


@dataclass(frozen=True, slots=True)
class _Choices:
    """What the lists of the filter offer."""

    departments: tuple[Choice, ...]
    deadlines: tuple[Choice, ...]


def _departments(tasks: Sequence[Task]) -> dict[str, int]:
    """Every department (or group) of the tasks in the order of their coming, and its place."""
    names = (party.name for task in tasks for party in task.responsibility.parties)
    return {name: place for place, name in enumerate(dict.fromkeys(names))}


def _choices(document: Document) -> _Choices:
    tasks = [task for ledger in document.ledgers for task in ledger.tasks]
    held = Counter(
        name for task in tasks for name in {it.name for it in task.responsibility.parties}
    )
    kinds = Counter(task.deadline.kind for task in tasks)
    return _Choices(
        departments=tuple(
            Choice(str(place), name, held[name]) for name, place in _departments(tasks).items()
        ),
        deadlines=tuple(
            Choice(kind, in_chinese("deadline_kinds", kind), kinds[kind])
            for kind in get_args(DeadlineKind)
            if kinds[kind]
        ),
    )


# --- ledgers


@dataclass(frozen=True, slots=True)
class _Line:
    """A task as the table shows it. `marks`: what it can be filtered by."""

    row: Row
    address: str
    departments: str
    severities: str
    parties: tuple[tuple[str, tuple[str, ...]], ...]
    citations: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    findings: tuple[_Shown, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A ledger as the page shows it."""

    number: int
    ledger: Ledger
    table: Table
    lines: tuple[_Line, ...]
    findings: tuple[_Shown, ...]
    has_findings: bool


def _sheet(document: Document, named: _Named, number: int, ledger: Ledger) -> _Sheet:
    tasks = [task for each in document.ledgers for task in each.tasks]
    departments = _departments(tasks)
    table = as_meant(ledger)
    lines = tuple(_line(row, number, departments, named) for row in table.rows)
    return _Sheet(
        number=number,
        ledger=ledger,
        table=table,
        lines=lines,
        findings=named.get((number, None), ()),
        has_findings=any(line.findings for line in lines),
    )


def _line(row: Row, ledger: int, departments: Mapping[str, int], named: _Named) -> _Line:
    task = row.task
    findings = named.get((ledger, task.sequence), ())
    places = (departments[party.name] for party in task.responsibility.parties)
    return _Line(
        row=row,
        address=f"t{ledger}-{task.sequence}",
        departments=" ".join(map(str, dict.fromkeys(places))),
        severities=" ".join(dict.fromkeys(["any", *(it.severity for it in findings)]))
        if findings
        else "nothing",
        parties=tuple(_parties(task)),
        citations=tuple(citation_text(item) for item in task.citations),
        places=tuple((field_name(item.field), full_place(item)) for item in task.provenance),
        findings=findings,
    )


def _parties(task: Task) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The departments of a task by their roles, as they were understood."""
    for role in get_args(Role):
        named = tuple(it.name for it in task.responsibility.parties if it.role == role)
        if named:
            yield in_chinese("roles", role), named
