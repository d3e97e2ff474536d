"""A document as rows of the dataset: notices, tasks, parties and findings, each with its year.

The columns are the fields of the rows, declared once: the Parquet files and the schema are made
from them. `year` is no column of a file: it is the folder that the file lies in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from pipeline.emit.csv_tables import (
    DocumentName,
    LedgerNumber,
    PartyRow,
    Source,
    TableRow,
    TaskRow,
    party_rows,
    task_rows,
)
from pipeline.model import Citation, Count, Document, Ledger, Noun, Provenance, Severity, Year

YEAR = "year"


class LedgerOfNotice(Noun):
    """One ledger of a notice; `ledger` counts from 1."""

    ledger: Count
    title: str
    year: Year | None


class NoticeRow(TableRow):
    """One notice."""

    document: DocumentName
    source: Source
    media_type: Annotated[str, Field(description="What the file was.")]
    sha256: Annotated[str, Field(description="Of the file's bytes.")]
    pages: Annotated[Count | None, Field(description="How many pages it has, if it has pages.")]
    issuer: Annotated[str, Field(description="Who issued it (发文机关).")]
    title: Annotated[str, Field(description="Its title (标题).")]
    document_number: Annotated[str | None, Field(description="Its number (发文字号).")]
    issued_on: Annotated[date | None, Field(description="Its date of issue (成文日期).")]
    recipients: Annotated[tuple[str, ...], Field(description="To whom it goes (主送机关).")]
    body: Annotated[str, Field(description="Its text before the ledger (正文).")]
    citations: Annotated[tuple[Citation, ...], Field(description="Documents that it names.")]
    attachments: Annotated[tuple[str, ...], Field(description="What is attached to it (附件).")]
    ledgers: Annotated[tuple[LedgerOfNotice, ...], Field(description="Its ledgers (台账).")]
    year: Annotated[Year | None, Field(description="Year of its first ledger that has one.")]


class TaskOfLedger(TaskRow):
    """One task of a ledger (一项工作任务)."""

    ledger_title: Annotated[str, Field(description="Title of its ledger.")]
    citations: Annotated[tuple[Citation, ...], Field(description="Documents that it names.")]
    provenance: Annotated[
        tuple[Provenance, ...], Field(description="Each place that a value of it came from.")
    ]
    year: Annotated[Year | None, Field(description="Year of its ledger.")]


class PartyOfTask(PartyRow):
    """One department of one task, with its role."""

    year: Annotated[Year | None, Field(description="Year of its ledger.")]


class FindingRow(TableRow):
    """Something to know about the conversion of one notice."""

    document: DocumentName
    position: Annotated[Count, Field(description="Its place among the document's, from 1.")]
    code: Annotated[str, Field(description="What it is about, as README lists them.")]
    severity: Annotated[Severity, Field(description="How grave it is.")]
    message: Annotated[str, Field(description="What it says.")]
    ledger: Annotated[LedgerNumber | None, Field(description="Which ledger; null: the whole.")]
    sequence: Annotated[Count | None, Field(description="Which task; null: the whole.")]
    field: Annotated[str | None, Field(description="Which field of it.")]
    year: Annotated[Year | None, Field(description="Year of its ledger, else of the notice.")]


class Dataset(Noun):
    """What `convert --to parquet` makes of a folder: four tables, each in folders by year.

    `document` is a document's name in the folder. With `ledger` and `sequence` it names a task,
    with `position` besides a party; with `position` alone a finding.
    """

    notices: tuple[NoticeRow, ...]
    tasks: tuple[TaskOfLedger, ...]
    parties: tuple[PartyOfTask, ...]
    findings: tuple[FindingRow, ...]


TABLES: dict[str, type[NoticeRow | TaskOfLedger | PartyOfTask | FindingRow]] = {
    "notices": NoticeRow,
    "tasks": TaskOfLedger,
    "parties": PartyOfTask,
    "findings": FindingRow,
}
"""The tables and their rows."""


def parts(document: Document, name: str) -> dict[tuple[str, int | None], list[TableRow]]:
    """The rows of each table and year. A table without rows has an empty part in the notice's year.

    So every table is there as soon as one document is, and a query over it finds its columns.
    """
    year = document.year
    rows: dict[str, Iterable[NoticeRow | TaskOfLedger | PartyOfTask | FindingRow]] = {
        "notices": [_notice_row(document, name)],
        "tasks": _task_rows(document, name),
        "parties": _party_rows(document, name),
        "findings": _finding_rows(document, name),
    }
    made: dict[tuple[str, int | None], list[TableRow]] = {}
    for table in TABLES:
        for row in rows[table]:
            made.setdefault((table, row.year), []).append(row)
        if not any(part == table for part, _ in made):
            made[table, year] = []
    return made


def _notice_row(document: Document, name: str) -> NoticeRow:
    return NoticeRow(
        document=name,
        source=document.source.name,
        media_type=document.source.media_type,
        sha256=document.source.sha256,
        pages=document.source.pages,
        **dict(document.notice),
        ledgers=tuple(
            LedgerOfNotice(ledger=number, title=ledger.title, year=ledger.year)
            for number, ledger in enumerate(document.ledgers, start=1)
        ),
        year=document.year,
    )


def _task_rows(document: Document, name: str) -> Iterator[TaskOfLedger]:
    tasks = (task for ledger in document.ledgers for task in ledger.tasks)
    for row, task in zip(task_rows(document, name), tasks, strict=True):
        ledger = _ledger(document, row.ledger)
        yield TaskOfLedger(
            **dict(row),
            ledger_title=ledger.title,
            citations=task.citations,
            provenance=task.provenance,
            year=ledger.year,
        )


def _party_rows(document: Document, name: str) -> Iterator[PartyOfTask]:
    for row in party_rows(document, name):
        yield PartyOfTask(**dict(row), year=_ledger(document, row.ledger).year)


def _finding_rows(document: Document, name: str) -> Iterator[FindingRow]:
    year = document.year
    for position, finding in enumerate(document.findings, start=1):
        yield FindingRow(
            document=name,
            position=position,
            code=finding.code,
            severity=finding.severity,
            message=finding.message,
            ledger=finding.ledger,
            sequence=finding.task,
            field=finding.field,
            year=year if finding.ledger is None else _ledger(document, finding.ledger).year,
        )


def _ledger(document: Document, number: int) -> Ledger:
    return document.ledgers[number - 1]
