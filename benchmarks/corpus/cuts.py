"""What the page breaks did to each task, from what each page shows of each cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.corpus.nouns import Cell, Ledger, Sheet, Task

KINDS = (
    "requirement",
    "name",
    "label",
    "merged",
    "label_apart",
    "row_over_three_pages",
    "number_below",
    "continuation_page",
    "header_alone",
    "between_rows",
)
PARTIES = ("responsibility", "lead", "support", "responsible")


@dataclass(slots=True)
class Shown:
    """For each cell the pages that its box lies on, with the text that each of them shows."""

    pieces: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    headers: set[int] = field(default_factory=set)
    """The pages on which the header stands."""
    ambiguous: bool = False
    """No reader can tell whether a blank cell goes on from the page before or to the next."""

    def note(self, key: str, page: int, text: str) -> None:
        """A page shows this much of a cell; nothing, where only its box lies there."""
        self.pieces[key].append((page, text))

    def inked(self, cell: Cell) -> list[tuple[int, str]]:
        """The pages that show some of the cell's text."""
        return [(page, text) for page, text in self.pieces.get(cell.key, []) if text.strip()]


@dataclass(frozen=True, slots=True)
class Row:
    """A task's cells, and the pages that its row lies on."""

    task: Task
    cells: tuple[Cell, ...]
    pages: tuple[int, ...]


def cuts(sheet: Sheet, ledger: Ledger, shown: Shown) -> dict[int, list[str]]:
    """The kinds of cut that happened to each task, by its sequence."""
    rows = _rows(sheet, ledger, shown)
    found: dict[int, set[str]] = defaultdict(set)
    for sequence, kind in _all(rows, shown):
        found[sequence].add(kind)
    return {sequence: sorted(found[sequence], key=KINDS.index) for sequence in sorted(found)}


def _rows(sheet: Sheet, ledger: Ledger, shown: Shown) -> list[Row]:
    cells = [cell for row in sheet.body for cell in row if cell is not None]
    rows: list[Row] = []
    for task in ledger.tasks:
        own = tuple(cell for cell in cells if task.sequence in cell.tasks)
        pages = {
            page
            for cell in own
            if cell.rows == 1 and not cell.name.startswith("label")
            for page, _ in shown.pieces.get(cell.key, [])
        }
        rows.append(Row(task, own, tuple(sorted(pages))))
    return rows


def _all(rows: Sequence[Row], shown: Shown) -> Iterator[tuple[int, str]]:
    for place, row in enumerate(rows):
        before = rows[place - 1] if place else None
        for kind in _of(row, before, rows, shown):
            yield row.task.sequence, kind


def _of(row: Row, before: Row | None, rows: Sequence[Row], shown: Shown) -> Iterator[str]:
    pages = row.pages
    if not pages:
        return
    for cell in row.cells:
        yield from _of_cell(cell, row, rows, shown)
    if len(pages) > 2:
        yield "row_over_three_pages"
    if len(pages) > 1 and _number_below(row, shown):
        yield "number_below"
    if any(_is_alone(page, row, rows) for page in pages[1:]):
        yield "continuation_page"
    if before is None and any(page < pages[0] for page in shown.headers):
        yield "header_alone"
    if before is not None and before.pages and pages[0] > before.pages[-1]:
        yield "between_rows"


def _of_cell(cell: Cell, row: Row, rows: Sequence[Row], shown: Shown) -> Iterator[str]:
    inked = shown.inked(cell)
    is_cut = len(inked) > 1 and len({text for _, text in inked}) > 1
    if cell.name.startswith("label") and is_cut:
        yield "label"
    if cell.name == "requirement" and cell.rows == 1 and is_cut:
        yield "requirement"
    if cell.name in PARTIES and is_cut and _in_a_name(inked, cell, row.task):
        yield "name"
    if cell.rows > 1 and inked:
        over = {page for other in rows if other.task.sequence in cell.tasks for page in other.pages}
        if len(over) > 1:
            yield "merged"
        if not {page for page, _ in inked} & set(row.pages):
            yield "label_apart"


def _in_a_name(inked: Sequence[tuple[int, str]], cell: Cell, task: Task) -> bool:
    printed = _bare(cell.text)
    ends: list[int] = []
    for _, text in inked[:-1]:
        ends.append((ends[-1] if ends else 0) + len(_bare(text)))
    names = [_bare(party.name) for party in task.responsibility.parties]
    return any(
        start < end < start + len(name)
        for end in ends
        for name in names
        for start in _starts(printed, name)
    )


def _bare(text: str) -> str:
    text = "".join(text.split())
    return text.replace("(", "（").replace(")", "）")


def _starts(text: str, name: str) -> Iterator[int]:
    start = text.find(name)
    while start >= 0:
        yield start
        start = text.find(name, start + 1)


def _number_below(row: Row, shown: Shown) -> bool:
    small = [c for c in row.cells if c.name in ("number", "deadline") and c.rows == 1 and c.text]
    return any(inked[0][0] > row.pages[0] for cell in small if (inked := shown.inked(cell)))


def _is_alone(page: int, row: Row, rows: Sequence[Row]) -> bool:
    return all(page not in other.pages for other in rows if other is not row)
