"""cell text -> values: outline, departments, deadlines, citations, the notice's head. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.departments import Register
from pipeline.findings import finding
from pipeline.model import Column, Finding, Ledger, Notice
from pipeline.normalise.notice import head, ledger_title
from pipeline.normalise.tasks import tasks
from pipeline.normalise.years import hangs_on_year, year_of
from pipeline.table import Table
from pipeline.text.paragraphs import paragraphs


def normalise(
    tables: Sequence[Table], register: Register
) -> tuple[Notice, tuple[Ledger, ...], tuple[Finding, ...]]:
    """The notice's head, its ledgers with their tasks, and what is doubtful in them."""
    read = head(
        paragraphs(tables[0].above),
        paragraphs(tables[0].beside),
        paragraphs(tables[-1].below),
    )
    notice = read.notice
    ledgers: list[Ledger] = []
    findings = [*read.doubts]
    for number, table in enumerate(tables, 1):
        title = read.ledger_title
        if number > 1:
            title, _ = ledger_title(paragraphs(table.above))
        year, is_sure = year_of(title, notice)
        made, doubts = tasks(
            table, issuer=notice.issuer, year=year, register=register, ledger=number
        )
        columns = tuple(Column(header=c.header, field=c.field) for c in table.columns)
        ledgers.append(Ledger(title=title, year=year, columns=columns, tasks=made))
        findings += doubts
        if year is not None and not is_sure and any(map(hangs_on_year, made)):
            message = f"The title names several years; {year} was taken for deadlines without one."
            findings.append(finding("year_uncertain", message, ledger=number))
    return notice, tuple(ledgers), tuple(findings)
