"""fragments -> one logical table: joins over page breaks, merged cells, columns to fields. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.model import Finding
from pipeline.page import Page
from pipeline.rebuild.account import unaccounted
from pipeline.rebuild.assemble import Assembled, Stitched, assemble
from pipeline.rebuild.furniture import running_text
from pipeline.rebuild.parts import Run
from pipeline.rebuild.reach import reach
from pipeline.rebuild.runs import runs
from pipeline.rebuild.sense import sense
from pipeline.rebuild.stitch import stitch
from pipeline.rebuild.strips import strips
from pipeline.rebuild.structure import structure
from pipeline.rebuild.telling import of_structure
from pipeline.table import Table
from pipeline.text.words import Words


def rebuild(pages: Iterable[Page]) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """The ledgers of a document, each as one table, and how they were put together.

    Empty where the document has none.
    """
    tables: list[Table] = []
    findings: list[Finding] = []
    words = Words()
    for run in runs(running_text(pages)):
        number = len(tables) + 1
        assembled = _assembled(run, words, number)
        if not _says_something(assembled.table):
            continue  # a form that nobody has filled in
        tables.append(assembled.table)
        findings += assembled.findings
        findings += unaccounted(run, assembled, number)
    return tuple(tables), tuple(findings)


def _assembled(run: Run, words: Words, number: int) -> Assembled:
    body = strips(run)
    usual = sense(run, body)
    told = structure(body)
    joins = stitch(body, usual, told)
    joined = frozenset(join.strip for join in joins if join.is_one_row)
    columns = reach(body, joined, usual, told)
    assembled = assemble(Stitched(run, body, usual, joins, columns), words, number)
    return replace(assembled, findings=(*assembled.findings, *of_structure(told, number)))


def _says_something(table: Table) -> bool:
    return any(
        not value.is_blank
        for row in table.rows
        for column, value in zip(table.columns, row.values, strict=True)
        if column.field != "number"
    )
