"""A printing press of our own: it breaks a table anywhere, and takes every choice there is.

Other engines break tables in one way each. This one cuts a row after any line, shows the text
of a merged cell on any of the pages that it reaches over, or cuts it, and closes the page's
edge with a rule or leaves it open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus.cuts import Shown
from benchmarks.corpus.fonts import register
from benchmarks.corpus.nouns import Block, Break, Cell, Grid, Paper, Sheet, Text
from benchmarks.corpus.style import Geometry, Style

PAD = 3.0
# What no line begins with, and what none ends with.
NOT_FIRST = "，。、；：！？）》〉”’％%,.;:!?)"
NOT_LAST = "（《〈“‘("
WORD = re.compile(r"[0-9A-Za-z]+(?:[.,:][0-9A-Za-z]+)*%?|.", re.DOTALL)


@dataclass(slots=True)
class Part:
    """What one page shows of a row: where it lies on the page, and how many lines it takes."""

    page: int
    top: float
    height: float


@dataclass(slots=True)
class Laid:
    """A cell with its lines, and the parts of the pages that it lies on."""

    cell: Cell
    row: int
    column: int
    lines: list[str]
    parts: list[Part] = field(default_factory=list)
    is_header: bool = False


def print_paper(paper: Paper, geometry: Geometry, style: Style, path: Path) -> Shown:
    """Print a document to `path`; what its tables show on which page."""
    press = Press(geometry, style, path)
    for block in paper.blocks:
        press.take(block)
    press.finish()
    return press.shown


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

    def take(self, block: Block) -> None:
        """Print the next block."""
        if isinstance(block, Break):
            self.turned = True
            self._next()
        elif isinstance(block, Text):
            self._text(block)
        else:
            Tabling(self, block).print()

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

    def _text(self, block: Text) -> None:
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


def _breaking_place(pieces: Sequence[str]) -> int:
    """Before which of the pieces a line that holds all but the last is broken."""
    place = len(pieces) - 1
    while place > 1 and (pieces[place] in NOT_FIRST or pieces[place - 1] in NOT_LAST):
        place -= 1
    return place if place > 1 or len(pieces) < 3 else len(pieces) - 1


class Tabling:
    """One table on its way through the press."""

    def __init__(self, press: Press, sheet: Sheet) -> None:
        self.press, self.sheet, self.style = press, sheet, press.style
        self.size = press.geometry.size
        self.leading = self.size * press.style.leading
        # Nothing but white space parts columns without upright rules: a character of it.
        self.side = PAD if press.style.has_uprights else max(PAD, self.size / 2)
        self.widths = press.geometry.widths(sheet.weights)
        self.lefts = [press.geometry.margin + sum(self.widths[:i]) for i in range(len(self.widths))]
        self.header = self._lay(sheet.header, is_header=True)
        self.body = self._lay(sheet.body, is_header=False)

    def print(self) -> None:
        """Print the table from where the page is full."""
        heights = self._heights(self.header, len(self.sheet.header))
        if self.style.start == "foot":
            gap = PAD * 2 + self.leading * 0.9
            self.press.y = max(self.press.y, self.press.bottom - sum(heights) - gap)
        first = self.press.number
        headers = [self._header_at(first, self.press.y, heights)]
        below = self.press.y + sum(heights)
        ends = self._place(first, below, heights, headers)
        for laid in self.body:
            laid.parts = _joined(laid.parts)
        self.press.shown.ambiguous |= any(self._may_be_of_two(laid) for laid in self.body)
        self._draw(first, headers, ends)

    def _lay(self, grid: Grid, *, is_header: bool) -> list[Laid]:
        found: list[Laid] = []
        for row, cells in enumerate(grid):
            for column, cell in enumerate(cells):
                if cell is not None:
                    width = sum(self.widths[column : column + cell.columns]) - 2 * self.side
                    lines = self.press.wrap(cell.text, width, self.size) if cell.text else []
                    found.append(Laid(cell, row, column, lines, is_header=is_header))
        return found

    def _heights(self, cells: Sequence[Laid], rows: int) -> list[float]:
        """The heights of rows that hold their own cells, and together the merged ones."""
        heights = [2 * PAD + self.leading] * rows
        for laid in cells:
            if laid.cell.rows == 1:
                needed = 2 * PAD + len(laid.lines) * self.leading
                heights[laid.row] = max(heights[laid.row], needed)
        for laid in cells:
            if laid.cell.rows > 1:
                own = sum(heights[laid.row : laid.row + laid.cell.rows])
                needed = 2 * PAD + len(laid.lines) * self.leading
                if needed > own:
                    lines = -(-(needed - own) // self.leading)
                    heights[laid.row + laid.cell.rows - 1] += lines * self.leading
        return heights

    def _header_at(self, page: int, top: float, heights: Sequence[float]) -> list[Laid]:
        placed: list[Laid] = []
        for laid in self.header:
            above = top + sum(heights[: laid.row])
            high = sum(heights[laid.row : laid.row + laid.cell.rows])
            part = Part(page, above, high)
            placed.append(
                Laid(laid.cell, laid.row, laid.column, laid.lines, [part], is_header=True)
            )
        return placed

    def _place(
        self, page: int, y: float, header: Sequence[float], headers: list[list[Laid]]
    ) -> list[float]:
        """Lay the rows on pages; where each page's table ends."""
        ends: list[float] = []
        for row, height in enumerate(self._heights(self.body, len(self.sheet.body))):
            lines = round((height - 2 * PAD) / self.leading)
            while lines:
                room = int((self.press.bottom - y - 2 * PAD) / self.leading + 0.01)
                fits = lines <= room
                if fits or (room >= 1 and not self._keeps_whole(row, lines, header)):
                    taken = min(lines, room)
                    self._add(row, Part(page, y, taken * self.leading + 2 * PAD))
                    y += taken * self.leading + 2 * PAD
                    lines -= taken
                if lines:
                    ends.append(y)
                    page += 1
                    y = self.press.geometry.margin
                    if self.style.repeat:
                        y += self.leading * self.style.continued
                        headers.append(self._header_at(page, y, header))
                        y += sum(header)
        return [*ends, y]

    def _keeps_whole(self, row: int, lines: int, header: Sequence[float]) -> bool:
        """Does the row go to the next page as a whole? A row across the table always does."""
        room = self.press.bottom - self.press.geometry.margin - sum(header) - self.leading
        fits_a_page = lines * self.leading + 2 * PAD <= room
        is_banner = any(laid.row == row and laid.cell.columns > 2 for laid in self.body)
        return fits_a_page and (self.style.whole_rows or is_banner)

    def _add(self, row: int, part: Part) -> None:
        for laid in self.body:
            if laid.row <= row < laid.row + laid.cell.rows:
                laid.parts.append(part)

    def _draw(self, first: int, headers: Sequence[Sequence[Laid]], ends: Sequence[float]) -> None:
        press, last = self.press, first + len(ends) - 1
        header_of = {cells[0].parts[0].page: cells for cells in headers}
        for page in range(first, last + 1):
            press.turn_to(page)
            shown = [*header_of.get(page, ()), *self.body]
            if page in header_of:
                press.shown.headers.add(page)
            if self.style.continued and page > first and page in header_of:
                right = press.page[0] - press.geometry.margin - 4 * self.size
                press.line("（续表）", right, press.geometry.margin, self.size)
            if self.style.rules == "stripes":
                self._stripes(page)
            Ruling(self, page, shown, is_last=page == last).draw()
            for laid in shown:
                for index, part in enumerate(laid.parts):
                    if part.page == page:
                        self._write(laid, index)
        press.y = ends[-1] + self.leading

    def _write(self, laid: Laid, index: int) -> None:
        part = laid.parts[index]
        lines, skipped = self._shown(laid, index)
        if not laid.is_header:
            self.press.shown.note(laid.cell.key, part.page, "".join(lines))
        text_height = len(lines) * self.leading
        inner = part.height - 2 * PAD
        y = part.top + PAD + skipped * self.leading
        align = "middle" if laid.is_header else self._align(laid)
        if len(laid.parts) == 1 or skipped == 0:
            free = max(0.0, inner - text_height)
            if len(laid.parts) == 1 or (lines and len(lines) == len(laid.lines)):
                y = part.top + PAD + {"top": 0.0, "middle": free / 2, "bottom": free}[align]
        width = sum(self.widths[laid.column : laid.column + laid.cell.columns])
        for line in lines:
            x = self.lefts[laid.column] + self.side
            if laid.cell.centred:
                x = self.lefts[laid.column] + (width - self.press.width(line, self.size)) / 2
            self.press.line(line, x, y + (self.leading - self.size) / 2, self.size)
            y += self.leading

    def _align(self, laid: Laid) -> str:
        return (
            "top" if laid.cell.name == "requirement" and len(laid.parts) > 1 else self.style.align
        )

    def _shown(self, laid: Laid, index: int) -> tuple[list[str], int]:
        """The lines that one part of a cell shows, and how many lines of room lie above them."""
        rooms = [int((part.height - 2 * PAD) / self.leading + 0.01) for part in laid.parts]
        if len(rooms) == 1:
            return laid.lines, 0
        return _spread(laid.lines, rooms, self._stands(laid), self.style.align)[index]

    def _may_be_of_two(self, laid: Laid) -> bool:
        """Is it blank from the top of a page on, its text on a later one, behind closed edges?

        So looks the rest of the cell on the page before, too.
        """
        if self.style.open_edges or laid.cell.rows == 1 or len(laid.parts) == 1 or not laid.lines:
            return False
        first = laid.parts[0]
        here = [part.top for other in self.body for part in other.parts if part.page == first.page]
        is_below = any(other.row < laid.row for other in self.body)
        return is_below and first.top == min(here) and not self._shown(laid, 0)[0]

    def _stands(self, laid: Laid) -> str:
        """Where a cut cell shows its text."""
        name = laid.cell.name
        if name in ("number", "deadline") and laid.cell.rows == 1:
            return self.style.small
        if laid.cell.rows > 1:
            return self.style.labels
        return "flow"

    def _stripes(self, page: int) -> None:
        canvas = self.press.canvas
        rows = {laid.row: laid for laid in self.body if laid.cell.rows == 1}
        for row, laid in rows.items():
            for part in laid.parts:
                if part.page == page and row % 2 == 0:
                    canvas.setFillGray(0.9)
                    left, height = self.lefts[0], self.press.page[1]
                    canvas.rect(
                        left, height - part.top - part.height, sum(self.widths), part.height, 0, 1
                    )
                    canvas.setFillGray(0)


