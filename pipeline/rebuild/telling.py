"""How a table was put together, in words: each join and each reach, with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.rebuild.columns import keys
from pipeline.rebuild.groups import Group
from pipeline.rebuild.kinds import PARTIES, Told, is_listed
from pipeline.rebuild.parts import Run
from pipeline.rebuild.sense import Sense
from pipeline.rebuild.stitch import Join
from pipeline.rebuild.strips import Strip
from pipeline.rebuild.structure import Structure
from pipeline.table import Column

LONGEST = 16


def of_columns(run: Run, sense: Sense, columns: Sequence[Column], ledger: int) -> Iterator[Finding]:
    """Which columns got their field from what stands in them, and which stand there twice."""
    yield from _of_repeats(run, sense, ledger)
    for told, column in zip(sense.told, columns, strict=True):
        if column.header and (told.by != "words" or told.is_close):
            yield _of_column(told, column, ledger)
        elif column.field == "extras" and told.kind not in ("extras", "number"):
            yield _of_second(told, column, columns, ledger)


def _of_column(told: Told, column: Column, ledger: int) -> Finding:
    """What told the field of one column, where no word did."""
    code = "field_uncertain" if told.is_close else "header_unknown"
    known = "" if told.by == "words" else "is not known; it "
    why = f" for {told.reason}" if told.reason else ", as nothing shows another field"
    message = f"The header {column.header} {known}was read as {column.field}{why}."
    return finding(code, message, ledger=ledger, field=column.field)


def _of_second(told: Told, column: Column, columns: Sequence[Column], ledger: int) -> Finding:
    """That a column was kept, as another one has the field that its header says.

    Which of two columns has the parties or the deadline is not to be seen, unless one has a header
    of the list and the other only one like it.
    """
    alike = any(c.header == column.header for c in columns if c is not column)
    is_close = told.kind in (*PARTIES, "deadline") and is_listed(column.header) and not alike
    message = (
        f"The header {column.header} says {told.kind}, which another column has; it was kept "
        "in extras."
    )
    code = "field_uncertain" if is_close else "field_taken"
    return finding(code, message, ledger=ledger, field=f"extras.{column.name}")


def _of_repeats(run: Run, sense: Sense, ledger: int) -> Iterator[Finding]:
    """Are columns printed a second time beside the first, as where a page has two of them?"""
    twice = [
        "/".join(words)
        for (words, place), kind in zip(keys(run.columns), sense.kinds, strict=True)
        if place > 0 and words and kind in (*PARTIES, "requirement", "task", "number")
    ]
    if twice:
        yield finding(
            "columns_repeated",
            f"The table prints {'、'.join(twice)} twice; what stands under the second was not "
            "read as tasks of their own.",
            ledger=ledger,
        )


def of_joins(
    joins: Sequence[Join], strips: Sequence[Strip], row_of: Mapping[int, int], ledger: int
) -> Iterator[Finding]:
    """What was decided at the page breaks: rows made one, and what was not sure."""
    for join in joins:
        if not join.is_overruled and (join.is_one_row or not join.is_sure):
            yield _of_join(join, strips, row_of, ledger)
        if join.is_by_structure or join.is_against_structure:
            yield _of_witness(join, strips, row_of, ledger)


def of_group(
    group: Group, rows: Sequence[int], removed: Sequence[str], field: str, ledger: int
) -> Iterator[Finding]:
    """What is to be known of one cell of the table: its reach, its doubts, its repeats."""
    if not rows:
        return
    task = rows[0] + 1
    if group.reasons and not group.is_blank and len(rows) > 1:
        yield finding(
            "cell_joined",
            f"{_shown(group.text)} reaches over tasks {task} to {rows[-1] + 1}: "
            + "; ".join(dict.fromkeys(group.reasons)),
            ledger=ledger,
            task=task,
            field=field,
        )
    for doubt in group.doubts:
        for row in rows:
            message = f"{doubt[0].upper()}{doubt[1:]}."
            yield finding("merge_uncertain", message, ledger=ledger, task=row + 1, field=field)
    for told in dict.fromkeys(group.settled):
        message = f"{told[0].upper()}{told[1:]}; the pages leave it open."
        yield finding("structure_decided", message, ledger=ledger, task=task, field=field)
    for guess in dict.fromkeys(
        guess for piece in group.pieces for guess in piece.block.cell.doubts
    ):
        for row in rows:
            message = f"{guess[0].upper()}{guess[1:]}: {_shown(group.text)}"
            yield finding("cell_guessed", message, ledger=ledger, task=row + 1, field=field)
    for repeat in removed:
        yield finding(
            "repeat_removed",
            f"{repeat} is printed on both sides of a page break; it is taken once.",
            ledger=ledger,
            task=task,
            field=field,
        )


def of_structure(structure: Structure, ledger: int) -> Iterator[Finding]:
    """That the document's structure was not asked, where it does not fit the pages."""
    wrong, all_rows = structure.unlike
    if wrong:
        message = (
            f"The document's structure is not that of its pages in {wrong} of {all_rows} places; "
            "it was not asked."
        )
        yield finding("structure_contradicts", message, ledger=ledger)


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _of_join(
    join: Join, strips: Sequence[Strip], row_of: Mapping[int, int], ledger: int
) -> Finding:
    row = row_of.get(join.strip)
    task = None if row is None else row + 1
    where = _where(strips[join.strip])
    if not join.is_sure:
        decided = "taken for one row" if join.is_one_row else "taken for two rows"
        return finding(
            "join_uncertain",
            f"The rows on both sides of the break before {where} were {decided}, on little "
            f"evidence: {'; '.join(sign.reason for sign in join.evidence) or 'none'}.",
            ledger=ledger,
            task=task,
        )
    return finding(
        "row_joined",
        f"The row goes on at {where}: {join.reasons()}.",
        ledger=ledger,
        task=task,
    )


def _of_witness(
    join: Join, strips: Sequence[Strip], row_of: Mapping[int, int], ledger: int
) -> Finding:
    """What the document's structure said at a break, where that changes or contradicts."""
    row = row_of.get(join.strip)
    code = "structure_decided" if join.is_by_structure else "structure_contradicts"
    told = next(sign.reason for sign in join.evidence if sign.is_structure)
    pages = "the pages leave it open" if join.is_by_structure else "the pages clearly do not"
    message = f"At the break before {_where(strips[join.strip])} {told}; {pages}."
    return finding(code, message, ledger=ledger, task=None if row is None else row + 1)


def _where(strip: Strip) -> str:
    for held in (*strip.cells, strip.banner):
        if held is not None:
            place = held.block.cell.place
            return f"page {place.page}" if place.page is not None else place.spot or "the break"
    return "the break"
