"""A table taken apart page by page, its rows cut: as conversion from a PDF leaves it.

Such a table has no geometry. Where nothing but geometry could say which row a piece belongs
to, no row is cut: every cut row has a number or a deadline, and goes on in mid-sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from benchmarks.corpus.cuts import PARTIES, Shown
from benchmarks.corpus.nouns import Cell, Grid, Paper, Sheet

Row = list[Cell | None]
SENTENCE_ENDS = "。；！？"


def by_page(
    rng: Random, sheet: Sheet, rows_a_page: int, *, repeat: bool
) -> tuple[list[Sheet], Shown]:
    """One table a page, and what each shows."""
    shown = Shown()
    pages: list[Sheet] = []
    body = _spread_out(sheet.body)
    can_cut = _may_be_cut(sheet)
    start = 0
    upper: Row | None = None
    while start < len(body) or upper is not None:
        page = len(pages) + 1
        held: list[Row] = [upper] if upper is not None else []
        end = min(len(body), start + rows_a_page)
        held += body[start:end]
        upper = None
        if can_cut and end < len(body) and rng.random() < 0.75:
            held[-1], upper = _cut(rng, held[-1])
        start = end
        if not pages or repeat:
            shown.headers.add(page)
        _note(shown, held, page)
        pages.append(
            replace(
                sheet,
                header=sheet.header if repeat or not pages else [],
                body=_merged_again(held),
            )
        )
    return pages, shown


def dump(paper: Paper) -> str:
    """Pages as text: the cells of a row parted by tabs, what a merged cell covers left blank."""
    lines: list[str] = []
    for block in paper.blocks:
        if isinstance(block, Sheet):
            lines.append("")
            for row in [*block.header, *block.body]:
                cells = [cell.text.replace("\n", " ") if cell is not None else "" for cell in row]
                lines.append("\t".join(cells))
            lines.append("")
        elif not isinstance(block, Sheet) and hasattr(block, "text"):
            lines += ["", block.text]
    return "\n".join(lines) + "\n"


def _may_be_cut(sheet: Sheet) -> bool:
    names = {c.name for row in sheet.body for c in row if c is not None and c.rows == 1}
    blank = any(
        c is not None and c.name == "deadline" and not c.text for row in sheet.body for c in row
    )
    return "number" in names or ("deadline" in names and not blank)


def _spread_out(body: Grid) -> list[Row]:
    """Rows in which a covered place holds an empty copy of the cell that covers it."""
    rows: list[Row] = [list(row) for row in body]
    for y, row in enumerate(body):
        for x, cell in enumerate(row):
            if cell is None or cell.rows == 1:
                continue
            for below in range(y + 1, y + cell.rows):
                rows[below][x] = replace(cell, text="")
    return [[replace(cell) if cell is not None else None for cell in row] for row in rows]


def _merged_again(held: Sequence[Row]) -> Grid:
    """Neighbours that are pieces of one merged cell are one cell, within the page."""
    grid: Grid = [[replace(c, rows=1) if c is not None else None for c in row] for row in held]
    for x in range(len(grid[0])):
        top: Cell | None = None
        for y in range(len(grid)):
            here = held[y][x]
            if here is None:
                top = None
                continue
            if here.rows > 1 and top is not None and top.key == here.key:
                top.rows += 1
                top.text = top.text or here.text
                grid[y][x] = None
            else:
                top = grid[y][x] if here.rows > 1 else None
    return grid


def _cut(rng: Random, row: Row) -> tuple[Row, Row | None]:
    """A row as two pages show it; whole where nothing in it can be cut."""
    upper: Row = []
    lower: Row = []
    was_cut = False
    for cell in row:
        if cell is None:
            return row, None
        at = _cutting_place(rng, cell)
        was_cut = was_cut or (at is not None and cell.name == "requirement")
        upper.append(cell if at is None else replace(cell, text=cell.text[:at]))
        lower.append(replace(cell, text="" if at is None else cell.text[at:]))
    return (upper, lower) if was_cut else (row, None)


def _cutting_place(rng: Random, cell: Cell) -> int | None:
    is_parties = cell.name in PARTIES and rng.random() < 0.4
    if cell.rows > 1 or not (is_parties or cell.name == "requirement") or len(cell.text) < 12:
        return None
    places = [
        at
        for at in range(6, len(cell.text) - 4)
        if cell.text[at - 1] not in SENTENCE_ENDS
        and not (cell.text[at - 1] + cell.text[at]).isascii()
        and "\n" not in cell.text[at - 1 : at + 1]
    ]
    return rng.choice(places) if places else None


def _note(shown: Shown, held: Sequence[Row], page: int) -> None:
    seen: dict[str, str] = {}
    for cell in _cells(held):
        seen[cell.key] = seen.get(cell.key, "") + cell.text
    for key, text in seen.items():
        shown.note(key, page, text)


def _cells(rows: Sequence[Row]) -> Iterator[Cell]:
    for row in rows:
        yield from (cell for cell in row if cell is not None)
