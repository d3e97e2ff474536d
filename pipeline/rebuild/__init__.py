"""fragments -> one logical table: joins over page breaks, merged cells, columns to fields. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import Finding
from pipeline.overrides import NO_OVERRIDES, Overrides
from pipeline.page import Line, Page
from pipeline.rebuild.account import Account, account, unaccounted
from pipeline.rebuild.assemble import Assembled, Stitched, assemble
from pipeline.rebuild.furniture import furniture, running_text
from pipeline.rebuild.loose_rows import with_loose_rows
from pipeline.rebuild.overruled_breaks import decided, of_beyond, settled
from pipeline.rebuild.parts import Run
from pipeline.rebuild.reach import reach
from pipeline.rebuild.rescue import rescued
from pipeline.rebuild.runs import runs
from pipeline.rebuild.sense import sense
from pipeline.rebuild.stitch import stitch
from pipeline.rebuild.strips import strips
from pipeline.rebuild.structure import structure
from pipeline.rebuild.telling import of_structure
from pipeline.table import Table
from pipeline.text.words import Words

if TYPE_CHECKING:
    from pipeline.rebuild.cards import Cards
    from pipeline.rebuild.prose import Prose


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One ledger put together, with all that was decided on the way, and its account."""

    stitched: Stitched
    assembled: Assembled
    account: Account
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Worked:
    """The ledgers of a document, the page furniture that was left out, and what is doubtful."""

    ledgers: tuple[Rebuilt, ...]
    furniture: tuple[Line, ...]
    findings: tuple[Finding, ...]


def rebuild(
    pages: Iterable[Page], overrides: Overrides = NO_OVERRIDES
) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """The ledgers of a document, each as one table, and how they were put together.

    `overrides` are what a person decided. Empty where the document has no ledger.
    """
    done = worked(pages, overrides)
    tables = tuple(ledger.assembled.table for ledger in done.ledgers)
    return tables, done.findings


def worked(pages: Iterable[Page], overrides: Overrides = NO_OVERRIDES) -> Worked:
    """What `rebuild` gives, and what it was made of."""
    held = tuple(pages)
    words = Words()
    made: list[Rebuilt] = []
    text = running_text(held)
    for run in map(with_loose_rows, runs(text)):
        number = len(made) + 1
        rebuilt = _rebuilt(run, words, number, overrides.of(number))
        if _says_something(rebuilt.assembled.table):  # else a form that nobody has filled in
            made.append(rebuilt)
    findings: list[Finding] = []
    if not made and (found := _without_a_table(text)) is not None:
        made.append(_rebuilt(found.run, words, 1, overrides.of(1)))
        findings += found.findings
    findings += [doubt for rebuilt in made for doubt in rebuilt.findings]
    findings += of_beyond(overrides, len(made))
    return Worked(tuple(made), furniture(held), tuple(findings))


def _without_a_table(text: tuple[Page, ...]) -> Cards | Prose | None:
    """The ledger that small tables are, or paragraphs. Nearly every notice has a table instead."""
    from pipeline.rebuild.cards import cards
    from pipeline.rebuild.prose import prose

    return cards(text) or prose(text)


def _rebuilt(run: Run, words: Words, number: int, overrides: Overrides) -> Rebuilt:
    stitched = _stitched(run, words, overrides)
    assembled = assemble(stitched, words, number)
    first = account(run, assembled)
    saved, stranded = rescued(stitched, assembled, first, number)
    made = account(run, saved) if stranded else first
    findings = (
        *assembled.findings,
        *of_structure(stitched.structure, number),
        *stranded,
        *unaccounted(run, made, number),
    )
    return Rebuilt(stitched, saved, made, findings)


def _stitched(run: Run, words: Words, overrides: Overrides) -> Stitched:
    body = strips(run)
    usual = sense(run, body)
    told = structure(body)
    joins = stitch(body, usual, decided(overrides.breaks, body, run), told)
    joined = frozenset(join.strip for join in joins if join.is_one_row)
    columns = settled(reach(body, joined, usual, words, told), joins)
    return Stitched(run, body, usual, told, joins, columns, overrides)


def _says_something(table: Table) -> bool:
    return any(
        not value.is_blank
        for row in table.rows
        for column, value in zip(table.columns, row.values, strict=True)
        if column.field != "number"
    )
