"""Tables written in rows of words, and printed as PDF, typed as DOCX or dumped as text.

A cell is its text; `^` says that the cell above goes on, `<` that the one on the left does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import docx
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

Rows = Sequence[Sequence[str]]

A4 = (595.0, 842.0)
FONT = "STSong-Light"  # one of those that every reader of PDFs knows: no file is needed
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
PADDING = 4.0
LEADING = 1.5


@dataclass(frozen=True, slots=True)
class Spanned:
    """One cell of a written table, with what it spans."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


def spanned(rows: Rows) -> list[Spanned]:
    """The cells of a written table, each once."""
    return [
        Spanned(r, c, _height(rows, r, c), _width(rows, r, c), text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text not in ("^", "<")
    ]


def _height(rows: Rows, r: int, c: int) -> int:
    below = r + 1
    while below < len(rows) and rows[below][c] == "^":
        below += 1
    return below - r


def _width(rows: Rows, r: int, c: int) -> int:
    right = c + 1
    while right < len(rows[r]) and rows[r][right] == "<":
        right += 1
    return right - c


@dataclass(slots=True)
class Press:
    """A PDF in the making; places are in points from the top left corner of the page."""

    size: tuple[float, float] = A4
    type_size: float = 10.0
    _file: BytesIO = field(default_factory=BytesIO)
    _canvas: Canvas | None = None

    @property
    def canvas(self) -> Canvas:
        """What reportlab draws on: places there count from the bottom."""
        if self._canvas is None:
            self._canvas = Canvas(self._file, pagesize=self.size, invariant=True)
        return self._canvas

    def write(self, text: str, x: float, top: float, *, font: str = FONT) -> None:
        """Lines of text, one under the other."""
        self.canvas.setFont(font, self.type_size)
        for row, line in enumerate(text.split("\n")):
            base = top + row * LEADING * self.type_size + 0.9 * self.type_size
            self.canvas.drawString(x, self.size[1] - base, line)

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A line."""
        self.canvas.line(x0, self.size[1] - top, x1, self.size[1] - bottom)

    def box(self, x0: float, top: float, x1: float, bottom: float, *, filled: bool = False) -> None:
        """A rectangle: its outline, or its area."""
        height = bottom - top
        y = self.size[1] - bottom
        self.canvas.rect(x0, y, x1 - x0, height, stroke=not filled, fill=filled)

    def table(self, rows: Rows, widths: Sequence[float], x: float = 60, top: float = 60) -> float:
        """A table with one box a cell, each line of text broken to fit; gives its foot."""
        xs = [x + sum(widths[:n]) for n in range(len(widths) + 1)]
        cells = spanned(rows)
        texts = {
            cell: broken(cell.text, xs[cell.column + cell.column_span] - xs[cell.column], self)
            for cell in cells
        }
        heights = _heights(cells, texts, len(rows), self.type_size)
        ys = [top + sum(heights[:n]) for n in range(len(rows) + 1)]
        for cell in cells:
            left, above = xs[cell.column], ys[cell.row]
            right, below = xs[cell.column + cell.column_span], ys[cell.row + cell.row_span]
            self.box(left, above, right, below)
            self.write(texts[cell], left + PADDING, above + PADDING)
        return ys[-1]

    def turn_page(self) -> None:
        """The page is full."""
        self.canvas.showPage()

    def printed(self) -> bytes:
        """The file."""
        self.canvas.save()
        return self._file.getvalue()


def broken(text: str, width: float, press: Press) -> str:
    """The text in lines that fit into a cell."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for character in part:
            if line and pdfmetrics.stringWidth(line + character, FONT, press.type_size) > (
                width - 2 * PADDING
            ):
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return "\n".join(lines)


def _heights(
    cells: Sequence[Spanned], texts: Mapping[Spanned, str], rows: int, size: float
) -> list[float]:
    """Rows are as high as their highest cell; what a merged cell lacks its last row gets."""
    heights = [LEADING * size + 2 * PADDING] * rows
    for cell in sorted(cells, key=lambda cell: cell.row_span):
        lines = texts[cell].count("\n") + 1
        needed = lines * LEADING * size + 2 * PADDING
        last = cell.row + cell.row_span - 1
        heights[last] += max(0.0, needed - sum(heights[cell.row : last + 1]))
    return heights


def pdf(*blocks: str | Rows) -> bytes:
    """A page with lines of text and tables, one under the other."""
    press = Press()
    top = 60.0
    for block in blocks:
        if isinstance(block, str):
            press.write(block, 60, top)
            top += 2 * press.type_size
        else:
            widths = [475 / len(block[0])] * len(block[0])
            top = press.table(block, widths, top=top + press.type_size) + 2 * press.type_size
    return press.printed()


def word(*blocks: str | Rows) -> bytes:
    """A Word file with paragraphs and tables, one under the other."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=len(block), cols=len(block[0]))
        for cell in spanned(block):
            first = table.cell(cell.row, cell.column)
            last = table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
            first.merge(last).text = cell.text
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def dump(*blocks: str | Rows) -> bytes:
    """A page dump: cells parted by tabs, blank where a merged cell goes on."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            lines.append(block)
        else:
            rows = [["" if text in ("^", "<") else text for text in row] for row in block]
            lines += ["", *("\t".join(row) for row in rows), ""]
    return "\n".join(lines).encode()


FORMS: dict[str, Callable[..., bytes]] = {"pdf": pdf, "docx": word, "txt": dump}
