"""fragments -> one logical table: joins over page breaks, merged cells, columns to fields. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.page import Line, Page
from pipeline.rebuild.account import lost_and_doubled
from pipeline.rebuild.assemble import WHOLE_LINE, Assembled, Stitched, assemble
from pipeline.rebuild.furniture import running_text
from pipeline.rebuild.parts import Run
from pipeline.rebuild.reach import reach
from pipeline.rebuild.runs import TITLE, runs
from pipeline.rebuild.sense import sense
from pipeline.rebuild.stitch import stitch
from pipeline.rebuild.strips import strips
from pipeline.table import Table
from pipeline.text.cleaning import squeeze
from pipeline.text.words import Words

# Lines after a table that are no more than this many characters are an imprint or a note.
LONG_NOTE = 120


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
        findings += _unaccounted(run, assembled, number)
        findings += _between(run, number)
    return tuple(tables), tuple(findings)


def _assembled(run: Run, words: Words, number: int) -> Assembled:
    body = strips(run)
    usual = sense(run, body)
    joins = stitch(body, usual)
    joined = frozenset(join.strip for join in joins if join.is_one_row)
    columns = reach(body, joined, usual)
    return assemble(Stitched(run, body, usual, joins, columns), words, number)


def _says_something(table: Table) -> bool:
    return any(
        not value.is_blank
        for row in table.rows
        for column, value in zip(table.columns, row.values, strict=True)
        if column.field != "number"
    )


def _between(run: Run, number: int) -> Iterator[Finding]:
    """Lines among the parts of the table: part of a cell that no rule shows, or no part of it."""
    between = _unread(run)
    if between:
        shown = " ".join(line.text for line in between)
        page = between[0].place.page
        where = "" if page is None else f"Page {page}: "
        yield finding(
            "text_between",
            f"{where}text between the parts of the table is in no task: {shown[:60]}",
            ledger=number,
        )
    for fragment in run.left_out:
        text = " ".join(squeeze(cell.text) for cell in fragment.cells if not cell.is_blank)
        if text:
            where = "" if fragment.page is None else f"Page {fragment.page}: "
            yield finding(
                "table_left_out",
                f"{where}a table that follows at once has other columns and is in no task: "
                f"{text[:60]}",
                ledger=number,
            )
    after = _after(run)
    if after:
        yield finding(
            "text_after",
            f"Page {after[0].place.page}: text after the table may belong to it and is in no "
            f"task: {' '.join(line.text for line in after)[:60]}",
            ledger=number,
        )


def _unread(run: Run) -> list[Line]:
    """The lines between the parts, but for those that the table says too.

    An engine that slices a line at the page's end prints it on both, once outside of the table.
    """
    said = "".join(squeeze(cell.text) for part in run.parts for cell in part.fragment.cells)
    return [
        line
        for line in run.between
        if not all(
            len(piece) >= WHOLE_LINE and squeeze(piece) in said for piece in line.text.split()
        )
    ]


def _after(run: Run) -> list[Line]:
    """Lines on pages after the table's last, where they do not begin with a title of their own."""
    last = run.parts[-1].fragment.page
    after = [line for line in run.below if last is not None and (line.place.page or 0) > last]
    if not after or TITLE.search(squeeze(after[0].text)):
        return []
    return after if sum(len(line.text) for line in after) > LONG_NOTE else []


def _unaccounted(run: Run, assembled: Assembled, number: int) -> Iterator[Finding]:
    """No character may be lost or doubled between the fragments and the table."""
    lost, doubled = lost_and_doubled(run, assembled)
    for code, characters in (("text_lost", lost), ("text_doubled", doubled)):
        if characters:
            shown = "".join(characters.elements())
            yield finding(
                code,
                f"{len(shown)} characters of the ledger's table: {shown[:60]}",
                ledger=number,
            )
