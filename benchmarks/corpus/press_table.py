"""One table on its way through the press: laid out, broken over pages, and drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.corpus.nouns import Grid, Sheet
from benchmarks.corpus.press_page import Press
from benchmarks.corpus.press_rules import Frame, Laid, Part, Ruling

PAD = 3.0


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
        frame = Frame(press.canvas, press.page[1], self.lefts, self.widths, self.style)
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
            Ruling(frame, page, shown).draw()
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
