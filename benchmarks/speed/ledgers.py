"""One notice with a ledger of as many pages as are wanted: ruled, without rules, DOCX, or a dump.

Each task is another one: its text is drawn as the corpus's are, and ends with its own number.
The numbers begin again under each heading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import count, groupby, islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.corpus.content import Writer, han, issuers
from benchmarks.corpus.fonts import register
from benchmarks.corpus.layouts import LAYOUTS

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

YEAR = 2021
ISSUER = issuers()[0]
TITLE = f"{YEAR}年政务公开重点工作台账"
# What stands over the table.
HEAD = (f"{ISSUER.name}文件", f"关于印发《{TITLE}》的通知", TITLE)
HEADER = ("工作任务", "序号", "具体要求", "责任单位", "完成时限")
# Landscape A4 in points; widths of the columns in characters.
PAGE, MARGIN, SIZE, LEADING, PAD = (842.0, 595.0), 50.0, 10.0, 14.0, 4.0
CHARACTERS = (10, 5, 32, 15, 8)
# Tasks under one heading, and rows on a page of a dump and, as a rule, of any.
UNDER_ONE, ROWS = 9, 8


@dataclass(frozen=True, slots=True)
class Task:
    """What one row shows; the tasks of one heading have it merged."""

    heading: str
    number: int
    requirement: str
    parties: str
    deadline: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Its own cells, from the left: all but the heading."""
        return (str(self.number), self.requirement, self.parties, self.deadline)


def tasks() -> Iterator[Task]:
    """The tasks of a ledger that never ends."""
    for group in count(1):
        writer = Writer(Random(group), ISSUER, YEAR)
        text, _ = writer.heading("none", 1, stop=False)
        heading = f"{han((group - 1) % 99 + 1)}、{text}"
        for number in range(1, UNDER_ONE + 1):
            said = writer.requirement(writer.rng.choice((1, 1, 2, 2, 3))).text
            parties, _ = writer.parties(LAYOUTS[0], None)
            due = writer.deadline(several=False).text
            yield Task(heading, number, f"{said}形成第{group}-{number}号清单。", parties, due)


def ruled(path: Path, pages: int) -> None:
    """A PDF whose table is ruled; a row that does not fit its page is cut."""
    _printed(path, pages, cuts=True)


def bare(path: Path, pages: int) -> None:
    """A PDF whose table has no rules."""
    _printed(path, pages, cuts=False)


def _printed(path: Path, pages: int, *, cuts: bool) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=PAGE, pageCompression=1, invariant=1)
    font = register("hei")
    room = int((PAGE[1] - 2 * MARGIN - 3 * LEADING) / LEADING)
    laid = Laid(room, cuts=cuts)
    for number, page in enumerate(islice(laid.pages(), pages), 1):
        canvas.setFont(font, SIZE)
        if number == 1:
            for line, size, above in zip(HEAD, (16, 13, 11), (32, 17, 4), strict=True):
                canvas.setFont(font, size)
                canvas.drawCentredString(PAGE[0] / 2, PAGE[1] - MARGIN + above, line)
            canvas.setFont(font, SIZE)
        canvas.drawString(PAGE[0] / 2 - 10, MARGIN / 2, f"— {number} —")
        _draw(canvas, page, ruled=cuts)
        canvas.showPage()
    canvas.save()


@dataclass(frozen=True, slots=True)
class Row:
    """The part of a row that a page shows: the lines of its cells, and of a heading that begins."""

    heading: tuple[str, ...]
    begins: bool
    cells: tuple[tuple[str, ...], ...]
    lines: int


@dataclass(frozen=True, slots=True)
class Laid:
    """The rows of a ledger on pages of so many lines."""

    room: int
    cuts: bool

    def pages(self) -> Iterator[list[Row]]:
        """Page by page."""
        page: list[Row] = []
        left = self.room
        for heading, group in groupby(tasks(), key=lambda task: task.heading):
            for place, task in enumerate(group):
                cells = [_wrapped(t, w) for t, w in zip(task.cells, CHARACTERS[1:], strict=True)]
                shown = _wrapped(heading, CHARACTERS[0]) if place == 0 else ()
                needed = max(len(shown), *map(len, cells)) + 1
                while needed:
                    taken = needed if needed <= left else left if self.cuts else 0
                    if taken < 3 and taken < needed:
                        yield page
                        page, left = [], self.room
                        continue
                    own = tuple(cell[: taken - 1] for cell in cells)
                    page.append(Row(shown[: taken - 1], bool(shown), own, taken))
                    cells = [cell[taken - 1 :] for cell in cells]
                    shown = shown[taken - 1 :]
                    left -= taken
                    needed = max(len(shown), *map(len, cells))
                    needed += needed > 0


def _wrapped(text: str, width: int) -> tuple[str, ...]:
    """A text in lines of so many characters."""
    return tuple(text[at : at + width] for at in range(0, len(text), width))


def _draw(canvas: Canvas, page: Sequence[Row], *, ruled: bool) -> None:
    """A header, and rows under it."""
    lefts = [MARGIN]
    for width in CHARACTERS:
        lefts.append(lefts[-1] + width * SIZE + 2 * PAD + (0 if ruled else SIZE))
    top = y = PAGE[1] - MARGIN
    rules = [(lefts[0], y)]
    for left, word in zip(lefts, HEADER, strict=False):
        canvas.drawString(left + PAD, y - LEADING, word)
    y -= LEADING + PAD
    for row in page:
        rules.append((lefts[0] if row.begins or row is page[0] else lefts[1], y))
        for left, lines in zip(lefts, (row.heading, *row.cells), strict=False):
            for place, line in enumerate(lines, 1):
                canvas.drawString(left + PAD, y - place * LEADING, line)
        y -= row.lines * LEADING
    if ruled:
        for start, at in (*rules, (lefts[0], y)):
            canvas.line(start, at, lefts[-1], at)
        for left in lefts:
            canvas.line(left, top, left, y)


def docx(path: Path, pages: int) -> None:
    """A DOCX with the rows of so many pages in one table."""
    from docx import Document

    document = Document()
    for line in HEAD:
        document.add_paragraph(line)
    rows = [(task.heading, *task.cells) for task in islice(tasks(), ROWS * pages)]
    table = document.add_table(rows=0, cols=len(HEADER))
    model = table.add_row()._tr
    for cells in (HEADER, *rows):
        row = deepcopy(model)
        for cell, text in zip(row.tc_lst, cells, strict=True):
            cell.p_lst[0].add_r().text = text
        table._tbl.append(row)
    table._tbl.remove(model)
    document.save(str(path))


def dump(path: Path, pages: int) -> None:
    """A text of so many pages, with tabs between cells."""
    rows = tasks()
    sheets: list[str] = []
    heading = ""
    for _ in range(pages):
        lines = ["\t".join(HEADER)]
        for task in islice(rows, ROWS):
            shown = "" if task.heading == heading else task.heading
            heading = task.heading
            lines.append("\t".join((shown, *task.cells)))
        sheets.append("\n".join(lines) + "\n")
    path.write_text("\n\n".join((*HEAD, "\f".join(sheets))), encoding="utf-8")


KINDS: dict[str, tuple[str, Callable[[Path, int], None]]] = {
    "ruled": (".pdf", ruled),
    "bare": (".pdf", bare),
    "docx": (".docx", docx),
    "dump": (".txt", dump),
}
