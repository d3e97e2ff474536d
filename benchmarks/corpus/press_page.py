"""The pages of our own press, and the running text on them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpus.cuts import Shown
from benchmarks.corpus.fonts import register
from benchmarks.corpus.nouns import Text
from benchmarks.corpus.style import Geometry, Style

# What no line begins with, and what none ends with.
NOT_FIRST = "，。、；：！？）》〉”’％%,.;:!?)"
NOT_LAST = "（《〈“‘("
WORD = re.compile(r"[0-9A-Za-z]+(?:[.,:][0-9A-Za-z]+)*%?|.", re.DOTALL)


class Press:
    """The page that is being printed, and how far down it is full."""

    def __init__(self, geometry: Geometry, style: Style, path: Path) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self.geometry, self.style = geometry, style
        self.font = register(style.font)
        self.turned = style.head != "pages"
        self.page = geometry.page if self.turned else geometry.upright
        self.canvas = Canvas(str(path), pagesize=self.page, invariant=1)
        self.number = 1
        self.shown = Shown()
        self.y = geometry.margin
        self._begin()

    def text(self, block: Text) -> None:
        """Print a line or a paragraph below what is there."""
        base = min(self.geometry.size + 2, 15)
        size = {"letterhead": base * 1.7, "title": base * 1.3, "table title": base * 1.25}.get(
            block.part, base
        )
        left = self.geometry.margin
        width = self.page[0] - 2 * left
        indent = 2 * size if block.part in ("paragraph", "attachment") else 0.0
        lines = self.wrap("　　" * bool(indent) + block.text, width, size)
        for line in lines:
            if self.y + size * 1.6 > self.bottom:
                self._next()
            x = left
            if block.part in ("letterhead", "number", "title", "table title"):
                x = left + (width - self.width(line, size)) / 2
            elif block.part in ("signature", "date"):
                x = left + width - self.width(line, size) - 2 * size
            self.line(line, x, self.y, size)
            self.y += size * 1.6
        self.y += size * (1.0 if block.part in ("letterhead", "title", "number") else 0.2)

    def turn_to_table(self) -> None:
        """Go on to a page that is turned as the table's pages are."""
        self.turned = True
        self._next()

    def finish(self) -> None:
        """Close the last page and the file."""
        self._furniture()
        self.canvas.showPage()
        self.canvas.save()

    @property
    def bottom(self) -> float:
        """How far down the page may be filled."""
        return self.page[1] - self.geometry.margin

    def turn_to(self, number: int) -> None:
        """Go on to the page of this number."""
        while self.number < number:
            self._next()

    def line(self, text: str, x: float, y: float, size: float) -> None:
        """Print a line whose box begins at `y` points below the top."""
        self.canvas.setFont(self.font, size)
        self.canvas.drawString(x, self.page[1] - y - size * 0.88, text)

    def width(self, text: str, size: float) -> float:
        """The width of a line, in points."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        return float(stringWidth(text, self.font, size))

    def wrap(self, text: str, width: float, size: float) -> list[str]:
        """The lines of a text; a word of letters or digits is never broken."""
        lines: list[str] = []
        for paragraph in text.split("\n"):
            line: list[str] = []
            for piece in WORD.findall(paragraph):
                if line and self.width("".join(line) + piece, size) > width:
                    kept = _breaking_place([*line, piece])
                    lines.append("".join(line[:kept]).rstrip(" "))
                    line = [*line[kept:], *([] if piece == " " else [piece])]
                else:
                    line.append(piece)
            lines.append("".join(line))
        return lines

    def _next(self) -> None:
        self._furniture()
        self.canvas.showPage()
        self.number += 1
        self._begin()

    def _begin(self) -> None:
        self.page = self.geometry.page if self.turned else self.geometry.upright
        width, height = self.page
        self.canvas.setPageSize(self.page)
        self.canvas.setPageRotation(0)
        turn = self.geometry.turn if self.turned else 0
        if turn:
            # ReportLab lays the page down by itself where it is turned by a quarter.
            self.canvas.setPageRotation(turn)
            self.canvas.transform(
                *{
                    90: (0, 1, -1, 0, height, 0),
                    180: (-1, 0, 0, -1, width, height),
                    270: (0, -1, 1, 0, 0, width),
                }[turn]
            )
        self.y = self.geometry.margin

    def _furniture(self) -> None:
        width, height = self.page
        if self.style.page_numbers:
            text = f"— {self.number} —"
            self.line(text, (width - self.width(text, 9)) / 2, height - 24, 9)
        if self.style.running and self.turned:
            self.line("政务公开工作资料", self.geometry.margin, 14, 8)
        if self.style.watermark and self.turned:
            canvas = self.canvas
            canvas.saveState()
            canvas.setFillGray(0.85)
            canvas.translate(width / 2, height / 2)
            canvas.rotate(35)
            canvas.setFont(self.font, 54)
            canvas.drawCentredString(0, 0, "内部资料")
            canvas.restoreState()


def _breaking_place(pieces: Sequence[str]) -> int:
    """Before which of the pieces a line that holds all but the last is broken."""
    place = len(pieces) - 1
    while place > 1 and (pieces[place] in NOT_FIRST or pieces[place - 1] in NOT_LAST):
        place -= 1
    return place if place > 1 or len(pieces) < 3 else len(pieces) - 1
