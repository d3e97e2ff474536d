"""A text that no cell of the table could take: kept with the nearest task, and said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.findings import finding
from pipeline.model import Finding
from pipeline.rebuild.account import Account, Piece, in_words, place_of
from pipeline.rebuild.assemble import Assembled, Stitched
from pipeline.rebuild.fields import field_name
from pipeline.rebuild.strips import Strip
from pipeline.table import Table


def rescued(
    stitched: Stitched, assembled: Assembled, account: Account, ledger: int
) -> tuple[Assembled, tuple[Finding, ...]]:
    """The table with what the account found lost in its body, where there is a task for it.

    The price: a value may hold a text that is none of its own. The finding is an error and names
    task and field, and without it the text would be nowhere.
    """
    findings: list[Finding] = []
    table = assembled.table
    for piece in account.lost:
        row = _nearest(piece, stitched, assembled)
        if row is None or _is_given_away(piece, assembled):
            continue
        column = stitched.run.parts[piece.part].ranges[piece.cell.column][0]
        table = _with(table, piece, row, column)
        place = place_of(piece, stitched.run)
        message = f"{place}: in no cell of the table; kept with this task: {in_words(piece.text)}"
        field = field_name(table.columns, column)
        findings.append(finding("text_stranded", message, ledger=ledger, task=row + 1, field=field))
    return replace(assembled, table=table), tuple(findings)


def _is_given_away(piece: Piece, assembled: Assembled) -> bool:
    """Did a person give all tasks of the cell to another?"""
    return any(
        held.block.cell is piece.cell
        for groups in assembled.ruled.columns
        for group in groups
        if group.assigned == ()
        for held in group.pieces
    )


def _nearest(piece: Piece, stitched: Stitched, assembled: Assembled) -> int | None:
    """The row of the table, from 0, that stands where the piece does, or next to it."""
    part = stitched.run.parts[piece.part]
    body_row = piece.cell.row - part.first_row
    if body_row + piece.cell.row_span <= 0 or not assembled.row_of:
        return None
    strips = [strip for strip in stitched.strips if strip.part == piece.part]
    above = [strip for strip in strips if _row(strip) <= body_row] or strips[:1]
    at = above[-1].index if above else 0
    nearest = min(assembled.row_of, key=lambda strip: abs(strip - at))
    return assembled.row_of[nearest]


def _row(strip: Strip) -> int:
    """The row of its part that a strip shows: the last one in which something begins there."""
    return max(_rows(strip), default=0)


def _rows(strip: Strip) -> Iterator[int]:
    return (held.block.row for held in (*strip.cells, strip.banner) if held is not None)


def _with(table: Table, piece: Piece, row: int, column: int) -> Table:
    """The table with a text at the end of a value, in every task that shares the value."""
    old = table.rows[row].values[column]
    new = replace(old, lines=(*old.lines, *piece.lines))
    rows = tuple(
        replace(
            other,
            values=tuple(
                new if place == column and value is old else value
                for place, value in enumerate(other.values)
            ),
        )
        for other in table.rows
    )
    return replace(table, rows=rows)