def _joined(parts: Iterable[Part]) -> list[Part]:
    """The parts of a merged cell: one a page."""
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].page == part.page:
            joined[-1] = Part(part.page, joined[-1].top, joined[-1].height + part.height)
        else:
            joined.append(Part(part.page, part.top, part.height))
    return joined


def _spread(
    lines: list[str], rooms: Sequence[int], stands: str, align: str
) -> list[tuple[list[str], int]]:
    """Share the lines of a cell among its parts."""
    nothing: list[tuple[list[str], int]] = [([], 0) for _ in rooms]
    places = {"first": [0], "last": [len(rooms) - 1], "each": [*range(len(rooms))]}.get(stands, [])
    if stands == "middle":
        places = [max(range(len(rooms)), key=lambda index: rooms[index])]
    if places and all(rooms[place] >= len(lines) for place in places):
        for place in places:
            nothing[place] = (lines, 0)
        return nothing
    whole = [index for index, room in enumerate(rooms) if room >= len(lines)]
    if places and whole:
        nothing[whole[0]] = (lines, 0)
        return nothing
    free = max(0, sum(rooms) - len(lines))
    start = {"top": 0, "middle": free // 2, "bottom": free}[align] if stands == "flow" else 0
    if stands == "cut" and len(lines) > 1:
        start = max(0, min(free, rooms[0] - (len(lines) + 1) // 2))
    return _poured(lines, rooms, start)


def _poured(lines: list[str], rooms: Sequence[int], start: int) -> list[tuple[list[str], int]]:
    spread: list[tuple[list[str], int]] = []
    taken = 0
    for room in rooms:
        skipped = min(start, room)
        start -= skipped
        held = lines[taken : taken + room - skipped]
        taken += len(held)
        spread.append((held, skipped))
    return spread


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rules of the part of a table that one page shows."""

    table: Tabling
    page: int
    cells: Sequence[Laid]
    is_last: bool

    def draw(self) -> None:
        """Draw them, as the style wants it."""
        style, canvas = self.table.style, self.table.press.canvas
        canvas.setLineWidth(0.6)
        canvas.setDash([1, 1.5] if style.rules == "dotted" else [])
        sides = [side for laid in self.cells for side in self._sides(laid)]
        kept = [side for side in dict.fromkeys(sides) if self._is_wanted(side)]
        for _ in range(2 if style.rules == "twice" else 1):
            for x0, y0, x1, y1 in kept if style.ink != "lines" else _long(kept):
                self._stroke(x0, y0, x1, y1)
        canvas.setDash([])

    def _stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        canvas, height = self.table.press.canvas, self.table.press.page[1]
        if self.table.style.ink == "fills":
            canvas.rect(x0 - 0.3, height - y1 - 0.3, x1 - x0 + 0.6, y1 - y0 + 0.6, 0, 1)
        else:
            canvas.line(x0, height - y0, x1, height - y1)

    def _sides(self, laid: Laid) -> Iterator[tuple[float, float, float, float]]:
        table = self.table
        x0 = round(table.lefts[laid.column], 2)
        x1 = round(x0 + sum(table.widths[laid.column : laid.column + laid.cell.columns]), 2)
        for index, part in enumerate(laid.parts):
            if part.page != self.page:
                continue
            top, bottom = round(part.top, 2), round(part.top + part.height, 2)
            is_open = table.style.open_edges
            if not (is_open and index > 0):
                yield x0, top, x1, top
            if not (is_open and index + 1 < len(laid.parts)):
                yield x0, bottom, x1, bottom
            yield x0, top, x0, bottom
            yield x1, top, x1, bottom

    def _is_wanted(self, side: tuple[float, float, float, float]) -> bool:
        rules = self.table.style.rules
        x0, y0, x1, y1 = side
        is_upright = x0 == x1
        if rules in ("none", "stripes"):
            return False
        if rules == "horizontal":
            return not is_upright
        if rules == "head_and_foot":
            return not is_upright and self._is_head_or_foot(y0)
        if rules == "open_sides":
            left = self.table.lefts[0]
            outer = (left, left + sum(self.table.widths))
            return not (is_upright and any(abs(x0 - side) < 0.1 for side in outer))
        return y0 != y1 or x0 != x1

    def _is_head_or_foot(self, y: float) -> bool:
        here = [
            (laid, part) for laid in self.cells for part in laid.parts if part.page == self.page
        ]
        heads = [part for laid, part in here if laid.is_header]
        if any(abs(part.top + part.height - y) < 0.1 for part in heads):
            return all(part.top + part.height < y + 0.1 for part in heads)
        ends = [part.top for _, part in here] + [part.top + part.height for _, part in here]
        return abs(y - min(ends)) < 0.1 or abs(y - max(ends)) < 0.1


def _long(
    sides: Iterable[tuple[float, float, float, float]],
) -> list[tuple[float, float, float, float]]:
    """Sides that lie in one line are one rule."""
    joined: list[tuple[float, float, float, float]] = []
    for upright in (False, True):
        lying = sorted(
            (s for s in sides if (s[0] == s[2]) == upright),
            key=lambda s: (s[0], s[1]) if upright else (s[1], s[0]),
        )
        for x0, y0, x1, y1 in lying:
            if joined:
                a0, b0, a1, b1 = joined[-1]
                same = upright == (a0 == a1)
                if same and upright and a0 == x0 and y0 <= b1 + 0.1:
                    joined[-1] = (a0, b0, a1, max(b1, y1))
                    continue
                if same and not upright and b0 == y0 and x0 <= a1 + 0.1:
                    joined[-1] = (a0, b0, max(a1, x1), b1)
                    continue
            joined.append((x0, y0, x1, y1))
    return joined
