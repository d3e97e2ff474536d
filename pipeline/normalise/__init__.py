"""cell text -> values: outline, departments, deadlines, citations, the notice's head. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.departments import Register
from pipeline.model import Column, Finding, Ledger, Notice
from pipeline.normalise.notice import head, ledger_title
from pipeline.normalise.tasks import tasks
from pipeline.table import Table
from pipeline.text.paragraphs import paragraphs

YEAR = re.compile(r"((?:19|20)\d{2})\s*年")


def normalise(
    tables: Sequence[Table], register: Register
) -> tuple[Notice, tuple[Ledger, ...], tuple[Finding, ...]]:
    """The notice's head, its ledgers with their tasks, and what is doubtful in them."""
    read = head(paragraphs(tables[0].above), paragraphs(tables[0].beside))
    notice = read.notice
    ledgers: list[Ledger] = []
    findings = [*read.doubts]
    for number, table in enumerate(tables, 1):
        title = read.ledger_title
        if number > 1:
            title, _ = ledger_title(paragraphs(table.above))
        year = _year(title, notice)
        made, doubts = tasks(
            table, issuer=notice.issuer, year=year, register=register, ledger=number
        )
        columns = tuple(Column(header=c.header, field=c.field) for c in table.columns)
        ledgers.append(Ledger(title=title, year=year, columns=columns, tasks=made))
        findings += doubts
    return notice, tuple(ledgers), tuple(findings)


def _year(title: str, notice: Notice) -> int | None:
    """The ledger's title's year, else the notice title's, else that of the date of issue."""
    for text in (title, notice.title):
        found = YEAR.search(text)
        if found is not None:
            return int(found[1])
    return None if notice.issued_on is None else notice.issued_on.year
